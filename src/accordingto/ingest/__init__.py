"""Stage 1: files, pages, JSON lines, standard input -> reports, checked and otherwise untouched;
records that were written before -> records.

What cannot be read becomes a `Failure` that says where, what and what to do, so that a batch
goes on and loses nothing.
"""

from __future__ import annotations

from accordingto.ingest.files import count_reports, open_files
from accordingto.ingest.jsonl import take_report, take_reports
from accordingto.ingest.records import open_records
from accordingto.ingest.reports import Given, Kind, check_date, fail, make_report

__all__ = [
    "Given",
    "Kind",
    "check_date",
    "count_reports",
    "fail",
    "make_report",
    "open_files",
    "open_records",
    "take_report",
    "take_reports",
]
