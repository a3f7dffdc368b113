"""`accordingto schema` and `accordingto gazetteer`: what the package holds beside its reading."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema that every record keeps to."""
    import json

    from accordingto.export import record_schema

    click.echo(json.dumps(record_schema(), indent=2))


@click.command()
def gazetteer() -> None:
    """Build the offline gazetteer, unless it is there, and print where it lies.

    Reading builds it too, the first time. ACCORDINGTO_GAZETTEER names another file for it.
    """
    from accordingto.flow import prepare_gazetteer

    click.echo(prepare_gazetteer())
