"""`accordingto link`: which reports tell of the same incident, without a database."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import RECORDS, option_output, options_given_or_records, options_how
from accordingto.cli.streams import (
    Tally,
    check_output,
    is_terminal,
    look_ahead,
    notes_on_stderr,
    open_output,
    progress,
    run,
    sound,
    watch,
)
from accordingto.config import How, ReaderName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accordingto.model import Record


@dataclass(frozen=True, slots=True)
class Watched:
    """Where a batch is counted, and what is written to while it runs."""

    tally: Tally
    output: Path | None


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@options_given_or_records
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "jsonl")),
    default="table",
    show_default=True,
    help="The incidents with their reports, or a line of JSON for each report.",
)
@option_output("Write there, not to standard output.")
@options_how
def link(  # noqa: PLR0917
    files: tuple[str, ...], format_: str, output: Path | None, jobs: int, reader: ReaderName,
    pipeline: str, **given: Any,
) -> None:  # fmt: skip
    """Find out which reports tell of the same incident.

    FILE is whatever read takes, or with --from records what it wrote with --format jsonl.
    Incidents are numbered as they first appear; a report that tells of none stands alone.
    An incident that a report only mentions, such as last year's attack in the report of a trial,
    is found among the others too.

    \b
    Examples:
        accordingto link reports/*.html
        accordingto link reports.jsonl --format jsonl --jobs 4 > links.jsonl
        accordingto link --from records records.jsonl
    """
    from accordingto.output import Look, write_links
    from accordingto.reconcile import Links

    check_output(files, output)
    tally, links = Tally(), Links()
    for record in take_records(files, given, How(pipeline, reader), jobs, Watched(tally, output)):
        links.add(record)
    look = Look(colour=output is None and is_terminal(sys.stdout))
    with open_output(output) as out:
        for piece in write_links(*links.number(), format_, look):
            out.write(piece.encode("utf-8"))
    if tally.failed and tally.done > 1:
        click.echo(f"{tally.failed} of {tally.done} reports could not be linked.", err=True)
    raise SystemExit(1 if tally.failed else 0)


def take_records(
    files: tuple[str, ...], given: dict[str, Any], how: How, jobs: int, watched: Watched
) -> Iterator[Record]:
    """The records of files: as they were written, or read from the reports in them."""
    from accordingto.ingest import Given, open_files, open_records
    from accordingto.model import Record

    if given["kind"] == RECORDS:
        yield from sound(open_records(files), watched.tally)
        return
    with notes_on_stderr(), ExitStack() as shown:
        reports, several = look_ahead(open_files(files, Given(**given)))
        step = shown.enter_context(progress(files, several, watched.output))
        for outcome in watch(run(reports, jobs if several else 1, how), watched.tally, step):
            if isinstance(outcome, Record):
                yield outcome
