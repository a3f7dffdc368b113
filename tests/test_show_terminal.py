"""The terminal view: what an analyst must find at a glance, at any width, and safely."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from accordingto.model import Evidence, Record, Refusal, Toll
from accordingto.show import show_table
from accordingto.show.digest import Digest
from accordingto.show.wording import figure_value, once, toll_value

RECORDS = Path(__file__).parent / "records"
NAMES = sorted(path.stem for path in RECORDS.glob("*.json"))


def load(name):
    return msgspec.json.decode((RECORDS / f"{name}.json").read_bytes(), type=Record)


def lines_with(text, *needles):
    return [line for line in text.splitlines() if all(needle in line for needle in needles)]


def evidence_in(value):
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from evidence_in(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from evidence_in(item)
    elif isinstance(value, dict):
        yield from evidence_in(tuple(value.values()))


@pytest.mark.parametrize("name", NAMES)
def test_sample_records_point_at_their_words(name):
    record = load(name)
    found = list(evidence_in(record))
    assert found
    for each in found:
        where = record.report.title if each.field == "title" else record.report.text
        assert where[each.start : each.end] == each.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(name, width):
    lines = show_table(load(name), width=width, colour=False).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_headline_says_what_where_when_and_how_many():
    shown = show_table(load("concert-hall"), width=120, colour=False)
    assert shown.startswith("Armed attack, Crocus City Hall, Moscow, 22 March 2024\n")
    assert lines_with(shown, "Kind", "armed attack (also shooting, arson), accomplished")
    assert lines_with(shown, "Toll", "killed ≥ 60, injured 145, in hospital 115")
    assert lines_with(shown, "When", "22 March 2024", "“on Friday evening”", "to the day")
    assert lines_with(shown, "Where", "Moscow, Russia", "55.752° N 37.616° E")
    assert lines_with(shown, "Venue", "Crocus City Hall", "holds 6,200")


def test_each_figure_stands_as_said_with_its_giver_and_words():
    shown = show_table(load("concert-hall"), width=150, colour=False)
    assert lines_with(shown, "killed", "≥ 60", "the report itself", "“killing at least 60 people”")
    assert lines_with(shown, "killed", " 40 ", "Federal Security Service", "“the dead at 40”")
    assert lines_with(shown, "injured", "> 100", "“wounding more than 100”")
    assert lines_with(shown, "casualties", "hundreds (as said)", "Islamic State")
    assert lines_with(shown, "killed, civilians", "about 130", "“about 130 hostages died”")


def test_parts_are_set_in_below_what_includes_them():
    lines = show_table(load("concert-hall"), width=150, colour=False).splitlines()
    at = next(i for i, line in enumerate(lines) if "145 people had been wounded" in line)
    assert lines[at + 1].startswith(" └ in hospital ")
    assert lines[at + 2].startswith("   └ in hospital, children ")


def test_own_toll_says_what_it_refused_and_why():
    shown = show_table(load("concert-hall"), width=150, colour=False)
    assert lines_with(
        shown, "not 40 by Federal Security Service of Russia: an earlier count, replaced by a later"
    )
    assert lines_with(shown, "casualties", "no usable figure", "claims the attack")


def test_claim_accusation_and_denial_stand_side_by_side():
    shown = show_table(load("concert-hall"), width=150, colour=False)
    assert lines_with(shown, "Islamic State", "claims it (unverified)")
    assert lines_with(shown, "Ukraine", "accused (disputed)", "Russian lawmakers")
    assert lines_with(shown, "Ukraine", "denied", "Mykhailo Podolyak")


def test_timeline_warnings_unknowns_and_quotes_are_told():
    shown = show_table(load("concert-hall"), width=120, colour=False)
    assert lines_with(shown, "22 March 2024, 20:00", "Shooting begins at Crocus City Hall")
    assert lines_with(shown, "United States Embassy", "7 March 2024", "had warned that")
    assert lines_with(shown, "not verified", "“The claim could not be verified at once”")
    assert lines_with(shown, "Sergei Sobyanin", "“a terrible tragedy”")
    assert lines_with(shown, "“helicopters dropped water on the roof”")
    assert lines_with(shown, "foiled attack, synagogue, Kaluga region", "thwarted")


def test_absence_is_said_where_it_matters_and_empty_sections_are_left_out():
    lines = show_table(load("night-train"), width=80, colour=False).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Responsibility"))
    assert lines[at + 1].strip() == "none stated"
    assert not any(line.startswith("Footage") for line in lines)


def test_unknown_date_and_place_are_said_to_be_not_stated():
    record = load("night-train")
    unknown = replace(record.incidents[0], when=None, where=())
    shown = show_table(replace(record, incidents=(unknown,)), width=80)
    assert lines_with(shown, " When ", "not stated")
    assert lines_with(shown, " Where ", "not stated")


def test_report_without_incident_says_so_first():
    shown = show_table(load("no-incident"), width=80, colour=False)
    assert shown.startswith("No incident found in this report\n")
    assert lines_with(shown, "Ana Lind", "People here have waited long enough")
    assert "Toll" not in shown


def test_narrow_terminal_keeps_figure_giver_and_words():
    shown = show_table(load("concert-hall"), width=60, colour=False)
    assert lines_with(shown, "killed ≥ 60 (the report itself)")
    assert lines_with(shown, "    “killing at least 60 people”")


def test_wide_terminal_sets_two_halves_side_by_side():
    lines = show_table(load("concert-hall"), width=180, colour=False).splitlines()
    assert any("Toll by source" in line and "Timeline" in line for line in lines)


def test_sample_in_the_docs_is_what_is_shown():
    docs = Path(__file__).parents[1] / "docs" / "output.md"
    assert show_table(load("night-train"), width=80, colour=False) in docs.read_text("utf-8")


@pytest.mark.parametrize(
    ("low", "best", "high", "shown"),
    [
        (60, 60, None, "≥ 60"),
        (None, 40, 40, "≤ 40"),
        (145, 145, 145, "145"),
        (0, 0, 0, "0"),
        (60, 61, 93, "61 (60–93)"),
        (100, 145, 145, "145 (lowest 100)"),
        (6, 60, None, "≥ 60 (lowest 6)"),
        (2, None, 5, "2–5"),
        (None, None, None, "no usable figure"),
        (1200, 1200, 1200, "1,200"),
    ],
)
def test_toll_leads_with_its_best_value(low, best, high, shown):
    assert (
        toll_value(Toll(low=low, best=best, high=high, rule="r", figures=(), refused=())) == shown
    )


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "word", "shown"),
    [
        ("exact", 0, 0, None, "0"),
        ("exact", 6200, 6200, None, "6,200"),
        ("at_least", 60, None, None, "≥ 60"),
        ("more_than", 100, None, None, "> 100"),
        ("up_to", None, 40, None, "≤ 40"),
        ("fewer_than", None, 10, None, "< 10"),
        ("about", 30, 30, None, "about 30"),
        ("between", 20, 30, None, "20–30"),
        ("vague", None, None, "dozens", "dozens (as said)"),
        ("vague", None, None, None, "60 (as said)"),
    ],
)
def test_figure_is_written_as_it_was_said(qualifier, low, high, word, shown):
    figure = load("concert-hall").figures[0]
    figure = replace(figure, qualifier=qualifier, low=low, high=high, word=word)
    assert figure_value(figure) == shown
    assert figure_value(replace(figure, new=True, word=None, low=3, high=3)).startswith("+ ")


def test_figures_that_include_each_other_in_a_circle_are_each_shown_once():
    record = load("concert-hall")
    first, second, *rest = record.figures
    circle = [replace(first, part_of=second.id), replace(second, part_of=first.id)]
    rows = Digest(replace(record, figures=(*circle, *rest))).rows_of(record.incidents[0])
    ids = [row.figure.id for row in rows]
    assert {first.id, second.id} < set(ids)
    assert len(ids) == len(set(ids))


def test_what_is_said_again_in_the_same_words_is_counted():
    record = load("night-train")
    twice = replace(record.figures[3], id="f9")
    shown = show_table(replace(record, figures=(*record.figures, twice)), width=100)
    (line,) = lines_with(shown, "“the station master of Larissa”")
    assert line.endswith("(2 times)")


def test_long_evidence_is_cut_short_by_wording():
    words = [Evidence(at, at + 1, letter) for at, letter in enumerate("AaBCDE")]
    (shown, more) = once(words, 3)
    assert (shown, more) == (["A", "B", "C"], 2)


def test_reasons_name_figures_by_value():
    record = load("night-train")
    main = record.incidents[0]
    toll = Toll(
        low=66,
        best=66,
        high=66,
        rule="report",
        figures=("f2",),
        refused=(Refusal(figure="f3", why="It is part of f2, which counts more people."),),
    )
    main = replace(main, toll={"hospitalised": toll})
    shown = show_table(replace(record, incidents=(main,)), width=150)
    assert "not 6 by the report itself: it is part of 66 in hospital, which counts more" in shown


def test_drawing_libraries_are_loaded_only_when_a_view_is_asked_for():
    code = "import sys, accordingto.show; print({'rich', 'jinja2'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_colour_only_when_asked_for():
    record = load("concert-hall")
    assert "\x1b[" in show_table(record, width=80, colour=True)
    assert "\x1b" not in show_table(record, width=80, colour=False)


def test_text_cannot_drive_the_terminal():
    shown = show_table(load("hostile"), width=100, colour=False)
    assert not set(shown) & {"\x1b", "\x00", "\u202e", "\r"}
    assert "Town␀ville" in shown
    assert "[red]Town[/red]" in shown, "square brackets are words, not styles"
