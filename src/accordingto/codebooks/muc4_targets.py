"""MUC-4 slots 12 to 24: the things that were struck and the people who were harmed.

Source: MUC-4 task documentation, template-doc part 1, 7.13 to 7.25, and part 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from accordingto.codebooks.muc4_words import ends_in, fullest, last_value, number_of, write
from accordingto.codebooks.nations import NATIONS
from accordingto.codebooks.templates import Fill, Slots, fill
from accordingto.model import Count, Evidence, Figure, Incident, Target
from accordingto.model.kinds import TargetEffect
from accordingto.words import load_words, role_pattern, text_pattern

# `Target.kind` of things -> PHYS TGT: TYPE. Each value's own name in small letters and
# underscores is understood as well.
THINGS = {
    "civilian_residence": "CIVILIAN RESIDENCE",
    "commercial": "COMMERCIAL",
    "communications": "COMMUNICATIONS",
    "diplomat_office": "DIPLOMAT OFFICE OR RESIDENCE",
    "energy": "ENERGY",
    "financial": "FINANCIAL",
    "government_office": "GOVERNMENT OFFICE OR RESIDENCE",
    "law_enforcement_facility": "LAW ENFORCEMENT FACILITY",
    "political_office": "POLITICAL FIGURE OFFICE OR RESIDENCE",
    "organisation_office": "ORGANIZATION OFFICE",
    "transport_vehicle": "TRANSPORT VEHICLE",
    "transport_facility": "TRANSPORTATION FACILITY",
    "transport_route": "TRANSPORTATION ROUTE",
    "water": "WATER",
    "other": "OTHER",
}
# The same, for the target types of the Global Terrorism Database, where the words tell no more.
BROAD_THINGS = {
    "business": "COMMERCIAL", "government": "GOVERNMENT OFFICE OR RESIDENCE",
    "police": "LAW ENFORCEMENT FACILITY", "airport": "TRANSPORTATION FACILITY",
    "diplomatic": "DIPLOMAT OFFICE OR RESIDENCE", "media": "COMMUNICATIONS",
    "maritime": "TRANSPORT VEHICLE", "ngo": "ORGANIZATION OFFICE",
    "telecommunication": "COMMUNICATIONS", "tourist": "COMMERCIAL",
    "transport": "TRANSPORT VEHICLE", "utility": "ENERGY", "party": "ORGANIZATION OFFICE",
}  # fmt: skip
# `Target.kind` of people -> HUM TGT: TYPE; everybody else is a CIVILIAN, "the default category".
# MUC-4's own names are understood here, too.
PEOPLE = {
    "political_figure": "POLITICAL FIGURE", "government_official": "GOVERNMENT OFFICIAL",
    "former_official": "FORMER GOVERNMENT OFFICIAL", "law_enforcement": "LAW ENFORCEMENT",
    "judicial": "LEGAL OR JUDICIAL", "military": "ACTIVE MILITARY",
    "former_military": "FORMER ACTIVE MILITARY", "guard": "SECURITY GUARD",
    "diplomat": "DIPLOMAT", "police": "LAW ENFORCEMENT", "government": "GOVERNMENT OFFICIAL",
    "diplomatic": "DIPLOMAT",
}  # fmt: skip
OWN_PEOPLE = {v.lower().replace(" ", "_"): v for v in PEOPLE.values()} | PEOPLE
OWN_THINGS = {v.lower().replace(" ", "_"): v for v in THINGS.values()} | THINGS
OUTSIDE = ("terrorist",)  # "another such group or member of such a group" is no target (1.0)
COUNTED: tuple[TargetEffect, ...] = ("killed", "injured")
TOTALLED = ("killed", "injured", "abducted", "released")


def code_things(incident: Incident, kind: str, country: str | None) -> Slots:
    """Slots 12 to 16; a kidnapping has none."""
    if kind == "KIDNAPPING":
        return {}
    slots = _Slots()
    for thing in things_of(incident):
        name = write(thing.name)
        slots.add("phys-tgt-id", name)
        slots.add("phys-tgt-type", thing_type(thing), of=name)
        slots.add("phys-tgt-num", number_of(thing.number, thing.name), of=name, once=True)
        slots.add("phys-tgt-nation", foreign_nation(thing, country), of=name)
        slots.add("phys-tgt-effect", effect_on_thing(thing, incident, kind), of=name)
    return slots.filled()


def code_people(
    incident: Incident, kind: str, stage: str, country: str | None, figures: Sequence[Figure]
) -> Slots:
    """Slots 18 to 24."""
    slots = _Slots()
    people = people_of(incident)
    people += counted_people(incident, people, figures)
    named = {name for person in people if (name := names_of(person)[0])}
    for person in people:
        name, description = names_of(person)
        name = fullest(name, named) if name else None
        who = name or description
        slots.add("hum-tgt-name", name)
        slots.add("hum-tgt-desc", description, of=name)
        slots.add("hum-tgt-type", OWN_PEOPLE.get(person.kind, "CIVILIAN"), of=who)
        number = number_of(person.number, person.name, named=bool(name))
        slots.add("hum-tgt-num", number, of=who, once=True)
        slots.add("hum-tgt-nation", foreign_nation(person, country), of=who)
        slots.add("hum-tgt-effect", effect_on_person(person, kind, stage), of=who)
    if not people:
        slots.add("hum-tgt-effect", effect_on_nobody(incident))
    slots.add("hum-tgt-total-num", total_of(people, figures))
    return slots.filled()


class _Slots:
    """Slots as they fill up, each value with its referent once."""

    def __init__(self) -> None:
        self.fills: dict[str, dict[tuple[str, str], Fill]] = {}

    def add(
        self, slot: str, value: str | None, *, of: str | None = None, once: bool = False
    ) -> None:
        """Fill a slot; `once` for those with one value for each referent."""
        key = ("" if once else value or "", of or "")
        for new in fill(value, of=of):
            self.fills.setdefault(slot, {}).setdefault(key, new)

    def filled(self) -> Slots:
        return {slot: tuple(fills.values()) for slot, fills in self.fills.items()}


def things_of(incident: Incident) -> list[Target]:
    """The targets that are things."""
    return [t for t in incident.targets if not is_person(t) and t.kind not in OUTSIDE]


def people_of(incident: Incident) -> list[Target]:
    """The targets that are people."""
    return [t for t in incident.targets if is_person(t) and t.kind not in OUTSIDE]


def is_person(target: Target) -> bool:
    """Whether a target is people: as the record says, else by its words, else by its kind."""
    if target.sort is not None:
        return target.sort == "person"
    if last_value("muc4_things", target.name):
        return False
    return target.kind in OWN_PEOPLE or _means_people(target.name)


def _means_people(words: str) -> bool:
    return (
        _people().search(words) is not None
        or ends_in("muc4_people", "individual", words)
        or ends_in("muc4_plurals", "several", words)
    )


@cache
def _people() -> re.Pattern[str]:
    words = [phrase for entry in load_words("people") for phrase in entry.phrases]
    return text_pattern([*words, *(f"{word}s" for word in words)])


def counted_people(
    incident: Incident, listed: Sequence[Target], figures: Sequence[Figure]
) -> list[Target]:
    """The people that the report's own toll counts, where nobody listed was killed or injured."""
    if any(person.effect in ("killed", "injured") for person in listed):
        return []
    used = [(m, f) for m in COUNTED for f in figures if f.measure == m and _used(f, incident)]
    return [counted for measure, figure in used if (counted := _counted(figure, measure))]


