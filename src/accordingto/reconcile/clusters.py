"""Mentions put together into incidents, by how alike all of them are, not just two."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from accordingto.model.links import Mention
from accordingto.reconcile.blocks import LIMIT

CLIP = 15.0
"""No single pair speaks louder than this, for or against."""
APART = -10.0
"""What a pair counts that shares no key: nothing brought them together."""
ASIDE = 0.2
"""What a mention in passing counts beside one by a report that tells of the incident."""

Pair = tuple[Mention, Mention]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: pairs that are one incident, and pairs that are two."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


NONE = Constraints()


def cluster_mentions(
    mentions: Iterable[Mention],
    mains: Collection[Mention],
    bits: Mapping[Pair, float],
    constraints: Constraints = NONE,
) -> list[tuple[Mention, ...]]:
    """Put mentions together while the average over all pairs between two groups is above 0.

    Average-link clustering: the two groups most alike are put together first. That one report
    tells of two incidents speaks against putting them together, as loudly as any pair can; when
    everything else speaks for it, the report told of one incident twice. The outcome does not
    depend on the order in which mentions come.

    Args:
        mentions: What is to be grouped.
        mains: Those of them that their reports tell of, not just mention.
        bits: The weight of each pair compared, the lesser mention first.
        constraints: What people decided.

    Returns:
        The groups, each sorted, in the order of their first members.
    """
    known = sorted(set(mentions))
    weights = [1.0 if mention in mains else ASIDE for mention in known]
    work = _Groups(known, weights, bits, constraints)
    work.join_decided()
    work.join_alike()
    return sorted(tuple(sorted(group)) for group in work.members.values())


@dataclass(slots=True)
class _Edge:
    """All compared pairs between two groups: their bits and weight."""

    total: float = 0.0
    weight: float = 0.0


@dataclass(slots=True)
class _Groups:
    mentions: list[Mention]
    weights: list[float]
    bits: Mapping[Pair, float]
    constraints: Constraints
    members: dict[int, set[Mention]] = field(init=False)
    edges: dict[int, dict[int, _Edge]] = field(init=False)
    where: dict[Mention, int] = field(init=False)

    def __post_init__(self) -> None:
        self.where = {mention: n for n, mention in enumerate(self.mentions)}
        self.members = {n: {mention} for mention, n in self.where.items()}
        self.edges = defaultdict(dict)
        reports: dict[str, list[int]] = defaultdict(list)
        for mention, n in self.where.items():
            for before in reports[mention.report]:
                self.edges[n][before] = self.edges[before][n] = _Edge(-CLIP, 1.0)
            reports[mention.report].append(n)
        for (one, other), bits in self.bits.items():
            if one in self.where and other in self.where:
                a, b = self.where[one], self.where[other]
                weight = self.weights[a] * self.weights[b]
                edge = _Edge(weight * max(-CLIP, min(CLIP, bits)), weight)
                self.edges[a][b] = self.edges[b][a] = edge

    def join_decided(self) -> None:
        """Join what people said is one."""
        for one, other in sorted(self.constraints.same):
            if one in self.where and other in self.where:
                a, b = self._group(one), self._group(other)
                if a != b:
                    self._join(min(a, b), max(a, b))

    def join_alike(self) -> None:
        """Join groups until no two are alike."""
        queue = [
            (-self._average(a, b), a, b)
            for a, row in self.edges.items()
            for b in row
            if a < b and self._average(a, b) > 0
        ]
        heapq.heapify(queue)
        while queue:
            worth, a, b = heapq.heappop(queue)
            if a not in self.members or b not in self.members or self._average(a, b) != -worth:
                continue  # one of them has changed since
            if self._kept_apart(a, b):
                continue
            self._join(a, b)
            for c in self.edges[a]:
                if (average := self._average(a, c)) > 0:
                    heapq.heappush(queue, (-average, min(a, c), max(a, c)))

    def _average(self, a: int, b: int) -> float:
        edge = self.edges[a].get(b)
        if edge is None:
            return APART
        pairs = len(self.members[a]) * len(self.members[b])
        # Of many, only the nearest in time were compared: the others say nothing.
        most = LIMIT * min(len(self.members[a]), len(self.members[b]))
        share = min(1.0, most / pairs)
        possible = max(edge.weight, share * self.weights[a] * self.weights[b])
        return round((edge.total + APART * (possible - edge.weight)) / possible, 6)

    def _kept_apart(self, a: int, b: int) -> bool:
        one, other = self.members[a], self.members[b]
        return any(
            (x in one and y in other) or (x in other and y in one)
            for x, y in self.constraints.different
        )

    def _group(self, mention: Mention) -> int:
        return next(n for n, group in self.members.items() if mention in group)

    def _join(self, a: int, b: int) -> None:
        """Take the second group into the first; `weights` then holds those of whole groups."""
        self.members[a] |= self.members.pop(b)
        self.weights[a] += self.weights[b]
        for c, edge in self.edges.pop(b).items():
            del self.edges[c][b]
            if c == a:
                continue
            before = self.edges[a].get(c, _Edge())
            joined = _Edge(before.total + edge.total, before.weight + edge.weight)
            self.edges[a][c] = self.edges[c][a] = joined
