"""Language knowledge as data: word lists whose entries carry examples that prove them.

One list is one file `words/<language>/<noun>.toml` of entries:

    [[entry]]
    id      = "at-least"                  # unique in its file
    phrases = ["at least", "no fewer than"]
    by      = "lower"                     # or "lemma": phrases are then dictionary forms;
                                          # or "text": found in characters, between non-letters
    pos     = ["VERB"]                    # optional: what the first word must be
    gives   = "n..*"                      # what the layer makes of it: a string or a table
    fires   = ["At least 12 were killed."]          # must be found here
    silent  = ["The least they could do was wait."] # must not be found here

Where `gives` is a table, its `role` says what the words do; several are parted by blanks.
`tests/test_words.py` holds every entry of every list to its examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from accordingto.errors import LexiconError

HERE = Path(__file__).parent


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a word list; see the module's docstring for the fields."""

    id: str
    phrases: tuple[str, ...]
    by: Literal["lower", "lemma", "text"] = "lower"
    pos: tuple[str, ...] = ()
    gives: str | dict[str, str] = ""
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """What the entry gives, where that is one string."""
        return self.gives if isinstance(self.gives, str) else self.gives.get("value", "")

    def get(self, key: str, default: str = "") -> str:
        """One value of what the entry gives, where that is a table."""
        return self.gives.get(key, default) if isinstance(self.gives, dict) else default


class _List(msgspec.Struct, forbid_unknown_fields=True):
    entry: tuple[Entry, ...]


def word_lists(lang: str = "en") -> tuple[str, ...]:
    """The nouns there is a list for."""
    return tuple(sorted(file.stem for file in (HERE / lang).glob("*.toml")))


@cache
def load_words(noun: str, lang: str = "en") -> tuple[Entry, ...]:
    """Read `words/<lang>/<noun>.toml`, checked.

    Raises:
        LexiconError: For an unknown or missing key, an id or phrase given twice, or an entry
            without a `fires` example.
    """
    file = HERE / lang / f"{noun}.toml"
    try:
        entries = msgspec.toml.decode(file.read_text("utf-8"), type=_List).entry
    except msgspec.DecodeError as error:
        raise LexiconError(file.name, "?", str(error), "Correct the file") from error
    seen: dict[tuple[str, tuple[str, ...], str], str] = {}
    for entry in entries:
        if not entry.fires or not entry.phrases:
            raise LexiconError(file.name, entry.id, "it has no phrase or no `fires`", "Add one")
        for phrase in entry.phrases:
            key = (entry.by, entry.pos, phrase)
            if key in seen:
                what = f"{phrase!r} is already in {seen[key]!r}"
                raise LexiconError(file.name, entry.id, what, "Keep one of the two")
            seen[key] = entry.id
    return entries


def text_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases between non-letters, whatever their case; longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


@cache
def role_pattern(noun: str, role: str, lang: str = "en") -> re.Pattern[str]:
    """Finds the phrases of every entry of a list that gives `role`, as `text_pattern` does."""
    return text_pattern(role_words(noun, role, lang))


@cache
def role_words(noun: str, role: str, lang: str = "en") -> frozenset[str]:
    """The phrases of every entry of a list that gives `role`, alone or beside others, by blanks."""
    entries = [entry for entry in load_words(noun, lang) if role in entry.get("role").split()]
    return frozenset(phrase for entry in entries for phrase in entry.phrases)
