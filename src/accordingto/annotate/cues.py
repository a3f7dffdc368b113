"""Cues: the words that mark something as said, with their source and what they govern.

A cue is found by word list (cues.toml, documents.toml) and read by the parse; where the parse
has lost its subject, the noun phrase beside it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import (
    after_preposition,
    agent_of,
    is_negated,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
)
from accordingto.annotate.reading import Reading
from accordingto.model.kinds import Act

MODIFIERS = {"advmod", "npadvmod", "aux", "auxpass", "neg", "prt", "prep", "dative", "agent"}


@dataclass(slots=True)
class Cue:
    """A cue while it is being read.

    Attributes:
        word: Its main word.
        act: What is done in saying it.
        takes: Where its content stands (cues.toml); "according" for "according to".
        source: The words of the source beside it, or None.
        start, end: Tokens of the whole frame: source, cue, addressee and time.
        first, last: Tokens of the cue's own words.
        negated: "did not say".
        document: The noun it gives out ("statement"), or None.
        content: Token ranges of what it governs, filled in later.
    """

    word: Token
    act: Act
    takes: str
    source: Span | None
    start: int
    end: int
    first: int
    last: int
    negated: bool = False
    document: Token | None = None
    content: list[tuple[int, int]] = field(default_factory=list)


def find_cues(reading: Reading) -> list[Cue]:
    """Every cue of the text that has a source, in text order."""
    doc = reading.doc
    documents = {
        hit.start: hit.entry.get("act") for hit in lexicon(doc.vocab, "documents").find(doc)
    }
    cues = [*_verb_cues(reading, documents), *_according_cues(doc), *_noun_cues(doc, documents)]
    return sorted(cues, key=lambda cue: cue.word.i)


def _verb_cues(reading: Reading, documents: dict[int, str]) -> Iterator[Cue]:
    doc = reading.doc
    kinds = lexicon(doc.vocab, "speaker_kinds").find(doc)
    able = {i for hit in kinds for i in range(hit.start, hit.end)} | set(documents)
    timed = _times(reading)
    before: Cue | None = None
    for hit in lexicon(doc.vocab, "cues").find(doc):
        if in_speech(reading, doc[hit.start]):
            continue
        cue = _verb_cue(doc[hit.start], hit, documents, able, before)
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
    if _no_cue(verb) or (passive and verb.lemma_ in SPOKEN_TO):
        return None
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
    source, spoken_in = _verb_source(verb, documents)
    if source is None and passive:
        return None
    if source is not None and in_quotes(source, verb):
        source = None  # the parse has crossed a quotation mark
    weak = takes != "quote" and bool(hit.entry.get("weak") or verb.dep_ == "acl")
    if weak and passive and source is not None and source.i not in able:
        return None
    if weak and verb.tag_ == "VBG" and hit.entry.get("weak") and verb.dep_ in ("acl", "pcomp"):
        return None
    phrase = _speaking(verb, source, before, able, weak=weak)
    if phrase is None:
        return None
    start, end = _frame(verb, source, phrase, takes)
    negated = is_negated(verb)
    first, last = verb.i, verb.i + 1
    return Cue(verb, act, takes, phrase, start, end, first, last, negated, document or spoken_in)


def in_quotes(source: Token, verb: Token) -> bool:
    """Whether a quotation closes, or opens, between a source and its verb."""
    first, last = sorted((source.i, verb.i))
    marks = sum(token.text in ('"', "“", "”", "``", "''") for token in source.doc[first:last])
    return marks % 2 == 1


def in_speech(reading: Reading, token: Token) -> bool:
    """Whether a token lies in a quotation of more than itself."""
    quote = reading.quoted(token.idx)
    return quote is not None and quote.end - quote.start > len(token) + 1


def _speaking(
    verb: Token, source: Token | None, before: Cue | None, able: set[int], *, weak: bool
) -> Span | None:
    """The words of a verb's source: by the parse, beside it, or that of its sentence."""
    participle = verb.tag_ == "VBG"
    if source is not None and participle and before is not None and _embedded(source, before):
        return before.source
    if source is not None and _can_speak(source, able, weak=weak):
        return noun_phrase(_own_speaker(source, verb, able))
    beside = _phrase_beside(verb)
    if beside is not None and _can_speak(beside.root, able, weak=source is not None):
        return beside
    return _source_of_sentence(verb, before, able) if participle else None


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


def _no_cue(verb: Token) -> bool:
    """Whether a verb of saying only describes a noun, or is itself what somebody is accused of."""
    if verb.dep_ in ("amod", "compound") or (verb.i > 0 and verb.nbor(-1).text == "-"):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(verb.lefts):
        return True  # "Asked about the driver, he said"
    if verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse"):
        return True
    given = object_of(verb)
    if given is not None and (verb.lemma_, given.lemma_) in NOT_SAID:
        return True
    return verb.lemma_ == "threaten" and verb.tag_ == "VBG"


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
    if subject is None or not _can_speak(subject, able, weak=False):
        return None
    return noun_phrase(subject)


