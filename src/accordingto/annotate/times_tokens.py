"""The words of a text as calendar words: each becomes one letter, so that phrases are patterns.

"late on Friday, March 7" becomes "EjW,MD"; what a phrase may look like is then a short regular
expression over such letters (`times_grammar.py`), and costs almost nothing to look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from accordingto.annotate.times_clock import CLOCK
from accordingto.words import load_words

LISTS = ("times", "times_holidays", "times_names", "times_references")
LETTERS = {
    "weekday": "W", "month": "M", "season": "Z", "unit": "U", "period": "Q", "half": "h",
    "part": "P", "edge": "E", "point": "e", "shift": "s", "dayword": "d", "night": "n",
    "ago": "g", "before": "b", "after": "l", "fiscal": "F", "yearago": "k", "article": "A",
    "the": "T", "of": "o", "in": "i", "on": "j", "dating": "p", "between": "B", "to": "t",
    "and": "a", "set": "v", "near": "r", "number": "N", "tens": "N", "thousand": "x",
    "fraction": "x", "vague": "G", "ordinal": "O", "decadeword": "S", "reference": "R",
    "none": "x", "named": "9", "holiday": "H",
}  # fmt: skip
RAW = re.compile(
    r"(?P<iso>(?<![\w-])\d{4}[-/]\d{1,2}[-/]\d{1,2}(?![\w-])(?:[T ]\d\d:\d\d(?::\d\d)?)?)"
    r"|(?P<slashed>(?<![\w/.])\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\w/]))"
    rf"|(?P<clock>{CLOCK.pattern})"
    r"|(?P<decade>(?<!\w)(?:1[5-9]|20)\d0['’]?s(?!\w)|['‘’`]?(?<!\w)\d0['’]?s(?!\w))"
    r"|(?P<short>['‘’`]\d\d(?!\w))"
    r"|(?P<ordinal>(?<![\w.,])\d{1,2}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<number>(?<!\w)(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?!\w))"
    r"|(?P<own>['’]s(?!\w))"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s(?!\w))[^\W\d_]+)*)"
    r"|(?P<break>\n)|(?P<dash>[-–—])|(?P<other>\S)",
    re.IGNORECASE,
)
# Words after which a month or holiday that is also an everyday word is a date.
DATING = frozenset("ijpBtasEebloT")
NUMBERED = frozenset("DOY")


@dataclass(slots=True)
class Words:
    """The calendar words of a text: parallel lists, and `letters` with one letter for each."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    letters: str = ""

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, place: int) -> str:
        """The characters of one word."""
        return self.text[self.starts[place] : self.ends[place]]

    def lower(self, place: int) -> str:
        """One word in lower case; "" beyond either end."""
        return self.word(place).lower() if 0 <= place < len(self.starts) else ""


@dataclass(slots=True, frozen=True)
class _Known:
    """What a listed phrase stands for."""

    letter: str
    value: str
    needs: str


@dataclass(slots=True)
class _Raw:
    start: int
    end: int
    kind: str
    text: str


def read_words(text: str) -> Words:
    """Read a text into calendar words."""
    raws = list(_raws(text))
    known = _phrases()
    words = Words(text)
    letters: list[str] = []
    needs: dict[int, str] = {}
    place = 0
    while place < len(raws):
        length, found = _longest(raws, place, known)
        if found and found.needs:
            needs[len(letters)] = found.needs
        letter, value = (found.letter, found.value) if found else _plain(raws[place])
        words.starts.append(raws[place].start)
        words.ends.append(raws[place + length - 1].end)
        words.values.append(value)
        letters.append(letter)
        place += length
    _check_needs(words, letters, needs)
    words.letters = "".join(letters)
    return _join_numbers(words)


