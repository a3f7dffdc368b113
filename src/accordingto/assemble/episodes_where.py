"""Where an episode happened: the place its own words tell, and the places that one lies in.

Every place of the report is weighed by how it stands to the words of those who took part, as its
dates are in `episodes_when`; the heaviest is taken, with the towns and provinces beside it that it
lies in. Where none weighs enough only the country is told: the one that the places and peoples
named near the episode, in the report and in its dateline speak for (the rule "country of the
report"). A place that no gazetteer knows keeps its name, without coordinates, and takes its
country from a place beside it, else by that rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from accordingto.assemble.sites import IN_PLACE, ORIGIN, OWNED, WORKS
from accordingto.assemble.told import Told
from accordingto.model import Annotations, Place, PlaceMention
from accordingto.words import role_pattern

# Kinds from the most specific on; what holds another is further down.
RANK = {"venue": 0, "street": 0, "district": 1, "feature": 1, "city": 2, "admin": 4, "country": 6}
FUZZY, CLOSE_BY = 5, 2
COUNTRY_PRECISION = 6
# Between a place and the one it lies in, right behind it: "Xville, in the eastern province of Y".
HOLDS = re.compile(
    rf"(?:\s?\([^)]*\))?(?:\s{{0,2}}(?:,|{role_pattern('nesting', 'holding').pattern})){{0,6}}\s?",
    re.IGNORECASE,
)
# Between them the other way round: "in Northshire's Xville", "Northshire, Xville".
HELD = re.compile(r"(?:['’]s)?,?\s")
# A town this many characters from a quarter or building is the one it lies in.
REACH = 250
# How much each sign counts for a place; fitted like those for dates.
WEIGHTS: Mapping[str, float] = {
    "any": -0.8,
    "named": 2.0,  # the reader took it for the place of the incident
    "district": 1.2,
    "city": 0.5,
    "admin": 0.2,
    "feature": -1.1,
    "venue": -1.5,
    "in": 1.2,  # "in", "near", "at" before it
    "located": 1.2,  # the words beside it say what it lies in
    "same": 0.5,  # in a sentence that tells of the episode
    "before": -0.2,  # in the sentence before
    "earlier": 0.5,
    "next": -0.5,
    "others": 0.9,  # its sentence names only others of those who took part than those harmed
    "told": 0.6,  # its sentence has words for an incident
    "behind": 0.5,  # behind those harmed
    "between": -0.25,  # each other place between it and the episode
    "far": -0.4,  # each hundred characters
    "near": -0.3,
    "distant": -1.8,  # "60 km north of X"
    "parted": -0.8,
    "elsewhere": -0.9,  # its sentence tells of another episode
    "dateline": -1.0,
    "unresolved": -1.0,
    "foreign": -1.9,
}
# How much each sign counts for a country.
COUNTRIES: Mapping[str, float] = {
    "places": 2.7,  # the share that it and the places in it have of the names of the report
    "peoples": 1.1,  # and that its people has
    "most": 0.45,
    "dateline": 1.8,
    "in_same": 2.0,  # "in X" in a sentence that tells of the episode
    "in_next": 1.0,
    "place_same": 0.7,
    "place_far": -0.75,
    "people_same": 0.35,
    "people_next": 0.85,
    "people_far": -1.4,
}
ENOUGH = 0.0


def find_episode_where(told: Told) -> tuple[Place, ...]:
    """The place an episode's own words tell and those it lies in, the most specific first."""
    code = country_of(told)
    near = (m for m in told.annotations.places if told.is_near(m.place.evidence))
    places = [m for m in near if _can_place(m)]
    best, most = None, ENOUGH
    for mention in places if told.core else ():
        weight = _weigh(features(told, mention, places, code), WEIGHTS)
        if weight > most:
            best, most = mention, weight
    if best is None:
        country = _country_named(told.annotations, code)
        return (country,) if country else ()
    return _with_country(chain(told, best, places), code, told.annotations)


