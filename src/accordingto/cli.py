"""Every command."""

from __future__ import annotations

import sys

import click


@click.group()
def main() -> None:
    """Read news reports into sourced incident records."""


@main.command()
@click.argument("file")
@click.option("--format", "format_", default="jsonl")
def read(file: str, format_: str) -> None:
    """Read reports (placeholder of the skeleton)."""
    import msgspec

    from accordingto.flow import read_reports
    from accordingto.model import Report

    with open(file, encoding="utf-8") as lines:
        reports = [msgspec.json.decode(line, type=Report) for line in lines]
    for record in read_reports(reports):
        sys.stdout.write(msgspec.json.encode(record).decode() + "\n")


if __name__ == "__main__":
    main()
