"""Who a verb of saying has as its source: by the parse, beside it, or in its sentence."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.able import can_speak, can_speak_beside
from accordingto.annotate.cue import Cue
from accordingto.annotate.phrases import (
    after_preposition,
    agent_of,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
)
from accordingto.words import role_words

IN_NAMES = role_words("names", "speaker") | {"-"}
QUOTING = role_words("unsaid", "quoting")


def source_of(verb: Token, documents: dict[int, str]) -> tuple[Token | None, Token | None]:
    """Whom a verb of saying has as its source, and the document it was said in."""
    quoting = quoting_verb(verb)
    if quoting is not None:
        return _quoted_person(quoting, verb), None
    if is_passive(verb):
        return agent_of(verb), None
    subject = subject_of(verb)
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl", "conj", "xcomp", "pcomp"):
        document = _document_before(verb, documents)
        if document is not None and (subject is None or verb.dep_ == "acl" or not _speaks(subject)):
            return owner_of(document) or subject, document
    if subject is not None and subject.i in documents:
        return owner_of(subject) or subject, subject
    return subject, None


def quoting_verb(verb: Token) -> Token | None:
    """The verb before "as saying": "was [quoted] by the paper as saying"."""
    if verb.lower_ != "saying" or verb.i < 2 or verb.nbor(-1).lower_ != "as":
        return None
    before = verb.doc[max(verb.sent.start, verb.i - 16) : verb.i]
    return next((t for t in reversed(list(before)) if t.lemma_ in QUOTING), None)


def _quoted_person(quoting: Token, verb: Token) -> Token | None:
    """Whose words are quoted: not the paper's that quotes them."""
    if is_passive(quoting):
        subject = next((c for c in quoting.lefts if c.dep_ == "nsubjpass"), None)
        return subject or subject_of(quoting)
    return object_of(quoting) or next(
        (t for t in verb.doc[quoting.i + 1 : verb.i] if t.dep_ in ("nsubj", "pobj", "dobj")), None
    )


def _document_before(verb: Token, documents: dict[int, str]) -> Token | None:
    """The nearest statement, advisory or the like before a participle in its sentence."""
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head  # "a statement expressing grief and calling for ..."
    for i in range(verb.i - 1, verb.sent.start - 1, -1):
        if i in documents and verb.doc[i].pos_ in ("NOUN", "PROPN"):
            return verb.doc[i]
    return None


def owner_of(document: Token) -> Token | None:
    """Who gave a document out: "the army's statement", "a letter from X", "issued by X"."""
    for child in document.lefts:
        if child.dep_ == "poss" and child.pos_ != "PRON":
            return child
    by = after_preposition(document, "by", "from")
    if by is not None:
        return by
    for child in document.rights:
        if child.dep_ in ("acl", "relcl") and (agent := agent_of(child)) is not None:
            return agent
    head = document.head
    if document.dep_ in ("dobj", "obj") and head.pos_ == "VERB":
        return agent_of(head) if is_passive(head) else subject_of(head)
    if document.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ == "VERB":
        return subject_of(head.head)
    return None


def _speaks(noun: Token) -> bool:
    """Whether a noun can speak at all: names and pronouns do, most things do not."""
    return noun.pos_ in ("PROPN", "PRON")


def speaking(
    verb: Token, source: Token | None, before: Cue | None, able: set[int], *, weak: bool
) -> Span | None:
    """The words of a verb's source: by the parse, beside it, or that of its sentence."""
    participle = verb.tag_ == "VBG"
    if source is not None and participle and before is not None and _embedded(source, before):
        return before.source
    if source is not None and can_speak(source, able, verb, weak=weak):
        return noun_phrase(_own_speaker(source, verb, able))
    if source is not None and is_passive(verb):
        return None
    beside = _phrase_beside(verb, inverted=source is None)
    if beside is not None and _is_beside(beside.root, able, verb, source):
        return beside
    joined = verb.dep_ == "conj" and source is not None
    return _source_of_sentence(verb, before, able) if participle or joined else None


def _is_beside(noun: Token, able: set[int], verb: Token, source: Token | None) -> bool:
    """Whether the noun beside a verb is its source; strictly where the parse has another."""
    if source is not None:
        return can_speak_beside(noun, able, verb)
    return can_speak(noun, able, verb, weak=False)


def _own_speaker(source: Token, verb: Token, able: set[int]) -> Token:
    """The apposition beside a verb, where the parse took the clause before it for the name."""
    first = source.left_edge
    if source.i in able or first.is_sent_start or first.i == 0:
        return source
    if first.nbor(-1).is_punct or first.nbor(-1).pos_ in ("CCONJ", "SCONJ"):
        return source
    for child in source.rights:
        if (
            child.dep_ == "appos"
            and child.i in able
            and child.i < verb.i
            and source.i > verb.sent.start + 2
        ):
            return child
    return source


def _embedded(source: Token, before: Cue) -> bool:
    """Whether the parse hung a participle on a noun inside what somebody already says."""
    if before.word.sent != source.sent or source.pos_ == "PROPN":
        return False
    return source.i > before.word.i


def _source_of_sentence(verb: Token, before: Cue | None, able: set[int]) -> Span | None:
    """The source before a participle of saying, or the subject of its sentence."""
    if before is not None and before.word.sent == verb.sent:
        return before.source
    root = verb.sent.root
    subject = subject_of(root) if root.i < verb.i else None
    if subject is None or not can_speak(subject, able, verb, weak=False):
        return None
    return noun_phrase(subject)


def _phrase_beside(verb: Token, *, inverted: bool) -> Span | None:
    """The noun phrase right before a verb of saying, or, `inverted`, right after it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    doc, sent = verb.doc, verb.sent
    end = verb.i
    while end > sent.start and doc[end - 1].pos_ in ("ADV", "AUX"):
        end -= 1
    if end > sent.start and doc[end - 1].text == ",":
        end = _before_apposition(doc, end - 1, sent.start)
    start = end
    while start > sent.start and _of_name(doc[start - 1]):
        start -= 1
    while start < end and doc[start].pos_ in ("ADP", "PART", "CCONJ"):
        start += 1
    if start < end and any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in doc[start:end]):
        return doc[start:end]
    after = verb.i + 1
    if (
        inverted
        and after < sent.end
        and doc[after].pos_ in ("PROPN", "DET")
        and verb.i > sent.start
    ):
        found = noun_after(doc, after)
        return noun_phrase(found) if found is not None else None
    return None


def _before_apposition(doc: Doc, comma: int, start: int) -> int:
    """Where a name ends that asides between commas follow: "Ann Lee, 30, a doctor, said"."""
    end = comma
    while True:
        at = end - 1
        while at > start and doc[at].text != ",":
            if doc[at].text in '"“”;:':
                return end
            at -= 1
        if doc[at].text != "," or not _begins_aside(doc[at + 1]):
            return end
        end = at


def _begins_aside(token: Token) -> bool:
    """Whether what follows a comma is said of the name before it."""
    return token.like_num or token.pos_ in ("DET", "ADP", "PRON") or token.text[:1].islower()


def _of_name(token: Token) -> bool:
    if token.pos_ in ("PROPN", "NOUN", "DET", "ADJ", "NUM", "PART") and token.tag_ != "TO":
        return True
    return token.lower_ in IN_NAMES


def noun_after(doc: Doc, start: int) -> Token | None:
    """The head of the noun phrase that begins at a token."""
    for token in doc[start : min(start + 12, len(doc))]:
        if token.is_sent_start and token.i > start:
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in (
            "compound",
            "poss",
            "nmod",
            "amod",
        ):
            return token
    return None
