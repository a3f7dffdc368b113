"""The whole data flow on one page: report -> annotations -> record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from accordingto.annotate import DEFAULT, annotate_reports
from accordingto.assemble import assemble_record
from accordingto.model import MadeBy, Record, Report


def read_report(report: Report, *, pipeline: str = DEFAULT) -> Record:
    """Read one report into its record."""
    return next(iter(read_reports([report], pipeline=pipeline)))


def read_reports(reports: Iterable[Report], *, pipeline: str = DEFAULT) -> Iterator[Record]:
    """Read reports into records, one each, in the same order, in constant memory."""
    made_by = MadeBy(version=version("accordingto"), pipeline=pipeline, models=())
    kept: list[Report] = []

    def remember() -> Iterator[Report]:
        for report in reports:
            kept.append(report)
            yield report

    for found in annotate_reports(remember(), pipeline):
        yield assemble_record(kept.pop(0), found, made_by)
