"""Counts of different people that stand side by side: "two crew and ten passengers died"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from accordingto.model import Figure

# Words between two counts that make the second a part of the first, or the same people again.
INSIDE = re.compile(
    r"\b(?:including|included|total|among|of them|of whom|of those|comprising|consisting|of which|"
    r"most of|half of|up from|rose|rising|revised|earlier|previous(?:ly)?|"
    r"respectively|killed by|victims of|according|attackers?|shot by|"
    r"had (?:said|put|reported))\b|[:(\[]",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\b(?:and|while|as well as|along with|plus|with|but)\b|[,;]", re.IGNORECASE)
# A count of everybody hit, those who died included: "six were shot, one fatally".
HIT = re.compile(
    r"\b(?:shot|shooting|stabbed|stabbing|struck|hit|attacked|slashed|run over)\b", re.IGNORECASE
)
# Words of a total: what stands after them counts everybody told of before.
TOLL = re.compile(r"\b(?:tolls?|total|in all|altogether)\b", re.IGNORECASE)
# Parts may miss a whole by this share of it, where one of them is rounded.
NEARLY = 0.05
# A sentence that begins so tells of a second place or blast of the same incident.
SECOND = re.compile(
    r"(?:[.!?][\s\"”’']+|\n\s*)(?:in |at )?(?:the |a |an )?(?:another|second|third|other|"
    r"simultaneous|(?:near|nearly|almost)[ -]simultaneous|meanwhile|at the same time|minutes later|"
    r"moments later)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:another|others?|more(?! th[ae]n)|additional|further|also|"
    r"an? (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth))\b",
    re.IGNORECASE,
)
# Before a number: people already spoken of ("the 14 foreigners, six Iraqis", "its two pilots").
DEFINITE = re.compile(r"(?:['’]s|\b(?:the|its|their|his|her))\s$", re.IGNORECASE)
# Words that count everybody, whoever they are.
GENERAL = frozenset({"people", "persons", "individuals", "victims", "lives", ""})
# Figures looked at: more of one kind in one incident are no list of people.
MOST = 300
# People who died after they had been counted among the wounded.
LATER = re.compile(
    r"\b(?:later (?:died|dying|succumbed)|died later|died (?:at (?:the|a)|in (?:the )?) ?hospital|"
    r"succumbed|died of (?:his|her|their) (?:wounds|injuries)|of the (?:wounded|injured))\b",
    re.IGNORECASE,
)


def number_of(figure: Figure) -> int:
    """The number a figure speaks of: its floor, else its ceiling, else 0."""
    if figure.low is not None:
        return figure.low
    return figure.high or 0


def find_parts(
    figures: Sequence[Figure], sentences: Mapping[str, int], text: str
) -> tuple[Figure, ...]:
    """The run of counts of different people that adds up to most; empty when there is none.

    A run counts only where no figure states the total: a larger one elsewhere, or a first one
    that the rest add up to ("40 people, 6 guards and 34 civilians").
    """
    best: tuple[Figure, ...] = ()
    figures = figures[:MOST]
    for at in range(len(figures) - 1):
        run = _run(figures[at:], sentences, text)
        if len(run) > 1 and not _total_stated(run, figures):
            best = max(best, run, key=lambda r: sum(map(number_of, r)))
    return best


def _run(figures: Sequence[Figure], sentences: Mapping[str, int], text: str) -> tuple[Figure, ...]:
    run = [figures[0]]
    for figure in figures[1:]:
        if figure.high == 0:
            continue
        if not _beside(run[-1], figure, sentences, text):
            break
        run.append(figure)
    return tuple(run)


def _beside(one: Figure, other: Figure, sentences: Mapping[str, int], text: str) -> bool:
    between = text[one.number.end : other.number.start]
    gap = sentences.get(other.id, 0) - sentences.get(one.id, 0)
    told = text[min(other.evidence.start, other.number.start) : other.evidence.end]
    others = other.new or OTHERS.search(told) is not None
    named = DEFINITE.search(text[max(0, one.number.start - 12) : one.number.start])
    if number_of(one) == number_of(other) and not others and noun_of(other, text) in GENERAL:
        return False  # told again: "injuring 40 passengers", "40 people were injured"
    if TOLL.search(between) or (named and between[-2:] == ", "):
        return False
    if gap in (0, 1) and died_later(other, text):
        return True
    if gap == 1:
        known = DEFINITE.search(text[max(0, other.number.start - 12) : other.number.start])
        new = others and known is None
        return len(between) < 300 and (new or SECOND.search(between) is not None)
    if gap != 0 or INSIDE.search(between) or not BESIDE.search(between):
        return False
    joined = re.search(r"[^,;]\s+and\s*$", between) is not None
    return others or other.group != one.group or _unlike(one, other, text, joined=joined)


def died_later(figure: Figure, text: str) -> bool:
    """Whether a count is of people who died after the others were counted."""
    told = text[figure.number.start : figure.evidence.end + 30]
    return figure.measure == "killed" and LATER.search(told) is not None


def died_of(hit: Figure, figure: Figure, text: str) -> bool:
    """Whether a count of the dead is part of a count of people hit in the same sentence."""
    between = text[hit.number.end : figure.number.start]
    return (
        hit.measure == "injured"
        and figure.measure == "killed"
        and HIT.search(hit.evidence.text) is not None
        and hit.number.end <= figure.number.start
        and number_of(figure) < number_of(hit)
        and len(between) < 160
        and OTHERS.search(figure.evidence.text) is None
    )


def _unlike(one: Figure, other: Figure, text: str, *, joined: bool) -> bool:
    """Whether two counts name different kinds of people: "a man and a woman".

    A general word names the same people again ("12 people, five men"), unless "and" alone joins
    them ("three people in a car and a man at a bus stop").
    """
    nouns = {noun_of(one, text), noun_of(other, text)}
    return len(nouns) == 2 and (joined or nouns.isdisjoint(GENERAL))


def noun_of(figure: Figure, text: str) -> str:
    """The word a number counts: "six adult males" -> "males"."""
    after = re.split(
        r"[,;.:(]|\b(?:and|were|was|are|is|in|at|on|who|by|with|from|near|inside|outside|to|of|"
        r"had|have|has|when|while|after|before|as|dead|deceased|killed|injured|wounded)\b",
        text[figure.number.end : figure.number.end + 60].lower(),
    )[0]
    words = re.findall(r"[a-z]+", after)
    return words[-1] if words else ""


def _total_stated(run: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    largest = max(map(number_of, run))
    added = sum(map(number_of, run))
    first = number_of(run[0])
    if len(run) > 2 and abs(added - 2 * first) <= NEARLY * first:
        return True  # "40 people, 6 guards and 34 civilians"
    return any(
        figure not in run and figure.group == "people" and number_of(figure) > largest
        for figure in figures
    )
