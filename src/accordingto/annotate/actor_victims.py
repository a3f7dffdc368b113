"""The names of those to whom violence is done, who are not those who did it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_names import form_of
from accordingto.annotate.phrases import is_passive, object_of
from accordingto.words import role_words


def find_victims(doc: Doc) -> frozenset[str]:
    """Their names, each in every form the report has for the same last name and first."""
    forms = {form_of(token) for verb in doc if _harms(verb) for token in _names(verb)}
    lasts = {form.split()[-1]: form for form in forms}
    return frozenset(forms | lasts.keys())


def _harms(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_ in role_words("actor_phrases", "harm")


def _names(verb: Token) -> Iterator[Token]:
    """The names of whom a verb harms: its object, the subject of its passive, beside them."""
    victim = _harmed(verb)
    if victim is None:
        return
    for token in (victim, *victim.children):
        apposed = token.dep_ in ("appos", "conj") or token is victim
        if apposed and token.pos_ == "PROPN":
            yield token


def _harmed(verb: Token) -> Token | None:
    if not is_passive(verb):
        return object_of(verb)
    subject = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    relative = verb.dep_ in ("acl", "relcl")
    return verb.head if relative and (subject is None or subject.tag_ == "WP") else subject
