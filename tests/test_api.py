"""The Python API: its examples run, it is typed and light, and it says what the commands say."""

from __future__ import annotations

import doctest
import inspect
import json
import os
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib.resources import files

import jsonschema
import pytest
from click.testing import CliRunner

import accordingto
from accordingto import cli, errors
from accordingto.config import How
from accordingto.export import record_schema
from accordingto.model import Failure, Record, Report
from accordingto.scale import processes, read_in_processes

TEXT = (
    "Police in Riga said that three people were killed and dozens injured on Friday. “We heard a "
    "bang,” a witness, Anna Berg, told reporters.\r\n\r\nNo group has claimed responsibility."
)


def die_on_request(batch, how):
    """Stands in for the reading of a batch: some texts end the process."""
    if any(item.text == "die" for item in batch if isinstance(item, Report)):
        os._exit(1)
    return [Failure(report={"id": item.id}, error="read") for item in batch]


@pytest.mark.parametrize("module", [accordingto])
def test_examples_run(module):
    found = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 5
    assert found.failed == 0


def test_everything_offered_is_there_and_told_of():
    for name in accordingto.__all__:
        assert inspect.getdoc(getattr(accordingto, name)), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = accordingto.nothing


def test_importing_is_light():
    heavy = "{'spacy', 'msgspec', 'rich', 'lxml'}"
    code = f"import sys, accordingto; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_names_are_those_of_the_command_line():
    options = {parameter.name for parameter in cli.read.params}
    offered = set(inspect.signature(accordingto.read).parameters) - {"text", "id"}
    assert offered <= options
    assert set(inspect.signature(accordingto.read_many).parameters) - {"reports"} <= options


def test_read_gives_the_record_of_the_text_as_given():
    record = accordingto.read(
        TEXT, id="a", published=date(2024, 3, 22), publisher="P", title="T", url="https://p.example"
    )
    assert isinstance(record, Record)
    assert record.report.text == TEXT
    assert record.report.published == "2024-03-22"
    assert (record.report.id, record.report.publisher, record.report.title) == ("a", "P", "T")
    assert record.made_by.models[0].startswith("en_core_web_sm")


def test_a_text_without_an_id_is_named_by_its_words():
    assert accordingto.read(TEXT).report.id == accordingto.read(TEXT).report.id
    assert accordingto.read("Two died.").report.id != accordingto.read("Two fled.").report.id


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"text": " "}, "text: there is no text in it"),
        ({"text": TEXT, "published": "soon"}, "text: published 'soon' is not an ISO 8601 date"),
        ({"text": TEXT, "language": "lv"}, "its language is given as Latvian"),
        ({"text": TEXT, "max_chars": 10}, "more than the limit of 10"),
        ({"text": "Two \ud800 died.", "id": "x"}, "report 'x': character 4 of its text is half"),
        ({"text": TEXT, "title": "Two \ud800"}, "character 4 of its title is half"),
        ({"text": None}, "its text is not a string but of type NoneType"),
        ({"text": TEXT.encode()}, "its text is not a string but of type bytes"),
        ({"text": TEXT, "title": 5}, "its title is not a string but of type int"),
        ({"text": TEXT, "published": 20240322}, "published is not a date but of type int"),
        ({"text": TEXT, "published": date(1, 1, 1)}, "'0001-01-01' is no date of a news report"),
    ],
)
def test_what_cannot_be_read_says_why(known, why):
    with pytest.raises(accordingto.ReportError) as refused:
        accordingto.read(**known)
    assert why in str(refused.value)
    assert isinstance(refused.value, accordingto.AccordingToError)


def test_a_pipeline_that_is_not_there():
    with pytest.raises(accordingto.PipelineError, match="no_such_model"):
        accordingto.read(TEXT, pipeline="no_such_model")


