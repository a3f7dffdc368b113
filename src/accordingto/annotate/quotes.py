"""Quotation marks: which stretches of a text are quoted, and which go on over a paragraph.

Works on characters, before the text is tokenised: parsers split and join sentences at
quotation marks, and straight marks do not say whether they open or close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from accordingto.model import Quote
from accordingto.words import load_words, text_pattern

# Opening mark -> what closes it. A straight mark closes itself; wire copy writes `` ''.
CLOSERS = {'"': '"', "“": "”", "„": "”", "«": "»", "``": "''", "‘": "’", "'": "'"}
OPENER = re.compile(r"``|[\"“„«‘']")
# A quotation left open runs on over at most this many further paragraphs.
RUN_ON = 12


class _Open(NamedTuple):
    mark: str
    at: int  # of the first character inside


class _Stop(NamedTuple):
    at: int  # of the first character after the quoted words
    opens_anew: bool  # whether another mark of the same speech follows


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Quote, ...]:
    """Every outermost quotation, in text order.

    Args:
        text: The whole text.
        paragraphs: Its paragraphs, as offsets. A quotation may run over several: either each
            begins with an opening mark and only the last is closed (printers' rule), or the
            mark stands only at the beginning and at the very end.
    """
    found: list[Quote] = []
    at = position = 0
    runs_on: str | None = None
    while position < len(paragraphs):
        start, end = paragraphs[position]
        at = max(at, start)
        quotes, left_open = _scan(text, at, end)
        goes_on = runs_on is not None and _opens_with(text, start, quotes, left_open, runs_on)
        if goes_on and quotes:
            quotes[0] = Quote(quotes[0].start, quotes[0].end, True)
        found.extend(quotes)
        position += 1
        runs_on = None
        if left_open is None:
            continue
        goes_on = goes_on and not quotes
        stop = _stop(text, left_open, end, paragraphs[position : position + RUN_ON])
        if stop is not None:
            found.append(Quote(left_open.at, stop.at, goes_on))
            runs_on = left_open.mark if stop.opens_anew else None
            at = stop.at if stop.opens_anew else stop.at + len(CLOSERS[left_open.mark])
            while position < len(paragraphs) and paragraphs[position][1] <= at:
                position += 1
        elif left_open.mark not in "'‘" and (goes_on or _introduced(text, start, left_open)):
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
        quotes.append(Quote(inside, closing))
        at = closing + len(CLOSERS[mark])
        if mark == '"' and _opens_anew(text, closing, start, end):
            at = closing  # paragraphs run together: each begins with a mark, none closes
    return quotes, None


def _opens_anew(text: str, at: int, start: int, end: int) -> bool:
    """Whether a straight mark inside a quotation opens the next paragraph of the same speech."""
    before, after = text[at - 1] if at > start else " ", text[at + 1 : at + 2]
    return before.isspace() and after.isalnum() and text[start:at].rstrip()[-1:] in ".?!"


def _can_open(text: str, at: int, inside: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[inside] if inside < end else " "
    if text[at:inside] in ("'", "‘"):
        return (before.isspace() or before in "([—–-:") and after.isalnum()
    return not before.isalnum() or not after.isspace() if text[at:inside] == '"' else True


def _closing(text: str, mark: str, start: int, end: int) -> int | None:
    """Where the mark closes: the first place that does not look like an apostrophe."""
    closer = CLOSERS[mark]
    at = text.find(closer, start, end)
    if mark not in "'‘":
        return at if at >= 0 else None
    loose = None
    while at >= 0:
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if not (before.isalnum() and after.isalnum()) and not before.isspace():
            if before != "s" or after in ",.;:!?)":
                return at
            loose = loose or at  # "the workers' homes": perhaps a possessive
        at = text.find(closer, at + 1, end)
    return loose


def _opens_with(
    text: str, start: int, quotes: list[Quote], left_open: _Open | None, mark: str
) -> bool:
    """Whether a paragraph begins with a quotation in a given mark."""
    if not quotes and left_open is None:
        return False
    inside = quotes[0].start if quotes else left_open.at if left_open else start
    before = inside - len(mark)
    return text[before:inside] == mark and not text[start:before].strip()


def _stop(text: str, left: _Open, end: int, following: Sequence[tuple[int, int]]) -> _Stop | None:
    """Where a quotation left open at `end` stops, as the paragraphs after it tell.

    The next one that begins with a mark carries it on; lines between belong to it as long as
    nobody says anything in them. None when no paragraph carries it on or closes it.
    """
    for start, after in following:
        if text.startswith(left.mark, start):
            return _Stop(end, True)
        closing = _closing_before_opening(text, left.mark, start, after)
        if closing is not None:
            return _Stop(closing, False)
        if text.find(left.mark, start, after) >= 0 or _attributes().search(text, start, after):
            return None
        end = after
    return None


def _closing_before_opening(text: str, mark: str, start: int, end: int) -> int | None:
    """Where a paragraph closes a mark; None when it does not, or first opens another."""
    closing = text.find(CLOSERS[mark], start, end)
    if closing < 0:
        return None
    if mark == '"':
        opens = text[closing - 1].isspace() and text[closing + 1 : closing + 2].isalnum()
        return None if opens else closing
    opening = text.find(mark, start, end)
    return closing if opening < 0 or closing < opening else None


@cache
def _attributes() -> re.Pattern[str]:
    """Finds words of saying: in narration they stand between quotations."""
    return text_pattern(phrase for entry in load_words("said") for phrase in entry.phrases)


def _trimmed(text: str, quotes: list[Quote]) -> Iterator[Quote]:
    """Without white space at either end; empty ones left out."""
    for quote in quotes:
        inside = text[quote.start : quote.end]
        start = quote.start + len(inside) - len(inside.lstrip())
        end = quote.end - (len(inside) - len(inside.rstrip()))
        if start < end:
            yield Quote(start, end, quote.continues)
