"""Paragraphs and sentences, by our own rules.

The parser's own sentence ends go wrong at curly quotes and in page furniture, so sentences are
found first, on characters, and the parser is told where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from statistics import median

from accordingto.model import Sentence
from accordingto.words import load_words, role_pattern

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# The end of a sentence: its mark, then quotes and brackets that close, then white space.
END = re.compile(r"(?:\.{1,3}|[!?]+|…)(?P<close>[\"”’'\)\]]*|\s[\"”](?=\s|$))\s+")
# What a new sentence can begin with.
BEGIN = re.compile(r"[\"“‘'\(\[`—–-]*\s?[^\W_a-z]")
# "LONDON (AP) -", "OSLO, May 3 (Xinhua) --", "SAN JOSE, Costa Rica —", "(CNN)",
# "Lima, 3 May 88 (AFP) -- [Text]".
DAY = r"(?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][A-Za-z]{2,8}\.?)(?:,? \d{2,4})?"
AGENCY = r"\([A-Z][\w/ .&-]{1,60}\)"
PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*(?:,? [A-Z][\w.’' ]{1,30}){0,2}"
TOWN = r"[A-Z][\w.'’ -]{1,30}(?: \([\w ]{2,30}\))?(?:, [A-Z][\w ]{1,30})?"
DASH = r" ?(?:—|–|--|-|_) ?(?:- )?"
DATELINE = re.compile(
    rf"(?:{PLACE}(?:,? {DAY})?(?: ?{AGENCY})?{DASH}"
    rf"|{TOWN}(?:,? {DAY} ?{AGENCY}|,? {DAY}|,? ?{AGENCY}){DASH}"
    rf"|\([A-Z][A-Za-z /]{{1,20}}\){DASH}|\({role_pattern('furniture', 'agency').pattern}\) ?)"
    r"(?:\[[^\]\n]{1,60}\] ?)*(?=[\"“‘'A-Z`])"
)
# What a line that does not break off ends with; the lines broken at one width are at least so long
# and so much alike.
ENDS = ".!?:;”\"'’)…"
NARROWEST, SLACK = 50, 18
LONGEST = 3000  # characters; what is longer is a list or broken text, and is cut at a space
# "(Photo: Ann Lee/Agency)" within running text.
CREDIT = re.compile(rf"\({role_pattern('furniture', 'credit').pattern} ?:[^()\n]{{1,80}}\)\s*")
WORD_BEFORE = re.compile(r"[\w.&’']+$")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs: lines, joined where one breaks off in the middle of a sentence."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if m[0].strip()]
    width = _width(text, lines)
    blocks: list[tuple[int, int]] = []
    last = (0, 0)
    for start, end in lines:
        near = bool(blocks) and text.count("\n", last[1], start) < 2
        if near and _goes_on(text[last[0] : last[1]], text[start:end], width):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
        last = (start, end)
    return blocks


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether a line breaks off in the middle of a sentence: where it does not end, the next
    begins in small letters, or it is as long as the lines that are broken at a width.
    """
    if line.rstrip()[-1] in ENDS:
        return False
    full = width is not None and abs(len(line) - width) <= SLACK
    return full or following.lstrip()[0].islower()


def _width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width at which lines are broken, where several break off at about the same one."""
    broken = [
        end - start
        for (start, end), (following, _) in pairwise(lines)
        if end - start >= NARROWEST
        and text[start:end].rstrip()[-1] not in ENDS
        and text.count("\n", end, following) == 1
    ]
    width = int(median(broken)) if broken else 0
    alike = sum(abs(length - width) <= SLACK for length in broken)
    return width if alike >= 3 and alike > 0.8 * len(broken) else None


def find_sentences(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Sentence, ...]:
    """The sentences, in text order; none crosses a paragraph."""
    found = []
    for number, (start, end) in enumerate(paragraphs):
        begin = start
        dateline = DATELINE.match(text, start, end)
        if dateline and dateline.end() < end:
            found.append(_trim(text, start, dateline.end(), number))
            begin = dateline.end()
        for boundary in _boundaries(text, begin, end):
            if begin < boundary < end and text[begin:boundary].strip():
                found.append(_trim(text, begin, boundary, number))
                begin = boundary
        if text[begin:end].strip():
            found.append(_trim(text, begin, end, number))
    return tuple(part for sentence in found for part in _parts(text, sentence))


def _parts(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, cut where it is longer than any sentence is: layers look through it often."""
    start, end, paragraph = sentence.start, sentence.end, sentence.paragraph
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space + 1 if space > 0 else start + LONGEST
        if text[start:cut].strip():
            yield _trim(text, start, cut, paragraph)
        start = cut
    if text[start:end].strip():
        yield _trim(text, start, end, paragraph)


def _boundaries(text: str, start: int, end: int) -> list[int]:
    """Where sentences of a paragraph end: after their marks, before and after a photo credit."""
    at = start
    found = []
    for boundary in END.finditer(text, start, end):
        if _ends(text, at, boundary, end):
            at = boundary.end()
            found.append(at)
    credits = [offset for credit in CREDIT.finditer(text, start, end) for offset in credit.span()]
    return sorted({*found, *credits}) if credits else found


def _trim(text: str, start: int, end: int, paragraph: int) -> Sentence:
    inside = text[start:end]
    return Sentence(
        start + len(inside) - len(inside.lstrip()),
        end - (len(inside) - len(inside.rstrip())),
        paragraph,
    )


def _ends(text: str, begin: int, boundary: re.Match[str], end: int) -> bool:
    """Whether a mark ends its sentence."""
    if not BEGIN.match(text, boundary.end(), end):
        return False
    mark = text[boundary.start()]
    rest = text[boundary.end() : min(end, boundary.end() + 80)]
    if boundary["close"].strip() and _speech_goes_on().match(rest):
        return False  # "... how?" Mr. Smith asked
    if mark != "." or boundary["close"].strip():
        return True
    word = WORD_BEFORE.search(text, begin, boundary.start())
    if word is None:
        return True
    before = word[0].lower().lstrip("’'")
    if len(before) == 1 and before.isalpha() and word[0].isupper():
        return False  # an initial
    if before in _abbreviations("never"):
        return False
    if before in _abbreviations("number"):
        return not rest[:1].isdigit()
    if "." in before or before in _abbreviations("maybe"):  # "U.S. The ...", "a.m. Police ..."
        first = re.match(r"[\w’']+", rest.lstrip("\"“‘'("))
        return first is not None and first[0].lower() in _sentence_starters()
    return True


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    """Words whose full stop ends no sentence, by what follows them."""
    entries = [entry for entry in load_words("abbreviations") if entry.value == kind]
    return frozenset(phrase.rstrip(".") for entry in entries for phrase in entry.phrases)


@cache
def _sentence_starters() -> frozenset[str]:
    """Words that, written with a capital, begin a sentence and no name."""
    return frozenset(p for entry in load_words("sentence_starters") for p in entry.phrases)


@cache
def _speech_goes_on() -> re.Pattern[str]:
    """A speaker and a word of saying, after a quotation that ends in a question mark."""
    verbs = "|".join(p for entry in load_words("said") for p in entry.phrases)
    return re.compile(rf"(?:[A-Z][\w.’'-]*,?\s+){{1,4}}(?:{verbs})\b")
