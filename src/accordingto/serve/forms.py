"""What people type into forms, as corrections; what cannot be one is told beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, get_args

from msgspec import UNSET, UnsetType

from accordingto.model import Figure, Record
from accordingto.model.corrections import (
    AddFigure,
    ChangeFigure,
    Correction,
    FigureValues,
    RejectFigure,
    Span,
)
from accordingto.model.kinds import Group, Measure, Qualifier

Typed = Mapping[str, str]
Code = TypeVar("Code", bound=str)
MEASURES: tuple[Measure, ...] = get_args(Measure)
GROUPS: tuple[Group, ...] = get_args(Group)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
LONGEST = 2000


class Mistyped(Exception):
    """What is wrong with what was typed, by field."""

    def __init__(self, **fields: str) -> None:
        super().__init__("; ".join(f"{name}: {what}" for name, what in fields.items()))
        self.fields = fields


def read_why(typed: Typed) -> str:
    """The reason, without which nothing is decided."""
    why = typed.get("why", "").strip()
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
