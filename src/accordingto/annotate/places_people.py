"""Names of people, so that "Jordan Smith" and "Mr. Washington" are no places."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from accordingto.annotate.places_words import COMMA, DOT, HYPHEN, SPACE, Word, cues, word_set

LONGEST = 4


def find_people(words: Sequence[Word], named: Set[int]) -> frozenset[str]:
    """The words, in lower case, that belong to names of people in this report.

    Args:
        words: The words of the report.
        named: Positions of words in place names of several words ("Costa Rica").
    """
    titles = word_set("places_people", "titles")
    first_names = word_set("places_people", "first-names")
    found: set[str] = set()
    for at, word in enumerate(words):
        if not word.cap or word.lower in found:
            continue
        run = _run(words, at, named)
        if word.lower in titles:
            found.update(w.lower for w in run[1:] if w.lower not in titles)
        elif len(run) < 2 or not _is_of_people(run) or all(w.gap == HYPHEN for w in run[:-1]):
            continue
        elif word.lower in first_names or (len(run) <= 3 and _is_told_of(words, at + len(run))):
            found.update(w.lower for w in run)
    return frozenset(found)


def _is_of_people(run: Sequence[Word]) -> bool:
    """Whether no word of a capitalised stretch is one of bodies, sites, directions or offices."""
    return not any(word.lower in _not_of_people() for word in run)


@cache
def _not_of_people() -> frozenset[str]:
    after = (
        "belongs",
        "of-a-place",
        "of-a-state",
        "city-after",
        "district-after",
        "admin-after",
        "feature-after",
    )
    before = ("direction", "calendar", "opening", "the", "in", "near", "to", "loosely")
    return (
        word_set("places_bodies")
        | word_set("places_sites")
        | word_set("places_after", *after)
        | word_set("places", *before)
        | word_set("places_people", "titles")
    )


def _run(words: Sequence[Word], first: int, named: Set[int]) -> Sequence[Word]:
    """The capitalised words from one on, up to four."""
    last = first
    while (
        first not in named
        and last + 1 < len(words)
        and last - first + 1 < LONGEST
        and words[last].gap in (SPACE, HYPHEN, DOT)
        and words[last + 1].cap
        and not words[last + 1].opens
        and last + 1 not in named
    ):
        last += 1
    return words[first : last + 1]


def _is_told_of(words: Sequence[Word], after: int) -> bool:
    """Whether what follows a name is said of people: "said", an age between commas."""
    if after >= len(words):
        return False
    before = words[after - 1]
    if before.gap == COMMA:
        age = words[after].text
        return age.isdigit() and len(age) <= 2
    told = cues("places_after", "quote-of-people")
    return before.gap == SPACE and told.starting_at(words, after) is not None
