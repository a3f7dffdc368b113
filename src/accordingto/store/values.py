"""What the desk gives back: small plain values."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from accordingto.model import Record
from accordingto.model.corrections import Correction
from accordingto.model.links import Match, Mention

What = Literal["merge", "split", "forget", "correct", "undo"]
"""What a person can decide."""


class Name(Struct, frozen=True, kw_only=True):
    """A name a report was added under, and what was told of it then; `at` is ISO 8601, UTC."""

    name: str
    publisher: str | None
    url: str | None
    published: str | None
    at: str


class KnownReport(Struct, frozen=True, kw_only=True):
    """A report that is on the desk already, or was forgotten.

    Attributes:
        report: Its key: the first 16 hexadecimal digits of the hash of its title and text.
        names: Under which names it was added, the first one first; empty when forgotten.
        forgotten: Whether a person decided that it is to be forgotten.
        number: The incident it tells of, if any.
        background: The incidents it mentions.
    """

    report: str
    names: tuple[str, ...]
    forgotten: bool
    number: int | None
    background: tuple[int, ...]


class Move(Struct, frozen=True, kw_only=True):
    """A mention that went from one incident to another; None for one that is no longer told of."""

    mention: Mention
    before: int
    after: int | None


class Added(Struct, frozen=True, kw_only=True):
    """What became of a report that was added.

    Attributes:
        report: Its key.
        name: The id it was given this time.
        known: Whether its content was there already: then nothing was added.
        known_as: Where it was there under another name: the first of its names.
        forgotten: Whether it was left out because a person had it forgotten.
        number: The incident it tells of, if any.
        background: The incidents it mentions.
        moved: Mentions of reports added before that changed their incident by this one.
    """

    report: str
    name: str
    known: bool
    known_as: str | None
    forgotten: bool
    number: int | None
    background: tuple[int, ...]
    moved: tuple[Move, ...] = ()


class MentionEntry(Struct, frozen=True, kw_only=True):
    """One mention in an incident: the report's key, the incident's id and label in its record."""

    report: str
    incident: str
    main: bool
    label: str


class IncidentEntry(Struct, frozen=True, kw_only=True):
    """One incident: its number and its mentions, in the order in which they were added."""

    number: int
    mentions: tuple[MentionEntry, ...]


class StoredRecord(Struct, frozen=True, kw_only=True):
    """A report's current record, as one incident needs it.

    Attributes:
        report: The report's key.
        names: The names it was added under, the first one first.
        record: The newest record, as people corrected it unless it was asked for as it was read;
            with its text where it was added with one.
        incident: The id of the incident in that record.
        main: Whether the report tells of it, not just mentions it.
        added: When the report was added: ISO 8601, UTC.
    """

    report: str
    names: tuple[Name, ...]
    record: Record
    incident: str
    main: bool
    added: str


class ReportEntry(Struct, frozen=True, kw_only=True):
    """A report at the desk.

    Attributes:
        report: Its key.
        names: The names it was added under, the first one first.
        record: Its newest record, as people corrected it.
        number: The incident it tells of; None where it tells of none.
        background: The incidents it mentions.
        added: When it was added: ISO 8601, UTC.
    """

    report: str
    names: tuple[Name, ...]
    record: Record
    number: int | None
    background: tuple[int, ...]
    added: str


class Nearest(Struct, frozen=True, kw_only=True):
    """The incident most like another one, and the two mentions most alike, with the reasons."""

    number: int
    match: Match


class Verdict(Struct, frozen=True, kw_only=True):
    """A decision on a report's record that holds: its number, whose, when, and what it says."""

    decision: int
    report: str
    who: str
    at: str
    corrections: tuple[Correction, ...]


Role = Literal["reader", "reviewer", "admin"]
"""A reader looks, a reviewer decides, an admin also adds users and forgets reports."""


class User(Struct, frozen=True, kw_only=True):
    """Somebody who may use the desk over the network; `added` is ISO 8601, UTC."""

    id: int
    name: str
    role: Role
    added: str


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided.

    Attributes:
        id: Its number, for `undo`.
        at: When: ISO 8601, UTC.
        who: Who decided.
        what: "merge", "split", "forget", "correct" or "undo".
        why: The reason given.
        numbers: The incidents it was about, by the numbers they had then.
        report: The key of the report that was split off, forgotten or corrected.
        undoes: The decision that an "undo" took back.
        undone: Whether it was taken back, and does not hold.
    """

    id: int
    at: str
    who: str
    what: What
    why: str
    numbers: tuple[int, ...]
    report: str | None
    undoes: int | None
    undone: bool


class Decided(Struct, frozen=True, kw_only=True):
    """A decision just made, and the mentions that it moved."""

    decision: Decision
    moved: tuple[Move, ...]


class Reread(Struct, frozen=True, kw_only=True):
    """A report read again; where `changed` is False both records say the same."""

    report: str
    before: Record
    after: Record
    changed: bool


class LogEntry(Struct, frozen=True, kw_only=True):
    """One thing that was done: when (ISO 8601, UTC), by whom, what, and its details."""

    id: int
    at: str
    who: str
    what: str
    details: dict[str, Any]


class Counts(Struct, frozen=True, kw_only=True):
    """How many there are of each; `records` counts old ones too, `names` other names too."""

    reports: int
    names: int
    records: int
    incidents: int
    decisions: int
    forgotten: int
