"""`accordingto evaluate`: the reader's accuracy on a desk's own reports."""

from __future__ import annotations

import sys

import click

from accordingto.cli.options import existing, option_db
from accordingto.cli.streams import is_terminal


@click.command()
@click.option(
    "--decisions", is_flag=True, default=True, help="By what people accepted and corrected."
)
@click.option("--format", "format_", type=click.Choice(("table", "json")), default="table")
@option_db
def evaluate(decisions: bool, format_: str, db: str) -> None:
    """Measure how well the desk's reports were read, by what its people decided about them.

    Only what somebody looked at counts: accept a figure on its report's page, or correct it.

    \b
    Example:
        accordingto evaluate --decisions
    """
    from accordingto.evaluate import evaluate_decisions
    from accordingto.export import to_json_line
    from accordingto.show import show_evaluation

    with existing(db) as desk:
        told = evaluate_decisions(desk)
    if format_ == "json":
        click.echo(to_json_line(told), nl=False)
    else:
        click.echo(show_evaluation(told, colour=is_terminal(sys.stdout)), nl=False)
