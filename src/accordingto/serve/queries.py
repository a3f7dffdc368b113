"""Which incidents a list is asked for, and which of them it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accordingto.model.dossier import IncidentLine

PAGE = 50
"""Incidents on a page."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; None and "" leave everything in.

    Attributes:
        words: Words that its name, place or country hold, in any order.
        kind: Its type.
        country: The country's name.
        since, until: It lies on or after, on or before that day.
        killed: At least so many killed, by the best estimate.
        offset: How many are passed over.
    """

    words: str = ""
    kind: str = ""
    country: str = ""
    since: date | None = None
    until: date | None = None
    killed: int = 0
    offset: int = 0

    def choose(self, lines: Iterable[IncidentLine]) -> list[IncidentLine]:
        """The incidents that are asked for, the latest first."""
        found = [line for line in lines if all(self._tests(line))]
        return sorted(found, key=lambda line: (line.first or date.min, line.number), reverse=True)

    def _tests(self, line: IncidentLine) -> Iterator[bool]:
        told = " ".join(filter(None, (line.label, line.place, line.country))).casefold()
        yield all(word in told for word in self.words.casefold().split())
        yield not self.kind or line.type == self.kind
        yield not self.country or line.country == self.country
        yield self.since is None or (line.last or line.first or date.min) >= self.since
        yield self.until is None or (line.first or date.max) <= self.until
        _, best, _ = line.toll.get("killed", (None, None, None))
        yield (best or 0) >= self.killed
