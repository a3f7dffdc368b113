"""Incidents coded as the data projects would write them, from reports written for these tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main
from accordingto.codebooks import RULE_SETS, acled_values, check_case, code_case, gtd_values
from accordingto.codebooks import explain_differences as explain
from accordingto.codebooks.ibc import HEADER as IBC
from accordingto.codebooks.ucdp_values import HEADER as UCDP
from accordingto.codebooks.ucdp_values import find_cell
from accordingto.errors import RuleError
from accordingto.model.coding import Case
from accordingto.reconcile import Telling, make_dossier

DEAD = {"nkill", "best", "fatalities", "Reported Minimum", "civilians_killed_min"}
ROOT = Path(__file__).parent.parent
FACTS = ROOT.parent / "shared" / "design" / "codebooks.md"
EXAMPLES = ROOT / "examples"


def make_case(*reports, number=3):
    """The dossier of reports given as (published, publisher, text)."""
    tellings = []
    for n, (published, publisher, text) in enumerate(reports):
        record = accordingto.read(text, id=f"x{n}", published=published, publisher=publisher)
        main_one = next(i.id for i in record.incidents if i.role == "main")
        tellings.append(Telling(f"x{n}", record, main_one))
    dossier = make_dossier(number, tellings)
    records = {telling.name: telling.record for telling in tellings}
    return Case(dossier, {report.key: records[report.name] for report in dossier.reports})


def code(case, name, row=0, **policy):
    """The cells of a row that hold something, by column."""
    coding = code_case(case, name, {k.replace("_", "-"): v for k, v in policy.items()})
    return coding, {c.column: c.value for c in coding.rows[row] if c.value is not None}


@pytest.fixture(scope="module")
def market():
    """A claimed suicide bombing told of three times as the toll rose."""
    return make_case(
        (
            "2021-05-14T16:00:00", "North Wire",
            "A suicide bomber killed at least 12 people at a market in Kandahar on Friday, police"
            " said. Another 30 people were wounded. Nobody claimed the bombing at first.",
        ),
        (
            "2021-05-15T18:00:00", "River Times",
            "A suicide bombing at a market in Kandahar on Friday killed 19 people, the health"
            " ministry said on Saturday. The Islamic State claimed responsibility for the attack in"
            " a statement on Telegram and said that its fighter had killed 60 people.",
        ),
        (
            "2021-05-15T20:00:00", "Evening Mirror",
            "Nineteen people were killed in Friday's suicide bombing at a market in Kandahar, a"
            " hospital doctor said on Saturday. Thirty-four people were wounded, he said.",
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def two_towns():
    return make_case(
        (
            "2021-05-15", "N",
            "Bombs killed 11 people in Mosul and in Kirkuk on Friday, police said.",
        ),
        (
            "2021-05-15", "M",
            "Two bombs, one in Kirkuk and one in Mosul, killed 11 people on Friday, the"
            " interior ministry said.",
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def several():
    line = json.loads((EXAMPLES / "several-killed.jsonl").read_text("utf-8"))
    return make_case((line["published"], line["publisher"], line["text"]))


@pytest.fixture(scope="module")
def quake():
    return make_case((
        "2021-05-15", "North Wire",
        "An earthquake of magnitude 6.1 struck near Bandar Abbas in Iran on Friday and killed five"
        " people, officials said.",
    ))  # fmt: skip


def headers_of_the_facts():
    """Every header that the facts print, by the words before it."""
    if not FACTS.exists():
        return {}
    found = re.findall(r"^(.*header.*?)`([\w ,]{80,})`", FACTS.read_text("utf-8"), re.M | re.I)
    more = re.findall(r"header.*?\n`([\w ,]{80,})`", FACTS.read_text("utf-8"), re.I)
    texts = [text for _, text in found] + more
    return {tuple(name.strip() for name in text.split(",")) for text in texts}


@pytest.mark.skipif(not FACTS.exists(), reason="../shared/design/codebooks.md is not here")
@pytest.mark.parametrize(
    "header",
    [gtd_values.HEADER, UCDP, acled_values.HEADER, acled_values.OLD_HEADER, IBC],
    ids=["gtd", "ucdp", "acled", "acled-old", "ibc"],
)
def test_headers_are_those_that_the_projects_distribute(header):
    assert header in headers_of_the_facts()


@pytest.mark.parametrize(("header", "columns"), [
    (gtd_values.HEADER, 135), (UCDP, 49), (acled_values.HEADER, 31), (acled_values.OLD_HEADER, 31),
    (IBC, 10),
])  # fmt: skip
def test_headers_have_each_column_once(header, columns):
    assert len(header) == len(set(header)) == columns


@pytest.mark.parametrize("name", RULE_SETS)
def test_rows_hold_all_columns_of_the_header_in_order(market, name):
    coding = code_case(market, name)

    assert coding.rows
    for row in coding.rows:
        assert tuple(cell.column for cell in row) == coding.header
    assert coding.because
    assert coding.says


@pytest.mark.parametrize("name", RULE_SETS)
def test_every_count_of_the_dead_is_used_or_refused_with_a_reason(market, name):
    points = {p.id for p in market.dossier.points if p.measure == "killed"}
    for cell in code_case(market, name).rows[0]:
        for no in cell.refused:
            assert no.why.endswith("."), no.why
        if cell.rule and cell.column in DEAD:
            assert {*cell.used, *(no.point for no in cell.refused)} == points


class TestGtd:
    """GTD Codebook, June 2017."""

    def test_the_dead(self, market):
        """`gtd.recent_majority_lowest`: most recent, and never the perpetrators' word."""
        coding, row = code(market, "gtd-2017-06")
        cell = next(c for c in coding.rows[0] if c.column == "nkill")

        assert row["nkill"] == 19
        assert row["nwound"] == 34
        assert any("said to have done it" in no.why for no in cell.refused)
        assert "most recent source" in cell.why

    def test_who_and_how(self, market):
        _, row = code(market, "gtd-2017-06")

        assert (row["gname"], row["guncertain1"], row["claimed"]) == ("Islamic State", 0, 1)
        assert (row["claimmode"], row["compclaim"]) == (7, 0)
        assert (row["attacktype1"], row["attacktype1_txt"]) == (3, "Bombing/Explosion")
        assert (row["weaptype1_txt"], row["suicide"]) == ("Explosives", 1)
        assert (row["nperps"], row["nperpcap"]) == (1, -99) or row["nperps"] == -99

    def test_when_and_where(self, market):
        _, row = code(market, "gtd-2017-06")

        assert (row["iyear"], row["imonth"], row["iday"]) == (2021, 5, 14)
        assert row["eventid"] == 202105140003
        assert (row["city"], row["country"], row["country_txt"]) == ("Kandahar", 4, "Afghanistan")
        assert (row["region"], row["region_txt"]) == (6, "South Asia")
        assert (row["specificity"], row["vicinity"]) == (1, 0)

    def test_conflicts_are_noted(self, market):
        """Casualty Information, step 5."""
        assert "12 (police)" in code(market, "gtd-2017-06")[1]["addnotes"]

    def test_an_unknown_day_is_0_with_words(self):
        case = make_case((
            "2021-05-15", "N",
            "Gunmen of the Real IRA killed two soldiers in Belfast in April, police said.",
        ))  # fmt: skip
        _, row = code(case, "gtd-2017-06")

        assert (row["iyear"], row["imonth"], row["iday"]) == (2021, 4, 0)
        assert "April" in row["approxdate"]

    def test_attackers_are_added_where_the_report_leaves_them_out(self):
        """`nkill` counts victims and attackers who died."""
        case = make_case((
            "2021-05-15", "N",
            "Nine people were killed, not including the attackers, when gunmen stormed a hotel in"
            " Kabul on Friday, police said. Three attackers were killed, police said.",
        ))  # fmt: skip
        _, row = code(case, "gtd-2017-06")

        assert (row["nkill"], row["nkillter"]) == (12, 3)

    def test_the_hierarchy_of_attack_types(self):
        """Assassination before hostage taking before bombing before armed assault."""
        order = [gtd_values.HIERARCHY.index(kind) for kind in (1, 4, 6, 5, 3, 2, 8, 7, 9)]
        assert order == sorted(order)

    def test_an_accident_and_a_quake_are_no_attacks(self, quake):
        coding = code_case(quake, "gtd-2017-06")
        assert coding.scope == "out"
        assert "natural hazard" in coding.because

    def test_states_are_no_perpetrators(self):
        """`gtd.inclusion`: sub-national perpetrators only."""
        case = make_case((
            "2021-05-15", "N",
            "The Syrian army shelled a market in Idlib on Friday and killed nine people, a rescue"
            " worker said. The Syrian government denied it.",
        ))  # fmt: skip
        coding = code_case(case, "gtd-2017-06")
        assert coding.scope == "out", coding.because


