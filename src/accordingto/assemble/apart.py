"""Which stretches of a report tell of other incidents than its main one.

Words: `words/en/background.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from accordingto.assemble.clauses import Clauses
from accordingto.assemble.mainline import FAMILY, Mainline
from accordingto.model import Annotations, EventMention, TimeMention, When
from accordingto.words import role_pattern

OLDER_THAN_DAYS = 2
YEAR = 365


class Signal(NamedTuple):
    """A place in a sentence from which the report tells of the main incident, or of another."""

    offset: int
    apart: bool
    dated: bool = False


class Apart:
    """Answers whether an offset of a sentence lies in words about another incident."""

    def __init__(
        self, annotations: Annotations, clauses: Clauses, mainline: Mainline, when: When | None
    ) -> None:
        self.clauses = clauses
        self.signals: dict[int, list[Signal]] = defaultdict(list)
        self.day = when.start[:10] if when is not None and when.start else None
        whens = (t.when for t in annotations.times if not clauses.to_come(t.when))
        self.undated = clauses.published is None
        self.latest = max((when.start[:10] for when in whens if when.start), default="")
        for event in annotations.events:
            if event.evidence.field is None:
                self._hear_event(event, mainline)
        for time in annotations.times:
            self._hear_time(time)
        for number, signals in self.signals.items():
            signals.sort()
            self.signals[number] = self._dated(number, signals)
        self._carry_over(annotations)

    def __call__(self, number: int, offset: int) -> bool:
        """Whether the words at an offset are about another incident.

        The nearest signal within the clause decides; else the last one before in the sentence.
        """
        signals = self.signals.get(number, [])
        start, end = self.clauses.clause(number, offset)
        near = [s for s in signals if start <= s.offset < end]
        if near:
            return min(near, key=lambda s: (abs(s.offset - offset), not s.apart)).apart
        before = [s for s in signals if s.offset < start]
        return before[-1].apart if before else False

    def wholly(self, number: int) -> bool:
        """Whether everything in a sentence is about other incidents."""
        signals = self.signals.get(number, [])
        return bool(signals) and all(signal.apart for signal in signals)

    def positions(self, annotations: Annotations) -> dict[int, list[int]]:
        """Sentence -> where the words of the main incident and its tolls stand."""
        found: dict[int, list[int]] = defaultdict(list)
        for event in annotations.events:
            if event.evidence.field is None and not event.past:
                found[event.sentence].append(event.evidence.start)
        for figure in annotations.figures:
            if figure.high != 0:
                found[figure.sentence].append(figure.number.start)
        return {
            number: [at for at in places if not self(number, at)]
            for number, places in found.items()
        }

    def _hear_event(self, event: EventMention, mainline: Mainline) -> None:
        plotted = event.status in ("thwarted", "threatened") and not mainline.planned
        if event.past or (plotted and event.type is not None):
            self.signals[event.sentence].append(Signal(event.evidence.start, True))
        elif event.type is not None and FAMILY[event.type] == mainline.family:
            before = self.clauses.text[max(0, event.evidence.start - 5) : event.evidence.start]
            if re.search(r"\b(?:the|this)\s+$", before, re.IGNORECASE):
                return
            self.signals[event.sentence].append(Signal(event.evidence.start, False))

    def _hear_time(self, mention: TimeMention) -> None:
        when = mention.when
        if when.start is None or when.end is None or mention.role != "date":
            return
        if self.day is None:
            # An undated report: a stated year well before the last one is another time.
            if self.undated and _days_before(when.end[:10], self.latest) > YEAR:
                self.signals[mention.sentence].append(Signal(when.evidence.start, True, True))
            return
        if when.start[:10] <= self.day <= when.end[:10]:
            if when.precision in ("minute", "day"):
                self.signals[mention.sentence].append(Signal(when.evidence.start, False, True))
        elif _days_before(when.end[:10], self.day) >= OLDER_THAN_DAYS:
            self.signals[mention.sentence].append(Signal(when.evidence.start, True, True))

    def _dated(self, number: int, signals: list[Signal]) -> list[Signal]:
        """Without the events of a clause that opens with another time: they are of that time."""
        kept: list[Signal] = []
        for signal in signals:
            start, _ = self.clauses.clause(number, signal.offset)
            times = [s for s in kept if s.dated and s.offset >= start]
            if signal.dated or not times or not times[-1].apart or not self._fronted(start, times):
                kept.append(signal)
        return kept

    def _fronted(self, start: int, times: list[Signal]) -> bool:
        """Whether a clause opens with the first of its times."""
        before = self.clauses.text[start : times[0].offset].strip(" \n\t\"“‘'")
        return not before or role_pattern("background", "fronted").fullmatch(before) is not None

    def _carry_over(self, annotations: Annotations) -> None:
        """A sentence that goes on about the other incident of the sentence before it."""
        told = {figure.sentence for figure in annotations.figures}
        dates = {time.sentence for time in annotations.times if time.role == "date"}
        for number, sentence in enumerate(annotations.sentences[1:], 1):
            words = self.clauses.words(sentence)
            opening = words.lstrip(" \n\t\"“‘'")
            still = role_pattern("background", "still").match(opening)
            still = still or role_pattern("background", "back").search(words)
            goes_on = number in told and number not in dates
            if (still or goes_on) and self.wholly(number - 1) and not self._returns(number):
                dated = [signal for signal in self.signals.get(number, []) if signal.dated]
                self.signals[number] = [Signal(sentence.start, True), *dated]

    def _returns(self, number: int) -> bool:
        words = self.clauses.words(self.clauses.sentences[number])
        dated = any(s.dated and not s.apart for s in self.signals.get(number, []))
        return dated or role_pattern("background", "now").search(words) is not None


def _days_before(earlier: str, later: str) -> int:
    """Days from one ISO date to another; 0 when either is no date."""
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return 0
