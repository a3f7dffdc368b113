"""Stage 6c: incidents coded after the codebooks of others, by named rules that show their working.

A codebook reads nothing but records and the dossier that sets them side by side. What reports do
not say is not filled in, but for the defaults of the codebook itself, which its module names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from accordingto.codebooks import acled, airwars, aoav, ecc, gtd, ibc, ucdp
from accordingto.codebooks.differences import explain_differences
from accordingto.codebooks.muc4 import code_record as code_muc4
from accordingto.codebooks.rules import Option, RuleSet
from accordingto.codebooks.templates import Document, Fill, Template
from accordingto.errors import RuleError
from accordingto.model import Record
from accordingto.model.coding import Case, Check, Coding

__all__ = [
    "CODEBOOKS",
    "RULE_SETS",
    "Document",
    "Fill",
    "Option",
    "RuleSet",
    "Template",
    "check_case",
    "code_case",
    "code_lines",
    "explain_differences",
    "find_rules",
]

CODEBOOKS: dict[str, Callable[[Record], Document]] = {"muc4": code_muc4}
RULE_SETS: dict[str, RuleSet] = {
    rules.name: rules
    for rules in (each.RULES for each in (gtd, ucdp, acled, ibc, airwars, aoav, ecc))
}


def find_rules(name: str) -> RuleSet:
    """The rule set of a name, or of the beginning of just one name ("gtd").

    Raises:
        RuleError: When there is none, with the list of those there are.
    """
    found = [rules for key, rules in RULE_SETS.items() if key == name or key.startswith(f"{name}-")]
    if len(found) != 1:
        known = ", ".join(RULE_SETS)
        raise RuleError(f"rule set {name!r}", "there is no such rule set", f"There are {known}")
    return found[0]


def code_case(case: Case, name: str, policy: Mapping[str, str] | None = None) -> Coding:
    """An incident coded by one rule set.

    Args:
        case: The incident: its dossier and records.
        name: The rule set.
        policy: Values for options that are not to have their usual ones.

    Raises:
        RuleError: When there is no such rule set, option or value.
    """
    rules = find_rules(name)
    return rules.code(case, rules.policy(policy or {}))


def check_case(case: Case) -> tuple[Check, ...]:
    """What the Every Casualty Counts standards would still ask of an incident."""
    return ecc.check(case)


def code_lines(records: Iterable[Record], codebook: str) -> Iterator[str]:
    """A line of JSON for each record, coded after the codebook of that name."""
    code = CODEBOOKS[codebook]
    for record in records:
        yield msgspec.json.encode(code(record)).decode() + "\n"
