"""Stated numbers and the range each allows: "at least 12", "two hundred and six", "dozens".

Says nothing about what is counted: dates, ages and prices are told apart by whoever asks, with
the words around a number; only what its own characters rule out ("$12", "12:30", "12%",
"12-year-old", "12th") is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.once import once, text_of
from accordingto.model.kinds import Qualifier
from accordingto.words import load_words, role_pattern, role_words

# Digits, thousands parted by commas, thin or plain blanks.
DIGITS = re.compile(
    r"(?<![\w.,:/$€£¥₹#+@])"
    r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d{1,12}(?:\.\d{1,3})?)(?![\d])"
)


def _of(role: str) -> str:
    """A piece of a pattern that finds the words of one role."""
    return role_pattern("number_context", role).pattern


# What makes the digits before it something else than a count of people.
NOT_AFTER = re.compile(
    r"\s?%|[:/]\d|\.\d|,\d|\s?[ap]\.?m\b|(?:st|nd|rd|th)\b|\s?(?:°|º)|[-–]\d+[-–]\d|s\b|'s\b|’s\b"
    rf"|[-–](?!\d|{_of('more')}|{_of('through')}[-–])\w|[A-Za-z]|\.\s?[A-Z]?\d",
    re.IGNORECASE,
)
HYPHENATED = re.compile(rf"[-–](?!{_of('more')}|{_of('joined')}[-–])[A-Za-z]")
SCALES = {
    word: int(value)
    for entry in load_words("numbers")
    if entry.id == "scales" and isinstance(entry.gives, dict)
    for word, value in entry.gives.items()
}
RANGE_WORDS = role_words("number_context", "range") | {"-", "–"}
ARTICLES, HALF = role_words("number_context", "article"), role_words("number_context", "half")
SPANS, ONE = role_words("number_context", "span"), role_words("number_context", "one")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written.

    Attributes:
        start, end: Tokens of the number expression alone.
        first, last: Tokens with the words that bound it ("at least", "or more").
        low, high: What it allows, both ends included; None = no bound stated.
        qualifier: How it is bounded.
        word: A vague word as said, else None.
        kind: "digits", "words", "vague", "single" (an article), "none" or "set" ("both").
    """

    start: int
    end: int
    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: Qualifier = "exact"
    word: str | None = None
    kind: str = "words"


@once
def find_numbers(doc: Doc) -> list[Number]:
    """Every number of a text, in order; no two share a token."""
    hits = _word_hits(doc)
    found = {n.start: n for n in _single_words(doc, hits)}
    found |= {n.start: n for n in _vague(doc, hits)}
    found |= {n.start: n for n in _written(doc, hits)}
    found |= {n.start: n for n in _digits(doc)}
    numbers = _apart(found)
    return _bounded(doc, _ranges(doc, numbers))


def _word_hits(doc: Doc) -> Sequence[Hit]:
    return lexicon(doc.vocab, "numbers", "vague").find(doc)


@cache
def _values() -> dict[str, int]:
    return {
        word: int(value)
        for entry in load_words("numbers")
        if isinstance(entry.gives, dict)
        for word, value in entry.gives.items()
    }


