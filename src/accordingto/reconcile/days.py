"""ISO dates and times of a record as days."""

from __future__ import annotations

from datetime import date

from accordingto.model import When


def read_day(value: str | None) -> date | None:
    """The day of an ISO date or date and time; None for what is not one."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def find_days(when: When | None) -> tuple[date | None, date | None]:
    """The first and the last day that words of time stand for."""
    if when is None:
        return None, None
    first, last = read_day(when.start), read_day(when.end)
    return first, last or first
