"""The casualty rules of the codebooks, as functions over who gave which count.

Each takes the counts of one measure and gives a number, with the points it used, the points it
refused, and why, in sentences. Nothing here knows a column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from accordingto.codebooks.counts import (
    AT_MOST,
    Choice,
    Count,
    Counts,
    by_number,
    find_majority,
    is_questionable,
    name_givers,
    on_day,
)
from accordingto.model.coding import NotUsed
from accordingto.model.kinds import SourceKind

UNREASONABLE = 10
"""How many times the best estimate a single giver's count may be and still be a reliable one."""
QUESTIONABLE: dict[str, frozenset[SourceKind]] = {
    "social_media+unnamed": frozenset({"social_media", "unnamed"}),
    "social_media": frozenset({"social_media"}),
    "none": frozenset(),
}
"""Kinds of givers whose validity is questionable, by the name of the choice."""


def recent_majority_lowest(
    counts: Counts, *, days: int = 1, questionable: frozenset[SourceKind] = frozenset()
) -> Choice:
    """Rule `gtd.recent_majority_lowest`: the most recent source; a majority; the lowest.

    Args:
        counts: Of one measure.
        days: How many days back from the most recent source others are about equally recent, its
            own day included.
        questionable: Kinds of givers whose validity is questionable.

    Source:
        GTD Codebook, June 2017, Casualty Information (nkill) and, with the same shape, nwound,
        nhostkid and nreleased.
    """
    choice = start(counts)
    firm = refuse_perpetrators(choice, refuse_doubtful(choice, counts.stated, questionable))
    firm = refuse_bounds(choice, firm)
    if not firm:
        return leave_blank(choice, counts)
    recent = refuse_earlier(choice, firm, days)
    newest = max((c.day for c in recent if c.day), default=None)
    if len(by_number(recent)) == 1:
        why = f"The figure of the most recent source ({name_givers(recent)}, {on_day(newest)})."
        return choice.take(recent[0].number, recent, why)
    return majority_or_lowest(choice, recent, f"Of sources about equally recent ({on_day(newest)})")


def majority_lowest(counts: Counts, *, questionable: frozenset[SourceKind] = frozenset()) -> Choice:
    """Rule `gtd.majority_lowest`: a majority of independent credible sources; else the lowest.

    Source:
        GTD Codebook, June 2017, nperps, nperpcap, ransomamt, propvalue.
    """
    choice = start(counts)
    firm = refuse_bounds(choice, refuse_doubtful(choice, counts.stated, questionable))
    if not firm:
        return leave_blank(choice, counts)
    return majority_or_lowest(choice, firm, "Of independent sources")


def majority_or_lowest(choice: Choice, counts: Sequence[Count], among: str) -> Choice:
    """The number that more than half of the givers give; else the lowest."""
    number = find_majority(counts)
    if number is not None:
        used = [count for count in counts if count.number == number]
        givers = len({count.giver.id for count in counts})
        behind = len({count.giver.id for count in used})
        every = "all" if behind == givers else f"{behind} of {givers}"
        why = f"{among}, {every} give {number:,} ({name_givers(used)})."
        rest = "It is not the figure that most sources give."
    else:
        number = min(count.number for count in counts)
        used = [count for count in counts if count.number == number]
        numbers = ", ".join(f"{n:,}" for n in sorted(by_number(counts)))
        why = f"{among}, none of {numbers} has a majority: the lowest ({name_givers(used)})."
        rest = "No figure has a majority, and this is not the lowest."
    choice.refuse([count for count in counts if count not in used], rest)
    return choice.take(number, used, why)


def lowest_unless_corroborated(
    counts: Counts, *, preliminary: bool = False, corroborated: bool = True
) -> Choice:
    """Rule `acled.lowest`: the lowest, unless another is better corroborated.

    Args:
        counts: Of those killed.
        preliminary: Whether counts that officials have replaced since still compete.
        corroborated: Whether a number that two or more independent givers give, and more than give
            any other, goes before a lower one.

    Source:
        ACLED Codebook, January 2021, Fatalities.
    """
    choice = start(counts)
    firm = refuse_bounds(choice, counts.stated)
    firm = firm if preliminary else refuse_preliminary(choice, firm)
    if not firm:
        return leave_blank(choice, counts)
    voices = by_number(firm)
    ranked = sorted(voices, key=lambda n: (-len(voices[n]), n))
    backed = len(voices[ranked[0]])
    clear = len(ranked) == 1 or backed > len(voices[ranked[1]])
    if corroborated and backed > 1 and clear:
        number, rest = ranked[0], "Another figure has more independent givers."
        why = f"The figure that most independent givers give ({backed})"
    else:
        number, rest = min(voices), "It is not the lowest."
        why = "The lowest of the figures" if len(voices) > 1 else "The only figure"
    used = [count for count in firm if count.number == number]
    choice.refuse([count for count in firm if count not in used], rest)
    return choice.take(number, used, f"{why}: {name_givers(used)}.")


def lowest_credible(counts: Counts, questionable: frozenset[SourceKind]) -> Choice:
    """The lowest count that no doubt hangs over."""
    return _extreme(counts, questionable, min, "lowest")


def highest_credible(counts: Counts, questionable: frozenset[SourceKind]) -> Choice:
    """The highest count that no doubt hangs over."""
    return _extreme(counts, questionable, max, "highest")


