"""What a person changes in a record: each correction is about one value, and keyed by its words.

Ids change when a report is read again; where words stand in it does not. Corrections are kept as
decisions, and applied to whatever record is the newest. `find_fault` says of one why it can hold
of no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

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


class Span(Struct, frozen=True, kw_only=True):
    """Where words stand: half-open offsets in code points of the text, or of the title."""

    start: int
    end: int
    field: Literal["title"] | None = None


class FigureValues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is set in a figure; what is not given stays as it was.

    `source` is the name of whoever gives it, None for the report itself; `main` says whether it
    counts people of the main incident (True) or of none that is known (False).
    """

    measure: Measure | UnsetType = UNSET
    group: Group | UnsetType = UNSET
    low: int | UnsetType | None = UNSET
    high: int | UnsetType | None = UNSET
    qualifier: Qualifier | UnsetType = UNSET
    word: str | UnsetType | None = UNSET
    source: str | UnsetType | None = UNSET
    new: bool | UnsetType = UNSET
    main: bool | UnsetType = UNSET


class RejectFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="reject_figure"):
    """A figure that the report does not give: the number's place, and what it was read to count."""

    number: Span
    measure: Measure


class AcceptFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="accept_figure"):
    """A figure that a person found to be right as it is."""

    number: Span
    measure: Measure


class ChangeFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="change_figure"):
    """A figure that was misread."""

    number: Span
    measure: Measure
    values: FigureValues


class AddFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="add_figure"):
    """A figure that was missed: `evidence` holds the number and what it counts."""

    number: Span
    evidence: Span
    values: FigureValues


class RejectPerpetrator(
    Struct, frozen=True, kw_only=True, tag_field="correct", tag="reject_perpetrator"
):
    """A name that the report does not put under this standing."""

    name: str
    standing: PerpetratorStanding


class AddPerpetrator(Struct, frozen=True, kw_only=True, tag_field="correct", tag="add_perpetrator"):
    """A name under a standing that was missed."""

    name: str
    kind: SourceKind
    standing: PerpetratorStanding
    evidence: Span


class RenameSource(Struct, frozen=True, kw_only=True, tag_field="correct", tag="rename_source"):
    """A source under another name or of another kind."""

    name: str
    to: str | UnsetType = UNSET
    kind: SourceKind | UnsetType = UNSET


class Where(Struct, frozen=True, kw_only=True):
    """A place as a person gives it: degrees WGS 84, UCDP GED `where_prec`."""

    name: str
    country_code: str | None
    country_name: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: int | None
    evidence: Span | None = None


class Dates(Struct, frozen=True, kw_only=True):
    """Days as a person gives them: ISO 8601, both ends included."""

    start: str
    end: str
    precision: Precision
    evidence: Span | None = None


class ChangeIncident(
    Struct,
    frozen=True,
    kw_only=True,
    tag_field="correct",
    tag="change_incident",
    omit_defaults=True,
):
    """The main incident as it is: its kind, status, days or place."""

    type: IncidentType | UnsetType = UNSET
    status: IncidentStatus | UnsetType = UNSET
    when: Dates | UnsetType = UNSET
    where: Where | UnsetType = UNSET


Correction: TypeAlias = (
    RejectFigure
    | AcceptFigure
    | ChangeFigure
    | AddFigure
    | RejectPerpetrator
    | AddPerpetrator
    | RenameSource
    | ChangeIncident
)


class Lost(Struct, frozen=True, kw_only=True):
    """A correction that does not fit a record, and why."""

    correction: Correction
    why: str


FIRST_ID = 901
"""Ids of figures that people add begin here, so that those of the reader stay what they are."""
MOST_PEOPLE = 10**9
"""No count of people harmed is larger."""
UNDATED: frozenset[Precision] = frozenset({"weekday_only", "month_day_only", "unknown"})
"""Precisions of words that no day is known for: who gives days gives another one."""


def find_fault(correction: Correction) -> str | None:
    """Why a correction can hold of no report, in a sentence; None where it may hold of some."""
    for text in _texts(correction):
        if not text.strip():
            return "A name or word has at least one letter."
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            return f"{text!r} is no text: it holds half of a character."
    match correction:
        case ChangeFigure() | AddFigure():
            return _fault_of_numbers(correction.values)
        case ChangeIncident():
            days, place = correction.when, correction.where
            fault = None if isinstance(days, UnsetType) else _fault_of_days(days)
            return fault or (None if isinstance(place, UnsetType) else _fault_of_place(place))
    return None


def _texts(correction: Correction) -> Iterator[str]:
    match correction:
        case ChangeFigure() | AddFigure():
            values = (correction.values.source, correction.values.word)
        case RenameSource():
            values = (correction.name, correction.to)
        case RejectPerpetrator() | AddPerpetrator():
            values = (correction.name, None)
        case ChangeIncident(where=Where() as place):
            yield from (t for t in (place.country_code, place.country_name, place.admin1) if t)
            values = (place.name, None)
        case _:
            return
    yield from (value for value in values if isinstance(value, str))


def _fault_of_numbers(values: FigureValues) -> str | None:
    given = [number for number in (values.low, values.high) if isinstance(number, int)]
    if any(not 0 <= number <= MOST_PEOPLE for number in given):
        return f"A number of people lies between 0 and {MOST_PEOPLE:,}."
    return None


def _fault_of_days(days: Dates) -> str | None:
    if days.precision in UNDATED:
        return f"Days that are known are not {days.precision}."
    minute = days.precision == "minute"
    try:
        # Both ends are of one kind; otherwise they cannot be compared.
        first, last = (_read_time(end, minute=minute) for end in (days.start, days.end))
        return "The last day is before the first." if last < first else None
    except (ValueError, TypeError):
        return f"Write a {'time as 2024-03-22T20:15' if minute else 'day as 2024-03-22'}."


def _read_time(text: str, *, minute: bool) -> datetime:
    if minute and len(text) > len("2024-03-22"):
        return datetime.fromisoformat(text)
    day = date.fromisoformat(text)
    if minute or day.isoformat() != text:
        raise ValueError(text)
    return datetime(day.year, day.month, day.day)


def _fault_of_place(place: Where) -> str | None:
    if (place.lat is None) != (place.lon is None):
        return "A place has both coordinates or neither."
    # Written so that what is not a number fails, too.
    if place.lat is not None and not -90 <= place.lat <= 90:
        return "A latitude lies between -90 and 90 degrees."
    if place.lon is not None and not -180 <= place.lon <= 180:
        return "A longitude lies between -180 and 180 degrees."
    if place.precision is not None and not 1 <= place.precision <= 7:
        return "The precision of a place lies between 1 and 7."
    return None