def _can_place(mention: PlaceMention) -> bool:
    """Whether a place can be that of an incident, and more than its country."""
    place = mention.place
    in_body = place.evidence.field is None
    return in_body and not mention.demonym and place.kind not in ("country", "street")


def _weigh(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


# ---------------------------------------------------------------- the place


def features(
    told: Told, mention: PlaceMention, places: Sequence[PlaceMention], code: str | None
) -> dict[str, float]:
    """What speaks for a place and against it, by the names in `WEIGHTS`."""
    place, number = mention.place, mention.sentence
    signs = {
        place.kind: True,
        "foreign": place.country_code not in (None, code),
        "unresolved": place.country_code is None,
        "located": any(_holds(told, place, m.place) for m in _beside(mention, places)),
        "distant": place.precision == FUZZY,
        "near": place.precision == CLOSE_BY,
        "named": _is_named(told, place),
    }
    found = {"any": 1.0}
    if place.evidence.start < told.dateline:
        signs["dateline"] = True
    else:
        near = told.near(place.evidence, number)
        start, end = near.clause
        found |= {"far": near.far, "between": float(_between(told, mention, places))}
        found[_step(near.sentences)] = 1.0
        signs |= {
            "others": told.company.get(number, 0) > 0 and near.sentences != 0,
            "event": any(start <= at < end for at in told.events.get(number, ())),
            "told": number in told.events,
            "behind": near.behind and near.sentences == 0,
            "elsewhere": number in told.elsewhere,
            "parted": told.parted(near, number),
            _way(told, place, start): True,
        }
    return found | {name: 1.0 for name, holds in signs.items() if holds and name}


def _step(sentences: int) -> str:
    """The name for a distance in sentences."""
    if sentences < -1:
        return "earlier"
    return {-1: "before", 0: "same", 1: "next"}.get(sentences, "later")


def _way(told: Told, place: Place, start: int) -> str:
    """What the words before a place say: in it, from it, at work in it; "" for nothing."""
    text, evidence = told.clauses.text, place.evidence
    before = text[max(start, evidence.start - 50) : evidence.start]
    if OWNED.match(text, evidence.end, evidence.end + 20) or ORIGIN.search(before):
        return "origin"
    if WORKS.search(before):
        return "works"
    return "in" if IN_PLACE.search(before) else ""


def _between(told: Told, mention: PlaceMention, places: Sequence[PlaceMention]) -> int:
    """How many other places stand between a place and the episode, at most 3."""
    low, high = told.near(mention.place.evidence, mention.sentence).span
    low = max(low, told.dateline)
    others = (m.place for m in places if low < m.place.evidence.start < high)
    return min(sum(other.name != mention.place.name for other in others), 3)


def _is_named(told: Told, place: Place) -> bool:
    """Whether the reader found the place among those who and what took part."""
    return any(
        mention.overlaps(place.evidence)
        for one in told.episode.participants
        if one.part == "place"
        for mention in one.mentions
    )


# ---------------------------------------------------------------- what it lies in


def chain(told: Told, mention: PlaceMention, places: Sequence[PlaceMention]) -> list[Place]:
    """A place and those it lies in, as the words beside it tell."""
    found = [mention.place]
    start = mention.place.evidence.start
    around = sorted(_beside(mention, places), key=lambda m: abs(m.place.evidence.start - start))
    for other in around:
        if _can_hold(told, found, other.place):
            found.append(other.place)
    return found


def _beside(mention: PlaceMention, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places of its sentence and of the one before."""
    near = (mention.sentence, mention.sentence - 1)
    return [other for other in places if other.sentence in near and other is not mention]


def _can_hold(told: Told, found: Sequence[Place], other: Place) -> bool:
    """Whether a place holds the last of some, that lie in one another."""
    place, last = found[0], found[-1]
    if RANK[other.kind] <= RANK[last.kind] or last.evidence.overlaps(other.evidence):
        return False
    if place.country_code not in (None, other.country_code):
        return False
    linked = _holds(told, last, other)
    if other.kind == "admin":
        same = None in (place.admin1, other.admin1) or place.admin1 == other.admin1
        return linked and same
    return linked or abs(other.evidence.start - place.evidence.start) <= REACH


def _holds(told: Told, place: Place, other: Place) -> bool:
    """Whether the words between two places say that the second holds the first."""
    if RANK[other.kind] <= RANK[place.kind]:
        return False
    text, one, two = told.clauses.text, place.evidence, other.evidence
    if one.end <= two.start:
        return HOLDS.fullmatch(text, one.end, two.start) is not None
    return HELD.fullmatch(text, two.end, one.start) is not None


# ---------------------------------------------------------------- the country


def country_of(told: Told) -> str | None:
    """The country that the report, and the words near an episode, speak for."""
    named: dict[str, list[PlaceMention]] = defaultdict(list)
    for mention in told.annotations.places:
        if mention.place.country_code and mention.place.evidence.field is None:
            named[mention.place.country_code].append(mention)
    count = sum(len(mentions) for mentions in named.values())
    most = max(named.values(), key=len, default=[])
    weights = {
        code: _weigh(country_features(told, mentions, count, most is mentions), COUNTRIES)
        for code, mentions in named.items()
    }
    return max(weights, key=lambda code: weights[code], default=None)


def country_features(
    told: Told, mentions: Sequence[PlaceMention], count: int, most: bool
) -> dict[str, float]:
    """What speaks for a country, by the names in `COUNTRIES`.

    Args:
        told: The episode.
        mentions: Where the country, its people or places in it are named.
        count: How many names of any country the report has.
        most: Whether no country has more.
    """
    body = [m for m in mentions if m.place.evidence.start >= told.dateline]
    peoples = [m for m in body if m.demonym]
    places = [m for m in body if not m.demonym]
    found = {
        "dateline": float(len(body) < len(mentions)),
        "places": len(places) / count,
        "peoples": len(peoples) / count,
        "most": float(most),
    }
    for name, group in (("place", places), ("people", peoples)):
        away = min(
            (abs(told.near(m.place.evidence, m.sentence).sentences) for m in group), default=9
        )
        step = "same" if away == 0 else "next" if away == 1 else "close" if away <= 3 else "far"
        found[f"{name}_{step}"] = 1.0
    for mention in places:
        near = told.near(mention.place.evidence, mention.sentence)
        if abs(near.sentences) <= 1 and _way(told, mention.place, near.clause[0]) == "in":
            found["in_same" if near.sentences == 0 else "in_next"] = 1.0
    return found


def _country_named(annotations: Annotations, code: str | None) -> Place | None:
    """A country as a place, where it is named, or else a place in it or its people."""
    if code is None:
        return None
    inside = [m for m in annotations.places if m.place.country_code == code]
    named = [m for m in inside if m.place.kind == "country"]
    named.sort(key=lambda mention: mention.demonym)
    place = (named or inside)[0].place
    if place.kind == "country":
        return place
    return msgspec.structs.replace(
        place,
        name=place.country_name or code,
        kind="country",
        admin1=None,
        lat=None,
        lon=None,
        geonames_id=None,
        precision=COUNTRY_PRECISION,
    )


def _with_country(
    places: Sequence[Place], code: str | None, annotations: Annotations
) -> tuple[Place, ...]:
    """Places with a country: that of one they lie in, else that of the report."""
    own = next((place.country_code for place in places if place.country_code), code)
    names = Counter(m.place.country_name for m in annotations.places if m.place.country_code == own)
    name = names.most_common(1)[0][0] if names else None
    return tuple(
        place
        if place.country_code
        else msgspec.structs.replace(place, country_code=own, country_name=name)
        for place in places
    )
