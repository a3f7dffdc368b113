"""Clauses: the stretch of words that tells one thing, and the noun phrases in it.

The small parser is often wrong about what hangs where, so every stretch is also cut at marks
that end a clause in any reading.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from accordingto.words import role_words

# No clause is longer than this many tokens either way: keeps hostile texts near linear.
WINDOW = 80
STOPS = frozenset({".", ";", ":", "!", "?", "“", "”", '"', "—", "–", "--", "``", "''"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# A verb of these kinds shares the subject of the verb it hangs on.
SHARED = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "prep"})
SUBORDINATE = frozenset({"advcl", "ccomp", "relcl", "parataxis", "csubj", "conj", "ROOT"})
PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
# Words for times stand between phrases, not in them ("the army today launched").
TIMES = role_words("clauses", "time")
# Words before what a picture's caption says: "Image copyright X Image caption ...".
CREDITS = role_words("furniture", "caption")


def clause_head(token: Token) -> Token:
    """The verb whose clause a token stands in (or the root of its sentence)."""
    for _ in range(WINDOW):
        if _heads_clause(token) or token.head.i == token.i:
            break
        token = token.head
    return token


def clause(token: Token) -> Span:
    """The clause a token stands in, between marks, without the words that join it on."""
    head = clause_head(token)
    sentence = token.sent
    near = token.doc[max(sentence.start, token.i - WINDOW) : min(sentence.end, token.i + WINDOW)]
    own = [other.i for other in near if clause_head(other).i == head.i]
    first, last = min(own, default=token.i), max(own, default=token.i)
    return trim(token.doc, *between_stops(token, min(first, token.i), max(last, token.i) + 1))


def between_stops(token: Token, start: int, end: int) -> tuple[int, int]:
    """Cut a range so that it holds the token and no mark that ends a clause."""
    first = token.i
    while first > start and not _stops(token.doc[first - 1]):
        first -= 1
    last = token.i + 1
    while last < end and not _stops(token.doc[last]):
        last += 1
    return first, last


def trim(doc: Doc, start: int, end: int) -> Span:
    """Leave out marks, spaces and joining words at both ends."""
    while start < end - 1 and _loose(doc[start]):
        start += 1
    while end - 1 > start and (
        doc[end - 1].is_punct or doc[end - 1].is_space or _joins(doc[end - 1])
    ):
        end -= 1
    return doc[start:end]


def phrase_after(doc: Doc, start: int, *, limit: int = 12) -> Span | None:
    """The noun phrase that begins at a token, with names and nouns joined by "and" or "of"."""
    end = start
    noun = start
    while end < len(doc) and end - start < limit and not (end > start and doc[end].is_sent_start):
        token = doc[end]
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in TIMES:
            noun = end + 1
        elif not _in_phrase(token) and not _inside_name(doc, start, end):
            break
        end += 1
    return doc[start:noun] if noun > start else None


def phrase_start(token: Token) -> int:
    """Where the noun phrase that a token stands in begins: determiners, adjectives, names."""
    start = token.i
    while start > 0 and not token.doc[start].is_sent_start:
        before = token.doc[start - 1]
        if not _in_phrase(before) or token.doc[start].tag_ in ("DT", "PRP$"):
            break
        start -= 1
    return start


def _in_phrase(token: Token) -> bool:
    """Whether a word may stand inside a noun phrase (relative "that" and "who" may not)."""
    if token.lower_ in TIMES:
        return False
    if token.tag_ in ("PRP$", "POS", "HYPH", "VBN", "VBG"):
        return token.dep_ in ("poss", "case", "amod", "punct", "compound")
    return token.pos_ in PHRASE and token.tag_ not in ("WDT", "WP")


def subject(verb: Token) -> Token | None:
    """Who does what a verb tells, also where an earlier verb of the same sentence says it."""
    for _ in range(4):
        found = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            return found
        if verb.dep_ not in SHARED or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def after_credit(span: Span) -> Span:
    """A clause without the picture credit that page furniture puts in front of it."""
    for token in span[:14]:
        if token.lower_ in CREDITS and token.i + 1 < span.end:
            return span.doc[token.i + 1 : span.end]
    return span


def _inside_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a token joins two parts of one phrase ("of", "and", a hyphen)."""
    if end == start or end + 1 >= len(doc):
        return False
    around = doc[end - 1].pos_ in ("NOUN", "PROPN") and doc[end + 1].pos_ in PHRASE
    return doc[end].text in ("-", "/", "’s", "'s", "&") or (
        doc[end].lower_ in ("of", "and") and around
    )


def _heads_clause(token: Token) -> bool:
    return token.dep_ == "ROOT" or (token.dep_ in SUBORDINATE and token.pos_ in ("VERB", "AUX"))


def _stops(token: Token) -> bool:
    return token.text in STOPS or "\n" in token.text


def _joins(token: Token) -> bool:
    return token.pos_ in ("CCONJ", "SCONJ") and token.lower_ not in ("that",)


def _loose(token: Token) -> bool:
    opening = token.is_punct and token.text not in ("$", "#")
    return opening or token.is_space or _joins(token) or token.lower_ == "that"
