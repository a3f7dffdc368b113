"""Capitals put back into text that was written in capitals only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from accordingto.trained.decoding import log_softmax
from accordingto.trained.labels import CASES
from accordingto.trained.model import Encoded
from accordingto.trained.windows import Pieces

MOST_LOWER = 0.1
"""Share of small letters up to which a stretch of text counts as written in capitals."""
LEAST_LETTERS = 40
TITLE, UPPER = CASES.index("title"), CASES.index("upper")
BRACKETED = re.compile(r"[\[(][A-Z]{2,6}[\])]")
OPENING = re.compile(r"(?:^|[.?!]['\")\]]*\s|\n|--\s|\]\s)[\s\"'(\[]*$")


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals only, as old wire copy is."""
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper + lower >= LEAST_LETTERS and lower <= MOST_LOWER * (upper + lower)


def restore_case(text: str, pieces: Pieces, encoded: Encoded, inside: np.ndarray) -> str:
    """The text with the capitals it would have in a newspaper; every offset stays as it is.

    Each word takes the case its first wordpiece is judged to have, what is judged of the same
    word elsewhere in the text taken into account. Words that open a sentence have a capital, and
    one that stands alone in brackets is an acronym: "[SLF]". Letters that change their number
    with their case ("ß") are left alone.
    """
    words = list(_words(pieces, inside))
    chances = log_softmax(encoded.case)
    same: dict[str, list[np.ndarray]] = defaultdict(list)
    for first, start, end in words:
        same[text[start:end]].append(chances[first])
    mean = {word: np.mean(found, axis=0) for word, found in same.items()}
    out = [_lower(char) for char in text]
    for first, start, end in words:
        case = int((chances[first] + mean[text[start:end]]).argmax())
        if case == UPPER or BRACKETED.match(text, start - 1, end + 1):
            out[start:end] = text[start:end]
        elif case == TITLE or OPENING.search(text, max(0, start - 8), start):
            out[start] = text[start]
    return "".join(out)


def _words(pieces: Pieces, inside: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """The first piece of each word, and where the word starts and ends."""
    starts = np.flatnonzero(~inside).tolist()
    for first, after in zip(starts, [*starts[1:], len(pieces)], strict=True):
        yield first, int(pieces.offsets[first, 0]), int(pieces.offsets[after - 1, 1])


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char
