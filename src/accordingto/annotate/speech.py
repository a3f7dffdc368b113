"""The speech layer."""

from __future__ import annotations

from accordingto.annotate.reading import Reading
from accordingto.model import Speaker, StatementMention


def find_statements(
    reading: Reading,
) -> tuple[tuple[Speaker, ...], tuple[StatementMention, ...]]:
    """Find who says what."""
    return (), ()
