"""Clock times: "6:10am", "about 9:20 a.m. (0620 GMT)", "noon", "1430 hrs"."""

from __future__ import annotations

import re

from accordingto.words import load_words


def _words(*classes: str) -> str:
    found = [
        phrase
        for entry in load_words("times_clock")
        if entry.get("class") in classes
        for phrase in entry.phrases
    ]
    return "|".join(re.escape(phrase) for phrase in sorted(found, key=len, reverse=True))


_ZONE = rf"(?:[ ]?(?:{_words('zone')})(?!\w))"
_HALF = rf"(?:[ ]?(?:{_words('half-day')})(?!\w)|[ ](?:{_words('half-day-words')})(?!\w))"
CLOCK = re.compile(
    rf"(?<![\w.:,$£€])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?(?::[0-5]\d)?{_HALF}{_ZONE}?"
    rf"|(?<![\w.:,/-])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:]){_ZONE}?"
    rf"|(?<![\w.:,$£€-])(?:[01]\d|2[0-3])[0-5]\d"
    rf"(?:[ ]?(?:{_words('military')})(?!\w){_ZONE}?|{_ZONE})"
    rf"|(?<=\bat )(?:[01]\d|2[0-3])[0-5]\d(?=[ ]\((?:[01]\d|2[0-3]):?[0-5]\d{_ZONE}\))"
    rf"|(?<=\bat )(?:[01]\d|2[0-3])[0-5]\d"
    rf"(?=,?[ ](?:(?:{_words('day')})(?!\w)|{_words('on')}[ ]\d))"
    rf"|(?<!\w)(?:{_words('hour')})(?!\w)"
    r"|(?<!\w)(?:1[0-2]|[1-9])[ ]o['’]clock(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d\d?)(?:[:.]?(\d\d))?")


def read_clock(words: str) -> str | None:
    """The time of day in words, as HH:MM of the clock they go by; None when half of it is open.

    "5 o'clock" may be either half of the day and gives None. Zones are not reckoned with.
    """
    lower = words.lower()
    for entry in load_words("times_clock"):
        if entry.get("class") == "hour" and lower in entry.phrases:
            return entry.get("value")
    found = _DIGITS.match(lower)
    if not found or "clock" in lower:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = _half_day(lower)
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _half_day(lower: str) -> int | None:
    for entry in load_words("times_clock"):
        if entry.get("class") in ("half-day", "half-day-words"):
            for phrase in entry.phrases:
                if re.search(rf"\d[ ]?{re.escape(phrase)}(?!\w)", lower):
                    return int(entry.get("value"))
    return None
