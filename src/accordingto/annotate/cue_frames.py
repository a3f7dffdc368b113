"""How far the frame of a cue reaches: source, cue, addressee and time, all that is not content."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.cue_sources import quoting_verb
from accordingto.annotate.phrases import noun_phrase, subject_of
from accordingto.words import role_words

# What leads to when, where or to whom something was said.
LEADING = role_words("cue_context", "frame")
MODIFIERS = {"advmod", "npadvmod", "aux", "auxpass", "neg", "prt", "prep", "dative", "agent"}


def frame_of(verb: Token, source: Token | None, phrase: Span, takes: str) -> tuple[int, int]:
    """The tokens of source, cue, addressee and time: everything that is not content."""
    doc = verb.doc
    start, end = min(phrase.start, verb.i), max(phrase.end, verb.i + 1)
    beside = phrase.end <= verb.i and _only_aside(doc, phrase, verb, source)
    after = phrase.start > verb.i
    quoting = quoting_verb(verb)
    if quoting is not None and quoting.i < verb.i:
        subject = subject_of(quoting)
        start = min(start, quoting.i, start if subject is None else noun_phrase(subject).start)
    elif not beside and not after:  # a subject far off: "X condemned ..., adding"
        start, end = verb.i, verb.i + 1
    while (
        start > verb.sent.start
        and doc[start - 1].dep_ in ("aux", "auxpass", "neg")
        and (doc[start - 1].head.i == verb.i)
    ):
        start -= 1
    if after and source is not None:
        end = max(end, closing_comma(doc, phrase.end, source))
    for child in verb.rights:
        if child.i < end:
            end = max(end, child.right_edge.i + 1) if child.dep_ in ("npadvmod", "advmod") else end
            continue
        addressed = takes == "told" and child.dep_ in ("dobj", "dative") and _can_be_told(child)
        if child.left_edge.i == end and (
            addressed or (child.dep_ in MODIFIERS and _is_frame(child, takes))
        ):
            end = child.right_edge.i + 1
    return start, end


def _can_be_told(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON") or token.tag_ == "NNS" or token.ent_type_ != ""


def _is_frame(child: Token, takes: str) -> bool:
    """Whether something after a verb says when, where or to whom, and not what."""
    if child.dep_ != "prep":
        return child.dep_ != "agent" or takes != "accused"
    if child.lower_ in LEADING:
        return takes not in ("accused",) and child.right_edge.i - child.i < 12
    return False


def _only_aside(doc: Doc, phrase: Span, verb: Token, source: Token | None) -> bool:
    """Whether between a source and its verb stands nothing but the source's own asides."""
    if source is None:
        return True
    for token in doc[phrase.end : verb.i]:
        if token.dep_ in ("aux", "auxpass", "advmod", "neg", "punct"):
            continue
        if not (source.i <= token.i and source.is_ancestor(token)):
            return False
    return True


def closing_comma(doc: Doc, end: int, source: Token) -> int:
    """Past an apposition or relative clause that follows a source, up to its comma."""
    if end < len(doc) and doc[end].text == "," and source.right_edge.i >= end:
        return source.right_edge.i + 1
    return end
