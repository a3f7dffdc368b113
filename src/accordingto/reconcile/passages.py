"""Sentences of a report's text, cut without a language library: where records are all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.model import Evidence, Record

END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
SHORTENED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|No))\.$")
REACH = 6
"""How far before a full stop a shortened word is looked for."""
LONGEST = 600
"""How far a sentence is followed on either side of some words."""


def cut_sentences(text: str) -> Iterator[Evidence]:
    """The sentences of a text, at full stops and line ends."""
    start = 0
    for found in END.finditer(text):
        if not _goes_on(text, found):
            yield from _trim(text, start, found.start())
            start = found.end()
    yield from _trim(text, start, len(text))


def sentence_around(record: Record, evidence: Evidence) -> str:
    """The sentence that words stand in; the words alone where the record holds no text."""
    report = record.report
    text = report.title if evidence.field == "title" else report.text
    if text is None:
        return evidence.text
    start = max(0, evidence.start - LONGEST)
    for found in END.finditer(text, start, evidence.start):
        if not _goes_on(text, found):
            start = found.end()
    ends = (f.start() for f in END.finditer(text, evidence.end) if not _goes_on(text, f))
    end = min(next(ends, len(text)), evidence.end + LONGEST)
    return text[start:end].strip()


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether a full stop only shortens a word."""
    if "\n" in found.group():
        return False
    return SHORTENED.search(text, max(0, found.start() - REACH), found.start()) is not None


def _trim(text: str, start: int, end: int) -> Iterator[Evidence]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield Evidence(start, end, text[start:end])
