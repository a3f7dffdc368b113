"""MUC-4 slots 8 to 11: who did it, and how sure the report is of an organisation.

Source: MUC-4 task documentation, template-doc part 1, 7.9 to 7.12, and the decision tree for
slot 11 in part 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accordingto.codebooks.muc4_words import ends_in, fullest, says, write
from accordingto.codebooks.templates import Fill, Slots, fill
from accordingto.model import Perpetrator
from accordingto.words import role_pattern

PEOPLE = ("person", "unnamed", "witness", "family", "expert", "social_media")
STATES = ("government", "police", "military", "security_service", "court")
TERRORIST, STATE = "TERRORIST ACT", "STATE-SPONSORED VIOLENCE"
# Where one name has several standings, the first of these that it has is coded.
STANDINGS = ("claimed", "reported", "accused", "suspected", "ruled_out")


def code_perpetrators(perpetrators: Sequence[Perpetrator]) -> Slots:
    """Slots 8 to 11. Who is only denied to have done it is left out: no slot holds a denial."""
    rows = one_row_a_name(perpetrators)
    people = [write(row.name) for row in rows if is_individual(row)]
    bodies = [row for row in rows if not is_individual(row)]
    sure = tuple(Fill((confidence_of(row),), (write(row.name),)) for row in bodies)
    return {
        "perp-inc-cat": fill(category_of(rows)),
        "perp-ind-id": tuple(Fill((name,)) for name in people),
        "perp-org-id": tuple(Fill((write(row.name),)) for row in bodies),
        "perp-org-conf": sure,
    }


def one_row_a_name(perpetrators: Sequence[Perpetrator]) -> list[Perpetrator]:
    """One row for each name, with the strongest of its standings; bodies by their fullest names."""
    told = sorted((row for row in perpetrators if row.standing in STANDINGS), key=_strength)
    bodies = {write(row.name): row for row in told if not is_individual(row)}
    kept: dict[str, Perpetrator] = {}
    for row in told:
        name = write(row.name)
        if name in bodies:
            name = fullest(name, (n for n, other in bodies.items() if other.kind == row.kind))
        kept.setdefault(name, replace(row, name=name))
    return list(kept.values())


def _strength(row: Perpetrator) -> int:
    return STANDINGS.index(row.standing)


def is_individual(row: Perpetrator) -> bool:
    """Whether a row is of people, named or described by a common noun, and not of a body."""
    if row.kind in PEOPLE:
        return not ends_in("muc4_people", "body", row.name)
    ranked = role_pattern("muc4_people", "rank").match(row.name)
    return bool(ranked) or ends_in("muc4_people", "individual", row.name)


def confidence_of(row: Perpetrator) -> str:
    """How sure the report is that an organisation did it.

    `suspected` by nobody in particular is POSSIBLE: the report connects it without accusing it.
    """
    if row.standing in ("accused", "suspected") and row.by_authorities:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    if row.standing == "suspected" and row.by_authorities is None:
        return "POSSIBLE"
    return {
        "claimed": "CLAIMED OR ADMITTED",
        "reported": "REPORTED AS FACT",
        "ruled_out": "ACQUITTED",
    }.get(row.standing, "SUSPECTED OR ACCUSED")


def category_of(rows: Sequence[Perpetrator]) -> str | None:
    """Whose violence it is; "generally null if the perpetrator slots are null" (7.9, note 3)."""
    held = [row for row in rows if row.standing != "ruled_out"]
    if not held:
        return None
    return STATE if any(is_state(row) for row in held) else TERRORIST


def is_state(row: Perpetrator) -> bool:
    """Whether a row is of the government, the military or the police, or of people of theirs."""
    if row.kind in STATES:
        return True
    rebels = says("muc4_people", "rebel", row.name)
    return row.kind in PEOPLE and not rebels and says("muc4_people", "state", row.name)
