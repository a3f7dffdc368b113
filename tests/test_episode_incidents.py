"""Episodes and incidents: which episode is which incident, and what it adds. Hand-made episodes."""

from __future__ import annotations

import msgspec
import pytest

from accordingto.annotate import annotate_reading
from accordingto.annotate.pipeline import open_readings
from accordingto.assemble import assemble_record
from accordingto.config import How
from accordingto.model import EpisodeMention, Evidence, MadeBy, Participant, Report

MADE_BY = MadeBy(version="0", pipeline="", models=())


def cut(text, words):
    start = text.index(words)
    return Evidence(start, start + len(words), words)


def taking(text, part, words, more=None):
    more = more or {}
    return Participant(part=part, name=words, mentions=(cut(text, words),), **more)


def read(text, *episodes):
    """The record of a text in which the model sees these episodes, and the rules what they see."""
    report = Report(id="page", text=text, published="1990-05-10")
    reading = next(iter(open_readings([report], How(reader="rules"))))
    found = annotate_reading(reading)
    told = tuple(
        EpisodeMention(
            type=kind, status="accomplished", participants=tuple(taking(text, *p) for p in parts)
        )
        for kind, parts in episodes
    )
    return assemble_record(report, msgspec.structs.replace(found, episodes=told), MADE_BY)


BOMB = "A bomb destroyed a bank in Lima on Tuesday and killed two guards. Rebels were blamed."


def test_an_episode_adds_to_the_incident_its_words_stand_in():
    parts = [("thing", "a bank"), ("person", "two guards"), ("perpetrator", "Rebels")]
    record = read(BOMB, ("bombing", parts))

    (incident,) = record.incidents
    assert incident.role == "main"
    assert {t.name for t in incident.targets} >= {"two guards"}
    assert [t.sort for t in incident.targets if t.name == "two guards"] == ["person"]
    assert any("ebels" in row.name for row in incident.perpetrators)


def test_what_the_rules_have_named_is_not_named_twice():
    record = read(BOMB, ("bombing", [("weapon", "bomb"), ("thing", "bank")]))

    (incident,) = record.incidents
    assert len([w for w in incident.weapons if "bomb" in w.name.lower()]) == 1
    assert len([t for t in incident.targets if "bank" in t.name.lower()]) == 1


def test_who_only_speaks_of_an_attack_is_no_target():
    text = (
        "A bomb killed two guards in Lima on Tuesday. Minister Ana Solis threatened the rebels "
        "with death. Mayor Luis Paz, who was wounded, said he would stay."
    )
    people = [
        ("person", "two guards"),
        ("person", "Minister Ana Solis"),
        ("person", "Mayor Luis Paz", {"effect": "injured"}),
    ]
    (incident,) = read(text, ("bombing", people)).incidents

    assert not any("Solis" in target.name for target in incident.targets)
    assert any("Paz" in target.name for target in incident.targets)


def test_one_who_did_it_is_one_row_however_long_the_words_are():
    text = "Armed men in grey coats killed two guards at a bank in Lima on Tuesday."
    (incident,) = read(
        text,
        ("armed_attack", [("person", "two guards"), ("perpetrator", "Armed men in grey coats")]),
    ).incidents

    assert len(incident.perpetrators) == 1


def test_another_day_and_town_make_another_incident():
    text = (
        "A bomb killed two guards at a bank in Lima on Tuesday. "
        "In Cusco, a judge was shot dead by gunmen on 28 April."
    )
    record = read(
        text,
        ("bombing", [("person", "two guards"), ("thing", "a bank")]),
        ("armed_attack", [("person", "a judge"), ("perpetrator", "gunmen")]),
    )

    main, other = record.incidents
    assert (main.role, other.role) == ("main", "background")
    assert [t.name for t in other.targets] == ["a judge"]
    assert other.when is not None
    assert other.when.start == "1990-04-28"
    assert [place.name for place in other.where][:1] == ["Cusco"]


def test_an_abduction_that_the_rules_see_in_an_attack_is_part_of_it():
    text = (
        "Gunmen shot dead a driver in Lima on Tuesday. The same men abducted an engineer in Lima."
    )
    record = read(
        text,
        ("armed_attack", [("person", "a driver"), ("perpetrator", "Gunmen")]),
        ("abduction", [("person", "an engineer"), ("perpetrator", "The same men")]),
    )

    (incident,) = record.incidents
    assert "abduction" in (incident.type, *incident.also)
    assert {t.name for t in incident.targets} >= {"a driver", "an engineer"}


@pytest.mark.parametrize("kind", ["armed_attack", "bombing"])
def test_the_model_alone_makes_no_main_incident(kind):
    text = "The home side beat the visitors in Lima on Tuesday. The captain was overjoyed."
    record = read(text, (kind, [("person", "the visitors"), ("person", "The captain")]))

    assert not [i for i in record.incidents if i.role == "main"]


def test_those_who_did_it_and_to_whom_are_told_in_the_background():
    text = "The film tells how raiders once plundered a mission. It opens on Friday."
    record = read(text, ("armed_attack", [("perpetrator", "raiders"), ("thing", "a mission")]))

    assert [(i.role, [t.name for t in i.targets]) for i in record.incidents] == [
        ("background", ["a mission"])
    ]
