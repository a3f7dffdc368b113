"""Stage 6: one record for human eyes, as a terminal view, a web page or Markdown.

Plain values in, text out. The libraries a view is drawn with are loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordingto.model import Record
from accordingto.model.coding import Check, Coding
from accordingto.model.dossier import Dossier, IncidentLine
from accordingto.model.evaluation import Evaluation
from accordingto.model.links import Linked, LinkedIncident, Match

__all__ = [
    "show_changes",
    "show_checks",
    "show_coding",
    "show_codings",
    "show_dossier",
    "show_dossier_html",
    "show_dossier_markdown",
    "show_evaluation",
    "show_html",
    "show_incidents",
    "show_links",
    "show_markdown",
    "show_reasons",
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


def show_dossier_html(
    dossier: Dossier, records: Mapping[str, Record], codings: Sequence[Coding] = ()
) -> str:
    """Write a dossier as one self-contained web page; `records` holds each report's by its key.

    Every value opens its words in the report's text, which is on the page too. The page loads
    nothing from anywhere.
    """
    from accordingto.show.casepage import render_case

    return render_case(dossier, records, codings)


def show_dossier_markdown(dossier: Dossier, codings: Sequence[Coding] = ()) -> str:
    """Write a dossier as Markdown, for notes."""
    from accordingto.show.dossier_markdown import render_dossier_markdown

    return render_dossier_markdown(dossier, codings)


def show_incidents(
    lines: Sequence[IncidentLine], *, width: int | None = None, colour: bool = False
) -> str:
    """List incidents for a terminal, one line each."""
    from accordingto.show.incidents import render_incidents

    return render_incidents(lines, width=width, colour=colour)


def show_changes(before: Record, after: Record) -> str:
    """List what a newer record of a report says that the older one did not, and the reverse."""
    from accordingto.show.changes import render_changes

    return render_changes(before, after)


def show_reasons(
    heading: str,
    matches: Sequence[Match],
    names: Mapping[str, str],
    *,
    nearest: tuple[str, Match] | None = None,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Say for a terminal why reports are one incident, and why the nearest other is not."""
    from accordingto.show.reasons import render_reasons

    return render_reasons(heading, matches, names, nearest=nearest, width=width, colour=colour)


def show_codings(
    dossier: Dossier,
    codings: Sequence[Coding],
    differences: Sequence[str],
    *,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Lay out how several codebooks write one incident, and why they differ, for a terminal."""
    from accordingto.show.coding import render_codings

    return render_codings(dossier, codings, differences, width=width, colour=colour)


def show_coding(
    dossier: Dossier,
    coding: Coding,
    *,
    trace: bool = False,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Lay out one coding with the reason for every value; `trace` adds the counts behind them."""
    from accordingto.show.coding import render_coding

    return render_coding(dossier, coding, trace=trace, width=width, colour=colour)


def show_checks(
    dossier: Dossier, checks: Sequence[Check], *, width: int | None = None, colour: bool = False
) -> str:
    """Lay out what a standard asks of an incident and what is missing, for a terminal."""
    from accordingto.show.coding import render_checks

    return render_checks(dossier, checks, width=width, colour=colour)


def show_evaluation(told: Evaluation, *, width: int | None = None, colour: bool = False) -> str:
    """Lay out how well reports were read, by people's decisions, for a terminal."""
    from accordingto.show.evaluation import render_evaluation

    return render_evaluation(told, width=width, colour=colour)
