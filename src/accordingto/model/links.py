"""Links between incidents of different reports, and the reasons for and against them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

Aspect = Literal["start", "when", "where", "kind", "venue", "toll", "wording"]


class Mention(NamedTuple):
    """One incident as one report tells of it: the report's name and the incident's id in it."""

    report: str
    incident: str


class Reason(Struct, frozen=True, kw_only=True):
    """One thing that two mentions have in common, or in which they differ.

    `bits` is its weight: each bit doubles, or below 0 halves, the odds that both are one incident.
    """

    aspect: Aspect
    words: str
    bits: float


class Match(Struct, frozen=True, kw_only=True):
    """Two mentions of different reports set side by side; above 0 bits they look like one."""

    one: Mention
    other: Mention
    bits: float
    reasons: tuple[Reason, ...]


class Linked(Struct, frozen=True, kw_only=True):
    """The incidents that one report tells of, by number.

    Attributes:
        report_id: The report's id, as given.
        incident_id: The number of its main incident; None where it tells of none.
        background: The numbers of earlier incidents it mentions.
    """

    report_id: str
    incident_id: int | None
    background: tuple[int, ...]


class LinkedIncident(Struct, frozen=True, kw_only=True):
    """One incident, and the ids of the reports that tell of it or mention it."""

    number: int
    label: str
    reports: tuple[str, ...]
    mentioned_in: tuple[str, ...]
