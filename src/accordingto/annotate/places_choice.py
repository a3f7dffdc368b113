"""Which of the places of a name is meant: its size, and the other places of the report."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from accordingto.annotate.places_names import Named, lies_in
from accordingto.gazetteer import Entry, normalise

EARTH_KM = 6371.0
# What a place of each kind weighs before its population is added, in powers of ten of people.
PRIOR = {
    "country": 12.0, "continent": 12.0, "landmark": 10.5, "area": 10.5, "sea": 12.0,
    "river": 9.5, "lake": 9.5, "mountain": 9.5, "desert": 9.5, "island": 10.0, "admin1": 3.0,
    "admin2": 2.5, "city": 3.5, "region": -2.0,
}  # fmt: skip
SIZED = ("admin1", "admin2", "city", "region")
OTHER_NAME = -1.5
CAPITAL = 2.0
SAME_COUNTRY, SAME_PROVINCE = 2.0, 2.2
# A place of this many people is believed where nothing else speaks for its country.
SURE = 100_000
# By another than its main name only a place this large is.
METROPOLIS = 8_000_000
MOST_MENTIONS = 3
NEARNESS, NEAR_KM = 2.2, 200.0
# The other places of a report say less for one that only now and then bears the name.
BY_OTHER_NAME = 0.5
KIND = 2.5
BESIDE = 1.5
# In a list a name is what the others of the list are ("Utah, Washington and Ohio").
PEERS = 6.0
# A place in the country that the report was published in.
HOME = 1.5
# A province is less likely meant where a town of its name holds this share of its people.
MAIN_TOWN, MAIN_TOWN_SHARE = 2.0, 0.1
# A province with this share of its people in the town of its name is that town.
CITY_SHARE = 0.6
# How many times the people of a town a province has that leaves it no chance.
DWARFED = 5
KINDS = {
    "city": ("city",),
    "district": ("admin2", "city"),
    "admin": ("admin1", "region", "area", "admin2"),
    "feature": ("river", "lake", "sea", "mountain", "desert", "island", "area"),
    "country": ("country",),
}


class Option(NamedTuple):
    """A place a name may stand for, the kind its words say, and the countries named beside it."""

    entry: Entry
    kind: str
    beside: frozenset[str]
    peers: frozenset[tuple[str, str | None]]


@dataclass(slots=True)
class Scene:
    """What is known of where a report plays.

    Attributes:
        countries: How often each country is named, by its name or that of its people.
        provinces: How often each first-order division is named.
        settled: Places already decided on.
        home: The country that the report was published in, where its address tells.
    """

    countries: Counter[str] = field(default_factory=Counter)
    provinces: Counter[tuple[str, str]] = field(default_factory=Counter)
    settled: list[Entry] = field(default_factory=list)
    home: str | None = None

    def add(self, entry: Entry, times: int = 1) -> None:
        """Take a place into account."""
        if entry.country is None:
            return
        self.countries[entry.country] += times
        if entry.admin1 is not None and entry.kind != "country":
            self.provinces[entry.country, entry.admin1] += times


def choose(
    names: Sequence[Named], scene: Scene, capitals: frozenset[int]
) -> Mapping[int, Entry | None]:
    """The place each name (by its position) stands for: one for each name of a report.

    A name that is located where it stands ("Paris, Texas") goes by that, and so do the other
    mentions of it that are not located otherwise.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        groups[name.key].append(position)
    first = {key: _best(_options(names, group), scene, capitals) for key, group in groups.items()}
    added: dict[str, Entry] = {}
    for key, entry in first.items():
        if entry is not None and entry.kind != "country":
            scene.settled.append(entry)
            if entry.population >= SURE or any(names[p].within for p in groups[key]):
                added[key] = entry
                scene.add(entry, len(groups[key]))
    chosen: dict[int, Entry | None] = {}
    for key, group in groups.items():
        # A name is no witness for itself.
        if key in added:
            scene.add(added[key], -len(group))
        entry = _best(_options(names, group), scene, capitals)
        if key in added:
            scene.add(added[key], len(group))
        for position in group:
            own = _own(names[position])
            best = _best(own, scene, capitals) if own else entry
            chosen[position] = best if own or best is None or _fits(best, scene) else None
    return chosen


def _own(name: Named) -> list[Option]:
    """What a name stands for by words that only it has: "Lima, Peru", "the Lima region"."""
    if name.held is not None and name.within is None:
        return _holding(name, name.held)
    if name.within is not None or name.kind != "admin":
        return _located([name])
    return [Option(entry, name.kind, name.beside, name.peers) for entry in name.entries]


def _holding(name: Named, held: Named) -> list[Option]:
    """What "New York" stands for in "Albany, New York": that which holds the other."""
    return [
        Option(entry, name.kind, name.beside, name.peers)
        for entry in name.entries
        if any(lies_in(inner, entry) for inner in held.entries)
    ]


def _fits(entry: Entry, scene: Scene) -> bool:
    """Whether a place is large enough, or lies where the report plays; else its name is not enough.

    A town of that name in a country the report never mentions is more likely another place
    that the gazetteer does not know.
    """
    if entry.kind not in ("city", "admin2", "region"):
        return True
    if entry.population >= (SURE if entry.main else METROPOLIS):
        return True
    if not scene.countries or scene.countries[entry.country or ""] or entry.country == scene.home:
        return True
    others = (other for other in scene.settled if other.number != entry.number)
    return any(kilometres(entry, other) < NEAR_KM for other in others)


