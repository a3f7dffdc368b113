"""Records to written output: every format of the command line, streamed one record at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from accordingto.model import Failure, Record
from accordingto.model.coding import Case
from accordingto.model.dossier import Dossier, DossierReport, IncidentLine
from accordingto.model.links import Linked, LinkedIncident, Match

Outcome = Record | Failure
RULE = "\n---\n\n"  # between the Markdown of two records
UNSAFE = re.compile(r"[^\w.-]+")


class Look(Struct, frozen=True, kw_only=True):
    """How output looks: with the report's text or without, how wide, in colour or not."""

    text: bool = True
    width: int | None = None
    colour: bool = False


def write_jsonl(outcomes: Iterable[Outcome], look: Look) -> Iterator[str]:
    """One record a line."""
    from accordingto.export import to_json

    for outcome in outcomes:
        yield to_json(outcome, text=look.text) + "\n"


def write_json(outcomes: Iterable[Outcome], look: Look) -> Iterator[str]:
    """One record as an object; several as an array of them."""
    from accordingto.export import to_json

    first, rest = _split(outcomes, 2)
    written = (to_json(one, text=look.text, indent=2) for one in chain(first, rest))
    if len(first) < 2:
        yield from (one + "\n" for one in written)
        return
    yield "[\n" + next(written)
    for one in written:
        yield ",\n" + one
    yield "\n]\n"


def write_table(outcomes: Iterable[Outcome], look: Look) -> Iterator[str]:
    """What a reader can take in at a glance in a terminal."""
    from accordingto.show import show_table

    show = show_table
    yield from _between(
        "\n", (show(one, width=look.width, colour=look.colour) for one in _read(outcomes, look))
    )


def write_markdown(outcomes: Iterable[Outcome], look: Look) -> Iterator[str]:
    """A page of Markdown for each record, a rule between two."""
    from accordingto.show import show_markdown

    yield from _between(RULE, (show_markdown(one) for one in _read(outcomes, look)))


def write_html(outcomes: Iterable[Outcome], look: Look) -> Iterator[str]:
    """A page for the record; of several, `write_pages` makes a page each."""
    from accordingto.show import show_html

    for one in _read(outcomes, look):
        yield show_html(one)


def write_pages(outcomes: Iterable[Outcome], folder: Path, look: Look) -> Iterator[Path]:
    """A page for each record, in a folder, under the report's id."""
    from accordingto.show import show_html

    taken: set[str] = set()
    for record in _read(outcomes, look):
        path = folder / f"{_file_name(record.report.id, taken)}.html"
        path.write_text(show_html(record), "utf-8", newline="\n")
        yield path


def write_links(
    reports: Sequence[Linked], incidents: Sequence[LinkedIncident], format_: str, look: Look
) -> Iterator[str]:
    """Which reports tell of which incident: a line of JSON for each report, or a table."""
    from accordingto.export import to_json_line
    from accordingto.show import show_links

    if format_ == "jsonl":
        yield from (to_json_line(report) for report in reports)
    else:
        yield show_links(reports, incidents, width=look.width, colour=look.colour)


def write_incidents(lines: Iterable[IncidentLine], format_: str, look: Look) -> Iterator[str]:
    """Incidents in a line each: of JSON, or of a table."""
    from accordingto.export import to_json_line
    from accordingto.show import show_incidents

    if format_ == "jsonl":
        yield from (to_json_line(line) for line in lines)
    else:
        yield show_incidents(list(lines), width=look.width, colour=look.colour)


def write_dossier(case: Case, format_: str, look: Look) -> str:
    """A dossier in one of its formats; pages and notes also hold what each codebook writes."""
    from accordingto.codebooks import RULE_SETS, code_case
    from accordingto.export import to_json_line
    from accordingto.show import show_dossier, show_dossier_markdown

    if format_ == "json":
        return to_json_line(case.dossier)
    if format_ == "table":
        return show_dossier(case.dossier, width=look.width, colour=look.colour)
    codings = [code_case(case, name) for name in RULE_SETS]
    if format_ == "html":
        from accordingto.show import show_dossier_html

        return show_dossier_html(case.dossier, case.records, codings)
    return show_dossier_markdown(case.dossier, codings)


def write_reasons(
    dossier: Dossier, matches: Sequence[Match], look: Look, nearest: tuple[Dossier, Match] | None
) -> str:
    """Why the reports of a dossier are one incident, and why the nearest other is not."""
    from accordingto.show import show_reasons

    known = [dossier, nearest[0]] if nearest else [dossier]
    names = {r.name: _name_report(d, r) for d in reversed(known) for r in d.reports}
    other = (f"{nearest[0].number}  {nearest[0].label}", nearest[1]) if nearest else None
    heading = f"{dossier.number}  {dossier.label}"
    return show_reasons(
        heading, matches, names, nearest=other, width=look.width, colour=look.colour
    )


def _name_report(dossier: Dossier, report: DossierReport) -> str:
    publisher = f" ({report.publisher})" if report.publisher else ""
    mentions = "" if report.main else ", mentioning it"
    return f"{report.id}{publisher}{mentions}"


WRITERS: dict[str, Callable[[Iterable[Outcome], Look], Iterator[str]]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "html": write_html,
    "md": write_markdown,
}


def _read(outcomes: Iterable[Outcome], look: Look) -> Iterator[Record]:
    """The records alone: in formats for eyes a failure is a message elsewhere."""
    from accordingto.export import leave_out_text

    for outcome in outcomes:
        if isinstance(outcome, Record):
            yield outcome if look.text else leave_out_text(outcome)


def _between(mark: str, pieces: Iterable[str]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        yield (mark if number else "") + (piece if piece.endswith("\n") else piece + "\n")


def _split(items: Iterable[Any], count: int) -> tuple[list[Any], Iterator[Any]]:
    rest = iter(items)
    return list(islice(rest, count)), rest


def _file_name(id: str, taken: set[str]) -> str:
    """A file name for an id, unlike those taken before."""
    stem = UNSAFE.sub("-", id).strip("-.")[:80] or "report"
    name, number = stem, 2
    while name.lower() in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name.lower())
    return name
