"""Days as UCDP GED codes them: the phrases of Appendix 2, each with its range.

Source:
    UCDP GED Codebook 23.1, `date_prec` and Appendix 2. A phrase that the appendix does not list
    gives None, and is left to whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from dateutil.relativedelta import MO, SU, relativedelta

from accordingto.words import load_words, role_pattern, role_words, text_pattern

LIST, CALENDAR = "ucdp_dates", "times"
Days = tuple[date, date]
Of = TypeVar("Of")
Reader = Callable[[re.Match[str], date], "DateRange | None"]

DAY = timedelta(days=1)
YEAR = re.compile(r"(?<!\w)[12]\d{3}(?!\w)")
DASHES = re.compile("[\u2010-\u2014]")
# What a range is made of in a calendar, where words stand beside a phrase of the appendix:
# with any of these the words say more than the phrase, or something else.
OTHER_TIMES = (
    "weekday", "month", "season", "dayword", "edge", "point", "ago", "before", "after", "shift",
    "night", "fiscal", "yearago",
)  # fmt: skip
# 29 February comes back after eight years at the latest, around 1900 and 2100.
LEAP_YEARS = 8
# Days of a month, and months of a year; the last day is cut to the length of the month.
MONTH_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (15, 31)}
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
WHY = {
    "no_time_given": "no time is given: the three days back from reporting",
    "last_night": "the day before reporting",
    "recently": "the three days before reporting, without the day of reporting",
    "around": "the day, one day before it and one day after",
    "weekend": "the Saturday and Sunday before reporting",
    "this_week": "Monday to the day of reporting",
    "night_between": "both days that the night joins",
    "past_24_hours": "the day of reporting and the day before, as printed",
    "past_48_hours": "the day of reporting and the two days before, as printed",
    "past_72_hours": "the day of reporting and the two days before, as printed",
    "since": "the weekday to the day of reporting",
    "late_last_week": "Friday to Sunday of the week before",
    "last_week": "Monday to Sunday of the week before",
    "past_week": "seven days, with the day of reporting",
    "week_of_month": "the weeks of a month are counted from its first day, which begins 1-7",
    "early_month": "days 1-10 of the month",
    "mid_month": "days 10-20 of the month",
    "late_month": "day 15 to the end of the month",
    "recent_weeks": "three weeks",
    "earlier_this_month": "the first of the month to the day before reporting",
    "last_month": "the whole month before",
    "fortnight_ago": "fourteen days",
    "early_year": "January to April",
    "mid_year": "May to August",
    "late_year": "September to December",
    "past_few_months": "three months, not crossing the year",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """The earliest and the latest day that an event may have been on.

    Attributes:
        start: The earliest day, `date_start`.
        end: The latest day, `date_end`, included.
        precision: `date_prec`: 1 the day, 2 two to six days, 3 a week, 4 eight to thirty days or
            a month, 5 more than a month up to a year.
        rule: The phrase's id, the same in every version.
        why: The rule in a sentence.

    Source:
        UCDP GED Codebook 23.1, `date_prec`, `date_start`, `date_end`.
    """

    start: date
    end: date
    precision: int
    rule: str
    why: str


def read_phrase(words: str, reported: date) -> DateRange | None:
    """The range that Appendix 2 gives for words of time, read on the day of reporting.

    Returns:
        None where the words hold no phrase of the appendix, more than one, or one beside other
        words of time. Ranges end on the day of reporting at the latest.

    Source:
        UCDP GED Codebook 23.1, Appendix 2.

    Examples:
        >>> read_phrase("late last week", date(2023, 6, 14)).start
        datetime.date(2023, 6, 9)
    """
    text = " ".join(DASHES.sub("-", words).split())
    hits = outermost((hit, read) for pattern, read in _patterns() for hit in pattern.finditer(text))
    if len(hits) != 1:
        return None
    hit, read = hits[0]
    if _is_unsettled(f"{text[: hit.start()]} | {text[hit.end() :]}"):
        return None
    return read(hit, reported)


def no_time_given(reported: date) -> DateRange:
    """The range of an event whose report gives no time: the three days back from reporting.

    The appendix takes the day of reporting out of other ranges by saying so, and does not here: it
    is in. The precision is the same either way.

    Source:
        UCDP GED Codebook 23.1, Appendix 2.
    """
    start = reported - 3 * DAY
    return DateRange(
        start=start, end=reported, precision=2, rule="no_time_given", why=_say("no_time_given")
    )


def code_dates(first: date | None, last: date | None) -> DateRange | None:
    """The range from one known day to another, or of one known day.

    Returns:
        None where the first day is unknown, the last is before it, or they lie more than a year
        apart, for which `date_prec` has no value.

    Source:
        UCDP GED Codebook 23.1, `date_prec`.
    """
    if first is None:
        return None
    end = last or first
    precision = precision_of(first, end)
    if precision is None:
        return None
    why = "The day is known." if first == end else "The first and the last possible day are known."
    return DateRange(start=first, end=end, precision=precision, rule="known_days", why=why)


def precision_of(start: date, end: date) -> int | None:
    """`date_prec` of a range, both days included.

    Seven days are a week, and a range that is no longer than the month it begins in is a month
    (31 days from 1 January).

    Returns:
        None for a range that ends before it starts, or is longer than a year.

    Source:
        UCDP GED Codebook 23.1, `date_prec`.
    """
    days = (end - start).days + 1
    if days < 1 or end >= start + relativedelta(years=1):
        return None
    if days <= 7:
        return 1 if days == 1 else 3 if days == 7 else 2
    return 4 if days <= 30 or end < start + relativedelta(months=1) else 5


def _say(rule: str) -> str:
    return f"UCDP GED, Appendix 2: {WHY[rule]}."


def _range(rule: str, days: Days | None, reported: date) -> DateRange | None:
    """A range, cut at the day of reporting: nothing is reported before it has happened."""
    if days is None:
        return None
    start, end = days[0], min(days[1], reported)
    precision = precision_of(start, end)
    if precision is None:
        return None
    return DateRange(start=start, end=end, precision=precision, rule=rule, why=_say(rule))


# Finding a phrase.


def outermost(hits: Iterable[tuple[re.Match[str], Of]]) -> list[tuple[re.Match[str], Of]]:
    """The matches that lie in no longer one, each with what it is of."""
    kept: list[tuple[re.Match[str], Of]] = []
    for match, of in sorted(hits, key=lambda hit: hit[0].start() - hit[0].end()):
        if not any(o.start() <= match.start() and match.end() <= o.end() for o, _ in kept):
            kept.append((match, of))
    return kept


def _is_unsettled(rest: str) -> bool:
    """Whether the words beside a phrase say that another time is meant, or a finer one."""
    patterns = (YEAR, role_pattern(LIST, "unsettles"), _other_times())
    return any(pattern.search(rest) for pattern in patterns)


@cache
def _other_times() -> re.Pattern[str]:
    return text_pattern(word for kind in OTHER_TIMES for word in _calendar(kind))


@cache
def _calendar(kind: str) -> Mapping[str, str]:
    """The words of one class of the calendar, in lower case, with what they stand for."""
    entries = [entry for entry in load_words(CALENDAR) if entry.get("class") == kind]
    return {phrase: entry.get("value") for entry in entries for phrase in entry.phrases}


@cache
def _given(role: str, key: str) -> Mapping[str, str]:
    """The phrases of a role, with what they give."""
    entries = [entry for entry in load_words(LIST) if entry.get("role") == role]
    return {phrase: entry.get(key) for entry in entries for phrase in entry.phrases}


def _any(words: Iterable[str]) -> str:
    return text_pattern(words).pattern


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Every phrase of the appendix with what reads it."""
    templates = (
        *((_any([phrase]), _read_fixed) for phrase in _given("phrase", "rule")),
        *_patterns_of_dates(),
        *_patterns_of_weekdays(),
    )
    return tuple((re.compile(template, re.IGNORECASE), read) for template, read in templates)


