"""Whether a known name is a place where it stands, by the words around it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import (
    BREAK,
    COMMA,
    HYPHEN,
    OWNS,
    SPACE,
    Word,
    cues,
    word_set,
)
from accordingto.gazetteer import Entry

FEATURES = frozenset(["sea", "river", "lake", "mountain", "desert", "island", "area", "continent"])
# A name of this many people is taken for a place without words that say so.
KNOWN_TOWN = 120_000
KNOWN_BY_OTHER_NAME = 1_000_000
KNOWN_DIVISION = 400_000
NEAR_KM = 25
KILOMETRES = {
    "km": 1.0, "kilometers": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometre": 1.0, "kms": 1.0,
    "miles": 1.609, "mile": 1.609, "mi": 1.609, "metres": 0.001, "meters": 0.001, "yards": 0.001,
}  # fmt: skip
DATELINE = re.compile(r"[^\n—–(]{2,60}?(?:\s\([A-Z][\w .,/]{1,30}\)|\s?[—–]|\s--?\s)", re.UNICODE)


def is_well_known(entries: Sequence[Entry]) -> bool:
    """Whether some place of the name is known to any reader of news."""
    return any(map(_is_known, entries))


def _is_known(entry: Entry) -> bool:
    if entry.kind == "country" or entry.kind in FEATURES:
        return True
    if entry.kind in ("admin1", "admin2"):
        return entry.population >= (KNOWN_DIVISION if entry.main else 4 * KNOWN_DIVISION)
    return entry.population >= (KNOWN_TOWN if entry.main else KNOWN_BY_OTHER_NAME)


def weigh(words: Sequence[Word], name: Named, text: str, people: frozenset[str]) -> bool:
    """Fill in what the words around a name say; False when they rule a place out."""
    if (
        name.level == 2
        and not name.kind
        and len(name.entries) == 1
        and "." in words[name.last].text
    ):
        return True
    after = _read_after(words, name)
    before = _read_before(words, name)
    if after is None or before is None:
        return False
    name.level = max(name.level, before, after)
    if name.within is not None and not _is_common(name):
        name.level = 3
    elif _in_dateline(words[name.first], text):
        name.level = max(name.level, 2)
    person = name.first == name.last and words[name.first].lower in people
    return not person or name.level >= 2


def _is_common(name: Named) -> bool:
    return name.key in word_set("places_common")


def _read_before(words: Sequence[Word], name: Named) -> int | None:
    """The level that the words before a name give it; None when they rule it out."""
    if name.first == 0:
        return 0
    last = words[name.first - 1]
    if last.sentence != words[name.first].sentence or last.gap in (BREAK, OWNS):
        return 0
    if last.gap == COMMA:
        return 0
    if cues("places", "not-a-place-before").ending_at(words, name.first):
        return None
    start = name.first
    if last.gap in (SPACE, HYPHEN) and last.cap:
        if last.lower in word_set("places", "direction"):
            start -= 1
        elif not (last.opens and _opens_plainly(last)) and not _kind_before(words, name):
            return None
    return _cue(words, start, name)


def _opens_plainly(word: Word) -> bool:
    """Whether a sentence's first word is capitalised for that reason alone."""
    return word.lower in word_set("places", "opening", "in", "near", "to", "the")


def _kind_before(words: Sequence[Word], name: Named) -> bool:
    kinds = cues("places", *KINDS_BEFORE)
    return kinds.ending_at(words, name.first) is not None


KINDS_BEFORE = (
    "kind-before",
    "district-before",
    "admin-before",
    "feature-before",
    "country-before",
)


def _cue(words: Sequence[Word], start: int, name: Named) -> int:
    """The level of the phrase that ends before word `start`."""
    if kind := cues("places", *KINDS_BEFORE).ending_at(words, start):
        name.kind = kind[0]
        _cue(words, kind[1], name)
        return 2
    while start > 0 and words[start - 1].lower in word_set("places", "the", "direction"):
        if words[start - 1].gap not in (SPACE, HYPHEN):
            return 0
        start -= 1
    _read_distance(words, start, name)
    if cues("places", "near").ending_at(words, start):
        name.near = True
        return 2
    found = cues("places", "in", "to").ending_at(words, start)
    if found is None:
        return 0
    return 2 if found[0] == "in" else 1


def _read_distance(words: Sequence[Word], start: int, name: Named) -> None:
    """Read "17 km (north) of" and "17 km from" before a name."""
    for at in range(start - 1, max(start - 5, 0), -1):
        rate = KILOMETRES.get(words[at].lower)
        if rate is None:
            continue
        number = words[at - 1].text if words[at - 1].gap in (SPACE, HYPHEN) else ""
        if number.isdigit() and words[start - 1].lower in ("from", "of", "outside"):
            name.near = True if int(number) * rate <= NEAR_KM else None
        return


def _read_after(words: Sequence[Word], name: Named) -> int | None:
    """The level that the words after a name give it; None when they rule it out."""
    last = words[name.last]
    stop = name.last + 1
    if stop >= len(words) or words[stop].sentence != last.sentence:
        return 0
    follows = words[stop]
    if last.gap == OWNS or last.gap not in (SPACE, HYPHEN):
        return 0
    if last.gap == HYPHEN:
        return 1 if follows.lower in ("based", "born", "area", "bound") else 0
    kind = cues(
        "places_after", "city-after", "district-after", "admin-after", "feature-after"
    ).starting_at(words, stop)
    if kind and not (kind[0] == "feature" and follows.cap):
        name.kind = kind[0]
        return 1 if kind[0] == "feature" else 2
    if not follows.cap or follows.text.isdigit() or follows.lower in word_set("places", "calendar"):
        return 0
    return _read_capital_after(words, stop)


def _read_capital_after(words: Sequence[Word], stop: int) -> int | None:
    """A capitalised word right after a name: an office-holder, a body, or a surname."""
    if cues("places_bodies", "bodies").starting_at(words, stop):
        return None
    if words[stop].lower in word_set("places_people", "titles"):
        return 0
    if cues("places_after", "belongs").starting_at(words, stop):
        end = stop
        while end < len(words) and words[end].cap and words[end].gap == SPACE:
            end += 1
            if cues("places_bodies", "bodies").starting_at(words, end) and words[end].cap:
                return None
        return 0
    return None


def _in_dateline(word: Word, text: str) -> bool:
    """Whether a name stands in the line that says where a report was filed."""
    line = text.rfind("\n", 0, word.start) + 1
    if word.start - line > 45 or (not word.opens and not text[line : word.start].isupper()):
        return False
    return word.text.isupper() and len(word.text) > 2 and DATELINE.match(text, line) is not None


def is_accepted(name: Named, *, at_home: bool, seen: bool) -> bool:
    """Whether a name is taken for a place.

    Args:
        name: With the level its surroundings give it.
        at_home: Whether a place of the name lies in a country that the report names otherwise.
        seen: Whether the same name is surely a place elsewhere in the report.
    """
    if not name.entries:
        return name.level >= 2
    common = _is_common(name)
    if is_well_known(name.entries) and not common:
        return True
    if common or not any(entry.main for entry in name.entries):
        return name.level >= 3 or (name.level == 2 and at_home and not common)
    return name.level >= 2 or seen or (name.level == 1 and at_home)


def size(entry: Entry) -> float:
    """Logarithm of a place's population."""
    return math.log10(entry.population + 10)
