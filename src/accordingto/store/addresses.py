"""Where a database is: a file, or a URL whose password is never shown."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from accordingto.errors import DeskError

URL_LIKE = re.compile(r"[a-z][a-z0-9+]+:(/|.*@)", re.IGNORECASE)
"""Of two letters and more, so that a drive of Windows is none."""
SECRET = re.compile("pass|secret|token", re.IGNORECASE)
UNNAMED = "the database URL"
"""A URL that cannot be taken apart is not shown: nobody knows where in it the password stands."""
WRITE = "Write it as postgresql+psycopg://user:password@host/database, or give the path of a file"
ASK = "Ask for permission to write to it and to its folder"
PLAIN = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def find_address(given: str | Path) -> URL:
    """The URL of a database; a plain path is an SQLite file.

    Raises:
        DeskError: For what is no URL of SQLite or of PostgreSQL by psycopg.
    """
    if isinstance(given, Path) or not URL_LIKE.match(given):
        return _file(str(given))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise DeskError(UNNAMED, "it is no URL of a database", WRITE) from error
    url = url.set(drivername=PLAIN.get(url.drivername, url.drivername))
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        what = f"{url.drivername!r} is no database that this program can use"
        raise DeskError(show_address(url), what, WRITE)
    return url


def show_address(url: URL) -> str:
    """A URL, or the path of a file, as it may be shown to anyone."""
    if url.drivername == "sqlite" and url.database:
        return url.database
    shown = {key: "***" if SECRET.search(key) else value for key, value in url.query.items()}
    return url.set(query=shown).render_as_string(hide_password=True)


def refuse_unwritable(url: URL) -> None:
    """Make sure that an SQLite file may be written to; SQLite itself says so late and variously.

    Raises:
        DeskError: When it or its folder may only be read.
    """
    path = url.database or ""
    if url.drivername != "sqlite" or not path or path.startswith((":", "file:")):
        return
    for part in (path, os.path.dirname(os.path.abspath(path))):
        if os.path.exists(part) and not os.access(part, os.W_OK):
            what = "it may only be read" if part == path else "its folder may only be read"
            raise DeskError(path, what, ASK)


def _file(path: str) -> URL:
    file = Path(path)
    if not path.strip() or "\0" in path:
        raise DeskError("the database", "no file is named", "Give the path of a file")
    if file.is_dir():
        raise DeskError(path, "it is a folder", "Name a file in it")
    if not file.absolute().parent.is_dir():
        what = "it cannot be made, because its folder is not there"
        raise DeskError(path, what, "Make the folder, or name another file")
    return URL.create("sqlite", database=path)