class TestLinkedIncidents:
    """GTD 2017-06 (`gtd.single_incident`, `gtd.distribute_total`) and ACLED 2021-01."""

    @pytest.mark.parametrize(("name", "column"), [
        ("gtd-2017-06", "nkill"), ("acled-2021-01", "fatalities"),
    ])  # fmt: skip
    def test_places_apart_are_incidents_apart_where_that_is_asked_for(
        self, two_towns, name, column
    ):
        whole, row = code(two_towns, name)
        split, first = code(two_towns, name, places="each")
        second = code(two_towns, name, row=1, places="each")[1]

        assert row[column] == 11
        assert (first[column], second[column]) == (6, 5)
        assert any("places=each" in lost for lost in whole.lost)
        assert len(split.rows) == 2

    def test_their_rows_name_each_other(self, two_towns):
        _, first = code(two_towns, "gtd-2017-06", places="each")
        _, second = code(two_towns, "gtd-2017-06", row=1, places="each")
        assert (first["multiple"], second["multiple"]) == (1, 1)
        assert str(second["eventid"]) in first["related"]
        assert {first["city"], second["city"]} == {"Mosul", "Kirkuk"}
        assert "spread over them" in first["addnotes"]

    @pytest.mark.parametrize("name", ["gtd-2017-06", "acled-2021-01"])
    def test_a_total_for_several_incidents_of_the_desk(self, market, name):
        """19 dead of incidents 3, 4 and 9: this one, the first, gets the rest."""
        coding, row = code(market, name, linked="9+4")
        assert coding.dead == "7"
        assert "spread over incidents 3, 4, 9" in coding.says
        if name == "gtd-2017-06":
            assert row["related"] == "incident 4 of the desk, incident 9 of the desk"

    def test_what_is_no_list_of_numbers_is_refused(self):
        with pytest.raises(RuleError, match="the incidents' numbers"):
            RULE_SETS["gtd-2017-06"].policy({"linked": "four"})


