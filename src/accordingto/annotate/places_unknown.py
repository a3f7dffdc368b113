"""Places the gazetteer does not know, told by the words beside them: "the village of Oxley"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import pairwise

from accordingto.annotate.places_evidence import is_well_known
from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import COMMA, HYPHEN, SPACE, Word, cues, word_set
from accordingto.gazetteer import normalise
from accordingto.words import role_words

LEADING, LOOSE = role_words("place_names", "leading"), role_words("place_names", "loose")

LONGEST = 3


def find_unknown(
    words: Sequence[Word],
    names: Sequence[Named],
    taken: Set[int],
    people: Set[str],
    demonyms: Set[str],
) -> list[Named]:
    """Names beside a word such as "village", or before that of a town, that nothing else covers.

    Args:
        words: The words of the report.
        names: The known names in it.
        taken: Positions of words that belong to known names, venues and streets.
        people: Words of names of people in it, in lower case.
        demonyms: Every demonym, normalised.
    """
    found: list[Named] = []
    starts = {name.first: name for name in names}
    last = -1
    for at in range(len(words)):
        if at <= last or at in taken:
            continue
        name = (
            _before(words, at)
            or _feature(words, at)
            or _after(words, at)
            or _within(words, at, starts)
            or _next_in_list(words, at, found)
        )
        if name is None or any(i in taken for i in range(name.first, name.last + 1)):
            continue
        if _is_plain(words[name.first : name.last + 1], people, demonyms):
            continue
        name.within = name.within or _region(words, name.last, starts)
        found.append(name)
        last = name.last
    _share_regions(found)
    return found


def _region(words: Sequence[Word], last: int, starts: Mapping[int, Named]) -> Named | None:
    """The known place that an unknown one is said to be in: "Xville, in southern Peru"."""
    at = last + 1
    if at >= len(words) or words[last].gap not in (SPACE, COMMA):
        return None
    kinds = cues("places_after", "city-after", "district-after", "admin-after")
    if words[last].gap == SPACE and (kind := kinds.starting_at(words, at)):
        at = kind[1]
    if words[at - 1].gap == COMMA and at in starts and _is_sure(starts[at]):
        return starts[at]
    if at >= len(words) or words[at].lower not in LEADING:
        return None
    at += 1
    while at < len(words) and words[at].lower in word_set("places", "the", "direction"):
        at += 1
    region = starts.get(at)
    return region if region is not None and _is_sure(region) else None


def _share_regions(found: Sequence[Named]) -> None:
    """Give the others of a list the region that the last of it is in."""
    for name, after in reversed(list(pairwise(found))):
        if after.listed and name.within is None:
            name.within = after.within


def _is_sure(region: Named) -> bool:
    """Whether a known name is surely one of a place, and not one of a person or a word."""
    if any(entry.kind in ("country", "admin1") and entry.main for entry in region.entries):
        return True
    return region.level >= 1 or is_well_known(region.entries)


def _before(words: Sequence[Word], at: int) -> Named | None:
    """A name after "village of", "town of", "district of"."""
    lead = cues("places", "kind-before", "district-before", "admin-before", "feature-before")
    kind = lead.ending_at(words, at) if words[at].cap else None
    if kind is None or words[kind[1]].cap or words[at - 1].gap != SPACE:
        return None
    return _named(words, at, _run(words, at), kind[0])


def _within(words: Sequence[Word], at: int, starts: Mapping[int, Named]) -> Named | None:
    """A name after "in" or "near" and before a comma and a known place: "in Xville, Ohio"."""
    if not words[at].cap or words[at].opens:
        return None
    if cues("places", "in", "near").ending_at(words, at) is None:
        return None
    last = _run(words, at)
    region = starts.get(last + 1)
    if words[last].gap != COMMA or region is None or not _is_sure(region):
        return None
    if words[last].lower in word_set("places_common") or words[last].text.isupper():
        return None
    name = _named(words, at, last, "")
    name.within = region
    return name


def _next_in_list(words: Sequence[Word], at: int, found: Sequence[Named]) -> Named | None:
    """The second of "the villages of Xville and Yville", after the first."""
    if not found or not words[at].cap:
        return None
    before = found[-1]
    lead = words[before.first - 1] if before.first else None
    many = lead is not None and lead.lower == "of" and words[before.first - 2].lower.endswith("s")
    between = words[before.last + 1 : at]
    joined = [word.lower for word in between] in ([], ["and"]) and before.last < at
    if not joined or not (many or before.listed):
        return None
    if words[before.last].gap != (SPACE if between else COMMA):
        return None
    name = _named(words, at, _run(words, at), before.kind)
    name.listed = True
    return name


def _feature(words: Sequence[Word], at: int) -> Named | None:
    """A name that begins with "Lake", "Mount", "Fort"."""
    lead = words[at]
    leads = word_set("places", "feature-lead", "feature-before")
    if not lead.cap or lead.lower not in leads or lead.gap != SPACE:
        return None
    if at + 1 >= len(words) or not words[at + 1].cap:
        return None
    if at > 0 and words[at - 1].cap and words[at - 1].gap == SPACE:
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
        if kind and words[stop].lower not in LOOSE:
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
        or (len(run) == 2 and run[0].lower in word_set("places_people", "first-names"))
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
        | word_set("places_after", "belongs", "of-a-place", "of-a-state")
    )