def _patterns_of_dates() -> Iterator[tuple[str, Reader]]:
    month = f"(?P<month>{_any(_calendar('month'))})"
    linked = f"(?:{_any(role_words(LIST, 'linked'))} )?"
    year = rf"(?:,? {linked}(?P<year>{YEAR.pattern}))?"
    article = f"(?:{_any(role_words(LIST, 'article'))} )?"
    day = rf"(?P<day>(?<!\w)\d{{1,2}}(?!\w)|{_any(role_words(LIST, 'ordinal'))})"
    around = _any(role_words(LIST, "around"))
    part = f"(?P<part>{_any(_given('part', 'part'))})"
    week = f"(?P<week>{_any(_given('week', 'number'))})"
    yield rf"{around} {article}{day}[ -]{linked}{month}{year}", _read_around
    yield rf"{around} {month} {article}{day}{year}", _read_around
    yield rf"{week} {month}{year}", _read_week
    yield rf"{part}[ -]{month}{year}", _read_month_part
    yield rf"{part}[ -](?P<year>{YEAR.pattern})", _read_year_part


def _patterns_of_weekdays() -> Iterator[tuple[str, Reader]]:
    weekday = _any(_calendar("weekday"))
    joint = _any(role_words(LIST, "joint"))
    night = _any(role_words(LIST, "night"))
    yield rf"{_any(role_words(LIST, 'since'))} (?P<weekday>{weekday})", _read_since
    yield rf"{night} (?P<first>{weekday}) {joint} (?P<second>{weekday})", _read_night


# Reading a phrase that was found.


def _read_fixed(hit: re.Match[str], reported: date) -> DateRange | None:
    rule = _given("phrase", "rule")[hit[0].lower()]
    return _range(rule, FIXED[rule](reported), reported)


