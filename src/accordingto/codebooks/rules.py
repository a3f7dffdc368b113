"""What a rule set is: a named, versioned function over what reports say, with its options."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accordingto.errors import RuleError
from accordingto.model.coding import Case, Cell, Coding, Scope

Policy = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a codebook leaves open: its values, the first being the default.

    Where there are too many to list, `values` is empty, `pattern` says which there are, and `takes`
    says it in words.
    """

    name: str
    meaning: str
    values: tuple[str, ...] = ()
    default: str = ""
    pattern: str = r"[1-9]\d*"
    takes: str = "a whole number from 1"

    @property
    def usual(self) -> str:
        """The value used when nobody says another."""
        return self.default or self.values[0]

    def allows(self, value: str) -> bool:
        """Whether it can have this value."""
        return value in self.values or bool(
            not self.values and re.fullmatch(self.pattern, value, re.ASCII)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a codebook makes of one incident; the fields are those of `Coding`."""

    scope: Scope
    because: str
    rows: tuple[tuple[Cell, ...], ...]
    dead: str
    says: str
    glance: dict[str, str]
    lost: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One codebook's rules.

    Attributes:
        name: With its version ("gtd-2017-06").
        title: What it is called in a sentence.
        source: The codebook, and how far its text was read.
        options: What it leaves open.
        write: What it makes of a case, with a value for every option.
        header: The columns of its file, with a value for every option.
    """

    name: str
    title: str
    source: str
    options: tuple[Option, ...]
    write: Callable[[Case, Policy], Outcome]
    header: Callable[[Policy], tuple[str, ...]]

    def code(self, case: Case, policy: Policy) -> Coding:
        """A case coded; `policy` has a value for every option, as `policy()` gives it."""
        made = self.write(case, policy)
        return Coding(
            rules=self.name,
            title=self.title,
            source=self.source,
            incident=case.dossier.number,
            scope=made.scope,
            because=made.because,
            policy=dict(policy),
            header=self.header(policy),
            rows=made.rows,
            dead=made.dead,
            says=made.says,
            glance=made.glance,
            lost=made.lost,
            ours=made.ours,
        )

    def policy(self, wanted: Policy) -> dict[str, str]:
        """A value for every option: those that are wanted, and the usual ones.

        Raises:
            RuleError: For an option or a value that there is not.
        """
        known = {option.name: option for option in self.options}
        for name, value in wanted.items():
            if name not in known:
                raise RuleError(self.name, f"it has no option {name!r}", _list_options(known))
            option = known[name]
            if not option.allows(value):
                choices = " or ".join(option.values) or option.takes
                raise RuleError(self.name, f"{name} cannot be {value!r}", f"Give {choices}")
        return {name: wanted.get(name, option.usual) for name, option in known.items()}


LINKED = Option(
    "linked",
    "Other incidents that the totals of this one's reports are for as well: this one gets its share"
    " of them, in the order of the numbers.",
    default="none",
    pattern=r"none|\d+(\+\d+)*",
    takes="the incidents' numbers (4+7), or none",
)


def linked_to(policy: Policy, number: int) -> tuple[int, ...]:
    """The incidents that share their totals, this one among them; none where it stands alone."""
    named = policy["linked"]
    return () if named == "none" else tuple(sorted({number, *map(int, named.split("+"))}))


def _list_options(known: Mapping[str, Option]) -> str:
    return f"Its options are {', '.join(known)}" if known else "It has no options"
