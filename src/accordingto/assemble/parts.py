"""Counts of different people that stand side by side: "two crew and ten passengers died"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from accordingto.model import Figure
from accordingto.words import load_words, role_pattern, role_words, text_pattern

# Parts may miss a whole by this share of it, where one of them is rounded.
NEARLY = 0.05
# How far before a number the word may stand that makes it a total, in characters.
TOTAL = 40
# How far before a count "also" may stand, in characters.
ALSO = 6
# How far before the dead the words may stand that they are mourned, in characters.
MOURNING = 60
# Figures looked at: more of one kind in one incident are no list of people.
MOST = 300
# What ends the phrase of those counted, joins two of them, and opens a sentence about a place.
ENDS = re.compile(rf"[,;.:(]|{role_pattern('parts', 'ends').pattern}")
JOINED = re.compile(rf"[^,;]\s+{role_pattern('parts', 'joined').pattern}\s*$")
JOIN = re.compile(rf"[^,;.:]*\s{role_pattern('parts', 'joined').pattern}\s+")
HEAD = re.compile(rf"^{role_pattern('parts', 'head').pattern} ", re.IGNORECASE)
# A count put in a place ("12 people in Oster", "five in the port of Tarn"); a sentence that opens
# with one.
PLACE = r" (?:[a-z]+ ){0,3}?([A-Z]\w+)"
PLACED = re.compile(rf"(?:\s+[a-z]+){{0,3}}?\s+{role_pattern('parts', 'head').pattern}{PLACE}")
# How those counted are said to be ("four in critical condition").
CONDITION = re.compile(
    rf"[^,;.]*?\b({role_pattern('parts', 'badly').pattern})(?: and \w+)? condition\b", re.IGNORECASE
)
STARTS = r"(?:^|[.!?][\s\"”’']+|\n\s*)"
FRONTED = re.compile(rf"{STARTS}(?i:{role_pattern('parts', 'head').pattern}){PLACE}[^.!?\n]*$")


def number_of(figure: Figure) -> int:
    """The number a figure speaks of: its floor, else its ceiling, else 0."""
    if figure.low is not None:
        return figure.low
    return figure.high or 0


def find_parts(
    figures: Sequence[Figure],
    sentences: Mapping[str, int],
    text: str,
    *,
    fresh: Set[str] = frozenset(),
) -> tuple[Figure, ...]:
    """The run of counts of different people that adds up to most; empty when there is none.

    A run counts only where no figure states the total: a larger one elsewhere, or a first one
    that the rest add up to ("40 people, 6 guards and 34 civilians"). `fresh` are the counts known
    to be of other people than those before.
    """
    best: tuple[Figure, ...] = ()
    figures = figures[:MOST]
    for at in range(len(figures) - 1):
        run = _run(figures[at:], sentences, text, fresh)
        if len(run) > 1 and not _total_stated(run, figures, text):
            best = max(best, run, key=lambda r: sum(map(number_of, r)))
    return best


def _run(
    figures: Sequence[Figure], sentences: Mapping[str, int], text: str, fresh: Set[str]
) -> tuple[Figure, ...]:
    run = [figures[0]]
    for figure in figures[1:]:
        if figure.high == 0:
            continue
        others = figure.id in fresh or _others(figure, text)
        if not _beside(run[-1], figure, sentences, text, others=others):
            break
        run.append(figure)
    return tuple(run)


def _others(figure: Figure, text: str) -> bool:
    """Whether a count is said to be of other people than those before."""
    start = min(figure.evidence.start, figure.number.start)
    if figure.new or says_others(text[start : figure.evidence.end]):
        return True
    # "Also injuring a guard"; "it also injured 40 people" may be of the same 40.
    return not _counts_all(figure, text) and says_others(text[max(0, start - ALSO) : start])


def _beside(
    one: Figure, other: Figure, sentences: Mapping[str, int], text: str, *, others: bool
) -> bool:
    between = text[one.number.end : other.number.start]
    gap = sentences.get(other.id, 0) - sentences.get(one.id, 0)
    again = number_of(one) == number_of(other) and _counts_all(other, text)
    if again and not others and not of_some(other, text):
        return False  # told again: "injuring 40 passengers", "40 people were injured"
    if (
        says("toll", between)
        or says("total", between)
        or (_known(one, text) and between[-2:] == ", ")
    ):
        return False
    before = text[max(0, one.number.start - TOTAL) : one.number.start]
    apart = _apart(one, other, text) or _differently(one, other, text)
    elsewhere = gap == 0 and not noun_of(other, text) and apart
    inside_toll = between.lower().startswith(", with") or not (others or elsewhere)
    if says("toll", before) and inside_toll:
        return False  # "the toll rose to 62 after three died", "to 62, with three more deaths"
    if gap in (0, 1) and died_later(other, text):
        return True
    if gap == 1:
        new = (others and not _known(other, text)) or _opposed(one, other)
        new = new or _in_other_places(one, other, text)
        return len(between) < 300 and (new or _opens_second(between))
    beside = says("beside", between) or re.search(r"[,;]", between)
    # "Four, including two boys, were hit, with a fifth hurt": what was included is told off.
    last = between.rpartition(",")[2] if others else between
    inside = says("inside", last) or says("whole", last) or re.search(r"[:(\[]", last)
    if gap != 0 or not beside or inside:
        return False
    joined = JOINED.search(text[one.number.end - 1 : other.number.start]) is not None
    if elsewhere:
        return True
    return others or other.group != one.group or _unlike(one, other, text, joined=joined)


def _placed(figure: Figure, text: str) -> str | None:
    """The name of the place that a count is put in right after it."""
    found = PLACED.match(text, figure.number.end, figure.number.end + TOTAL)
    return _place(found)


def _place(found: re.Match[str] | None) -> str | None:
    """The name that a pattern found, unless it is a month."""
    if found is None or found[1].lower() in role_words("parts", "month"):
        return None
    return found[1]


def _apart(one: Figure, other: Figure, text: str) -> bool:
    """Whether two counts are put in two places: "12 people in Oster, five in Tarn"."""
    first, second = _placed(one, text), _placed(other, text)
    return None not in (first, second) and first != second


def _opposed(one: Figure, other: Figure) -> bool:
    """ "He shot two women. He wounded an officer": nobody is both."""
    groups = {one.group, other.group}
    return "security_forces" in groups and not groups.isdisjoint(("women", "children", "civilians"))


def _differently(one: Figure, other: Figure, text: str) -> bool:
    """ "Four in critical condition and one in stable condition": in no two conditions at once."""
    first, second = (
        CONDITION.match(text, figure.number.end, figure.number.end + TOTAL)
        for figure in (one, other)
    )
    return first is not None and second is not None and first[1].lower() != second[1].lower()


def _in_other_places(one: Figure, other: Figure, text: str) -> bool:
    """ "In Norland, 120 people died. In Sudland, 45 did": sentences that open with a place."""
    first, second = (_fronted(figure, text) for figure in (one, other))
    return second is not None and (first or _placed(one, text)) not in (None, second)


def _fronted(figure: Figure, text: str) -> str | None:
    found = FRONTED.search(text, max(0, figure.number.start - 3 * TOTAL), figure.number.start)
    return _place(found)


def says(role: str, words: str) -> bool:
    """Whether words hold a phrase of a role of `words/en/parts.toml`."""
    return role_pattern("parts", role).search(words) is not None


def says_others(words: str) -> bool:
    """Whether words tell of other people than before: "three more", not "more than three"."""
    return says("others", role_pattern("parts", "bound").sub("", words))


def _opens_second(between: str) -> bool:
    """Whether a sentence between two counts opens with a second place or blast."""
    heads = (between[m.end() :] for m in re.finditer(r"[.!?][\s\"”’']+|\n\s*", between))
    return any(_second(HEAD.sub("", head)) for head in heads)


def _second(head: str) -> bool:
    second, others, bound = (role_pattern("parts", r) for r in ("second", "others", "bound"))
    return bool(second.match(head) or (others.match(head) and not bound.match(head)))


def _known(figure: Figure, text: str) -> bool:
    """Whether a count is of people already spoken of: "its two pilots", "the 14 foreigners"."""
    before = text[max(0, figure.number.start - 12) : figure.number.start].rstrip().lower()
    return before.endswith(("'s", "’s")) or before.split()[-1:] in [
        [word] for word in role_words("parts", "known")
    ]


def _counts_all(figure: Figure, text: str) -> bool:
    """Whether a count names nobody in particular: "40", "40 people"."""
    return _general(noun_of(figure, text))


def _general(noun: str) -> bool:
    return not noun or noun in role_words("parts", "general")


def mourned(figure: Figure, beside: Sequence[Figure], text: str) -> bool:
    """ "Four were hurt at a vigil for | a man killed last week": who was dead before."""
    start = figure.number.start
    told = re.split(r"[.;\n]", text[max(0, start - MOURNING) : start])[-1]
    found = role_pattern("parts", "mourning").search(told)
    if figure.measure != "killed" or found is None:
        return False
    at = start - len(told) + found.start()
    return any(one.number.start < at and one.high != 0 for one in beside)


def of_some(figure: Figure, text: str) -> bool:
    """ "Five of the dead", "one of the victims"."""
    after = text[figure.number.end : figure.number.end + 12].lstrip()
    return any(role_pattern("parts", role).match(after) for role in ("some", "whole"))


def died_later(figure: Figure, text: str) -> bool:
    """Whether a count is of people who died after the others were counted."""
    told = text[figure.number.start : figure.evidence.end + 30]
    return figure.measure == "killed" and says("later", told)


def died_of(hit: Figure, figure: Figure, text: str) -> bool:
    """Whether a count of the dead is part of a count of people hit in the same sentence."""
    between = text[hit.number.end : figure.number.start]
    shot = hit.measure == "injured" and says("hit", hit.evidence.text)
    return (
        (shot or says("there", between))
        and figure.measure == "killed"
        and hit.number.end <= figure.number.start
        and number_of(figure) < number_of(hit)
        and len(between) < 160
        and not says_others(figure.evidence.text)
    )


def died_next(hit: Sequence[Figure], figure: Figure, text: str) -> bool:
    """Whether a count of the dead is of those hit in the sentence before: "One of them died"."""
    if not hit or number_of(figure) >= sum(map(number_of, hit)):
        return False
    if of_known(figure):
        return True
    if of_some(figure, text):
        words = " ".join(text[figure.number.end :][:TOTAL].split()[:3])
        return figure.group != "perpetrators" and not (says("dead", words) or says("owned", words))
    shot = [one for one in hit if says("hit", one.evidence.text)]
    single = number_of(figure) == 1 and any(_counts_all(one, text) for one in shot)
    return bool(shot) and (single or _counts_all(figure, text))


def of_known(figure: Figure) -> bool:
    """Whether a count is of one told of before: "the woman died"."""
    again = figure.number.text.lower() in role_words("parts", "again")
    return again and figure.high == 1 and figure.group != "perpetrators"


@cache
def _harm_words() -> re.Pattern[str]:
    lists = ("harm_injured", "harm_hospitalised")
    return text_pattern(p for noun in lists for entry in load_words(noun) for p in entry.phrases)


def tells_harm(figure: Figure) -> bool:
    """Whether a count's own words say that people were hurt, not those of a count before it."""
    return _harm_words().search(figure.evidence.text) is not None


