"""Reading phrases that count from somewhere: "last week", "two days ago", "a year earlier"."""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.annotate.times_calendar import (
    Period,
    day_of,
    shift,
    unit_of,
)
from accordingto.annotate.times_desk import Desk, Read, read_as, span, unread, weekday_before
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_quarters import quarter_before
from accordingto.annotate.times_shared import STEPS, direction, in_part
from accordingto.model.kinds import Precision
from accordingto.words import role_words

PRECISIONS: dict[str, Precision] = {
    "day": "day", "week": "week", "weekend": "week", "fortnight": "week", "month": "month",
    "quarter": "season", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip
ROUND = {"fortnight": "week", "decade": "year", "century": "year"}
# How many sentences back "in the morning" may look for its day.
NIGHTS_BACK = 1
HOURS = {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}
# A letter after "before" or "after" that ends the phrase: nothing is named that it counts from.
ENDS = frozenset(["", "|", ",", ")", "-"])
NARRATIVE = role_words("times_context", "narrative")
COUNTED = role_words("times_context", "counted")


def read_dayword(phrase: Phrase, desk: Desk) -> Read | None:
    """Today, yesterday, tomorrow, tonight, with a part of the day."""
    if desk.published is None:
        return unread()
    today = desk.today or desk.published
    return read_as(day_of(today + timedelta(days=phrase.number("d") or 0)), desk.today_from)


def read_overnight(phrase: Phrase, desk: Desk) -> Read | None:
    """The night before publication, or the night of a weekday: two days."""
    weekday = phrase.number("W")
    if desk.published is None:
        return unread("weekday_only" if weekday is not None else "unknown")
    if weekday is not None:
        return read_as(day_of(weekday_before(desk.published, weekday)))
    if direction(phrase, desk) == "future":
        return read_as(span(desk.published, desk.published + timedelta(days=1)))
    return read_as(span(desk.published - timedelta(days=1), desk.published))


def read_night(phrase: Phrase, desk: Desk) -> Read | None:
    """ "during the night", "in the early hours": of the day just named, else of the night past."""
    if phrase.words.lower(phrase.first - 1) not in ("in", "during") or phrase.after == "o":
        return None
    if dated := desk.context("day", back=NIGHTS_BACK):
        return read_as(day_of(dated.period.start), dated.words)
    part = phrase.get("P")
    if part == "small hours" and desk.published and direction(phrase, desk) == "past":
        return read_as(day_of(desk.published))
    return read_overnight(phrase, desk) if part == "night" or desk.choosing else None


def read_daypart(phrase: Phrase, desk: Desk) -> Read | None:
    """ "this morning", "last night", "the next morning"."""
    if phrase.before == "v":
        return None
    shifted = phrase.get("s") or ""
    if shifted in ("this", "last", "past"):
        if desk.published is None:
            return unread()
        back = shifted != "this"
        today = desk.today or desk.published
        return read_as(day_of(today - timedelta(days=back)), desk.today_from)
    return _day_by_context(desk, STEPS.get(shifted, 0))


def _day_by_context(desk: Desk, step: int) -> Read | None:
    dated = desk.context("day")
    if dated is None:
        return unread(role="relative_to_event")
    return read_as(day_of(dated.period.start + timedelta(days=step)), dated.words)


def read_unit(phrase: Phrase, desk: Desk) -> Read | None:
    """ "last week", "earlier this month", "later in the day", "the end of the year"."""
    unit = phrase.get("U") or ""
    shifted = phrase.get("s", 1) or phrase.get("s") or "this"
    if phrase.before == "v" or phrase.after == "o" or unit in HOURS:
        return None
    if phrase.words.lower(phrase.last - 1).endswith("s"):
        return unread(role="reference")
    if phrase.has("e") and unit == "day":
        return None
    if unit == "day" and (shifted in ("last", "past", "latest") or "coming" in (shifted,)):
        return None
    if shifted in ("that", "previous", "following") or (unit == "day" and shifted != "this"):
        return _unit_by_context(phrase, desk, unit, shifted)
    if unit == "day" and not phrase.has("bl"):
        return None
    if unit == "day":
        found = _day_by_context(desk, 0)
        return found if found and found.period else read_dayword(phrase, desk)
    if desk.published is None:
        return unread()
    return read_as(_unit_turn(phrase, desk.published, unit, shifted))


def _unit_turn(phrase: Phrase, published: date, unit: str, shifted: str) -> Period | None:
    rolling = phrase.letters in ("Ts" + "U", "ssU") and shifted in ("last", "past")
    if shifted == "past" or rolling:
        begin = shift(published + timedelta(days=1), -1, unit)
        return Period(begin, published, PRECISIONS[unit], unit) if begin else None
    if shifted == "latest":
        shifted = "last"
    step = STEPS.get(shifted, 0)
    day = shift(published, step, "week" if unit == "fortnight" else unit)
    period = unit_of(day, ROUND.get(unit, unit) if unit == "fortnight" else unit) if day else None
    if period is None:
        return None
    return _side(phrase, period, published) if step == 0 else in_part(period, phrase)


def _side(phrase: Phrase, period: Period, published: date) -> Period:
    """The side of a running period that "earlier" or "later" names."""
    if phrase.has("b"):
        return period._replace(end=max(period.start, published - timedelta(days=1)))
    if phrase.has("l"):
        return period._replace(start=published)
    return in_part(period, phrase)


def _unit_by_context(phrase: Phrase, desk: Desk, unit: str, shifted: str) -> Read | None:
    """ "the next day", "that year", "the previous month": counted from a date just named."""
    dated = desk.context(PRECISIONS.get(unit, "year"))
    if dated is None:
        return unread(role="relative_to_event") if phrase.has("s") else None
    day = shift(dated.period.start, STEPS.get(shifted, 0), unit)
    period = unit_of(day, unit) if day else None
    return read_as(in_part(period, phrase) if period else None, dated.words)


def read_weekend(phrase: Phrase, desk: Desk) -> Read | None:
    """ "over the weekend", "last weekend": Saturday and Sunday."""
    if phrase.get("U") != "weekend" or phrase.before == "v" or phrase.has("A"):
        return None
    if not phrase.has("Ts"):
        return None
    if desk.published is None:
        return unread()
    shifted = phrase.get("s")
    monday = desk.published - timedelta(days=desk.published.weekday())
    ahead = shifted in ("next", "coming", "this") or direction(phrase, desk) == "future"
    inside = desk.published.weekday() >= 5
    back = shifted in ("last", "past") or not (ahead or inside)
    saturday = monday + timedelta(days=5 - 7 * back + 7 * (shifted == "next" and inside))
    return read_as(unit_of(saturday, "weekend"))


def read_units(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the last three years", "the past few months", "the next two weeks"."""
    unit, count = phrase.get("U") or "", phrase.number("NDK")
    shifted = phrase.get("s", 1) or phrase.get("s")
    if shifted not in ("last", "past", "next", "coming") or phrase.before == "v":
        return None
    if count is None or desk.published is None:
        return unread(role="reference")
    sign = 1 if shifted in ("next", "coming") else -1
    if unit in HOURS:
        days = int(-(-count * HOURS[unit] // 24))
        other = desk.published + timedelta(days=sign * days)
        return read_as(span(min(other, desk.published), max(other, desk.published)))
    other_day = shift(desk.published, sign * count, unit)
    if other_day is None:
        return None
    first, last = sorted((other_day, desk.published))
    return read_as(Period(first, last, PRECISIONS[unit], unit))


def count_in(phrase: Phrase) -> int | None:
    """The number of units a phrase counts; None for "several"."""
    return 1 if phrase.get("A") and not phrase.has("NDKGY") else phrase.number("NDKY")


def read_ago(phrase: Phrase, desk: Desk) -> Read | None:
    """ "two days ago", "nearly four years ago": counted from publication."""
    unit, count = phrase.get("U") or "", count_in(phrase)
    if count is None or desk.published is None or unit in HOURS:
        return unread()
    if phrase.has("d") or phrase.words.lower(phrase.first) == "exactly":
        exact = shift(desk.published, -count, unit)
        return read_as(day_of(exact) if exact else None)
    if count == 1 and (quarter := quarter_before(desk, phrase, -1)):
        return quarter
    return _counted(desk.published, -count, unit, "published")


def _counted(day: date, count: int, unit: str, anchor: str) -> Read | None:
    found = shift(day, count, unit)
    period = unit_of(found, ROUND.get(unit, unit)) if found else None
    return read_as(period, anchor)


def read_relative(phrase: Phrase, desk: Desk) -> Read | None:
    """ "a week earlier", "three months later", "hours before the attack", "the day after".

    Counted from a date just named, never from publication; before and after an event
    (`relative_to_event`) the date stays open.
    """
    open_ = unread(role="relative_to_event")
    counted = phrase.has("NDKGAY")
    plural = phrase.words.lower(_place(phrase, "UP")).endswith("s")
    if phrase.before == "p" and phrase.words.lower(phrase.first - 1) == "for":
        return None
    if phrase.before == "v" or not (counted or plural or phrase.has("T")):
        return None
    if not counted and not phrase.has("T") and phrase.before in {*"NDKGAYrs-"}:
        return None
    last = phrase.words.lower(phrase.last - 1)
    if last in COUNTED and phrase.has("T"):
        return None
    if last not in NARRATIVE and _names_event(phrase):
        return open_
    if phrase.has("T") and not counted:
        return _beside(phrase, desk) or open_
    unit = phrase.get("U") or ""
    count = count_in(phrase)
    dated = desk.context(PRECISIONS.get(unit, "year"), ahead=unit == "year")
    if unit in HOURS or count is None:
        return open_
    sign = -1 if phrase.has("b") else 1
    if quarter := quarter_before(desk, phrase, sign * count):
        return quarter
    return _counted(dated.period.start, sign * count, unit, dated.words) if dated else open_


def _beside(phrase: Phrase, desk: Desk) -> Read | None:
    """ "the night before,", "the year after.": the one beside a date just named."""
    unit = phrase.get("U") or "day"
    dated = desk.context(PRECISIONS.get(unit, "year"), ahead=unit == "year")
    if dated is None or unit in HOURS:
        return None
    return _counted(dated.period.start, -1 if phrase.has("b") else 1, unit, dated.words)


def _place(phrase: Phrase, letters: str) -> int:
    return next(phrase.first + k for k, c in enumerate(phrase.letters) if c in letters)


def _names_event(phrase: Phrase) -> bool:
    """Whether the words go on with what the phrase counts from."""
    if phrase.after in ENDS:
        return False
    return phrase.words.word(phrase.last) not in ('"', ".", ";", ":", "”", "?", "!")


def read_reference(phrase: Phrase, desk: Desk) -> Read | None:
    """Now, recently, the past: a time without a date."""
    word = phrase.words.lower(phrase.first)
    if phrase.has("s") and word != "current" and not _the_past(phrase):
        return None
    if phrase.has("b") and not (word == "earlier" and phrase.after in (",", "x")):
        return None
    if phrase.has("b") and phrase.before not in ("", "|") and not _starts(phrase):
        return None
    return unread(role="reference")


def _the_past(phrase: Phrase) -> bool:
    """Whether "the past" stands alone, before no unit it would count."""
    return phrase.has("T") and phrase.get("s") == "past" and phrase.after not in {*"UNGDKYZWMPHhrs"}


def _starts(phrase: Phrase) -> bool:
    """Whether the phrase opens a sentence, by its capital."""
    return phrase.words.word(phrase.first)[:1].isupper()


def read_named(phrase: Phrase, desk: Desk) -> Read | None:
    """ "9/11": a day and month that stand for one year's event."""
    return unread("month_day_only")


def read_clock_time(phrase: Phrase, desk: Desk) -> Read | None:
    """A time of day; its day is found by `times.with_days`."""
    return unread("minute")
