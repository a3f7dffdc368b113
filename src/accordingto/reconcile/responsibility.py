"""Who claimed, who was accused, who denied and who was ruled out, by whom and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from accordingto.model import Perpetrator
from accordingto.model.dossier import Blame, Responsibility
from accordingto.model.kinds import PerpetratorStanding, SourceKind
from accordingto.reconcile.days import read_day
from accordingto.reconcile.givers import Givers
from accordingto.reconcile.headline import choose_most
from accordingto.reconcile.names import join_names
from accordingto.reconcile.series import NEARBY, Told

STANDINGS: tuple[PerpetratorStanding, ...] = (
    "claimed", "accused", "suspected", "reported", "denied", "ruled_out",
)  # fmt: skip


def gather_responsibility(reports: Sequence[Told], givers: Givers) -> tuple[Responsibility, ...]:
    """A row for each name and standing, with every occasion in order of time."""
    rows_of = [row for told in reports for row in told.incident.perpetrators]
    names = join_names([row.name for row in rows_of])
    # "gunmen", "armed men", "the attackers": whoever they are, they are those who did it.
    unnamed = [row.name for row in rows_of if not row.name[:1].isupper()]
    plainest = choose_most(unnamed) if unnamed else ""
    names |= dict.fromkeys(unnamed, plainest)
    rows: dict[tuple[str, PerpetratorStanding], list[tuple[Blame, SourceKind]]] = defaultdict(list)
    for told in reports:
        for row in told.incident.perpetrators:
            blame = _occasion(told, row, givers)
            rows[names[row.name], row.standing].append((blame, row.kind))
    # A copy has nothing of its own: what only it seems to say was misread.
    found = [
        _row(name, standing, pairs)
        for (name, standing), pairs in rows.items()
        if not all(blame.copied for blame, _ in pairs)
    ]
    reach = Counter(name for (name, _), pairs in rows.items() for _ in pairs)
    return tuple(
        sorted(found, key=lambda row: (-reach[row.name], row.name, STANDINGS.index(row.standing)))
    )


def _row(
    name: str, standing: PerpetratorStanding, pairs: Sequence[tuple[Blame, SourceKind]]
) -> Responsibility:
    kinds = Counter(kind for _, kind in pairs)
    occasions = sorted((blame for blame, _ in pairs), key=lambda blame: blame.day or date.max)
    return Responsibility(
        name=name,
        kind=kinds.most_common(1)[0][0],
        standing=standing,
        occasions=tuple(occasions),
    )


def _occasion(told: Told, row: Perpetrator, givers: Givers) -> Blame:
    statements = [told.statements[s] for s in row.statements if s in told.statements]
    by = dict.fromkeys(givers.of(told.key, s.source) for s in statements if s.source)
    days = [read_day(s.said_on.start) for s in statements if s.said_on and s.said_on.start]
    day = next((d for d in days if d and _near(d, told.published)), told.published)
    return Blame(
        report=told.key,
        day=day,
        by=tuple(by),
        evidence=row.evidence,
        fate=row.fate,
        copied=told.original is not None,
    )


def _near(day: date, published: date | None) -> bool:
    return published is None or abs(day - published) <= NEARBY
