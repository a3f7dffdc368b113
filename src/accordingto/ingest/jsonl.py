"""JSON Lines: one report a line, only `text` required."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, Any

import msgspec

from accordingto.errors import ReportError
from accordingto.ingest.encoding import MARKS, UNDECODABLE
from accordingto.ingest.reports import Given, fail, make_report
from accordingto.model import Failure, Report

FIELDS = "id, title, published, publisher, url and text, of which only text is required"
BYTES_A_CHARACTER = 12  # at most: a JSON escape of a character beyond the basic plane
ROOM = 100_000  # bytes for everything on a line but its text
NAMED = re.compile(r"\$\.(\w+)")
CUT_ID = re.compile(rb'^\s*\{\s*"id"\s*:\s*"([^"\\]{1,200})"')  # of a line that is cut short
TYPES = {
    "int": "a number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "an object", "null": "null",
}  # fmt: skip
KNOWN = ("title", "publisher", "url", "published")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line as given; what it holds beyond these fields is left alone."""

    text: str
    id: str | int | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    byline: str | None = None


def read_lines(
    stream: IO[bytes], where: str, name: str, given: Given
) -> Iterator[Report | Failure]:
    """Read a stream of JSON Lines, a line at a time, so that it may be longer than memory."""
    number, found_any = 0, False
    for number, line in enumerate(_lines(stream, given), 1):
        here, id = f"{where}:{number}", f"{name}:{number}"
        if isinstance(line, ReportError):
            found_any = True
            yield fail(ReportError(here, line.what, line.advice), id=id)
        elif line := line.strip():
            found_any = True
            yield read_line(line, here, id, given)
    if not found_any:
        yield fail(
            ReportError(where, "there is no report in it", "Give one report a line"), id=name
        )


def read_line(line: bytes, where: str, id: str, given: Given) -> Report | Failure:
    """Read one report; `id` is used where the line has none."""
    try:
        return report_line(parse_line(line, where), where, id, given)
    except ReportError as error:
        return fail(error, **{"id": id, **_known(line)})


def read_document(data: bytes, where: str, name: str, given: Given) -> Iterator[Report | Failure]:
    """Read a JSON document: one report, or an array of reports."""
    try:
        items = parse_json(data, where)
    except ReportError as error:
        yield fail(error, id=name)
        return
    if items == []:
        yield fail(ReportError(where, "there is no report in it", "Give one or more"), id=name)
        return
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        several = isinstance(items, list)
        yield take_report(
            item,
            where=f"{where}, report {number}" if several else where,
            id=f"{name}:{number}" if several else name,
            given=given,
        )


def take_reports(
    items: Iterable[Report | Mapping[str, Any]], given: Given
) -> Iterator[Report | Failure]:
    """Check reports given as such, or as mappings shaped like a line, one after another."""
    for number, item in enumerate(items, 1):
        yield take_report(item, where=f"report {number}", id=str(number), given=given)


def take_report(
    item: Report | Mapping[str, Any], *, where: str, id: str, given: Given
) -> Report | Failure:
    """Check a report given as such, or as a mapping shaped like a line."""
    value = msgspec.structs.asdict(item) if isinstance(item, Report) else item
    if isinstance(value, Mapping):
        value = {key: v.isoformat() if isinstance(v, date) else v for key, v in value.items()}
    try:
        line = msgspec.convert(value, Line, strict=True)
    except msgspec.ValidationError as error:
        return fail(_explain(error, where), **{"id": id, **_stated(value)})
    try:
        return report_line(line, where, id, given)
    except ReportError as error:
        return fail(error, **{"id": id, **_stated(value)})


def report_line(line: Line, where: str, id: str, given: Given) -> Report:
    """Make the report of a line, filled up with what was given for all.

    Raises:
        ReportError: From the checks of `make_report`.
    """
    return make_report(
        where,
        line.text,
        id=str(line.id) if line.id not in (None, "") else id,
        title=line.title or given.title,
        publisher=line.publisher or given.publisher,
        url=line.url or given.url,
        published=line.published or given.published,
        retrieved=line.retrieved,
        language=line.language or given.language,
        byline=line.byline,
        max_chars=given.max_chars,
    )


