"""The trained reader: windows, decoding, broken models, capitals, and what it adds to the rules."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import accordingto
from accordingto.errors import ReaderError
from accordingto.trained import TrainedReading, is_capitals, load_model
from accordingto.trained.decoding import find_spans, find_tags, rules_for
from accordingto.trained.model import FOLDER
from accordingto.trained.windows import LENGTH, MARKS, OVERLAP, Pieces, place_windows

LABELS = ("O", "B-a", "I-a", "B-b", "I-b")


def pieces_of(breaks):
    """Pieces of which only matters how well a text may be cut before each."""
    nothing = np.zeros(len(breaks), dtype=np.int64)
    return Pieces(nothing, np.stack([nothing, nothing], axis=1), breaks)


BREAKS = st.lists(st.sampled_from([0] * 30 + [1, 2, 3]), max_size=2000)


@given(BREAKS)
def test_windows_answer_for_every_piece_once(breaks):
    windows = place_windows(pieces_of(breaks))

    assert [at for window in windows for at in window.told] == list(range(len(breaks)))
    for window in windows:
        assert len(window.read) <= LENGTH - MARKS
        assert window.read.start <= window.told.start
        assert window.told.stop <= window.read.stop


@given(BREAKS)
def test_a_piece_at_a_border_has_pieces_around_it_unless_something_ends_there(breaks):
    windows = place_windows(pieces_of(breaks))

    for before, after in pairwise(windows):
        assert len(before.read) >= LENGTH // 4
        if not breaks[after.told.start]:
            assert before.read.stop - before.told.stop == OVERLAP // 2
            assert after.told.start - after.read.start == OVERLAP // 2


def test_windows_end_with_paragraphs_rather_than_sentences():
    breaks = [0] * 380
    breaks[100], breaks[140], breaks[230], breaks[250] = 3, 2, 2, 1

    assert [window.told.stop for window in place_windows(pieces_of(breaks))] == [100, 230, 380]


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Ann left. Bob came.", {"Bob": 2}),
        ("Ann left.\nBob came.", {"Bob": 3}),
        ("“Go!” Bob came.", {"Bob": 2}),
        ("Fire in Oslo\n\nBob came.", {"Bob": 3}),
        ("Bob came in the\nmorning.", {"morning": 1}),
    ],
)
def test_where_a_text_may_be_cut(text, breaks):
    pieces = load_model().cut(text)
    found = {
        text[start:end]: how
        for (start, end), how in zip(pieces.offsets, pieces.breaks, strict=True)
        if how
    }

    assert found == breaks


def tags_of(rows, inside=None):
    scores = np.log(np.array(rows, dtype=np.float32))
    words = np.zeros(len(rows), dtype=bool) if inside is None else np.array(inside)
    return find_tags(scores[None], rules_for(LABELS), words)[0].tolist()


def test_a_span_does_not_begin_with_its_inside():
    assert tags_of([[0.3, 0.1, 0.5, 0.05, 0.05], [0.1, 0.1, 0.7, 0.05, 0.05]]) == [1, 2]


def test_a_span_ends_with_its_word():
    rows = [[0.1, 0.8, 0.05, 0.03, 0.02], [0.6, 0.1, 0.2, 0.05, 0.05]]

    assert tags_of(rows) == [1, 0]
    assert tags_of(rows, [False, True]) == [1, 2]


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), min_size=1, max_size=30))
def test_no_tags_that_make_no_sense(rows):
    tags = tags_of([[score / sum(row) for score in row] for row in rows])  # probabilities

    for before, after in zip([0, *tags], tags, strict=False):
        assert after not in (2, 4) or before in (after, after - 1)
    for first, last, kind in find_spans(np.array(tags)):
        assert tags[first] == 1 + 2 * kind
        assert set(tags[first + 1 : last]) <= {2 + 2 * kind}


@given(st.integers(1, 400), st.randoms(use_true_random=False))
def test_tags_of_a_long_stretch_are_the_likeliest(pieces, random):
    """Where spans are plain to see, nothing is lost by looking only at what makes no sense."""
    scores = np.full((pieces, 5), 0.01, dtype=np.float32)
    scores[:, 0] = 0.96
    for first in range(0, pieces - 8, 12):
        kind = random.choice([1, 3])
        scores[first + 1 : first + 5] = 0.01
        scores[first + 1, kind] = scores[first + 2 : first + 5, kind + 1] = 0.96
        torn = random.randrange(first + 1, first + 5)
        scores[torn] = [0.01, 0.2, 0.2, 0.2, 0.2]
    tags = tags_of(scores.tolist())

    assert [tag > 0 for tag in tags] == [
        1 <= at % 12 <= 4 and at - at % 12 < pieces - 8 for at in range(pieces)
    ]


@pytest.fixture
def model(tmp_path):
    """A copy of the model's folder that a test may damage."""
    return shutil.copytree(FOLDER, tmp_path / "model")