def _options(names: Sequence[Named], group: Iterable[int]) -> list[Option]:
    """The places a name may stand for, with the kind its words say; located ones rule."""
    alike = [names[position] for position in group]
    located = _located(alike)
    if located:
        return located
    kind = next((name.kind for name in alike if name.kind and name.kind != "admin"), "")
    admin = [name for name in alike if name.kind == "admin"]
    entries = alike[0].entries
    twin = any(_has_main_town(entry, entries, MAIN_TOWN_SHARE) for entry in entries)
    if not kind and admin and (len(admin) == len(alike) or not twin):
        kind = "admin"
    beside = frozenset(code for name in alike for code in name.beside)
    peers = frozenset(peer for name in alike for peer in name.peers)
    return [Option(entry, kind, beside, peers) for entry in alike[0].entries]


def _has_main_town(province: Entry, entries: Sequence[Entry], share: float) -> bool:
    """Whether a name is that of a province and of its main town, with this share of its people."""
    return province.kind == "admin1" and any(
        town.kind == "city"
        and town.main
        and lies_in(town, province)
        and town.population >= share * province.population
        for town in entries
    )


def _townless(option: Option, entries: Sequence[Entry]) -> float:
    """How much less likely a province is meant because its main town has its name."""
    if option.kind == "admin" or _peerage(option.entry, option.peers):
        return 0.0
    return MAIN_TOWN if _has_main_town(option.entry, entries, MAIN_TOWN_SHARE) else 0.0


def _located(names: Iterable[Named]) -> list[Option]:
    return [
        Option(entry, name.kind, name.beside, name.peers)
        for name in names
        if name.within is not None
        for entry in name.entries
        if any(lies_in(entry, region) for region in name.within.entries)
    ]


def _best(options: Sequence[Option], scene: Scene, capitals: frozenset[int]) -> Entry | None:
    wider = [option.entry for option in options if option.entry.kind == "admin1"]
    if options and options[0].kind == "admin" and len(wider) > 1:
        # A province that is little more than a city: "the Moscow region" lies around it.
        named = [option.entry for option in options]
        options = [o for o in options if not _has_main_town(o.entry, named, CITY_SHARE)]
    entries = [option.entry for option in options]
    scored = [
        (_score(option, wider, scene, capitals) - _townless(option, entries), option.entry)
        for option in options
    ]
    return max(scored, key=lambda pair: (pair[0], -pair[1].number))[1] if scored else None


def _score(option: Option, wider: Sequence[Entry], scene: Scene, capitals: frozenset[int]) -> float:
    """How well a place fits; higher is better. `wider` are the provinces of the same name."""
    entry, kind, beside, peers = option
    score = PRIOR[entry.kind] + (size(entry) if entry.kind in SIZED else 0.0)
    score += 0.0 if entry.main else OTHER_NAME if entry.kind in SIZED else 0.0
    score += CAPITAL if entry.main and entry.geonames_id in capitals and kind != "admin" else 0.0
    named = entry.main or (kind == "admin" and entry.kind == "admin1")
    score += KIND if kind and named and entry.kind in KINDS[kind] else 0.0
    others = scene.countries[entry.country] if entry.country else 0
    score += SAME_COUNTRY * min(others, MOST_MENTIONS) / MOST_MENTIONS + (1.0 if others else 0.0)
    score += BESIDE if entry.country in beside and entry.kind != "country" else 0.0
    score += HOME if entry.country == scene.home and entry.kind in SIZED else 0.0
    score += _peerage(entry, peers)
    if any(lies_in(entry, province) or _dwarfs(province, entry) for province in wider):
        return score
    return score + _local(entry, scene) * (1.0 if entry.main else BY_OTHER_NAME)


def _dwarfs(province: Entry, town: Entry) -> bool:
    """Whether a village is not meant by the name of a province of its country ("Wales")."""
    same = province.main and province.country == town.country
    return same and town.population * DWARFED < province.population


def _peerage(entry: Entry, peers: frozenset[tuple[str, str | None]]) -> float:
    """What it adds that a place is of the kind of those it is listed with."""
    if not any(kind == entry.kind for kind, _ in peers):
        return 0.0
    if entry.kind == "admin1":
        same = (entry.kind, entry.country) in peers
        return (PEERS if same else PEERS / 2) if entry.main else 0.0
    return PEERS if entry.kind == "country" else 0.0


def _local(entry: Entry, scene: Scene) -> float:
    """How well a town fits the provinces and the other towns of the report."""
    if entry.kind not in ("city", "admin2"):
        return 0.0
    province = (entry.country or "", entry.admin1 or "")
    total = sum(n for (country, _), n in scene.provinces.items() if country == province[0])
    return _nearness(entry, scene) + SAME_PROVINCE * scene.provinces[province] / max(total, 1)


def _nearness(entry: Entry, scene: Scene) -> float:
    distances = [
        kilometres(entry, other)
        for other in scene.settled
        if other.kind in ("city", "admin2", "admin1")
        and normalise(other.name) != normalise(entry.name)
    ]
    return NEARNESS * math.exp(-min(distances) / NEAR_KM) if distances else 0.0


def size(entry: Entry) -> float:
    """Logarithm of a place's population."""
    return math.log10(entry.population + 10)


def kilometres(one: Entry, other: Entry) -> float:
    """The distance between two places along the ground."""
    phi, psi = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(other.lon - one.lon)
    half = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
