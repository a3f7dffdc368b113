"""What words tell of the values of MUC-4: the word lists `muc4_*.toml`, looked up."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from accordingto.model import Count
from accordingto.words import Entry, load_words, role_pattern, text_pattern

DIGITS = re.compile(r"\d")
NUMBER = re.compile(r"\d[\d,.]*|[^\W\d_]+(?:-[^\W\d_]+)?")
NAMED_LIKE_ONE = re.compile(r"(?:ss|us|is)$")
PLURAL = "PLURAL"


def write(words: str) -> str:
    """Words as MUC-4 writes them: in capitals of the Latin alphabet, single blanks."""
    plain = unicodedata.normalize("NFKD", words)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).upper().split())


def fullest(name: str, names: Iterable[str]) -> str:
    """The one name among others that holds this one, or that it abbreviates; else itself."""
    longer = {other for other in names if _abbreviates(name, other)}
    return longer.pop() if len(longer) == 1 else name


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name is part of another, or made of its initials, of which one may be left out."""
    words = name.split()
    if set(short.split()) < set(words):
        return True
    initials = Counter(word[0] for word in words if len(word) > 3)
    letters = Counter(short)
    unused = sum((initials - letters).values())
    return len(short) > 2 and not letters - initials and unused <= 1


@cache
def _lists(noun: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry.value, text_pattern(entry.phrases)) for entry in load_words(noun))


def first_value(noun: str, words: str) -> str | None:
    """What the first entry of a list gives that is found in the words."""
    return next((value for value, found in _lists(noun) if found.search(words)), None)


def last_value(noun: str, words: str) -> str | None:
    """What the entry gives that is found last in the words; of several there, the longest."""
    best, value = (0, 0), None
    for gives, pattern in _lists(noun):
        for hit in pattern.finditer(words):
            if (at := (hit.end(), hit.end() - hit.start())) > best:
                best, value = at, gives
    return value


def says(noun: str, role: str, words: str) -> bool:
    """Whether the words hold a phrase of a role."""
    return role_pattern(noun, role).search(words) is not None


def main_part(words: str) -> str:
    """The part of a description that ends in its main word: "members" of "members of a cell"."""
    found = role_pattern("muc4_people", "phrase").search(words, 1) if words else None
    part = words[: found.start()] if found else words
    return re.split(r"[,\[(]", part)[0].strip() or words


def ends_in(noun: str, role: str, words: str) -> bool:
    """Whether the main part of the words ends in a phrase of a role."""
    part = main_part(words)
    return any(hit.end() == len(part) for hit in role_pattern(noun, role).finditer(part))


def is_plural(words: str) -> bool:
    """Whether a description is of several."""
    if ends_in("muc4_plurals", "one", words):
        return False
    part = main_part(words).lower()
    ending = part.endswith("s") and not NAMED_LIKE_ONE.search(part)
    return ending or ends_in("muc4_plurals", "several", words)


@cache
def _numbers() -> dict[str, str]:
    """The words of whole numbers that stand alone: "six" -> 6."""
    given = [entry.gives for entry in load_words("numbers") if isinstance(entry.gives, dict)]
    pairs = ((word, number) for gives in given for word, number in gives.items())
    return {word: number for word, number in pairs if number != "0" and " " not in word}


def leading_number(words: str) -> str | None:
    """The number that a description begins with: "six" of "six students"."""
    found = NUMBER.match(words.strip().lower())
    if found is None or found[0] in ("a", "an", "another"):
        return None
    digits = found[0].replace(",", "").rstrip(".")
    return digits if digits.isdecimal() else _numbers().get(found[0])


@cache
def _about() -> re.Pattern[str]:
    entries: list[Entry] = [e for e in load_words("bounds") if e.get("qualifier") == "about"]
    return text_pattern(phrase for entry in entries for phrase in entry.phrases)


def write_count(count: Count) -> str:
    """A count as MUC-4 writes it: 6, ~100, 6-8, 10-, -26, or PLURAL for a vague one."""
    low, high, words = count.low, count.high, count.evidence.text
    if low is None and high is None:
        return PLURAL
    if low == high:
        return f"~{low}" if _about().search(words) else str(low)
    if low == 2 and high is None and not _states_a_number(words):
        return PLURAL
    return f"{'' if low is None else low}-{'' if high is None else high}"


def number_of(count: Count | None, words: str, *, named: bool = False) -> str:
    """How many some words are of: as counted, else as their form tells."""
    if count is not None:
        return write_count(count)
    if named:
        return "1"
    return leading_number(words) or (PLURAL if is_plural(words) else "1")


def _states_a_number(words: str) -> bool:
    known = _numbers()
    return bool(DIGITS.search(words)) or any(w in known for w in NUMBER.findall(words.lower()))
