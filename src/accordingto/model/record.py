"""The record: what one report says, each value with its words and who said it.

Source: the output contract, `docs/record.md`; published as `record.schema.json`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from accordingto.model.kinds import (
    Act,
    Fate,
    Group,
    IncidentRole,
    IncidentStatus,
    IncidentType,
    Measure,
    PerpetratorStanding,
    Qualifier,
    RefusalCause,
    ResponseKind,
    SourceKind,
    StatementStanding,
    TargetEffect,
    TargetSort,
    UnknownAbout,
)
from accordingto.model.text import Evidence
from accordingto.model.values import Channel, Count, Place, When

SCHEMA: Literal["accordingto/record/1"] = "accordingto/record/1"


class ReportInfo(Struct, frozen=True, kw_only=True):
    """The report a record was read from; `text` is None when it was left out.

    `sha256` is the hash of the UTF-8 bytes of the text, so a record can be matched with its
    text later.
    """

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    retrieved: str | None
    language: str
    sha256: str
    text: str | None
    byline: str | None = None


class MadeBy(Struct, frozen=True, kw_only=True):
    """What made a record: the program's version, its language pipeline, its models."""

    version: str
    pipeline: str
    models: tuple[str, ...]


class Source(Struct, frozen=True, kw_only=True):
    """A person or body that says something, under its fullest name in this report.

    `description` is what the report says they are ("a doctor at the town's hospital").
    """

    id: str
    name: str
    kind: SourceKind
    mentions: tuple[Evidence, ...]
    description: Evidence | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """One thing somebody said.

    Attributes:
        source: Id of the source; None when nobody is named ("it was reported").
        act: What was done in saying it.
        direct: True for quoted words; `content` is then each quoted stretch.
        cue: The words that mark it as said ("warned", "according to").
        content: What was said.
        via: The channel.
        said_on: When it was said.
        standing: How the report treats it.
        about: Id of the source, or the name, that is accused, or what is denied.
    """

    id: str
    source: str | None
    act: Act
    direct: bool
    cue: Evidence | None
    content: tuple[Evidence, ...]
    via: Channel | None
    said_on: When | None
    standing: StatementStanding
    about: str | None


class Figure(Struct, frozen=True, kw_only=True):
    """A number of people harmed, as somebody gave it.

    Attributes:
        low, high: Whole people, both ends included; None = no bound stated, both None for a
            vague word, which codebooks decide later.
        word: The vague word, as said.
        number: The number expression alone.
        evidence: The shortest stretch with number, qualifier and what it counts.
        part_of: Id of the figure that includes this one ("115 of them").
        as_of: The time the count stood at.
        new: Adds to an earlier count ("three more died").
    """

    id: str
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    qualifier: Qualifier
    word: str | None
    number: Evidence
    evidence: Evidence
    source: str | None
    statement: str | None
    incident: str | None
    part_of: str | None
    as_of: When | None
    new: bool


class Venue(Struct, frozen=True, kw_only=True):
    """The building or site an incident happened at."""

    name: str
    capacity: Count | None
    evidence: Evidence


class Perpetrator(Struct, frozen=True, kw_only=True):
    """One name under one standing; claims and denials stand side by side as rows.

    `by_authorities` says whether those who accuse or suspect them are government, police, army or
    court; None where that is not told.
    """

    name: str
    kind: SourceKind
    standing: PerpetratorStanding
    number: Count | None
    fate: Fate | None
    statements: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    by_authorities: bool | None = None


class Weapon(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A weapon or means: `class` is its family ("firearm", "explosive", "incendiary")."""

    name: str
    class_: str
    evidence: Evidence


class Target(Struct, frozen=True, kw_only=True):
    """Whom or what the incident was aimed at or struck.

    Attributes:
        name: Their name, or the words that stand for one ("two bodyguards", "a bank").
        kind: What sort of target it is, by the target types of the Global Terrorism Database;
            people also after what they are ("judicial", "guard", "former_official").
        evidence: The words of the name.
        sort: Whether it is people or things; None where only its kind is told.
        description: What the report says they are ("the mayor"); the same words as `evidence`
            for people without a name.
        number: How many; None = not told.
        effect: What became of them; None = not told.
        nation: ISO 3166-1 alpha-2 code of the nation the report says they are of.
    """

    name: str
    kind: str
    evidence: Evidence
    sort: TargetSort | None = None
    description: Evidence | None = None
    number: Count | None = None
    effect: TargetEffect | None = None
    nation: str | None = None


class Refusal(Struct, frozen=True, kw_only=True):
    """A figure a rule did not use, and why: in a plain sentence, and as a kind of reason."""

    figure: str
    why: str
    cause: RefusalCause | None = None


class Toll(Struct, frozen=True, kw_only=True):
    """The report's own view of one measure of the main incident, by a named rule."""

    low: int | None
    best: int | None
    high: int | None
    rule: str
    figures: tuple[str, ...]
    refused: tuple[Refusal, ...]


class Incident(Struct, frozen=True, kw_only=True):
    """One incident that the report tells of or mentions."""

    id: str
    role: IncidentRole
    label: str
    type: IncidentType
    also: tuple[IncidentType, ...]
    status: IncidentStatus
    when: When | None
    where: tuple[Place, ...]
    venue: Venue | None
    perpetrators: tuple[Perpetrator, ...]
    weapons: tuple[Weapon, ...]
    targets: tuple[Target, ...]
    toll: dict[Measure, Toll]
    evidence: tuple[Evidence, ...]


class TimelineEntry(Struct, frozen=True, kw_only=True):
    """Something that happened or was said, at its place in time."""

    when: When
    text: str
    incident: str | None
    statement: str | None
    evidence: Evidence


class Advisory(Struct, frozen=True, kw_only=True):
    """An advisory or a foiled plot before the incident."""

    source: str | None
    when: When | None
    about: str | None
    evidence: Evidence


class Response(Struct, frozen=True, kw_only=True):
    """What was done about the incident, and by whom."""

    kind: ResponseKind
    by: str | None
    evidence: Evidence


class Footage(Struct, frozen=True, kw_only=True):
    """What video or photographs are said to show."""

    shows: str
    via: str | None
    evidence: Evidence


class Unknown(Struct, frozen=True, kw_only=True):
    """Something the report says is not known."""

    about: UnknownAbout
    evidence: Evidence


class Record(Struct, frozen=True, kw_only=True):
    """Everything one report says about its incident; `schema` names the contract's version.

    `places` and `times` hold every place and time expression read, whether or not an incident
    uses it.
    """

    schema: Literal["accordingto/record/1"] = SCHEMA
    report: ReportInfo
    made_by: MadeBy
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    incidents: tuple[Incident, ...]
    timeline: tuple[TimelineEntry, ...]
    warnings: tuple[Advisory, ...]
    responses: tuple[Response, ...]
    footage: tuple[Footage, ...]
    unknowns: tuple[Unknown, ...]
    places: tuple[Place, ...]
    times: tuple[When, ...]


class Failure(Struct, frozen=True, kw_only=True):
    """Stands in a batch for a report that could not be read: `error` says why and what to do."""

    schema: Literal["accordingto/record/1"] = SCHEMA
    report: dict[str, str | None]
    error: str
