"""Reading quarters and business years: "the third quarter", "a year-earlier loss", "year-end"."""

from __future__ import annotations

import re
from datetime import date

from accordingto.annotate.times_calendar import Period, day_of, quarter_of, shift, unit_of, year_of
from accordingto.annotate.times_desk import Dated, Desk, Read, read_as, unread
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_shared import STEPS, direction

# How many words back "for the nine months" may stand.
FAR_WORDS = 60


def quarter_before(desk: Desk, phrase: Phrase, count: int) -> Read | None:
    """ "a year earlier" after a quarter means that quarter of another year.

    Not where the sentence compares months ("for the nine months"): then it means those of a year.
    """
    dated = desk.quarter
    if phrase.get("U") not in ("year", None) or dated is None:
        return None
    start = dated.period.start
    if _compares_months(phrase, desk):
        return read_as(year_of(start.year + count), dated.words)
    return read_as(_same_quarter(dated, start.year + count), dated.words)


def _same_quarter(dated: Dated, year: int) -> Period:
    return quarter_of(year, (dated.period.start.month + 2) // 3)


def _compares_months(phrase: Phrase, desk: Desk) -> bool:
    words = phrase.words
    for place in range(phrase.first - 1, max(0, phrase.first - FAR_WORDS), -1):
        if words.starts[place] < desk.sentence_start:
            return False
        if words.letters[place] == "U" and words.values[place] == "month":
            return words.letters[place - 1] in "NDK"
    return False


def read_quarter(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the third quarter", "last year's first quarter", "the year-ago quarter"."""
    number = phrase.number("O")
    if "quarter" not in phrase.values and not (phrase.has("Q") and phrase.has("kYsT")):
        return None
    if number is not None and not 1 <= number <= 4:
        return None
    if number is None:
        return _quarter_unnumbered(phrase, desk)
    if (year := phrase.number("Y")) is not None:
        return read_as(quarter_of(year, number), "stated")
    if desk.published is None:
        return unread()
    return read_as(_quarter_turn(phrase, desk, desk.published, number))


def _quarter_turn(phrase: Phrase, desk: Desk, published: date, number: int) -> Period:
    shifted = phrase.get("s")
    if shifted in STEPS and phrase.letters.count("U") == 2:
        return quarter_of(published.year + STEPS[shifted], number)
    this = quarter_of(published.year, number)
    back = this.start > published and direction(phrase, desk) != "future"
    latest = quarter_of(published.year - back, number)
    return quarter_of(latest.start.year - 1, number) if phrase.has("k") else latest


def _quarter_unnumbered(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the quarter", "the latest period", "the year-ago quarter": by the quarter named before."""
    if not phrase.has("skYT") or phrase.after in {*"o-"} or phrase.before == "v":
        return None
    if phrase.get("U") and (ended := _quarter_ended(phrase, desk)):
        return ended
    shifted, dated = phrase.get("s"), desk.quarter
    bare = phrase.has("Q") or phrase.letters == "TU"
    if dated is None and bare:
        return unread() if desk.choosing else _year_before(phrase, desk)
    if shifted in ("last", "next", "this", "coming") and not phrase.has("Q") and desk.published:
        day = shift(desk.published, STEPS[shifted], "quarter")
        return read_as(unit_of(day, "quarter") if day else None)
    if dated is None:
        return unread()
    back = phrase.has("kgb") or shifted == "last"
    year = phrase.number("Y") or dated.period.start.year - back
    return read_as(_same_quarter(dated, year), dated.words)


def _year_before(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the year-earlier period" where no quarter was named: the year before."""
    if not phrase.has("k") or desk.published is None:
        return None
    return read_as(year_of(desk.published.year - 1))


def _quarter_ended(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the quarter ended Sept. 30": the one that holds the day."""
    words, place = phrase.words, phrase.last + 1
    if words.lower(phrase.last) not in ("ended", "ending") or desk.published is None:
        return None
    if words.letters[place : place + 1] != "M":
        return None
    month, following = int(words.values[place]), words.letters[place + 1 : place + 5]
    year = desk.published.year - (month > desk.published.month)
    if stated := re.match(r"[DO]?,?Y", following):
        year = int(words.values[place + stated.end()])
    return read_as(quarter_of(year, (month + 2) // 3))


def read_yearago(phrase: Phrase, desk: Desk) -> Read | None:
    """ "a year-earlier loss": the quarter just named a year before, else the year before."""
    if quarter := quarter_before(desk, phrase, -1):
        return quarter
    return read_as(year_of(desk.published.year - 1)) if desk.published else unread()


def read_year_end(phrase: Phrase, desk: Desk) -> Read | None:
    """ "year-end", "by year's end": the last day of the year."""
    if phrase.get("e") != "late" or phrase.get("U") != "year":
        return None
    if desk.published is None:
        return unread()
    way = direction(phrase, desk)
    back = way == "past" if phrase.before == "p" else desk.published.month <= 3 and way != "future"
    return read_as(day_of(year_of(desk.published.year - back).end))


def read_fiscal(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the current fiscal year": the calendar year that gives it its name."""
    step = {**STEPS, "latest": -1}.get(phrase.get("s") or "this")
    if phrase.get("U") != "year" or desk.published is None or step is None:
        return unread() if phrase.get("U") == "year" else None
    return read_as(year_of(desk.published.year + step))


def read_for_unit(phrase: Phrase, desk: Desk) -> Read | None:
    """ "sales for the year", "for the week": the one that runs."""
    unit = phrase.get("U")
    if phrase.words.lower(phrase.first - 1) != "for" or unit not in ("year", "week"):
        return None
    if unit == "week" or desk.published is None:
        return unread()
    return read_as(year_of(desk.published.year))
