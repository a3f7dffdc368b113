"""The day that a clock time belongs to: named beside it, elsewhere, or the day of publication.

A time without a day in its sentence or the one before is told of the last day the report named,
as long as that is recent, else of one named soon after. Where the report names no other day, what
happened "at about 6.10am" happened on the day of publication, or on the day before when the
report came out earlier in the day than that. Nothing is read so without a publication date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import inf

from accordingto.annotate.reading import Reading
from accordingto.annotate.times_calendar import Period, day_of, published_clock
from accordingto.annotate.times_clock import read_clock
from accordingto.annotate.times_desk import PUBLISHED, STATED, Desk, Read
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_tense import dates_telling, tells_of_past
from accordingto.model.kinds import Precision

# How many days before publication a day may lie that a clock time far from it belongs to, when
# it was named before, and when it comes only after.
RECENT, SOON = 6, 2
# Sentences back in which any date, however old, is what is being told of.
NEAR = 3
# How many days named before and after are looked at.
MOST = 40
# The end of the name of an account under a post, right before its date.
SIGNED = re.compile(r"@\w+\)\s*$")
DAYS = ("weekday", "month_day", "dayword", "daypart")


@dataclass(slots=True, frozen=True)
class Found:
    """One phrase with its reading and the characters it rests on."""

    phrase: Phrase
    read: Read
    start: int
    end: int
    sentence: int


def with_days(reading: Reading, found: Sequence[Found], desk: Desk) -> Iterator[Found]:
    """Give clock times the day they belong to; join "10 p.m. Wednesday" to one."""
    joined, told = False, None
    for place, item in enumerate(found):
        if joined:
            joined = False
            continue
        if item.phrase.form != "clock":
            yield item
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        joined = after is not None and _adjoins(item, after)
        day = after if joined else _day_beside(found, place)
        if day is not None:
            yield _timed(item, day.read.period, day.read.anchor, day.end if joined else item.end)
        else:
            told = told or _Told(reading, found, desk.published)
            yield told.place(item)


def _adjoins(clock: Found, after: Found) -> bool:
    """Whether a day stands right behind a clock time."""
    letters = clock.phrase.words.letters[clock.phrase.last : after.phrase.first]
    return letters in ("", ",") and _is_day(after) and clock.sentence == after.sentence


def _is_day(item: Found) -> bool:
    return item.phrase.form in DAYS or (_dated(item) and item.phrase.form != "clock")


def _dated(item: Found) -> bool:
    """Whether it stands for one day."""
    period = item.read.period
    return period is not None and period.start == period.end and item.read.role == "date"


def _day_beside(found: Sequence[Found], place: int) -> Found | None:
    """The day nearest to a clock time in its sentence, else the last of the sentence before."""
    clock = found[place]
    around = found[max(0, place - 8) : place + 8]
    same = [item for item in around if item.sentence == clock.sentence and _is_day(item)]
    if same:
        return min(same, key=lambda item: abs(item.start - clock.start))
    before = [i for i in around if i.sentence == clock.sentence - 1 and _is_day(i)]
    return before[-1] if before else None


class _Told:
    """What a clock time belongs to that no day stands beside: dates told before and after it."""

    def __init__(self, reading: Reading, found: Sequence[Found], published: date | None) -> None:
        self.reading = reading
        self.published = published
        self.dates = [i for i in found if i.read.period is not None and i.read.role == "date"]
        self.events = [i for i in self.dates if _dated(i) and self._dates_event(i)]
        self.open = {i.sentence for i in found if _days_from_event(i)}

    def place(self, clock: Found) -> Found:
        """A clock time on its day, or as it was."""
        if self.published is None or clock.sentence in self.open:
            return clock
        if not tells_of_past(self.reading, clock.start, clock.end):
            return clock
        told = bisect_left(self.dates, clock.start, key=_start)
        last = self.dates[told - 1] if told else None
        if last and last.sentence >= clock.sentence - NEAR and not self._recent(last, RECENT):
            return self._on(clock, last) if _dated(last) else clock
        at = bisect_left(self.events, clock.start, key=_start)
        before, after = reversed(self.events[max(0, at - MOST) : at]), self.events[at : at + MOST]
        days = [i for i in before if self._recent(i, RECENT)]
        days += [i for i in after if self._recent(i, SOON)]
        if days:
            return self._on(clock, days[0])
        if self.older < clock.start:
            return clock
        return _timed(clock, self._day_of_issue(clock), PUBLISHED)

    @cached_property
    def older(self) -> float:
        """Where the first day stands that lies well before publication."""
        ends = ((i.start, i.read.period.end) for i in self.events if i.read.period)
        return next((start for start, end in ends if self._age(end) > RECENT), inf)

    def _dates_event(self, item: Found) -> bool:
        """Whether a day dates neither the page, nor a post, nor what somebody said."""
        period, text = item.read.period, self.reading.report.text
        if item.read.anchor == STATED and period is not None and period.start == self.published:
            return False
        if SIGNED.search(text[max(0, item.start - 24) : item.start]):
            return False
        return not dates_telling(self.reading, item.start, item.end)

    def _on(self, clock: Found, day: Found) -> Found:
        words = self.reading.report.text[day.start : day.end]
        return _timed(clock, day.read.period, words)

    def _age(self, day: date) -> int:
        return (self.published - day).days if self.published else 0

    def _recent(self, item: Found, days: int) -> bool:
        return item.read.period is not None and 0 <= self._age(item.read.period.start) <= days

    def _day_of_issue(self, clock: Found) -> Period | None:
        """The day of publication; the day before for a time that had not come by then."""
        issued, time = published_clock(self.reading.report.published), _time(clock)
        if self.published is None:
            return None
        return day_of(self.published - timedelta(days=bool(issued and time and time > issued)))


def _start(item: Found) -> int:
    return item.start


def _days_from_event(item: Found) -> bool:
    """ "Ten days before the murder": the clock time beside it is not of a day that is named."""
    apart = item.read.role == "relative_to_event"
    return apart and item.phrase.get("U") not in ("hour", "minute", "second")


def _time(clock: Found) -> str | None:
    return read_clock(clock.phrase.words.word(clock.phrase.first))


def _timed(clock: Found, day: Period | None, anchor: str, end: int | None = None) -> Found:
    """A clock time on a day; `precision` stays minute where the day is open."""
    time = _time(clock)
    read = clock.read
    if day is not None:
        exact: Precision = "minute" if time else "day"
        period = day._replace(precision=exact, unit=time or "")
        read = read._replace(period=period, precision=exact, anchor=anchor)
    return Found(clock.phrase, read, clock.start, end or clock.end, clock.sentence)
