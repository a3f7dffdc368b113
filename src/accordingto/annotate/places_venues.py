"""Venues and streets, found by the last word of their names: "Lima Hospital", "Third Avenue"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from accordingto.annotate.places_evidence import is_well_known
from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import (
    COMMA,
    DOT,
    HYPHEN,
    OWNS,
    SPACE,
    Word,
    cues,
    word_set,
)
from accordingto.annotate.reading import Reading
from accordingto.gazetteer import Entry, Gazetteer, normalise
from accordingto.model import PlaceMention
from accordingto.model.kinds import PlaceKind
from accordingto.model.values import Place
from accordingto.words import role_words

LONGEST = 6
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# A numbered road: "A42", "M25"; a word such as "motorway" must follow.
ROAD = re.compile(r"[A-Z]{1,2}\d{1,4}")
NUMBERED, ROADS = role_words("place_names", "numbered"), role_words("place_names", "road")
# Words that never belong to the name after them, even where a headline writes them large.
STOPPING = role_words("place_names", "stop")
INNER = role_words("place_names", "inner")
SAINT, DOTTED = role_words("place_names", "saint"), role_words("place_names", "dotted")
# How near a venue lies to the point of the town or district it is said to be in.
CLOSE_BY, IN_DISTRICT = 2, 3


@dataclass(frozen=True, slots=True)
class Site:
    """Words `first` to `last` (both included) that name a venue or street."""

    first: int
    last: int
    kind: PlaceKind


class SiteFinder:
    """Finds the venues and streets of one report.

    Args:
        words: The words of the report.
        names: The names in it that the gazetteer knows.
        people: Words of names of people in it, in lower case.
        demonyms: Every demonym, normalised.
    """

    def __init__(
        self,
        words: Sequence[Word],
        names: Sequence[Named],
        people: Set[str],
        demonyms: Set[str],
    ) -> None:
        self.words, self.people, self.demonyms = words, people, demonyms
        self.owners = {name.last for name in names}
        self.places = {(n.first, n.last) for n in names if any(e.main for e in n.entries)}
        self.known = {(n.first, n.last) for n in names if is_well_known(n.entries)}

    def find(self) -> list[Site]:
        """Every venue and street; they do not overlap."""
        common = word_set("places_common")
        found: list[Site] = []
        for at in range(len(self.words)):
            site = _numbered(self.words, at) or self._ending(at)
            if site is None or (found and site.first <= found[-1].last):
                continue
            if (site.first, site.last) not in self.places and self._key(site) not in common:
                found.append(site)
        return found

    def _key(self, site: Site) -> str:
        return normalise(" ".join(word.text for word in self.words[site.first : site.last + 1]))

    def _ending(self, at: int) -> Site | None:
        """The venue or street whose last words, such as "concert hall", begin at `at`."""
        words = self.words
        head = cues("places_sites").starting_at(words, at) if at else None
        if head is None or any(word.opens for word in words[at : head[1]]):
            return None
        sort, stop = head
        capital, street = words[at].cap, "street" in sort
        if capital and stop < len(words) and words[stop - 1].gap == SPACE and words[stop].cap:
            return None
        first = _start(words, at, self.owners, short=street or not capital)
        if not self._is_a_name(first, at) or not self._is_led(sort, first, at):
            return None
        return Site(first, stop - 1 if street else _end(words, stop - 1), _kind(sort))

    def _is_a_name(self, first: int, at: int) -> bool:
        """Whether the words before a head tell one venue from another."""
        run = self.words[first:at]
        if run and cues("places_sites", "embassies").starting_at(self.words, at):
            return True
        own = [word for word in run if word.lower not in _generic()]
        if all(normalise(word.text) in self.demonyms for word in own):
            return False
        return self.words[at].cap or ((first, at - 1) not in self.known and _is_proper(run))

    def _is_led(self, sort: str, first: int, at: int) -> bool:
        """Whether a name needs no words such as "at" before it to be a venue's, or has them."""
        run = self.words[first:at]
        led, the = _lead(self.words, first)
        if sort.startswith("weak"):
            begins = word_set("places_people", "titles", "first-names")
            if run[0].lower in begins or run[-1].lower in self.people:
                return False
        needed = sort in ("house", "weak-street") or (sort == "weak" and len(run) < 2)
        if not needed and self.words[at].cap:
            return True
        return led or (the and sort != "house")


def _kind(sort: str) -> PlaceKind:
    return "street" if "street" in sort else "venue"


