"""Which reports tell of one incident: twins stay two, trials find their attack."""

from __future__ import annotations

import json
import random

import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main
from accordingto.model.links import Mention
from accordingto.reconcile import Constraints, find_traits, link_traits, match_mentions

# Written for this test: two bombings in one week in one town, as agencies would tell them.
MARKET = (
    "A car bomb tore through a vegetable market in the Iraqi city of Kirkuk on Monday, killing 12"
    " people and wounding 31, police said.\n\nThe vehicle had been parked between stalls in the"
    " Wasiti quarter and went off when the market was at its busiest, a police colonel said."
    " Ambulances took the wounded to Azadi hospital.\n\nNo group claimed responsibility."
)
MARKET_LATER = (
    "The death toll of Monday's car bombing of a market in Kirkuk, in northern Iraq, has risen to"
    " 14, the provincial health directorate said on Tuesday.\n\nTwo of the wounded died overnight"
    " at Azadi hospital, said its director, Karim Wali. Another 29 people were being treated.\n\n"
    "The car had been left among vegetable stalls in the Wasiti quarter."
)
STATION = (
    "A roadside bomb exploded near the main bus station of Kirkuk, in northern Iraq, on Thursday,"
    " killing seven people and wounding 18, police said.\n\nThe device was hidden under a kiosk"
    " where travellers buy tea, a police colonel said. The wounded were taken to Azadi hospital."
    "\n\nNo group claimed responsibility for the blast, the second in the city this week."
)
STATION_SHORT = (
    "Seven people were killed and 18 wounded on Thursday when a bomb went off beside a tea kiosk at"
    " a bus station in Kirkuk, Iraqi police said.\n\nOn Monday a car bomb at a market in the city"
    " killed 12 people."
)
TRIAL = (
    "Five years after gunmen stormed the Sala Verde concert hall in Riga, killing 23 people, a"
    " court in the Latvian capital began hearing the case against their driver on Tuesday.\n\nThe"
    " prosecutor said that Andris Kalns, 41, had waited outside the concert hall with the engine"
    " running on 3 March 2015. He denies it."
)
HALL = (
    "Gunmen stormed the Sala Verde concert hall in Riga on Tuesday evening and opened fire on the"
    " audience, killing 23 people, Latvian police said.\n\nThe attackers left in a waiting car,"
    " witnesses said. The concert hall was sold out."
)
TALKS = "Ministers of seven countries met in Riga on Tuesday to talk about the price of grain."
REPORTS = {
    "market": ("2019-05-06", MARKET),
    "market-later": ("2019-05-07", MARKET_LATER),
    "station": ("2019-05-09", STATION),
    "station-short": ("2019-05-09", STATION_SHORT),
    "hall": ("2015-03-03", HALL),
    "trial": ("2020-03-10", TRIAL),
    "talks": ("2020-03-10", TALKS),
}


UNDECIDED = Constraints()


@pytest.fixture(scope="module")
def traits():
    return {
        name: find_traits(accordingto.read(text, id=name, published=published))
        for name, (published, text) in REPORTS.items()
    }


def together(traits, *names, constraints=UNDECIDED):
    """The incidents as sets of report names, those of a single mention left out."""
    groups = link_traits([traits[name] for name in names or traits], constraints)
    return {frozenset(m.report for m in group) for group in groups if len(group) > 1}


def main_of(traits, name):
    return Mention(name, next(i.incident for i in traits[name].incidents if i.main))


def test_two_bombings_in_one_week_in_one_town_stay_two(traits):
    found = together(traits, "market", "market-later", "station", "station-short")
    # The short report on the second bombing mentions the first: it belongs to both incidents.
    assert found == {
        frozenset({"market", "market-later", "station-short"}),
        frozenset({"station", "station-short"}),
    }


def test_twins_stay_two_with_one_report_of_each(traits):
    assert together(traits, "market", "station") == set()


def test_the_report_of_a_trial_is_linked_to_the_attack_of_years_before(traits):
    assert frozenset({"hall", "trial"}) in together(traits)


def test_a_report_without_an_incident_stands_alone(traits):
    assert traits["talks"].incidents == ()


def test_the_order_of_reports_makes_no_difference(traits):
    names = list(traits)
    first = together(traits, *names)
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert together(traits, *names) == first


