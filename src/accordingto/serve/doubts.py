"""What is most worth a person's look: the most uncertain and the most consequential first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordingto.model.dossier import IncidentLine

FEW = 2
"""Independent texts below which an incident is told by one voice."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An incident, what is doubtful about it, and how much it matters."""

    line: IncidentLine
    reasons: tuple[str, ...]
    weight: float


def list_doubts(lines: Iterable[IncidentLine]) -> list[Doubt]:
    """Incidents with something to look at; those with most dead in doubt first."""
    found = [Doubt(line, tuple(r), w) for line in lines for r, w in (_weigh(line),) if r]
    return sorted(found, key=lambda doubt: (-doubt.weight, doubt.line.number))


def _weigh(line: IncidentLine) -> tuple[list[str], float]:
    reasons = list(_reasons(line))
    low, best, high = line.toll.get("killed", (None, None, None))
    spread = (high if high is not None else best or 0) - (low or 0)
    return reasons, spread + (best or 0) / 10 + len(reasons)


def _reasons(line: IncidentLine) -> Iterator[str]:
    for measure in ("killed", "injured"):
        found = line.toll.get(measure)
        if found and found[2] is not None and found[0] != found[2]:
            yield f"Counts of people {measure} differ: {found[0]:,} to {found[2]:,}."
        elif found and found[2] is None:
            yield f"The number of people {measure} has no upper bound."
    if line.texts < FEW:
        yield "A single independent text tells of it."
    if line.first is None:
        yield "No day is known."
    if line.place is None:
        yield "No place finer than a country is known."
