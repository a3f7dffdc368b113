"""When an incident happened: the date that the report's own words agree on most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, Evidence, TimeMention, When
from accordingto.words import role_pattern

# "The toll from Friday's blast climbed to 90 on Saturday": the second dates the count.
COUNT, RISING = (role_pattern("dating", role).pattern for role in ("count", "rising"))
RECOUNTED = re.compile(
    rf"(?:{COUNT}[^.;]{{0,90}}?{RISING}|{RISING}[^.;]{{0,20}}?{COUNT})[^.;]{{0,40}}$",
    re.IGNORECASE,
)
# The end of the name of an account under a post, right before its date.
SIGNED = re.compile(r"\(@\w+\)\s*$")
# Numbers of the pictures in a gallery; so many of one total are one.
PICTURE = re.compile(r"(?<![\d/])\d{1,2}/(\d{1,2})(?![\d/])(?=\s)")
PICTURES, CAPTION = 3, 400
# "On May 3, a 5.2-magnitude quake shook the valley": further down than the lead, an incident
# that is introduced is another one.
INTRODUCED = re.compile(
    rf"{role_pattern('dating', 'new').pattern}\s+(?:[\w.-]+\s+){{0,3}}$", re.IGNORECASE
)
LEAD, OLD = 3, 7
# How much less a time that dates the telling counts; what being in one clause, or one sentence,
# with the event's words adds, and standing right before them ("the May 3 bombings"), or right
# behind what incidents do ("which struck on Sunday"); what a date must weigh, and what times of
# day must that are the only date a report has.
DATES_TELLING = 0.2
IN_CLAUSE, IN_SENTENCE, ADJOINING, HAPPENING = 3.0, 1.5, 4.0, 2.0
# What may stand between a time and the event's words that it stands right before.
ADJOINS = re.compile(rf"(?:, {role_pattern('dating', 'when').pattern})?[^,;:.]{{0,28}}")
# How much less a date counts that was itself reckoned from another one ("in the evening").
COUNTED = 0.3
ENOUGH, ALONE = 2.0, 1.0
# A line that holds little but a date is the page's own, and such a date weighs little.
BARE, OF_PAGE = 14, 0.3
# A time of day may be that of a later count; it says little about the day.
EXACT = ("day", "weekday_only", "month_day_only")
VAGUE = ("unknown", "season", "year")


def find_when(annotations: Annotations, clauses: Clauses, apart: Apart) -> When | None:
    """The time of the main incident: the date that lead, events and tolls agree on most.

    None when no date is tied to it: a date of the page or of what somebody said is no answer.
    """
    weigh = _Weights(annotations, clauses, apart)
    weights = [(weigh(mention), mention.when) for mention in annotations.times]
    weights = [(weight, when) for weight, when in weights if weight > 0]
    days = {str(when.start)[:10] for _, when in weights if when.start and when.precision == "day"}
    votes: dict[str, float] = defaultdict(float)
    found: dict[str, list[tuple[float, When]]] = defaultdict(list)
    for weight, when in weights:
        key = _key(when)
        found[key].append((weight, when))
        for supported in _inside(when, days) or {key}:
            votes[supported] += weight
    key = max(votes, key=lambda key: votes[key], default="")
    by_clock = len(votes) == 1 and all(when.precision == "minute" for _, when in found[key])
    enough = ALONE if by_clock else ENOUGH
    return _best(found[key]) if votes and votes[key] >= enough else None


def _inside(when: When, days: set[str]) -> set[str]:
    """Days named in a report that lie in a longer time: "last week" speaks for its Friday."""
    start, end = (when.start or "")[:10], (when.end or "")[:10]
    return {day for day in days if start < day <= end} if start != end else set()


def _key(when: When) -> str:
    return (when.start or when.text.lower())[:10]


def _best(found: list[tuple[float, When]]) -> When:
    """The words that give a date best; a time of day gives its day where nothing else does."""
    days = [pair for pair in found if pair[1].precision != "minute"]
    _, when = max(days or found, key=lambda pair: pair[0])
    if when.precision != "minute" or when.start is None or when.end is None:
        return when
    return msgspec.structs.replace(when, start=when.start[:10], end=when.end[:10], precision="day")


class _Weights:
    """How much each time says about when the main incident happened."""

    def __init__(self, annotations: Annotations, clauses: Clauses, apart: Apart) -> None:
        self.clauses = clauses
        self.apart = apart
        self.events = apart.positions(annotations)
        self.told: dict[int, list[int]] = defaultdict(list)
        for event in annotations.events:
            if event.evidence.field is None:
                self.told[event.sentence].append(event.evidence.start)
        self.bare = _bare_lines(annotations, clauses)
        totals = Counter(PICTURE.findall(clauses.text))
        self.pictures = {total for total, times in totals.items() if times >= PICTURES}

    def __call__(self, mention: TimeMention) -> float:
        """The weight of one time; 0 for one that dates something else."""
        if mention.when.precision in VAGUE or self._dates_something_else(mention):
            return 0.0
        weight = self._weight(mention)
        if mention.when.precision not in EXACT:
            weight *= 0.5
        elif mention.when.anchor not in ("stated", "published"):
            weight *= COUNTED
        return min(weight, OF_PAGE) if mention.sentence in self.bare else weight

    def _dates_something_else(self, mention: TimeMention) -> bool:
        """Page furniture, other incidents, what is still to come."""
        evidence, number = mention.when.evidence, mention.sentence
        if mention.role != "date" or evidence.field == "title":
            return True
        if self.clauses.to_come(mention.when):
            return True
        if self.clauses.furniture(number) or self.apart(number, evidence.start):
            return True
        before = self._before(evidence.start, self.clauses.sentences[number].start, CAPTION)
        if SIGNED.search(before) or not self.pictures.isdisjoint(PICTURE.findall(before)):
            return True
        return evidence.start < self.clauses.dateline_end(number) or self._introduces(mention)

    def _introduces(self, mention: TimeMention) -> bool:
        """Whether its clause introduces an incident, long after the lead, that is not the main."""
        start, end = self._clause(mention)
        if mention.sentence < self.clauses.first + LEAD or not self._old(mention.when):
            return False
        places = [at for at in self.told.get(mention.sentence, ()) if start <= at < end]
        return any(INTRODUCED.search(self.clauses.text[max(start, at - 50) : at]) for at in places)

    def _old(self, when: When) -> bool:
        """Whether a time lies well before publication."""
        published, end = self.clauses.published or "", when.end or ""
        try:
            age = date.fromisoformat(published[:10]) - date.fromisoformat(end[:10])
        except ValueError:
            return False
        return age.days > OLD

    def _weight(self, mention: TimeMention) -> float:
        evidence, number = mention.when.evidence, mention.sentence
        weight = self.clauses.weight(evidence, number)
        places = self.events.get(number, [])
        start, end = self._clause(mention)
        if RECOUNTED.search(self._before(evidence.start, start, 160)) or dates_telling(
            self.clauses, evidence, start, places, role="aftermath"
        ):
            return 0.0
        if dates_telling(self.clauses, evidence, start, places):
            return weight * DATES_TELLING
        text, exact = self.clauses.text, mention.when.precision in EXACT
        after = [at for at in places if at >= evidence.end and exact]
        if any(ADJOINS.fullmatch(text, evidence.end, at) for at in after):
            weight += ADJOINING
        if any(start <= at < end for at in places):
            weight += IN_CLAUSE
        elif places:
            weight += IN_SENTENCE
        if happens_on(self.clauses, evidence, start):
            weight += HAPPENING
        return weight

    def _before(self, offset: int, start: int, most: int) -> str:
        return self.clauses.text[max(start, offset - most) : offset]

    def _clause(self, mention: TimeMention) -> tuple[int, int]:
        return self.clauses.clause(mention.sentence, mention.when.evidence.start)


# What may stand between a time and the word that says it dates the telling.
TELLS_BEFORE = rf"(?:\s+{role_pattern('dating', 'daypart').pattern})?,?\s+(?:\w+ly\s+)?"


def dates_telling(
    clauses: Clauses,
    evidence: Evidence,
    start: int,
    events: Sequence[int],
    *,
    role: str = "telling",
) -> bool:
    """Whether a time says when something was said or done later: no event's word stands between.

    Args:
        clauses: The report.
        evidence: The words of the time.
        start: Where their clause begins.
        events: Where words for incidents begin in their sentence.
        role: "telling", or "aftermath" for what is never done on the day itself.
    """
    after = clauses.text[evidence.end : evidence.end + 48]
    if _pattern(role, "", TELLS_BEFORE).match(after):
        return True
    before = clauses.text[max(start, evidence.start - 60) : evidence.start]
    told = _pattern(role, r"[^.;\"“”]{0,28}$").search(before)
    if told is None:
        return False
    from_ = evidence.start - len(before) + told.start()
    return not any(from_ < at < evidence.start for at in events)


def happens_on(clauses: Clauses, evidence: Evidence, start: int) -> bool:
    """Whether a time stands right behind what incidents do ("which struck on Sunday")."""
    before = clauses.text[max(start, evidence.start - 48) : evidence.start]
    return _pattern("happening", r"[^.;]{0,18}$").search(before) is not None


@cache
def _pattern(role: str, after: str, before: str = "") -> re.Pattern[str]:
    """Finds the phrases of one role between two other patterns."""
    return re.compile(before + role_pattern("dating", role).pattern + after, re.IGNORECASE)


def _bare_lines(annotations: Annotations, clauses: Clauses) -> set[int]:
    """Sentences that hold little else than times: date lines, galleries."""
    left: dict[int, int] = {}
    for mention in annotations.times:
        if mention.when.evidence.field == "title":
            continue
        sentence = clauses.sentences[mention.sentence]
        whole = left.get(mention.sentence, sentence.end - sentence.start)
        left[mention.sentence] = whole - len(mention.when.evidence.text)
    return {number for number, rest in left.items() if rest < BARE}
