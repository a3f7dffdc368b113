"""Where it happened, on a map drawn from shapes of countries that come with the package."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import altair as alt
import msgspec
import numpy as np
from numpy.typing import NDArray

from accordingto.model import Place
from accordingto.show.charts import DOT, EDGE, HOLLOW, INK, LAND, SEA, SOFT, make_svg
from accordingto.show.wording import plain

WIDE = ("country", "admin", "feature")
"""Kinds of place whose middle says nothing of where something happened."""

WIDTH, HEIGHT = 460, 340
LEAST_KM, MARGIN = 320, 1.5
FARTHEST_KM = 2500
"""Places farther from the first one are told in words only: a map of both would show nothing."""

EARTH_KM = 6371.0088
Ring = NDArray[np.float64]


@dataclass(frozen=True)
class Country:
    """A country's outlines: polygons of rings, in degrees east and north."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True)
class View:
    """What the map shows: its middle, and how many pixels a radian of longitude takes."""

    east: float
    north: float
    scale: float

    @property
    def km(self) -> float:
        """Kilometres in a pixel at the middle."""
        return EARTH_KM * math.cos(math.radians(self.north)) / self.scale

    def pixel(self, east: float, north: float) -> tuple[float, float]:
        """Where a point lies in the picture (Mercator)."""
        turned = (east - self.east + 180) % 360 - 180
        x = WIDTH / 2 + math.radians(turned) * self.scale
        return x, HEIGHT / 2 - (_stretch(north) - _stretch(self.north)) * self.scale

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """The point at a place in the picture."""
        stretched = _stretch(self.north) - (y - HEIGHT / 2) / self.scale
        east = self.east + math.degrees((x - WIDTH / 2) / self.scale)
        return east, math.degrees(2 * math.atan(math.exp(stretched)) - math.pi / 2)


def locate(places: Iterable[Place]) -> list[Place]:
    """The places a map can show: each once, not too far from the first."""
    found: dict[tuple[float, float], Place] = {}
    for place in places:
        if place.lat is not None and place.lon is not None and place.kind not in WIDE:
            found.setdefault((place.lat, place.lon), place)
    kept = list(found.values())
    return [place for place in kept if _distance(kept[0], place) <= FARTHEST_KM]


def draw_map(places: Sequence[Place], label: str, led: Mapping[int, tuple[str, str]]) -> str:
    """Draw places, as `locate` gives them, among the countries around them, as an SVG element.

    Args:
        places: What to show; the first one stands out.
        label: What the map shows, for a screen reader.
        led: Where a click on the place of each index leads, and what it says.
    """
    view = _view(places)
    shown = [country for country in _countries() if _near(country, view)]
    layers = [*_land(shown, view), *_names(shown, places, view), *_bar(view), *_dots(places, view)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, padding=1)
    chart = chart.configure(background="transparent").configure_view(stroke=EDGE, fill=SEA)
    links = {f"place-{index}": lead for index, lead in led.items()}
    return make_svg(chart, label=label, led=links, name="map-")


# -- what is in view ---------------------------------------------------------------------


def _stretch(north: float) -> float:
    held = math.radians(min(max(north, -84.0), 84.0))
    return math.log(math.tan(math.pi / 4 + held / 2))


