"""What people decide about incidents and reports; kept for ever, and applied at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, or_, select, update

from accordingto.errors import DeskError, NotThere
from accordingto.store.answers import find_gone, members_of, require_incident
from accordingto.store.bodies import key_of
from accordingto.store.constraints import ONE, OTHER, find_undone, side_rows, sides_of
from accordingto.store.grouping import regroup
from accordingto.store.names import find_report, names_of
from accordingto.store.neighbours import forget_compared, load_traits, take_keys
from accordingto.store.schema import (
    corrections,
    deciding,
    decisions,
    mentions,
    names,
    records,
    reports,
    traits,
)
from accordingto.store.turns import TableRow, Turn
from accordingto.store.values import Decided, Decision, Move

NOBODY: Mapping[int, Iterable[int]] = {}


def merge_incidents(turn: Turn, first: int, second: int, why: str) -> Decided:
    """Say that two incidents are one."""
    one, other = (_rows(turn, number) for number in (first, second))
    if first == second:
        raise DeskError(f"incident {first}", "it is the same one twice", "Name two incidents")
    sides = {ONE: one, OTHER: other}
    decision = decide(turn, "merge", why, sides, number=first, other=second)
    return say_decided(turn, decision, regroup(turn, [*one, *other]))


def split_report(turn: Turn, number: int, report: str, why: str) -> Decided:
    """Say that what a report tells of is not this incident."""
    there = members_of(turn, number)
    found = find_report(turn, report)
    leaving = [row.id for row in there if row.report == found.id]
    left = [row.id for row in there if row.report != found.id]
    if not leaving:
        raise _not_in(turn, number, report, [row.report for row in there])
    if not left:
        what = f"no other report tells of incident {number}, so there is nothing to split"
        raise DeskError(f"report {report!r}", what, "Leave it as it is")
    sides = {ONE: leaving, OTHER: left}
    decision = decide(turn, "split", why, sides, number=number, report=found.id)
    return say_decided(turn, decision, regroup(turn, [*leaving, *left]))


def forget_report(turn: Turn, report: str, why: str) -> Decided:
    """Take a report out of everything but the log and this decision."""
    found = find_report(turn, report)
    called = [name.name for name in names_of(turn, [found.id])[found.id]]
    decision = decide(turn, "forget", why, NOBODY, report=found.id, called=called)
    return say_decided(turn, decision, _take_out(turn, found.id, found.record, decision))


def undo_decision(turn: Turn, decision: int, why: str) -> Decided:
    """Take a decision back; what it moved is grouped again as if it had not been made."""
    row = turn.connection.execute(select(decisions).where(decisions.c.id == decision)).first()
    if row is None:
        raise NotThere(f"decision {decision}", "there is no such decision", "Check its number")
    if decision in _undone(turn):
        what = "it was taken back already"
        raise DeskError(f"decision {decision}", what, "To have it hold again, undo the undoing")
    undoing = decide(turn, "undo", why, NOBODY, undoes=decision)
    _lift_forgetting(turn)
    first = _first_undone(turn, decision)
    sides = sides_of(turn, first.id)
    gone = find_gone(turn, [n for n in (first.number, first.other) if n])
    numbers = {ONE: first.number, OTHER: first.other}
    was = {m: numbers[side] for side, ids in sides.items() if numbers[side] in gone for m in ids}
    return say_decided(
        turn, undoing, regroup(turn, [m for s in sides.values() for m in s], revived=was)
    )


def list_decisions(turn: Turn, number: int | None = None) -> list[Decision]:
    """All decisions, or those about an incident and the mentions that are in it now."""
    query = select(decisions, reports.c.hash).outerjoin(reports, reports.c.id == decisions.c.report)
    rows = turn.connection.execute(query.order_by(decisions.c.id)).all()
    undone = find_undone((row.id, row.undoes) for row in rows)
    wanted = _about(turn, number) if number is not None else None
    return [
        Decision(
            id=row.id,
            at=row.at,
            who=row.who,
            what=row.what,
            why=row.why,
            numbers=tuple(n for n in (row.number, row.other) if n is not None),
            report=key_of(row.hash) if row.hash else None,
            undoes=row.undoes,
            undone=row.id in undone,
        )
        for row in rows
        if wanted is None or row.id in wanted or row.undoes in wanted
    ]


def remember_report(turn: Turn, decision: int) -> None:
    """Take back that a report is to be forgotten, because it is added again on purpose."""
    decide(turn, "undo", "it was added again on purpose", NOBODY, undoes=decision)


def decide(
    turn: Turn,
    what: str,
    why: str,
    sides: Mapping[int, Iterable[int]],
    *,
    called: Iterable[str] = (),
    **about: int,
) -> int:
    """Keep a decision, and the mentions that it is about by their sides; gives its number."""
    row = {"at": turn.at, "who": turn.who, "what": what, "why": why, **about}
    key = turn.connection.execute(decisions.insert(), row).inserted_primary_key
    decision = int(key[0]) if key else 0
    if rows := list(side_rows(decision, sides)):
        turn.connection.execute(deciding.insert(), rows)
    made = _find(turn, decision)
    about_it = {"numbers": made.numbers, "report": made.report, "undoes": made.undoes}
    details = {**about_it, "names": list(called)}
    told = {key: value for key, value in details.items() if value}
    turn.note(what, decision=decision, why=why, **told)
    return decision


def say_decided(turn: Turn, decision: int, moves: tuple[Move, ...]) -> Decided:
    """A decision just made, with what it moved."""
    return Decided(decision=_find(turn, decision), moved=moves)


def _find(turn: Turn, decision: int) -> Decision:
    return next(made for made in list_decisions(turn) if made.id == decision)


def _rows(turn: Turn, number: int) -> list[int]:
    return [row.id for row in members_of(turn, number)]


def _undone(turn: Turn) -> set[int]:
    rows = turn.connection.execute(select(decisions.c.id, decisions.c.undoes))
    return find_undone((row.id, row.undoes) for row in rows)


def _first_undone(turn: Turn, decision: int) -> TableRow:
    """The decision itself, or for an undoing the one that it took back in the end."""
    row = turn.connection.execute(select(decisions).where(decisions.c.id == decision)).one()
    return row if row.undoes is None else _first_undone(turn, row.undoes)


def _about(turn: Turn, number: int) -> set[int]:
    require_incident(turn, number)
    named = select(decisions.c.id).where(
        or_(decisions.c.number == number, decisions.c.other == number)
    )
    inside = (
        select(deciding.c.decision)
        .join(mentions, mentions.c.id == deciding.c.mention)
        .where(mentions.c.number == number)
    )
    corrected = (
        select(corrections.c.decision)
        .join(mentions, mentions.c.report == corrections.c.report)
        .where(mentions.c.number == number)
    )
    queries = (named, inside, corrected)
    return {row[0] for query in queries for row in turn.connection.execute(query)}


def _not_in(turn: Turn, number: int, report: str, there: Iterable[int]) -> DeskError:
    called = names_of(turn, there)
    inside = ", ".join(repr(names[0].name) for _, names in sorted(called.items()))
    what = f"it is not among the reports of incident {number}"
    return DeskError(f"report {report!r}", what, f"Those are {inside}")


def _take_out(turn: Turn, report: int, record: int, decision: int) -> tuple[Move, ...]:
    known_by = load_traits(turn, {report: record})[report]
    rows = turn.connection.execute(select(mentions).where(mentions.c.report == report)).all()
    ids = {row.incident: row.id for row in rows if row.record == record}
    take_keys(turn, known_by, ids)
    linked = forget_compared(turn, [row.id for row in rows])
    for table in (corrections, traits, records, names):
        turn.connection.execute(delete(table).where(table.c.report == report))
    # The rows stay, empty: decisions about them are kept, and hold again if it comes back.
    empty = update(mentions).where(mentions.c.report == report)
    turn.connection.execute(empty.values(label="", record=None, number=None))
    gone = update(reports).where(reports.c.id == report)
    turn.connection.execute(gone.values(record=None, forgotten=decision))
    turn.memory.traits.pop(report, None)
    left = {row.id: row.number for row in rows if row.number is not None}
    others = select(mentions.c.id).where(mentions.c.number.in_(sorted(set(left.values()))))
    return regroup(turn, [*linked, *turn.connection.execute(others).scalars()], left=left)


def _lift_forgetting(turn: Turn) -> None:
    """Let reports be added again whose forgetting was taken back; and the other way round."""
    # An undoing can be undone: what holds is told by all decisions together.
    undone = _undone(turn)
    query = select(decisions.c.id, decisions.c.report).where(decisions.c.what == "forget")
    for row in turn.connection.execute(query).all():
        empty = update(reports).where(reports.c.id == row.report, reports.c.record.is_(None))
        holds = row.id not in undone
        turn.connection.execute(
            empty.where(
                reports.c.forgotten.is_(None) if holds else reports.c.forgotten == row.id
            ).values(forgotten=row.id if holds else None)
        )