def test_reasons_are_what_an_analyst_would_say(traits):
    matches = match_mentions([traits["station"], traits["station-short"]])
    pair = (main_of(traits, "station"), main_of(traits, "station-short"))
    words = {reason.aspect: reason.words for reason in matches[pair].reasons}
    assert words["when"] == "the same day: 9 May 2019"
    assert words["where"] == "the same place: Kirkuk"
    assert words["kind"] == "the same kind: bombing"
    assert words["toll"] == "the same toll: 7 killed"
    assert "kiosk" in words["wording"]


def test_reasons_against_are_told_too(traits):
    matches = match_mentions([traits["market"], traits["station"]])
    pair = (main_of(traits, "market"), main_of(traits, "station"))
    when = next(reason for reason in matches[pair].reasons if reason.aspect == "when")
    assert when.bits < 0
    assert when.words == "3 days apart: 6 May 2019 and 9 May 2019"


def test_people_have_the_last_word(traits):
    market, station = main_of(traits, "market"), main_of(traits, "station")
    same = Constraints(same=frozenset({(market, station)}))
    assert any({"market", "station"} <= group for group in together(traits, constraints=same))
    later = main_of(traits, "market-later")
    apart = Constraints(different=frozenset({(market, later)}))
    found = together(traits, "market", "market-later", constraints=apart)
    assert not found


class TestCommand:
    @pytest.fixture
    def reports(self, tmp_path):
        file = tmp_path / "reports.jsonl"
        rows = [
            {"id": name, "published": published, "text": text}
            for name, (published, text) in REPORTS.items()
        ]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return file

    def test_a_line_for_each_report_in_order(self, reports):
        done = CliRunner().invoke(main, ["link", str(reports), "--format", "jsonl"])
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["report_id"] for row in rows] == list(REPORTS)
        numbers = {row["report_id"]: row["incident_id"] for row in rows}
        assert numbers["market"] == numbers["market-later"] == 1
        assert numbers["station"] == numbers["station-short"] != 1
        assert numbers["talks"] is None
        short = next(row for row in rows if row["report_id"] == "station-short")
        assert short["background"] == [1]

    def test_records_are_linked_like_their_reports(self, reports, tmp_path):
        runner = CliRunner()
        records = tmp_path / "records.jsonl"
        records.write_text(
            runner.invoke(main, ["read", str(reports), "--format", "jsonl"]).stdout, "utf-8"
        )
        lines = [
            runner.invoke(main, ["link", *given, "--format", "jsonl"]).stdout
            for given in ([str(reports)], ["--from", "records", str(records)])
        ]
        assert lines[0] == lines[1]

    def test_the_table_lists_incidents_with_their_reports(self, reports):
        printed = CliRunner().invoke(main, ["link", str(reports)]).stdout
        assert "market, market-later" in printed
        assert "Without an incident" in printed

    def test_a_broken_report_is_told_and_the_others_are_linked(self, reports):
        reports.write_text(reports.read_text("utf-8") + '{"id": "broken"}\n', "utf-8")
        done = CliRunner().invoke(main, ["link", str(reports), "--format", "jsonl"])
        assert done.exit_code == 1
        assert len(done.stdout.splitlines()) == len(REPORTS)
        assert "text" in done.stderr


def test_a_flight_number_tells_two_crashes_apart():
    told = "A passenger plane, Flight {} of Example Air, crashed near Lyon, killing all 44 aboard."
    one, same, other = (
        find_traits(accordingto.read(told.format(number), id=name))
        for name, number in (("one", "AB 1234"), ("same", "1234"), ("other", "AB 977"))
    )
    words = {
        (a.report, b.report): [reason.words for reason in match.reasons]
        for (a, b), match in match_mentions([one, same, other]).items()
    }
    assert "the same flight: 1234" in words["one", "same"]
    assert "other flights: 1234; 977" in words["one", "other"]


def test_a_day_of_a_year_not_told_is_compared():
    reports = [
        find_traits(accordingto.read(text, id=name))
        for name, text in (
            ("a", "A bus fell into a gorge near Pokhara on March 8, killing nine people."),
            ("b", "Nine people died when a bus plunged into a river near Pokhara on March 8."),
        )
    ]
    words = [reason.words for m in match_mentions(reports).values() for reason in m.reasons]
    assert "the same day, of a year not told: 8 March" in words
