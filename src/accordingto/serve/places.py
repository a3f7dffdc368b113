"""Places of the gazetteer by name, for people who put an incident where it was."""

from __future__ import annotations

import re
from typing import TypeAlias

from accordingto.gazetteer import Entry, normalise, open_gazetteer
from accordingto.model.corrections import Where

LEVELS = {"city": 1, "admin2": 3, "admin1": 4, "country": 6}
"""UCDP GED `where_prec` of what the gazetteer knows; features are 5."""
MOST = 12
CHOSEN = re.compile(r"\((\d+)\)\s*$")
Found: TypeAlias = list[Entry]


def find_places(words: str) -> Found:
    """Places that bear a name, the largest first; a comma may lead on to what they lie in."""
    name, _, within = words.partition(",")
    gazetteer = open_gazetteer()
    every = gazetteer.find([normalise(name)]).get(normalise(name), ())
    wanted = normalise(within)
    found = [entry for entry in every if not wanted or wanted in normalise(say_place(entry))]
    return sorted(found, key=lambda entry: (entry.kind != "city", -entry.population))[:MOST]


def say_place(entry: Entry) -> str:
    """A place with its province and country: "Mosul, Nineveh, Iraq"."""
    gazetteer = open_gazetteer()
    province = gazetteer.provinces.get((entry.country or "", entry.admin1 or ""))
    country = gazetteer.countries.get(entry.country or "")
    return ", ".join(dict.fromkeys(part for part in (entry.name, province, country) if part))


def choose_place(typed: str) -> Where | None:
    """The place that was chosen: by its GeoNames number in brackets, else the only one so called.

    None where there is none, or more than one town of the name.
    """
    number = CHOSEN.search(typed)
    found = find_places(CHOSEN.sub("", typed).strip())
    if number:
        found = [entry for entry in found if entry.geonames_id == int(number[1])]
    towns = [entry for entry in found if entry.kind == "city"]
    chosen = towns if towns else found
    return make_where(chosen[0]) if len(chosen) == 1 else None


def make_where(entry: Entry) -> Where:
    """A place of the gazetteer as a correction holds it."""
    gazetteer = open_gazetteer()
    return Where(
        name=entry.name,
        country_code=entry.country,
        country_name=gazetteer.countries.get(entry.country or ""),
        admin1=gazetteer.provinces.get((entry.country or "", entry.admin1 or "")),
        lat=round(entry.lat, 5),
        lon=round(entry.lon, 5),
        geonames_id=entry.geonames_id,
        precision=LEVELS.get(entry.kind, 5),
    )
