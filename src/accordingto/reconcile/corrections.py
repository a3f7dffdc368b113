"""What people corrected, applied to a record: a new record, as valid as any.

A toll that a correction touches is made anew by the rule `corrected/1`: of the figures of its
measure that count everybody harmed in the incident, the smallest and the largest are the range, the
largest is the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from accordingto.model import (
    Evidence,
    Figure,
    Incident,
    Perpetrator,
    Place,
    Record,
    Refusal,
    Source,
    Toll,
    When,
)
from accordingto.model.corrections import (
    AcceptFigure,
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    ChangeIncident,
    Correction,
    Dates,
    FigureValues,
    Lost,
    RejectFigure,
    RejectPerpetrator,
    RenameSource,
    Span,
    Where,
)
from accordingto.model.kinds import Measure

RULE = "corrected/1"
BY_HAND = "stated by a person"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record with corrections applied, and those that do not fit it."""

    record: Record
    lost: tuple[Lost, ...]


class Misfit(Exception):
    """A correction that does not fit the record."""


@dataclass(slots=True)
class _Draft:
    """A record as it is being corrected; `touched` are the tolls to make anew."""

    record: Record
    touched: set[tuple[str, Measure]] = field(default_factory=set)


def apply_corrections(record: Record, corrections: Sequence[Correction]) -> Corrected:
    """Correct a record, one correction after the other; what does not fit is left out and told.

    Applying the same ones to the same record again gives the same.
    """
    draft, lost = _Draft(record), []
    for correction in corrections:
        try:
            _apply(draft, correction)
        except Misfit as misfit:
            lost.append(Lost(correction=correction, why=str(misfit)))
    _make_tolls(draft)
    return Corrected(draft.record, tuple(lost))


def _apply(draft: _Draft, correction: Correction) -> None:
    match correction:
        case RejectFigure():
            _reject_figure(draft, correction)
        case AcceptFigure():
            _find(draft, correction.number, correction.measure)  # it must be there
        case ChangeFigure():
            _change_figure(draft, correction)
        case AddFigure():
            _add_figure(draft, correction)
        case RejectPerpetrator():
            _reject_perpetrator(draft, correction)
        case AddPerpetrator():
            _add_perpetrator(draft, correction)
        case RenameSource():
            _rename_source(draft, correction)
        case ChangeIncident():
            _change_incident(draft, correction)


def _reject_figure(draft: _Draft, correction: RejectFigure) -> None:
    gone = _find(draft, correction.number, correction.measure)
    _touch(draft, gone)
    kept = (figure for figure in draft.record.figures if figure.id != gone.id)
    figures = tuple(replace(f, part_of=None) if f.part_of == gone.id else f for f in kept)
    draft.record = replace(draft.record, figures=figures)


def _change_figure(draft: _Draft, correction: ChangeFigure) -> None:
    old = _find(draft, correction.number, correction.measure)
    new = _set_values(draft, old, correction.values)
    _touch(draft, old)
    _touch(draft, new)
    figures = tuple(new if figure.id == old.id else figure for figure in draft.record.figures)
    draft.record = replace(draft.record, figures=figures)


def _add_figure(draft: _Draft, correction: AddFigure) -> None:
    measure = correction.values.measure
    if isinstance(measure, UnsetType):
        raise Misfit("It does not say what is counted.")
    main = _main(draft.record)
    blank = Figure(
        id=_new_id(draft.record), measure=measure, group="people", low=None, high=None,
        qualifier="exact", word=None, number=_cut(draft.record, correction.number),
        evidence=_cut(draft.record, correction.evidence), source=None, statement=None,
        incident=main.id if main else None, part_of=None, as_of=None, new=False,
    )  # fmt: skip
    added = _set_values(draft, blank, correction.values)
    _touch(draft, added)
    figures = sorted((*draft.record.figures, added), key=lambda figure: figure.number.start)
    draft.record = replace(draft.record, figures=tuple(figures))


