"""When an incident happened: the date that the report's own words agree on most."""

from __future__ import annotations

import re
from collections import defaultdict

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, TimeMention, When

# A time right after one of these dates the saying, not the event.
SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|statement|stated|interview|warned|"
    r"condemned|condemning|denounced|vowed|mourned|identified|charged|arraigned|appeared|arrested|"
    r"visited|released|issued|expected|tweeted|wrote|briefing|conference)\b[^.;]{0,28}$",
    re.IGNORECASE,
)


def find_when(annotations: Annotations, clauses: Clauses, apart: Apart) -> When | None:
    """The time of the main incident: the date that lead, events and tolls agree on most."""
    votes: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, When]] = {}
    events = apart.positions(annotations)
    for mention in annotations.times:
        weight = _time_weight(mention, clauses, events, apart)
        when = mention.when
        if weight <= 0 or when.precision in ("unknown", "season", "year"):
            continue
        key = (when.start or when.text.lower())[:10]
        votes[key] += weight
        fit = weight + (0.5 if when.precision == "day" else 0.0)
        if key not in best or fit > best[key][0]:
            best[key] = (fit, when)
    if not votes:
        return None
    return best[max(votes, key=lambda key: votes[key])][1]


def _time_weight(
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
    if any(start <= at < end for at in places):
        weight += 3.0
    elif places:
        weight += 1.5
    before = clauses.text[max(start, evidence.start - 60) : evidence.start]
    return weight * (0.2 if SAYING.search(before) else 1.0)
