"""Stage 6: one record for human eyes, as a terminal view, a web page or Markdown.

Plain values in, text out. The libraries a view is drawn with are loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.model import Record
from accordingto.model.dossier import Dossier
from accordingto.model.links import Linked, LinkedIncident

__all__ = [
    "show_dossier",
    "show_dossier_markdown",
    "show_html",
    "show_links",
    "show_markdown",
    "show_table",
]


def show_table(record: Record, *, width: int | None = None, colour: bool = False) -> str:
    """Lay a record out for a terminal.

    Args:
        record: The record.
        width: Columns to fill; None asks the terminal, and takes 100 where there is none.
        colour: Whether to colour it; leave off when the output is no terminal.

    Returns:
        Lines of text, the last one ended too.
    """
    from accordingto.show.terminal import render_terminal

    return render_terminal(record, width=width, colour=colour)


def show_html(record: Record) -> str:
    """Write a record as one self-contained web page.

    The report stands on one side with every evidence marked, the record on the other; a click
    on either leads to the other. The page loads nothing from anywhere.
    """
    from accordingto.show.page import render_page

    return render_page(record)


def show_markdown(record: Record) -> str:
    """Write a record as Markdown, for notes."""
    from accordingto.show.markdown import render_markdown

    return render_markdown(record)


def show_links(
    reports: Sequence[Linked],
    incidents: Sequence[LinkedIncident],
    *,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """List incidents for a terminal, each with the reports that tell of it."""
    from accordingto.show.links import render_links

    return render_links(reports, incidents, width=width, colour=colour)


def show_dossier(dossier: Dossier, *, width: int | None = None, colour: bool = False) -> str:
    """Lay a dossier out for a terminal."""
    from accordingto.show.dossier import render_dossier

    return render_dossier(dossier, width=width, colour=colour)


def show_dossier_markdown(dossier: Dossier) -> str:
    """Write a dossier as Markdown, for notes."""
    from accordingto.show.dossier_markdown import render_dossier_markdown

    return render_dossier_markdown(dossier)
