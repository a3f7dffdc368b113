"""From scores of wordpieces to spans: the likeliest tags that make sense one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

IMPOSSIBLE = -1e4


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Log probabilities over the last axis."""
    shifted: np.ndarray = scores - scores.max(-1, keepdims=True)
    out: np.ndarray = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return out


def rules_for(labels: Sequence[str]) -> np.ndarray:
    """Which tag may follow which: I-x only B-x or I-x. Rows are the tag before."""
    follow = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I"):
            kind = label[1:]
            for i, before in enumerate(labels):
                if before not in ("B" + kind, "I" + kind):
                    follow[i, j] = IMPOSSIBLE
    return follow


def find_tags(scores: np.ndarray, follow: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """The likeliest possible tags (Viterbi), for several readings of one stretch at once.

    Args:
        scores: Log probabilities (readings, pieces, labels); label 0 is none, a B is odd and
            its I the next even number.
        follow: From `rules_for`.
        inside: For each piece, whether it goes on a word: then no span starts or ends there.
    """
    readings, pieces, labels = scores.shape
    tags = np.zeros((readings, pieces), dtype=np.int64)
    if not pieces:
        return tags
    within = follow.copy()
    within[:, 1::2] = IMPOSSIBLE  # no B inside a word
    within[1:, 0] = IMPOSSIBLE  # and no end
    back = np.zeros((pieces, readings, labels), dtype=np.int8)
    best = scores[:, 0].copy()
    best[:, 2::2] += IMPOSSIBLE
    for at in range(1, pieces):
        paths = best[:, :, None] + (within if inside[at] else follow)
        back[at] = paths.argmax(1)
        best = paths.max(1) + scores[:, at]
    tags[:, -1] = best.argmax(-1)
    rows = np.arange(readings)
    for at in range(pieces - 1, 0, -1):
        tags[:, at - 1] = back[at, rows, tags[:, at]]
    return tags


def find_spans(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """First piece, one past the last, and number of the kind (0 for labels 1 and 2, ...)."""
    spans: list[tuple[int, int, int]] = []
    start = -1
    for at, tag in enumerate([*tags.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            spans.append((start, at, (int(tags[start]) - 1) // 2))
            start = -1
        if tag % 2 == 1:
            start = at
    return spans
