"""Finding the phrases of a word list in a parsed text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from accordingto.annotate.once import text_of
from accordingto.words import Entry, load_words, text_pattern


class Hit(NamedTuple):
    """An entry found at tokens `start` (inclusive) to `end` (exclusive)."""

    entry: Entry
    start: int
    end: int


class Lexicon:
    """The entries of one or more word lists, ready to be found.

    Phrases of `by = "lower"` are compared in lower case as the text tokenises them; those of
    `by = "lemma"` by dictionary forms, word by word.
    """

    def __init__(self, vocab: Vocab, entries: Iterable[Entry]) -> None:
        self.key = f"lexicon {id(self)}"
        self.entries: dict[str, Entry] = {}
        self.lower = PhraseMatcher(vocab, attr="LOWER")
        self.lemma = PhraseMatcher(vocab, attr="LEMMA")
        self.text: list[tuple[Entry, re.Pattern[str]]] = []
        tokenise = tokeniser(vocab)
        for position, entry in enumerate(entries):
            key = f"{position}:{entry.id}"
            self.entries[key] = entry
            if entry.by == "text":
                self.text.append((entry, text_pattern(entry.phrases)))
            elif entry.by == "lower":
                self.lower.add(key, [_phrase(vocab, tokenise, p) for p in entry.phrases])
            else:
                words = [phrase.split() for phrase in entry.phrases]
                self.lemma.add(key, [Doc(vocab, words=w, lemmas=w) for w in words])

    def find(self, doc: Doc) -> tuple[Hit, ...]:
        """Every entry found, longest first where two overlap; in text order.

        Kept with the parse, since several layers ask for the same words.
        """
        if self.key not in doc.user_data:
            doc.user_data[self.key] = self._find(doc)
        kept: tuple[Hit, ...] = doc.user_data[self.key]
        return kept

    def _find(self, doc: Doc) -> tuple[Hit, ...]:
        hits = []
        for matcher in (self.lower, self.lemma):
            for match_id, start, end in matcher(doc) if len(matcher) else ():
                entry = self.entries[doc.vocab.strings[match_id]]
                if not entry.pos or not doc[start].pos_ or doc[start].pos_ in entry.pos:
                    hits.append(Hit(entry, start, end))
        text = text_of(doc) if self.text else ""
        for entry, pattern in self.text:
            for found in pattern.finditer(text):
                span = doc.char_span(*found.span(), alignment_mode="expand")
                hits.extend([Hit(entry, span.start, span.end)] if span else [])
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.start))
        taken: set[int] = set()
        kept = []
        for hit in hits:
            if taken.isdisjoint(range(hit.start, hit.end)):
                taken.update(range(hit.start, hit.end))
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))


_LEXICONS: dict[tuple[int, tuple[str, ...], str], Lexicon] = {}


def lexicon(vocab: Vocab, *nouns: str, lang: str = "en") -> Lexicon:
    """The lexicon of the named word lists, compiled once for each vocabulary."""
    key = (id(vocab), nouns, lang)
    if key not in _LEXICONS:
        entries = [entry for noun in nouns for entry in load_words(noun, lang)]
        _LEXICONS[key] = Lexicon(vocab, entries)
    return _LEXICONS[key]


def _phrase(vocab: Vocab, tokenise: Callable[[str], Doc], phrase: str) -> Doc:
    """A phrase as a text would be tokenised; abbreviations keep their full stop."""
    if phrase.endswith("."):
        return Doc(vocab, words=phrase.split())
    return tokenise(phrase)


@cache
def tokeniser(vocab: Vocab) -> Callable[[str], Doc]:
    """The English tokeniser over a vocabulary; slow to make, so made once."""
    return English(vocab=vocab).tokenizer
