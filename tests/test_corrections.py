"""What people correct: applied to records, kept at the desk, undone, and held when read again."""

from __future__ import annotations

import json
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import accordingto
from accordingto.errors import DeskError
from accordingto.model.corrections import (
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    ChangeIncident,
    Correction,
    Dates,
    FigureValues,
    RejectFigure,
    RejectPerpetrator,
    RenameSource,
    Span,
    Where,
)
from accordingto.reconcile import Telling, make_dossier
from accordingto.reconcile.corrections import apply_corrections
from accordingto.store import open_desk

TEXT = (
    "At least nine people were killed when a bomb exploded at a market in Mosul on Sunday, police"
    " said. 😀 Another 24 were wounded.\n\nA hospital doctor said that the bodies of eleven people"
    " had been brought in. The Islamic State claimed the bombing."
)  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return accordingto.read(TEXT, id="bridge", title="Nine killed in Mosul", published="2019-06-02")


def span(words, field=None):
    at = TEXT.index(words)
    return Span(start=at, end=at + len(words), field=field)


def killed(record):
    main = next(incident for incident in record.incidents if incident.role == "main")
    return main.toll.get("killed")


def check_evidence(record):
    """Every evidence of a record cuts its words from its text."""
    from accordingto.export.webannotation import find_evidence

    for _, evidence, _ in find_evidence(record):
        text = record.report.title if evidence.field == "title" else record.report.text
        assert text[evidence.start : evidence.end] == evidence.text


REJECT = RejectFigure(number=span("nine"), measure="killed")
CHANGE = ChangeFigure(
    number=span("nine"), measure="killed", values=FigureValues(low=10, high=10, qualifier="exact")
)
ADD = AddFigure(
    number=span("eleven"),
    evidence=span("the bodies of eleven people"),
    values=FigureValues(measure="killed", low=11, high=11, source="hospital doctor"),
)


class TestApplying:
    def test_a_rejected_figure_is_gone_from_the_toll(self, record):
        done = apply_corrections(record, [REJECT])
        assert not done.lost
        assert not [f for f in done.record.figures if f.number.text == "nine"]
        assert killed(done.record) is None or 9 not in {killed(done.record).best}

    def test_a_changed_figure_changes_the_toll_by_a_named_rule(self, record):
        toll = killed(apply_corrections(record, [CHANGE]).record)
        assert (toll.best, toll.high, toll.rule) == (10, 10, "corrected/1") or toll.best == 11

    def test_an_added_figure_has_its_words_and_its_source(self, record):
        done = apply_corrections(record, [REJECT, ADD]).record
        (figure,) = [f for f in done.figures if f.number.text == "eleven" and f.low == 11][-1:]
        sources = {source.id: source.name for source in done.sources}
        assert "doctor" in sources[figure.source]
        assert killed(done).best == 11
        check_evidence(done)

    def test_other_tolls_stay_as_the_report_has_them(self, record):
        done = apply_corrections(record, [CHANGE]).record
        assert done.incidents[0].toll["injured"] == record.incidents[0].toll["injured"]

    def test_names_under_a_standing(self, record):
        (main,) = [i for i in record.incidents if i.role == "main"]
        row = next(r for r in main.perpetrators if r.standing == "claimed")
        added = AddPerpetrator(
            name="Naqshbandi Army", kind="armed_group", standing="accused",
            evidence=span("The Islamic State"),
        )  # fmt: skip
        gone = RejectPerpetrator(name=row.name, standing="claimed")
        done = apply_corrections(record, [gone, added]).record.incidents[0]
        assert [(r.name, r.standing) for r in done.perpetrators][-1] == (
            "Naqshbandi Army",
            "accused",
        )
        assert row.name not in {r.name for r in done.perpetrators if r.standing == "claimed"}

    def test_the_incident_its_days_and_its_place(self, record):
        change = ChangeIncident(
            type="shooting",
            when=Dates(start="2019-06-01", end="2019-06-01", precision="day"),
            where=Where(
                name="Tal Afar", country_code="IQ", country_name="Iraq", admin1="Nineveh",
                lat=36.379, lon=42.448, geonames_id=448149, precision=1,
            ),
        )  # fmt: skip
        main = apply_corrections(record, [change]).record.incidents[0]
        assert (main.type, main.when.start, main.where[0].name) == (
            "shooting", "2019-06-01", "Tal Afar",
        )  # fmt: skip
        assert main.when.anchor == "stated by a person"

    def test_a_source_under_another_name(self, record):
        (name,) = [s.name for s in record.sources if s.kind == "police"]
        done = apply_corrections(record, [RenameSource(name=name, to="Mosul police")]).record
        assert "Mosul police" in {source.name for source in done.sources}

    @pytest.mark.parametrize("wrong", [
        RejectFigure(number=Span(start=0, end=2), measure="killed"),
        RejectFigure(number=span("nine"), measure="missing"),
        RejectFigure(number=span("nine", "title"), measure="injured"),
        AddFigure(number=Span(start=5, end=9999), evidence=span("nine"),
                  values=FigureValues(measure="killed", low=1)),
        AddFigure(number=span("nine"), evidence=span("nine"), values=FigureValues(low=1)),
        ChangeFigure(number=span("nine"), measure="killed", values=FigureValues(low=9, high=3)),
        RejectPerpetrator(name="Nobody", standing="accused"),
        RenameSource(name="Nobody", to="Somebody"),
    ])  # fmt: skip
    def test_what_does_not_fit_is_told_and_changes_nothing(self, record, wrong):
        done = apply_corrections(record, [wrong])
        assert [lost.correction for lost in done.lost] == [wrong]
        assert done.lost[0].why.endswith(".")
        assert done.record.figures == record.figures
        assert done.record.incidents == record.incidents

    def test_corrections_are_the_same_after_a_round_trip(self):
        body = msgspec.json.encode((REJECT, CHANGE, ADD))
        assert msgspec.json.decode(body, type=tuple[Correction, ...]) == (REJECT, CHANGE, ADD)


