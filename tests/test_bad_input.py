"""Bad input: one line that says where, what and what to do; the rest of the batch is read."""

from __future__ import annotations

import json
import time

import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main

GOOD = "Police said three people were killed."
LINES = {  # a line, its report's id, and what its error says
    '{"id":"cut","text":"Three we': ("cut", "batch.jsonl:2: the JSON is cut short"),
    '{"id":"none"}': ("none", "batch.jsonl:2: it has no text"),
    '{"id":5,"text":7}': ("5", "batch.jsonl:2: its text is not a string but a number"),
    '{"text":"Two died.","title":["x"]}': ("batch.jsonl:2", "its title is not a string but a list"),
    '{"id":"d","text":"Two died.","published":"2024-02-30"}': ("d", "'2024-02-30' is not in the"),
    '{"id":"t","text":"Two died.","published":"tomorrow"}': ("t", "'tomorrow' is not an ISO 8601"),
    '{"id":"o","text":"Two died.","published":"0001-01-01"}': ("o", "is no date of a news report"),
    '{"id":"n","text":"Two died.","published":20240322}': ("n", "its published is not a string"),
    "[1]": ("batch.jsonl:2", "it is not a JSON object"),
    "null": ("batch.jsonl:2", "it is not a JSON object"),
    "Two died.": ("batch.jsonl:2", "it is not JSON"),
    '{"id":"e","text":" "}': ("e", "there is no text in it"),
    '{"id":"s","text":"Two \\ud800 died."}': ("s", "batch.jsonl:2: it is not JSON"),
    '{"id":"l","text":"Two died.","language":"fr"}': ("l", "its language is given as French"),
    '{"text":"x","a":' + "[" * 50_000 + "]" * 50_000 + "}": ("batch.jsonl:2", "nested too deeply"),
}  # fmt: skip
FILES = {  # a name, its bytes, and what its error says
    "empty.txt": (b"", "it is empty"),
    "blank.txt": (b" \n\t ", "there is no text in it"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3", "it is a PDF document, not a text"),
    "a.docx": (b"PK\x03\x04\x14\x00", "it is a Word document or a ZIP archive"),
    "a.jsonl.gz": (b"\x1f\x8b\x08\x00", "it is a gzip file, not a text. Unpack it first"),
    "noise.txt": (bytes(range(256)) * 8, "it is binary data, not a text"),
    "empty.jsonl": (b"\n \n", "there is no report in it"),
    "menu.html": (b"<html><body><a href=/>Home</a></body></html>", "no article was found"),
    "deep.json": (b"[" * 50_000, "nested too deeply"),
    "none.json": (b"[]", "there is no report in it"),
    "cut.json": (b'[{"text": "Two', "the JSON is cut short"),
    "long.txt": (b"Three were killed. " * 10_000, "more than the limit of 100,000"),
    "huge.txt": (b"x" * 4_000_001, "it is longer than 4,000,000 bytes"),
}  # fmt: skip


def run(*arguments, **options):
    """Run the program and make sure that nothing got out but what was meant to."""
    done = CliRunner().invoke(main, ["read", *map(str, arguments)], **options)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    return done


def errors(done):
    """The error lines on standard error."""
    return [line for line in done.stderr.splitlines() if line.startswith("Error: ")]


@pytest.mark.parametrize("line", LINES, ids=[line[:40] for line in LINES])
def test_a_bad_line_fails_alone(line, tmp_path, monkeypatch):
    id, why = LINES[line]
    good = json.dumps({"id": "good", "text": GOOD})
    (tmp_path / "batch.jsonl").write_text("\n".join([good, line, good]), "utf-8")
    monkeypatch.chdir(tmp_path)

    done = run("batch.jsonl", "--format", "jsonl")

    assert done.exit_code == 1
    first, failed, last = map(json.loads, done.stdout.splitlines())
    assert [first["report"]["id"], last["report"]["id"]] == ["good", "good"]
    assert failed["report"]["id"] == id
    assert why in failed["error"]
    assert failed["error"].startswith("batch.jsonl:2: ")
    assert errors(done) == [f"Error: {failed['error']}"]
    assert done.stderr.endswith("1 of 3 reports could not be read.\n")


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_named_with_the_reason(name, tmp_path, monkeypatch):
    data, why = FILES[name]
    (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)

    done = run(name, "--max-chars", "100000")

    assert done.exit_code == 1
    assert done.stdout == ""
    (error,) = errors(done)
    assert error.startswith(f"Error: {name}: ") or name == "empty.jsonl"
    assert why in error
    assert done.stderr.count("\n") == 1


def test_missing_files_folders_and_files_not_to_be_read(tmp_path, monkeypatch):
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)

    done = run("gone.txt", "folder", "good.txt", "--format", "jsonl")

    assert done.exit_code == 1
    assert errors(done) == [
        "Error: gone.txt: there is no such file. Check its name and folder.",
        "Error: folder: it is a folder. Name the files in it: folder/*.",
    ]
    ids = [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()]
    assert ids == ["gone.txt", "folder", "good.txt"]


