"""Whether a bare weekday, month or day lies ahead of the publication date or behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from spacy.tokens import Token

from accordingto.annotate.reading import Reading
from accordingto.words import load_words, role_pattern

Direction = Literal["past", "future"]
DEEPEST = 20  # "to ..." clauses within one another; no sentence has more
VERBAL = ("VERB", "AUX")
# How far up the tree, and how far back in the text, a cue may stand.
REACH = 8
BESIDE = 24
# What a day is declared to be: "a day of mourning", "as election day".
MADE = re.compile(
    rf"\s+{role_pattern('times_context', 'as').pattern}\s+(?:[\w-]+\s+){{0,3}}?"
    rf"{role_pattern('times_context', 'made').pattern}",
    re.I,
)


@cache
def _listed(gives: str) -> frozenset[str]:
    entries = [entry for entry in load_words("times_tense") if entry.value == gives]
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


@cache
def _right_before(gives: str) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, sorted(_listed(gives), key=len, reverse=True)))
    beside = role_pattern("times_context", "beside").pattern
    # Between the cue and the date only an article, "on" or a preposition may stand.
    return re.compile(rf"(?<!\w)(?:{phrases})(?:\s+{beside})?\s*$", re.I)


def direction_of(reading: Reading, start: int, end: int) -> Direction | None:
    """Which way a date points: by the words right before it, else by the verb it hangs on."""
    before = reading.report.text[max(0, start - BESIDE) : start]
    if _right_before("behind").search(before):
        return "past"
    if _right_before("declared").search(before) and MADE.match(reading.report.text, end):
        return "future"
    token = _outermost(reading, start, end)
    if _right_before("through").search(before) and _calls_off(token):
        return "future"
    if _right_before("scheduled").search(before):
        return "past" if _had_been(token) else "future"
    verbal = _by_verb(token)
    if not _right_before("ahead").search(before):
        return verbal
    return verbal if verbal == "past" and not _lasts(token) else "future"


def dates_telling(reading: Reading, start: int, end: int) -> bool:
    """Whether a date hangs on a verb of saying: "police said on Friday that ..."."""
    token = _outermost(reading, start, end)
    verb = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
    return verb is not None and verb.lemma_ in _verbs_of_saying()


def tells_of_past(reading: Reading, start: int, end: int) -> bool:
    """Whether what is told at a time is past: by its own verb, or by that of the sentence.

    Verbs of saying tell nothing: "he said the curfew would begin at 8 p.m."
    """
    if direction_of(reading, start, end) == "past":
        return True
    root = reading.span(start, end).root.sent.root
    return root.tag_ == "VBD" and root.lemma_ not in _verbs_of_saying()


@cache
def _verbs_of_saying() -> frozenset[str]:
    said = [entry for entry in load_words("cues") if not entry.get("weak")]
    entries = [entry for entry in said if entry.get("takes") in ("clause", "told")]
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


def _calls_off(token: Token) -> bool:
    """Whether a time hangs on the calling off of what was to be: "cancelled over the weekend"."""
    verb = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
    if verb is None:
        return False
    words = [verb.lower_, *(t.lower_ for t in verb.children if t.dep_ == "prt")]
    return " ".join(words) in _listed("calls-off")


def _had_been(token: Token) -> bool:
    """Whether a verb above is in the past perfect: "it had been due to expire Friday"."""
    above = list(token.ancestors)[:REACH]
    return any(t.lower_ == "had" and t.dep_ == "aux" for verb in above for t in verb.children)


def _lasts(token: Token) -> bool:
    """Whether what was done goes on until a date: "remanded until", "has been closed until"."""
    verb = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
    if verb is None:
        return False
    beside = {t.lower_ for t in verb.children if t.dep_ in ("aux", "neg")}
    if not beside.isdisjoint(("had", "not", "n't", "never")):
        return False
    return not beside.isdisjoint(("has", "have")) or verb.lemma_ in _listed("lasting") | _listed(
        "plan"
    )


def _outermost(reading: Reading, start: int, end: int) -> Token:
    """The token of an expression that hangs on a word outside it."""
    span = reading.span(start, end)
    inside = [t for t in span if not t.is_punct and not span.start <= t.head.i < span.end]
    return inside[-1] if inside else span.root


def _by_verb(token: Token) -> Direction | None:
    """The tense of the first verb above a token that has one; a noun's own time comes first."""
    for _ in range(REACH):
        if token.head.i == token.i:
            break
        if token.dep_ == "poss":
            return _owned(token.head)
        if token.lemma_ in _listed("happened") and token.pos_ == "NOUN":
            return "past"
        token = token.head
        if token.pos_ in VERBAL and (tense := _tense(token)):
            return tense
        if token.lower_ in _listed("scheduled"):
            return "future"
    return _tense(token) if token.pos_ in VERBAL else None


def _owned(noun: Token) -> Direction | None:
    """Which way "Friday's ..." points: back, unless a subject's verb says that it is to come."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or noun.lemma_ in _listed("happened"):
        return "past"
    return _tense_above(noun)


def _tense_above(token: Token) -> Direction | None:
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            return _tense(above)
    return None


def _tense(verb: Token, deep: int = 0) -> Direction | None:
    """The tense of one verb with its auxiliaries; None when those above it decide."""
    helpers = {t.lower_: t.tag_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    modal = not _listed("future-modal").isdisjoint(helpers)
    if modal:
        return "past" if "have" in helpers and verb.tag_ == "VBN" else "future"
    if "to" in helpers:
        return _purpose(verb, helpers, deep)
    if verb.tag_ in ("VBD",) or {"had", "was", "were", "did", "has", "have"} & helpers.keys():
        return "past" if not _planned(verb) else "future"
    if {"is", "are", "am", "'s", "'re"} & helpers.keys():
        ahead = verb.tag_ == "VBG" or _planned(verb) or _conditional(verb)
        return "future" if ahead else "past"
    if verb.tag_ == "VBN":
        return "future" if _planned(verb) else "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "past" if verb.dep_ == "ROOT" and verb.lemma_ == "say" else "future"
    return None


def _planned(verb: Token) -> bool:
    phrases = {verb.lower_, *(f"{verb.lower_} {child.lower_}" for child in verb.children)}
    return not phrases.isdisjoint(_listed("scheduled"))


def _conditional(verb: Token) -> bool:
    return any(t.lower_ in _listed("condition") for t in verb.children if t.i < verb.i)


def _purpose(verb: Token, helpers: dict[str, str], deep: int) -> Direction | None:
    """A "to ..." clause: ahead after a plan in the present or past, else as the clause above."""
    if deep > DEEPEST:
        return None
    if "have" in helpers:
        return "past"
    head = verb.head
    if head.i == verb.i:
        return "future"
    # What had been due to happen was due before something else happened.
    above = (head, head.head)
    if any(child.lower_ == "had" for token in above for child in token.children):
        return "past"
    if head.lemma_ in _listed("plan") or head.pos_ == "NOUN":
        return "future"
    return _tense(head, deep + 1) if head.pos_ in VERBAL else None
