"""When two people correct one report: the later one sees what the other did, and decides."""

from __future__ import annotations

from accordingto.store import Decision, Desk


class Changed(Exception):
    """Somebody else corrected the report since it was looked at."""

    def __init__(self, decisions: list[Decision]) -> None:
        super().__init__(f"{decisions[-1].who} has corrected it since: {decisions[-1].why}")
        self.decisions = decisions


def newest_correction(desk: Desk, report: str) -> int:
    """The number of the newest decision that corrects a report, or takes one back; 0 for none."""
    return max((decision.id for decision in list_corrections(desk, report)), default=0)


def list_corrections(desk: Desk, report: str) -> list[Decision]:
    """The decisions that correct a report, and those that take them back, the oldest first."""
    key = desk.record(report).report
    every = desk.decisions()
    mine = {d.id for d in every if d.what == "correct" and d.report == key}
    for decision in every:
        if decision.undoes in mine:
            mine.add(decision.id)
    return [decision for decision in every if decision.id in mine]


def refuse_changed(desk: Desk, report: str, seen: int) -> None:
    """Make sure that nobody has corrected a report since `seen`.

    Raises:
        Changed: When somebody has, with their decisions.
    """
    since = [d for d in list_corrections(desk, report) if d.id > seen]
    if since:
        raise Changed(since)
