"""Which stretches of a report tell of other incidents than its main one.

Words: `words/en/background.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from accordingto.assemble.clauses import LEAD, Clauses
from accordingto.assemble.mainline import Mainline
from accordingto.model import Annotations, EventMention, TimeMention, When
from accordingto.model.kinds import FAMILY
from accordingto.words import role_pattern, role_words

OLDER_THAN_DAYS = 2
YEAR = 365
DEFINITE = re.compile(rf"{role_pattern('background', 'definite').pattern}\s+$", re.IGNORECASE)
TOLLED = ("killed", "injured", "hospitalised", "missing", "casualties")


class Signal(NamedTuple):
    """A place in a sentence from which the report tells of the main incident, or of another.

    `dated`: a time; else an event's words. `new`: an event told for the first time ("a tremor").
    """

    offset: int
    apart: bool
    dated: bool = False
    end: int = 0
    new: bool = False


class Apart:
    """Answers whether an offset of a sentence lies in words about another incident."""

    def __init__(
        self, annotations: Annotations, clauses: Clauses, mainline: Mainline, when: When | None
    ) -> None:
        self.clauses = clauses
        self.signals: dict[int, list[Signal]] = defaultdict(list)
        self.eves: dict[int, int] = {}  # sentence -> where it names the day before
        self.day = when.start[:10] if when is not None and when.start else None
        whens = (t.when for t in annotations.times if not clauses.to_come(t.when))
        self.undated = clauses.published is None
        self.latest = max((when.start[:10] for when in whens if when.start), default="")
        for event in annotations.events:
            if event.evidence.field is None:
                self._hear_event(event, mainline)
        for time in annotations.times:
            self._hear_time(time)
        self._hear_turns(annotations)
        for number, signals in self.signals.items():
            signals.sort()
            self.signals[number] = self._follow(number, self._dated(number, signals))
        self._keep_lead(annotations)
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
            at = event.evidence.start
            before = self.clauses.text[max(0, at - 40) : at]
            if DEFINITE.search(before):
                return
            down = event.sentence - self.clauses.first > LEAD
            if down and role_pattern("background", "many").search(before):
                self.signals[event.sentence].append(Signal(at, True))
                return
            new = not role_words("background", "new").isdisjoint(before.lower().split()[-3:])
            self.signals[event.sentence].append(Signal(at, False, False, event.evidence.end, new))

    def _hear_time(self, mention: TimeMention) -> None:
        when = mention.when
        if mention.role == "relative_to_event" and self._counts_from_other(mention):
            self.signals[mention.sentence].append(Signal(when.evidence.start, True))
        if mention.role != "date":
            return
        if when.start is None or when.end is None:
            if self._other_month(mention):
                self.signals[mention.sentence].append(Signal(when.evidence.start, True, True))
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
        elif when.precision in ("minute", "day") and when.end[:10] < self.day:
            self.eves.setdefault(mention.sentence, when.evidence.start)

    def _hear_turns(self, annotations: Annotations) -> None:
        """Sentences further down that open by turning to another incident: "A day earlier, ..."."""
        for number in range(self.clauses.first + LEAD + 1, len(annotations.sentences)):
            sentence = annotations.sentences[number]
            opening = self.clauses.words(sentence).lstrip(" \n\t\"“‘'")
            if role_pattern("background", "turns").match(opening):
                self.signals[number] = [Signal(sentence.start, True, True)]

    def _counts_from_other(self, mention: TimeMention) -> bool:
        """ "A week after nine people were killed in Sampleville": days from another incident.

        "A week after the attack" counts from the one that is known already.
        """
        evidence = mention.when.evidence
        _, end = self.clauses.clause(mention.sentence, evidence.start)
        following = self.clauses.text[evidence.end : end].split(maxsplit=1)
        known = role_words("background", "known")
        return (
            role_pattern("background", "long-after").search(evidence.text) is not None
            and bool(following)
            and following[0].lower() not in known
        )

    def _other_month(self, mention: TimeMention) -> bool:
        """ "In February, a gunman ..." further down in a report without a date."""
        number, at = mention.sentence, mention.when.evidence.start
        start = self.clauses.sentences[number].start
        return (
            number - self.clauses.first > LEAD
            and mention.when.precision != "month_day_only"
            and role_pattern("background", "undated").search(mention.when.text) is not None
            and self._fronted(start, at)
        )

    def _dated(self, number: int, signals: list[Signal]) -> list[Signal]:
        """Without the events of a clause that opens with another time: they are of that time."""
        kept: list[Signal] = []
        for signal in signals:
            start, _ = self.clauses.clause(number, signal.offset)
            times = [s for s in kept if s.dated and s.offset >= start]
            opened = bool(times) and self._fronted(start, times[0].offset)
            if signal.dated or not opened or not times[-1].apart:
                kept.append(signal)
        return kept

    def _fronted(self, start: int, offset: int) -> bool:
        """Whether a clause opens with the time at an offset."""
        before = self.clauses.text[start:offset].strip(" \n\t\"“‘'")
        return not before or role_pattern("background", "fronted").fullmatch(before) is not None

    def _follow(self, number: int, signals: list[Signal]) -> list[Signal]:
        """With events dated by another time right after them, or new after one, set apart too.

        "The market bombings, on May 3, killed 12"; "a quake struck in 2004, sparking a tsunami".
        """
        now = any(s.dated and not s.apart for s in signals)
        if now or number - self.clauses.first < LEAD:
            return signals
        if number in self.eves and any(s.new for s in signals):
            signals = sorted([*signals, Signal(self.eves[number], True, True)])
        kept: list[Signal] = []
        for signal, after in zip(signals, [*signals[1:], None], strict=True):
            since = signal.new and any(s.dated and s.apart for s in kept)
            apart = since or self._dated_by(signal, after)
            kept.append(signal._replace(apart=True) if apart else signal)
        return kept

    def _dated_by(self, event: Signal, after: Signal | None) -> bool:
        """Whether the time of another incident stands right behind an event."""
        if after is None or not (after.dated and after.apart and event.end):
            return False
        between = self.clauses.text[event.end : after.offset].strip(" ,(\n").lower()
        fronted, dating = (role_words("background", role) for role in ("fronted", "dating"))
        return between in {"", *fronted, *dating}

    def _keep_lead(self, annotations: Annotations) -> None:
        """Where every toll is set apart, the first one is the main incident's all the same.

        So in the report of a trial: "... two years ago in an attack that left two dead".
        """
        tolls = [f for f in annotations.figures if f.measure in TOLLED and f.high != 0]
        if not tolls or not all(self(f.sentence, f.number.start) for f in tolls):
            return
        number = tolls[0].sentence
        if number - self.clauses.first <= LEAD:  # the first may be a headline
            self.signals[number] = [s for s in self.signals[number] if not s.apart]

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