def _apart(found: dict[int, Number]) -> list[Number]:
    """In text order; where two share a token, the one that starts first (then the longer)."""
    kept: list[Number] = []
    for number in sorted(found.values(), key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
        elif kept[-1].kind == "single":
            kept[-1] = number
    return kept


def _exact(start: int, end: int, value: int, kind: str) -> Number:
    return Number(start, end, start, end, value, value, kind=kind)


def _digits(doc: Doc) -> Iterator[Number]:
    text = text_of(doc)
    for match in DIGITS.finditer(text):
        if NOT_AFTER.match(text, match.end()):
            continue
        span = doc.char_span(*match.span(1))
        if span is None:
            continue
        value = float(re.sub(r"[^\d.]", "", match[1]))
        end = span.end
        while end < len(doc) and doc[end].lower_ in SCALES:
            value *= SCALES[doc[end].lower_]
            end += 1
        if value == int(value) and not HYPHENATED.match(text, doc[end - 1].idx + len(doc[end - 1])):
            yield _exact(span.start, end, int(value), "digits")


def _written(doc: Doc, hits: Sequence[Hit]) -> Iterator[Number]:
    """Runs of number words, put together: "two hundred and six"."""
    places = {h.start for h in hits if h.entry.id in ("units", "scales")}
    at = -1
    text = text_of(doc)
    for start in sorted(places):
        if start < at:
            continue
        end, value = _run(doc, start, places)
        at = end
        first = start
        if doc[start].lower_ in SCALES and start and doc[start - 1].lower_ in ARTICLES:
            first = start - 1
            if doc[first].lower_ in HALF:
                value = value // 2
            elif first >= 1 and doc[first - 1].lower_ in HALF:
                first, value = first - 1, value // 2
        last = doc[end - 1]
        if not HYPHENATED.match(text, last.idx + len(last)):
            yield _exact(first, end, value, "words")


def _run(doc: Doc, start: int, places: set[int]) -> tuple[int, int]:
    """Where a run of number words ends, and what it comes to."""
    total, part, at = 0, 0, start
    while at < len(doc):
        word = doc[at].lower_
        joins = word in ("-", "and") and at + 1 in places and at > start
        if joins and word == "and" and not _continues(doc[at + 1].lower_, part, total):
            break
        if joins:
            at += 1
            continue
        if at not in places:
            break
        value = _values()[word]
        if word in SCALES:
            part = max(part, 1) * value
            if value >= 1000:
                total, part = total + part, 0
        elif part and not _continues(word, part, 0):
            break
        else:
            part += value
        at += 1
    return at, total + part


def _continues(word: str, part: int, total: int) -> bool:
    """Whether a number word adds to what came before: "two hundred | six", "twenty | five"."""
    value = _values()[word]
    if word in SCALES:
        return part > 0
    if part % 100 == 0 and part + total >= 100:
        return 0 < value < 100
    return part % 100 in range(20, 100, 10) and 0 < value < 10


def _vague(doc: Doc, hits: Sequence[Hit]) -> Iterator[Number]:
    for hit in hits:
        if hit.entry.id in ("heaps", "few"):
            word = doc[hit.start : hit.end].text
            yield Number(
                hit.start, hit.end, hit.start, hit.end, None, None, "vague", word, hit.entry.id
            )


def _single_words(doc: Doc, hits: Sequence[Hit]) -> Iterator[Number]:
    kinds = {"none": "none", "single": "single", "sets": "set", "couple": "set"}
    for hit in hits:
        if kind := kinds.get(hit.entry.id):
            value = _values()[doc[hit.start : hit.end].text.lower()]
            yield _exact(hit.start, hit.end, value, kind)


def _ranges(doc: Doc, numbers: list[Number]) -> list[Number]:
    """Joins "20 to 30", "20-30", "between 20 and 30", "two or three"."""
    kept: list[Number] = []
    for number in numbers:
        before = kept[-1] if kept else None
        if before and before.end + 1 == number.start and _is_range(doc, before, number):
            first = before.start
            if first and doc[first - 1].lower_ in SPANS:
                first -= 1
            kept[-1] = replace(
                before,
                end=number.end,
                last=number.end,
                first=first,
                high=number.high,
                qualifier="between",
            )
        elif before and before.end + 1 == number.start and _is_score(doc, before, number):
            kept.pop()  # "won 3-2", "2016-11"
        else:
            kept.append(number)
    return kept


def _is_range(doc: Doc, a: Number, b: Number) -> bool:
    if {a.kind, b.kind} - {"digits", "words"} or a.qualifier != "exact":
        return False
    joint = doc[a.end].lower_
    before = doc[a.start - 1].lower_ if a.start else ""
    if a.low is None or b.low is None or a.low >= b.low:
        return False
    if joint == "and":
        return before == "between"
    if joint == "or":
        return b.low - a.low <= max(1, a.low)
    return joint in ("to", "-", "–") and before != "from"


def _is_score(doc: Doc, a: Number, b: Number) -> bool:
    return a.kind == b.kind == "digits" and doc[a.end].text in "-–" and not doc[a.end].whitespace_


def _bounded(doc: Doc, numbers: list[Number]) -> list[Number]:
    hits = lexicon(doc.vocab, "bounds").find(doc)
    before = {h.end: h for h in hits if h.entry.get("side") == "before"}
    after = {h.start: h for h in hits if h.entry.get("side") == "after"}
    bounded = [_bound(doc, n, before, after) for n in numbers]
    # The words of a bound are no numbers of their own: "some 20", "an estimated 12".
    inside = {i for n in bounded for i in range(n.first, n.last) if not n.start <= i < n.end}
    starts = {n.first for n in bounded if n.kind != "single"}
    return [
        n
        for n in bounded
        if n.start not in inside and not (n.kind == "single" and n.last in starts)
    ]


def _bound(doc: Doc, number: Number, before: dict[int, Hit], after: dict[int, Hit]) -> Number:
    """One number with the words that bound it taken in."""
    if number.kind in ("none",):
        return number
    first, names = number.first, []
    while True:
        if first in before:
            names.append(before[first].entry.get("qualifier"))
            first = before[first].start
        elif (
            first
            and doc[first - 1].lower_ in ONE
            and number.kind
            in (
                "digits",
                "words",
                "heaps",
            )
        ):
            if first - 2 >= 0 and first - 1 not in before and doc[first - 1].lower_ != "another":
                break
            first -= 1
        else:
            break
    last = number.last
    start = last + 1 if last < len(doc) and doc[last].text in ("-", "–") else last
    behind = after.get(start)
    if behind:
        names.append(behind.entry.get("qualifier"))
        last = behind.end
    elif last < len(doc) and doc[last].text == "+":
        names.append("at_least")
        last += 1
    last = _repeated(doc, number, last)
    named = next((n for n in names if n != "exact"), None)
    return _ranged(replace(number, first=first, last=last), named)


def _repeated(doc: Doc, number: Number, last: int) -> int:
    """Past the same number once more in brackets: "four (4)"."""
    again = doc[last : last + 3].text if last + 2 < len(doc) else ""
    return last + 3 if again == f"({number.low})" else last


def _ranged(number: Number, qualifier: str | None) -> Number:
    """A number with the range its bound leaves open."""
    if number.word is not None or number.qualifier == "between" or qualifier is None:
        if number.kind == "set" and number.qualifier == "exact" and number.end - number.start > 1:
            return replace(number, qualifier="about")  # "a couple"
        return number
    match qualifier:
        case "at_least":
            return replace(number, high=None, qualifier="at_least")
        case "more_than":
            return replace(number, high=None, qualifier="more_than")
        case "up_to":
            return replace(number, low=None, qualifier="up_to")
        case "fewer_than":
            return replace(number, low=None, qualifier="fewer_than")
        case _:
            return replace(number, qualifier="about")
