"""Four tidy tables of a desk: figures, statements, incidents, reports; one row a thing.

Every column is declared with its kind and meaning, from which the data dictionary is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from accordingto.model import Evidence, Record, Statement
from accordingto.model.coding import Case
from accordingto.model.dossier import Dossier, DossierReport, Giver, Point
from accordingto.model.kinds import Measure

ColumnKind = Literal["text", "integer", "number", "date", "boolean"]
TableName = Literal["figures", "statements", "incidents", "reports"]
CellValue = str | int | float | date | bool | None
Row = dict[str, CellValue]
TOLLS: tuple[Measure, ...] = ("killed", "injured", "missing", "abducted", "detained", "displaced")
STANDINGS = ("claimed", "accused", "suspected", "denied")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what kind of values it holds, and what they mean; empty = not known."""

    name: str
    kind: ColumnKind
    meaning: str


INCIDENT = Column("incident", "integer", "The incident's number at the desk.")
REPORT = Column("report", "text", "The report's key in the dossier (r1), in order of publication.")
WORDS = (
    Column("words", "text", "The exact words it rests on; several stretches joined by ' … '."),
    Column("field", "text", "Where they stand: text or title."),
    Column("start", "integer", "Offset of the first character, in Unicode code points from 0."),
    Column("end", "integer", "Offset one past the last character of the first stretch."),
)
TABLES: dict[TableName, tuple[Column, ...]] = {
    "figures": (
        INCIDENT,
        Column("point", "text", "Its id in the dossier (p1)."),
        REPORT,
        Column("report_id", "text", "The report's id, as given."),
        Column("publisher", "text", "Who published the report."),
        Column("published", "text", "When, as given: ISO 8601."),
        Column("measure", "text", "killed, injured, hospitalised, missing, abducted, released ..."),
        Column("group", "text", "Who is counted: people, civilians, children, women ..."),
        Column("low", "integer", "Smallest number of people the words allow."),
        Column("high", "integer", "Largest number the words allow; empty = no upper bound."),
        Column("qualifier", "text", "exact, at_least, more_than, up_to, about, between, vague ..."),
        Column("word", "text", "The word, where it states no number (several)."),
        Column("giver", "text", "Who gave the count."),
        Column("giver_kind", "text", "What they are: police, health, media, armed_group ..."),
        Column("own", "boolean", "Whether the report gives it as its own."),
        Column("given", "date", "The day it was given."),
        Column("at", "text", "The same with the hour, in UTC where an offset is known."),
        Column("standing", "text", "counts, superseded, overtaken, repeated, copied, part ..."),
        Column("why", "text", "Why it does not count, where it does not."),
        Column("instead", "text", "The point that takes its place."),
        Column("figures", "text", "Ids of the figures in the report's record."),
        *WORDS,
    ),
    "statements": (
        INCIDENT,
        REPORT,
        Column("report_id", "text", "The report's id, as given."),
        Column("statement", "text", "Its id in the report's record."),
        Column("source", "text", "Who said it; empty = the report itself."),
        Column("source_kind", "text", "What they are."),
        Column("act", "text", "states, claims_responsibility, denies, accuses, warns ..."),
        Column("direct", "boolean", "Whether these are their own words."),
        Column("via", "text", "The channel it came through."),
        Column("said_first", "date", "The first day on which it may have been said."),
        Column("said_last", "date", "The last day on which it may have been said."),
        Column("standing", "text", "asserted, unverified, hypothetical, disputed, confirmed."),
        Column("about", "text", "Who is accused, or what is denied."),
        *WORDS,
    ),
    "incidents": (
        INCIDENT,
        Column("label", "text", "Its name."),
        Column("type", "text", "The kind most independent texts see in it."),
        Column("status", "text", "accomplished, attempted, thwarted, threatened ..."),
        Column("first", "date", "The first day it may have been on."),
        Column("last", "date", "The last day it may have been on."),
        Column("place", "text", "The place most put it at."),
        Column("admin1", "text", "The first-order division of that place."),
        Column("country", "text", "Its country."),
        Column("country_code", "text", "ISO 3166-1 alpha-2."),
        Column("latitude", "number", "Degrees north, WGS 84."),
        Column("longitude", "number", "Degrees east, WGS 84."),
        Column("where_precision", "integer", "UCDP GED where_prec: 1 exact ... 6 country."),
        Column("venue", "text", "The building or site."),
        Column("reports", "integer", "Reports that tell of it or mention it."),
        Column("texts", "integer", "Independent texts; copies are not counted."),
        Column("givers", "integer", "Original givers of counts, claims and quotations."),
        *(
            Column(f"{measure}_{bound}", "integer", f"{bound} of {measure}, by {{rule}}.")
            for measure in TOLLS
            for bound in ("low", "best", "high")
        ),
        Column("rule", "text", "The rule of these tolls."),
        *(Column(name, "text", f"Who is {name}, joined by '; '.") for name in STANDINGS),
        Column("open_questions", "integer", "What reports say is not known, and none answers."),
    ),
    "reports": (
        INCIDENT,
        REPORT,
        Column("report_id", "text", "The id, as given."),
        Column("title", "text", "The headline."),
        Column("publisher", "text", "Who published it."),
        Column("url", "text", "Where."),
        Column("published", "text", "When, as given: ISO 8601."),
        Column("main", "boolean", "Whether it tells of the incident, or only mentions it."),
        Column("text", "integer", "The number of its independent text: copies share it."),
        Column("copy_of", "text", "The report it was copied from."),
        Column("copy_kind", "text", "exact, near, cut, reworded."),
        Column("copy_share", "number", "How much of it is copied, 0 to 1."),
    ),
}


