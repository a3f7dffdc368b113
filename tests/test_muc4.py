"""MUC-4: records written by hand, coded by the command, slot by slot."""

from __future__ import annotations

import json

import msgspec
import pytest
from click.testing import CliRunner

from accordingto.cli import main
from accordingto.codebooks.muc4 import SLOTS
from accordingto.codebooks.nations import NATIONS
from accordingto.model import (
    Count,
    Evidence,
    Failure,
    Figure,
    Incident,
    MadeBy,
    Perpetrator,
    Place,
    Record,
    ReportInfo,
    Target,
    Toll,
    Weapon,
    When,
)

# The values of each set fill. Source: MUC-4 task documentation, template-doc part 1, version 7.
LEGAL = {
    "inc-type": "ARSON BOMBING KIDNAPPING HIJACKING ROBBERY FORCED_WORK_STOPPAGE ATTACK",
    "inc-stage": "ACCOMPLISHED ATTEMPTED THREATENED",
    "inc-instr-type": "GUN MACHINE_GUN MORTAR HANDGUN RIFLE EXPLOSIVE BOMB VEHICLE_BOMB DYNAMITE"
    " MINE AERIAL_BOMB GRENADE MOLOTOV_COCKTAIL PROJECTILE MISSILE ROCKET CUTTING_DEVICE FIRE"
    " STONE TORTURE",
    "perp-inc-cat": "TERRORIST_ACT STATE-SPONSORED_VIOLENCE",
    "perp-org-conf": "REPORTED_AS_FACT ACQUITTED CLAIMED_OR_ADMITTED SUSPECTED_OR_ACCUSED"
    " SUSPECTED_OR_ACCUSED_BY_AUTHORITIES POSSIBLE",
    "phys-tgt-type": "CIVILIAN_RESIDENCE COMMERCIAL COMMUNICATIONS DIPLOMAT_OFFICE_OR_RESIDENCE"
    " ENERGY FINANCIAL GOVERNMENT_OFFICE_OR_RESIDENCE LAW_ENFORCEMENT_FACILITY"
    " POLITICAL_FIGURE_OFFICE_OR_RESIDENCE ORGANIZATION_OFFICE TRANSPORT_VEHICLE"
    " TRANSPORTATION_FACILITY TRANSPORTATION_ROUTE WATER OTHER",
    "phys-tgt-effect": "DESTROYED SOME_DAMAGE NO_DAMAGE MONEY_TAKEN_FROM_TARGET"
    " PROPERTY_TAKEN_FROM_TARGET TARGET_TAKEN",
    "hum-tgt-type": "CIVILIAN DIPLOMAT GOVERNMENT_OFFICIAL FORMER_GOVERNMENT_OFFICIAL"
    " FORMER_ACTIVE_MILITARY LEGAL_OR_JUDICIAL ACTIVE_MILITARY POLITICAL_FIGURE LAW_ENFORCEMENT"
    " SECURITY_GUARD",
    "hum-tgt-effect": "INJURY DEATH NO_INJURY NO_DEATH NO_INJURY_OR_DEATH REGAINED_FREEDOM ESCAPED"
    " RESIGNATION NO_RESIGNATION",
    "phys-tgt-nation": "",
    "hum-tgt-nation": "",
}
TEXT = "Sampletown, 9 March. The town of Sampletown and the Hillside neighborhood were quiet."


def words(text, start=0):
    return Evidence(start, start + len(text), text)


def count(low, high, text=""):
    return Count(low=low, high=high, evidence=words(text or f"{low}"))


def person(name, kind="civilian", description=None, sort="person", **given):
    said = words(description, 500) if description else None
    return Target(name=name, kind=kind, evidence=words(name), sort=sort, description=said, **given)


def people(name, kind="civilian", **given):
    return person(name, kind, description=name, **given)


def thing(name, kind="other", sort="thing", **given):
    return Target(name=name, kind=kind, evidence=words(name), sort=sort, **given)


def by(name, kind="armed_group", standing="reported", authorities=None):
    return Perpetrator(
        name=name,
        kind=kind,
        standing=standing,
        number=None,
        fate=None,
        statements=(),
        evidence=(words(name),),
        by_authorities=authorities,
    )


