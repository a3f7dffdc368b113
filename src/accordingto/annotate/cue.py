"""A cue: a word that marks something as said, while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from accordingto.model.kinds import Act


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
        reach: Token ranges up to which it may govern, where that is further than `content`.
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
    reach: list[tuple[int, int]] = field(default_factory=list)