def _numbered(words: Sequence[Word], at: int) -> Site | None:
    """A road known by its number: "Interstate 64", "the A42 motorway"."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if after is None or word.gap not in (SPACE, HYPHEN) or not word.cap:
        return None
    if word.lower in NUMBERED and after.text.isdigit():
        return Site(at, at + 1, "street")
    if ROAD.fullmatch(word.text) and after.lower in ROADS:
        return Site(at, at + 1, "street")
    return None


def _end(words: Sequence[Word], last: int) -> int:
    """The last word of a venue, with "of" and what follows ("Children's Hospital of Lima")."""
    if not words[last].cap or words[last].gap != SPACE or last + 2 >= len(words):
        return last
    if words[last + 1].lower != "of" or not words[last + 2].cap:
        return last
    stop = last + 2
    while stop + 1 < len(words) and words[stop].gap in (SPACE, HYPHEN) and words[stop + 1].cap:
        stop += 1
    return stop if stop - last < LONGEST else last


def _start(words: Sequence[Word], at: int, owners: Set[int], *, short: bool) -> int:
    """The first word of the name that ends just before word `at`."""
    first = at
    while first > 0 and at - first < LONGEST:
        word = words[first - 1]
        if first < at and word.lower in STOPPING:
            break
        saint = first > 1 and words[first - 2].lower in SAINT
        if word.gap == OWNS and not saint and (short or first < at or first - 1 in owners):
            break
        if word.gap not in (SPACE, HYPHEN, OWNS) and not (word.gap == DOT and word.lower in DOTTED):
            break
        if not word.cap and not ORDINAL.fullmatch(word.text):
            inner = word.lower in INNER and first < at and first > 1 and words[first - 2].cap
            if not inner or words[first - 2].gap != SPACE or (short and word.lower == "of"):
                break
        first -= 1
        if word.opens:
            break
    while first < at and (words[first].lower in _leading() or not _may_begin(words[first])):
        first += 1
    return first


def _may_begin(word: Word) -> bool:
    return word.cap or ORDINAL.fullmatch(word.text) is not None


@cache
def _leading() -> frozenset[str]:
    """Words that stand before a name without being part of it."""
    return word_set("places", "opening", "in", "near", "to", "loosely", "the", "calendar")


@cache
def _generic() -> frozenset[str]:
    return (
        word_set("places", "direction", "peoples", "opening", "the", "in", "to", "loosely")
        | word_set("places_bodies")
        | word_set("places_sites")
        | word_set("places_people", "titles")
        | word_set("places_after")
    )


def _is_proper(run: Sequence[Word]) -> bool:
    """Whether the words before a head in small letters are names ("the Westgate mall")."""
    return all(word.pos in ("PROPN", "X", "NOUN", "NUM", "") for word in run) and not (
        len(run) == 1 and run[0].opens
    )


def _lead(words: Sequence[Word], first: int) -> tuple[bool, bool]:
    """Whether words such as "at" lead to word `first`, and whether "the" does."""
    start = first
    while start > 0 and words[start - 1].lower in word_set("places", "the", "direction"):
        start -= 1
    led = cues("places", "in", "near", "to").ending_at(words, start) is not None
    return led, start < first


def host_of(site: Site, words: Sequence[Word], names: Sequence[Named]) -> int | None:
    """The position of the name that tells where a site lies: "Lima Hospital in Peru"."""
    after = None
    for position, name in enumerate(names):
        if name.last == site.first - 1 and words[name.last].gap == OWNS:
            return position
        if name.first > site.last and after is None:
            after = position if _follows(words, site.last, name.first) else -1
        if after is not None:
            break
    if after is not None and after >= 0:
        return after
    for position, name in enumerate(names):
        if site.first <= name.first and name.last <= site.last and not _is_sender(words, name):
            return position
    return None


def _is_sender(words: Sequence[Word], name: Named) -> bool:
    """Whether a name within one is the country that an embassy is of ("U.S. Embassy")."""
    return name.acronym or words[name.first].text.replace(".", "").isupper()


def region_of(site: Site, words: Sequence[Word], names: Sequence[Named]) -> int | None:
    """The position of the name, one of a town, that its sentence names just before or after it."""
    sentence = words[site.first].sentence
    beside = [
        position
        for position, name in enumerate(names)
        if words[name.first].sentence == sentence
        and not name.hidden
        and name.level >= 2
        and any(entry.kind == "city" for entry in name.entries)
    ]
    return beside[0] if len({names[position].key for position in beside}) == 1 else None


def _follows(words: Sequence[Word], last: int, first: int) -> bool:
    between = words[last + 1 : first]
    if not between:
        return words[last].gap == COMMA
    leading = word_set("places", "the", "direction") | {"in", "at", "near", "outside"}
    if words[last].gap not in (SPACE, COMMA) or len(between) > 3:
        return False
    return all(w.gap in (SPACE, HYPHEN) and w.lower in leading for w in between)


def site_mention(
    reading: Reading,
    words: Sequence[Word],
    site: Site,
    chosen: tuple[Entry | None, Entry | None],
    gazetteer: Gazetteer,
) -> PlaceMention:
    """The mention of a venue or street.

    It takes the point of the town it is said to be in; without one, the country and province of
    the town that its sentence names.
    """
    host, region = chosen
    around = host or region
    code = around.country if around else None
    evidence = reading.cut(words[site.first].start, words[site.last].end)
    precision = PRECISIONS.get(host.kind) if host else None
    place = Place(
        name=evidence.text,
        kind=site.kind,
        country_code=code,
        country_name=gazetteer.countries.get(code or ""),
        admin1=gazetteer.provinces.get((code or "", (around.admin1 if around else None) or "")),
        lat=round(host.lat, 5) if host and precision else None,
        lon=round(host.lon, 5) if host and precision else None,
        geonames_id=None,
        precision=precision,
        candidates=0,
        evidence=evidence,
    )
    return PlaceMention(place=place, sentence=words[site.first].sentence)


PRECISIONS: Mapping[str, int] = {"city": CLOSE_BY, "admin2": IN_DISTRICT}
