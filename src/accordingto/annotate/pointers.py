"""Turns of phrase that lay a deed at somebody's door: "the hallmarks of the Red Front".

Words: `words/en/pointers.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.phrases import (
    after_preposition,
    is_negated,
    is_passive,
    object_of,
    subject_of,
)
from accordingto.words import load_words, role_words

TO = ("to", "at", "towards", "toward", "on", "upon")


class Pointer(NamedTuple):
    """A turn of phrase, and whom it points to; `by` is whoever points, where somebody does."""

    word: Token
    whom: Token
    by: Token | None = None


def find_pointers(doc: Doc) -> list[Pointer]:
    """Every turn of phrase that points to somebody as having done it, in text order."""
    found = []
    for hit in lexicon(doc.vocab, "pointers").find(doc):
        word = doc[hit.end - 1] if hit.entry.get("role") == "trait" else doc[hit.start]
        whom = _whom(word, hit.entry.get("role"))
        whom = _agent(whom) if whom is not None else None
        if whom is not None and not _denied(word):
            found.append(Pointer(word, whom, _pointing(word, hit.entry.get("role"))))
    return found


def pointed_at(verb: Token) -> Token | None:
    """Whom "pointed the finger at X", "attributed the attack to X" names."""
    given = object_of(verb)
    if given is None:
        return None
    finger = verb.lemma_ == "point" and given.lemma_ in role_words("pointers", "finger")
    if finger:
        return _after(verb, given, *TO)
    if verb.lemma_ in role_words("pointers", "lays") and _is_attack(given):
        return _after(verb, given, "to")
    return None


def _whom(word: Token, role: str) -> Token | None:
    """Whom one turn of phrase names, if it is one where it stands."""
    if role == "blamed":
        return after_preposition(word, "on") if is_passive(word) else None
    if role == "belongs":
        return after_preposition(word, "to") if _is_hedged(word) else None
    if role == "member":
        return after_preposition(word, "of") if _only_thought(word) else None
    if role == "trait":
        return after_preposition(word, "of")
    subject = subject_of(word) if word.pos_ == "VERB" else None
    if role == "points":
        if subject is not None and _is_a(subject, "sign"):
            return after_preposition(word, *TO)
        return pointed_at(word)
    if role == "rests":
        falls = subject is not None and _is_a(subject, "suspicion")
        return after_preposition(word, *TO) if falls else None
    if role == "lays":
        laid = is_passive(word) and subject is not None and _is_attack(subject)
        return after_preposition(word, "to") if laid else pointed_at(word)
    if role == "suspect" and not is_passive(word) and subject is not None:
        return object_of(word)
    return None


def _only_thought(member: Token) -> bool:
    """ "Believed to be members of", "suspected members of": nobody knows yet who did it."""
    hedges = role_words("actor_phrases", "hedge")
    hedged = any(token.lower_ in hedges for token in member.lefts)
    return hedged or (member.head.lemma_ == "be" and _is_hedged(member.head))


def _is_hedged(verb: Token) -> bool:
    """ "Believed to be", "thought to belong"."""
    hedges = role_words("actor_phrases", "hedge")
    return any(token.lower_ in hedges for token in (verb.head, *verb.head.lefts))


def _pointing(word: Token, role: str) -> Token | None:
    """Who points, where it is somebody rather than a sign."""
    return subject_of(word) if role in ("points", "lays") and pointed_at(word) else None


def _after(verb: Token, given: Token, *words: str) -> Token | None:
    """The noun after a preposition, whether the parse hangs it on the verb or on its object."""
    return after_preposition(verb, *words) or after_preposition(given, *words)


def _is_a(noun: Token, role: str) -> bool:
    return noun.lemma_.lower() in role_words("pointers", role)


def _is_attack(noun: Token) -> bool:
    return noun.lemma_.lower() in _attacks()


@cache
def _attacks() -> frozenset[str]:
    entries = (entry for entry in load_words("deeds") if entry.value == "attack")
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


def _agent(noun: Token) -> Token | None:
    """Somebody who can have done it; of "an X attack", the name before it."""
    name = _group_name(noun)
    if name is not None or noun.pos_ == "PROPN" or _is_body(noun):
        return name or noun
    if _is_attack(noun) or noun.lemma_ in ("operation", "plot"):
        names = (c for c in noun.lefts if c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod"))
        by = after_preposition(noun, "by")
        return next(names, None) or (_agent(by) if by is not None else None)
    return None


def _group_name(noun: Token) -> Token | None:
    """The name of "the Islamist group Red Dawn"."""
    group = noun.lower_ in role_words("actor_phrases", "group")
    last = noun
    while group and last.i + 1 < len(noun.doc) and last.nbor(1).pos_ == "PROPN":
        last = last.nbor(1)
    return last if last.i > noun.i else None


def _is_body(noun: Token) -> bool:
    """Whether a noun is of people who do violence: "rebels", "an armed group"."""
    people = noun.lower_ in role_words("blame", "agent") or (
        noun.tag_ == "NNS" and any(c.text[:1].isupper() and c.dep_ != "det" for c in noun.lefts)
    )
    return noun.pos_ == "NOUN" and people


def _denied(word: Token) -> bool:
    """ "Nothing pointed to the rebels", "no sign that points to them"."""
    verb: Token | None = word if word.pos_ in ("VERB", "AUX") else word.head
    subject = subject_of(verb) if verb is not None and verb.pos_ in ("VERB", "AUX") else None
    none = subject is not None and (
        subject.lower_ in ("nothing", "nobody", "none")
        or any(c.lower_ == "no" for c in subject.lefts)
    )
    return none or (verb is not None and is_negated(verb))
