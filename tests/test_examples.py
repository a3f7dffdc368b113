"""What an analyst relies on in the example reports."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from accordingto.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = ["first-hours", "a-day-later", "train-crash", "no-incident", "quake", "boys-freed", "page"]


def printed(*arguments):
    """What a command prints."""
    done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@cache
def records():
    """Every example's record, by name."""
    batch = printed("read", EXAMPLES / "reports.jsonl", "--format", "jsonl").splitlines()
    page = json.loads(printed("read", EXAMPLES / "page.html", "--format", "json"))
    return {record["report"]["id"]: record for record in map(json.loads, batch)} | {"page": page}


@cache
def schema():
    return json.loads(printed("schema"))


def said(record, measure):
    """Every figure for a measure: its bounds, who gave it, and the part its incident plays."""
    names = {source["id"]: source["name"] for source in record["sources"]}
    roles = {incident["id"]: incident["role"] for incident in record["incidents"]}
    return {
        (f["low"], f["high"], names.get(f["source"]), roles.get(f["incident"]))
        for f in record["figures"]
        if f["measure"] == measure
    }


def giver(record, measure, low, high):
    """Who gave a figure (None is the report itself); the test fails when it is not there."""
    found = [name for a, b, name, _ in said(record, measure) if (a, b) == (low, high)]
    assert found, (measure, low, high, said(record, measure))
    return found[0]


def main_incident(record):
    """The incident the report is about."""
    found = [incident for incident in record["incidents"] if incident["role"] == "main"]
    assert len(found) == 1
    return found[0]


def acts(record):
    """Who did what in saying something."""
    names = {source["id"]: source["name"] for source in record["sources"]}
    return {(names.get(st["source"]), st["act"]) for st in record["statements"]}


def quotes(record):
    """The words quoted, and who spoke them."""
    names = {source["id"]: source["name"] for source in record["sources"]}
    return [
        (names.get(st["source"]), content["text"])
        for st in record["statements"]
        if st["direct"]
        for content in st["content"]
    ]


def speaker(record, words):
    """Who spoke quoted words."""
    found = [name for name, text in quotes(record) if words in text]
    assert found, (words, quotes(record))
    return found[0]


def perpetrators(record, standing):
    """Everybody who stands under one standing in the main incident."""
    return {p["name"] for p in main_incident(record)["perpetrators"] if p["standing"] == standing}


def places(record):
    """The names of the places of the main incident."""
    return {place["name"] for place in main_incident(record)["where"]}


