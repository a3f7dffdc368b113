"""Two mentions side by side: what speaks for their being one incident, and what against.

Source:
    Fellegi and Sunter (1969), A theory for record linkage: each thing compared adds the logarithm
    (here to base 2) of how much likelier it is between mentions of one incident than of two. The
    weights were set after what was counted on the linking yardstick (docs/accuracy.md), rounded,
    and held back where two incidents of one kind in one town would be taken for one.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from accordingto.model.kinds import FAMILY
from accordingto.model.links import Match, Mention, Reason
from accordingto.model.traits import IncidentTraits, Spot, Traits
from accordingto.reconcile.wording import compare_words, cover_words, find_words, shared_words

Table = tuple[tuple[float, float], ...]

START = -2.0
"""Before anything is compared: of the pairs that share a key, one in five is of one incident."""
SHORT = timedelta(days=6)
"""Longer stretches of days are a month, a season or a year: they hardly tell incidents apart."""
SOON = timedelta(days=10)
"""Most reports of an incident that do not say when it was are printed within these days."""
LATE = timedelta(days=60)
EARLY = timedelta(days=1)
"""Zones of time let a report be dated a day before what it tells of."""
EARTH_KM = 6371.0

SAME_DAY, SAME_STRETCH, WITHIN, IN_TIME, LONG_APART = 5.0, 3.0, 1.0, 1.0, -2.0
GAPS = ((1, 2.0), (3, -4.0), (14, -5.0), (60, -8.0), (math.inf, -12.0))
"""Days apart up to which a weight holds. A report of what came after (a funeral, a charge) is often
read as of its own day, so some days tell less against one incident than a month."""
VAGUELY_APART = 2.0
"""By how much less two dates tell when one of them is a month or a year."""
DISTANCES = ((5.0, 5.0), (30.0, 4.0), (150.0, 1.0), (600.0, -1.0), (math.inf, -3.0))
"""Kilometres up to which a weight holds."""
SAME_COUNTRY, OTHER_COUNTRY, UNDER_WAY = 1.0, -4.0, -1.0
SAME_KIND, SHARED_KIND, SAME_FAMILY, OTHER_KIND = 2.0, 1.0, -1.0, -6.0
SAME_VENUE, OTHER_VENUE, SAME_FLIGHT = 3.0, -2.0, 5.0
SAME_TOLL, OTHER_TOLL, FEWER = 2.0, -1.5, -8.0
TELLING_TOLL, FAR_TOLL = 3, 3.0
"""From how many people on an equal toll tells something; from what ratio on it speaks against."""
WORDING: Table = ((0.0, -8.0), (0.05, -7.0), (0.1, -4.0), (0.15, 0.0), (0.2, 2.0), (0.25, 4.0),
           (0.3, 6.5), (0.4, 10.0), (0.5, 12.0))  # fmt: skip
"""Bits for the cosine of two whole texts."""
WORDING_THERE: Table = ((0.0, -6.0), (0.1, -5.0), (0.15, -3.0), (0.2, -1.5), (0.25, 0.0),
                 (0.3, 2.0), (0.35, 4.0), (0.45, 8.0))  # fmt: skip
"""The same where place and kind agree: two attacks in one town are worded alike anyway."""
THERE = 5.0
"""From how many bits on place and kind agree."""
TELLING: Table = ((0.0, -6.0), (0.2, -3.0), (0.4, 0.0), (0.6, 3.0), (0.8, 6.0))
"""Bits for the share of the words told of an earlier incident that the other text holds."""
PLAIN = re.compile(r"\w+")


def compare_mentions(
    report: Traits, incident: IncidentTraits, other_report: Traits, other: IncidentTraits
) -> Match:
    """Set two incidents of two reports side by side."""
    reasons = tuple(_compare(report, incident, other_report, other))
    return Match(
        one=Mention(report.report, incident.incident),
        other=Mention(other_report.report, other.incident),
        bits=round(START + sum(reason.bits for reason in reasons), 2),
        reasons=reasons,
    )


def _compare(
    report: Traits, one: IncidentTraits, other_report: Traits, other: IncidentTraits
) -> Iterator[Reason]:
    yield from _when(report, one, other_report, other)
    there = [*_where(one, other), *_kind(one, other)]
    yield from there
    yield from _venue(one.venue, other.venue)
    yield from _flight(one.flights, other.flights)
    yield from _toll(one, other)
    yield _wording(report, one, other_report, other, sum(reason.bits for reason in there) >= THERE)


def _when(
    report: Traits, one: IncidentTraits, other_report: Traits, other: IncidentTraits
) -> Iterator[Reason]:
    if one.first and one.last and other.first and other.last:
        yield _days((one.first, one.last), (other.first, other.last))
    elif too_early := _not_yet(report, other) or _not_yet(other_report, one):
        yield too_early
    else:
        yield from _soon(report, one, other_report, other)


def _not_yet(report: Traits, happened: IncidentTraits) -> Reason | None:
    """A report cannot tell of what was still to come."""
    printed, first = report.published, happened.first
    if not printed or not first or first <= printed + EARLY:
        return None
    words = f"printed on {_day(printed)}, before {_day(first)}"
    return Reason(aspect="when", words=words, bits=_weigh_gap((first - printed).days))


def _weigh_gap(days: int) -> float:
    return next(weight for most, weight in GAPS if days <= most)


def _soon(
    report: Traits, one: IncidentTraits, other_report: Traits, other: IncidentTraits
) -> Iterator[Reason]:
    """For incidents of which one has no day: whether they were printed about the same time."""
    if one.weekday is not None and one.weekday == other.weekday:
        words = f"the same day of a week not told: {day_name[one.weekday]}"
        yield Reason(aspect="when", words=words, bits=WITHIN)
    if one.yearless and one.yearless == other.yearless:
        month, day = one.yearless
        words = f"the same day, of a year not told: {day} {month_name[month]}"
        yield Reason(aspect="when", words=words, bits=SAME_STRETCH)
        return
    if not (one.main and other.main):
        return
    told, other_told = one.last or report.published, other.last or other_report.published
    if not told or not other_told:
        return
    days = _stretch((told, told), (other_told, other_told))
    if abs(told - other_told) <= SOON:
        yield Reason(aspect="when", words=f"told within days: {days}", bits=IN_TIME)
    elif abs(told - other_told) > LATE:
        yield Reason(aspect="when", words=f"told long apart: {days}", bits=LONG_APART)


def _days(one: tuple[date, date], other: tuple[date, date]) -> Reason:
    gap = max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)
    vague = max(one[1] - one[0], other[1] - other[0]) > SHORT
    if gap:
        words = "a day apart" if gap == 1 else f"{gap} days apart"
        bits = _weigh_gap(gap) / VAGUELY_APART if vague else _weigh_gap(gap)
    elif vague:
        words, bits = "dates that allow each other", WITHIN
    else:
        same = one[0] == one[1] == other[0] == other[1]
        words, bits = ("the same day", SAME_DAY) if same else ("the same days", SAME_STRETCH)
    return Reason(aspect="when", words=f"{words}: {_stretch(one, other)}", bits=bits)


def _stretch(one: tuple[date, date], other: tuple[date, date]) -> str:
    names = [
        _day(first) if first == last else f"{_day(first)} to {_day(last)}"
        for first, last in dict.fromkeys((one, other))
    ]
    return " and ".join(names)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _where(incident: IncidentTraits, other_incident: IncidentTraits) -> Iterator[Reason]:
    one, other = incident.spots, other_incident.spots
    # Reports of a lost aircraft name where it came from, where it went, and where it may lie.
    under_way = "transport_accident" in (*incident.kinds[:1], *other_incident.kinds[:1])
    least = UNDER_WAY if under_way else OTHER_COUNTRY
    pairs = [(_distance(a, b), a.name, b.name) for a, b in product(_fine(one), _fine(other))]
    if pairs:
        km, name, other_name = min(pairs)
        bits = max(least, next(weight for most, weight in DISTANCES if km <= most))
        names = name if name == other_name else f"{name} and {other_name}"
        words = f"the same place: {names}" if km < 1 else f"{km:,.0f} km apart: {names}"
        yield Reason(aspect="where", words=words, bits=bits)
        return
    countries, others = ({s.country for s in spots if s.country} for spots in (one, other))
    if shared := sorted(countries & others):
        words = f"the same country: {', '.join(shared)}"
        yield Reason(aspect="where", words=words, bits=SAME_COUNTRY)
    elif countries and others:
        words = f"other countries: {', '.join(sorted(countries))}; {', '.join(sorted(others))}"
        yield Reason(aspect="where", words=words, bits=least)


def _fine(spots: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in spots if spot.fine and spot.lat is not None]


def _distance(one: Spot, other: Spot) -> float:
    """Kilometres between two spots on a sphere (haversine)."""
    lat, lat2 = math.radians(one.lat or 0.0), math.radians(other.lat or 0.0)
    turn = math.radians((other.lon or 0.0) - (one.lon or 0.0))
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _kind(one: IncidentTraits, other: IncidentTraits) -> Iterator[Reason]:
    if not one.kinds or not other.kinds:
        return
    shared = [kind for kind in one.kinds if kind in other.kinds]
    families = {FAMILY[kind] for kind in one.kinds} & {FAMILY[kind] for kind in other.kinds}
    if one.kinds[0] == other.kinds[0]:
        words, bits = f"the same kind: {_plain(one.kinds[0])}", SAME_KIND
    elif shared:
        words, bits = f"a kind in common: {_plain(shared[0])}", SHARED_KIND
    else:
        words = f"other kinds: {_plain(one.kinds[0])} and {_plain(other.kinds[0])}"
        bits = SAME_FAMILY if families else OTHER_KIND
    yield Reason(aspect="kind", words=words, bits=bits)


def _plain(kind: str) -> str:
    return kind.replace("_", " ")


def _venue(one: str | None, other: str | None) -> Iterator[Reason]:
    if not one or not other:
        return
    parts, others = (frozenset(PLAIN.findall(name.lower())) for name in (one, other))
    if parts <= others or others <= parts:
        yield Reason(aspect="venue", words=f"the same venue: {one}", bits=SAME_VENUE)
    elif not parts & others:
        yield Reason(aspect="venue", words=f"other venues: {one} and {other}", bits=OTHER_VENUE)


def _starts(one: IncidentTraits, other: IncidentTraits) -> bool:
    """Whether an incident lies two days or more before another."""
    return bool(one.last and other.first and (other.first - one.last).days > 1)


def _flight(one: Sequence[str], other: Sequence[str]) -> Iterator[Reason]:
    if not one or not other:
        return
    if shared := sorted(set(one) & set(other)):
        yield Reason(aspect="venue", words=f"the same flight: {shared[0]}", bits=SAME_FLIGHT)
    else:
        words = f"other flights: {', '.join(one)}; {', '.join(other)}"
        yield Reason(aspect="venue", words=words, bits=OTHER_VENUE)


def _toll(one: IncidentTraits, other: IncidentTraits) -> Iterator[Reason]:
    if "killed" not in one.tolls or "killed" not in other.tolls:
        return
    (low, high), (other_low, other_high) = one.tolls["killed"], other.tolls["killed"]
    number, other_number = high or low, other_high or other_low
    if not number or not other_number:
        return
    later, earlier = (other, one) if _starts(one, other) else (one, other)
    counted = {id(one): number, id(other): other_number}
    fewer = counted[id(later)] < counted[id(earlier)]
    if fewer and (_starts(one, other) or _starts(other, one)):
        numbers = f"{counted[id(earlier)]:,} and {counted[id(later)]:,}"
        words = f"told as of a later day with fewer killed: {numbers}"
        yield Reason(aspect="toll", words=words, bits=FEWER)
    elif number == other_number and number >= TELLING_TOLL:
        yield Reason(aspect="toll", words=f"the same toll: {number:,} killed", bits=SAME_TOLL)
    elif max(number, other_number) > FAR_TOLL * min(number, other_number):
        words = f"tolls far apart: {number:,} and {other_number:,} killed"
        yield Reason(aspect="toll", words=words, bits=OTHER_TOLL)


def _wording(
    report: Traits,
    one: IncidentTraits,
    other_report: Traits,
    other: IncidentTraits,
    there: bool,
) -> Reason:
    # Places that agree have been counted: what they are called would count twice.
    spots = (*one.spots, *other.spots) if there else ()
    named = {word for spot in spots for word in find_words(spot.name)}
    if one.main and other.main:
        words, other_words = report.words, other_report.words
        alike = compare_words(words, other_words, named)
        table = WORDING_THERE if there else WORDING
    else:
        words, other_words = one.words or report.words, other.words or other_report.words
        if one.main:
            words, other_words = other_words, words
        # What is told in passing is short: it should be found in what the other tells.
        alike, table = cover_words(words, other_words, named), TELLING
    shared = shared_words(words, other_words, named)
    said = f"{alike:.0%} of the wording in common"
    return Reason(
        aspect="wording",
        words=f"{said}: {', '.join(shared)}" if shared else said,
        bits=_read_table(table, alike),
    )


def _read_table(table: Table, value: float) -> float:
    """The weight at a value, on the straight line between the two points around it."""
    after = bisect_right(table, value, key=lambda point: point[0])
    if after == len(table):
        return table[-1][1]
    (left, low), (right, high) = table[after - 1], table[after]
    return round(low + (high - low) * (value - left) / (right - left), 1)
