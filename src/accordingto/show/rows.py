"""What the record's side of the page is made of: sections, groups, rows and the words in them."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.show.marks import Entry, Mark


@dataclass(frozen=True)
class Words:
    """Words quoted in the record.

    Attributes:
        text: The words.
        mark: Leads to them; None where they are not in the text.
        in_title: Whether they stand in the headline.
        mention: 2, 3 ... where the row has shown the same words before.
    """

    text: str
    mark: Mark | None
    in_title: bool
    mention: int = 1


@dataclass(frozen=True)
class Row:
    """One item of the record.

    Attributes:
        value: What stands in front ("≥ 60", "22 March 2024").
        aloud: The value for a screen reader, where signs would be read badly.
        head: What it is.
        by: Who says so.
        notes: Remarks (standing, precision, why it was not used).
        words: The words it rests on.
        depth: How deep it is set in.
        quiet: Whether the head only repeats the group's heading: kept for screen readers.
        spoken: Whether the words are somebody's own, quoted in the report.
        verdict: Whether the report's own toll uses a figure: "used", "refused", or "".
        again: Whether the value stands right above: kept for screen readers.
    """

    entry: Entry
    head: str
    value: str = ""
    aloud: str = ""
    by: str = ""
    notes: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    depth: int = 0
    spoken: bool = False
    quiet: bool = False
    verdict: str = ""
    again: bool = False

    @property
    def told(self) -> Words | None:
        """The first words, where they say just what the head says: the head leads to them."""
        first = self.words[0] if self.words else None
        same = first is not None and first.text.casefold() == self.head.casefold()
        return first if first is not None and same and first.mark is not None else None


@dataclass(frozen=True)
class Group:
    """Rows under one heading; an empty heading shows none."""

    rows: tuple[Row, ...]
    heading: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the record; without rows it says `absent`."""

    id: str
    heading: str
    groups: tuple[Group, ...]
    absent: str = ""
    folded: bool = False

    @property
    def count(self) -> int:
        """How many items it lists."""
        return sum(len(group.rows) for group in self.groups)
