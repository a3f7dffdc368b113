"""A report taken in with its record: looked up by content, kept, linked."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import select, update

from accordingto.errors import DeskError
from accordingto.model import Record, Report, ReportInfo
from accordingto.model.traits import Traits
from accordingto.reconcile.traits import find_traits
from accordingto.store.answers import numbers_of
from accordingto.store.bodies import (
    identify,
    key_of,
    pack_record,
    pack_traits,
    unpack_record,
    unpack_traits,
)
from accordingto.store.grouping import regroup
from accordingto.store.names import name_report, names_of
from accordingto.store.neighbours import compare_near, put_keys
from accordingto.store.schema import mentions, records, reports, traits
from accordingto.store.turns import TableRow, Turn
from accordingto.store.values import Added, KnownReport


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record made ready before anybody else has to wait: what it is known by, and its bytes."""

    record: Record
    identity: str
    traits: Traits
    body: bytes


def prepare_record(record: Record) -> Prepared:
    """Make a record ready to be kept.

    Raises:
        DeskError: When it could not be read back: one such record would spoil all near it.
    """
    identity = identify(record.report)
    known_by = find_traits(record, key_of(identity))
    body = pack_record(record)
    try:
        unpack_record(body)
        unpack_traits(pack_traits(known_by))
    except msgspec.ValidationError as error:
        where, advice = f"report {record.report.id!r}", "Read the report again"
        raise DeskError(where, f"its record is not sound ({error})", advice) from error
    return Prepared(record, identity, known_by, body)


def describe_report(report: Report) -> ReportInfo:
    """What a record of a report would say about it."""
    import hashlib

    text = report.text.encode("utf-8", "surrogatepass")
    return ReportInfo(
        id=report.id,
        title=report.title,
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        retrieved=report.retrieved,
        language=report.language,
        sha256=hashlib.sha256(text).hexdigest(),
        text=report.text,
        byline=report.byline,
    )


def find_row(turn: Turn, identity: str) -> TableRow | None:
    """The row of the report with this content, if it is known or was forgotten."""
    return turn.connection.execute(select(reports).where(reports.c.hash == identity)).first()


def describe_known(turn: Turn, row: TableRow) -> KnownReport:
    """What the desk knows of a report."""
    number, background = numbers_of(turn, row.id)
    return KnownReport(
        report=key_of(row.hash),
        names=tuple(name.name for name in names_of(turn, [row.id]).get(row.id, ())),
        forgotten=row.forgotten is not None,
        number=number,
        background=background,
    )


def rename(turn: Turn, row: TableRow, info: ReportInfo) -> None:
    """Keep another name of a report that is known, if it is new."""
    if row.forgotten is None and name_report(turn, row.id, info):
        turn.note("named", report=key_of(row.hash), name=info.id)


def say_known(known: KnownReport, name: str) -> Added:
    """The answer for a report whose content is there already, or was forgotten."""
    other = bool(known.names) and name not in known.names
    return Added(
        report=known.report,
        name=name,
        known=not known.forgotten,
        known_as=known.names[0] if other else None,
        forgotten=known.forgotten,
        number=known.number,
        background=known.background,
    )


def keep_report(turn: Turn, prepared: Prepared, row: TableRow | None) -> Added:
    """Keep a new report, or one forgotten before and wanted again, with all that follows."""
    report = _insert_report(turn, prepared) if row is None else row.id
    name_report(turn, report, prepared.record.report)
    _, ids = keep_record(turn, report, prepared, _empty_mentions(turn, report, prepared.traits))
    moved = regroup(turn, ids.values())
    number, background = numbers_of(turn, report)
    key, name = key_of(prepared.identity), prepared.record.report.id
    turn.note("added", report=key, name=name, incident=number, background=background)
    return Added(
        report=key,
        name=name,
        known=False,
        known_as=None,
        forgotten=False,
        number=number,
        background=background,
        moved=moved,
    )


def keep_record(
    turn: Turn, report: int, prepared: Prepared, kept: dict[str, int], corrects: int | None = None
) -> tuple[int, dict[str, int]]:
    """Keep a record as the newest one of its report, and compare its incidents with others.

    Args:
        turn: The transaction.
        report: The row of the report.
        prepared: The record.
        kept: Mentions that go on under this record, by their incident in it.
        corrects: The row of the record that was read, where people corrected it.

    Returns:
        The row of the record, and those of its mentions by incident.
    """
    record = insert_record(turn, report, prepared, corrects)
    _make_newest(turn, report, record, prepared.traits)
    ids = _put_mentions(turn, report, record, prepared.traits, kept)
    compare_near(turn, prepared.traits, ids)
    put_keys(turn, prepared.traits, ids)
    return record, ids


def _empty_mentions(turn: Turn, report: int, known_by: Traits) -> dict[str, int]:
    """The mentions of a report that was forgotten, so that decisions about them hold again.

    Nothing is known of them but which was the main one, and the id that each had.
    """
    query = select(mentions).where(mentions.c.report == report, mentions.c.record.is_(None))
    found = {(row.main, row.incident): row.id for row in turn.connection.execute(query)}
    mains = [mention for (main, _), mention in found.items() if main]
    kept: dict[str, int] = {}
    for incident in known_by.incidents:
        if incident.main and mains:
            kept[incident.incident] = mains.pop()
        elif not incident.main and (mention := found.get((False, incident.incident))):
            kept[incident.incident] = mention
    return kept


def _insert_report(turn: Turn, prepared: Prepared) -> int:
    row = {"hash": prepared.identity, "added_at": turn.at, "added_by": turn.who}
    return _row_of(turn.connection.execute(reports.insert(), row).inserted_primary_key)


def insert_record(turn: Turn, report: int, prepared: Prepared, corrects: int | None) -> int:
    """Keep a record, and give its row; what the desk tells of its report stays as it is."""
    made_by = msgspec.json.encode(prepared.record.made_by).decode()
    row = {
        "report": report,
        "made_by": made_by,
        "made_at": turn.at,
        "made_for": turn.who,
        "body": prepared.body,
        "corrects": corrects,
    }
    return _row_of(turn.connection.execute(records.insert(), row).inserted_primary_key)


def _make_newest(turn: Turn, report: int, record: int, known_by: Traits) -> None:
    newest = update(reports).where(reports.c.id == report)
    turn.connection.execute(newest.values(record=record, forgotten=None))
    turn.connection.execute(traits.delete().where(traits.c.report == report))
    body = pack_traits(known_by)
    turn.connection.execute(traits.insert(), {"report": report, "record": record, "body": body})


def _put_mentions(
    turn: Turn, report: int, record: int, known_by: Traits, kept: dict[str, int]
) -> dict[str, int]:
    """The rows of a record's mentions, the main one first: new incidents are numbered so."""
    ids: dict[str, int] = {}
    for incident in sorted(known_by.incidents, key=lambda i: not i.main):
        row = {
            "report": report,
            "incident": incident.incident,
            "main": incident.main,
            "label": incident.label,
            "record": record,
        }
        if mention := kept.get(incident.incident):
            turn.connection.execute(update(mentions).where(mentions.c.id == mention).values(**row))
        else:
            done = turn.connection.execute(mentions.insert(), row)
            mention = _row_of(done.inserted_primary_key)
        ids[incident.incident] = mention
    return ids


def _row_of(key: TableRow) -> int:
    return int(key[0])