# Verbs of saying that with these objects say nothing.
NOT_SAID = {
    ("claim", "life"),
    ("claim", "victim"),
    ("report", "duty"),
    ("read", "book"),
    ("call", "police"),
}

# Verbs whose passive has the person spoken to, or quoted, as its subject.
PEOPLE = {"he", "she", "they", "i", "we", "who", "everyone", "nobody"}
SPOKEN_TO = {
    "tell",
    "inform",
    "notify",
    "brief",
    "apprise",
    "assure",
    "remind",
    "quote",
    "ask",
    "cite",
}


def _can_speak(noun: Token, able: set[int], *, weak: bool) -> bool:
    """Whether a noun can be a source: people, bodies and documents; things only said to "say"."""
    if noun.dep_ == "expl" or noun.lower_ in ("there", "this", "that", "what", "which"):
        return False
    if noun.pos_ in ("VERB", "AUX", "ADJ", "NUM") and noun.i not in able:
        return False
    if noun.i in able or any(
        child.i in able and child.dep_ in ("compound", "amod") for child in noun.lefts
    ):
        return True
    if noun.pos_ == "PRON":
        return not weak or noun.lower_ in (
            "he",
            "she",
            "they",
            "i",
            "we",
            "who",
            "everyone",
            "nobody",
        )
    if noun.pos_ == "PROPN" and not (noun.is_sent_start and noun.dep_ != "compound" and weak):
        return True
    return not weak


def _verb_source(verb: Token, documents: dict[int, str]) -> tuple[Token | None, Token | None]:
    """Whom a verb of saying has as its source, and the document it was said in."""
    if verb.i > 1 and verb.nbor(-1).lower_ == "as" and verb.nbor(-2).lemma_ in ("quote", "cite"):
        quoted = verb.nbor(-2)
        return next((c for c in quoted.lefts if c.dep_ in ("nsubjpass", "nsubj")), None), None
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


def _document_before(verb: Token, documents: dict[int, str]) -> Token | None:
    """The nearest statement, advisory or the like before a participle in its sentence."""
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


def _according_cues(doc: Doc) -> Iterator[Cue]:
    phrases = lexicon(doc.vocab, "according").find(doc)
    for hit in phrases:
        source = _noun_after(doc, hit.end)
        if source is None:
            continue
        phrase = noun_phrase(source)
        if phrase.start < hit.end:
            phrase = doc[hit.end : max(phrase.end, hit.end + 1)]
        end = max(phrase.end, _closing_comma(doc, phrase.end, source))
        yield Cue(doc[hit.start], "states", "according", phrase, hit.start, end, hit.start, hit.end)


def _noun_after(doc: Doc, start: int) -> Token | None:
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


def _closing_comma(doc: Doc, end: int, source: Token) -> int:
    """Past an apposition or relative clause that follows a source, up to its comma."""
    if end < len(doc) and doc[end].text == "," and source.right_edge.i >= end:
        return source.right_edge.i + 1
    return end


def _noun_cues(doc: Doc, documents: dict[int, str]) -> Iterator[Cue]:
    """ "accusations from X that ...", "X's claim that ...": a noun with an owner and content."""
    for i, act in documents.items():
        noun = doc[i]
        owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON"), None)
        owner = owner or after_preposition(noun, "from", "by")
        if owner is None or noun.pos_ != "NOUN":
            continue
        if not any(c.dep_ in ("acl", "ccomp", "relcl") for c in (*noun.rights, *owner.rights)):
            continue
        phrase = noun_phrase(owner)
        start, end = min(noun.i, phrase.start), max(noun.i + 1, phrase.end)
        yield Cue(noun, act, "noun", phrase, start, end, noun.i, noun.i + 1)  # type: ignore[arg-type]


def _phrase_beside(verb: Token) -> Span | None:
    """The noun phrase right beside a verb of saying that the parse gave no subject."""
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
    if after < sent.end and doc[after].pos_ in ("PROPN", "DET") and verb.i > sent.start:
        found = _noun_after(doc, after)
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
    return token.lower_ in ("of", "for", "-", "al", "bin", "police")


def _frame(verb: Token, source: Token | None, phrase: Span, takes: str) -> tuple[int, int]:
    """The tokens of source, cue, addressee and time: everything that is not content."""
    doc = verb.doc
    start, end = min(phrase.start, verb.i), max(phrase.end, verb.i + 1)
    beside = phrase.end <= verb.i and _only_aside(doc, phrase, verb, source)
    after = phrase.start > verb.i
    if not beside and not after:  # a subject far off: "X condemned ..., adding"
        start, end = verb.i, verb.i + 1
    while (
        start > verb.sent.start
        and doc[start - 1].dep_ in ("aux", "auxpass", "neg")
        and (doc[start - 1].head.i == verb.i)
    ):
        start -= 1
    if after and source is not None:
        end = max(end, _closing_comma(doc, phrase.end, source))
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
    if child.lower_ in (
        "in",
        "on",
        "at",
        "to",
        "during",
        "via",
        "through",
        "from",
        "after",
        "by",
        "before",
    ):
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
