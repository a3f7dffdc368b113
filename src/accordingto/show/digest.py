"""A record laid out for eyes: which incident leads, which figures stand where, who says what.

The three views (terminal, page, Markdown) differ in form only; what they tell, and in which
order, is decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from accordingto.model import (
    Figure,
    Incident,
    Perpetrator,
    Place,
    Record,
    Refusal,
    Response,
    Source,
    Statement,
    Toll,
)
from accordingto.model.kinds import Measure
from accordingto.show.wording import (
    ACTS,
    MEASURES,
    STANDINGS,
    figure_counts,
    figure_value,
    plain,
    when_value,
    words_of,
)

NARRATOR = "the report itself"
UNNAMED = "not named"
_OPENERS = ("It ", "Its ", "The ", "A ", "An ", "This ", "They ")
_MEASURE_ORDER = list(MEASURES)
_STANDING_ORDER = list(STANDINGS)


@dataclass(frozen=True)
class FigureRow:
    """A figure at its place in a table.

    Attributes:
        figure: The figure.
        depth: How many figures include it, one within the other.
        times: How often the report says just this, where rows are merged.
    """

    figure: Figure
    depth: int
    times: int = 1


@dataclass(frozen=True)
class FigureGroup:
    """Figures of one incident; `incident` is None for figures of no settled incident."""

    incident: Incident | None
    rows: tuple[FigureRow, ...]


class Digest:
    """One record, laid out."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.incidents = {incident.id: incident for incident in record.incidents}
        self.sources: dict[str, Source] = {source.id: source for source in record.sources}
        self.statements: dict[str, Statement] = {each.id: each for each in record.statements}
        self.figures: dict[str, Figure] = {figure.id: figure for figure in record.figures}

    @cached_property
    def main(self) -> Incident | None:
        """The incident the report is about, or None."""
        return next((each for each in self.record.incidents if each.role == "main"), None)

    @cached_property
    def background(self) -> tuple[Incident, ...]:
        """Every other incident, in the record's order."""
        return tuple(each for each in self.record.incidents if each is not self.main)

    @cached_property
    def figure_groups(self) -> tuple[FigureGroup, ...]:
        """Figures by incident: the main one first, those of no settled incident last."""
        groups: dict[str | None, list[Figure]] = {self.main.id: []} if self.main else {}
        groups |= {each.id: [] for each in self.background} | {None: []}
        for figure in self.record.figures:
            groups[figure.incident if figure.incident in self.incidents else None].append(figure)
        return tuple(
            FigureGroup(self.incidents.get(key or ""), _tree(figures))
            for key, figures in groups.items()
            if figures
        )

    def rows_of(self, incident: Incident | None) -> tuple[FigureRow, ...]:
        """The figure rows of one incident; of no settled incident for None."""
        groups = (group for group in self.figure_groups if group.incident is incident)
        return next((group.rows for group in groups), ())

    def merged_rows_of(self, incident: Incident | None) -> tuple[FigureRow, ...]:
        """The figure rows of one incident, what is said again in the same words only once."""
        rows = self.rows_of(incident)
        below = [row.depth for row in rows[1:]] + [0]
        merged: dict[object, FigureRow] = {}
        for row, next_depth in zip(rows, below, strict=False):
            alone = row.depth == 0 and next_depth == 0
            key = self._looks(row.figure) if alone else row.figure.id
            times = merged[key].times + 1 if key in merged else 1
            merged[key] = replace(merged.get(key, row), times=times)
        return tuple(merged.values())

    def _looks(self, figure: Figure) -> tuple[str | None, ...]:
        words = plain(figure.evidence.text).casefold()
        counts, value = figure_counts(figure), figure_value(figure)
        return counts, value, self.giver(figure), words, figure.evidence.field

    @cached_property
    def tolls(self) -> tuple[tuple[Measure, Toll], ...]:
        """The report's own toll of the main incident, measure by measure."""
        toll = self.main.toll if self.main else {}
        return tuple(sorted(toll.items(), key=lambda item: _MEASURE_ORDER.index(item[0])))

    @cached_property
    def headline_tolls(self) -> tuple[tuple[Measure, Toll], ...]:
        """The tolls that belong in a headline: people harmed, with a figure to rest on."""
        shown = (item for item in self.tolls if item[0] != "detained")
        return tuple((measure, toll) for measure, toll in shown if self.used_figures(toll))

    def used_figures(self, toll: Toll) -> list[Figure]:
        """The figures a toll rests on."""
        return [self.figures[each] for each in toll.figures if each in self.figures]

    def best_figure(self, toll: Toll) -> Figure:
        """The figure that says a toll's best value; the last one used if none does alone."""
        used = self.used_figures(toll)
        return next((each for each in used if toll.best in (each.low, each.high)), used[-1])

    @cached_property
    def verdicts(self) -> dict[str, list[str]]:
        """What the report's own toll made of each figure: used, or why not."""
        found: dict[str, list[str]] = {}
        for _, toll in self.tolls:
            for figure_id in toll.figures:
                found.setdefault(figure_id, []).append("used")
            for refused in toll.refused:
                found.setdefault(refused.figure, []).append(f"not used: {self.why(refused)}")
        return found

    def used_names(self, toll: Toll) -> tuple[str, ...]:
        """The figures a toll rests on, each once."""
        return tuple(dict.fromkeys(map(self.named_figure, toll.figures)))

    def refusals(self, toll: Toll) -> tuple[str, ...]:
        """The figures a toll does not use and why, those of one reason together."""
        reasons: dict[str, Counter[str]] = {}
        for each in toll.refused:
            named = self.named_figure(each.figure)
            reasons.setdefault(self.why(each), Counter())[named] += 1
        return tuple(
            f"not {_counted(names)}: {_each(why, names)}" for why, names in reasons.items()
        )

    def why(self, refused: Refusal) -> str:
        """Why a figure was not used, as the end of a sentence; figures by value, not by id."""

        def name(found: re.Match[str]) -> str:
            figure = self.figures.get(found[0])
            return f"{figure_value(figure)} {figure_counts(figure)}" if figure else found[0]

        why = re.sub(r"\b[a-z]+\d+\b", name, plain(refused.why)).removesuffix(".")
        return why[0].lower() + why[1:] if why.startswith(_OPENERS) else why

    def named_figure(self, figure_id: str) -> str:
        """A figure by its value and giver, and that it is in the title where it is."""
        figure = self.figures.get(figure_id)
        if figure is None:
            return plain(figure_id)
        where = " in the title" if figure.evidence.field == "title" else ""
        return f"{figure_value(figure)} by {self.giver(figure)}{where}"

    def perpetrators_of(self, incident: Incident) -> tuple[Perpetrator, ...]:
        """Who is held responsible for an incident, claims first."""
        found = incident.perpetrators
        return tuple(sorted(found, key=lambda row: _STANDING_ORDER.index(row.standing)))

    def where(self, incident: Incident) -> tuple[Place, ...]:
        """The places of an incident, without those that another one's name already tells."""
        venue = incident.venue.name.casefold() if incident.venue else None
        others = tuple(one for one in incident.where if one.name.casefold() != venue)
        places = others or incident.where
        return tuple(one for one in places if not any(_holds(one, other) for other in places))

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        """What was done, each kind together, in the order the kinds are first told."""
        kinds = list(dict.fromkeys(each.kind for each in self.record.responses))
        return tuple(sorted(self.record.responses, key=lambda each: kinds.index(each.kind)))

    @cached_property
    def quotes(self) -> tuple[Statement, ...]:
        """Statements in the speaker's own words."""
        return tuple(each for each in self.record.statements if each.direct)

    @cached_property
    def reported(self) -> tuple[Statement, ...]:
        """Statements in the report's words."""
        return tuple(each for each in self.record.statements if not each.direct)

    def speaker(self, statement: Statement) -> str:
        """Who made a statement."""
        return self.source_name(statement.source) or UNNAMED

    def giver(self, figure: Figure) -> str:
        """Who gave a figure: a source, an unnamed one, or the report itself."""
        if figure.source:
            return self.source_name(figure.source) or UNNAMED
        return self.giver_of_statement(figure.statement)

    def giver_of_statement(self, statement_id: str | None) -> str:
        """Who made the statement a value comes from; the report itself without one."""
        if statement_id is None:
            return NARRATOR
        statement = self.statements.get(statement_id)
        return self.speaker(statement) if statement else UNNAMED

    def source_name(self, source_id: str | None) -> str | None:
        """The name of a source; None for none."""
        source = self.sources.get(source_id or "")
        return plain(source.name) if source else None

    def who_says(self, row: Perpetrator) -> tuple[str, ...]:
        """Who gives a perpetrator this standing, each once."""
        names = [self.giver_of_statement(each) for each in row.statements] or [NARRATOR]
        return tuple(dict.fromkeys(names))

    def blamed(self, incident: Incident) -> str:
        """Who is held responsible for an incident, in one line."""
        rows = self.perpetrators_of(incident)
        return ", ".join(f"{plain(row.name)} ({STANDINGS[row.standing]})" for row in rows)

    def doubts(self, row: Perpetrator) -> tuple[str, ...]:
        """How the report treats what was said, where it is more than asserted."""
        made = (self.statements[each] for each in row.statements if each in self.statements)
        standings = (statement.standing for statement in made)
        return tuple(dict.fromkeys(each for each in standings if each != "asserted"))

    def manner(self, statement: Statement) -> tuple[str, ...]:
        """How something was said, where it is more than plain saying; about whom, where, when."""
        about = self.about(statement)
        said_on = when_value(statement.said_on) if statement.said_on else None
        notes = (
            ACTS[statement.act] if statement.act != "states" else None,
            f"about {about}" if about else None,
            words_of(statement.standing) if statement.standing != "asserted" else None,
            f"via {plain(statement.via.name)}" if statement.via else None,
            said_on,
        )
        return tuple(note for note in notes if note)

    def goes_on(self, before: Statement | None, statement: Statement) -> bool:
        """Whether the same speaker just goes on, so that the name need not be shown again."""
        if before is None or self.manner(before) or self.manner(statement):
            return False
        return before.source is not None and before.source == statement.source

    def about(self, statement: Statement) -> str | None:
        """Who is accused, or what is denied: a source's name or the words kept."""
        if statement.about is None:
            return None
        return self.source_name(statement.about) or plain(statement.about)


