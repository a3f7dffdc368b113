"""What the readers of phrases share: the year they state, the part they name, where they point."""

from __future__ import annotations

import re

from accordingto.annotate.times_calendar import Period, part_of
from accordingto.annotate.times_desk import Desk
from accordingto.annotate.times_grammar import Phrase
from accordingto.annotate.times_tense import Direction

STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
# The year of a later date that an earlier one shares: "between March 7 and March 9, 2024".
SHARED_YEAR = re.compile(
    r"(?:(?<=[MDO])[-at]|(?<=[MDO]),)T?(?:M[DO]|[DO]o?M|(?<=M[-at])M|[DO]),?o?Y"
)
TOLD_YEAR = re.compile(r"x[xaq-]{0,5}[io]Y")
# Two-digit years up to this many years ahead of publication are of this century.
YEARS_AHEAD = 1
CENTURY_TURN = 30


def year_in(phrase: Phrase, desk: Desk) -> int | None:
    """The year a phrase states, in four digits or two."""
    if (year := phrase.number("Y")) is not None:
        return year
    if shared := SHARED_YEAR.match(phrase.words.letters, phrase.last):
        return int(phrase.words.values[shared.end() - 1])
    if (told := _year_told(phrase)) is not None:
        return told
    short = phrase.number("y")
    if short is None:
        return None
    turn = desk.published.year % 100 + YEARS_AHEAD if desk.published else CENTURY_TURN
    return short + (2000 if short <= turn else 1900)


def _year_told(phrase: Phrase) -> int | None:
    """The year after the noun that a day is said of: "the Boxing Day quake and tsunami in 2004"."""
    if phrase.before not in {"T", "x"} or not phrase.has("H"):
        return None
    found = TOLD_YEAR.match(phrase.words.letters, phrase.last)
    return int(phrase.words.values[found.end() - 1]) if found else None


def part_in(phrase: Phrase) -> str | None:
    """Which part of it a phrase speaks of: early, middle, late."""
    return phrase.get("Ee")


def in_part(period: Period, phrase: Phrase) -> Period:
    """The part of a period that a phrase speaks of; all of it where it names none."""
    part = part_in(phrase)
    return part_of(period, part) if part else period


def direction(phrase: Phrase, desk: Desk) -> Direction | None:
    """Which way the phrase points, by the tense around it, and around a clock time before it."""
    if desk.choosing:
        return None
    starts, ends = phrase.words.starts, phrase.words.ends
    first = phrase.first - (phrase.before == "C")
    return desk.direction(starts[first], ends[phrase.last - 1])
