"""The casualty rules of the codebooks, held to cases that each name their section."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.codebooks import acled, gtd, ucdp
from accordingto.codebooks.counts import Choice, Count, Counts
from accordingto.codebooks.tolls import (
    divide,
    highest_credible,
    lowest_credible,
    majority_lowest,
    most_recent,
    recent_majority_lowest,
)
from accordingto.model import Evidence
from accordingto.model.dossier import DossierReport, Giver, Point

CASES = tomllib.loads((Path(__file__).parent / "codebooks" / "tolls.toml").read_text("utf-8"))
REPORT = DossierReport(
    key="r1", name="n", id="a", title=None, publisher=None, url=None, published=None,
    incident="i1", main=True, text=1, copy=None,
)  # fmt: skip


def make_point(number, *, id, day="2024-05-01", giver="g", word=None, **said):
    return Point(
        id=id, report="r1", figures=("f1",), measure="killed", group="people", low=number,
        high=said.get("high", number), qualifier=said.get("qualifier", "exact"), word=word,
        giver=giver, own=False, given=date.fromisoformat(day), at=None, change=None, marks=(),
        standing=said.get("standing", "counts"), why=None, instead=None,
        evidence=(Evidence(start=0, end=1, text="x"),), held=said.get("held", "asserted"),
    )  # fmt: skip


def make_count(said, id):
    giver = Giver(
        id=said["giver"], name=said["giver"], kind=said.get("kind", "police"),
        names=(said["giver"],), reports=("r1",),
    )  # fmt: skip
    rest = {k: v for k, v in said.items() if k in {"high", "qualifier", "standing", "held", "day"}}
    point = make_point(said["n"], id=id, giver=giver.id, **rest)
    return Count(point, giver, said["n"], point.given, said.get("by", False), REPORT)


def make_counts(case):
    stated = [make_count(said, f"p{n}") for n, said in enumerate(case.get("counts", []), 1)]
    vague = [
        make_point(None, id=f"v{n}", high=None, qualifier="vague", word=word, standing="refused")
        for n, word in enumerate(case.get("vague", []), 1)
    ]
    return Counts(tuple(stated), tuple(vague), ())


def run(case):
    counts, wanted = make_counts(case), case.get("policy", {})
    questionable = ucdp.QUESTIONABLE["social_media+unnamed"]
    rules = {
        "gtd": lambda: recent_majority_lowest(
            counts,
            days=int(gtd.RULES.policy(wanted)["recent-days"]),
            questionable=questionable,
        ),
        "gtd-majority": lambda: majority_lowest(counts),
        "acled": lambda: acled.count_dead(counts, acled.RULES.policy(wanted)),
        "ucdp-low": lambda: lowest_credible(counts, questionable),
        "ucdp-best": lambda: ucdp.choose_best(counts, ucdp.RULES.policy(wanted)),
        "ucdp-high": lambda: highest_credible(counts, questionable),
        "aoav": lambda: most_recent(counts),
    }
    return counts, rules[case["rule"]]()


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: f"{c['rule']}: {c['label']}")
def test_rule(case):
    counts, choice = run(case)

    assert choice.value == case.get("value")
    assert case.get("why", "") in choice.why
    numbers = {count.point.id: count.number for count in counts.stated}
    said = {numbers[no.point]: no.why for no in choice.refused if no.point in numbers}
    for number, words in case.get("refused", {}).items():
        assert words in said[int(number)]
    assert every_point_is_accounted_for(counts, choice)


def every_point_is_accounted_for(counts: Counts, choice: Choice) -> bool:
    """Whether each point is used or refused, and none is both."""
    points = {c.point.id for c in counts.stated} | {p.id for p in counts.vague}
    refused = [no.point for no in choice.refused]
    return {*choice.used, *refused} == points and not set(choice.used) & set(refused)


counted = st.fixed_dictionaries({
    "n": st.integers(0, 500),
    "giver": st.sampled_from("abcdef"),
    "day": st.sampled_from(["2024-05-01", "2024-05-02", "2024-05-09"]),
    "kind": st.sampled_from(["police", "media", "social_media", "witness"]),
    "by": st.booleans(),
    "qualifier": st.sampled_from(["exact", "at_least", "up_to"]),
    "standing": st.sampled_from(["counts", "overtaken"]),
})  # fmt: skip


@given(
    st.lists(counted, max_size=8, unique_by=lambda said: said["giver"]),
    st.sampled_from(["gtd", "gtd-majority", "ucdp-low", "ucdp-best", "ucdp-high", "aoav"]),
)
def test_no_rule_makes_a_number_up_or_loses_a_count(said, rule):
    counts, choice = run({"rule": rule, "counts": said})

    stated = {number for count in counts.stated for number in (count.number, count.top)}
    assert choice.value is None or choice.value in stated
    assert choice.why
    assert every_point_is_accounted_for(counts, choice)


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_total_is_divided_in_whole_numbers_and_nobody_is_lost(total, parts):
    """GTD 2017-06 (`gtd.distribute_total`) and ACLED 2021-01: the first get the rest."""
    shares = divide(total, parts)

    assert sum(shares) == total
    assert list(shares) == sorted(shares, reverse=True)
    assert max(shares) - min(shares) <= 1