def _raws(text: str) -> Iterator[_Raw]:
    for found in RAW.finditer(text):
        kind = found.lastgroup or "other"
        if found.group("slashed"):
            kind = "slashed"
        yield _Raw(found.start(), found.end(), kind, found.group().lower().replace("’", "'"))


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], _Known]]]:
    """Every listed phrase as a tuple of words, under its first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], _Known]]] = {}
    for entry in (entry for noun in LISTS for entry in load_words(noun)):
        known = _Known(LETTERS[entry.get("class")], entry.get("value"), entry.get("needs"))
        for phrase in entry.phrases:
            key = tuple(raw.text for raw in _raws(phrase))
            table.setdefault(key[0], []).append((key, known))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def _longest(
    raws: list[_Raw], place: int, known: dict[str, list[tuple[tuple[str, ...], _Known]]]
) -> tuple[int, _Known | None]:
    for key, found in known.get(raws[place].text, ()):
        if len(key) == 1 or all(
            place + k < len(raws) and raws[place + k].text == word for k, word in enumerate(key)
        ):
            return len(key), found
    return 1, None


def _plain(raw: _Raw) -> tuple[str, str]:
    """The letter and value of a word that is in no list."""
    match raw.kind:
        case "iso" | "slashed":
            return "X", raw.text
        case "clock":
            return "C", raw.text
        case "decade":
            return "S", raw.text.strip("'‘`s").rstrip("'")
        case "short":
            return "y", raw.text[1:]
        case "ordinal":
            return ("O", raw.text[:-2]) if 1 <= int(raw.text[:-2]) <= 31 else ("x", "")
        case "number":
            return _number(raw.text)
        case "own":
            return "q", ""
        case "break":
            return "|", ""
        case "dash":
            return "-", ""
    return (raw.text if raw.text in ",()" else "x"), ""


def _number(text: str) -> tuple[str, str]:
    plain = text.replace(",", "")
    if not plain.isdecimal() or not plain.isascii() or len(plain) > 7:
        return "x", ""
    if len(text) == 4 and 1500 <= int(text) <= 2099:
        return "Y", text
    return ("D" if 1 <= int(plain) <= 31 and len(text) <= 2 else "K"), str(int(plain))


def _check_needs(words: Words, letters: list[str], needs: dict[int, str]) -> None:
    """Take back what an ambiguous word was taken for where nothing beside it speaks for that."""
    shouting = words.text.isupper()
    for place, need in needs.items():
        around = [letters[k] if 0 <= k < len(letters) else "" for k in (place - 1, place + 1)]
        after = [letters[k] if k < len(letters) else "" for k in (place + 1, place + 2)]
        capital = words.text[words.starts[place]].isupper()
        numbered = not NUMBERED.isdisjoint(around)
        numbered = numbered or (around[0] == "o" and letters[place - 2] == "O")
        numbered = numbered or "".join(after) == "TO"
        numbered = numbered or (after[0] == "," and after[1] in NUMBERED | {"M"})
        dated = around[0] in DATING or (around[0] == "-" and letters[place - 2] == "E")
        fits = {
            "capital": capital or numbered,
            "date": capital and (numbered or (around[0] in DATING - {"a", "t", "T"})),
            "number": capital
            and (numbered or after[0] == "M" or (after[0], after[1]) == (",", "M")),
            "loose": capital and dated and around[0] != "T",
        }[need]
        name = need in ("capital", "date") and not numbered and not shouting
        if not fits or (name and _is_name(words, letters, place)):
            letters[place] = "x"


def _is_name(words: Words, letters: list[str], place: int) -> bool:
    """Whether a month is a person's name here: "April Smith", "Mr. August"."""
    if place + 1 >= len(letters) or letters[place + 1] != "x":
        return False
    beside = words.text[words.ends[place] : words.starts[place + 1]]
    capital = words.text[words.starts[place + 1]].isupper()
    before = letters[place - 1] if place else "x"
    return beside == " " and capital and before not in DATING


def _join_numbers(words: Words) -> Words:
    """Join number words: "twenty-five", "nineteen ninety-six", "two thousand and four"."""
    joined = Words(words.text)
    letters: list[str] = []
    place = 0
    while place < len(words):
        length, letter, value = _numeral(words, place)
        joined.starts.append(words.starts[place])
        joined.ends.append(words.ends[place + length - 1])
        joined.values.append(value)
        letters.append(letter)
        place += length
    joined.letters = "".join(letters)
    return joined


_TENS = re.compile(r"N(?:-?[NO])?")


def _numeral(words: Words, place: int) -> tuple[int, str, str]:
    """How many words one number takes from here, its letter and value."""
    letters, values = words.letters, words.values
    if letters[place] != "N":
        return 1, letters[place], values[place]
    number = int(values[place])
    if number in (18, 19, 20) and (rest := _two_digits(words, place + 1)):
        return 1 + rest[0], "Y", str(number * 100 + rest[1])
    if number == 2 and words.lower(place + 1) == "thousand":
        skip = 3 if letters[place + 2 : place + 3] == "a" else 2
        tail = _small(words, place + skip)
        return (skip + tail[0], "Y", str(2000 + tail[1])) if tail else (2, "Y", "2000")
    length, total, letter = _small(words, place) or (1, number, "N")
    return length, letter, str(total)


def _two_digits(words: Words, place: int) -> tuple[int, int] | None:
    """The second half of a year in words: "ninety-six", "oh four" is not read."""
    found = _small(words, place)
    return (found[0], found[1]) if found and found[1] >= 10 and found[2] == "N" else None


def _small(words: Words, place: int) -> tuple[int, int, str] | None:
    """Words taken, number and letter of a number below 100: "ninety-six", "twenty-first"."""
    found = _TENS.match(words.letters, place)
    if not found or not words.values[place].isdecimal():
        return None
    number, last = int(words.values[place]), found.end() - 1
    if number >= 20 and number % 10 == 0 and last > place and words.values[last].isdecimal():
        unit = int(words.values[last])
        if 0 < unit < 10:
            return found.end() - place, number + unit, words.letters[last]
    return 1, number, "N"
