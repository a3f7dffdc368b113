"""The times layer: calendar arithmetic, and texts that try to break it."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from accordingto.annotate import annotate_report
from accordingto.annotate.times_calendar import (
    holiday_of,
    parse_published,
    part_of,
    season_of,
    shift,
    unit_of,
    weekend_of,
    year_of,
)
from accordingto.annotate.times_clock import read_clock
from accordingto.annotate.times_tokens import read_words
from accordingto.model import Report


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2023, date(2023, 12, 25)),
        ("11-thu-4", 2023, date(2023, 11, 23)),
        ("05-mon--1", 2024, date(2024, 5, 27)),
        ("11-mon-1+1", 2016, date(2016, 11, 8)),
        ("easter-2", 2024, date(2024, 3, 29)),
        ("easter+1", 2025, date(2025, 4, 21)),
        ("02-30", 2024, None),
    ],
)
def test_holidays(rule, year, day):
    assert holiday_of(rule, year) == day


def test_weeks_begin_on_monday():
    sunday = date(2024, 3, 24)
    week, weekend = unit_of(sunday, "week"), weekend_of(sunday)
    assert (week.start, week.end) == (date(2024, 3, 18), sunday)
    assert (weekend.start, weekend.end) == (date(2024, 3, 23), sunday)


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("early", date(1999, 1, 1), date(1999, 4, 30)),
        ("middle", date(1999, 5, 1), date(1999, 8, 31)),
        ("late", date(1999, 9, 1), date(1999, 12, 31)),
    ],
)
def test_parts_of_a_year_are_those_of_the_codebook(part, start, end):
    period = part_of(year_of(1999), part)
    assert (period.start, period.end, period.precision) == (start, end, "year")


def test_winter_begins_in_the_december_before():
    assert season_of(2024, "winter")[:2] == (date(2023, 12, 1), date(2024, 2, 29))


def test_counting_past_the_calendar_gives_nothing():
    assert shift(date(2024, 3, 25), -9999, "year") is None
    assert shift(date(2024, 3, 31), -1, "month") == date(2024, 2, 29)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2016", "11 November", "2016-02-30"])
def test_what_is_no_publication_date(text):
    assert parse_published(text) is None


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("6:10am", "06:10"),
        ("12 a.m.", "00:00"),
        ("12:30 p.m. EST", "12:30"),
        ("0735 GMT", "07:35"),
        ("1430 hrs", "14:30"),
        ("noon", "12:00"),
        ("4 in the afternoon", "16:00"),
        ("5 o'clock", None),
    ],
)
def test_clock_times(words, time):
    assert read_words(f"at {words} there").letters == "xCx"
    assert read_clock(words) == time


@pytest.mark.parametrize("day", ["today", "last night", "on 5 May"])
def test_four_digits_before_a_day_are_a_time_of_day(day):
    assert read_words(f"It went off at 1830 {day}.").letters[4] == "C"


@pytest.mark.parametrize("rest", ["metres", "on foot", "Hill Street"])
def test_other_four_digits_are_none(rest):
    assert "C" not in read_words(f"They met at 1830 {rest}.").letters


HOSTILE = {
    "days without end": "Friday " * 20_000,
    "numbers": "7 March 2024, " * 10_000,
    "commas and numbers": "1,2,3,4,5,6,7,8,9," * 5_000,
    "letters only": "a" * 100_000,
    "marks": "<p>\u200fFriday\0</p>\n" * 5_000,
    "odd digits": "at ٣ March ²⁰²⁴ and ⅷ May 99999999999999999999 years ago",
    "years and quarters": "the third quarter a year ago. " * 6_000,
    "times of day": "at 6am " * 20_000,
    "counts beyond the calendar": "9999 years ago, 9999999 days later, the 99th century",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_a_moment(name, monkeypatch):
    from accordingto.annotate import times, times_hours
    from accordingto.annotate.reading import Reading
    from accordingto.annotate.sentences import find_paragraphs, find_sentences

    text = HOSTILE[name]
    # No parse: the tense of so many words would take the parser minutes, not this layer.
    monkeypatch.setattr(times, "direction_of", lambda *_: None)
    monkeypatch.setattr(times, "is_counted", lambda *_: False)
    monkeypatch.setattr(times_hours, "tells_of_past", lambda *_: True)
    monkeypatch.setattr(times_hours, "dates_telling", lambda *_: False)
    sentences = find_sentences(text, find_paragraphs(text))
    reading = Reading(Report(id="h", text=text, published="2024-03-25"), None, sentences)

    started = perf_counter()
    found = times.find_times(reading)

    assert perf_counter() - started < 10
    for mention in found:
        mention.when.evidence.check(reading.report)


@pytest.mark.parametrize("text", ["", " ", "\n", "2024", "Friday", "last", "'", "7", "of May"])
def test_the_shortest_texts(text):
    for published in (None, "2024-03-25"):
        for mention in annotate_report(Report(id="s", text=text, published=published)).times:
            assert (mention.when.start is None) == (mention.when.end is None)
