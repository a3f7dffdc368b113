"""Episodes: the date and the place of one, and what the words for participants say."""

from __future__ import annotations

import pytest

from accordingto.annotate import annotate_reading
from accordingto.annotate.participants import Participants
from accordingto.annotate.pipeline import open_readings
from accordingto.assemble.clauses import Clauses
from accordingto.assemble.episodes_when import find_episode_when
from accordingto.assemble.episodes_where import find_episode_where
from accordingto.assemble.told import Told
from accordingto.config import How
from accordingto.model import EpisodeMention, Evidence, Participant, Report

RULES = How(reader="rules")


def read(text, published="1990-01-03"):
    report = Report(id="page", text=text, published=published)
    reading = next(iter(open_readings([report], RULES)))
    return reading, annotate_reading(reading)


def cut(text, words):
    start = text.index(words)
    return Evidence(start, start + len(words), words)


def episode(text, *people):
    participants = tuple(
        Participant(part="person", name=words, mentions=(cut(text, words),)) for words in people
    )
    return EpisodeMention(type="armed_attack", status="accomplished", participants=participants)


def told(text, *people, others=()):
    reading, annotations = read(text)
    return Told(
        episode(text, *people),
        annotations,
        Clauses(reading.report, annotations),
        tuple(episode(text, *names) for names in others),
    )


DATES = [
    ("Gunmen shot two nurses on 30 December in Lima, police said today.", ["nurses"], "1989-12-30"),
    ("Police said today that two nurses have been shot.", ["nurses"], None),
    (
        "A bomb went off last night at a bank in Lima. Two nurses were hurt in the blast.",
        ["nurses"],
        "1990-01-02",
    ),
    (
        "A judge was shot on 28 December in Lima; two nurses were shot on 1 January in Cusco.",
        ["nurses"],
        "1990-01-01",
    ),
    (
        "Lima, 3 Jan 90 (AFP) -- [Text] The president deplored the death of two nurses.",
        ["nurses"],
        None,
    ),
]


@pytest.mark.parametrize(("text", "people", "day"), DATES)
def test_the_date_is_the_one_its_own_words_tell(text, people, day):
    when = find_episode_when(told(text, *people))
    assert (when.start if when else None) == day


PLACES = [
    ("Two nurses were shot yesterday in Lima, Peru.", ["nurses"], ["Lima"], "PE"),
    (
        "Two nurses were shot in the Vista Verde neighborhood of Lima, Peru, yesterday.",
        ["nurses"],
        ["Vista Verde", "Lima"],
        "PE",
    ),
    (
        "Peruvian police have no trace. Peru has asked for help.\n\nTwo nurses were shot near the "
        "village of Ostalpa.",
        ["nurses"],
        ["Ostalpa"],
        "PE",
    ),
    ("Peru is in mourning. Peruvian police say two nurses were shot.", ["nurses"], ["Peru"], "PE"),
]


@pytest.mark.parametrize(("text", "people", "names", "code"), PLACES)
def test_the_place_comes_with_what_it_lies_in(text, people, names, code):
    places = find_episode_where(told(text, *people))
    assert [place.name for place in places] == names
    assert places[0].country_code == code


def test_a_place_no_gazetteer_knows_has_no_coordinates():
    text = "Peru has asked for help. Two nurses were shot near the village of Ostalpa."
    place = find_episode_where(told(text, "nurses"))[0]
    assert (place.lat, place.lon, place.geonames_id) == (None, None, None)


def test_nothing_is_told_where_nothing_is_said():
    place = told("Two nurses were shot.", "nurses")
    assert find_episode_when(place) is None
    assert find_episode_where(place) == ()


COUNTS = [
    ("About 50 peasants were kidnapped.", "peasants", (50, 50)),
    ("At least five guards were hurt.", "guards", (5, None)),
    ("The peasants were kidnapped.", "peasants", None),
    ("A teacher was kidnapped.", "teacher", (1, 1)),
    ("Ann Lee was kidnapped.", "Ann Lee", (1, 1)),
    ("They shot at the personnel of the plant.", "personnel", None),
    ("Dozens of peasants were kidnapped.", "peasants", None),
    ("Three bridges were blown up.", "bridges", (3, 3)),
]


@pytest.mark.parametrize(("text", "words", "count"), COUNTS)
def test_the_number_is_the_one_in_front(text, words, count):
    found = Participants(read(text)[0]).number(cut(text, words))
    assert (None if found is None else (found.low, found.high)) == count


NATIONS = [
    ("Two Spanish priests were killed.", "priests", "ES"),
    ("A priest from Spain was killed.", "priest", "ES"),
    ("Ann Lee, a U.S. citizen, was killed.", "Ann Lee", "US"),
    ("U.S. citizen Ann Lee was killed.", "Ann Lee", "US"),
    ("Two priests were killed in Spain.", "priests", None),
    ("A bomb hit the Spanish Embassy.", "Embassy", "ES"),
]


@pytest.mark.parametrize(("text", "words", "code"), NATIONS)
def test_the_nation_is_said_beside_them(text, words, code):
    assert Participants(read(text)[0]).nation(cut(text, words)) == code


DESCRIPTIONS = [
    ("The Jesuit priest Ann Lee was killed.", "Jesuit priest"),
    ("Ann Lee, the mayor of Hillock, was killed.", "mayor of Hillock"),
    ("Ann Lee was killed.", None),
]


@pytest.mark.parametrize(("text", "words"), DESCRIPTIONS)
def test_the_description_stands_beside_the_name(text, words):
    found = Participants(read(text)[0]).description(cut(text, "Ann Lee"))
    assert (found.text if found else None) == words


def test_the_name_is_the_fullest():
    text = (
        "Mayor Ann Marie Lee was killed. The Northern People's Union [NPU] claimed it. Lee had "
        "been warned by the NPU."
    )
    participants = Participants(read(text)[0])
    late = text.rindex("Lee")
    assert participants.name(Evidence(late, late + 3, "Lee")) == "Ann Marie Lee"
    late = text.rindex("NPU")
    assert participants.name(Evidence(late, late + 3, "NPU")) == "Northern People's Union"
