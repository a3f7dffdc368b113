"""Tables with typed columns: Parquet files, and frames for pandas and polars.

The libraries are extras (`pip install 'accordingto[tables]'`) and loaded when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from accordingto.errors import ExportError
from accordingto.export.tidy import TABLES, Column, ColumnKind, Row, TableName

FrameKind = Literal["pandas", "polars"]
GROUP = 10_000
"""Rows held in memory before they are written."""
PANDAS: dict[ColumnKind, str] = {
    "text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean",
    "date": "datetime64[s]",
}  # fmt: skip
"""The types of columns in pandas; each has room for what is not known."""


def write_parquet(path: Path, table: TableName, rows: Iterable[Row]) -> int:
    """Write a table as a Parquet file, some thousand rows at a time; gives the number of rows.

    Each column's meaning is kept in the file's schema.

    Raises:
        ExportError: When pyarrow is not installed.
    """
    arrow, parquet = load("pyarrow", "Parquet"), load("pyarrow.parquet", "Parquet")
    schema = _arrow_schema(arrow, TABLES[table])
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in _batches(rows):
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def make_frame(table: TableName, rows: Iterable[Row], kind: FrameKind = "pandas") -> Any:
    """A table as a frame with typed columns, also where it has no rows.

    Raises:
        ExportError: When the library is not installed.
    """
    if kind == "polars":
        return _polars_frame(table, rows)
    pandas = load("pandas", "frames")
    held = list(rows)
    return pandas.DataFrame(
        {
            column.name: pandas.Series(
                [row[column.name] for row in held], dtype=PANDAS[column.kind]
            )
            for column in TABLES[table]
        }
    )


def load(name: str, what: str) -> Any:
    """A library of the extra `tables`.

    Raises:
        ExportError: When it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        advice = "Install it: pip install 'accordingto[tables]'"
        raise ExportError(what, f"{name} is not installed", advice) from error


def _polars_frame(table: TableName, rows: Iterable[Row]) -> Any:
    polars = load("polars", "frames")
    kinds = {
        "text": polars.String, "integer": polars.Int64, "number": polars.Float64,
        "boolean": polars.Boolean, "date": polars.Date,
    }  # fmt: skip
    schema = {column.name: kinds[column.kind] for column in TABLES[table]}
    return polars.DataFrame(list(rows), schema=schema, orient="row")


def _arrow_schema(arrow: Any, columns: Sequence[Column]) -> Any:
    kinds = {
        "text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(),
        "boolean": arrow.bool_(), "date": arrow.date32(),
    }  # fmt: skip
    return arrow.schema(
        arrow.field(column.name, kinds[column.kind], metadata={"meaning": column.meaning})
        for column in columns
    )


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while batch := list(islice(rest, GROUP)):
        yield batch
