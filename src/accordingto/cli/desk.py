"""The desk: reports kept in a database, and a dossier for each incident."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordingto.cli.options import (
    RECORDS,
    argument_number,
    existing,
    option_db,
    option_output,
    options_given_or_records,
    options_how,
    options_reader,
)
from accordingto.cli.streams import (
    Tally,
    check_output,
    is_terminal,
    look_ahead,
    notes_on_stderr,
    open_output,
    progress,
    run,
    sound,
    watch,
)
from accordingto.config import How, ReaderName
from accordingto.errors import DeskError, ReportError

if TYPE_CHECKING:
    from accordingto.model import Failure, Record, Report
    from accordingto.store import Added, Decided, Desk

option_why = click.option("--why", metavar="WORDS", required=True, help="The reason, kept with it.")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option_db
@click.option(
    "--remember", is_flag=True, help="Add reports again that were forgotten by a decision."
)
@options_given_or_records
@options_how
def add(  # noqa: PLR0917
    files: tuple[str, ...], db: str, remember: bool, jobs: int, reader: ReaderName,
    pipeline: str, **given: Any,
) -> None:  # fmt: skip
    """Read reports and keep them, each with the incidents it tells of.

    FILE is whatever read takes, or with --from records what it wrote with --format jsonl. What is
    there already is not read again, under whatever name it comes.

    \b
    Examples:
        accordingto add reports/*.html
        accordingto add reports.jsonl --jobs 4
        accordingto add --from records records.jsonl --db postgresql://ana@desk.example/reports
    """
    from accordingto.store import open_desk

    tally, news = Tally(), News()
    with open_desk(db) as desk, notes_on_stderr(), ExitStack() as shown:
        if given["kind"] == RECORDS:
            from accordingto.ingest import open_records

            records = sound(open_records(files), tally)
        else:
            intake = Intake(desk, news, remember)
            how = How(pipeline, reader), jobs
            records = _read_new(intake, files, given, how, tally, shown)
        for record in records:
            news.hear(desk.add(record, remember=remember))
        click.echo(news.tell(desk.counts().incidents))
    raise SystemExit(1 if tally.failed else 0)


def _read_new(  # noqa: PLR0917
    intake: Intake, files: tuple[str, ...], given: dict[str, Any], how: tuple[How, int],
    tally: Tally, shown: ExitStack,
) -> Iterator[Record]:  # fmt: skip
    """The records of reports that are not there yet."""
    from accordingto.ingest import Given, open_files
    from accordingto.model import Record

    reports, several = look_ahead(open_files(files, Given(**given)))
    step = shown.enter_context(progress(files, several, None))
    new = intake.leave_out_known(reports, step)
    for outcome in watch(run(new, how[1] if several else 1, how[0]), tally, step):
        if isinstance(outcome, Record):
            yield outcome


@dataclass(frozen=True, slots=True)
class Intake:
    """A desk that takes reports in, the news of it, and whether forgotten ones come back."""

    desk: Desk
    news: News
    remember: bool

    def leave_out_known(
        self, reports: Iterator[Report | Failure], step: Callable[[], None]
    ) -> Iterator[Report | Failure]:
        """The reports that are not there yet; of the others only the names are kept."""
        from accordingto.model import Report

        for report in reports:
            known = self.desk.knows(report) if isinstance(report, Report) else None
            if known is None or (known.forgotten and self.remember):
                yield report
            elif isinstance(report, Report):
                self.news.skip(report.id, known.names, forgotten=known.forgotten)
                step()


class News:
    """What became of the reports that were added."""

    def __init__(self) -> None:
        self.added = self.known = self.forgotten = 0
        self.moved: set[int] = set()

    def hear(self, added: Added) -> None:
        """Count one report that was handed to the desk."""
        if added.forgotten:
            self.skip(added.name, (), forgotten=True)
        elif added.known:
            self.skip(added.name, (added.known_as,) if added.known_as else (), forgotten=False)
        else:
            self.added += 1
            self.moved |= {move.before for move in added.moved}

    def skip(self, name: str, names: tuple[str, ...], *, forgotten: bool) -> None:
        """Count one that is there already; say so where it is there under another name."""
        if forgotten:
            self.forgotten += 1
            click.echo(
                f"Note: {name} was forgotten by a decision. Add it with --remember.", err=True
            )
            return
        self.known += 1
        if names and name not in names:
            click.echo(f"Note: {name} is the report that was added as {names[0]}.", err=True)

    def tell(self, incidents: int) -> str:
        """All of it in a line."""
        parts = [f"{self.added} added"]
        parts += [f"{self.known} there already"] if self.known else []
        parts += [f"{self.forgotten} forgotten"] if self.forgotten else []
        parts += [f"{len(self.moved)} incidents regrouped"] if self.moved else []
        return f"{', '.join(parts)}; {incidents} incidents in all."


@click.command()
@option_db
@click.option("--all", "everything", is_flag=True, help="Those that are only mentioned too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "jsonl")),
    default="table",
    show_default=True,
    help="A table, or a line of JSON for each.",
)
@option_output("Write there, not to standard output.")
def incidents(db: str, everything: bool, format_: str, output: Path | None) -> None:
    """List the incidents: when, where, what, the toll, how many reports and independent texts.

    \b
    Examples:
        accordingto incidents
        accordingto incidents --format jsonl -o incidents.jsonl
    """
    from accordingto.casework import list_incidents
    from accordingto.output import Look, write_incidents

    check_output((), output)
    look = Look(colour=output is None and is_terminal(sys.stdout))
    with existing(db) as desk:
        numbers = [entry.number for entry in desk.incidents()] if everything else ()
        lines = list_incidents(desk, numbers)
        _write(write_incidents(lines, format_, look), output)


@click.command()
@argument_number
@option_db
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "html", "json", "md")),
    default="table",
    show_default=True,
    help="How the dossier is written.",
)
@option_output("Write there, not to standard output.")
def show(number: int, db: str, format_: str, output: Path | None) -> None:
    """Print the dossier of an incident.

    \b
    Examples:
        accordingto show 3
        accordingto show 3 --format html -o incident-3.html
    """
    from accordingto.casework import load_case
    from accordingto.output import Look, write_dossier

    check_output((), output)
    look = Look(colour=output is None and is_terminal(sys.stdout))
    with existing(db) as desk:
        _write([write_dossier(load_case(desk, number), format_, look)], output)


@click.command()
@argument_number
@option_db
def why(number: int, db: str) -> None:
    """Say why these reports are one incident, and why the nearest other is not.

    \b
    Example:
        accordingto why 3
    """
    from accordingto.casework import load_case
    from accordingto.output import Look, write_reasons

    look = Look(colour=is_terminal(sys.stdout))
    with existing(db) as desk:
        dossier = load_case(desk, number).dossier
        near = desk.nearest(number)
        other = (load_case(desk, near.number).dossier, near.match) if near else None
        _write([write_reasons(dossier, desk.matches(number), look, other)], None)
        for decision in desk.decisions(number):
            undone = " (taken back)" if decision.undone else ""
            click.echo(
                f"Decision {decision.id}: {decision.what} by {decision.who} on"
                f" {decision.at[:10]}: {decision.why}{undone}"
            )


@click.command()
@argument_number
@click.argument("other", type=click.IntRange(1))
@option_why
@option_db
def merge(number: int, other: int, why: str, db: str) -> None:
    """Decide that two incidents are one.

    \b
    Example:
        accordingto merge 3 7 --why "the same bomb, two districts"
    """
    with existing(db) as desk:
        _tell(desk.merge(number, other, why=why))


@click.command()
@argument_number
@click.option("--report", metavar="REPORT", required=True, help="The report that is of another.")
@option_why
@option_db
def split(number: int, report: str, why: str, db: str) -> None:
    """Decide that a report tells of another incident than the others do.

    \b
    Example:
        accordingto split 3 --report page.html --why "the bombing of the week before"
    """
    with existing(db) as desk:
        _tell(desk.split(number, report, why=why))


@click.command()
@click.argument("report")
@option_why
@option_db
def forget(report: str, why: str, db: str) -> None:
    """Take a report out of everything, for good.

    \b
    Example:
        accordingto forget page.html --why "satire"
    """
    with existing(db) as desk:
        _tell(desk.forget(report, why=why))


@click.command()
@click.argument("decision", type=click.IntRange(1))
@option_why
@option_db
def undo(decision: int, why: str, db: str) -> None:
    """Take a decision back; it stays in the log.

    \b
    Example:
        accordingto undo 4 --why "they were two after all"
    """
    with existing(db) as desk:
        _tell(desk.undo(decision, why=why))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option_why
@option_db
def correct(file: Path, why: str, db: str) -> None:
    """Take what was corrected in Label Studio as decisions, one for each report.

    FILE is what Label Studio exports (as JSON) of the tasks that export --as label-studio wrote.

    \b
    Example:
        accordingto correct project-1.json --why "second reading"
    """
    from accordingto.ingest.labelstudio import read_answers

    failed = done = 0
    with existing(db) as desk:
        for answer in read_answers(file):
            if isinstance(answer, ReportError):
                failed += 1
                click.echo(f"Error: {answer}", err=True)
                continue
            told = f"{why} (annotator {answer.who})"
            try:
                decided = desk.correct(
                    answer.report, answer.corrections, why=told, sha256=answer.sha256
                )
            except DeskError as error:
                failed += 1
                click.echo(f"Error: {error}", err=True)
            else:
                done += len(answer.corrections)
                _tell(decided)
    click.echo(f"{done} corrections." + (f" {failed} tasks could not be used." if failed else ""))
    raise SystemExit(1 if failed else 0)


@click.command()
@click.option("--diff", is_flag=True, help="Show what each record says that the old one did not.")
@option_db
@options_reader
def reread(diff: bool, db: str, reader: ReaderName, pipeline: str) -> None:
    """Read all reports again with this version; old records are kept, decisions hold.

    \b
    Example:
        accordingto reread --diff
    """
    from accordingto.flow import read_report
    from accordingto.show import show_changes

    how = How(pipeline, reader)
    done = changed = 0
    with existing(db) as desk, notes_on_stderr():
        for each in desk.reread(lambda report: read_report(report, how=how)):
            done += 1
            changed += each.changed
            if diff and each.changed:
                click.echo(show_changes(each.before, each.after), nl=False)
    click.echo(f"{done} reports read again, {changed} of them with another record.")


@click.command()
@option_db
@click.option("--format", "format_", type=click.Choice(("table", "jsonl")), default="table")
def log(db: str, format_: str) -> None:
    """Print what was done at the desk, by whom and when, the latest last.

    \b
    Example:
        accordingto log
    """
    from accordingto.export import to_json_line

    with existing(db) as desk:
        for entry in desk.log():
            if format_ == "jsonl":
                click.echo(to_json_line(entry), nl=False)
            else:
                details = ", ".join(f"{key} {value}" for key, value in entry.details.items())
                click.echo(f"{entry.id}  {entry.at}  {entry.who}  {entry.what}  {details}")


def _write(pieces: Any, output: Path | None) -> None:
    with open_output(output) as out:
        for piece in pieces:
            out.write(piece.encode("utf-8"))
            out.flush()


def _tell(decided: Decided) -> None:
    decision = decided.decision
    click.echo(f"Decision {decision.id}: {decision.what}, by {decision.who}.")
    for move in decided.moved:
        gone = f"incident {move.after}" if move.after else "nowhere"
        click.echo(f"  {move.mention.report} goes from incident {move.before} to {gone}.")


COMMANDS = (add, incidents, show, why, merge, split, forget, undo, correct, reread, log)
