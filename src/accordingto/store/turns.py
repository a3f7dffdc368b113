"""One turn at the database: a transaction, who takes it, and what is remembered between turns."""

from __future__ import annotations

import getpass
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

from accordingto.model.traits import Traits
from accordingto.store.schema import log

if TYPE_CHECKING:
    from accordingto.store.constraints import Holding

REMEMBERED = 512
"""Of how many reports the traits are remembered: those of an archive would fill the memory."""
MANY = 1000
"""How many values one statement is given at most."""

Value = TypeVar("Value")
TableRow = Any
"""A row as it was selected: SQLAlchemy 2.0 and 2.1 write its type in ways that exclude another."""


@dataclass(slots=True)
class Memory:
    """What was read from the database and holds until its number there changes.

    Attributes:
        traits: By report the number of its record and what it is known by.
        holding: The newest decision and what all decisions say.
    """

    traits: OrderedDict[int, tuple[int, Traits]] = field(default_factory=OrderedDict)
    holding: tuple[int, Holding] | None = None

    def clear(self) -> None:
        """Forget all: what a transaction read that was rolled back may never have been."""
        self.traits.clear()
        self.holding = None

    def keep_traits(self, report: int, record: int, traits: Traits) -> None:
        """Remember the traits of a report in place of those not asked for longest."""
        self.traits[report] = (record, traits)
        self.traits.move_to_end(report)
        while len(self.traits) > REMEMBERED:
            self.traits.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """A transaction, who takes it, and when."""

    connection: Connection
    who: str
    at: str
    memory: Memory

    def note(self, what: str, **details: Any) -> None:
        """Write into the log."""
        row = {"at": self.at, "who": self.who, "what": what, "details": json.dumps(details)}
        self.connection.execute(log.insert(), row)


def tell_time() -> str:
    """Now, as the desk writes it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_user() -> str:
    """The user's name by the operating system; "unknown" where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def in_parts(values: Iterable[Value], most: int = MANY) -> Iterator[Sequence[Value]]:
    """Values in parts that one statement can be given."""
    left = iter(values)
    while part := list(islice(left, most)):
        yield part
