"""Reading phrases that name a day, a month, a year: "March 7", "last April", "the early 2000s"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accordingto.annotate.times_calendar import (
    Period,
    day_of,
    half_of,
    holiday_of,
    make_day,
    month_of,
    part_of,
    season_of,
    shift,
    unit_of,
    week_of,
    weekend_of,
    year_of,
    years_of,
)
from accordingto.annotate.times_desk import (
    PUBLISHED,
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
from accordingto.annotate.times_tense import Direction

STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
# The year of a later date that an earlier one shares: "between March 7 and March 9, 2024".
SHARED_YEAR = re.compile(
    r"(?:(?<=[MDO])[-at]|(?<=[MDO]),)T?(?:M[DO]|[DO]o?M|(?<=M[-at])M|[DO]),?o?Y"
)
# Two-digit years up to this many years ahead of publication are of this century.
YEARS_AHEAD = 1
CENTURY_TURN = 30


def year_in(phrase: Phrase, desk: Desk) -> int | None:
    """The year a phrase states, in four digits or two."""
    if (year := phrase.number("Y")) is not None:
        return year
    if shared := SHARED_YEAR.match(phrase.words.letters, phrase.last):
        return int(phrase.words.values[shared.end() - 1])
    short = phrase.number("y")
    if short is None:
        return None
    turn = desk.published.year % 100 + YEARS_AHEAD if desk.published else CENTURY_TURN
    return short + (2000 if short <= turn else 1900)


def part_in(phrase: Phrase) -> str | None:
    """Which part of it a phrase speaks of: early, middle, late."""
    return phrase.get("Ee")


def in_part(period: Period, phrase: Phrase) -> Period:
    """The part of a period that a phrase speaks of; all of it where it names none."""
    part = part_in(phrase)
    return part_of(period, part) if part else period


def direction(phrase: Phrase, desk: Desk) -> Direction | None:
    """Which way the phrase points, by the tense around it."""
    starts, ends = phrase.words.starts, phrase.words.ends
    return desk.direction(starts[phrase.first], ends[phrase.last - 1])


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


def read_month(phrase: Phrase, desk: Desk) -> Read | None:
    """A month, or a part of it, of the year stated or the one meant."""
    month = phrase.number("M")
    assert month is not None
    if phrase.before == "v":
        return None
    if (year := year_in(phrase, desk)) is not None:
        return read_as(in_part(month_of(year, month), phrase), STATED)
    if phrase.has("U"):
        return _month_of_year(phrase, desk, month)
    shifted = phrase.get("s", 1) or phrase.get("s")
    if shifted in ("previous", "following", "that"):
        return _month_by_context(phrase, desk, month, shifted)
    if desk.published is None:
        return unread("unknown")
    return read_as(in_part(_month_turn(phrase, desk, month, shifted), phrase))


def _month_turn(phrase: Phrase, desk: Desk, month: int, shifted: str | None) -> Period:
    published = desk.published
    assert published is not None
    ahead = month_of(published.year + (month < published.month), month)
    behind = month_of(published.year - (month > published.month), month)
    if shifted in ("last", "past"):
        same = month == published.month
        return month_of(published.year - 1, month) if same else behind
    if shifted in ("next", "coming"):
        same = month == published.month
        return month_of(published.year + 1, month) if same else ahead
    if shifted == "this":
        return month_of(published.year, month)
    return ahead if direction(phrase, desk) == "future" else behind


def _month_of_year(phrase: Phrase, desk: Desk, month: int) -> Read | None:
    """ "April last year", "June of the year before": counted from publication."""
    step = STEPS.get(phrase.get("s") or "")
    if phrase.get("U") != "year" or step is None:
        return None
    if desk.published is None:
        return unread("unknown")
    return read_as(in_part(month_of(desk.published.year + step, month), phrase))


def _month_by_context(phrase: Phrase, desk: Desk, month: int, shifted: str) -> Read | None:
    dated = desk.context()
    if dated is None:
        return unread("unknown")
    start, year = dated.period.start, dated.period.start.year
    if shifted == "previous":
        year -= month >= start.month
    elif shifted == "following":
        year += month <= start.month
    return read_as(in_part(month_of(year, month), phrase), dated.words)


def read_month_range(phrase: Phrase, desk: Desk) -> Read | None:
    """ "May to July 2004"."""
    first, last = phrase.number("M"), phrase.number("M", 1)
    year = year_in(phrase, desk)
    if not first or not last or year is None or first >= last:
        return None
    period = month_of(year, first)
    return read_as(period._replace(end=month_of(year, last).end), STATED)


def read_year(phrase: Phrase, desk: Desk) -> Read | None:
    """A year, or a part of it."""
    year = year_in(phrase, desk)
    if year is None or not _is_year(phrase):
        return None
    return read_as(in_part(year_of(year), phrase), STATED)


def _is_year(phrase: Phrase) -> bool:
    """Whether four digits are a year and no count or number of a thing; see `times.counted`."""
    if phrase.has("EeFU"):
        return phrase.get("U") in (None, "year")
    if phrase.has("y"):
        return phrase.before in "ipoeEBa" and phrase.before != ""
    return True


def read_year_range(phrase: Phrase, desk: Desk) -> Read | None:
    """ "1990-95", "2010 to 2012"."""
    first = phrase.number("Y")
    last = phrase.number("Y", 1) or phrase.number("D")
    if first is None or last is None:
        return None
    last = last + first // 100 * 100 if last < 100 else last
    if not first < last <= first + 100:
        return None
    return read_as(years_of(first, last, "years"), STATED)


def read_decade(phrase: Phrase, desk: Desk) -> Read | None:
    """A decade, or a part of it; ages ("in his 20s") are none."""
    first = phrase.number("S")
    assert first is not None
    if first < 100:
        quoted = not phrase.words.word(phrase.last - 1)[0].isalnum()
        if not quoted and not phrase.has("T"):
            return None
        first += 1900 if first >= 20 or desk.published is None else 2000
    period = years_of(first, first + 9, "decade")
    if phrase.has("h"):
        late = phrase.get("Os") in ("last", "2")
        period = years_of(first + 5 * late, first + 4 + 5 * late, "decade")
        return read_as(period, STATED)
    return read_as(in_part(period, phrase), STATED)


def read_century(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the 20th century", "the early 19th century"."""
    number = phrase.number("O")
    if phrase.get("U") != "century" or not number or number < 1:
        return None
    first = (number - 1) * 100 + 1
    return read_as(in_part(years_of(first, first + 99, "century"), phrase), STATED)


