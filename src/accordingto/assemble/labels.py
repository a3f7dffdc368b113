"""The short name of an incident: "armed attack, Crown Hall, Sampletown, 22 March 2024"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accordingto.model import Place, Venue, When
from accordingto.model.kinds import IncidentType


def label_of(
    kind: IncidentType, venue: Venue | None, where: Sequence[Place], when: When | None
) -> str:
    """Kind, venue, place and date, those that are known."""
    names = [venue.name] if venue else []
    names += [p.name for p in where if p.kind != "venue" or venue is None][: 3 - len(names)]
    unlike = [name for at, name in enumerate(names) if name not in names[:at]]
    kind_word = "incident" if kind == "other" else kind.replace("_", " ")
    return ", ".join([kind_word, *unlike[:2], *([_date(when)] if when else [])])


def _date(when: When) -> str:
    """The day in full where it is known, else the report's words."""
    if when.start is None or when.precision not in ("minute", "day"):
        return when.text
    day = date.fromisoformat(when.start[:10])
    return f"{day.day} {day:%B %Y}"