def weapon(name, class_="other", said=None):
    return Weapon(name=name, class_=class_, evidence=words(said or name))


def day(start, end=None, text="on that day", anchor="stated"):
    return When(
        start=start,
        end=end or start,
        precision="day",
        text=text,
        anchor=anchor,
        evidence=words(text),
    )


def place(name, kind="city", code="CO", admin1=None):
    return Place(
        name=name,
        kind=kind,
        country_code=code,
        country_name=code,
        admin1=admin1,
        lat=None,
        lon=None,
        geonames_id=None,
        precision=None,
        candidates=1,
        evidence=words(name),
    )


def incident(*targets, type="armed_attack", **given):
    plain = {
        "id": "i1", "role": "main", "label": "", "also": (), "status": "accomplished",
        "when": None, "where": (place("Sampletown"),), "venue": None, "perpetrators": (),
        "weapons": (), "toll": {}, "evidence": (),
    }  # fmt: skip
    return Incident(type=type, targets=targets, **{**plain, **given})


def record(*incidents, id="r1", published="1990-03-09", text=TEXT, places=(), figures=()):
    report = ReportInfo(
        id=id,
        title=None,
        publisher=None,
        url=None,
        published=published,
        retrieved=None,
        language="en",
        sha256="",
        text=text,
    )
    none = ("sources", "statements", "timeline", "warnings", "responses", "footage")
    return Record(
        report=report,
        made_by=MadeBy(version="0", pipeline="p", models=()),
        incidents=incidents,
        figures=figures,
        places=places,
        unknowns=(),
        times=(),
        **dict.fromkeys(none, ()),
    )


def run(*arguments, code=0, **options):
    """Run the program, and hold it to its exit code."""
    done = CliRunner().invoke(main, ["code", *map(str, arguments)], **options)
    assert done.exit_code == code, done.output
    return done


def lines(*records):
    return b"".join(msgspec.json.encode(one) + b"\n" for one in records)


def coded(*records):
    """What the command writes for records, all set fills being legal and all slots in order."""
    done = run("--as", "muc4", "-", input=lines(*records))
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    for document in documents:
        for number, template in enumerate(document["templates"], 1):
            assert template["id"] == number
            check_legal(template["slots"])
    return documents


def check_legal(slots):
    assert list(slots) == [slot for slot in SLOTS if slot in slots]
    for slot, values in LEGAL.items():
        legal = {value.replace("_", " ") for value in values.split()} or set(NATIONS.values())
        for fill in slots.get(slot, ()):
            assert set(fill["v"]) <= legal, (slot, fill)


def slots_of(*targets, report=None, **given):
    """The slots of one incident, its fills as `value` or `value: referent`."""
    (document,) = coded(record(incident(*targets, **given), **(report or {})))
    (template,) = document["templates"]
    return {slot: [written(fill) for fill in fills] for slot, fills in template["slots"].items()}


def written(fill):
    (value,) = fill["v"]
    return value if "x" not in fill else f"{value}: {fill['x'][0]}"