def test_a_model_without_a_part(model):
    (model / "entities.npz").unlink()

    with pytest.raises(ReaderError, match=r"entities\.npz: .* is missing\. .*--reader rules\."):
        load_model(model)


def test_a_model_with_a_damaged_part(model):
    file = model / "encoder.onnx"
    file.write_bytes(file.read_bytes()[:-1000])

    with pytest.raises(ReaderError, match=r"encoder\.onnx: .* is damaged\. .*--reader rules\."):
        load_model(model)


def test_a_model_without_its_card(model):
    (model / "model.json").write_text("{}", "utf-8")

    with pytest.raises(ReaderError, match=r"model\.json: .* is damaged .*--reader rules\."):
        load_model(model)


def test_no_model_at_all(tmp_path):
    with pytest.raises(ReaderError, match=r"the trained reader is missing\. .*--reader rules\."):
        load_model(tmp_path)


CASED = (
    "A car bomb exploded outside the central market of San Miguel on Tuesday night. Two guards and "
    "a street vendor were killed, Mayor Elena Ruiz said. The army blamed the rebels."
)


def test_capitals_are_told():
    assert is_capitals(CASED.upper())
    assert not is_capitals(CASED)
    assert not is_capitals("UN")


def test_capitals_are_restored_in_place():
    recased = TrainedReading(load_model(), CASED.upper()).recased

    assert recased.upper() == CASED.upper()
    words = list(zip(CASED.split(), recased.split(), strict=True))
    assert sum(a == b for a, b in words) >= len(words) - 4


@given(st.text(max_size=60))
def test_restoring_capitals_moves_no_letter(text):
    assert len(TrainedReading(load_model(), text).recased) == len(text)


def test_a_report_in_capitals_reads_like_one_in_print():
    printed = accordingto.read(CASED, published="1990-05-10")
    wired = accordingto.read(CASED.upper(), published="1990-05-10")

    assert wired.report.text == CASED.upper()
    assert [(f.measure, f.low) for f in wired.figures] == [
        (f.measure, f.low) for f in printed.figures
    ]
    assert [i.type for i in wired.incidents if i.role == "main"] == ["bombing"]
    for evidence in evidences(wired):
        assert CASED.upper()[evidence["start"] : evidence["end"]] == evidence["text"]


def evidences(record):
    """Every evidence of a record, wherever it stands."""

    def walk(value):
        if isinstance(value, dict):
            if value.keys() >= {"start", "end", "text"} and isinstance(value["start"], int):
                yield value
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)

    return list(walk(json.loads(accordingto.to_json(record))))


def test_each_reader_says_who_read():
    with_model = accordingto.read(CASED)
    with_rules = accordingto.read(CASED, reader="rules")

    assert any("accordingto-reader" in name for name in with_model.made_by.models)
    assert not any("accordingto-reader" in name for name in with_rules.made_by.models)


def said(text):
    """Who says what, by the words for it: (name, cue, direct, contents)."""
    record = accordingto.read(text, published="2024-03-22")
    names = {source.id: source.name for source in record.sources}
    return [
        (names.get(s.source), s.cue.text, s.direct, [piece.text for piece in s.content])
        for s in record.statements
    ]


def test_what_somebody_thinks_and_wants_without_a_verb_of_saying():
    text = (
        "The governor is convinced that the bridge had been weakened by years of neglect. "
        "She wants the road closed for a month."
    )

    assert said(text) == [
        (
            "governor",
            "is convinced",
            False,
            ["that the bridge had been weakened by years of neglect"],
        ),
        ("governor", "wants", False, ["the road closed for a month"]),
    ]


def test_quotations_of_one_saying_are_one_statement():
    text = (
        "Rescuers searched the ruins all night. “We heard knocking,” Captain Ruth Aldana said in "
        "the morning. “Then it stopped.”"
    )

    assert said(text) == [
        ("Ruth Aldana", "said", True, ["We heard knocking,", "Then it stopped."]),
    ]


def test_nobody_says_nothing():
    assert said("Nobody thought the dam would hold. No officer is convinced that it will.") == []


def test_who_speaks_in_a_relative_clause_is_mentioned_by_its_pronoun():
    record = accordingto.read("Mayor Elena Ruiz, who blamed the rebels, spoke on Monday.")

    assert [m.text for m in record.sources[0].mentions] == ["Mayor Elena Ruiz", "who"]


def test_what_gives_a_number_is_read_whatever_the_model_thinks(monkeypatch):
    monkeypatch.setattr(TrainedReading, "attributions", [])
    monkeypatch.setattr(TrainedReading, "cue_chance", lambda *_: 0.0)

    assert said("Police said the bridge was old.") == []
    assert [name for name, *_ in said("Police said several bridges fell.")] == ["Police"]
    assert [name for name, *_ in said("“It fell at noon,” police said.")] == ["police"]
    assert [name for name, *_ in said("Police blamed the rebels for the fire.")] == ["Police"]
