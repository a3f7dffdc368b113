"""Connections and transactions: the little in which SQLite and PostgreSQL differ."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from accordingto.errors import DeskError
from accordingto.store.addresses import show_address

WRITES = "accordingto_writes"
LOCK = 0x6163636F7264696E
"""What those who write to one PostgreSQL database take turns by: any number of our own."""
CACHE_KIB = 64 * 1024
PAUSE = 0.05
CONNECT_SECONDS = 10
"""How long a PostgreSQL server may take to answer."""


def make_engine(url: URL, wait: float) -> Engine:
    """An engine for a database; `wait` is how long others may keep it locked, in seconds.

    Raises:
        DeskError: When psycopg is not installed.
    """
    if url.drivername == "sqlite":
        engine = create_engine(url, connect_args={"timeout": wait}, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    settings = {
        "lock_timeout": int(wait * 1000),
        "client_encoding": "UTF8",
        # Looking for neighbours takes longer to plan than to do, and the plan is always the same.
        "plan_cache_mode": "force_generic_plan",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    arguments = {"options": options, "connect_timeout": CONNECT_SECONDS}
    try:
        return create_engine(url, connect_args=arguments, hide_parameters=True)
    except ModuleNotFoundError as error:
        what, advice = "psycopg is not installed", "Run: pip install 'accordingto[postgresql]'"
        raise DeskError(show_address(url), what, advice) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the database as it is at its start, whatever others write."""
    options = {"isolation_level": "REPEATABLE READ"} if _has_server(engine) else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that alone writes, kept whole or not at all."""
    options = {WRITES: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if _has_server(engine):
            # The first thing asked: all that follows sees what the one before has written.
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def keep_beside(engine: Engine, wait: float) -> None:
    """Put an SQLite file into WAL mode, so that reading goes on while somebody writes.

    SQLite does not wait for others here, so this asks again until `wait` seconds are over.
    """
    until = time.monotonic() + wait
    while not _has_server(engine):
        try:
            with engine.connect() as connection:
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA journal_mode=WAL")
            return
        except engine.dialect.loaded_dbapi.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise DBAPIError("PRAGMA journal_mode", None, error) from error
        time.sleep(PAUSE)


def _has_server(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _set_up_sqlite(raw: Any, _record: Any) -> None:
    # Python's own handling of transactions begins them too late to take turns by.
    raw.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        # What was added is there after a power cut, too.
        "synchronous=FULL",
        f"cache_size=-{CACHE_KIB}",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    # One who reads first and writes then would fail when another wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
