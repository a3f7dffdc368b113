"""A desk's incidents as files of other programs, each with a report of what the file cannot hold.

One incident that goes wrong stops nothing: the others are written, and it is listed.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TextIO, TypeVar

import msgspec

from accordingto.codebooks import code_lines, find_rules
from accordingto.config import FormatName
from accordingto.errors import ExportError
from accordingto.export import to_json_line
from accordingto.export.cells import write_csv
from accordingto.export.columnar import load, write_parquet
from accordingto.export.features import make_feature
from accordingto.export.labelstudio import labelling_config, make_task
from accordingto.export.tidy import TABLES, Row, TableName, dictionary, table_rows
from accordingto.export.webannotation import annotate, write_collection
from accordingto.model.coding import Case, CodedValue
from accordingto.model.losses import IncidentLoss, LossReport, Written

log = logging.getLogger("accordingto")
Item = TypeVar("Item")


@dataclass(slots=True)
class Job:
    """One export: where to, how, and what has become of the incidents so far."""

    format: Format
    output: Path
    policy: Mapping[str, str]
    bom: bool = False
    covered_only: bool = False
    done: list[IncidentLoss] = field(default_factory=list)
    ours: dict[str, None] = field(default_factory=dict)

    def note(self, case: Case, rows: int, lost: Iterable[str] = (), why: str | None = None) -> None:
        """Say that an incident was written."""
        self._keep(case, "written", rows, why, tuple(lost))

    def refuse(self, case: Case, why: str) -> None:
        """Say that the format does not cover an incident."""
        self._keep(case, "refused", 0, why)

    def fail(self, case: Case, error: Exception) -> None:
        """Say that writing an incident went wrong."""
        log.debug("incident %s", case.dossier.number, exc_info=error)
        why = f"Writing it went wrong ({type(error).__name__}: {error})."
        self._keep(case, "failed", 0, why)

    def _keep(
        self, case: Case, state: Written, rows: int, why: str | None, lost: tuple[str, ...] = ()
    ) -> None:
        number, label = case.dossier.number, case.dossier.label
        self.done.append(
            IncidentLoss(incident=number, label=label, state=state, rows=rows, why=why, lost=lost)
        )


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: Its name.
        about: What it is.
        write: Writes the incidents, and notes in the job what becomes of each.
        folder: Whether it is a folder of files.
        rules: The rule set that codes the incidents for it.
        always: What it loses of every incident.
    """

    name: FormatName
    about: str
    write: Callable[[Iterable[Case], Job], None]
    folder: bool = False
    rules: str | None = None
    always: tuple[str, ...] = ()


def export_cases(
    cases: Iterable[Case],
    format_: FormatName,
    output: Path,
    *,
    policy: Mapping[str, str] | None = None,
    force: bool = False,
    bom: bool = False,
    covered_only: bool = False,
) -> LossReport:
    """Write incidents in a format, and beside it `OUT.loss.json`.

    Args:
        cases: The incidents.
        format_: One of `FORMATS`.
        output: The file, or for tables the folder, to write.
        policy: Options of the codebook's rules.
        force: Whether to replace what is there.
        bom: Whether CSV begins with a byte order mark, for spreadsheets that guess.
        covered_only: Whether to refuse incidents of which reports do not settle that the codebook
            covers them.

    Raises:
        ExportError: When the output is there already, or a library that writes it is missing.
        RuleError: For an option that there is not.
    """
    chosen = FORMATS[format_]
    rules = find_rules(chosen.rules) if chosen.rules else None
    settled = rules.policy(policy or {}) if rules else {}
    if format_ == "parquet":
        load("pyarrow.parquet", "Parquet")
    job = Job(chosen, output, settled, bom=bom, covered_only=covered_only)
    beside = output.with_name(f"{output.name}.loss.json")
    refuse_existing((output, beside), force=force)
    with replacing(output, folder=chosen.folder) as part:
        job.output = part
        chosen.write(cases, job)
    report = LossReport(
        format=chosen.name,
        source=rules.source if rules else chosen.about,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        version=version("accordingto"),
        policy=dict(settled),
        ours=tuple(job.ours),
        always=chosen.always,
        incidents=tuple(job.done),
    )
    beside.write_text(to_json_line(report), "utf-8")
    return report


def refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    """Keep an export from replacing what is there."""
    there = [path for path in paths if path.exists()]
    if there and not force:
        raise ExportError(str(there[0]), "it is there already", "Name another, or add --force")


