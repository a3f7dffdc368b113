"""A reading copy of reports written in capitals only, as old wires sent them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from accordingto.annotate.pipeline import load_reader
from accordingto.config import How
from accordingto.gazetteer import open_gazetteer
from accordingto.model import Report
from accordingto.trained import TrainedReading, is_capitals
from accordingto.words import role_words

WORD = re.compile(r"[^\W\d_]+")
ACRONYM = re.compile(r"[\[(]([A-Z]{2,6})[\])]")
# Small words that a name may hold, and an acronym leaves out: "Front of National Unity [FNU]".
SMALL = role_words("episodes", "in-name")
LONGEST_NAME = 3
# A name has at most so many words more than its acronym has letters.
MOST_SMALL = 3


def make_legible(report: Report, how: How) -> Report:
    """The report as a newspaper would print it; the report itself unless it is in capitals.

    The trained reader says which words have capitals; names that the gazetteer knows and names
    that an acronym in brackets follows have theirs on every word. Only capitals change, never an
    offset. Without the trained reader the report is left alone.
    """
    model = load_reader(how)
    if model is None or not is_capitals(report.text):
        return report
    texts = [report.text, report.title or ""]
    legible = [
        _name_bodies(_name_places(TrainedReading(model, text).recased))
        if is_capitals(text)
        else text
        for text in texts
    ]
    title = legible[1] if report.title is not None else None
    return msgspec.structs.replace(report, text=legible[0], title=title)


def _name_places(text: str) -> str:
    """Capitals on every word of a place's name whose first word has one: "New sampletown"."""
    words = list(WORD.finditer(text))
    found = dict(_phrases(text, words))
    gazetteer = open_gazetteer()
    known = gazetteer.find({name.lower() for name in found.values()})
    out = list(text)
    for (first, last), name in found.items():
        if known.get(name.lower()):
            _title(out, words[first:last])
    return "".join(out)


def _phrases(text: str, words: list[re.Match[str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Two or three words in a row of which the first has a capital and another lacks it."""
    for first, word in enumerate(words):
        if not word[0][0].isupper():
            continue
        for last in range(first + 2, min(first + LONGEST_NAME, len(words)) + 1):
            name = text[word.start() : words[last - 1].end()]
            if name.count(" ") != last - first - 1:
                break
            if any(one[0][0].islower() for one in words[first + 1 : last]):
                yield (first, last), name


def _name_bodies(text: str) -> str:
    """Capitals on the words before an acronym in brackets whose initials they have."""
    out = list(text)
    for acronym in ACRONYM.finditer(text):
        letters = acronym[1].lower()
        low = text.rfind("\n", 0, acronym.start()) + 1
        before = list(WORD.finditer(text, max(low, acronym.start() - 120), acronym.start()))
        words = before[-len(letters) - MOST_SMALL :]
        at = _opening(words, letters)
        if at is not None:
            _title(out, [word for word in words[at:] if word[0].lower() not in SMALL])
    return "".join(out)


def _opening(words: list[re.Match[str]], letters: str) -> int | None:
    """Which word a name opens with whose words, small ones left out, have these initials."""
    left = letters
    for at in range(len(words) - 1, -1, -1):
        word = words[at][0].lower()
        if word[0] == left[-1]:
            left = left[:-1]
        elif word not in SMALL:
            return None
        if not left:
            return at
    return None


def _title(out: list[str], words: list[re.Match[str]]) -> None:
    for word in words:
        out[word.start()] = out[word.start()].upper()
        out[word.start() + 1 : word.end()] = [c.lower() for c in word[0][1:]]
