"""What in a record a correction is about, and whether it fits there."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from accordingto.model import Evidence, Figure, Incident, Record
from accordingto.model.corrections import FIRST_ID, AddFigure, FigureValues, Span
from accordingto.model.kinds import Measure, Qualifier


class Misfit(Exception):
    """A correction that does not fit the record."""


def list_given(values: Struct, *names: str) -> dict[str, Any]:
    """Those of some fields that are set: all but what stays as it was."""
    held = {name: getattr(values, name) for name in names}
    return {name: value for name, value in held.items() if value is not UNSET}


def find_figure(record: Record, number: Span, measure: Measure) -> Figure:
    """The figure of a measure whose number stands there; one that overlaps, if just one does.

    Raises:
        Misfit: When there is none, or more than one.
    """
    same = [
        figure for figure in record.figures
        if figure.measure == measure and figure.number.field == number.field
    ]  # fmt: skip
    exact = [f for f in same if (f.number.start, f.number.end) == (number.start, number.end)]
    near = [f for f in same if f.number.start < number.end and number.start < f.number.end]
    found = exact or near
    if len(found) != 1:
        raise Misfit(f"No figure of people {measure} stands at {number.start}.")
    return found[0]


def find_twin(record: Record, correction: AddFigure, measure: Measure) -> Figure | None:
    """The figure that an added one is: its number stands there, or in part and is as large."""
    wanted, values = correction.number, correction.values
    for figure in record.figures:
        number = figure.number
        if (figure.measure, number.field) != (measure, wanted.field):
            continue
        exact = (number.start, number.end) == (wanted.start, wanted.end)
        shared = number.start < wanted.end and wanted.start < number.end
        if exact or (shared and (figure.low, figure.high) == (values.low, values.high)):
            return figure
    return None


def cut_words(record: Record, span: Span) -> Evidence:
    """The words of a record's report at a span.

    Raises:
        Misfit: When the report has none there, or its text is not kept.
    """
    text = record.report.title if span.field == "title" else record.report.text
    if text is None:
        raise Misfit("The report's text is not kept, so no words can be marked in it.")
    if not 0 <= span.start < span.end <= len(text):
        raise Misfit(f"The report has no words from {span.start} to {span.end}.")
    return Evidence(span.start, span.end, text[span.start : span.end], span.field)


def join_spans(number: Span, evidence: Span) -> Span:
    """The words of a figure with its number, which they hold.

    Raises:
        Misfit: When one is in the title and the other in the text.
    """
    if number.field != evidence.field:
        raise Misfit("The number and its words stand in different fields.")
    start, end = min(number.start, evidence.start), max(number.end, evidence.end)
    return replace(evidence, start=start, end=end)


def qualify(figure: Figure, values: FigureValues) -> Figure:
    """A figure whose qualifier fits its bounds: a vague word has none, and only that has none.

    Args:
        figure: With what was set.
        values: What was set.

    Raises:
        Misfit: When no number lies between its bounds, or a vague word has one.
    """
    low, high = figure.low, figure.high
    if low is None and high is None:
        return replace(figure, qualifier="vague", word=figure.word or figure.number.text)
    if low is not None and high is not None and low > high:
        raise Misfit(f"No count lies between {low} and {high}.")
    if figure.qualifier != "vague":
        return figure
    if values.qualifier == "vague":
        raise Misfit("A vague word states no number.")
    open_ended: Qualifier = "at_least" if high is None else "up_to"
    closed: Qualifier = "exact" if low == high else "between"
    qualifier = open_ended if None in (low, high) else closed
    return replace(figure, qualifier=qualifier, word=None)


def find_main(record: Record) -> Incident:
    """The incident that a report tells of.

    Raises:
        Misfit: When it tells of none.
    """
    for incident in record.incidents:
        if incident.role == "main":
            return incident
    raise Misfit("The report tells of no incident.")


def find_mentions(record: Record, name: str) -> tuple[Evidence, ...]:
    """The first words of the text that are a name; none where a person calls it otherwise."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", record.report.text or "")
    return (Evidence(found.start(), found.end(), found[0]),) if found else ()


def new_figure_id(record: Record) -> str:
    """The first id for a figure that a person adds which no figure of the record has."""
    taken = {figure.id for figure in record.figures}
    return next(name for n in count(FIRST_ID) if (name := f"f{n}") not in taken)


def insert_figure(figures: tuple[Figure, ...], new: Figure) -> tuple[Figure, ...]:
    """A figure at its place in the text; the others keep theirs."""
    spot = new.number
    later = (
        n for n, figure in enumerate(figures)
        if figure.number.field == spot.field and figure.number.start > spot.start
    )  # fmt: skip
    at = next(later, len(figures))
    return (*figures[:at], new, *figures[at:])
