"""Whose violent deeds are told: subjects of the verbs, agents of the passives, pronouns.

Words: `words/en/actor_deeds.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_phrases import Actor, phrase_around
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import agent_of, is_negated, object_of, subject_of
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# How many tokens may stand between a deed and what makes it one.
REACH = 9
# Whose violence against attackers is a response, not a deed of theirs.
FORCES = frozenset({"police", "military"})
# Deeds that a name may have done: not those that storms, cars and players share.
OF_NAMES = frozenset({"deeds", "throwing", "shooting-deeds", "making-an-attack", "using"})
# Of those, where only people shoot and not storms.
SHOOT = frozenset({"shoot", "wound"})


class Deed(NamedTuple):
    """A violent deed that is told: its verb, the words it was found by, and who does it."""

    verb: Token
    hit: Hit
    doer: Token | None


def find_deeds(doc: Doc) -> Iterator[Deed]:
    """Every violent deed that is told as done, in text order."""
    hits = lexicon(doc.vocab, "actor_deeds").find(doc)
    for place, hit in enumerate(hits):
        if hit.entry.get("role") != "deed" or not _is_deed(doc, hits, place):
            continue
        verb = main_verb(doc, hit)
        of = verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "against", "to")
        if not is_negated(verb) and not of:
            yield Deed(verb, hit, _doer(verb))


def find_doers(doc: Doc, people: Sequence[Hit], deeds: Sequence[Deed]) -> Iterator[Actor]:
    """Those whose deed is told: the subject of the verb, or the agent of a passive."""
    kinds = kinds_of(people)
    pronouns = {token.i for token in doc if token.tag_ == "PRP"}
    attackers = {h.end - 1 for h in people if h.entry.get("role") == "noun"}
    for verb, hit, found in deeds:
        doer = found
        lost = doer is None or (doer.i not in kinds and doer.pos_ != "PROPN")
        if lost and verb.pos_ == "VERB":
            doer = _just_before(doc, verb, kinds) or doer
        victim = _victim(verb)
        duty = hit.entry.id == "common-deeds" or victim in attackers or victim in pronouns
        for token in _and_others(doer):
            if kinds.get(token.i) in FORCES and duty:
                continue
            name = token.pos_ == "PROPN" and token.i not in kinds
            if token.i in kinds or (name and _may_do(token, verb, hit)):
                start, end = phrase_around(doc, token.i, token.i + 1)
                kind: SourceKind = "person" if name else kinds[token.i]
                standing = "suspected" if _hedged(verb) else "reported"
                weak = hit.entry.get("aims") == "yes"
                yield Actor(start, end, token.i, kind, standing, named=name, weak=weak)


def kinds_of(people: Sequence[Hit]) -> dict[int, SourceKind]:
    """The tokens that stand for somebody who may do it, and what kind of body they are."""
    return {
        i: hit.entry.get("kind", "unnamed")  # type: ignore[misc]
        for hit in people
        for i in range(hit.start, hit.end)
        if hit.entry.get("role") in ("doer", "noun")
    }


def main_verb(doc: Doc, hit: Hit) -> Token:
    """The first verb of the words for a deed."""
    span = doc[hit.start : hit.end]
    return next((token for token in span if token.pos_ == "VERB"), span[0])


def _is_deed(doc: Doc, hits: Sequence[Hit], place: int) -> bool:
    """Whether the verb has what makes a deed of it ("threw" + "petrol bombs")."""
    hit = hits[place]
    needs = hit.entry.get("needs")
    if not needs:
        return True
    for other in hits[place + 1 : place + 5]:
        near = other.start - hit.end <= REACH and not doc[other.start].is_sent_start
        if other.entry.get("thing") == needs and near:
            return True
    return False


def _doer(verb: Token) -> Token | None:
    """Who does it; for a passive, whom "by" names."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return agent_of(verb)
    doer = subject_of(verb)
    return doer if doer is not None and doer.i < verb.i else None


def _victim(verb: Token) -> int | None:
    """The token that stands for whom it is done to."""
    passive = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    victim = passive or object_of(verb)
    return None if victim is None else victim.i


def _hedged(verb: Token) -> bool:
    """Whether a deed is only alleged: "who allegedly shot and killed", "is believed to have"."""
    hedges = role_words("actor_phrases", "hedge")
    for _ in range(3):
        if any(child.lower_ in hedges for child in verb.lefts if child.dep_ == "advmod"):
            return True
        if verb.dep_ == "xcomp" and verb.head.lower_ in hedges:
            return True
        if verb.dep_ not in ("conj", "advcl"):
            return False
        verb = verb.head
    return False


def _just_before(doc: Doc, verb: Token, kinds: dict[int, SourceKind]) -> Token | None:
    """Somebody who stands right before the verb, where the parse loses the subject."""
    clad = role_words("actor_phrases", "clad")
    for i in range(verb.i - 1, max(-1, verb.i - REACH), -1):
        token = doc[i]
        if i in kinds and token.dep_ not in ("compound", "amod"):
            return token
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.lower_ not in clad
        if finite or token.is_punct or token.is_sent_start or token.pos_ in ("CCONJ", "SCONJ"):
            return None
    return None


def _and_others(doer: Token | None) -> Iterator[Token]:
    """The doer, or of whom the group that does it consists ("a group of assailants")."""
    if doer is None:
        return
    if doer.lower_ in role_words("actor_phrases", "group") or doer.pos_ == "NUM":
        of = next((child for child in doer.rights if child.lower_ == "of"), None)
        inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if inner is not None:
            yield inner
            return
    yield doer


def _may_do(token: Token, verb: Token, hit: Hit) -> bool:
    """Whether a name may be somebody who did it: not for words that storms and cars share."""
    if hit.entry.id == "shooting-deeds" and verb.lemma_ not in SHOOT:
        return False
    return hit.entry.id in OF_NAMES and token.text[0].isupper()
