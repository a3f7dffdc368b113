"""Give the first-order divisions in `divisions.tsv.gz` the names they have in English.

Run once after `make_divisions.py`, on what that wrote; not part of the installed package. The
English names are those of the
Unicode CLDR (Unicode License v3), found for each division by its names in GeoNames:

    npm pack cldr-subdivisions-full && tar xzf cldr-subdivisions-full-*.tgz
    python tools/name_divisions.py package/subdivisions/en/en.json

A division that CLDR does not know by any of its names, or that shares its name with another one,
keeps its name unless `NAMES` has one. The name it had stays among its other names.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from accordingto.gazetteer.names import normalise

FILE = Path(__file__).parent.parent / "src/accordingto/gazetteer/data/divisions.tsv.gz"
# Words for a sort of division, in English and the languages of the names; they do not count.
SORTS = """
    the of and province governorate region oblast krai kray state republic respublika
    respubliki district department prefecture county municipality voivodeship autonomous territory
    division canton city sheng shi zizhiqu okrug avtonomnyy avtonomna avtonomnaya oblysy lan kraj
    muhafazat mintaqat wilayat wilaya viloyati changwat si do gwangyeoksi teukbyeolsi shabiyat
    de del al ad an ar as ash at az el comunidad principado foral regio zupanija