def _used(figure: Figure, incident: Incident) -> bool:
    toll = incident.toll.get(figure.measure)
    return toll is not None and figure.id in toll.figures and figure.high != 0


def _counted(figure: Figure, effect: TargetEffect) -> Target | None:
    """The target that a figure counts: "three students" of "three students were killed"."""
    words, number = figure.evidence, figure.number
    rest = words.text[max(0, number.end - words.start) :]
    noun = _people().search(rest)
    hurt = None if noun else role_pattern("muc4_plurals", "several").search(rest)
    found = noun or hurt
    if found is None or len(rest[: found.start()].split()) > 3:
        return None
    first = len(rest) - len(rest.lstrip()) if noun else found.start()
    start = words.end - len(rest)
    said = Evidence(start + first, start + found.end(), rest[first : found.end()], words.field)
    return Target(
        name=said.text,
        kind="civilian",
        evidence=said,
        sort="person",
        description=said,
        number=Count(low=figure.low, high=figure.high, evidence=words),
        effect=effect,
    )


def names_of(person: Target) -> tuple[str | None, str | None]:
    """The name and the description of a human target; one of them at least.

    A person without a name is described by the very words that stand for a name.
    """
    named = write(person.name)
    if person.description is None:
        nameless = person.sort is None or person.name == person.name.lower()
        return (None, named) if nameless else (named, None)
    described = write(person.description.text)
    same = described == write(person.evidence.text)
    if same or set(named.split()) <= set(described.split()):
        return None, described
    return named, described