def _distance(one: Place, other: Place) -> float:
    """Kilometres between two places along the ground."""
    a, b, c, d = (math.radians(n or 0) for n in (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _view(places: Sequence[Place]) -> View:
    """Room for all places, and never less than some hundred kilometres."""
    first = places[0].lon or 0.0
    easts = [first + ((p.lon or 0.0) - first + 180) % 360 - 180 for p in places]
    norths = [p.lat or 0.0 for p in places]
    east, north = (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2
    around = math.cos(math.radians(north)) * EARTH_KM * math.pi / 180
    wide = max((max(easts) - min(easts)) * around * MARGIN, LEAST_KM)
    high = max((max(norths) - min(norths)) * EARTH_KM * math.pi / 180 * MARGIN, 1.0)
    km = max(wide / WIDTH, high / HEIGHT)
    return View(east, north, EARTH_KM * math.cos(math.radians(north)) / km)


@cache
def _countries() -> tuple[Country, ...]:
    """The shapes of all countries (Natural Earth, 1:50 million; see data/README.md)."""
    packed = files("accordingto.show").joinpath("data", "countries-50m.json.gz").read_bytes()
    topology = msgspec.json.decode(gzip.decompress(packed))
    scale, offset = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + offset for arc in topology["arcs"]]
    shapes = topology["objects"]["countries"]["geometries"]
    return tuple(Country(shape["properties"]["name"], _polygons(shape, arcs)) for shape in shapes)


def _polygons(shape: dict[str, Any], arcs: Sequence[Ring]) -> tuple[tuple[Ring, ...], ...]:
    several = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in several)


def _ring(parts: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A closed line put together from shared stretches; a negative number runs backwards."""
    pieces = [arcs[~part][::-1] if part < 0 else arcs[part] for part in parts]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def _near(country: Country, view: View) -> bool:
    return any(_meets(polygon[0], view) for polygon in country.polygons)


def _meets(ring: Ring, view: View) -> bool:
    """Whether the box around a ring shares anything with the picture."""
    west, south = view.degrees(0, HEIGHT)
    east, north = view.degrees(WIDTH, 0)
    (left, low), (right, high) = ring.min(axis=0), ring.max(axis=0)
    turns = (0, 360, -360)
    across = any(left + turn <= east and right + turn >= west for turn in turns)
    return across and bool(low <= north and high >= south)


# -- what is drawn -----------------------------------------------------------------------


def _projection(view: View) -> alt.Projection:
    middle = _stretch(view.north) * view.scale
    return alt.Projection(
        type="mercator",
        rotate=[-view.east, 0],
        scale=view.scale,
        translate=[WIDTH / 2, HEIGHT / 2 + middle],
        clipExtent=[[0, 0], [WIDTH, HEIGHT]],
        precision=0.3,
    )


def _land(countries: Sequence[Country], view: View) -> Iterator[alt.Chart]:
    shapes = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [
                    [ring.round(3).tolist() for ring in polygon]
                    for polygon in country.polygons
                    if _meets(polygon[0], view)
                ],
            },
        }
        for country in countries
    ]
    data = alt.Data(values=shapes)
    land = alt.Chart(data).mark_geoshape(fill=LAND, stroke=SOFT, strokeWidth=0.6)
    yield land.properties(projection=_projection(view))


def _text(rows: list[dict[str, Any]], **looks: Any) -> alt.Chart:
    plane = {"scale": None, "axis": None}
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(**looks)
        .encode(x=alt.X("x:Q", **plane), y=alt.Y("y:Q", **plane), text="name:N")
    )


def _names(
    countries: Sequence[Country], places: Sequence[Place], view: View
) -> Iterator[alt.Chart]:
    """Each country's name in the midst of what is seen of it, clear of the places."""
    taken = [view.pixel(place.lon or 0.0, place.lat or 0.0) for place in places]
    rows = []
    for country in countries:
        at = _midst(country, view, taken)
        if at is not None:
            rows.append({"x": at[0], "y": at[1], "name": country.name.upper()})
            taken.append(at)
    yield _text(rows, fontSize=11, color=SOFT, letterSpacing=1.5)  # type: ignore[arg-type]


def _midst(
    country: Country, view: View, taken: Sequence[tuple[float, float]]
) -> tuple[float, float] | None:
    """Where in the picture a country's name can stand; None when too little of it is seen."""
    half = 4.5 * len(country.name) + 6
    grid = [(x, y) for x in range(20, WIDTH, 20) for y in range(20, HEIGHT - 30, 20)]
    degrees = np.array([view.degrees(x, y) for x, y in grid])
    inside = np.zeros(len(grid), dtype=bool)
    for polygon in country.polygons:
        if _meets(polygon[0], view):
            inside |= _within(degrees, polygon[0])
    held = np.array(grid)[inside]
    if len(held) < 12:
        return None
    middle = held.mean(axis=0)
    free = [
        (float(x), float(y))
        for x, y in held
        if half < x < WIDTH - half
        and all(abs(x - a) > half + 40 or abs(y - b) > 22 for a, b in taken)
    ]
    return min(free, key=lambda at: math.dist(at, middle), default=None)


def _within(points: Ring, ring: Ring) -> NDArray[np.bool_]:
    """Which points lie in a ring: a line to the east crosses it an odd number of times."""
    x, y = points[:, 0:1], points[:, 1:2]
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    crossed = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        east = (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return np.asarray((crossed & (x < east)).sum(axis=1) % 2 == 1)


def _bar(view: View) -> Iterator[alt.Chart]:
    """How long some round number of kilometres is."""
    lengths = [n * 10**power for power in range(5) for n in (1, 2, 5)]
    length = max((n for n in lengths if n / view.km <= WIDTH / 3), default=1)
    x, y = 14, HEIGHT - 14
    row = {"x": x, "x2": x + length / view.km, "y": y, "name": f"{length:,} km"}
    line = alt.Chart(alt.Data(values=[row])).mark_rule(color=INK, strokeWidth=2)
    plane = {"scale": None, "axis": None}
    yield line.encode(x=alt.X("x:Q", **plane), x2="x2:Q", y=alt.Y("y:Q", **plane))
    yield _text([row], align="left", dy=-9, fontSize=12, color=INK)


def _dots(places: Sequence[Place], view: View) -> Iterator[alt.Chart]:
    """The places with their names, on the side where there is room."""
    taken: list[tuple[float, float]] = []
    rows = []
    for index, place in enumerate(places):
        x, y = view.pixel(place.lon or 0.0, place.lat or 0.0)
        clear = all(abs(y - b) > 15 or abs(x - a) > 130 for a, b in taken)
        taken.append((x, y))
        name = _legible(place.name) if clear else ""
        rows.append({"x": x, "y": y, "name": name, "id": f"place-{index}", "first": not index})
    for right in (True, False):
        side = [row for row in rows if (row["x"] < WIDTH * 0.6) is right]
        align, dx = ("left", 9) if right else ("right", -9)
        halo = {"stroke": LAND, "strokeWidth": 3, "strokeJoin": "round"}
        looks = {"align": align, "dx": dx, "fontSize": 13, "fontWeight": 600, "color": INK}
        yield _text(side, **looks, **halo)
        yield _text(side, **looks)
    plane = {"scale": None, "axis": None}
    marks = alt.Chart(alt.Data(values=rows)).mark_point(
        size=90, stroke=DOT, strokeWidth=2, opacity=1
    )
    fill = alt.condition("datum.first", alt.value(DOT), alt.value(HOLLOW))
    yield marks.encode(
        x=alt.X("x:Q", **plane), y=alt.Y("y:Q", **plane), fill=fill, description="id:N"
    )


def _legible(name: str) -> str:
    """A name for a label: one line, without signs that XML has no place for."""
    shown = plain(name).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return shown if len(shown) <= 26 else f"{shown[:25]}…"
