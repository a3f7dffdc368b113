"""What the incidents of a record are known by, for setting them beside those of others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from dateutil.parser import parse as parse_date

from accordingto.model import Evidence, Incident, Place, Record, When
from accordingto.model.kinds import Measure, PlaceKind
from accordingto.model.traits import IncidentTraits, Spot, Traits
from accordingto.reconcile.days import find_days, read_day
from accordingto.reconcile.passages import sentence_around
from accordingto.reconcile.wording import weigh_words

FINE: frozenset[PlaceKind] = frozenset({"venue", "street", "district", "city"})
FINENESS: dict[PlaceKind, int] = {
    "venue": 0, "street": 1, "district": 2, "city": 3, "feature": 4, "admin": 5, "country": 6,
}  # fmt: skip
ANY_DAY = datetime(2000, 1, 1)
"""Fills in what words of time do not say; a leap year, so that 29 February is a day."""
FLIGHT = re.compile(
    r"\b[Ff]light\s+(?:[Nn]o\.?\s*|[Nn]umber\s+)?(?:[A-Z]{2,3}[- ]?)?(\d{2,4})\b"
    r"|\b[A-Z]{2}[- ]?(\d{3,4})\b"
)
"""The number of a flight: "Flight 1234", "flight AB 1234", "AB1234" (IATA airline code first)."""


def find_traits(record: Record, name: str | None = None) -> Traits:
    """What the incidents of a record are known by; `name` is what its report is called here."""
    info = record.report
    whole = weigh_words(_whole_text(record))
    return Traits(
        report=name or info.id,
        published=read_day(info.published),
        words=whole,
        incidents=tuple(_incident(record, incident) for incident in record.incidents),
    )


def _yearless(when: When | None) -> tuple[int, int] | None:
    """The month and day of words that name no year ("March 8")."""
    day = _read_words(when) if when and when.precision == "month_day_only" else None
    return (day.month, day.day) if day else None


def _weekday(when: When | None) -> int | None:
    """The day of the week of words that name nothing else ("on Friday")."""
    day = _read_words(when) if when and when.precision == "weekday_only" else None
    return day.weekday() if day else None


def _read_words(when: When) -> date | None:
    try:
        return None if when.start else parse_date(when.text, default=ANY_DAY, fuzzy=True).date()
    except (ValueError, OverflowError):
        return None


def _incident(record: Record, incident: Incident) -> IncidentTraits:
    first, last = find_days(incident.when)
    main = incident.role == "main"
    return IncidentTraits(
        incident=incident.id,
        main=main,
        label=incident.label,
        kinds=tuple(k for k in dict.fromkeys((incident.type, *incident.also)) if k != "other"),
        first=first,
        last=last,
        yearless=_yearless(incident.when),
        weekday=_weekday(incident.when),
        spots=tuple(_spot(place) for place in sorted(incident.where, key=_fineness)),
        venue=incident.venue.name if incident.venue else None,
        flights=_flights(record, incident),
        tolls=_tolls(record, incident),
        words={} if main else weigh_words(_told(record, incident)),
    )


def _flights(record: Record, incident: Incident) -> tuple[str, ...]:
    if incident.type != "transport_accident":
        return ()
    told = _whole_text(record) if incident.role == "main" else _told(record, incident)
    return tuple(sorted({next(filter(None, found)) for found in FLIGHT.findall(told)}))


def _fineness(place: Place) -> int:
    return FINENESS[place.kind]


def _spot(place: Place) -> Spot:
    fine = place.kind in FINE or place.precision in {1, 2}
    return Spot(
        name=place.name, country=place.country_code, lat=place.lat, lon=place.lon, fine=fine
    )


def _tolls(record: Record, incident: Incident) -> dict[Measure, tuple[int | None, int | None]]:
    """The report's own view of each measure; for a background incident, what figures it has."""
    tolls = {
        m: (toll.low, toll.high)
        for m, toll in incident.toll.items()
        if _told_toll(toll.low, toll.high)
    }
    for figure in record.figures:
        if figure.incident != incident.id or figure.group != "people" or figure.part_of:
            continue
        if figure.measure not in incident.toll and _told_toll(figure.low, figure.high):
            low, high = tolls.get(figure.measure, (figure.low, figure.high))
            tolls[figure.measure] = _least(low, figure.low), _most(high, figure.high)
    return tolls


def _told_toll(low: int | None, high: int | None) -> bool:
    return low is not None or high is not None


def _least(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _most(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _whole_text(record: Record) -> str:
    """Title and text; where the text was left out, all words that stand in the record."""
    title = record.report.title or ""
    if record.report.text is not None:
        return f"{title}\n{record.report.text}"
    return "\n".join([title, *(evidence.text for evidence in _all_evidence(record))])


def _all_evidence(record: Record) -> Iterable[Evidence]:
    for statement in record.statements:
        yield from statement.content
    yield from (figure.evidence for figure in record.figures)
    for incident in record.incidents:
        yield from incident.evidence
    yield from (place.evidence for place in record.places)
    for source in record.sources:
        yield from source.mentions


def _told(record: Record, incident: Incident) -> str:
    """The sentences in which a background incident is mentioned."""
    places = (place.evidence for place in incident.where)
    venue = (incident.venue.evidence,) if incident.venue else ()
    figures = (f.evidence for f in record.figures if f.incident == incident.id)
    pieces = [*incident.evidence, *venue, *places, *figures]
    pieces += [piece for row in incident.perpetrators for piece in row.evidence]
    sentences = (sentence_around(record, piece) for piece in pieces)
    return "\n".join(dict.fromkeys(sentences))
