"""Incidents and records coded after codebooks: `code` and `check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accordingto.cli.options import argument_number, existing, option_db, option_output
from accordingto.cli.streams import Tally, check_output, is_terminal, open_output, sound
from accordingto.config import CODEBOOKS

if TYPE_CHECKING:
    from accordingto.model.coding import Case, Coding

option_policy = click.option(
    "--policy",
    metavar="NAME=VALUE",
    multiple=True,
    help="Another choice where a rule leaves room (best=latest); RULES:NAME=VALUE for one set.",
)


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="NUMBER|RECORDS...")
@option_db
@click.option(
    "--rule",
    "rules",
    metavar="RULES",
    multiple=True,
    help="A rule set, as gtd-2017-06 or gtd; all of them when left out.",
)
@click.option("--trace", is_flag=True, help="Show the counts each number rests on, and refused.")
@option_policy
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="A table, or a line of JSON for each incident.",
)
@click.option(
    "--as",
    "codebook",
    type=click.Choice(CODEBOOKS),
    help="Code records, not incidents: muc4 writes the templates of the MUC conferences.",
)
@option_output("Write there, not to standard output.")
def code(  # noqa: PLR0917
    what: tuple[str, ...], db: str, rules: tuple[str, ...], trace: bool, policy: tuple[str, ...],
    format_: str, codebook: str | None, output: Path | None,
) -> None:  # fmt: skip
    """Write an incident as the codebooks would, and say why they differ.

    NUMBER is an incident of the desk. With --as, RECORDS is a file of records as read writes them
    with --format jsonl, or - for standard input; records without the reports' texts will do.

    \b
    Examples:
        accordingto code 3
        accordingto code 3 --rule gtd --trace
        accordingto code 3 --rule ucdp --policy best=latest
        accordingto code --as muc4 records.jsonl -o templates.jsonl
    """
    if codebook is not None:
        _code_records(what, codebook, output)
    numbers = [_number(each) for each in what]
    check_output((), output)
    colour = output is None and is_terminal(sys.stdout)
    with existing(db) as desk, open_output(output) as out:
        from accordingto.casework import code_all, load_cases

        for case in load_cases(desk, numbers):
            written = _write(case, code_all(case, rules, policy), format_, trace, colour)
            out.write(written.encode("utf-8"))
            out.flush()


@click.command()
@argument_number
@option_db
@click.option("--format", "format_", type=click.Choice(("table", "jsonl")), default="table")
def check(number: int, db: str, format_: str) -> None:
    """Say what the Every Casualty Counts standards would still ask of an incident.

    \b
    Example:
        accordingto check 3
    """
    from accordingto.casework import load_case
    from accordingto.codebooks import check_case
    from accordingto.export import to_json_line
    from accordingto.show import show_checks

    with existing(db) as desk:
        case = load_case(desk, number)
    checks = check_case(case)
    if format_ == "jsonl":
        click.echo("".join(map(to_json_line, checks)), nl=False)
    else:
        click.echo(show_checks(case.dossier, checks, colour=is_terminal(sys.stdout)), nl=False)


def _write(case: Case, codings: list[Coding], format_: str, trace: bool, colour: bool) -> str:
    from accordingto.codebooks import explain_differences
    from accordingto.export import to_json_line
    from accordingto.show import show_coding, show_codings

    if format_ == "json":
        from accordingto.model.coding import Codings

        differences = explain_differences(codings)
        number = case.dossier.number
        told = Codings(incident=number, codings=tuple(codings), differences=differences)
        return to_json_line(told)
    if len(codings) > 1 and not trace:
        return show_codings(case.dossier, codings, explain_differences(codings), colour=colour)
    return "\n".join(
        show_coding(case.dossier, coding, trace=trace, colour=colour) for coding in codings
    )


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise click.BadParameter(
            f"{text!r} is no incident's number (accordingto incidents lists them)."
            " To code a file of records, name the codebook with --as."
        )
    return int(text)


def _code_records(files: tuple[str, ...], codebook: str, output: Path | None) -> None:
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
