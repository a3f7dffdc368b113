"""Names of people, so that "Jordan Smith" and "Mr. Washington" are no places."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.annotate.places_words import COMMA, DOT, HYPHEN, SPACE, Word, cues, word_set

LONGEST = 4


def find_people(words: Sequence[Word]) -> frozenset[str]:
    """The words, in lower case, that belong to names of people in this report."""
    titles, first_names = (
        word_set("places_people", "titles"),
        word_set("places_people", "first-names"),
    )
    found: set[str] = set()
    for at, word in enumerate(words):
        if not word.cap or word.lower in found:
            continue
        run = _run(words, at)
        if word.lower in titles:
            found.update(w.lower for w in run[1:] if w.lower not in titles)
        elif (word.lower in first_names and len(run) > 1) or (
            2 <= len(run) <= 3 and _is_told_of(words, at + len(run))
        ):
            found.update(w.lower for w in run)
    return frozenset(found)


def _run(words: Sequence[Word], first: int) -> Sequence[Word]:
    """The capitalised words from one on, up to four."""
    last = first
    while (
        last + 1 < len(words)
        and last - first + 1 < LONGEST
        and words[last].gap in (SPACE, HYPHEN, DOT)
        and words[last + 1].cap
        and not words[last + 1].opens
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
    return (
        before.gap == SPACE
        and cues("places_after", "quote-of-people").starting_at(words, after) is not None
    )
