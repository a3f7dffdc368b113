"""Persons told of by whom they belong to ("his wife"), and several under one article.

"Killed his wife and two children", "a man and woman", "a man, woman and child".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.numbers import Number
from accordingto.annotate.persons import LISTED, group_of, word_kind

# How long the phrase for one person, and how far the list before it may be, in tokens.
PHRASE, LIST = 9, 12
# How far after the first of a list the verb may stand, in tokens.
CLAUSE = 16
# How far after a person the word of death, and before one the first mention, may stand, in tokens.
FATE, BEFORE = 4, 40
JOINTS = frozenset({"and", ",", "&"})
HURT = ("killed", "injured", "hospitalised")


def find_kin(doc: Doc, numbers: Sequence[Number], harms: Sequence[Harm]) -> Iterator[Number]:
    """Each "his", "their" or "the" that counts one person: "killed [his] wife".

    Only right after words of harm, in a list with others who are counted, or where one who was
    counted before died ("a woman and two men were shot; the woman died").
    """
    deaths = {h.start for h in harms if h.measure == "killed" and not h.weak}
    ends = {h.end for h in harms if "object" in h.takes and h.measure in HURT and not h.weak}
    firsts = {n.first for n in numbers}
    listed = -LIST
    for token in doc:
        if token.i in firsts:
            listed = token.i
        elif _owner(token) and (end := _one_person(doc, token.i + 1)):
            if group_of(doc, token.i + 1, end - 1) == "perpetrators":
                continue
            owned = token.tag_ == "PRP$" or any(t.tag_ == "POS" for t in doc[token.i : end])
            harmed = token.i in ends and (owned or _joined(doc, end, firsts))
            died = _died(doc, end, deaths) and _told(doc, token.i, end)
            if harmed or died or (owned and _goes_on(doc, listed, token.i, end)):
                listed = token.i
                yield Number(token.i, token.i + 1, token.i, token.i + 1, 1, 1, kind="single")


def _owner(token: Token) -> bool:
    return token.tag_ == "PRP$" or token.lower_ == "the"


def _one_person(doc: Doc, at: int) -> int | None:
    """Where the phrase for a single person ends: "estranged wife", "8-year-old brother"."""
    head: Token | None = None
    i = at
    while i < min(len(doc), at + PHRASE) and not doc[i].is_sent_start:
        if aged := age_end(doc, i):
            i = aged
            continue
        token = doc[i]
        if token.pos_ == "NOUN":
            head = token
        elif token.tag_ == "POS":
            head = None  # "the mother's | boyfriend"
        elif token.text not in "-–" and (head or token.pos_ not in ("ADJ", "PROPN")):
            break
        i += 1
    if head is None:
        return i if i > at and doc[i - 1].lower_ == "old" else None
    return head.i + 1 if head.tag_ == "NN" and word_kind(head) == "person" else None


def _died(doc: Doc, at: int, deaths: set[int]) -> bool:
    """Whether death is told of right here: "the woman | later died"."""
    near = (i for i in range(at, min(at + FATE, len(doc))) if i in deaths)
    death = next(near, None)
    return death is not None and all(t.pos_ in ("AUX", "ADV") for t in doc[at:death])


def _told(doc: Doc, at: int, end: int) -> bool:
    """Whether somebody like that was counted before: "a woman and two men were shot"."""
    if doc[at].lower_ != "the":
        return False
    if at and doc[at - 1].lower_ == "with":
        return True  # "four were shot, with the driver being killed"
    whole, last = doc[at + 1 : end].text.lower(), doc[end - 1].lower_
    before = doc[max(0, at - BEFORE) : at]
    for token in before:
        if token.lower_ in ("a", "an", "one") and (stop := _one_person(doc, token.i + 1)):
            again = doc[token.i + 1 : stop].text.lower()
            if whole == again or (last != "old" and doc[stop - 1].lower_ == last):
                return True
    return False


def _joined(doc: Doc, end: int, firsts: set[int]) -> bool:
    """Whether others are counted right after: "the driver | and two others"."""
    return end + 1 < len(doc) and doc[end].lower_ == "and" and end + 1 in firsts


def _goes_on(doc: Doc, listed: int, at: int, end: int) -> bool:
    """Whether a person goes on with a list, or opens one that harm befell."""
    before = doc[at - 1].lower_ if at else ""
    if before not in JOINTS | {";"}:
        return False
    between = doc[listed:at] if listed >= 0 and at - listed < LIST else None
    if between is not None and all(t.pos_ in LISTED or t.text in ",-–" for t in between):
        return True
    for token in doc[end : end + CLAUSE]:
        if token.lower_ in ("was", "were"):
            return True
        if token.pos_ not in LISTED and token.text not in ",-–":
            return False
    return False


def sharers(doc: Doc, start: int, firsts: dict[int, Number]) -> tuple[int, int]:
    """Where a list under one article ends, and how many it adds: "a man|, woman and child"."""
    at, more, closed = start, 0, False
    while not closed and (step := _sharer(doc, at)):
        at, closed = step
        more += 1
    goes_on = any(at + n in firsts and doc[at + n - 1].lower_ == "and" for n in (1, 2))
    return (at, more) if closed or goes_on else (start, 0)


def _sharer(doc: Doc, at: int) -> tuple[int, bool] | None:
    """Where the next person of a list without an article ends, and whether "and" stood before."""
    i = at
    comma = _lower(doc, i) == ","
    i += comma
    closes = _lower(doc, i) in ("and", "&")
    i += closes
    if i == at:
        return None
    while i < len(doc) and doc[i].pos_ == "ADJ" and doc[i].text != "old":
        i += 1
    aged = age_end(doc, i)
    i = aged or i
    if _lower(doc, i) in words_of("joints", "pair"):
        i += 1
    elif not aged or (i < len(doc) and doc[i].pos_ in ("NOUN", "PROPN")):
        return None
    after = _lower(doc, i)
    if after in ("was", "is", "has", "'s", "’s", "of", "who"):
        return None
    return (i, closes) if closes or after in (",", "and") else None


def age_end(doc: Doc, at: int) -> int | None:
    """Where "17-year-old" ends."""
    if at >= len(doc) or not doc[at].like_num:
        return None
    at += 1
    for words in (("year", "years", "month", "months", "week", "day"), ("old", "olds")):
        at += _lower(doc, at) in ("-", "–")
        if _lower(doc, at) not in words:
            return None
        at += 1
    return at


def two_ages(doc: Doc, at: int) -> int | None:
    """Where two persons end that one article and their ages tell: "a six and seven-year-old"."""
    if at + 2 >= len(doc) or not doc[at].like_num or doc[at + 1].lower_ != "and":
        return None
    end = age_end(doc, at + 2)
    plain = end is not None and (end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN"))
    return end if plain else None


def _lower(doc: Doc, at: int) -> str:
    return doc[at].lower_ if at < len(doc) else ""
