"""Whom and what an attack was aimed at or struck.

A target is a noun that the list knows, aimed at by words of attack: after them ("attack on a
bank"), as their object ("stormed a hotel"), or in front of them ("the embassy bombing").
Accidents and natural hazards aim at nothing.

Words: `words/en/targets.toml`, `target_context.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.clauses import phrase_start
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import is_negated, object_of, subject_of
from accordingto.annotate.reading import Reading
from accordingto.model import TargetMention
from accordingto.words import role_words

# How far (in tokens) the target may stand from the words that aim at it.
REACH = 7
# How many hits are looked at on either side.
AROUND = 4

# Of people and homes only these give an attack its name ("the camp bombing").
GATHERINGS = role_words("target_context", "gathering")
# Whose raids are no attack.
ON_DUTY, ENTERING = role_words("target_context", "duty"), role_words("target_context", "entering")
# Who did what is named after them ("the police shooting").
FORCES, DEEDS = role_words("target_context", "force"), role_words("target_context", "deed")
# Verbs whose object is the means: "rammed a car into ...".
RAMMING = role_words("target_context", "ramming")
# Kinds of event that are aimed at somebody.
AIMED = frozenset(
    {"armed_attack", "bombing", "shooting", "stabbing", "vehicle_attack", "arson", "assassination"}
    | {"air_strike", "shelling", "abduction", "hostage_taking", "raid", "unrest", "cyber", "plot"}
)


def find_targets(reading: Reading, violent: Iterable[int] = ()) -> tuple[TargetMention, ...]:
    """Find the targets, in text order.

    Args:
        reading: The report, with its events.
        violent: Sentences known to tell of violence by other signs (weapons, attackers).
    """
    doc = reading.doc
    aimed = {event.sentence for event in reading.events if event.type in AIMED} | set(violent)
    if not aimed:
        return ()
    hits = lexicon(doc.vocab, "targets").find(doc)
    found: dict[int, TargetMention] = {}
    loose = _loose(reading, hits)
    for thing, floor in _aimed_at(doc, hits):
        mention = _mention(reading, thing, floor, loose)
        if mention.sentence in aimed and reading.quoted(mention.evidence.start) is None:
            found.setdefault(thing.end - 1, mention)
    return tuple(found[head] for head in sorted(found))


def _aimed_at(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[Hit, int]]:
    """The things that words of attack aim at, and the token none of their words stands before."""
    things = {i: hit for hit in hits if _role(hit) == "thing" for i in range(hit.start, hit.end)}
    for place, hit in enumerate(hits):
        role = _role(hit)
        before = things.get(hit.start - 1)
        if (
            role in ("before", "object", "striker")
            and before is not None
            and _names(doc, before, hit)
        ):
            yield before, 0
        elif role == "after" or (role == "struck" and _struck_by(hits, place, doc)):
            for thing in _following(doc, hits, place):
                yield thing, hit.end
        elif role == "object":
            for thing in _objects(doc, hit, things):
                yield thing, hit.end if thing.start >= hit.end else 0


def _role(hit: Hit) -> str:
    return hit.entry.get("role")


def _names(doc: Doc, thing: Hit, attack: Hit) -> bool:
    """Whether the thing in front gives the attack its name ("the embassy bombing")."""
    head = doc[thing.end - 1]
    if thing.entry.id == "people-and-homes" and head.lower_ not in GATHERINGS:
        return False
    if head.lower_ in FORCES and doc[attack.end - 1].lemma_ in DEEDS:
        return False
    noun = _role(attack) != "object" or doc[attack.start].tag_ == "VBG"
    return noun and head.dep_ in ("compound", "amod", "nmod") and head.head.i == attack.end - 1


def _following(doc: Doc, hits: Sequence[Hit], place: int) -> Iterator[Hit]:
    """The thing in the phrase after the words, and those joined to it by "and"."""
    at = hits[place].end
    first = True
    for other in hits[place + 1 : place + 1 + AROUND]:
        between = doc[at : other.start]
        joined = first or any(token.lower_ in ("and", "or", ",") for token in between)
        if len(between) > REACH or not joined or not all(_in_phrase(t, first) for t in between):
            return
        if _role(other) != "thing":
            continue
        if not _goes_on(doc, other):
            yield other
            first = False
        at = other.end


def _in_phrase(token: Token, first: bool) -> bool:
    """Whether a token may stand between the words of attack and the target's noun."""
    joins = token.lower_ in ("and", "or", ",", "'s", "’s", "-", "“", '"')
    joins = joins or (first and token.lower_ == "of")
    return not token.is_sent_start and (
        joins or token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV")
    )


