"""How alike two texts are worded, by the rare words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container

from accordingto.trained.vocabulary import rarity

Vector = dict[str, float]
WORD = re.compile(r"[^\W\d_][^\W_]{2,}")
"""A word, or a name with digits in it, as of a flight or a road."""
MOST = 400
"""How many of a text's weightiest words are kept; the others hardly move a score."""


def weigh_words(text: str) -> Vector:
    """The words of a text as a vector of length 1: how often each stands there, and how rare it is.

    Source:
        Salton and Buckley (1988), tf-idf with logarithmic term frequency; the second factor is
        the same for every pool (`accordingto.trained.vocabulary`).
    """
    counts = Counter(find_words(text))
    weights = {word: (1 + math.log(n)) * rarity(word) for word, n in counts.items()}
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    length = math.sqrt(sum(weight * weight for _, weight in kept))
    return {word: round(weight / length, 4) for word, weight in kept if weight} if length else {}


def find_words(text: str) -> list[str]:
    """The words of a text, lower case, in order."""
    return WORD.findall(text.lower())


def compare_words(one: Vector, other: Vector, named: Container[str] = ()) -> float:
    """The cosine of two vectors, but for words left out: 0 nothing in common, 1 the same."""
    if len(other) < len(one):
        one, other = other, one
    if not named:  # vectors have length 1
        return min(1.0, sum(w * other[word] for word, w in one.items() if word in other))
    shared = sum(w * other[word] for word, w in one.items() if word in other and word not in named)
    lengths = _length(one, named) * _length(other, named)
    return min(1.0, shared / lengths) if lengths else 0.0


def cover_words(part: Vector, whole: Vector, named: Container[str] = ()) -> float:
    """The share of a part's weight whose words stand in the whole, but for words left out."""
    kept = {word: w for word, w in part.items() if word not in named}
    covered = sum(w * w for word, w in kept.items() if word in whole)
    return covered / total if (total := _length(kept) ** 2) else 0.0


def shared_words(
    one: Vector, other: Vector, named: Container[str] = (), most: int = 5
) -> tuple[str, ...]:
    """The words that weigh most in what two texts share, the weightiest first."""
    shared = {w: one[w] * other[w] for w in one if w in other and w not in named}
    return tuple(sorted(shared, key=lambda word: (-shared[word], word))[:most])


def _length(vector: Vector, named: Container[str] = ()) -> float:
    return math.sqrt(sum(w * w for word, w in vector.items() if word not in named))
