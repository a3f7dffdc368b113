"""Places the gazetteer does not know, told by the words beside them: "the village of Foua"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import HYPHEN, SPACE, Word, cues, word_set
from accordingto.gazetteer import normalise

LONGEST = 3


def find_unknown(
    words: Sequence[Word], taken: Set[int], people: Set[str], demonyms: Set[str]
) -> list[Named]:
    """Names beside a word such as "village" that no other name covers."""
    found: list[Named] = []
    last = -1
    for at in range(len(words)):
        if at <= last or at in taken:
            continue
        name = _before(words, at) or _feature(words, at) or _after(words, at)
        if name is None or any(i in taken for i in range(name.first, name.last + 1)):
            continue
        if _is_plain(words[name.first : name.last + 1], people, demonyms):
            continue
        found.append(name)
        last = name.last
    return found


def _before(words: Sequence[Word], at: int) -> Named | None:
    """A name after "village of", "town of", "district of"."""
    lead = cues("places", "kind-before", "district-before", "admin-before", "feature-before")
    kind = lead.ending_at(words, at) if words[at].cap else None
    if kind is None or words[kind[1]].cap or words[at - 1].gap != SPACE:
        return None
    return _named(words, at, _run(words, at), kind[0])


def _feature(words: Sequence[Word], at: int) -> Named | None:
    """A name that begins with "Lake", "Mount", "Fort"."""
    lead = words[at]
    leads = word_set("places", "feature-lead", "feature-before")
    if not lead.cap or lead.lower not in leads or lead.gap != SPACE:
        return None
    if at + 1 >= len(words) or not words[at + 1].cap:
        return None
    return _named(words, at, at + 1, "feature")


def _after(words: Sequence[Word], at: int) -> Named | None:
    """A name before "district", "village", "province"; a capital word belongs to the name."""
    if not words[at].cap or words[at].opens:
        return None
    if at > 0 and words[at - 1].cap and words[at - 1].gap in (SPACE, HYPHEN):
        return None
    last = _run(words, at)
    tells = cues("places_after", "city-after", "district-after", "admin-after")
    stop = last + 1
    if stop < len(words) and words[last].gap == SPACE and not words[stop].cap:
        kind = tells.starting_at(words, stop)
        if kind and words[stop].lower not in ("area", "state", "city", "quarter", "division"):
            return _named(words, at, last, kind[0])
    ends = cues("places_after", "city-after", "district-after", "admin-after", "feature-after")
    kind = ends.starting_at(words, last) if last > at else None
    return _named(words, at, last, kind[0]) if kind else None


def _named(words: Sequence[Word], first: int, last: int, kind: str) -> Named:
    key = normalise(" ".join(word.text for word in words[first : last + 1]))
    return Named(first, last, key, (), level=2, kind=kind)


def _run(words: Sequence[Word], first: int) -> int:
    """The last of the capitalised words from one on."""
    last = first
    while (
        last - first + 1 < LONGEST
        and last + 1 < len(words)
        and words[last].gap in (SPACE, HYPHEN)
        and words[last + 1].cap
    ):
        last += 1
    return last


def _is_plain(run: Sequence[Word], people: Set[str], demonyms: Set[str]) -> bool:
    """Whether a stretch is a person, a people or a body rather than a place."""
    lower = {word.lower for word in run}
    return (
        bool(lower & people)
        or bool(lower & _no_places())
        or any(normalise(word.text) in demonyms for word in run)
        or any(word.text.isdigit() for word in run)
        or not any(word.pos in ("PROPN", "") for word in run)
    )


@cache
def _no_places() -> frozenset[str]:
    return (
        word_set("places_bodies")
        | word_set("places_people", "titles")
        | word_set("places", "peoples", "calendar", "opening", "the")
        | word_set("places_after", "belongs", "of-a-place")
    )
