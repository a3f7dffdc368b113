"""When an episode happened: the date that its own words tell.

Every date of the report is weighed by how it stands to the words of those who took part; the
heaviest is taken when it weighs enough. What is weighed was thought out; how much each counts was
fitted on reports whose incidents were dated by hand (MUC-4), and rounded. A report that does not
say when something happened gives no date: the day of publication is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

import msgspec

from accordingto.assemble.dates import dates_telling, happens_on
from accordingto.assemble.told import Near, Told
from accordingto.model import TimeMention, When

PRECISE = ("day", "minute", "week", "month")
WEIGHTS: Mapping[str, float] = {
    "any": -1.2,
    "happening": 1.0,  # right behind what incidents do: "exploded last night"
    "two": 0.7,  # so many of those who took part are named in its sentence
    "three": 0.9,
    "others": 0.9,  # its sentence names only others of them than those harmed
    "lead": 0.6,
    "event": 0.6,  # words for an incident stand in its clause
    "clause": 0.4,  # those harmed stand in its clause
    "behind": 0.4,
    "alone": 0.35,  # no other day is dated in the report
    "first": 0.15,
    "far": -0.13,  # each hundred characters
    "parted": -0.3,
    "elsewhere": -0.4,  # its sentence tells of another episode
    "telling": -0.5,  # it dates what was said
    "telling_today": -2.7,
    "doubled": -0.7,  # a plain date stands right behind it: "today, 30 June"
    "between": -0.8,  # each date that stands between it and the episode
    "before": -0.8,  # in the sentence before the first that tells of the episode
    "coarse": -2.1,
}
ENOUGH = -0.4


def find_episode_when(told: Told) -> When | None:
    """The date an episode's own words tell, or that of the sentences before them."""
    if not told.core:
        return None
    near = (one for one in told.annotations.times if told.is_near(one.when.evidence))
    times = [mention for mention in near if _can_date(told, mention)]
    days = _days(told, times)
    best, most = None, ENOUGH
    for mention in times:
        weight = weigh(features(told, mention, times, days))
        if weight > most:
            best, most = mention.when, weight
    return as_day(best) if best else None


def weigh(found: Mapping[str, float]) -> float:
    """The weight of a date."""
    return sum(WEIGHTS[name] * value for name, value in found.items())


def as_day(when: When) -> When:
    """A time of day as its day."""
    if when.precision != "minute" or when.start is None or when.end is None:
        return when
    return msgspec.structs.replace(when, start=when.start[:10], end=when.end[:10], precision="day")


def _can_date(told: Told, mention: TimeMention) -> bool:
    """Whether a time can be that of an incident at all."""
    when = mention.when
    if mention.role != "date" or when.start is None or when.precision not in PRECISE:
        return False
    if when.evidence.field is not None or told.clauses.to_come(when):
        return False
    start, _ = told.clauses.clause(mention.sentence, when.evidence.start)
    events = told.events.get(mention.sentence, ())
    if dates_telling(told.clauses, when.evidence, start, events, role="aftermath"):
        return False
    return when.evidence.start >= told.dateline


def features(
    told: Told, mention: TimeMention, times: Sequence[TimeMention], days: Set[str]
) -> dict[str, float]:
    """What speaks for a date and against it, by the names in `WEIGHTS`.

    Args:
        told: The episode.
        mention: The date.
        times: All that could date it.
        days: The days they name, without those on which something was said.
    """
    when, number = mention.when, mention.sentence
    near = told.near(when.evidence, number)
    found = {"any": 1.0, "far": near.far, "between": float(_between(near, mention, times))}
    company = told.company.get(number, 0)
    start, end = near.clause
    events = told.events.get(number, ())
    telling = _tells(told, mention)
    today = (told.clauses.published or "")[:10] == str(when.start)[:10]
    signs = {
        "happening": happens_on(told.clauses, when.evidence, start),
        "two": company == 2,
        "three": company > 2,
        "others": company > 0 and near.sentences != 0,
        "lead": number - told.clauses.first < 2,
        "event": any(start <= at < end for at in events),
        "clause": any(start <= at < end for at in told.core),
        "behind": near.behind and near.sentences == 0,
        "alone": days == {str(when.start)[:10]},
        "first": number == told.sentences[0],
        "parted": told.parted(near, number),
        "elsewhere": number in told.elsewhere,
        "telling": telling and not today,
        "telling_today": telling and today,
        "doubled": _is_doubled(mention, times),
        "before": number == told.sentences[0] - 1,
        "coarse": when.precision in ("week", "month"),
    }
    return found | {name: 1.0 for name, holds in signs.items() if holds}


def _between(near: Near, mention: TimeMention, times: Sequence[TimeMention]) -> int:
    """How many other dates stand between a date and the episode, at most 3."""
    low, high = near.span
    day = str(mention.when.start)[:10]
    others = (t.when for t in times if low < t.when.evidence.start < high)
    return min(sum(str(when.start)[:10] != day for when in others), 3)


def _days(told: Told, times: Sequence[TimeMention]) -> set[str]:
    """The days that the times of a report name, without those on which something was said."""
    return {
        str(time.when.start)[:10]
        for time in times
        if time.when.precision in ("day", "minute") and not _tells(told, time)
    }


def _tells(told: Told, mention: TimeMention) -> bool:
    """Whether a time dates what was said."""
    evidence = mention.when.evidence
    start, _ = told.clauses.clause(mention.sentence, evidence.start)
    return dates_telling(told.clauses, evidence, start, told.events.get(mention.sentence, ()))


def _is_doubled(mention: TimeMention, times: Sequence[TimeMention]) -> bool:
    """Whether a plain date stands right behind one that is counted from today."""
    end = mention.when.evidence.end
    return any(
        0 < other.when.evidence.start - end <= 2 and re.search(r"\d", other.when.text) is not None
        for other in times
    )
