"""Calendar arithmetic: stretches of days, with the precision of the words that name them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.parser import ParserError, parse
from dateutil.relativedelta import relativedelta

from accordingto.model.kinds import Precision

CLOCK = re.compile(r"(?<![\d:])(\d\d:\d\d)(?::\d\d)?(?![\d:])")
ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
# Two fillings for what a date leaves out: where they disagree, the date was not whole.
FILLINGS = (datetime(1904, 1, 1), datetime(2008, 2, 2))
SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
PARTS = {"early": 0, "middle": 1, "late": 2}


class Period(NamedTuple):
    """Days from `start` to `end`, both included, and how exactly the words name them.

    `unit` is the calendar unit of the words: finer than `precision` has words for
    ("quarter", "weekend", "decade").
    """

    start: date
    end: date
    precision: Precision
    unit: str = ""


def parse_published(published: str | None) -> date | None:
    """The day of a publication date in any of the usual shapes; None when it is not one."""
    if not published:
        return None
    if found := ISO.match(published):
        return make_day(*map(int, found.groups()))
    try:
        days = {parse(published, default=filling).date() for filling in FILLINGS}
    except (ParserError, OverflowError, ValueError, TypeError):
        return None
    return days.pop() if len(days) == 1 else None


def published_clock(published: str | None) -> str | None:
    """The time of day in a publication date, as HH:MM; None when it has none, or only midnight."""
    found = CLOCK.search(published or "")
    return found[1] if found and found[1] != "00:00" else None


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none ("February 30")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of(day: date) -> Period:
    """One day."""
    return Period(day, day, "day", "day")


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, that holds a day (UCDP GED Codebook, Appendix 2)."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week", "week")


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the week that holds a day."""
    monday = week_of(day).start
    return Period(monday + timedelta(days=5), monday + timedelta(days=6), "week", "weekend")


def month_of(year: int, month: int) -> Period:
    """One calendar month."""
    last = monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), "month", "month")


def quarter_of(year: int, quarter: int) -> Period:
    """A calendar quarter; its precision is that of a season."""
    first, last = month_of(year, 3 * quarter - 2), month_of(year, 3 * quarter)
    return Period(first.start, last.end, "season", "quarter")


def half_of(year: int, half: int) -> Period:
    """January to June, or July to December."""
    first, last = month_of(year, 6 * half - 5), month_of(year, 6 * half)
    return Period(first.start, last.end, "season", "half")


def season_of(year: int, season: str) -> Period:
    """A season of the northern half of the world; the winter of 1994 begins in December 1993."""
    month = SEASON_STARTS[season]
    first = month_of(year - 1 if season == "winter" else year, month)
    end = first.start + relativedelta(months=3, days=-1)
    return Period(first.start, end, "season", "season")


def year_of(year: int) -> Period:
    """One calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year", "year")


def years_of(first: int, last: int, unit: str) -> Period:
    """A run of years: a decade, a century."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year", unit)


def unit_of(day: date, unit: str) -> Period | None:
    """The calendar unit that holds a day; None for a unit the calendar does not divide into."""
    match unit:
        case "day":
            return day_of(day)
        case "week":
            return week_of(day)
        case "weekend":
            return weekend_of(day)
        case "month":
            return month_of(day.year, day.month)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3)
        case "year":
            return year_of(day.year)
        case "decade":
            return years_of(day.year // 10 * 10, day.year // 10 * 10 + 9, "decade")
        case "century":
            first = (day.year - 1) // 100 * 100 + 1
            return years_of(first, first + 99, "century")
        case _:
            return None


def shift(day: date, count: int, unit: str) -> date | None:
    """A day so many units on (or back, below 0); None outside the calendar."""
    steps = {
        "day": {"days": count},
        "week": {"weeks": count},
        "weekend": {"weeks": count},
        "fortnight": {"weeks": 2 * count},
        "month": {"months": count},
        "quarter": {"months": 3 * count},
        "year": {"years": count},
        "decade": {"years": 10 * count},
        "century": {"years": 100 * count},
    }.get(unit)
    try:
        return day + relativedelta(**steps) if steps else None  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None


def part_of(period: Period, part: str) -> Period:
    """The early, middle or late part of a period, by UCDP GED Codebook, Appendix 2.

    Months: 1-10, 10-20, 15-end; years: January-April, May-August, September-December;
    weeks: Monday-Wednesday, Wednesday-Thursday, Friday-Sunday; else by thirds.
    """
    start, end = period.start, period.end
    third = PARTS[part]
    if period.unit == "month":
        days = ((1, 10), (10, 20), (15, end.day))[third]
        return period._replace(start=start.replace(day=days[0]), end=start.replace(day=days[1]))
    if period.unit == "year":
        first, last = month_of(start.year, 4 * third + 1), month_of(start.year, 4 * third + 4)
        return period._replace(start=first.start, end=last.end)
    if period.unit in ("decade", "century"):
        years = end.year - start.year + 1
        marks = (0, 4, 7, 10) if years == 10 else None
        first_year, last_year = _third(start.year, years, third, marks)
        return period._replace(start=date(first_year, 1, 1), end=date(last_year, 12, 31))
    if period.unit == "week":
        days = ((0, 2), (2, 3), (4, 6))[third]
        return period._replace(
            start=start + timedelta(days=days[0]), end=start + timedelta(days=days[1])
        )
    length = (end - start).days + 1
    first_day = start + timedelta(days=length * third // 3)
    return period._replace(
        start=first_day, end=start + timedelta(days=length * (third + 1) // 3 - 1)
    )


def _third(start: int, years: int, third: int, marks: tuple[int, ...] | None) -> tuple[int, int]:
    marks = marks or tuple(years * k // 3 for k in range(4))
    return start + marks[third], start + marks[third + 1] - 1


def holiday_of(rule: str, year: int) -> date | None:
    """The day of a holiday by its rule.

    "12-25" is fixed; "easter-2" counts days from Easter Sunday; "11-thu-4" is the fourth Thursday
    of November, "05-mon--1" the last Monday of May; "11-mon-1+1" is the day after such a day.
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:] or 0))
    month, second, *rest = re.split(r"-(?=[a-z\d])|-(?=-)", rule, maxsplit=2)
    if not rest:
        return make_day(year, int(month), int(second))
    nth, _, extra = rest[0].partition("+")
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(second)
    return _nth_weekday(year, int(month), weekday, int(nth)) + timedelta(days=int(extra or 0))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    period = month_of(year, month)
    if nth > 0:
        first = period.start + timedelta(days=(weekday - period.start.weekday()) % 7)
        return first + timedelta(weeks=nth - 1)
    last = period.end - timedelta(days=(period.end.weekday() - weekday) % 7)
    return last + timedelta(weeks=nth + 1)
