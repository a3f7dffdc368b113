"""Quotation marks: which stretches of a text are quoted, and which go on over a paragraph.

Works on characters, before the text is tokenised: parsers split and join sentences at
quotation marks, and straight marks do not say whether they open or close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from accordingto.model import Quote
from accordingto.words import load_words

# Opening mark -> what closes it. A straight mark closes itself; wire copy writes `` ''.
CLOSERS = {'"': '"', "“": "”", "„": "”", "«": "»", "``": "''", "''": "''", "‘": "’", "'": "'"}
MIXED = {'"': "”", "“": '"'}
SENTENCE_END = re.compile(r"([.?!])\s+(?=[\"A-Z])")
OPENER = re.compile(r"``|''|[\"“„«‘']")
# A quotation left open runs on over at most this many further paragraphs.
RUN_ON = 12
# Lines without a mark that a quotation left open may hold before the next mark takes it up.
UNMARKED = 5


class _Open(NamedTuple):
    mark: str
    at: int  # of the first character inside


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Quote, ...]:
    """Every outermost quotation, in text order.

    Args:
        text: The whole text.
        paragraphs: Its paragraphs, as offsets. A quotation may run over several: either each
            begins with an opening mark and only the last is closed (printers' rule), or the
            mark stands only at the beginning and at the very end.
    """
    found: list[Quote] = []
    at = 0
    position = 0
    runs_on: str | None = None
    while position < len(paragraphs):
        start, end = paragraphs[position]
        at = max(at, start)
        quotes, left_open = _scan(text, at, end)
        if runs_on and quotes and _begins(text, start, quotes[0].start, runs_on):
            quotes[0] = Quote(quotes[0].start, quotes[0].end, True)
        found.extend(quotes)
        goes_on = bool(
            runs_on and left_open and not quotes and _begins(text, start, left_open.at, runs_on)
        )
        runs_on = None
        position += 1
        if left_open is None:
            continue
        unmarked = _taken_up(text, left_open, paragraphs[position:])
        if unmarked is not None:
            found.append(Quote(left_open.at, paragraphs[position + unmarked - 1][1], goes_on))
            position, runs_on = position + unmarked, left_open.mark
        elif closing := _closed_later(text, left_open, paragraphs[position : position + RUN_ON]):
            found.append(Quote(left_open.at, closing, goes_on))
            at = closing + len(CLOSERS[left_open.mark])
            while position < len(paragraphs) and paragraphs[position][1] <= at:
                position += 1
        elif left_open.mark not in "'‘" and _introduced(text, start, left_open):
            found.append(Quote(left_open.at, end, goes_on))  # never closed
    return tuple(_trimmed(text, found))


def _introduced(text: str, start: int, left: _Open) -> bool:
    """Whether a mark never closed begins its paragraph or follows a colon."""
    before = text[start : left.at - len(left.mark)].rstrip()
    return not before or before.endswith(":")


def _scan(text: str, start: int, end: int) -> tuple[list[Quote], _Open | None]:
    """The quotations within one paragraph, and the one left open at its end."""
    quotes: list[Quote] = []
    at = start
    goes_on = False
    while opening := OPENER.search(text, at, end):
        mark = opening[0]
        inside = opening.end()
        if not _can_open(text, opening.start(), inside, start, end):
            at = inside
            continue
        closing = _closing(text, mark, inside, end)
        if closing is None:
            if mark in "'‘":  # an apostrophe
                at = inside
                continue
            return quotes, _Open(mark, inside)
        if mark == '"' and _opens(text, closing):
            # never closed: the speech ends with its last whole sentence
            sentence = list(SENTENCE_END.finditer(text, inside, closing + 1))
            quotes.extend([Quote(inside, sentence[-1].end(1), goes_on)] if sentence else [])
            at, goes_on = closing, bool(sentence)
            continue
        quotes.append(Quote(inside, closing, goes_on))
        goes_on = False
        at = closing + (2 if text.startswith("''", closing) else 1)
    return quotes, None


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark inside a quotation opens another one."""
    return text[at] == '"' and text[at - 1].isspace() and text[at + 1 : at + 2].isalnum()


def _can_open(text: str, at: int, inside: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[inside] if inside < end else " "
    if text[at:inside] in ("'", "‘"):
        return (before.isspace() or before in "([—–-:") and after.isalnum()
    if text[at:inside] not in ('"', "''") or before.isspace():
        return True
    return not after.isspace() and (not before.isalnum() or after.isalnum())


def _closing(text: str, mark: str, start: int, end: int) -> int | None:
    """Where the mark closes: the first place that does not look like an apostrophe."""
    if mark not in "'‘":
        return _closing_double(text, mark, start, end)
    closer = CLOSERS[mark]
    at = text.find(closer, start, end)
    loose = None
    while at >= 0:
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if not (before.isalnum() and after.isalnum()) and not before.isspace():
            if before != "s" or after in ",.;:!?)":
                return at
            loose = loose or at  # "the workers' homes": perhaps a possessive
        at = text.find(closer, at + 1, end)
    return loose


def _closing_double(text: str, mark: str, start: int, end: int) -> int | None:
    """Where a double mark closes, with its own closing mark or, in mixed copy, the other kind."""
    own = text.find(CLOSERS[mark], start, end)
    other = text.find(MIXED.get(mark, CLOSERS[mark]), start, end)
    again = text.find("“", start, end)
    if other >= 0 and not _opens(text, other) and not 0 <= again < other:
        own = other if own < 0 else min(own, other) if mark == '"' else own
    if own < 0 and mark == '"':
        own = _two_apostrophes(text, start, end)
    return own if own >= 0 else None


def _two_apostrophes(text: str, start: int, end: int) -> int:
    """Where two apostrophes close a straight mark, at the end of a sentence or clause; or -1."""
    at = text.find("''", start, end)
    return at if at > start and text[at - 1] in ".,?!" else -1


def _begins(text: str, start: int, inside: int, mark: str) -> bool:
    return (
        not text[start : inside - len(mark)].strip() and text[inside - len(mark) : inside] == mark
    )


def _begins_with(text: str, start: int, mark: str) -> bool:
    return text.startswith(mark, start)


def _closed_later(text: str, left: _Open, paragraphs: list[tuple[int, int]]) -> int | None:
    """Where a mark is closed in a later paragraph, if none opens before."""
    for start, end in paragraphs:
        closing = _closing_double(text, left.mark, start, end)
        opening = text.find(left.mark, start, end)
        if left.mark == '"' and closing is not None:
            at_start = closing == start and text[closing + 1 : closing + 2].isalnum()
            return None if at_start or _opens(text, closing) else closing
        if closing is not None and (opening < 0 or closing < opening):
            return closing
        if opening >= 0:
            return None
    return None


def _taken_up(text: str, left: _Open, paragraphs: list[tuple[int, int]]) -> int | None:
    """How many paragraphs without a mark a speech goes on for, before one that begins with it.

    Lines broken after each sentence are paragraphs to us; a verb of saying between ends it.
    """
    for count, (start, end) in enumerate(paragraphs[:UNMARKED]):
        if _begins_with(text, start, left.mark):
            return count
        if left.mark in text[start:end] or _said().search(text, start, end):
            return None
    return None


@cache
def _said() -> re.Pattern[str]:
    """A past form of saying ("said"), as a word."""
    return re.compile(rf"\b(?:{'|'.join(p for e in load_words('said') for p in e.phrases)})\b")


def _trimmed(text: str, quotes: list[Quote]) -> Iterator[Quote]:
    """Without white space at either end; empty ones left out."""
    for quote in quotes:
        inside = text[quote.start : quote.end]
        start = quote.start + len(inside) - len(inside.lstrip())
        end = quote.end - (len(inside) - len(inside.rstrip()))
        if start < end:
            yield Quote(start, end, quote.continues)
