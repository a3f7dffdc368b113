"""The places layer."""

from __future__ import annotations

from accordingto.annotate.reading import Reading
from accordingto.model import PlaceMention


def find_places(reading: Reading) -> tuple[PlaceMention, ...]:
    """Find the places layer's mentions, in text order."""
    return ()
