"""Reading phrases that name a day: "March 7", "last Friday", "New Year's Eve"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accordingto.annotate.times_calendar import Period, day_of, holiday_of, make_day, week_of
from accordingto.annotate.times_desk import (
    STATED,
    Desk,
    Read,
    read_as,
    span,
    unread,
    weekday_after,
    weekday_before,
)
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_shared import STEPS, direction, year_in


def read_numeric(phrase: Phrase, desk: Desk) -> Read | None:
    """ISO and slashed dates; where day and month could be either, the date stays open."""
    numbers = [int(n) for n in re.split(r"\D+", phrase.values[0])[:3]]
    if len(phrase.values[0]) >= 8 and numbers[0] > 31:
        day = make_day(numbers[0], numbers[1], numbers[2])
        return read_as(day_of(day), STATED) if day else None
    first, second, year = numbers
    year = year + (2000 if year < 70 else 1900) if year < 100 else year
    by_day, by_month = make_day(year, second, first), make_day(year, first, second)
    if "." in phrase.values[0]:
        by_month = None
    days = {day for day in (by_day, by_month) if day}
    if not days:
        return None
    return read_as(day_of(days.pop()), STATED) if len(days) == 1 else unread()


def read_month_day(phrase: Phrase, desk: Desk) -> Read | None:
    """A day of a month, its year stated or not."""
    month, day = phrase.number("M"), phrase.number("DO")
    assert month is not None
    assert day is not None
    return month_day(phrase, desk, month, day)


def month_day(phrase: Phrase, desk: Desk, month: int, day: int) -> Read | None:
    """The day of a month and its number, in the year stated or the one meant."""
    if make_day(2000, month, day) is None:
        return None
    if (year := year_in(phrase, desk)) is not None:
        stated = make_day(year, month, day)
        return read_as(day_of(stated), STATED) if stated else None
    if desk.published is None:
        return unread("month_day_only")
    years = range(desk.published.year - 4, desk.published.year + 5)
    turns = [turn for y in years if (turn := make_day(y, month, day))]
    # "Thursday, November 10": the weekday tells the year, unless it is wrong in each.
    weekday = phrase.number("W")
    turns = [turn for turn in turns if weekday in (None, turn.weekday())] or turns
    found = desk.nearest(turns, direction(phrase, desk))
    return read_as(day_of(found) if found else None)


def read_paired_day(phrase: Phrase, desk: Desk) -> Read | None:
    """One of two days that share a month: "April 24 and 25", "24 and 25 April"."""
    words, place = phrase.words, phrase.first
    before = words.letters[place - 1 : place] == "a"
    if before and phrase.after == "x" and words.word(phrase.last).isalpha():
        return None  # "May 3 and 12 people"
    month = place - 3 if before else words.letters.index("M", place)
    day = phrase.number("DO")
    return month_day(phrase, desk, int(words.values[month]), day) if day else None


def read_day_range(phrase: Phrase, desk: Desk) -> Read | None:
    """ "March 3-5", "7 to 9 March 2010": from the first day to the last."""
    month = phrase.number("M")
    first, last = phrase.number("DO"), phrase.number("DO", 1)
    if month is None or first is None or last is None or first >= last:
        return None
    begin = month_day(phrase, desk, month, first)
    if begin is None or begin.period is None:
        return begin
    start = begin.period.start
    end = make_day(start.year, start.month, last)
    return begin._replace(period=span(start, end)) if end else None


def read_weekday_day(phrase: Phrase, desk: Desk) -> Read | None:
    """ "Friday the 13th": the nearest such day within a month of publication."""
    weekday, number = phrase.number("W"), phrase.number("O")
    if desk.published is None:
        return unread("weekday_only")
    near = (desk.published + timedelta(days=k) for k in range(-31, 32))
    turns = [day for day in near if day.day == number and day.weekday() == weekday]
    found = desk.nearest(turns, direction(phrase, desk))
    return read_as(day_of(found)) if found else unread("weekday_only")


def read_weekday(phrase: Phrase, desk: Desk) -> Read | None:
    """A weekday: publication day or the last before it, or the next where the tense says so."""
    if phrase.before == "v":
        return None
    weekday = phrase.number("W")
    assert weekday is not None
    shifted = phrase.get("s")
    if shifted in ("previous", "following", "that") and not phrase.has("U"):
        return _weekday_by_context(phrase, desk, weekday, shifted)
    if desk.published is None:
        return unread("weekday_only")
    if phrase.has("U"):
        return _weekday_of_week(phrase, desk, weekday)
    return read_as(day_of(_weekday_turn(phrase, desk.published, weekday, shifted, desk)))


def _weekday_turn(
    phrase: Phrase, published: date, weekday: int, shifted: str | None, desk: Desk
) -> date:
    if phrase.get("s", 1):
        shifted = phrase.get("s", 1)
    if shifted in ("last", "past"):
        return weekday_before(published - timedelta(days=1), weekday)
    if shifted in ("next", "coming"):
        return weekday_after(published + timedelta(days=1), weekday)
    if direction(phrase, desk) == "future":
        return weekday_after(published, weekday)
    return weekday_before(published, weekday)


def _weekday_of_week(phrase: Phrase, desk: Desk, weekday: int) -> Read | None:
    step = STEPS.get(phrase.get("s") or "")
    if step is None or phrase.get("U") != "week" or desk.published is None:
        return None
    monday = week_of(desk.published).start + timedelta(weeks=step)
    return read_as(day_of(monday + timedelta(days=weekday)))


def _weekday_by_context(phrase: Phrase, desk: Desk, weekday: int, shifted: str) -> Read | None:
    dated = desk.context("day")
    if dated is None:
        return unread("weekday_only")
    day = dated.period.start
    if shifted == "previous":
        found = weekday_before(day - timedelta(days=1), weekday)
    elif shifted == "following":
        found = weekday_after(day + timedelta(days=1), weekday)
    else:
        found = weekday_after(day - timedelta(days=3), weekday)
    return read_as(day_of(found), dated.words)


def read_weekday_span(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the night between Sunday and Monday": both days (UCDP GED Codebook, Appendix 2)."""
    first, last = phrase.number("W"), phrase.number("W", 1)
    assert first is not None
    assert last is not None
    if desk.published is None:
        return unread("weekday_only")
    end = _weekday_turn(phrase, desk.published, last, None, desk)
    return read_as(span(weekday_before(end - timedelta(days=1), first), end))


def read_holiday(phrase: Phrase, desk: Desk) -> Read | None:
    """A holiday of the year stated or the one meant."""
    rule = phrase.get("H")
    assert rule is not None
    if (year := year_in(phrase, desk)) is not None:
        day = holiday_of(rule, year)
        return read_as(day_of(day), STATED) if day else None
    if desk.published is None:
        return unread("month_day_only")
    years = range(desk.published.year - 2, desk.published.year + 3)
    turns = [turn for y in years if (turn := holiday_of(rule, y))]
    return read_as(_holiday_turn(phrase, desk, turns))


def _holiday_turn(phrase: Phrase, desk: Desk, turns: list[date]) -> Period | None:
    published, shifted = desk.published, phrase.get("s")
    assert published is not None
    if phrase.has("U"):
        year = published.year + STEPS.get(shifted or "this", 0)
        found = next((turn for turn in turns if turn.year == year), None)
    elif shifted in ("last", "past"):
        found = [turn for turn in turns if turn < published][-1]
    elif shifted in ("next", "coming"):
        found = next(turn for turn in turns if turn > published)
    else:
        found = desk.nearest(turns, direction(phrase, desk))
    return day_of(found) if found else None
