"""Episodes: incidents as the trained model tells them apart by who takes part in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accordingto.annotate.participants import Participants
from accordingto.annotate.reading import Reading
from accordingto.model import EpisodeMention, Evidence, Participant
from accordingto.model.kinds import IncidentStatus, IncidentType
from accordingto.trained import Entity, Episode, find_episodes
from accordingto.trained.episodes import likeliest

TYPES: dict[str, IncidentType] = {
    "ATTACK": "armed_attack",
    "BOMBING": "bombing",
    "KIDNAPPING": "abduction",
    "ARSON": "arson",
    "ROBBERY": "other",
    "FORCED WORK STOPPAGE": "unrest",
}
STAGES: dict[str, IncidentStatus] = {
    "ACCOMPLISHED": "accomplished",
    "ATTEMPTED": "attempted",
    "THREATENED": "threatened",
}
STANDINGS: dict[str, dict[str, Any]] = {
    "REPORTED AS FACT": {"standing": "reported"},
    "SUSPECTED OR ACCUSED": {"standing": "accused", "by_authorities": False},
    "SUSPECTED OR ACCUSED BY AUTHORITIES": {"standing": "accused", "by_authorities": True},
    "CLAIMED OR ADMITTED": {"standing": "claimed"},
    "POSSIBLE": {"standing": "suspected"},
    "ACQUITTED": {"standing": "ruled_out"},
}
EFFECTS: dict[str, dict[str, Any]] = {
    "DEATH": {"effect": "killed"},
    "INJURY": {"effect": "injured"},
    "NO INJURY OR DEATH": {"effect": "unharmed"},
    "NO INJURY": {"effect": "unharmed"},
    "REGAINED FREEDOM": {"effect": "released"},
    "ESCAPED": {"effect": "escaped"},
    "DESTROYED": {"effect": "destroyed"},
    "SOME DAMAGE": {"effect": "damaged"},
    "NO DAMAGE": {"effect": "undamaged"},
    "PROPERTY TAKEN FROM TARGET": {"effect": "taken"},
    "MONEY TAKEN FROM TARGET": {"effect": "taken"},
    "TARGET TAKEN": {"effect": "taken"},
}
# How near a description must stand to a name to be its own, in characters.
BESIDE = 3


def find_episodes_told(reading: Reading) -> tuple[EpisodeMention, ...]:
    """The incidents of a report, with who and what takes part in each; none without the model."""
    if reading.trained is None:
        return ()
    found = find_episodes(reading.trained.roles, reading.report.text)
    said = Participants(reading)
    return tuple(_Writer(reading, episode, said).write() for episode in found)


class _Writer:
    """Writes one episode as plain values."""

    def __init__(self, reading: Reading, episode: Episode, said: Participants) -> None:
        self.reading, self.episode, self.said = reading, episode, said
        self.roles = episode.roles

    def write(self) -> EpisodeMention:
        """The episode."""
        kind, sure = likeliest(self.roles, self.episode.struck, "inc-type")
        stage, _ = likeliest(self.roles, self.episode.struck, "inc-stage")
        return EpisodeMention(
            type=TYPES[kind],
            status=STAGES[stage],
            participants=tuple(self._participants()),
            score=round(sure * max(entity.score for entity in self.episode.entities), 3),
        )

    def _participants(self) -> Iterator[Participant]:
        people = [one for one in self.episode.entities if one.role == "human_name"]
        beside = {m: self._beside(one) for one in people for m in [one.mentions[0]]}
        taken = {m for said in beside.values() for m in said}
        for entity in self.episode.entities:
            if entity.role == "human_name":
                yield self._person(entity, beside[entity.mentions[0]])
            elif entity.role == "human_description":
                if not taken & {*entity.mentions}:
                    yield self._person(entity, entity.mentions)
            elif entity.role == "physical_target":
                kind = self._likeliest(entity, "phys-tgt-type")
                effect = self._likeliest(entity, "phys-tgt-effect")
                yield self._write(entity, "thing", kind=_kind(kind), **EFFECTS.get(effect, {}))
            elif entity.role == "weapon":
                kind = self._likeliest(entity, "inc-instr-type")
                yield self._write(entity, "weapon", kind=_kind(kind))
            elif entity.role == "place":
                yield self._write(entity, "place")
            else:
                yield self._perpetrator(entity)

    def _perpetrator(self, entity: Entity) -> Participant:
        state = self._likeliest(entity, "perp-inc-cat")
        kind = "government" if state == "STATE-SPONSORED VIOLENCE" else "armed_group"
        standing = self._likeliest(entity, "perp-org-conf")
        part = "organisation" if entity.role == "perp_organisation" else "perpetrator"
        return self._write(entity, part, kind=kind, **STANDINGS[standing])

    def _person(self, entity: Entity, said: tuple[int, ...]) -> Participant:
        kind = self._likeliest(entity, "hum-tgt-type")
        effect = self._likeliest(entity, "hum-tgt-effect")
        values = dict(EFFECTS.get(effect, {}), kind=_kind(kind))
        if said:
            values["description"] = self._longest(said)
        return self._write(entity, "person", **values)

    def _beside(self, name: Entity) -> tuple[int, ...]:
        """The descriptions that stand right beside a mention of a name."""
        text = self.reading.report.text
        found = []
        for position, mention in enumerate(self.roles.mentions):
            if mention.role != "human_description":
                continue
            for at in name.mentions:
                other = self.roles.mentions[at]
                first, second = sorted((mention, other), key=lambda one: one.start)
                between = text[first.end : second.start]
                if len(between.strip(" ,")) == 0 and len(between) <= BESIDE:
                    found.append(position)
        return tuple(found)

    def _write(self, entity: Entity, part: Any, **values: Any) -> Participant:
        evidence = tuple(self._cut(m) for m in sorted(entity.mentions))
        said = self.said.read(evidence)
        named = entity.role == "human_name"
        values.setdefault("description", said.description if named else None)
        return Participant(
            part=part,
            name=" ".join(said.name.split()),
            mentions=evidence,
            number=said.number,
            nation=said.nation,
            score=round(entity.score, 3),
            **values,
        )

    def _likeliest(self, entity: Entity, label: str) -> str:
        return likeliest(self.roles, [entity], label)[0]

    def _cut(self, position: int) -> Evidence:
        mention = self.roles.mentions[position]
        return self.reading.cut(mention.start, mention.end)

    def _longest(self, positions: tuple[int, ...]) -> Evidence:
        return max((self._cut(p) for p in positions), key=lambda e: (len(e.text), -e.start))


def _kind(label: str) -> str:
    return label.lower().replace(" ", "_")
