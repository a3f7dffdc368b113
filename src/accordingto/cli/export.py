"""`accordingto export`: incidents in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordingto.cli.code import option_policy
from accordingto.cli.options import existing, option_db
from accordingto.config import FORMATS, FormatName

if TYPE_CHECKING:
    from accordingto.model.losses import LossReport

SHOWN = 5
"""Incidents that a summary lists by name; the loss report has all."""


@click.command()
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[NUMBER...]")
@click.option(
    "--as", "format_", type=click.Choice(FORMATS), required=True, help="The format to write."
)
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(path_type=Path), required=True,
    help="The file to write; for csv and parquet a folder of tables.",
)  # fmt: skip
@option_db
@option_policy
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for spreadsheets.")
@click.option(
    "--covered-only",
    is_flag=True,
    help="Leave out incidents of which reports do not settle that the codebook covers them.",
)
def export(  # noqa: PLR0917
    numbers: tuple[int, ...], format_: FormatName, output: Path, db: str, policy: tuple[str, ...],
    force: bool, bom: bool, covered_only: bool,
) -> None:  # fmt: skip
    """Write incidents as other programs take them, and beside it what the file cannot hold.

    Without a NUMBER all incidents that a report tells of are written. OUT.loss.json says of each
    what became of it and what the format lost.

    \b
    Examples:
        accordingto export --as gtd -o gtd.csv
        accordingto export --as csv -o tables
        accordingto export --as acled 3 7 -o acled.csv --policy places=each
    """
    from accordingto.casework import load_cases, read_policy
    from accordingto.exports import export_cases

    with existing(db) as desk:
        report = export_cases(
            load_cases(desk, numbers),
            format_,
            output,
            policy=read_policy(policy),
            force=force,
            bom=bom,
            covered_only=covered_only,
        )
    _summarise(report, output)
    failed = any(incident.state == "failed" for incident in report.incidents)
    refused = any(incident.state == "refused" for incident in report.incidents)
    raise SystemExit(1 if failed or (numbers and refused) else 0)


def _summarise(report: LossReport, output: Path) -> None:
    """What was written, what was not and why, and what is lost, on standard error."""
    states = {state: [i for i in report.incidents if i.state == state] for state in STATES}
    rows = sum(incident.rows for incident in report.incidents)
    told = [f"{len(found)} {state}" for state, found in states.items() if found]
    click.echo(f"{output}: {rows} rows; incidents: {', '.join(told) or 'none'}.", err=True)
    for state in ("failed", "refused"):
        for incident in states[state][:SHOWN]:
            click.echo(f"  {state}: {incident.incident}  {incident.why}", err=True)
        if len(states[state]) > SHOWN:
            click.echo(f"  ... and {len(states[state]) - SHOWN} more {state}", err=True)
    lost = sum(len(incident.lost) for incident in states["written"])
    also = f"; always {'; '.join(report.always)}" if report.always else ""
    click.echo(f"Not held: {lost} notes in {output.name}.loss.json{also}.", err=True)


STATES = ("written", "refused", "failed")
