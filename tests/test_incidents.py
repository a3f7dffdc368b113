"""Incidents from hand-made annotations: what is main, what lies apart, when, where, who."""

from __future__ import annotations

import re

import msgspec
import pytest

from accordingto.assemble.attribution import attribute_figures, number_statements
from accordingto.assemble.incidents import assemble_incidents
from accordingto.model import (
    ActorMention,
    Annotations,
    Count,
    EventMention,
    Evidence,
    FigureMention,
    Place,
    PlaceMention,
    Report,
    Sentence,
    Speaker,
    StatementMention,
    TimeMention,
    VenueMention,
    WeaponMention,
    When,
)


class Page:
    """A text whose mentions are named by their words; sentences end in a full stop."""

    def __init__(self, text, title=None):
        self.report = Report(id="page", text=text, title=title, published="2024-03-23")
        ends = [m.end() for m in re.finditer(r"[.!?]”?(?=\s|$)", text)]
        starts = [0, *(end + 1 for end in ends)]
        self.sentences = tuple(
            Sentence(a, b, 0) for a, b in zip(starts, ends, strict=False) if a < b
        )
        self.layers = {}

    def cut(self, words):
        start = self.report.text.index(words)
        return Evidence(start, start + len(words), words)

    def at(self, words):
        start = self.report.text.index(words)
        return next(n for n, s in enumerate(self.sentences) if s.start <= start < s.end)

    def add(self, layer, mention):
        self.layers.setdefault(layer, []).append(mention)
        return self

    def event(self, words, kind, **more):
        mention = EventMention(evidence=self.cut(words), type=kind, sentence=self.at(words), **more)
        return self.add("events", mention)

    def time(self, words, start, precision="day", end=None, role="date"):
        when = When(
            start=start,
            end=end or start,
            precision=precision,
            text=words,
            anchor="stated",
            evidence=self.cut(words),
        )
        return self.add("times", TimeMention(when=when, role=role, sentence=self.at(words)))

    def place(self, words, kind="city", code="XA", demonym=False):
        place = Place(
            name=words,
            kind=kind,
            country_code=code,
            country_name=None,
            admin1=None,
            lat=None,
            lon=None,
            geonames_id=None,
            precision=None,
            candidates=1,
            evidence=self.cut(words),
        )
        mention = PlaceMention(place=place, sentence=self.at(words), demonym=demonym)
        return self.add("places", mention)

    def figure(self, words, measure, low, group="people", **more):
        number = words.split()[0]
        values = {"high": low, "qualifier": "exact", "word": None} | more
        start = self.report.text.index(words)
        mention = FigureMention(
            measure=measure,
            group=group,
            low=low,
            number=Evidence(start, start + len(number), number),
            evidence=self.cut(words),
            sentence=self.at(words),
            **values,
        )
        return self.add("figures", mention)

    def said(self, speaker, kind, act, words, *, about=None, cue=None):
        speakers = self.layers.setdefault("speakers", [])
        speakers.append(Speaker(name=speaker, kind=kind, mentions=(self.cut(speaker),)))
        mention = StatementMention(
            speaker=len(speakers) - 1,
            act=act,
            direct=False,
            cue=self.cut(cue) if cue else None,
            content=(self.cut(words),),
            about=about,
            sentence=self.at(words),
        )
        return self.add("statements", mention)

    def run(self):
        layers = {
            name: tuple(found)
            if name in ("speakers", "statements")
            else tuple(sorted(found, key=_start))
            for name, found in self.layers.items()
        }
        annotations = Annotations(sentences=self.sentences, **layers)
        figures = attribute_figures(self.report, annotations)
        return assemble_incidents(self.report, annotations, number_statements(annotations), figures)


def _start(mention):
    for name in ("when", "place"):
        if hasattr(mention, name):
            return getattr(mention, name).evidence.start
    return mention.number.start if hasattr(mention, "qualifier") else mention.evidence.start


def quake():
    return (
        Page(
            "A quake hit the village of Upham on Tuesday, killing 24 people. "
            "A quake in 2004 killed 900 people in Upham. "
            "Rescuers dug through the rubble for hours on end in the rain."
        )
        .event("quake hit", "natural_hazard")
        .event("quake in", "natural_hazard", past=True)
        .time("Tuesday", "2024-03-19")
        .time("2004", "2004-01-01", "year", "2004-12-31")
        .place("Upham")
        .figure("24 people", "killed", 24)
        .figure("900 people", "killed", 900)
    )


