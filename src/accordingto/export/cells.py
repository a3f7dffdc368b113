"""CSV that opens safely in a spreadsheet, and reads back as it was.

Source:
    RFC 4180 (quoting; lines end in CR LF); OWASP, CSV Injection: a text that a spreadsheet would
    take for a formula gets an apostrophe in front, which `plain_cell` takes off again.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TextIO

FORMULA = re.compile(r"^'*[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@\t\r\n|%]")
"""How a text begins that a spreadsheet may run, with apostrophes already in front of it."""
HARMFUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def write_csv(out: TextIO, header: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write a header and rows; columns that a row lacks are empty. Gives the number of rows."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([safe_cell(row.get(name)) for name in header])
        count += 1
    return count


def safe_cell(value: object) -> str | int | float:
    """A value as a cell: nothing for None, 1 and 0 for truths, ISO 8601 for days.

    Numbers stay numbers. Control characters, lone surrogates and marks that turn the direction of
    text around go, as what is shown must be what is there.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = BIDI.sub("", HARMFUL.sub("", str(value)))
    return f"'{text}" if FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """A text cell as it was before `safe_cell` put an apostrophe in front."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
