"""How a record's values read in English: figures, dates, places, standings, closed vocabularies.

Every view says them the same way, so the words live here once. Nothing here decides anything:
a value that is unknown is said to be unknown.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable
from datetime import date

from accordingto.model import Count, Evidence, Figure, Place, Toll, When

MEASURES = {
    "killed": "killed",
    "injured": "injured",
    "hospitalised": "in hospital",
    "missing": "missing",
    "abducted": "abducted",
    "released": "released",
    "detained": "detained",
    "displaced": "displaced",
    "casualties": "casualties",
}
"""Measures in the order every view lists them."""

ACTS = {
    "states": "says",
    "claims_responsibility": "claims responsibility",
    "denies": "denies",
    "accuses": "accuses",
    "warns": "warns",
    "condemns": "condemns",
    "condoles": "condoles",
    "pledges": "pledges",
    "speculates": "speculates",
    "declines": "declines to say",
    "announces": "announces",
}

STANDINGS = {
    "claimed": "claims it",
    "accused": "accused",
    "suspected": "suspected",
    "reported": "reported",
    "denied": "denied",
    "ruled_out": "ruled out",
}
"""Perpetrator standings in the order every view lists them."""

UNKNOWNS = {
    "motive": "motive",
    "perpetrator": "who did it",
    "fate": "somebody's fate",
    "verification": "not verified",
    "toll": "toll",
    "cause": "cause",
    "whereabouts": "whereabouts",
    "other": "other",
}

_WIDE = ("country", "admin", "feature")
"""Kinds of place too wide for a point on the map to tell where something happened."""

_SIGNS = {"at_least": "≥ ", "more_than": "> ", "fewer_than": "< ", "up_to": "≤ ", "about": "about "}

_SPELLED = {
    "at_least": "at least ",
    "more_than": "more than ",
    "fewer_than": "fewer than ",
    "up_to": "up to ",
    "about": "about ",
}

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
_CONTROLS |= {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")
_OVERRIDES = dict.fromkeys([0x202D, 0x202E], "\ufffd")
_SHOWN = _CONTROLS | _SURROGATES | _OVERRIDES
_PLAIN = _SHOWN | _DIRECTIONS


def show_controls(text: str) -> str:
    """Make control characters visible (a null byte as its symbol); length stays the same.

    So are marks that turn letters round, which no report needs and which make words read
    otherwise than they stand. Marks that embed right-to-left words in others are kept.
    """
    return text.translate(_SHOWN)


def plain(text: str) -> str:
    """One line of text that is safe to print: no controls, no direction overrides, no breaks."""
    return " ".join(text.translate(_PLAIN).split())


def bidi_free(text: str) -> str:
    """Text for a place where its direction cannot be isolated (a tooltip)."""
    return text.translate(_PLAIN)


def once(evidence: Iterable[Evidence], most: int) -> tuple[list[str], int]:
    """The words of evidence, each wording once, and how many more there are than `most`."""
    distinct: dict[str, str] = {}
    for each in evidence:
        words = plain(each.text)
        distinct.setdefault(words.casefold(), words)
    return list(distinct.values())[:most], max(0, len(distinct) - most)


def words_of(code: str) -> str:
    """A code of a closed vocabulary in plain words ("air_strike": "air strike")."""
    return code.replace("_", " ")


def number(value: int) -> str:
    """A whole number with thousands set apart."""
    return f"{value:,}"


def span(low: int | None, high: int | None) -> str | None:
    """A pair of bounds: "60", "3–5", "≥ 60", "≤ 40"; None when neither is stated."""
    if low is None and high is None:
        return None
    if low is None:
        return f"≤ {number(high or 0)}"
    if high is None:
        return f"≥ {number(low)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def figure_value(figure: Figure) -> str:
    """A figure as said, with its qualifier as a sign: "≥ 60", "> 100", "hundreds (as said)"."""
    return _say(figure, _SIGNS)


def figure_spelled(figure: Figure) -> str:
    """A figure as said, with its qualifier in words, for reading aloud."""
    return _say(figure, _SPELLED).replace("–", " to ")


def _say(figure: Figure, signs: dict[str, str]) -> str:
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    if not bounds:
        return f"{plain(figure.word or figure.number.text)} (as said)"
    stated = number(bounds[0]) if len(set(bounds)) == 1 else "–".join(map(number, bounds))
    return ("+ " if figure.new else "") + signs.get(figure.qualifier, "") + stated


def figure_counts(figure: Figure) -> str:
    """What a figure counts: "killed", "in hospital, children"."""
    measure = MEASURES[figure.measure]
    unsaid = figure.group in ("people", "other")
    return measure if unsaid else f"{measure}, {words_of(figure.group)}"


def toll_value(toll: Toll) -> str:
    """The report's own toll of one measure: "≥ 60", "145", "61 (60–93)"."""
    value, bounds = toll_parts(toll)
    return f"{value} ({bounds})" if bounds else value


