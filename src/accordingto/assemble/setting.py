"""When and where an incident happened, as the report's own words say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, Evidence, Place, TimeMention, When
from accordingto.model.kinds import PlaceKind

# A time right after one of these dates the saying, not the event.
SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|statement|stated|interview|warned|"
    r"condemned|condemning|denounced|vowed|mourned|identified|charged|arraigned|appeared|arrested|"
    r"visited|released|issued|expected|tweeted|wrote|briefing|conference)\b[^.;]{0,28}$",
    re.IGNORECASE,
)
IN_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|off|on|around|across|hit|hits|struck|rocked|shook|"
    r"(?:outskirts|city|town|village|island|district|province|region|area|port|centre|center|"
    r"north|south|east|west|coast|capital|suburb|state|county) of)\s+(?:the\s+|a\s+|an\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "a family from New York", "the U.S. embassy": not where it happened.
ORIGIN = re.compile(
    r"\b(?:from|born in|(?:natives?|residents?|family|families|citizens?|mayor|governor|president|"
    r"people|man|woman|men|women) of|based in|lives in|lived in|live in|living in|returned? to|bound for|en route to|heading to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
OWNED = re.compile(
    r"(?:['’]s)?\s+(?:embass|consulate|military|army|officials|government|president|minister|"
    r"citizens|nationals|police|state department|based)",
    re.IGNORECASE,
)
# An event and a place this many characters after it belong together: "crash in northern X".
JOINED = 70
JOINED_WEIGHT = 2.0
# A place that weighs less than this share of the heaviest is only mentioned.
FLOOR = 0.06
TITLE = 8.0
# A second country counts beside the first when it weighs this share of it and an event is in it.
BESIDE = 0.6
ORDER: tuple[PlaceKind, ...] = (
    "venue", "street", "district", "city", "feature", "admin", "country"
)  # fmt: skip
Apart = Callable[[int, int], bool]


def find_when(annotations: Annotations, clauses: Clauses, apart: Apart) -> When | None:
    """The time of the main incident: the date that lead, events and tolls agree on most."""
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, When]] = {}
    events = _positions(annotations, apart)
    for mention in annotations.times:
        weight = _time_weight(mention, clauses, events, apart)
        when = mention.when
        if weight <= 0 or when.precision in ("unknown", "season", "year"):
            continue
        key = (when.start or when.text.lower())[:10]
        votes[key] += weight
        fit = weight + (0.5 if when.precision == "day" else 0.0)
        if key not in best or fit > best[key][0]:
            best[key] = (fit, when)
    if not votes:
        return None
    return best[max(votes, key=lambda key: votes[key])][1]


def _positions(annotations: Annotations, apart: Apart) -> dict[int, list[int]]:
    """Sentence -> where the words of the main incident and its tolls stand."""
    found: dict[int, list[int]] = defaultdict(list)
    for event in annotations.events:
        if event.evidence.field is None and not event.past:
            found[event.sentence].append(event.evidence.start)
    for figure in annotations.figures:
        if figure.high != 0:
            found[figure.sentence].append(figure.number.start)
    return {
        number: [at for at in places if not apart(number, at)] for number, places in found.items()
    }


def _time_weight(
    mention: TimeMention, clauses: Clauses, events: dict[int, list[int]], apart: Apart
) -> float:
    evidence, number = mention.when.evidence, mention.sentence
    if mention.role != "date" or evidence.field == "title":
        return 0.0
    if clauses.furniture(number) or apart(number, evidence.start):
        return 0.0
    if evidence.start < clauses.dateline_end(number):
        return 0.0
    weight = clauses.weight(evidence, number)
    places = events.get(number, [])
    start, end = clauses.clause(number, evidence.start)
    if any(start <= at < end for at in places):
        weight += 3.0
    elif places:
        weight += 1.5
    before = clauses.text[max(start, evidence.start - 60) : evidence.start]
    return weight * (0.2 if SAYING.search(before) else 1.0)


def find_where(annotations: Annotations, clauses: Clauses, apart: Apart) -> tuple[Place, ...]:
    """The places of the main incident, most specific first."""
    events = _positions(annotations, apart)
    scored: dict[str, float] = defaultdict(float)
    joined: set[str] = set()
    first: dict[str, Place] = {}
    for mention in annotations.places:
        if mention.demonym:
            continue
        evidence, name = mention.place.evidence, mention.place.name
        weight = _place_weight(evidence, mention.sentence, clauses, events, apart)
        if weight > 0:
            scored[name] += weight
            first.setdefault(name, mention.place)
            if weight >= clauses.weight(evidence, mention.sentence) * JOINED_WEIGHT:
                joined.add(name)
    for name in first:
        if re.search(rf"\b{re.escape(name)}\b", clauses.title):
            scored[name] += TITLE
    floor = FLOOR * max(scored.values(), default=0.0)
    return _choose({name: w for name, w in scored.items() if w >= floor}, joined, first)


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
    if not IN_PLACE.search(before):
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
    return _by_kind((p for p in first.values() if p.country_code in kept), scored)


def _by_kind(places: Iterable[Place], scored: dict[str, float]) -> tuple[Place, ...]:
    groups: dict[PlaceKind, list[Place]] = defaultdict(list)
    for place in places:
        groups[place.kind].append(place)
    chosen: list[Place] = []
    for kind in ORDER:
        ranked = sorted(groups.get(kind, ()), key=lambda place: -scored[place.name])
        chosen.extend(p for p in ranked[:3] if scored[p.name] >= 0.5 * scored[ranked[0].name])
    return tuple(chosen)
