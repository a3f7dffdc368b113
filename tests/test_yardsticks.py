"""The scorers and real reports that lie beside this checkout, in `../shared/eval`, where they do.

Texts of publishers are no part of this repository: where the folder is not at hand, these tests
say so and skip. The floors stand in `floors.toml`; `python tests/test_yardsticks.py` prints what
is measured now.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"
FILE = Path(__file__).with_name("floors.toml")
FLOORS = tomllib.loads(FILE.read_text("utf-8")).get("yardsticks", {})
WANTED = [(task, name, floor) for task, floors in FLOORS.items() for name, floor in floors.items()]

pytestmark = pytest.mark.skipif(
    not EVAL.is_dir(), reason="the yardsticks (../shared/eval) are not beside this checkout"
)


@cache
def scores(task):
    """What the scorer of a task prints for the records of its reports, by dotted name."""
    if task == "muc4":
        return muc4_scores()
    reports = EVAL / task / "reports.jsonl"
    verb = "link" if task == "linking" else "read"
    with TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        records.write_text(run(verb, reports, "--format", "jsonl"), "utf-8")
        command = [sys.executable, EVAL / f"score_{task}.py", EVAL / task / "gold.json", records]
        command += ["--reports", reports] if task == "gold" else []
        printed = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert printed.returncode == 0, printed.stdout + printed.stderr
    return dict(flat(json.loads(printed.stdout)))


def muc4_scores():
    """F of all templates, and F1 of the five roles, in percent, from the texts in capitals."""
    room = EVAL / "muc4"
    key = room / "muc4_dev.jsonl"
    with TemporaryDirectory() as folder:
        reports, records, answer = (
            Path(folder) / name for name in ("r.jsonl", "s.jsonl", "t.jsonl")
        )
        reports.write_text(call(room / "reports.py", key), "utf-8")
        records.write_text(run("read", reports, "--format", "jsonl"), "utf-8")
        answer.write_text(run("code", "--as", "muc4", records), "utf-8")
        templates = call(room / "muc4_score.py", key, answer)
        roles = call(room / "ceaf_ree.py", key, answer, "--metric", "gtt")
    return {
        "templates.f": float(re.search(r"ALL TEMPLATES\)\s+P&R\s+([\d.]+)", templates)[1]),
        "gtt.f1": float(re.search(r"micro_avg\s+\S+\s+\S+\s+([\d.]+)", roles)[1]),
    }


def run(*arguments):
    """What the program prints."""
    from click.testing import CliRunner

    from accordingto.cli import main

    done = CliRunner().invoke(main, [*map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def call(*command):
    """What a script beside the checkout prints."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    return done.stdout


def flat(values, path=""):
    """The leaves of nested tables, each under its dotted name."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


@pytest.mark.parametrize(("task", "name", "floor"), WANTED, ids=[f"{t}:{n}" for t, n, _ in WANTED])
def test_a_yardstick_keeps_its_floor(task, name, floor):
    assert scores(task)[name] >= floor


@pytest.mark.parametrize("task", [task for task in FLOORS if task not in {"muc4", "linking"}])
def test_every_report_gets_a_record_and_all_evidence_cuts_exactly(task):
    found = scores(task)
    assert not found["missing_records"]
    assert found["broken_evidence"] == 0


if __name__ == "__main__":
    for task in FLOORS:
        print(f"[yardsticks.{task}]")
        for name, floor in FLOORS[task].items():
            print(f'"{name}" = {scores(task)[name]}  # floor {floor}')
        print()
