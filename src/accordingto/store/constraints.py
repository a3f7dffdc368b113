"""What people's decisions say about mentions, the later one where two contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import func, select

from accordingto.model.links import Mention
from accordingto.reconcile.clusters import Constraints
from accordingto.store.schema import deciding, decisions
from accordingto.store.turns import Turn

ONE, OTHER = 1, 2
"""The sides of a decision, as `schema.deciding` has them."""


@dataclass(slots=True)
class Holding:
    """What holds of mentions, by their rows: sets that are one incident, and pairs that are two.

    The sets have nothing in common, and no pair that is two lies in one: where decisions contradict
    each other, also by way of a third mention, the later one counts.
    """

    same: list[set[int]] = field(default_factory=list)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def merge(self, members: set[int]) -> None:
        """All of these are one, and what was one with any of them, whatever was said before."""
        beside = [known for known in self.same if known.isdisjoint(members)]
        members = members.union(*(known for known in self.same if known not in beside))
        self.apart = {(a, b) for a, b in self.apart if a not in members or b not in members}
        self.same = [*beside, members]

    def split(self, leaving: set[int], left: set[int]) -> None:
        """These are another incident than those, whatever was said before."""
        for members in self.same:
            if members & leaving and members & left:
                members.difference_update(leaving)
        self.apart |= {(a, b) for a in leaving for b in left}

    def tied_to(self, mentions: set[int]) -> set[int]:
        """All that are said to be one with any of these."""
        return {m for members in self.same if members & mentions for m in members}

    def among(self, called: Mapping[int, Mention]) -> Constraints:
        """What holds among some mentions, under the names they have when they are grouped."""
        return Constraints(
            same=frozenset(
                (called[a], called[b])
                for members in self.same
                for a, b in pairwise(sorted(members & called.keys()))
            ),
            different=frozenset(
                (called[a], called[b]) for a, b in self.apart if a in called and b in called
            ),
        )


def load_holding(turn: Turn) -> Holding:
    """What all decisions together say; read anew only when there is a new one."""
    newest = turn.connection.execute(select(func.max(decisions.c.id))).scalar() or 0
    if turn.memory.holding is None or turn.memory.holding[0] != newest:
        turn.memory.holding = newest, _read_holding(turn)
    return turn.memory.holding[1]


def find_undone(undoing: Iterable[tuple[int, int | None]]) -> set[int]:
    """The decisions that were taken back: all decisions, each with the one that it undoes."""
    undone: set[int] = set()
    for decision, undoes in sorted(undoing, reverse=True):
        # The newest first: an undoing that was itself undone takes nothing back.
        if undoes is not None and decision not in undone:
            undone.add(undoes)
    return undone


def _read_holding(turn: Turn) -> Holding:
    rows = turn.connection.execute(
        select(decisions.c.id, decisions.c.what, decisions.c.undoes).order_by(decisions.c.id)
    ).all()
    undone = find_undone((row.id, row.undoes) for row in rows)
    sides = _read_sides(turn)
    holding = Holding()
    for row in rows:
        one, other = sides[row.id][ONE], sides[row.id][OTHER]
        if row.id in undone:
            continue
        if row.what == "merge":
            holding.merge(one | other)
        elif row.what == "split":
            holding.split(one, other)
    return holding


def _read_sides(turn: Turn) -> Mapping[int, Mapping[int, set[int]]]:
    sides: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in turn.connection.execute(select(deciding)):
        sides[row.decision][row.side].add(row.mention)
    return sides


def sides_of(turn: Turn, decision: int) -> Mapping[int, set[int]]:
    """The mentions that a decision is about, by their side."""
    sides: dict[int, set[int]] = {ONE: set(), OTHER: set()}
    for row in turn.connection.execute(select(deciding).where(deciding.c.decision == decision)):
        sides[row.side].add(row.mention)
    return sides


def side_rows(decision: int, sides: Mapping[int, Iterable[int]]) -> Iterator[dict[str, int]]:
    """The rows that say which mentions a decision is about."""
    for side, members in sides.items():
        for mention in sorted(members):
            yield {"decision": decision, "mention": mention, "side": side}
