"""Reading in: forms, encodings, languages, pages, and texts taken exactly as given."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import accordingto
from accordingto.errors import ReportError
from accordingto.ingest import Given, make_report, open_files
from accordingto.ingest.encoding import decode
from accordingto.ingest.files import name_files, read_stream
from accordingto.ingest.language import settle_language, tell_language
from accordingto.ingest.pages import read_page
from accordingto.model import Failure

ENGLISH = (
    "Three people were killed and at least nine injured on Friday when a bus left the road near "
    "the harbour, police said. “We heard a bang,” said the café’s owner – nobody knows why."
)
ELSEWHERE = {
    "French": "La police a annoncé vendredi que trois personnes avaient été tuées dans une attaque "
    "menée contre un marché de la capitale, selon le ministère de l’Intérieur.",
    "German": "Bei einem Angriff auf einen Markt sind am Freitag drei Menschen getötet worden, wie "
    "die Polizei mitteilte. Zwei weitere wurden schwer verletzt.",
    "Spanish": "Tres personas murieron el viernes en un ataque contra un mercado de la capital, "
    "informó la policía. Otras dos resultaron heridas de gravedad.",
    "Russian": "В результате нападения в пятницу погибли три человека, сообщили в полиции. Ещё "
    "двое ранены, сказал представитель министерства.",
    "Chinese": "警方周五表示，首都一个市场遭到袭击，造成三人死亡，两人受伤。调查仍在进行中。",
}
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bus crash | The Paper</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Ann Ray">
<meta property="og:title" content="Bus crash kills three">
<link rel="canonical" href="https://paper.example/bus">
<meta property="article:published_time" content="2024-03-22T20:15:00+03:00"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Bus crash kills three</h1>
<p>Three people were killed on Friday when a bus left the road near the harbour, police said.</p>
<p>&ldquo;We heard a bang,&rdquo; said a witness who lives in the street beside the harbour.</p>
<p>The mayor said that the road would stay closed until the morning, and asked for patience.</p>
</article><footer>All rights reserved 2031</footer></body></html>"""


def opened(data, name="report", **known):
    """The reports and failures of one stream of bytes."""
    return list(read_stream(io.BytesIO(data), name, name, Given(**known)))


def refusal(data, name="report", **known):
    """Why a stream of bytes is refused."""
    with pytest.raises(ReportError) as refused:
        opened(data, name, **known)
    return str(refused.value)


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_told_by_a_mark_or_as_utf_8(self, encoding, caplog):
        assert decode("a.txt", ENGLISH.encode(encoding)) == ENGLISH
        assert not caplog.records

    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-16-le", "utf-16-be"])
    def test_told_from_the_bytes_is_named_in_a_note(self, encoding, caplog):
        assert decode("a.txt", ENGLISH.encode(encoding)) == ENGLISH
        assert "a.txt: read as" in caplog.text

    @pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
    @pytest.mark.parametrize(
        "text", ["The café’s owner fled.", "“No,” he said – twice.", "Çorlu’s ÉLAN, Málaga"]
    )
    def test_a_few_words_suffice(self, text, encoding):
        assert decode("a.txt", text.encode(encoding)) == text

    def test_what_is_not_english_is_not_forced_to_be(self):
        text = ELSEWHERE["Russian"]
        assert decode("a.txt", text.encode("cp1251")) == text

    def test_line_endings_stay(self):
        assert decode("a.txt", b"One.\r\n\r\nTwo.\rThree.\n") == "One.\r\n\r\nTwo.\rThree.\n"

    def test_named_by_the_caller_is_not_questioned(self):
        assert decode("a.txt", b"caf\xe9", named="cp1250") == "café"
        with pytest.raises(ReportError, match=r"a\.txt: it is not valid ASCII at byte 3"):
            decode("a.txt", b"caf\xe9", named="ascii")

    def test_declared_by_a_page(self):
        page = PAGE.replace("utf-8", "iso-8859-1").replace("patience", "patience ’é’")
        (report,) = opened(page.encode("cp1252"), "a.html")
        assert "patience ’é’" in report.text

    def test_a_page_that_declares_wrongly_is_read_all_the_same(self):
        page = PAGE.replace("utf-8", "no-such-thing").replace("patience", "patience ’é’")
        (report,) = opened(page.encode("utf-8"), "a.html")
        assert "patience ’é’" in report.text


class TestLanguage:
    @pytest.mark.parametrize(("name", "text"), ELSEWHERE.items())
    def test_another_language_is_refused(self, name, text):
        with pytest.raises(ReportError, match=f"a: it seems to be in {name}. Only English"):
            settle_language("a", text, None)

    @pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), "Karachi, Lahore, Quetta", "…"])
    def test_english_and_too_little_to_tell_are_let_through(self, text):
        assert tell_language(text) == "en"

    def test_what_is_stated_wins(self):
        assert settle_language("a", ELSEWHERE["French"], "en-GB") == "en"
        with pytest.raises(ReportError, match="its language is given as German"):
            settle_language("a", ENGLISH, "de")


