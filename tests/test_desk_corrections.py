"""Corrections at the desk, in SQLite and PostgreSQL: kept, read again, undone, forgotten."""

from __future__ import annotations

import json

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import accordingto
from accordingto.errors import DeskError
from accordingto.model.corrections import (
    AcceptFigure,
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    ChangeIncident,
    Dates,
    FigureValues,
    RejectFigure,
    RenameSource,
    Span,
    Where,
)
from accordingto.store import open_desk

# Written for these tests.
TEXT = (
    "At least nine people were killed when a bomb exploded at a market in Mosul on Sunday, police"
    " said. 😀 Another 24 were wounded.\n\nA hospital doctor said that the bodies of eleven people"
    " had been brought in."
)
LATER = "Eleven people died in Sunday's bombing at a market in Mosul, officials said."
ROSTOCK = Where(
    name="Rostock", country_code="DE", country_name="Germany", admin1=None, lat=54.09, lon=12.1,
    geonames_id=2844588, precision=1,
)  # fmt: skip
ELSEWHERE = ChangeIncident(
    where=ROSTOCK, when=Dates(start="2015-05-05", end="2015-05-05", precision="day")
)


def span(words, whole=TEXT):
    at = whole.index(words)
    return Span(start=at, end=at + len(words))


TEN = ChangeFigure(
    number=span("nine"), measure="killed", values=FigureValues(low=10, high=10, qualifier="exact")
)
REJECT = RejectFigure(number=span("nine"), measure="killed")


@pytest.fixture(scope="module")
def told():
    return {
        "market": accordingto.read(TEXT, id="market", published="2019-06-02"),
        "later": accordingto.read(LATER, id="later", published="2019-06-03"),
    }


@pytest.fixture
def desk(address, told):
    with open_desk(address, who="ana") as opened:
        for record in told.values():
            opened.add(record)
        yield opened


def lows(record, measure="killed"):
    return [figure.low for figure in record.figures if figure.measure == measure]


def where_is(desk, name):
    return desk.record(name).number


def drop(start):
    """A reader that no longer sees the figure whose number stands there."""

    def read(report):
        record = accordingto.read(report.text, id=report.id, published=report.published)
        kept = tuple(f for f in record.figures if f.number.start != start)
        return msgspec.structs.replace(record, figures=kept)

    return read


def other_day(day):
    return lambda report: accordingto.read(report.text, id=report.id, published=day)


def run(desk, statement):
    with desk._engine.begin() as connection:
        return connection.execute(text(statement))


class TestCorrected:
    def test_records_are_given_as_corrected_or_as_read(self, desk, told):
        desk.correct("market", [TEN], why="ten")
        number = where_is(desk, "market")
        as_corrected = {row.names[0].name: row.record for row in desk.records(number)}
        as_read = {row.names[0].name: row.record for row in desk.records(number, corrected=False)}
        assert 10 in lows(as_corrected["market"])
        assert as_read["market"] == told["market"] == desk.uncorrected("market")
        assert as_read["later"] == as_corrected["later"] == told["later"]

    def test_several_decisions_build_on_each_other(self, desk):
        injured = ChangeFigure(
            number=span("nine"), measure="killed", values=FigureValues(measure="injured")
        )
        more = ChangeFigure(
            number=span("nine"), measure="injured", values=FigureValues(low=12)
        )  # fmt: skip
        desk.correct("market", [injured], why="hurt, not dead")
        desk.correct("market", [more], why="twelve")
        assert 12 in lows(desk.record("market").record, "injured")
        assert desk.corrections("market") == [injured, more]

    def test_what_changes_nothing_is_kept_as_a_decision_and_no_record(self, desk):
        before = desk.counts().records
        desk.correct("market", [AcceptFigure(number=span("24"), measure="injured")], why="right")
        assert desk.counts().records == before
        assert [d.what for d in desk.decisions()] == ["correct"]

    def test_a_correction_is_about_its_incident_until_it_is_forgotten(self, desk):
        number = where_is(desk, "market")
        made = desk.correct("market", [TEN], why="ten").decision
        assert [d.id for d in desk.decisions(number)] == [made.id]
        assert made.report == desk.record("market").report

    @pytest.mark.parametrize("wrong", [
        ChangeFigure(number=span("nine"), measure="killed", values=FigureValues(low=-1)),
        ChangeFigure(number=span("nine"), measure="killed", values=FigureValues(low=10**30)),
        ChangeFigure(number=span("nine"), measure="killed", values=FigureValues(measure="hexed")),
        ChangeIncident(when=Dates(start="soon", end="later", precision="day")),
        ChangeIncident(when=Dates(start="2019-06-05", end="2019-06-01", precision="day")),
        ChangeIncident(when=Dates(start="2019-06-05", end="2019-06-05", precision="unknown")),
        ChangeIncident(where=msgspec.structs.replace(ROSTOCK, lat=float("nan"))),
        ChangeIncident(where=msgspec.structs.replace(ROSTOCK, lon=None)),
        AddPerpetrator(name="\ud800", kind="unnamed", standing="accused", evidence=span("bomb")),
        AddPerpetrator(name=" ", kind="unnamed", standing="accused", evidence=span("bomb")),
        RenameSource(name="police", to=""),
    ])  # fmt: skip
    def test_what_can_be_true_of_no_report_is_refused(self, desk, told, wrong):
        with pytest.raises(DeskError):
            desk.correct("market", [TEN, wrong], why="x")
        assert desk.decisions() == []
        assert desk.record("market").record == told["market"]

    def test_the_text_must_be_the_one_that_was_corrected(self, desk):
        with pytest.raises(DeskError, match="its text is another one"):
            desk.correct("market", [TEN], why="x", sha256="0" * 64)


