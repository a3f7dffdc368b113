"""The toll over time as a chart: who gave which count when, and the range it leaves.

Drawn by Altair and rendered to SVG on this machine. Every point carries its words, and its shape
tells what kind of giver it is of, so that it can be read without colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import altair
import vl_convert

from accordingto.model.dossier import Dossier, Point, TollView
from accordingto.model.kinds import OFFICIAL
from accordingto.show.casebook import STANDING, Casebook, day_value, point_value
from accordingto.show.wording import MEASURES, plain

VERSION = "6.4"
"""The grammar that Altair writes (Vega-Lite)."""
WIDTH, HEIGHT = 640, 220
FEWEST = 2
"""Counts from which on a chart says more than a line of text."""
FEW_DAYS = 3
"""Up to so many days the hours are told too."""
DRAWN = frozenset({"counts", "superseded", "overtaken", "repeated", "copied"})
KINDS = ("officials", "the report itself", "others")
INK, BAND = "#585d66", "#ab3a22"


def draw_charts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """For each measure with several counts its name and its chart as SVG."""
    book = Casebook(dossier)
    for view in book.headline_tolls():
        rows = [row for point in dossier.points if (row := _row(point, view, book))]
        if all(len({row[what] for row in rows}) >= FEWEST for what in ("at", "number")):
            yield MEASURES[view.measure], _render(view, rows)


def _row(point: Point, view: TollView, book: Casebook) -> dict[str, object] | None:
    at = point.at or (point.given.isoformat() if point.given else None)
    number = point.low if point.low is not None else point.high
    drawn = point.measure == view.measure and point.standing in DRAWN
    if not drawn or at is None or number is None:
        return None
    giver = book.givers[point.giver]
    kind = KINDS[1] if giver.own else KINDS[0] if giver.kind in OFFICIAL else KINDS[2]
    words = " … ".join(plain(piece.text) for piece in point.evidence)
    return {
        "at": at,
        "number": number,
        "kind": kind,
        "stands": "stands" if point.standing == "counts" else "does not stand (any more)",
        "label": f"{point_value(point)} by {book.giver(point.giver)}, {day_value(point.given)},"
        f" {STANDING[point.standing]}: “{words}”",
    }


def _render(view: TollView, rows: list[dict[str, object]]) -> str:
    last = str(max(str(row["at"]) for row in rows))
    steps: list[dict[str, object]] = []
    top = max(int(str(row["number"])) for row in rows)
    for step in view.steps:
        high = step.high if step.high is not None else max(top, step.best or 0)
        steps.append({"at": step.at, "low": step.low, "best": step.best, "high": high})
    if steps:
        steps.append(steps[-1] | {"at": last})
    days = {str(row["at"])[:10] for row in rows}
    form = "%-d %b %H:%M" if len(days) <= FEW_DAYS and len(last) > len("2024-03-22") else "%-d %b"
    x = altair.X("at:T", title=None, axis=altair.Axis(format=form, tickCount=6))
    base = altair.Chart(altair.InlineData(values=steps))
    band = base.mark_area(interpolate="step-after", opacity=0.14, color=BAND).encode(
        x=x, y=altair.Y("low:Q", title=MEASURES[view.measure]), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", color=BAND, strokeWidth=1.5).encode(
        x=x, y="best:Q"
    )
    points = (
        altair.Chart(altair.InlineData(values=rows))
        .mark_point(size=90, strokeWidth=1.6, color=INK)
        .encode(
            x=x,
            y="number:Q",
            shape=altair.Shape(
                "kind:N",
                title="given by",
                scale=altair.Scale(domain=KINDS, range=["circle", "square", "triangle-up"]),
            ),
            fill=altair.Fill(
                "stands:N",
                title="count",
                scale=altair.Scale(
                    domain=["stands", "does not stand (any more)"], range=[INK, "transparent"]
                ),
            ),
            description="label:N",
            tooltip="label:N",
        )
    )
    chart = (band + line + points).properties(width=WIDTH, height=HEIGHT)
    chart = chart.configure(background="transparent").configure_view(stroke=None)
    chart = chart.configure_legend(orient="bottom", labelFontSize=12, titleFontSize=12)
    chart = chart.configure_axis(labelFontSize=12, titleFontSize=12)
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=VERSION, show_warnings=False)
    return _tell(name_svg(svg, f"{MEASURES[view.measure]} over time"))


def _tell(svg: str) -> str:
    """An SVG whose points show their words as tooltips too."""
    return re.sub(r'(<path aria-label="([^"]*)"[^>]*?)/>', r"\1><title>\2</title></path>", svg)


def name_svg(svg: str, title: str) -> str:
    """An SVG that says what it is and takes the width that there is."""
    svg = re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", svg, count=1)
    title = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1)