def test_read_many_streams_and_keeps_the_order():
    taken = []

    def reports():
        for number in range(100):
            taken.append(number)
            yield {"id": number, "text": f"Police said {number} people were killed."}

    records = accordingto.read_many(reports())
    assert next(records).report.id == "0"
    assert len(taken) < 50
    assert [record.report.id for record in records] == [str(number) for number in range(1, 100)]


def test_read_many_takes_reports_mappings_and_whatever_else():
    at = datetime(2024, 3, 22, 20, 15, tzinfo=UTC)
    given = [
        Report(id="r", text=TEXT),
        {"id": "m", "text": TEXT, "published": at, "section": "World"},
        {"id": "f", "text": TEXT, "published": "2024-13-01", "url": "https://p.example"},
        None,
    ]
    first, second, third, fourth = accordingto.read_many(given)
    assert (first.report.id, second.report.published) == ("r", "2024-03-22T20:15:00+00:00")
    assert third.report == {"id": "f", "published": "2024-13-01", "url": "https://p.example"}
    assert fourth.error.startswith("report 4: it is not a JSON object")


def test_several_processes_say_the_same_in_the_same_order():
    given = [{"id": str(n), "text": TEXT.replace("three", str(n))} for n in range(2, 30)]
    given.insert(7, {"id": "bad"})
    alone = list(map(accordingto.to_json, accordingto.read_many(given)))
    together = list(map(accordingto.to_json, accordingto.read_many(given, jobs=2)))
    assert together == alone


def test_a_report_that_kills_its_process_fails_alone(monkeypatch):
    monkeypatch.setattr(processes, "read_batch", die_on_request)
    reports = [Report(id=str(n), text="die" if n == 12 else "x") for n in range(20)]
    done = list(read_in_processes(reports, jobs=2, how=How()))
    assert [one.report["id"] for one in done] == [str(n) for n in range(20)]
    assert [one.report["id"] for one in done if one.error != "read"] == ["12"]
    assert "the process that read it died" in done[12].error


@pytest.mark.parametrize(
    "error",
    [
        errors.ReportError("a", "b", "c"),
        errors.PipelineError("a", "b", "c"),
        errors.ReaderError("a", "b", "c"),
        errors.GazetteerError("a", "b", "c"),
        errors.LexiconError("a", "b", "c", "d"),
        errors.EvidenceMismatch("a", 1, "b", "c"),
    ],
)
def test_errors_cross_to_another_process(error):
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_to_json_with_and_without_the_text():
    record = accordingto.read(TEXT, id="a")
    assert json.loads(accordingto.to_json(record))["report"]["text"] == TEXT
    bare = json.loads(accordingto.to_json(record, text=False, indent=2))
    assert bare["report"]["text"] is None
    assert bare["figures"] == json.loads(accordingto.to_json(record))["figures"]


class TestSchema:
    def test_the_shipped_one_is_the_classes(self):
        shipped = json.loads(files(accordingto).joinpath("record.schema.json").read_text("utf-8"))
        assert shipped == record_schema()
        printed = CliRunner().invoke(cli.main, ["schema"]).stdout
        assert json.loads(printed) == shipped

    def test_it_is_one_and_says_what_it_is(self):
        schema = record_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"]
        assert schema["title"]

    def test_records_and_failures_keep_to_it(self):
        check = jsonschema.Draft202012Validator(record_schema())
        given = [{"text": TEXT, "published": "2024-03-22", "title": "Three killed"}, {"id": "b"}]
        for result in accordingto.read_many(given):
            check.validate(json.loads(accordingto.to_json(result)))

    def test_it_can_tell_what_is_none(self):
        check = jsonschema.Draft202012Validator(record_schema())
        record = json.loads(accordingto.to_json(accordingto.read(TEXT)))
        assert not check.is_valid({"schema": record["schema"]})
        assert not check.is_valid(record | {"schema": "accordingto/record/0"})
        record["figures"][0]["measure"] = "eaten"
        assert not check.is_valid(record)
