"""The toll over time as a picture: who counted how many when, and what stood from then on.

Altair describes it, vl-convert draws it without a network, and the drawing is then made part of
the page: its colours are those of the page, its points lead to their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

from accordingto.model.dossier import Point, PointStanding, TollView
from accordingto.model.kinds import SourceKind

SVG = "{http://www.w3.org/2000/svg}"
DAY = 86_400_000
"""A day in milliseconds."""

INK, SOFT, EDGE, DOT, HOLLOW, BAND, LAND, SEA = (f"#0a0b0{n}" for n in range(8))
COLOURS = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    EDGE: "var(--edge)",
    DOT: "var(--figure)",
    HOLLOW: "var(--card)",
    BAND: "var(--source-bg)",
    LAND: "var(--event-bg)",
    SEA: "var(--card)",
}
"""Stand-ins that the page's own colours replace, so that a drawing follows its light and dark."""

DRAWN: tuple[PointStanding, ...] = ("counts", "repeated", "copied", "superseded", "overtaken")
"""Counts of all who were harmed. Parts, additions and refused counts stand in the table alone."""

SHAPES = {
    "government, court": "square",
    "police, forces": "triangle-up",
    "rescuers, hospitals": "cross",
    "armed group": "diamond",
    "media, report itself": "circle",
    "organisation, company": "triangle-down",
    "person": "M0,-1L.25,-.3L1,-.3L.4,.15L.6,.9L0,.45L-.6,.9L-.4,.15L-1,-.3L-.25,-.3Z",
    "unnamed": "M-.9,-.6L-.6,-.9L0,-.3L.6,-.9L.9,-.6L.3,0L.9,.6L.6,.9L0,.3L-.6,.9L-.9,.6L-.3,0Z",
}
"""Families of givers with the shapes of their counts."""

_FAMILIES: dict[SourceKind, str] = {
    "government": "government, court",
    "court": "government, court",
    "security_service": "police, forces",
    "police": "police, forces",
    "military": "police, forces",
    "emergency_service": "rescuers, hospitals",
    "health": "rescuers, hospitals",
    "armed_group": "armed group",
    "media": "media, report itself",
    "organisation": "organisation, company",
    "company": "organisation, company",
    "expert": "person",
    "witness": "person",
    "family": "person",
    "person": "person",
    "social_media": "unnamed",
    "unnamed": "unnamed",
}


@dataclass(frozen=True)
class Dot:
    """A count in the picture: `shift` sets it beside others of the same time and number."""

    point: Point
    time: int
    low: int
    high: int
    shift: float = 0


@dataclass(frozen=True)
class Frame:
    """What the axes hold: from `first` to `last` (milliseconds), from `bottom` to `top` people."""

    first: int
    last: int
    bottom: float
    top: float


def plot(points: Iterable[Point]) -> list[Dot]:
    """The counts that have a number and a day and count everybody, in order of time."""
    found = [_dot(point) for point in points if point.standing in DRAWN]
    return sorted((dot for dot in found if dot), key=lambda dot: (dot.time, dot.low))


def draw_toll(
    view: TollView,
    dots: Sequence[Dot],
    kinds: Mapping[str, SourceKind],
    titles: Mapping[str, str],
    *,
    label: str,
    width: int,
) -> str:
    """Draw the toll of one measure over time, as an SVG element.

    Args:
        view: The toll: its steps are the band and the line.
        dots: The counts, as `plot` gives them.
        kinds: What kind of giver each id is.
        titles: What to say of each point, by its id; it leads to `#point-ID`.
        label: What the picture shows, for a screen reader.
        width: How wide it is, in pixels.
    """
    frame = _frame(view, dots)
    height = 210 if width < 500 else 250
    placed = _set_apart(dots, frame, width - 70, height)
    chart = alt.layer(*_band(view, frame), *_counts(placed, kinds, frame, width - 70))
    chart = chart.properties(width=width, height=height, padding=2)
    chart = chart.configure(background=None, autosize=alt.AutoSizeParams(type="fit-x"))
    chart = chart.configure_view(stroke=None).configure_legend(
        orient="bottom", title=None, columns=2 if width < 500 else 4, labelColor=SOFT,
        labelFontSize=12, labelLimit=180, symbolFillColor=SOFT, symbolStrokeColor=SOFT,
    )  # fmt: skip
    return make_svg(chart, label=label, led={i: (f"#point-{i}", t) for i, t in titles.items()})


# -- where things stand ------------------------------------------------------------------


def _dot(point: Point) -> Dot | None:
    bounds = [bound for bound in (point.low, point.high) if bound is not None]
    at = point.at or point.given
    if not bounds or at is None:
        return None
    return Dot(point, _time(at), bounds[0], bounds[-1])


def _time(at: str | date) -> int:
    """A time in milliseconds; a day without an hour is its noon."""
    text = at if isinstance(at, str) else at.isoformat()
    moment = datetime.fromisoformat(text)
    if len(text) == 10:
        moment = moment.replace(hour=12)
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(known.timestamp() * 1000)


