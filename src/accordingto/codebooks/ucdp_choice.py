"""The place of an event, of those that sources give for it, as UCDP GED chooses.

Source:
    UCDP GED Codebook 23.1, `where_prec` and Appendix 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from accordingto.model.kinds import PlaceKind
from accordingto.model.values import Place


def choose_place(places: Sequence[Place]) -> tuple[Place | None, int | None, str]:
    """The place that an event is coded at, of those that sources give for it.

    A name at several levels stands for the highest of them. Of the places that are certain, the
    finest is taken; places of one level that differ are uncertain, and give way to the coarser
    place that holds them all, down to the division or the country they share.

    Returns:
        The place, its `where_prec`, and why. A division or country that no source named has no
        coordinates and no GeoNames id. None and None where nothing is known for certain.

    Source:
        UCDP GED Codebook 23.1, Appendix 3.
    """
    certain = [place for place in places if place.precision is not None and place.lat is not None]
    certain = _highest_of_each_name(certain)
    told = ""
    for level in sorted({_level(place) for place in certain}):
        finest = _towns_alone([place for place in certain if _level(place) == level])
        best = min(finest, key=lambda place: place.precision or 0)
        if len({(p.lat, p.lon) for p in finest}) == 1 and _holds_all(best, certain):
            return best, best.precision, _chosen(best, places, told)
        told = told or _say_differing(finest)
        if level < 4 and (shared := _shared_division(finest, certain)):
            return shared, 4, _all_in(f"UCDP GED, Appendix 3: {told}", shared.name)
    return _widest(places, told)


def _level(place: Place) -> int:
    """How coarse a place is: its `where_prec`, but a town and what is near one are level."""
    return 1 if place.precision == 2 else place.precision or 0


def _towns_alone(places: list[Place]) -> list[Place]:
    """The places without the spots in towns, where towns are among them."""
    return [place for place in places if place.kind == "city"] or places


def _highest_of_each_name(places: Sequence[Place]) -> list[Place]:
    """The places, without those whose name is also that of a higher division in that country."""
    highest: dict[tuple[str, str | None], int] = {}
    for place in places:
        key = (place.name.casefold(), place.country_code)
        highest[key] = max(highest.get(key, 0), _level(place))
    return [p for p in places if _level(p) == highest[p.name.casefold(), p.country_code]]


def _holds_all(place: Place, others: Iterable[Place]) -> bool:
    """Whether no finer place lies in another division, and none in another country."""
    for other in others:
        finer = _level(other) < _level(place) in (3, 4)
        if finer and other.admin1 != place.admin1:
            return False
        if place.country_code and other.country_code not in (None, place.country_code):
            return False
    return True


def _shared_division(differing: Sequence[Place], certain: Sequence[Place]) -> Place | None:
    """The first-order division that all the places lie in: as a source named it, or its name."""
    first = differing[0]
    inside = {(place.country_code, place.admin1) for place in differing}
    if len(inside) != 1 or first.admin1 is None or not _holds_all(first, certain):
        return None
    named = [p for p in certain if p.precision == 4 and p.admin1 == first.admin1]
    return named[0] if named else _without_spot(first, first.admin1, "admin", 4)


def _widest(places: Sequence[Place], told: str) -> tuple[Place | None, int | None, str]:
    """The division or country that all the places are said to lie in, though none is certain."""
    why = f"UCDP GED, Appendix 3: {told or 'no place is known for certain'}"
    countries = {place.country_code for place in places}
    if len(countries) != 1 or None in countries:
        return None, None, f"{why}, and no country holds them all."
    first = places[0]
    divisions = {place.admin1 for place in places}
    if len(divisions) == 1 and first.admin1:
        return _without_spot(first, first.admin1, "admin", 4), 4, _all_in(why, first.admin1)
    country = first.country_name or first.name
    return _without_spot(first, country, "country", 6), 6, _all_in(why, country)


def _without_spot(place: Place, name: str, kind: PlaceKind, precision: int) -> Place:
    """What a place lies in: known by its name only."""
    return replace(
        place, name=name, kind=kind, precision=precision, lat=None, lon=None, geonames_id=None,
        admin1=place.admin1 if kind == "admin" else None,
    )  # fmt: skip


def _chosen(place: Place, places: Sequence[Place], told: str) -> str:
    why = told or ("the only place" if len(places) == 1 else "the finest place that is certain")
    return f"UCDP GED, Appendix 3: {why}; {place.name}."


def _all_in(why: str, name: str) -> str:
    return f"{why}; all that is named lies in {name}."


def _say_differing(places: Sequence[Place]) -> str:
    names = list(dict.fromkeys(place.name for place in places))
    if len(names) == 1:
        return f"{names[0]} does not agree with the other places"
    return f"{', '.join(names[:-1])} and {names[-1]} differ"
