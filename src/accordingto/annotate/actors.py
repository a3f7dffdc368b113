"""Whom the narrator tells of as doing it, or as suspected of it (`words/en/actors.toml`).

Some words always mean somebody who did it ("gunman"); others only where a violent deed is theirs
("protesters threw petrol bombs"), and names where a deed or a charge is. The many words a report
has for the same people are joined under the fullest of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import chain

import msgspec

from accordingto.annotate.actor_charges import find_called, find_charged
from accordingto.annotate.actor_deeds import find_deeds, find_doers
from accordingto.annotate.actor_fates import find_fates
from accordingto.annotate.actor_names import actor_names, form_of
from accordingto.annotate.actor_phrases import Actor
from accordingto.annotate.actor_victims import find_victims
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.numbers import Number, find_numbers
from accordingto.annotate.reading import Reading
from accordingto.model import ActorMention, Count, FigureMention
from accordingto.model.kinds import Fate, SourceKind
from accordingto.words import role_words


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
        find_charged(doc, people),
    ):
        told = reading.quoted(doc[actor.head].idx) is None
        victim = actor.weak and actor.named and form_of(doc[actor.end - 1]) in victims
        if told and not victim and (actor.group or actor.named or actor.head not in harmed):
            old = found.get(actor.head)
            suspected = "suspected" in (actor.standing, old.standing if old else "")
            standing = "suspected" if suspected else "reported"
            found[actor.head] = replace(old or actor, standing=standing)
    return found


def _nations(reading: Reading) -> set[int]:
    """The tokens that name a country, or say of which one something is."""
    spans = (
        reading.span(mention.place.evidence.start, mention.place.evidence.end)
        for mention in reading.places
        if mention.demonym or mention.place.kind == "country"
    )
    return {token.i for span in spans for token in span}


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
        if lone and not {"lone", "single"} & {t.lower_ for t in reading.doc[end : actor.head]}:
            return None
        words = reading.doc[number.first : number.last]
        return Count(low=number.low, high=number.high, evidence=reading.cut_span(words))
    return None
