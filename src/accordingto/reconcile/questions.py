"""What was not known, and what a later report says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from accordingto.model import Unknown
from accordingto.model.dossier import Answer, Blame, Cited, OpenQuestion, Point, Responsibility
from accordingto.model.kinds import Fate, PerpetratorStanding, UnknownAbout
from accordingto.reconcile.days import hours_between, read_time
from accordingto.reconcile.series import STEPPING, Told

Asked = Sequence[tuple[Told, Unknown]]
NAMED: tuple[PerpetratorStanding, ...] = ("claimed", "accused", "suspected")
"""Standings that answer who did it; of one day the first of these comes first."""
FATES: frozenset[Fate] = frozenset({"arrested", "killed"})


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
    answers: dict[UnknownAbout, Callable[[], Iterator[Answer]]] = {
        "perpetrator": lambda: _who(blamed),
        "toll": lambda: _how_many(points),
        "whereabouts": lambda: chain(_what_became(blamed), _caught(reports)),
        "fate": lambda: _what_became(blamed),
    }
    times = {told.key: read_time(told.record.report.published) for told in reports}
    return tuple(
        _question(about, pairs, answers.get(about), times) for about, pairs in asked.items()
    )


def _question(
    about: UnknownAbout,
    pairs: Asked,
    answers: Callable[[], Iterator[Answer]] | None,
    times: Mapping[str, str | None],
) -> OpenQuestion:
    days = [told.published for told, _ in pairs if told.published]
    first = min((at for told, _ in pairs if (at := times[told.key])), default=None)
    later = (
        a for a in (answers() if answers else ()) if _is_later(times.get(a.cited.report), first)
    )
    return OpenQuestion(
        about=about,
        asked=tuple(Cited(report=told.key, evidence=unknown.evidence) for told, unknown in pairs),
        first=min(days, default=None),
        last=max(days, default=None),
        answer=min(later, key=lambda answer: times[answer.cited.report] or "9", default=None),
    )


def _is_later(at: str | None, first: str | None) -> bool:
    """Whether a report came after the one that did not know; of one day only where hours tell."""
    return at is not None and first is not None and hours_between(first, at) > 0


def _who(blamed: Sequence[Responsibility]) -> Iterator[Answer]:
    words = {"claimed": "{} claims it", "accused": "{} is accused", "suspected": "{} is suspected"}
    found = [
        (occasion, row)
        for row in blamed
        if row.standing in NAMED and row.name[:1].isupper()
        for occasion in row.occasions
        if occasion.evidence
    ]
    for occasion, row in sorted(found, key=_by_day_and_standing):
        cited = Cited(report=occasion.report, evidence=occasion.evidence[0])
        text = words[row.standing].format(row.name)
        yield Answer(words=text, day=occasion.day, cited=cited)


def _by_day_and_standing(pair: tuple[Blame, Responsibility]) -> tuple[date, int]:
    occasion, row = pair
    return occasion.day or date.max, NAMED.index(row.standing)


def _how_many(points: Sequence[Point]) -> Iterator[Answer]:
    for point in points:
        number = point.low if point.low is not None else point.high
        if point.measure == "killed" and point.standing in STEPPING and number is not None:
            cited = Cited(report=point.report, evidence=point.evidence[0])
            yield Answer(words=f"{number:,} killed", day=point.given, cited=cited)


def _what_became(blamed: Sequence[Responsibility]) -> Iterator[Answer]:
    for row in blamed:
        for occasion in row.occasions:
            if occasion.fate in FATES and occasion.evidence:
                cited = Cited(report=occasion.report, evidence=occasion.evidence[0])
                yield Answer(words=f"{row.name}: {occasion.fate}", day=occasion.day, cited=cited)


def _caught(reports: Sequence[Told]) -> Iterator[Answer]:
    """Arrests that a report tells of."""
    for told in reports:
        for response in told.record.responses:
            if response.kind == "arrest":
                cited = Cited(report=told.key, evidence=response.evidence)
                yield Answer(words="arrests", day=told.published, cited=cited)
