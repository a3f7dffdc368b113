"""`accordingto code`: records in, coded values out."""

from __future__ import annotations

from pathlib import Path

import click

from accordingto.cli.options import option_output
from accordingto.cli.streams import Tally, check_output, open_output, sound
from accordingto.config import CODEBOOKS


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="RECORDS...")
@click.option(
    "--as",
    "codebook",
    type=click.Choice(CODEBOOKS),
    required=True,
    help="The codebook; muc4 writes the templates of the Message Understanding Conferences.",
)
@option_output("Write there, not to standard output.")
def code(files: tuple[str, ...], codebook: str, output: Path | None) -> None:
    """Code records after a codebook, a line of JSON for each.

    RECORDS is a file of records as read writes them with --format jsonl; - is standard input.
    Records without the reports' texts (--no-text) can be coded as well.

    \b
    Examples:
        accordingto code --as muc4 records.jsonl -o templates.jsonl
        accordingto read reports.jsonl --format jsonl | accordingto code --as muc4 -
    """
    from accordingto.codebooks import code_lines
    from accordingto.ingest import open_records

    check_output(files, output)
    tally = Tally()
    with open_output(output) as out:
        for line in code_lines(sound(open_records(files), tally), codebook):
            out.write(line.encode("utf-8"))
            out.flush()
    if tally.failed and tally.done > 1:
        click.echo(f"{tally.failed} of {tally.done} records could not be coded.", err=True)
    raise SystemExit(1 if tally.failed else 0)
