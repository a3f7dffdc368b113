"""What a time expression looks like: phrases as patterns over calendar words.

The letters are those of `times_tokens.LETTERS`. Where phrases overlap, the longest that can be
read wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from accordingto.annotate.times_tokens import Words

DAY = "T?[DO]"
YEAR = "(?:,?o?[Yy])"
COUNT = "r?(?:Tr?)?(?:[NDKGAY])"
PART = "(?:E-?|T?eoT?)"

FORMS: dict[str, tuple[str, ...]] = {
    "numeric": ("X",),
    "month_day": (
        rf"(?:WP?,?)?s?MT?[DO]{YEAR}?",
        rf"(?:WP?,?)?{DAY}o?M{YEAR}?",
    ),
    "day_range": (
        rf"(?:W,?)?M[DO][-t]T?[DO]{YEAR}?",
        rf"(?:W,?)?{DAY}[-t]{DAY}o?M{YEAR}?",
    ),
    "weekday_day": ("WTO",),
    "month": (
        rf"{PART}?s?s?M{YEAR}?",
        rf"{PART}?(?:[bl]iT?)?Mo?(?:s|T)U",
    ),
    "month_range": (rf"M[-t]M{YEAR}?",),
    "year": (
        rf"{PART}?F?Y",
        "TUY",
        rf"{PART}?[y]",
    ),
    "year_range": ("Y-[YD]",),
    "decade": (rf"(?:T?[sO]ho)?(?:{PART}T?|T?(?:E-?)?)?S",),
    "century": (rf"(?:{PART}T?|T?(?:E-?)?)?O-?U",),
    "weekday": (
        "(?:T?s|Ts)?(?:[Ebl]j?)?(?:T?s)?WP?",
        "WP?,?o?sU",
        "(?:[Ebl]j?)WP",
    ),
    "weekday_span": ("T?PBWP?aWP?",),
    "dayword": ("(?:[bl]-?|E-?)?P?dP?",),
    "overnight": (
        "nj?[Wd]?",
        "Wn",
    ),
    "daypart": ("(?:(?:[bl]|E)-?(?:i)?)?(?:T?s)P",),
    "night": ("(?<=[pi])TP",),
    "unit": (
        r"(?:[bl]|E)(?:iT|j)?T?s{1,2}U",
        "(?:[blE])iTU",
        rf"{PART}T?s?U",
        r"T?s{1,2}U",
    ),
    "weekend": ("(?:[blE](?:i|o|j)?)?(?:T|A)?s?U",),
    "units": ("T?s{1,2}r?(?:[NDKG])U",),
    "first_units": (
        rf"T?[Os](?:[ND])?(?:U|h)oT?(?:M|F?Y|s?U){YEAR}?",
        rf"T?(?:E-?|e)(?:U|h)oM{YEAR}?",
    ),
    "week_of": (
        rf"T?UoMT?[DO]{YEAR}?",
        rf"T?Uo{DAY}o?M{YEAR}?",
    ),
    "ago": (rf"{COUNT}r?Ur?gd?",),
    "relative": (
        rf"(?:{COUNT}r?)U[bl]",
        "T[UP][bl]",
        "U[bl]",
    ),
    "season": (rf"(?:[bl](?:iT?)?)?{PART}?(?:T?s{{0,2}})(?:E-?)?Z(?:{YEAR}|o?sU)?",),
    "quarter": (
        "(?:Ts?|s)?F?-?k?O-?F?U(?:o?T?s?F?[YU])?",
        "TYF?-?O-?U",
        "sUqF?(?:O-?)?[UQ]",
        "T(?:s|Y)F?[UQ]",
        "T[UQ](?:AU[gb])?",
        "T?kF?O?-?[UQ]",
    ),
    "yearago": ("T?k",),
    "year_end": (
        "TU-?q?e",
        "U(?:-|q)?e",
    ),
    "for_unit": ("(?<=p)TU",),
    "fiscal": ("(?:T?s)?FU",),
    "holiday": (rf"s?H(?:{YEAR}|o?sU)?P?",),
    "clock": ("C",),
    "named": ("9",),
    "reference": ("R", "T?s", "b"),
    "paired_day": ("[DO](?=a[DO]o?M)", "(?<=M[DO]a)[DO](?!M|o|U)"),
}
PATTERNS = [(name, re.compile(pattern)) for name, patterns in FORMS.items() for pattern in patterns]


class Phrase(NamedTuple):
    """A stretch of calendar words that looks like a time, and the form it has."""

    form: str
    first: int
    last: int
    """One past the last word."""
    letters: str
    values: tuple[str, ...]
    words: Words

    def get(self, letters: str, nth: int = 0) -> str | None:
        """The value of the nth word with one of these letters; None when there is none."""
        found = [v for c, v in zip(self.letters, self.values, strict=True) if c in letters]
        return found[nth] if nth < len(found) else None

    def cut(self, first: int, last: int) -> Phrase:
        """The part between two places counted from the phrase's own first word."""
        return self._replace(
            first=self.first + first,
            last=self.first + last,
            letters=self.letters[first:last],
            values=self.values[first:last],
        )

    def number(self, letters: str, nth: int = 0) -> int | None:
        """The same as a whole number."""
        value = self.get(letters, nth)
        return int(value) if value is not None else None

    def has(self, letters: str) -> bool:
        """Whether the phrase has a word with one of these letters."""
        return any(c in letters for c in self.letters)

    @property
    def before(self) -> str:
        """The letter of the word before; "" at the start."""
        return self.words.letters[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The letter of the word after; "" at the end."""
        return self.words.letters[self.last : self.last + 1]


def find_phrases(words: Words) -> Iterator[Phrase]:
    """Everything that looks like a time, longest first."""
    found = [
        Phrase(
            name,
            *hit.span(),
            hit.group(),
            tuple(words.values[slice(*hit.span())]),
            words,
        )
        for name, pattern in PATTERNS
        for hit in pattern.finditer(words.letters)
    ]
    found.sort(key=lambda phrase: (phrase.first - phrase.last, phrase.first))
    yield from found