class TestReadAgain:
    def test_a_corrected_place_keeps_its_incident_and_number(self, desk):
        """Linked as it was read, the report would go back and get a new number every time."""
        desk.correct("later", [ELSEWHERE], why="another bombing")
        number, there = where_is(desk, "later"), len(desk.incidents())
        assert number != where_is(desk, "market")
        for day in ("2019-06-04", "2019-06-05", "2019-06-06"):
            assert [each.changed for each in desk.reread(other_day(day), only=["later"])] == [True]
            assert where_is(desk, "later") == number
            assert desk.uncorrected("later").report.published == day
        assert len(desk.incidents()) == there
        assert not [entry for entry in desk.log() if entry.what == "gone"]

    def test_an_added_figure_is_not_there_twice_once_it_is_read(self, desk, told):
        missed = told["market"].figures[-1].number.start
        words = told["market"].figures[-1]
        spot = Span(start=missed, end=words.number.end)
        list(desk.reread(drop(missed), only=["market"]))
        assert len(desk.record("market").record.figures) == len(told["market"].figures) - 1
        values = FigureValues(measure=words.measure, low=words.low, high=words.high)
        desk.correct("market", [AddFigure(number=spot, evidence=spot, values=values)], why="missed")
        added = desk.record("market").record.figures
        assert [f.id for f in added if f.number.start == missed] == ["f901"]

        list(desk.reread(other_day("2019-06-02"), only=["market"]))
        figures = desk.record("market").record.figures
        assert [f.number.start for f in figures].count(missed) == 1
        assert desk.lost("market") == []

    def test_what_no_longer_fits_is_told_kept_and_applied_when_it_fits_again(self, desk):
        desk.correct("market", [TEN], why="ten")
        list(desk.reread(drop(span("nine").start), only=["market"]))
        (lost,) = desk.lost("market")
        assert lost.correction == TEN
        assert lost.why.endswith(".")
        assert desk.corrections("market") == [TEN]
        (entry,) = [entry for entry in desk.log() if entry.what == "lost"]
        assert entry.details["corrections"] == 1

        list(desk.reread(other_day("2019-06-02"), only=["market"]))
        assert desk.lost("market") == []
        assert 10 in lows(desk.record("market").record)

    def test_an_older_one_that_is_lost_keeps_nobody_from_correcting(self, desk):
        desk.correct("market", [REJECT], why="no")
        list(desk.reread(drop(span("nine").start), only=["market"]))
        injured = ChangeFigure(
            number=span("24"), measure="injured", values=FigureValues(low=25, high=25)
        )
        desk.correct("market", [injured], why="25")
        assert 25 in lows(desk.record("market").record, "injured")
        with pytest.raises(DeskError, match="does not fit"):
            desk.correct("market", [REJECT], why="again")


