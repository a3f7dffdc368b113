"""The terminal view: one record at a glance, in as many columns as there are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from accordingto.model import Evidence, Incident, Perpetrator, Record, Refusal, Statement, Toll
from accordingto.show.digest import Digest, FigureRow
from accordingto.show.wording import (
    ACTS,
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    capitalised,
    count_value,
    figure_counts,
    figure_value,
    iso_value,
    many,
    place_note,
    place_value,
    plain,
    toll_value,
    when_note,
    when_value,
    words_of,
)

FALLBACK_WIDTH = 100
NARROW = 76
"""Below this many columns a table of words would break every line: rows are stacked instead."""

LABEL_WIDTH = 30
"""What stands in front of words takes at most this many columns."""

_STANDING_STYLES = {
    "claimed": "bold red",
    "accused": "yellow",
    "suspected": "yellow",
    "denied": "cyan",
    "ruled_out": "cyan",
}


def render_terminal(record: Record, *, width: int | None, colour: bool) -> str:
    """Lay one record out for a terminal of `width` columns; None asks the terminal."""
    columns = width or shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns
    out = StringIO()
    console = Console(
        file=out,
        width=max(columns, 40),
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in TerminalView(record, console.width).parts():
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class TerminalView:
    """The parts of the view, top to bottom; a part with nothing to tell is left out."""

    def __init__(self, record: Record, columns: int) -> None:
        self.record = record
        self.digest = Digest(record)
        self.narrow = columns < NARROW

    def parts(self) -> Iterator[RenderableType]:
        """Every part that has something to tell."""
        main = self.digest.main
        yield from self.headline(main)
        if main:
            yield from section("Toll by source", self.figure_table(main), "none stated")
            yield from section("The report's own toll", self.own_toll())
            yield from section("Responsibility", self.responsibility(), "none stated")
        loose = "Figures of no settled incident" if main else "Figures"
        yield from section(loose, self.figure_table(None))
        yield from section("Timeline", self.timeline())
        yield from section("Warnings", self.warnings())
        yield from section("Responses", self.responses())
        yield from section("Footage", self.footage())
        yield from section("Not known", self.unknowns())
        yield from section("Quotes", self.quotes())
        yield from section("Other statements", self.other_statements())
        yield from section("Other incidents mentioned", self.background())
        if not main:
            yield from section("Sources", self.sources())

    # -- headline ------------------------------------------------------------------------

    def headline(self, main: Incident | None) -> Iterator[RenderableType]:
        """What, where, when, and the report it comes from."""
        label = plain(main.label) if main else "No incident found in this report"
        yield Text(capitalised(label), style="bold")
        facts = [*(self.incident_facts(main) if main else ()), *self.report_facts()]
        yield grid((Text(name, style="dim"), value) for name, value in facts) or Text()

    def incident_facts(self, incident: Incident) -> Iterator[tuple[str, Text]]:
        """The facts of one incident, by name."""
        kind = words_of(incident.type)
        also = f" (also {listed(map(words_of, incident.also))})" if incident.also else ""
        yield "Kind", Text(f"{kind}{also}, {incident.status}")
        if self.digest.tolls and incident is self.digest.main:
            yield "Toll", toll_line(self.digest.tolls)
        if incident.when:
            yield "When", noted(when_value(incident.when), when_note(incident.when))
        for index, place in enumerate(incident.where):
            yield "" if index else "Where", noted(place_value(place), place_note(place))
        if incident.venue:
            holds = incident.venue.capacity
            capacity = f"holds {count_value(holds)}" if holds else ""
            yield "Venue", noted(plain(incident.venue.name), capacity)
        if incident.weapons:
            yield "Weapons", Text(listed(f"{plain(w.name)} ({w.class_})" for w in incident.weapons))
        if incident.targets:
            yield "Targets", Text(listed(f"{plain(t.name)} ({t.kind})" for t in incident.targets))

    def report_facts(self) -> Iterator[tuple[str, Text]]:
        """The report, in one or two lines."""
        report = self.record.report
        title = f"“{plain(report.title)}”" if report.title else plain(report.id)
        published = iso_value(report.published) if report.published else "publication date unknown"
        rest = [plain(report.publisher or ""), published, plain(report.url or "")]
        yield "Report", noted(title, ", ".join(filter(None, rest)))

    # -- figures -------------------------------------------------------------------------

    def figure_table(self, incident: Incident | None) -> RenderableType | None:
        """Figures of one incident: what is counted, how many, who says so, in which words."""
        rows = self.digest.rows_of(incident)
        if not rows:
            return None
        if self.narrow:
            return stacked(self.figure_head(row) for row in rows)
        table = columns("Counted", "Figure", "Given by", "Words")
        table.columns[1].justify = "right"
        table.columns[1].no_wrap = True
        for row in rows:
            words = quoted(row.figure.evidence)
            table.add_row(
                counted(row),
                Text(figure_value(row.figure), style="bold"),
                Text(self.digest.giver(row.figure), style="cyan"),
                words,
            )
        return table

    def figure_head(self, row: FigureRow) -> tuple[Text, Text]:
        """One figure as a line, and its words."""
        head = Text.assemble(
            counted(row),
            " ",
            (figure_value(row.figure), "bold"),
            " ",
            (f"({self.digest.giver(row.figure)})", "cyan"),
        )
        return head, quoted(row.figure.evidence)

    def own_toll(self) -> RenderableType | None:
        """Each measure with the figures it rests on, and those it refused and why."""
        lines = [
            (Text(MEASURES[measure]), Text(toll_value(toll), style="bold"), self.working(toll))
            for measure, toll in self.digest.tolls
        ]
        return grid(lines) if lines else None

    def working(self, toll: Toll) -> Text:
        """How a toll was come by."""
        used = dict.fromkeys(self.named_figure(each) for each in toll.figures)
        lines = [Text(f"from {listed(used)}")] if used else []
        lines += [self.refusal(refused) for refused in toll.refused]
        return Text("\n").join(lines)

    def refusal(self, refused: Refusal) -> Text:
        """One figure that was not used, and why."""
        return Text(f"not {self.named_figure(refused.figure)}: {plain(refused.why)}", style="dim")

    def named_figure(self, figure_id: str) -> str:
        """A figure by its value and giver."""
        figure = self.digest.figures.get(figure_id)
        if figure is None:
            return plain(figure_id)
        where = " in the title" if figure.evidence.field == "title" else ""
        return f"{figure_value(figure)} by {self.digest.giver(figure)}{where}"

    # -- who -----------------------------------------------------------------------------

    def responsibility(self) -> RenderableType | None:
        """Claims, accusations, denials and suspicions side by side."""
        rows = [self.perpetrator(row) for row in self.digest.perpetrators]
        if self.narrow:
            return stacked((Text(" ").join([a, b, c]), d) for a, b, c, d in rows) if rows else None
        return table_of(("Who", "Standing", "According to", "Words"), rows)

    def perpetrator(self, row: Perpetrator) -> tuple[Text, Text, Text, Text]:
        """One name under one standing."""
        standing = Text(STANDINGS[row.standing], style=_STANDING_STYLES.get(row.standing, ""))
        notes = [*map(words_of, self.digest.doubts(row))]
        notes += [words_of(row.fate)] if row.fate and row.fate != "unknown" else []
        if notes:
            standing.append(f" ({listed(notes)})", style="not bold dim")
        name = Text(plain(row.name))
        if row.number:
            name.append(f" ({count_value(row.number)})")
        says = Text(listed(self.digest.who_says(row)), style="cyan")
        return name, standing, says, quoted(*row.evidence)

    def quotes(self) -> RenderableType | None:
        """Who said what, in their own words."""
        return self.statements(self.digest.quotes)

    def other_statements(self) -> RenderableType | None:
        """What was said in the report's words, where it is more than plain saying."""
        shown = [each for each in self.digest.reported if each.act != "states"]
        plainly = len(self.digest.reported) - len(shown)
        more = Text(
            f"and {many(plainly, 'more statement')}, told in the report's words", style="dim"
        )
        listing = self.statements(shown)
        if not plainly:
            return listing
        return Group(listing, indented(more)) if listing else indented(more)

    def statements(self, statements: Iterable[Statement]) -> RenderableType | None:
        """Statements, one a row."""
        rows = [self.statement(each) for each in statements]
        if self.narrow:
            return stacked(rows) if rows else None
        return grid(rows)

    def statement(self, statement: Statement) -> tuple[Text, Text]:
        """Who says it and how; the words."""
        head = Text(self.digest.speaker(statement), style="cyan")
        act = [] if statement.act == "states" else [ACTS[statement.act]]
        act += [words_of(statement.standing)] if statement.standing != "asserted" else []
        act += [f"on {plain(statement.via.name)}"] if statement.via else []
        if act:
            head.append(f" ({', '.join(act)})", style="dim")
        return head, quoted(*statement.content, plainly=not statement.direct)

    # -- around it -----------------------------------------------------------------------

    def timeline(self) -> RenderableType | None:
        """What happened, in the order it happened."""
        return grid(
            (Text(when_value(entry.when), style="bold"), Text(plain(entry.text)))
            for entry in self.record.timeline
        )

    def warnings(self) -> RenderableType | None:
        """Advisories and foiled plots before it."""
        return grid(
            (
                Text(self.digest.source_name(each.source) or "the report itself", style="cyan"),
                Text(when_value(each.when) if each.when else "date not stated"),
                quoted(each.evidence),
            )
            for each in self.record.warnings
        )

    def responses(self) -> RenderableType | None:
        """What was done about it."""
        return grid((Text(each.kind), quoted(each.evidence)) for each in self.record.responses)

    def footage(self) -> RenderableType | None:
        """What pictures are said to show."""
        return grid(
            (Text(f"via {plain(each.via)}" if each.via else "footage"), Text(plain(each.shows)))
            for each in self.record.footage
        )

    def unknowns(self) -> RenderableType | None:
        """What the report says is not known."""
        return grid(
            (Text(UNKNOWNS[each.about]), quoted(each.evidence)) for each in self.record.unknowns
        )

    def background(self) -> RenderableType | None:
        """Incidents the report only mentions, each with its figures."""
        parts: list[RenderableType] = []
        for incident in self.digest.background:
            parts.append(indented(Text(f"{plain(incident.label)}, {incident.status}")))
            table = self.figure_table(incident)
            if table:
                parts.append(indented(table))
        return Group(*parts) if parts else None

    def sources(self) -> RenderableType | None:
        """Who is heard in a report without an incident."""
        return grid(
            (Text(plain(each.name), style="cyan"), Text(words_of(each.kind)))
            for each in self.record.sources
        )