def test_main_and_background_have_their_own_figures_dates_and_tolls():
    (main, other), figures = quake().run()
    assert (main.id, main.role, main.type) == ("i1", "main", "natural_hazard")
    assert (other.id, other.role, other.when.text) == ("i2", "background", "2004")
    assert [figure.incident for figure in figures] == ["i1", "i2"]
    assert main.toll["killed"].best == 24
    assert other.toll["killed"].best == 900


def test_a_clause_that_opens_with_another_time_is_about_that_time():
    page = (
        Page(
            "A quake hit Upham on Tuesday, killing 24 people. "
            "In February, a tremor in Belen killed 612 people."
        )
        .event("quake", "natural_hazard")
        .event("tremor", "natural_hazard")
        .time("Tuesday", "2024-03-19")
        .time("February", "2024-02-01", "month", "2024-02-29")
        .place("Upham")
        .place("Belen")
        .figure("24 people", "killed", 24)
        .figure("612 people", "killed", 612)
    )
    (main, other), figures = page.run()
    assert [figure.incident for figure in figures] == [main.id, other.id]
    assert main.toll["killed"].best == 24


def test_an_event_new_after_another_time_is_of_that_time():
    page = (
        Page(
            "A quake hit the village of Upham on Tuesday, killing 24 people. Rescuers were there. "
            "The region is used to tremors and to the floods that follow them. "
            "A quake struck off the coast in 2004, setting off a tsunami that killed 900 people."
        )
        .event("quake hit", "natural_hazard")
        .event("quake struck", "natural_hazard", past=True)
        .event("tsunami", "natural_hazard")
        .time("Tuesday", "2024-03-19")
        .time("2004", "2004-01-01", "year", "2004-12-31")
        .place("Upham")
        .figure("24 people", "killed", 24)
        .figure("900 people", "killed", 900)
    )
    incidents, figures = page.run()
    assert [figure.incident for figure in figures] == ["i1", "i2"]
    assert incidents[0].toll["killed"].best == 24


def test_another_event_of_the_day_before_is_another_incident():
    page = (
        Page(
            "A quake hit the village of Upham on Tuesday, killing 24 people. Rescuers were there. "
            "The governor flew over the villages in the afternoon with his staff. "
            "On Monday, 30 people were killed by a quake in the north."
        )
        .event("quake hit", "natural_hazard")
        .event("quake in", "natural_hazard")
        .time("Tuesday", "2024-03-19")
        .time("Monday", "2024-03-18")
        .place("Upham")
        .figure("24 people", "killed", 24)
        .figure("30 people", "killed", 30)
    )
    (main, *_), figures = page.run()
    assert figures[1].incident != "i1"
    assert main.toll["killed"].best == 24


def test_the_toll_that_a_trial_report_opens_with_is_its_incidents():
    page = (
        Page("A jury convicted a clerk of a shooting in 2010 that left two women dead in Upham.")
        .event("shooting", "shooting", past=True)
        .time("2010", "2010-01-01", "year", "2010-12-31")
        .place("Upham")
        .figure("two women", "killed", 2, group="women")
    )
    (main, *_), figures = page.run()
    assert figures[0].incident == main.id == "i1"
    assert main.toll["killed"].best == 2


@pytest.mark.parametrize(
    ("known", "toll"), [("44 people were killed in Belen", 24), ("the quake killed 44 people", 44)]
)
def test_an_incident_weeks_before_is_another_one_unless_it_is_known(known, toll):
    page = (
        Page(f"A quake killed 24 people in Upham. It came a week after {known}.")
        .event("quake", "natural_hazard")
        .time("a week after", None, "unknown", role="relative_to_event")
        .figure("24 people", "killed", 24)
        .figure("44 people", "killed", 44)
    )
    assert page.run()[0][0].toll["killed"].best == toll


def test_sentences_further_down_that_turn_to_another_incident():
    page = (
        Page(
            "A quake killed 24 people in Upham. Rescuers came. Tents came. Water came. "
            "A day earlier, a mudslide killed 7 people in Belen."
        )
        .event("quake", "natural_hazard")
        .event("mudslide", "natural_hazard")
        .figure("24 people", "killed", 24)
        .figure("7 people", "killed", 7)
    )
    (main, *_), figures = page.run()
    assert [figure.incident == main.id for figure in figures] == [True, False]


def test_a_report_that_opens_with_a_foiled_plot_is_about_it():
    page = (
        Page("Police foiled a plot to bomb a station in Upham on Tuesday. Three men were held.")
        .event("foiled a plot", "plot", status="thwarted")
        .event("bomb", "bombing", status="thwarted")
        .time("Tuesday", "2024-03-19")
    )
    (main,), _ = page.run()
    assert (main.role, main.type, main.status, main.also) == (
        "main",
        "plot",
        "thwarted",
        ("bombing",),
    )


