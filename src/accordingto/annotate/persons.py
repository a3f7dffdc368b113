"""Which words stand for persons, which for things, and the group a word for persons belongs to."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from accordingto.model.kinds import Group
from accordingto.words import load_words

# What a list of people may be made of, marks aside.
LISTED = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PRON", "PART")
# Suffixes of nouns for persons that no list can be complete for ("snowboarders", "Kenyans").
PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "goers", "ans")


def word_kind(token: Token) -> str:
    """ "person", "thing", "time", or "" for a word no list holds."""
    lower = token.lower_
    if lower in _groups():
        return "person"
    if lower in _kinds():
        return _kinds()[lower]
    if token.pos_ in ("NOUN", "PROPN") and lower.endswith(PERSON_ENDINGS) and len(lower) > 4:
        return "person"
    return ""


def group_of(doc: Doc, start: int, head: int) -> Group | None:
    """Who persons are: by their head noun, or by a word before it ("female victims").

    None where no list knows them.
    """
    words = [token.lower_ for token in doc[start : head + 1]]
    groups = _groups()
    if own := groups.get(" ".join(words[-2:])) if len(words) > 1 else None:
        return own
    own = groups.get(words[-1])
    if own not in (None, "people"):
        return own
    for word in reversed(words[:-1]):
        if word == "foreign":
            return "foreigners"
        group = groups.get(word)
        if group and group != "people":
            return group
    return own


@cache
def _groups() -> dict[str, Group]:
    """Every word for persons, singular and plural -> its group."""
    found: dict[str, Group] = {}
    for entry in load_words("people"):
        for phrase in entry.phrases:
            found[phrase] = entry.value  # type: ignore[assignment]
            found.setdefault(plural(phrase), entry.value)  # type: ignore[arg-type]
    return found


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in load_words("not_people"):
        kind = entry.value.split()[0]
        for phrase in entry.phrases:
            found[phrase] = kind
            found.setdefault(plural(phrase), kind)
    return found


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


@cache
def animal_words() -> frozenset[str]:
    """Words for animals, singular and plural."""
    words = [p for e in load_words("not_people") if "animal" in e.value.split() for p in e.phrases]
    return frozenset(words) | {plural(word) for word in words}