def read(text, **given):
    return accordingto.read(text, id="x", published="2019-06-05", **given)


def at(figure):
    return Span(start=figure.number.start, end=figure.number.end, field=figure.number.field)


def change(record, words, measure, **values):
    (figure,) = (f for f in record.figures if (f.number.text, f.measure) == (words, measure))
    return ChangeFigure(number=at(figure), measure=measure, values=FigureValues(**values))


def tolls(record, *corrections):
    done = apply_corrections(record, corrections)
    assert not done.lost
    toll = done.record.incidents[0].toll
    return {measure: (t.low, t.best, t.high) for measure, t in toll.items()}


class TestTolls:
    def test_a_number_of_some_people_still_counts_where_the_reader_used_it(self):
        record = read("Nine civilians were killed when a bomb exploded in Mosul on Sunday.")
        assert tolls(record, change(record, "Nine", "killed", low=10, high=10)) == {
            "killed": (10, 10, 10)
        }

    def test_those_who_died_are_taken_from_the_injured_as_before(self):
        record = read(
            "Four people were shot in Mosul on Sunday, and two of them died, police said."
        )
        assert tolls(record)["injured"] == (2, 2, 2)
        done = tolls(record, change(record, "two", "killed", low=3, high=3))
        assert (done["injured"], done["killed"]) == ((1, 1, 1), (3, 3, 3))

    def test_a_figure_in_hospital_that_is_rejected_takes_the_injured_along(self):
        record = read("A bomb killed 12 people in Mosul on Sunday. Twenty were taken to hospital.")
        (hospital,) = (f for f in record.figures if f.measure == "hospitalised")
        assert "injured" in tolls(record)
        assert set(tolls(record, RejectFigure(number=at(hospital), measure="hospitalised"))) == {
            "killed"
        }

    def test_parts_stay_parts(self):
        record = read("A bomb killed 12 people, including five children and two women, in Mosul.")
        assert tolls(record, change(record, "12", "killed", low=13, high=13))["killed"][0] == 13

    def test_a_part_counts_where_no_whole_is_left(self):
        record = read("A bomb killed 12 people, including five children and two women, in Mosul.")
        (whole,) = (f for f in record.figures if f.number.text == "12")
        gone = RejectFigure(number=at(whole), measure="killed")
        assert tolls(record, gone)["killed"] == (5, 5, 5)

    def test_a_bound_from_above_is_no_floor(self):
        record = read("A bomb killed 12 people in Mosul on Sunday. Up to 20 people were missing.")
        again = change(record, "20", "missing", low=None, high=21)
        assert tolls(record, again)["missing"] == (None, 21, 21)

    def test_what_adds_to_an_earlier_count_is_no_count_of_all(self):
        record = read("A bomb killed 12 people in Mosul on Sunday, police said.")
        three = AddFigure(
            number=Span(start=2, end=6), evidence=Span(start=2, end=6),
            values=FigureValues(measure="killed", low=3, high=3, new=True),
        )  # fmt: skip
        assert tolls(record, three)["killed"] == (12, 12, 12)

    def test_a_number_for_a_vague_word_makes_it_one(self):
        record = read("Dozens of people were killed by a bomb in Mosul on Sunday, police said.")
        done = apply_corrections(record, [change(record, "Dozens", "killed", low=30)]).record
        (figure,) = done.figures
        assert (figure.low, figure.high, figure.qualifier, figure.word) == (
            30, None, "at_least", None,
        )  # fmt: skip
        assert tolls(record, change(record, "Dozens", "killed", low=30))["killed"] == (30, 30, None)

    def test_a_figure_without_a_number_keeps_its_word(self):
        record = read("A bomb went off in Mosul on Sunday and many people died, police said.")
        start = record.report.text.index("many")
        spot = Span(start=start, end=start + 4)
        add = AddFigure(number=spot, evidence=spot, values=FigureValues(measure="killed"))
        figure = next(
            f for f in apply_corrections(record, [add]).record.figures if f.number.text == "many"
        )
        assert (figure.qualifier, figure.word) == ("vague", "many")

    def test_no_toll_names_a_figure_that_is_gone(self):
        record = read(
            "A bomb killed 12 people in Mosul on Sunday, police said. Last year another bombing in"
            " Basra killed 90 people."
        )
        for figure in record.figures:
            gone = RejectFigure(number=at(figure), measure=figure.measure)
            done = apply_corrections(record, [gone]).record
            named = {
                name for incident in done.incidents for toll in incident.toll.values()
                for name in (*toll.figures, *(no.figure for no in toll.refused))
            }  # fmt: skip
            assert named <= {f.id for f in done.figures}


