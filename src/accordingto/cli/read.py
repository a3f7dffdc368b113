"""`accordingto read`: reports in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import option_output, options_given, options_how
from accordingto.cli.streams import (
    Tally,
    check_output,
    is_terminal,
    look_ahead,
    notes_on_stderr,
    open_output,
    progress,
    run,
    watch,
)
from accordingto.config import How, ReaderName

if TYPE_CHECKING:
    from accordingto.model import Failure, Record

FORMATS = ("table", "json", "jsonl", "html", "md")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@options_given
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How the records are written.",
)
@click.option("--no-text", is_flag=True, help="Leave the reports' texts out of the records.")
@option_output("Write there, not to standard output; a folder for several pages of html.")
@options_how
def read(  # noqa: PLR0917
    files: tuple[str, ...], format_: str, no_text: bool, output: Path | None, jobs: int,
    reader: ReaderName, pipeline: str, **given: Any,
) -> None:  # fmt: skip
    """Read reports and print what each says, with its sources.

    FILE is plain text, a web page or JSON Lines (one report a line: id, title, published,
    publisher, url, text; only text is required); - is standard input.

    \b
    Examples:
        accordingto read report.txt --published 2024-03-22
        accordingto read page.html --format html -o record.html
        accordingto read reports.jsonl --format jsonl --jobs 4 > records.jsonl
    """
    from accordingto.ingest import Given, open_files

    check_output(files, output)
    tally = Tally()
    with notes_on_stderr(), ExitStack() as shown:
        reports, several = look_ahead(open_files(files, Given(**given)))
        check_pages(format_, several, output)
        step = shown.enter_context(progress(files, several, output))
        outcomes = run(reports, jobs if several else 1, How(pipeline, reader))
        write(watch(outcomes, tally, step), format_, output, several, no_text)
    if tally.failed and several:
        click.echo(f"{tally.failed} of {tally.done} reports could not be read.", err=True)
    raise SystemExit(1 if tally.failed else 0)


def write(
    outcomes: Iterator[Record | Failure],
    format_: str,
    output: Path | None,
    several: bool,
    no_text: bool,
) -> None:
    """Write outcomes in a format, each as soon as it is there."""
    from accordingto.output import WRITERS, Look, write_pages

    if format_ == "html" and output is not None and is_folder(output):
        output.mkdir(parents=True, exist_ok=True)
        for path in write_pages(outcomes, output, Look(text=not no_text)):
            click.echo(path)
        return
    look = Look(text=not no_text, colour=output is None and is_terminal(sys.stdout))
    with open_output(output) as out:
        for piece in WRITERS[format_](outcomes, look):
            out.write(piece.encode("utf-8"))
            out.flush()


def check_pages(format_: str, several: bool, output: Path | None) -> None:
    """A page of HTML is of one report."""
    if format_ == "html" and several and (output is None or not is_folder(output)):
        raise click.UsageError("Several reports make several pages: name a folder, -o pages/.")


def is_folder(path: Path) -> bool:
    """Whether a path is that of a folder, or of a file name without an ending for one."""
    return path.is_dir() or not path.suffix
