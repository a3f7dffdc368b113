"""How the codebooks write one incident, side by side or one with its working, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from accordingto.model.coding import Cell, Check, Coding
from accordingto.model.dossier import Dossier
from accordingto.show.casebook import SCOPES, Casebook, point_value
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import grid, noted, quoted, section, stacked, table_of
from accordingto.show.wording import capitalised, iso_value, plain

STATES = {"met": "met", "missing": "missing", "person": "for a person"}
ASPECTS = {
    "injured": "injured",
    "date": "date (precision)",
    "place": "place (precision)",
    "kind": "kind",
    "by": "by",
}
NARROW = 90
NOTHING = "–"
LONGEST = 160
"""Characters of a value that are shown; the file holds all of it."""


def render_codings(
    dossier: Dossier,
    codings: Sequence[Coding],
    differences: Sequence[str],
    *,
    width: int | None,
    colour: bool,
) -> str:
    """All codings side by side, and why they differ."""
    columns = find_width(width)
    parts: list[RenderableType] = [_heading(dossier)]
    parts.append(_beside(codings) if columns >= NARROW else _below(codings))
    parts.extend(section("Why they differ", grid((_wrapped(words),) for words in differences)))
    covers = grid((Text(c.rules), _wrapped(c.because)) for c in codings)
    parts.extend(section("Whether they cover it", covers))
    advice = " Where a codebook leaves room, the rules are our reading: --rule NAME says which."
    parts.append(Text(advice, style="dim"))
    return draw(parts, columns, colour=colour)


def render_coding(
    dossier: Dossier, coding: Coding, *, trace: bool, width: int | None, colour: bool
) -> str:
    """One coding: every value and why; with `trace` also the counts used and refused."""
    columns = find_width(width)
    parts: list[RenderableType] = [_heading(dossier)]
    facts = [
        ("Rule set", f"{coding.rules} ({coding.source})"),
        ("Covers it", f"{SCOPES[coding.scope]}. {coding.because}"),
        ("Options", ", ".join(f"{name}={value}" for name, value in coding.policy.items())),
        ("The dead", capitalised(f"{coding.title} {coding.says}.")),
    ]
    parts.append(grid((Text(name, style="dim"), _wrapped(words)) for name, words in facts) or "")
    for number, row in enumerate(coding.rows, 1):
        title = f"Row {number} of {len(coding.rows)}" if len(coding.rows) > 1 else "The row"
        parts.extend(section(title, _values(row)))
    if trace:
        book = Casebook(dossier)
        for cell in coding.rows[0]:
            if cell.used or cell.refused:
                heading = f"{cell.column} = {_value(cell)}   {cell.rule or ''}"
                parts.extend(section(heading, grid(_points(cell, book))))
    parts.extend(section("Not held", grid((_wrapped(words),) for words in coding.lost)))
    parts.extend(section("Our reading", grid((_wrapped(words),) for words in coding.ours)))
    return draw(parts, columns, colour=colour)


def render_checks(
    dossier: Dossier, checks: Sequence[Check], *, width: int | None, colour: bool
) -> str:
    """What a standard asks for, what is missing first."""
    order = ("missing", "person", "met")
    rows = sorted(checks, key=lambda check: order.index(check.state))
    missing = sum(check.state == "missing" for check in checks)
    parts: list[RenderableType] = [_heading(dossier)]
    parts.append(
        Text(f" {missing} of {len(checks)} are missing.  {checks[0].source.split(',')[0]}")
    )
    headings = ("Check", "Asks for", "State", "Found")
    table = table_of(headings, ((*_check(check),) for check in rows))
    parts.append(table or "")
    return draw(parts, find_width(width), colour=colour)


def _heading(dossier: Dossier) -> Text:
    return Text(f"{dossier.number}  {capitalised(plain(dossier.label))}", style="bold")


def _beside(codings: Sequence[Coding]) -> RenderableType:
    rows = (
        (
            Text(coding.title),
            Text(SCOPES[coding.scope]),
            Text(coding.dead if coding.scope != "out" else NOTHING),
            *(Text(plain(_glance(coding, aspect)).replace("/", "/ ")) for aspect in ASPECTS),
        )
        for coding in codings
    )
    return table_of(("", "covers it", "dead", *ASPECTS.values()), rows) or ""


def _glance(coding: Coding, key: str) -> str:
    return coding.glance.get(key, NOTHING) if coding.scope != "out" else NOTHING


def _below(codings: Sequence[Coding]) -> RenderableType:
    return stacked(
        (
            Text(f"{coding.rules}, {SCOPES[coding.scope]}: {coding.dead}"),
            Text(plain("; ".join(f"{key} {value}" for key, value in coding.glance.items()))),
        )
        for coding in codings
    )


def _values(row: Sequence[Cell]) -> RenderableType | None:
    return grid(
        (Text(cell.column, style="dim"), noted(_value(cell), plain(cell.why)))
        for cell in row
        if cell.value is not None or cell.why
    )


def _value(cell: Cell) -> str:
    if cell.value is None:
        return "(blank)"
    words = plain(str(cell.value))
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _points(cell: Cell, book: Casebook) -> Iterator[tuple[Text, ...]]:
    """A line for each count: whether it was used, what it is, whose, in which words, why not."""
    uses = [(name, "used", "") for name in cell.used]
    uses += [(no.point, "refused", no.why) for no in cell.refused]
    for name, verdict, why in uses:
        point = book.points[name]
        given = iso_value(point.given.isoformat()) if point.given else "no date"
        by = f"{book.giver(point.giver)}, {given}, {point.report}"
        words = Text.assemble(by, "  ", quoted(*point.evidence), f"  {plain(why)}" if why else "")
        style = "green" if verdict == "used" else "dim"
        yield Text(verdict, style=style), Text(point_value(point)), words


def _check(check: Check) -> tuple[Text, Text, Text, Text]:
    style = {"met": "green", "missing": "red", "person": "yellow"}[check.state]
    return (
        Text(check.id),
        Text(check.asks),
        Text(STATES[check.state], style=style),
        Text(plain(check.found)),
    )


def _wrapped(words: str) -> Text:
    return Text(plain(words))
