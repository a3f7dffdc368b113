"""From a desk to what is made of it: dossiers, codings, checks, tables. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from accordingto.codebooks import RULE_SETS, check_case, code_case, find_rules
from accordingto.errors import RuleError
from accordingto.model.coding import Case, Check, Coding
from accordingto.reconcile import Telling, make_dossier
from accordingto.store import Desk


def load_case(desk: Desk, number: int) -> Case:
    """The dossier of an incident, and the record of each of its reports.

    Raises:
        DeskError: When the desk has no such incident.
    """
    rows = desk.records(number)
    tellings = (Telling(row.report, row.record, row.incident) for row in rows)
    dossier = make_dossier(number, tellings)
    keys = {report.name: report.key for report in dossier.reports}
    return Case(dossier, {keys[row.report]: row.record for row in rows})


def load_cases(desk: Desk, numbers: Iterable[int] = ()) -> Iterator[Case]:
    """The incidents of these numbers, or all that a report tells of, one after the other."""
    for number in list(numbers) or told_numbers(desk):
        yield load_case(desk, number)


def told_numbers(desk: Desk) -> list[int]:
    """The incidents that some report tells of, and not only mentions."""
    entries = desk.incidents()
    return [entry.number for entry in entries if any(mention.main for mention in entry.mentions)]


def code_all(case: Case, names: Sequence[str] = (), policy: Sequence[str] = ()) -> list[Coding]:
    """A case coded by these rule sets, or by all; options go to every set that has them.

    Args:
        case: The incident.
        names: Rule sets; all when empty.
        policy: Options as NAME=VALUE, or RULES:NAME=VALUE for one set alone.

    Raises:
        RuleError: For a rule set, option or value that there is not.
    """
    chosen = [find_rules(name) for name in names] or list(RULE_SETS.values())
    wanted = [_read_option(each) for each in policy]
    for alone, name, _ in wanted:
        if alone is not None:
            find_rules(alone)
        elif not any(name == option.name for rules in chosen for option in rules.options):
            known = sorted({option.name for rules in chosen for option in rules.options})
            raise RuleError(
                f"option {name!r}", "no rule set has it", f"There are {', '.join(known)}"
            )
    return [
        code_case(case, rules.name, {
            name: value for alone, name, value in wanted
            if (find_rules(alone) is rules if alone else name in {o.name for o in rules.options})
        })
        for rules in chosen
    ]  # fmt: skip


def check_standard(case: Case) -> tuple[Check, ...]:
    """What the Every Casualty Counts standards would still ask of an incident."""
    return check_case(case)


def _read_option(text: str) -> tuple[str | None, str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise RuleError(f"option {text!r}", "it is not NAME=VALUE", "Write it as best=latest")
    alone, colon, rest = name.rpartition(":")
    return (alone if colon else None), rest, value
