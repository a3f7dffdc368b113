"""What a report is about: the kind of its main incident, or that it tells of none."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, EventMention
from accordingto.model.kinds import FAMILY, IncidentType

# What an incident is called at large; the others say how it was done.
GENERAL: set[IncidentType] = {"armed_attack", "raid"}
# A way of doing it names the incident when it weighs this share of the heaviest way; two such
# ways together are an armed attack with both.
SHARE = 0.5
# A specific way gives its name when it weighs this much of what is said at large.
SPECIFIC = 0.25
HARMED = {"killed", "injured", "hospitalised", "missing", "abducted", "casualties"}
# Riots have many words; a deed in them that killed is what the report is about at a third of that.
WEIGHTED = {"unrest": 3.0, "violence": 1.0}
# Kinds that can belong to an incident of another family.
BESIDES = {"fire", "collapse", "hostage_taking", "abduction"}
# A report's incident needs this weight of words; in a short text half of it.
ENOUGH = 6.0
SHORT = 8


@dataclass(frozen=True, slots=True)
class Mainline:
    """What the report is about."""

    type: IncidentType
    also: tuple[IncidentType, ...]
    family: str
    planned: bool = False


def find_mainline(annotations: Annotations, clauses: Clauses) -> Mainline | None:
    """The kind of the main incident; None when the report tells of none."""
    if _opens_with_plot(annotations, clauses):
        planned = weigh_types(annotations, clauses, planned=True)
        main = max(planned, key=lambda kind: planned[kind])
        return Mainline(main, _also(main, planned, planned), FAMILY[main], planned=True)
    weights = weigh_types(annotations, clauses)
    families: dict[str, float] = defaultdict(float)
    for kind, weight in weights.items():
        families[FAMILY[kind]] += weight
    if not families:
        return _harm_alone(annotations)
    family = max(families, key=lambda name: families[name])
    if family == "unrest" and _killed_by_deed(annotations, clauses):
        family = max(("violence", family), key=lambda name: families[name] / WEIGHTED[name])
    if not _enough(annotations, families[family]):
        return _harm_alone(annotations)
    kinds = {kind: weight for kind, weight in weights.items() if FAMILY[kind] == family}
    main = _name(kinds)
    return Mainline(main, _also(main, kinds, weights), family)


def _opens_with_plot(annotations: Annotations, clauses: Clauses) -> bool:
    """Whether title and lead tell of a deed that was only planned, and of nobody harmed."""
    told = {True: 0.0, False: 0.0}
    for event in annotations.events:
        if (
            event.type is not None
            and not event.past
            and clauses.opens(event.evidence, event.sentence)
        ):
            told[_is_plan(event)] += clauses.weight(event.evidence, event.sentence)
    harmed = any(
        f.measure in HARMED and f.high != 0 and clauses.opens(f.evidence, f.sentence)
        for f in annotations.figures
    )
    return told[True] > told[False] and not harmed


def name_mainline(
    mainline: Mainline,
    annotations: Annotations,
    clauses: Clauses,
    holds: Callable[[int, int], bool],
) -> Mainline:
    """The main incident named by its own words only: `holds` knows where it is told of."""
    own = [e for e in annotations.events if e.evidence.field or holds(e.sentence, e.evidence.start)]
    told = msgspec.structs.replace(annotations, events=tuple(own))
    weights = weigh_types(told, clauses, planned=mainline.planned)
    kinds = {kind: w for kind, w in weights.items() if FAMILY[kind] == mainline.family}
    if not kinds or mainline.planned:
        return mainline
    main = _name(kinds)
    return dataclasses.replace(mainline, type=main, also=_also(main, kinds, weights))


def weigh_types(
    annotations: Annotations, clauses: Clauses, *, planned: bool = False
) -> dict[IncidentType, float]:
    """How much of the report each kind takes up: lead and title count most, so do tolls."""
    harmed = {figure.sentence for figure in annotations.figures if figure.measure in HARMED}
    weights: dict[IncidentType, float] = defaultdict(float)
    for event in annotations.events:
        if event.type is not None and not event.past and _is_plan(event) is planned:
            weight = clauses.weight(event.evidence, event.sentence)
            in_body = event.evidence.field is None
            weights[event.type] += weight * (2.0 if in_body and event.sentence in harmed else 1.0)
    return weights


def _is_plan(event: EventMention) -> bool:
    return event.status in ("thwarted", "threatened")


def _killed_by_deed(annotations: Annotations, clauses: Clauses) -> bool:
    """Whether the lead tells in one sentence of a violent deed and of people killed."""
    killed = {
        f.sentence
        for f in annotations.figures
        if f.measure == "killed" and f.high != 0 and clauses.opens(f.evidence, f.sentence)
    }
    return any(
        event.sentence in killed and event.evidence.field is None and not event.past
        for event in annotations.events
        if event.type is not None and FAMILY[event.type] == "violence"
    )


def _enough(annotations: Annotations, weight: float) -> bool:
    harmed = any(f.measure in HARMED and f.high != 0 for f in annotations.figures)
    short = len(annotations.sentences) <= SHORT
    return weight >= (ENOUGH / 2 if short or harmed else ENOUGH)


def _harm_alone(annotations: Annotations) -> Mainline | None:
    """A short text that counts people harmed tells of an incident, whatever it was."""
    lead = SHORT if len(annotations.sentences) <= SHORT else 2
    if any(f.measure in ("killed", "injured") and f.sentence < lead for f in annotations.figures):
        return Mainline("other", (), "other")
    return None


def _name(kinds: dict[IncidentType, float]) -> IncidentType:
    ways = {kind: weight for kind, weight in kinds.items() if kind not in GENERAL}
    general = sum(weight for kind, weight in kinds.items() if kind in GENERAL)
    if not ways:
        return "armed_attack" if "armed_attack" in kinds else max(kinds, key=lambda k: kinds[k])
    first = max(ways, key=lambda kind: ways[kind])
    if general and ways[first] < SPECIFIC * general:
        return "armed_attack"
    rivals = [kind for kind in ways if kind != first and ways[kind] >= SHARE * ways[first]]
    return "armed_attack" if rivals and general >= ways[first] else first


def _also(
    main: IncidentType, kinds: dict[IncidentType, float], weights: dict[IncidentType, float]
) -> tuple[IncidentType, ...]:
    """The other kinds that belong to it, heaviest first: those of the family and `BESIDES`."""
    joined = {k: w for k, w in kinds.items() if k != main and k not in GENERAL}
    joined |= {k: w for k, w in weights.items() if k in BESIDES and k != main}
    return tuple(sorted(joined, key=lambda kind: -joined[kind]))
