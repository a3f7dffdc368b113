"""Places: names found in the gazetteer, venues and streets by their form, demonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from accordingto.annotate.places_choice import Scene, choose
from accordingto.annotate.places_demonyms import find_demonyms
from accordingto.annotate.places_evidence import Surroundings, is_accepted, is_well_known
from accordingto.annotate.places_home import home_of
from accordingto.annotate.places_lists import set_peers, spread
from accordingto.annotate.places_names import Named, find_names
from accordingto.annotate.places_people import find_people
from accordingto.annotate.places_unknown import find_unknown
from accordingto.annotate.places_venues import (
    Site,
    SiteFinder,
    host_of,
    region_of,
    site_mention,
)
from accordingto.annotate.places_words import Word, split_title, split_words
from accordingto.annotate.reading import Reading
from accordingto.gazetteer import Entry, Gazetteer, normalise, open_gazetteer
from accordingto.model import PlaceMention
from accordingto.model.kinds import PlaceKind
from accordingto.model.values import Place
from accordingto.words import role_words

KINDS: dict[str, PlaceKind] = {
    "country": "country",
    "admin1": "admin",
    "admin2": "district",
    "city": "city",
    "region": "admin",
    "landmark": "venue",
}
SAID: dict[str, PlaceKind] = {
    "city": "city",
    "district": "district",
    "admin": "admin",
    "feature": "feature",
    "country": "country",
}
# UCDP GED `where_prec` of each kind.
PRECISION = {
    "city": 1, "landmark": 1, "admin2": 3, "admin1": 4, "country": 6, "continent": 6, "sea": 7,
}  # fmt: skip
FUZZY, CLOSE_BY = 5, 2
# Last words of the names of sites that are named for the town they are in.
NAMED_FOR_TOWNS = role_words("place_names", "town")
# A town with less than this share of the people of a province abroad is not what its name says.
SMALL = 0.02


def find_places(reading: Reading) -> tuple[PlaceMention, ...]:
    """The places a report names, in text order; demonyms among them, marked as such.

    Names without a place in the gazetteer keep null coordinates.

    Source:
        UCDP GED Codebook 23.1, Appendix 3, for `precision`.
    """
    words = split_words(reading)
    gazetteer = open_gazetteer()
    names = find_names(words, gazetteer)
    several = {at for n in names if n.last > n.first for at in range(n.first, n.last + 1)}
    people = find_people(words, several)
    demonyms = find_demonyms(reading, words, gazetteer, several)
    sites = SiteFinder(words, names, people, gazetteer.demonyms.keys()).find()
    namesakes = _hide(names, sites, words, demonyms)
    surroundings = Surroundings(words, names, reading.report.text, people)
    kept = [name for name in names if surroundings.weigh(name) or name.first in namesakes]
    spread(words, kept, people)
    _set_beside(words, kept, demonyms)
    set_peers(words, kept)
    kept = _with_unknown(words, kept, sites, people, gazetteer)
    accepted = _accept(kept, scene := _scene(reading, kept, demonyms, gazetteer))
    chosen = choose(accepted, scene, gazetteer.capitals)
    at = {id(name): position for position, name in enumerate(accepted)}
    mentions = []
    for position, name in enumerate(accepted):
        if not name.hidden:
            region = at.get(id(name.within)) if name.within else None
            held = None if region is None else chosen[region]
            mentions.append(_mention(reading, words, name, (chosen[position], held), gazetteer))
    for site in sites:
        host, region = host_of(site, words, accepted), region_of(site, words, accepted)
        around = (
            None if host is None else chosen[host],
            None if region is None else chosen[region],
        )
        mentions.append(site_mention(reading, words, site, around, gazetteer))
    return tuple(sorted((*mentions, *demonyms), key=lambda m: m.place.evidence.start))


def _hide(
    names: Sequence[Named],
    sites: Sequence[Site],
    words: Sequence[Word],
    demonyms: Sequence[PlaceMention],
) -> set[int]:
    """Mark the names inside those of venues and demonyms: they are no mentions of their own.

    Returns:
        Where the towns begin that airports and the like are named for ("Lima Airport").
    """
    inside = {at for site in sites for at in range(site.first, site.last + 1)}
    starts = {mention.place.evidence.start for mention in demonyms}
    for name in names:
        name.hidden = name.first in inside
        name.demonym = words[name.first].start in starts
    named_for = {site.first for site in sites if words[site.last].lower in NAMED_FOR_TOWNS}
    return {n.first for n in names if n.first in named_for and is_well_known(n.entries)}


def _set_beside(
    words: Sequence[Word], names: Sequence[Named], demonyms: Sequence[PlaceMention]
) -> None:
    """Tell every name which countries its sentence names."""
    beside: dict[int, set[str]] = defaultdict(set)
    for mention in demonyms:
        beside[mention.sentence].add(mention.place.country_code or "")
    for name in names:
        codes = {e.country for e in name.entries if e.kind == "country" and e.country}
        beside[words[name.first].sentence] |= codes
    for name in names:
        name.beside = frozenset(beside[words[name.first].sentence])


def _with_unknown(
    words: Sequence[Word],
    names: Sequence[Named],
    sites: Sequence[Site],
    people: Set[str],
    gazetteer: Gazetteer,
) -> list[Named]:
    """The names, and with them those of places that the gazetteer does not know."""
    names = [name for name in names if not name.demonym]
    taken = {at for name in names for at in range(name.first, name.last + 1)}
    taken |= {at for site in sites for at in range(site.first, site.last + 1)}
    unknown = find_unknown(words, names, taken, people, gazetteer.demonyms.keys())
    return sorted((*names, *unknown), key=lambda name: name.first)


def _scene(
    reading: Reading, names: Sequence[Named], demonyms: Sequence[PlaceMention], gazetteer: Gazetteer
) -> Scene:
    """The countries and provinces that the report and its title name beyond doubt."""
    scene = Scene(home=home_of(reading.report))
    for demonym in demonyms:
        if demonym.place.country_code:
            scene.countries[demonym.place.country_code] += 1
    for name in names:
        sure = [
            e
            for e in name.entries
            if e.kind in ("country", "landmark") or (e.kind == "admin1" and e.main)
        ]
        if is_well_known(sure) and len({e.country for e in sure}) == 1 and not _is_shared(name):
            scene.add(sure[0])
    titled = [normalise(word) for word in split_title(reading.report.title or "")]
    for entries in gazetteer.find(titled).values():
        for entry in entries:
            if entry.kind == "country":
                scene.add(entry)
    return scene


def _is_shared(name: Named) -> bool:
    """Whether a name of a province is also that of a town abroad that is not much smaller."""
    main = [entry for entry in name.entries if entry.main]
    if any(entry.kind == "country" for entry in name.entries):
        return False
    largest = max(main, key=lambda entry: entry.population, default=None)
    return largest is not None and any(
        entry.country != largest.country and entry.population > SMALL * largest.population
        for entry in main
    )


def _accept(names: Sequence[Named], scene: Scene) -> list[Named]:
    """The names taken for places; a sure mention of a name speaks for its other mentions."""
    sure = {
        name.key
        for name in names
        if name.level >= 2 and is_accepted(name, at_home=False, seen=False)
    }
    return [
        name
        for name in names
        if is_accepted(
            name,
            at_home=any(
                scene.countries[e.country] or e.country == scene.home
                for e in name.entries
                if e.country
            ),
            seen=name.key in sure,
        )
    ]


def _mention(
    reading: Reading,
    words: Sequence[Word],
    name: Named,
    chosen: tuple[Entry | None, Entry | None],
    gazetteer: Gazetteer,
) -> PlaceMention:
    """The mention of a name: its place, or else the country of the region it is said to be in."""
    entry, region = chosen
    first, last = words[name.first], words[name.last]
    end = last.end
    if name.short and not last.text.endswith(".") and reading.report.text[end : end + 1] == ".":
        end += 1
    evidence = reading.cut(first.start, end)
    around = entry or region
    code = around.country if around else None
    place = Place(
        name=evidence.text,
        kind=_kind(name, entry),
        country_code=code,
        country_name=gazetteer.countries.get(code or ""),
        admin1=gazetteer.provinces.get((code or "", (around.admin1 if around else None) or "")),
        lat=round(entry.lat, 5) if entry else None,
        lon=round(entry.lon, 5) if entry else None,
        geonames_id=entry.geonames_id if entry else None,
        precision=_precision(name, entry),
        candidates=len(name.entries),
        evidence=evidence,
    )
    body = name.attributive
    return PlaceMention(place=place, sentence=first.sentence, demonym=body, body=body)


def _kind(name: Named, entry: Entry | None) -> PlaceKind:
    if entry is None:
        return SAID.get(name.kind, "city")
    return KINDS.get(entry.kind, "feature")


def _precision(name: Named, entry: Entry | None) -> int | None:
    if entry is None:
        return None
    if name.near is None:
        return FUZZY
    exact = PRECISION.get(entry.kind, FUZZY)
    if entry.kind == "area" and entry.country is None:
        exact = PRECISION["country"]
    return CLOSE_BY if name.near and exact == 1 else exact
