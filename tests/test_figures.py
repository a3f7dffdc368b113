"""The figures layer beyond its gold cases: offsets, hostile texts, speed, numbers by themselves."""

from __future__ import annotations

import time

import pytest

from accordingto.annotate import annotate_reports
from accordingto.annotate.numbers import find_numbers
from accordingto.annotate.persons import plural
from accordingto.annotate.pipeline import load_pipeline
from accordingto.config import How
from accordingto.model import Report

RULES = How(reader="rules")


def figures(text):
    return next(iter(annotate_reports([Report(id="r", text=text)], RULES))).figures


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("two hundred and six", 206, 206, "exact"),
        ("1 643", 1643, 1643, "exact"),
        ("1,200,000", 1_200_000, 1_200_000, "exact"),
        ("1.5 million", 1_500_000, 1_500_000, "exact"),
        ("a dozen", 12, 12, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("three dozen", 36, 36, "exact"),
        ("ninety-nine", 99, 99, "exact"),
        ("at least 12", 12, None, "at_least"),
        ("60-plus", 60, None, "at_least"),
        ("60 or more", 60, None, "at_least"),
        ("up to forty", None, 40, "up_to"),
        ("between 20 and 30", 20, 30, "between"),
        ("20-25", 20, 25, "between"),
        ("two or three", 2, 3, "between"),
        ("fewer than ten", None, 10, "fewer_than"),
        ("some 230,000", 230_000, 230_000, "about"),
        ("several hundred", None, None, "vague"),
        ("no one", 0, 0, "exact"),
    ],
)
def test_number_allows_the_range_its_words_state(text, low, high, qualifier):
    (number,) = find_numbers(load_pipeline()(text))
    assert (number.low, number.high, number.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize("text", ["$12", "12%", "12:30", "12th", "3-2", "42-year-old", "12mph"])
def test_what_its_own_characters_rule_out_is_no_number(text):
    assert find_numbers(load_pipeline()(f"It was {text}.")) == []


@pytest.mark.parametrize(
    ("noun", "many"),
    [("guard", "guards"), ("policeman", "policemen"), ("boy", "boys"), ("baby", "babies")],
)
def test_plural(noun, many):
    assert plural(noun) == many


def test_parts_point_back_to_a_whole_that_comes_before_them():
    text = "A blast hurt 40 people, including five boys, two of whom died. Nobody else was hurt."
    found = figures(text)
    for position, figure in enumerate(found):
        assert figure.part_of is None or 0 <= figure.part_of < position
    assert [f.part_of for f in found][:2] == [None, 0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x00 12 killed \x00",
        "<b>12</b> &amp; killed <script>5 dead</script>",
        "\u202e12 people\u202c were killed\u200f.",
        "killed " * 400,
        "12 " * 400 + "killed",
        "(" * 300 + "12 dead" + ")" * 300,
        "and, and, 3, 4 and 5, or 6 killed, of whom of whom of them",
        "１２ people were killed; ١٢ were hurt; ² dead",
        "999999999999999999999999 people were killed. 0 dead.",
    ],
)
def test_hostile_texts_give_figures_that_cut_exactly(text):
    report = Report(id="r", text=text)
    for figure in figures(text):
        figure.number.check(report)
        figure.evidence.check(report)
        assert figure.low is None or figure.high is None or figure.low <= figure.high


def test_time_grows_about_linearly():
    sentence = "At least 12 people, three of them children, were killed and 40 hurt in the town. "
    from accordingto.annotate.figures import find_figures
    from accordingto.annotate.pipeline import open_readings

    def seconds(times):
        (reading,) = open_readings([Report(id="r", text=sentence * times)], RULES)
        start = time.perf_counter()
        find_figures(reading)
        return time.perf_counter() - start

    seconds(5)
    short, long = seconds(50), seconds(400)
    assert long < 8 * short * 4
