"""Responses, footage and unknowns around the incidents; nothing where there is no incident."""

from __future__ import annotations

from accordingto.model import Annotations, Footage, Incident, Response, Unknown


def assemble_responses(
    annotations: Annotations, incidents: tuple[Incident, ...]
) -> tuple[Response, ...]:
    """What was done about the incident."""
    if not incidents:
        return ()
    return tuple(Response(kind=m.kind, by=m.by, evidence=m.evidence) for m in annotations.responses)


def assemble_footage(
    annotations: Annotations, incidents: tuple[Incident, ...]
) -> tuple[Footage, ...]:
    """What video or photographs are said to show."""
    if not incidents:
        return ()
    return tuple(
        Footage(shows=m.shows, via=m.via, evidence=m.evidence) for m in annotations.footage
    )


def assemble_unknowns(
    annotations: Annotations, incidents: tuple[Incident, ...]
) -> tuple[Unknown, ...]:
    """What the report says is not known."""
    if not incidents:
        return ()
    return tuple(Unknown(about=m.about, evidence=m.evidence) for m in annotations.unknowns)
