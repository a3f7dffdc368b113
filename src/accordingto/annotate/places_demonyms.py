"""Demonyms: "Kenyan", "Costa Ricans". They tell where a report plays and are no places."""

from __future__ import annotations

from collections.abc import Sequence, Set

from accordingto.annotate.places_words import HYPHEN, SPACE, Word, cues
from accordingto.annotate.reading import Reading
from accordingto.gazetteer import Gazetteer, normalise
from accordingto.model import PlaceMention
from accordingto.model.values import Place

LONGEST = 3


def find_demonyms(
    reading: Reading, words: Sequence[Word], gazetteer: Gazetteer, named: Set[int]
) -> tuple[PlaceMention, ...]:
    """Every demonym of the body outside place names of several words, the longest from the left."""
    found = []
    at = 0
    while at < len(words):
        last = _last(words, at, gazetteer) if words[at].cap and at not in named else None
        if last is not None:
            found.append(_mention(reading, words, at, last, gazetteer))
        at = at + 1 if last is None else last + 1
    return tuple(found)


def _last(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> int | None:
    """The last word of the demonym that begins at a word, or None."""
    wider = cues("places", "peoples-of-many")
    if any(wider.starting_at(words, first) for first in (at - 1, at) if first >= 0):
        return None
    for last in range(min(at + LONGEST, len(words)) - 1, at - 1, -1):
        if all(word.gap in (SPACE, HYPHEN) for word in words[at:last]) and words[last].cap:
            name = " ".join(word.text for word in words[at : last + 1])
            if normalise(name) in gazetteer.demonyms:
                return last
    return None


def _mention(
    reading: Reading, words: Sequence[Word], first: int, last: int, gazetteer: Gazetteer
) -> PlaceMention:
    evidence = reading.cut(words[first].start, words[last].end)
    country = gazetteer.country(gazetteer.demonyms[normalise(evidence.text)])
    place = Place(
        name=country.name,
        kind="country",
        country_code=country.country,
        country_name=country.name,
        admin1=None,
        lat=country.lat,
        lon=country.lon,
        geonames_id=country.geonames_id,
        precision=6,
        candidates=1,
        evidence=evidence,
    )
    return PlaceMention(place=place, sentence=words[first].sentence, demonym=True)