def read_season(phrase: Phrase, desk: Desk) -> Read | None:
    """A season of the year stated or the one meant; "the fall of the city" is none."""
    season = phrase.get("Z")
    assert season is not None
    if (year := year_in(phrase, desk)) is not None:
        return read_as(in_part(season_of(year, season), phrase), STATED)
    shifted = phrase.get("s", 1) or phrase.get("s")
    if not shifted and not _names_season(phrase):
        return None
    if desk.published is None:
        return unread("unknown")
    if phrase.has("U"):
        step = STEPS.get(phrase.get("s") or "")
        year = None if step is None else desk.published.year + step
        return read_as(in_part(season_of(year, season), phrase)) if year else None
    return read_as(in_part(_season_turn(phrase, desk, season, shifted), phrase))


def _names_season(phrase: Phrase) -> bool:
    """Whether a bare season is a time: "over the summer", "in winter", "the early summer"."""
    if phrase.after == "o" or phrase.words.lower(phrase.last) in ("term", "camp", "school"):
        return False
    if phrase.has("Ee"):
        return True
    falls = phrase.words.lower(phrase.last - 1) == "fall"
    return phrase.before in ("i", "p", "B", "t") and (phrase.has("T") or not falls)


def _season_turn(phrase: Phrase, desk: Desk, season: str, shifted: str | None) -> Period:
    published = desk.published
    assert published is not None
    turns = [season_of(published.year + k, season) for k in (-2, -1, 0, 1, 2)]
    if shifted in ("last", "past", "previous"):
        return [turn for turn in turns if turn.end < published][-1]
    if shifted in ("next", "coming", "following"):
        return next(turn for turn in turns if turn.start > published)
    if shifted == "this":
        return next(turn for turn in turns if turn.end.year == published.year)
    if direction(phrase, desk) == "future":
        return next(turn for turn in turns if turn.end >= published)
    return [turn for turn in turns if turn.start <= published][-1]


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


def read_first_units(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the first week of August", "the second half of 1989", "the first three months of 2010"."""
    middle = phrase.letters.index("o")
    pieces, of = phrase.cut(0, middle), phrase.cut(middle + 1, len(phrase.letters))
    whole = _container(of, desk)
    nth = -1 if pieces.get("s") == "last" else pieces.number("O")
    if part := part_in(pieces):
        nth = {"early": 1, "middle": 3, "late": -1}[part]
    if whole is None or nth is None or nth == 0:
        return None
    anchor = STATED if phrase.has("Yy") else PUBLISHED
    period = _nth_piece(pieces, whole, nth)
    return read_as(period, anchor) if period else None


def _container(of: Phrase, desk: Desk) -> Period | None:
    """What the pieces are of: a month, a year, the current unit or the one beside it."""
    year = year_in(of, desk)
    if month := of.number("M"):
        if year is not None:
            return month_of(year, month)
        return _month_turn(of, desk, month, None) if desk.published else None
    if year is not None:
        return year_of(year)
    unit, step = of.get("U") or "", STEPS.get(of.get("s") or "this")
    if desk.published is None or unit not in ("month", "year", "week") or step is None:
        return None
    day = shift(desk.published, step, unit)
    return unit_of(day, unit) if day else None


def _nth_piece(pieces: Phrase, whole: Period, nth: int) -> Period | None:
    """The nth of a period's halves, months, weeks or days, or several from there on."""
    if pieces.has("h"):
        return _half(whole, nth)
    unit, count = pieces.get("U"), pieces.number("ND") or 1
    if unit == "month" and whole.unit == "year":
        start = nth if nth > 0 else 13 - count
        if not 1 <= start <= start + count - 1 <= 12:
            return None
        year = whole.start.year
        return month_of(year, start)._replace(end=month_of(year, start + count - 1).end)
    if unit not in ("week", "day"):
        return None
    length = timedelta(days=(7 if unit == "week" else 1) * count)
    first = whole.start + length // count * (nth - 1)
    if nth < 0:
        first = whole.end - length + timedelta(days=1)
    last = min(first + length - timedelta(days=1), whole.end)
    return Period(first, last, unit, unit) if whole.start <= first <= last else None  # type: ignore[arg-type]


def _half(whole: Period, nth: int) -> Period | None:
    second = nth in (2, -1)
    if whole.unit == "year":
        return half_of(whole.start.year, 2 if second else 1)
    middle = whole.start + (whole.end - whole.start) // 2
    if second:
        return whole._replace(start=middle + timedelta(days=1))
    return whole._replace(end=middle)


def read_week_of(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the week of March 6", "the weekend of 12 May"."""
    unit = phrase.get("U")
    found = read_month_day(phrase, desk)
    if unit not in ("week", "weekend") or found is None:
        return None
    if found.period is None:
        return unread("unknown")
    make = week_of if unit == "week" else weekend_of
    return read_as(make(found.period.start), found.anchor)