class TestTemplates:
    def test_every_slot_of_a_full_record(self):
        figures = [figure("f1", "killed", 4)]
        slots = slots_of(
            thing("the Sample Bank", "financial", effect="destroyed", nation="US"),
            person("Ana Ejemplo", "judicial", "a judge", effect="killed", nation="ES"),
            people("three clerks", number=count(3, 3), effect="killed"),
            type="bombing",
            when=day("1990-03-08"),
            where=(place("Hillside", "district"), place("Sampletown")),
            weapons=(weapon("a car bomb"), weapon("dynamite")),
            perpetrators=(by("masked men", "unnamed"), by("Sample Front", standing="claimed")),
            report={"figures": figures},
        )
        assert slots == {
            "inc-date": ["08 MAR 90"],
            "inc-loc": ["COLOMBIA: SAMPLETOWN (TOWN): HILLSIDE (NEIGHBORHOOD)"],
            "inc-type": ["BOMBING"],
            "inc-stage": ["ACCOMPLISHED"],
            "inc-instr-id": ["A CAR BOMB", "DYNAMITE"],
            "inc-instr-type": ["VEHICLE BOMB: A CAR BOMB", "DYNAMITE: DYNAMITE"],
            "perp-inc-cat": ["TERRORIST ACT"],
            "perp-ind-id": ["MASKED MEN"],
            "perp-org-id": ["SAMPLE FRONT"],
            "perp-org-conf": ["CLAIMED OR ADMITTED: SAMPLE FRONT"],
            "phys-tgt-id": ["THE SAMPLE BANK"],
            "phys-tgt-type": ["FINANCIAL: THE SAMPLE BANK"],
            "phys-tgt-num": ["1: THE SAMPLE BANK"],
            "phys-tgt-nation": ["UNITED STATES: THE SAMPLE BANK"],
            "phys-tgt-effect": ["DESTROYED: THE SAMPLE BANK"],
            "hum-tgt-name": ["ANA EJEMPLO"],
            "hum-tgt-desc": ["A JUDGE: ANA EJEMPLO", "THREE CLERKS"],
            "hum-tgt-type": ["LEGAL OR JUDICIAL: ANA EJEMPLO", "CIVILIAN: THREE CLERKS"],
            "hum-tgt-num": ["1: ANA EJEMPLO", "3: THREE CLERKS"],
            "hum-tgt-nation": ["SPAIN: ANA EJEMPLO"],
            "hum-tgt-effect": ["DEATH: ANA EJEMPLO", "DEATH: THREE CLERKS"],
            "hum-tgt-total-num": ["4"],
        }

    def test_a_line_for_each_record_and_a_template_for_each_incident_in_scope(self):
        quake = incident(people("villagers"), type="natural_hazard")
        two = record(incident(people("nuns")), quake, incident(thing("a store")), id="two")
        assert [(d["docid"], len(d["templates"])) for d in coded(record(quake, id="q"), two)] == [
            ("q", 0),
            ("two", 2),
        ]

    @pytest.mark.parametrize(
        "given",
        [
            {"type": "transport_accident"},
            {"type": "fire"},
            {"type": "unrest"},
            {"when": day("1989-12-01")},
        ],
    )
    def test_what_is_out_of_scope(self, given):
        assert coded(record(incident(people("students"), **given)))[0]["templates"] == []

    def test_battles_and_blows_against_armed_groups_are_out_of_scope(self):
        battle = incident(people("soldiers", "military"), perpetrators=(by("Sample Front"),))
        raid = incident(people("rebels", "terrorist"))
        nothing = incident()
        assert coded(record(battle, raid, nothing))[0]["templates"] == []

    def test_foreign_soldiers_and_soldiers_beside_others_are_in_scope(self):
        foreign = incident(people("marines", "military", nation="US"))
        mixed = incident(people("soldiers", "military"), people("children"))
        assert len(coded(record(foreign, mixed))[0]["templates"]) == 2

    def test_a_record_without_its_text_loses_only_the_kind_of_place(self):
        assert slots_of(people("nuns"))["inc-loc"] == ["COLOMBIA: SAMPLETOWN (TOWN)"]
        bare = slots_of(people("nuns"), report={"text": None})
        assert bare["inc-loc"] == ["COLOMBIA: SAMPLETOWN (CITY)"]
        assert bare["hum-tgt-desc"] == ["NUNS"]


