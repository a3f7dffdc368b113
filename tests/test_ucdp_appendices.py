"""UCDP GED: the phrases of Appendices 2 and 3, worked out by hand, and the choice of a place."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.codebooks.ucdp_dates import code_dates, no_time_given, precision_of, read_phrase
from accordingto.codebooks.ucdp_places import choose_place, read_place
from accordingto.model import Evidence, Place

CASES = tomllib.loads(
    (Path(__file__).parent / "codebooks" / "ucdp-appendices.toml").read_text("utf-8")
)
PHRASES = sorted({case["phrase"] for case in CASES["date"]})
IRAQ = {"country_code": "IQ", "country_name": "Iraq"}


def _place(name, precision, at=(1.0, 1.0), **given):
    kind = {3: "district", 4: "admin", 6: "country"}.get(precision, "city")
    lat, lon = at or (None, None)
    known = {"kind": kind, "admin1": None, "geonames_id": None, "candidates": 1, **IRAQ, **given}
    evidence = Evidence(0, len(name), name)
    return Place(name=name, precision=precision, lat=lat, lon=lon, evidence=evidence, **known)


def _name_of(case):
    return f"{case['section']}: {case['phrase']}"


@pytest.mark.parametrize("case", CASES["date"], ids=_name_of)
def test_words_of_time_give_the_range_of_appendix_2(case):
    found = read_phrase(case["phrase"], case["reported"])
    if "start" not in case:
        assert found is None
        return
    assert found is not None
    expected = (case["start"], case["end"], case["precision"])
    assert (found.start, found.end, found.precision) == expected
    assert "Appendix 2" in found.why


@pytest.mark.parametrize("case", CASES["place"], ids=_name_of)
def test_words_of_place_give_the_code_of_appendix_3(case):
    found = read_place(case["phrase"])
    if "rule" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.precision, found.rule) == (case.get("precision"), case["rule"])
    assert (list(found.of), found.how) == (case["of"], case["how"])
    assert "Appendix 3" in found.why


@pytest.mark.parametrize("hours", ["24", "48", "72"])
def test_hours_are_told_to_be_as_printed(hours):
    assert "as printed" in read_phrase(f"past {hours} hours", date(2023, 6, 14)).why


@given(
    phrase=st.sampled_from(PHRASES), reported=st.dates(min_value=date(1900, 1, 1)), data=st.data()
)
def test_ranges_end_by_reporting_and_are_as_precise_as_they_are_long(phrase, reported, data):
    shown = data.draw(st.sampled_from([phrase, phrase.upper(), f"  {phrase} "]))
    found = read_phrase(shown, reported)
    if found is not None:
        assert found.start <= found.end <= reported
        assert found.precision == precision_of(found.start, found.end)
        assert code_dates(found.start, found.end).precision == found.precision


@given(reported=st.dates(min_value=date(1900, 1, 1)))
def test_without_a_time_it_is_three_days_back_from_reporting(reported):
    found = no_time_given(reported)
    assert (found.start, found.end) == (reported - timedelta(days=3), reported)
    assert found.precision == precision_of(found.start, found.end) == 2


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2024-02-29", "2024-02-29", 1),
        ("2024-02-28", "2024-02-29", 2),
        ("2024-02-24", "2024-02-29", 2),
        ("2024-02-23", "2024-02-29", 3),
        ("2024-02-22", "2024-02-29", 4),
        ("2023-02-10", "2023-03-11", 4),
        ("2023-02-10", "2023-03-12", 5),
        ("2023-01-01", "2023-01-31", 4),
        ("2023-01-01", "2023-02-01", 5),
        ("2023-01-01", "2023-12-31", 5),
        ("2024-01-01", "2024-12-31", 5),
        ("2023-01-01", "2024-01-01", None),
        ("2023-01-02", "2023-01-01", None),
    ],
)
def test_precision_of_a_range(start, end, precision):
    assert precision_of(date.fromisoformat(start), date.fromisoformat(end)) == precision


def test_known_days_are_coded_as_they_are():
    day = date(2023, 6, 14)
    assert code_dates(day, None).precision == 1
    assert code_dates(day, day + timedelta(days=1)).end == date(2023, 6, 15)
    assert code_dates(None, day) is None
    assert code_dates(day, date(2022, 6, 14)) is None


def test_what_a_name_is_known_to_be_settles_its_parts():
    assert read_place("northern Basra", kind="city").rule == "quarter"
    assert read_place("northern Basra", kind="admin") is None
    assert read_place("northern Sampleland", kind="country").precision == 5
    assert read_place("near Sampleland", kind="country") is None


@pytest.mark.parametrize(
    ("case", "places", "name", "precision"),
    [
        ("one place", [_place("A", 1)], "A", 1),
        ("the finest that is certain", [_place("Iraq", 6), _place("A", 1)], "A", 1),
        (
            "a certain coarser place before an uncertain finer one",
            [_place("A", None, at=None, admin1="P"), _place("P", 4, admin1="P")],
            "P",
            4,
        ),
        (
            "different second-order divisions: the first-order one",
            [_place("D", 3, (1.0, 1.0), admin1="P"), _place("E", 3, (2.0, 2.0), admin1="P")],
            "P",
            4,
        ),
        (
            "different second-order divisions of two provinces: the country",
            [_place("D", 3, (1.0, 1.0), admin1="P"), _place("E", 3, (2.0, 2.0), admin1="Q")],
            "Iraq",
            6,
        ),
        (
            "a province that does not hold both towns is passed over",
            [
                _place("A", 1, (1.0, 1.0), admin1="P"),
                _place("B", 1, (2.0, 2.0), admin1="Q"),
                _place("P", 4, (3.0, 3.0), admin1="P"),
                _place("Iraq", 6, (4.0, 4.0)),
            ],
            "Iraq",
            6,
        ),
        (
            "a name at several levels: the highest",
            [_place("Basra", 1, admin1="Basra"), _place("Basra", 4, (2.0, 2.0), admin1="Basra")],
            "Basra",
            4,
        ),
        (
            "a spot in a town is no other place than the town",
            [_place("A", 1), _place("A Market", 1, (1.1, 1.1), kind="venue")],
            "A",
            1,
        ),
        (
            "places in two countries",
            [_place("A", 1), _place("B", 1, (2.0, 2.0), country_code="SY", country_name="Syria")],
            None,
            None,
        ),
        ("no place", [], None, None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_place_is_chosen_as_appendix_3_says(case, places, name, precision):
    place, found, why = choose_place(places)
    assert (place and place.name, found) == (name, precision), why
    assert "Appendix 3" in why


def test_a_division_that_no_source_named_has_no_coordinates():
    towns = [_place("A", 1, (1.0, 1.0), admin1="P"), _place("B", 1, (2.0, 2.0), admin1="P")]
    place, precision, _ = choose_place(towns)
    assert (place.name, place.kind, place.lat, place.geonames_id) == ("P", "admin", None, None)
    assert place.precision == precision == 4
