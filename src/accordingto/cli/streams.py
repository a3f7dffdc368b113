"""What goes in and out of every command: files, standard streams, notes, a progress bar."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from accordingto.config import How
from accordingto.errors import RecordError

if TYPE_CHECKING:
    from accordingto.model import Failure, Record, Report

ELSEWHERE = "Name another place with -o, or make room."


class Stopped(click.ClickException):
    """Nothing could be done as it was asked: one line, and the exit code of wrong usage."""

    exit_code = 2


class Tally:
    """How many reports or records are done, and how many of them failed."""

    def __init__(self) -> None:
        self.done = self.failed = 0


def look_ahead(reports: Iterator[Report | Failure]) -> tuple[Iterator[Report | Failure], bool]:
    """The reports, and whether there is more than one."""
    first = list(islice(reports, 2))
    return chain(first, reports), len(first) > 1


def run(reports: Iterator[Report | Failure], jobs: int, how: How) -> Iterator[Record | Failure]:
    """Read the reports; the language library is loaded only when one is sound."""
    from accordingto.model import Report

    for report in reports:
        if isinstance(report, Report):
            from accordingto.scale import read_in_order

            rest = chain([report], reports)
            yield from read_in_order(rest, jobs=jobs, how=how)
        else:
            yield report


def watch(
    outcomes: Iterator[Record | Failure], tally: Tally, step: Callable[[], None]
) -> Iterator[Record | Failure]:
    """Pass outcomes on, counting them and telling of each failure on standard error."""
    from accordingto.model import Failure

    for outcome in outcomes:
        tally.done += 1
        if isinstance(outcome, Failure):
            tally.failed += 1
            click.echo(f"Error: {outcome.error}", err=True)
        yield outcome
        step()


def sound(records: Iterator[Record | RecordError], tally: Tally) -> Iterator[Record]:
    """The records among what was given, telling on standard error of what is none."""
    for record in records:
        tally.done += 1
        if isinstance(record, RecordError):
            tally.failed += 1
            click.echo(f"Error: {record}", err=True)
        else:
            yield record


@contextmanager
def open_output(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or the file named; always in UTF-8, whatever the terminal's settings."""
    if output is None:
        yield sys.stdout.buffer
        return
    with output.open("wb") as stream:
        yield stream


def check_output(files: tuple[str, ...], output: Path | None) -> None:
    """Make sure there is somewhere to write to, and that it is none of the files read."""
    if output is None and sys.stdout is None:
        raise Stopped(f"standard output: it is closed. {ELSEWHERE}")
    refuse_overwriting(files, output)


def refuse_overwriting(files: tuple[str, ...], output: Path | None) -> None:
    """Keep a slip from replacing a report by its record."""
    if output is None or not output.is_file():
        return
    if any(Path(file).is_file() and output.samefile(file) for file in files):
        raise click.UsageError(f"{output} is read and written at once. Name another output file.")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is a terminal; None stands for one that was closed."""
    return stream is not None and stream.isatty()


@contextmanager
def notes_on_stderr() -> Iterator[None]:
    """What the package notes while reading goes to standard error, one line each."""
    handler = _Notes(logging.INFO)
    log = logging.getLogger("accordingto")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


class _Notes(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"Note: {' '.join(record.getMessage().split())}.", err=True)


@contextmanager
def progress(
    files: tuple[str, ...], several: bool, output: Path | None
) -> Iterator[Callable[[], None]]:
    """A bar on standard error over a batch, where it is a terminal that nothing else writes to."""
    shared = output is None and is_terminal(sys.stdout)
    if not several or shared or not is_terminal(sys.stderr):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from accordingto.ingest import count_reports

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reports", total=count_reports(files))
        yield lambda: bar.advance(task)
