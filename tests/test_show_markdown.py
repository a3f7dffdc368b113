"""The Markdown view: what it tells, and that the report's words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from accordingto.model import Record
from accordingto.show import show_markdown
from accordingto.show.markdown import escape

RECORDS = Path(__file__).parent / "records"


def load(name):
    return msgspec.json.decode((RECORDS / f"{name}.json").read_bytes(), type=Record)


def test_notes_hold_the_figures_as_a_table():
    notes = show_markdown(load("concert-hall"))
    assert "| killed | **≥ 60** | the report itself | “killing at least 60 people” |" in notes
    assert "| ↳ in hospital | **115** |" in notes
    assert "| ↳ ↳ in hospital, children | **5** |" in notes


def test_every_table_row_has_as_many_cells_as_its_head():
    for name in ("concert-hall", "hostile", "night-train"):
        rows = [line for line in show_markdown(load(name)).splitlines() if line.startswith("|")]
        assert rows
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_notes_say_who_is_blamed_and_what_was_refused():
    notes = show_markdown(load("concert-hall"))
    assert "| Ukraine | denied | Mykhailo Podolyak |" in notes
    assert "  - not 40 by Federal Security Service of Russia: an earlier count" in notes


def test_absence_is_said_where_it_matters():
    notes = show_markdown(load("night-train"))
    assert "## Responsibility\n\nNone stated." in notes
    assert "## Footage" not in notes


def test_report_without_incident_says_so_first():
    assert show_markdown(load("no-incident")).startswith("# No incident found in this report\n")


def test_markup_of_the_report_is_escaped():
    notes = show_markdown(load("hostile"))
    assert not re.search(r"(?<!\\)<(?!https?:)", notes)
    assert not re.search(r"(?<!\\)\]\(", notes)
    assert not set(notes) & {"\x00", "\x1b", "\u202e", "\r"}


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("*star* and `code`", r"\*star\* and \`code\`"),
        ("[link](javascript:x)", r"\[link\](javascript:x)"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("a | b", r"a \| b"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("AT&T &amp; snake_case _em_", r"AT\&T \&amp; snake_case \_em\_"),
        ("https://evil.example", r"https\://evil.example"),
        ("one\n\n# two", r"one \# two"),
        ("10,000 people (or more) - said Ana", "10,000 people (or more) - said Ana"),
    ],
)
def test_words_are_escaped_and_plain_prose_is_left_alone(words, escaped):
    assert escape(words) == escaped


def test_notes_open_with_the_toll_and_one_line_of_places():
    notes = show_markdown(load("concert-hall"))
    assert "- **Toll:** killed ≥ 60, injured 145, in hospital 115\n" in notes
    assert notes.count("**Where:**") == 1
