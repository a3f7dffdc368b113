"""Records as JSON, and the JSON Schema they keep to."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from accordingto.model import Failure, Record

SCHEMA_ID = "urn:accordingto:record:1"


def to_json(record: Record | Failure, *, text: bool = True, indent: int | None = None) -> str:
    """A record as JSON: with the report's text or without; on one line, or indented by so many."""
    if not text and isinstance(record, Record):
        record = leave_out_text(record)
    data = msgspec.json.encode(record)
    return (msgspec.json.format(data, indent=indent) if indent else data).decode()


def to_json_line(value: Struct) -> str:
    """Any of the model's values as a line of JSON."""
    return msgspec.json.encode(value).decode() + "\n"


def leave_out_text(record: Record) -> Record:
    """The record without its report's text; every evidence keeps its words."""
    return replace(record, report=replace(record.report, text=None))


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record, made from the classes themselves."""
    kinds, parts = msgspec.json.schema_components([Record, Failure], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What accordingto writes for one report: its record, or the failure to read it",
        "anyOf": list(kinds),
        "$defs": dict(sorted(parts.items())),
    }
