"""MUC-4 slots 2 to 7: date, location, type, stage and instruments of an incident.

Source: MUC-4 task documentation, template-doc part 1, 7.3 to 7.8.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from accordingto.codebooks.muc4_words import first_value, fullest, last_value, write
from accordingto.codebooks.nations import NATIONS
from accordingto.codebooks.templates import Fill, fill
from accordingto.model import Incident, Place, Record, Weapon, When
from accordingto.words import Entry, load_words, role_words, text_pattern

TYPES = {
    "armed_attack": "ATTACK", "shooting": "ATTACK", "stabbing": "ATTACK",
    "vehicle_attack": "ATTACK", "assassination": "ATTACK", "air_strike": "ATTACK",
    "shelling": "ATTACK", "raid": "ATTACK", "plot": "ATTACK", "bombing": "BOMBING",
    "arson": "ARSON", "abduction": "KIDNAPPING", "hostage_taking": "KIDNAPPING",
    "release": "KIDNAPPING",
}  # fmt: skip
GENERAL, CLOSER = ("armed_attack", "raid", "other"), ("bombing", "arson")
STAGES = {
    "accomplished": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED", "alleged": "ACCOMPLISHED",
    "attempted": "ATTEMPTED", "thwarted": "ATTEMPTED", "threatened": "THREATENED",
}  # fmt: skip
# The instruments, each with the one that it is a kind of.
INSTRUMENTS = {
    "GUN": None, "MACHINE GUN": "GUN", "MORTAR": "GUN", "HANDGUN": "GUN", "RIFLE": "GUN",
    "EXPLOSIVE": None, "BOMB": "EXPLOSIVE", "VEHICLE BOMB": "BOMB", "DYNAMITE": "BOMB",
    "MINE": "BOMB", "AERIAL BOMB": "BOMB", "GRENADE": "EXPLOSIVE",
    "MOLOTOV COCKTAIL": "EXPLOSIVE", "PROJECTILE": None, "MISSILE": "PROJECTILE",
    "ROCKET": "PROJECTILE", "CUTTING DEVICE": None, "FIRE": None, "STONE": None, "TORTURE": None,
}  # fmt: skip
FAMILIES = {
    "firearm": "GUN", "explosive": "EXPLOSIVE", "incendiary": "FIRE", "blade": "CUTTING DEVICE",
    "artillery": "GUN", "aircraft": "AERIAL BOMB",
}  # fmt: skip
CLASSES = {name.lower().replace(" ", "_"): name for name in INSTRUMENTS} | FAMILIES
# "Found by inference from a verb such as shoot" (7.8, note 7): what the kind of incident implies.
IMPLIED = {
    "bombing": "EXPLOSIVE", "shooting": "GUN", "stabbing": "CUTTING DEVICE",
    "air_strike": "AERIAL BOMB",
}  # fmt: skip
VEHICLE = "TRANSPORT VEHICLE"
WITHOUT_INSTRUMENT = ("ARSON", "KIDNAPPING")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
RECENT = timedelta(days=62)  # "within two months of the date of the article"
DIVISIONS = {
    "SV": "DEPARTMENT", "CO": "DEPARTMENT", "PE": "DEPARTMENT", "GT": "DEPARTMENT",
    "HN": "DEPARTMENT", "BO": "DEPARTMENT", "NI": "DEPARTMENT", "PY": "DEPARTMENT",
    "UY": "DEPARTMENT", "HT": "DEPARTMENT", "FR": "DEPARTMENT", "CL": "REGION", "US": "STATE",
    "MX": "STATE", "BR": "STATE", "VE": "STATE", "IN": "STATE", "AU": "STATE", "NG": "STATE",
    "DE": "STATE", "MY": "STATE",
}  # fmt: skip
KINDS = {"city": "CITY", "district": "NEIGHBORHOOD", "venue": "", "feature": "AREA"}
FITTING = {"admin": ("admin",), "city": ("city",), "district": ("district",)}
BROAD_FIRST = ("admin", "city", "district", "feature", "venue")


def type_of(incident: Incident) -> str | None:
    """The incident type; None for what MUC-4 has no type for (accidents, disasters, unrest)."""
    coded = next((TYPES[kind] for kind in _kinds_of(incident) if kind in TYPES), None)
    taken = [target for target in incident.targets if target.effect == "taken"]
    if coded == "KIDNAPPING" and any(last_value("muc4_things", t.name) == VEHICLE for t in taken):
        return "HIJACKING"
    robbed = coded in (None, "ATTACK") and incident.type in ("armed_attack", "raid", "other")
    return "ROBBERY" if robbed and any(t.sort != "person" for t in taken) else coded


def _kinds_of(incident: Incident) -> list[str]:
    """The kinds that may tell the type: "ATTACK only where no other category fits" (7.5)."""
    if incident.type == "plot":
        return [*incident.also, "plot"]
    closer = [kind for kind in incident.also if kind in CLOSER]
    if incident.type in GENERAL:
        return [*closer, incident.type]
    return [incident.type, *incident.also]


def stage_of(incident: Incident) -> str:
    """How far it got; a plot that was not foiled is a threat."""
    if incident.type == "plot" and incident.status in ("accomplished", "alleged", "ongoing"):
        return "THREATENED"
    return STAGES[incident.status]


def published_on(record: Record) -> date | None:
    """The day the report was published."""
    return _day(record.report.published)


def is_recent(incident: Incident, record: Record) -> bool:
    """Whether it is no older than two months, as far as both dates are known."""
    published = published_on(record)
    end = _day(incident.when.end) if incident.when else None
    return published is None or end is None or published - end <= RECENT


def write_date(when: When | None, published: date | None) -> str | None:
    """The date: a day, a range, or "on or before" the report's where none is told.

    That a weekday counts as none is the documentation's own rule (7.3, note 1).
    """
    start, end = (_day(when.start), _day(when.end)) if when else (None, None)
    if when is None or start is None or end is None or (published and _is_weekday(when)):
        return f"- {_write_day(published)}" if published else None
    return _write_day(start) if start == end else f"{_write_day(start)} - {_write_day(end)}"


def _is_weekday(when: When) -> bool:
    """Whether the words name a day of the week and nothing else ("on Friday evening")."""
    weekdays = (e for e in load_words("times") if e.get("class") == "weekday")
    named = text_pattern(phrase for entry in weekdays for phrase in entry.phrases)
    alone = when.anchor == "published" and re.search(r"[\d,]", when.text) is None
    return alone and named.search(when.text) is not None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _write_day(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def country_of(incident: Incident, record: Record) -> str | None:
    """ISO code of the country: as told, else inferred from what the report names most (7.4)."""
    for places in (incident.where, *(i.where for i in record.incidents if i.role == "main")):
        if codes := [place.country_code for place in places if place.country_code]:
            return codes[0]
    named = Counter(place.country_code for place in record.places if place.country_code)
    return named.most_common(1)[0][0] if named else None


def write_location(incident: Incident, record: Record) -> str | None:
    """The country, and behind it the places in it, the widest first, each with its kind."""
    code = country_of(incident, record)
    country = NATIONS.get(code or "")
    if country is None:
        return None
    inside = [place for place in incident.where if place.country_code in (code, None)]
    parts = [_write_place(place, record.report.text) for place in _nested(inside)]
    return ": ".join([country, *(part for part in parts if part)])


def _nested(places: Sequence[Place]) -> list[Place]:
    """The most exact place, with one place of each wider kind that it may lie in."""
    if not places:
        return []
    chain: dict[str, Place] = {}
    exact = places[0]
    for place in places:
        fits = place.kind != "admin" or exact.admin1 in (None, place.admin1, place.name)
        if place.kind in BROAD_FIRST and fits and write(place.name) not in NATIONS.values():
            chain.setdefault(_level_of(place), place)
    return [chain[kind] for kind in BROAD_FIRST if kind in chain]


def _write_place(place: Place, text: str | None) -> str:
    kind = _kind_in(place.name) or _kind_beside(place, text) or _usual_kind(place)
    name = write(place.name)
    if _level_of(place) == "admin" and name.endswith(f" {kind}"):
        name = name.removesuffix(f" {kind}")
    return f"{name} ({kind})" if kind else ""


def _level_of(place: Place) -> str:
    """How wide a place is: as its name says ("Muestra Province"), else by its kind."""
    entry = _kind_words().get(place.name.lower().rpartition(" ")[2]) if " " in place.name else None
    return "admin" if entry and entry.get("of") == "admin" else place.kind


def _usual_kind(place: Place) -> str:
    if place.kind == "admin":
        return DIVISIONS.get(place.country_code or "", "PROVINCE")
    return KINDS.get(place.kind, "")


@cache
def _kind_words() -> dict[str, Entry]:
    entries = [entry for entry in load_words("muc4_places") if entry.get("role") == "kind"]
    return {phrase: entry for entry in entries for phrase in entry.phrases}


def _kind_in(name: str) -> str | None:
    """The kind that a name itself ends in ("Sampleville University")."""
    entry = _kind_words().get(name.lower().rpartition(" ")[2]) if " " in name else None
    return entry.get("kind") if entry else None


def _kind_beside(place: Place, text: str | None) -> str | None:
    """The kind that the report most often says beside the name, of those it may be."""
    fits = FITTING.get(place.kind, (place.kind, "feature"))
    found = (_kind_words()[word] for word in _words_beside(place.name, text or ""))
    said = Counter(entry.get("kind") for entry in found if entry.get("of") in fits)
    return said.most_common(1)[0][0] if said else None


def _words_beside(name: str, text: str) -> list[str]:
    words = "|".join(sorted(map(re.escape, _kind_words()), key=len, reverse=True))
    linked = "|".join(sorted(map(re.escape, role_words("muc4_places", "linked")), reverse=True))
    spaced = r"\s+".join(map(re.escape, name.split()))
    before = rf"(?P<before>{words})\s+(?:{linked})\s+{spaced}"
    beside = rf"\b(?:{before}|{spaced}\s+(?P<after>{words}))\b"
    hits = re.finditer(beside, text, re.IGNORECASE)
    return [" ".join((hit["before"] or hit["after"]).lower().split()) for hit in hits]


def code_instruments(incident: Incident, kind: str) -> dict[str, tuple[Fill, ...]]:
    """Slots 6 and 7; a weapon that is only implied ("opened fire") has a type and no name."""
    if kind in WITHOUT_INSTRUMENT:
        return {}
    names: dict[str, Fill] = {}
    types: dict[tuple[str, str], Fill] = {}
    said = [(w, instrument_type(w, incident)) for w in incident.weapons]
    named = [(write(weapon.name), coded) for weapon, coded in said if is_named(weapon)]
    for weapon, coded in said:
        alike = [name for name, other in named if other == coded]
        name = fullest(write(weapon.name), alike) if is_named(weapon) else ""
        if name:
            names.setdefault(name, Fill((name,)))
        if coded:
            types.setdefault((coded, name), *fill(coded, of=name))
    if not types and (implied := _implied(incident)):
        types["implied", ""] = Fill((implied,))
    return {"inc-instr-id": tuple(names.values()), "inc-instr-type": tuple(types.values())}


def is_named(weapon: Weapon) -> bool:
    """Whether the report's words name the weapon, rather than what is done with it."""
    if weapon.class_ not in FAMILIES:
        return True
    name, said = weapon.name.casefold(), " ".join(weapon.evidence.text.casefold().split())
    return said in name or name.rpartition(" ")[2] in said.split()


def instrument_type(weapon: Weapon, incident: Incident) -> str | None:
    """By the words, or by the class where that is the same, but closer, or words do not tell."""
    said, classed = first_value("muc4_instruments", weapon.name), CLASSES.get(weapon.class_)
    coded = classed if said is None or (classed and is_kind_of(classed, said)) else said
    return "AERIAL BOMB" if coded == "BOMB" and incident.type == "air_strike" else coded


def is_kind_of(instrument: str | None, other: str) -> bool:
    """Whether an instrument is another one, or one of its kinds."""
    while instrument not in (None, other):
        instrument = INSTRUMENTS[instrument or ""]
    return instrument is not None


def _implied(incident: Incident) -> str | None:
    return next((IMPLIED[k] for k in (incident.type, *incident.also) if k in IMPLIED), None)
