"""What was not known, and what a later report says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from accordingto.model import Unknown
from accordingto.model.dossier import Answer, Blame, Cited, OpenQuestion, Point, Responsibility
from accordingto.model.kinds import PerpetratorStanding, UnknownAbout
from accordingto.reconcile.series import Told

Asked = Sequence[tuple[Told, Unknown]]
NAMED: tuple[PerpetratorStanding, ...] = ("claimed", "accused", "suspected")
"""Standings that answer who did it; of one day the first of these comes first."""
FATES = {"arrested": "arrested", "killed": "killed"}


def gather_questions(
    reports: Sequence[Told], points: Sequence[Point], blamed: Sequence[Responsibility]
) -> tuple[OpenQuestion, ...]:
    """What reports say is not known, by subject, with the first later report that tells it.

    Only who did it, how many, and what became of them can be told from later records; other
    questions stay open.
    """
    asked: dict[UnknownAbout, list[tuple[Told, Unknown]]] = defaultdict(list)
    for told in reports:
        if told.original is None:
            for unknown in told.record.unknowns:
                asked[unknown.about].append((told, unknown))
    answers: dict[UnknownAbout, Callable[[date | None], Iterator[Answer]]] = {
        "perpetrator": lambda after: _who(blamed, after),
        "toll": lambda after: _how_many(points, after),
        "whereabouts": lambda after: _what_became(blamed, after),
        "fate": lambda after: _what_became(blamed, after),
    }
    return tuple(_question(about, pairs, answers.get(about)) for about, pairs in asked.items())


def _question(
    about: UnknownAbout, pairs: Asked, answers: Callable[[date | None], Iterator[Answer]] | None
) -> OpenQuestion:
    days = [told.published for told, _ in pairs if told.published]
    last = max(days, default=None)
    found = answers(min(days, default=None)) if answers else iter(())
    return OpenQuestion(
        about=about,
        asked=tuple(Cited(report=told.key, evidence=unknown.evidence) for told, unknown in pairs),
        first=min(days, default=None),
        last=last,
        answer=next(found, None),
    )


def _who(blamed: Sequence[Responsibility], after: date | None) -> Iterator[Answer]:
    words = {"claimed": "{} claims it", "accused": "{} is accused", "suspected": "{} is suspected"}
    found = [
        (occasion, row)
        for row in blamed
        if row.standing in NAMED and row.name[:1].isupper()
        for occasion in row.occasions
        if _later(occasion.day, after) and occasion.evidence
    ]
    for occasion, row in sorted(found, key=_by_day_and_standing):
        cited = Cited(report=occasion.report, evidence=occasion.evidence[0])
        text = words[row.standing].format(row.name)
        yield Answer(words=text, day=occasion.day, cited=cited)


def _by_day_and_standing(pair: tuple[Blame, Responsibility]) -> tuple[date, int]:
    occasion, row = pair
    return occasion.day or date.max, NAMED.index(row.standing)


def _how_many(points: Sequence[Point], after: date | None) -> Iterator[Answer]:
    for point in points:
        number = point.low if point.low is not None else point.high
        told = point.measure == "killed" and point.standing == "counts" and number is not None
        if told and point.qualifier != "vague" and _later(point.given, after):
            cited = Cited(report=point.report, evidence=point.evidence[0])
            yield Answer(words=f"{number:,} killed", day=point.given, cited=cited)


def _what_became(blamed: Sequence[Responsibility], after: date | None) -> Iterator[Answer]:
    found = [
        (occasion, row)
        for row in blamed
        for occasion in row.occasions
        if occasion.fate in FATES and _later(occasion.day, after) and occasion.evidence
    ]
    for occasion, row in sorted(found, key=lambda pair: pair[0].day or date.max):
        cited = Cited(report=occasion.report, evidence=occasion.evidence[0])
        yield Answer(words=f"{row.name}: {occasion.fate}", day=occasion.day, cited=cited)


def _later(day: date | None, after: date | None) -> bool:
    return day is not None and after is not None and day > after
