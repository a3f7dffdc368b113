"""Where an incident happened, as the report's own words say (`words/en/sites.toml`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, Evidence, Place
from accordingto.model.kinds import PlaceKind
from accordingto.words import role_pattern


def _of(role: str) -> str:
    """A piece of a pattern that finds the words of one role."""
    return role_pattern("sites", role).pattern


IN_PLACE = re.compile(
    rf"{_of('place')}\s+(?:{_of('article')}\s+)?(?:[\w'’-]+\s+){{0,3}}$", re.IGNORECASE
)
# "a family from the Oslo suburb of X", "the U.S. embassy": not where it happened.
ORIGIN = re.compile(
    rf"(?:{_of('origin')}|{_of('member')}\s\w+\s{_of('within')})\s+"
    rf"(?:(?!{_of('anew')})[\w'’.-]+\s+){{0,7}}$",
    re.IGNORECASE,
)
OWNED = re.compile(rf"(?:['’]s)?\s+{_of('owner')}", re.IGNORECASE)
# "the Geological Survey in X", "said X of the university in Y": where somebody works.
WORKS = re.compile(rf"{_of('employer')}(?: \([A-Z]+\))?,? {_of('seat')} (?:\w+ ){{0,2}}$")
# "the capital, X", "the town, X": an apposition is in what the words before it are in.
NAMED = re.compile(rf"{_of('part')},\s$")
# What stands between a building and the town it is in.
HOST = re.compile(rf",? {_of('host')} (?:{_of('article')} )?(?:[a-z]+ ){{0,3}}")
# An event and a place this many characters after it belong together: "crash in northern X".
JOINED = 70
JOINED_WEIGHT = 2.0
# A place that weighs less than this share of the heaviest is only mentioned.
FLOOR = 0.06
TITLE = 8.0
# A second country counts beside the first when it weighs this share of it and an event is in it.
BESIDE = 0.6
# UCDP GED `where_prec` of countries and of regions as large: too wide to say where something was.
WIDE = 6
ORDER: tuple[PlaceKind, ...] = (
    "venue", "street", "district", "city", "feature", "admin", "country"
)  # fmt: skip


def find_where(annotations: Annotations, clauses: Clauses, apart: Apart) -> tuple[Place, ...]:
    """The places of the main incident, most specific first."""
    events = apart.positions(annotations)
    scored: dict[str, float] = defaultdict(float)
    joined: set[str] = set()
    first: dict[str, Place] = {}
    before: tuple[int, float] = (-9, 0.0)
    for mention in annotations.places:
        if mention.demonym:
            continue
        evidence, name = mention.place.evidence, mention.place.name
        weight = _place_weight(evidence, mention.sentence, clauses, events, apart)
        # In "Sampleville, Northshire" the second name stands where the first does.
        if clauses.text[before[0] : evidence.start] == ", ":
            weight = max(weight, before[1])
        before = (evidence.end, weight)
        if weight > 0:
            scored[name] += weight
            first.setdefault(name, mention.place)
            if weight >= clauses.weight(evidence, mention.sentence) * JOINED_WEIGHT:
                joined.add(name)
    for name in first:
        if re.search(rf"\b{re.escape(name)}\b", clauses.title):
            scored[name] += TITLE
            joined.add(name)
    for name, place in first.items():
        if _is_strange(place, name in joined, annotations, events):
            scored[name] = 0.0
    heaviest = max(scored.values(), default=0.0)
    for name in _hosts(annotations, clauses, apart) & first.keys():
        scored[name] += heaviest
        joined.add(name)
    floor = FLOOR * max(scored.values(), default=0.0)
    kept = {name: weight for name, weight in scored.items() if weight and weight >= floor}
    return _choose(kept, joined, first)


def _hosts(annotations: Annotations, clauses: Clauses, apart: Apart) -> set[str]:
    """The places that the venues of the incident are said to be in: "at Hill Hall in Xville"."""
    ends = sorted(
        venue.evidence.end
        for venue in annotations.venues
        if not venue.evidence.field and not apart(venue.sentence, venue.evidence.start)
    )
    hosts = set()
    for mention in annotations.places:
        start = mention.place.evidence.start
        at = bisect_right(ends, start) - 1
        if at >= 0 and not mention.demonym and HOST.fullmatch(clauses.text, ends[at], start):
            hosts.add(mention.place.name)
    return hosts


def _is_strange(
    place: Place, joined: bool, annotations: Annotations, events: dict[int, list[int]]
) -> bool:
    """Whether nothing happened at a building or street: a court, somebody's employer or church."""
    if place.kind == "street":
        return not joined and not _in_event(place.evidence, annotations, events)
    if place.kind != "venue":
        return False
    if joined and not role_pattern("sites", "elsewhere").search(place.name):
        return False
    return not any(
        venue.name == place.name
        or (
            not venue.evidence.field
            and venue.evidence.start < place.evidence.end
            and place.evidence.start < venue.evidence.end
        )
        for venue in annotations.venues
    )


def _in_event(evidence: Evidence, annotations: Annotations, events: dict[int, list[int]]) -> bool:
    """Whether the sentence of some words tells of an incident."""
    return any(
        events.get(number)
        for number, sentence in enumerate(annotations.sentences)
        if sentence.start <= evidence.start < sentence.end
    )


def _place_weight(
    evidence: Evidence, number: int, clauses: Clauses, events: dict[int, list[int]], apart: Apart
) -> float:
    if evidence.field is None and apart(number, evidence.start):
        return 0.0
    weight = clauses.weight(evidence, number)
    if evidence.field == "title":
        return weight
    if evidence.start < clauses.dateline_end(number):
        return 0.5
    start, end = clauses.clause(number, evidence.start)
    if any(start <= at < end for at in events.get(number, [])):
        weight *= 2
    before = clauses.text[max(start, evidence.start - 50) : evidence.start]
    if OWNED.match(clauses.text, evidence.end, evidence.end + 20) or ORIGIN.search(before):
        return weight * 0.2
    if WORKS.search(before):
        return 0.0
    if not IN_PLACE.search(before) and not NAMED.search(before):
        return weight * 0.4
    joined = any(0 < evidence.start - at < JOINED for at in events.get(number, []))
    return weight * (JOINED_WEIGHT if joined else 1.0)


def _choose(
    scored: dict[str, float], joined: set[str], first: dict[str, Place]
) -> tuple[Place, ...]:
    """The heaviest places of each kind within the heaviest country."""
    countries: dict[str | None, float] = defaultdict(float)
    first = {name: place for name, place in first.items() if name in scored}
    for name, place in first.items():
        countries[place.country_code] += scored[name] * (1.0 if name in joined else 0.5)
    named = {code: weight for code, weight in countries.items() if code}
    if not named:
        return _by_kind(first.values(), scored)
    top = max(named.values())
    into = {first[name].country_code for name in joined if name in first}
    second = {code for code, weight in named.items() if weight >= BESIDE * top and code in into}
    kept = {None, *second, *(code for code, weight in named.items() if weight == top)}
    places = [p for p in first.values() if p.country_code in kept]
    return _by_kind((p for p in places if p.kind != "feature" or p.precision != WIDE), scored)


def _by_kind(places: Iterable[Place], scored: dict[str, float]) -> tuple[Place, ...]:
    groups: dict[PlaceKind, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.kind].append(place)
    chosen: list[Place] = []
    for kind in ORDER:
        ranked = sorted(groups.get(kind, ()), key=lambda place: -scored[place.name])
        chosen.extend(p for p in ranked[:3] if scored[p.name] >= 0.5 * scored[ranked[0].name])
    return tuple(chosen)
