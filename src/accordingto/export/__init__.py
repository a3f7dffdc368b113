"""Stage 6b: records for other programs."""

from __future__ import annotations

from accordingto.export.json import leave_out_text, record_schema, to_json, to_json_line

__all__ = ["leave_out_text", "record_schema", "to_json", "to_json_line"]
