"""Records read back from JSON Lines, as `accordingto read --format jsonl` writes them."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import IO, Any

import msgspec

from accordingto.errors import RecordError
from accordingto.model import Failure, Record

STDIN = "-"
MAKE = "Make records with: accordingto read FILE --format jsonl"


def open_records(paths: Sequence[str]) -> Iterator[Record | RecordError]:
    """The records of files, and of standard input for "-"; an error for each that is none."""
    for path in paths:
        where = "standard input" if path == STDIN else path
        try:
            with _open(path, where) as stream:
                yield from read_lines(stream, where)
        except RecordError as error:
            yield error
        except OSError as error:
            yield _explain_system(error, where)


def read_lines(stream: IO[bytes], where: str) -> Iterator[Record | RecordError]:
    """The record of each line; blank lines are passed over."""
    found = False
    for number, line in enumerate(stream, 1):
        if content := line.removeprefix(codecs.BOM_UTF8).strip():
            found = True
            try:
                yield read_line(content, f"{where}:{number}")
            except RecordError as error:
                yield error
    if not found:
        yield RecordError(where, "there is no record in it", MAKE)


def read_line(line: bytes, where: str) -> Record:
    """The record of one line.

    Raises:
        RecordError: For what is no record, and for the failure that stands in place of one.
    """
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(where, "it is not JSON, one record a line", MAKE) from error
    if not isinstance(value, dict):
        raise RecordError(where, "it is not a JSON object", MAKE)
    _refuse_others(value, where)
    try:
        return msgspec.convert(value, Record)
    except msgspec.ValidationError as error:
        what = f"it is no record of this version ({error})"
        raise RecordError(where, what, MAKE) from error


def _refuse_others(value: dict[str, Any], where: str) -> None:
    """Refuse the objects that are easily taken for records: failures and reports."""
    try:
        failure = msgspec.convert(value, Failure)
    except msgspec.ValidationError:
        failure = None
    if failure is not None:
        what = f"its report was not read ({failure.error.rstrip('.')})"
        raise RecordError(where, what, "Correct the report and read it again")
    if "schema" not in value and "text" in value:
        advice = "Read it first: accordingto read FILE --format jsonl"
        raise RecordError(where, "it is a report, not a record", advice)


def _open(path: str, where: str) -> AbstractContextManager[IO[bytes]]:
    if path != STDIN:
        return open(path, "rb")
    if sys.stdin is None:
        raise RecordError(where, "it is closed", "Give a file, or send records to it")
    return nullcontext(sys.stdin.buffer)  # the interpreter's: not closed here


def _explain_system(error: OSError, where: str) -> RecordError:
    if isinstance(error, FileNotFoundError):
        return RecordError(where, "there is no such file", "Check its name and folder")
    if isinstance(error, IsADirectoryError):
        return RecordError(where, "it is a folder", "Name the file of records in it")
    if isinstance(error, PermissionError):
        return RecordError(where, "it may not be read", "Ask for permission to read it")
    what = f"it cannot be read ({error.strerror or error})"
    return RecordError(where, what, "Check the file")
