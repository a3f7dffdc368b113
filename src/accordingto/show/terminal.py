"""The terminal view: one record at a glance, in as many columns as there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from accordingto.model import Incident, Perpetrator, Record, Statement, Toll
from accordingto.model.kinds import Measure
from accordingto.show.digest import Digest, FigureRow, again
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import (
    absent,
    columns,
    grid,
    indented,
    labelled_once,
    listed,
    noted,
    quoted,
    said,
    section,
    side_by_side,
    stacked,
    table_of,
)
from accordingto.show.wording import (
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

NARROW = 76
"""Below this many columns a table of words would break every line: rows are stacked instead."""

WIDE = 160
"""From this many columns on, two halves stand side by side."""

_STANDING_STYLES = {
    "claimed": "bold red",
    "accused": "yellow",
    "suspected": "yellow",
    "denied": "cyan",
    "ruled_out": "cyan",
}


def render_terminal(record: Record, *, width: int | None, colour: bool) -> str:
    """Lay one record out for a terminal of `width` columns; None asks the terminal."""
    columns = find_width(width)
    return draw(TerminalView(record, columns).parts(), columns, colour=colour)


class TerminalView:
    """The parts of the view, top to bottom; a part with nothing to tell is left out."""

    def __init__(self, record: Record, columns: int) -> None:
        self.record = record
        self.digest = Digest(record)
        self.narrow = columns < NARROW
        self.wide = columns >= WIDE

    def parts(self) -> Iterator[RenderableType]:
        """Every part that has something to tell; side by side where there is room."""
        yield from self.headline(self.digest.main)
        harm, around = list(self.harm()), list(self.around())
        if self.wide and harm and around:
            yield side_by_side(Group(*harm), Group(*around))
        else:
            yield from harm
            yield from around
        yield from self.said()

    def harm(self) -> Iterator[RenderableType]:
        """Figures and responsibility."""
        main = self.digest.main
        if main:
            yield from section("Toll by source", self.figure_table(main), "none stated")
            yield from section("The report's own toll", self.own_toll())
            yield from section("Responsibility", self.responsibility(main), "none stated")
        loose = "Figures of no settled incident" if main else "Figures"
        yield from section(loose, self.figure_table(None))

    def around(self) -> Iterator[RenderableType]:
        """What came before, what was done, what is not known."""
        yield from section("Timeline", self.timeline())
        yield from section("Warnings", self.warnings())
        yield from section("Responses", self.responses())
        yield from section("Footage", self.footage())
        yield from section("Not known", self.unknowns())

    def said(self) -> Iterator[RenderableType]:
        """Who said what, and what else the report mentions."""
        yield from section("Quotes", self.quotes())
        yield from section("Other statements", self.other_statements())
        yield from section("Other incidents mentioned", self.background())
        if not self.digest.main:
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
        if self.digest.headline_tolls:
            yield "Toll", toll_line(self.digest.headline_tolls)
        when = incident.when
        yield "When", noted(when_value(when), when_note(when)) if when else absent()
        if not incident.where:
            yield "Where", absent()
        for index, place in enumerate(self.digest.where(incident)):
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
        rows = self.digest.merged_rows_of(incident)
        if not rows:
            return None
        if self.narrow:
            return stacked(self.figure_head(row) for row in rows)
        table = columns("Counted", "Figure", "Given by", "Words")
        table.columns[1].justify = "right"
        table.columns[1].no_wrap = True
        for row in rows:
            words = quoted(row.figure.evidence).append(again(row.times), "dim")
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
        return head, quoted(row.figure.evidence).append(again(row.times), "dim")

    def own_toll(self) -> RenderableType | None:
        """Each measure with the figures it rests on, and those it refused and why."""
        lines = [
            (Text(MEASURES[measure]), Text(toll_value(toll), style="bold"), self.working(toll))
            for measure, toll in self.digest.tolls
        ]
        if self.narrow and lines:
            return stacked((Text(" ").join([a, b]), working) for a, b, working in lines)
        return grid(lines)

    def working(self, toll: Toll) -> Text:
        """How a toll was come by."""
        used = self.digest.used_names(toll)
        lines = [Text(f"from {listed(used)}")] if used else []
        lines += [Text(refusal, style="dim") for refusal in self.digest.refusals(toll)]
        return Text("\n").join(lines)

    # -- who -----------------------------------------------------------------------------

    def responsibility(self, incident: Incident) -> RenderableType | None:
        """Claims, accusations, denials and suspicions side by side."""
        rows = [self.perpetrator(row) for row in self.digest.perpetrators_of(incident)]
        if self.narrow:
            return stacked((Text(" · ").join(row[:3]), row[3]) for row in rows) if rows else None
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
        """Statements, one a row; a speaker who goes on is not named again."""
        found = list(statements)
        rows = [(self.speaker(each), said(each)) for each in found]
        if self.narrow:
            return stacked(rows) if rows else None
        on = map(self.digest.goes_on, [None, *found], found)
        return grid(
            (Text() if same else head, words) for same, (head, words) in zip(on, rows, strict=True)
        )

    def speaker(self, statement: Statement) -> Text:
        """Who says it and how."""
        head = Text(self.digest.speaker(statement), style="cyan")
        manner = listed(self.digest.manner(statement))
        return head.append(f" ({manner})", style="dim") if manner else head

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
        return grid(
            labelled_once(
                (Text(each.kind), quoted(each.evidence)) for each in self.digest.responses
            )
        )

    def footage(self) -> RenderableType | None:
        """What pictures are said to show."""
        return grid(
            labelled_once(
                (Text(f"via {plain(each.via)}" if each.via else "footage"), Text(plain(each.shows)))
                for each in self.record.footage
            )
        )

    def unknowns(self) -> RenderableType | None:
        """What the report says is not known."""
        return grid(
            labelled_once(
                (Text(UNKNOWNS[each.about]), quoted(each.evidence)) for each in self.record.unknowns
            )
        )

    def background(self) -> RenderableType | None:
        """Incidents the report only mentions, each with its figures."""
        parts: list[RenderableType] = []
        for incident in self.digest.background:
            blamed = self.digest.blamed(incident)
            told = f"{plain(incident.label)}, {incident.status}"
            parts.append(indented(noted(told, f"by {blamed}" if blamed else "")))
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


def counted(row: FigureRow) -> Text:
    """What a figure counts, set in below the figure that includes it."""
    return Text(f"{'  ' * (row.depth - 1)}{'└ ' if row.depth else ''}{figure_counts(row.figure)}")


def toll_line(tolls: Iterable[tuple[Measure, Toll]]) -> Text:
    """The report's own toll in one line."""
    return Text(listed(f"{MEASURES[name]} {toll_value(toll)}" for name, toll in tolls), "bold")
