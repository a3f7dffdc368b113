"""Adjectives of several words joined by hyphens: "off-duty", "well-known", "stay-at-home"."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc

from accordingto.annotate.persons import word_kind

# What may follow such an adjective before the noun.
DESCRIBED = ("NOUN", "PROPN", "ADJ", "ADV", "VERB", "CCONJ", "PUNCT", "NUM")


def past_compound(doc: Doc, at: int, counts: Container[int]) -> int | None:
    """Past "off-duty", "hard-working, much-loved", before the noun they describe.

    Args:
        doc: The text.
        at: Where one may begin, as a token.
        counts: The first tokens of numbers, which begin no such adjective.

    Returns:
        The token after it, or None where none begins.
    """
    end = at
    while end + 3 < len(doc) and _hyphen(doc, end + 1) and doc[end + 2].is_alpha:
        end += 2
    kinds = {word_kind(doc[at]), word_kind(doc[end])}
    if end == at or at in counts or "person" in kinds:
        return None  # "a boy and a man-were hurt"
    after = doc[end + 1]
    if after.lower_ in ("and", "or", ","):
        return end + 2 if past_compound(doc, end + 2, counts) is not None else end + 1
    return end + 1 if after.pos_ in DESCRIBED and not after.is_sent_start else None


def _hyphen(doc: Doc, at: int) -> bool:
    """Whether a hyphen here has no white space on either side."""
    return doc[at].text in "-–" and not (doc[at].whitespace_ or doc[at - 1].whitespace_)
