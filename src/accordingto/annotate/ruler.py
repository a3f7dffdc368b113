"""The part of the pipeline that gives each word its part of speech, remembering what it has told.

spaCy's attribute ruler tries some two hundred patterns at every word. Nearly all of them look at
one word's tag, form and place in its sentence alone, so what they say of one such word holds for
all like it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline.attributeruler import set_token_attrs  # type: ignore[attr-defined]
from spacy.tokens import Doc

LOOKED_AT = (TAG, LOWER, DEP, IS_SPACE)
NAMES = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
LISTS = frozenset({"IN", "NOT_IN"})
SET = (POS, MORPH, LEMMA)
"""What is set for all words at once; whatever else a pattern sets is set word by word."""
Key = tuple[int, int, int, int]
Pattern = list[dict[str, Any]]
Attributes = dict[int, int]


class RememberingRuler:
    """What an attribute ruler does, with the patterns for one word asked once for each kind."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self.alone, self.others = (Matcher(ruler.vocab, validate=False) for _ in range(2))
        self.forms: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns = cast("list[Pattern]", rule["patterns"])
            alone = all(_looks_at_one(pattern) for pattern in patterns)
            matcher = self.alone if alone else self.others
            matcher.add(str(number), patterns)
            if alone:
                forms = chain.from_iterable(_forms(token) for (token,) in patterns)
                self.forms |= {ruler.vocab.strings.add(form) for form in forms}
        self.told: dict[Key, tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Give every word of a parse what the patterns say of it; later patterns win."""
        if not len(doc):
            return doc
        kinds = doc.to_array(list(LOOKED_AT)).tolist()
        rules = [self._rules_of(doc, at, kind) for at, kind in enumerate(kinds)]
        for number, start, end in self._matches(self.others, doc):
            at = range(start, end)[self.ruler.indices[number]]
            rules[at] = tuple(sorted({*rules[at], number}))
        merged: dict[tuple[int, ...], Attributes] = {}
        values: Any = np.zeros((len(doc), len(SET)), dtype=np.uint64)
        for at, numbers in enumerate(rules):
            if numbers not in merged:
                merged[numbers] = self._merge(numbers)
            found = merged[numbers]
            values[at] = [found.get(attribute, 0) for attribute in SET]
            if found.keys() - set(SET):
                set_token_attrs(doc[at], found)
        return doc.from_array(list(SET), values)

    def _rules_of(self, doc: Doc, at: int, kind: list[int]) -> tuple[int, ...]:
        """The numbers of the patterns for one word that fit a word."""
        tag, form, role, space = kind
        key = (tag, form if form in self.forms else 0, role, space)
        if key not in self.told:
            found = self._matches(self.alone, doc[at : at + 1])
            self.told[key] = tuple(sorted({number for number, _, _ in found}))
        return self.told[key]

    def _matches(self, matcher: Matcher, words: Any) -> Iterator[tuple[int, int, int]]:
        strings = self.ruler.vocab.strings
        for name, start, end in matcher(words, allow_missing=True):
            yield int(strings[name]), start, end

    def _merge(self, numbers: tuple[int, ...]) -> Attributes:
        found: Attributes = {}
        for number in numbers:
            found |= self.ruler.attrs[number]
        return found


@Language.factory("remembering_ruler")
def remember_rules(nlp: Language, name: str) -> RememberingRuler:
    """Make the component that stands in for the attribute ruler of a pipeline."""
    return RememberingRuler(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))


def _looks_at_one(pattern: Pattern) -> bool:
    """Whether a pattern is for one word, and asks for nothing but what `LOOKED_AT` tells."""
    return len(pattern) == 1 and all(
        name in NAMES and (not isinstance(value, Mapping) or value.keys() <= LISTS)
        for name, value in pattern[0].items()
    )


def _forms(token: Mapping[str, Any]) -> Iterator[str]:
    """The forms of words that a pattern asks for."""
    asked = token.get("LOWER", [])
    if isinstance(asked, Mapping):
        yield from chain.from_iterable(asked.values())
    elif asked:
        yield asked
