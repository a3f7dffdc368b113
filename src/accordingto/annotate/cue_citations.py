"""Citations: "AFP reported, citing two officers": whose words somebody else's report passes on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.able import is_person
from accordingto.annotate.cue import Cue
from accordingto.annotate.cue_sources import noun_after
from accordingto.annotate.names import Kinds
from accordingto.annotate.phrases import has_finite_verb, noun_phrase, object_of
from accordingto.words import role_words

CITING = role_words("cue_context", "citing")


def find_citations(doc: Doc, kinds: Kinds) -> Iterator[Cue]:
    """Every "citing" and "quoting" whose object is somebody who can say something."""
    for verb in doc:
        if verb.lower_ not in CITING or verb.tag_ != "VBG":
            continue
        source = object_of(verb) or noun_after(doc, verb.i + 1)
        if source is None or source.i < verb.i or not _is_somebody(source, kinds):
            continue
        phrase = noun_phrase(source)
        if not _as_saying(doc[phrase.end : phrase.end + 2]):
            end = max(phrase.end, verb.i + 1)
            yield Cue(verb, "states", "cited", phrase, verb.i, end, verb.i, verb.i + 1)


def join_citations(cues: list[Cue], citations: list[Cue]) -> None:
    """Make a citation part of the frame that it follows: "AFP reported, citing police"."""
    for cited in citations:
        before = {cited.start, cited.start - 1} if _after_comma(cited) else {cited.start}
        for cue in cues:
            if cue.end in before and cue.takes != "cited" and cue.word.sent == cited.word.sent:
                cue.end = cited.end


def _after_comma(cue: Cue) -> bool:
    return cue.start > 0 and cue.word.nbor(-1).text == ","


def _is_somebody(noun: Token, kinds: Kinds) -> bool:
    return noun.i in kinds or noun.pos_ == "PROPN" or is_person(noun)


def _as_saying(after: Span) -> bool:
    return [token.lower_ for token in after] == ["as", "saying"]


def pass_on(doc: Doc, cues: list[Cue]) -> None:
    """Give those who are cited what the report that cites them says, and take them out of it."""
    for cue in cues:
        if cue.takes != "cited":
            continue
        report = _report_of(cue, cues)
        if report is not None:
            report.content = [part for whole in report.content for part in _without(whole, cue)]
            cue.content = list(report.content)
        elif has_finite_verb(doc, cue.word.sent.start, cue.start):
            end = cue.start - 1 if doc[cue.start - 1].is_punct else cue.start
            cue.content = [(cue.word.sent.start, end)]


def _report_of(cue: Cue, cues: list[Cue]) -> Cue | None:
    """What somebody cited is cited in: the cue that governs the citation, or the nearest."""
    near = [c for c in cues if c.takes != "cited" and c.content and c.word.sent == cue.word.sent]
    above = [c for c in near if c.word.is_ancestor(cue.word)]
    return min(above or near, key=lambda c: abs(c.word.i - cue.word.i), default=None)


def _without(whole: tuple[int, int], cue: Cue) -> Iterator[tuple[int, int]]:
    """A stretch without a citation inside it, and the commas around it."""
    start, end = whole
    if not start <= cue.start < end:
        yield whole
        return
    doc = cue.word.doc
    first = cue.start - 1 if cue.start > start and doc[cue.start - 1].text == "," else cue.start
    last = cue.end + 1 if cue.end < end and doc[cue.end].text == "," else cue.end
    yield from ((a, b) for a, b in ((start, first), (last, end)) if a < b)