def evidence_in(value):
    """Every piece of evidence in a record."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from evidence_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from evidence_in(item)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_rests_on_the_words_it_names(name):
    report = records()[name]["report"]
    found = list(evidence_in(records()[name]))
    assert found
    for piece in found:
        words = report["title" if piece.get("field") == "title" else "text"]
        assert words[piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize("name", NAMES)
def test_the_record_keeps_to_the_published_schema(name):
    jsonschema.validate(records()[name], schema())


@pytest.mark.parametrize(
    ("name", "kinds", "day"),
    [
        ("first-hours", {"armed_attack", "shooting"}, "2024-03-22"),
        ("a-day-later", {"armed_attack", "shooting"}, "2024-03-22"),
        ("train-crash", {"transport_accident"}, "2023-02-28"),
        ("quake", {"natural_hazard"}, "2021-08-14"),
        ("boys-freed", {"abduction", "release"}, "2020-12-11"),
        ("page", {"explosion_accident"}, "2020-08-04"),
    ],
)
class TestTheMainIncident:
    def test_kind(self, name, kinds, day):
        assert main_incident(records()[name])["type"] in kinds

    def test_day(self, name, kinds, day):
        when = main_incident(records()[name])["when"]
        assert when is not None
        assert when["start"].startswith(day)


class TestFirstHours:
    @pytest.fixture
    def record(self):
        return records()["first-hours"]

    def test_the_security_services_figures_are_the_security_services(self, record):
        assert giver(record, "killed", 40, None) == "Federal Security Service"
        assert "Federal Security Service" in {name for *_, name, _ in said(record, "injured")}

    def test_the_ministers_figures_are_the_ministers(self, record):
        assert giver(record, "hospitalised", 115, 115) == "Mikhail Murashko"
        parts = [f for f in record["figures"] if (f["low"], f["group"]) == (5, "children")]
        assert parts
        assert parts[0]["part_of"] is not None

    def test_the_earlier_count_is_the_agencies(self, record):
        assert "agencies" in giver(record, "killed", None, 12)

    def test_the_toll_is_the_latest_count(self, record):
        assert main_incident(record)["toll"]["killed"]["low"] == 40

    def test_ticket_holders_and_people_led_out_are_no_casualties(self, record):
        assert not {6000, 100} & {f["low"] for f in record["figures"] if f["qualifier"] == "about"}

    def test_the_siege_of_2002_is_background(self, record):
        background = [f for *f, role in said(record, "killed") if role == "background"]
        assert [130, 130] in [f[:2] for f in background]
        assert not [a for a, *_, role in said(record, "abducted") if role == "main"]

    def test_it_happened_in_the_suburb_at_the_hall(self, record):
        assert "Krasnogorsk" in places(record)
        assert main_incident(record)["venue"]["name"] == "Crocus City Hall"

    def test_the_claim_stands_apart_from_the_denial_and_the_accusation(self, record):
        assert perpetrators(record, "claimed") == {"Islamic State"}
        assert {"Ukraine"} & perpetrators(record, "denied")
        assert any("secret services" in name for name in perpetrators(record, "accused"))
        assert ("Islamic State", "claims_responsibility") in acts(record)
        assert ("Mykhailo Podolyak", "denies") in acts(record)

    def test_the_embassy_warned_two_weeks_before(self, record):
        names = {source["id"]: source["name"] for source in record["sources"]}
        warned = [w for w in record["warnings"] if "Embassy" in names.get(w["source"], "")]
        assert warned
        assert warned[0]["when"]["start"] == "2024-03-07"

    def test_the_foiled_plot_is_another_incident(self, record):
        thwarted = [i for i in record["incidents"] if i["status"] == "thwarted"]
        assert [i["role"] for i in thwarted] == ["background"]

    def test_witnesses_have_their_own_words(self, record):
        assert "woman" in speaker(record, "pulled our coats over")
        assert "guard" in speaker(record, "They never said a word")

    def test_what_is_not_known_is_said(self, record):
        assert {"whereabouts", "verification"} <= {u["about"] for u in record["unknowns"]}

    def test_the_text_file_reads_like_the_line_of_the_batch(self, record):
        alone = ["read", EXAMPLES / "first-hours.txt", "--published", "2024-03-22"]
        found = json.loads(printed(*alone, "--format", "json"))
        assert said(found, "killed") == said(record, "killed")


class TestADayLater:
    @pytest.fixture
    def record(self):
        return records()["a-day-later"]

    def test_the_toll_is_the_evenings(self, record):
        assert giver(record, "killed", 133, 133) == "Investigative Committee"
        toll = main_incident(record)["toll"]["killed"]
        assert (toll["low"], toll["best"], toll["high"]) == (133, 133, 133)

    def test_earlier_counts_are_kept(self, record):
        assert giver(record, "killed", 93, 93) == "Investigative Committee"
        assert giver(record, "killed", 115, 115) == "Investigative Committee"

    def test_bodies_found_in_one_place_are_not_the_toll(self, record):
        assert "Baza" in giver(record, "killed", 28, 28)

    def test_the_arrests_are_the_security_chiefs_word(self, record):
        assert giver(record, "detained", 11, 11) == "Alexander Bortnikov"
        parts = [f for f in record["figures"] if (f["measure"], f["low"]) == ("detained", 4)]
        assert parts
        assert parts[0]["part_of"] is not None

    def test_who_says_what(self, record):
        assert "health department" in speaker(record, "in an extremely grave state")
        assert "student" in speaker(record, "I have given blood")
        assert ("Volodymyr Zelensky", "accuses") in acts(record)
        assert ("UN Security Council", "condemns") in acts(record)

    def test_the_group_that_claimed_it_is_named(self, record):
        assert "Islamic State" in perpetrators(record, "claimed")

    def test_the_school_siege_is_background(self, record):
        assert [role for low, *_, role in said(record, "killed") if low == 330] == ["background"]

    def test_the_motive_is_not_known(self, record):
        assert "motive" in {u["about"] for u in record["unknowns"]}


class TestTrainCrash:
    @pytest.fixture
    def record(self):
        return records()["train-crash"]

    def test_the_dead_are_the_fire_brigades_count(self, record):
        assert "fire brigade" in giver(record, "killed", 36, None).lower()
        assert main_incident(record)["toll"]["killed"]["low"] == 36

    def test_the_collision_of_1972_is_background(self, record):
        assert [role for low, *_, role in said(record, "killed") if low == 19] == ["background"]

    def test_the_injured_are_85_and_those_in_hospital_66(self, record):
        assert main_incident(record)["toll"]["injured"]["best"] == 85
        assert main_incident(record)["toll"]["hospitalised"]["best"] == 66
        assert "television" in giver(record, "missing", None, 40)

    def test_passengers_ages_and_distances_are_no_casualties(self, record):
        lows = {f["low"] for f in record["figures"]}
        assert not {25, 342, 10, 1300, 59, 22, 150} & lows

    def test_who_says_what(self, record):
        assert "student" in speaker(record, "lying on the luggage rack")
        assert "head of the train drivers' union" in speaker(record, "Nothing works")

    def test_the_cause_is_not_known(self, record):
        assert "cause" in {u["about"] for u in record["unknowns"]}

    def test_nobody_is_a_perpetrator_of_a_foreign_kind(self, record):
        assert not perpetrators(record, "claimed")


class TestNoIncident:
    @pytest.fixture
    def record(self):
        return records()["no-incident"]

    def test_there_is_no_main_incident(self, record):
        assert [i["label"] for i in record["incidents"]] == []

    def test_nobody_was_harmed(self, record):
        assert [f["evidence"]["text"] for f in record["figures"]] == []

    def test_quotes_are_still_read(self, record):
        assert speaker(record, "Nobody comes into local politics") == "Joan Whitcombe"
        assert "teacher" in speaker(record, "All we need is the key")


class TestQuake:
    @pytest.fixture
    def record(self):
        return records()["quake"]

    def test_the_dead_are_the_agencys_count(self, record):
        assert "civil protection agency" in giver(record, "killed", 304, None)
        assert giver(record, "injured", 1800, None) == "Jerry Chandler"

    def test_the_quake_of_2010_is_background(self, record):
        old = [role for low, *_, role in said(record, "killed") if (low or 0) >= 200_000]
        assert old == ["background"]


class TestBoysFreed:
    @pytest.fixture
    def record(self):
        return records()["boys-freed"]

    def test_the_number_set_free_is_the_governors(self, record):
        assert giver(record, "released", 344, 344) == "Aminu Masari"

    def test_the_claim_is_the_groups(self, record):
        assert "Boko Haram" in perpetrators(record, "claimed")

    def test_the_girls_of_2014_are_background(self, record):
        assert [role for low, *_, role in said(record, "abducted") if low == 276] == ["background"]


class TestPage:
    @pytest.fixture
    def record(self):
        return records()["page"]

    def test_the_page_says_who_published_it_when_under_which_headline(self, record):
        report = record["report"]
        assert report["title"] == "Blast at Beirut port kills dozens and shatters the city"
        assert report["publisher"] == "Example Times"
        assert report["published"].startswith("2020-08-04")

    def test_furniture_is_no_part_of_the_report(self, record):
        for words in ("cookies", "Most read", "newsletter", "Sign in"):
            assert words not in record["report"]["text"]

    def test_the_ministers_count_and_the_red_crosss(self, record):
        assert giver(record, "killed", 78, None) == "Hamad Hasan"
        assert "Red Cross" in giver(record, "killed", 30, None)
        assert giver(record, "injured", 4000, 4000) == "Hamad Hasan"
        toll = main_incident(record)["toll"]["killed"]
        assert toll["low"] == 78
        assert "an earlier count" in toll["refused"][0]["why"]
        assert [10, 10] in [[a, b] for a, b, *_ in said(record, "missing")]

    def test_israel_denies(self, record):
        assert any(
            "Israeli official" in (name or "") and act == "denies" for name, act in acts(record)
        )


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """The dossier of the eight reports of one attack."""
    desk = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    printed("add", EXAMPLES / "concert-hall.jsonl", "--db", desk)
    listed = printed("incidents", "--db", desk, "--format", "jsonl").splitlines()
    (number,) = [json.loads(line)["number"] for line in listed]
    return json.loads(printed("show", number, "--db", desk, "--format", "json"))


class TestConcertHall:
    """Eight reports of one attack, from the first minutes to the third day, as one dossier."""

    def points(self, dossier, measure):
        givers = {giver["id"]: giver["name"] for giver in dossier["givers"]}
        new = ("counts", "superseded", "overtaken")
        return [
            (givers[p["giver"]], p["low"], p["standing"])
            for p in dossier["points"]
            if p["measure"] == measure and p["standing"] in new
        ]

    def test_all_eight_are_one_incident_in_six_texts(self, dossier):
        assert len(dossier["reports"]) == 8
        assert dossier["texts"] == 6
        copies = {r["id"]: r["copy"] for r in dossier["reports"] if r["copy"]}
        assert {id: copy["kind"] for id, copy in copies.items()} == {
            "wire-cut": "cut",
            "wire-reworded": "reworded",
        }
        wire = next(r["key"] for r in dossier["reports"] if r["id"] == "wire")
        assert {copy["original"] for copy in copies.values()} == {wire}

    def test_the_toll_moves_from_40_to_137_with_who_said_so(self, dossier):
        committee, security = "Investigative Committee", "Federal Security Service"
        assert self.points(dossier, "killed") == [
            (security, 40, "overtaken"),
            (committee, 93, "superseded"),
            (committee, 133, "superseded"),
            (committee, 137, "counts"),
        ]
        assert [step["best"] for step in dossier["toll"]["killed"]["steps"]] == [40, 93, 133, 137]

    def test_the_correction_stands_and_the_mistake_counts_nobody(self, dossier):
        ministry = ("health ministry of the Moscow region", 152, "counts")
        assert ministry in self.points(dossier, "injured")
        (two,) = [p for p in dossier["points"] if p["low"] == 2]
        assert two["standing"] == "refused"

    def test_claim_accusation_and_denial_stand_side_by_side(self, dossier):
        rows = {(row["name"], row["standing"]) for row in dossier["responsibility"]}
        assert {
            ("Islamic State", "claimed"),
            ("Islamic State", "accused"),
            ("Ukraine", "denied"),
        } <= rows

    def test_whereabouts_unknown_at_night_are_known_on_the_second_day(self, dossier):
        question = next(q for q in dossier["questions"] if q["about"] == "whereabouts")
        assert question["answer"]["cited"]["evidence"]["text"] == "Eleven people have been detained"

    def test_the_warning_of_the_embassy_is_told(self, dossier):
        assert "US embassy in Moscow" in [warning["by"] for warning in dossier["warnings"]]
