"""Whose violent deeds are told: subjects of the verbs, agents of the passives, pronouns.

Words: `words/en/actor_deeds.toml`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_phrases import Actor, aged_names, phrase_around
from accordingto.annotate.actor_states import state_behind
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import (
    after_preposition,
    agent_of,
    is_negated,
    is_passive,
    object_of,
    subject_of,
)
from accordingto.model.kinds import SourceKind
from accordingto.words import load_words, role_words

# How many tokens may stand between a deed and what makes it one.
REACH = 9
# Whose violence against attackers is a response, not a deed of theirs.
FORCES = frozenset({"police", "military"})
# Deeds that a name may have done: not those that storms, cars and players share.
OF_NAMES = frozenset({"deeds", "aiming", "throwing", "shooting-deeds", "making-an-attack", "using"})
# Deeds for which the police may shoot whoever does them.
KILLING = frozenset({"deeds", "shooting-deeds", "making-an-attack"})
# Of those deeds of names, where only people shoot and not storms.
SHOOT = frozenset({"shoot", "wound"})
# How far before a pronoun, in tokens and in sentences, the name it takes up may stand.
BACK = 60
SENTENCES = 2


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
        of = verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "against", "to", "with")
        if not is_negated(verb) and not of:
            yield Deed(verb, hit, _doer(verb))


def find_doers(
    doc: Doc, people: Sequence[Hit], deeds: Sequence[Deed], nations: Mapping[int, str]
) -> Iterator[Actor]:
    """Those whose deed is told: the subject of the verb, or the agent of a passive.

    Args:
        doc: The text.
        people: The nouns for people in it (actors.toml).
        deeds: The deeds that are told.
        nations: The tokens that name a country or are its adjective, and the country's name.
    """
    kinds = kinds_of(people)
    pronouns = {token.i for token in doc if token.tag_ == "PRP"}
    persons = aged_names(doc)
    lowered = {token.text for token in doc if token.is_lower}
    attackers = {h.end - 1 for h in people if h.entry.get("role") == "noun"}
    violent = {_word(d.doer) for d in deeds if d.doer is not None and d.hit.entry.id in KILLING}
    violent.discard("")
    for deed in deeds:
        doer = deed.doer
        lost = doer is None or (doer.i not in kinds and doer.pos_ not in ("PROPN", "PRON"))
        if lost and deed.verb.pos_ == "VERB" and agent_of(deed.verb) is None:
            doer = _just_before(doc, deed.verb, kinds) or doer
        victim = _one_of(doc, target_of(deed.verb) or _joint_target(deed))
        common = deed.hit.entry.id == "common-deeds"
        duty = common or victim in attackers or victim in pronouns or _only_named(deed.verb)
        duty = duty or (victim is not None and _word(doc[victim]) in violent)
        for found in _and_others(doer):
            token = _named_before(found, kinds) or found
            if kinds.get(token.i) in FORCES and duty:
                continue
            actor = None if common else state_behind(token, nations)
            known = token.i in kinds or _may_do(token, deed, persons, lowered)
            actor = actor or (_actor(doc, token, deed, kinds) if known else None)
            if actor is not None:
                yield actor


def _word(noun: Token) -> str:
    """The word for one person, by which another sentence takes them up; "" for several."""
    one = noun.tag_ == "NN" and noun.lower_ not in role_words("blame", "pronoun")
    return noun.lemma_.lower() if one else ""


def _only_named(verb: Token) -> bool:
    """ "Police named A B as the man who opened fire, killing three": who names did not kill."""
    names = role_words("actor_phrases", "identify") | role_words("actor_phrases", "held")
    return verb.dep_ == "advcl" and (verb.head.lower_ in names or verb.head.lemma_ in names)


def _actor(doc: Doc, token: Token, deed: Deed, kinds: Mapping[int, SourceKind]) -> Actor | None:
    """Somebody who does a deed, if such people or such names may."""
    if deed.hit.entry.get("of") == "states":
        return None  # storms and cars hit things too
    if any(child.lower_ in ("no", "neither", "none") for child in token.lefts):
        return None  # "no group has admitted carrying it out"
    named = token.i not in kinds
    start, end = phrase_around(doc, token.i, token.i + 1)
    hedges = role_words("actor_phrases", "hedge")
    hedged = _hedged(deed.verb) or any(t.lower_ in hedges for t in doc[start : token.i])
    return Actor(
        *(start, end, token.i),
        kind="person" if named else kinds[token.i],
        standing="suspected" if hedged else "reported",
        named=named,
        weak=deed.hit.entry.get("aims") == "yes",
    )


def _named_before(pronoun: Token, kinds: Mapping[int, SourceKind]) -> Token | None:
    """The name that "he" or "she" takes up: the subject before it, if that says nothing."""
    if pronoun.lower_ not in ("he", "she"):
        return None
    doc = pronoun.doc
    sentences = 0
    for i in range(pronoun.i - 1, max(-1, pronoun.i - BACK), -1):
        token = doc[i]
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX"):
            if i in kinds or token.head.lemma_ in _saying():
                return None
            if token.pos_ == "PROPN":
                return token
        sentences += bool(doc[i + 1].is_sent_start)
        if sentences > SENTENCES:
            return None
    return None


@cache
def _saying() -> frozenset[str]:
    """The verbs with which something is said, by their dictionary forms."""
    return frozenset(phrase for entry in load_words("cues") for phrase in entry.phrases)


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
    if not needs or (needs == "victims" and _is_done_by(main_verb(doc, hit))):
        return True
    for other in hits[place + 1 : place + 5]:
        near = other.start - hit.end <= REACH and not doc[other.start].is_sent_start
        if other.entry.get("thing") in needs.split() and near:
            return True
    return False


def _is_done_by(verb: Token) -> bool:
    """ "A teen was shot by police": whoever "by" names did it."""
    return verb.pos_ == "VERB" and is_passive(verb) and agent_of(verb) is not None


def _doer(verb: Token) -> Token | None:
    """Who does it; for a passive, whom "by" names."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return agent_of(verb)
    doer = subject_of(verb)
    return doer if doer is not None and doer.i < verb.i else None


def target_of(verb: Token) -> int | None:
    """The token that stands for whom it is done to, or at whom."""
    passive = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    victim = passive or object_of(verb) or after_preposition(verb, "at", "on")
    return None if victim is None else victim.i


def _joint_target(deed: Deed) -> int | None:
    """Whom "shot and killed the attacker" is done to, which hangs on its last verb."""
    verbs = deed.verb.doc[deed.verb.i + 1 : deed.hit.end]
    given = (target_of(verb) for verb in verbs if verb.pos_ == "VERB")
    return next((at for at in given if at is not None), None)


def _one_of(doc: Doc, at: int | None) -> int | None:
    """Of "two of the gunmen" the gunmen."""
    of = after_preposition(doc[at], "of") if at is not None and doc[at].pos_ != "PROPN" else None
    counted = at is not None and (doc[at].pos_ in ("NUM", "PRON", "DET") or doc[at].tag_ == "CD")
    return of.i if of is not None and counted else at


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


def _may_do(token: Token, deed: Deed, persons: Container[str], lowered: Container[str]) -> bool:
    """Whether a name may be somebody who did it: not for words that storms and cars share."""
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    shoots = deed.hit.entry.id != "shooting-deeds" or deed.verb.lemma_ in SHOOT
    if not shoots and token.text not in persons:
        return False
    common = token.is_sent_start and token.lower_ in lowered
    return deed.hit.entry.id in OF_NAMES and not common
