"""Incidents on a map: GeoJSON.

Source:
    RFC 7946: WGS 84, longitude before latitude; a feature without a place has no geometry.
"""

from __future__ import annotations

from typing import Any

from accordingto.export.tidy import table_rows
from accordingto.model.coding import Case

PLACES = 5
"""Decimals of a degree: about a metre."""


def make_feature(case: Case) -> dict[str, Any]:
    """An incident as a GeoJSON feature: its row of the table of incidents, at its place."""
    place = case.dossier.place
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        spot = [round(place.lon, PLACES), round(place.lat, PLACES)]
        point = {"type": "Point", "coordinates": spot}
    (row,) = table_rows("incidents", case)
    return {
        "type": "Feature",
        "id": case.dossier.number,
        "geometry": point,
        "properties": {name: value for name, value in row.items() if value is not None},
    }
