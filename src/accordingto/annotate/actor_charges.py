"""Those whom a word calls an attacker or suspect, and those who are charged with a crime.

Words: `words/en/actors.toml`, `words/en/actor_charges.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_deeds import kinds_of, main_verb
from accordingto.annotate.actor_phrases import Actor, name_beside, phrase_around
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import is_negated, subject_of
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# How many tokens may stand between a charge and the crime.
REACH = 9


def find_called(doc: Doc, people: Sequence[Hit]) -> Iterator[Actor]:
    """Words that always mean somebody who did it, and the names beside them."""
    marks = {hit.end for hit in people if hit.entry.get("role") == "suspected"}
    for hit in people:
        head = doc[hit.end - 1]
        if hit.entry.get("role") != "noun" or head.dep_ == "compound" or _denied(doc, hit):
            continue
        suspected = hit.entry.get("standing") == "suspected" or hit.start in marks
        start, end = phrase_around(doc, hit.start, hit.end)
        standing = "suspected" if suspected else "reported"
        group = hit.entry.get("group")
        yield Actor(start, end, head.i, standing=standing, group=group)
        name = name_beside(doc, start, hit.end) if group == "one" else None
        if name is not None and (suspected or name[0] >= hit.end):
            yield Actor(*name, name[1] - 1, "person", standing, named=True)


def _denied(doc: Doc, hit: Hit) -> bool:
    """Whether there are none ("no suspects"), or it is a thing of theirs ("the gunman's car")."""
    before = doc[max(0, hit.start - 2) : hit.start]
    after = doc[hit.end].text if hit.end < len(doc) else ""
    owns = after in ("'s", "’s") and doc[hit.end].tag_ == "POS"
    return owns or any(token.lower_ in role_words("actor_phrases", "none") for token in before)


def find_charged(doc: Doc, people: Sequence[Hit]) -> Iterator[Actor]:
    """Those charged with or suspected of a violent crime."""
    kinds = kinds_of(people)
    hits = lexicon(doc.vocab, "actor_charges").find(doc)
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        if hit.entry.get("role") != "charged" or after is None:
            continue
        reach = 2 if hit.entry.id == "pleas" else REACH
        crime = after.entry.get("role") == "crime" and 0 <= after.start - hit.end <= reach
        verb = main_verb(doc, hit)
        whom = _whom(verb) if crime else None
        if whom is None or is_negated(verb):
            continue
        named = whom.pos_ == "PROPN" and whom.i not in kinds
        if named or whom.i in kinds:
            start, end = phrase_around(doc, whom.i, whom.i + 1)
            kind: SourceKind = "person" if named else kinds.get(whom.i, "unnamed")
            yield Actor(start, end, whom.i, kind, "suspected", named=named)


def _whom(verb: Token) -> Token | None:
    """Who is charged."""
    whom = subject_of(verb)
    return whom if whom is not None and whom.i < verb.i else None
