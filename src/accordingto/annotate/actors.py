"""Whom the narrator tells of as doing it, or as suspected of it (`words/en/actors.toml`).

Some words always mean somebody who did it ("gunman"); others only where a violent deed is theirs
("protesters threw petrol bombs"), and names where a deed or a charge is. The many words a report
has for the same people are joined under the fullest of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import msgspec
from spacy.tokens import Token

from accordingto.annotate.actor_charges import find_called, find_charged
from accordingto.annotate.actor_deeds import (
    OF_NAMES,
    Deed,
    find_deeds,
    find_doers,
    kinds_of,
    target_of,
)
from accordingto.annotate.actor_fates import find_fates
from accordingto.annotate.actor_names import actor_names, form_of
from accordingto.annotate.actor_phrases import Actor, aged_names, is_name, phrase_around
from accordingto.annotate.actor_victims import find_victims
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.names import find_kinds
from accordingto.annotate.numbers import Number, find_numbers
from accordingto.annotate.phrases import is_passive
from accordingto.annotate.pointers import find_pointers
from accordingto.annotate.reading import Reading
from accordingto.model import ActorMention, Count, Evidence, FigureMention
from accordingto.model.kinds import Fate, SourceKind
from accordingto.words import role_words

# Events that are a crime of somebody.
ATTACKS = frozenset(
    {"armed_attack", "bombing", "shooting", "stabbing", "arson", "assassination", "abduction"}
)


def find_actors(reading: Reading) -> tuple[ActorMention, ...]:
    """Find those who did it, in text order, each under the fullest name the report has for them."""
    doc = reading.doc
    victims = find_victims(doc)
    found = _found(reading, victims)
    if not found:
        return ()
    read = (_known(reading, found[head]) for head in sorted(found))
    actors = [actor for actor in read if actor is not None]
    names = actor_names(doc, actors, victims)
    actors = _one_standing(actors, names)
    fates = find_fates(doc, [actor.head for actor in actors])
    numbers = {n.end: n for n in find_numbers(doc)}
    return _largest_counts(
        _mention(reading, actor, name, fates.get(actor.head), numbers)
        for actor, name in zip(actors, names, strict=True)
    )


def _found(reading: Reading, victims: Container[str]) -> dict[int, Actor]:
    """By their heads those whom the narrator calls attackers, tells deeds of, or has charged."""
    doc = reading.doc
    people = lexicon(doc.vocab, "actors").find(doc)
    deeds = [deed for deed in find_deeds(doc) if reading.quoted(deed.verb.idx) is None]
    harmed = {i for figure in reading.figures for i in _harmed(reading, figure)}
    found: dict[int, Actor] = {}
    for actor in chain(
        find_called(doc, people),
        find_doers(doc, people, deeds, _nations(reading)),
        find_charged(doc, people, _first_deed(reading, deeds, people)),
        _pointed(reading, people),
    ):
        told = reading.quoted(doc[actor.head].idx) is None
        victim = actor.weak and actor.named and form_of(doc[actor.end - 1]) in victims
        counted = actor.head in harmed and not (actor.group or actor.named or actor.name)
        if told and not victim and not counted:
            old = found.get(actor.head)
            suspected = "suspected" in (actor.standing, old.standing if old else "")
            standing = "suspected" if suspected else "reported"
            found[actor.head] = replace(old or actor, standing=standing)
    if any(actor.kind == "police" for actor in found.values()):
        found = _without_targets(found, deeds)
    return found | _held(reading, found, victims)


def _first_deed(reading: Reading, deeds: Sequence[Deed], people: Sequence[Hit]) -> int:
    """Where the first deed is told that accidents do not share, or an attack, or an attacker."""
    told = (d.hit.start for d in deeds if d.hit.entry.id in OF_NAMES and d.verb.lemma_ != "kill")
    attackers = (h.start for h in people if h.entry.get("role") == "noun")
    attacks = (
        reading.span(e.evidence.start, e.evidence.end).start
        for e in reading.events
        if e.type in ATTACKS and not e.past
    )
    return min(chain(told, attackers, attacks), default=len(reading.doc))


def _pointed(reading: Reading, people: Sequence[Hit]) -> Iterator[Actor]:
    """Those to whom signs and suspicion point, where nobody is told of who accuses them."""
    kinds = kinds_of(people)
    accusing = [
        (piece.start, piece.end)
        for said in reading.statements
        for piece in (*said.content, *([said.cue] if said.cue else []))
        if said.act in ("accuses", "denies")
    ]
    for pointer in find_pointers(reading.doc):
        if any(start <= pointer.word.idx < end for start, end in accusing):
            continue
        head = pointer.whom
        start, end = phrase_around(reading.doc, head.i, head.i + 1)
        named = head.pos_ == "PROPN"
        yield Actor(
            *(start, end, head.i),
            kind="person" if named else kinds.get(head.i, "unnamed"),
            standing="suspected",
            named=named,
        )


def _without_targets(found: Mapping[int, Actor], deeds: Iterable[Deed]) -> dict[int, Actor]:
    """Where the police did it, without those who pointed a gun at them and whom they shot."""
    targets = {target_of(deed.verb) for deed in deeds}
    return {
        head: actor
        for head, actor in found.items()
        if not (actor.weak and not actor.named) and not (actor.group and head in targets)
    }


def _held(
    reading: Reading, found: Mapping[int, Actor], victims: Container[str]
) -> dict[int, Actor]:
    """The only person named as arrested or charged, where no attacker has a name."""
    if any(actor.named for actor in found.values()) or not any(
        actor.kind == "unnamed" and reading.doc[actor.head].tag_ != "NNS"
        for actor in found.values()
    ):
        return {}
    doc = reading.doc
    ends = [t.i for t in doc[:-1] if is_name(t) and t.pos_ == "PROPN" and t.nbor(1).pos_ != "PROPN"]
    taken = {t.i for e in _others(reading) for t in reading.span(e.start, e.end)}
    names = [i for i in ends if i not in taken and form_of(doc[i]) not in victims]
    fates = find_fates(doc, [*found, *names])
    aged = aged_names(doc)
    held = [
        i
        for i in names
        if reading.quoted(doc[i].idx) is None
        and (fates.get(i) == "arrested" or (doc[i].text in aged and _is_held(doc[i])))
    ]
    if len({doc[i].text for i in held}) != 1:
        return {}
    return {
        i: Actor(*phrase_around(doc, i, i + 1), i, "person", "suspected", named=True, weak=True)
        for i in held
    }


def _is_held(name: Token) -> bool:
    """ "A B, 23, of C, was arrested", where the parse takes C for whom."""
    after = name.doc[name.i + 1 : name.sent.end]
    held = role_words("actor_phrases", "held")
    return any(t.lemma_ in held and is_passive(t) for t in after)


def _others(reading: Reading) -> Iterator[Evidence]:
    """The words for places, and for those who say something."""
    yield from (mention.place.evidence for mention in reading.places)
    for speaker in reading.speakers:
        yield from speaker.mentions


def _nations(reading: Reading) -> dict[int, str]:
    """The tokens that name a country or are its adjective, and the country's name."""
    return {
        token.i: mention.place.country_name or mention.place.name
        for mention in reading.places
        if mention.demonym or mention.place.kind == "country"
        for token in reading.span(mention.place.evidence.start, mention.place.evidence.end)
    }


