"""Who is asking, and what they may do.

A desk without users is open to whoever sits at its machine, and served to no other. One with users
lets nobody in without a session (a browser's cookie) or a token (`Authorization: Bearer ...`).
Readers look, reviewers decide, admins also forget reports.

Source:
    OWASP cheat sheets on passwords (Argon2id), sessions and authentication.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends, Request

from accordingto.store import Desk, Role, User

COOKIE = "desk"
LEAST = 12
"""Characters that a password has at least."""
RANKS: dict[Role, int] = {"reader": 0, "reviewer": 1, "admin": 2}
LOOKS = frozenset({"GET", "HEAD"})


class NotIn(Exception):
    """Nobody is logged in."""


class NotAllowed(Exception):
    """Whoever is logged in may not do this."""


def hash_password(password: str) -> str:
    """The hash of a password that is kept in its place (Argon2id)."""
    return _hasher().hash(password)


def check_password(password: str, held: str | None) -> bool:
    """Whether a password has this hash; takes as long where there is none."""
    try:
        return _hasher().verify(held or _nobodys(), password) and held is not None
    except (VerificationError, InvalidHashError):
        return False


def find_user(request: Request) -> User:
    """Who is asking.

    Raises:
        NotIn: When nobody is logged in.
    """
    desk: Desk = request.app.state.desk
    if request.app.state.open:
        return User(id=0, name=request.app.state.who, role="admin", added="")
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    secret = token if kind.lower() == "bearer" else request.cookies.get(COOKIE, "")
    user = desk.people.whose(secret) if secret else None
    if user is None:
        raise NotIn
    return user


def find_desk(request: Request) -> Desk:
    """The desk, on whose log whoever asks stands.

    Raises:
        NotIn: When nobody is logged in.
        NotAllowed: When a reader would decide something.
    """
    user = find_user(request)
    if request.method not in LOOKS:
        require(user, "reviewer")
    desk: Desk = request.app.state.desk
    return desk.acting_for(user.name)


def find_desk_of_admin(request: Request) -> Desk:
    """The desk, for what cannot be taken back."""
    require(find_user(request), "admin")
    return find_desk(request)


def require(user: User, role: Role) -> None:
    """Make sure that a user may do what a role may.

    Raises:
        NotAllowed: When not.
    """
    if RANKS[user.role] < RANKS[role]:
        raise NotAllowed(f"{user.name} is a {user.role}: this is for a {role}.")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash that is no user's, so that unknown names take as long to refuse."""
    return hash_password("nobody's password")


TheDesk = Annotated[Desk, Depends(find_desk)]
AdminsDesk = Annotated[Desk, Depends(find_desk_of_admin)]
TheUser = Annotated[User, Depends(find_user)]
