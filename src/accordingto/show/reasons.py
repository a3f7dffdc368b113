"""Why reports are one incident, and why the nearest other is not, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from accordingto.model.links import Match, Reason
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import grid, section
from accordingto.show.wording import plain

ASPECTS = {
    "start": "before",
    "when": "when",
    "where": "where",
    "kind": "kind",
    "venue": "venue",
    "toll": "toll",
    "wording": "wording",
}


def render_reasons(
    heading: str,
    matches: Sequence[Match],
    names: Mapping[str, str],
    *,
    nearest: tuple[str, Match] | None = None,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Reasons for each report, from the pair that speaks loudest for its being here.

    Args:
        heading: The incident's number and name.
        matches: Pairs of reports of the incident.
        names: What reports are called, by their names at the desk.
        nearest: The name of the incident that comes nearest, and the pair that brings it there;
            the average over all pairs decides, so the best one may be above 0.
        width: Columns to fill; None asks the terminal.
        colour: Whether to colour it.
    """
    parts: list[RenderableType] = [Text(plain(heading), style="bold")]
    if not matches:
        parts.append(Text(" A single report: nothing had to be put together."))
    for match in best_matches(matches):
        title = f"{_name(names, match.one.report)} and {_name(names, match.other.report)}"
        parts.extend(section(f"{title}: {_bits(match.bits)}", _reasons(match)))
    if nearest is not None:
        title, match = nearest
        head = f"The nearest other: {plain(title)}"
        best = f" At best {_name(names, match.one.report)} and {_name(names, match.other.report)}"
        pair = f"{best}: {_bits(match.bits)}"
        parts.extend(section(head, Text(pair)))
        parts.append(_reasons(match))
    return draw(parts, find_width(width), colour=colour)


def best_matches(matches: Sequence[Match]) -> Iterator[Match]:
    """For each report the pair that speaks loudest for it, each pair once."""
    shown: set[str] = set()
    for match in sorted(matches, key=lambda match: -match.bits):
        pair = {match.one.report, match.other.report}
        if not pair <= shown:
            shown |= pair
            yield match


def _reasons(match: Match) -> RenderableType:
    return grid(_row(reason) for reason in _with_start(match)) or Text()


def _with_start(match: Match) -> Iterator[Reason]:
    """The reasons, and what every pair starts from, so that they add up."""
    start = round(match.bits - sum(reason.bits for reason in match.reasons), 2)
    yield from match.reasons
    yield Reason(
        aspect="start", words="most pairs that share as much are two incidents", bits=start
    )


def _row(reason: Reason) -> tuple[Text, Text, Text]:
    style = "green" if reason.bits > 0 else "red" if reason.bits < 0 else "dim"
    return (
        Text(ASPECTS[reason.aspect], style="dim"),
        Text(f"{reason.bits:+.1f}", style=style),
        Text(plain(reason.words)),
    )


def _bits(bits: float) -> str:
    return f"{bits:+.1f} bits"


def _name(names: Mapping[str, str], report: str) -> str:
    return plain(names.get(report, report))