def section(
    heading: str, body: RenderableType | None, absent: str | None = None
) -> Iterator[RenderableType]:
    """A heading and its body; without a body nothing, or that it is absent."""
    if body is None and absent is None:
        return
    yield Text()
    yield Rule(Text(heading, style="bold"), align="left", style="dim", characters="─")
    yield body if body is not None else indented(Text(absent or "", style="dim"))


def indented(body: RenderableType) -> Padding:
    """Set in by one column, as grids are."""
    return Padding(body, (0, 0, 0, 1))


def grid(rows: Iterable[tuple[Text, ...]]) -> Table | None:
    """Rows without lines, the last column the widest; None without rows."""
    kept = list(rows)
    if not kept:
        return None
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=True)
    for index in range(len(kept[0])):
        last = index == len(kept[0]) - 1
        table.add_column(overflow="fold", max_width=None if last else LABEL_WIDTH)
    for row in kept:
        table.add_row(*row)
    return table


def columns(*headings: str) -> Table:
    """An empty table with headings."""
    table = Table(box=None, padding=(0, 1), header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def table_of(headings: tuple[str, ...], rows: Iterable[tuple[Text, ...]]) -> Table | None:
    """A table with headings; None without rows."""
    table = columns(*headings)
    for row in rows:
        table.add_row(*row)
    return table if table.row_count else None


def stacked(rows: Iterable[tuple[Text, Text]]) -> Group:
    """Each row as a line with its words below."""
    parts: list[RenderableType] = []
    for head, words in rows:
        parts.append(indented(head))
        parts.append(Padding(words, (0, 0, 0, 4)))
    return Group(*parts)


def counted(row: FigureRow) -> Text:
    """What a figure counts, set in below the figure that includes it."""
    return Text(f"{'  ' * (row.depth - 1)}{'└ ' if row.depth else ''}{figure_counts(row.figure)}")


def quoted(*evidence: Evidence, plainly: bool = False) -> Text:
    """The words something rests on, between quotation marks unless `plainly`."""
    marks = ("", "") if plainly else ("“", "”")
    words = " … ".join(f"{marks[0]}{plain(each.text)}{marks[1]}" for each in evidence)
    title = any(each.field == "title" for each in evidence)
    return Text.assemble(
        (words, "dim" if not plainly else ""), (" (title)" if title else "", "dim")
    )


def noted(value: str, note: str) -> Text:
    """A value with a fainter note behind it."""
    return Text.assemble(value, (f"  {note}" if note else "", "dim"))


def toll_line(tolls: Iterable[tuple[str, Toll]]) -> Text:
    """The report's own toll in one line."""
    shown = (f"{MEASURES[name]} {toll_value(toll)}" for name, toll in tolls if toll.figures)
    return Text(", ".join(shown) or "no usable figure", style="bold")


def listed(items: Iterable[str]) -> str:
    """Items with commas between."""
    return ", ".join(items)