"""
# Where CLDR's names are not the ones that news uses, or names alone do not tell two apart.
NAMES = {
    "AR.01": "Buenos Aires Province", "AR.07": "Buenos Aires", "BE.BRU": "Brussels",
    "BY.01": "Brest Region", "BY.02": "Gomel Region", "BY.03": "Grodno Region", "BY.04": "Minsk",
    "BY.05": "Minsk Region", "BY.06": "Mogilev Region", "BY.07": "Vitebsk Region",
    "CO.34": "Bogotá", "VE.25": "Capital District",
    "CD.08": "Kongo Central", "CN.20": "Inner Mongolia", "CN.26": "Shaanxi",
    "CZ.52": "Prague", "CZ.78": "South Moravia", "CZ.88": "Central Bohemia",
    "ES.29": "Madrid", "ES.31": "Murcia", "ES.27": "La Rioja", "ES.32": "Navarre",
    "ES.60": "Valencia", "ES.07": "Balearic Islands", "FR.94": "Corsica", "FR.99": "Normandy",
    "GR.ESYE31": "Attica", "ID.32": "South Sumatra",
    "IL.06": "Jerusalem", "IL.WE": "Judea and Samaria Area", "IQ.01": "Anbar", "IQ.04": "Qadisiyah",
    "IQ.06": "Babil", "IR.34": "Markazi", "IR.01": "West Azerbaijan", "IR.42": "Razavi Khorasan",
    "IT.17": "Trentino-Alto Adige", "JO.20": "Ajloun", "JO.22": "Jerash", "JO.17": "Zarqa",
    "KZ.01": "Almaty Region", "KZ.02": "Almaty", "LB.09": "North Lebanon",
    "LB.06": "South Lebanon", "LA.24": "Vientiane", "LA.27": "Vientiane Province",
    "MM.18": "Naypyidaw", "MX.09": "Mexico City", "MX.15": "State of Mexico",
    "PE.15": "Lima Region", "PE.LMA": "Lima", "PH.14": "Bangsamoro",
    "RU.03": "Altai Republic", "RU.04": "Altai Krai", "RU.08": "Bashkortostan",
    "RU.11": "Buryatia", "RU.12": "Chechnya", "RU.16": "Chuvashia",
    "RU.22": "Kabardino-Balkaria", "RU.27": "Karachay-Cherkessia", "RU.32": "Khanty-Mansi",
    "RU.47": "Moscow Oblast", "RU.48": "Moscow", "RU.66": "Saint Petersburg",
    "RU.68": "North Ossetia", "RU.80": "Udmurtia", "RU.89": "Jewish Autonomous Oblast",
    "SA.06": "Eastern Province", "SA.14": "Mecca", "SA.05": "Medina", "SY.04": "Raqqa",
    "SY.01": "Hasakah", "UA.12": "Kyiv", "UA.13": "Kyiv Oblast",
    "US.DC": "District of Columbia", "YE.02": "Aden",
    "YE.26": "Sanaa", "YE.04": "Hadramawt", "YE.08": "Hodeidah", "ZA.10": "North West",
}  # fmt: skip
# What the oblasts of Russia and Ukraine are called after; the others are as CLDR has them.
OBLASTS = {
    "Cherkaska": "Cherkasy", "Chernihivska": "Chernihiv", "Chernivetska": "Chernivtsi",
    "Dnipropetrovska": "Dnipropetrovsk", "Donetska": "Donetsk",
    "Ivano-Frankivska": "Ivano-Frankivsk", "Kharkivska": "Kharkiv", "Khersonska": "Kherson",
    "Khmelnytska": "Khmelnytskyi", "Kirovohradska": "Kirovohrad", "Luhanska": "Luhansk",
    "Lvivska": "Lviv", "Mykolaivska": "Mykolaiv", "Odeska": "Odesa", "Poltavska": "Poltava",
    "Rivnenska": "Rivne", "Sumska": "Sumy", "Ternopilska": "Ternopil", "Vinnytska": "Vinnytsia",
    "Volynska": "Volyn", "Zakarpatska": "Zakarpattia", "Zaporizka": "Zaporizhzhia",
    "Zhytomyrska": "Zhytomyr",
}  # fmt: skip
# Names that tell nothing without the word for the sort of division.
BARE = frozenset(["Central", "Eastern", "Northern", "Southern", "Western"])
KIND, COUNTRY, CODE, NAME, ALIASES = 1, 2, 3, 4, 8


def core(name: str) -> str:
    """A name without accents, blanks and words for a sort of division."""
    words = [word for word in normalise(name).split() if word not in SORTS.split()]
    return "".join(words) or normalise(name)


def english_of(file: Path) -> dict[str, dict[str, str]]:
    """Country -> core of a name -> the name in English."""
    data = json.loads(file.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in data["subdivisions"].items():
        found[code[:2].upper()].setdefault(core(name), name.replace("’", "'"))
    return found


def named(row: list[str], english: dict[str, str]) -> str | None:
    """The one English name that a division's names lead to."""
    code, oblast = f"{row[COUNTRY]}.{row[CODE]}", row[NAME].partition(" oblast")[0]
    if code in NAMES or oblast in OBLASTS:
        return NAMES.get(code) or f"{OBLASTS[oblast]} Oblast"
    hits = {english[core(n)] for n in (row[NAME], *row[ALIASES].split("|")) if core(n) in english}
    if len(hits) != 1 or any(char.isdigit() for name in hits for char in name):
        return None
    name = hits.pop()
    if name.split()[-1] in BARE:
        return None
    return f"{name} Oblast" if row[COUNTRY] == "RU" and "oblast" in row[NAME] else name


def main(cldr: Path) -> None:
    """Rewrite the file."""
    english = english_of(cldr)
    rows = [line.split("\t") for line in gzip.decompress(FILE.read_bytes()).decode().splitlines()]
    names = {
        number: name
        for number, row in enumerate(rows)
        if row[KIND] == "admin1" and (name := named(row, english[row[COUNTRY]]))
    }
    held = Counter((rows[number][COUNTRY], name) for number, name in names.items())
    for number, name in names.items():
        row = rows[number]
        if held[row[COUNTRY], name] == 1 and name != row[NAME]:
            aliases = {*filter(None, row[ALIASES].split("|")), row[NAME]} - {name}
            row[NAME], row[ALIASES] = name, "|".join(sorted(aliases))
    text = "".join("\t".join(row) + "\n" for row in rows)
    FILE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
