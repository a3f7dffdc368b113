"""Who can speak: people, bodies and documents; no thing, and no "nobody".

Words: `words/en/cue_context.toml`, `pronouns.toml`, `collectives.toml`.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from accordingto.annotate.persons import word_kind
from accordingto.annotate.phrases import of_whom
from accordingto.words import load_words, role_words

NOBODY, NO = role_words("grammar", "nobody"), role_words("grammar", "no")
NO_SPEAKERS = role_words("cue_context", "thing")
SPEAKERS = role_words("pronouns", "people")
# Endings of one person that no list can be complete for; what a list calls a thing is none.
ONE_PERSON = ("er", "or", "ist", "ian", "ant", "ee", "man", "woman", "person")
# What only who speaks does: a noun that no list knows is believed to be somebody; several may
# be who do what some things are said to do.
SPEECH = role_words("cue_context", "speech")
SPEECH_OF_SEVERAL = role_words("cue_context", "several")
# Endings of what can be no person, unless a list says so: "investigation", "agreement".
ABSTRACT = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
    "ing",
    "ure",
    "sis",
)
# What things are given, sent and made as well as words.
HANDED = role_words("cue_context", "handed")


def can_speak(noun: Token, able: set[int], verb: Token, *, weak: bool) -> bool:
    """Whether a noun can be a source.

    Args:
        noun: The head of its phrase.
        able: The tokens of words for speakers and documents.
        verb: The word of saying.
        weak: Whether its word is said of things as well.
    """
    if (
        noun.dep_ in ("expl", "neg")
        or noun.lower_ in NO_SPEAKERS
        or is_nobody(noun)
        or of_whom(noun)
    ):
        return False
    if noun.i in able or noun.lemma_.lower() in _bodies() or _with_speaker(noun, able, verb):
        return True
    if noun.pos_ == "PRON":
        return not weak or noun.lower_ in SPEAKERS
    if noun.pos_ in ("VERB", "AUX", "ADJ", "NUM"):
        return is_odd_name(noun) and noun.dep_ in ("nsubj", "ROOT", "dep", "npadvmod")
    if noun.pos_ == "PROPN" or (noun.text.isupper() and len(noun) > 1):
        return not (noun.is_sent_start and noun.dep_ != "compound" and weak)
    if _is_owned(noun):
        return True
    if weak:
        return is_person(noun) and verb.lemma_ not in HANDED and verb.dep_ != "acl"
    return is_person(noun) or noun.lemma_.lower() in collectives() or _may_be(noun, verb)


def can_speak_beside(noun: Token, able: set[int], verb: Token) -> bool:
    """Whether a noun beside a verb is its source although the parse has given it another."""
    known = noun.i in able or _with_speaker(noun, able, verb) or noun.pos_ in ("PROPN", "PRON")
    return known and can_speak(noun, able, verb, weak=True)


def is_nobody(noun: Token) -> bool:
    """Whether a noun names nobody: "no group", "none of them", "no one"."""
    if noun.lower_ in NOBODY:
        return True
    return any(child.lower_ in NO and child.dep_ == "det" for child in noun.lefts)


def is_odd_name(token: Token) -> bool:
    """Whether a word is a name that is tagged as none: a capital within a sentence, by itself."""
    capital = token.text[:1].isupper() and token.text[1:].islower() and token.is_alpha
    return capital and not token.is_sent_start and not any(token.lefts)


def _with_speaker(noun: Token, able: set[int], verb: Token) -> bool:
    """Whether a word for speakers belongs to a noun that is no thing: "police contacts"."""
    if word_kind(noun) == "thing" and noun.lemma_.lower() not in collectives():
        return False
    parts = [child for child in noun.lefts if child.dep_ in ("compound", "amod")]
    parts = [part for part in parts if part.i in able and part.tag_ != "JJ"]
    if not parts:
        return False
    known = (
        "PROPN" in (noun.pos_, parts[-1].pos_)
        or is_person(noun)
        or noun.lemma_.lower() in collectives()
    )
    return known or _may_be(noun, verb)


def _is_owned(noun: Token) -> bool:
    """Whether a noun is the house of somebody named: "President Lee's office"."""
    owned = any(child.dep_ == "poss" and child.pos_ == "PROPN" for child in noun.lefts)
    return owned and noun.lemma_.lower() in collectives()


def is_person(noun: Token) -> bool:
    """Whether a common noun stands for persons."""
    kind = word_kind(noun)
    if kind == "person":
        return True
    return not kind and noun.tag_ == "NN" and noun.lower_.endswith(ONE_PERSON)


def _may_be(noun: Token, verb: Token) -> bool:
    """Whether a noun that no list knows may be somebody, as it does what only persons do."""
    if noun.text[:1].islower() and noun.lemma_.endswith(ABSTRACT):
        return False
    several = noun.tag_ in ("NNS", "NNPS") and verb.lemma_ in SPEECH_OF_SEVERAL
    return not word_kind(noun) and (several or verb.lemma_ in SPEECH)


@cache
def collectives() -> frozenset[str]:
    """Nouns for sets and houses of people."""
    return frozenset(phrase for entry in load_words("collectives") for phrase in entry.phrases)


@cache
def _bodies() -> frozenset[str]:
    """Dictionary forms of bodies, for several of them: "search teams"."""
    bodies = [entry for entry in load_words("speaker_kinds") if entry.get("what") == "body"]
    return frozenset(phrase for entry in bodies for phrase in entry.phrases if " " not in phrase)
