"""The toll of the main incident by the rule `report`: from plain figures, no language model."""

from __future__ import annotations

import re

from accordingto.assemble.toll import Tolls
from accordingto.model import Evidence, Figure, Source, Statement

MAIN = "i1"


def figure(text, id_, number, measure, low, **more):
    """A figure resting on the first place where `number` stands; it reaches to the next stop."""
    start = text.index(number)
    words = re.match(r"[^,.;]*", text[start:]).group()
    values = {
        "group": "people", "high": low, "qualifier": "exact", "word": None, "source": None,
        "statement": None, "incident": MAIN, "part_of": None, "as_of": None, "new": False,
    }  # fmt: skip
    values["evidence"] = Evidence(start, start + len(words), words)
    digits = number.split()[0]
    return Figure(
        id=id_,
        measure=measure,
        low=low,
        number=Evidence(start, start + len(digits), digits),
        **values | more,
    )


def toll(text, *figures, statements=(), sources=(), claimants=(), incident=MAIN):
    """The tolls of an incident; each sentence of the text ends in a full stop."""
    sentences = {f.id: text[: f.number.start].count(". ") for f in figures}
    return Tolls(
        figures,
        {s.id: s for s in statements},
        {s.id: s for s in sources},
        sentences,
        text,
        claimants=frozenset(claimants),
    ).of(incident, main=MAIN)


def values(found):
    return found.low, found.best, found.high


def test_the_larger_of_two_givers_is_best_and_both_bound_the_range():
    text = "At least 60 people died. The ministry said 40 people were killed."
    found = toll(
        text,
        figure(text, "f1", "60 people", "killed", 60, high=None, qualifier="at_least"),
        figure(text, "f2", "40 people", "killed", 40, source="s1"),
    )["killed"]
    assert values(found) == (40, 60, None)
    assert found.figures == ("f1", "f2")
    assert found.rule == "report"


def test_the_same_number_said_exactly_beats_more_than():
    text = "More than 50 were hurt. A total of 51 were hurt."
    found = toll(
        text,
        figure(text, "f1", "50 were", "injured", 50, high=None, qualifier="more_than"),
        figure(text, "f2", "51 were", "injured", 51),
    )["injured"]
    assert values(found) == (51, 51, 51)
    assert [r.figure for r in found.refused] == ["f1"]


def test_what_the_perpetrators_say_is_refused_and_named():
    text = "The blast killed 12 people. The Front said it killed 90 people."
    found = toll(
        text,
        figure(text, "f1", "12 people", "killed", 12),
        figure(text, "f2", "90 people", "killed", 90, source="s1"),
        sources=[Source(id="s1", name="The Front", kind="armed_group", mentions=())],
        claimants=["s1"],
    )["killed"]
    assert found.best == 12
    assert [(r.figure, r.why) for r in found.refused] == [
        ("f2", "It was given by The Front, who claim the attack.")
    ]


def test_hypotheses_and_guesses_are_refused():
    text = "The blast killed 12 people. It may have killed 90 people. It could reach 200 people."
    said = {
        "source": None, "direct": False, "cue": None, "content": (), "via": None, "said_on": None,
        "about": None,
    }  # fmt: skip
    found = toll(
        text,
        figure(text, "f1", "12 people", "killed", 12),
        figure(text, "f2", "90 people", "killed", 90, statement="st1"),
        figure(text, "f3", "200 people", "killed", 200, statement="st2"),
        statements=[
            Statement(id="st1", act="states", standing="hypothetical", **said),
            Statement(id="st2", act="speculates", standing="asserted", **said),
        ],
    )["killed"]
    assert found.best == 12
    assert [r.figure for r in found.refused] == ["f2", "f3"]


def test_a_vague_word_states_no_number():
    text = "Dozens of people were injured."
    found = toll(
        text,
        figure(text, "f1", "Dozens of", "injured", None, qualifier="vague", word="Dozens"),
    )["injured"]
    assert values(found) == (None, None, None)
    assert "states no number" in found.refused[0].why


def test_a_part_is_refused_under_its_whole():
    text = "A total of 24 people died, including 6 children."
    found = toll(
        text,
        figure(text, "f1", "24 people", "killed", 24),
        figure(text, "f2", "6 children", "killed", 6, group="children", part_of="f1"),
    )["killed"]
    assert (found.best, found.refused[0].why) == (24, "It is part of f1, which counts more people.")