class TestIncident:
    @pytest.mark.parametrize(
        ("when", "written"),
        [
            (day("1990-03-08"), "08 MAR 90"),
            (day("1990-03-08T20:15"), "08 MAR 90"),
            (day("1990-03-01", "1990-03-31"), "01 MAR 90 - 31 MAR 90"),
            (None, "- 09 MAR 90"),
            (day("1990-03-07", text="on Wednesday", anchor="published"), "- 09 MAR 90"),
            (day("1990-03-07", text="on Wednesday 7 March"), "07 MAR 90"),
        ],
    )
    def test_dates(self, when, written):
        assert slots_of(people("nuns"), when=when)["inc-date"] == [written]

    def test_no_date_at_all(self):
        assert "inc-date" not in slots_of(people("nuns"), report={"published": None})

    @pytest.mark.parametrize(
        ("where", "written"),
        [
            ((place("Colombia", "country"),), "COLOMBIA"),
            ((place("Bogotá"),), "COLOMBIA: BOGOTA (CITY)"),
            (
                (place("Ejemplo"), place("Muestra", "admin")),
                "COLOMBIA: MUESTRA (DEPARTMENT): EJEMPLO (CITY)",
            ),
            ((place("Muestra Province", "admin", "AR"),), "ARGENTINA: MUESTRA (PROVINCE)"),
            (
                (place("Ejemplo"), place("Muestra Province", "district")),
                "COLOMBIA: MUESTRA (PROVINCE): EJEMPLO (CITY)",
            ),
            ((place("Ejemplo", code="RU"),), "USSR: EJEMPLO (CITY)"),
            (
                (place("Ejemplo University", "venue"), place("Ejemplo")),
                "COLOMBIA: EJEMPLO (CITY): EJEMPLO UNIVERSITY (UNIVERSITY)",
            ),
            ((place("Plaza Mayor", "street"), place("Ejemplo")), "COLOMBIA: EJEMPLO (CITY)"),
        ],
    )
    def test_locations(self, where, written):
        assert slots_of(people("nuns"), where=where)["inc-loc"] == [written]

    def test_a_country_that_is_inferred(self):
        places = (place("Quito", code="EC"), place("Loja", code="EC"), place("Lima", code="PE"))
        report = {"places": places}
        assert slots_of(people("nuns"), where=(), report=report)["inc-loc"] == ["ECUADOR"]
        assert "inc-loc" not in slots_of(people("nuns"), where=())

    @pytest.mark.parametrize(
        ("type_", "written"),
        [("shooting", "ATTACK"), ("arson", "ARSON"), ("hostage_taking", "KIDNAPPING")],
    )
    def test_types(self, type_, written):
        assert slots_of(people("nuns"), type=type_)["inc-type"] == [written]

    def test_an_attack_that_is_a_bombing_as_well_is_one(self):
        assert slots_of(people("nuns"), also=("bombing",))["inc-type"] == ["BOMBING"]

    def test_things_taken_make_a_robbery_and_vehicles_taken_a_hijacking(self):
        robbed = slots_of(thing("cash", effect="taken"), thing("a bank", effect="undamaged"))
        assert robbed["inc-type"] == ["ROBBERY"]
        assert robbed["phys-tgt-effect"] == ["MONEY TAKEN FROM TARGET: CASH", "NO DAMAGE: A BANK"]
        taken = thing("a bus", "transport_vehicle", effect="taken")
        assert slots_of(taken, type="hostage_taking")["inc-type"] == ["HIJACKING"]

    @pytest.mark.parametrize(
        ("status", "written"),
        [
            ("ongoing", "ACCOMPLISHED"),
            ("thwarted", "ATTEMPTED"),
            ("attempted", "ATTEMPTED"),
            ("threatened", "THREATENED"),
        ],
    )
    def test_stages(self, status, written):
        assert slots_of(people("nuns"), status=status)["inc-stage"] == [written]

    def test_a_plot_is_a_threat_of_what_is_planned(self):
        slots = slots_of(people("nuns"), type="plot", also=("bombing",), status="alleged")
        assert (slots["inc-type"], slots["inc-stage"]) == (["BOMBING"], ["THREATENED"])

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("AK-47 rifles", "RIFLE"),
            ("a submachine-gun", "MACHINE GUN"),
            ("pistol", "HANDGUN"),
            ("sticks of dynamite", "DYNAMITE"),
            ("a truck loaded with explosives", "VEHICLE BOMB"),
            ("hand grenades", "GRENADE"),
            ("machetes", "CUTTING DEVICE"),
            ("Molotov cocktails", "MOLOTOV COCKTAIL"),
            ("mortars", "MORTAR"),
        ],
    )
    def test_instruments_by_their_words(self, name, written):
        slots = slots_of(people("nuns"), weapons=(weapon(name),))
        assert slots["inc-instr-type"] == [f"{written}: {name.upper()}"]

    def test_instruments_by_class_where_words_do_not_tell(self):
        odd = (weapon("the thing", "explosive"), weapon("a bomb", "vehicle_bomb"), weapon("a rope"))
        slots = slots_of(people("nuns"), weapons=odd)
        assert slots["inc-instr-type"] == ["EXPLOSIVE: THE THING", "VEHICLE BOMB: A BOMB"]
        assert slots["inc-instr-id"] == ["THE THING", "A BOMB", "A ROPE"]

    def test_implied_instruments_have_a_type_alone(self):
        fired = slots_of(people("nuns"), weapons=(weapon("gun", "firearm", "opened fire"),))
        assert fired["inc-instr-type"] == ["GUN"]
        assert "inc-instr-id" not in fired
        assert slots_of(people("nuns"), type="shooting")["inc-instr-type"] == ["GUN"]
        assert slots_of(people("nuns"), type="bombing")["inc-instr-type"] == ["EXPLOSIVE"]

    def test_an_instrument_first_met_under_another_word_is_named(self):
        met = (
            weapon("powerful bomb", "bomb", "the device"),
            weapon("car bomb", "explosive", "bomb"),
        )
        slots = slots_of(people("nuns"), weapons=met)
        assert slots["inc-instr-id"] == ["POWERFUL BOMB", "CAR BOMB"]

    def test_instruments_told_twice_are_one(self):
        slots = slots_of(people("nuns"), weapons=(weapon("bomb"), weapon("powerful bomb")))
        assert slots["inc-instr-id"] == ["POWERFUL BOMB"]
        assert slots["inc-instr-type"] == ["BOMB: POWERFUL BOMB"]

    def test_bombs_from_the_air(self):
        slots = slots_of(people("nuns"), type="air_strike", weapons=(weapon("bombs"),))
        assert (slots["inc-type"], slots["inc-instr-type"]) == (["ATTACK"], ["AERIAL BOMB: BOMBS"])

    def test_a_kidnapping_has_neither_instruments_nor_things(self):
        slots = slots_of(
            people("nuns"), thing("a house"), type="abduction", weapons=(weapon("guns"),)
        )
        assert not {"inc-instr-id", "inc-instr-type", "phys-tgt-id"} & slots.keys()