class TestUndone:
    def test_all_is_as_it_was(self, desk, told):
        number = where_is(desk, "later")
        done = desk.correct("later", [ELSEWHERE], why="another").decision
        assert where_is(desk, "later") != number
        desk.undo(done.id, why="no")
        assert where_is(desk, "later") == number
        assert desk.record("later").record == told["later"]
        assert desk.verdicts() == []

    def test_one_of_two_leaves_the_other(self, desk):
        first = desk.correct("market", [TEN], why="ten").decision
        injured = ChangeFigure(
            number=span("24"), measure="injured", values=FigureValues(low=25, high=25)
        )
        desk.correct("market", [injured], why="25")
        desk.undo(first.id, why="no")
        record = desk.record("market").record
        assert 10 not in lows(record)
        assert 25 in lows(record, "injured")

    def test_what_rests_on_one_that_was_taken_back_is_lost_and_comes_back(self, desk):
        injured = ChangeFigure(
            number=span("nine"), measure="killed", values=FigureValues(measure="injured")
        )
        more = ChangeFigure(number=span("nine"), measure="injured", values=FigureValues(low=12))
        first = desk.correct("market", [injured], why="hurt").decision
        desk.correct("market", [more], why="twelve")
        undoing = desk.undo(first.id, why="no").decision
        assert [lost.correction for lost in desk.lost("market")] == [more]
        desk.undo(undoing.id, why="yes")
        assert desk.lost("market") == []
        assert 12 in lows(desk.record("market").record, "injured")

    def test_it_cannot_be_undone_twice(self, desk):
        done = desk.correct("market", [TEN], why="ten").decision
        desk.undo(done.id, why="no")
        with pytest.raises(DeskError, match="taken back already"):
            desk.undo(done.id, why="no")


class TestForgotten:
    SECRET = AddPerpetrator(
        name="Qzx Front", kind="armed_group", standing="accused", evidence=span("bomb")
    )

    def test_no_table_holds_its_words_and_the_decision_stays(self, desk):
        made = desk.correct("market", [self.SECRET], why="missed").decision
        desk.forget("market", why="satire")
        assert run(desk, "SELECT count(*) FROM corrections").scalar() == 0
        told = json.dumps([entry.details for entry in desk.log()])
        assert "Qzx" not in told
        assert next((d.id, d.what) for d in desk.decisions()) == (made.id, "correct")
        assert desk.verdicts() == []

    def test_taking_such_a_correction_back_changes_nothing(self, desk):
        made = desk.correct("market", [self.SECRET], why="missed").decision
        desk.forget("market", why="satire")
        assert desk.undo(made.id, why="no").moved == ()

    def test_added_again_it_is_as_it_is_read(self, desk, told):
        desk.correct("market", [TEN], why="ten")
        desk.forget("market", why="satire")
        desk.add(told["market"], remember=True)
        assert desk.record("market").record == told["market"]
        assert desk.corrections("market") == desk.lost("market") == []

    def test_a_forgotten_report_cannot_be_corrected(self, desk):
        desk.forget("market", why="satire")
        with pytest.raises(DeskError):
            desk.correct("market", [TEN], why="ten")


class TestKept:
    @pytest.mark.parametrize("change", [
        "UPDATE corrections SET report = 2",
        "UPDATE decisions SET why = 'other'",
        "DELETE FROM decisions",
    ])  # fmt: skip
    def test_nobody_changes_what_was_decided(self, desk, change):
        desk.correct("market", [TEN], why="ten")
        with pytest.raises(DBAPIError):
            run(desk, change)
        assert desk.corrections("market") == [TEN]

    def test_another_process_sees_it(self, desk, address):
        desk.correct("market", [TEN], why="ten")
        with open_desk(address) as other:
            assert other.corrections("market") == [TEN]
            (verdict,) = other.verdicts()
            assert (verdict.who, verdict.corrections) == ("ana", (TEN,))

    def test_an_older_desk_keeps_its_data(self, address, told):
        """A database as the first revision left it, with reports, a decision and a log."""
        with open_desk(address, who="ana") as desk:
            for record in told.values():
                desk.add(record)
            desk.split(where_is(desk, "later"), "later", why="two bombings")
            before = desk.incidents(), desk.decisions(), desk.log()
            for table in ("corrections", "summaries", "passes", "tries", "users"):
                run(desk, f"DROP TABLE {table}")
            run(desk, "ALTER TABLE records DROP COLUMN corrects")
            run(desk, "UPDATE accordingto_version SET version_num = '1'")
        with open_desk(address, who="ben") as desk:
            assert (desk.incidents(), desk.decisions(), desk.log()) == before
            assert desk.record("market").record == told["market"]
            desk.correct("market", [TEN], why="ten")
            with pytest.raises(DBAPIError):
                run(desk, "UPDATE corrections SET report = 2")
            assert desk.corrections("market") == [TEN]
