"""What programs send: every body with its fields and bounds."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

WHY = "The reason, kept with the decision for ever."


class Body(BaseModel):
    """A body: unknown fields are refused, so that a slip of the pen is told."""

    model_config = ConfigDict(extra="forbid")


class ReportBody(Body):
    """A report, as a line of JSON Lines has it."""

    text: str = Field(min_length=1)
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


class MergeBody(Body):
    """Two incidents are one."""

    other: int = Field(ge=1, le=2**31 - 1)
    why: str = Field(min_length=1, max_length=2000, description=WHY)


class SplitBody(Body):
    """A report tells of another incident."""

    report: str = Field(min_length=1, max_length=500)
    why: str = Field(min_length=1, max_length=2000, description=WHY)


class WhyBody(Body):
    """A decision that needs nothing but its reason."""

    why: str = Field(min_length=1, max_length=2000, description=WHY)


class CorrectionsBody(Body):
    """What is wrong in a record; `corrections` are as `accordingto.model.corrections` has them.

    `seen` is the newest correction that was there when the record was looked at (0 for none): where
    somebody has corrected it since, nothing is done, and the answer says what.
    """

    corrections: list[dict[str, Any]] = Field(min_length=1, max_length=200)
    why: str = Field(min_length=1, max_length=2000, description=WHY)
    seen: int | None = Field(default=None, ge=0, le=2**31 - 1)
