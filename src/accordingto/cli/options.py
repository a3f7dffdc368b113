"""Options that several commands share, and the checks of what they are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.config import (
    DESK,
    DESK_VARIABLE,
    LANGUAGES,
    MAX_CHARS,
    MAX_CHARS_VARIABLE,
    PIPELINE,
    READERS,
)
from accordingto.errors import DeskError, ReportError

if TYPE_CHECKING:
    from accordingto.store import Desk

KINDS = ("auto", "text", "html", "jsonl")
RECORDS = "records"
Decorator = Callable[[Any], Any]


option_db = click.option(
    "--db",
    metavar="DESK",
    default=DESK,
    show_default=True,
    envvar=DESK_VARIABLE,
    show_envvar=True,
    help="Where the reports are kept: an SQLite file, or postgresql://USER@HOST/NAME.",
)
argument_number = click.argument("number", type=click.IntRange(1))


def existing(db: str) -> Desk:
    """The desk, where there is one: only `add` makes a new one."""
    from accordingto.store import open_desk

    if "://" not in db and not Path(db).exists():
        advice = "Add reports first (accordingto add FILE...), or name another with --db"
        raise DeskError(db, "there is no desk", advice)
    return open_desk(db)


def check_published(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse a publication date that is none."""
    from accordingto.ingest.reports import check_date

    try:
        return check_date("--published", "date", value)
    except ReportError as error:
        raise click.BadParameter(f"{error.what}. {error.advice}.") from error


def check_encoding(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse an encoding that is none."""
    from accordingto.ingest import encoding

    if value and not encoding.check_encoding(value):
        raise click.BadParameter(f"{value!r} is not an encoding. Name one such as utf-8 or cp1252.")
    return value


GIVEN = (
    click.option(
        "--published",
        metavar="DATE",
        callback=check_published,
        help="When the reports were published (2024-03-22, or with a time).",
    ),
    click.option(
        "--publisher",
        metavar="NAME",
        help="Who published them.",
    ),
    click.option(
        "--title",
        metavar="WORDS",
        help="The headline, where it is no part of the text.",
    ),
    click.option(
        "--url",
        metavar="URL",
        help="Where the report was published.",
    ),
    click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        help="The reports' language; told from each text when left out.",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        callback=check_encoding,
        help="The encoding of the files; found out when left out.",
    ),
)
READER = (
    click.option(
        "--reader",
        type=click.Choice(READERS),
        default=READERS[0],
        show_default=True,
        help="Read with the trained model and the rules, or with the rules alone.",
    ),
    click.option(
        "--pipeline", metavar="NAME", default=PIPELINE, help="An installed spaCy pipeline to use."
    ),
)
HOW = (
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help="How many processes read a batch.",
    ),
    *READER,
    click.option(
        "--max-chars",
        metavar="N",
        type=click.IntRange(1),
        default=MAX_CHARS,
        show_default=True,
        envvar=MAX_CHARS_VARIABLE,
        show_envvar=True,
        help="The longest text read, in characters.",
    ),
)


def options_given(command: Any) -> Any:
    """What is said of the reports on the command line: when published, by whom, what they are."""
    return _decorate(command, (*GIVEN, _option_kind(KINDS)))


def options_given_or_records(command: Any) -> Any:
    """The same for a command that takes records as well."""
    return _decorate(command, (*GIVEN, _option_kind((*KINDS, RECORDS))))


def options_how(command: Any) -> Any:
    """How reports are read: in how many processes, by which reader."""
    return _decorate(command, HOW)


def options_reader(command: Any) -> Any:
    """By which reader reports are read."""
    return _decorate(command, READER)


def option_output(what: str) -> Decorator:
    """Where a command writes."""
    return click.option(
        "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help=what
    )


def _option_kind(kinds: tuple[str, ...]) -> Decorator:
    return click.option(
        "--from",
        "kind",
        type=click.Choice(kinds),
        default="auto",
        show_default=True,
        help="What the files are; auto goes by their names and first bytes.",
    )


def _decorate(command: Any, options: tuple[Decorator, ...]) -> Any:
    for option in reversed(options):
        command = option(command)
    return command