def _frame(view: TollView, dots: Sequence[Dot]) -> Frame:
    """Room for every count and step, from zero unless all are far above it."""
    times = [dot.time for dot in dots] + [_time(step.at) for step in view.steps]
    spread = max(times) - min(times)
    margin = max(spread // 20, DAY // 4)
    people = [n for dot in dots for n in (dot.low, dot.high)]
    people += [n for s in view.steps for n in (s.low, s.best, s.high) if n is not None]
    least, most = min(people), max(people)
    bottom = 0.0 if least < most / 2 else max(0.0, least - max(1.0, (most - least) * 0.15))
    return Frame(min(times) - margin, max(times) + margin, bottom, most + (most - bottom) * 0.08)


def _set_apart(dots: Sequence[Dot], frame: Frame, width: int, height: int) -> list[Dot]:
    """Counts that would hide each other, side by side."""
    taken: list[tuple[float, float]] = []
    placed = []
    for dot in dots:
        at = width * (dot.time - frame.first) / (frame.last - frame.first)
        y = height * (dot.low - frame.bottom) / (frame.top - frame.bottom)
        x = at
        while any(abs(x - a) < 9 and abs(y - b) < 9 for a, b in taken) and x < width - 9:
            x += 3
        taken.append((x, y))
        placed.append(Dot(dot.point, dot.time, dot.low, dot.high, x - at))
    return placed


# -- what is drawn -----------------------------------------------------------------------


def _axes(frame: Frame) -> dict[str, Any]:
    """Time from left to right, people upwards."""
    days = (frame.last - frame.first) / DAY
    form = "%-d %b %H:%M" if days < 2 else "%-d %b" if days < 300 else "%b %Y"
    looks = {"labelColor": SOFT, "labelFontSize": 12, "domainColor": EDGE, "tickColor": EDGE}
    count = 3 if days < 2 else {"interval": "day", "step": 1} if days < 5 else 5
    x = alt.Axis(format=form, title=None, grid=False, tickCount=count, labelOverlap=True, **looks)
    y = alt.Axis(
        format=",d", title=None, gridColor=EDGE, tickMinStep=1, tickCount=5, domain=False, **looks
    )
    time = alt.Scale(type="utc", domain=[frame.first, frame.last], nice=False)
    people = alt.Scale(domain=[frame.bottom, frame.top], nice=False, zero=False)
    return {"x": alt.X("t:T", axis=x, scale=time), "y": alt.Y("n:Q", axis=y, scale=people)}


def _band(view: TollView, frame: Frame) -> list[alt.Chart]:
    """The toll as it stood: a band from low to high, open upwards where nothing bounds it."""
    rows = [
        {
            "t": _time(step.at),
            "low": frame.bottom if step.low is None else step.low,
            "high": frame.top if step.high is None else step.high,
            "n": step.best,
        }
        for step in view.steps
    ]
    rows += [rows[-1] | {"t": frame.last}] if rows else []
    axes = _axes(frame)
    scale = axes["y"].scale
    base = alt.Chart(alt.Data(values=rows)).encode(x=axes["x"])
    area = base.mark_area(interpolate="step-after", color=BAND, stroke=EDGE).encode(
        y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", color=INK, strokeWidth=2).encode(y=axes["y"])
    return [area, line]


def _counts(
    dots: Sequence[Dot], kinds: Mapping[str, SourceKind], frame: Frame, width: int
) -> list[alt.Chart]:
    """Every count: filled when it counts towards the toll, hollow when another stands for it."""
    pixel = (frame.last - frame.first) / width
    rows = [
        {
            "id": dot.point.id,
            "t": dot.time + dot.shift * pixel,
            "n": dot.low,
            "high": dot.high,
            "family": _FAMILIES[kinds[dot.point.giver]],
            "fill": DOT if dot.point.standing == "counts" else HOLLOW,
        }
        for dot in dots
    ]
    axes = _axes(frame)
    base = alt.Chart(alt.Data(values=rows)).encode(x=axes["x"], y=axes["y"])
    known = [family for family in SHAPES if any(row["family"] == family for row in rows)]
    shape = alt.Scale(domain=known, range=[SHAPES[family] for family in known])
    spans = base.mark_rule(color=DOT).encode(y2="high:Q")
    spans = spans.transform_filter("datum.high > datum.n")
    marks = base.mark_point(size=75, strokeWidth=1.6, opacity=1, stroke=DOT).encode(
        shape=alt.Shape("family:N", scale=shape, title=None),
        fill=alt.Fill("fill:N", scale=None),
        description="id:N",
    )
    return [spans, marks]


# -- from a drawing to a part of the page -------------------------------------------------


def make_svg(
    chart: alt.LayerChart, *, label: str, led: Mapping[str, tuple[str, str]], name: str = ""
) -> str:
    """Draw a chart as an SVG element in the page's colours.

    Args:
        chart: What to draw; nothing in it may have to be loaded.
        label: What it shows, for a screen reader.
        led: For each mark described by an id, where a click on it leads and what it says.
        name: Goes in front of ids, which are unique in a page.
    """
    root = ET.fromstring(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.get("aria-label") in led:
                parent[place] = _lead(child, *led[child.get("aria-label", "")])
    for element in root.iter():
        _clean(element, name)
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib |= {"viewBox": box, "class": "chart", "role": "img", "aria-label": label}
    ET.register_namespace("", SVG.strip("{}"))
    return ET.tostring(root, encoding="unicode")


def _lead(mark: ET.Element, href: str, words: str) -> ET.Element:
    """A mark as a link that says what it is. The table beside it serves those who use keys."""
    link = ET.Element(f"{SVG}a", {"href": href, "tabindex": "-1", "class": "dot"})
    ET.SubElement(link, f"{SVG}title").text = words
    link.append(mark)
    return link


def _clean(element: ET.Element, name: str) -> None:
    """Take out what the page's policy forbids and what it says itself; put its colours in."""
    for key, value in list(element.items()):
        if key in {"style", "class", "role", "font-family"} or key.startswith("aria-"):
            if not (element.tag == f"{SVG}a" and key == "class"):
                del element.attrib[key]
        elif value in COLOURS:
            element.set(key, COLOURS[value])
        elif key == "id":
            element.set(key, f"{name}{value}")
        elif "url(#" in value:
            element.set(key, re.sub(r"url\(#", f"url(#{name}", value))