def test_who_mourns_the_dead_does_not_count_them():
    page = (
        Page("A bomb killed 12 people. The mayor mourned the 12 people killed.")
        .event("bomb", "bombing")
        .figure("12 people killed", "killed", 12)
        .said("mayor", "government", "condoles", "the 12 people killed")
    )
    _, (figure,) = page.run()
    assert figure.source is None


def test_who_gives_the_figure_in_the_next_sentence_is_its_giver():
    page = (
        Page("A bomb killed 12 people. The ministry released the figure. Then 12 more died.")
        .event("bomb", "bombing")
        .figure("12 people", "killed", 12)
        .figure("12 more", "killed", 12)
        .said("ministry", "government", "states", "the figure", cue="released")
    )
    _, figures = page.run()
    assert [figure.source for figure in figures] == ["s1", None]


def test_label_names_kind_place_and_day():
    (main, _), _ = quake().run()
    assert main.label == "natural hazard, Upham, 19 March 2024"


def test_evidence_cuts_the_text():
    page = quake()
    incidents, _ = page.run()
    for incident in incidents:
        assert incident.evidence
        for evidence in incident.evidence:
            evidence.check(page.report)


def test_a_report_without_event_words_or_harm_has_no_incident():
    page = Page("The council met on Friday. It talked about parking for two hours.")
    page.time("Friday", "2024-03-22")
    assert page.run() == ((), ())


def test_one_stray_event_word_in_a_long_report_is_no_incident():
    text = " ".join(f"Sentence {n} tells of the budget and of taxes at length." for n in range(12))
    page = Page(text + " It was an attack on the poor.").event("attack", "armed_attack")
    assert page.run()[0] == ()


def test_people_harmed_in_a_short_text_are_an_incident_of_unknown_kind():
    page = Page("Two men were found dead in a flat.").figure("Two men", "killed", 2)
    (main,), (figure,) = page.run()
    assert (main.type, main.label) == ("other", "incident")
    assert figure.incident == "i1"


def test_several_ways_of_attacking_make_an_armed_attack_with_them():
    page = (
        Page(
            "Gunmen opened fire in a hall and set it ablaze. The attack lasted an hour. "
            "The attack was filmed. Three people died in the attack on the hall."
        )
        .event("opened fire", "shooting")
        .event("set it ablaze", "arson")
        .event("attack lasted", "armed_attack")
        .event("attack was", "armed_attack")
        .event("attack on", "armed_attack")
        .figure("Three people", "killed", 3)
    )
    (main,), _ = page.run()
    assert main.type == "armed_attack"
    assert set(main.also) == {"shooting", "arson"}


def test_a_deed_that_killed_names_an_incident_of_riots():
    page = (
        Page(
            "Three people died when rioters threw petrol bombs at a bank on Tuesday. "
            "Clashes went on. The unrest spread. More riots are feared."
        )
        .event("petrol bombs", "bombing")
        .event("Clashes", "unrest")
        .event("unrest", "unrest")
        .event("riots", "unrest")
        .figure("Three people", "killed", 3)
    )
    assert page.run()[0][0].type == "bombing"


def test_another_incident_does_not_name_the_main_one():
    page = (
        Page(
            "Rustlers raided Upham on Tuesday and killed 11 people. "
            "In February, a shootout in Belen killed 30 people."
        )
        .event("raided", "raid")
        .event("shootout", "shooting")
        .time("Tuesday", "2024-03-19")
        .time("February", "2024-02-01", "month", "2024-02-29")
        .figure("11 people", "killed", 11)
        .figure("30 people", "killed", 30)
    )
    assert page.run()[0][0].type == "raid"


def test_the_way_it_was_done_names_the_attack():
    page = (
        Page("A bombing shook the market. The attack killed two people.")
        .event("bombing", "bombing")
        .event("attack", "armed_attack")
        .figure("two people", "killed", 2)
    )
    assert page.run()[0][0].type == "bombing"


def test_a_thwarted_plot_is_another_incident_with_its_own_date():
    page = (
        Page(
            "A bombing killed nine people in Upham on Friday. "
            "On March 7 the police thwarted an assault on a shrine."
        )
        .event("bombing", "bombing")
        .event("assault", "armed_attack", status="thwarted")
        .time("Friday", "2024-03-22")
        .time("March 7", "2024-03-07")
        .figure("nine people", "killed", 9)
    )
    (main, plot), _ = page.run()
    assert main.status == "accomplished"
    assert main.when.start == "2024-03-22"
    assert (plot.status, plot.when.start) == ("thwarted", "2024-03-07")


