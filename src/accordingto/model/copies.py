"""Copies: texts of different reports that are one voice, and what shows it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from accordingto.model.text import Evidence

CopyKind = Literal["exact", "near", "cut", "reworded"]


class Passage(Struct, frozen=True, kw_only=True):
    """A sentence of a copy beside the one of the other text that says the same."""

    words: Evidence
    other_words: Evidence
    alike: float


class Copy(Struct, frozen=True, kw_only=True):
    """One report whose text is, wholly or for the most part, that of another.

    Attributes:
        report: The copy: the later of the two, or the shorter of two from one time.
        original: The report it repeats.
        kind: "exact" but for spaces and capitals; "near" with few words changed; "cut": a part of
            the other; "reworded": the same facts in the same order in other words.
        share: How much of the copy the original holds, 0 to 1.
        passages: Sentences side by side, in the order of the copy.
    """

    report: str
    original: str
    kind: CopyKind
    share: float
    passages: tuple[Passage, ...]
