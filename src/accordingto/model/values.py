"""Values that several parts of a record share: counts, times, places, channels."""

from __future__ import annotations

from msgspec import Struct

from accordingto.model.kinds import PlaceKind, Precision
from accordingto.model.text import Evidence


class Count(Struct, frozen=True, kw_only=True):
    """How many, as stated: whole people (or things), both ends included, None = no bound."""

    low: int | None
    high: int | None
    evidence: Evidence


class When(Struct, frozen=True, kw_only=True):
    """A time as the report words it, and the dates it stands for.

    Attributes:
        start: First day (ISO date), or minute ("2024-03-22T20:15") when the precision is minute;
            None when the words do not settle it.
        end: Last day, both ends included; None exactly when `start` is.
        precision: The granularity of what was said. `weekday_only` and `month_day_only` keep
            words that no publication date anchors.
        text: The words.
        anchor: What the reading rests on: "stated" (the words hold the whole date),
            "published" (read against the publication date), or the words of another date.
        evidence: Where the words stand.
    """

    start: str | None
    end: str | None
    precision: Precision
    text: str
    anchor: str
    evidence: Evidence


class Place(Struct, frozen=True, kw_only=True):
    """A place as named, and what the gazetteer knows of it.

    Attributes:
        name: The name as the report gives it (fullest form).
        kind: What sort of place it is.
        country_code: ISO 3166-1 alpha-2.
        country_name: Short English name.
        admin1: First-order division, by name where known, else None.
        lat: Degrees north, WGS 84.
        lon: Degrees east, WGS 84.
        geonames_id: GeoNames id.
        precision: UCDP GED `where_prec`, 1 exact ... 6 country, 7 international waters;
            None when unresolved.
        candidates: How many gazetteer entries bear the name.
        evidence: Where the name stands.

    Source:
        UCDP GED Codebook 23.1, `where_prec` and Appendix 3.
    """

    name: str
    kind: PlaceKind
    country_code: str | None
    country_name: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: int | None
    candidates: int
    evidence: Evidence


class Channel(Struct, frozen=True, kw_only=True):
    """The channel a statement came through: "Telegram", "a press conference"."""

    name: str
    evidence: Evidence
