"""What a time phrase is read against: the publication date, the tense, the dates before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from accordingto.annotate.times_calendar import Period, day_of
from accordingto.annotate.times_tense import Direction
from accordingto.model.kinds import Precision

Role = Literal["date", "relative_to_event", "reference"]
STATED, PUBLISHED = "stated", "published"
# Further back than this (days) a date without a year is not meant when its next turn is near.
FAR, NEAR = 270, 95
# How many sentences back the date that "the next day" counts from may stand.
SENTENCES_BACK = 2
COARSENESS = ("minute", "day", "week", "month", "season", "year")


class Read(NamedTuple):
    """What a phrase was read as: its days (None when open), how exact, on what it rests."""

    period: Period | None
    precision: Precision
    anchor: str = STATED
    role: Role = "date"


def unread(precision: Precision = "unknown", role: Role = "date") -> Read:
    """A time that the words leave open."""
    return Read(None, precision, STATED, role)


def read_as(period: Period | None, anchor: str = PUBLISHED) -> Read:
    """A time with its days; open when the calendar has none."""
    return Read(period, period.precision, anchor) if period else unread()


class Dated(NamedTuple):
    """A date read earlier in the text."""

    sentence: int
    period: Period
    words: str
    back: bool = False
    """True when it was itself counted back from another date ("a year earlier")."""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Desk:
    """Everything beside the phrase itself that its reading may rest on.

    Attributes:
        published: The day of publication, or None.
        choosing: While phrases are chosen, before any is read: nothing is in `dated` yet.
        sentence, sentence_start: The sentence the phrase stands in, and where it begins.
        today, today_from: The day that "today" means, and the words it rests on: the day of
            publication, or the one on which quoted words were said.
        direction: Tells which way a bare date at two offsets of the text points.
        dated: Dates read before this one, in text order.
        quarter: The quarter last spoken of among them.
    """

    published: date | None
    direction: Callable[[int, int], Direction | None]
    today: date | None = None
    today_from: str = PUBLISHED
    choosing: bool = True
    sentence: int = 0
    sentence_start: int = 0
    dated: list[Dated] = field(default_factory=list)
    quarter: Dated | None = None

    def note(self, dated: Dated) -> None:
        """Keep a date that was read, and the quarter last spoken of.

        No quarter that lies ahead, nor one that was itself counted back from another.
        """
        self.dated.append(dated)
        ahead = self.published is not None and dated.period.start > self.published
        if dated.period.unit == "quarter" and not dated.back and not ahead:
            self.quarter = dated

    def context(
        self, coarsest: str = "year", *, ahead: bool = False, back: int = SENTENCES_BACK
    ) -> Dated | None:
        """The nearest date before the phrase that is exact enough, at most `back` sentences away.

        With `ahead`, dates that were themselves counted back are passed over: two comparisons
        with "a year earlier" start from the same date.
        """
        limit = COARSENESS.index(coarsest)
        for dated in reversed(self.dated):
            if dated.sentence < self.sentence - back:
                return None
            exact = COARSENESS.index(dated.period.precision) <= limit
            if exact and not (ahead and dated.back):
                return dated
        return None

    def nearest(self, turns: list[date], way: Direction | None) -> date | None:
        """The turn of a date without a year that the words mean; `turns` a year apart, in order.

        The tense decides, unless its turn lies most of a year away and the other is near.
        """
        if self.published is None:
            return None
        past = [turn for turn in turns if turn <= self.published]
        future = [turn for turn in turns if turn >= self.published]
        if not past or not future:
            return past[-1] if past else future[0] if future else None
        back, ahead = (self.published - past[-1]).days, (future[0] - self.published).days
        if way == "future":
            return past[-1] if ahead > FAR and back <= NEAR // 3 else future[0]
        return future[0] if back > FAR and ahead <= NEAR else past[-1]


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday not after a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday not before a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def span(first: date, last: date) -> Period:
    """Days from one to another."""
    return day_of(first)._replace(end=last)
