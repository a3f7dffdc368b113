"""The words that reports put an incident's place in, for the phrases of UCDP's Appendix 3."""

from __future__ import annotations

import re

from accordingto.codebooks.scene import tellings
from accordingto.codebooks.ucdp_places import PlaceCode, read_place
from accordingto.model import Evidence, Place
from accordingto.model.coding import Case

LEVELS = {
    1: "A town or a spot in it is named.",
    2: "Near a place that is named.",
    3: "Only the district is named.",
    4: "Only the province is named.",
    5: "A part of the country, or along a feature.",
    6: "Only the country is named.",
    7: "International waters or airspace.",
}
REACH = 60
"""Characters before and behind a name in which words may say how far from it something was."""
BREAK = re.compile(r"[,;.:()\n“”\"]")


def read_around(case: Case, place: Place) -> PlaceCode | None:
    """What the words around a place's name say of it, where a report says it by such a phrase."""
    for told in tellings(case):
        for named in told.incident.where:
            if named.geonames_id == place.geonames_id and named.name == place.name:
                words = _clause(told.record.report.text, named.evidence)
                code = read_place(words, kind=named.kind)
                if code is not None and any(place.name in name for name in code.of):
                    return code
    return None


def finest_places(case: Case) -> list[Place]:
    """The finest place that each report puts the incident at."""
    found = (told.incident.where for told in tellings(case))
    return [min(places, key=lambda p: p.precision or 9) for places in found if places]


def _clause(text: str | None, evidence: Evidence) -> str:
    """The words between the marks around a name."""
    if text is None or evidence.field is not None:
        return evidence.text
    before = BREAK.split(text[max(0, evidence.start - REACH) : evidence.start])[-1]
    after = BREAK.split(text[evidence.end : evidence.end + REACH])[0]
    return f"{before}{evidence.text}{after}"
