"""What surrounds the incidents: timeline, warnings, responses, footage, unknowns."""

from __future__ import annotations

from accordingto.model import (
    Advisory,
    Annotations,
    Footage,
    Incident,
    Report,
    Response,
    Statement,
    TimelineEntry,
    Unknown,
)


def assemble_timeline(
    report: Report,
    annotations: Annotations,
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> tuple[TimelineEntry, ...]:
    """What happened and was said, in the order it happened."""
    return ()


def assemble_warnings(
    report: Report,
    annotations: Annotations,
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> tuple[Advisory, ...]:
    """Advisories and foiled plots before the incident."""
    return ()


def assemble_responses(annotations: Annotations) -> tuple[Response, ...]:
    """What was done about the incident."""
    return tuple(Response(kind=m.kind, by=m.by, evidence=m.evidence) for m in annotations.responses)


def assemble_footage(annotations: Annotations) -> tuple[Footage, ...]:
    """What video or photographs are said to show."""
    return tuple(
        Footage(shows=m.shows, via=m.via, evidence=m.evidence) for m in annotations.footage
    )


def assemble_unknowns(annotations: Annotations) -> tuple[Unknown, ...]:
    """What the report says is not known."""
    return tuple(Unknown(about=m.about, evidence=m.evidence) for m in annotations.unknowns)
