"""What reports say that a codebook's columns cannot hold, in a few words each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from accordingto.model.coding import Case

MEASURES = {
    "killed": "killed", "injured": "injured", "hospitalised": "in hospital", "missing": "missing",
    "abducted": "abducted", "released": "released", "detained": "detained",
    "displaced": "displaced", "casualties": "casualties",
}  # fmt: skip


def list_losses(case: Case, *, held: set[str], claims: bool = True) -> Iterator[str]:
    """What every format but our own leaves out.

    Args:
        case: The incident.
        held: The measures that have a column.
        claims: Whether who claimed it has a column.
    """
    dossier = case.dossier
    counts = Counter(point.measure for point in dossier.points)
    others = [f"{n} {MEASURES[measure]}" for measure, n in counts.items() if measure not in held]
    if others:
        yield f"counts of people {', '.join(others)}"
    kept = sum(n for measure, n in counts.items() if measure in held)
    if kept > 1:
        yield f"who gave each of {kept} counts, when, and in which words"
    denied = [row.name for row in dossier.responsibility if row.standing in {"denied", "ruled_out"}]
    if denied:
        yield f"denials ({', '.join(dict.fromkeys(denied))})"
    if not claims and any(row.standing == "claimed" for row in dossier.responsibility):
        yield "who claimed it"
    for count, what in (
        (len(dossier.quotes), "quotations"),
        (len(dossier.questions), "things said not to be known"),
        (len(dossier.warnings), "warnings before"),
        (len(dossier.responses), "responses"),
    ):
        if count:
            yield f"{count} {what}"
