"""Names of actors that are one in different reports: "ISIS-K", "the ISIS-K", "Islamic State"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from accordingto.words import load_words

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\s*\([≥≤>< \d]+\)$")
EMPTY = frozenset({"the", "a", "an", "group", "militants", "fighters"})


def join_names(names: Sequence[str]) -> dict[str, str]:
    """For each name the one that stands for it: the most frequent of those that are the same.

    Two names are the same when their own words are, or when a word list knows both as names of one
    group.
    """
    same: dict[str, Counter[str]] = {}
    for name in names:
        same.setdefault(_key(name), Counter())[name] += 1
    best = {key: min(c, key=lambda n: (-c[n], -len(n), n)) for key, c in same.items()}
    return {name: best[_key(name)] for name in names}


def _key(name: str) -> str:
    plain = NUMBER.sub("", name)
    words = [word for word in WORD.findall(plain.lower()) if word not in EMPTY]
    own = " ".join(words) or plain.lower()
    return _known().get(own, own)


@cache
def _known() -> dict[str, str]:
    return {
        " ".join(w for w in WORD.findall(phrase.lower()) if w not in EMPTY): entry.value
        for entry in load_words("group_aliases")
        for phrase in entry.phrases
    }
