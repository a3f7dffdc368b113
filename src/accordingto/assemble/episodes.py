"""Episodes of the trained reader and incidents of the rules: which are one, and what each adds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from accordingto.assemble.clauses import Clauses
from accordingto.assemble.episodes_when import find_episode_when
from accordingto.assemble.episodes_where import find_episode_where
from accordingto.assemble.labels import label_of
from accordingto.assemble.mainline import GENERAL
from accordingto.assemble.told import Told
from accordingto.model import (
    Annotations,
    EpisodeMention,
    Evidence,
    Incident,
    Participant,
    Perpetrator,
    Place,
    Target,
    Weapon,
    When,
)
from accordingto.model.kinds import FAMILY, IncidentType, SourceKind

Named = TypeVar("Named", Target, Weapon, Perpetrator)
Held = Callable[[int, int], str | None]
"""The id of the incident that the rules see told at a sentence and an offset."""
CORE = ("person", "thing", "weapon")
# Kinds of incident that an episode can be of: somebody does them to somebody.
DONE = ("violence", "captivity", "plot", "unrest", "other", "accident")
# An abduction and an attack are two incidents, unless the rules have found them to be one.
APART = {"violence", "captivity"}
# How sure the reader must be of a whole episode that no rule tells of, and of one who took part
# beside those whom the rules name.
SURE_EPISODE = 0.45
SURE_BESIDE = 0.7
MOST = 15


def join_episodes(
    incidents: Sequence[Incident], annotations: Annotations, clauses: Clauses, held: Held
) -> tuple[Incident, ...]:
    """The incidents of the rules with what episodes add to them, and those of episodes alone."""
    return _Joining(incidents, annotations, clauses, held).run()


class _Joining:
    def __init__(
        self,
        incidents: Sequence[Incident],
        annotations: Annotations,
        clauses: Clauses,
        held: Held,
    ) -> None:
        self.incidents = {incident.id: incident for incident in incidents}
        self.annotations, self.clauses, self.held = annotations, clauses, held
        self.starts = [sentence.start for sentence in annotations.sentences]
        self.joined: set[str] = set()

    def run(self) -> tuple[Incident, ...]:
        mouths = [m for speaker in self.annotations.speakers for m in speaker.mentions]
        told_of = (without_mouths(episode, mouths) for episode in self.annotations.episodes)
        episodes = [episode for episode in told_of if episode is not None]
        for episode in episodes:
            others = [other for other in episodes if other is not episode]
            told = Told(episode, self.annotations, self.clauses, others)
            self._place(episode, find_episode_when(told), find_episode_where(told))
        return tuple(self.incidents.values())

    def _place(self, episode: EpisodeMention, when: When | None, where: tuple[Place, ...]) -> None:
        """Give an episode to the incident it is, or make it one of its own."""
        known = self._incident_of(episode, when, where)
        if known is not None:
            if known.id not in self.joined:
                known = msgspec.structs.replace(
                    known, when=known.when or when, where=known.where or where
                )
            self.incidents[known.id] = enrich(known, episode)
            self.joined.add(known.id)
        elif (
            episode.score >= SURE_EPISODE and len(self.incidents) < MOST and self._is_told(episode)
        ):
            incident = self._new(episode, when, where)
            self.incidents[incident.id] = enrich(incident, episode)
            self.joined.add(incident.id)

    def _incident_of(
        self, episode: EpisodeMention, when: When | None, where: tuple[Place, ...]
    ) -> Incident | None:
        """The incident told where most of the episode's words stand, if the two agree."""
        votes = Counter(
            number
            for mention in core_of(episode)
            if (number := self.held(self._sentence(mention), mention.start))
        )
        for number, _ in votes.most_common():
            incident = self.incidents.get(number)
            if incident is None or FAMILY[incident.type] not in DONE:
                continue
            if number in self.joined and not _agree(incident, episode, when, where):
                continue
            families = {FAMILY[incident.type], FAMILY[episode.type]}
            if families != APART or episode.type in incident.also:
                return incident
        return None

    def _is_told(self, episode: EpisodeMention) -> bool:
        """Whether those who did it are surely named, and to whom, or the rules see it as well."""
        parts = {one.part for one in episode.participants if one.score >= SURE_BESIDE}
        named = parts & {"perpetrator", "organisation", "weapon"} and parts & {"person", "thing"}
        return bool(named) or self._is_seen(episode)

    def _is_seen(self, episode: EpisodeMention) -> bool:
        """Whether the rules see a deed, a weapon or somebody harmed where an episode is told.

        The model knows texts about violence, and takes a ball game's losers for victims.
        """
        where = self._sentences_of(episode)
        deeds = (e.sentence for e in self.annotations.events if e.type and FAMILY[e.type] in DONE)
        harmed = (figure.sentence for figure in self.annotations.figures)
        weapons = (weapon.sentence for weapon in self.annotations.weapons)
        return any(number in where for number in (*deeds, *harmed, *weapons))

    def _sentences_of(self, episode: EpisodeMention) -> set[int]:
        return {self._sentence(mention) for mention in core_of(episode)}

    def _sentence(self, mention: Evidence) -> int:
        return max(0, bisect_right(self.starts, mention.start) - 1)

    def _is_main(self, episode: EpisodeMention) -> bool:
        """Whether a report is about an episode although its rules tell of no incident."""
        opens = (self.clauses.weight(m, self._sentence(m)) > 1 for m in core_of(episode))
        where = self._sentences_of(episode)
        deeds = (e.sentence for e in self.annotations.events if e.type and _is_violent(e.type))
        return not self.incidents and any(opens) and any(number in where for number in deeds)

    def _new(
        self, episode: EpisodeMention, when: When | None, where: tuple[Place, ...]
    ) -> Incident:
        return Incident(
            id=f"i{1 + len(self.incidents)}",
            role="main" if self._is_main(episode) else "background",
            label=label_of(episode.type, None, where, when),
            type=episode.type,
            also=(),
            status=episode.status,
            when=when,
            where=where,
            venue=None,
            perpetrators=(),
            weapons=(),
            targets=(),
            toll={},
            evidence=tuple(core_of(episode)[:3]),
        )


