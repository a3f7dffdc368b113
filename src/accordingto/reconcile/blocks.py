"""Which mentions are worth setting side by side: those that share a key.

Every mention has a few dozen keys: days with countries, days of printing with places, its rarest
words. Two mentions are compared when they share a key of time and place, or enough words. A key
that many share (a capital, a war) is cut to the nearest in time, so that the cost of a mention
does not grow with the archive.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from accordingto.model.links import Mention
from accordingto.model.traits import IncidentTraits, Traits

LIMIT = 100
"""How many mentions one key gives at most: the nearest in time."""
BY_WORD = 40
"""The same for a key that is a word: words bring more strangers together than days and places."""
WORDS = 20
"""How many of a mention's weightiest words are keys."""
ENOUGH = 2
"""How many words two mentions must share, where nothing else brings them together."""
NEVER = 0
"""The day of a mention that has none."""
DAY = timedelta(days=1)
MOST_DAYS = 7
"""A longer stretch of days gives no keys of days."""

Near = Callable[[str, int, int], Iterable[Mention]]
"""Asked for a key, a day and a number: the mentions with that key nearest to that day."""


def find_day(report: Traits, incident: IncidentTraits) -> int:
    """The day a mention is put at among others, as a number; `NEVER` where none is known."""
    day = incident.first or report.published
    return day.toordinal() if day else NEVER


def find_keys(report: Traits, incident: IncidentTraits) -> tuple[str, ...]:
    """The keys of a mention, each once."""
    return tuple(dict.fromkeys([*_strong_keys(report, incident), *_word_keys(report, incident)]))


def find_neighbours(report: Traits, incident: IncidentTraits, near: Near) -> list[Mention]:
    """The mentions of other reports that share a key of time and place, or enough words."""
    day = find_day(report, incident)
    strong = {m for key in _strong_keys(report, incident) for m in near(key, day, LIMIT)}
    shared: Counter[Mention] = Counter()
    for key in _word_keys(report, incident):
        shared.update(near(key, day, BY_WORD))
    found = strong | {mention for mention, n in shared.items() if n >= ENOUGH}
    return sorted(mention for mention in found if mention.report != report.report)


class Blocks:
    """An index of mentions by key, in memory."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[tuple[int, Mention]]] = defaultdict(list)

    def add(self, report: Traits) -> None:
        """Put in the mentions of a report."""
        for incident in report.incidents:
            entry = (find_day(report, incident), Mention(report.report, incident.incident))
            for key in find_keys(report, incident):
                insort(self._blocks[key], entry)

    def near(self, key: str, day: int, limit: int) -> Iterator[Mention]:
        """The mentions with a key, at most so many on either side of a day."""
        block: Sequence[tuple[int, Mention]] = self._blocks.get(key, ())
        middle = bisect_left(block, day, key=lambda entry: entry[0])
        half = limit // 2
        low, high = middle - half, middle + half
        for _, mention in block[max(0, min(low, len(block) - limit)) : max(high, limit)]:
            yield mention


def _strong_keys(report: Traits, incident: IncidentTraits) -> Iterator[str]:
    countries = {spot.country for spot in incident.spots if spot.country}
    for day in _days(incident):
        for country in countries:
            yield f"day:{day}:{country}"
    yield from (f"flight:{number}" for number in incident.flights)
    if incident.main and report.published:
        # Where the day of the incident was misread, the day of printing still brings it in.
        third = report.published.toordinal() // 3
        for spot in incident.spots:
            if spot.fine and spot.lat is not None and spot.lon is not None:
                cell = f"{math.floor(spot.lat)}:{math.floor(spot.lon)}"
                yield from (f"print:{third + step}:{cell}" for step in (0, 1))


def _days(incident: IncidentTraits) -> Iterator[date]:
    """The days of a mention and the one after, so that neighbouring days share one."""
    if incident.first is None or incident.last is None:
        return
    span = (incident.last - incident.first).days + 1
    if span <= MOST_DAYS:
        yield from (incident.first + n * DAY for n in range(span + 1))


def _word_keys(report: Traits, incident: IncidentTraits) -> Iterator[str]:
    words = report.words if incident.main else incident.words
    heaviest = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]
    yield from (f"word:{word}" for word, _ in heaviest)