def _set_values(draft: _Draft, figure: Figure, values: FigureValues) -> Figure:
    changes: dict[str, object] = {
        name: getattr(values, name)
        for name in ("measure", "group", "low", "high", "qualifier", "word", "new")
        if getattr(values, name) is not UNSET
    }
    if not isinstance(values.source, UnsetType):
        changes["source"] = _source_of(draft, values.source)
        changes["statement"] = None
    if not isinstance(values.main, UnsetType):
        main = _main(draft.record)
        changes["incident"] = main.id if main and values.main else None
    changed: Figure = replace(figure, **changes)
    if None not in {changed.low, changed.high} and (changed.low or 0) > (changed.high or 0):
        raise Misfit(f"No count lies between {changed.low} and {changed.high}.")
    return changed


def _source_of(draft: _Draft, name: str | None) -> str | None:
    """The id of the source of a name, which is added where the record has none."""
    if name is None:
        return None
    for source in draft.record.sources:
        if source.name.casefold() == name.casefold():
            return source.id
    numbers = [int(s.id[1:]) for s in draft.record.sources if s.id[1:].isdecimal()]
    new = Source(id=f"s{max(numbers, default=0) + 1}", name=name, kind="unnamed", mentions=())
    draft.record = replace(draft.record, sources=(*draft.record.sources, new))
    return new.id


def _reject_perpetrator(draft: _Draft, correction: RejectPerpetrator) -> None:
    main = _main_or_misfit(draft)
    kept = tuple(
        row for row in main.perpetrators
        if (row.name, row.standing) != (correction.name, correction.standing)
    )  # fmt: skip
    if len(kept) == len(main.perpetrators):
        raise Misfit(f"{correction.name} is not there as {correction.standing}.")
    _put_main(draft, replace(main, perpetrators=kept))


def _add_perpetrator(draft: _Draft, correction: AddPerpetrator) -> None:
    main = _main_or_misfit(draft)
    row = Perpetrator(
        name=correction.name, kind=correction.kind, standing=correction.standing, number=None,
        fate=None, statements=(), evidence=(_cut(draft.record, correction.evidence),),
    )  # fmt: skip
    same = (row.name, row.standing)
    others = (old for old in main.perpetrators if (old.name, old.standing) != same)
    _put_main(draft, replace(main, perpetrators=(*others, row)))


def _rename_source(draft: _Draft, correction: RenameSource) -> None:
    found = [s for s in draft.record.sources if s.name == correction.name]
    if not found:
        raise Misfit(f"No source is called {correction.name!r}.")
    changes: dict[str, object] = {}
    if not isinstance(correction.to, UnsetType):
        changes["name"] = correction.to
    if not isinstance(correction.kind, UnsetType):
        changes["kind"] = correction.kind
    sources = tuple(replace(s, **changes) if s in found else s for s in draft.record.sources)
    draft.record = replace(draft.record, sources=sources)


def _change_incident(draft: _Draft, correction: ChangeIncident) -> None:
    main = _main_or_misfit(draft)
    changes: dict[str, object] = {}
    if not isinstance(correction.type, UnsetType):
        changes["type"] = correction.type
        changes["also"] = tuple(kind for kind in main.also if kind != correction.type)
    if not isinstance(correction.status, UnsetType):
        changes["status"] = correction.status
    if not isinstance(correction.when, UnsetType):
        changes["when"] = _make_when(draft.record, main, correction.when)
    if not isinstance(correction.where, UnsetType):
        changes["where"] = (_make_place(draft.record, main, correction.where),)
    _put_main(draft, replace(main, **changes))


def _make_when(record: Record, main: Incident, dates: Dates) -> When:
    words = _words(record, dates.evidence, main.when.evidence if main.when else None, main)
    return When(
        start=dates.start, end=dates.end, precision=dates.precision, text=words.text,
        anchor=BY_HAND, evidence=words,
    )  # fmt: skip


def _make_place(record: Record, main: Incident, where: Where) -> Place:
    known = next((place.evidence for place in main.where if place.name == where.name), None)
    first = main.where[0].evidence if main.where else None
    return Place(
        name=where.name, kind="city" if (where.precision or 9) <= 2 else "admin",
        country_code=where.country_code, country_name=where.country_name, admin1=where.admin1,
        lat=where.lat, lon=where.lon, geonames_id=where.geonames_id, precision=where.precision,
        candidates=1, evidence=_words(record, where.evidence, known or first, main),
    )  # fmt: skip


