"""Long texts cut into windows that overlap, so that every word is read with words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

LENGTH = 256
"""Wordpieces in a window, the two marks at its ends included."""
MARKS = 2
OVERLAP = 32
"""Fewest wordpieces that two neighbouring windows share."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as wordpieces.

    Attributes:
        ids: The vocabulary number of each piece, without marks.
        offsets: Start and end of each piece in the text, half-open.

    Units:
        Unicode code points of the text.
    """

    ids: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The first piece and one past the last piece that touch these characters."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(first, last)


def cut_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut a text into wordpieces; offsets point into the text as it was given."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    return Pieces(np.array(encoded.ids, dtype=np.int64), offsets)


def place_windows(pieces: int, length: int = LENGTH, overlap: int = OVERLAP) -> list[range]:
    """Where windows lie over so many pieces: as few as will do, of one size, evenly spread."""
    room = length - MARKS
    if pieces <= room:
        return [range(pieces)]
    count = -(-(pieces - overlap) // (room - overlap))
    # As small as so many may be: what two windows share is read twice.
    size = -(-(pieces + (count - 1) * overlap) // count)
    starts = [i * (pieces - size) // (count - 1) for i in range(count)]
    return [range(start, start + size) for start in starts]


def share_pieces(windows: Sequence[range]) -> list[range]:
    """The pieces each window answers for: the border runs through the middle of an overlap."""
    cuts = [(left.stop + right.start) // 2 for left, right in pairwise(windows)]
    starts, stops = [windows[0].start, *cuts], [*cuts, windows[-1].stop]
    return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]
