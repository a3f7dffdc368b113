"""Reading phrases that name a stretch: "last April", "the early 2000s", "the first week of May"."""

from __future__ import annotations

from datetime import timedelta

from accordingto.annotate.times_calendar import (
    Period,
    half_of,
    month_of,
    season_of,
    shift,
    unit_of,
    week_of,
    weekend_of,
    year_of,
    years_of,
)
from accordingto.annotate.times_days import read_month_day
from accordingto.annotate.times_desk import PUBLISHED, STATED, Desk, Read, read_as, unread
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_shared import STEPS, direction, in_part, part_in, year_in


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
    # Who speaks in October of the November before says "last November".
    next_month = (month - published.month) % 12 == 1
    return ahead if next_month or direction(phrase, desk) == "future" else behind


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
