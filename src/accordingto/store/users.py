"""Who may use the desk over the network: names, roles, sessions, tokens; never a secret itself.

Passwords come hashed from whoever checks them; of sessions and tokens only a hash is kept, so that
a copy of the database lets nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import get_args

from sqlalchemy import delete, func, select, update

from accordingto.errors import DeskError, NotThere
from accordingto.store.schema import passes, tries, users
from accordingto.store.turns import Turn
from accordingto.store.values import Role, User

ROLES: tuple[Role, ...] = get_args(Role)
SESSION = timedelta(hours=12)
"""How long a browser stays logged in."""
TRIES, WHILE = 5, timedelta(minutes=10)
"""Failed tries after which one has to wait, and how long they count."""
LONGEST = 100


def add_user(turn: Turn, name: str, role: Role, password: str) -> User:
    """Add a user, or one who was removed again, with the hash of a password."""
    if not name.strip() or len(name) > LONGEST or name != name.strip() or not name.isprintable():
        raise DeskError(f"user {name!r}", "it is no name", "Give one of up to 100 characters")
    row = turn.connection.execute(select(users).where(users.c.name == name)).first()
    if row is not None and row.gone_at is None:
        raise DeskError(f"user {name!r}", "there is one already", "Name another")
    values = {"role": role, "password": password, "added_at": turn.at, "gone_at": None}
    if row is None:
        turn.connection.execute(users.insert(), {"name": name, **values})
    else:
        turn.connection.execute(update(users).where(users.c.id == row.id).values(**values))
    turn.note("user added", name=name, role=role)
    return find_user(turn, name)


def remove_user(turn: Turn, name: str) -> None:
    """Let a user in no more; what they decided stays theirs."""
    user = find_user(turn, name)
    turn.connection.execute(delete(passes).where(passes.c.user == user.id))
    gone = update(users).where(users.c.id == user.id)
    turn.connection.execute(gone.values(gone_at=turn.at, password=None))
    turn.note("user removed", name=name)


def change_password(turn: Turn, name: str, password: str) -> None:
    """Another password, by its hash; all sessions end, tokens stay."""
    user = find_user(turn, name)
    turn.connection.execute(update(users).where(users.c.id == user.id).values(password=password))
    ended = delete(passes).where(passes.c.user == user.id, passes.c.until.is_not(None))
    turn.connection.execute(ended)
    turn.note("password changed", name=name)


def list_users(turn: Turn) -> list[User]:
    """Those who may use the desk, by name."""
    query = select(users).where(users.c.gone_at.is_(None)).order_by(users.c.name)
    return [_user(row) for row in turn.connection.execute(query)]


def find_user(turn: Turn, name: str) -> User:
    """A user by name.

    Raises:
        NotThere: When there is none.
    """
    query = select(users).where(users.c.name == name, users.c.gone_at.is_(None))
    row = turn.connection.execute(query).first()
    if row is None:
        raise NotThere(f"user {name!r}", "there is no such user", "See: accordingto users list")
    return _user(row)


def find_password(turn: Turn, name: str) -> str | None:
    """The hash of a user's password; None where there is no such user."""
    query = select(users.c.password).where(users.c.name == name, users.c.gone_at.is_(None))
    return turn.connection.execute(query).scalar()


def give_pass(turn: Turn, name: str, *, token: str | None = None) -> str:
    """A new secret that lets a user in: a session of a browser, or a token of that name.

    It is told this once; only its hash is kept.
    """
    user = find_user(turn, name)
    secret = secrets.token_urlsafe(32)
    row = {
        "digest": _digest(secret),
        "user": user.id,
        "name": token,
        "made_at": turn.at,
        "until": None if token else _later(SESSION),
    }
    turn.connection.execute(passes.insert(), row)
    if token:
        turn.note("token made", name=name, token=token)
    return secret


def take_pass(turn: Turn, secret: str) -> None:
    """A secret lets nobody in any more."""
    turn.connection.execute(delete(passes).where(passes.c.digest == _digest(secret)))


def check_pass(turn: Turn, secret: str) -> User | None:
    """Whom a secret lets in; None for one that is wrong or over."""
    query = (
        select(users, passes.c.until)
        .join(passes, passes.c.user == users.c.id)
        .where(passes.c.digest == _digest(secret), users.c.gone_at.is_(None))
    )
    row = turn.connection.execute(query).first()
    if row is None or (row.until is not None and row.until < turn.at):
        return None
    return _user(row)


def may_try(turn: Turn, who: str) -> bool:
    """Whether somebody may try to log in now, or has failed too often."""
    since = _later(-WHILE)
    query = select(func.count()).select_from(tries)
    failed = turn.connection.execute(query.where(tries.c.who == _digest(who), tries.c.at > since))
    return int(failed.scalar_one()) < TRIES


def note_failure(turn: Turn, who: str) -> None:
    """Remember a failed try; old ones are forgotten."""
    turn.connection.execute(delete(tries).where(tries.c.at <= _later(-WHILE)))
    turn.connection.execute(tries.insert(), {"who": _digest(who), "at": turn.at})


def _user(row: object) -> User:
    return User(id=row.id, name=row.name, role=row.role, added=row.added_at)  # type: ignore[attr-defined]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _later(by: timedelta) -> str:
    return (datetime.now(UTC) + by).strftime("%Y-%m-%dT%H:%M:%SZ")
