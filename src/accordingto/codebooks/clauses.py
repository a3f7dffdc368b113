"""Sentences as parts of others, and numbers in them."""

from __future__ import annotations

from accordingto.codebooks.counts import Choice


def as_clause(sentence: str) -> str:
    """A sentence so that it can go on after a colon."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def say_number(choice: Choice) -> str:
    """What a rule chose, as a reader writes it."""
    return "blank" if choice.value is None else f"{choice.value:,}"


def say_range(low: Choice, high: Choice) -> str:
    """What two rules chose as the ends of a range."""
    if low.value is None:
        return "blank"
    if high.value is None:
        return f"at least {low.value:,}"
    return f"{low.value:,}" if low.value == high.value else f"{low.value:,} to {high.value:,}"
