"""What the desk tells of its incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from accordingto.errors import NotThere
from accordingto.model.links import Match
from accordingto.store.bodies import key_of, unpack_record
from accordingto.store.grouping import pairs_among
from accordingto.store.names import names_of
from accordingto.store.neighbours import compare_sides, find_near, load_sides
from accordingto.store.schema import decisions, incidents, log, mentions, names, records, reports
from accordingto.store.turns import TableRow, Turn, in_parts
from accordingto.store.values import (
    Counts,
    IncidentEntry,
    LogEntry,
    MentionEntry,
    Nearest,
    ReportEntry,
    StoredRecord,
)

MEMBERS = select(
    mentions.c.id,
    mentions.c.report,
    mentions.c.incident,
    mentions.c.main,
    mentions.c.label,
    mentions.c.number,
    reports.c.hash,
    reports.c.record,
    reports.c.added_at,
).join(reports, reports.c.id == mentions.c.report)


def require_incident(turn: Turn, number: int) -> None:
    """Make sure there is such an incident.

    Raises:
        DeskError: When there never was one, or it is gone; then with what became of it.
    """
    query = select(incidents.c.gone, incidents.c.went_to).where(incidents.c.number == number)
    row = turn.connection.execute(query).first()
    where = f"incident {number}"
    if row is None:
        advice = "See which there are: accordingto incidents"
        raise NotThere(where, "there is no such incident", advice)
    if row.gone:
        raise _gone(where, sorted(_follow(turn, number)))


def find_gone(turn: Turn, numbers: Iterable[int]) -> set[int]:
    """Those incidents that have lost all their mentions."""
    query = select(incidents.c.number).where(incidents.c.gone.is_not(None))
    return set(turn.connection.execute(query.where(incidents.c.number.in_(numbers))).scalars())


def members_of(turn: Turn, number: int) -> Sequence[TableRow]:
    """The mentions of an incident, in the order in which they were added."""
    require_incident(turn, number)
    query = MEMBERS.where(mentions.c.number == number).order_by(mentions.c.id)
    return turn.connection.execute(query).all()


def list_incidents(turn: Turn) -> list[IncidentEntry]:
    """All incidents that there are, by number."""
    query = MEMBERS.where(mentions.c.number.is_not(None))
    rows = turn.connection.execute(query.order_by(mentions.c.number, mentions.c.id))
    return [
        IncidentEntry(number=number, mentions=tuple(_entry(row) for row in found))
        for number, found in groupby(rows, key=lambda row: row.number)
    ]


def list_records(turn: Turn, number: int, *, corrected: bool = True) -> list[StoredRecord]:
    """The records of an incident, as corrected or as read; those that tell of it first."""
    rows = sorted(members_of(turn, number), key=lambda row: not row.main)
    called = names_of(turn, (row.report for row in rows))
    held = {row.report: row.record for row in rows}
    if not corrected:
        held = _find_uncorrected(turn, held)
    bodies: dict[int, bytes] = {}
    for part in in_parts(set(held.values())):
        query = select(records.c.id, records.c.body).where(records.c.id.in_(part))
        bodies |= {row.id: row.body for row in turn.connection.execute(query)}
    return [
        StoredRecord(
            report=key_of(row.hash),
            names=called[row.report],
            record=unpack_record(bodies[held[row.report]]),
            incident=row.incident,
            main=row.main,
            added=row.added_at,
        )
        for row in rows
    ]


def _find_uncorrected(turn: Turn, wanted: Iterable[int]) -> dict[int, int]:
    """The newest record that was read, by its report."""
    found: dict[int, int] = {}
    newest = select(records.c.report, func.max(records.c.id).label("newest"))
    query = newest.where(records.c.corrects.is_(None)).group_by(records.c.report)
    for part in in_parts(wanted):
        rows = turn.connection.execute(query.where(records.c.report.in_(part)))
        found |= {row.report: row.newest for row in rows}
    return found


def find_record(turn: Turn, row: TableRow) -> ReportEntry:
    """A report with its newest record and the incidents it is in, by its row."""
    query = select(records.c.body, reports.c.added_at).join(
        reports, reports.c.record == records.c.id
    )
    found = turn.connection.execute(query.where(reports.c.id == row.id)).one()
    number, background = numbers_of(turn, row.id)
    return ReportEntry(
        report=key_of(row.hash),
        names=names_of(turn, [row.id])[row.id],
        record=unpack_record(found.body),
        number=number,
        background=background,
        added=found.added_at,
    )


def numbers_of(turn: Turn, report: int) -> tuple[int | None, tuple[int, ...]]:
    """The incident a report tells of, and those it mentions."""
    query = select(mentions.c.main, mentions.c.number).where(
        mentions.c.report == report, mentions.c.number.is_not(None)
    )
    found = turn.connection.execute(query.order_by(mentions.c.id)).all()
    main = next((row.number for row in found if row.main), None)
    return main, tuple(dict.fromkeys(row.number for row in found if not row.main))


def list_matches(turn: Turn, number: int) -> list[Match]:
    """The pairs of an incident that were compared, with reasons, the most alike first."""
    rows = members_of(turn, number)
    pairs = pairs_among(turn, {row.id: row.record for row in rows})
    sides = load_sides(turn, (row.id for row in rows))
    matches = [compare_sides(sides[one], sides[other]) for one, other in pairs]
    return sorted(matches, key=lambda match: (-match.bits, match.one, match.other))


def find_nearest(turn: Turn, number: int) -> Nearest | None:
    """The other incident that holds the mention most alike to one of these; None without any."""
    inside = {row.id: row for row in members_of(turn, number)}
    sides = load_sides(turn, inside)
    outside = _around(turn, (side[0] for side in sides.values())) - inside.keys()
    there = [
        row
        for part in in_parts(outside)
        for row in turn.connection.execute(
            MEMBERS.where(mentions.c.id.in_(part), mentions.c.number.is_not(None))
        )
    ]
    others = {row.id: row.number for row in there}
    known = {row.id: row.record for row in [*inside.values(), *there]}
    across = {
        pair: bits
        for pair, bits in pairs_among(turn, known).items()
        if (pair[0] in inside) != (pair[1] in inside)
    }
    if not across:
        return None
    one, other = min(across, key=lambda pair: (-across[pair], pair))
    far = other if one in inside else one
    sides |= load_sides(turn, [far])
    return Nearest(number=others[far], match=compare_sides(sides[one], sides[other]))


def read_log(turn: Turn, last: int | None = None, after: int = 0) -> list[LogEntry]:
    """The log, or its last entries, or those after one, the oldest first."""
    query = select(log).where(log.c.id > after).order_by(log.c.id.desc()).limit(last)
    return [
        LogEntry(id=row.id, at=row.at, who=row.who, what=row.what, details=json.loads(row.details))
        for row in reversed(turn.connection.execute(query).all())
    ]


def count_rows(turn: Turn) -> Counts:
    """How many there are of each."""

    def count(column: Any, *where: Any) -> int:
        query = select(func.count()).select_from(column.table).where(*where)
        return int(turn.connection.execute(query).scalar_one())

    return Counts(
        reports=count(reports.c.id, reports.c.record.is_not(None)),
        names=count(names.c.id),
        records=count(records.c.id),
        incidents=count(incidents.c.number, incidents.c.gone.is_(None)),
        decisions=count(decisions.c.id),
        forgotten=count(reports.c.id, reports.c.forgotten.is_not(None)),
    )


def _entry(row: TableRow) -> MentionEntry:
    return MentionEntry(
        report=key_of(row.hash), incident=row.incident, main=row.main, label=row.label
    )


def _around(turn: Turn, known_by: Iterable[Any]) -> set[int]:
    """The mentions that those of some reports would be compared with today."""
    different = {report.report: report for report in known_by}
    near = (find_near(turn, report) for report in different.values())
    return {mention for found in near for ids in found.values() for mention in ids}


def _follow(turn: Turn, number: int) -> Iterator[int]:
    """Where the mentions of an incident that is gone are now."""
    seen, new = {number}, [number]
    while new:
        query = select(incidents).where(incidents.c.number == new.pop())
        row = turn.connection.execute(query).one()
        if not row.gone:
            yield row.number
            continue
        further = [n for n in json.loads(row.went_to) if n not in seen]
        seen.update(further)
        new += further


def _gone(where: str, now: Sequence[int]) -> NotThere:
    if not now:
        what = "it is gone: its reports were forgotten, or no longer tell of it"
        return NotThere(where, what, "Look into the log for when and why")
    numbers = " and ".join(map(str, now))
    one = len(now) == 1
    what = f"it is gone: its reports are now in incident{'' if one else 's'} {numbers}"
    return NotThere(where, what, f"Ask for {numbers}" if one else f"Ask for one of {numbers}")