@contextmanager
def replacing(output: Path, *, folder: bool) -> Iterator[Path]:
    """A place to write to that takes the output's place once all is written."""
    part = output.with_name(f".{output.name}.part")
    _remove(part)
    if folder:
        part.mkdir(parents=True)
    try:
        yield part
        _remove(output)
        os.replace(part, output)
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def each_sound(
    cases: Iterable[Case], job: Job, make: Callable[[Case], Iterable[Item]]
) -> Iterator[Item]:
    """What is made of every incident, all of one or nothing; one that goes wrong is listed."""
    for case in cases:
        try:
            made = list(make(case))
        except Exception as error:
            job.fail(case, error)
        else:
            yield from made


def write_coded(cases: Iterable[Case], job: Job) -> None:
    """Incidents coded by a rule set, as CSV under the project's own header."""
    rules = find_rules(job.format.rules or "")
    header = rules.header(job.policy)
    taken: set[CodedValue] = set()

    def make(case: Case) -> Iterator[dict[str, CodedValue]]:
        coding = rules.code(case, job.policy)
        job.ours |= dict.fromkeys(coding.ours)
        if coding.scope == "out" or (coding.scope == "open" and job.covered_only):
            job.refuse(case, coding.because)
            return
        for row in coding.rows:
            values = {cell.column: cell.value for cell in row}
            yield _tell_apart(values, header[0], taken)
        why = f"open: {coding.because}" if coding.scope == "open" else None
        job.note(case, len(coding.rows), coding.lost, why)

    with _open_text(job) as out:
        write_csv(out, header, each_sound(cases, job, make))


def write_muc4(cases: Iterable[Case], job: Job) -> None:
    """The MUC-4 templates of every report, a line each."""

    done: set[str] = set()

    def make(case: Case) -> Iterator[str]:
        records = [case.records[report.key] for report in case.dossier.reports]
        new = [record for record in records if record.report.sha256 not in done]
        done.update(record.report.sha256 for record in new)  # one may tell of two incidents
        yield from code_lines(new, "muc4")
        job.note(case, len(new))

    _write_lines(each_sound(cases, job, make), job)


def write_dossiers(cases: Iterable[Case], job: Job) -> None:
    """Dossiers, a line each; nothing is lost."""

    def make(case: Case) -> Iterator[str]:
        yield to_json_line(case.dossier)
        job.note(case, 1)

    _write_lines(each_sound(cases, job, make), job)


def _write_lines(lines: Iterable[str], job: Job) -> None:
    with _open_text(job) as out:
        out.writelines(lines)


def _open_text(job: Job) -> TextIO:
    return job.output.open("w", encoding="utf-8-sig" if job.bom else "utf-8", newline="")


def _tell_apart(
    values: dict[str, CodedValue], column: str, taken: set[CodedValue]
) -> dict[str, CodedValue]:
    """Give a row another number where its own is taken: `eventid` has four digits for a day."""
    own = values[column]
    while isinstance(own, int) and own in taken:
        own += 1
    taken.add(own)
    return {**values, column: own}


def write_tables(cases: Iterable[Case], job: Job) -> None:
    """The tidy tables as CSV files in a folder, with the data dictionary."""
    held = _gather_tables(cases, job)
    for table, columns in TABLES.items():
        with _open_in(job, f"{table}.csv") as out:
            write_csv(out, [column.name for column in columns], held[table])
    with _open_in(job, "dictionary.csv") as out:
        write_csv(out, ("table", "column", "kind", "meaning"), dictionary())


def write_parquets(cases: Iterable[Case], job: Job) -> None:
    """The tidy tables as Parquet files in a folder, with the data dictionary as CSV."""
    held = _gather_tables(cases, job)
    for table in TABLES:
        write_parquet(job.output / f"{table}.parquet", table, held[table])
    with _open_in(job, "dictionary.csv") as out:
        write_csv(out, ("table", "column", "kind", "meaning"), dictionary())


def _gather_tables(cases: Iterable[Case], job: Job) -> dict[TableName, list[Row]]:
    held: dict[TableName, list[Row]] = {table: [] for table in TABLES}

    def make(case: Case) -> Iterator[tuple[TableName, Row]]:
        rows = [(table, row) for table in TABLES for row in table_rows(table, case)]
        yield from rows
        job.note(case, len(rows))

    for table, row in each_sound(cases, job, make):
        held[table].append(row)
    return held


