"""The whole data flow on one page: report -> annotations -> record."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from accordingto.annotate import annotate_reports, describe_models, load_models, make_legible
from accordingto.assemble import assemble_record, point_back
from accordingto.config import How
from accordingto.errors import (
    AccordingToError,
    EvidenceMismatch,
    GazetteerError,
    ReportError,
)
from accordingto.gazetteer import gazetteer_file, open_gazetteer
from accordingto.model import Failure, MadeBy, Record, Report

log = logging.getLogger("accordingto")

DEFAULT = How()
BATCH_REPORTS = 16
BATCH_CHARS = 200_000


def read_report(report: Report, *, how: How = DEFAULT) -> Record:
    """Read one report into its record."""
    return next(read_together([report], how))


def read_reports(
    reports: Iterable[Report | Failure], *, how: How = DEFAULT
) -> Iterator[Record | Failure]:
    """Read reports into records, one each, in the same order, in constant memory.

    A report that cannot be read comes out as a `Failure` in its place; one that comes in goes
    through.
    """
    for batch in make_batches(reports):
        yield from read_batch(batch, how)


def read_batch(batch: Sequence[Report | Failure], how: How = DEFAULT) -> list[Record | Failure]:
    """Read a few reports at once; whatever goes wrong in one is that one's failure alone.

    Raises:
        AccordingToError: For what would go wrong in every report: the pipeline, the trained
            reader, a word list, the gazetteer.
    """
    load_models(how)
    prepare_gazetteer()
    done = _read_each([item for item in batch if isinstance(item, Report)], how)
    return [item if isinstance(item, Failure) else next(done) for item in batch]


def read_together(reports: Iterable[Report], how: How) -> Iterator[Record]:
    """Read reports, parsed in batches; the first one that goes wrong ends it."""
    made_by = describe_program(how)
    kept: list[tuple[Report, Report]] = []

    def remember() -> Iterator[Report]:
        for report in reports:
            legible = make_legible(report, how)
            kept.append((report, legible))
            yield legible

    for found in annotate_reports(remember(), how):
        report, legible = kept.pop(0)
        record = assemble_record(legible, found, made_by)
        yield record if legible is report else point_back(record, report)


def make_batches(
    reports: Iterable[Report | Failure], most: int = BATCH_REPORTS
) -> Iterator[list[Report | Failure]]:
    """Reports a few at a time: bounded in number and in length."""
    batch: list[Report | Failure] = []
    chars = 0
    for item in reports:
        batch.append(item)
        chars += len(item.text) if isinstance(item, Report) else 0
        if len(batch) >= most or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def describe_program(how: How) -> MadeBy:
    """What makes the records."""
    return MadeBy(
        version=version("accordingto"), pipeline=how.pipeline, models=describe_models(how)
    )


def prepare_gazetteer() -> Path:
    """Make sure there is a gazetteer that opens, building it the first time; give its file.

    Raises:
        GazetteerError: When it cannot be built or opened.
    """
    file = gazetteer_file()
    try:
        open_gazetteer()
    except Exception as error:  # whatever a full disk or a broken file makes SQLite raise
        advice = "Remove the file if it is there, or name another in ACCORDINGTO_GAZETTEER"
        what = f"it cannot be built or opened ({error})"
        raise GazetteerError(str(file), what, advice) from error
    return file


def _read_each(reports: Sequence[Report], how: How) -> Iterator[Record | Failure]:
    done = 0
    try:
        for record in read_together(reports, how):
            yield record
            done += 1
    except Exception as error:
        _stop_for_all(error)
        # One of those parsed together went wrong: go on with each on its own.
        for report in reports[done:]:
            yield _read_alone(report, how)


def _read_alone(report: Report, how: How) -> Record | Failure:
    try:
        return read_report(report, how=how)
    except Exception as error:
        _stop_for_all(error)
        log.debug("report %r", report.id, exc_info=True)
        return fail_report(report, f"reading it went wrong ({type(error).__name__}: {error})")


def fail_report(report: Report | Failure, what: str) -> Failure:
    """The failure of a report that came in sound: a bug, which its reader should hear of."""
    if isinstance(report, Failure):
        return report
    error = ReportError(f"report {report.id!r}", what, "Please tell the makers of this program")
    known = ("title", "publisher", "url", "published")
    return Failure(
        report={"id": report.id, **{key: getattr(report, key) for key in known}},
        error=" ".join(str(error).split()),
    )


def _stop_for_all(error: Exception) -> None:
    if isinstance(error, AccordingToError) and not isinstance(
        error, ReportError | EvidenceMismatch
    ):
        raise error
