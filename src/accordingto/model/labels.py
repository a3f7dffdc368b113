"""How figures and claims are labelled in Label Studio: the names that tasks and answers share.

Source:
    Label Studio's JSON format of tasks, predictions and annotations (its docs, "Label Studio JSON
    format of annotated tasks"); regions of a `Text` with `Labels`, values with `perRegion`.
"""

from __future__ import annotations

from typing import get_args

from accordingto.model.kinds import Group, Measure, PerpetratorStanding, Qualifier

TEXT, LABELS = "text", "label"
GROUP, QUALIFIER, LOW, HIGH, SOURCE, NAME = "group", "qualifier", "low", "high", "source", "name"
MEASURES: tuple[Measure, ...] = get_args(Measure)
GROUPS: tuple[Group, ...] = get_args(Group)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
STANDINGS: tuple[PerpetratorStanding, ...] = get_args(PerpetratorStanding)
