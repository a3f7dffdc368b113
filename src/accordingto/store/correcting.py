"""What people correct in records: kept as decisions, applied to whatever record is the newest."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from accordingto.errors import DeskError
from accordingto.model import Record
from accordingto.model.corrections import Correction, Lost
from accordingto.reconcile.corrections import apply_corrections
from accordingto.store.bodies import key_of
from accordingto.store.constraints import find_undone
from accordingto.store.decisions import decide, say_decided
from accordingto.store.intake import Prepared, insert_record, prepare_record
from accordingto.store.names import find_report
from accordingto.store.rereading import find_newest, find_read, replace_record, says_the_same
from accordingto.store.schema import corrections, decisions, reports
from accordingto.store.turns import Turn
from accordingto.store.values import Decided, Move, Verdict

_bodies = msgspec.json.Decoder(tuple[Correction, ...])
CORRECT = "correct"


def correct_report(
    turn: Turn, report: str, wanted: Sequence[Correction], why: str, sha256: str | None
) -> Decided:
    """Say what is wrong in the record of a report.

    Raises:
        DeskError: When there is nothing to correct, or a correction does not fit the record.
    """
    found = find_report(turn, report)
    if not wanted:
        raise DeskError(f"report {report!r}", "there is nothing to correct", "Leave it as it is")
    read = find_read(turn, found.id)
    if read is None:
        raise DeskError(f"report {report!r}", "it was forgotten", "Add it again with --remember")
    if sha256 is not None and read[1].report.sha256 != sha256:
        raise DeskError(f"report {report!r}", "its text is another one", "Export it again")
    _refuse_misfits(report, read[1], load_corrections(turn, found.id), wanted)
    body = _pack(report, wanted)
    decision = decide(turn, CORRECT, why, {}, report=found.id)
    turn.connection.execute(
        corrections.insert(), {"decision": decision, "report": found.id, "body": body}
    )
    return say_decided(turn, decision, refresh_record(turn, found.id))


def _refuse_misfits(
    report: str, record: Record, before: Sequence[Correction], wanted: Sequence[Correction]
) -> None:
    """Make sure that new corrections fit; older ones may have come not to, as it was read again."""
    # They are applied in their order, so those lost first are the older ones.
    old = len(apply_corrections(record, before).lost)
    if new := apply_corrections(record, [*before, *wanted]).lost[old:]:
        what = f"a correction does not fit it ({new[0].why.rstrip('.')})"
        raise DeskError(f"report {report!r}", what, "See what its record says: accordingto show")


def _pack(report: str, wanted: Sequence[Correction]) -> bytes:
    """Corrections as they are kept; what could not be read back would spoil all of its report."""
    try:
        body = msgspec.json.encode(tuple(wanted))
        _bodies.decode(body)
    except (TypeError, ValueError, OverflowError) as error:
        where, advice = f"report {report!r}", "Make it of accordingto.model.corrections"
        raise DeskError(where, f"a correction is not sound ({error})", advice) from error
    return body


def load_corrections(turn: Turn, report: int) -> list[Correction]:
    """The corrections of a report that hold, the oldest first."""
    rows = turn.connection.execute(
        select(corrections.c.decision, corrections.c.body)
        .where(corrections.c.report == report)
        .order_by(corrections.c.decision)
    ).all()
    if not rows:
        return []
    every = turn.connection.execute(select(decisions.c.id, decisions.c.undoes))
    undone = find_undone((row.id, row.undoes) for row in every)
    return [c for row in rows if row.decision not in undone for c in _bodies.decode(row.body)]


def list_verdicts(turn: Turn) -> list[Verdict]:
    """The decisions on records that hold, the oldest first."""
    rows = turn.connection.execute(
        select(decisions, corrections.c.body, reports.c.hash)
        .join(corrections, corrections.c.decision == decisions.c.id)
        .join(reports, reports.c.id == corrections.c.report)
        .order_by(decisions.c.id)
    ).all()
    every = turn.connection.execute(select(decisions.c.id, decisions.c.undoes))
    undone = find_undone((row.id, row.undoes) for row in every)
    return [
        Verdict(
            decision=row.id,
            report=key_of(row.hash),
            who=row.who,
            at=row.at,
            corrections=_bodies.decode(row.body),
        )
        for row in rows
        if row.id not in undone
    ]


def refresh_record(turn: Turn, report: int) -> tuple[Move, ...]:
    """Make the newest record what was read with all corrections that hold; link it again."""
    read, newest = find_read(turn, report), find_newest(turn, report)
    if read is None or newest is None:
        return ()
    done = apply_corrections(read[1], load_corrections(turn, report))
    prepared = prepare_record(done.record)
    if done.lost:
        # How many, not which: the log outlives a forgotten report, whose words they hold.
        turn.note("lost", report=key_of(prepared.identity), corrections=len(done.lost))
    if says_the_same(newest[1], done.record):
        return ()
    return replace_record(turn, report, prepared, read[0])


def find_lost(turn: Turn, report: int) -> list[Lost]:
    """The corrections that hold but do not fit the record that was read last, and why."""
    read = find_read(turn, report)
    if read is None:
        return []
    return list(apply_corrections(read[1], load_corrections(turn, report)).lost)


def keep_reread(turn: Turn, report: int, prepared: Prepared) -> tuple[Move, ...]:
    """Keep a record that was read anew, corrected as people decided; its incidents are linked once.

    Linked first as it was read, a report whose place or days were corrected would go back to the
    incident it was taken from and out again, under a new number each time.
    """
    if not load_corrections(turn, report):
        return replace_record(turn, report, prepared)
    record = insert_record(turn, report, prepared, None)
    turn.note("reread", report=key_of(prepared.identity), record=record)
    return refresh_record(turn, report)


def follow_undoing(turn: Turn, decided: Decided) -> Decided:
    """Correct a report anew where an undoing took back, or gave back, corrections of it."""
    first = decided.decision.undoes
    while first is not None:
        row = turn.connection.execute(select(decisions).where(decisions.c.id == first)).one()
        if row.what == CORRECT:
            moved = (*decided.moved, *refresh_record(turn, row.report))
            return Decided(decision=decided.decision, moved=moved)
        first = row.undoes
    return decided
