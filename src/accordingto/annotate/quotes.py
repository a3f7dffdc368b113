"""Quotation marks: which stretches of a text are quoted, and which go on over a paragraph.

Works on characters, before the text is tokenised: parsers split and join sentences at
quotation marks, and straight marks do not say whether they open or close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from accordingto.model import Quote

# Opening mark -> what closes it. A straight mark closes itself; wire copy writes `` ''.
CLOSERS = {'"': '"', "“": "”", "„": "”", "«": "»", "``": "''", "‘": "’", "'": "'"}
OPENER = re.compile(r"``|[\"“„«‘']")
# A quotation left open runs on over at most this many further paragraphs.
RUN_ON = 12


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
        elif runs_on and left_open and not quotes and _begins(text, start, left_open.at, runs_on):
            found.append(Quote(left_open.at, end, True))
            position, runs_on = position + 1, left_open.mark
            continue
        found.extend(quotes)
        runs_on = None
        position += 1
        if left_open is None:
            continue
        if position < len(paragraphs) and _begins_with(
            text, paragraphs[position][0], left_open.mark
        ):
            found.append(Quote(left_open.at, end))
            runs_on = left_open.mark
        elif closing := _closed_later(text, left_open, paragraphs[position : position + RUN_ON]):
            found.append(Quote(left_open.at, closing))
            at = closing + len(CLOSERS[left_open.mark])
            while position < len(paragraphs) and paragraphs[position][1] <= at:
                position += 1
        elif left_open.mark not in "'‘" and _introduced(text, start, left_open):
            found.append(Quote(left_open.at, end))  # never closed
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


def _begins(text: str, start: int, inside: int, mark: str) -> bool:
    return (
        not text[start : inside - len(mark)].strip() and text[inside - len(mark) : inside] == mark
    )


def _begins_with(text: str, start: int, mark: str) -> bool:
    return text.startswith(mark, start)


def _closed_later(text: str, left: _Open, paragraphs: list[tuple[int, int]]) -> int | None:
    """Where a mark is closed in a later paragraph, if none opens before."""
    closer = CLOSERS[left.mark]
    for start, end in paragraphs:
        closing = text.find(closer, start, end)
        opening = text.find(left.mark, start, end)
        if left.mark == '"' and closing >= 0:
            after_space = closing == start or text[closing - 1].isspace()
            opens = after_space and text[closing + 1 : closing + 2].isalnum()
            return None if opens else closing
        if closing >= 0 and (opening < 0 or closing < opening):
            return closing
        if opening >= 0:
            return None
    return None


def _trimmed(text: str, quotes: list[Quote]) -> Iterator[Quote]:
    """Without white space at either end; empty ones left out."""
    for quote in quotes:
        inside = text[quote.start : quote.end]
        start = quote.start + len(inside) - len(inside.lstrip())
        end = quote.end - (len(inside) - len(inside.rstrip()))
        if start < end:
            yield Quote(start, end, quote.continues)
