"""From scores of wordpieces to spans: the likeliest tags that make sense one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

IMPOSSIBLE = -1e4
PLAIN = float(np.log(0.9))
"""How sure it must be that a piece is in no span, for the tags before and after it to be found
apart from each other."""


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
    """The likeliest possible tags, for several readings of one stretch at once.

    Args:
        scores: Log probabilities (readings, pieces, labels); label 0 is none, a B is odd and
            its I the next even number.
        follow: From `rules_for`.
        inside: For each piece, whether it goes on a word: then no span starts or ends there.

    Where the likeliest tag of every piece makes sense after the one before it, these are the
    likeliest tags of all; only the stretches where they do not are gone through step by step.
    """
    tags: np.ndarray = scores.argmax(-1)
    if not tags.size:
        return tags
    within = follow.copy()
    within[:, 1::2] = IMPOSSIBLE  # no B inside a word
    within[1:, 0] = IMPOSSIBLE  # and no end
    steps = np.where(
        inside[1:], within[tags[:, :-1], tags[:, 1:]], follow[tags[:, :-1], tags[:, 1:]]
    )
    broken = np.concatenate([(tags[:, :1] > 0) & (tags[:, :1] % 2 == 0), steps < 0], axis=1)
    for row in np.flatnonzero(broken.any(1)):
        plain = np.flatnonzero((scores[row, :, 0] > PLAIN) & ~inside)
        done = -1
        for at in np.flatnonzero(broken[row]):
            if at < done:
                continue
            place = int(np.searchsorted(plain, at, side="right"))
            low = int(plain[place - 1]) if place else 0
            done = int(plain[place]) if place < len(plain) else len(inside)
            stretch = slice(low, done)
            tags[row, stretch] = _likeliest(scores[row, stretch], follow, within, inside[stretch])
    return tags


def _likeliest(
    scores: np.ndarray, follow: np.ndarray, within: np.ndarray, inside: np.ndarray
) -> np.ndarray:
    """The likeliest possible tags of one stretch at whose start nothing goes on (Viterbi)."""
    pieces, labels = scores.shape
    back = np.zeros((pieces, labels), dtype=np.int64)
    best = scores[0].copy()
    best[2::2] += IMPOSSIBLE
    for at in range(1, pieces):
        paths = best[:, None] + (within if inside[at] else follow)
        back[at] = paths.argmax(0)
        best = paths.max(0) + scores[at]
    tags = np.zeros(pieces, dtype=np.int64)
    tags[-1] = best.argmax()
    for at in range(pieces - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
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
