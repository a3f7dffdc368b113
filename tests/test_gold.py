"""Every layer against its gold cases; a new folder under tests/gold needs no new code.

A case marks the words each expected mention must rest on with [[ ]], in text order, and lists
in `expect` what each mention must say: only the keys it names are compared ("@none" stands for
none, which TOML cannot write). The folder is the layer's name in `Annotations`. Where a case names
`reader = "rules"`, only the rules know better: the trained reader has learned to take more for
something said (what things show, what people want), or misreads it. It must go on failing there
(strict xfail) until it reads them too; then that line goes.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec
import pytest

from accordingto.annotate import annotate_reports
from accordingto.config import How
from accordingto.model import Report

GOLD = Path(__file__).parent / "gold"


# Another error than a wrong reading is no known failure.
WRONG = pytest.mark.xfail(strict=True, raises=AssertionError)


def cases():
    """Every case of every layer; what is known to fail must keep failing."""
    for file in sorted(GOLD.glob("*/*.toml")):
        known = [WRONG] if file.stem == "known-failures" else []
        for case in tomllib.loads(file.read_text("utf-8"))["case"]:
            name = f"{file.parent.name}/{file.stem}: {case['label']}"
            yield pytest.param(file.parent.name, case, id=name, marks=known)
            if reader_of(case) == "rules":
                trained = case | {"reader": "trained"}
                yield pytest.param(file.parent.name, trained, id=f"{name}, trained", marks=WRONG)


def reader_of(case):
    """The reader that a case is for."""
    return case.get("reader", "trained")


CASES = list(cases())


def unmark(marked):
    """Take the [[ ]] out of a text; give the text and the offsets they held."""
    text, spans = "", []
    for plain, inside in re.findall(r"(.*?)(?:\[\[(.*?)\]\]|$)", marked, flags=re.DOTALL):
        text += plain
        if inside:
            spans.append((len(text), len(text) + len(inside)))
            text += inside
    return text, spans


@cache
def annotated(reader):
    """All cases of a reader, read in one batch, by label."""
    reports = [
        Report(id=str(p.id), text=unmark(case["text"])[0], published=case.get("published"))
        for p in CASES
        for case in [p.values[1]]
        if reader_of(case) == reader
    ]
    found = annotate_reports(reports, How(reader=reader))
    return {report.id: (report, read) for report, read in zip(reports, found, strict=True)}


def evidence(mention):
    """The words a mention rests on."""
    for name in ("when", "place"):
        if hasattr(mention, name):
            return getattr(mention, name).evidence
    return (
        mention.number
        if hasattr(mention, "qualifier")
        else getattr(mention, "evidence", None) or mention.content[0]
    )


def said(mention, annotations):
    """A mention as plain values, with its time or place, and its speaker's name, beside them."""
    value = msgspec.to_builtins(mention)
    if value.get("speaker") is not None:
        value["who"] = annotations.speakers[value["speaker"]].name
    return value | value.get("when", {}) | value.get("place", {})


@pytest.mark.parametrize(("layer", "case"), CASES)
def test_layer_finds_what_the_case_marks(layer, case, request):
    report, annotations = annotated(reader_of(case))[request.node.callspec.id]
    _, spans = unmark(case["text"])
    found = getattr(annotations, layer)

    assert [(evidence(m).start, evidence(m).end) for m in found] == spans
    for mention, expected in zip(found, case["expect"], strict=True):
        value = said(mention, annotations)
        assert {key: value[key] for key in expected} == {
            key: None if wanted == "@none" else wanted for key, wanted in expected.items()
        }
        evidence(mention).check(report)
