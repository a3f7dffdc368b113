"""The events layer."""

from __future__ import annotations

from accordingto.annotate.reading import Reading
from accordingto.model import EventMention


def find_events(reading: Reading) -> tuple[EventMention, ...]:
    """Find the events layer's mentions, in text order."""
    return ()
