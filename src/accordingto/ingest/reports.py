"""Making a report of what was given, and refusing what cannot be one."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from accordingto.config import MAX_CHARS
from accordingto.errors import ReportError
from accordingto.ingest.language import settle_language
from accordingto.model import Failure, Report

Kind = Literal["auto", "text", "html", "jsonl"]

DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
FIRST_YEAR, LAST_YEAR = 1600, 9000  # the first newspaper; the end of the calendar is 9999
DATE_ADVICE = "Write it as 2024-03-22 or 2024-03-22T20:15+03:00, or leave it out"


class Given(Struct, frozen=True, kw_only=True):
    """What the caller says of all the reports it hands over.

    A line of JSON Lines that says otherwise of its own report wins over this; a page's own
    markup does not.

    Attributes:
        kind: What the files are; "auto" goes by their names and first bytes.
        encoding: The encoding of text and pages; None = found out.
        max_chars: The longest text read, in characters.
    """

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    kind: Kind = "auto"
    encoding: str | None = None
    max_chars: int = MAX_CHARS


def make_report(
    where: str,
    text: str,
    *,
    id: str | None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: str | date | None = None,
    retrieved: str | date | None = None,
    language: str | None = None,
    byline: str | None = None,
    max_chars: int = MAX_CHARS,
) -> Report:
    """Make a report, its text exactly as given, once everything about it is in order.

    Raises:
        ReportError: For a text that is empty, too long, not valid Unicode or not English, and
            for an impossible date.
    """
    check_words(where, "text", text)
    for name, value in (
        ("title", title),
        ("publisher", publisher),
        ("url", url),
        ("byline", byline),
    ):
        check_words(where, name, value or "")
    check_text(where, text, max_chars)
    return Report(
        id=printable(str(id)) if id else name_text(text),
        text=text,
        title=_stated(title),
        publisher=_stated(publisher),
        url=_stated(url),
        published=check_date(where, "published", published),
        retrieved=check_date(where, "retrieved", retrieved),
        language=settle_language(where, text, language),
        byline=_stated(byline),
    )


def name_text(text: str) -> str:
    """An id for a text that was given none: the first half of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def check_text(where: str, text: str, max_chars: int) -> None:
    """Refuse a text that holds nothing, too much, or broken characters.

    Raises:
        ReportError: Saying which.
    """
    if not text or text.isspace():
        raise ReportError(where, "there is no text in it", "Give the report's words")
    if len(text) > max_chars:
        what = f"its text has {len(text):,} characters, more than the limit of {max_chars:,}"
        raise ReportError(where, what, "Split it into its reports, or raise the limit, max-chars")


def check_words(where: str, name: str, value: object) -> None:
    """Refuse what is no string, or cannot be written down in Unicode.

    Raises:
        ReportError: Naming the type, or the first such character.
    """
    if not isinstance(value, str):
        what = f"its {name} is not a string but of type {type(value).__name__}"
        raise ReportError(where, what, "Give a string")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        what = f"character {error.start} of its {name} is half of a surrogate pair"
        raise ReportError(where, what, "Decode it again from its source") from error


def check_date(where: str, name: str, value: str | date | None) -> str | None:
    """The date as it was given, once it is one that exists.

    Raises:
        ReportError: For what is not an ISO 8601 date, with or without a time of day, or not in
            the calendar.
    """
    if not isinstance(value, str | date | None):
        what = f"{name} is not a date but of type {type(value).__name__}"
        raise ReportError(where, what, DATE_ADVICE)
    value = _stated(value.isoformat() if isinstance(value, date) else value)
    if value is None:
        return None
    if not DAY.fullmatch(value):
        raise ReportError(where, f"{name} {clip(value)} is not an ISO 8601 date", DATE_ADVICE)
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        what = f"{name} {clip(value)} is not in the calendar ({error})"
        raise ReportError(where, what, DATE_ADVICE) from error
    if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise ReportError(where, f"{name} {clip(value)} is no date of a news report", DATE_ADVICE)
    return value


def fail(error: Exception, *, id: str, **known: str | None) -> Failure:
    """What stands in a batch for a report that could not be read."""
    told = {"id": id, **known}
    return Failure(
        report={key: value and printable(value) for key, value in told.items()},
        error=printable(one_line(str(error))),
    )


def printable(words: str) -> str:
    """Words as Unicode can hold them: what the name of a file has beyond that is spelt out."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(words: str) -> str:
    """A message on one line, whatever it quotes."""
    return " ".join(words.split())


def clip(value: str) -> str:
    """A given value as a message may quote it: short, and on one line."""
    return repr(value if len(value) <= 60 else value[:57] + "...")


def _stated(value: str | None) -> str | None:
    """The value without the blanks around it; None for a blank one."""
    return (value or "").strip() or None