def test_the_date_of_the_event_wins_over_the_date_of_a_statement():
    page = (
        Page(
            "Police said on Thursday that a train derailed on Tuesday near Upham. "
            "The derailment killed two people."
        )
        .event("derailed", "transport_accident")
        .event("derailment", "transport_accident")
        .time("Thursday", "2024-03-21")
        .time("Tuesday", "2024-03-19")
        .figure("two people", "killed", 2)
    )
    assert page.run()[0][0].when.start == "2024-03-19"


def test_without_a_date_there_is_none():
    page = (
        Page("A train derailed near Upham and killed two people.")
        .event("derailed", "transport_accident")
        .figure("two people", "killed", 2)
    )
    assert page.run()[0][0].when is None


def test_an_unresolved_weekday_keeps_its_words():
    page = (
        Page("A train derailed near Upham on Tuesday and killed two people.")
        .event("derailed", "transport_accident")
        .time("Tuesday", None, "weekday_only")
        .figure("two people", "killed", 2)
    )
    when = page.run()[0][0].when
    assert (when.start, when.precision, when.text) == (None, "weekday_only", "Tuesday")


def test_places_come_most_specific_first_and_without_the_origin_of_victims():
    page = (
        Page("A bus crashed near Upham in Northshire, killing nine people from Farley.")
        .event("crashed", "transport_accident")
        .place("Northshire", "admin")
        .place("Upham")
        .place("Farley", code="XB")
        .figure("nine people", "killed", 9)
    )
    assert [place.name for place in page.run()[0][0].where] == ["Upham", "Northshire"]


def test_demonyms_are_no_places():
    page = (
        Page("A bus crashed near a Xandrian town, killing nine people.")
        .event("crashed", "transport_accident")
        .place("Xandrian", "country", demonym=True)
        .figure("nine people", "killed", 9)
    )
    assert page.run()[0][0].where == ()


def attack():
    return (
        Page(
            "A bombing killed nine people on Friday. The Front said it carried out the bombing. "
            "The minister accused Xandria of the bombing. "
            "Xandria denied any part in the attack. Four gunmen fled."
        )
        .event("bombing killed", "bombing")
        .time("Friday", "2024-03-22")
        .figure("nine people", "killed", 9)
        .said("The Front", "armed_group", "claims_responsibility", "it carried out the bombing")
        .said("The minister", "government", "accuses", "Xandria of the bombing", about="Xandria")
        .said("Xandria denied", "government", "denies", "part in the attack", about="Xandria")
    )


def test_perpetrators_stand_side_by_side_by_standing():
    page = attack()
    count = Count(low=4, high=4, evidence=page.cut("Four"))
    page.add(
        "actors",
        ActorMention(
            name="gunmen",
            kind="unnamed",
            standing="reported",
            number=count,
            fate="at_large",
            evidence=page.cut("Four gunmen"),
            sentence=page.at("Four gunmen"),
        ),
    )
    (main,), _ = page.run()
    rows = [(row.name, row.standing, row.statements) for row in main.perpetrators]
    assert rows == [
        ("The Front", "claimed", ("st1",)),
        ("Xandria", "accused", ("st2",)),
        ("Xandria", "denied", ("st3",)),
        ("gunmen", "reported", ()),
    ]
    assert (main.perpetrators[3].number.low, main.perpetrators[3].fate) == (4, "at_large")


def test_nobody_is_asked_who_did_an_earthquake():
    page = quake().said("Rescuers", "emergency_service", "denies", "dug through the rubble")
    assert page.run()[0][0].perpetrators == ()


def test_an_accusation_about_something_else_makes_no_perpetrator():
    page = attack().said("nine people", "person", "accuses", "Four gunmen fled", about="Greed")
    assert "Greed" not in [row.name for row in page.run()[0][0].perpetrators]


def test_venue_weapons_of_the_main_incident():
    page = attack()
    evidence = page.cut("bombing")
    weapon = WeaponMention(name="bomb", class_="explosive", evidence=evidence, sentence=0)
    page.add("weapons", weapon).add("weapons", msgspec.structs.replace(weapon))
    page.add("venues", VenueMention(name="Hall", capacity=None, evidence=evidence, sentence=0))
    (main,), _ = page.run()
    assert [w.name for w in main.weapons] == ["bomb"]
    assert main.venue.name == "Hall"
    assert main.label.startswith("bombing, Hall")


@pytest.mark.parametrize("text", ["", " ", "\x00", "x" * 5000, "(" * 3000, ", and" * 3000])
def test_odd_texts_are_no_trouble(text):
    assert Page(text).run() == ((), ())