def joined_to(one: Figure, other: Figure, text: str) -> bool:
    """Whether "and" alone joins a count to one of other people than those before."""
    between = text[one.number.end : other.number.start]
    return _others(one, text) and re.fullmatch(JOIN, between) is not None


def _unlike(one: Figure, other: Figure, text: str, *, joined: bool) -> bool:
    """Whether two counts name different kinds of people: "a man and a woman".

    A general word names the same people again ("12 people, five men"), unless "and" alone joins
    them ("three people in a car and a man at a bus stop").
    """
    nouns = {noun_of(one, text), noun_of(other, text)}
    return len(nouns) == 2 and (joined or not any(map(_general, nouns)))


def noun_of(figure: Figure, text: str) -> str:
    """The word a number counts: "six adult males" -> "males"."""
    after = ENDS.split(text[figure.number.end : figure.number.end + 60].lower())[0]
    words = re.findall(r"[a-z]+", after)
    return words[-1] if words else ""


def _total_stated(run: Sequence[Figure], figures: Sequence[Figure], text: str) -> bool:
    largest = max(map(number_of, run))
    added = sum(map(number_of, run))
    first = number_of(run[0])
    told_twice = len(run) > 2 and abs(added - 2 * first) <= NEARLY * first
    if told_twice and not _apart(run[0], run[1], text):
        return True  # "40 people, 6 guards and 34 civilians"
    return any(
        figure not in run and figure.group == "people" and number_of(figure) > largest
        for figure in figures
    )
