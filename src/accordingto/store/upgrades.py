"""Bring a database to the newest revision by the migrations that come with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from accordingto.errors import DeskError
from accordingto.store.engines import keep_beside, reading, writing
from accordingto.store.schema import REVISION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(engine: Engine, where: str, wait: float) -> None:
    """Make a new database, bring an older one up to date, and refuse others.

    Raises:
        DeskError: For a database of a newer version or of another program.
    """
    with reading(engine) as connection:
        if find_revision(connection) == REVISION:
            return
        _refuse_others(connection, where)
    keep_beside(engine, wait)
    with writing(engine) as connection:
        # Another process may have done it since; then there is nothing left to do.
        _refuse_others(connection, where)
        upgrade(connection)


def find_revision(connection: Connection) -> str | None:
    """The revision of a database; None for one that has none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that are missing, in the transaction of this connection."""
    # Loaded here: a database that is up to date does not need it, and it takes its time.
    from alembic import command

    command.upgrade(_config(connection), revision)


def known_revisions() -> set[str]:
    """All revisions that this version knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _refuse_others(connection: Connection, where: str) -> None:
    revision = find_revision(connection)
    if revision is None:
        _refuse_foreign(connection, where)
    elif revision not in known_revisions():
        what = f"it was made by a newer version of this program (its revision is {revision})"
        advice = "Install the newest version: pip install --upgrade accordingto"
        raise DeskError(where, what, advice)


def _refuse_foreign(connection: Connection, where: str) -> None:
    """A file with any tables is another program's; a server may hold those of several."""
    there = set(inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        _refuse_encoding(connection, where)
        there &= metadata.tables.keys()
    if there:
        what = f"it is a database of another program (it has a table {min(there)!r})"
        raise DeskError(where, what, "Name a database that this program made, or a new one")


def _refuse_encoding(connection: Connection, where: str) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        advice = "Make one with: CREATE DATABASE name TEMPLATE template0 ENCODING 'UTF8'"
        raise DeskError(where, f"its encoding is {encoding}, not UTF8", advice)
