"""What the words for somebody or something who took part say of them: how many, of what nation.

Nothing is guessed: "peasants" are no number of them, and somebody whose nation is not told has
none. Words: `words/en/participants.toml`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Span, Token

from accordingto.annotate.names import (
    Kinds,
    find_kinds,
    find_short_names,
    fullest,
    is_personal,
    is_title,
    longer_forms,
    names_of,
    without_article,
)
from accordingto.annotate.numbers import Number, find_numbers
from accordingto.annotate.once import text_of
from accordingto.annotate.reading import Reading
from accordingto.model import Count, Evidence, PlaceMention
from accordingto.words import role_words

PLURAL = ("NNS", "NNPS")
SINGULAR = ("NN", "NNP")
# Nouns in the singular that stand for an unknown number: "personnel", "furniture".
MANY = role_words("participants", "many")
# Between a noun and the country its bearer is of: "a priest from Spain".
FROM = role_words("participants", "from")
ROUND = str.maketrans("[]", "()")
DETERMINERS = ("DET", "PRON")
# How far to the left of a noun its number may stand, in tokens.
REACH = 8
# What may stand between a number and its noun.
BETWEEN = ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "VERB", "DET")


class Said(NamedTuple):
    """What all the words for one participant say of it, as in `Participant`."""

    name: str
    description: Evidence | None
    number: Count | None
    nation: str | None


class Participants:
    """Reads the words for those who took part in what one report tells."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc

    def read(self, mentions: Sequence[Evidence]) -> Said:
        """What the words for one participant say of it; what is said first counts.

        A number that is said counts more than one that only follows from a singular. The longest
        name is the name.
        """
        counts = [count for one in mentions if (count := self.number(one)) is not None]
        several = (count for count in counts if (count.low, count.high) != (1, 1))
        return Said(
            name=max((self.name(one) for one in mentions), key=len),
            description=next(filter(None, map(self.description, mentions)), None),
            number=next(several, counts[0] if counts else None),
            nation=next(filter(None, map(self.nation, mentions)), None),
        )

    # ------------------------------------------------------------------ how many

    @cached_property
    def numbers(self) -> dict[int, Number]:
        """Every number of the report by each token of it."""
        return {i: n for n in find_numbers(self.doc) for i in range(n.start, n.end)}

    def number(self, mention: Evidence) -> Count | None:
        """How many the words are for; one for a person's name and a noun in the singular."""
        span = self._span(mention)
        head = _head(span)
        if head.lower_ in MANY:
            return None
        number = self._number_of(span, head)
        if number is not None and number.kind != "single":
            evidence = self.reading.cut_span(self.doc[number.first : number.last])
            if number.word is None and (number.low, number.high) != (None, None):
                return Count(low=number.low, high=number.high, evidence=evidence)
            return None
        if self._is_many(span, head):
            return None
        return Count(low=1, high=1, evidence=mention)

    def _number_of(self, span: Span, head: Token) -> Number | None:
        """The number in front of a noun, inside the mention or before it."""
        at = head.i - 1
        first = max(span.sent.start, span.start - REACH)
        while at >= first:
            if at in self.numbers:
                return self._counting(self.numbers[at], head)
            token = self.doc[at]
            loose = at < span.start and token.pos_ not in BETWEEN
            if loose or (token.pos_ == "PROPN" and at < span.start and head.pos_ == "PROPN"):
                return None
            at -= 1
        return None

    def _counting(self, number: Number, head: Token) -> Number | None:
        """A number where it counts what a noun stands for, not one of another kind ("M-16")."""
        before = self.doc[number.start - 1] if number.start else None
        hyphened = before is not None and before.text in ("-", "–") and not before.whitespace_
        if hyphened or (number.low == 1 and head.tag_ in PLURAL and number.kind != "none"):
            return None
        many = number.low not in (None, 0, 1) and number.kind in ("digits", "words")
        return None if many and head.tag_ == "NN" else number

    def _is_many(self, span: Span, head: Token) -> bool:
        """Whether a noun stands for more than one, or is joined with another one."""
        joined = any(t.dep_ == "conj" and span.start <= t.i < span.end for t in head.children)
        return head.tag_ in PLURAL or joined or head.pos_ in ("NUM", "ADJ", "DET")

    # ------------------------------------------------------------------ of what nation

    def nation(self, mention: Evidence) -> str | None:
        """The ISO 3166-1 code of the nation that the words, and those beside them, say."""
        span = self._span(mention)
        head = _head(span)
        found = self._places_between(self.doc[self._phrase_start(span)].idx, head.idx + len(head))
        for place in found:
            if place.demonym or place.place.evidence.end <= head.idx:
                return place.place.country_code
        return self._from(span) or self._apposed(span)

    def _places_between(self, start: int, end: int) -> list[PlaceMention]:
        """The countries and peoples named between two offsets."""
        places = self.reading.places
        first = bisect_left(places, start, key=lambda m: m.place.evidence.start)
        found = []
        for place in places[first:]:
            if place.place.evidence.start >= end:
                break
            if place.place.kind == "country" and place.place.evidence.field is None:
                found.append(place)
        return found

    def _from(self, span: Span) -> str | None:
        """The country after "from" right behind the words."""
        at = span.end
        if at + 1 >= len(self.doc) or self.doc[at].lower_ not in FROM:
            return None
        start = self.doc[at].idx
        found = self._places_between(start, start + 24)
        return found[0].place.country_code if found else None

    def _apposed(self, span: Span) -> str | None:
        """The nation of what stands behind a name between commas: "Ann Lee, a U.S. citizen"."""
        phrase = self._apposition(span)
        if phrase is None:
            return None
        found = self._places_between(phrase.start_char, phrase.end_char)
        noun = _head(phrase).idx
        own = (m.place for m in found if m.demonym or m.place.evidence.end <= noun)
        return next((place.country_code for place in own), None)

    # ------------------------------------------------------------------ what they are

    def description(self, mention: Evidence) -> Evidence | None:
        """What the words before a name, or behind it between commas, say its bearer is."""
        span = self._span(mention)
        start = self._phrase_start(span)
        while start < span.start and (self.doc[start].pos_ in DETERMINERS or start in self.numbers):
            start += 1
        before = self.doc[start : span.start]
        if any(t.pos_ == "NOUN" or is_title(self.kinds, t) for t in before):
            return self.reading.cut_span(before)
        phrase = self._apposition(span)
        return self.reading.cut_span(phrase) if phrase is not None else None

    def _apposition(self, span: Span) -> Span | None:
        """What stands behind a name and a comma, up to the next comma; None for another name."""
        at = span.end
        if at + 1 >= len(self.doc) or self.doc[at].text != ",":
            return None
        head = _head(span)
        for token in head.children:
            if token.dep_ == "appos" and token.i > at and token.pos_ in ("NOUN", "PROPN"):
                return self._cut_apposition(at + 1, token)
        return None

    def _cut_apposition(self, start: int, noun: Token) -> Span | None:
        """An apposition without its article and what a further comma parts from it."""
        if self.doc[start].pos_ in DETERMINERS:
            start += 1
        end = noun.i + 1
        while end <= noun.right_edge.i and self.doc[end].text not in (",", "-", "--", ";"):
            end += 1
        phrase = self.doc[start:end]
        told = noun.pos_ == "NOUN" or any(is_title(self.kinds, token) for token in phrase)
        return phrase if start < noun.i + 1 and told else None

    # ------------------------------------------------------------------ by what name

    @cached_property
    def kinds(self) -> Kinds:
        """Words for offices and bodies, by token."""
        return find_kinds(self.doc)

    @cached_property
    def names(self) -> dict[str, str | None]:
        """Every full name of the report."""
        return names_of(self.reading)

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Letters in brackets behind a name, and the name; wires use square ones."""
        return find_short_names(text_of(self.doc).translate(ROUND))

    def name(self, mention: Evidence) -> str:
        """The fullest name that the report has for whom the words name, or the words."""
        words = " ".join(self._span(mention).text.split())
        plain = without_article(words)
        if plain in self.short_names:
            return self.short_names[plain]
        if not is_personal(plain) and not longer_forms(plain, self.names):
            return words
        return fullest(plain, self.names)

    # ------------------------------------------------------------------ the words

    def _span(self, mention: Evidence) -> Span:
        return self.reading.span(mention.start, mention.end)

    def _phrase_start(self, span: Span) -> int:
        """Where the noun phrase of the words begins, with offices and peoples before a name."""
        at = span.start
        while at > span.sent.start and (
            self.doc[at - 1].pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "DET")
            or (self.doc[at - 1].text == "-" and not self.doc[at - 1].whitespace_)
        ):
            at -= 1
            if self.doc[at].pos_ == "DET":
                break
        return at


def _head(span: Span) -> Token:
    """The noun that the words are about: the last before "of", a comma or a clause."""
    root = span.root
    return root if root.pos_ in ("NOUN", "PROPN") else span[-1]