def test_figures_of_other_incidents_are_refused_by_the_main_one_only():
    text = "The quake killed 24 people. A tremor in 2004 killed 900 people."
    figures = (
        figure(text, "f1", "24 people", "killed", 24),
        figure(text, "f2", "900 people", "killed", 900, incident="i2"),
    )
    assert toll(text, *figures)["killed"].best == 24
    assert toll(text, *figures)["killed"].refused[0].figure == "f2"
    other = toll(text, *figures, incident="i2")["killed"]
    assert (other.best, other.refused) == (900, ())


def test_people_side_by_side_add_up():
    text = "The crash killed two pilots and 10 tourists."
    found = toll(
        text,
        figure(text, "f1", "two pilots", "killed", 2, group="other"),
        figure(text, "f2", "10 tourists", "killed", 10),
    )["killed"]
    assert (found.best, found.figures) == (12, ("f1", "f2"))


def test_people_side_by_side_do_not_add_up_where_the_total_is_stated():
    text = "Three people died at the bank. They were two women and one man."
    found = toll(
        text,
        figure(text, "f1", "Three people", "killed", 3),
        figure(text, "f2", "two women", "killed", 2, group="women"),
        figure(text, "f3", "one man", "killed", 1),
    )["killed"]
    assert found.best == 3


def test_a_list_that_explains_a_total_does_not_add_to_it():
    text = "40 people, 6 guards and 34 clerks, were killed."
    found = toll(
        text,
        figure(text, "f1", "40 people", "killed", 40),
        figure(text, "f2", "6 guards", "killed", 6, group="security_forces"),
        figure(text, "f3", "34 clerks", "killed", 34, group="civilians"),
    )["killed"]
    assert found.best == 40


def test_another_in_the_next_sentence_adds_up():
    text = "Two workers were wounded. Another man was also wounded."
    found = toll(
        text,
        figure(text, "f1", "Two workers", "injured", 2),
        figure(text, "f2", "Another man", "injured", 1),
    )["injured"]
    assert found.best == 3


def test_people_in_hospital_are_injured_where_nothing_more_is_said():
    text = "Four people were taken to hospital while 20 others were slightly hurt."
    found = toll(
        text,
        figure(text, "f1", "Four people", "hospitalised", 4),
        figure(text, "f2", "20 others", "injured", 20),
    )
    assert found["injured"].best == 24
    assert found["hospitalised"].best == 4


def test_hospital_does_not_lower_the_injured():
    text = "The blast injured 145 people. Doctors treated 115 people in hospital."
    found = toll(
        text,
        figure(text, "f1", "145 people", "injured", 145),
        figure(text, "f2", "115 people", "hospitalised", 115),
    )
    assert found["injured"].best == 145


def test_the_wounded_who_died_are_counted_once():
    text = "Four men were shot, two of whom died."
    found = toll(
        text,
        figure(text, "f1", "Four men", "injured", 4),
        figure(text, "f2", "two of whom", "killed", 2, part_of="f1"),
    )
    assert (found["killed"].best, found["injured"].best) == (2, 2)


def test_attackers_count_only_where_nobody_else_does():
    text = "The blast killed 9 people and 2 gunmen."
    victims = figure(text, "f1", "9 people", "killed", 9)
    attackers = figure(text, "f2", "2 gunmen", "killed", 2, group="perpetrators")
    assert toll(text, victims, attackers)["killed"].best == 9
    assert toll(text, attackers)["killed"].best == 2


def test_up_to_gives_way_to_a_stated_number():
    text = "Up to 80 people died. Officials confirmed 31 people dead."
    found = toll(
        text,
        figure(text, "f1", "80 people", "killed", None, high=80, qualifier="up_to"),
        figure(text, "f2", "31 people", "killed", 31, source="s1"),
    )["killed"]
    assert found.best == 31


def test_nobody_hurt_is_zero_only_where_nobody_was():
    text = "No one was hurt. Later 3 people were found hurt."
    none = figure(text, "f1", "No one", "injured", 0)
    assert toll(text, none)["injured"].best == 0
    assert toll(text, none, figure(text, "f2", "3 people", "injured", 3))["injured"].best == 3


def test_a_measure_without_figures_has_no_toll():
    assert toll("Nothing happened.") == {}


def test_one_of_the_dead_by_another_giver_is_no_lower_count():
    text = "The blast killed 12 people. A doctor said one man died. He said five of the dead ate."
    found = toll(
        text,
        figure(text, "f1", "12 people", "killed", 12),
        figure(text, "f2", "one man", "killed", 1, source="s1"),
        figure(text, "f3", "five of the dead", "killed", 5, source="s1"),
    )["killed"]
    assert values(found) == (12, 12, 12)
    assert found.refused[0].why == 'It counts only some of the people: "one man died".'


