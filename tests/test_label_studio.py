"""Reports as tasks of Label Studio, and what people changed there back as decisions."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main
from accordingto.errors import ReportError
from accordingto.export.labelstudio import labelling_config, make_task
from accordingto.ingest.labelstudio import find_span, read_answers, read_task
from accordingto.model.corrections import (
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    RejectFigure,
    RejectPerpetrator,
)
from accordingto.model.kinds import Measure

TEXT = (
    "💔 At least nine people were killed when a bomb exploded at a market in Mosul on Sunday,"
    " police said. 😀 Another 24 were wounded.\n\nA doctor said that eleven bodies had been brought"
    " in. The Islamic State claimed the bombing."
)  # fmt: skip


@pytest.fixture(scope="module")
def record():
    return accordingto.read(TEXT, id="bridge", title="Nine killed", published="2019-06-02")


@pytest.fixture
def task(record):
    """A task that a person has opened and sent off as it was."""
    task = make_task(record, "bridge")
    results = copy.deepcopy(task["predictions"][0]["result"])
    task["annotations"] = [
        {"id": 1, "completed_by": {"email": "ana@desk.example"}, "result": results}
    ]
    return task


def results(task):
    return task["annotations"][0]["result"]


def region(task, words):
    return next(r["id"] for r in results(task) if r["value"].get("text") == words)


def value(task, id, name):
    return next(r for r in results(task) if (r["id"], r["from_name"]) == (id, name))["value"]


def put(task, words, label, **values):
    start = TEXT.index(words)
    spot = {"start": start, "end": start + len(words), "text": words}
    rows = [("label", "labels", {"labels": [label]})]
    rows += [(name, "number" if isinstance(v, int) else "textarea",
              {"number": v} if isinstance(v, int) else {"text": [v]})
             for name, v in values.items()]  # fmt: skip
    for name, kind, held in rows:
        results(task).append({
            "id": f"new-{words}", "from_name": name, "to_name": "text", "type": kind,
            "value": {**spot, **held},
        })  # fmt: skip


def test_a_task_marks_every_figure_of_the_incident_where_it_stands(record):
    task = make_task(record, "bridge")
    found = [r for r in task["predictions"][0]["result"] if r["from_name"] == "label"]
    assert {r["value"]["text"] for r in found} >= {"nine", "24"}
    for each in found:
        spot = each["value"]
        assert TEXT[spot["start"] : spot["end"]] == spot["text"]


def test_the_interface_has_a_label_for_every_measure():
    labels = {label.get("value") for label in ET.fromstring(labelling_config()).iter("Label")}
    assert set(Measure.__args__) <= labels
    assert {"claimed", "accused", "denied"} <= labels


def test_what_was_sent_off_as_it_was_corrects_nothing(task):
    assert read_task(task) is None


def test_a_number_that_was_changed(task):
    nine = region(task, "nine")
    value(task, nine, "low")["number"] = 10
    answer = read_task(task)
    (change,) = answer.corrections
    assert isinstance(change, ChangeFigure)
    assert change.values.low == 10
    assert answer.who == "ana@desk.example"


@pytest.mark.parametrize("bound", ["low", "high"])
def test_one_bound_of_an_exact_number_takes_the_other_along(task, bound):
    value(task, region(task, "24"), bound)["number"] = 25
    (change,) = read_task(task).corrections
    assert (change.values.low, change.values.high) == (25, 25)


def test_what_was_read_is_also_found_in_the_annotation_itself(task):
    value(task, region(task, "nine"), "low")["number"] = 10
    task["annotations"][0]["prediction"] = task["predictions"][0]
    task["predictions"] = [3]
    (change,) = read_task(task).corrections
    assert change.values.low == 10


def test_a_whole_answer_in_utf16_units_is_the_same_in_code_points(task, record):
    value(task, region(task, "nine"), "low")["number"] = 10
    put(task, "eleven", "missing", low=11)
    expected = read_task(task).corrections
    for result in results(task):
        spot = result["value"]
        for end in ("start", "end"):
            spot[end] = len(TEXT[: spot[end]].encode("utf-16-le")) // 2
        spot.setdefault("text", None)
    for result in results(task):
        assert result["from_name"] != "label" or result["value"]["start"] > 2
    assert read_task(task).corrections == expected


def test_a_region_that_was_removed(task):
    gone = region(task, "24")
    task["annotations"][0]["result"] = [r for r in results(task) if r["id"] != gone]
    (reject,) = read_task(task).corrections
    assert isinstance(reject, RejectFigure)
    assert reject.measure == "injured"


def test_a_region_that_was_added(task):
    put(task, "eleven", "missing", low=11, source="doctor")
    (add,) = read_task(task).corrections
    assert isinstance(add, AddFigure)
    assert (add.values.measure, add.values.low, add.values.high) == ("missing", 11, 11)
    assert TEXT[add.number.start : add.number.end] == "eleven"


def test_a_figure_that_counts_something_else(task):
    value(task, region(task, "24"), "label")["labels"] = ["missing"]
    (change,) = read_task(task).corrections
    assert (change.measure, change.values.measure) == ("injured", "missing")


def test_names_that_were_added_and_removed(task):
    claimed = [
        r["id"] for r in results(task)
        if r["from_name"] == "label" and r["value"]["labels"] == ["claimed"]
    ]  # fmt: skip
    assert claimed
    task["annotations"][0]["result"] = [r for r in results(task) if r["id"] not in claimed]
    put(task, "police", "accused", name="Nusra Front")
    kinds = {type(c) for c in read_task(task).corrections}
    assert kinds == {RejectPerpetrator, AddPerpetrator}


def test_only_the_newest_annotation_counts_and_none_that_was_cancelled(task):
    older = copy.deepcopy(task["annotations"][0])
    older |= {"id": 0, "result": [], "updated_at": "2024-01-01"}
    task["annotations"][0]["updated_at"] = "2024-02-01"
    skipped = {"id": 9, "was_cancelled": True, "updated_at": "2025-01-01", "result": []}
    task["annotations"] += [older, skipped]
    assert read_task(task) is None


@pytest.mark.parametrize("shift", [0, 1])
def test_offsets_in_code_points_and_in_utf16_are_told_apart(shift):
    """Before one emoji and after it: each counts as two units in older versions."""
    start = TEXT.index("nine")
    spot = {"start": start + shift, "end": start + 4 + shift, "text": "nine"}
    found = find_span(spot, TEXT)
    assert TEXT[found.start : found.end] == "nine"


def test_words_that_stand_nowhere_are_refused():
    with pytest.raises(ValueError, match="do not stand"):
        find_span({"start": 3, "end": 7, "text": "zero"}, TEXT)


class TestFiles:
    @pytest.mark.parametrize(("body", "told"), [
        ("not json", "it is not JSON"), ('{"a": 1}', "no list of tasks"), ("\x00", "not JSON"),
    ])  # fmt: skip
    def test_what_is_no_export_is_told(self, tmp_path, body, told):
        (tmp_path / "a.json").write_text(body, "utf-8")
        with pytest.raises(ReportError, match=told):
            list(read_answers(tmp_path / "a.json"))

    def test_a_file_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(ReportError, match="cannot be read"):
            list(read_answers(tmp_path / "none.json"))

    @pytest.mark.parametrize("number", ["1e400", "-1", "2.5", "true", "10" * 20, '"many"', "[]"])
    def test_a_number_of_nobody_is_told_with_its_task(self, tmp_path, task, number):
        value(task, region(task, "nine"), "low")["number"] = "NUMBER"
        body = json.dumps([task]).replace('"NUMBER"', number)
        (tmp_path / "a.json").write_text(body, "utf-8")
        try:
            (found,) = read_answers(tmp_path / "a.json")
        except ReportError as error:  # some are no JSON at all
            found = error
        assert isinstance(found, ReportError)

    def test_a_task_without_what_was_read_is_refused(self, tmp_path, task):
        """Compared with nothing, all that was left as it was would look as if it was missed."""
        task["predictions"] = [17]
        (tmp_path / "a.json").write_text(json.dumps([task]), "utf-8")
        (found,) = read_answers(tmp_path / "a.json")
        assert "holds no predictions" in str(found)

    def test_a_broken_task_stops_nothing(self, tmp_path, task):
        value(task, region(task, "nine"), "low")["number"] = 10
        broken = {"annotations": [{"id": 1, "result": [{"from_name": "label"}]}], "data": {}}
        (tmp_path / "a.json").write_text(json.dumps([broken, 7, task]), "utf-8")
        found = list(read_answers(tmp_path / "a.json"))
        assert [isinstance(one, ReportError) for one in found] == [True, True, False]
        assert "task 1" in str(found[0])


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


class TestTheWholeWay:
    @pytest.fixture
    def desk(self, tmp_path):
        line = {"id": "bridge", "text": TEXT, "title": "Nine killed", "published": "2019-06-02"}
        (tmp_path / "r.jsonl").write_text(json.dumps(line), "utf-8")
        run("add", tmp_path / "r.jsonl", "--db", tmp_path / "d.sqlite")
        run("export", "--as", "label-studio", "-o", tmp_path / "ls", "--db", tmp_path / "d.sqlite")
        return tmp_path / "d.sqlite"

    def answer(self, tmp_path, change):
        tasks = json.loads((tmp_path / "ls" / "tasks.json").read_text("utf-8"))
        for task in tasks:
            given = copy.deepcopy(task["predictions"][0]["result"])
            task["annotations"] = [{"id": 1, "completed_by": 4, "result": given}]
            change(task)
        (tmp_path / "done.json").write_text(json.dumps(tasks), "utf-8")

    def test_a_corrected_number_is_in_the_dossier_and_can_be_undone(self, desk, tmp_path):
        def change(task):
            nine = region(task, "nine")
            for name in ("low", "high"):
                put_number(task, nine, name, 12)

        self.answer(tmp_path, change)
        done = run("correct", tmp_path / "done.json", "--why", "second reading", "--db", desk)
        assert "1 corrections." in done.stdout
        with accordingto.desk(desk) as casework:
            assert 12 in counted(casework)
        assert "second reading (annotator 4)" in run("why", 1, "--db", desk).stdout

        run("undo", 1, "--why", "it was nine", "--db", desk)
        with accordingto.desk(desk) as casework:
            assert 12 not in counted(casework)

    def test_a_text_that_is_another_one_is_refused(self, desk, tmp_path):
        def change(task):
            put_number(task, region(task, "nine"), "low", 12)
            task["data"]["sha256"] = "0" * 64

        self.answer(tmp_path, change)
        done = run("correct", tmp_path / "done.json", "--why", "x", "--db", desk, code=1)
        assert "its text is another one" in done.stderr


def counted(casework):
    return {p.low for p in casework.dossier(1).points if p.measure == "killed"}


def put_number(task, id, name, number):
    for result in results(task):
        if (result["id"], result["from_name"]) == (id, name):
            result["value"]["number"] = number
            return
    spot = next(r for r in results(task) if r["id"] == id)["value"]
    held = {key: spot[key] for key in ("start", "end")} | {"number": number}
    results(task).append({
        "id": id, "from_name": name, "to_name": "text", "type": "number", "value": held
    })  # fmt: skip