class TestUcdp:
    """UCDP GED Codebook 23.1."""

    def test_low_best_high(self, market):
        _, row = code(market, "ucdp-ged-23.1")
        assert (row["low"], row["best"], row["high"]) == (19, 19, 19)

    def test_the_sides_add_up_to_best(self, market):
        for best in ("majority", "latest", "lowest", "official"):
            _, row = code(market, "ucdp-ged-23.1", best=best)
            sides = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
            assert sum(row[side] for side in sides) == row["best"]

    def test_one_sided_violence_has_no_dead_on_the_sides(self, market):
        _, row = code(market, "ucdp-ged-23.1")
        assert (row["type_of_violence"], row["side_b"]) == (3, "Civilians")
        assert (row["deaths_a"], row["deaths_b"]) == (0, 0)

    def test_ids_that_are_theirs_stay_empty(self, market):
        _, row = code(market, "ucdp-ged-23.1")
        assert not {"conflict_new_id", "dyad_new_id", "side_a_new_id", "country_id", "gwnoa"} & set(
            row
        )

    def test_several_sources_are_joined_and_copies_not_counted(self, market):
        _, row = code(market, "ucdp-ged-23.1")
        assert row["number_of_sources"] == 3
        assert row["source_office"] == "North Wire;River Times;Evening Mirror"

    def test_a_date_by_appendix_2(self):
        case = make_case((
            "2024-05-13", "N",
            "A bomb killed four people in Mosul over the weekend, officials said.",
        ))  # fmt: skip
        _, row = code(case, "ucdp-ged-23.1")
        assert (row["date_start"][:10], row["date_end"][:10]) == ("2024-05-11", "2024-05-12")
        assert row["date_prec"] == 2

    def test_the_grid(self):
        """PRIO-GRID: cell 1 lies at the south pole, the last at the north pole."""
        assert find_cell(-90, -180) == 1
        assert find_cell(90, 180) == 360 * 720

    def test_nobody_organised_is_for_a_person_to_decide(self, several):
        assert code_case(several, "ucdp-ged-23.1").scope == "open"


