"""The F1 of each layer over its gold cases, known failures included, never sinks.

The floors stand in `floors.toml`. `python tests/test_floors.py` prints what is measured now.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from test_gold import CASES, annotated, evidence, reader_of, said, unmark

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8")).get("layers", {})
LAYERS = sorted({case.values[0] for case in CASES})


def measure(layer, *, trained=False):
    """How many cases a layer has, and its F1: a mention is right when words and values are.

    Each case is read once: as it says, or all with the trained reader.
    """
    by_name = {}
    for case in CASES:
        if case.values[0] == layer and not (trained and reader_of(case.values[1]) == "rules"):
            by_name.setdefault(case.values[1]["label"], case)
    cases = list(by_name.values())
    wanted = found = right = 0
    for case in cases:
        expected = case.values[1]["expect"]
        found_in = annotated(reader_of(case.values[1]))[str(case.id)][1]
        mentions = getattr(found_in, layer)
        _, spans = unmark(case.values[1]["text"])
        values = {(evidence(m).start, evidence(m).end): said(m, found_in) for m in mentions}
        wanted, found = wanted + len(expected), found + len(mentions)
        right += sum(holds(values.get(s), e) for s, e in zip(spans, expected, strict=True))
    return len(cases), 2 * right / (wanted + found) if wanted + found else 1.0


def holds(value, expected):
    """Whether a mention was found on the words and says what is expected."""
    wishes = {key: None if wish == "@none" else wish for key, wish in expected.items()}
    return value is not None and all(value[key] == wish for key, wish in wishes.items())


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_keeps_its_floor(layer):
    assert layer in FLOORS, f"give the layer {layer!r} a floor in tests/floors.toml"
    cases, f1 = measure(layer)
    assert cases >= FLOORS[layer]["cases"], "gold cases are missing"
    assert f1 >= FLOORS[layer]["f1"]


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if "trained" in FLOORS[layer]])
def test_a_layer_keeps_its_floor_with_the_trained_reader_in_every_case(layer):
    assert measure(layer, trained=True)[1] >= FLOORS[layer]["trained"]


if __name__ == "__main__":
    for name in LAYERS:
        number, score = measure(name)
        trained = measure(name, trained=True)[1]
        print(f"[layers.{name}]\nf1 = {score:.3f}\ntrained = {trained:.3f}\ncases = {number}\n")
