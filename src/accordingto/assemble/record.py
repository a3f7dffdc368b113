"""Putting one record together."""

from __future__ import annotations

import hashlib

from accordingto.assemble.attribution import attribute_figures, identify_sources, number_statements
from accordingto.assemble.incidents import assemble_incidents
from accordingto.assemble.surroundings import (
    assemble_footage,
    assemble_responses,
    assemble_unknowns,
)
from accordingto.assemble.timeline import assemble_timeline
from accordingto.assemble.warnings import assemble_warnings
from accordingto.model import Annotations, MadeBy, Record, Report, ReportInfo


def assemble_record(report: Report, annotations: Annotations, made_by: MadeBy) -> Record:
    """Put what annotating found in one report together as its record."""
    sources = identify_sources(annotations)
    statements = number_statements(annotations)
    figures = attribute_figures(report, annotations)
    incidents, figures = assemble_incidents(report, annotations, statements, figures)
    return Record(
        report=describe_report(report),
        made_by=made_by,
        sources=sources,
        statements=statements,
        figures=figures,
        incidents=incidents,
        timeline=assemble_timeline(report, annotations, incidents, statements),
        warnings=assemble_warnings(report, annotations, incidents, statements),
        responses=assemble_responses(annotations, incidents),
        footage=assemble_footage(annotations, incidents),
        unknowns=assemble_unknowns(annotations, incidents),
        places=tuple(m.place for m in annotations.places if m.body or not m.demonym),
        times=tuple(mention.when for mention in annotations.times),
    )


def describe_report(report: Report) -> ReportInfo:
    """What a record says of its report."""
    return ReportInfo(
        id=report.id,
        title=report.title,
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        retrieved=report.retrieved,
        language=report.language,
        sha256=hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=report.text,
        byline=report.byline,
    )
