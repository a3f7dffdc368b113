"""Sourced incident records from news reports: every figure, claim, date and place with the exact
words it rests on and who said it.

    >>> import accordingto
    >>> record = accordingto.read("Police said three men were killed in Riga on Friday.")
    >>> record.report.language
    'en'

`read` reads one report, `read_many` any number of them, `to_json` writes a record down, and `desk`
opens a desk that reports were added to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from accordingto.casework import Casework
    from accordingto.config import ReaderName
    from accordingto.errors import AccordingToError, PipelineError, ReaderError, ReportError
    from accordingto.model import Evidence, Failure, Record, Report

__all__ = [
    "AccordingToError",
    "Evidence",
    "Failure",
    "PipelineError",
    "ReaderError",
    "Record",
    "Report",
    "ReportError",
    "desk",
    "read",
    "read_many",
    "to_json",
]


def read(
    text: str,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
    language: str | None = None,
    reader: ReaderName = "trained",
    pipeline: str | None = None,
    max_chars: int | None = None,
) -> Record:
    """Read one report into its record.

    Args:
        text: The report's words, taken exactly as they are: evidence counts in them.
        published: When it was published. Without it "on Friday" stays a weekday.
        publisher: Who published it.
        title: Its headline, where that is no part of the text.
        url: Where it was published.
        id: What to call it; made from the text's hash when left out.
        language: Its language ("en"), which is told from the text when left out.
        reader: "trained" to read with the trained model and the rules together, "rules" to
            read with the rules alone.
        pipeline: An installed spaCy pipeline to use in place of the default one.
        max_chars: The longest text to read, in characters.

    Raises:
        ReportError: When the text cannot be read: empty, too long, not English, or given an
            impossible date.
        PipelineError: When the pipeline is not installed.
        ReaderError: When the trained reader's model is missing or damaged.

    Examples:
        >>> record = read("Two people were killed in Oslo, police said.", published="2024-03-22")
        >>> record.report.published
        '2024-03-22'
        >>> read("Two people were killed.", published="2024-02-30")
        Traceback (most recent call last):
            ...
        accordingto.errors.ReportError: text: published '2024-02-30' is not in the calendar \
(day is out of range for month). Write it as 2024-03-22 or 2024-03-22T20:15+03:00, or leave it out.
    """
    from accordingto.config import MAX_CHARS, PIPELINE, How
    from accordingto.flow import read_report
    from accordingto.ingest import make_report

    report = make_report(
        "text" if id is None else f"report {id!r}",
        text,
        id=id,
        title=title,
        publisher=publisher,
        url=url,
        published=published,
        language=language,
        max_chars=max_chars or MAX_CHARS,
    )
    return read_report(report, how=How(pipeline or PIPELINE, reader))


def read_many(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    jobs: int = 1,
    reader: ReaderName = "trained",
    pipeline: str | None = None,
    max_chars: int | None = None,
) -> Iterator[Record | Failure]:
    """Read any number of reports, one record each, in the same order and in constant memory.

    Args:
        reports: `Report`s, or mappings shaped like a line of JSON Lines: `id`, `title`,
            `published`, `publisher`, `url`, `text`, of which only `text` is required.
        jobs: How many processes read. With more than one, a program of your own needs the usual
            `if __name__ == "__main__":` guard.
        reader, pipeline: As for `read`.
        max_chars: As for `read`.

    Yields:
        A record, or for a report that cannot be read a `Failure` whose `error` says why.

    Raises:
        PipelineError: When the pipeline is not installed.
        ReaderError: When the trained reader's model is missing or damaged.

    Examples:
        >>> from accordingto import Failure
        >>> reports = [{"id": "a", "text": "Police said two people were killed."}, {"id": "b"}]
        >>> for result in read_many(reports):
        ...     print(result.error if isinstance(result, Failure) else result.report.id)
        a
        report 2: it has no text. Its fields are id, title, published, publisher, url and text, \
of which only text is required.
    """
    from accordingto.config import MAX_CHARS, PIPELINE, How
    from accordingto.ingest import Given, take_reports
    from accordingto.scale import read_in_order

    found = take_reports(reports, Given(max_chars=max_chars or MAX_CHARS))
    return read_in_order(found, jobs=jobs, how=How(pipeline or PIPELINE, reader))


def desk(url: str | Path) -> Casework:
    """Open a desk that reports were added to, to read dossiers, codings and tables from it.

    Args:
        url: The SQLite file, or the URL of a PostgreSQL database.

    Raises:
        DeskError: When there is no desk, or it cannot be used.

    Examples:
        >>> with desk("accordingto.sqlite") as casework:  # doctest: +SKIP
        ...     casework.figures(3)[["giver", "low", "high", "standing"]]
        ...     casework.code(3, "gtd").says
    """
    from accordingto.casework import open_casework

    return open_casework(url)


def to_json(record: Record | Failure, *, text: bool = True, indent: int | None = None) -> str:
    """A record as JSON.

    Args:
        record: What `read` or `read_many` gave.
        text: Whether the report's text is written with it; evidence always is.
        indent: Blanks to indent by; None puts it all on one line.

    Examples:
        >>> to_json(read("Two people were killed.", id="a"), text=False)[:47]
        '{"schema":"accordingto/record/1","report":{"id"'
    """
    from accordingto import export

    return export.to_json(record, text=text, indent=indent)


def __getattr__(name: str) -> Any:
    """The classes, loaded when first asked for, so that importing this package stays quick."""
    if name in ("Evidence", "Failure", "Record", "Report"):
        from accordingto import model as home
    elif name in ("AccordingToError", "PipelineError", "ReaderError", "ReportError"):
        from accordingto import errors as home  # type: ignore[no-redef]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(home, name)
