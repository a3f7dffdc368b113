"""The reader's accuracy on a desk's own reports, by what its people accepted and corrected.

A figure counts once, by the newest word on it. A figure nobody looked at counts for nothing: the
numbers are of what was checked, which people choose.

Source:
    Krippendorff, Content Analysis (alpha for nominal data), computed by NLTK.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from accordingto.errors import ExportError
from accordingto.model.corrections import (
    AcceptFigure,
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    ChangeIncident,
    Correction,
    RejectFigure,
    RejectPerpetrator,
    Span,
)
from accordingto.model.evaluation import Agreement, Evaluation, Measured
from accordingto.store import Desk, Verdict

Key: TypeAlias = tuple[str, int, int, str]
"""A figure: its report, where its number stands, and what it was read to count."""
Word: TypeAlias = tuple[str, str]
"""What was said of a figure: accepted, changed, rejected or added; and to what."""
KINDS = ("accepted", "changed", "rejected", "added")


def evaluate_decisions(desk: Desk) -> Evaluation:
    """Measure a desk's reader by the decisions that hold.

    Raises:
        ExportError: When NLTK is not installed and two people looked at one value.
    """
    verdicts = desk.verdicts()
    words = _words(verdicts)
    final = {key: _newest(said) for key, said in words.items()}
    measures = sorted({key[3] for key in final})
    others = [correction for verdict in verdicts for correction in verdict.corrections]
    return Evaluation(
        reports=len({verdict.report for verdict in verdicts}),
        decisions=len(verdicts),
        figures=_measure("figures", final.values()),
        by_measure=tuple(
            _measure(m, [word for key, word in final.items() if key[3] == m]) for m in measures
        ),
        perpetrators=_measure("perpetrators", _of_names(others)),
        incidents_changed=sum(isinstance(c, ChangeIncident) for c in others),
        agreement=_agree(words),
    )


def _words(verdicts: Sequence[Verdict]) -> dict[Key, dict[str, tuple[int, Word]]]:
    """The last word of each person on each figure, with the decision it is from."""
    words: dict[Key, dict[str, tuple[int, Word]]] = defaultdict(dict)
    for verdict in verdicts:
        for correction in verdict.corrections:
            found = _word(verdict.report, correction)
            if found is not None:
                key, word = found
                words[key][verdict.who] = (verdict.decision, word)
    return dict(words)


def _word(report: str, correction: Correction) -> tuple[Key, Word] | None:
    match correction:
        case AcceptFigure():
            return _key(report, correction.number, correction.measure), ("accepted", "")
        case RejectFigure():
            return _key(report, correction.number, correction.measure), ("rejected", "")
        case ChangeFigure():
            told = str(correction.values)
            return _key(report, correction.number, correction.measure), ("changed", told)
        case AddFigure():
            measure = str(correction.values.measure)
            return _key(report, correction.number, measure), ("added", str(correction.values))
    return None


def _key(report: str, number: Span, measure: str) -> Key:
    return report, number.start, number.end, measure


def _newest(said: Mapping[str, tuple[int, Word]]) -> Word:
    return max(said.values())[1]


def _of_names(corrections: Iterable[Correction]) -> list[Word]:
    words: list[Word] = []
    for correction in corrections:
        if isinstance(correction, RejectPerpetrator):
            words.append(("rejected", correction.name))
        elif isinstance(correction, AddPerpetrator):
            words.append(("added", correction.name))
    return words


def _measure(what: str, words: Iterable[Word]) -> Measured:
    counts = dict.fromkeys(KINDS, 0)
    for kind, _ in words:
        counts[kind] += 1
    right, changed, rejected, missed = (counts[kind] for kind in KINDS)
    return Measured(
        what=what,
        right=right,
        changed=changed,
        rejected=rejected,
        missed=missed,
        precision=_share(right, right + changed + rejected),
        recall=_share(right, right + changed + missed),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _agree(words: Mapping[Key, Mapping[str, tuple[int, Word]]]) -> Agreement:
    twice = {key: said for key, said in words.items() if len(said) > 1}
    same = sum(len({word for _, word in said.values()}) == 1 for said in twice.values())
    people = sorted({who for said in twice.values() for who in said})
    return Agreement(
        values=len(twice), same=same, alpha=_alpha(twice), people=tuple(people)
    )  # fmt: skip


def _alpha(twice: Mapping[Key, Mapping[str, tuple[int, Word]]]) -> float | None:
    """Krippendorff's alpha; None where it says nothing."""
    if len(twice) < 2:
        return None
    labels = {word for said in twice.values() for _, word in said.values()}
    if len(labels) < 2:
        return None
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        advice = "Install it: pip install 'accordingto[agreement]'"
        raise ExportError("agreement", "nltk is not installed", advice) from error
    rows = [
        (who, repr(key), repr(word))
        for key, said in twice.items()
        for who, (_, word) in said.items()
    ]
    return round(float(AnnotationTask(data=rows).alpha()), 4)