class TestAcled:
    """ACLED Codebook, January 2021."""

    def test_one_number_without_a_side(self, market):
        _, row = code(market, "acled-2021-01")
        assert row["fatalities"] == 19

    def test_kind_and_actors(self, market):
        _, row = code(market, "acled-2021-01")
        assert (row["event_type"], row["sub_event_type"]) == (
            "Explosions/Remote violence", "Suicide bomb",
        )  # fmt: skip
        assert (row["actor1"], row["actor2"]) == ("Islamic State", "Civilians (Afghanistan)")
        assert (row["inter1"], row["inter2"], row["interaction"]) == (2, 7, 27)
        assert row["civilian_targeting"] == "Civilian targeting"

    def test_when_and_where(self, market):
        _, row = code(market, "acled-2021-01")
        assert (row["event_date"], row["time_precision"], row["geo_precision"]) == (
            "2021-05-14",
            1,
            1,
        )
        assert (row["iso"], row["region"], row["country"]) == (4, "South Asia", "Afghanistan")

    def test_the_header_before_2022(self, market):
        coding, row = code(market, "acled-2021-01", header="old")
        assert coding.header == acled_values.OLD_HEADER
        assert row["iso3"] == "AFG"

    def test_a_total_over_days_is_divided_the_first_getting_the_rest(self):
        case = make_case((
            "2021-05-15", "N",
            "Rebels of the Allied Democratic Forces killed 11 people in Beni from 10 to 12 May"
            " 2021, the army said.",
        ))  # fmt: skip
        one, row = code(case, "acled-2021-01")
        coding, _ = code(case, "acled-2021-01", days="each")
        cells = [{c.column: c.value for c in each} for each in coding.rows]

        assert (row["event_date"], row["time_precision"], row["fatalities"]) == (
            "2021-05-11",
            2,
            11,
        )
        assert [c["fatalities"] for c in cells] == [4, 4, 3]
        assert [c["event_date"] for c in cells] == ["2021-05-10", "2021-05-11", "2021-05-12"]
        assert "divided over 3 events" in cells[0]["notes"]
        assert any("days=each" in lost for lost in one.lost)

    def test_an_earthquake_is_no_event(self, quake):
        coding = code_case(quake, "acled-2021-01")
        assert coding.scope == "out"
        assert "natural hazard" in coding.because

    def test_every_sub_event_is_of_one_event_type(self):
        subs = [sub for subs in acled_values.EVENTS.values() for sub in subs]
        assert len(subs) == len(set(subs)) == 25
        assert set(acled_values.SUB_EVENTS.values()) <= set(subs)


class TestOthers:
    """IBC, Airwars, AOAV: our reading where the rule was not read, and said so."""

    def test_ibc_is_marked_as_our_reading(self, market):
        coding, row = code(market, "ibc", country="any")
        assert (row["Reported Minimum"], row["Reported Maximum"]) == (19, 19)
        assert any("our reading" in note for note in coding.ours)
        assert row["Start Date"] == "14 May 2021"

    def test_ibc_is_about_iraq(self, market):
        coding = code_case(market, "ibc")
        assert coding.scope == "out"
        assert "Iraq" in coding.because

    def test_ibc_single_source_is_provisional(self, several):
        assert "provisional" in code_case(several, "ibc").because

    def test_airwars_concedes_apart(self, market):
        _, row = code(market, "airwars")
        assert row["grading"] == "confirmed"
        assert (row["conceded_min"], row["conceded_by"]) == (60, "Islamic State")
        assert row["civilians_killed_max"] == 19

    def test_aoav_wants_a_stated_number(self, market, several):
        assert code_case(market, "aoav").scope == "in"
        assert "no stated number" in code_case(several, "aoav").because

    def test_aoav_wants_an_explosive_weapon(self):
        case = make_case((
            "2021-05-15", "N",
            "A man with a knife killed two people in Lyon on Friday, police said.",
        ))  # fmt: skip
        assert "explosive" in code_case(case, "aoav").because

    def test_ecc_asks_for_what_is_missing(self, several):
        checks = {check.id: check for check in check_case(several)}
        assert checks["killed"].state == "missing"
        assert "Several" in checks["killed"].found
        assert checks["corroboration"].state == "missing"
        assert checks["place"].state == "met"
        assert checks["names"].state == "person"


