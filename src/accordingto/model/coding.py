"""An incident coded after a codebook: every value with its reason, and the counts behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from accordingto.model.dossier import Dossier
from accordingto.model.record import Record

CODINGS_SCHEMA: Literal["accordingto/codings/1"] = "accordingto/codings/1"

CodedValue = str | int | float | None
Scope = Literal["in", "out", "open"]
CheckState = Literal["met", "missing", "person"]


@dataclass(frozen=True, slots=True)
class Case:
    """What a codebook reads: a dossier, and the record of each of its reports by its key."""

    dossier: Dossier
    records: Mapping[str, Record]


class NotUsed(Struct, frozen=True, kw_only=True):
    """A point of the dossier that a rule refused, and why, in a plain sentence."""

    point: str
    why: str


class Cell(Struct, frozen=True, kw_only=True):
    """One value in one column.

    Attributes:
        column: The column's name, just as the project distributes it.
        value: What is written there; None = left empty.
        rule: The name of the rule that chose it; None for what simply follows.
        source: Codebook and section the rule is from.
        why: How it was chosen, in plain sentences.
        used, refused: Points of the dossier it rests on, and those it does not use.
    """

    column: str
    value: CodedValue
    rule: str | None = None
    source: str | None = None
    why: str = ""
    used: tuple[str, ...] = ()
    refused: tuple[NotUsed, ...] = ()


class Coding(Struct, frozen=True, kw_only=True):
    """One incident as one codebook would write it.

    Attributes:
        rules: The rule set, with its version ("gtd-2017-06").
        title: What it is called in a sentence ("GTD").
        source: The codebook, its version, and whether its text was read.
        incident: The incident's number.
        scope: Whether the codebook covers it: "in", "out", or "open" where reports do not settle
            it and a person has to decide.
        because: Why, in a sentence.
        policy: Every option the rule set has, and the value that was used.
        header: The columns of the project's file, in its order; empty where it has none.
        rows: What is written: one row, or several where the codebook splits the incident.
        dead: The number of dead in a few words ("137", "at least 40", "blank", "12 to 20").
        says: What it writes for the dead, and why, as a clause ("writes 10 for “several”").
        glance: What it writes for "injured", "date", "place", "kind" and "by", in a few words each;
            what it has no column for is left out.
        lost: What reports say that these columns cannot hold.
        ours: Which parts are our own reading, not the project's rule.
    """

    rules: str
    title: str
    source: str
    incident: int
    scope: Scope
    because: str
    policy: dict[str, str]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    dead: str
    says: str
    glance: dict[str, str]
    lost: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


class Check(Struct, frozen=True, kw_only=True):
    """One thing a standard asks of a record.

    Attributes:
        id: Its name ("place").
        asks: What is asked, in a few words.
        state: "met", "missing", or "person" where only a person can say.
        found: What is there, or what is missing, in a sentence.
        source: The standard and section.
    """

    id: str
    asks: str
    state: CheckState
    found: str
    source: str


class Codings(Struct, frozen=True, kw_only=True):
    """One incident coded by several rule sets, and why they differ, in sentences."""

    schema: Literal["accordingto/codings/1"] = CODINGS_SCHEMA
    incident: int
    codings: tuple[Coding, ...]
    differences: tuple[str, ...]