class TestForms:
    def test_told_by_the_first_bytes(self):
        line = json.dumps({"id": "a", "text": ENGLISH}).encode()
        assert opened(ENGLISH.encode())[0].text == ENGLISH
        assert opened(b"\xef\xbb\xbf" + line + b"\n" + line)[1].id == "a"
        assert opened(PAGE.encode())[0].title == "Bus crash kills three"

    def test_told_by_the_name(self):
        assert opened(PAGE.encode(), "a.txt")[0].text == PAGE
        assert opened(b"{} were killed", "a.txt")[0].text == "{} were killed"

    def test_said_by_the_caller(self):
        assert opened(PAGE.encode(), "a.html", kind="text")[0].text == PAGE

    @pytest.mark.parametrize("indent", [None, 2])
    def test_json_documents(self, indent):
        one = json.dumps({"id": 7, "text": ENGLISH}, indent=indent).encode()
        assert [r.id for r in opened(one, "a.json")] == ["7"]
        two = json.dumps([{"text": ENGLISH}, {"id": "b", "text": ENGLISH}], indent=indent).encode()
        assert [r.id for r in opened(two, "a.json")] == ["a.json:1", "b"]

    def test_lines_in_utf_16(self):
        lines = "\n".join(
            json.dumps({"text": t}, ensure_ascii=False) for t in (ENGLISH, "Two \u2028 died.")
        )
        assert [r.text for r in opened(lines.encode("utf-16"), "a.jsonl")] == [
            ENGLISH,
            "Two \u2028 died.",
        ]

    def test_files_are_named_by_their_names_where_these_differ(self):
        assert name_files(["x/a.txt", "b.txt", "-"]) == ("a.txt", "b.txt", "stdin")
        assert name_files(["x/a.txt", "y/a.txt"]) == ("x/a.txt", "y/a.txt")

    def test_a_line_wins_over_what_is_given_for_all(self):
        line = json.dumps({"text": ENGLISH, "publisher": "Own", "title": ""}).encode()
        (report,) = opened(line, "a.jsonl", publisher="All", title="T", published="2024-03-22")
        assert (report.publisher, report.title, report.published) == ("Own", "T", "2024-03-22")


class TestPages:
    def test_the_article_and_what_the_page_says_of_it(self):
        page = read_page("a", PAGE)
        assert page.text.startswith("Three people were killed on Friday")
        assert "Home" not in page.text
        assert "rights" not in page.text
        assert (page.title, page.publisher) == ("Bus crash kills three", "The Paper")
        assert (page.published, page.byline) == ("2024-03-22T20:15:00+03:00", "Ann Ray")
        assert page.url == "https://paper.example/bus"

    def test_what_the_caller_says_wins(self):
        (report,) = opened(PAGE.encode(), "a.html", title="Mine", published="2024-03-23")
        assert (report.title, report.published, report.publisher) == (
            "Mine",
            "2024-03-23",
            "The Paper",
        )
        assert report.byline == "Ann Ray"

    def test_no_date_is_made_up(self):
        dateless = PAGE.replace("article:published_time", "x").replace("2024-03-22T20:15", "")
        assert read_page("a", dateless).published is None

    @pytest.mark.parametrize(
        "page",
        [
            "<html></html>",
            "<html><body><nav><a href=/>Home</a><a href=/x>About</a></nav></body></html>",
            "<html><body><div id=root></div><noscript>Enable JavaScript.</noscript></body></html>",
            "<div>" * 20_000 + "x" + "</div>" * 20_000,
            "<p>\x00\ufffe<<<>>><!--",
        ],
        ids=["empty", "menu", "script", "deep", "broken"],
    )
    def test_a_page_without_an_article(self, page):
        with pytest.raises(ReportError, match="no article was found"):
            read_page("a", page)


def evidences(value):
    """Every evidence in a record."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text"} and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from evidences(item)
    elif isinstance(value, list):
        for item in value:
            yield from evidences(item)


PIECES = st.sampled_from(
    ["Police said three men were killed", "“We saw 40 bodies,” he said", "\r\n\r\n", "\n", " ",
     "in Paris", "on 3 May 2019", "\u202e", "\u200f", "\x00", "<b>1</b>", "😀", "e\u0301", "\ufeff",
     "at least", "1,200", "\t", "﷽", "the mayor", "denied", '"', "’", ".", "Ağrı"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=20).map(" ".join))
def test_evidence_cuts_exactly_whatever_the_text(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        (report,) = opened(data, "a.txt", language="en", encoding="utf-8")
    except ReportError:  # nothing but blanks, or half a surrogate pair
        return
    assert report.text == text
    record = json.loads(accordingto.to_json(accordingto.read(text, language="en")))
    assert record["report"]["text"] == text
    for evidence in evidences(record):
        if evidence.get("field") != "title":
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_null_bytes_and_marks_of_direction_are_characters_like_any_other():
    text = "\u202eThree\u202c men were\x00 killed, <b>police</b> said."
    assert make_report("a", text, id="a").text == text
    record = accordingto.read(text)
    assert record.report.text == text


def test_nothing_is_opened_before_its_turn(tmp_path):
    (tmp_path / "a.txt").write_text(ENGLISH, "utf-8")
    reports = open_files([str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")], Given())
    assert next(reports).text == ENGLISH
    assert isinstance(next(reports), Failure)