def thing_type(thing: Target) -> str:
    """PHYS TGT: TYPE, by a kind that is MUC-4's own, else by the words, else by a broad kind."""
    own = OWN_THINGS.get(thing.kind)
    if own and own != "OTHER":
        return own
    said = last_value("muc4_things", thing.name)
    return said if said and said != "money" else BROAD_THINGS.get(thing.kind, "OTHER")


def effect_on_thing(thing: Target, incident: Incident, kind: str) -> str | None:
    """PHYS TGT: EFFECT; "arson of a target implies at least some damage" (7.17, note 2)."""
    if thing.effect == "taken" and kind in ("ROBBERY", "HIJACKING"):
        return _taken(thing, kind)
    told = {"destroyed": "DESTROYED", "damaged": "SOME DAMAGE", "undamaged": "NO DAMAGE"}
    burned = kind == "ARSON" and thing.effect is None and incident.status == "accomplished"
    return "SOME DAMAGE" if burned else told.get(thing.effect or "")


def _taken(thing: Target, kind: str) -> str:
    if kind == "HIJACKING":
        return "TARGET TAKEN"
    money = last_value("muc4_things", thing.name) == "money"
    return "MONEY TAKEN FROM TARGET" if money else "PROPERTY TAKEN FROM TARGET"


def effect_on_person(person: Target, kind: str, stage: str) -> str | None:
    """HUM TGT: EFFECT, in the words MUC-4 allows for that kind of incident (7.24)."""
    if person.effect in ("released", "escaped"):
        if kind == "KIDNAPPING":
            return "REGAINED FREEDOM"
        return "ESCAPED" if (kind, stage) == ("ATTACK", "ATTEMPTED") else None
    unharmed = "NO INJURY" if kind == "KIDNAPPING" else "NO INJURY OR DEATH"
    if kind == "ATTACK" and stage == "THREATENED":
        unharmed = "NO INJURY"
    told = {"killed": "DEATH", "injured": "INJURY", "unharmed": unharmed}
    return told.get(person.effect or "")


def effect_on_nobody(incident: Incident) -> str | None:
    """What is said where nobody was harmed: "no casualties"."""
    none = {m for m, toll in incident.toll.items() if toll.best == 0}
    if none >= {"killed", "injured"} or "casualties" in none:
        return "NO INJURY OR DEATH"
    return "NO INJURY" if "injured" in none else "NO DEATH" if "killed" in none else None


def foreign_nation(target: Target, country: str | None) -> str | None:
    """The target's nation, where it is told and not that of the place."""
    nation = NATIONS.get(target.nation or "")
    return nation if nation != NATIONS.get(country or "") else None


def total_of(people: Sequence[Target], figures: Iterable[Figure]) -> str | None:
    """The total number of human targets, where the report states it and several are listed."""
    for measure in TOTALLED:
        counts = [_known(person) for person in people if person.effect == measure]
        total = sum(counts)
        stated = [f for f in figures if f.measure == measure and f.low == f.high == total]
        if len(counts) > 1 and 0 not in counts and stated:
            return str(total)
    return None


def _known(person: Target) -> int:
    number = number_of(person.number, person.name, named=bool(names_of(person)[0]))
    return int(number) if number.isdecimal() else 0


def is_own_military(target: Target, country: str | None) -> bool:
    """Whether a target is of the country's own armed forces, people or things."""
    force = target.kind in ("military", "active_military")
    return force and target.nation in (None, country)
