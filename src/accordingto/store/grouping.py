"""Put mentions together into incidents again, as far as something new can change them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, update

from accordingto.model.links import Mention
from accordingto.reconcile.clusters import Pair, cluster_mentions
from accordingto.store.constraints import Holding, load_holding
from accordingto.store.neighbours import load_compared, mention_of
from accordingto.store.numbering import assign_numbers
from accordingto.store.schema import TOLD_NOW, incidents, links, mentions, reports
from accordingto.store.turns import Turn, in_parts
from accordingto.store.values import Move

NOTHING: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Member:
    """A mention that takes part: its row, what it is called, and the incident it is in so far."""

    id: int
    called: Mention
    main: bool
    record: int
    number: int | None


def regroup(
    turn: Turn,
    touched: Iterable[int],
    *,
    left: Mapping[int, int] = NOTHING,
    revived: Mapping[int, int] = NOTHING,
) -> tuple[Move, ...]:
    """Group anew all that hangs together with some mentions, and number the incidents.

    Args:
        turn: The transaction.
        touched: Mentions that are new, or of which something changed.
        left: Mentions that are no longer told of, and the incident each was in.
        revived: As for `assign_numbers`.

    Returns:
        The mentions that changed their incident, new ones left out.
    """
    holding = load_holding(turn)
    members = _load_members(turn, _hang_together(turn, set(touched) | set(left), holding))
    members = _load_whole(turn, members, holding)
    groups = _group(turn, members, holding)
    before = {m.id: m.number for m in members.values()}
    numbers = assign_numbers(groups, before, revived, _first_free(turn))
    _open(turn, set(numbers.values()))
    _put(turn, {m: n for m, n in numbers.items() if before[m] != n})
    moves = _find_moves(turn, members, numbers, left)
    _close_empty(turn, moves)
    if moves:
        told = [(m.mention.report, m.mention.incident, m.before, m.after) for m in moves]
        turn.note("moved", mentions=told)
    return moves


def pairs_among(turn: Turn, records: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """The bits of all compared pairs among mentions, given with the records they are from."""
    return {
        (mention, other): bits
        for mention, compared in load_compared(turn, records).items()
        for other, bits in compared
        # What was compared with an older record of the other says nothing any more.
        if other in records and records[mention] > records[other]
    }


def _hang_together(turn: Turn, start: set[int], holding: Holding) -> set[int]:
    """All mentions that links and decisions lead to."""
    found: set[int] = set()
    new = start
    while new:
        found |= new
        new = (_linked(turn, new) | holding.tied_to(new)) - found
    return found


def _linked(turn: Turn, some: set[int]) -> set[int]:
    found: set[int] = set()
    for part in in_parts(some):
        forth = select(links.c.other).where(links.c.one.in_(part))
        back = select(links.c.one).where(links.c.other.in_(part))
        found.update(turn.connection.execute(forth).scalars())
        found.update(turn.connection.execute(back).scalars())
    return found


def _load_members(turn: Turn, ids: Iterable[int]) -> dict[int, Member]:
    """The mentions that the newest records tell of."""
    columns = (mentions.c.id, mentions.c.incident, mentions.c.main, mentions.c.record)
    query = select(*columns, mentions.c.number, reports.c.hash).join(reports, TOLD_NOW)
    return {
        row.id: Member(row.id, mention_of(row.hash, row.incident), row.main, row.record, row.number)
        for part in in_parts(ids)
        for row in turn.connection.execute(query.where(mentions.c.id.in_(part)))
    }


def _load_whole(turn: Turn, members: dict[int, Member], holding: Holding) -> dict[int, Member]:
    """Take in the rest of each incident, too: where a link is gone, nothing else leads there."""
    numbers = {m.number for m in members.values() if m.number is not None}
    beside: set[int] = set()
    for part in in_parts(numbers):
        query = select(mentions.c.id).where(mentions.c.number.in_(part))
        beside.update(turn.connection.execute(query).scalars())
    if beside <= members.keys():
        return members
    more = _load_members(turn, _hang_together(turn, beside - members.keys(), holding))
    return _load_whole(turn, members | more, holding)


def _group(turn: Turn, members: Mapping[int, Member], holding: Holding) -> list[list[int]]:
    called = {m.id: m.called for m in members.values()}
    rows = {m.called: m.id for m in members.values()}
    pairs = pairs_among(turn, {m.id: m.record for m in members.values()})
    bits: dict[Pair, float] = {}
    for (a, b), value in pairs.items():
        one, other = sorted((called[a], called[b]))
        bits[one, other] = value
    mains = {m.called for m in members.values() if m.main}
    groups = cluster_mentions(rows, mains, bits, holding.among(called))
    return [[rows[mention] for mention in group] for group in groups]


def _first_free(turn: Turn) -> int:
    return (turn.connection.execute(select(func.max(incidents.c.number))).scalar() or 0) + 1


def _open(turn: Turn, numbers: set[int]) -> None:
    """Make incidents with numbers not seen before, and take back what is said of those gone."""
    known: set[int] = set()
    gone: set[int] = set()
    for part in in_parts(sorted(numbers)):
        query = select(incidents.c.number, incidents.c.gone).where(incidents.c.number.in_(part))
        for row in turn.connection.execute(query):
            known.add(row.number)
            gone |= {row.number} if row.gone else set()
    if new := sorted(numbers - known):
        rows = [{"number": number, "since": turn.at} for number in new]
        turn.connection.execute(incidents.insert(), rows)
    for number in sorted(gone):
        back = update(incidents).where(incidents.c.number == number)
        turn.connection.execute(back.values(gone=None, went_to=None))


def _put(turn: Turn, numbers: Mapping[int, int]) -> None:
    if numbers:
        query = update(mentions).where(mentions.c.id == bindparam("of"))
        rows = [{"of": mention, "number": number} for mention, number in numbers.items()]
        turn.connection.execute(query.values(number=bindparam("number")), rows)


def _find_moves(
    turn: Turn,
    members: Mapping[int, Member],
    numbers: Mapping[int, int],
    left: Mapping[int, int],
) -> tuple[Move, ...]:
    moves = [
        Move(mention=m.called, before=m.number, after=numbers[m.id])
        for m in members.values()
        if m.number is not None and m.number != numbers[m.id]
    ]
    names = select(mentions.c.id, mentions.c.incident, reports.c.hash).join(
        reports, reports.c.id == mentions.c.report
    )
    for row in (
        turn.connection.execute(names.where(mentions.c.id.in_(sorted(left)))) if left else ()
    ):
        mention = mention_of(row.hash, row.incident)
        moves.append(Move(mention=mention, before=left[row.id], after=None))
    return tuple(sorted(moves, key=lambda move: (move.before, move.mention)))


def _close_empty(turn: Turn, moves: Iterable[Move]) -> None:
    """Mark the incidents that lost all their mentions, and say where they went."""
    went: dict[int, set[int]] = {}
    for move in moves:
        went.setdefault(move.before, set()).update({move.after} if move.after else ())
    query = select(mentions.c.number).where(mentions.c.number.in_(sorted(went))).distinct()
    full = set(turn.connection.execute(query).scalars()) if went else set()
    for number in sorted(went.keys() - full):
        gone = update(incidents).where(incidents.c.number == number)
        where = json.dumps(sorted(went[number]))
        turn.connection.execute(gone.values(gone=turn.at, went_to=where))
        turn.note("gone", incident=number, went_to=sorted(went[number]))