def test_a_ceiling_below_the_count_is_refused_and_alone_it_has_no_floor():
    text = "The blast killed 40 people. Agencies had said up to 12 people died."
    ceiling = {"high": 12, "qualifier": "up_to", "source": "s1"}
    f1 = figure(text, "f1", "40 people", "killed", 40)
    f2 = figure(text, "f2", "12 people", "killed", None, **ceiling)
    found = toll(text, f1, f2)["killed"]
    assert values(found) == (40, 40, 40)
    assert found.refused[0].why == "It says at most 12, where 40 are counted."
    assert values(toll(text, f2)["killed"]) == (None, 12, 12)


def test_a_total_is_not_added_to_what_it_counts():
    text = "The collapse killed six pupils, which took the death toll of the quake to 11."
    found = toll(
        text,
        figure(text, "f1", "six pupils", "killed", 6, group="children"),
        figure(text, "f2", "11", "killed", 11),
    )["killed"]
    assert found.best == 11


def test_parts_that_nearly_add_up_to_a_whole_are_not_added_to_it():
    text = "The blasts hurt 1,700 others. In one town 1,640 others were hurt, and 72 others here."
    found = toll(
        text,
        figure(text, "f1", "1,700 others", "injured", 1700),
        figure(text, "f2", "1,640 others", "injured", 1640),
        figure(text, "f3", "72 others", "injured", 72),
    )["injured"]
    assert found.best == 1700


def test_the_same_number_told_again_is_not_added():
    text = "The crash hurt 40 passengers, and 40 people were taken away."
    found = toll(
        text,
        figure(text, "f1", "40 passengers", "injured", 40, group="other"),
        figure(text, "f2", "40 people", "injured", 40),
    )["injured"]
    assert found.best == 40


def test_a_toll_holds_those_whose_deaths_raised_it():
    text = "The death toll rose to 62 after three people died of their wounds."
    found = toll(
        text,
        figure(text, "f1", "62", "killed", 62),
        figure(text, "f2", "three people", "killed", 3),
    )["killed"]
    assert found.best == 62


def test_two_sides_that_count_the_same_kind_of_people_are_rivals():
    text = "The army said four soldiers were killed. The rebels said 60 soldiers were killed."
    found = toll(
        text,
        figure(text, "f1", "four soldiers", "killed", 4, group="security_forces", source="s1"),
        figure(text, "f2", "60 soldiers", "killed", 60, group="security_forces", source="s2"),
    )["killed"]
    assert values(found) == (4, 60, 60)


def test_people_known_already_do_not_add_up():
    text = "The crash killed 12 people. Its two pilots also died."
    found = toll(
        text,
        figure(text, "f1", "12 people", "killed", 12),
        figure(text, "f2", "two pilots", "killed", 2, group="other"),
    )["killed"]
    assert found.best == 12


def test_people_hit_and_then_counted_apart_in_other_sentences():
    text = "She killed two people. A third was wounded. She shot three colleagues in all."
    found = toll(
        text,
        figure(text, "f1", "two people", "killed", 2),
        figure(text, "f2", "third was wounded", "injured", 1),
        figure(text, "f3", "three colleagues", "injured", 3, evidence=cut(text, "shot three")),
    )
    assert found["injured"].best == 1
    assert "counts everybody hit" in found["injured"].refused[0].why


def cut(text, words):
    """Words of a text as evidence."""
    return Evidence(text.index(words), text.index(words) + len(words), words)


def test_counts_in_different_places_add_up():
    text = "The toll stood at 40 in Norland, 12 in Sudland and 9 in Oster."
    found = toll(
        text,
        figure(text, "f1", "40 in", "killed", 40),
        figure(text, "f2", "12 in", "killed", 12),
        figure(text, "f3", "9 in", "killed", 9),
    )["killed"]
    assert found.best == 61


def test_sentences_that_open_with_another_place_add_up_and_those_with_another_month_do_not():
    for first, second, best in (("Norland", "Sudland", 52), ("March", "April", 40)):
        text = f"In {first}, 40 people died. In {second}, 12 people were killed."
        found = toll(
            text,
            figure(text, "f1", "40 people", "killed", 40),
            figure(text, "f2", "12 people", "killed", 12),
        )["killed"]
        assert found.best == best


def test_what_a_toll_comes_with_is_inside_it():
    text = "The toll stands at 19, with a further three deaths in Leeds."
    found = toll(
        text,
        figure(text, "f1", "19", "killed", 19),
        figure(text, "f2", "three deaths", "killed", 3, new=True),
    )["killed"]
    assert found.best == 19
