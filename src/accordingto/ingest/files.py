"""Files and standard input, told apart by name and first bytes, opened as reports."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Literal, cast

from accordingto.errors import ReportError
from accordingto.ingest.encoding import decode, refuse_known_binary
from accordingto.ingest.jsonl import read_document, read_lines
from accordingto.ingest.pages import declared_encoding, read_page
from accordingto.ingest.reports import Given, fail, make_report
from accordingto.model import Failure, Report

STDIN = "-"
Form = Literal["text", "html", "jsonl", "json"]
BY_SUFFIX: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json",
}  # fmt: skip
BYTES_A_CHARACTER = 4  # at most, in UTF-8 and UTF-16
MARKUP = 10  # times its article a page may be long
MARKED_UP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|script"
    r"|style|div|main|article|section|header|nav|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def open_files(paths: Sequence[str], given: Given) -> Iterator[Report | Failure]:
    """Open files, and standard input for "-", one after another, as reports in their order."""
    for path, name in zip(paths, name_files(paths), strict=True):
        where = "standard input" if path == STDIN else path
        try:
            with _open(path) as stream:
                yield from read_stream(stream, where, name, given)
        except ReportError as error:
            yield fail(error, id=name)
        except OSError as error:
            yield fail(_explain(error, where), id=name)


def name_files(paths: Sequence[str]) -> tuple[str, ...]:
    """Ids for files: their names, or their paths where two names are the same."""
    names = tuple("stdin" if path == STDIN else Path(path).name or path for path in paths)
    return names if len(set(names)) == len(names) else tuple(paths)


def count_reports(paths: Sequence[str]) -> int | None:
    """How many reports files hold, by counting lines; None when that cannot be known before."""
    total = 0
    for path in paths:
        if path == STDIN or not Path(path).is_file():
            return None
        lines = Path(path).suffix.lower() in (".jsonl", ".ndjson", ".jl")
        try:
            total += _count_lines(path) if lines else 1
        except OSError:
            return None
    return total


def read_stream(
    stream: IO[bytes], where: str, name: str, given: Given
) -> Iterator[Report | Failure]:
    """Read the reports of one stream of bytes.

    Raises:
        ReportError: When the whole of it cannot be read.
    """
    buffered = _peekable(stream)
    first = buffered.peek(4096)
    refuse_known_binary(where, first)
    form = given.kind if given.kind != "auto" else BY_SUFFIX.get(Path(name).suffix.lower())
    if form == "json" or (form is None and _opens_json(first)):
        form = "json" if _spread(first) else "jsonl"
    if form == "jsonl":
        yield from read_lines(buffered, where, name, given)
        return
    data = _read_all(buffered, where, given)
    if form == "json":
        yield from read_document(data, where, name, given)
    else:
        yield _read_text(data, where, name, form, given)


def _read_text(data: bytes, where: str, name: str, form: str | None, given: Given) -> Report:
    declared = declared_encoding(data) if form != "text" and data.lstrip()[:1] == b"<" else None
    text = decode(where, data, named=given.encoding, declared=declared)
    if form == "html" or (form is None and MARKED_UP.match(text[:4096])):
        return _report_page(text, where, name, given)
    return make_report(
        where,
        text,
        id=name,
        title=given.title,
        publisher=given.publisher,
        url=given.url,
        published=given.published,
        language=given.language,
        max_chars=given.max_chars,
    )


def _report_page(markup: str, where: str, name: str, given: Given) -> Report:
    page = read_page(where, markup, url=given.url)
    return make_report(
        where,
        page.text,
        id=name,
        title=given.title or page.title,
        publisher=given.publisher or page.publisher,
        url=given.url or page.url,
        published=given.published or page.published,
        language=given.language,
        byline=page.byline,
        max_chars=given.max_chars,
    )


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    if path != STDIN:
        return open(path, "rb")
    if sys.stdin is None:
        raise ReportError("standard input", "it is closed", "Give a file, or send a report to it")
    return nullcontext(sys.stdin.buffer)  # the interpreter's: not closed here


def _peekable(stream: IO[bytes]) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _opens_json(first: bytes) -> bool:
    """Whether the first bytes are those of JSON: an object, or an array of objects."""
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") or re.match(rb"\[\s*\{", start) is not None


def _spread(first: bytes) -> bool:
    """Whether JSON is one document over several lines, rather than an object a line."""
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    line = start.partition(b"\n")[0].strip()
    return start.startswith(b"[") or line == b"{" or line.endswith(b",")


def _read_all(stream: IO[bytes], where: str, given: Given) -> bytes:
    longest = given.max_chars * BYTES_A_CHARACTER * MARKUP
    data = stream.read(longest + 1)
    if not data:
        raise ReportError(where, "it is empty", "Give a report's words")
    if len(data) > longest:
        what = f"it is longer than {longest:,} bytes"
        raise ReportError(where, what, "Split it into its reports, or raise the limit, max-chars")
    return data


def _count_lines(path: str) -> int:
    with open(path, "rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def _explain(error: OSError, where: str) -> ReportError:
    if isinstance(error, FileNotFoundError):
        return ReportError(where, "there is no such file", "Check its name and folder")
    if isinstance(error, IsADirectoryError):
        return ReportError(where, "it is a folder", f"Name the files in it: {where.rstrip('/')}/*")
    if isinstance(error, PermissionError):
        return ReportError(where, "it may not be read", "Ask for permission to read it")
    return ReportError(where, f"it cannot be read ({error.strerror or error})", "Check the file")
