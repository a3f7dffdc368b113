"""Whom an accusation names, and whose part a denial is about."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.actor_deeds import Deed
from accordingto.annotate.actor_phrases import name_after
from accordingto.annotate.cue import Cue
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.names import PARTICLES
from accordingto.annotate.phrases import (
    after_preposition,
    agent_of,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
)
from accordingto.annotate.pointers import Pointer, pointed_at
from accordingto.annotate.reading import Reading
from accordingto.model import Evidence
from accordingto.model.kinds import Act
from accordingto.words import role_words

# How many tokens may stand between "hold" and "responsible".
HELD = 8
HELD_WORDS = ("responsible", "accountable")


def accused_by(reading: Reading, cue: Cue) -> str | None:
    """Whom an accusation or condemnation names; None when it names nobody."""
    verb = cue.word
    if cue.takes == "document":
        return party_name(found) if (found := after_preposition(cue.word, "against")) else None
    target = (
        (subject_of(verb) if is_passive(verb) else object_of(verb))
        if cue.takes != "noun"
        else _implicated(verb)
    )
    target = pointed_at(verb) or target
    if verb.lemma_ == "hold":
        target = held_of(verb)
    if cue.takes == "accused" and verb.lemma_ == "blame":
        target = blamed_on(verb) or target
    if target is None and any(c.lower_ in ("whom", "which") for c in verb.lefts):
        target = verb.head if verb.dep_ == "relcl" else None
    if target is None and cue.takes == "accused":
        target = after_preposition(verb, "on", "at")
    if target is None and cue.act == "condemns" and cue.content:
        target = reading.doc[cue.content[0][0] : cue.content[0][1]].root
    if target is None:
        return None
    if cue.act == "condemns" and not _actor(reading, target):
        target = _doer(target, verb)
        if target is None or not _actor(reading, target):
            return None
    return party_name(target)


def blamed_on(verb: Token) -> Token | None:
    """Whom "blamed the attack on the rebels" names, wherever the parse hangs "on"."""
    given = object_of(verb)
    found = after_preposition(verb, "on")
    return found or (after_preposition(given, "on") if given is not None else None)


def _doer(deed: Token, condemning: Token) -> Token | None:
    """Who a deed, or one told of beneath it, is said to be done by, not condemned by."""
    told = (token for token in (deed, *deed.subtree) if token.i != condemning.i)
    found = (after_preposition(token, "by") for token in told)
    return next((doer for doer in found if doer is not None), None)


def _implicated(noun: Token) -> Token | None:
    for token in noun.subtree:
        if token.pos_ == "VERB" and token.tag_ == "VBG" and (given := object_of(token)) is not None:
            return given
    return after_preposition(noun, "against")


def _actor(reading: Reading, noun: Token) -> bool:
    """Whether a noun names a state, body, group or person rather than a deed."""
    if noun.pos_ == "PRON":
        return False
    if noun.lemma_.lower() in role_words("act_verbs", "body"):
        return True
    if noun.pos_ != "PROPN":
        return False
    return not any(
        hit.start <= noun.i < hit.end
        for hit in lexicon(reading.doc.vocab, "deeds").find(noun.sent.as_doc())
    )


def party_name(noun: Token) -> str:
    """The name of an accused party, without its article."""
    named = name_after(noun.doc, noun.i + 1) if _is_one(noun) else None
    if named is not None:
        return noun.doc[named[0] : named[1]].text
    phrase = noun_phrase(noun)
    held = next((t.i for t in phrase if t.lower_ in HELD_WORDS and t.i > noun.i), None)
    phrase = phrase.doc[phrase.start : held] if held is not None else phrase
    deed = next((t.i for t in phrase if t.dep_ == "pcomp" or t.tag_ == "VBG"), None)
    if deed is not None and deed - 1 > phrase.start:  # "the rebels of shelling the town"
        phrase = phrase.doc[phrase.start : deed - 1]
    phrase = _bare_name(phrase, noun)
    article = len(phrase) > 1 and phrase[0].lower_ in ("the", "a", "an")
    return phrase[1:].text if article else phrase.text


def _is_one(noun: Token) -> bool:
    """Whether a noun stands for one person, whose name may follow: "this man, A B"."""
    return noun.tag_ == "NN" and noun.lower_ in role_words("blame", "agent")


def _bare_name(phrase: Span, noun: Token) -> Span:
    """A name of two words or more without what describes it: "terrorist A bin B" is A bin B."""
    start = noun.i
    while start > phrase.start and noun.pos_ == "PROPN":
        before = phrase.doc[start - 1]
        if before.pos_ != "PROPN" and before.lower_ not in PARTICLES:
            break
        start -= 1
    described = start > phrase.start and phrase.doc[start - 1].pos_ in ("NOUN", "ADJ", "VERB")
    two = noun.i > start and phrase.end == noun.i + 1
    return phrase.doc[start : phrase.end] if described and two else phrase


def about_of(
    reading: Reading,
    cue: Cue,
    content: tuple[Evidence, ...],
    *,
    hits: Sequence[Hit],
    deeds: Sequence[Deed],
    pointers: Sequence[Pointer],
    act: Act,
    speaker: int | None,
) -> str | None:
    """Who is accused, or what is denied: a name, or the id of the source itself.

    Args:
        reading: The report.
        cue: With which it is said.
        content: What is said.
        hits: The words that lay responsibility at a door (responsibility.toml).
        deeds: The violent deeds that are told.
        pointers: The turns of phrase that point to somebody.
        act: What is done in saying it.
        speaker: Who says it, by position.
    """
    if act == "accuses":
        return accused_by(reading, cue) or _blamed(reading, hits, deeds, pointers, content)
    if act == "denies":
        return _denied(reading, cue, speaker)
    return None


def _blamed(
    reading: Reading,
    hits: Sequence[Hit],
    deeds: Sequence[Deed],
    pointers: Sequence[Pointer],
    content: tuple[Evidence, ...],
) -> str | None:
    """Whom the words of what is said blame."""
    doc = reading.doc
    for hit in hits:
        if not any(piece.start <= doc[hit.start].idx < piece.end for piece in content):
            continue
        root = doc[hit.start : hit.end].root
        verb = holding(doc, hit.start) if hit.entry.value == "held" else None
        by = {
            "blame": subject_of(root),
            "planned": doer_of(root),
            "held": held_of(verb) if verb is not None else None,
            "responsibility": holder_of(doc[hit.start], None),
        }
        blamed = by.get(hit.entry.value)
        if blamed is not None and blamed.pos_ != "PRON":
            return party_name(blamed)
    doer = pointed_to(pointers, content) or alleged_doer(deeds, content)
    return party_name(doer) if doer is not None else None


def holder_of(responsibility: Token, cue: Token | None) -> Token | None:
    """Who bears responsibility where a verb of its own says so: not the cue's."""
    verb = responsibility.head
    if responsibility.dep_ != "dobj" or verb.pos_ != "VERB" or verb is cue:
        return None
    return subject_of(verb)


