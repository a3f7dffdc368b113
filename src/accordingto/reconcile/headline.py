"""What happened, when and where: what most independent texts say, and what the others say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from accordingto.model import Evidence, Place
from accordingto.model.dossier import Cited, Fact, Reading
from accordingto.model.kinds import IncidentType, PlaceKind
from accordingto.reconcile.days import find_days
from accordingto.reconcile.series import Told

Value = TypeVar("Value", bound=Hashable)
LONGEST = 6
"""Days that a date may span to count as one; longer ones are a month or a year."""
TOWNS: frozenset[PlaceKind] = frozenset({"venue", "street", "district", "city", "feature"})


def choose_most(values: Sequence[Value]) -> Value:
    """The most frequent value; of equals the one that comes first."""
    return Counter(values).most_common(1)[0][0]


def choose_days(reports: Sequence[Told]) -> tuple[date | None, date | None]:
    """The days most reports put the incident at; those that name a day come before all others."""
    found = [find_days(told.incident.when) for told in reports]
    days = [(first, last) for first, last in found if first and last]
    short = [(first, last) for first, last in days if (last - first).days <= LONGEST]
    return choose_most(short or days) if days else (None, None)


def choose_places(reports: Sequence[Told]) -> tuple[Place, ...]:
    """The places reports put it at, the most frequent first; each once."""
    known: dict[str, list[Place]] = defaultdict(list)
    for told in reports:
        for key in dict.fromkeys(_place_key(place) for place in told.incident.where):
            places = [place for place in told.incident.where if _place_key(place) == key]
            known[key].append(places[0])
    order = sorted(known, key=lambda key: (known[key][0].kind not in TOWNS, -len(known[key])))
    return tuple(known[key][0] for key in order)


def name_incident(
    labels: Sequence[str], kind: IncidentType, places: Sequence[Place], venue: str | None
) -> str:
    """The name that says most of what most reports agree on: kind, venue, place; else the first."""
    counts = Counter(labels)
    wanted = (kind.replace("_", " "), venue, places[0].name if places else None)

    def worth(label: str) -> tuple[int, int, int]:
        held = sum(bool(words) and str(words) in label for words in wanted)
        return held, counts[label], -len(label)

    return max(counts, key=worth)


def gather_when(reports: Sequence[Told]) -> Fact:
    """The dates that reports give."""

    def read(told: Told) -> tuple[str, tuple[Evidence, ...]] | None:
        when = told.incident.when
        if when is None:
            return None
        first, last = find_days(when)
        if first is None or last is None:
            return when.text, (when.evidence,)
        value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        return value, (when.evidence,)

    return _gather(reports, read)


def gather_where(reports: Sequence[Told]) -> Fact:
    """The finest place that each report gives."""

    def read(told: Told) -> tuple[str, tuple[Evidence, ...]] | None:
        places = sorted(told.incident.where, key=lambda place: place.kind not in TOWNS)
        return (_name_place(places[0]), (places[0].evidence,)) if places else None

    return _gather(reports, read)


def gather_venue(reports: Sequence[Told]) -> Fact:
    """The building or site."""

    def read(told: Told) -> tuple[str, tuple[Evidence, ...]] | None:
        venue = told.incident.venue
        return (venue.name, (venue.evidence,)) if venue else None

    return _gather(reports, read)


def _gather(
    reports: Sequence[Told], read: Callable[[Told], tuple[str, tuple[Evidence, ...]] | None]
) -> Fact:
    """Every value that is read, by how many independent texts give it."""
    found: dict[str, list[tuple[Told, Cited]]] = defaultdict(list)
    for told in reports:
        if value := read(told):
            cited = [Cited(report=told.key, evidence=evidence) for evidence in value[1]]
            found[value[0]] += [(told, each) for each in cited]
    readings = [
        Reading(
            value=value,
            texts=len({told.text for told, _ in pairs}),
            cited=tuple(cited for _, cited in pairs),
        )
        for value, pairs in found.items()
    ]
    readings.sort(key=lambda reading: (-reading.texts, -len(reading.cited)))
    return Fact(value=readings[0].value if readings else None, readings=tuple(readings))


def _place_key(place: Place) -> str:
    return str(place.geonames_id or f"{place.name.lower()} {place.country_code}")


def _name_place(place: Place) -> str:
    names = (place.name, place.country_name)  # reports differ in what they say lies between
    return ", ".join(dict.fromkeys(name for name in names if name))
