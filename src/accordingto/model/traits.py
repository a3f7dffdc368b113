"""What of a record tells one incident from another: small plain values, kept beside records."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from accordingto.model.kinds import IncidentType, Measure


class Spot(Struct, frozen=True, kw_only=True):
    """A place that an incident is put at: degrees WGS 84, None where only its name is known.

    `fine` says whether it is a town or finer, not a province or a country.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    fine: bool


class IncidentTraits(Struct, frozen=True, kw_only=True):
    """What one incident of a report is known by.

    Attributes:
        incident: Its id in the record.
        main: Whether it is the one that the report tells of.
        kinds: Its type and the others it has; empty for "other".
        first, last: The days it lies in, both ends included; None when not told.
        yearless: Month and day, where the year is not told.
        weekday: The day of the week, Monday 0, where no more is told.
        spots: Where it is put, the finest first.
        venue: The building or site, as named.
        flights: Numbers of flights told of, without the airline's letters.
        tolls: Low and high of each measure, by the report's own view or its figures.
        words: The rarest words told about it and their weights, as a vector of length 1.
    """

    incident: str
    main: bool
    label: str
    kinds: tuple[IncidentType, ...]
    first: date | None
    last: date | None
    yearless: tuple[int, int] | None
    weekday: int | None
    spots: tuple[Spot, ...]
    venue: str | None
    flights: tuple[str, ...]
    tolls: dict[Measure, tuple[int | None, int | None]]
    words: dict[str, float]


class Traits(Struct, frozen=True, kw_only=True):
    """What the incidents of one report are known by.

    Attributes:
        report: What the report is called where these are kept.
        published: The day of publication.
        words: The words of the whole text and their weights, as a vector of length 1.
    """

    report: str
    published: date | None
    words: dict[str, float]
    incidents: tuple[IncidentTraits, ...]
