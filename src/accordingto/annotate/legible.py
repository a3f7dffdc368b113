"""A reading copy of reports written in capitals only, as old wires sent them."""

from __future__ import annotations

import msgspec

from accordingto.annotate.pipeline import load_reader
from accordingto.config import How
from accordingto.model import Report
from accordingto.trained import TrainedReading, is_capitals


def make_legible(report: Report, how: How) -> Report:
    """The report as a newspaper would print it; the report itself unless it is in capitals.

    Only capitals change, never an offset. Without the trained reader the report is left alone.
    """
    model = load_reader(how)
    if model is None or not is_capitals(report.text):
        return report
    title = report.title
    if title is not None and is_capitals(title):
        title = TrainedReading(model, title).recased
    return msgspec.structs.replace(
        report, text=TrainedReading(model, report.text).recased, title=title
    )
