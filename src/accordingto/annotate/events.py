"""Words that name or tell of incidents: kind, status, and what sets them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from spacy.tokens import Doc

from accordingto.annotate.events_context import Surroundings
from accordingto.annotate.lexicon import Hit, lexicon, tokeniser
from accordingto.annotate.reading import Reading
from accordingto.model import EventMention, Evidence
from accordingto.model.kinds import IncidentStatus, IncidentType

# A weak word ("attack", "crash") needs a sign of harm this many sentences away at most, unless the
# whole report is full of them.
REACH = 2
# "The ship has struck a bridge", "the gorilla was shot": how many tokens off the other word may be.
BESIDE = 6
AIMED = ("shooting", "armed_attack", "stabbing")
PLENTY = 4
# Kinds of deliberate violence: in a report that tells of them a "blast" is a bombing.
VIOLENT = {
    "armed_attack", "bombing", "shooting", "stabbing", "vehicle_attack", "arson", "assassination",
    "air_strike", "shelling", "hostage_taking", "abduction",
}  # fmt: skip

# What a blast or a blaze is when it is deliberate, and when it is not.
SETTLED: Mapping[tuple[str, bool], IncidentType] = {
    ("explosion", True): "bombing", ("explosion", False): "explosion_accident",
    ("blaze", True): "arson", ("blaze", False): "fire",
}  # fmt: skip


class _Found(NamedTuple):
    """An event word: where, and its row in the word list."""

    hit: Hit
    sentence: int
    title: bool
    strong: bool

    @property
    def type(self) -> str:
        return self.hit.entry.get("type")


def find_events(reading: Reading) -> tuple[EventMention, ...]:
    """Find the incidents' words; those of the title come first (`evidence.field` says so)."""
    title = _read_title(reading)
    found = _event_hits(reading.doc, reading, title=False)
    headed = _event_hits(title, reading, title=True) if title is not None else []
    kept = _trusted(reading, headed + found)
    balance = _violence(reading, kept)
    fires = sum(event.type == "blaze" for event in kept)
    deliberate = {"explosion": balance > 0, "blaze": balance > 2 * fires}
    around = {
        False: Surroundings(reading.doc, reading.report.published),
        True: Surroundings(title, reading.report.published) if title is not None else None,
    }
    mentions: list[EventMention] = []
    for event in kept:
        context = around[event.title]
        doc = title if event.title else reading.doc
        if context is None or doc is None:
            continue
        status = context.status_of(event.hit) or _aim(doc, event, mentions)
        if status != "unreal":
            past = context.is_past(event.hit) or bool(event.hit.entry.get("apart"))
            kind = _type_of(event.type, deliberate)
            mentions.append(_mention(doc, event, kind, status, past=past))
    return tuple(mentions)


def _aim(doc: Doc, event: _Found, before: Sequence[EventMention]) -> str:
    """ "A plot by four men to bomb the station": what a plot was to do shares its fate."""
    if not before or event.hit.start == 0 or doc[event.hit.start - 1].lower_ != "to":
        return ""
    plot = before[-1]
    titled = plot.evidence.field == "title"
    same = plot.type == "plot" and (plot.sentence, titled) == (event.sentence, event.title)
    return plot.status if same else ""


def _read_title(reading: Reading) -> Doc | None:
    """The headline as tokens, unless the body begins with it anyway."""
    text = reading.report.title
    if not text or not text.strip():
        return None
    return tokeniser(reading.doc.vocab)(text)


def _event_hits(doc: Doc, reading: Reading, *, title: bool) -> list[_Found]:
    hits = _unmasked(doc)
    craft = {at for h in lexicon(doc.vocab, "craft").find(doc) for at in range(h.start, h.end)}
    animals = {hit.start for hit in lexicon(doc.vocab, "animals").find(doc)}
    return [
        _Found(
            hit,
            0 if title else reading.sentence_at(doc[hit.start].idx),
            title,
            hit.entry.get("weight") == "strong"
            or (hit.entry.get("beside") == "craft" and _beside(hit, craft)),
        )
        for hit in hits
        if not (hit.entry.get("needs") == "craft" and not _beside(hit, craft))
        and not (hit.entry.get("type") in AIMED and _beside(hit, animals))
    ]


def _unmasked(doc: Doc) -> list[Hit]:
    """The event words that are no part of a fixed phrase that only looks like an event."""
    masks = lexicon(doc.vocab, "event_lookalikes").find(doc)
    masked = {at: hit.end - hit.start for hit in masks for at in range(hit.start, hit.end)}
    return [
        hit
        for hit in lexicon(doc.vocab, "events").find(doc)
        if hit.end - hit.start > max(masked.get(at, 0) for at in range(hit.start, hit.end))
    ]


def _beside(hit: Hit, places: set[int]) -> bool:
    """Whether one of some token positions lies within a few words of an event word."""
    return not places.isdisjoint(range(hit.start - BESIDE, hit.end + BESIDE))


def _trusted(reading: Reading, found: Sequence[_Found]) -> list[_Found]:
    """The strong words, and the weak ones that stand near a sign of harm."""
    doc = reading.doc
    signs = {
        reading.sentence_at(doc[h.start].idx) for h in lexicon(doc.vocab, "harm_signs").find(doc)
    }
    signs |= {figure.sentence for figure in reading.figures}
    strong = {event.sentence for event in found if event.strong and not event.title}
    near = {s + d for s in signs | strong for d in range(-REACH, REACH + 1)}
    plenty = len(strong) >= PLENTY
    return [event for event in found if event.strong or plenty or event.sentence in near]


def _violence(reading: Reading, found: Sequence[_Found]) -> int:
    """By how much deliberate violence outweighs accidents among the events' words and claims."""
    claims = sum(said.act == "claims_responsibility" for said in reading.statements)
    weights = {True: 3 * claims, False: 0}
    for event in found:
        if event.type and event.type not in ("explosion", "blaze"):
            weights[event.type in VIOLENT] += 3 if event.strong else 1
    return weights[True] - weights[False]


def _mention(
    doc: Doc, event: _Found, kind: IncidentType | None, status: str, *, past: bool
) -> EventMention:
    span = doc[event.hit.start : event.hit.end]
    evidence = Evidence(span.start_char, span.end_char, span.text, "title" if event.title else None)
    return EventMention(
        evidence=evidence,
        type=kind,
        status=cast(IncidentStatus, status or event.hit.entry.get("status", "accomplished")),
        past=past,
        sentence=event.sentence,
    )


def _type_of(named: str, deliberate: Mapping[str, bool]) -> IncidentType | None:
    """The kind of incident; a blast or a blaze is what the rest of the report makes of it."""
    if named in deliberate:
        return SETTLED[named, deliberate[named]]
    return cast(IncidentType, named) if named else None
