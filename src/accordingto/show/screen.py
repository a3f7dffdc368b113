"""Parts drawn as lines of a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType

FALLBACK_WIDTH = 100
LEAST_WIDTH = 40


def find_width(width: int | None) -> int:
    """How many columns to fill: those asked for, or those of the terminal."""
    columns = width or shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns
    return max(columns, LEAST_WIDTH)


def draw(parts: Iterable[RenderableType], columns: int, *, colour: bool) -> str:
    """The parts below each other, as lines of text, the last one ended too."""
    out = StringIO()
    console = Console(
        file=out,
        width=columns,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
