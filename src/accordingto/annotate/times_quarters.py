"""Reading quarters and business years: "the third quarter", "a year-earlier loss", "year-end"."""

from __future__ import annotations

from datetime import date

from accordingto.annotate.times_calendar import Period, part_of, quarter_of, shift, unit_of, year_of
from accordingto.annotate.times_desk import Dated, Desk, Read, read_as, unread
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_shared import STEPS, direction


def quarter_before(desk: Desk, unit: str, count: int) -> Read | None:
    """ "a year earlier" beside a quarter means that quarter of another year."""
    dated = desk.context("season", ahead=True)
    if unit != "year" or dated is None or dated.period.unit != "quarter":
        return None
    start = dated.period.start
    return read_as(quarter_of(start.year + count, (start.month + 2) // 3), dated.words)


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
    shifted = phrase.get("s")
    if not phrase.has("skYT") or phrase.after == "o" or phrase.before == "v":
        return None
    dated = _quarter_named_before(desk)
    if dated is None and (phrase.has("Q") or phrase.letters == "TU"):
        return None
    if shifted in ("last", "next", "this", "coming") and desk.published:
        day = shift(desk.published, STEPS[shifted], "quarter")
        return read_as(unit_of(day, "quarter") if day else None)
    if dated is None:
        return unread()
    year = dated.period.start.year - phrase.has("k")
    year = phrase.number("Y") or year
    return read_as(quarter_of(year, (dated.period.start.month + 2) // 3), dated.words)


def _quarter_named_before(desk: Desk) -> Dated | None:
    named = (d for d in reversed(desk.dated) if d.period.unit == "quarter" and not d.back)
    return next(named, None)


def read_yearago(phrase: Phrase, desk: Desk) -> Read | None:
    """ "a year-earlier loss": the quarter just named a year before, else the year before."""
    if quarter := quarter_before(desk, "year", -1):
        return quarter
    return read_as(year_of(desk.published.year - 1)) if desk.published else unread()


def read_year_end(phrase: Phrase, desk: Desk) -> Read | None:
    """ "year-end", "by year's end"."""
    if phrase.get("e") != "late" or phrase.get("U") != "year":
        return None
    if desk.published is None:
        return unread()
    back = desk.published.month <= 3 and direction(phrase, desk) != "future"
    return read_as(part_of(year_of(desk.published.year - back), "late"))


def read_fiscal(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the current fiscal year": the calendar year that gives it its name."""
    step = STEPS.get(phrase.get("s") or "this")
    if phrase.get("U") != "year" or desk.published is None or step is None:
        return unread() if phrase.get("U") == "year" else None
    return read_as(year_of(desk.published.year + step))
