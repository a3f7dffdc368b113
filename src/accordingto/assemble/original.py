"""A record made from a reading copy of a report, pointed back at the report's own words."""

from __future__ import annotations

from typing import Any

import msgspec

from accordingto.assemble.record import describe_report
from accordingto.model import Evidence, Record, Report


def point_back(record: Record, report: Report) -> Record:
    """The record with every evidence cut from the report as it was given.

    The copy it was made from differs in capitals alone, so offsets hold in both; names stay as
    the copy writes them.
    """
    restored: Record = _restore(record, report)
    return msgspec.structs.replace(restored, report=describe_report(report))


def _restore(value: Any, report: Report) -> Any:
    if isinstance(value, Evidence):
        words = (report.title or "") if value.field == "title" else report.text
        return msgspec.structs.replace(value, text=words[value.start : value.end])
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(
            value, **{name: _restore(one, report) for name, one in fields.items()}
        )
    if isinstance(value, tuple):
        return tuple(_restore(one, report) for one in value)
    if isinstance(value, dict):
        return {key: _restore(one, report) for key, one in value.items()}
    return value