def _largest_counts(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Of the counts of the same people only the largest: a smaller one tells of some of them."""
    told = tuple(mentions)
    largest: dict[str, int] = {}
    for mention in told:
        count = _size(mention)
        largest[mention.name] = max(count, largest.get(mention.name, 0))
    return tuple(
        mention
        if _size(mention) == largest[mention.name]
        else msgspec.structs.replace(mention, number=None)
        for mention in told
    )


def _size(mention: ActorMention) -> int:
    number = mention.number
    return 0 if number is None else number.high or number.low or 0


def _harmed(reading: Reading, figure: FigureMention) -> range:
    """The tokens of those a figure counts as harmed; attackers counted as such are none."""
    if figure.group == "perpetrators" or figure.measure == "detained":
        return range(0)
    span = reading.span(figure.evidence.start, figure.evidence.end)
    return range(span.start, span.end)


def _known(reading: Reading, actor: Actor) -> Actor | None:
    """A name that is a country is a government; other places do nothing."""
    if not actor.named:
        return actor
    token = reading.doc[actor.head]
    for mention in reading.places:
        evidence = mention.place.evidence
        if evidence.start <= token.idx < evidence.end:
            country = mention.place.kind == "country" or mention.demonym
            return replace(actor, kind="government", named=False) if country else None
    kinds = find_kinds(reading.doc)
    body = kinds.get(actor.head)
    if body is not None and not body.title:
        return replace(actor, kind=body.kind)  # type: ignore[arg-type]
    before = (kinds.get(i) for i in range(actor.start, actor.head))
    if any(kind is not None and kind.kind == "armed_group" for kind in before):
        return replace(actor, kind="armed_group")  # "the militant group Red Dawn"
    for speaker in reading.speakers:
        if any(e.start <= token.idx < e.end for e in speaker.mentions):
            return replace(actor, kind=speaker.kind)
    return actor


def _one_standing(actors: Sequence[Actor], names: Sequence[str]) -> list[Actor]:
    """One standing and kind per name: a named person stays suspected once called so."""
    standings: dict[str, set[str]] = {}
    kinds: dict[str, SourceKind] = {}
    for actor, name in zip(actors, names, strict=True):
        standings.setdefault(name, set()).add(actor.standing)
        if actor.kind != "unnamed":
            kinds[name] = actor.kind
    named = {name for actor, name in zip(actors, names, strict=True) if actor.named}
    result = []
    for actor, name in zip(actors, names, strict=True):
        said = standings[name]
        strongest = "suspected" if name in named or "reported" not in said else "reported"
        standing = strongest if len(said) > 1 else actor.standing
        result.append(replace(actor, standing=standing, kind=kinds.get(name, actor.kind)))
    return result


def _mention(
    reading: Reading, actor: Actor, name: str, fate: Fate | None, numbers: dict[int, Number]
) -> ActorMention:
    span = reading.doc[actor.start : actor.end]
    head = reading.doc[actor.head]
    crowd = head.lower_ in role_words("actor_phrases", "group")
    return ActorMention(
        name=name,
        kind=actor.kind,
        standing="suspected" if actor.standing == "suspected" else "reported",
        number=_number(reading, actor, numbers),
        fate=fate,
        evidence=reading.cut_span(span),
        sentence=reading.sentence_at(span.start_char),
        one=head.tag_ in ("NN", "NNP") and not crowd,
    )


def _number(reading: Reading, actor: Actor, numbers: dict[int, Number]) -> Count | None:
    """How many there were, where it is counted ("up to four assailants", "a lone gunman")."""
    for end in range(actor.head, max(actor.start - 1, actor.head - 5), -1):
        number = numbers.get(end)
        if number is None or number.kind == "none":
            continue
        if number.low is None and number.high is None:
            return None
        lone = reading.doc[number.start].lower_ in ("a", "an")
        if lone and not any(
            t.lower_ in role_words("actor_phrases", "lone") for t in reading.doc[end : actor.head]
        ):
            return None
        words = reading.doc[number.first : number.last]
        return Count(low=number.low, high=number.high, evidence=reading.cut_span(words))
    return None