def table_rows(table: TableName, case: Case) -> Iterator[Row]:
    """The rows that an incident has in a table; every one has all columns, in their order."""
    names = [column.name for column in TABLES[table]]
    for row in _MAKERS[table](case):
        yield {name: row.get(name) for name in names}


def dictionary() -> Iterator[Row]:
    """The data dictionary: a row for each column of each table."""
    for table, columns in TABLES.items():
        for column in columns:
            meaning = column.meaning.replace("{rule}", "the rule that the column rule names")
            yield {
                "table": table, "column": column.name, "kind": column.kind, "meaning": meaning
            }  # fmt: skip


def _figures(case: Case) -> Iterator[Row]:
    givers = {giver.id: giver for giver in case.dossier.givers}
    reports = {report.key: report for report in case.dossier.reports}
    for point in case.dossier.points:
        yield {
            "incident": case.dossier.number,
            **_count(point, givers[point.giver]),
            **_in_report(reports[point.report]),
            **_words(point.evidence),
        }


def _count(point: Point, giver: Giver) -> Row:
    return {
        "point": point.id, "measure": point.measure, "group": point.group, "low": point.low,
        "high": point.high, "qualifier": point.qualifier, "word": point.word,
        "giver": giver.name, "giver_kind": giver.kind, "own": point.own, "given": point.given,
        "at": point.at, "standing": point.standing, "why": point.why, "instead": point.instead,
        "figures": " ".join(point.figures),
    }  # fmt: skip


def _in_report(report: DossierReport) -> Row:
    return {
        "report": report.key, "report_id": report.id, "publisher": report.publisher,
        "published": report.published,
    }  # fmt: skip


def _statements(case: Case) -> Iterator[Row]:
    for report in case.dossier.reports:
        record = case.records[report.key]
        for statement in record.statements:
            yield {
                "incident": case.dossier.number,
                **_in_report(report),
                **_said(statement, record),
                **_words(statement.content or ((statement.cue,) if statement.cue else ())),
            }


def _said(statement: Statement, record: Record) -> Row:
    sources = {source.id: source for source in record.sources}
    source = sources.get(statement.source or "")
    about = sources.get(statement.about or "")
    said = statement.said_on
    return {
        "statement": statement.id,
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "act": statement.act,
        "direct": statement.direct,
        "via": statement.via.name if statement.via else None,
        "said_first": _day(said.start) if said else None,
        "said_last": _day(said.end) if said else None,
        "standing": statement.standing,
        "about": about.name if about else statement.about,
    }


def _incidents(case: Case) -> Iterator[Row]:
    dossier = case.dossier
    place = dossier.place or next(iter(dossier.places), None)
    row: Row = {
        "incident": dossier.number, "label": dossier.label, "type": dossier.type,
        "status": dossier.status, "first": dossier.first, "last": dossier.last,
        "venue": dossier.venue.value, "reports": len(dossier.reports), "texts": dossier.texts,
        "givers": sum(not giver.own for giver in dossier.givers),
        "open_questions": sum(q.answer is None for q in dossier.questions),
        "rule": next((view.rule for view in dossier.toll.values()), None),
    }  # fmt: skip
    if place is not None:
        row |= {
            "place": place.name, "admin1": place.admin1, "country": place.country_name,
            "country_code": place.country_code, "latitude": place.lat, "longitude": place.lon,
            "where_precision": place.precision,
        }  # fmt: skip
    yield row | _tolls(dossier) | _blame(dossier)


def _tolls(dossier: Dossier) -> Row:
    views = {measure: dossier.toll.get(measure) for measure in TOLLS}
    return {
        f"{measure}_{bound}": getattr(view, bound)
        for measure, view in views.items()
        if view is not None
        for bound in ("low", "best", "high")
    }


def _blame(dossier: Dossier) -> Row:
    return {
        standing: "; ".join(r.name for r in dossier.responsibility if r.standing == standing)
        or None
        for standing in STANDINGS
    }


def _reports(case: Case) -> Iterator[Row]:
    for report in case.dossier.reports:
        yield {
            "incident": case.dossier.number, **_in_report(report), "title": report.title,
            "url": report.url, "main": report.main, "text": report.text,
            "copy_of": report.copy.original if report.copy else None,
            "copy_kind": report.copy.kind if report.copy else None,
            "copy_share": round(report.copy.share, 3) if report.copy else None,
        }  # fmt: skip


def _words(evidence: Iterable[Evidence]) -> Row:
    pieces = list(evidence)
    if not pieces:
        return {}
    first = pieces[0]
    return {
        "words": " … ".join(piece.text for piece in pieces), "field": first.field or "text",
        "start": first.start, "end": first.end,
    }  # fmt: skip


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


_MAKERS: dict[TableName, Callable[[Case], Iterator[Row]]] = {
    "figures": _figures,
    "statements": _statements,
    "incidents": _incidents,
    "reports": _reports,
}
