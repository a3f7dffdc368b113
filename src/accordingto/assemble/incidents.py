"""The incidents of one report: main and background, each with its time, place, toll and actors."""

from __future__ import annotations

from accordingto.model import Annotations, Figure, Incident, Report, Statement


def assemble_incidents(
    report: Report,
    annotations: Annotations,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...]]:
    """The incidents, main first, and the figures with the incident each belongs to."""
    return (), figures
