"""How well reports were read, by people's decisions, for a terminal."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from accordingto.model.evaluation import Evaluation, Measured
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import section, table_of
from accordingto.show.wording import MEASURES, many, plain

HEADINGS = ("", "right", "changed", "rejected", "missed", "precision", "recall")


def render_evaluation(told: Evaluation, *, width: int | None, colour: bool) -> str:
    """Counts of what was right, changed, rejected and missed, and how far people agree."""
    rows = [told.figures, *told.by_measure, told.perpetrators]
    parts: list[RenderableType] = [
        Text(
            f"By {many(told.decisions, 'decision')} on {many(told.reports, 'report')}", style="bold"
        ),
        table_of(HEADINGS, (_row(row) for row in rows)) or "",
    ]
    if told.incidents_changed:
        parts.append(Text(f" {many(told.incidents_changed, 'incident')} put right."))
    parts.extend(section("Agreement", Text(f" {_agreement(told)}")))
    return draw(parts, find_width(width), colour=colour)


def _row(measured: Measured) -> tuple[Text, ...]:
    names: dict[str, str] = {**MEASURES}
    numbers = (measured.right, measured.changed, measured.rejected, measured.missed)
    shares = (measured.precision, measured.recall)
    return (
        Text(plain(names.get(measured.what, measured.what))),
        *(Text(f"{number:,}", justify="right") for number in numbers),
        *(Text("–" if share is None else f"{share:.2f}", justify="right") for share in shares),
    )


def _agreement(told: Evaluation) -> str:
    found = told.agreement
    if not found.values:
        return "No value was looked at by two people."
    alpha = "" if found.alpha is None else f"; Krippendorff's alpha {found.alpha:.2f}"
    people = ", ".join(plain(name) for name in found.people)
    return f"{found.same} of {found.values} values that two or more looked at{alpha} ({people})."