def toll_parts(toll: Toll) -> tuple[str, str]:
    """The best value, and the bounds where they say more than that."""
    bounds = span(toll.low, toll.high)
    if toll.best is None:
        return bounds or "no usable figure", ""
    if toll.low is None or toll.low == toll.best:
        simple = toll.high in (None, toll.best)
        return (bounds or number(toll.best), "") if simple else (number(toll.best), bounds or "")
    best = span(toll.best, toll.high if toll.high is None else toll.best)
    lowest = toll.high in (None, toll.best)
    return best or "", f"lowest {number(toll.low)}" if lowest else bounds or ""


def aloud(value: str) -> str:
    """Bounds for a screen reader, which would read signs badly or not at all."""
    return value.replace("≥ ", "at least ").replace("≤ ", "at most ").replace("–", " to ")


def count_value(count: Count) -> str:
    """How many, by its bounds; the words where none are stated."""
    return span(count.low, count.high) or plain(count.evidence.text)


def when_value(when: When) -> str:
    """The date a time expression stands for; its words when it stands for none."""
    if when.start is None:
        return f"“{plain(when.text)}”, no date"
    first, last = when.start, when.end or when.start
    if when.precision == "year" and first[:4] == last[:4]:
        return first[:4]
    if when.precision == "month" and first[:7] == last[:7]:
        return _month(first)
    if first == last:
        return _day(first)
    return _days(first, last)


def when_note(when: When) -> str:
    """What a date rests on: its words, its precision, what it was read against."""
    words = "" if when.start is None else f"“{plain(when.text)}”, "
    return words + when_basis(when)


def when_basis(when: When) -> str:
    """How a date was read, without its words."""
    if when.start is None:
        return f"{words_of(when.precision)}, nothing to read it against"
    if when.anchor == "stated":
        return f"to the {when.precision}"
    if when.anchor == "published":
        return f"read against the publication date, to the {when.precision}"
    return f"read against “{plain(when.anchor)}”, to the {when.precision}"


def iso_value(text: str) -> str:
    """An ISO date or time as given by the report's maker, in words when it is a plain date."""
    return _day(text) if re.match(r"\d{4}-\d\d-\d\d", text) else plain(text)


def _month(iso: str) -> str:
    return f"{month_name[int(iso[5:7])]} {iso[:4]}"


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return plain(iso)
    clock = re.match(r"[T ](\d\d:\d\d)", iso[10:])
    stated = f", {clock[1]}" if clock and clock[1] != "00:00" else ""
    return f"{day.day} {month_name[day.month]} {day.year}{stated}"


def _days(first: str, last: str) -> str:
    start, end = _day(first), _day(last)
    if start.endswith(end.split(" ", 1)[-1]) and "," not in start:
        return f"{start.split(' ', 1)[0]}–{end}"
    return f"{start} – {end}"


def place_value(place: Place) -> str:
    """A place with what holds it: "Larissa, Thessaly, Greece"."""
    within = None if place.kind in ("admin", "country") else place.admin1
    names = [place.name, within, place.country_name]
    kept = [plain(name) for index, name in enumerate(names) if name and name not in names[:index]]
    return ", ".join(kept)


def place_note(place: Place) -> str:
    """Where a place lies; the middle of a country or a sea would say nothing of that."""
    if place.lat is None or place.lon is None:
        return f"{words_of(place.kind)}, not located"
    if place.kind in _WIDE:
        return words_of(place.kind)
    north = f"{abs(place.lat):.3f}° {'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.3f}° {'E' if place.lon >= 0 else 'W'}"
    return f"{words_of(place.kind)}, {north} {east}"


def capitalised(text: str) -> str:
    """With a capital first letter; the rest as it stands."""
    return text[:1].upper() + text[1:]


def many(count: int, noun: str) -> str:
    """A count with its noun: "1 quote", "3 quotes"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def link_target(url: str | None) -> str | None:
    """An address that is safe to link to: http or https, nothing that ends a link early."""
    if url is None or not re.fullmatch(r"https?://[^\s<>\"'`\\{}|^\x00-\x20\x7f-\x9f]+", url, re.I):
        return None
    return url
