"""What people type into forms, as corrections; what cannot be one is told beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, get_args

from msgspec import UNSET, UnsetType

from accordingto.model import Figure, Incident, Record
from accordingto.model.corrections import (
    AcceptFigure,
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    ChangeIncident,
    Correction,
    Dates,
    FigureValues,
    RejectFigure,
    Span,
    Where,
)
from accordingto.model.kinds import (
    Group,
    IncidentStatus,
    IncidentType,
    Measure,
    PerpetratorStanding,
    Precision,
    Qualifier,
    SourceKind,
)
from accordingto.serve.places import choose_place, find_places, say_place

Typed = Mapping[str, str]
Code = TypeVar("Code", bound=str)
MEASURES: tuple[Measure, ...] = get_args(Measure)
GROUPS: tuple[Group, ...] = get_args(Group)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
KINDS: tuple[IncidentType, ...] = get_args(IncidentType)
STATUSES: tuple[IncidentStatus, ...] = get_args(IncidentStatus)
STANDINGS: tuple[PerpetratorStanding, ...] = get_args(PerpetratorStanding)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
LONGEST = 2000
CHECKED = "checked"
"""The reason of whoever only finds a value right."""


class Mistyped(Exception):
    """What is wrong with what was typed, by field."""

    def __init__(self, **fields: str) -> None:
        super().__init__("; ".join(f"{name}: {what}" for name, what in fields.items()))
        self.fields = fields


def read_why(typed: Typed) -> str:
    """The reason, without which nothing is decided."""
    why = typed.get("why", "").strip()
    if not why and typed.get("action") == "accept":
        return CHECKED
    if not why:
        raise Mistyped(why="Say why: the reason is kept with the decision.")
    if len(why) > LONGEST:
        raise Mistyped(why=f"A reason may have {LONGEST:,} characters.")
    return why


def read_number(typed: Typed, field: str) -> int | None:
    """A number of people; None where nothing is typed."""
    text = typed.get(field, "").strip().replace(",", "")
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Mistyped(**{field: "Type a whole number of people, or nothing."})
    return int(text)


def read_figure(typed: Typed, figure: Figure) -> Correction:
    """A figure rejected, or changed to what was typed."""
    number = figure.number
    spot = Span(start=number.start, end=number.end, field=number.field)
    if typed.get("action") == "reject":
        return RejectFigure(number=spot, measure=figure.measure)
    if typed.get("action") == "accept":
        return AcceptFigure(number=spot, measure=figure.measure)
    low, high = read_number(typed, "low"), read_number(typed, "high")
    if low is not None and high is not None and low > high:
        raise Mistyped(high="It is less than the smallest number.")
    measure = _code(typed, "measure", MEASURES, figure.measure)
    group = _code(typed, "group", GROUPS, figure.group)
    qualifier = _code(typed, "qualifier", QUALIFIERS, figure.qualifier)
    values = FigureValues(
        measure=_other(measure, figure.measure),
        group=_other(group, figure.group),
        qualifier=_other(qualifier, figure.qualifier),
        low=UNSET if low == figure.low else low,
        high=UNSET if high == figure.high else high,
        source=UNSET if typed.get("keep_source") == typed.get("source") else _source(typed),
    )
    if values == FigureValues():
        raise Mistyped(low="Nothing was changed. To take the figure out, reject it.")
    return ChangeFigure(number=spot, measure=figure.measure, values=values)


def read_missed(typed: Typed, record: Record) -> AddFigure:
    """A figure that was missed, from the words that were marked or typed."""
    spot = _find_words(typed, record)
    low, high = read_number(typed, "low"), read_number(typed, "high")
    if low is None and high is None:
        raise Mistyped(low="Type the number.")
    qualifier = _code(typed, "qualifier", QUALIFIERS, "exact")
    if high is None and qualifier == "exact":
        high = low
    if low is not None and high is not None and low > high:
        raise Mistyped(high="It is less than the smallest number.")
    return AddFigure(
        number=spot,
        evidence=spot,
        values=FigureValues(
            measure=_code(typed, "measure", MEASURES, "killed"),
            group=_code(typed, "group", GROUPS, "people"),
            qualifier=qualifier,
            low=low,
            high=high,
            source=_source(typed),
            main=True,
        ),
    )


def read_incident(typed: Typed, main: Incident) -> ChangeIncident:
    """The incident's kind, status, days and place, as far as they were changed."""
    kind = _code(typed, "type", KINDS, main.type)
    status = _code(typed, "status", STATUSES, main.status)
    change = ChangeIncident(
        type=_other(kind, main.type),
        status=_other(status, main.status),
        when=_read_days(typed, main),
        where=_read_place(typed),
    )
    if change == ChangeIncident():
        raise Mistyped(type="Nothing was changed.")
    return change


