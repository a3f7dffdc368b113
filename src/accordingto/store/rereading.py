"""Reports read again: a newer record beside the old one, and which mention became which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select, update

from accordingto.model import Incident, Record, Report
from accordingto.reconcile.days import find_days
from accordingto.store.bodies import key_of, unpack_record, unpack_traits
from accordingto.store.grouping import regroup
from accordingto.store.intake import Prepared, keep_record
from accordingto.store.neighbours import forget_compared, take_keys
from accordingto.store.schema import mentions, records, reports, traits
from accordingto.store.turns import TableRow, Turn
from accordingto.store.values import Move

SAME_NAME, SAME_DAYS, SAME_KIND, SAME_ID = 4, 4, 2, 1
ALIKE = SAME_DAYS + SAME_KIND - 1
"""From what score on two incidents mentioned in passing are one: by their name and
one thing more, or by days and kind."""


def find_newest(turn: Turn, report: int) -> tuple[int, Record] | None:
    """The newest record of a report and its row; None for one that was forgotten."""
    query = select(records.c.id, records.c.body).join(reports, reports.c.record == records.c.id)
    row = turn.connection.execute(query.where(reports.c.id == report)).first()
    return (row.id, unpack_record(row.body)) if row else None


def find_read(turn: Turn, report: int) -> tuple[int, Record] | None:
    """The newest record that was read from a report, before anybody corrected it, and its row."""
    query = select(records.c.id, records.c.body).where(
        records.c.report == report, records.c.corrects.is_(None)
    )
    row = turn.connection.execute(query.order_by(records.c.id.desc()).limit(1)).first()
    return (row.id, unpack_record(row.body)) if row else None


def make_report(record: Record) -> Report | None:
    """The report that a record was read from; None where its text was left out."""
    info = record.report
    if info.text is None:
        return None
    return Report(
        id=info.id,
        text=info.text,
        title=info.title,
        publisher=info.publisher,
        url=info.url,
        published=info.published,
        retrieved=info.retrieved,
        language=info.language,
        byline=info.byline,
    )


def says_the_same(one: Record, other: Record) -> bool:
    """Whether two records differ in nothing but what made them."""
    plain = msgspec.structs.replace(other, made_by=one.made_by)
    return msgspec.json.encode(one) == msgspec.json.encode(plain)


def replace_record(
    turn: Turn, report: int, prepared: Prepared, corrects: int | None = None
) -> tuple[Move, ...]:
    """Keep a newer record; its mentions go on as those they were, and are grouped again.

    `corrects` is the row of the record that was read, where people corrected it.
    """
    rows = turn.connection.execute(
        select(mentions).where(mentions.c.report == report).order_by(mentions.c.id)
    ).all()
    _take_keys_of_newest(turn, report, rows)
    linked = forget_compared(turn, [row.id for row in rows])
    kept = match_incidents(_known_incidents(turn, rows), prepared.record.incidents)
    left = {row.id: row.number for row in rows if row.number and row.id not in kept.values()}
    gone = update(mentions).where(mentions.c.id.in_(sorted(left)))
    turn.connection.execute(gone.values(number=None))
    record, ids = keep_record(turn, report, prepared, kept, corrects)
    what = "reread" if corrects is None else "corrected"
    turn.note(what, report=key_of(prepared.identity), record=record)
    was_with = _beside(turn, [row.number for row in rows if row.number])
    return regroup(turn, {*ids.values(), *linked, *was_with}, left=left)


def match_incidents(
    before: Mapping[int, Incident | None], after: Sequence[Incident]
) -> dict[str, int]:
    """Which mention an incident of a newer record is, by its id there.

    The main incident is the main one, as a report has but one. Others are the same when they are
    called the same, or lie in days that overlap and are of one kind.

    Args:
        before: The mentions there are, as they were told of last; None where that is not known
            any more, as of the main incident of a report that was forgotten.
        after: The incidents of the newer record.
    """
    scores = sorted(
        (-_likeness(old, new), mention, n)
        for mention, old in before.items()
        for n, new in enumerate(after)
    )
    matched: dict[str, int] = {}
    for score, mention, n in scores:
        if -score >= ALIKE and after[n].id not in matched and mention not in matched.values():
            matched[after[n].id] = mention
    return matched


def _likeness(old: Incident | None, new: Incident) -> int:
    if old is None:
        return 0
    if old.role == new.role == "main":
        return 100
    kinds = {old.type, *old.also} & {new.type, *new.also}
    days = _overlap(old, new)
    score = SAME_NAME * (old.label == new.label) + SAME_KIND * bool(kinds)
    return score + SAME_DAYS * days + SAME_ID * (old.id == new.id)


def _overlap(old: Incident, new: Incident) -> bool:
    (first, last), (other_first, other_last) = find_days(old.when), find_days(new.when)
    if first is None or last is None or other_first is None or other_last is None:
        return False
    return first <= other_last and other_first <= last


def _known_incidents(turn: Turn, rows: Sequence[TableRow]) -> dict[int, Incident | None]:
    """The incident that each mention was, by the last record that told of it."""
    wanted = {row.record for row in rows if row.record}
    query = select(records.c.id, records.c.body).where(records.c.id.in_(sorted(wanted)))
    told = {
        (row.id, incident.id): incident
        for row in turn.connection.execute(query)
        for incident in unpack_record(row.body).incidents
    }
    return {row.id: told.get((row.record, row.incident)) for row in rows}


def _take_keys_of_newest(turn: Turn, report: int, rows: Sequence[TableRow]) -> None:
    found = turn.connection.execute(select(traits).where(traits.c.report == report)).first()
    if found:
        ids = {row.incident: row.id for row in rows if row.record == found.record}
        take_keys(turn, unpack_traits(found.body), ids)


def _beside(turn: Turn, numbers: Sequence[int]) -> list[int]:
    query = select(mentions.c.id).where(mentions.c.number.in_(sorted(set(numbers))))
    return list(turn.connection.execute(query).scalars())
