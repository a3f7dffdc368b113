"""Incidents in a line each, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from accordingto.model.dossier import IncidentLine
from accordingto.model.kinds import Measure
from accordingto.show.casebook import day_value
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import table_of
from accordingto.show.wording import number, plain, span, words_of

HEADINGS = ("No.", "When", "Where", "What", "Killed", "Injured", "Reports", "Texts", "Givers")


def render_incidents(lines: Sequence[IncidentLine], *, width: int | None, colour: bool) -> str:
    """A table with a line for each incident."""
    table = table_of(HEADINGS, (row for row in map(_row, lines)))
    if table is None:
        return "No incidents yet.\n"
    return draw([table], find_width(width), colour=colour)


def _row(line: IncidentLine) -> tuple[Text, ...]:
    where = ", ".join(plain(name) for name in (line.place, line.country) if name)
    mentions = f" + {line.mentioned_in}" if line.mentioned_in else ""
    return (
        Text(str(line.number), style="bold"),
        Text(" – ".join(_days(line)) or "not told"),
        Text(where or "not told"),
        Text(words_of(line.type)),
        _toll(line, "killed"),
        _toll(line, "injured"),
        Text(f"{line.reports}{mentions}"),
        Text(str(line.texts)),
        Text(str(line.givers)),
    )


def _days(line: IncidentLine) -> Iterator[str]:
    for day in dict.fromkeys((line.first, line.last)):
        if day is not None:
            yield day_value(day)


def _toll(line: IncidentLine, measure: Measure) -> Text:
    """Low, best and high: "12", "10–12–12" """
    if measure not in line.toll:
        return Text("")
    low, best, high = line.toll[measure]
    if low == best == high:
        return Text(number(best or 0), style="bold")
    shown = Text(number(best or 0), style="bold")
    return shown.append(f" ({span(low, high)})", style="not bold")
