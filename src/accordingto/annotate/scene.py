"""The scene around an incident: weapons, targets, venues, actors, responses, footage, unknowns."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.annotate.actors import find_actors
from accordingto.annotate.footage import find_footage
from accordingto.annotate.reading import Reading
from accordingto.annotate.responses import find_responses
from accordingto.annotate.targets import find_targets
from accordingto.annotate.unknowns import find_unknowns
from accordingto.annotate.venues import find_venues
from accordingto.annotate.weapons import find_weapons
from accordingto.model import (
    ActorMention,
    FootageMention,
    ResponseMention,
    TargetMention,
    UnknownMention,
    VenueMention,
    WeaponMention,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The layers of the scene, each in text order."""

    weapons: tuple[WeaponMention, ...] = ()
    targets: tuple[TargetMention, ...] = ()
    venues: tuple[VenueMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    responses: tuple[ResponseMention, ...] = ()
    footage: tuple[FootageMention, ...] = ()
    unknowns: tuple[UnknownMention, ...] = ()


def find_scene(reading: Reading) -> Scene:
    """Find the scene layers."""
    weapons = find_weapons(reading)
    actors = find_actors(reading)
    violent = {mention.sentence for layer in (weapons, actors) for mention in layer}
    return Scene(
        weapons=weapons,
        targets=find_targets(reading, violent),
        venues=find_venues(reading),
        actors=actors,
        responses=find_responses(reading),
        footage=find_footage(reading),
        unknowns=find_unknowns(reading),
    )
