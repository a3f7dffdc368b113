"""Cues: the words that mark something as said, with their source and what they govern.

A cue is found by word list (cues.toml, documents.toml) and read by the parse; where the parse
has lost its subject, the noun phrase beside it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.able import is_person
from accordingto.annotate.cue import Cue
from accordingto.annotate.cue_citations import find_citations, join_citations
from accordingto.annotate.cue_frames import closing_comma, frame_of
from accordingto.annotate.cue_sources import noun_after, owner_of, source_of, speaking
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.names import Kinds, find_kinds
from accordingto.annotate.once import text_of
from accordingto.annotate.phrases import (
    after_preposition,
    is_negated,
    is_passive,
    noun_phrase,
    object_of,
)
from accordingto.annotate.reading import Reading
from accordingto.annotate.unsaid import OPENING, is_unsaid
from accordingto.model.kinds import Act
from accordingto.words import role_words

# Verbs that, denied, tell that somebody says nothing: "would not comment on the charge".
SILENT = role_words("cue_context", "silent")
# "Ann Lee, the mayor of Norwood: ...": how long a speaker before a colon may be, in tokens, of
# what words, and of whom a headline without a verb tells ("Officials: Ten dead in fire").
LONGEST_SPEAKER = 8
IN_SPEAKER = ("PROPN", "NOUN", "DET", "ADJ", "ADP", "PART")
OFFICIAL = {"police", "government", "health", "emergency_service", "military", "court", "expert"}
FEWEST_WORDS = 2
# How far after "held" its "responsible" may stand.
REACH = 9
SPEAKING = ("statements", "warnings", "lists")


def find_cues(reading: Reading) -> list[Cue]:
    """Every cue of the text that has a source, in text order."""
    doc = reading.doc
    papers = lexicon(doc.vocab, "documents").find(doc)
    documents = {hit.start: hit.entry.get("act") for hit in papers}
    kinds = find_kinds(doc)
    # A statement says something and data show something; feelings are somebody's.
    able = {*kinds, *(hit.start for hit in papers if hit.entry.id in SPEAKING)}
    citations = list(find_citations(doc, kinds))
    cues = [
        *_verb_cues(reading, documents, able, {cue.word.i for cue in citations}),
        *citations,
        *_according_cues(doc, documents, able),
        *_noun_cues(doc, documents, able),
        *_colon_cues(reading, kinds),
    ]
    join_citations(cues, citations)
    return sorted(cues, key=lambda cue: cue.word.i)


def _verb_cues(
    reading: Reading, documents: dict[int, str], able: set[int], read: set[int]
) -> Iterator[Cue]:
    """The verbs of saying that are not yet read."""
    doc = reading.doc
    timed = _times(reading)
    before: Cue | None = None
    for hit in lexicon(doc.vocab, "cues").find(doc):
        verb = doc[hit.start]
        said = (
            verb.i not in read
            and not in_speech(reading, verb)
            and _has_needed(hit, verb)
            and not is_unsaid(verb, hit.entry.get("takes"), hit.entry.get("act"), before)
        )
        cue = _verb_cue(verb, hit, documents, able, before) if said else None
        if cue is not None:
            cue.end = _past_time(doc, cue.end, timed)
            before = cue
            yield cue


def _past_time(doc: Doc, end: int, timed: dict[int, int]) -> int:
    """Past a time that closes a frame ("said Friday, ..."), not one that opens the content."""
    after = timed.get(end, end)
    if after == len(doc) or doc[after].is_punct or doc[after].lower_ == "that":
        return after
    return end


def _times(reading: Reading) -> dict[int, int]:
    """First token -> end of every time expression."""
    spans = (m.when.evidence for m in reading.times)
    found = (reading.span(evidence.start, evidence.end) for evidence in spans)
    return {span.start: span.end for span in found}


def _verb_cue(
    verb: Token, hit: Hit, documents: dict[int, str], able: set[int], before: Cue | None
) -> Cue | None:
    """One verb of saying, if it has a source that can speak."""
    passive = is_passive(verb)
    act: Act = hit.entry.get("act")  # type: ignore[assignment]
    takes = hit.entry.get("takes")
    lefts = (child for child in verb.lefts if child.dep_ == "nsubjpass")
    given = next(lefts, None) if passive else object_of(verb)
    if passive and given is None:
        given = next((t for t in verb.sent if t.i < verb.i and t.i in documents), None)
    document = given if given is not None and given.i in documents else None
    if document is not None and takes in ("document", "clause", "object"):
        act = documents[document.i] if act in ("states", "announces") else act  # type: ignore[assignment]
    elif takes == "document":
        return None
    source, spoken_in = source_of(verb, documents)
    if source is None and passive:
        return None
    if source is not None and in_quotes(source, verb):
        source = None  # the parse has crossed a quotation mark
    weak = takes != "quote" and bool(hit.entry.get("weak") or verb.dep_ == "acl")
    if weak and passive and source is not None and source.i not in able:
        return None
    if weak and verb.tag_ == "VBG" and hit.entry.get("weak") and verb.dep_ in ("acl", "pcomp"):
        return None
    phrase = speaking(verb, source, before, able, weak=weak)
    if phrase is None or not _is_given(hit, phrase):
        return None
    start, end = frame_of(verb, source, phrase, takes)
    negated = is_negated(verb)
    if negated and verb.lemma_ in SILENT:
        takes, end = "refusal", verb.i
    first, last = verb.i, verb.i + 1
    return Cue(verb, act, takes, phrase, start, end, first, last, negated, document or spoken_in)


def _has_needed(hit: Hit, verb: Token) -> bool:
    """Whether a verb has the words that make one of saying of it: "held the army responsible"."""
    needed = hit.entry.get("needs").split()
    after = verb.doc[verb.i + 1 : min(verb.i + REACH, verb.sent.end)] if needed else ()
    return not needed or (not is_passive(verb) and any(t.lower_ in needed for t in after))


def _is_given(hit: Hit, phrase: Span) -> bool:
    """Whether the source is of the sort its word asks for: only a court "heard that ..."."""
    wanted = hit.entry.get("source")
    return not wanted or phrase.root.lemma_.lower() in wanted.split()


def in_quotes(source: Token, verb: Token) -> bool:
    """Whether a quotation closes, or opens, between a source and its verb."""
    first, last = sorted((source.i, verb.i))
    marks = sum(token.text in ('"', "“", "”", "``", "''") for token in source.doc[first:last])
    return marks % 2 == 1


def in_speech(reading: Reading, token: Token) -> bool:
    """Whether a token lies in a quotation of more than itself."""
    quote = reading.quoted(token.idx)
    return quote is not None and quote.end - quote.start > len(token) + 1


def _according_cues(doc: Doc, documents: Container[int], able: set[int]) -> Iterator[Cue]:
    phrases = lexicon(doc.vocab, "according").find(doc)
    for hit in phrases:
        source = noun_after(doc, hit.end)
        if source is None:
            continue
        owner = owner_of(source) if source.i in documents else None
        if owner is not None and hit.end <= owner.i and _owns_words(owner, able):
            phrase = noun_phrase(owner)
            end = max(phrase.end, noun_phrase(source).end)
            yield Cue(
                doc[hit.start], "states", "according", phrase, hit.start, end, hit.start, hit.end
            )
            continue
        phrase = noun_phrase(source)
        if phrase.start < hit.end:
            phrase = doc[hit.end : max(phrase.end, hit.end + 1)]
        end = max(phrase.end, closing_comma(doc, phrase.end, source))
        yield Cue(doc[hit.start], "states", "according", phrase, hit.start, end, hit.start, hit.end)


def _colon_cues(reading: Reading, kinds: Kinds) -> Iterator[Cue]:
    """ "A police spokesman: “...”", "Officials: Ten dead": a speaker alone before a colon."""
    doc = reading.doc
    text = text_of(doc)
    for at in (match.start() for match in re.finditer(":", text)):
        span = doc.char_span(at, at + 1)
        colon = span[0] if span is not None else None
        if colon is None or colon.is_sent_start or in_speech(reading, colon):
            continue
        start = reading.sentences[reading.sentence_at(at)].start
        if len(text[start:at].split()) > LONGEST_SPEAKER:
            continue
        before = doc[colon.sent.start : colon.i]
        if any(t.pos_ not in IN_SPEAKER for t in before):
            continue
        again = text.count(before.text) > 1
        named = before[-1].pos_ == "PROPN" and (len(before) > 1 or again)
        if _told_after(colon, named, {kinds[t.i].kind for t in before if t.i in kinds}):
            first, last = colon.i, colon.i + 1
            yield Cue(colon, "states", "colon", before, before.start, last, first, last)


def _told_after(colon: Token, named: bool, kinds: set[str]) -> bool:
    """Whether what follows a colon is told by who stands before it."""
    after = colon.doc[colon.i + 1 : colon.sent.end]
    if len(after) > 0 and after[0].text in OPENING:
        return named or bool(kinds)
    return bool(kinds & OFFICIAL) and len(after) > FEWEST_WORDS


def _noun_cues(doc: Doc, documents: dict[int, str], able: set[int]) -> Iterator[Cue]:
    """ "accusations from X that ...", "X's claim that ...": a noun with an owner and content."""
    for i, act in documents.items():
        noun = doc[i]
        owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)
        owner = owner or after_preposition(noun, "from", "by")
        if owner is None or noun.pos_ != "NOUN" or not _owns_words(owner, able):
            continue
        if not any(c.dep_ in ("acl", "ccomp", "relcl") for c in (*noun.rights, *owner.rights)):
            continue
        phrase = noun_phrase(owner)
        start, end = min(noun.i, phrase.start), max(noun.i + 1, phrase.end)
        yield Cue(noun, act, "noun", phrase, start, end, noun.i, noun.i + 1)  # type: ignore[arg-type]


def _owns_words(owner: Token, able: set[int]) -> bool:
    """Whether what is claimed or accused can be somebody's: no thing and no place claims."""
    return owner.i in able or owner.pos_ in ("PROPN", "PRON") or is_person(owner)