def pointed_to(pointers: Sequence[Pointer], content: tuple[Evidence, ...]) -> Token | None:
    """To whom "bears the hallmarks of" and its like point in what is said."""
    for pointer in pointers:
        if any(piece.start <= pointer.word.idx < piece.end for piece in content):
            return pointer.whom
    return None


def doer_of(verb: Token) -> Token | None:
    """Who did what a verb such as "planned" tells."""
    present = any(
        child.tag_ in ("VBZ", "VBP", "MD") for child in verb.lefts if child.dep_ == "auxpass"
    )
    if verb.tag_ not in ("VBD", "VBN") or present:
        return None
    return agent_of(verb) if is_passive(verb) else subject_of(verb)


def done_by(verb: Token) -> Token | None:
    """What was done, by a verb such as "planned"."""
    return subject_of(verb) if is_passive(verb) else object_of(verb)


def holding(doc: Doc, at: int) -> Token | None:
    """The "hold" of "hold the army responsible", by the place of "responsible"."""
    for i in range(at - 1, max(doc[at].sent.start - 1, at - HELD), -1):
        if doc[i].lemma_ == "hold" and doc[i].pos_ in ("VERB", "AUX"):
            return doc[i]
    return None


def held_of(verb: Token) -> Token | None:
    """Who is held responsible."""
    if is_passive(verb):
        return subject_of(verb)
    held = object_of(verb)
    if held is None:  # the parse makes a clause of "the army responsible"
        inner = (c for child in verb.rights for c in child.lefts if c.dep_ == "nsubj")
        held = next(inner, None)
    return held


def alleged_doer(deeds: Sequence[Deed], content: tuple[Evidence, ...]) -> Token | None:
    """Who is said to have done a violent deed."""
    for deed in deeds:
        inside = any(piece.start <= deed.verb.idx < piece.end for piece in content)
        if inside and deed.doer is not None and deed.doer.pos_ in ("PROPN", "NOUN"):
            return deed.doer
    return None


def _denied(reading: Reading, cue: Cue, speaker: int | None) -> str | None:
    """Whose part in it is denied: "Norlandic involvement", or the speaker's own."""
    given = object_of(cue.word)
    other = _other_subject(reading, cue, given)
    if other is not None:
        return other
    if given is not None and given.lemma_ in role_words("act_verbs", "part"):
        for child in given.lefts:
            if child.dep_ in ("amod", "poss", "compound", "nmod") and child.text[:1].isupper():
                for mention in reading.places:
                    if mention.place.evidence.start <= child.idx < mention.place.evidence.end:
                        return mention.place.country_name or child.text
                return child.text
    return None if speaker is None else f"s{speaker + 1}"


def _other_subject(reading: Reading, cue: Cue, given: Token | None) -> str | None:
    """Whose deed is denied by others: "a report that Lind was involved", "said Norland had not"."""
    heads = (cue.word, *([given] if given is not None else []))
    clauses = [c for head in heads for c in head.rights if c.dep_ in ("ccomp", "acl", "relcl")]
    # "Norland had nothing to do with it, said Lind": what is said may stand before.
    clauses += [c for c in cue.word.lefts if c.dep_ == "ccomp"]
    clause = next(iter(clauses), None)
    subject = subject_of(clause) if clause is not None and clause.pos_ in ("VERB", "AUX") else None
    if subject is None or subject in heads or subject is subject_of(cue.word):
        return None
    if subject.pos_ != "PROPN":
        agent = subject.lower_ in role_words("blame", "agent")
        own = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in subject.lefts)
        return party_name(subject) if agent and not own else None
    for mention in reading.places:
        if mention.place.evidence.start <= subject.idx < mention.place.evidence.end:
            return mention.place.country_name or mention.place.name
    return party_name(subject)
