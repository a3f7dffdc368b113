"""The record's side of the page: what is listed, and which words of the report each item marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from accordingto.model import (
    Evidence,
    Figure,
    Incident,
    Perpetrator,
    Place,
    Record,
    Statement,
    When,
)
from accordingto.model.kinds import Measure
from accordingto.show.digest import NARRATOR, Digest, FigureRow
from accordingto.show.marks import Entry, Mark, MarkedText
from accordingto.show.rows import Group, Row, Section, Words
from accordingto.show.wording import (
    ACTS,
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    aloud,
    capitalised,
    count_value,
    figure_counts,
    figure_spelled,
    figure_value,
    many,
    place_note,
    place_value,
    plain,
    toll_parts,
    toll_value,
    when_basis,
    when_value,
    words_of,
)

CLAUSES, CLAUSE = {"event", "actor"}, 48
"""Words of these kinds longer than so many characters are drawn as a line, as statements are."""

SPELLED = 4
"""So many words are spelled out for an item; the others are numbered."""

ABSENT = ("not stated",)
"""Said where a value is missing and the absence matters."""

KINDS = {
    "figure": "Figures",
    "actor": "Responsibility",
    "source": "Sources",
    "statement": "Statements",
    "time": "Dates",
    "place": "Places",
    "event": "Incident and means",
    "context": "Context",
}
"""Kinds of mark, with what the page calls them."""


class RecordPane:
    """Lays a record out as sections, and marks the report's text on the way.

    `body` and `headline` are None when the record has no text: nothing is linked then.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.digest = Digest(record)
        text, title = record.report.text, record.report.title
        self.body = MarkedText("t", text) if text is not None else None
        self.headline = MarkedText("h", title) if title and text is not None else None
        self.kinds: dict[str, None] = {}

    def title(self) -> str:
        """The main incident's label, or that there is none."""
        main = self.digest.main
        return capitalised(plain(main.label)) if main else "No incident found in this report"

    def sections(self) -> tuple[Section, ...]:
        """Every section that has something to tell, or whose absence matters."""
        return tuple(section for section in self._sections() if section.groups or section.absent)

    def _sections(self) -> Iterator[Section]:
        main = self.digest.main
        none = "None stated in this report." if main else ""
        yield section("facts", "What, where, when", self.facts(main) if main else ())
        heading = "Toll by source" if main else "Figures"
        yield Section("toll", heading, tuple(self.tolls(main)), absent=none)
        responsible = self.perpetrators(main) if main else ()
        yield section("responsibility", "Responsibility", responsible, absent=none)
        yield section("timeline", "Timeline", self.timeline())
        yield section("warnings", "Warnings before it", self.warnings())
        yield section("responses", "Responses", self.responses())
        yield section("footage", "Footage", self.footage())
        yield section("unknowns", "Not known", self.unknowns())
        quotes, reported = self.digest.quotes, self.digest.reported
        yield section("quotes", "In their own words", self.statements(quotes))
        yield section("statements", "Reported statements", self.statements(reported))
        yield Section("others", "Other incidents mentioned", tuple(self.background()))
        yield section("sources", "Sources", self.sources(), folded=bool(main))
        yield section("places", "Places read", self.places(), folded=True)
        yield section("dates", "Dates read", self.dates(), folded=True)

    def legend(self) -> tuple[tuple[str, str], ...]:
        """The kinds of mark in this report, with their names."""
        return tuple((kind, name) for kind, name in KINDS.items() if kind in self.kinds)

    def strip(self) -> Iterator[tuple[str, str, str, str]]:
        """The report's own toll: value, value aloud, what of, the figure it leads to."""
        for measure, toll in self.digest.headline_tolls:
            value, bounds = toll_parts(toll)
            what = f"{MEASURES[measure]} ({bounds})" if bounds else MEASURES[measure]
            yield value, aloud(value), what, f"figure-{self.digest.best_figure(toll).id}"

    # -- linking -------------------------------------------------------------------------

    def entry(
        self, entry_id: str, kind: str, label: str, *evidence: Evidence, broad: bool = False
    ) -> tuple[Entry, tuple[Words, ...]]:
        """An item, its words marked in the report."""
        entry = Entry(entry_id, kind, label)
        words = count_mentions(self.mark(entry, each, broad=broad) for each in evidence)
        return entry, tuple(words if broad else shorten(words))

    def mark(self, entry: Entry, evidence: Evidence, *, broad: bool = False) -> Words:
        """Mark the words of one evidence as an item's."""
        broad = broad or (entry.kind in CLAUSES and len(evidence.text) > CLAUSE)
        mark = self.place_mark(entry, evidence, kind=entry.kind, broad=broad)
        if mark and mark not in entry.marks:
            entry.marks.append(mark)
            self.kinds[entry.kind] = None
        return Words(" ".join(evidence.text.split()), mark, evidence.field == "title")

    def mark_also(self, entry: Entry, evidence: Evidence, *, kind: str) -> None:
        """Mark words that lead to an item, while the item leads to its other words."""
        mark = self.place_mark(entry, evidence, kind=kind, broad=False)
        if mark and mark not in entry.marks and mark not in entry.also:
            entry.also.append(mark)

    def place_mark(
        self, entry: Entry, evidence: Evidence, *, kind: str, broad: bool
    ) -> Mark | None:
        """Set a mark in the body or the headline; None where the record has no text."""
        where = self.headline if evidence.field == "title" else self.body
        return where.mark(evidence, entry, kind=kind, broad=broad) if where else None

    # -- the incident --------------------------------------------------------------------

    def facts(self, incident: Incident) -> Iterator[Row]:
        """When, where, with what, against whom."""
        at = incident.id
        kind = ", ".join(map(words_of, (incident.type, *incident.also)))
        label = f"Incident: {kind}"
        entry, words = self.entry(f"{at}-kind", "event", label, *incident.evidence)
        also = ", ".join(map(words_of, incident.also))
        notes = (*([f"also {also}"] if also else []), incident.status)
        yield Row(entry, capitalised(words_of(incident.type)), "Kind", notes=notes, words=words)
        if incident.when:
            yield self.when(f"{at}-when", incident.when)
        elif incident is self.digest.main:
            yield Row(Entry(f"{at}-when", "time", "Date: not stated"), "", "When", notes=ABSENT)
        if not incident.where and incident is self.digest.main:
            yield Row(Entry(f"{at}-where", "place", "Place: not stated"), "", "Where", notes=ABSENT)
        for index, place in enumerate(self.digest.where(incident)):
            yield self.place(f"{at}-where-{index}", place, place.evidence)
        if incident.venue:
            yield self.venue(incident)
        for index, weapon in enumerate(incident.weapons):
            name = plain(weapon.name)
            label = f"Means: {name}"
            entry, words = self.entry(f"{at}-weapon-{index}", "event", label, weapon.evidence)
            yield Row(entry, name, "Means", notes=(words_of(weapon.class_),), words=words)
        for index, target in enumerate(incident.targets):
            name = plain(target.name)
            label = f"Target: {name}"
            entry, words = self.entry(f"{at}-target-{index}", "event", label, target.evidence)
            yield Row(entry, name, "Target", notes=(words_of(target.kind),), words=words)

    def venue(self, incident: Incident) -> Row:
        """The building or site."""
        venue = incident.venue
        assert venue is not None  # asked only where there is one
        name = plain(venue.name)
        evidence = [venue.evidence, *([venue.capacity.evidence] if venue.capacity else [])]
        entry, words = self.entry(f"{incident.id}-venue", "place", f"Venue: {name}", *evidence)
        notes = (f"holds {count_value(venue.capacity)}",) if venue.capacity else ()
        return Row(entry, name, "Venue", notes=notes, words=words)

    def when(self, entry_id: str, when: When, *more: Evidence) -> Row:
        """A date."""
        label = f"Date: {when_value(when)}"
        entry, words = self.entry(entry_id, "time", label, when.evidence, *more)
        return Row(entry, when_value(when), "When", notes=(when_basis(when),), words=words)

    def place(self, entry_id: str, place: Place, *evidence: Evidence) -> Row:
        """A place."""
        label = f"Place: {place_value(place)}"
        entry, words = self.entry(entry_id, "place", label, *evidence)
        return Row(entry, place_value(place), "Where", notes=(place_note(place),), words=words)

    # -- figures -------------------------------------------------------------------------

    def tolls(self, incident: Incident | None) -> Iterator[Group]:
        """Figures by what they count, each group with the report's own view; the loose last."""
        own = dict(self.digest.tolls)
        leading = self.digest.rows_of(incident)  # those of no settled incident, without one
        for measure, rows in grouped(leading):
            toll = own.get(measure)
            note = f"the report’s own view: {toll_value(toll)}" if toll else ""
            told = (self.figure(row, quiet=row.depth == 0) for row in rows)
            yield Group(tuple(told), capitalised(MEASURES[measure]), note)
        loose = tuple(map(self.figure, self.digest.rows_of(None))) if incident else ()
        if loose:
            yield Group(loose, "Of no settled incident")

    def figure(self, row: FigureRow, *, quiet: bool = False) -> Row:
        """One figure as somebody gave it; `quiet` under a heading that names what it counts."""
        figure = row.figure
        giver, counts = self.digest.giver(figure), figure_counts(figure)
        label = f"Figure: {counts} {figure_value(figure)}, given by {giver}"
        entry, words = self.entry(f"figure-{figure.id}", "figure", label, figure.evidence)
        self.mark_also(entry, figure.number, kind="number")
        return Row(
            entry,
            counts,
            figure_value(figure).replace(" (as said)", ""),
            aloud=figure_spelled(figure),
            by=giver,
            notes=tuple(self.figure_notes(figure)),
            words=words,
            depth=row.depth,
            verdict=self.verdict(figure),
            quiet=quiet and counts == MEASURES[figure.measure],
        )

    def verdict(self, figure: Figure) -> str:
        """Whether the report's own toll uses a figure anywhere, or refuses it."""
        verdicts = self.digest.verdicts.get(figure.id, [])
        if "used" in verdicts:
            return "used"
        return "refused" if verdicts else ""

    def figure_notes(self, figure: Figure) -> Iterator[str]:
        """What to know of a figure: part of which, as of when, used or refused."""
        whole = self.digest.figures.get(figure.part_of or "")
        verdicts = self.digest.verdicts.get(figure.id, [])
        if whole and not any("part of" in verdict for verdict in verdicts):
            yield f"part of {figure_value(whole)} {figure_counts(whole)}"
        if figure.word and figure.low is None and figure.high is None:
            yield "a word, as said"
        if figure.new:
            yield "adds to an earlier count"
        if figure.as_of:
            yield f"as of {when_value(figure.as_of)}"
        yield from verdicts

    # -- who -----------------------------------------------------------------------------

    def perpetrators(self, incident: Incident) -> Iterator[Row]:
        """Who is held responsible for an incident, claims first."""
        for index, row in enumerate(self.digest.perpetrators_of(incident)):
            yield self.perpetrator(f"{incident.id}-actor-{index}", row)

    def perpetrator(self, entry_id: str, row: Perpetrator) -> Row:
        """One name under one standing."""
        name, standing = plain(row.name), STANDINGS[row.standing]
        label = f"{name}: {standing}"
        entry, words = self.entry(entry_id, "actor", label, *row.evidence)
        notes = [*map(words_of, self.digest.doubts(row))]
        notes += [count_value(row.number)] if row.number else []
        notes += [f"fate: {words_of(row.fate)}"] if row.fate else []
        by = ", ".join(each for each in self.digest.who_says(row) if each != name)
        return Row(entry, name, capitalised(standing), by=by, notes=tuple(notes), words=words)

    def statements(self, statements: Iterable[Statement]) -> Iterator[Row]:
        """Statements; a speaker who goes on is not named again for the eye."""
        before = None
        for each in statements:
            yield replace(self.statement(each), quiet=self.digest.goes_on(before, each))
            before = each

    def statement(self, statement: Statement) -> Row:
        """One thing somebody said."""
        speaker, act = self.digest.speaker(statement), ACTS[statement.act]
        label = f"{capitalised(speaker)} {act}"
        at = f"statement-{statement.id}"
        entry, words = self.entry(at, "statement", label, *statement.content, broad=True)
        cues = [statement.cue, statement.via.evidence if statement.via else None]
        for evidence in filter(None, cues):
            self.mark_also(entry, evidence, kind="cue")
        notes = self.digest.manner(statement)
        return Row(entry, speaker, notes=notes, words=words, spoken=statement.direct)

    def sources(self) -> Iterator[Row]:
        """Everybody who is heard, with every mention."""
        for source in self.record.sources:
            label = f"Source: {plain(source.name)}, {words_of(source.kind)}"
            entry, words = self.entry(f"source-{source.id}", "source", label, *source.mentions)
            notes = (words_of(source.kind), many(len(words), "mention"))
            yield Row(entry, plain(source.name), notes=notes, words=words)

    # -- around it -----------------------------------------------------------------------

    def timeline(self) -> Iterator[Row]:
        """What happened, in the order it happened."""
        for index, each in enumerate(self.record.timeline):
            when = when_value(each.when)
            label = f"Timeline: {when}"
            entry, words = self.entry(f"time-{index}", "context", label, each.evidence, broad=True)
            self.mark_also(entry, each.when.evidence, kind="time")
            yield Row(entry, unless_said(each.text, each.evidence), when, words=words)

    def warnings(self) -> Iterator[Row]:
        """Advisories and foiled plots before it."""
        for index, each in enumerate(self.record.warnings):
            source = self.digest.source_name(each.source) or NARRATOR
            at, label = f"warning-{index}", f"Warning: {source}"
            entry, words = self.entry(at, "context", label, each.evidence, broad=True)
            when = when_value(each.when) if each.when else "date not stated"
            yield Row(entry, capitalised(source), when, words=words)

    def responses(self) -> Iterator[Row]:
        """What was done about it."""
        for index, each in enumerate(self.digest.responses):
            at, label = f"response-{index}", f"Response: {each.kind}"
            entry, words = self.entry(at, "context", label, each.evidence, broad=True)
            yield Row(entry, plain(each.by or ""), capitalised(each.kind), words=words)

    def footage(self) -> Iterator[Row]:
        """What pictures are said to show."""
        for index, each in enumerate(self.record.footage):
            shows = plain(each.shows)
            at, label = f"footage-{index}", f"Footage: {shows}"
            entry, words = self.entry(at, "context", label, each.evidence, broad=True)
            notes = (f"via {plain(each.via)}",) if each.via else ()
            head = capitalised(unless_said(shows, each.evidence))
            yield Row(entry, head, notes=notes, words=words)

    def unknowns(self) -> Iterator[Row]:
        """What the report says is not known."""
        for index, each in enumerate(self.record.unknowns):
            about = capitalised(UNKNOWNS[each.about])
            at, label = f"unknown-{index}", f"Not known: {about}"
            entry, words = self.entry(at, "context", label, each.evidence, broad=True)
            yield Row(entry, "", about, words=words)

    def background(self) -> Iterator[Group]:
        """Incidents only mentioned, each with its figures."""
        for incident in self.digest.background:
            rows = [*self.facts(incident), *self.perpetrators(incident)]
            rows += map(self.figure, self.digest.rows_of(incident))
            yield Group(tuple(say_once(rows)), capitalised(plain(incident.label)))

    def places(self) -> Iterator[Row]:
        """Every place read, its mentions joined."""
        found: dict[tuple[str, int | None], list[Place]] = {}
        for place in self.record.places:
            found.setdefault((place.name, place.geonames_id), []).append(place)
        for index, same in enumerate(found.values()):
            evidence = [place.evidence for place in same]
            yield replace(self.place(f"place-{index}", same[0], *evidence), value="")

    def dates(self) -> Iterator[Row]:
        """Every time expression read, those of the same words and date joined."""
        found: dict[tuple[str, str | None, str | None], list[When]] = {}
        for when in self.record.times:
            found.setdefault((when.text.lower(), when.start, when.end), []).append(when)
        for index, same in enumerate(found.values()):
            more = [when.evidence for when in same[1:]]
            yield replace(self.when(f"date-{index}", same[0], *more), value="")


