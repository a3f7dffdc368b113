"""The toll over time: every count that reports give, and which of them stands.

The rule is named `desk.last_day/2`. Of each giver the latest count stands. Tolls grow as the dead
are found: a count is overtaken by a larger one that officials give three hours later, by any that
they give more than a day later, by a smaller one when they say that it corrects, and by a larger
one that a report gives as its own more than three days later. Of those left
the smallest and the largest are the range; the best is the one that most givers give, and among
equals that of officials, then the latest, then the lowest. Words that state no number are kept as
words and count for nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from accordingto.model import Figure, Incident, Record, Refusal, Toll
from accordingto.model.dossier import (
    Change,
    Mark,
    Part,
    Point,
    PointStanding,
    Step,
    TollView,
)
from accordingto.model.kinds import OFFICIAL, Group, Measure, SourceKind
from accordingto.reconcile.days import hours_between, read_day, read_time
from accordingto.reconcile.givers import Givers
from accordingto.reconcile.passages import sentence_around
from accordingto.words import role_pattern

RULE = "desk.last_day/2"
SOME_HOURS, A_DAY, DAYS = 3.0, 24.0, 72.0
"""Hours after which a larger count by officials, any count by them, and a larger one that reports
give as their own takes another's place."""
NEARBY = timedelta(days=3)
"""A time read for a statement is only taken when it is about that of publication."""
STANDING: frozenset[PointStanding] = frozenset({"counts", "copied", "repeated"})
STEPPING = STANDING | {"superseded", "overtaken"}
"""Counts that stood once."""
WHOLE: frozenset[Group] = frozenset({"people", "other"})
MARKS: tuple[Mark, ...] = ("correction", "retraction", "attackers_in", "attackers_out")
GROUPS: dict[Group, str] = {
    "people": "some of the people", "civilians": "civilians", "children": "children",
    "women": "women", "perpetrators": "the attackers", "security_forces": "security forces",
    "foreigners": "foreigners", "other": "some of the people",
}  # fmt: skip
AFTER = 30
"""How far behind a count the words may stand that say these people died later."""
FIGURE_ID = re.compile(r"\bf\d+\b")


class Told:
    """A report in a dossier: its record, its key, the incident in it, its text and original."""

    def __init__(
        self, key: str, record: Record, incident: Incident, *, text: int, original: str | None
    ) -> None:
        self.key, self.record, self.incident = key, record, incident
        self.text, self.original = text, original
        self.incidents = {incident.id}
        self.figures = {figure.id: figure for figure in record.figures}
        self.statements = {statement.id: statement for statement in record.statements}
        self.published = read_day(record.report.published)


def find_points(reports: Iterable[Told], givers: Givers) -> tuple[Point, ...]:
    """All counts of people harmed in the incident, in order of time, with where each stands."""
    reports = list(reports)
    found = [point for told in reports for point in _points_of(told, givers)]
    order = sorted(found, key=lambda pair: (_when(pair[1]) or "9", pair[0]))
    points = [replace(p, id=f"p{n}") for n, (_, p) in enumerate(order, 1)]
    points = _leave_out_mentions(points, {t.key for t in reports if t.incident.role == "main"})
    originals = {told.key: told.original for told in reports}
    kinds = {giver.id: giver.kind for giver in givers.all()}
    return tuple(_judge(points, originals, kinds))


def _leave_out_mentions(points: Sequence[Point], telling: set[str]) -> list[Point]:
    """Counts of reports that only mention the incident give way to those that tell of it."""
    told = {p.measure for p in points if p.report in telling and p.standing == "counts"}
    why = "Its report only mentions the incident."
    return [
        replace(p, standing="refused", why=why)
        if p.standing == "counts" and p.report not in telling and p.measure in told
        else p
        for p in points
    ]


def view_tolls(points: Sequence[Point], kinds: Mapping[str, SourceKind]) -> dict[Measure, TollView]:
    """The toll of each measure that anybody gave a count of."""
    measures = dict.fromkeys(p.measure for p in points if p.standing not in {"refused", "part"})
    return {measure: _view(measure, points, kinds) for measure in measures}


