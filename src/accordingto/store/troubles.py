"""What a database complains of, as one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from accordingto.errors import DeskError
from accordingto.store.addresses import ASK

LOCKED = "another program has kept it locked for {wait:g} seconds"
RULES = (
    (("database is locked", "database table is locked", "lock timeout"), LOCKED,
     "Wait until it has finished, and try again"),
    (("readonly", "read-only"), "it may only be read", ASK),
    (("file is not a database", "file is encrypted"), "it is no SQLite database",
     "Name the file that the program made, or a new one"),
    (("unable to open database file",), "it cannot be opened",
     "Check its name, and whether you may write to it and to its folder"),
    (("malformed", "corrupt"), "it is damaged", "Go back to a copy of it"),
    (("is full", "no space left"), "the disk is full", "Make room, and try again"),
    (("password authentication failed", "no password supplied"),
     "the server does not accept this user and password", "Check both in the URL"),
    (("does not exist",), "the server knows no such database or user", "Check both in the URL"),
    (("permission denied",), "this user may not write to it",
     "Ask the owner of the database for permission"),
)  # fmt: skip
"""What the complaint holds, what is wrong, what to do; the first that fits."""
CONNECT = (
    "connection", "could not translate", "could not connect", "timeout expired", "getaddrinfo",
    "name or service", "resolve host", "terminating",
)  # fmt: skip


@contextmanager
def explained(where: str, wait: float) -> Iterator[None]:
    """Turn what a database complains of into a `DeskError`; `wait` is in seconds."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error, where, wait) from error


def explain(error: DBAPIError, where: str, wait: float) -> DeskError:
    """One line for an error of a database."""
    said = " ".join(str(error.orig).split())
    for signs, what, advice in RULES:
        if any(sign in said.lower() for sign in signs):
            return DeskError(where, what.format(wait=wait), advice)
    if any(sign in said.lower() for sign in CONNECT):
        advice = "Check that it runs, and the host and the port in the URL"
        return DeskError(where, "the database server cannot be reached", advice)
    return DeskError(where, f"the database says: {said.rstrip('.')}", "Check the database")
