"""Capitals put back into text that was written in capitals only."""

from __future__ import annotations

import numpy as np

from accordingto.trained.model import Encoded
from accordingto.trained.windows import Pieces

MOST_LOWER = 0.1
"""Share of small letters up to which a stretch of text counts as written in capitals."""
LEAST_LETTERS = 40


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals only, as old wire copy is."""
    upper = sum(char.isupper() for char in text)
    lower = sum(char.islower() for char in text)
    return upper + lower >= LEAST_LETTERS and lower <= MOST_LOWER * (upper + lower)


def restore_case(text: str, pieces: Pieces, encoded: Encoded, inside: np.ndarray) -> str:
    """The text with the capitals it would have in a newspaper; every offset stays as it is.

    Each word takes the case its first wordpiece is judged to have; letters that change their
    number with their case ("ß") are left alone.
    """
    cases = encoded.case.argmax(-1)
    out = [_lower(char) for char in text]
    starts = np.flatnonzero(~inside)
    ends = [*starts[1:], len(pieces)]
    for first, after in zip(starts, ends, strict=True):
        start, end = int(pieces.offsets[first, 0]), int(pieces.offsets[after - 1, 1])
        if cases[first] == 2:
            out[start:end] = text[start:end]
        elif cases[first] == 1:
            out[start] = text[start]
    return "".join(out)


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char
