"""The dossier: what many reports say about one incident, each value with its report and words."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from accordingto.model.copies import Copy
from accordingto.model.kinds import (
    Act,
    Fate,
    Group,
    IncidentStatus,
    IncidentType,
    Measure,
    PerpetratorStanding,
    Qualifier,
    RefusalCause,
    ResponseKind,
    SourceKind,
    StatementStanding,
    UnknownAbout,
)
from accordingto.model.text import Evidence
from accordingto.model.values import Place, When

DOSSIER_SCHEMA: Literal["accordingto/dossier/1"] = "accordingto/dossier/1"

PointStanding = Literal[
    "counts", "part", "copied", "repeated", "superseded", "overtaken", "added", "refused"
]
Change = Literal["first", "raised", "lowered", "same"]
Mark = Literal["correction", "retraction", "attackers_in", "attackers_out"]


class Cited(Struct, frozen=True, kw_only=True):
    """Words of one report: `report` is its key in the dossier."""

    report: str
    evidence: Evidence


class DossierReport(Struct, frozen=True, kw_only=True):
    """One report in a dossier.

    Attributes:
        key: What it is called in the dossier ("r1"), in order of publication.
        name: What the desk calls it: a content hash, or the id given.
        id, title, publisher, url, published: As given.
        incident: The id of the incident in its record.
        main: Whether it tells of the incident; False when it only mentions it.
        text: The number of its independent text; copies share that of their original.
        copy: What it was copied from, with the passages side by side; None for an original.
    """

    key: str
    name: str
    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    incident: str
    main: bool
    text: int
    copy: Copy | None


class Giver(Struct, frozen=True, kw_only=True):
    """A person or body that figures or claims go back to, across reports.

    `reports` are those that quote it; `names` all it is called. A report that gives a figure as its
    own is a giver too, together with its copies; `own` is then True.
    """

    id: str
    name: str
    kind: SourceKind
    names: tuple[str, ...]
    reports: tuple[str, ...]
    own: bool = False


class Point(Struct, frozen=True, kw_only=True):
    """One count of people harmed, as one report gives it.

    Attributes:
        id: Its id in the dossier ("p1").
        report: The report's key.
        figures: Ids of the figures in its record: several where parts are added up.
        measure, group, low, high, qualifier, word: As in a figure; whole people.
        giver: The id of whoever gave it.
        own: Whether the report names nobody who gives it.
        given: When it was given: the day it was said or stands for, else that of publication.
        at: The same with the hour where that is known: ISO 8601, in UTC where an offset is given.
        change: What it does to the count its giver had given before.
        marks: What the words around it say: a correction, a retraction, attackers counted or not.
        standing: Whether it counts towards the toll; if not, `why` says so in a sentence.
        instead: The point that takes its place.
        evidence: The words.
        cause: The kind of reason for which its own report's view of the toll refuses it.
        held: How its report treats what was said: asserted, unverified, disputed ...
    """

    id: str
    report: str
    figures: tuple[str, ...]
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    qualifier: Qualifier
    word: str | None
    giver: str
    own: bool
    given: date | None
    at: str | None
    change: Change | None
    marks: tuple[Mark, ...]
    standing: PointStanding
    why: str | None
    instead: str | None
    evidence: tuple[Evidence, ...]
    cause: RefusalCause | None = None
    held: StatementStanding = "asserted"


class Step(Struct, frozen=True, kw_only=True):
    """The toll from a time on: `at` is that time (ISO 8601, UTC where known), `day` its day."""

    at: str
    day: date
    low: int | None
    best: int | None
    high: int | None


class Part(Struct, frozen=True, kw_only=True):
    """How many of those counted were of one group, as most givers say; `points` say so."""

    group: Group
    low: int | None
    high: int | None
    points: tuple[str, ...]


class TollView(Struct, frozen=True, kw_only=True):
    """The toll of one measure over all reports, by a named rule.

    `used` are ids of points; every other point says itself why it does not count. `high` is None
    where the largest count has no upper bound.
    """

    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    rule: str
    why: str
    used: tuple[str, ...]
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]


class Blame(Struct, frozen=True, kw_only=True):
    """One occasion on which somebody claimed, accused, denied or ruled out.

    `by` are ids of givers; empty where the report itself says it.
    """

    report: str
    day: date | None
    by: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    fate: Fate | None
    copied: bool


class Responsibility(Struct, frozen=True, kw_only=True):
    """One name under one standing, with every occasion, the earliest first."""

    name: str
    kind: SourceKind
    standing: PerpetratorStanding
    occasions: tuple[Blame, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """What became known, in a few words, and where."""

    words: str
    day: date | None
    cited: Cited


class OpenQuestion(Struct, frozen=True, kw_only=True):
    """Something that was said not to be known; `answer` is what a later report says."""

    about: UnknownAbout
    asked: tuple[Cited, ...]
    first: date | None
    last: date | None
    answer: Answer | None


class DossierWarning(Struct, frozen=True, kw_only=True):
    """A warning or a foiled plot before the incident."""

    by: str | None
    when: When | None
    about: str | None
    cited: tuple[Cited, ...]


class DossierResponse(Struct, frozen=True, kw_only=True):
    """What was done about the incident, and by whom."""

    kind: ResponseKind
    by: str | None
    cited: Cited


class Quotation(Struct, frozen=True, kw_only=True):
    """Words somebody is quoted with; `reports` all that carry them."""

    giver: str
    act: Act
    cited: Cited
    reports: tuple[str, ...]


class DossierEvent(Struct, frozen=True, kw_only=True):
    """Something that happened or was said, at its place in time."""

    when: When
    text: str
    cited: Cited
    reports: tuple[str, ...]


class Reading(Struct, frozen=True, kw_only=True):
    """One of several values that reports give for the same thing, with those that give it."""

    value: str
    texts: int
    cited: tuple[Cited, ...]


class Fact(Struct, frozen=True, kw_only=True):
    """What most independent texts say, and what the others say."""

    value: str | None
    readings: tuple[Reading, ...]


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything that many reports say about one incident.

    Attributes:
        number: The incident's number at the desk.
        label: Its name.
        type, status: What most independent texts make of it.
        when, where, venue: What most say, and the others.
        first, last: The days it lies in, as most say.
        place: The place most put it at, with its coordinates.
        reports: In order of publication.
        texts: How many independent texts they are.
        givers: Everybody that figures, claims or quotes go back to.
        points: All counts, in order of time; `toll` the view of each measure.
    """

    schema: Literal["accordingto/dossier/1"] = DOSSIER_SCHEMA
    number: int
    label: str
    type: IncidentType
    status: IncidentStatus
    when: Fact
    where: Fact
    venue: Fact
    first: date | None
    last: date | None
    place: Place | None
    places: tuple[Place, ...]
    reports: tuple[DossierReport, ...]
    texts: int
    givers: tuple[Giver, ...]
    points: tuple[Point, ...]
    toll: dict[Measure, TollView]
    responsibility: tuple[Responsibility, ...]
    warnings: tuple[DossierWarning, ...]
    responses: tuple[DossierResponse, ...]
    questions: tuple[OpenQuestion, ...]
    quotes: tuple[Quotation, ...]
    timeline: tuple[DossierEvent, ...]


class IncidentLine(Struct, frozen=True, kw_only=True):
    """An incident in a line: `toll` holds low, best and high of each measure that has a number."""

    number: int
    label: str
    type: IncidentType
    first: date | None
    last: date | None
    place: str | None
    country: str | None
    toll: dict[Measure, tuple[int | None, int | None, int | None]]
    reports: int
    mentioned_in: int
    texts: int
    givers: int
