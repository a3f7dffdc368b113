"""Why two codebooks write different numbers for one incident, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordingto.model.coding import Coding


def explain_differences(codings: Sequence[Coding]) -> tuple[str, ...]:
    """A sentence for each number of dead: which codebooks write it, and each one's reason.

    Where all that cover the incident write the same, one sentence says so. Codebooks that leave out
    what others cover follow, each with its reason.
    """
    covered = [coding for coding in codings if coding.scope != "out"]
    return (*_numbers(covered), *(_left_out(codings) if covered else ()))


def _numbers(codings: Sequence[Coding]) -> Iterator[str]:
    groups: dict[str, list[Coding]] = {}
    for coding in codings:
        groups.setdefault(coding.dead, []).append(coding)
    if len(groups) == 1 and len(codings) > 1:
        yield f"{_join([coding.title for coding in codings])} write the same: {codings[0].dead}."
    elif len(groups) > 1:
        for group in sorted(groups.values(), key=lambda group: -len(group)):
            yield f"{'; '.join(f'{coding.title} {coding.says}' for coding in group)}."


def _left_out(codings: Sequence[Coding]) -> Iterator[str]:
    for coding in codings:
        if coding.scope == "out":
            yield f"{coding.title} leaves it out: {coding.because}"


def _join(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