def _points_of(told: Told, givers: Givers) -> Iterator[tuple[str, Point]]:
    """The counts of one report; its place in the text orders those of one day."""
    done: set[str] = set()
    for toll in told.incident.toll.values():
        used = [told.figures[f] for f in toll.figures if f in told.figures and f not in done]
        for group in _added_up(toll, used):
            done.update(figure.id for figure in group)
            yield _place(told, group), _point(told, group, givers, None)
    reasons = {r.figure: r for toll in told.incident.toll.values() for r in toll.refused}
    for figure in told.record.figures:
        if figure.incident in told.incidents and figure.id not in done:
            yield _place(told, [figure]), _point(told, [figure], givers, reasons.get(figure.id))


def _added_up(toll: Toll, used: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures that are one count together ("six men and one woman"), or each its own."""
    numbers = [_number(figure) for figure in used]
    if len(used) > 1 and toll.best and toll.best not in numbers and sum(numbers) == toll.best:
        yield list(used)
    else:
        yield from ([figure] for figure in used)


def _when(point: Point) -> str | None:
    """When a count was given, as exactly as is known; sorts as text."""
    return point.at or (point.given.isoformat() if point.given else None)


def _place(told: Told, figures: Sequence[Figure]) -> str:
    return f"{told.record.report.published or '9'} {told.key} {figures[0].number.start:09d}"


def _point(told: Told, figures: Sequence[Figure], givers: Givers, no: Refusal | None) -> Point:
    first = figures[0]
    several = len(figures) > 1
    low = sum(_number(f) for f in figures) if several else first.low
    closed = all(f.high is not None for f in figures)
    high = sum(f.high or 0 for f in figures) if several and closed else first.high
    source = next((f.source for f in figures if f.source), None)
    standing, why = _stand(told, figures, no.why if no else None)
    given = _given(told, first)
    said = told.statements.get(first.statement or "")
    return Point(
        id="",
        report=told.key,
        figures=tuple(figure.id for figure in figures),
        measure=first.measure,
        group="people" if several else first.group,
        low=low,
        high=high,
        qualifier="exact" if several else first.qualifier,
        word=None if several else first.word,
        giver=givers.of(told.key, source),
        own=source is None,
        given=given,
        at=read_time(told.record.report.published) if given == told.published else None,
        change=None,
        marks=_marks(told, first),
        standing=standing,
        why=why,
        instead=None,
        evidence=tuple(figure.evidence for figure in figures),
        cause=no.cause if no else None,
        held=said.standing if said else "asserted",
    )


def _stand(
    told: Told, figures: Sequence[Figure], why: str | None
) -> tuple[PointStanding, str | None]:
    """Whether a count can stand beside others, before they are looked at."""
    first = figures[0]
    if first.qualifier == "vague":
        return "refused", f'"{first.word or first.number.text}" states no number.'
    if _miscounted(told, first):
        return "refused", "It says how many had been counted wrongly."
    if len(figures) == 1 and first.group == "people" and (first.new or _died_later(told, first)):
        return "added", "It adds to an earlier count."
    if len(figures) == 1 and (first.part_of or first.group != "people"):
        return "part", _reword(told, why) if why else f"It counts only {GROUPS[first.group]}."
    return ("refused", _reword(told, why)) if why else ("counts", None)


def _miscounted(told: Told, figure: Figure) -> bool:
    """Whether a number is that of a mistake: "two patients had been counted twice"."""
    if figure.evidence.field is not None:
        return False
    text = told.record.report.text or ""
    after = text[figure.evidence.end : figure.evidence.end + AFTER].split(".")[0]
    return role_pattern("changes", "mistake").search(figure.evidence.text + after) is not None


def _died_later(told: Told, figure: Figure) -> bool:
    """Whether those counted died after others had been: "three of the wounded died"."""
    if figure.measure != "killed" or figure.evidence.field is not None:
        return False
    text = told.record.report.text or ""
    after = text[figure.evidence.end : figure.evidence.end + AFTER].split(".")[0]
    return role_pattern("changes", "died_later").search(figure.evidence.text + after) is not None


def _reword(told: Told, why: str) -> str:
    """A reason that names figures by their ids, with their words instead."""

    def name(found: re.Match[str]) -> str:
        figure = told.figures.get(found.group())
        return f"“{' '.join(figure.evidence.text.split())}”" if figure else found.group()

    return FIGURE_ID.sub(name, why)


def _given(told: Told, figure: Figure) -> date | None:
    """The day a count was given: that of the words about it, if it is near that of the report."""
    said = told.statements.get(figure.statement or "")
    times = (figure.as_of, said.said_on if said else None)
    for when in times:
        day = read_day(when.start) if when and when.precision in {"day", "minute"} else None
        if day and (told.published is None or abs(day - told.published) <= NEARBY):
            return day
    return told.published


def _marks(told: Told, figure: Figure) -> tuple[Mark, ...]:
    sentence = sentence_around(told.record, figure.evidence)
    return tuple(m for m in MARKS if role_pattern("changes", m).search(sentence))


def _judge(
    points: Sequence[Point], originals: Mapping[str, str | None], kinds: Mapping[str, SourceKind]
) -> Iterator[Point]:
    """Say of each count what it does to those before, and whether it stands."""
    judged: list[Point] = []
    for point in points:
        judged.append(_against_earlier(point, judged, originals))
    for point in judged:
        yield _against_later(point, judged, kinds)


def _against_earlier(
    point: Point, before: Sequence[Point], originals: Mapping[str, str | None]
) -> Point:
    if point.standing != "counts":
        return point
    original = originals.get(point.report)
    same = [p for p in before if p.measure == point.measure and p.standing in STANDING]
    if original is not None:
        copied = [p for p in same if p.report == original and _same_count(p, point)]
        if copied:
            why = "Its report is a copy of another, which gives it too."
            return replace(point, standing="copied", why=why, instead=copied[0].id)
    mine = [p for p in same if p.giver == point.giver and p.group == point.group]
    if not mine:
        return replace(point, change="first")
    last = mine[-1]
    if _same_count(last, point):
        why = "The same giver had given it before."
        first = last.instead if last.standing == "repeated" else last.id
        return replace(point, change="same", standing="repeated", why=why, instead=first)
    change: Change = "raised" if _size(point) > _size(last) else "lowered"
    return replace(point, change=change)


def _against_later(point: Point, points: Sequence[Point], kinds: Mapping[str, SourceKind]) -> Point:
    if point.standing != "counts":
        return point
    rivals = [p for p in points if p.measure == point.measure and p.standing in STANDING]
    at = next(n for n, rival in enumerate(rivals) if rival.id == point.id)
    later = [p for p in rivals[at + 1 :] if p.standing != "copied"]
    if larger := _given_beside(point, rivals):
        why = "Its report does not say who gives it, and has a larger count that somebody gives."
        return replace(point, standing="refused", why=why, instead=larger.id)
    mine = [p for p in later if p.giver == point.giver and p.change in {"raised", "lowered"}]
    if mine:
        why = "The same giver gave another count later."
        return replace(point, standing="superseded", why=why, instead=mine[-1].id)
    corrected = [p for p in later if "correction" in p.marks and kinds.get(p.giver) in OFFICIAL]
    if corrected and _size(corrected[-1]) < _size(point):
        why = "Officials corrected the count downwards later."
        return replace(point, standing="overtaken", why=why, instead=corrected[-1].id)
    official = [p for p in later if kinds.get(p.giver) in OFFICIAL and _when(p)]
    newest = max(official, key=lambda p: _when(p) or "", default=None)
    if newest and (then := _when(point)):
        hours = hours_between(then, _when(newest) or then)
        grown = _size(newest) > _size(point) and hours >= SOME_HOURS
        if grown or (hours > A_DAY and not _same_count(newest, point)):
            why = f"Officials gave {'a larger' if grown else 'another'} count later."
            return replace(point, standing="overtaken", why=why, instead=newest.id)
    established = [p for p in later if p.own and _larger_days_later(p, point)]
    if established:
        why = "Reports give a larger count of their own days later."
        return replace(point, standing="overtaken", why=why, instead=established[-1].id)
    return point


def _larger_days_later(other: Point, point: Point) -> bool:
    """Whether a count is larger than another and given some days after it."""
    then, now = _when(point), _when(other)
    if then is None or now is None or _size(other) <= _size(point):
        return False
    return hours_between(then, now) > DAYS


def _given_beside(point: Point, rivals: Sequence[Point]) -> Point | None:
    """A larger count by somebody else in the report that gives a smaller one as its own."""
    beside = [p for p in rivals if p.report == point.report and p.giver != point.giver]
    larger = [p for p in beside if _size(p) > _size(point)]
    return larger[0] if larger and point.own else None


def _view(measure: Measure, points: Sequence[Point], kinds: Mapping[str, SourceKind]) -> TollView:
    standing = [p for p in points if p.measure == measure and _usable(p)]
    low, best, high, why = _settle(standing, points, kinds)
    return TollView(
        measure=measure,
        low=low,
        best=best,
        high=high,
        rule=RULE,
        why=why,
        used=tuple(p.id for p in standing),
        parts=tuple(_parts(measure, points)),
        steps=tuple(_steps(measure, points, kinds)),
    )


def _parts(measure: Measure, points: Sequence[Point]) -> Iterator[Part]:
    """Of each group the number that most givers give; of equals the larger."""
    groups: dict[Group, list[Point]] = defaultdict(list)
    for point in points:
        if point.measure == measure and point.standing == "part" and point.group not in WHOLE:
            groups[point.group].append(point)
    for group, mine in groups.items():
        givers = {n: {p.giver for p in mine if _size(p) == n} for n in map(_size, mine)}
        number = max(givers, key=lambda n: (len(givers[n]), n))
        told = [p for p in mine if _size(p) == number]
        ids = tuple(p.id for p in told)
        yield Part(group=group, low=told[0].low, high=told[0].high, points=ids)


def _usable(point: Point) -> bool:
    return point.standing == "counts"


def _settle(
    standing: Sequence[Point], points: Sequence[Point], kinds: Mapping[str, SourceKind]
) -> tuple[int | None, int | None, int | None, str]:
    if not standing:
        return None, None, None, "Nobody states a number."
    voices: dict[int, set[str]] = defaultdict(set)
    for point in points:
        if point.measure == standing[0].measure and point.standing in {"counts", "repeated"}:
            voices[_size(point)].add(point.giver)
    official = {_size(p) for p in standing if kinds.get(p.giver) in OFFICIAL}
    latest = {_size(p): _when(p) or "" for p in standing}
    sizes = sorted({_size(p) for p in standing})
    best = max(sizes, key=lambda n: (len(voices[n]), n in official, latest[n], -n))
    lows = [p.low if p.low is not None else p.high for p in standing]
    highs = [p.high for p in standing if p.high is not None]
    open_ = max((p.low or 0 for p in standing if p.high is None), default=0)
    low = min(n for n in lows if n is not None)
    high = max(highs) if highs and max(highs) >= open_ else None
    rivals = [n for n in sizes if n != best and len(voices[n]) == len(voices[best])]
    if rivals:
        return low, best, high, _explain_tie(best, rivals, official)
    return low, best, high, _explain(best, sizes, len(voices[best]), best in official)


def _explain(best: int, sizes: Sequence[int], givers: int, official: bool) -> str:
    if len(sizes) == 1:
        return f"{_many(givers, 'giver')} of {best:,}, and nobody of another number."
    kind = ", officials among them" if official else ""
    return f"{best:,} has the most givers ({givers}{kind}) of {len(sizes)} numbers that stand."


def _explain_tie(best: int, rivals: Sequence[int], official: set[int]) -> str:
    others = " and ".join(f"{n:,}" for n in rivals)
    has = "has" if len(rivals) == 1 else "have"
    if best in official and not official & set(rivals):
        return f"{others} {has} as many givers; officials give {best:,}."
    return f"{others} {has} as many givers; {best:,} is the latest."


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"


def _steps(
    measure: Measure, points: Sequence[Point], kinds: Mapping[str, SourceKind]
) -> Iterator[Step]:
    """The toll as anybody could have known it each time that a count was given."""
    mine = [p for p in points if p.measure == measure and _when(p) and p.standing in STEPPING]
    before = None
    for at in sorted({_when(p) or "" for p in mine}):
        known = [_reset(p) for p in mine if (_when(p) or "9") <= at]
        then = [_against_later(p, known, kinds) for p in known]
        low, best, high, _ = _settle([p for p in then if _usable(p)], then, kinds)
        if (low, best, high) != before:
            before = (low, best, high)
            day = max(p.given for p in known if p.given)
            yield Step(at=at, day=day, low=low, best=best, high=high)


def _reset(point: Point) -> Point:
    """A count as it stood before later ones came."""
    standing: PointStanding = (
        "counts" if point.standing in {"superseded", "overtaken"} else point.standing
    )
    return replace(point, standing=standing, why=None, instead=None)


def _number(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _size(point: Point) -> int:
    return point.low if point.low is not None else point.high or 0


def _same_count(one: Point, other: Point) -> bool:
    """Whether two counts give one number, be it at least that or just that."""
    return (_size(one), one.group) == (_size(other), other.group)
