"""What the trained reader can say of a wordpiece, and of the words that fill a role."""

from __future__ import annotations

import numpy as np

CUES = ("O", "B", "I")
ARGUMENTS = ("O", "B-source", "I-source", "B-content", "I-content")
CASES = ("lower", "title", "upper")
ROLES = (
    "perp_individual",
    "perp_organisation",
    "physical_target",
    "human_name",
    "human_description",
    "weapon",
    "place",
)
ENTITY_LABELS: dict[str, tuple[str, ...]] = {
    "inc-type": (
        "ATTACK",
        "BOMBING",
        "KIDNAPPING",
        "ARSON",
        "ROBBERY",
        "FORCED WORK STOPPAGE",
    ),
    "inc-stage": ("ACCOMPLISHED", "ATTEMPTED", "THREATENED"),
    "perp-inc-cat": ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE"),
    "perp-org-conf": (
        "REPORTED AS FACT",
        "SUSPECTED OR ACCUSED",
        "SUSPECTED OR ACCUSED BY AUTHORITIES",
        "CLAIMED OR ADMITTED",
        "POSSIBLE",
        "ACQUITTED",
    ),
    "inc-instr-type": (
        "BOMB",
        "GUN",
        "DYNAMITE",
        "EXPLOSIVE",
        "MACHINE GUN",
        "VEHICLE BOMB",
        "MORTAR",
        "RIFLE",
        "AERIAL BOMB",
        "TORTURE",
        "GRENADE",
        "CUTTING DEVICE",
        "MINE",
        "ROCKET",
        "MOLOTOV COCKTAIL",
        "FIRE",
    ),
    "phys-tgt-type": (
        "OTHER",
        "COMMERCIAL",
        "ENERGY",
        "TRANSPORT VEHICLE",
        "GOVERNMENT OFFICE OR RESIDENCE",
        "COMMUNICATIONS",
        "ORGANIZATION OFFICE",
        "FINANCIAL",
        "CIVILIAN RESIDENCE",
        "DIPLOMAT OFFICE OR RESIDENCE",
        "TRANSPORTATION ROUTE",
        "LAW ENFORCEMENT FACILITY",
        "POLITICAL FIGURE OFFICE OR RESIDENCE",
    ),
    "phys-tgt-effect": (
        "-",
        "SOME DAMAGE",
        "DESTROYED",
        "NO DAMAGE",
        "PROPERTY TAKEN FROM TARGET",
        "MONEY TAKEN FROM TARGET",
        "TARGET TAKEN",
    ),
    "hum-tgt-type": (
        "CIVILIAN",
        "POLITICAL FIGURE",
        "GOVERNMENT OFFICIAL",
        "LAW ENFORCEMENT",
        "LEGAL OR JUDICIAL",
        "ACTIVE MILITARY",
        "SECURITY GUARD",
        "FORMER GOVERNMENT OFFICIAL",
        "FORMER ACTIVE MILITARY",
        "DIPLOMAT",
    ),
    "hum-tgt-effect": (
        "-",
        "DEATH",
        "INJURY",
        "NO INJURY OR DEATH",
        "NO INJURY",
        "REGAINED FREEDOM",
        "NO RESIGNATION",
        "NO DEATH",
        "RESIGNATION",
        "ESCAPED",
    ),
}


def bio(tags: np.ndarray, first: int, last: int, number: int) -> None:
    """Write a span: `number` on its first piece, one more on the others."""
    tags[first:last] = number + 1
    tags[first : first + 1] = number


def case_of(word: str) -> int:
    """How a word is written: 0 lower, 1 with a capital first, 2 in capitals."""
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[:1].isupper() else 0