class TestPerpetrators:
    @pytest.mark.parametrize(
        ("standing", "authorities", "written"),
        [
            ("reported", None, "REPORTED AS FACT"),
            ("claimed", None, "CLAIMED OR ADMITTED"),
            ("accused", None, "SUSPECTED OR ACCUSED"),
            ("accused", True, "SUSPECTED OR ACCUSED BY AUTHORITIES"),
            ("suspected", True, "SUSPECTED OR ACCUSED BY AUTHORITIES"),
            ("suspected", False, "SUSPECTED OR ACCUSED"),
            ("suspected", None, "POSSIBLE"),
            ("ruled_out", None, "ACQUITTED"),
        ],
    )
    def test_confidence(self, standing, authorities, written):
        rows = (by("Sample Front", standing=standing, authorities=authorities),)
        slots = slots_of(people("nuns"), perpetrators=rows)
        assert slots["perp-org-conf"] == [f"{written}: SAMPLE FRONT"]

    def test_the_strongest_standing_of_a_name_is_coded_and_no_denial(self):
        rows = (
            by("Sample Front", standing="accused"),
            by("Sample Front", standing="claimed"),
            by("Sample Party", "organisation", "denied"),
        )
        slots = slots_of(people("nuns"), perpetrators=rows)
        assert slots["perp-org-conf"] == ["CLAIMED OR ADMITTED: SAMPLE FRONT"]

    @pytest.mark.parametrize("short", ["SMF", "SMNF", "Muestra National Front"])
    def test_a_body_under_a_short_name_as_well_is_one(self, short):
        rows = (by("Sample Muestra National Front"), by(short, standing="claimed"))
        slots = slots_of(people("nuns"), perpetrators=rows)
        assert slots["perp-org-conf"] == ["CLAIMED OR ADMITTED: SAMPLE MUESTRA NATIONAL FRONT"]

    def test_bodies_of_other_kinds_are_others(self):
        rows = (by("Sample Army"), by("army", "military"))
        slots = slots_of(people("nuns"), perpetrators=rows)
        assert slots["perp-org-id"] == ["SAMPLE ARMY", "ARMY"]

    @pytest.mark.parametrize(
        ("name", "kind", "slot", "category"),
        [
            ("Luis Ejemplo", "person", "perp-ind-id", "TERRORIST ACT"),
            ("members of the Sample Front", "armed_group", "perp-ind-id", "TERRORIST ACT"),
            ("Sample Front", "armed_group", "perp-org-id", "TERRORIST ACT"),
            ("Sample Movement", "unnamed", "perp-org-id", "TERRORIST ACT"),
            ("the army", "military", "perp-org-id", "STATE-SPONSORED VIOLENCE"),
            ("soldiers", "unnamed", "perp-ind-id", "STATE-SPONSORED VIOLENCE"),
            ("Popular Army rebels", "unnamed", "perp-ind-id", "TERRORIST ACT"),
            ("Colonel Ejemplo", "government", "perp-ind-id", "STATE-SPONSORED VIOLENCE"),
            ("the ministry", "government", "perp-org-id", "STATE-SPONSORED VIOLENCE"),
        ],
    )
    def test_people_bodies_and_states(self, name, kind, slot, category):
        slots = slots_of(people("nuns"), perpetrators=(by(name, kind),))
        assert slots[slot] == [name.upper()]
        assert slots["perp-inc-cat"] == [category]

    def test_nobody_known(self):
        assert not any(slot.startswith("perp") for slot in slots_of(people("nuns")))


