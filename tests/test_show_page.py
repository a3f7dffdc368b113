"""The page as text: nothing loads, nothing of the report runs, every evidence is marked."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from accordingto.model import Evidence, Record
from accordingto.show import show_html
from accordingto.show.marks import Entry, MarkedText

RECORDS = Path(__file__).parent / "records"
NAMES = sorted(path.stem for path in RECORDS.glob("*.json"))
VOID = {"meta", "link", "br", "img", "input", "hr"}


def load(name):
    return msgspec.json.decode((RECORDS / f"{name}.json").read_bytes(), type=Record)


class Page(HTMLParser):
    """Elements of a page, and whether they are well nested."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.texts = [], [], {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]] = self.texts.get(self.open[-1], "") + data

    def all(self, tag, css=""):
        found = [attrs for name, attrs in self.elements if name == tag]
        return [each for each in found if not css or css in (each.get("class") or "").split()]


@pytest.mark.parametrize("name", NAMES)
def test_page_is_well_nested_and_its_ids_are_unique(name):
    page = Page(show_html(load(name)))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_inside_the_page_leads_somewhere(name):
    page = Page(show_html(load(name)))
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    inside = [a["href"] for a in page.all("a") if a["href"].startswith("#")]
    assert inside
    assert {href[1:] for href in inside} <= ids


@pytest.mark.parametrize("name", NAMES)
def test_page_loads_nothing(name):
    page = Page(show_html(load(name)))
    assert not [
        tag
        for tag, _ in page.elements
        if tag in {"img", "iframe", "object", "embed", "base", "form"}
    ]
    assert not [attrs for tag, attrs in page.elements if "src" in attrs]
    assert [attrs["href"] for attrs in page.all("link")] == ["data:,"]
    assert "url(" not in page.texts["style"]
    assert "@import" not in page.texts["style"]


def test_policy_allows_only_our_own_blocks():
    text = show_html(load("hostile"))
    policy = next(a["content"] for _, a in Page(text).elements if a.get("http-equiv"))
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_markup_of_the_report_stays_words():
    page = Page(show_html(load("hostile")))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 1
    assert not {"iframe", "img", "i"} & set(tags)
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert not [a for a in page.all("a") if a.get("href", "").lower().startswith("javascript")]


def test_null_byte_is_shown_as_a_symbol():
    text = show_html(load("hostile"))
    assert not set(text) & {"\x00", "\u202e", "\x1b"}
    assert "Town␀ville" in text


def test_good_address_is_linked_without_telling_where_from():
    page = Page(show_html(load("concert-hall")))
    (link,) = [a for a in page.all("a") if a["href"].startswith("http")]
    assert link["href"] == "https://wire.example/2024/03/22/hall"
    assert "noreferrer" in link["rel"]


def test_words_of_the_title_are_marked_in_the_headline():
    text = show_html(load("concert-hall"))
    headline = re.search(r"<h2 class=\"headline\".*?</h2>", text, flags=re.DOTALL)[0]
    assert re.search(r"href=\"#figure-f0\"[^>]*>kill at least ", headline)


def test_record_without_text_stands_alone():
    record = load("concert-hall")
    record = replace(record, report=replace(record.report, text=None))
    text = show_html(record)
    page = Page(text)
    assert not page.all("article")
    assert not page.all("a", "words")
    assert "killing at least 60 people" in text
    assert "Gunmen kill at least 60" in text


def test_head_that_says_its_words_leads_to_them():
    text = show_html(load("concert-hall"))
    row = re.search(r"<li id=\"i1-venue\".*?</li>", text, flags=re.DOTALL)[0]
    assert re.search(r"<a class=\"head\" href=\"#t-\d+\"[^>]*><bdi>Crocus City Hall</bdi></a>", row)
    assert "“" not in row


def test_parts_of_a_long_record_can_be_jumped_to():
    text = show_html(load("concert-hall"))
    jump = re.search(r"<nav class=\"jump\".*?</nav>", text, flags=re.DOTALL)[0]
    led = re.findall(r"href=\"#(part-[a-z]+)\"", jump)
    assert led == re.findall(r"id=\"(part-[a-z]+)\"", text)


def test_label_that_stands_right_above_is_only_said_aloud():
    text = show_html(load("concert-hall"))
    (first, second) = re.findall(r"<bdi( class=\"sr\")?>Where</bdi>", text)[:2]
    assert (first, second) == ("", ' class="sr"')


