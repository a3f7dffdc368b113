"""What a person changes in a record: each correction is about one value, and keyed by its words.

Ids change when a report is read again; where words stand in it does not. Corrections are kept as
decisions, and applied to whatever record is the newest.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from accordingto.model.kinds import (
    Group,
    IncidentStatus,
    IncidentType,
    Measure,
    PerpetratorStanding,
    Precision,
    Qualifier,
    SourceKind,
)


class Span(Struct, frozen=True, kw_only=True):
    """Where words stand: half-open offsets in code points of the text, or of the title."""

    start: int
    end: int
    field: Literal["title"] | None = None


class FigureValues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is set in a figure; what is not given stays as it was.

    `source` is the name of whoever gives it, None for the report itself; `main` says whether it
    counts people of the main incident (True) or of none that is known (False).
    """

    measure: Measure | UnsetType = UNSET
    group: Group | UnsetType = UNSET
    low: int | UnsetType | None = UNSET
    high: int | UnsetType | None = UNSET
    qualifier: Qualifier | UnsetType = UNSET
    word: str | UnsetType | None = UNSET
    source: str | UnsetType | None = UNSET
    new: bool | UnsetType = UNSET
    main: bool | UnsetType = UNSET


class RejectFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="reject_figure"):
    """A figure that the report does not give: the number's place, and what it was read to count."""

    number: Span
    measure: Measure


class AcceptFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="accept_figure"):
    """A figure that a person found to be right as it is."""

    number: Span
    measure: Measure


class ChangeFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="change_figure"):
    """A figure that was misread."""

    number: Span
    measure: Measure
    values: FigureValues


class AddFigure(Struct, frozen=True, kw_only=True, tag_field="correct", tag="add_figure"):
    """A figure that was missed: `evidence` holds the number and what it counts."""

    number: Span
    evidence: Span
    values: FigureValues


class RejectPerpetrator(
    Struct, frozen=True, kw_only=True, tag_field="correct", tag="reject_perpetrator"
):
    """A name that the report does not put under this standing."""

    name: str
    standing: PerpetratorStanding


class AddPerpetrator(Struct, frozen=True, kw_only=True, tag_field="correct", tag="add_perpetrator"):
    """A name under a standing that was missed."""

    name: str
    kind: SourceKind
    standing: PerpetratorStanding
    evidence: Span


class RenameSource(Struct, frozen=True, kw_only=True, tag_field="correct", tag="rename_source"):
    """A source under another name or of another kind."""

    name: str
    to: str | UnsetType = UNSET
    kind: SourceKind | UnsetType = UNSET


class Where(Struct, frozen=True, kw_only=True):
    """A place as a person gives it: degrees WGS 84, UCDP GED `where_prec`."""

    name: str
    country_code: str | None
    country_name: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    precision: int | None
    evidence: Span | None = None


class Dates(Struct, frozen=True, kw_only=True):
    """Days as a person gives them: ISO 8601, both ends included."""

    start: str
    end: str
    precision: Precision
    evidence: Span | None = None


class ChangeIncident(
    Struct,
    frozen=True,
    kw_only=True,
    tag_field="correct",
    tag="change_incident",
    omit_defaults=True,
):
    """The main incident as it is: its kind, status, days or place."""

    type: IncidentType | UnsetType = UNSET
    status: IncidentStatus | UnsetType = UNSET
    when: Dates | UnsetType = UNSET
    where: Where | UnsetType = UNSET


Correction: TypeAlias = (
    RejectFigure
    | AcceptFigure
    | ChangeFigure
    | AddFigure
    | RejectPerpetrator
    | AddPerpetrator
    | RenameSource
    | ChangeIncident
)


class Lost(Struct, frozen=True, kw_only=True):
    """A correction that does not fit a record, and why."""

    correction: Correction
    why: str
