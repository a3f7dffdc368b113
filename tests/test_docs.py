"""The docs hold: links lead somewhere, commands print what is shown, nothing public is left out.

`python3 dev.py docs` writes the shown output anew.
"""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import re
import shlex
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import click
import pytest
from click.testing import CliRunner

import accordingto
from accordingto.cli import main
from accordingto.codebooks import RULE_SETS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
OUTPUT = re.compile(r"(<!-- output: accordingto (.*?) -->\n```text\n)(.*?)(```)", re.DOTALL)
OPTIONS = re.compile(r"(<!-- options -->\n)(.*?)(<!-- end -->)", re.DOTALL)
COMMAND = re.compile(r"^accordingto (.*)$", re.MULTILINE)
WIDTH = "100"
ON_DESK = {"add", "incidents", "show", "why", "code", "check"}


@cache
def desk():
    """A desk with the eight reports of the docs, and the ninth, which is incident 7."""
    file = Path(mkdtemp()) / "desk.sqlite"
    for name in ("concert-hall", "several-killed"):
        given = ["add", str(ROOT / "examples" / f"{name}.jsonl"), "--db", str(file)]
        assert CliRunner().invoke(main, given, catch_exceptions=False).exit_code == 0
    return str(file)


def printed(line):
    """What a command line prints; `>` sends it nowhere."""
    words = shlex.split(line.split(" > ")[0].replace("examples/*.txt", "examples/first-hours.txt"))
    env = {"COLUMNS": WIDTH} | ({"ACCORDINGTO_DB": desk()} if words[0] in ON_DESK else {})
    done = CliRunner(env=env).invoke(main, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def options():
    """The options of all rule sets as a table; those that several share once."""
    held = {}
    for rules in RULE_SETS.values():
        for option in rules.options:
            held.setdefault(option, []).append(f"`{rules.name}`")
    rows = [
        "| rule sets | option | values, the usual one first | means |",
        "| --- | --- | --- | --- |",
    ]
    for option, names in held.items():
        values = ", ".join(f"`{v}`" for v in option.values) or f"`{option.usual}`; {option.takes}"
        rows.append(f"| {', '.join(names)} | `{option.name}` | {values} | {option.meaning} |")
    return "".join(f"{row}\n" for row in rows)


def shown(page):
    """A page with the output of its marked commands as it is now."""
    text = OPTIONS.sub(lambda block: block[1] + options() + block[3], page.read_text("utf-8"))
    return OUTPUT.sub(lambda block: block[1] + printed(block[2]) + block[4], text)


def anchors(page):
    """The names that headings of a page can be linked by."""
    for heading in HEADING.findall(page.read_text("utf-8")):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.fixture
def at_root(monkeypatch):
    """Commands in the docs are run from the root of the checkout."""
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            there = page.parent / path if path else page
            assert there.exists(), target
            assert not anchor or anchor in set(anchors(there)), target


@pytest.mark.parametrize("name", [n for n in NAMES if OUTPUT.search((ROOT / n).read_text("utf-8"))])
def test_output_is_what_the_program_prints(name, at_root):
    page = ROOT / name
    assert page.read_text("utf-8") == shown(page), "run: python3 dev.py docs"


@pytest.mark.parametrize("line", COMMAND.findall((ROOT / "docs/tutorial.md").read_text("utf-8")))
def test_commands_of_the_tutorial_run(line, at_root, tmp_path):
    assert printed(line.replace("record.html", str(tmp_path / "record.html"))) or "--output" in line


@pytest.mark.parametrize("name", NAMES)
def test_python_sessions_give_what_is_shown(name):
    failed, _ = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert failed == 0


def test_examples_in_docstrings_hold():
    failed, tried = doctest.testmod(accordingto, extraglobs={"Failure": accordingto.Failure})
    assert tried > 0
    assert failed == 0


def test_every_option_is_documented():
    page = (ROOT / "docs/cli.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"accordingto {name}" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert f"`{parameter.opts[-1]}" in page or parameter.opts[-1] in page, parameter


def test_every_rule_set_and_option_is_documented():
    page = (ROOT / "docs/codebooks.md").read_text("utf-8")
    assert options() in page, "run: python3 dev.py docs"
    assert all(f"| `{name}` |" in page for name in RULE_SETS)


def test_every_field_of_the_record_is_documented():
    page = (ROOT / "docs/record.md").read_text("utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    structs = json.loads(printed("schema"))["$defs"]
    assert sections.keys() == structs.keys()
    for name, struct in structs.items():
        rows = set(re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE))
        assert rows == struct["properties"].keys(), name
        words = set(codes(struct["properties"]))
        assert words <= set(re.findall(r'`"?([\w/]+)"?`', sections[name])), name


def codes(value):
    """Every word that a part of the schema allows as a value."""
    if isinstance(value, dict):
        yield from (word for word in value.get("enum", []) if isinstance(word, str))
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from codes(item)


def public(tree, where):
    """Every public function and class of a module, and the methods of those classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{where}:{node.lineno} {node.name}", ast.get_docstring(node)
            if isinstance(node, ast.ClassDef):
                yield from public(node, where)


def test_everything_public_has_a_docstring():
    files = sorted((ROOT / "src" / "accordingto").rglob("*.py"))
    found = [thing for file in files for thing in public(ast.parse(file.read_text("utf-8")), file)]
    assert len(found) > 100
    assert [where for where, text in found if not text] == []


def test_the_python_api_has_the_names_of_the_command_line():
    options = {option.name for option in main.commands["read"].params}
    assert set(inspect.signature(accordingto.read).parameters) - {"text", "id"} <= options


if __name__ == "__main__":
    for page in PAGES:
        if (now := shown(page)) != page.read_text("utf-8"):
            page.write_text(now, "utf-8")
            print(f"rewritten: {page.relative_to(ROOT)}")
