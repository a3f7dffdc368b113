"""What annotating finds in one report, before it is put together: plain values only.

Every layer is a tuple of mentions in text order. Mentions refer to each other by position in
their layer, so that the whole crosses to another process unchanged.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from accordingto.model.kinds import (
    Act,
    Group,
    IncidentStatus,
    IncidentType,
    Measure,
    PerpetratorStanding,
    Qualifier,
    ResponseKind,
    SourceKind,
    StatementStanding,
    TargetEffect,
    UnknownAbout,
)
from accordingto.model.text import Evidence
from accordingto.model.values import Channel, Count, Place, When


class Sentence(Struct, frozen=True):
    """One sentence of the text: offsets, and which paragraph (line) it stands in."""

    start: int
    end: int
    paragraph: int


class Quote(Struct, frozen=True):
    """One stretch between quotation marks: `start`, `end` inside the marks."""

    start: int
    end: int
    continues: bool = False
    """True when it goes on from the quote before it (a new paragraph of the same speech)."""


class TimeMention(Struct, frozen=True, kw_only=True):
    """A time expression; `role` tells what its words date.

    "clock" times of day carry the day they belong to where the sentence names it; "age" and
    durations are no mentions at all.
    """

    when: When
    role: Literal["date", "relative_to_event", "reference"] = "date"
    sentence: int


class PlaceMention(Struct, frozen=True, kw_only=True):
    """A place name, or a word that locates others without being the place of anything itself.

    Attributes:
        demonym: Whether it is one of those words: a demonym ("Kenyan"), or the place in the name
            of a body ("Lima Police").
        body: Whether it is the place in the name of a body.
    """

    place: Place
    sentence: int
    demonym: bool = False
    body: bool = False


class Speaker(Struct, frozen=True, kw_only=True):
    """A person or body that says something, all its mentions joined."""

    name: str
    kind: SourceKind
    mentions: tuple[Evidence, ...]
    description: Evidence | None = None


class StatementMention(Struct, frozen=True, kw_only=True):
    """One thing somebody said; `speaker` is a position in `Annotations.speakers`.

    `reach` are the words it may go on to, where that is further than `content`: who gave a number
    there, if nobody else did.
    """

    speaker: int | None
    act: Act
    direct: bool
    cue: Evidence | None
    content: tuple[Evidence, ...]
    via: Channel | None = None
    said_on: When | None = None
    standing: StatementStanding = "asserted"
    about: str | None = None
    sentence: int
    reach: tuple[Evidence, ...] = ()


class FigureMention(Struct, frozen=True, kw_only=True):
    """A number of people harmed; `part_of` is a position in `Annotations.figures`."""

    measure: Measure
    group: Group
    low: int | None
    high: int | None
    qualifier: Qualifier
    word: str | None
    number: Evidence
    evidence: Evidence
    part_of: int | None = None
    new: bool = False
    sentence: int


class EventMention(Struct, frozen=True, kw_only=True):
    """Words that name or tell of an incident.

    Attributes:
        type: Its kind; None for a word that any incident answers to ("the incident").
        status: What became of it.
        past: True when its own words set it apart as earlier or elsewhere ("a 2004 attack",
            "a similar bombing last year").
        sentence: Position in `Annotations.sentences`.
    """

    evidence: Evidence
    type: IncidentType | None
    status: IncidentStatus = "accomplished"
    past: bool = False
    sentence: int


class WeaponMention(Struct, frozen=True, kw_only=True):
    """A weapon or means, with its class."""

    name: str
    class_: str
    evidence: Evidence
    sentence: int


class TargetMention(Struct, frozen=True, kw_only=True):
    """Whom or what an incident was aimed at or struck."""

    name: str
    kind: str
    evidence: Evidence
    sentence: int


class VenueMention(Struct, frozen=True, kw_only=True):
    """A named building or site, with its capacity where the report states it."""

    name: str
    capacity: Count | None
    evidence: Evidence
    sentence: int


class ResponseMention(Struct, frozen=True, kw_only=True):
    """What was done about an incident."""

    kind: ResponseKind
    by: str | None
    evidence: Evidence
    sentence: int


class FootageMention(Struct, frozen=True, kw_only=True):
    """What video or photographs are said to show."""

    shows: str
    via: str | None
    evidence: Evidence
    sentence: int


class UnknownMention(Struct, frozen=True, kw_only=True):
    """Something the report says is not known."""

    about: UnknownAbout
    evidence: Evidence
    sentence: int


class ActorMention(Struct, frozen=True, kw_only=True):
    """Somebody the narrator tells of as doing or suspected of it ("the suspect", "hooded youths").

    `fate` as in `Perpetrator`; `number` where it is counted; `one` for a single person.
    """

    name: str
    kind: SourceKind
    standing: Literal["suspected", "reported"]
    number: Count | None
    fate: Literal["killed", "arrested", "at_large", "unknown"] | None
    evidence: Evidence
    sentence: int
    one: bool = False


class Participant(Struct, frozen=True, kw_only=True):
    """Who or what plays a part in an episode.

    Attributes:
        part: The part it plays.
        name: Its fullest name, or the words that stand for one.
        mentions: Where it is named in the episode's sentences, in text order; never empty.
        description: What the report says a named person is; for people without a name the same
            words as the first mention.
        kind: As in `Target`, `Weapon` (its class) or `Perpetrator`; "" for places.
        effect, number, nation: As in `Target`.
        standing, by_authorities: As in `Perpetrator`.
        score: How sure the reader is of the part, 0 to 1.
    """

    part: Literal["perpetrator", "organisation", "person", "thing", "weapon", "place"]
    name: str
    mentions: tuple[Evidence, ...]
    description: Evidence | None = None
    kind: str = ""
    effect: TargetEffect | None = None
    number: Count | None = None
    nation: str | None = None
    standing: PerpetratorStanding | None = None
    by_authorities: bool | None = None
    score: float = 1.0


class EpisodeMention(Struct, frozen=True, kw_only=True):
    """One incident as the words for those who took part in it tell of it.

    `score` says how sure the reader is that this is one incident of its kind, 0 to 1.
    """

    type: IncidentType
    status: IncidentStatus
    participants: tuple[Participant, ...]
    score: float = 1.0


class Annotations(Struct, frozen=True, kw_only=True):
    """Everything annotating found in one report, layer by layer, in text order."""

    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[StatementMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    targets: tuple[TargetMention, ...] = ()
    venues: tuple[VenueMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    responses: tuple[ResponseMention, ...] = ()
    footage: tuple[FootageMention, ...] = ()
    unknowns: tuple[UnknownMention, ...] = ()
    episodes: tuple[EpisodeMention, ...] = ()
