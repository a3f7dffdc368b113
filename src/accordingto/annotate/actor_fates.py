"""What became of those who did it: killed, arrested, at large (`words/en/actor_fates.toml`)."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import is_negated, object_of, subject_of
from accordingto.model.kinds import Fate

# How far (in tokens) those whose fate it is may stand from the words for it.
REACH = 12


def find_fates(doc: Doc, heads: Sequence[int]) -> dict[int, Fate]:
    """The fate told of each of the given nouns, by the token it is."""
    fates: dict[int, Fate] = {}
    wanted = set(heads)
    for hit in lexicon(doc.vocab, "actor_fates").find(doc):
        head = _whose(doc, hit, wanted)
        if head is not None and hit.entry.get("fate"):
            fates.setdefault(head, hit.entry.get("fate"))  # type: ignore[arg-type]
    return fates


def _whose(doc: Doc, hit: Hit, wanted: set[int]) -> int | None:
    """Whose fate it is: the object of an active verb, the subject of a passive or of "fled"."""
    verbs = [token for token in doc[hit.start : hit.end] if token.pos_ == "VERB"]
    verb = verbs[-1] if verbs else _governing(doc[hit.start])
    if verb is not None and is_negated(verb):
        return None
    if hit.entry.get("of") == "object":
        return _object(doc, hit, verb, wanted)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None and subject.i in wanted:
        return subject.i
    return _before(doc, hit, wanted) if verb is None else None


def _governing(word: Token) -> Token | None:
    """The verb that a phrase such as "into custody" hangs on: "was taken", "is"."""
    if word.pos_ != "ADP":
        return None
    head = word.head
    return head if head.pos_ in ("VERB", "AUX") and head.i < word.i else None


def _object(doc: Doc, hit: Hit, verb: Token | None, wanted: set[int]) -> int | None:
    if verb is not None:
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        whom = subject_of(verb) if passive or verb.dep_ == "acl" else object_of(verb)
        if whom is not None:
            return whom.i if whom.i in wanted else None
        if passive:
            return None
    for token in doc[hit.end : hit.end + 6]:
        if token.is_sent_start or token.is_punct:
            break
        if token.i in wanted:
            return token.i
    return None


def _before(doc: Doc, hit: Hit, wanted: set[int]) -> int | None:
    """The nearest of them before the words, in the same sentence."""
    for i in range(hit.start - 1, max(-1, hit.start - REACH), -1):
        if i in wanted:
            return i
        if doc[i + 1].is_sent_start:
            return None
    return None
