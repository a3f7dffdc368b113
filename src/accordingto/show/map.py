"""Where an incident was, on a map of country shapes that comes with the package.

Source:
    Natural Earth, countries at 1:50 million (public domain), as packaged by world-atlas 2.0.2.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import altair
import vl_convert

from accordingto.model import Place
from accordingto.model.dossier import Dossier
from accordingto.show.chart import VERSION, name_svg
from accordingto.show.wording import plain

WIDTH, HEIGHT = 640, 320
SPAN = 7.0
"""Degrees of latitude that a map shows at least: a few hundred kilometres around."""
MOST = 8
TOGETHER = 0.06
"""Share of the map's height within which places have one label."""
LAND, BORDER, SEA, DOT = "#e6e2d8", "#a8a294", "#dfe7ee", "#ab3a22"
AXES = ("lat", "lon")
TOWNS = frozenset({"venue", "street", "district", "city", "feature"})


def draw_map(dossier: Dossier) -> str | None:
    """The incident's places on a map, as SVG; None where no place has a position."""
    places = [p for p in dossier.places if p.lat is not None and p.lon is not None]
    shown = ([p for p in places if p.kind in TOWNS] or places)[:MOST]
    return _render(shown) if shown else None


def _render(places: list[Place]) -> str:
    lats, lons = ([float(getattr(p, axis) or 0) for p in places] for axis in ("lat", "lon"))
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = max(SPAN, 1.6 * (max(lats) - min(lats)), 0.9 * (max(lons) - min(lons)))
    wide = high / _stretch(middle[0]) * WIDTH / HEIGHT
    view = (middle[1] - wide, middle[0] - high, middle[1] + wide, middle[0] + high)
    scale = HEIGHT / (high * 3.1416 / 180) * 0.95
    projection = {
        "type": "mercator",
        "center": [round(middle[1], 3), round(middle[0], 3)],
        "scale": round(scale * _stretch(middle[0]), 1),
        "translate": [WIDTH / 2, HEIGHT / 2],
        "clipExtent": [[0, 0], [WIDTH, HEIGHT]],
    }
    land = altair.Chart(_shapes(view)).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.7)
    rows = _label(places, high * TOGETHER)
    base = altair.Chart(altair.InlineData(values=rows)).encode(
        latitude="lat:Q", longitude="lon:Q", description="name:N"
    )
    dots = base.mark_point(size=80, filled=True, color=DOT, opacity=1)
    names = base.mark_text(dx=9, dy=-7, align="left", fontSize=13, color="#1e2126").encode(
        text="name:N"
    )
    chart = (land + dots + names).properties(width=WIDTH, height=HEIGHT)
    chart = chart.configure(background="transparent").configure_view(stroke=None, fill=SEA)
    spec = chart.to_dict()
    spec["projection"] = projection
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VERSION, show_warnings=False)
    title = "Map: " + ", ".join(plain(place.name) for place in places)
    return name_svg(svg, title)


def _label(places: list[Place], near: float) -> list[dict[str, object]]:
    """Points with their names; places close together share one label, the others have no name."""
    labels: list[tuple[Place, list[str]]] = []
    for place in places:
        for known, names in labels:
            lat, lon = (abs((getattr(place, a) or 0) - (getattr(known, a) or 0)) for a in AXES)
            if max(lat, lon * _stretch(place.lat or 0)) < near:
                names.append(plain(place.name))
                break
        else:
            labels.append((place, [plain(place.name)]))
    return [
        {"lat": place.lat, "lon": place.lon, "name": ", ".join(dict.fromkeys(names))}
        for place, names in labels
    ]


def _stretch(lat: float) -> float:
    """How much a Mercator map is stretched there, so that every map shows as many kilometres."""
    return math.cos(math.radians(min(abs(lat), 75)))


Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


def _shapes(view: Box) -> Any:
    """The countries that reach into a view, as TopoJSON; the others would only cost time."""
    topology, boxes = _topology()
    whole = topology["objects"]["countries"]
    near = [g for g, box in zip(whole["geometries"], boxes, strict=True) if _meet(box, view)]
    used = {arc if arc >= 0 else ~arc for geometry in near for arc in _arcs(geometry)}
    arcs = [arc if n in used else [[0, 0], [0, 0]] for n, arc in enumerate(topology["arcs"])]
    kept = topology | {"arcs": arcs, "objects": {"countries": whole | {"geometries": near}}}
    form = altair.TopoDataFormat(type="topojson", feature="countries")
    return altair.InlineData(values=kept, format=form)


@cache
def _topology() -> tuple[dict[str, Any], list[Box]]:
    """All countries, and the box that each lies in."""
    packed = files("accordingto.show").joinpath("data", "countries-50m.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    spans = [_span(arc, topology["transform"]) for arc in topology["arcs"]]
    geometries = topology["objects"]["countries"]["geometries"]
    return topology, [_join([spans[a if a >= 0 else ~a] for a in _arcs(g)]) for g in geometries]


def _span(arc: list[list[int]], transform: dict[str, list[float]]) -> Box:
    """The box of one arc, whose points are steps from the one before (TopoJSON 1.0)."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    xs, ys = (list(accumulate(step[axis] for step in arc)) for axis in (0, 1))
    box = (min(xs) * wide, min(ys) * high, max(xs) * wide, max(ys) * high)
    return box[0] + west, box[1] + south, box[2] + west, box[3] + south


def _arcs(geometry: dict[str, Any]) -> Iterator[int]:
    """The numbers of all arcs of a geometry, however deep its rings lie."""
    waiting = [geometry.get("arcs", [])]
    while waiting:
        for item in waiting.pop():
            if isinstance(item, int):
                yield item
            else:
                waiting.append(item)


def _join(boxes: list[Box]) -> Box:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _meet(one: Box, other: Box) -> bool:
    apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not apart
