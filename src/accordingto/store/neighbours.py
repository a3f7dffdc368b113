"""Which mentions of the archive are near a new one, and how alike each is to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Select, bindparam, delete, literal, or_, select, union_all

from accordingto.model.links import Match, Mention
from accordingto.model.traits import IncidentTraits, Traits
from accordingto.reconcile.blocks import LIMIT, find_day, find_keys, find_neighbours
from accordingto.reconcile.compare import compare_mentions
from accordingto.store.bodies import key_of, unpack_traits
from accordingto.store.schema import TOLD_NOW, comparisons, keys, links, mentions, reports, traits
from accordingto.store.turns import Turn, in_parts

Compared = list[tuple[int, float]]
"""The mentions that one was compared with, and the bits."""
Side = tuple[Traits, IncidentTraits]
"""A mention: what its report is known by, and what the incident is."""

AT_ONCE = 24
"""How many keys one statement looks up. Each takes two parts; SQLite takes 500, and a statement of
one size is made and planned once."""
NOTHING = 0
"""A key that nothing has, for the places of a statement that are left over."""

_compared = msgspec.json.Decoder(Compared)


def hash_key(key: str) -> int:
    """A key as the signed number of 64 bits that it is kept as."""
    hashed = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "big", signed=True)


def put_keys(turn: Turn, report: Traits, ids: dict[str, int]) -> None:
    """Let the mentions of a report be found by others; `ids` are theirs by incident."""
    rows = [row for incident in report.incidents for row in _key_rows(report, incident, ids)]
    if rows:
        turn.connection.execute(keys.insert(), rows)


def take_keys(turn: Turn, report: Traits, ids: dict[str, int]) -> None:
    """Undo `put_keys`. Keys are found by the traits: an index would cost more than they do."""
    gone = delete(keys).where(
        keys.c.key == bindparam("a"), keys.c.day == bindparam("b"), keys.c.mention == bindparam("c")
    )
    for incident in report.incidents:
        rows = _key_rows(report, incident, ids)
        turn.connection.execute(
            gone, [{"a": row["key"], "b": row["day"], "c": row["mention"]} for row in rows]
        )


def find_near(turn: Turn, report: Traits) -> dict[str, list[int]]:
    """For each incident of a report the mentions of other reports that it is to be compared with.

    The report's own mentions must not have keys yet.
    """
    wanted = {
        (hash_key(key), find_day(report, incident))
        for incident in report.incidents
        for key in find_keys(report, incident)
    }
    found = _look_up(turn, sorted(wanted))

    def near(key: str, day: int, limit: int) -> Iterator[Mention]:
        # Called by their row: that is all that is known of them yet.
        for mention in _nearest(*found[hash_key(key), day], limit):
            yield Mention("", str(mention))

    return {
        incident.incident: [int(m.incident) for m in find_neighbours(report, incident, near)]
        for incident in report.incidents
    }


def compare_near(turn: Turn, report: Traits, ids: dict[str, int]) -> None:
    """Compare the mentions of a report with those near them, and keep what came out."""
    near = find_near(turn, report)
    others = load_sides(turn, {mention for found in near.values() for mention in found})
    for incident in report.incidents:
        pairs = [
            (other, compare_sides((report, incident), others[other]).bits)
            for other in near[incident.incident]
            if other in others
        ]
        _keep(turn, ids[incident.incident], pairs)


def compare_sides(one: Side, other: Side) -> Match:
    """Two mentions side by side, always the same way round."""
    first, second = sorted((one, other), key=lambda side: (side[0].report, side[1].incident))
    return compare_mentions(*first, *second)


def forget_compared(turn: Turn, ids: Iterable[int]) -> set[int]:
    """Take back all comparisons of mentions; the others they had been linked with."""
    gone = list(ids)
    linked: set[int] = set()
    for row in turn.connection.execute(
        select(links.c.one, links.c.other).where(
            or_(links.c.one.in_(gone), links.c.other.in_(gone))
        )
    ):
        linked |= {row.one, row.other}
    for column in (links.c.one, links.c.other):
        turn.connection.execute(delete(links).where(column.in_(gone)))
    turn.connection.execute(delete(comparisons).where(comparisons.c.mention.in_(gone)))
    return linked - set(gone)


def load_compared(turn: Turn, ids: Iterable[int]) -> dict[int, Compared]:
    """What each mention was compared with when its record was kept."""
    found: dict[int, Compared] = {}
    for part in in_parts(ids):
        query = select(comparisons).where(comparisons.c.mention.in_(part))
        for row in turn.connection.execute(query):
            found[row.mention] = _compared.decode(row.body)
    return found


def load_sides(turn: Turn, ids: Iterable[int]) -> dict[int, Side]:
    """Mentions by their rows; those that the newest records do not tell of are left out."""
    rows = [
        row
        for part in in_parts(ids)
        for row in turn.connection.execute(
            select(mentions.c.id, mentions.c.report, mentions.c.incident, mentions.c.record)
            .join(reports, TOLD_NOW)
            .where(mentions.c.id.in_(part))
        )
    ]
    known = load_traits(turn, {row.report: row.record for row in rows})
    sides: dict[int, Side] = {}
    for row in rows:
        report = known[row.report]
        incident = next(i for i in report.incidents if i.incident == row.incident)
        sides[row.id] = report, incident
    return sides


def load_traits(turn: Turn, wanted: dict[int, int]) -> dict[int, Traits]:
    """The traits of reports, given with their newest records; remembered ones are not read."""
    known = turn.memory.traits
    found = {r: known[r][1] for r, record in wanted.items() if known.get(r, (0,))[0] == record}
    for part in in_parts(wanted.keys() - found.keys()):
        for row in turn.connection.execute(select(traits).where(traits.c.report.in_(part))):
            found[row.report] = unpack_traits(row.body)
    for report, value in found.items():
        turn.memory.keep_traits(report, wanted[report], value)
    return found


def mention_of(identity: str, incident: str) -> Mention:
    """What a mention is called when it is grouped: the same on every desk."""
    return Mention(key_of(identity), incident)


def _key_rows(
    report: Traits, incident: IncidentTraits, ids: dict[str, int]
) -> list[dict[str, int]]:
    day, mention = find_day(report, incident), ids[incident.incident]
    hashed = {hash_key(key) for key in find_keys(report, incident)}
    return [{"key": key, "day": day, "mention": mention} for key in sorted(hashed)]


def _keep(turn: Turn, mention: int, pairs: Compared) -> None:
    body = msgspec.json.encode(pairs)
    turn.connection.execute(comparisons.insert(), {"mention": mention, "body": body})
    alike = [{"one": mention, "other": other, "bits": bits} for other, bits in pairs if bits > 0]
    if alike:
        turn.connection.execute(links.insert(), alike)


Nearby = tuple[list[int], list[int]]
"""The mentions with a key before a day, the nearest first, and those on and after it."""


def _nearest(before: Sequence[int], after: Sequence[int], limit: int) -> Iterator[int]:
    """Half of the limit on either side; more of one where the other has less."""
    half = limit // 2
    yield from before[: max(half, limit - len(after))]
    yield from after[: max(half, limit - len(before))]


def _look_up(turn: Turn, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Nearby]:
    found: dict[tuple[int, int], Nearby] = {pair: ([], []) for pair in wanted}
    for part in in_parts(wanted, AT_ONCE):
        values: dict[str, Any] = {}
        for slot in range(AT_ONCE):
            key, day = part[slot] if slot < len(part) else (NOTHING, NOTHING)
            values |= {f"key{slot}": key, f"day{slot}": day}
        for slot, mention in turn.connection.execute(LOOK_UP, values):
            found[part[slot // 2]][slot % 2].append(mention)
    return found


def _make_look_up() -> Any:
    """Two ranges of the index for each key: the nearest before a day, and from that day on."""
    return union_all(*(_range(slot, side) for slot in range(AT_ONCE) for side in (0, 1)))


def _range(slot: int, side: int) -> Select[Any]:
    key: BindParameter[int] = bindparam(f"key{slot}")
    day: BindParameter[int] = bindparam(f"day{slot}")
    there = keys.c.day >= day if side else keys.c.day < day
    order = (keys.c.day, keys.c.mention) if side else (keys.c.day.desc(), keys.c.mention.desc())
    query = select(literal(slot * 2 + side, literal_execute=True).label("slot"), keys.c.mention)
    nearest = (
        query.where(keys.c.key == key, there)
        .order_by(*order)
        .limit(literal(LIMIT, literal_execute=True))
    )
    return select(nearest.subquery())


LOOK_UP = _make_look_up()
