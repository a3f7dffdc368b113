"""One row of a codebook's file as it fills up, every value with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.codebooks.counts import Choice
from accordingto.errors import RuleError
from accordingto.model.coding import Case, Cell, CodedValue


class Sheet:
    """A row under a fixed header; a column that nothing is put into stays empty."""

    def __init__(self, header: Sequence[str], source: str) -> None:
        self.header = tuple(header)
        self.source = source
        self._cells: dict[str, Cell] = {}

    def put(
        self, column: str, value: CodedValue, why: str = "", *, rule: str | None = None
    ) -> None:
        """Write a value, with the sentence that says why."""
        self._keep(Cell(column=column, value=value, rule=rule, source=self._of(rule), why=why))

    def put_coded(
        self, column: str, code: int, names: dict[int, str], why: str, *, rule: str | None = None
    ) -> None:
        """Write a code, and its name into the column of texts beside it."""
        self.put(column, code, why, rule=rule)
        self.put(f"{column}_txt", names[code])

    def put_choice(
        self, column: str, choice: Choice, *, rule: str, blank: CodedValue = None
    ) -> None:
        """Write what a rule over counts chose; `blank` where it chose nothing."""
        self._keep(
            Cell(
                column=column,
                value=blank if choice.value is None else choice.value,
                rule=rule,
                source=self._of(rule),
                why=choice.why,
                used=tuple(choice.used),
                refused=tuple(choice.refused),
            )
        )

    def value(self, column: str) -> CodedValue:
        """What a column holds so far."""
        return self._cells[column].value if column in self._cells else None

    def row(self) -> tuple[Cell, ...]:
        """All columns, in the header's order."""
        return tuple(self._cells.get(name, Cell(column=name, value=None)) for name in self.header)

    def _keep(self, cell: Cell) -> None:
        if cell.column not in self.header:
            raise RuleError(self.source, f"it has no column {cell.column!r}", "Report this")
        self._cells[cell.column] = cell

    def _of(self, rule: str | None) -> str | None:
        return self.source if rule else None


def put_spot(sheet: Sheet, case: Case) -> None:
    """Write the day and the place into columns that are called after them."""
    dossier = case.dossier
    place = dossier.place
    sheet.put("date", dossier.first.isoformat() if dossier.first else None)
    sheet.put("country", place.country_name if place else None)
    sheet.put("location", place.name if place else None)
    sheet.put("latitude", place.lat if place else None)
    sheet.put("longitude", place.lon if place else None)
