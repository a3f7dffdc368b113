"""Paragraphs, sentences and quotation marks, before any parse."""

from __future__ import annotations

import pytest

from accordingto.annotate.quotes import find_quotes
from accordingto.annotate.sentences import find_paragraphs, find_sentences


def sentences(text):
    return [text[s.start : s.end] for s in find_sentences(text, find_paragraphs(text))]


def quotes(text):
    return [text[q.start : q.end] for q in find_quotes(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Berg of the U.S. Navy spoke.", ["Mr. Berg of the U.S. Navy spoke."]),
        ("It began at 5 p.m. Police came.", ["It began at 5 p.m.", "Police came."]),
        ("It happened on Nov. 9 in Oslo.", ["It happened on Nov. 9 in Oslo."]),
        ("“I ran.” Then he left.", ["“I ran.”", "Then he left."]),
        ("“Who pays?” Ida Moen asked.", ["“Who pays?” Ida Moen asked."]),
        ("“He fell,” she said. “He died.”", ["“He fell,” she said.", "“He died.”"]),
        ("J. P. Moen spoke. So did I.", ["J. P. Moen spoke.", "So did I."]),
        ("OSLO (AP) - Nine died.", ["OSLO (AP) -", "Nine died."]),
        (
            "LIMA, 22 JAN 90 (RADIO) -- [TEXT] A BOMB",
            ["LIMA, 22 JAN 90 (RADIO) -- [TEXT]", "A BOMB"],
        ),
        ("OSLO, Norway — Nine died.", ["OSLO, Norway —", "Nine died."]),
        ("The man (who ran) - Per - fell.", ["The man (who ran) - Per - fell."]),
        ("The toll rose to 1.5 million. Aid came.", ["The toll rose to 1.5 million.", "Aid came."]),
        ("A headline\nA first sentence.", ["A headline", "A first sentence."]),
        ("", []),
        ("\x00\u202e", ["\x00\u202e"]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_text_wrapped_at_a_width_is_joined():
    text = (
        "A bomb went off in the old market of the\ntown on Monday, killing nine people and\n"
        "wounding at least thirty others, the\npolice said.\n\nNobody claimed it.\n"
    )
    assert len(find_paragraphs(text)) == 2
    assert sentences(text)[-1] == "Nobody claimed it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we ran away" twice.', ["we ran away"]),
        ("“We ran,” he said. “We fell.”", ["We ran,", "We fell."]),
        ("He said: “We ran.\n“We fell.”", ["We ran.", "We fell."]),
        ('"We ran.\nWe fell, " he said.', ["We ran.\nWe fell,"]),
        ("``We ran,'' he said.", ["We ran,"]),
        ("'We didn't run,' he said of the workers' homes.", ["We didn't run,"]),
        ("The workers' homes and the men's boats burned.", []),
        ('"We ran, " he said. "We fell. "', ["We ran,", "We fell."]),
        ('He added: "We ran. "We fell."', ["We ran.", "We fell."]),
        ('A paragraph "never closed.', []),
        ('He said: "never closed.', ["never closed."]),
        ("‘We ran,’ he said.", ["We ran,"]),
    ],
)
def test_quotes(text, expected):
    assert quotes(text) == expected


def test_hostile_text_takes_linear_time_and_raises_nothing():
    text = "\"'“‘``" * 20_000 + "“" * 20_000 + "\n" * 5_000 + "a. B" * 20_000
    assert find_sentences(text, find_paragraphs(text))
    find_quotes(text, find_paragraphs(text))


BROKEN = """The car bomb went off beside a bus full of soldiers and wounded 56 of them, officials
            say.
The Army Council said that the blast was set off when the bus stopped at lights in front of the
            old university.
Nobody has said who did it, and the governor of the province asked the people of the town to stay
            at home."""


def test_lines_broken_at_a_width_and_indented_are_one_paragraph_each():
    ends = [BROKEN[a:b].rsplit(maxsplit=1)[-1] for a, b in find_paragraphs(BROKEN)]
    assert ends == ["say.", "university.", "home."]


def test_a_line_that_begins_in_small_letters_goes_on():
    text = "Three people died when the bus left the\nroad, police said.\nThe Driver\nAnn Lee"
    assert [text[a:b] for a, b in find_paragraphs(text)] == [
        "Three people died when the bus left the\nroad, police said.",
        "The Driver",
        "Ann Lee",
    ]
