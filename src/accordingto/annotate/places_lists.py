"""Lists of place names: what one of them is, the others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from accordingto.annotate.places_evidence import is_common, is_well_known
from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import COMMA, SPACE, Word
from accordingto.gazetteer import Entry

# Kinds that a list shares.
SHARED = ("country", "admin1", "city")


def spread(words: Sequence[Word], names: Sequence[Named], people: Set[str]) -> None:
    """In a list of places ("Oxley, Arden and Northgate") what one is, its neighbours are."""
    for one, other in (*pairwise(names), *pairwise(reversed(names))):
        first, second = (one, other) if one.first < other.first else (other, one)
        if one.level < 2 or other.level >= 2 or not _are_listed(words, first, second):
            continue
        if is_common(other) or words[other.first].lower in people or other.attributive:
            continue
        if is_well_known(one.entries) or one.level >= 2:
            other.level = 2


def _are_listed(words: Sequence[Word], first: Named, second: Named) -> bool:
    """Whether nothing but a comma, "and" or "or" stands between two names."""
    between = words[first.last + 1 : second.first]
    if len(between) > 1 or any(word.gap != SPACE for word in between):
        return False
    gap = words[first.last].gap
    if between:
        return between[0].lower in ("and", "or") and gap in (SPACE, COMMA)
    return gap == COMMA


def set_peers(words: Sequence[Word], names: Sequence[Named]) -> None:
    """Tell every name of a list what the others are: "Utah, Washington and Ohio" are states."""
    for listed in _lists(words, names):
        plain = [_plainly(name) for name in listed]
        for position, name in enumerate(listed):
            others = Counter(p for at, p in enumerate(plain) if at != position and p is not None)
            if others and (best := others.most_common(1)[0])[1] * 2 > others.total():
                name.peers = frozenset([best[0]])


def _lists(words: Sequence[Word], names: Sequence[Named]) -> Iterator[list[Named]]:
    """The lists of two names and more; "Lima, Peru" is none."""
    listed: list[Named] = []
    for name in names:
        if listed and (listed[-1].within is name or not _are_listed(words, listed[-1], name)):
            if len(listed) > 1:
                yield listed
            listed = []
        listed.append(name)
    if len(listed) > 1:
        yield listed


def _plainly(name: Named) -> tuple[str, str | None] | None:
    """The kind and country of what a name means to everybody, None where that is not clear."""
    main = [entry for entry in name.entries if entry.main or entry.kind == "country"]
    for kind in SHARED:
        found = [entry for entry in main if entry.kind == kind]
        if found:
            best = max(found, key=_population)
            return kind, None if kind == "country" else best.country
    return None


def _population(entry: Entry) -> int:
    return entry.population
