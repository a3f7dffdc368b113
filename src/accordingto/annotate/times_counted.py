"""What looks like a time and is none: counts, prices, numbers of things, names of bodies."""

from __future__ import annotations

from accordingto.annotate.reading import Reading
from accordingto.annotate.times_grammar import Phrase
from accordingto.words import role_words

# What stands before a year that is a time of its own.
BEFORE_YEAR = frozenset("ipoTBtaseEAqMFZbl(,-")
MARKS = "$£€¥#№%°/"


# What may be named for a day: "the 9 June Movement".
BODIES = role_words("times_context", "body")


def names_body(phrase: Phrase) -> bool:
    """Whether a day or month is that of the name of a body."""
    words, after = phrase.words, phrase.last
    if phrase.form not in ("month", "month_day") or words.lower(after) not in BODIES:
        return False
    return (
        words.text[words.starts[after]].isupper()
        and words.starts[after] - words.ends[after - 1] == 1
    )


def is_counted(reading: Reading, phrase: Phrase) -> bool:
    """Whether a bare year is no year here."""
    if phrase.form not in ("year", "year_range") or phrase.letters[0] != "Y":
        return False
    text, start = reading.report.text, phrase.words.starts[phrase.first]
    end = phrase.words.ends[phrase.last - 1]
    if (start and text[start - 1] in MARKS) or text[end : end + 1] in ("%", "°", "/"):
        return True
    if phrase.after == "U" or phrase.before == "r":
        return True
    if phrase.before == "x" and not _of_year(reading, start):
        return True
    return _counts_things(reading, phrase, start, end)


def _of_year(reading: Reading, start: int) -> bool:
    """Whether a word before lets the number be a year: "its 1989 results", no "Flight 1989"."""
    token = reading.span(start, start + 1)[0]
    if token.i == 0:
        return True
    before = token.nbor(-1)
    owned = before.tag_ in ("PRP$", "JJ", "POS", "DT", "IN", "CC")
    return owned or (before.is_punct and before.text not in "#")


def _counts_things(reading: Reading, phrase: Phrase, start: int, end: int) -> bool:
    """Whether plural things follow that the number counts, where nothing before says a year."""
    after = reading.doc.char_span(
        start, min(len(reading.report.text), end), alignment_mode="expand"
    )
    if after is None or after.end >= len(reading.doc):
        return False
    beside = reading.doc[after.end]
    plural = beside.tag_ in ("NNS",) or (
        beside.tag_ == "JJ" and beside.i + 1 < len(reading.doc) and beside.nbor().tag_ == "NNS"
    )
    if phrase.before == "-" and phrase.words.lower(phrase.first - 2) in ("post", "pre"):
        return False
    round_number = int(phrase.values[0]) % 100 == 0
    weak = phrase.before in ("o", ",", "a", "t", "-", "p") or round_number
    return plural and (weak or phrase.before not in BEFORE_YEAR)