def _words(record: Record, span: Span | None, known: Evidence | None, main: Incident) -> Evidence:
    """The words that a value rests on: those named, those it rested on, those of the incident."""
    if span is not None:
        return _cut(record, span)
    if known is not None:
        return known
    if main.evidence:
        return main.evidence[0]
    raise Misfit("No words of the report are named for it.")


def _find(draft: _Draft, number: Span, measure: Measure) -> Figure:
    """The figure of a measure whose number stands there; one that overlaps, if just one does."""
    same = [
        figure for figure in draft.record.figures
        if figure.measure == measure and figure.number.field == number.field
    ]  # fmt: skip
    exact = [f for f in same if (f.number.start, f.number.end) == (number.start, number.end)]
    near = [f for f in same if f.number.start < number.end and number.start < f.number.end]
    found = exact or near
    if len(found) != 1:
        raise Misfit(f"No figure of people {measure} stands at {number.start}.")
    return found[0]


def _cut(record: Record, span: Span) -> Evidence:
    text = record.report.title if span.field == "title" else record.report.text
    if text is None:
        raise Misfit("The report's text is not kept, so no words can be marked in it.")
    if not 0 <= span.start < span.end <= len(text):
        raise Misfit(f"The report has no words from {span.start} to {span.end}.")
    return Evidence(span.start, span.end, text[span.start : span.end], span.field)


def _main(record: Record) -> Incident | None:
    return next((incident for incident in record.incidents if incident.role == "main"), None)


def _main_or_misfit(draft: _Draft) -> Incident:
    main = _main(draft.record)
    if main is None:
        raise Misfit("The report tells of no incident.")
    return main


def _put_main(draft: _Draft, main: Incident) -> None:
    incidents = tuple(main if i.id == main.id else i for i in draft.record.incidents)
    draft.record = replace(draft.record, incidents=incidents)


def _new_id(record: Record) -> str:
    numbers = [int(f.id[1:]) for f in record.figures if f.id[1:].isdecimal()]
    return f"f{max(numbers, default=0) + 1}"


def _touch(draft: _Draft, figure: Figure) -> None:
    if figure.incident is not None:
        draft.touched.add((figure.incident, figure.measure))


def _make_tolls(draft: _Draft) -> None:
    """Make the tolls anew that corrections touched."""
    for incident in draft.record.incidents:
        measures = sorted(m for i, m in draft.touched if i == incident.id)
        if measures:
            made = {m: _make_toll(draft.record, incident, m) for m in measures}
            tolls = {m: t for m, t in {**incident.toll, **made}.items() if t is not None}
            changed = replace(incident, toll=tolls)
            incidents = tuple(changed if i.id == incident.id else i for i in draft.record.incidents)
            draft.record = replace(draft.record, incidents=incidents)


def _make_toll(record: Record, incident: Incident, measure: Measure) -> Toll | None:
    mine = [f for f in record.figures if f.incident == incident.id and f.measure == measure]
    if not mine:
        return None
    before = incident.toll.get(measure)
    known = {refusal.figure: refusal for refusal in before.refused} if before else {}
    refused = [no for f in mine if (no := _refuse(f, known))]
    out = {refusal.figure for refusal in refused}
    used = [figure for figure in mine if figure.id not in out]
    numbers = [f.low if f.low is not None else f.high or 0 for f in used]
    highs = [figure.high for figure in used]
    return Toll(
        low=min(numbers, default=None),
        best=max(numbers, default=None),
        high=None if None in highs else max((h for h in highs if h is not None), default=None),
        rule=RULE,
        figures=tuple(figure.id for figure in used),
        refused=tuple(refused),
    )


def _refuse(figure: Figure, known: dict[str, Refusal]) -> Refusal | None:
    """Why a figure does not count everybody; what the reader had against others stays."""
    if figure.qualifier == "vague" or (figure.low is None and figure.high is None):
        word = figure.word or figure.number.text
        return Refusal(figure=figure.id, why=f'"{word}" states no number.', cause="vague")
    if figure.part_of is not None or figure.group != "people":
        why = f"It counts only some of the people ({figure.group})."
        return Refusal(figure=figure.id, why=why, cause="part")
    old = known.get(figure.id)
    return old if old is not None and old.cause in {"perpetrators", "possible", "guess"} else None
