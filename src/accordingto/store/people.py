"""Who may use the desk over the network, each change one transaction."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from accordingto.errors import DeskError
from accordingto.store import users
from accordingto.store.turns import Turn
from accordingto.store.values import Role, User

Turns = Callable[[], AbstractContextManager[Turn]]


class People:
    """The users of a desk; reached by `Desk.people`.

    All methods raise `DeskError` when the database cannot be used, or has no such user.
    """

    def __init__(self, read: Turns, write: Turns) -> None:
        self._read, self._write = read, write

    def add(self, name: str, role: Role, password: str) -> User:
        """Let somebody use the desk over the network; `password` is its hash."""
        with self._write() as turn:
            return users.add_user(turn, name, role, password)

    def remove(self, name: str) -> None:
        """Let somebody in no more; what they decided stays theirs."""
        with self._write() as turn:
            users.remove_user(turn, name)

    def change_password(self, name: str, password: str) -> None:
        """Another password, by its hash; all sessions end."""
        with self._write() as turn:
            users.change_password(turn, name, password)

    def all(self) -> list[User]:
        """Those who may use the desk over the network."""
        with self._read() as turn:
            return users.list_users(turn)

    def log_in(self, name: str, check: Callable[[str | None], bool], where: str) -> str | None:
        """A session for a user whose password is right; None where it is wrong.

        Args:
            name: The user.
            check: Whether the password has this hash; asked for unknown users too (None), so that
                both take as long.
            where: Where they are, by which failures are counted beside their name.

        Raises:
            DeskError: When there were too many failures.
        """
        with self._read() as turn:
            slow = not all(users.may_try(turn, each) for each in (f"name {name}", where))
            held = users.find_password(turn, name)
        if slow:
            advice = "Wait ten minutes"
            raise DeskError("log in", "too many tries have failed", advice)
        right = check(held)
        with self._write() as turn:
            if right and held is not None:
                return users.give_pass(turn, name)
            for each in (f"name {name}", where):
                users.note_failure(turn, each)
        return None

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self._write() as turn:
            users.take_pass(turn, secret)

    def make_token(self, name: str, token: str) -> str:
        """A secret for a program that acts for a user; told this once."""
        with self._write() as turn:
            return users.give_pass(turn, name, token=token)

    def whose(self, secret: str) -> User | None:
        """Whom a session or token lets in."""
        with self._read() as turn:
            return users.check_pass(turn, secret)