def test_a_line_in_another_encoding_fails_alone(tmp_path):
    lines = '{"id":"l","text":"café died"}\n{"id":"g","text":"Two died."}\n'
    (tmp_path / "a.jsonl").write_bytes(lines.encode("latin-1"))
    done = run(tmp_path / "a.jsonl", "--format", "jsonl")
    assert "a.jsonl:1: it is not valid UTF-8" in done.stderr
    assert done.stdout.count("\n") == 2
    named = run(tmp_path / "a.jsonl", "--format", "jsonl", "--encoding", "latin-1")
    assert json.loads(named.stdout.splitlines()[0])["report"]["text"] == "café died"


def test_a_line_longer_than_any_report_is_passed_over(tmp_path):
    long = json.dumps({"id": "long", "text": "x" * 200_000})
    (tmp_path / "a.jsonl").write_text(f"{long}\n{json.dumps({'id': 'g', 'text': GOOD})}\n")
    done = run(tmp_path / "a.jsonl", "--format", "jsonl", "--max-chars", "1000")
    assert "a.jsonl:1: the line is longer than" in done.stderr
    assert json.loads(done.stdout.splitlines()[1])["report"]["id"] == "g"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Missing argument"),
        (["a.txt", "--published", "tomorrow"], "'tomorrow' is not an ISO 8601 date"),
        (["a.txt", "--published", "2024-02-30"], "is not in the calendar"),
        (["a.txt", "--format", "xml"], "'xml' is not one of"),
        (["a.txt", "--language", "fr"], "'fr' is not 'en'"),
        (["a.txt", "--encoding", "no-such"], "'no-such' is not an encoding"),
        (["a.txt", "--encoding", "hex"], "'hex' is not an encoding"),
        (["a.txt", "--jobs", "0"], "0 is not in the range"),
        (["a.txt", "--max-chars", "many"], "'many' is not a valid integer"),
        (["a.txt", "a.txt", "--format", "html"], "name a folder"),
        (["a.txt", "-o", "a.txt"], "Name another output file"),
    ],
)
def test_wrong_usage(arguments, why, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert why in done.stderr
    assert done.stdout == ""
    assert (tmp_path / "a.txt").read_text("utf-8") == GOOD


@pytest.mark.parametrize("name", ["no_such_model", "..", "numpy", "spacy", "json"])
def test_a_pipeline_that_is_not_there(name, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    done = run(tmp_path / "a.txt", "--pipeline", name)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: pipeline {name!r}: it is not installed")
    assert done.stderr.count("\n") == 1


def test_a_bug_in_one_report_is_its_failure_alone(tmp_path, monkeypatch):
    from accordingto import flow

    whole = flow.assemble_record

    def broken(report, *rest):
        if report.id == "b":
            raise ZeroDivisionError("on\ntwo lines")
        return whole(report, *rest)

    monkeypatch.setattr(flow, "assemble_record", broken)
    lines = "".join(json.dumps({"id": id, "text": GOOD}) + "\n" for id in "abc")
    done = run("-", "--format", "jsonl", input=lines)
    assert done.exit_code == 1
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["report"]["id"] for r in results] == ["a", "b", "c"]
    assert results[1]["error"] == (
        "report 'b': reading it went wrong (ZeroDivisionError: on two lines). "
        "Please tell the makers of this program."
    )


def test_a_gazetteer_that_cannot_be_built(tmp_path, monkeypatch):
    from accordingto import flow

    monkeypatch.setattr(flow, "open_gazetteer", lambda: (_ for _ in ()).throw(OSError("disk full")))
    done = run("-", input=GOOD)
    assert done.exit_code == 2
    assert "it cannot be built or opened (disk full)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_array_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps([{"text": GOOD}]).encode())
    assert json.loads(run(tmp_path / "a.json", "--format", "json").stdout)["report"]["text"] == GOOD


def test_names_and_titles_beyond_unicode(tmp_path):
    name = b"\xff.txt".decode("utf-8", "surrogateescape")
    try:
        (tmp_path / name).write_text(GOOD, "utf-8")
    except OSError:
        pytest.skip("this file system holds no such names")
    read = run(tmp_path / name, tmp_path / f"gone-{name}", "--format", "jsonl")
    ids = [json.loads(line)["report"]["id"] for line in read.stdout.splitlines()]
    assert ids == ["\\udcff.txt", "gone-\\udcff.txt"]
    titled = run(tmp_path / name, "--title", "\udcff", "--format", "jsonl")
    assert "character 0 of its title is half of a surrogate pair" in titled.stderr
    assert "error" in json.loads(titled.stdout)


RUNS = ['"', "“", "'", "(", "[{(", "a", "7", "1,", ".", "/", "💥", "-", "a\u0301", "—", "\x00"]
REPEATED = [
    "three ",
    "killed, ",
    "he said ",
    "according to ",
    "“a” ",
    "Friday ",
    "to go ",
    "3, ",
    "a\n",
    ". ",
    "that ",
]


@pytest.mark.parametrize("part", RUNS + REPEATED)
def test_the_worst_of_texts_is_read_before_long(part):
    text = f"Police said two people were killed in Riga. {part * (8000 // len(part))}"
    start = time.process_time()
    record = accordingto.read(text, language="en")
    assert time.process_time() - start < 20  # seconds; most take two, and quadratic ones minutes
    assert record.report.text == text
    assert [figure.low for figure in record.figures][:1] == [2]
