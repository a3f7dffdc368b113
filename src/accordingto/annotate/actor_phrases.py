"""Phrases for those who did it: how far they reach, and the names beside them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.annotate.clauses import phrase_start
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# The most tokens that what people wear or carry takes.
CLOTHES = 5
# The most words of a person's name.
NAME = 4
# How many tokens may stand between the word for an attacker and a name: ", 31-year-old".
BETWEEN = 7
OPENING = frozenset({'"', "“", "``", "‘"})
# How far from the word for an attacker "identified as" may stand.
IDENTIFIED = 14


@dataclass(frozen=True, slots=True)
class Actor:
    """One mention while it is being read: tokens of its phrase, its head and what is known.

    Attributes:
        group: "one" or "many" for words that always mean somebody who did it, else "".
        named: Whether it is a name.
        weak: Whether it rests on words that are also said of those the police shot.
        name: What to call it, where that is not in its phrase.
    """

    start: int
    end: int
    head: int
    kind: SourceKind = "unnamed"
    standing: str = "reported"
    group: str = ""
    named: bool = False
    weak: bool = False
    name: str = ""


def phrase_around(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The phrase around a noun: what stands before it, and what its people wear or carry."""
    first = _whole_word(doc, phrase_start(doc[start]))
    last = end
    while last < len(doc) and doc[last].pos_ == "PROPN" and doc[end - 1].pos_ == "PROPN":
        last += 1
    if last < len(doc) and doc[last].lower_ in role_words("actor_phrases", "clad"):
        stop = last + 1
        while (
            stop < len(doc)
            and stop - last < CLOTHES
            and doc[stop].pos_ in ("NOUN", "ADJ", "ADP", "PROPN")
        ):
            stop += 1
        last = stop if doc[stop - 1].pos_ in ("NOUN", "PROPN") else last
    return first, last


def _whole_word(doc: Doc, first: int) -> int:
    """Before "off-duty" where a phrase would begin within it."""
    if first < 1 or doc[first].text != "-" or doc[first - 1].whitespace_:
        return first
    return first - 2 if first > 1 and doc[first - 2].tag_ == "DT" else first - 1


def is_name(token: Token) -> bool:
    """Whether a word is written as a part of a person's name."""
    return token.tag_ == "NNP" and token.text[:1].isupper() and not token.text.isupper()


def name_from(doc: Doc, start: int) -> tuple[int, int] | None:
    """The name of two words or more that begins at a token."""
    end = start
    while end < len(doc) and end - start < NAME and is_name(doc[end]):
        end += 1
    return (start, end) if end - start > 1 else None


def name_until(doc: Doc, end: int) -> tuple[int, int] | None:
    """The name of two words or more that ends before a token."""
    start = end
    while start > 0 and end - start < NAME and is_name(doc[start - 1]):
        start -= 1
    return (start, end) if end - start > 1 else None


def name_beside(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The name that goes with the words for somebody.

    "the gunman, A B,", "a suspect in the bombings identified as A B", "suspect A B",
    "A B, the alleged gunman".
    """
    return name_after(doc, end) or _identified(doc, end) or _name_before(doc, start)


def name_after(doc: Doc, end: int) -> tuple[int, int] | None:
    """The name that follows the words for somebody: "the gunman, A B", "a suspect named A B"."""
    at = end
    if at < len(doc) and doc[at].pos_ == "ADP" and doc[at].lower_ in ("in", "of", "for"):
        at = _past_phrase(doc, at + 1)
    stop = at + BETWEEN
    while at < min(stop, len(doc)) and _between(doc[at]):
        at += 1
    given = at > end and doc[at - 1].lower_ in role_words("actor_phrases", "identify")
    lone = given and at < len(doc) and is_name(doc[at])
    return name_from(doc, at) or ((at, at + 1) if lone else None)


def names_after(doc: Doc, end: int) -> list[tuple[int, int]]:
    """The names of several that follow the word for them: "two brothers, A B and C D,"."""
    names: list[tuple[int, int]] = []
    at = end
    while at < len(doc) and doc[at].lower_ in (",", "and"):
        while at < len(doc) and doc[at].lower_ in (",", "and"):
            at += 1
        name = name_from(doc, at)
        if name is not None:
            names.append(name)
            at = name[1]
        elif doc[at - 1].text != "," or not doc[at : at + 1].text.isdigit():
            break  # an age may stand between: "A B, 22, and C D"
        else:
            at += 1
    return names if len(names) > 1 else []


def _between(token: Token) -> bool:
    """Whether a word may stand between the word for an attacker and a name."""
    words = role_words("actor_phrases", "between") | role_words("actor_phrases", "identify")
    return token.lower_ in words or token.like_num or token.tag_ == "HYPH" or _of_age(token)


def _of_age(token: Token) -> bool:
    """ "31-year-old", however it is cut."""
    return token.lower_ in role_words("actor_phrases", "age") or token.lower_.endswith("-old")


def _past_phrase(doc: Doc, at: int) -> int:
    """Past "the bombings" in "a suspect in the bombings, A B"; else where it was."""
    stop = at
    while stop < min(at + CLOTHES, len(doc)) and doc[stop].pos_ in ("DET", "ADJ", "NOUN", "PROPN"):
        stop += 1
    follows = stop < len(doc) and _between(doc[stop])
    return stop if stop > at and follows and doc[stop - 1].pos_ == "NOUN" else at


def _identified(doc: Doc, end: int) -> tuple[int, int] | None:
    """ "The gunman was identified by police as A B"."""
    known = False
    for i in range(end, min(end + IDENTIFIED, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.text in (";", ":", '"', "“"):
            return None
        known = known or token.lower_ in role_words("actor_phrases", "identify")
        if known and token.lower_ == "as" and (name := name_from(doc, i + 1)) is not None:
            return name
    return None


def _name_before(doc: Doc, start: int) -> tuple[int, int] | None:
    """ "A B, the alleged gunman", "described A B as a killer"."""
    at = start
    while at > 3 and (doc[at - 1].text in OPENING or doc[at - 1].tag_ in ("DT", "JJ")):
        at -= 1
    if at >= 3 and doc[at - 1].lower_ == "as":
        return name_until(doc, at - 1)
    return name_until(doc, start - 1) if start >= 3 and doc[start - 1].text == "," else None


def aged_names(doc: Doc) -> frozenset[str]:
    """The last names whose bearers' age the report tells, who then are persons."""
    return frozenset(
        doc[i].text
        for i in range(len(doc) - 2)
        if is_name(doc[i])
        and ((doc[i + 1].text == "," and doc[i + 2].like_num) or _after_age(doc, i))
    )


def _after_age(doc: Doc, last: int) -> bool:
    """ "31-year-old A B"."""
    start = last
    while start > 0 and last - start < NAME and is_name(doc[start]):
        start -= 1
    return doc[start].lower_.endswith("old")
