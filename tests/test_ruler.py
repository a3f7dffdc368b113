"""The component that stands in for spaCy's attribute ruler gives each word just what that gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from accordingto.annotate.ruler import RememberingRuler
from accordingto.config import PIPELINE

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [
    json.loads(line)["text"] for line in (ROOT / "examples/reports.jsonl").open(encoding="utf-8")
]
ODD = [
    "",
    "He'd gonna  go.\n\nY'all ain't seein' nothin', c'mon, let's do 'em.",
    "There is\tone; it is there. They do what they have, and they've had to.",
    "\u200b \u2029 \x00 n\u2019t NOT n't",
]


@pytest.fixture(scope="module")
def pipeline():
    return spacy.load(PIPELINE, exclude=["ner", "senter"])


@pytest.fixture(scope="module")
def remembering(pipeline):
    return RememberingRuler(pipeline.get_pipe("attribute_ruler"))


@pytest.mark.parametrize("text", [*TEXTS, *ODD], ids=lambda text: text[:20].strip() or "nothing")
def test_every_word_gets_what_the_ruler_gives(pipeline, remembering, text):
    with pipeline.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
        parse = pipeline(text)
    given = remembering(parse.copy())
    wanted = pipeline.get_pipe("attribute_ruler")(parse)

    assert [told(token) for token in given] == [told(token) for token in wanted]


def told(token):
    return token.text, token.pos_, str(token.morph), token.lemma_, token.tag_, token.dep_