def _is_violent(kind: IncidentType) -> bool:
    return FAMILY[kind] in APART


def without_mouths(episode: EpisodeMention, mouths: Sequence[Evidence]) -> EpisodeMention | None:
    """An episode without persons who only speak in it; None where nobody and nothing is left.

    A minister who threatens revenge is no target because his name stands near an attack.
    """
    kept = tuple(one for one in episode.participants if not _only_speaks(one, mouths))
    if len(kept) == len(episode.participants):
        return episode
    if not any(one.part in CORE for one in kept):
        return None
    return msgspec.structs.replace(episode, participants=kept)


def _only_speaks(one: Participant, mouths: Sequence[Evidence]) -> bool:
    return (
        one.part == "person"
        and one.effect is None
        and all(_overlaps(mention, mouths) for mention in one.mentions)
    )


def _overlaps(mention: Evidence, pieces: Iterable[Evidence]) -> bool:
    return any(mention.start < piece.end and piece.start < mention.end for piece in pieces)


def core_of(episode: EpisodeMention) -> list[Evidence]:
    """The words that tell an episode from others; of all who took part where there are none."""
    core = [one for one in episode.participants if one.part in CORE]
    found = core or episode.participants
    return sorted((m for one in found for m in one.mentions), key=lambda m: m.start)


def _agree(
    incident: Incident, episode: EpisodeMention, when: When | None, where: tuple[Place, ...]
) -> bool:
    """Whether a second episode can be of the same incident: kind, day and place allow it."""
    if FAMILY[incident.type] != FAMILY[episode.type] and episode.type not in incident.also:
        return False
    if when and incident.when and when.start and incident.when.start:
        first, last = incident.when.start[:10], (incident.when.end or incident.when.start)[:10]
        if not first <= when.start[:10] <= last:
            return False
    return not where or not incident.where or _near(incident.where, where)


def _near(one: Iterable[Place], other: Iterable[Place]) -> bool:
    exact = ("venue", "street", "district", "city")
    here, there = ({p.name.lower() for p in places if p.kind in exact} for places in (one, other))
    return not here or not there or bool(here & there)


def enrich(incident: Incident, episode: EpisodeMention) -> Incident:
    """An incident with those who take part in an episode of it."""
    parts = episode.participants
    targets = [make_target(one) for one in parts if one.part in ("person", "thing")]
    weapons = [make_weapon(one) for one in parts if one.part == "weapon"]
    sure = SURE_BESIDE if incident.perpetrators else 0
    rows = [
        make_row(one)
        for one in parts
        if one.part in ("perpetrator", "organisation")
        and one.score >= sure
        and not _is_known(one, incident.perpetrators)
    ]
    said = (incident.type, *incident.also)
    general = episode.type in GENERAL and FAMILY[episode.type] == FAMILY[incident.type]
    return msgspec.structs.replace(
        incident,
        also=incident.also if general or episode.type in said else (*incident.also, episode.type),
        targets=(*incident.targets, *_unnamed(targets, incident.targets)),
        weapons=(*incident.weapons, *_unnamed(weapons, incident.weapons)),
        perpetrators=(*incident.perpetrators, *_unnamed(rows, incident.perpetrators)),
    )


def _is_known(one: Participant, rows: Iterable[Perpetrator]) -> bool:
    """Whether a row rests on words that name a participant too: "armed men in combat dress"."""
    known = [piece for row in rows for piece in row.evidence]
    return any(_overlaps(mention, known) for mention in one.mentions)


def _unnamed(found: Sequence[Named], known: Sequence[Named]) -> list[Named]:
    """Those whose name is not yet there, nor part of one that is."""
    kept: list[Named] = []
    for one in found:
        words = _words(one.name)
        if not any(words <= _words(other.name) for other in (*known, *kept)):
            kept.append(one)
    return kept


def _words(name: str) -> set[str]:
    """Its words, without the mark of the plural: "two bombs" is "bombs" and "bomb"."""
    return {word.strip(",.()[]\"'").lower().removesuffix("s") for word in name.split()}


def make_target(one: Participant) -> Target:
    """A person or thing harmed, as a target."""
    return Target(
        name=one.name,
        kind=one.kind or "other",
        evidence=one.mentions[0],
        sort="person" if one.part == "person" else "thing",
        description=one.description,
        number=one.number,
        effect=one.effect,
        nation=one.nation,
    )


def make_weapon(one: Participant) -> Weapon:
    """A weapon as the record holds it."""
    return Weapon(name=one.name, class_=one.kind or "other", evidence=one.mentions[0])


def make_row(one: Participant) -> Perpetrator:
    """Somebody who did it, as a row."""
    return Perpetrator(
        name=one.name,
        kind=_kind_of(one),
        standing=one.standing or "reported",
        number=one.number,
        fate=None,
        statements=(),
        evidence=one.mentions[:1],
        by_authorities=one.by_authorities,
    )


def _kind_of(one: Participant) -> SourceKind:
    if one.part == "organisation":
        return "government" if one.kind == "government" else "armed_group"
    return "person" if one.name.istitle() and " " in one.name else "unnamed"