def most_recent(counts: Counts) -> Choice:
    """The latest stated count; of one day the one with most givers, then the lowest."""
    choice = start(counts)
    firm = refuse_bounds(choice, counts.stated)
    if not firm:
        return leave_blank(choice, counts)
    recent = refuse_earlier(choice, firm, 1)
    voices = by_number(recent)
    number = min(voices, key=lambda n: (-len(voices[n]), n))
    used = [count for count in recent if count.number == number]
    choice.refuse([c for c in recent if c not in used], "Fewer givers of that day give it.")
    day = max((c.day for c in recent if c.day), default=None)
    why = f"The most recent figure ({name_givers(used)}, {on_day(day)})."
    return choice.take(number, used, why)


def _extreme(
    counts: Counts,
    questionable: frozenset[SourceKind],
    pick: Callable[[Sequence[int]], int],
    word: str,
) -> Choice:
    choice = start(counts)
    firm = refuse_doubtful(choice, counts.stated, questionable)
    firm = refuse_preliminary(choice, refuse_perpetrators(choice, firm))
    firm = refuse_unreasonable(choice, firm)
    if not firm:
        return leave_blank(choice, counts)
    number = pick([count.top if pick is max else count.number for count in firm])
    used = [c for c in firm if number in {c.number, c.top}]
    choice.refuse([c for c in firm if c not in used], f"It is not the {word}.")
    alone = len({c.number for c in firm} | {c.top for c in firm}) == 1
    what = "The only figure" if alone else f"The {word} figure"
    return choice.take(number, used, f"{what} ({name_givers(used)}).")


def start(counts: Counts) -> Choice:
    """A choice that has refused what no rule can use."""
    vague = [
        NotUsed(point=point.id, why=f"“{point.word}” states no number.") for point in counts.vague
    ]
    return Choice(refused=[*counts.refused, *vague])


def refuse_doubtful(
    choice: Choice, counts: Sequence[Count], kinds: frozenset[SourceKind]
) -> list[Count]:
    """Without counts whose validity is questionable."""
    kept = []
    for count in counts:
        if why := is_questionable(count, kinds):
            choice.refuse([count], why)
        else:
            kept.append(count)
    return kept


def refuse_perpetrators(choice: Choice, counts: Sequence[Count]) -> list[Count]:
    """Without counts that rest on the word of those said to have done it."""
    theirs = [count for count in counts if count.perpetrators]
    for count in theirs:
        choice.refuse([count], f"It rests on the word of {count.by}, said to have done it.")
    return [count for count in counts if not count.perpetrators]


def refuse_bounds(choice: Choice, counts: Sequence[Count]) -> list[Count]:
    """Without counts that only say how many there are at most."""
    capped = [count for count in counts if count.point.qualifier in AT_MOST]
    choice.refuse(capped, "It only says how many there are at most.")
    return [count for count in counts if count not in capped]


def refuse_preliminary(choice: Choice, counts: Sequence[Count]) -> list[Count]:
    """Without counts that later ones have replaced."""
    old = [count for count in counts if count.point.standing == "overtaken"]
    for count in old:
        choice.refuse([count], f"A preliminary count. {count.point.why or ''}".strip())
    return [count for count in counts if count not in old]


def refuse_earlier(choice: Choice, counts: Sequence[Count], days: int) -> list[Count]:
    """Without counts older than the most recent day, or as many days as are about equal."""
    newest = max((count.day for count in counts if count.day), default=None)
    if newest is None:
        return list(counts)
    since = newest - timedelta(days=days - 1)
    recent = [count for count in counts if count.day and count.day >= since]
    rest = [count for count in counts if count not in recent]
    choice.refuse(rest, f"A more recent source gives a figure ({on_day(newest)}).")
    return recent


def refuse_unreasonable(choice: Choice, counts: Sequence[Count]) -> list[Count]:
    """Without a single giver's count that is many times what most give."""
    voices = by_number(counts)
    if len(voices) < 2:
        return list(counts)
    usual = max(voices, key=lambda n: (len(voices[n]), -n))
    wild = [
        count for count in counts
        if usual and count.number > UNREASONABLE * usual and len(voices[count.number]) == 1
    ]  # fmt: skip
    choice.refuse(wild, f"It is more than {UNREASONABLE} times the figure that most give.")
    return [count for count in counts if count not in wild]


def leave_blank(choice: Choice, counts: Counts) -> Choice:
    """No number, and why."""
    if counts.vague:
        words = " and ".join(dict.fromkeys(f"“{point.word}”" for point in counts.vague))
        return choice.take(None, [], f"{words} states no number, and no source gives one.")
    if counts.stated:
        return choice.take(None, [], "No figure is left that the rule may use.")
    return choice.take(None, [], "No report gives a figure.")


def divide(total: int, parts: int) -> tuple[int, ...]:
    """A total over several incidents, places or days, in whole numbers; the first get the rest.

    Source:
        ACLED Codebook, January 2021, Fatalities; GTD Codebook, June 2017, nkill (whole numbers
        since that revision; which incident gets the rest is our choice).

    Examples:
        >>> divide(7, 3)
        (3, 2, 2)
    """
    each, rest = divmod(total, parts)
    return tuple(each + (n < rest) for n in range(parts))


def share_linked(choice: Choice, linked: Sequence[int], number: int) -> None:
    """Rule `gtd.distribute_total`: one total for several linked incidents is spread over them.

    Source:
        GTD Codebook, June 2017, nkill; ACLED Codebook, January 2021, Fatalities.
    """
    if choice.value is not None and linked:
        named = ", ".join(map(str, linked))
        choice.why += f" The total of {choice.value:,} is spread over incidents {named}."
        choice.value = divide(choice.value, len(linked))[linked.index(number)]