def write_annotations(cases: Iterable[Case], job: Job) -> None:
    """Every evidence of every report, once, as W3C Web Annotations."""
    done: set[str] = set()

    def make(case: Case) -> Iterator[dict[str, object]]:
        count = 0
        for report in case.dossier.reports:
            record = case.records[report.key]
            if record.report.sha256 in done:
                continue  # a report that tells of two incidents
            done.add(record.report.sha256)
            for annotation in annotate(record):
                count += 1
                yield annotation
        job.note(case, count)

    with _open_text(job) as out:
        out.writelines(write_collection(each_sound(cases, job, make), "annotations"))


def write_tasks(cases: Iterable[Case], job: Job) -> None:
    """Reports as tasks of Label Studio, and the labelling interface they are made for."""
    done: set[str] = set()

    def make(case: Case) -> Iterator[str]:
        names = {r.key: r.name for r in case.dossier.reports if r.main and r.name not in done}
        tasks = [make_task(case.records[key], name) for key, name in names.items()]
        yield from (msgspec.json.encode(task).decode() for task in tasks if task)
        done.update(names.values())
        bare = sum(task is None for task in tasks)
        lost = (f"{bare} reports whose text was not kept",) if bare else ()
        job.note(case, len(tasks) - bare, lost)

    with (job.output / "tasks.json").open("w", encoding="utf-8") as out:
        out.writelines(_listed("[\n", each_sound(cases, job, make), "\n]\n"))
    (job.output / "labels.xml").write_text(labelling_config(), "utf-8")


def write_map(cases: Iterable[Case], job: Job) -> None:
    """Incidents as a GeoJSON collection."""

    def make(case: Case) -> Iterator[str]:
        feature = make_feature(case)
        lost = () if feature["geometry"] else ("where it was: no place with coordinates is known",)
        yield msgspec.json.encode(feature).decode()
        job.note(case, 1, lost)

    with _open_text(job) as out:
        head = '{"type":"FeatureCollection","features":[\n'
        out.writelines(_listed(head, each_sound(cases, job, make), "\n]}\n"))


def _listed(head: str, items: Iterable[str], tail: str) -> Iterator[str]:
    """Items of a JSON array, each on its own line."""
    yield head
    for number, item in enumerate(items):
        yield ("" if number == 0 else ",\n") + item
    yield tail


def _open_in(job: Job, name: str) -> TextIO:
    encoding = "utf-8-sig" if job.bom else "utf-8"
    return (job.output / name).open("w", encoding=encoding, newline="")


DETAIL = "the exact words and who said them, which the record and the dossier hold"
FORMATS: dict[FormatName, Format] = {
    each.name: each
    for each in (
        Format("gtd", "GTD's file", write_coded, rules="gtd-2017-06", always=(DETAIL,)),
        Format("ucdp", "UCDP GED's file", write_coded, rules="ucdp-ged-23.1", always=(DETAIL,)),
        Format("acled", "ACLED's file", write_coded, rules="acled-2021-01", always=(DETAIL,)),
        Format("ibc", "IBC's file", write_coded, rules="ibc", always=(DETAIL,)),
        Format("airwars", "Airwars' grading", write_coded, rules="airwars", always=(DETAIL,)),
        Format("aoav", "AOAV's counts", write_coded, rules="aoav", always=(DETAIL,)),
        Format(
            "muc4", "MUC-4 templates of each report", write_muc4,
            always=(DETAIL, "all that reports say together: a template is of one report"),
        ),
        Format(
            "csv", "Tidy tables as CSV", write_tables, folder=True,
            always=("timelines, warnings, responses, footage and what is not known",),
        ),
        Format(
            "parquet", "Tidy tables as Parquet", write_parquets, folder=True,
            always=("timelines, warnings, responses, footage and what is not known",),
        ),
        Format("jsonl", "Dossiers, one a line", write_dossiers),
        Format(
            "webannotation", "W3C Web Annotations of every evidence", write_annotations,
            always=("dossiers: an annotation is of one report",),
        ),
        Format(
            "label-studio", "Tasks of Label Studio with predictions", write_tasks, folder=True,
            always=("dossiers, and all but the figures and perpetrators of main incidents",),
        ),
        Format("geojson", "Incidents on a map (RFC 7946)", write_map, always=(DETAIL,)),
    )
}  # fmt: skip