def parse_line(line: bytes, where: str) -> Line:
    """Decode one line.

    Raises:
        ReportError: For what is not JSON, not an object, or has a field of the wrong type.
    """
    try:
        return msgspec.json.decode(line, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _explain(error, where) from error


def parse_json(data: bytes, where: str) -> Any:
    """Decode a JSON document of any shape.

    Raises:
        ReportError: For what is not JSON.
    """
    try:
        return msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _explain(error, where) from error


def _explain(error: Exception, where: str) -> ReportError:
    """What is wrong with a line, in words."""
    words = str(error)
    if isinstance(error, UnicodeDecodeError) or "utf-8" in words.lower():
        return ReportError(where, "it is not valid UTF-8, as JSON must be", UNDECODABLE)
    if isinstance(error, RecursionError):
        return ReportError(where, "its JSON is nested too deeply", f"Give an object of {FIELDS}")
    if isinstance(error, msgspec.ValidationError):
        return _explain_shape(words, where)
    if "truncated" in words:
        return ReportError(
            where, "the JSON is cut short", "Give it whole, in JSON Lines on one line"
        )
    reason = words.removeprefix("JSON is malformed: ")
    return ReportError(where, f"it is not JSON ({reason})", f"Give an object of {FIELDS}")


def _explain_shape(words: str, where: str) -> ReportError:
    if "missing required field `text`" in words:
        return ReportError(where, "it has no text", f"Its fields are {FIELDS}")
    field = NAMED.search(words)
    if field is None:
        return ReportError(where, "it is not a JSON object", f"Give an object of {FIELDS}")
    found = TYPES.get(words.partition("got `")[2].partition("`")[0], "something else")
    what = f"its {field[1]} is not a string but {found}"
    advice = "" if field[1] == "text" else ", or leave it out"
    return ReportError(where, what, f"Put it between quotation marks{advice}")


def _known(line: bytes) -> dict[str, str]:
    """What a line that cannot be read still tells of its report: its id above all."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        cut = CUT_ID.match(line)
        return {"id": cut[1].decode("utf-8", "replace")} if cut else {}
    return _stated(value)


def _stated(value: Any) -> dict[str, str]:
    """What a value of any shape tells of a report, as far as it is in order."""
    if not isinstance(value, Mapping):
        return {}
    known = {key: value[key] for key in KNOWN if isinstance(value.get(key), str)}
    id = value.get("id")
    return known | ({"id": str(id)} if isinstance(id, str | int) and id != "" else {})


def _lines(stream: IO[bytes], given: Given) -> Iterator[bytes | ReportError]:
    """The lines of a stream in UTF-8, without a byte order mark; an error for one too long."""
    longest = given.max_chars * BYTES_A_CHARACTER + ROOM
    source = _in_utf8(stream, given.encoding)
    while True:
        try:
            line = source.readline(longest)
        except UnicodeError as error:
            yield ReportError("", f"it cannot be decoded ({error})", UNDECODABLE)
            return
        if not line:
            return
        if len(line) < longest or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(longest)
        yield ReportError(
            "", f"the line is longer than {longest:,} bytes", "Raise the limit, max-chars"
        )


def _in_utf8(stream: IO[bytes], encoding: str | None) -> _Lines:
    first = stream.readline(4) if encoding is None else b""
    for mark, marked in MARKS:
        if first.startswith(mark):
            first, encoding = first[len(mark) :], None if marked == "utf-8" else marked
            break
    return _Lines(stream, first, encoding)


class _Lines:
    """Lines of a byte stream, split at line feeds alone, whatever its encoding."""

    def __init__(self, stream: IO[bytes], first: bytes, encoding: str | None) -> None:
        self.stream, self.first = stream, first
        self.text = None
        if encoding is not None:
            rest = io.BufferedReader(_Joined(first, stream))
            self.text = io.TextIOWrapper(rest, encoding, newline="\n")

    def readline(self, longest: int) -> bytes:
        """The next line in UTF-8, at most so many bytes (or characters) of it."""
        if self.text is not None:
            return self.text.readline(longest).encode("utf-8", "surrogatepass")
        first, self.first = self.first, b""
        if first.endswith(b"\n"):
            return first
        return first + self.stream.readline(longest - len(first))


class _Joined(io.RawIOBase):
    """A few bytes already taken from a stream, and the rest of it."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self.first, self.rest = first, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the first bytes, then from the stream."""
        data = self.first or self.rest.read(len(buffer))
        data, self.first = data[: len(buffer)], data[len(buffer) :] if self.first else b""
        buffer[: len(data)] = data
        return len(data)
