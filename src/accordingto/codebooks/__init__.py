"""Stage 6c: records coded after the codebooks of others.

A codebook reads nothing but the record. What a record does not say is not filled in, but for the
defaults of the codebook itself, which its module names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from accordingto.codebooks.muc4 import code_record as code_muc4
from accordingto.codebooks.templates import Document, Fill, Template
from accordingto.model import Record

__all__ = ["CODEBOOKS", "Document", "Fill", "Template", "code_lines"]

CODEBOOKS: dict[str, Callable[[Record], Document]] = {"muc4": code_muc4}


def code_lines(records: Iterable[Record], codebook: str) -> Iterator[str]:
    """A line of JSON for each record, coded after the codebook of that name."""
    code = CODEBOOKS[codebook]
    for record in records:
        yield msgspec.json.encode(code(record)).decode() + "\n"