def row_of(text, entry):
    row = re.search(rf"<li id=\"{entry}\".*?</li>", text, flags=re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", row).split())


def test_figure_says_who_gave_it_what_of_and_whether_it_is_used():
    text = show_html(load("concert-hall"))
    assert "at least 60 killed according to the report itself" in row_of(text, "figure-f1")
    assert row_of(text, "figure-f1").endswith("as of 22 March 2024 used")
    assert "not used: an earlier count, replaced by a later one" in row_of(text, "figure-f3")
    assert "hundreds" in row_of(text, "figure-f8")
    assert "a word, as said" in row_of(text, "figure-f8")


def test_unknown_date_and_place_are_said_to_be_not_stated():
    record = load("night-train")
    unknown = replace(record.incidents[0], when=None, where=())
    text = show_html(replace(record, incidents=(unknown,)))
    assert row_of(text, "i1-when") == "When not stated"
    assert row_of(text, "i1-where") == "Where not stated"


def test_timeline_warnings_and_unknowns_are_listed():
    text = show_html(load("concert-hall"))
    assert row_of(text, "time-4").startswith("22 March 2024, 20:00 Shooting begins")
    assert row_of(text, "warning-0").startswith("7 March 2024 United States Embassy")
    assert row_of(text, "unknown-2").startswith("Not verified")


def test_report_without_incident_says_so():
    text = show_html(load("no-incident"))
    assert '<h1 id="label"><bdi>No incident found in this report</bdi></h1>' in text
    assert "Responsibility" not in text
    assert "People here have waited long enough," in text


def test_absence_is_said_where_it_matters():
    text = show_html(load("night-train"))
    part = re.search(r"<section id=\"part-responsibility\".*?</section>", text, flags=re.DOTALL)[0]
    assert "None stated in this report." in part
    assert "part-footage" not in text


def test_mentions_of_the_same_words_are_numbered():
    record = load("concert-hall")
    text = show_html(record)
    row = re.search(r"<li id=\"source-s1\".*?</li>", text, flags=re.DOTALL)[0]
    assert len(re.findall('class="words"', row)) == 2
    assert re.findall(r"class=\"again\".*?</span>(\d+)</a>", row) == ["3"]


def marked(text, *stretches):
    body = MarkedText("t", text)
    for number, stretch in enumerate(stretches):
        start = text.index(stretch)
        evidence = Evidence(start, start + len(stretch), stretch)
        body.mark(evidence, Entry(f"e{number}", "figure", ""), kind=f"k{number}", broad=False)
    return body


def test_overlapping_evidence_is_cut_into_segments_that_carry_both():
    body = marked("the dead at 40 and more", "the dead at 40", "at 40 and")
    found = [(each.text, sorted(e.id for e in each.entries)) for each in body.segments()]
    assert found == [
        ("the dead ", ["e0"]),
        ("at 40", ["e0", "e1"]),
        (" and", ["e1"]),
        (" more", []),
    ]


def test_inner_evidence_leads_first():
    body = marked("killing at least 60 people", "killing at least 60 people", "60")
    inner = next(each for each in body.segments() if each.text == "60")
    assert [entry.id for entry in inner.entries] == ["e1", "e0"]
    assert inner.tint == "k1"


def test_same_words_for_two_entries_are_one_mark():
    body = marked("one quake", "quake", "quake")
    (segment,) = [each for each in body.segments() if each.marks]
    assert [entry.id for entry in segment.entries] == ["e0", "e1"]


def test_number_that_is_all_the_evidence_is_drawn_as_a_number():
    body = MarkedText("t", "it spoke of 115")
    entry = Entry("f1", "figure", "")
    for kind in ("figure", "number"):
        body.mark(Evidence(12, 15, "115"), entry, kind=kind, broad=False)
    assert next(each.tint for each in body.segments() if each.text == "115") == "number"


def test_evidence_that_does_not_cut_its_words_is_not_marked():
    body = MarkedText("t", "twelve were hurt")
    entry = Entry("e0", "figure", "")
    for evidence in (Evidence(0, 6, "eleven"), Evidence(90, 93, "six"), Evidence(5, 5, "")):
        assert body.mark(evidence, entry, kind="figure", broad=False) is None


def test_segments_give_the_text_back():
    record = load("concert-hall")
    shown = "".join(each.text for each in marked(record.report.text, "hall", "Moscow").segments())
    assert shown == record.report.text


def test_long_text_with_many_marks_stays_fast():
    text = "at least 12 killed " * 50_000
    body = MarkedText("t", text)
    for start in range(0, len(text), 19):
        entry = Entry(f"e{start}", "figure", "")
        body.mark(
            Evidence(start, start + 18, text[start : start + 18]), entry, kind="a", broad=True
        )
        body.mark(Evidence(start + 9, start + 11, "12"), entry, kind="b", broad=False)
    assert sum(each.tint == "b" for each in body.segments()) == 50_000
