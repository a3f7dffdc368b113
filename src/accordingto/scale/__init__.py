"""Stage 6d: the flow over a corpus, in several processes of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accordingto.config import How
from accordingto.flow import read_reports
from accordingto.model import Failure, Record, Report
from accordingto.scale.processes import read_in_processes

__all__ = ["read_in_order", "read_in_processes"]


def read_in_order(
    reports: Iterable[Report | Failure], *, jobs: int, how: How
) -> Iterator[Record | Failure]:
    """Read reports in this process, or in so many others; records come in the reports' order."""
    if jobs > 1:
        return read_in_processes(reports, jobs=jobs, how=how)
    return read_reports(reports, how=how)
