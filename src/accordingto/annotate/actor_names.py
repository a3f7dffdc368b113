"""One name for the many words a report has for the same people who did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_phrases import Actor
from accordingto.words import role_words

# How adjectives for nations and faiths end, which keep their capital.
NATIONS = ("ic", "ish", "ese", "an", "i", "ch")
# The most words before a last name that belong to the name.
FIRST_NAMES = 3
HEDGES = role_words("actor_phrases", "hedge")


def actor_names(doc: Doc, actors: Sequence[Actor]) -> list[str]:
    """One name per mention: the fullest the report has for the same people."""
    plain = [_name(doc, actor) for actor in actors]
    last_names = {doc[actor.end - 1].text for actor in actors if actor.named}
    full = _full_names(doc, last_names)
    alone = next(iter(full.values())) if len(full) == 1 else None
    first: dict[str, str] = {}
    for actor, name in sorted(
        zip(actors, plain, strict=True), key=lambda pair: pair[0].standing == "suspected"
    ):
        if actor.group:
            first.setdefault(actor.group, name)
    names = []
    for name, actor in zip(plain, actors, strict=True):
        if actor.named:
            names.append(full[doc[actor.end - 1].text])
        elif actor.group:
            names.append(alone if alone and actor.group == "one" else first[actor.group])
        else:
            names.append(first.setdefault(doc[actor.head].lemma_.lower(), name))
    return names


def _full_names(doc: Doc, last_names: set[str]) -> dict[str, str]:
    """For each last name the fullest form that the report uses most."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in last_names}
    for token in doc:
        if token.text not in counts:
            continue
        start = token.i
        while start > 0 and token.i - start < FIRST_NAMES and _name_part(doc[start - 1]):
            start -= 1
        counts[token.text][" ".join(doc[start : token.i + 1].text.split())] += 1
    return {
        last: max(forms, key=lambda form: (len(form.split()) > 1, forms[form], len(form)))
        for last, forms in counts.items()
        if forms
    }


def _name_part(token: Token) -> bool:
    """Whether a token before a last name belongs to the name, not to a title or a headline."""
    name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()
    titled = token.lower_ in role_words("actor_phrases", "no-name") | HEDGES
    return name and bool(token.whitespace_) and not titled


def _name(doc: Doc, actor: Actor) -> str:
    """The phrase without article, number and marks of suspicion."""
    start = actor.start
    for token in doc[actor.start : actor.head]:
        loose = token.lower_ in role_words("actor_phrases", "loose") | HEDGES
        loose = loose or token.pos_ in ("DET", "NUM", "PRON")
        if loose or (token.is_punct and token.text != "-"):
            start = token.i + 1
    words = " ".join(doc[start : actor.end].text.split())
    first = doc[start]
    common = first.pos_ != "PROPN" or (first.i == actor.head and not actor.named)
    nation = first.pos_ == "ADJ" and first.lower_.endswith(NATIONS)
    lowered = first.is_sent_start and first.is_title and common and not nation
    return words[0].lower() + words[1:] if lowered else words
