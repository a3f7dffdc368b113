"""The page on the desk: one report, its parse, and the layers read from it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from accordingto.model import (
    EventMention,
    Evidence,
    FigureMention,
    PlaceMention,
    Quote,
    Report,
    Sentence,
    Speaker,
    StatementMention,
    TimeMention,
)
from accordingto.trained import TrainedReading


@dataclass(slots=True)
class Reading:
    """One report while it is being annotated.

    A layer reads the parse and the layers before it, and gives plain mentions.

    Attributes:
        report: The report.
        doc: Its parse: sentences as in `sentences`, tags, lemmas and dependencies; no entities.
        sentences, quotes, times, places, speakers, statements, figures, events: Layers read so far.
        trained: What the trained model reads in it; None where the rules read alone.
    """

    report: Report
    doc: Doc
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[StatementMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    trained: TrainedReading | None = None
    _starts: list[int] = field(default_factory=list)

    def cut(self, start: int, end: int) -> Evidence:
        """The evidence between two offsets of the body."""
        return Evidence.cut(self.report, start, end)

    def cut_tokens(self, first: Token, last: Token) -> Evidence:
        """The evidence from the start of one token to the end of another."""
        return self.cut(first.idx, last.idx + len(last.text))

    def cut_span(self, span: Span) -> Evidence:
        """The evidence a token span covers."""
        return self.cut(span.start_char, span.end_char)

    def sentence_at(self, offset: int) -> int:
        """The position in `sentences` of the sentence an offset lies in (or follows)."""
        if not self._starts:
            self._starts.extend(sentence.start for sentence in self.sentences)
        return max(0, bisect_right(self._starts, offset) - 1)

    def span(self, start: int, end: int) -> Span:
        """The tokens an offset range touches (at least one character of each)."""
        found = self.doc.char_span(start, end, alignment_mode="expand")
        assert found is not None, (start, end)
        return found

    def tokens_of(self, pieces: Iterable[Evidence]) -> set[int]:
        """The tokens that pieces of the body cover."""
        return {
            token.i
            for piece in pieces
            if piece.field is None
            for token in self.span(piece.start, piece.end)
        }

    def quoted(self, offset: int) -> Quote | None:
        """The quotation an offset lies in, or None."""
        return next(iter(self.quotes_between(offset, offset + 1)), None)

    def quotes_between(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotations that hold a character between two offsets."""
        first = bisect_right(self.quotes, start, key=lambda quote: quote.end)
        return self.quotes[first : bisect_left(self.quotes, end, key=lambda quote: quote.start)]
