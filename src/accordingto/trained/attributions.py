"""Who said what, as the trained model reads it: cues, and for each its source and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from accordingto.trained.decoding import find_spans, find_tags, log_softmax, rules_for
from accordingto.trained.labels import ARGUMENTS, CUES
from accordingto.trained.model import Encoded, Model
from accordingto.trained.windows import Pieces

REACH = 128
"""Pieces either side of a cue in which its source and content are looked for."""
Spot = tuple[int, int, float]
"""First wordpiece, one past the last, and how sure."""
AFTER_CUE = rules_for(CUES)
AFTER_ARGUMENT = rules_for(ARGUMENTS)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution.

    Attributes:
        cue: The words that mark it.
        source: The words for who said it; None where nobody is named.
        content: What was said, in one or more stretches.
        score: How sure the model is, 0 to 1.

    Units:
        Offsets in code points of the text, half-open.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    score: float


def find_attributions(
    model: Model, pieces: Pieces, encoded: Encoded, inside: np.ndarray
) -> list[Attribution]:
    """Every attribution, in the order of their cues."""
    found: list[Attribution] = []
    for cues in _neighbours(find_cues(encoded, inside)):
        found += read_cues(model, pieces, encoded, cues, inside)
    return found


def find_cues(encoded: Encoded, inside: np.ndarray) -> list[Spot]:
    """The cues: first piece, one past the last, and how sure."""
    scores = log_softmax(encoded.cue)
    tags = find_tags(scores[None], AFTER_CUE, inside)[0]
    return [
        (first, last, float(np.exp(scores[first:last, 1:].max(-1)).mean()))
        for first, last, _ in find_spans(tags)
    ]


def _neighbours(cues: list[Spot]) -> Iterator[list[Spot]]:
    """Cues near each other, to be read at once."""
    group: list[Spot] = []
    for cue in cues:
        if group and cue[1] - group[0][0] > REACH:
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def read_cues(
    model: Model, pieces: Pieces, encoded: Encoded, cues: list[Spot], inside: np.ndarray
) -> list[Attribution]:
    """Source and content of some cues, read over the stretch around all of them at once."""
    low = max(0, cues[0][0] - REACH)
    high = min(len(pieces), cues[-1][1] + REACH)
    first = np.array([cue[0] - low for cue in cues])
    last = np.array([cue[1] - low for cue in cues])
    scores = model.argue(encoded.hidden[low:high], first, last)
    tags = find_tags(scores, AFTER_ARGUMENT, inside[low:high])
    return [
        settle(pieces, cue, row, score, low)
        for cue, row, score in zip(cues, tags, scores, strict=True)
    ]


def settle(
    pieces: Pieces, cue: Spot, tags: np.ndarray, scores: np.ndarray, low: int
) -> Attribution:
    """One attribution from the tags of its pieces: one source, any number of contents."""
    kinds: tuple[list[Spot], ...] = ([], [])
    for first, last, kind in find_spans(tags):
        sure = float(np.exp(scores[first:last, 1 + 2 * kind : 3 + 2 * kind].max(-1)).mean())
        kinds[kind].append((first + low, last + low, sure))
    source = max(kinds[0], key=lambda span: span[2] * (span[1] - span[0]) ** 0.5, default=None)
    weight = sum(last - first for first, last, _ in kinds[1])
    sure = sum((last - first) * p for first, last, p in kinds[1]) / weight if weight else 0.0
    return Attribution(
        cue=cut(pieces, cue[0], cue[1]),
        source=None if source is None else cut(pieces, source[0], source[1]),
        content=tuple(cut(pieces, first, last) for first, last, _ in kinds[1]),
        score=cue[2] * sure,
    )


def cut(pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    """The characters some pieces cover."""
    return int(pieces.offsets[first, 0]), int(pieces.offsets[last - 1, 1])
