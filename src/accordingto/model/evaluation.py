"""How well reports were read, measured by what people decided about them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EVALUATION_SCHEMA: Literal["accordingto/evaluation/1"] = "accordingto/evaluation/1"


class Measured(Struct, frozen=True, kw_only=True):
    """Values of one kind that people looked at.

    Attributes:
        what: "figures", or a measure of figures ("killed").
        right: Accepted as they were read.
        changed: Read in the right place, but wrong in something.
        rejected: Read where there is none.
        missed: Not read, and added.
        precision: right / (right + changed + rejected); None where nobody looked.
        recall: right / (right + changed + missed).
    """

    what: str
    right: int
    changed: int
    rejected: int
    missed: int
    precision: float | None
    recall: float | None


class Agreement(Struct, frozen=True, kw_only=True):
    """How far people agree on values that two or more of them looked at.

    Attributes:
        values: How many such values there are.
        same: On how many all said the same.
        alpha: Krippendorff's alpha for nominal data; None with fewer than two values, or where all
            said one and the same of everything.
        people: Who took part.
    """

    values: int
    same: int
    alpha: float | None
    people: tuple[str, ...]


class Evaluation(Struct, frozen=True, kw_only=True):
    """A desk's reader measured by the decisions of its people; `reports` were looked at."""

    schema: Literal["accordingto/evaluation/1"] = EVALUATION_SCHEMA
    reports: int
    decisions: int
    figures: Measured
    by_measure: tuple[Measured, ...]
    perpetrators: Measured
    incidents_changed: int
    agreement: Agreement
