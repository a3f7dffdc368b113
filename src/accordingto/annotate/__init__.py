"""Stage 2: one report -> what it holds. The only room that knows the NLP library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accordingto.annotate import events, figures, places, scene, speech, times
from accordingto.annotate.episodes import find_episodes_told
from accordingto.annotate.legible import make_legible
from accordingto.annotate.pipeline import describe_models, load_models, open_readings
from accordingto.annotate.reading import Reading
from accordingto.config import How
from accordingto.model import Annotations, Report

__all__ = ["annotate_report", "annotate_reports", "describe_models", "load_models", "make_legible"]

DEFAULT = How()


def annotate_report(report: Report, how: How = DEFAULT) -> Annotations:
    """Read one report, layer by layer."""
    return next(iter(annotate_reports([report], how)))


def annotate_reports(reports: Iterable[Report], how: How = DEFAULT) -> Iterator[Annotations]:
    """Read many reports; annotations come in the same order. Parses are made in batches."""
    for reading in open_readings(reports, how):
        yield annotate_reading(reading)


def annotate_reading(reading: Reading) -> Annotations:
    """Every layer over one parsed report; each reads those before it."""
    reading.times = times.find_times(reading)
    reading.places = places.find_places(reading)
    reading.speakers, reading.statements = speech.find_statements(reading)
    reading.figures = figures.find_figures(reading)
    reading.events = events.find_events(reading)
    scenery = scene.find_scene(reading)
    return Annotations(
        sentences=reading.sentences,
        quotes=reading.quotes,
        times=reading.times,
        places=reading.places,
        speakers=reading.speakers,
        statements=reading.statements,
        figures=reading.figures,
        events=reading.events,
        weapons=scenery.weapons,
        targets=scenery.targets,
        venues=scenery.venues,
        actors=scenery.actors,
        responses=scenery.responses,
        footage=scenery.footage,
        unknowns=scenery.unknowns,
        episodes=find_episodes_told(reading),
    )
