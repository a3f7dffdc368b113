"""Stage 3: annotations -> one record."""

from __future__ import annotations

from accordingto.assemble.original import point_back
from accordingto.assemble.record import assemble_record

__all__ = ["assemble_record", "point_back"]
