"""What an export could not hold."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

LOSS_SCHEMA: Literal["accordingto/loss/1"] = "accordingto/loss/1"
Written = Literal["written", "refused", "failed"]


class IncidentLoss(Struct, frozen=True, kw_only=True):
    """What became of one incident in an export.

    Attributes:
        incident: Its number.
        label: Its name.
        state: Written; refused, as the format does not cover it; failed.
        rows: How many rows or features were written for it.
        why: Why it was refused or failed, or is open; None where there is nothing to say.
        lost: What reports say that the format cannot hold.
    """

    incident: int
    label: str
    state: Written
    rows: int
    why: str | None = None
    lost: tuple[str, ...] = ()


class LossReport(Struct, frozen=True, kw_only=True):
    """What an export wrote, and what it could not.

    Attributes:
        format: Its name ("gtd").
        source: The codebook or standard, its version, and whether its text was read.
        made: When the export was made (ISO 8601, UTC); data projects revise, so does a desk.
        version: The version of this program.
        policy: The options used.
        ours: What is our own reading.
        always: What the format loses of every incident.
        incidents: What became of each.
    """

    schema: Literal["accordingto/loss/1"] = LOSS_SCHEMA
    format: str
    source: str
    made: str
    version: str
    policy: dict[str, str]
    ours: tuple[str, ...]
    always: tuple[str, ...]
    incidents: tuple[IncidentLoss, ...]