def _read_days(typed: Typed, main: Incident) -> Dates | UnsetType:
    first, last = typed.get("first", "").strip(), typed.get("last", "").strip()
    was = main.when
    if (first, last) == (
        (was.start or "")[:10] if was else "",
        (was.end or "")[:10] if was else "",
    ):
        return UNSET
    days = {}
    for name, text in (("first", first), ("last", last or first)):
        try:
            days[name] = date.fromisoformat(text)
        except ValueError as error:
            raise Mistyped(**{name: "Write a day as 2024-03-22."}) from error
    if days["last"] < days["first"]:
        raise Mistyped(last="It is before the first day.")
    span = (days["last"] - days["first"]).days
    precision: Precision = "day" if span == 0 else "week" if span < 8 else "month"
    return Dates(start=days["first"].isoformat(), end=days["last"].isoformat(), precision=precision)


def _read_place(typed: Typed) -> Where | UnsetType:
    words = typed.get("place", "").strip()
    if not words:
        return UNSET
    found = choose_place(words)
    if found is not None:
        return found
    some = [f"{say_place(entry)} ({entry.geonames_id})" for entry in find_places(words)[:4]]
    told = f"Which one: {'; '.join(some)}?" if some else "The gazetteer has no place of this name."
    raise Mistyped(place=told)


def read_perpetrator(typed: Typed, record: Record) -> AddPerpetrator:
    """A name under a standing that was missed."""
    name = typed.get("name", "").strip()[:300]
    if not name:
        raise Mistyped(name="Type the name.")
    return AddPerpetrator(
        name=name,
        kind=_code(typed, "kind", SOURCE_KINDS, "unnamed"),
        standing=_code(typed, "standing", STANDINGS, "accused"),
        evidence=_find_words(typed, record),
    )


def _find_words(typed: Typed, record: Record) -> Span:
    """Where the words stand: where they were marked, or the one place that has them."""
    text, words = record.report.text, typed.get("words", "").strip()
    if text is None:
        raise Mistyped(words="The report's text was not kept.")
    if not words:
        raise Mistyped(words="Mark the words in the text, or type them.")
    start = typed.get("start", "")
    if start.isascii() and start.isdecimal() and len(start) < 10:
        at = int(start)
        if text[at : at + len(words)] == words:
            return Span(start=at, end=at + len(words))
    count = text.count(words)
    if count != 1:
        told = "do not stand in the text" if not count else f"stand there {count} times: mark them"
        raise Mistyped(words=f"These words {told}.")
    at = text.index(words)
    return Span(start=at, end=at + len(words))


def _source(typed: Typed) -> str | None:
    return typed.get("source", "").strip()[:300] or None


def _code(typed: Typed, field: str, known: tuple[Code, ...], usual: Code) -> Code:
    value = typed.get(field) or usual
    found = next((code for code in known if code == value), None)
    if found is None:
        raise Mistyped(**{field: f"It is one of {', '.join(known)}."})
    return found


def _other(value: Code, was: str) -> Code | UnsetType:
    return UNSET if value == was else value