def _holds(wide: Place, place: Place) -> bool:
    """Whether a country or a province is named with a place in it ("Riga, Latvia")."""
    if wide is place or wide.country_code is None or wide.country_code != place.country_code:
        return False
    if wide.kind == "country":
        return place.kind != "country"
    within = wide.kind == "admin" and place.kind not in ("admin", "country")
    return within and place.admin1 in (wide.name, wide.admin1) and place.admin1 is not None


def again(times: int) -> str:
    """How often something is said, where it is more than once."""
    return f" ({times} times)" if times > 1 else ""


def _counted(names: Counter[str]) -> str:
    """Names with how often each stands; "and" before the last."""
    *most, last = (f"{name}{again(times)}" for name, times in names.items())
    return f"{', '.join(most)} and {last}" if most else last


def _each(why: str, names: Counter[str]) -> str:
    """A reason, said of each where there are several."""
    return "each " + why[3:] if names.total() > 1 and why.startswith("it ") else why


def _tree(figures: list[Figure]) -> tuple[FigureRow, ...]:
    """Each figure once, by measure, those it includes right below it."""
    figures = sorted(figures, key=lambda figure: _MEASURE_ORDER.index(figure.measure))
    ids = {figure.id for figure in figures}
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.part_of in ids:
            parts.setdefault(figure.part_of or "", []).append(figure)
    included = {part.id for group in parts.values() for part in group}
    roots = [figure for figure in figures if figure.id not in included]
    return tuple(_walk([*roots, *figures], parts))  # the second round ends a circle of parts


def _walk(roots: list[Figure], parts: dict[str, list[Figure]]) -> Iterator[FigureRow]:
    seen: set[str] = set()
    waiting = [FigureRow(root, 0) for root in reversed(roots)]
    while waiting:
        row = waiting.pop()
        if row.figure.id not in seen:
            seen.add(row.figure.id)
            yield row
            below = parts.get(row.figure.id, [])
            waiting.extend(FigureRow(part, row.depth + 1) for part in reversed(below))
