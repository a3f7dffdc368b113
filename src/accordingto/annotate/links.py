"""What happened to a count of people, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.people import People
from accordingto.model.kinds import Measure


@dataclass(frozen=True, slots=True)
class Link:
    """What happened to a count of people.

    Attributes:
        measure: What happened.
        start, end: The words that say so, as tokens.
        how: "inside", "left", "right", "of", "toll", "member", "list", "shared", "part" or
            "weak".
        whole: Position of the count this one is a part of, or None.
    """

    measure: Measure
    start: int
    end: int
    how: str
    whole: int | None = None


def link_of(harm: Harm, how: str) -> Link:
    """The link that words of harm make, with the words they need ("taken to [hospital]")."""
    return Link(harm.measure, harm.start, max(harm.end, (harm.needed or 0) + 1), how)


def fits(doc: Doc, harm: Harm, people: People) -> bool:
    """Whether a harm that asks for what its number counts has it ("claimed 12 [lives]")."""
    if not harm.head:
        return True
    # "Seven children's lives".
    after = next((t.lower_ for t in doc[people.last : people.last + 2] if t.tag_ != "POS"), "")
    head = doc[people.head].lower_ if people.head is not None else ""
    return any({head, after} & words_of("harm_heads", kind) for kind in harm.head.split())
