"""The Markdown view: one record as notes that stay readable as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from accordingto.model import Evidence, Incident, Perpetrator, Record, Statement, Toll
from accordingto.show.digest import Digest, FigureRow, again
from accordingto.show.wording import (
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    capitalised,
    count_value,
    figure_counts,
    figure_value,
    iso_value,
    link_target,
    once,
    place_note,
    place_value,
    plain,
    toll_value,
    when_note,
    when_value,
    words_of,
)

_SPECIAL = re.compile(r"[\\`*\[\]<>#|~$]|&(?=[\w#])|(?<!\w)_|_(?!\w)|:(?=//)|^[-+=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def render_markdown(record: Record) -> str:
    """Write one record as Markdown (CommonMark with tables), ending in a line break."""
    blocks = MarkdownView(record).blocks()
    return "\n\n".join(blocks) + "\n"


class MarkdownView:
    """The blocks of the notes, top to bottom; a block with nothing to tell is left out."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.digest = Digest(record)

    def blocks(self) -> Iterator[str]:
        """Every block that has something to tell."""
        main = self.digest.main
        title = capitalised(main.label) if main else "No incident found in this report"
        yield f"# {escape(title)}"
        yield bullets([*(self.incident_facts(main) if main else ()), *self.report_facts()])
        if main:
            yield from section("Toll by source", self.figure_table(main) or "None stated.")
            yield from section("The report's own toll", bullets(self.own_toll()))
            yield from section("Responsibility", self.responsibility(main) or "None stated.")
        loose = "Figures of no settled incident" if main else "Figures"
        yield from section(loose, self.figure_table(None))
        yield from section("Timeline", bullets(self.timeline()))
        yield from section("Warnings", bullets(self.warnings()))
        yield from section("Responses", bullets(self.responses()))
        yield from section("Footage", bullets(self.footage()))
        yield from section("Not known", bullets(self.unknowns()))
        yield from section("Quotes", bullets(map(self.statement, self.digest.quotes)))
        yield from section(
            "Reported statements", bullets(map(self.statement, self.digest.reported))
        )
        yield from section("Other incidents mentioned", "\n\n".join(self.background()))
        yield from section("Sources", bullets(self.sources()))
        yield self.colophon()

    def incident_facts(self, incident: Incident) -> Iterator[str]:
        """The facts of the main incident."""
        also = f" (also {listed(map(words_of, incident.also))})" if incident.also else ""
        yield f"**Kind:** {words_of(incident.type)}{also}, {incident.status}"
        tolls = self.digest.headline_tolls
        if tolls:
            told = listed(f"{MEASURES[name]} {toll_value(toll)}" for name, toll in tolls)
            yield f"**Toll:** {escape(told)}"
        when = incident.when
        yield f"**When:** {said(when_value(when), when_note(when)) if when else 'not stated'}"
        places = self.digest.where(incident)
        where = "; ".join(said(place_value(place), place_note(place)) for place in places)
        yield f"**Where:** {where or 'not stated'}"
        if incident.venue:
            holds = incident.venue.capacity
            note = f"holds {count_value(holds)}" if holds else ""
            yield f"**Venue:** {said(incident.venue.name, note)}"
        if incident.weapons:
            yield f"**Weapons:** {listed(said(w.name, w.class_) for w in incident.weapons)}"
        if incident.targets:
            yield f"**Targets:** {listed(said(t.name, t.kind) for t in incident.targets)}"

    def report_facts(self) -> Iterator[str]:
        """The report the notes are about."""
        report = self.record.report
        title = f"“{escape(report.title)}”" if report.title else escape(report.id)
        date = escape(iso_value(report.published)) if report.published else "date unknown"
        publisher = [escape(report.publisher)] if report.publisher else []
        target = link_target(report.url)
        link = [f"<{target}>"] if target else [escape(report.url)] if report.url else []
        yield f"**Report:** {listed([title, *publisher, date, *link])}"

    def figure_table(self, incident: Incident | None) -> str:
        """Figures of one incident as a table; empty without any."""
        return table(
            ("Counted", "Figure", "Given by", "Words"),
            (self.figure(row) for row in self.digest.merged_rows_of(incident)),
        )

    def figure(self, row: FigureRow) -> tuple[str, ...]:
        """One figure as cells."""
        figure = row.figure
        inset = "↳ " * row.depth
        counts, value = figure_counts(figure), f"**{escape(figure_value(figure))}**"
        words = quoted(figure.evidence) + again(row.times)
        return inset + counts, value, escape(self.digest.giver(figure)), words

    def own_toll(self) -> Iterator[str]:
        """Each measure, and below it what was refused."""
        for measure, toll in self.digest.tolls:
            lines = [f"**{MEASURES[measure]}: {escape(toll_value(toll))}**{self.used(toll)}"]
            lines += [f"  - {escape(refusal)}" for refusal in self.digest.refusals(toll)]
            yield "\n".join(lines)

    def used(self, toll: Toll) -> str:
        """The figures a toll rests on."""
        figures = listed(map(escape, self.digest.used_names(toll)))
        return f", from {figures}" if figures else ""

    def responsibility(self, incident: Incident) -> str:
        """Claims, accusations, denials and suspicions side by side."""
        rows = map(self.perpetrator, self.digest.perpetrators_of(incident))
        return table(("Who", "Standing", "According to", "Words"), rows)

    def perpetrator(self, row: Perpetrator) -> tuple[str, ...]:
        """One name under one standing, as cells."""
        doubts = listed(words_of(doubt) for doubt in self.digest.doubts(row))
        number = count_value(row.number) if row.number else ""
        fate = words_of(row.fate) if row.fate and row.fate != "unknown" else ""
        standing = said(STANDINGS[row.standing], listed(filter(None, (doubts, fate))))
        distinct, more = once(row.evidence, 3)
        words = " … ".join(f"“{escape(each)}”" for each in distinct)
        words += f" and {more} more" if more else ""
        return said(row.name, number), standing, escape(listed(self.digest.who_says(row))), words

    def statement(self, statement: Statement) -> str:
        """Who said what, and how."""
        notes = self.digest.manner(statement)
        words = " … ".join(quoted(each) for each in statement.content)
        if not statement.direct:
            words = " … ".join(escape(each.text) for each in statement.content)
        return f"**{escape(self.digest.speaker(statement))}**{bracketed(notes)}: {words}"

    def timeline(self) -> Iterator[str]:
        """What happened, in the order it happened."""
        for entry in self.record.timeline:
            yield f"**{escape(when_value(entry.when))}:** {escape(entry.text)}"

    def warnings(self) -> Iterator[str]:
        """Advisories and foiled plots before it."""
        for each in self.record.warnings:
            when = when_value(each.when) if each.when else "date not stated"
            source = self.digest.source_name(each.source) or "the report itself"
            yield f"**{escape(source)}**, {escape(when)}: {quoted(each.evidence)}"

    def responses(self) -> Iterator[str]:
        """What was done about it."""
        for each in self.digest.responses:
            yield f"**{each.kind}:** {quoted(each.evidence)}"

    def footage(self) -> Iterator[str]:
        """What pictures are said to show."""
        for each in self.record.footage:
            yield said(each.shows, f"via {each.via}" if each.via else "")

    def unknowns(self) -> Iterator[str]:
        """What the report says is not known."""
        for each in self.record.unknowns:
            yield f"**{UNKNOWNS[each.about]}:** {quoted(each.evidence)}"

    def background(self) -> Iterator[str]:
        """Incidents only mentioned, each with its figures."""
        for incident in self.digest.background:
            blamed = self.digest.blamed(incident)
            by = f", by {escape(blamed)}" if blamed else ""
            yield f"**{escape(incident.label)}**, {incident.status}{by}"
            figures = self.figure_table(incident)
            if figures:
                yield figures

    def sources(self) -> Iterator[str]:
        """Everybody who is heard."""
        for each in self.record.sources:
            yield said(each.name, words_of(each.kind))

    def colophon(self) -> str:
        """What made the record, and the hash its text can be checked by."""
        made, report = self.record.made_by, self.record.report
        by = escape(f"accordingto {made.version}, {made.pipeline}")
        return f"---\n\nRead by {by}. Text SHA-256 `{plain(report.sha256)}`."


def escape(text: str) -> str:
    """One line of plain words: nothing in it is read as Markdown or markup."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", plain(text)))


def quoted(evidence: Evidence) -> str:
    """The words something rests on, between quotation marks."""
    title = " (title)" if evidence.field == "title" else ""
    return f"“{escape(evidence.text)}”{title}"


def said(value: str, note: str = "") -> str:
    """A value with a note in brackets."""
    return escape(value) + (f" ({escape(note)})" if note else "")


def bracketed(notes: Iterable[str]) -> str:
    """Notes in brackets; nothing without any."""
    joined = listed(notes)
    return f" ({escape(joined)})" if joined else ""


def listed(items: Iterable[str]) -> str:
    """Items with commas between."""
    return ", ".join(items)


def section(heading: str, body: str) -> Iterator[str]:
    """A heading and its body; nothing without a body."""
    if body:
        yield f"## {heading}"
        yield body


def bullets(items: Iterable[str]) -> str:
    """A list; empty without items."""
    return "\n".join(f"- {item}" for item in items)


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; empty without rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return ""
    rule = f"|{' --- |' * len(headings)}"
    return "\n".join([f"| {' | '.join(headings)} |", rule, *lines])
