"""The command line: formats, streams, exit codes, start-up."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordingto.cli import main

TEXT = "Police in Riga said that three people were killed on Friday.\r\nTwo are missing."
DOCS = Path(__file__).parent.parent / "docs" / "cli.md"
PROGRAM = [sys.executable, "-m", "accordingto.cli"]


def run(*arguments, code=0, **options):
    """Run the program, and hold it to its exit code."""
    done = CliRunner().invoke(main, list(map(str, arguments)), **options)
    assert done.exit_code == code, done.output
    return done


def batch(*ids):
    """JSON Lines with a report for each id."""
    return "".join(json.dumps({"id": id, "text": TEXT}) + "\n" for id in ids)


def commands():
    """Every command, by name."""
    return main.commands.items()


class TestFormats:
    def test_a_table_is_the_default(self):
        assert "killed" in run("read", "-", input=TEXT).stdout

    def test_json_of_one_is_an_object_of_several_an_array(self):
        one = json.loads(run("read", "-", "--format", "json", input=TEXT).stdout)
        assert one["report"]["id"] == "stdin"
        several = json.loads(run("read", "-", "--format", "json", input=batch("a", "b")).stdout)
        assert [record["report"]["id"] for record in several] == ["a", "b"]

    def test_jsonl_is_a_record_a_line_in_order(self):
        lines = run("read", "-", "--format", "jsonl", input=batch(*"edcba")).stdout.splitlines()
        assert [json.loads(line)["report"]["id"] for line in lines] == list("edcba")

    def test_line_endings_are_kept(self):
        record = json.loads(run("read", "-", "--format", "json", input=TEXT.encode()).stdout)
        assert record["report"]["text"] == TEXT

    def test_no_text(self):
        out = run("read", "-", "--format", "jsonl", "--no-text", input=TEXT).stdout
        assert json.loads(out)["report"]["text"] is None

    @pytest.mark.parametrize("format_", ["table", "md"])
    def test_formats_for_eyes_show_every_record_and_leave_failures_to_stderr(self, format_):
        lines = batch("first-id") + '{"id":"bad"}\n' + batch("last-id")
        done = run("read", "-", "--format", format_, code=1, input=lines)
        assert "first-id" in done.stdout
        assert "last-id" in done.stdout
        assert "bad" not in done.stdout
        assert "it has no text" in done.stderr

    def test_html_is_a_page(self, tmp_path):
        assert run("read", "-", "--format", "html", input=TEXT).stdout.lstrip().startswith("<!")

    def test_html_without_the_text_is_the_record_alone(self):
        page = run("read", "-", "--format", "html", "--no-text", input=TEXT).stdout
        assert "<article" not in page
        assert "<h1" in page

    def test_html_of_several_is_a_page_each_in_a_folder(self, tmp_path):
        lines = batch("a", "../b", "A", "b")
        done = run("read", "-", "--format", "html", "-o", tmp_path / "pages", input=lines)
        names = sorted(path.name for path in (tmp_path / "pages").iterdir())
        assert names == ["A-2.html", "a.html", "b-2.html", "b.html"]
        assert done.stdout.count("\n") == 4

    def test_output_to_a_file(self, tmp_path):
        done = run("read", "-", "--format", "jsonl", "-o", tmp_path / "out.jsonl", input=batch("ä"))
        assert done.stdout == ""
        assert json.loads((tmp_path / "out.jsonl").read_bytes())["report"]["id"] == "ä"

    @pytest.mark.parametrize(
        ("form", "place"),
        [("table", "no/out"), ("json", "file/out"), ("jsonl", "."), ("html", "file/out")],
    )
    def test_output_that_cannot_be_written(self, form, place, tmp_path):
        (tmp_path / "file").touch()
        options = ("--format", form, "-o", tmp_path / place)
        done = run("read", "-", *options, code=2, input=TEXT)
        assert re.fullmatch(r"Error: \S+: it cannot be written \(.*\)\. Name .*\n", done.stderr)


class TestOptions:
    def test_what_is_said_of_a_report_is_in_its_record(self):
        said = {"published": "2024-03-22T20:15+03:00", "publisher": "P", "title": "T", "url": "u"}
        options = [part for key, value in said.items() for part in (f"--{key}", value)]
        record = json.loads(run("read", "-", "--format", "json", *options, input=TEXT).stdout)
        assert {key: record["report"][key] for key in said} == said

    def test_several_files_in_the_order_given(self, tmp_path):
        for name in ("b.txt", "a.txt"):
            (tmp_path / name).write_text(TEXT, "utf-8")
        (tmp_path / "c.jsonl").write_text(batch("c1", "c2"), "utf-8")
        paths = [tmp_path / name for name in ("b.txt", "c.jsonl", "a.txt")]
        lines = run("read", *paths, "--format", "jsonl").stdout.splitlines()
        ids = [json.loads(line)["report"]["id"] for line in lines]
        assert ids == ["b.txt", "c1", "c2", "a.txt"]

    def test_the_limit_by_the_environment(self):
        done = run("read", "-", code=1, input=TEXT, env={"ACCORDINGTO_MAX_CHARS": "20"})
        assert "more than the limit of 20" in done.stderr

    def test_the_note_on_an_encoding_is_one_line(self):
        text = "Police said three people were killed in the café’s yard.".encode("cp1252")
        done = run("read", "-", input=text)
        assert done.stderr == (
            "Note: standard input: read as cp1252, told from its bytes; "
            "name another with --encoding.\n"
        )


class TestTheProgramItself:
    def test_help_is_quick_and_imports_nothing_heavy(self):
        code = (
            "import sys; from accordingto.cli import main; main(['--help'], standalone_mode=False);"
            "print(sorted({'spacy','trafilatura','rich','msgspec'} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout.endswith(b"[]\n")
        took = []
        for _ in range(5):  # processor time, the best of five: the machine may be busy
            before = os.times()
            subprocess.run([*PROGRAM, "--help"], capture_output=True, check=True)
            after = os.times()
            took.append(after.children_user + after.children_system)
            took[-1] -= before.children_user + before.children_system
        assert min(took) < 0.3

    def test_version(self):
        assert re.fullmatch(r"accordingto \d+\.\d+\.\d+\S*\n", run("--version").stdout)

    def test_a_reader_that_leaves_early(self, tmp_path):
        (tmp_path / "a.jsonl").write_text(batch(*map(str, range(40))), "utf-8")
        command = [*PROGRAM, "read", str(tmp_path / "a.jsonl"), "--format", "jsonl"]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
        program.stderr.close()
        program.wait(60)

    @pytest.mark.parametrize("command", ["read a.txt", "read a.txt a.txt", "schema"])
    @pytest.mark.parametrize("place", [">&-", "> /dev/full"])
    def test_an_output_that_is_full_or_closed(self, command, place, tmp_path):
        if command == "schema" and place == ">&-":
            return  # nothing is asked for
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        line = f"{shlex.join(PROGRAM)} {command} {place}"
        done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 2
        assert re.fullmatch(rb"Error: (the|standard) output: .*\n", done.stderr)

    def test_standard_error_may_be_closed(self, tmp_path):
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        line = f"{shlex.join(PROGRAM)} read gone.txt a.txt --format jsonl 2>&-"
        done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 1
        assert done.stdout.count(b"\n") == 2

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_an_interrupt_stops_it_with_a_word(self, jobs, tmp_path):
        (tmp_path / "a.jsonl").write_text(batch(*map(str, range(2000))), "utf-8")
        command = [*PROGRAM, "read", str(tmp_path / "a.jsonl"), "--format", "jsonl", "--jobs", jobs]
        program = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        program.stdout.readline()  # it is at work
        os.killpg(program.pid, signal.SIGINT)
        _, said = program.communicate(timeout=60)
        assert program.returncode == 130
        assert said.decode().split() == ["Stopped."]

    def test_ascii_terminals_get_utf_8(self, tmp_path):
        (tmp_path / "a.txt").write_text("Police in Çorlu said two died.", "utf-8")
        command = [*PROGRAM, "read", str(tmp_path / "a.txt"), "--format", "json"]
        ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        done = subprocess.run(command, capture_output=True, check=True, env=ascii_only)
        assert "Çorlu" in done.stdout.decode("utf-8")

    def test_a_bar_on_a_terminal_and_none_elsewhere(self, tmp_path):
        (tmp_path / "a.jsonl").write_text(batch(*"abc"), "utf-8")
        command = [*PROGRAM, "read", str(tmp_path / "a.jsonl"), "--format", "jsonl"]
        quiet = subprocess.run(command, capture_output=True, check=True)
        assert quiet.stderr == b""
        master, slave = pty.openpty()
        term = {**os.environ, "TERM": "xterm"}
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, check=True, env=term)
        os.close(slave)
        assert b"Reading" in os.read(master, 10_000)
        os.close(master)
        assert done.stdout == quiet.stdout


class TestDocs:
    @pytest.mark.parametrize("name", [name for name, _ in commands()])
    def test_every_command_and_option_is_documented(self, name):
        text = DOCS.read_text("utf-8")
        assert f"accordingto {name}" in text
        for parameter in main.commands[name].params:
            for option in getattr(parameter, "opts", []):
                if option.startswith("-"):
                    assert f"`{option}" in text, option
