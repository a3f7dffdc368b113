"""Incidents with the reports that tell of them, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text

from accordingto.model.links import Linked, LinkedIncident
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import section, table_of

HEADINGS = ("No.", "Incident", "Told in", "Mentioned in")
MOST = 8
"""How many reports are named; the others are counted."""


def render_links(
    reports: Sequence[Linked],
    incidents: Sequence[LinkedIncident],
    *,
    width: int | None,
    colour: bool,
) -> str:
    """The incidents that reports tell of, then those only mentioned, then reports without any."""
    told = [incident for incident in incidents if incident.reports]
    mentioned = [incident for incident in incidents if not incident.reports]
    alone = [report.report_id for report in reports if report.incident_id is None]
    parts: list[RenderableType] = []
    if told:
        parts.append(table_of(HEADINGS, map(_row, told)) or Text())
    if mentioned:
        body = table_of(
            (*HEADINGS[:2], HEADINGS[3]), (_row(i)[:2] + _row(i)[3:] for i in mentioned)
        )
        parts.extend(section("Only mentioned", body))
    if alone:
        parts.extend(section("Without an incident", Text(f" {_names(alone)}")))
    return draw(parts, find_width(width), colour=colour)


def _row(incident: LinkedIncident) -> tuple[Text, Text, Text, Text]:
    return (
        Text(str(incident.number), style="bold"),
        Text(incident.label),
        Text(_names(incident.reports)),
        Text(_names(incident.mentioned_in)),
    )


def _names(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(names))
    more = f" and {len(known) - MOST} more" if len(known) > MOST else ""
    return ", ".join(known[:MOST]) + more