class TestTargets:
    @pytest.mark.parametrize(
        ("name", "kind", "written"),
        [
            ("it", "transport_route", "TRANSPORTATION ROUTE"),
            ("it", "transport_facility", "TRANSPORTATION FACILITY"),
            ("it", "organisation_office", "ORGANIZATION OFFICE"),
            ("it", "government_office_or_residence", "GOVERNMENT OFFICE OR RESIDENCE"),
            ("it", "political_office", "POLITICAL FIGURE OFFICE OR RESIDENCE"),
            ("it", "diplomatic", "DIPLOMAT OFFICE OR RESIDENCE"),
            ("two pylons", "other", "ENERGY"),
            ("a school bus", "education", "TRANSPORT VEHICLE"),
            ("the statue", "other", "OTHER"),
            ("it", "anything", "OTHER"),
        ],
    )
    def test_kinds_of_things(self, name, kind, written):
        assert slots_of(thing(name, kind))["phys-tgt-type"] == [f"{written}: {name.upper()}"]

    @pytest.mark.parametrize(
        ("kind", "written"),
        [
            ("civilian", "CIVILIAN"),
            ("political_figure", "POLITICAL FIGURE"),
            ("government_official", "GOVERNMENT OFFICIAL"),
            ("former_official", "FORMER GOVERNMENT OFFICIAL"),
            ("law_enforcement", "LAW ENFORCEMENT"),
            ("judicial", "LEGAL OR JUDICIAL"),
            ("former_military", "FORMER ACTIVE MILITARY"),
            ("guard", "SECURITY GUARD"),
            ("legal_or_judicial", "LEGAL OR JUDICIAL"),
            ("diplomat", "DIPLOMAT"),
            ("anything", "CIVILIAN"),
        ],
    )
    def test_kinds_of_people(self, kind, written):
        slots = slots_of(person("Ana Ejemplo", kind))
        assert slots["hum-tgt-type"] == [f"{written}: ANA EJEMPLO"]
        assert "hum-tgt-desc" not in slots

    @pytest.mark.parametrize(
        ("number", "name", "written"),
        [
            (count(6, 6), "students", "6"),
            (count(100, 100, "about 100"), "students", "~100"),
            (count(10, None, "at least 10"), "students", "10-"),
            (count(None, 26, "up to 26"), "students", "-26"),
            (count(6, 8, "between 6 and 8"), "students", "6-8"),
            (count(2, None, "two or more"), "students", "2-"),
            (count(2, None, "several"), "students", "PLURAL"),
            (count(None, None, "dozens"), "students", "PLURAL"),
            (None, "six students", "6"),
            (None, "12 students", "12"),
            (None, "students", "PLURAL"),
            (None, "a student", "1"),
            (None, "members of a family", "PLURAL"),
            (None, "the wife of two men", "1"),
            (None, "policemen", "PLURAL"),
        ],
    )
    def test_numbers(self, number, name, written):
        slots = slots_of(people(name, number=number))
        assert slots["hum-tgt-num"] == [f"{written}: {name.upper()}"]

    @pytest.mark.parametrize(("name", "written"), [("the headquarters", "1"), ("buses", "PLURAL")])
    def test_numbers_of_things(self, name, written):
        assert slots_of(thing(name))["phys-tgt-num"] == [f"{written}: {name.upper()}"]

    @pytest.mark.parametrize(
        ("type_", "status", "effect", "written"),
        [
            ("armed_attack", "accomplished", "killed", "DEATH"),
            ("armed_attack", "accomplished", "injured", "INJURY"),
            ("bombing", "accomplished", "unharmed", "NO INJURY OR DEATH"),
            ("abduction", "accomplished", "unharmed", "NO INJURY"),
            ("abduction", "accomplished", "released", "REGAINED FREEDOM"),
            ("abduction", "accomplished", "escaped", "REGAINED FREEDOM"),
            ("armed_attack", "attempted", "escaped", "ESCAPED"),
            ("armed_attack", "threatened", "unharmed", "NO INJURY"),
            ("abduction", "accomplished", "abducted", None),
        ],
    )
    def test_effects_on_people(self, type_, status, effect, written):
        slots = slots_of(people("nuns", effect=effect), type=type_, status=status)
        assert slots.get("hum-tgt-effect") == ([f"{written}: NUNS"] if written else None)

    def test_a_description_that_holds_the_name_is_all_there_is(self):
        slots = slots_of(person("Peasants of Ejemplo", "civilian", "some Peasants of Ejemplo"))
        assert slots["hum-tgt-desc"] == ["SOME PEASANTS OF EJEMPLO"]
        assert "hum-tgt-name" not in slots

    def test_a_title_within_a_name_describes_it(self):
        titled = msgspec.structs.replace(
            person("Justice Ana Ejemplo"), description=words("Justice")
        )
        slots = slots_of(titled)
        assert slots["hum-tgt-name"] == ["JUSTICE ANA EJEMPLO"]
        assert slots["hum-tgt-desc"] == ["JUSTICE: JUSTICE ANA EJEMPLO"]

    def test_one_target_may_suffer_two_effects(self):
        slots = slots_of(people("nuns", effect="killed"), people("nuns", effect="injured"))
        assert slots["hum-tgt-effect"] == ["DEATH: NUNS", "INJURY: NUNS"]
        assert slots["hum-tgt-num"] == ["PLURAL: NUNS"]

    def test_a_person_under_a_short_name_as_well_is_one(self):
        slots = slots_of(
            person("Ejemplo", effect="injured"), person("Luis Ejemplo", effect="killed")
        )
        assert slots["hum-tgt-name"] == ["LUIS EJEMPLO"]
        assert slots["hum-tgt-effect"] == ["INJURY: LUIS EJEMPLO", "DEATH: LUIS EJEMPLO"]

    def test_arson_damages(self):
        slots = slots_of(thing("two buses"), type="arson")
        assert slots["phys-tgt-effect"] == ["SOME DAMAGE: TWO BUSES"]

    def test_no_casualties(self):
        none = Toll(low=0, best=0, high=0, rule="report", figures=(), refused=())
        slots = slots_of(thing("a store"), toll={"killed": none, "injured": none})
        assert slots["hum-tgt-effect"] == ["NO INJURY OR DEATH"]

    def test_nations_of_the_country_itself_are_not_foreign(self):
        slots = slots_of(people("nuns", nation="CO"), people("monks", nation="DE"))
        assert slots["hum-tgt-nation"] == ["WEST GERMANY: MONKS"]

    def test_targets_without_a_sort_are_told_by_their_words(self):
        slots = slots_of(
            thing("a church", "religious", sort=None),
            thing("worshippers", "religious", sort=None),
            thing("the police", "police", sort=None),
        )
        assert slots["phys-tgt-id"] == ["A CHURCH"]
        assert slots["hum-tgt-desc"] == ["WORSHIPPERS", "THE POLICE"]

    def test_people_that_only_the_toll_counts(self):
        toll = Toll(low=4, best=4, high=4, rule="report", figures=("f1",), refused=())
        slots = slots_of(
            thing("a store"), toll={"killed": toll}, report={"figures": [figure("f1", "killed", 4)]}
        )
        assert slots["hum-tgt-desc"] == ["STUDENTS"]
        assert slots["hum-tgt-num"] == ["4: STUDENTS"]
        assert slots["hum-tgt-effect"] == ["DEATH: STUDENTS"]