def test_a_correction_that_is_lost_leaves_nothing_behind(record):
    wrong = FigureValues(low=9, high=3, source="Somebody else")
    done = apply_corrections(
        record, [ChangeFigure(number=span("nine"), measure="killed", values=wrong)]
    )
    assert done.record == record


def test_a_source_that_is_added_rests_on_its_words(record):
    values = FigureValues(source="The Islamic State")
    change = ChangeFigure(number=span("nine"), measure="killed", values=values)
    done = apply_corrections(record, [change]).record
    check_evidence(done)
    source = next(s for s in done.sources if s.name == "The Islamic State")
    assert all(mention.text == "The Islamic State" for mention in source.mentions)
    assert source.mentions


spans = st.builds(
    Span,
    start=st.integers(-3, len(TEXT) + 3),
    end=st.integers(-3, len(TEXT) + 3),
    field=st.sampled_from([None, "title"]),
)
numbers = st.none() | st.integers(-2, 50)
values = st.builds(
    FigureValues, measure=st.sampled_from(["killed", "injured"]), low=numbers, high=numbers,
    group=st.sampled_from(["people", "children"]), source=st.none() | st.text(max_size=5),
    main=st.booleans(),
)  # fmt: skip
real = st.sampled_from([REJECT, CHANGE, ADD])
any_correction = (
    real
    | st.builds(RejectFigure, number=spans, measure=st.sampled_from(["killed", "injured"]))
    | st.builds(ChangeFigure, number=spans | st.just(span("nine")), measure=st.just("killed"),
                values=values)
    | st.builds(AddFigure, number=spans, evidence=spans, values=values)
)  # fmt: skip


@given(st.lists(any_correction, max_size=6))
def test_whatever_is_corrected_the_record_stays_sound(record_of, corrections):
    done = apply_corrections(record_of.record, corrections)

    check_evidence(done.record)
    again = msgspec.json.decode(msgspec.json.encode(done.record), type=accordingto.Record)
    assert again == done.record
    assert apply_corrections(record_of.record, corrections) == done
    ids = [figure.id for figure in done.record.figures]
    assert len(ids) == len(set(ids))
    for incident in done.record.incidents:
        for toll in incident.toll.values():
            named = [*toll.figures, *(no.figure for no in toll.refused)]
            assert len(named) == len(set(named))
            assert set(named) <= set(ids)
            known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
            assert known == sorted(known)
            assert all(number >= 0 for number in known)
    for figure in done.record.figures:
        assert (figure.low is None and figure.high is None) == (figure.qualifier == "vague")


words = st.sampled_from([span("nine"), span("24"), span("eleven"), span("bomb"), span("A")])
counted_so = st.builds(
    FigureValues, low=numbers, high=numbers, group=st.sampled_from(["people", "children"]),
    source=st.sampled_from([None, "police", "The Islamic State"]),
)  # fmt: skip
measures = st.sampled_from(["killed", "injured"])
apart = (
    real
    | st.builds(ChangeFigure, number=words, measure=measures, values=counted_so)
    | st.builds(AddFigure, number=words, evidence=words, values=values)
    | st.builds(RejectFigure, number=words, measure=measures)
)


@given(st.lists(apart, max_size=6, unique_by=lambda correction: correction.number))
def test_applying_again_to_what_was_corrected_changes_nothing(record_of, corrections):
    """Each about other words: a figure changed and then added is there only the second time."""
    once = apply_corrections(record_of.record, corrections).record
    assert apply_corrections(once, corrections).record == once