def count_mentions(words: Iterable[Words]) -> Iterator[Words]:
    """Number words that are shown again, grouped after their first mention."""
    same: dict[str, list[Words]] = {}
    for each in words:
        same.setdefault(each.text.casefold(), []).append(each)
    for group in same.values():
        yield from (replace(each, mention=number) for number, each in enumerate(group, 1))


def shorten(words: Iterable[Words]) -> Iterator[Words]:
    """Words shown before, and those after the first few, become numbers that lead to them."""
    for number, each in enumerate(words, 1):
        again = each.mention > 1 or number > SPELLED
        yield replace(each, mention=number) if again and each.mark else each


def unless_said(text: str, evidence: Evidence) -> str:
    """A text, or nothing where the words shown with it say the same."""
    return "" if plain(text).casefold() in plain(evidence.text).casefold() else plain(text)


def section(
    section_id: str, heading: str, rows: Iterable[Row], *, absent: str = "", folded: bool = False
) -> Section:
    """A section of one group."""
    kept = tuple(say_once(rows))
    groups = (Group(kept),) if kept else ()
    return Section(section_id, heading, groups, absent, folded)


def say_once(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows whose value stands right above already say it only aloud."""
    before = ""
    for row in rows:
        same = row.value == before and row.entry.kind != "figure"
        yield replace(row, again=True) if same else row
        before = row.value


def grouped(rows: Iterable[FigureRow]) -> Iterator[tuple[Measure, list[FigureRow]]]:
    """Figures by what they count; a part stays with the figure that includes it."""
    groups: dict[Measure, list[FigureRow]] = {}
    current: list[FigureRow] = []
    for row in rows:
        if row.depth == 0:
            current = groups.setdefault(row.figure.measure, [])
        current.append(row)
    yield from groups.items()
