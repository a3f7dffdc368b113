"""Which group of mentions keeps which number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def assign_numbers(
    groups: Sequence[Sequence[int]],
    before: Mapping[int, int | None],
    revived: Mapping[int, int],
    free: int,
) -> dict[int, int]:
    """A number for each mention.

    A group takes over the number of the old incident that it shares most mentions with, the smaller
    one where it shares as many with two; what is left takes new numbers in order of appearance.

    Args:
        groups: The mentions that are one incident, as their ids, which rise as they appear.
        before: The number each mention had; None for a new one.
        revived: The number that mentions had before a decision that is now undone; such a number
            may come back where nobody else has it.
        free: The first number never given.

    Returns:
        The number of each mention, by its id.
    """
    order = sorted(sorted(group) for group in groups)
    numbers = _match(order, before, {}, set())
    left = [group for group in order if group[0] not in numbers]
    taken = {number for number in before.values() if number is not None}
    numbers |= _match(left, revived, numbers, taken)
    for group in order:
        if group[0] not in numbers:
            numbers[group[0]] = free
            free += 1
    return {mention: numbers[group[0]] for group in order for mention in group}


def _match(
    groups: Sequence[Sequence[int]],
    before: Mapping[int, int | None],
    given: Mapping[int, int],
    taken: set[int],
) -> dict[int, int]:
    """The numbers that groups take over, by their first mention; each number goes to one group."""
    shared: Counter[tuple[int, int]] = Counter(
        (number, group[0])
        for group in groups
        for mention in group
        if (number := before.get(mention)) is not None
    )
    numbers: dict[int, int] = {}
    used = {*taken, *given.values()}
    for (number, first), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if number not in used and first not in numbers:
            numbers[first] = number
            used.add(number)
    return numbers
