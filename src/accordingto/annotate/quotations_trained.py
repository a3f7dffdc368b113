"""Quotations that the trained model reads as one saying: "“...,” she said in May. “...”"."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.annotate.cue import Cue
from accordingto.annotate.reading import Reading
from accordingto.model import Quote

Owned = tuple[list[Quote], int | None]
"""Quotations told together, and the position of their cue."""


def join_quotations(reading: Reading, cues: Sequence[Cue], quoted: Sequence[Owned]) -> list[Owned]:
    """Quotations in text order, those of one cue in one where the model gives it all of them."""
    if reading.trained is None:
        return list(quoted)
    contents = {
        position: content
        for position in {owner for _, owner in quoted if owner is not None}
        if (content := _content_of(reading, cues[position]))
    }
    joined: list[Owned] = []
    first: dict[int, list[Quote]] = {}
    for quotes, owner in quoted:
        if owner is None or not _holds(contents.get(owner, ()), quotes):
            joined.append((quotes, owner))
        elif owner in first:
            first[owner] += quotes
        else:
            first[owner] = list(quotes)
            joined.append((first[owner], owner))
    return joined


def _content_of(reading: Reading, cue: Cue) -> tuple[tuple[int, int], ...]:
    """What the model reads as said with a cue."""
    assert reading.trained is not None
    span = reading.doc[cue.first : cue.last]
    for attribution in reading.trained.attributions:
        start, end = attribution.cue
        if start < span.end_char and span.start_char < end:
            return attribution.content
    return ()


def _holds(content: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> bool:
    """Whether most of every quotation is part of what was said."""
    return all(
        2 * sum(max(0, min(end, q.end) - max(start, q.start)) for start, end in content)
        > q.end - q.start
        for q in quotes
    )
