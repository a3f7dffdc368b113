"""When an incident happened: the date that the report's own words agree on most."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, TimeMention, When

TELLING = (
    r"(?:said|says|told|announced|reported|added|confirmed|statement|stated|interview|warned|"
    r"condemned|condemning|denounced|vowed|mourned|identified|charged|arraigned|appeared|arrested|"
    r"visited|released|issued|expected|tweeted|wrote|briefing|conference|quoted|met|meeting|"
    r"ordered|toured|touring|praised|pledged|expressed|offered|urged|called|named|"
    r"trial|court|convicted|sentenced|pleaded|testified|hearing|verdict|jury|inquest|remanded|"
    r"approved|resumed|reopened|buried|held a|funerals?|vigils?|quoting)"
)
# A time close after one of these, or right before one, dates the telling and not the event.
TOLD = re.compile(rf"\b{TELLING}\b[^.;]{{0,28}}$", re.IGNORECASE)
TELLS = re.compile(rf"(?:\s+(?:night|morning|evening|afternoon))?,?\s+{TELLING}\b", re.IGNORECASE)
# "The toll from Friday's blast climbed to 90 on Saturday": the second dates the count.
RECOUNTED = re.compile(
    r"\b(?:tolls?|number|deaths?|dead|casualties|fatalities|killed)\b[^.;]{0,90}?"
    r"\b(?:climb(?:s|ed|ing)|r[io]ses?|risen|rising|jump(?:s|ed)|gr[eo]ws?|soar(?:s|ed)|increased|"
    r"revised|lowered|passed|topped|reached)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# How much less such a time counts; what being in one clause, or one sentence, with the event's
# words adds, and standing right before them ("the August 7 bombings"); what a date must weigh.
DATES_TELLING = 0.2
IN_CLAUSE, IN_SENTENCE, ADJOINING = 3.0, 1.5, 4.0
BESIDE = 28
ENOUGH = 2.0
# A line that holds little but a date is the page's own.
BARE = 14
# A time of day may be that of a later count; it says little about the day.
EXACT = ("day", "weekday_only", "month_day_only")


def find_when(annotations: Annotations, clauses: Clauses, apart: Apart) -> When | None:
    """The time of the main incident: the date that lead, events and tolls agree on most.

    None when no date is tied to it: a date of the page or of what somebody said is no answer.
    """
    votes: dict[str, float] = defaultdict(float)
    found: dict[str, list[tuple[float, When]]] = defaultdict(list)
    events = apart.positions(annotations)
    bare = _bare_lines(annotations, clauses)
    for mention in annotations.times:
        weight = _weight(mention, clauses, events, apart)
        when = mention.when
        if weight <= 0 or when.precision in ("unknown", "season", "year"):
            continue
        if mention.sentence in bare:
            weight = min(weight, 0.5)
        key = (when.start or when.text.lower())[:10]
        votes[key] += weight * (1.0 if when.precision in EXACT else 0.5)
        found[key].append((weight, when))
    key = max(votes, key=lambda key: votes[key], default="")
    return _best(found[key]) if votes and votes[key] >= ENOUGH else None


def _best(found: list[tuple[float, When]]) -> When:
    """The words that give a date best; a time of day gives its day where nothing else does."""
    days = [pair for pair in found if pair[1].precision != "minute"]
    _, when = max(days or found, key=lambda pair: pair[0])
    if when.precision != "minute" or when.start is None or when.end is None:
        return when
    return msgspec.structs.replace(when, start=when.start[:10], end=when.end[:10], precision="day")


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


def _weight(
    mention: TimeMention, clauses: Clauses, events: dict[int, list[int]], apart: Apart
) -> float:
    evidence, number = mention.when.evidence, mention.sentence
    if mention.role != "date" or evidence.field == "title":
        return 0.0
    if clauses.furniture(number) or apart(number, evidence.start):
        return 0.0
    if evidence.start < clauses.dateline_end(number):
        return 0.0
    weight = clauses.weight(evidence, number)
    places = events.get(number, [])
    start, end = clauses.clause(number, evidence.start)
    if _dates_telling(mention, clauses, start, places):
        return weight * DATES_TELLING
    if any(0 <= at - evidence.end <= BESIDE for at in places):
        weight += ADJOINING
    if any(start <= at < end for at in places):
        weight += IN_CLAUSE
    elif places:
        weight += IN_SENTENCE
    return weight


def _dates_telling(mention: TimeMention, clauses: Clauses, start: int, places: list[int]) -> bool:
    """Whether a time says when something was said: no word of the event stands between."""
    evidence = mention.when.evidence
    if TELLS.match(clauses.text, evidence.end, evidence.end + 40):
        return True
    if RECOUNTED.search(clauses.text[max(start, evidence.start - 160) : evidence.start]):
        return True
    from_ = max(start, evidence.start - 60)
    told = TOLD.search(clauses.text[from_ : evidence.start])
    return told is not None and not any(from_ + told.start() < at < evidence.start for at in places)