def test_the_seven_outcomes_of_several_killed(several):
    dead = {name: code_case(several, name).dead for name in RULE_SETS}
    assert dead == {
        "gtd-2017-06": "blank",
        "ucdp-ged-23.1": "1",
        "acled-2021-01": "10",
        "ibc": "at least 1",
        "airwars": "blank",
        "aoav": "excluded",
        "ecc-1.01": "asked for",
    }


def test_differences_are_told_in_sentences(several):
    told = " ".join(explain([code_case(several, name) for name in RULE_SETS]))
    assert "ACLED writes 10: “Several” states no number: 10 by the table of vague words" in told
    assert "GTD leaves it blank: “Several” states no number" in told
    assert "AOAV leaves it out" in told


def test_an_option_that_there_is_not_is_told_with_those_there_are():
    with pytest.raises(RuleError, match="it has no option 'best'"):
        RULE_SETS["gtd-2017-06"].policy({"best": "latest"})
    with pytest.raises(RuleError, match="majority or latest or lowest or official"):
        RULE_SETS["ucdp-ged-23.1"].policy({"best": "newest"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    file = tmp_path_factory.mktemp("coded") / "desk.sqlite"
    given = ["add", str(EXAMPLES / "several-killed.jsonl"), "--db", str(file)]
    assert CliRunner().invoke(main, given, catch_exceptions=False).exit_code == 0
    return str(file)


def run(desk, *words, width="120"):
    return CliRunner(env={"COLUMNS": width}).invoke(main, [*words, "--db", desk])


@pytest.mark.parametrize("width", ["60", "120"])
def test_side_by_side_at_any_width(desk, width):
    done = run(desk, "code", "1", width=width)
    assert done.exit_code == 0
    for name in RULE_SETS:
        assert name in done.stdout
    assert "Why they differ" in done.stdout
    assert all(len(line) <= int(width) for line in done.stdout.splitlines())


def test_a_trace_shows_what_was_used_and_refused(desk):
    done = run(desk, "code", "1", "--rule", "gtd", "--trace")
    assert done.exit_code == 0
    assert "nkill = (blank)" in done.stdout
    assert re.search(r"refused +Several \(as said\)", done.stdout)
    assert "“Several people were killed" in done.stdout or "Several" in done.stdout


def test_json_holds_all_codings(desk):
    done = run(desk, "code", "1", "--format", "json")
    told = json.loads(done.stdout)
    assert told["schema"] == "accordingto/codings/1"
    assert [coding["rules"] for coding in told["codings"]] == list(RULE_SETS)
    assert told["differences"]


def test_an_option_for_one_rule_set(desk):
    done = run(desk, "code", "1", "--policy", "acled-2021-01:several=3")
    assert "ACLED writes 3" in done.stdout


@pytest.mark.parametrize(("words", "told"), [
    (("code", "1", "--rule", "cameo"), "There are gtd-2017-06, ucdp-ged-23.1"),
    (("code", "1", "--policy", "best=newest"), "Give majority or latest"),
    (("code", "1", "--policy", "bests=latest"), "no rule set has it"),
    (("code", "1", "--policy", "best"), "NAME=VALUE"),
    (("code", "99"), "99"),
    (("code", "records.jsonl"), "--as"),
    (("check", "99"), "99"),
])  # fmt: skip
def test_bad_input_is_told_in_a_line(desk, words, told):
    done = run(desk, *words)
    assert done.exit_code != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_check_lists_what_is_missing_first(desk):
    done = run(desk, "check", "1")
    assert done.exit_code == 0
    assert done.stdout.index("missing") < done.stdout.index(" met ")
