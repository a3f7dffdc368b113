"""Marks in a report's text: evidence that overlaps and nests, cut into segments.

HTML elements cannot overlap, evidence does. So the text is cut at every start and end, and each
segment carries every mark that covers it, the narrowest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from accordingto.model import Evidence


@dataclass(eq=False)
class Entry:
    """One thing the record says; `label` tells it in a few words.

    It leads to its `marks`; those and the marks in `also` lead to it.
    """

    id: str
    kind: str
    label: str
    marks: list[Mark] = field(default_factory=list)
    also: list[Mark] = field(default_factory=list)


@dataclass(eq=False)
class Mark:
    """One stretch of the report that entries rest on.

    `anchor` is the id of its first segment, None until the text is cut. `broad` marks are whole
    clauses (a statement, a response): drawn as a line, so that what stands inside stays visible.
    """

    id: str
    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    kinds: list[tuple[str, bool]] = field(default_factory=list)
    anchor: str | None = None


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same marks throughout, narrowest first; `id` as an anchor."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    first: bool

    @property
    def tint(self) -> str | None:
        """The kind of the narrowest mark that is not broad; none for a gap between words."""
        kinds = (kind for kind in self._kinds(broad=False) if kind != "cue")
        return next(kinds, None) if self.text.strip() or len(self.marks) == 1 else None

    @property
    def line(self) -> str | None:
        """The kind of the narrowest broad mark."""
        return next(self._kinds(broad=True), None)

    @property
    def cue(self) -> bool:
        """Whether these words mark something as said."""
        return "cue" in self._kinds(broad=False)

    def _kinds(self, *, broad: bool) -> Iterator[str]:
        return (kind for mark in self.marks for kind, is_broad in mark.kinds if is_broad is broad)

    @property
    def entries(self) -> list[Entry]:
        """Everything that rests on these words, each once."""
        found = {entry.id: entry for mark in self.marks for entry in mark.entries}
        return list(found.values())


@dataclass(frozen=True)
class Paragraph:
    """A line of the report; `apart` when a blank line stands before it."""

    segments: tuple[Segment, ...]
    apart: bool


class MarkedText:
    """One field of a report (`text` or `title`) and the marks in it."""

    def __init__(self, prefix: str, text: str) -> None:
        self.prefix = prefix
        self.text = text
        self.marks: dict[tuple[int, int], Mark] = {}

    def mark(self, evidence: Evidence, entry: Entry, *, kind: str, broad: bool) -> Mark | None:
        """Mark the words of an evidence; None when they do not stand there."""
        start, end = evidence.start, evidence.end
        if not 0 <= start < end or self.text[start:end] != evidence.text:
            return None
        fresh = Mark(f"{self.prefix}{len(self.marks)}", start, end)
        mark = self.marks.setdefault((start, end), fresh)
        mark.kinds.insert(0 if kind == "number" else len(mark.kinds), (kind, broad))
        if all(entry is not known for known in mark.entries):
            mark.entries.append(entry)
        return mark

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as lines of segments; blank lines set the next one apart."""
        found: list[Paragraph] = []
        line: list[Segment] = []
        apart = False
        for segment in [*self.segments(), Segment("", "\n", (), False)]:
            if segment.text != "\n":
                line.append(segment)
            elif any(each.text.strip() for each in line):
                found.append(Paragraph(tuple(line), apart))
                line, apart = [], False
            else:
                line, apart = [], True
        return tuple(found)

    def segments(self) -> Iterator[Segment]:
        """The text cut at every mark's start and end and around every line break."""
        opening: dict[int, list[Mark]] = {}
        closing: dict[int, list[Mark]] = {}
        for mark in self.marks.values():
            opening.setdefault(mark.start, []).append(mark)
            closing.setdefault(mark.end, []).append(mark)
        breaks = [at for at, sign in enumerate(self.text) if sign == "\n"]
        points = {0, len(self.text), *opening, *closing, *breaks, *(at + 1 for at in breaks)}
        active: dict[str, Mark] = {}
        for start, end in pairwise(sorted(points)):
            for mark in closing.get(start, ()):
                active.pop(mark.id, None)
            active |= {mark.id: mark for mark in opening.get(start, ())}
            yield self._segment(start, end, active.values())

    def _segment(self, start: int, end: int, active: Iterable[Mark]) -> Segment:
        marks = tuple(sorted(active, key=lambda mark: mark.end - mark.start))
        identity = f"{self.prefix}-{start}"
        fresh = [mark for mark in marks if mark.anchor is None and self.text[start:end] != "\n"]
        for mark in fresh:
            mark.anchor = identity
        return Segment(identity, self.text[start:end], marks, bool(fresh))
