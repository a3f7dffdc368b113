"""Stage 3: annotations -> one record."""

from __future__ import annotations

from accordingto.assemble.record import assemble_record

__all__ = ["assemble_record"]