def _goes_on(doc: Doc, hit: Hit) -> bool:
    """Whether the noun only describes the next ("a bank robber", "police dogs")."""
    head = doc[hit.end - 1]
    following = doc[hit.end] if hit.end < len(doc) else None
    return head.dep_ == "compound" and following is not None and following.pos_ == "NOUN"


def _objects(doc: Doc, hit: Hit, things: dict[int, Hit]) -> Iterator[Hit]:
    """The object of a verb of attack, or the subject of its passive."""
    verbs = [token for token in doc[hit.start : hit.end] if token.pos_ == "VERB"]
    verb = verbs[-1] if verbs else None
    if verb is None or is_negated(verb):
        return
    doer = subject_of(verb)
    if doer is not None and doer.lower_ in ON_DUTY and verb.lemma_ in ENTERING:
        return
    if verb.lemma_ in RAMMING:
        return
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    whom = subject_of(verb) if passive else object_of(verb)
    for token in (whom, *(whom.conjuncts if whom is not None else ())):
        if token is not None and token.i in things and abs(token.i - verb.i) <= 2 * REACH:
            yield things[token.i]


def _struck_by(hits: Sequence[Hit], place: int, doc: Doc) -> bool:
    """Whether a weapon or an attacker does the striking: right before it, or as its subject."""
    hit = hits[place]
    striker = subject_of(doc[hit.start])
    for other in hits[max(0, place - AROUND) : place]:
        near = 0 <= hit.start - other.end <= 1
        does = striker is not None and other.start <= striker.i < other.end
        if _role(other) == "striker" and (near or does):
            return True
    return False


def _loose(reading: Reading, hits: Sequence[Hit]) -> set[int]:
    """The tokens before a target's noun that are no part of its name: dates, "deadly", "other"."""
    loose = {i for hit in hits if _role(hit) == "loose" for i in range(hit.start, hit.end)}
    for time in reading.times:
        if time.when.evidence.field is None:
            span = reading.span(time.when.evidence.start, time.when.evidence.end)
            loose |= set(range(span.start, span.end))
    return loose | {t.i for t in reading.doc if t.pos_ in ("DET", "PRON", "NUM", "ADV")}


def _mention(reading: Reading, thing: Hit, floor: int, loose: set[int]) -> TargetMention:
    doc = reading.doc
    start = min(max(phrase_start(doc[thing.start]), floor), thing.start)
    for token in doc[start : thing.start]:
        if token.i in loose and token.whitespace_:
            start = token.i + 1
    span = doc[start : thing.end]
    return TargetMention(
        name=" ".join(span.text.split()),
        kind=_kind(reading, thing),
        evidence=reading.cut_span(span),
        sentence=reading.sentence_at(doc[thing.start].idx),
    )


def _kind(reading: Reading, thing: Hit) -> str:
    """The kind of target; a city hall that is not named after a place is a hall for hire."""
    before = reading.doc[thing.start - 1] if thing.start > 0 else None
    if thing.entry.id == "government" and before is not None and before.pos_ == "PROPN":
        hall = reading.doc[thing.start].idx
        named = any(
            m.place.evidence.start <= before.idx < m.place.evidence.end <= hall
            for m in reading.places
        )
        if reading.doc[thing.end - 1].lower_ == "hall" and not named:
            return "business"
    kind: str = thing.entry.get("kind")
    return kind
