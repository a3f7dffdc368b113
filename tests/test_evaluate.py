"""The reader measured by what people decided, and how far they agree."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main
from accordingto.evaluate import evaluate_decisions
from accordingto.model.corrections import (
    AcceptFigure,
    AddFigure,
    ChangeFigure,
    ChangeIncident,
    FigureValues,
    RejectFigure,
    RejectPerpetrator,
    Span,
)
from accordingto.store import open_desk

TEXT = (
    "At least nine people were killed when a bomb exploded at a market in Mosul on Sunday, police"
    " said. Another 24 were wounded and three are missing.\n\nThe Islamic State claimed the"
    " bombing."
)  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return accordingto.read(TEXT, id="bridge", published="2019-06-02")


def at(words):
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


NINE = AcceptFigure(number=at("nine"), measure="killed")
TEN = ChangeFigure(number=at("nine"), measure="killed", values=FigureValues(low=10))
WOUNDED = AcceptFigure(number=at("24"), measure="injured")
NO_WOUNDED = RejectFigure(number=at("24"), measure="injured")
MISSING = AcceptFigure(number=at("three"), measure="missing")


@pytest.fixture
def desks(address, record):
    """The same desk, with two people at it."""
    with open_desk(address, who="ana") as desk:
        desk.add(record)
        yield desk, desk.acting_for("ben")


def test_what_nobody_looked_at_counts_for_nothing(desks):
    told = evaluate_decisions(desks[0])
    assert told.figures.precision is None
    assert told.agreement.values == 0


def test_right_changed_rejected_and_missed(desks):
    desk, _ = desks
    missed = AddFigure(number=at("Sunday"), evidence=at("Sunday"),
                       values=FigureValues(measure="injured", low=1))  # fmt: skip
    change = ChangeIncident(type="shooting")
    gone = RejectPerpetrator(name="Islamic State", standing="claimed")
    for correction in (NINE, NO_WOUNDED, missed, change, gone):
        desk.correct("bridge", [correction], why="x")
    told = evaluate_decisions(desk)

    assert (told.reports, told.decisions) == (1, 5)
    figures = told.figures
    assert (figures.right, figures.changed, figures.rejected, figures.missed) == (1, 0, 1, 1)
    assert (figures.precision, figures.recall) == (0.5, 0.5)
    assert {m.what: m.right for m in told.by_measure} == {"injured": 0, "killed": 1}
    assert told.perpetrators.rejected == 1
    assert told.incidents_changed == 1


def test_the_newest_word_counts_and_none_that_was_taken_back(desks):
    desk, _ = desks
    desk.correct("bridge", [NINE], why="x")
    second = desk.correct("bridge", [TEN], why="y").decision.id
    assert evaluate_decisions(desk).figures.changed == 1
    desk.undo(second, why="z")
    assert evaluate_decisions(desk).figures.right == 1


def test_two_people_agree_or_not(desks):
    ana, ben = desks
    for correction in (NINE, WOUNDED, MISSING):
        ana.correct("bridge", [correction], why="x")
    for correction in (NINE, MISSING, NO_WOUNDED):
        ben.correct("bridge", [correction], why="x")
    told = evaluate_decisions(ana).agreement

    assert (told.values, told.same, told.people) == (3, 2, ("ana", "ben"))
    # By hand: of 6 words 5 are "accepted" and 1 "rejected"; observed disagreement 1/3, expected
    # 2*5*1/(6*5) = 1/3.
    assert told.alpha == pytest.approx(0.0)


def test_an_accepted_figure_changes_nothing_in_the_record(desks, record):
    desk, _ = desks
    desk.correct("bridge", [NINE, WOUNDED], why="checked")
    assert desk.record("bridge").record.incidents == record.incidents


def test_the_command(desks, address):
    desk, _ = desks
    desk.correct("bridge", [NINE], why="x")
    done = CliRunner().invoke(main, ["evaluate", "--decisions", "--db", address])
    assert done.exit_code == 0
    assert "By 1 decision on 1 report" in done.stdout
    done = CliRunner().invoke(main, ["evaluate", "--format", "json", "--db", address])
    assert json.loads(done.stdout)["figures"]["right"] == 1
