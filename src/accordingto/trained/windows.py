"""Long texts cut into windows, where paragraphs or sentences begin.

Who is speaking, and of what, seldom changes in the middle of a paragraph, so words at the border of
a window lose little; windows that overlap cost more and read no better (`docs/accuracy.md`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

LENGTH = 160
"""Wordpieces in a window, the two marks at its ends included."""
MARKS = 2
OVERLAP = 32
"""Wordpieces that two windows share where a sentence has to be cut."""
ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s*\Z")
BLANK = re.compile(r"\n[^\S\n]*\n")
LOOKED_BACK = 8
"""Characters before a piece that tell whether something ends there."""
NOWHERE, LINE, SENTENCE, PARAGRAPH = range(4)
"""How well a text may be cut somewhere. Lines can be broken in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as wordpieces.

    Attributes:
        ids: The vocabulary number of each piece, without marks.
        offsets: Start and end of each piece in the text, half-open.
        breaks: How well the text may be cut before each piece: `NOWHERE` to `PARAGRAPH`.

    Units:
        Unicode code points of the text.
    """

    ids: np.ndarray
    offsets: np.ndarray
    breaks: Sequence[int]

    def __len__(self) -> int:
        return len(self.ids)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first piece and one past the last piece that touch these characters."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(first, last)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces read at once, and those of them that it answers for."""

    read: range
    told: range


def cut_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut a text into wordpieces; offsets point into the text as it was given."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    return Pieces(np.array(encoded.ids, dtype=np.int64), offsets, _breaks(text, encoded.offsets))


def _breaks(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """How well a text may be cut before each piece."""
    found = [NOWHERE] * len(offsets)
    before = 0
    for at, (start, end) in enumerate(offsets):
        if before < start:
            gap = text[before:start]
            ended = ENDS.search(text, max(0, start - LOOKED_BACK), start) is not None
            if "\n" in gap:
                found[at] = PARAGRAPH if ended or BLANK.search(gap) else LINE
            elif ended:
                found[at] = SENTENCE
        before = end
    return found


def place_windows(pieces: Pieces, length: int = LENGTH) -> list[Window]:
    """Windows over a whole text, each as long as it may be and still end where something does."""
    room = length - MARKS
    windows: list[Window] = []
    read = told = 0
    while len(pieces) - read > room:
        # What is left for the last window is no scrap.
        last = min(read + room, len(pieces) - room // 4)
        cut = _best_cut(pieces.breaks, max(told, read + room // 2), last)
        if cut is not None:
            windows.append(Window(range(read, cut), range(told, cut)))
            read = told = cut
        else:
            cut = last - OVERLAP // 2
            windows.append(Window(range(read, last), range(told, cut)))
            read, told = last - OVERLAP, cut
    windows.append(Window(range(read, len(pieces)), range(told, len(pieces))))
    return windows


def _best_cut(breaks: Sequence[int], first: int, last: int) -> int | None:
    """The last of the best places after one piece and up to another; None where there is none."""
    best = max(range(last, first, -1), key=breaks.__getitem__)
    return best if breaks[best] > NOWHERE else None
