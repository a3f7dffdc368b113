"""Every command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from accordingto.config import (
    CODEBOOKS,
    LANGUAGES,
    MAX_CHARS,
    MAX_CHARS_VARIABLE,
    PIPELINE,
    READERS,
    How,
    ReaderName,
)
from accordingto.errors import AccordingToError, RecordError, ReportError

if TYPE_CHECKING:
    from accordingto.model import Failure, Record, Report

FORMATS = ("table", "json", "jsonl", "html", "md")
ELSEWHERE = "Name another place with -o, or make room."
KINDS = ("auto", "text", "html", "jsonl")


class Stopped(click.ClickException):
    """Nothing could be done as it was asked: one line, and the exit code of wrong usage."""

    exit_code = 2


class Main(click.Group):
    """Turns this package's own errors, and the system's, into one clean line; lets bugs through."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AccordingToError as error:
            raise Stopped(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # a reader that has seen enough: click ends the program quietly
            what = error.filename or "the output"
            raise Stopped(
                f"{what}: it cannot be written ({error.strerror}). {ELSEWHERE}"
            ) from error
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)


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


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="accordingto", prog_name="accordingto", message="%(prog)s %(version)s"
)
def main() -> None:
    """Read news reports into sourced incident records.

    Every figure, claim, date and place comes with the exact words it rests on and who said it.
    """


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--published",
    metavar="DATE",
    callback=check_published,
    help="When the reports were published (2024-03-22, or with a time).",
)
@click.option("--publisher", metavar="NAME", help="Who published them.")
@click.option("--title", metavar="WORDS", help="The headline, where it is no part of the text.")
@click.option("--url", metavar="URL", help="Where the report was published.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="The reports' language; told from each text when left out.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=check_encoding,
    help="The encoding of the files; found out when left out.",
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(KINDS),
    default="auto",
    show_default=True,
    help="What the files are; auto goes by their names and first bytes.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How the records are written.",
)
@click.option("--no-text", is_flag=True, help="Leave the reports' texts out of the records.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write there, not to standard output; a folder for several pages of html.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="How many processes read a batch.",
)
@click.option(
    "--reader",
    type=click.Choice(READERS),
    default=READERS[0],
    show_default=True,
    help="Read with the trained model and the rules, or with the rules alone.",
)
@click.option(
    "--pipeline", metavar="NAME", default=PIPELINE, help="An installed spaCy pipeline to use."
)
@click.option(
    "--max-chars",
    metavar="N",
    type=click.IntRange(1),
    default=MAX_CHARS,
    show_default=True,
    envvar=MAX_CHARS_VARIABLE,
    show_envvar=True,
    help="The longest text read, in characters.",
)
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

    if output is None and sys.stdout is None:
        raise Stopped(f"standard output: it is closed. {ELSEWHERE}")
    refuse_overwriting(files, output)
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


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="RECORDS...")
@click.option(
    "--as",
    "codebook",
    type=click.Choice(CODEBOOKS),
    required=True,
    help="The codebook; muc4 writes the templates of the Message Understanding Conferences.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write there, not to standard output.",
)
def code(files: tuple[str, ...], codebook: str, output: Path | None) -> None:
    """Code records after a codebook, a line of JSON for each.

    RECORDS is a file of records as read writes them with --format jsonl; - is standard input.
    Records without the reports' texts (--no-text) can be coded as well.

    \b
    Examples:
        accordingto code --as muc4 records.jsonl -o templates.jsonl
        accordingto read reports.jsonl --format jsonl | accordingto code --as muc4 -
    """
    from accordingto.codebooks import code_lines, open_records

    if output is None and sys.stdout is None:
        raise Stopped(f"standard output: it is closed. {ELSEWHERE}")
    refuse_overwriting(files, output)
    tally = Tally()
    with open_output(output) as out:
        for line in code_lines(sound(open_records(files), tally), codebook):
            out.write(line.encode("utf-8"))
            out.flush()
    if tally.failed and tally.done > 1:
        click.echo(f"{tally.failed} of {tally.done} records could not be coded.", err=True)
    raise SystemExit(1 if tally.failed else 0)


@main.command()
def schema() -> None:
    """Print the JSON Schema that every record keeps to."""
    import json

    from accordingto.export import record_schema

    click.echo(json.dumps(record_schema(), indent=2))


@main.command()
def gazetteer() -> None:
    """Build the offline gazetteer, unless it is there, and print where it lies.

    Reading builds it too, the first time. ACCORDINGTO_GAZETTEER names another file for it.
    """
    from accordingto.flow import prepare_gazetteer

    click.echo(prepare_gazetteer())


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


@contextmanager
def open_output(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or the file named; always in UTF-8, whatever the terminal's settings."""
    if output is None:
        yield sys.stdout.buffer
        return
    with output.open("wb") as stream:
        yield stream


def refuse_overwriting(files: tuple[str, ...], output: Path | None) -> None:
    """Keep a slip from replacing a report by its record."""
    if output is None or not output.is_file():
        return
    if any(Path(file).is_file() and output.samefile(file) for file in files):
        raise click.UsageError(f"{output} is read and written at once. Name another output file.")


def check_pages(format_: str, several: bool, output: Path | None) -> None:
    """A page of HTML is of one report."""
    if format_ == "html" and several and (output is None or not is_folder(output)):
        raise click.UsageError("Several reports make several pages: name a folder, -o pages/.")


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is a terminal; None stands for one that was closed."""
    return stream is not None and stream.isatty()


def is_folder(path: Path) -> bool:
    """Whether a path is that of a folder, or of a file name without an ending for one."""
    return path.is_dir() or not path.suffix


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


if __name__ == "__main__":
    main()
