"""The desk: reports, their records, the incidents they tell of, and what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine, select

from accordingto.errors import DeskError
from accordingto.model import Record, Report, ReportInfo
from accordingto.model.corrections import Correction, Lost
from accordingto.model.dossier import IncidentLine
from accordingto.model.links import Match
from accordingto.store import answers, correcting, decisions, intake, rereading, summaries
from accordingto.store.addresses import find_address, refuse_unwritable, show_address
from accordingto.store.bodies import identify, key_of
from accordingto.store.engines import make_engine, reading, writing
from accordingto.store.names import find_report
from accordingto.store.people import People
from accordingto.store.schema import reports
from accordingto.store.troubles import explained
from accordingto.store.turns import Memory, TableRow, Turn, find_user, tell_time
from accordingto.store.upgrades import prepare
from accordingto.store.values import (
    Added,
    Counts,
    Decided,
    Decision,
    IncidentEntry,
    KnownReport,
    LogEntry,
    Nearest,
    ReportEntry,
    Reread,
    StoredRecord,
    Verdict,
)

WAIT = 60.0
"""How long others may keep the database locked, in seconds."""


def open_desk(url: str | Path, *, who: str | None = None, wait: float = WAIT) -> Desk:
    """Open the desk's database, making it or bringing it up to date where that is needed.

    Args:
        url: The path of an SQLite file, or the URL of a PostgreSQL database
            ("postgresql+psycopg://user@host/name").
        who: Who adds and decides, for the log; the user's name when left out.
        wait: How long others may keep the database locked, in seconds.

    Raises:
        DeskError: When it cannot be used: made by a newer version or another program, locked,
            only to be read, damaged, not reached. Passwords are never in the message.
    """
    address = find_address(url)
    where = show_address(address)
    refuse_unwritable(address)
    engine = make_engine(address, wait)
    try:
        with explained(where, wait):
            prepare(engine, where, wait)
    except BaseException:
        engine.dispose()
        raise
    return Desk(engine, where, who=who or find_user(), wait=wait)


class Desk:
    """An archive of reports, linked as they come; made by `open_desk`, closed by `with`.

    Every change is one transaction, kept whole or not at all, and written into the log. Several
    processes may use one database at once. A report is called by its id as given, by any other
    name it was added under, or by the beginning of its key. All methods raise `DeskError` when
    the database cannot be used, or has no such incident, report or decision.
    """

    def __init__(self, engine: Engine, where: str, *, who: str, wait: float) -> None:
        self.where = where
        self.who = who
        self._engine = engine
        self._wait = wait
        self._memory = Memory()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def acting_for(self, who: str) -> Desk:
        """The same desk, on whose log another name stands; several threads may have one each."""
        return Desk(self._engine, self.where, who=who, wait=self._wait)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(self, record: Record, *, remember: bool = False) -> Added:
        """Keep a report with its record, and link its incidents with those that are there.

        A report whose title and text are there already is not kept twice; a new name of it is.

        Args:
            record: What was read from the report.
            remember: Whether to add a report that a person had forgotten.
        """
        known = self._find_known(record.report)
        if known and not (known.forgotten and remember):
            return intake.say_known(known, record.report.id)
        prepared = intake.prepare_record(record)
        with self._write() as turn:
            row = intake.find_row(turn, prepared.identity)
            if row is not None and row.record is not None:
                return self._know(turn, row, record.report)
            if row is not None and row.forgotten is not None:
                if not remember:
                    return self._know(turn, row, record.report)
                decisions.remember_report(turn, row.forgotten)
            return intake.keep_report(turn, prepared, row)

    def knows(self, report: Report) -> KnownReport | None:
        """What the desk knows of a report, before it is read; a new name of it is kept."""
        return self._find_known(intake.describe_report(report))

    def merge(self, first: int, second: int, *, why: str) -> Decided:
        """Decide that two incidents are one."""
        with self._write() as turn:
            return decisions.merge_incidents(turn, first, second, why)

    def split(self, number: int, report: str, *, why: str) -> Decided:
        """Decide that what a report tells of is not this incident; it is kept apart from it."""
        with self._write() as turn:
            return decisions.split_report(turn, number, report, why)

    def forget(self, report: str, *, why: str) -> Decided:
        """Take a report out of everything but the log and the decision; it cannot be got back.

        Adding it again does nothing, unless it is to be remembered or this decision was undone.
        """
        with self._write() as turn:
            return decisions.forget_report(turn, report, why)

    def correct(
        self,
        report: str,
        wanted: Sequence[Correction],
        *,
        why: str,
        sha256: str | None = None,
    ) -> Decided:
        """Decide that a report's record is wrong, and what is right; its incidents are linked anew.

        Corrections are kept for ever and hold on records that are read later. They go with the
        report when it is forgotten, as they hold its words.

        Args:
            report: Any of its names.
            wanted: What is wrong, and what is right.
            why: The reason given.
            sha256: Of the text that was corrected, where it went elsewhere in between.

        Raises:
            DeskError: When one of them does not fit the record; then none is kept.
        """
        with self._write() as turn:
            return correcting.correct_report(turn, report, wanted, why, sha256)

    def record(self, report: str) -> ReportEntry:
        """A report with its newest record, as people corrected it.

        Raises:
            NotThere: When there is no such report.
        """
        with self._read() as turn:
            return answers.find_record(turn, find_report(turn, report))

    def corrections(self, report: str) -> list[Correction]:
        """The corrections of a report that hold, the oldest first."""
        with self._read() as turn:
            return correcting.load_corrections(turn, find_report(turn, report).id)

    def lost(self, report: str) -> list[Lost]:
        """The corrections of a report that hold but do not fit what was read last, and why.

        So it is after a newer version has read it otherwise, or after one on which another rests
        was taken back. They are kept, and apply again where they fit again.
        """
        with self._read() as turn:
            return correcting.find_lost(turn, find_report(turn, report).id)

    def verdicts(self) -> list[Verdict]:
        """All decisions on records that hold, the oldest first."""
        with self._read() as turn:
            return correcting.list_verdicts(turn)

    def uncorrected(self, report: str) -> Record | None:
        """The newest record that was read from a report, as nobody corrected it."""
        with self._read() as turn:
            found = rereading.find_read(turn, find_report(turn, report).id)
            return found[1] if found else None

    def undo(self, decision: int, *, why: str) -> Decided:
        """Take a decision back; it stays on record, and so does that it was taken back."""
        with self._write() as turn:
            return correcting.follow_undoing(turn, decisions.undo_decision(turn, decision, why))

    def reread(
        self, read: Callable[[Report], Record | None], *, only: Iterable[str] | None = None
    ) -> Iterator[Reread]:
        """Read reports again, and keep each record that says something else than the one before.

        Old records stay; decisions go on to hold. Reports without text are left out.

        Args:
            read: Reads a report; None leaves its record as it is.
            only: Which reports, by any of their names; all of them when left out.

        Yields:
            For each report read its record before and after.
        """
        for report in self._select_reports(only):
            with self._read() as turn:
                found = rereading.find_read(turn, report)
            given = rereading.make_report(found[1]) if found else None
            after = read(given) if given else None
            if found and after:
                yield self._replace(report, found, after)

    def incidents(self) -> list[IncidentEntry]:
        """All incidents with their mentions, by number; those that are gone are left out."""
        with self._read() as turn:
            return answers.list_incidents(turn)

    def summaries(
        self,
        made_by: str,
        make: Callable[[int], IncidentLine],
        numbers: Iterable[int] | None = None,
    ) -> list[IncidentLine]:
        """What is told of incidents in a line, made anew only where something has changed.

        Args:
            made_by: What makes them: where it changes, all are made anew.
            make: Makes one of an incident.
            numbers: Which incidents; those that a report tells of when left out.
        """
        with self._read() as turn:
            states, told = summaries.find_states(turn, made_by)
            known = summaries.load_summaries(turn, states)
        wanted = sorted(told if numbers is None else set(numbers) & states.keys())
        new = {number: make(number) for number in wanted if number not in known}
        if new:
            # Keeping them only saves time: who may only read makes them anew each time.
            with suppress(DeskError), self._write() as turn:
                summaries.keep_summaries(turn, new.values(), states)
        return [known.get(number) or new[number] for number in wanted]

    def records(self, number: int, *, corrected: bool = True) -> list[StoredRecord]:
        """The newest records of the reports of an incident, those that tell of it first.

        Args:
            number: The incident.
            corrected: Whether as people corrected them; otherwise as they were read. Which reports
                are of the incident does not depend on it.
        """
        with self._read() as turn:
            return answers.list_records(turn, number, corrected=corrected)

    def nearest(self, number: int) -> Nearest | None:
        """The incident most like this one, by the two mentions most alike; None without any."""
        with self._read() as turn:
            return answers.find_nearest(turn, number)

    def matches(self, number: int) -> list[Match]:
        """The pairs of mentions of an incident that were compared, the most alike first."""
        with self._read() as turn:
            return answers.list_matches(turn, number)

    def decisions(self, number: int | None = None) -> list[Decision]:
        """All decisions, or those that are about an incident, the oldest first."""
        with self._read() as turn:
            return decisions.list_decisions(turn, number)

    def log(self, *, last: int | None = None, after: int = 0) -> list[LogEntry]:
        """All that was done, the last of it, or what came after an entry; the oldest first."""
        with self._read() as turn:
            return answers.read_log(turn, last, after)

    @property
    def people(self) -> People:
        """Who may use the desk over the network."""
        return People(self._read, self._write)

    def counts(self) -> Counts:
        """How many reports, records, incidents and decisions there are."""
        with self._read() as turn:
            return answers.count_rows(turn)

    def _find_known(self, info: ReportInfo) -> KnownReport | None:
        """Look a report up without keeping others from writing; only a new name is written."""
        with self._read() as turn:
            row = intake.find_row(turn, identify(info))
            if row is None or (row.record is None and row.forgotten is None):
                return None
            known = intake.describe_known(turn, row)
        if not known.forgotten and info.id not in known.names:
            with self._write() as turn:
                intake.rename(turn, row, info)
        return known

    def _know(self, turn: Turn, row: TableRow, info: ReportInfo) -> Added:
        known = intake.describe_known(turn, row)
        intake.rename(turn, row, info)
        return intake.say_known(known, info.id)

    def _select_reports(self, only: Iterable[str] | None) -> list[int]:
        with self._read() as turn:
            if only is not None:
                return list(dict.fromkeys(find_report(turn, name).id for name in only))
            query = select(reports.c.id).where(reports.c.record.is_not(None))
            return list(turn.connection.execute(query.order_by(reports.c.id)).scalars())

    def _replace(self, report: int, before: tuple[int, Record], after: Record) -> Reread:
        identity = identify(after.report)
        key = key_of(identity)
        if identity != identify(before[1].report):
            what = "the new record is of another text"
            raise DeskError(f"report {before[1].report.id!r}", what, "Read the report it is given")
        changed = not rereading.says_the_same(before[1], after)
        if changed:
            prepared = intake.prepare_record(after)
            with self._write() as turn:
                # Somebody else may have read it again, or had it forgotten, in the meantime.
                newest = rereading.find_read(turn, report)
                changed = newest is not None and not rereading.says_the_same(newest[1], after)
                if changed:
                    correcting.keep_reread(turn, report, prepared)
        return Reread(report=key, before=before[1], after=after, changed=changed)

    @contextmanager
    def _read(self) -> Iterator[Turn]:
        with explained(self.where, self._wait), reading(self._engine) as connection:
            yield Turn(connection, self.who, tell_time(), self._memory)

    @contextmanager
    def _write(self) -> Iterator[Turn]:
        try:
            with explained(self.where, self._wait), writing(self._engine) as connection:
                yield Turn(connection, self.who, tell_time(), self._memory)
        except BaseException:
            self._memory.clear()
            raise
