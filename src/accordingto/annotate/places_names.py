"""Stretches of a report that bear a name the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from accordingto.annotate.places_words import (
    BREAK,
    COMMA,
    DOT,
    HYPHEN,
    OWNS,
    SPACE,
    Word,
    abbreviations,
    word_set,
)
from accordingto.gazetteer import Entry, Gazetteer, normalise
from accordingto.words import role_words

LONGEST = 6
# Joining words of English; those of other languages are in the word list.
JOINING = role_words("place_names", "joining")
DOTTED = role_words("place_names", "dotted")
# Kinds that another place can lie in.
# "Los Angeles, Mexico" is a list: beside a metropolis, a village of its name is not meant.
METROPOLIS, METROPOLIS_SHARE = 1_000_000, 100
HOLDING = ("country", "admin1", "admin2", "area", "region", "island")


@dataclass(slots=True)
class Named:
    """Words `first` to `last` (both included) that bear a name.

    Attributes:
        entries: The places of that name; empty when the gazetteer has none.
        within: The name right after it that says where it lies ("Paris, Texas").
        held: The name right before it that says what lies in it, where it says where that lies.
        level: How surely the words around it tell it is a place: 3 it is located by name, 2 by
            words such as "in" or "village of", 1 by words such as "to", 0 not at all.
        kind: The kind its words say it has ("city", "district", "admin", "feature"), or "".
        near: Whether the event is said to be near it, not in it; None when far from it.
        beside: Codes of the countries named in the same sentence.
        peers: What the names in a list with it mostly are: kind and country ("admin1", "US").
        short: Whether it is a state or province written short ("Calif.").
        listed: Whether it is known for a place only by the one before it in a list.
        hidden: Whether it is part of the name of a venue ("Lima Hospital").
        demonym: Whether it names a people ("Kenyan").
        attributive: Whether it only belongs to the name of a body ("Lima Police").
        acronym: Whether it is attributive as a country in capitals ("U.S. Army").
    """

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    within: Named | None = None
    held: Named | None = None
    level: int = 0
    kind: str = ""
    near: bool | None = False
    short: bool = False
    beside: frozenset[str] = frozenset()
    peers: frozenset[tuple[str, str | None]] = frozenset()
    listed: bool = False
    hidden: bool = False
    demonym: bool = False
    attributive: bool = False
    acronym: bool = False


def find_names(words: Sequence[Word], gazetteer: Gazetteer) -> list[Named]:
    """Every stretch that bears a known name, the longest from the left; they do not overlap."""
    spelled = {(first, last): keys for first, last, keys in _spellings(words)}
    known = gazetteer.find(key for keys in spelled.values() for key in keys)
    found: list[Named] = []
    position = 0
    while position < len(words):
        name = _abbreviated(words, position, gazetteer) or _longest(words, position, spelled, known)
        if name:
            found.append(name)
        position = name.last + 1 if name else position + 1
    _link(words, found)
    return found


def _spellings(words: Sequence[Word]) -> Iterator[tuple[int, int, list[str]]]:
    """Stretches that may be a name, with the normalised forms to look up."""
    joining = word_set("places", "joining") | JOINING
    articles = word_set("places", "joining", "articles")
    for first, word in enumerate(words):
        if not (word.cap or (word.gap == HYPHEN and word.lower in articles)):
            continue
        spelled = ""
        for last in range(first, min(first + LONGEST, len(words))):
            current = words[last]
            if not current.cap and current.lower not in joining and last > first:
                break
            spelled += current.text
            if current.cap and not spelled.isdigit():
                yield first, last, _keys(spelled, current, last > first)
            if not _joins(current):
                break
            spelled += "s " if current.gap == OWNS else " "


def _keys(spelled: str, last: Word, several: bool) -> list[str]:
    plain = normalise(spelled)
    return [normalise(f"{spelled}s"), plain] if several and last.gap == OWNS else [plain]


def _joins(word: Word) -> bool:
    return word.gap in (SPACE, HYPHEN, OWNS) or (word.gap == DOT and word.lower in DOTTED)


def _longest(
    words: Sequence[Word],
    first: int,
    spelled: dict[tuple[int, int], list[str]],
    known: dict[str, tuple[Entry, ...]],
) -> Named | None:
    for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
        for key in spelled.get((first, last), ()):
            if key in known and (last > first or len(key) > 1):
                return Named(first, last, key, known[key])
    return None


def _abbreviated(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> Named | None:
    """A state written short: "Calif." anywhere, "CA" only after a town and a comma.

    "Las Palmas, La Loma" are two quarters, and none of them in Louisiana.
    """
    word = words[at]
    if not word.cap:
        return None
    after_town = at > 0 and words[at - 1].cap and words[at - 1].gap == COMMA
    dotted = word.text if word.text.endswith(".") else word.text + "."
    place = abbreviations().get(word.text) if after_town or len(word.text) > 2 else None
    runs_on = word.gap == SPACE and at + 1 < len(words) and words[at + 1].cap
    stopped = word.gap == DOT or word.text.endswith(".")
    if place is None and (stopped or (after_town and not runs_on)):
        place = abbreviations().get(dotted)
    entry = gazetteer.province(*place) if place else None
    return Named(at, at, word.lower, (entry,), level=2, short=True) if entry else None


def _link(words: Sequence[Word], found: Sequence[Named]) -> None:
    """Join "Town, Region": the first lies in the second."""
    for position, (name, after) in enumerate(pairwise(found)):
        gap = words[name.last].gap
        if after.first != name.last + 1 or gap in (BREAK, OWNS) or _has(name, "country"):
            continue
        if not after.short and _is_listed(words, found, position):
            continue
        pairs = [(entry, region) for entry in name.entries for region in after.entries]
        if after.short:
            located = any(lies_in(entry, region) for entry, region in pairs)
        else:
            located = any(_is_located(entry, region, name) for entry, region in pairs)
        if located:
            name.within, after.held = after, name
        elif _is_elsewhere(words, name, after):
            name.within, name.entries = after, ()


def _is_elsewhere(words: Sequence[Word], name: Named, after: Named) -> bool:
    """Whether "Town, State" is said of a town that the gazetteer does not know there."""
    if words[name.last].gap != COMMA or not after.entries:
        return False
    if not after.short and name.first and words[name.first - 1].gap == COMMA:
        return False
    abroad = any(entry.kind == "country" for entry in after.entries)
    if not (after.short or abroad or any(e.kind == "admin1" and e.main for e in after.entries)):
        return False
    regions = {entry.country for entry in after.entries if entry.kind == "admin1"}
    if any(entry.kind in ("country", "admin1") for entry in name.entries):
        return False
    ends = after.last + 1 >= len(words) or words[after.last].gap in (COMMA, DOT, BREAK)
    return (
        (after.short or ends)
        and any(
            entry.kind == "city" and (abroad or entry.country in regions) for entry in name.entries
        )
        and not any(
            entry.main and entry.population >= METROPOLIS / (10 if abroad else 1)
            for entry in name.entries
        )
    )


def _is_listed(words: Sequence[Word], found: Sequence[Named], position: int) -> bool:
    """Whether two names stand in a list of states: "Texas, Ohio and Maine"."""
    if not _has(found[position], "admin1"):
        return False
    before = found[position - 1] if position else None
    if before and before.last == found[position].first - 1 and words[before.last].gap == COMMA:
        return True
    after = found[position + 2] if position + 2 < len(found) else None
    between = words[found[position + 1].last + 1 : after.first] if after else None
    return between is not None and (not between or [w.lower for w in between] in (["and"], ["or"]))


def _has(name: Named, kind: str) -> bool:
    return any(entry.kind == kind and (entry.main or kind == "country") for entry in name.entries)


def _is_located(entry: Entry, region: Entry, name: Named) -> bool:
    """Whether "Name, Region" locates a place; two places in a list do not."""
    if not lies_in(entry, region):
        return False
    peers = [e for e in name.entries if e.kind == "admin1" and e.main]
    if region.kind == "admin1":
        return all(peer.country != region.country for peer in peers)
    largest = max(e.population for e in name.entries if e.main or e is entry)
    return largest < METROPOLIS or entry.population * METROPOLIS_SHARE >= largest


def lies_in(entry: Entry, region: Entry) -> bool:
    """Whether a place lies in a country or division."""
    if region.kind not in HOLDING or entry.country != region.country or region.country is None:
        return False
    if region.kind == "country":
        return entry.kind != "country"
    if entry.kind in ("country", "admin1") or entry.number == region.number:
        return False
    if (
        region.kind == "admin2"
        and max(abs(entry.lat - region.lat), abs(entry.lon - region.lon)) > 1
    ):
        return False
    return region.admin1 is None or entry.admin1 == region.admin1
