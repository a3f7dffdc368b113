"""Venues and streets, found by the last word of their names."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import Word
from accordingto.annotate.reading import Reading
from accordingto.model import PlaceMention


def find_venues(
    reading: Reading, words: Sequence[Word], names: Sequence[Named]
) -> tuple[PlaceMention, ...]:
    """The venues and streets a report names, in text order."""
    return ()
