"""From a desk to what is made of it: dossiers, codings, checks, tables. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from accordingto.codebooks import RULE_SETS, check_case, code_case, find_rules
from accordingto.errors import DeskError, RuleError
from accordingto.export.columnar import FrameKind, make_frame
from accordingto.export.tidy import TableName, table_rows
from accordingto.model.coding import Case, Check, Coding
from accordingto.model.dossier import DOSSIER_SCHEMA, Dossier, IncidentLine
from accordingto.reconcile import Telling, make_dossier, summarise
from accordingto.reconcile.series import RULE
from accordingto.store import Desk, open_desk

NO_DESK = "Add reports first (accordingto add FILE...), or name another"


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


def list_incidents(desk: Desk, numbers: Iterable[int] = ()) -> list[IncidentLine]:
    """A line for each of these incidents, or for all that a report tells of."""
    made_by = f"{version('accordingto')}/{DOSSIER_SCHEMA}/{RULE}"
    chosen = list(numbers) or None
    return desk.summaries(made_by, lambda n: summarise(load_case(desk, n).dossier), chosen)


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


def read_policy(policy: Sequence[str]) -> dict[str, str]:
    """Options written as NAME=VALUE.

    Raises:
        RuleError: For one that is not written so.
    """
    return {name: value for _, name, value in map(_read_option, policy)}


def _read_option(text: str) -> tuple[str | None, str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise RuleError(f"option {text!r}", "it is not NAME=VALUE", "Write it as best=latest")
    alone, colon, rest = name.rpartition(":")
    return (alone if colon else None), rest, value


class Casework:
    """An open desk to be read from Python: dossiers, codings, and tables as frames.

    Made by `accordingto.desk`; closed by `with`, or by `close`. It changes nothing. Tables take
    the incidents' numbers, all that a report tells of when none is given, and `frame`, "pandas" or
    "polars"; they raise `ExportError` when that library is not installed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __enter__(self) -> Casework:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._desk.close()

    def numbers(self) -> list[int]:
        """The numbers of the incidents that a report tells of."""
        return told_numbers(self._desk)

    def case(self, number: int) -> Case:
        """The dossier of an incident and the records of its reports.

        Raises:
            DeskError: When the desk has no such incident.
        """
        return load_case(self._desk, number)

    def dossier(self, number: int) -> Dossier:
        """The dossier of an incident."""
        return self.case(number).dossier

    def code(self, number: int, rules: str, **policy: str) -> Coding:
        """An incident coded by a rule set; options as names with `_` for `-` (`recent_days="2"`).

        Raises:
            RuleError: For a rule set, option or value that there is not.
        """
        named = {name.replace("_", "-"): value for name, value in policy.items()}
        return code_case(self.case(number), rules, named)

    def check(self, number: int) -> tuple[Check, ...]:
        """What the Every Casualty Counts standards would still ask of an incident."""
        return check_case(self.case(number))

    def figures(self, *numbers: int, frame: FrameKind = "pandas") -> Any:
        """A row for each count of people harmed, as one report gives it."""
        return self._table("figures", numbers, frame)

    def statements(self, *numbers: int, frame: FrameKind = "pandas") -> Any:
        """A row for each thing that somebody said in a report."""
        return self._table("statements", numbers, frame)

    def incidents(self, *numbers: int, frame: FrameKind = "pandas") -> Any:
        """A row for each incident, with its tolls and who is said to have done it."""
        return self._table("incidents", numbers, frame)

    def reports(self, *numbers: int, frame: FrameKind = "pandas") -> Any:
        """A row for each report of each incident."""
        return self._table("reports", numbers, frame)

    def _table(self, table: TableName, numbers: Sequence[int], frame: FrameKind) -> Any:
        cases = load_cases(self._desk, numbers)
        return make_frame(table, (row for case in cases for row in table_rows(table, case)), frame)


def open_casework(url: str | Path) -> Casework:
    """Open a desk that is there, to read from it.

    Raises:
        DeskError: When there is none, or it cannot be used.
    """
    if "://" not in str(url) and not Path(url).exists():
        raise DeskError(str(url), "there is no desk", NO_DESK)
    return Casework(open_desk(url))
