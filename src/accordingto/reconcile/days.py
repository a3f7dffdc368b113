"""ISO dates and times of a record as days."""

from __future__ import annotations

from datetime import UTC, date, datetime

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


def read_time(value: str | None) -> str | None:
    """An ISO date or time that sorts with others: in UTC, a plain day as it is."""
    if value is None or read_day(value) is None:
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return value[:10]
    if len(value) <= 10:
        return value
    return (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None).isoformat()


def hours_between(earlier: str, later: str) -> float:
    """Hours from one time to another as `read_time` gives them; 0 within a day without hours."""
    one, other = (datetime.fromisoformat(value) for value in (earlier, later))
    if min(len(earlier), len(later)) <= 10:
        return (other.date() - one.date()).days * 24.0
    return (other - one).total_seconds() / 3600
