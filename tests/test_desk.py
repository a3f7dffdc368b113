"""The desk on the command line: reports in, one dossier for each incident, decisions kept."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordingto.cli import main

TEXTS = Path(__file__).with_name("dossier")
STATION = (
    "Seven people were killed and 18 wounded on Thursday when a bomb went off beside a kiosk at"
    " the bus station of Haditha, Iraqi police said.\n\nOn Saturday a bomb in a tea house in the"
    " town killed at least 18 people."
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with reports and a desk with four of them: three of one bombing, one of another."""
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": name, "published": published, "publisher": publisher, "text": text}
        for name, published, publisher, text in (
            ("wire", "2021-05-15T18:00:00", "North Wire", (TEXTS / "wire.txt").read_text()),
            ("own", "2021-05-16T15:00:00", "River Times", (TEXTS / "own.txt").read_text()),
            ("revised", "2021-05-17T12:00:00", "North Wire", (TEXTS / "revised.txt").read_text()),
            ("station", "2021-05-20T12:00:00", "River Times", STATION),
        )
    ]
    Path("reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return run("add", "reports.jsonl")


def run(*arguments, code=0):
    done = CliRunner(env={"COLUMNS": "160"}).invoke(main, list(map(str, arguments)))
    assert done.exit_code == code, done.output
    return done


def listed():
    rows = map(json.loads, run("incidents", "--format", "jsonl").stdout.splitlines())
    return {row["number"]: row for row in rows}


def dossier(number):
    return json.loads(run("show", number, "--format", "json").stdout)


def ids(number):
    return [report["id"] for report in dossier(number)["reports"]]


class TestAdding:
    def test_it_says_what_was_added(self, desk):
        assert desk.stdout == "4 added; 2 incidents in all.\n"
        assert Path("accordingto.sqlite").exists()

    def test_again_is_nothing_new(self, desk):
        before = listed()
        assert (
            run("add", "reports.jsonl").stdout == "0 added, 4 there already; 2 incidents in all.\n"
        )
        assert listed() == before

    def test_another_name_is_told_and_not_doubled(self, desk):
        Path("copy.txt").write_text(STATION, "utf-8")
        done = run("add", "copy.txt", "--published", "2021-05-20")
        assert "copy.txt is the report that was added as station" in done.stderr
        assert ids(2) == ["station"]

    def test_records_can_be_added(self, desk):
        records = run("read", "reports.jsonl", "--format", "jsonl").stdout
        Path("records.jsonl").write_text(records, "utf-8")
        run("add", "--from", "records", "records.jsonl", "--db", "other.sqlite")
        other = run("incidents", "--db", "other.sqlite", "--format", "jsonl").stdout
        assert other == run("incidents", "--format", "jsonl").stdout

    def test_a_broken_report_stops_nothing(self, desk):
        Path("more.jsonl").write_text(
            '{"id": "bad"}\n{"id": "good", "text": "It rained."}\n', "utf-8"
        )
        done = run("add", "more.jsonl", code=1)
        assert "more.jsonl:1" in done.stderr
        assert done.stdout.startswith("1 added")


class TestLooking:
    def test_incidents_are_listed_in_a_line_each(self, desk):
        rows = listed()
        assert rows[1]["toll"]["killed"] == [19, 19, 19]
        assert (rows[1]["place"], rows[1]["first"]) == ("Haditha", "2021-05-15")
        assert (rows[1]["reports"], rows[1]["mentioned_in"], rows[1]["texts"]) == (3, 1, 4)
        assert rows[2]["toll"]["killed"] == [7, 7, 7]
        assert rows[1]["country"] == "Iraq"
        first = run("incidents").stdout.splitlines()[1]
        assert "15 May 2021" in first
        assert "Haditha, Iraq" in first
        assert "19" in first

    def test_show_prints_the_dossier_in_every_format(self, desk):
        assert "Haditha" in run("show", 1).stdout
        assert "| killed |" in run("show", 1, "--format", "md").stdout
        assert dossier(1)["schema"] == "accordingto/dossier/1"

    def test_why_gives_reasons_and_the_nearest_other(self, desk):
        text = run("why", 1).stdout
        assert "the same place: Haditha" in text
        assert "The nearest other: 2" in text
        assert "days apart" in text


class TestDeciding:
    def test_merge_and_undo(self, desk):
        done = run("merge", 1, 2, "--why", "one series")
        assert "Decision 1: merge" in done.stdout
        assert set(ids(1)) == {"wire", "own", "revised", "station"}
        assert "one series" in run("why", 1).stdout
        run("undo", 1, "--why", "two after all")
        assert {"station"} in [set(ids(number)) for number in listed()]

    def test_split_holds_when_more_is_added(self, desk):
        run("split", 1, "--report", "own", "--why", "another tea house")
        reworded = (TEXTS / "reworded.txt").read_text("utf-8")
        Path("reworded.txt").write_text(reworded, "utf-8")
        run("add", "reworded.txt", "--published", "2021-05-15")
        assert "own" not in ids(1)
        assert "reworded.txt" in ids(1)

    def test_a_report_that_was_forgotten_stays_out_until_it_is_remembered(self, desk):
        run("forget", "station", "--why", "invented")
        assert 2 not in listed()
        done = run("add", "reports.jsonl")
        assert "station was forgotten by a decision" in done.stderr
        assert "1 forgotten" in done.stdout
        run("add", "reports.jsonl", "--remember")
        assert any("station" in ids(number) for number in listed())

    def test_the_log_says_who_did_what(self, desk):
        run("merge", 1, 2, "--why", "one series")
        rows = [json.loads(line) for line in run("log", "--format", "jsonl").stdout.splitlines()]
        assert [row["what"] for row in rows].count("added") == 4
        merge = next(row for row in rows if row["what"] == "merge")
        assert merge["who"]
        assert "one series" in json.dumps(merge["details"])

    def test_rereading_keeps_decisions(self, desk):
        run("merge", 1, 2, "--why", "one series")
        done = run("reread", "--diff")
        assert "4 reports read again" in done.stdout
        assert set(ids(1)) == {"wire", "own", "revised", "station"}


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["incidents", "--db", "nowhere.sqlite"], "there is no desk"),
            (["show", "99"], "99"),
            (["merge", "1", "99", "--why", "x"], "99"),
            (["split", "1", "--report", "nobody", "--why", "x"], "nobody"),
            (["forget", "nobody", "--why", "x"], "nobody"),
            (["undo", "99", "--why", "x"], "99"),
            (["add", "reports.jsonl", "--db", "nosuch://x/y"], "nosuch"),
            (["add", "reports.jsonl", "--db", "."], "."),
            (["incidents", "--db", "reports.jsonl"], "reports.jsonl"),
        ],
    )
    def test_one_clear_line(self, desk, arguments, words):
        done = run(*arguments, code=2)
        (line,) = done.stderr.strip().splitlines()
        assert line.startswith("Error: ")
        assert words in line
        assert line.endswith(".")

    def test_nothing_is_written_where_nothing_is_added(self, desk):
        run("show", 1, "--db", "new.sqlite", code=2)
        assert not Path("new.sqlite").exists()

    def test_a_desk_of_a_newer_version_is_left_alone(self, desk):
        with sqlite3.connect("accordingto.sqlite") as base:
            base.execute("UPDATE accordingto_version SET version_num = 'ffff'")
        done = run("incidents", code=2)
        assert "newer" in done.stderr
