"""The incidents of one report: main and background, each with its time, place, toll and actors."""

from __future__ import annotations

import msgspec

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.assemble.labels import label_of
from accordingto.assemble.mainline import Mainline, find_mainline
from accordingto.assemble.setting import find_when, find_where
from accordingto.assemble.toll import Tolls
from accordingto.model import Annotations, Figure, Incident, Report, Statement

MAIN = "i1"
MOST_EVIDENCE = 12


def assemble_incidents(
    report: Report,
    annotations: Annotations,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...]]:
    """The incidents, main first, and the figures with the incident each belongs to."""
    clauses = Clauses(report, annotations)
    mainline = find_mainline(annotations, clauses)
    if mainline is None:
        return (), figures
    apart = Apart(annotations, clauses, mainline, None)
    apart = Apart(annotations, clauses, mainline, find_when(annotations, clauses, apart))
    numbers = {f"f{n}": figure for n, figure in enumerate(annotations.figures, 1)}
    figures = tuple(
        figure
        if apart(numbers[figure.id].sentence, figure.number.start)
        else msgspec.structs.replace(figure, incident=MAIN)
        for figure in figures
    )
    main = _main(annotations, clauses, mainline, apart)
    tolls = Tolls(
        figures,
        statements,
        {},
        {key: figure.sentence for key, figure in numbers.items()},
        report.text,
        frozenset(),
    )
    return (msgspec.structs.replace(main, toll=tolls.of(MAIN)),), figures


def _main(annotations: Annotations, clauses: Clauses, mainline: Mainline, apart: Apart) -> Incident:
    when = find_when(annotations, clauses, apart)
    where = find_where(annotations, clauses, apart)
    return Incident(
        id=MAIN,
        role="main",
        label=label_of(mainline.type, None, where, when),
        type=mainline.type,
        also=mainline.also,
        status="accomplished",
        when=when,
        where=where,
        venue=None,
        perpetrators=(),
        weapons=(),
        targets=(),
        toll={},
        evidence=(),
    )