def figure(id, measure, number):
    said = words(f"{number} students were {measure}", 20)
    return Figure(
        id=id,
        measure=measure,
        group="people",
        low=number,
        high=number,
        qualifier="exact",
        word=None,
        number=Evidence(20, 20 + len(str(number)), str(number)),
        evidence=said,
        source=None,
        statement=None,
        incident="i1",
        part_of=None,
        as_of=None,
        new=False,
    )


class TestCommand:
    def test_records_as_read_writes_them(self, tmp_path):
        text = "Gunmen shot dead three students in Medellin, Colombia, on 8 March 1990."
        made = CliRunner().invoke(
            main, ["read", "-", "--format", "jsonl", "--reader", "rules"], input=text
        )
        (tmp_path / "records.jsonl").write_bytes(made.stdout_bytes)
        run("--as", "muc4", tmp_path / "records.jsonl", "-o", tmp_path / "out.jsonl")
        document = json.loads((tmp_path / "out.jsonl").read_bytes())
        assert document["docid"] == "stdin"
        assert document["templates"][0]["slots"]["inc-date"] == [{"v": ["08 MAR 90"]}]

    def test_what_is_no_record_fails_alone(self, tmp_path, monkeypatch):
        failure = Failure(report={"id": "x"}, error="a.txt: it is empty. Give a report's words.")
        bad = {
            b"Two died.": "it is not JSON, one record a line. Make records with: accordingto read",
            b"[1]": "it is not a JSON object",
            b'{"id":"a","text":"Two died."}': "it is a report, not a record. Read it first",
            b'{"schema":"accordingto/record/2"}': "it is no record of this version",
            msgspec.json.encode(failure): "its report was not read (a.txt: it is empty",
        }
        good = lines(record(incident(people("nuns"))))
        (tmp_path / "r.jsonl").write_bytes(good + b"\n".join(bad) + b"\n\n" + good)
        monkeypatch.chdir(tmp_path)

        done = run("--as", "muc4", "r.jsonl", code=1)

        assert [json.loads(line)["docid"] for line in done.stdout.splitlines()] == ["r1", "r1"]
        told = done.stderr.splitlines()
        assert told[-1] == "5 of 7 records could not be coded."
        for number, (line, why) in enumerate(zip(told, bad.values(), strict=False), 2):
            assert line.startswith(f"Error: r.jsonl:{number}: {why}")

    def test_files_that_cannot_be_read(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "empty.jsonl").touch()
        for name, why in {
            "gone.jsonl": "there is no such file. Check its name and folder.",
            ".": "it is a folder. Name the file of records in it.",
            "empty.jsonl": "there is no record in it. Make records with: accordingto read FILE",
        }.items():
            done = run("--as", "muc4", name, code=1)
            assert done.stderr.startswith(f"Error: {name}: {why}")
            assert done.stdout == ""

    def test_an_unknown_codebook_and_none(self):
        assert "'muc5' is not 'muc4'" in run("--as", "muc5", "-", code=2).stderr
        assert "name the codebook with --as" in run("-", code=2).stderr

    def test_the_records_are_not_overwritten(self, tmp_path):
        (tmp_path / "r.jsonl").write_bytes(lines(record()))
        path = tmp_path / "r.jsonl"
        assert "read and written at once" in run("--as", "muc4", path, "-o", path, code=2).stderr

    def test_output_that_cannot_be_written(self, tmp_path):
        done = run("--as", "muc4", "-", "-o", tmp_path / "no/out", code=2, input=lines(record()))
        assert "it cannot be written" in done.stderr
