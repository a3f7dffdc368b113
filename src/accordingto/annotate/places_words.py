"""The words of a report as place names need them, and the cues that stand around a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from accordingto.annotate.reading import Reading
from accordingto.words import load_words

# Initials keep their full stops ("U.S.", "N.Y."); an apostrophe inside a word belongs to it.
WORD = re.compile(r"(?:[A-Z]\.)+(?:[A-Z][a-z]*\.?)?(?![^\W_])|[^\W_]+(?:['’ʻʼ][^\W\d_]+)*")
POSSESSIVE = ("'s", "’s", "'S", "’S")
BLANK = re.compile(r"[ \t\u00a0]{1,4}|\r?\n[ \t]{2,}")
LONGEST_CUE = 5

# What lies between two words.
SPACE, HYPHEN, COMMA, DOT, OWNS, BREAK = " ", "-", ",", ".", "'", "|"


class Word(NamedTuple):
    """One word: its characters without a possessive ending, and how it stands.

    Attributes:
        text, start, end: The characters and their offsets.
        lower: In lower case, without full stops.
        cap: Whether it is written like a name.
        gap: What lies between it and the next word: SPACE, HYPHEN, COMMA, DOT, OWNS (a
            possessive ending), or BREAK for anything else and at the end of a sentence.
        opens: Whether it begins its sentence.
        sentence: Position of the sentence.
        pos: Its coarse part of speech as the pipeline tags it, "" when not known.
    """

    text: str
    start: int
    end: int
    lower: str
    cap: bool
    gap: str
    opens: bool
    sentence: int
    pos: str = ""


def split_words(reading: Reading) -> list[Word]:
    """The words of the body, sentence by sentence."""
    names = reading.doc.vocab.strings
    rows = reading.doc.to_array(["IDX", "POS"]).tolist()
    tags = {start: names[tag] if tag else "" for start, tag in rows}
    return [
        word for number in range(len(reading.sentences)) for word in _split(reading, number, tags)
    ]


def split_title(title: str) -> list[str]:
    """The words of a title."""
    return [found.group() for found in WORD.finditer(title)]


def _split(reading: Reading, number: int, tags: Mapping[int, str]) -> list[Word]:
    sentence = reading.sentences[number]
    text = reading.report.text
    found = list(WORD.finditer(text, sentence.start, sentence.end))
    words = []
    for place, match in enumerate(found):
        raw, end = match.group(), match.end()
        follows = found[place + 1].start() if place + 1 < len(found) else None
        gap = BREAK if follows is None else _gap(text, end, follows)
        if raw.endswith(POSSESSIVE) and len(raw) > 2:
            raw, end, gap = raw[:-2], end - 2, OWNS if gap == SPACE else gap
        cap = any(c.isupper() for c in raw[:3])
        lower = raw.lower().replace(".", "")
        pos = tags.get(match.start(), "")
        words.append(Word(raw, match.start(), end, lower, cap, gap, place == 0, number, pos))
    return words


def _gap(text: str, start: int, end: int) -> str:
    """What kind of gap two offsets enclose."""
    between = text[start:end]
    if BLANK.fullmatch(between):
        return SPACE
    if between in ("-", "‐", "‑"):
        return HYPHEN
    if between.strip() == "," and between[0] == ",":
        return COMMA
    return DOT if between.strip() == "." and between[0] == "." else BREAK


class Cues:
    """The phrases of a word list, found in the words just before or just after a place name."""

    def __init__(self, noun: str, *ids: str) -> None:
        self.gives = {
            tuple(phrase.replace("-", " ").split()): entry.value
            for entry in load_words(noun)
            for phrase in entry.phrases
            if not ids or entry.id in ids
        }
        self.lengths = sorted({len(phrase) for phrase in self.gives}, reverse=True)
        self.firsts = frozenset(phrase[0] for phrase in self.gives)
        self.lasts = frozenset(phrase[-1] for phrase in self.gives)

    def ending_at(self, words: Sequence[Word], stop: int) -> tuple[str, int] | None:
        """The longest phrase whose last word is `words[stop - 1]`: what it gives, its start."""
        if stop < 1 or words[stop - 1].lower not in self.lasts:
            return None
        for length in self.lengths:
            start = stop - length
            if start < 0 or any(w.gap not in " -'" for w in words[start:stop]):
                continue
            if found := self.gives.get(tuple(w.lower for w in words[start:stop])):
                return found, start
        return None

    def starting_at(self, words: Sequence[Word], start: int) -> tuple[str, int] | None:
        """The longest phrase whose first word is `words[start]`: what it gives, its end."""
        if start >= len(words) or words[start].lower not in self.firsts:
            return None
        for length in self.lengths:
            stop = start + length
            if stop > len(words) or any(w.gap not in " -" for w in words[start : stop - 1]):
                continue
            if found := self.gives.get(tuple(w.lower for w in words[start:stop])):
                return found, stop
        return None


@cache
def cues(noun: str, *ids: str) -> Cues:
    """The cues of a word list, or of some of its entries, read once."""
    return Cues(noun, *ids)


@cache
def word_set(noun: str, *ids: str) -> frozenset[str]:
    """The single words of a word list, or of some of its entries."""
    return frozenset(" ".join(phrase) for phrase in cues(noun, *ids).gives)


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviated states, as written: country and first-order code."""
    found = {}
    for entry in load_words("places_abbreviations"):
        country, code = entry.value.split(".")
        found.update(dict.fromkeys(entry.phrases, (country, code)))
    return found