@dataclass
class Held:
    """A record that hypothesis need not print."""

    record: accordingto.Record


@pytest.fixture(scope="module")
def record_of(record):
    return Held(record)


# At the desk


@pytest.fixture
def desk(address, record):
    with open_desk(address, who="ana") as opened:
        opened.add(record)
        other = accordingto.read(
            "Eleven people died in Sunday's bombing at a market in Mosul, officials said.",
            id="later", published="2019-06-03",
        )  # fmt: skip
        opened.add(other)
        yield opened


def counted(desk):
    rows = desk.records(desk.incidents()[0].number)
    dossier = make_dossier(1, (Telling(r.report, r.record, r.incident) for r in rows))
    return {p.low for p in dossier.points if p.measure == "killed"}


def test_a_correction_is_in_the_dossier_at_once_and_undone_again(desk):
    before = counted(desk)
    done = desk.correct("bridge", [CHANGE], why="the figure was ten")
    assert 10 in counted(desk)
    assert done.decision.what == "correct"
    assert desk.corrections("bridge") == [CHANGE]

    desk.undo(done.decision.id, why="it was nine after all")
    assert counted(desk) == before
    assert desk.corrections("bridge") == []
    assert [d.what for d in desk.decisions()] == ["correct", "undo"]


def test_an_undoing_can_be_undone(desk):
    first = desk.correct("bridge", [CHANGE], why="ten").decision.id
    undoing = desk.undo(first, why="no").decision.id
    desk.undo(undoing, why="yes")
    assert 10 in counted(desk)


def test_corrections_hold_when_a_report_is_read_again(desk):
    desk.correct("bridge", [CHANGE], why="ten")
    newer = []

    def read(report):
        again = accordingto.read(
            report.text, id=report.id, title=report.title, published="2019-06-04"
        )
        newer.append(again)
        return again

    assert any(each.changed for each in desk.reread(read, only=["bridge"]))
    assert newer
    assert 10 in counted(desk)
    assert desk.uncorrected("bridge").report.published == "2019-06-04"


def test_a_correction_that_does_not_fit_is_refused_whole(desk):
    wrong = RejectFigure(number=Span(start=0, end=2), measure="killed")
    with pytest.raises(DeskError, match="does not fit"):
        desk.correct("bridge", [CHANGE, wrong], why="x")
    with pytest.raises(DeskError, match="nothing to correct"):
        desk.correct("bridge", [], why="x")
    assert desk.decisions() == []
    assert desk.corrections("bridge") == []


def test_a_place_that_is_corrected_moves_the_report_to_another_incident(desk):
    there = Where(
        name="Rostock", country_code="DE", country_name="Germany", admin1=None, lat=54.09, lon=12.1,
        geonames_id=2844588, precision=1,
    )  # fmt: skip
    change = ChangeIncident(
        where=there, when=Dates(start="2015-05-05", end="2015-05-05", precision="day")
    )
    assert len(mains(desk)) == 1
    desk.correct("later", [change], why="another bombing")
    assert len(mains(desk)) == 2


def mains(desk):
    return {i.number for i in desk.incidents() if any(m.main for m in i.mentions)}


def test_a_forgotten_report_takes_the_words_of_its_corrections_along(desk):
    from sqlalchemy import text

    desk.correct("bridge", [ADD], why="missed")
    desk.forget("bridge", why="satire")
    with desk._engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM corrections")).scalar() == 0
    assert [d.what for d in desk.decisions()] == ["correct", "forget"]


def test_corrections_are_never_changed(desk):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    desk.correct("bridge", [CHANGE], why="ten")
    with pytest.raises(DBAPIError), desk._engine.begin() as turn:
        turn.execute(text("UPDATE corrections SET report = 2"))


def test_a_desk_of_the_first_version_is_brought_up_to_date(address, record):
    from sqlalchemy import text

    from accordingto.store.schema import REVISION
    from accordingto.store.upgrades import find_revision

    with open_desk(address) as desk:
        desk.add(record)
        with desk._engine.begin() as connection:
            connection.execute(text("DROP TABLE corrections"))
            for table in ("summaries", "passes", "tries", "users"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("ALTER TABLE records DROP COLUMN corrects"))
            connection.execute(text("UPDATE accordingto_version SET version_num = '1'"))
    with open_desk(address) as desk:
        with desk._engine.connect() as connection:
            assert find_revision(connection) == REVISION
        desk.correct("bridge", [CHANGE], why="ten")
        assert 10 in counted(desk)


def test_the_log_tells_who_corrected_what(desk):
    desk.correct("bridge", [CHANGE], why="the figure was ten")
    entry = next(entry for entry in desk.log() if entry.what == "correct")
    assert entry.who == "ana"
    assert "the figure was ten" in json.dumps(entry.details)