def _read_around(hit: re.Match[str], reported: date) -> DateRange | None:
    number = int(re.sub(r"\D", "", hit["day"]))
    month = _month(hit)
    days = _latest(lambda year: _month_days(year, month, number, number), hit, reported)
    wide = None if days is None else (days[0] - DAY, days[1] + DAY)
    return _range("around", wide, reported)


def _read_week(hit: re.Match[str], reported: date) -> DateRange | None:
    # The appendix has the first week only, 1-7. The second to the fourth are counted on from
    # there; a last week cannot be, and is not in the list.
    last, month = 7 * int(_given("week", "number")[hit["week"].lower()]), _month(hit)
    days = _latest(lambda year: _month_days(year, month, last - 6, last), hit, reported)
    return _range("week_of_month", days, reported)


def _read_month_part(hit: re.Match[str], reported: date) -> DateRange | None:
    part, month = _part(hit), _month(hit)
    days = _latest(lambda year: _month_days(year, month, *MONTH_PARTS[part]), hit, reported)
    return _range(f"{part}_month", days, reported)


def _read_year_part(hit: re.Match[str], reported: date) -> DateRange | None:
    part, year = _part(hit), int(hit["year"])
    first, last = YEAR_PARTS[part]
    days = (date(year, first, 1), date(year, last, 1) + relativedelta(day=31))
    return _range(f"{part}_year", days, reported)


def _read_since(hit: re.Match[str], reported: date) -> DateRange | None:
    # On a Thursday, "since Thursday" is since the one a week ago: else it would say "today".
    start = _last_weekday(hit["weekday"], reported - DAY)
    return _range("since", (start, reported), reported)


def _read_night(hit: re.Match[str], reported: date) -> DateRange | None:
    second = _last_weekday(hit["second"], reported)
    first = second - DAY
    if _last_weekday(hit["first"], first) != first:
        return None
    return _range("night_between", (first, second), reported)


def _part(hit: re.Match[str]) -> str:
    return _given("part", "part")[hit["part"].lower()]


def _month(hit: re.Match[str]) -> int:
    return int(_calendar("month")[hit["month"].lower()])


def _month_days(year: int, month: int, first: int, last: int) -> Days | None:
    """Days of a month; None where the month has not so many."""
    try:
        start = date(year, month, first)
    except ValueError:
        return None
    return start, start + relativedelta(day=last)


def _latest(build: Callable[[int], Days | None], hit: re.Match[str], reported: date) -> Days | None:
    """The days in the year that is named; with none, the latest that have begun by reporting."""
    this = reported.year
    years = [int(hit["year"])] if hit["year"] else range(this, this - LEAP_YEARS - 1, -1)
    built = (days for year in years if (days := build(year)))
    return next((days for days in built if days[0] <= reported), None)


def _last_weekday(word: str, day: date) -> date:
    """The last day of that name, up to the day that is given."""
    return day - DAY * ((day.weekday() - int(_calendar("weekday")[word.lower()])) % 7)


def _back(first: int, last: int) -> Callable[[date], Days]:
    """From so many days before reporting to so many days before it."""
    return lambda reported: (reported - first * DAY, reported - last * DAY)


def _monday(day: date) -> date:
    return day + relativedelta(weekday=MO(-1))


def _weekend(reported: date) -> Days:
    # On a Sunday it is the weekend that ends that day; on a Saturday the one before.
    sunday = reported + relativedelta(weekday=SU(-1))
    return sunday - DAY, sunday


def _past_few_months(reported: date) -> Days:
    # With the day of reporting, as for "past week".
    start = reported + relativedelta(months=-3, days=1)
    return max(start, date(reported.year, 1, 1)), reported


FIXED: Mapping[str, Callable[[date], Days]] = {
    "last_night": _back(1, 1),
    "recently": _back(3, 1),
    "weekend": _weekend,
    "this_week": lambda reported: (_monday(reported), reported),
    "past_24_hours": _back(1, 0),
    "past_48_hours": _back(2, 0),
    # Two days, as for 48 hours: so it is printed.
    "past_72_hours": _back(2, 0),
    "late_last_week": lambda reported: (_monday(reported) - 3 * DAY, _monday(reported) - DAY),
    "last_week": lambda reported: (_monday(reported) - 7 * DAY, _monday(reported) - DAY),
    "past_week": _back(6, 0),
    # Three weeks with the day of reporting, as for "past week".
    "recent_weeks": _back(20, 0),
    "earlier_this_month": lambda reported: (reported.replace(day=1), reported - DAY),
    "last_month": lambda reported: (
        reported + relativedelta(months=-1, day=1),
        reported.replace(day=1) - DAY,
    ),
    # Fourteen days that hold the day a fortnight ago: those before the day of reporting.
    "fortnight_ago": _back(14, 1),
    "past_few_months": _past_few_months,
}
