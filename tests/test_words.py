"""Every word list holds to its own examples."""

from __future__ import annotations

import pytest

from accordingto.annotate.lexicon import Lexicon
from accordingto.annotate.pipeline import load_pipeline
from accordingto.words import load_words, word_lists

ENTRIES = [(noun, entry) for noun in word_lists() for entry in load_words(noun)]


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


@pytest.mark.parametrize(("noun", "entry"), ENTRIES, ids=[f"{n}:{e.id}" for n, e in ENTRIES])
def test_entry_is_found_in_its_examples_and_not_in_its_counterexamples(nlp, noun, entry):
    alone = Lexicon(nlp.vocab, [entry])
    missed = [text for text in entry.fires if not alone.find(nlp(text))]
    wrong = [text for text in entry.silent if alone.find(nlp(text))]
    assert (missed, wrong) == ([], [])
