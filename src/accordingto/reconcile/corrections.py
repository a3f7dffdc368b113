"""What people corrected, applied to a record: a new record, as valid as any.

A toll that a correction touches is made anew by the rule `corrected/1`, of the incident's figures
of its measure. The largest is the best, the smallest is the least, and there is no upper bound
where the largest has none. What the reader did not use stays unused, and so do parts of others,
what adds to an earlier count, and words without a number; but what gave way to a larger figure
counts again where none that is larger is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import UnsetType
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
    find_fault,
)
from accordingto.model.kinds import Measure, PlaceKind, RefusalCause
from accordingto.reconcile.fitting import (
    Misfit,
    cut_words,
    find_figure,
    find_main,
    find_mentions,
    find_twin,
    insert_figure,
    join_spans,
    list_given,
    new_figure_id,
    qualify,
)

RULE = "corrected/1"
BY_HAND = "stated by a person"
PLACE_KINDS: dict[int, PlaceKind] = {
    1: "city", 2: "city", 3: "admin", 4: "admin", 5: "feature", 6: "country", 7: "feature",
}  # fmt: skip
"""The sort of place that UCDP GED `where_prec` stands for."""
PLAIN = ("measure", "group", "low", "high", "qualifier", "word", "new")
"""The values of a figure that are set as they are given."""
HURT: tuple[Measure, ...] = ("injured", "hospitalised")
ALONE: frozenset[RefusalCause] = frozenset({"everybody_hit", "attackers", "earlier"})
"""Reasons that hold only while there is another figure."""
LESSER: frozenset[RefusalCause | None] = frozenset({"part", "same_source", "bound", None})
"""Reasons that hold only while there is a larger figure."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record with corrections applied, and those that do not fit it."""

    record: Record
    lost: tuple[Lost, ...]


@dataclass(slots=True)
class _Draft:
    """A record as it is being corrected.

    Attributes:
        touched: The tolls to make anew, by incident and measure.
        restated: Figures of which a person said what they count or who gives them, so that the
            reader's reasons against them are void.
    """

    record: Record
    touched: set[tuple[str, Measure]] = field(default_factory=set)
    restated: set[str] = field(default_factory=set)


def apply_corrections(record: Record, corrections: Sequence[Correction]) -> Corrected:
    """Correct a record, one correction after the other; what does not fit is left out and told.

    Applying the same ones to the same record gives the same; applying them to what they made
    changes nothing more, where each is about other words.
    """
    draft, lost = _Draft(record), []
    for correction in corrections:
        before = draft.record
        try:
            if fault := find_fault(correction):
                raise Misfit(fault)
            _apply(draft, correction)
        except Misfit as misfit:
            draft.record = before
            lost.append(Lost(correction=correction, why=str(misfit)))
    _make_tolls(draft)
    return Corrected(draft.record, tuple(lost))


def _apply(draft: _Draft, correction: Correction) -> None:
    match correction:
        case RejectFigure():
            _reject_figure(draft, correction)
        case AcceptFigure():
            find_figure(draft.record, correction.number, correction.measure)  # it must be there
        case ChangeFigure():
            figure = find_figure(draft.record, correction.number, correction.measure)
            _put_values(draft, figure, correction.values)
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
    gone = find_figure(draft.record, correction.number, correction.measure)
    _touch(draft, gone)
    kept = (figure for figure in draft.record.figures if figure.id != gone.id)
    figures = tuple(replace(f, part_of=None) if f.part_of == gone.id else f for f in kept)
    draft.record = replace(draft.record, figures=figures)


def _put_values(draft: _Draft, old: Figure, values: FigureValues) -> None:
    new = _set_values(draft, old, values)
    _touch(draft, old)
    _touch(draft, new)
    if any(getattr(old, n) != getattr(new, n) for n in ("measure", "group", "source", "incident")):
        draft.restated.add(new.id)
    figures = tuple(new if figure.id == old.id else figure for figure in draft.record.figures)
    draft.record = replace(draft.record, figures=figures)


def _add_figure(draft: _Draft, correction: AddFigure) -> None:
    """Add a figure; one that is there by now, as a newer reader may find it, takes its values."""
    measure = correction.values.measure
    if isinstance(measure, UnsetType):
        raise Misfit("It does not say what is counted.")
    values = correction.values
    if isinstance(values.main, UnsetType):
        values = replace(values, main=True)
    # Words that are not there are none either way, whatever else stands at the number.
    number = cut_words(draft.record, correction.number)
    evidence = cut_words(draft.record, join_spans(correction.number, correction.evidence))
    if twin := find_twin(draft.record, correction, measure):
        _put_values(draft, twin, values)
        return
    blank = Figure(
        id=new_figure_id(draft.record), measure=measure, group="people", low=None, high=None,
        qualifier="exact", word=None, number=number, evidence=evidence, source=None,
        statement=None, incident=None, part_of=None, as_of=None, new=False,
    )  # fmt: skip
    added = _set_values(draft, blank, values)
    draft.restated.add(added.id)
    _touch(draft, added)
    draft.record = replace(draft.record, figures=insert_figure(draft.record.figures, added))


def _set_values(draft: _Draft, figure: Figure, values: FigureValues) -> Figure:
    changes = list_given(values, *PLAIN)
    if not isinstance(values.main, UnsetType):
        mains = [incident.id for incident in draft.record.incidents if incident.role == "main"]
        changes["incident"] = mains[0] if mains and values.main else None
    changed = qualify(replace(figure, **changes), values)
    if isinstance(values.source, UnsetType):
        return changed
    source = _source_of(draft, values.source)
    return changed if source == figure.source else replace(changed, source=source, statement=None)


def _source_of(draft: _Draft, name: str | None) -> str | None:
    """The id of the source of a name, which is added where the record has none."""
    if name is None:
        return None
    for source in draft.record.sources:
        if source.name.casefold() == name.casefold():
            return source.id
    numbers = [int(s.id[1:]) for s in draft.record.sources if s.id[1:].isdecimal()]
    new = Source(
        id=f"s{max(numbers, default=0) + 1}", name=name, kind="unnamed",
        mentions=find_mentions(draft.record, name),
    )  # fmt: skip
    draft.record = replace(draft.record, sources=(*draft.record.sources, new))
    return new.id


def _reject_perpetrator(draft: _Draft, correction: RejectPerpetrator) -> None:
    main = find_main(draft.record)
    kept = tuple(
        row for row in main.perpetrators
        if (row.name, row.standing) != (correction.name, correction.standing)
    )  # fmt: skip
    if len(kept) == len(main.perpetrators):
        raise Misfit(f"{correction.name} is not there as {correction.standing}.")
    _put_main(draft, replace(main, perpetrators=kept))


def _add_perpetrator(draft: _Draft, correction: AddPerpetrator) -> None:
    main = find_main(draft.record)
    row = Perpetrator(
        name=correction.name, kind=correction.kind, standing=correction.standing, number=None,
        fate=None, statements=(), evidence=(cut_words(draft.record, correction.evidence),),
    )  # fmt: skip
    same = (row.name, row.standing)
    others = (old for old in main.perpetrators if (old.name, old.standing) != same)
    _put_main(draft, replace(main, perpetrators=(*others, row)))


def _rename_source(draft: _Draft, correction: RenameSource) -> None:
    found = [s for s in draft.record.sources if s.name == correction.name]
    if not found:
        raise Misfit(f"No source is called {correction.name!r}.")
    changes = list_given(correction, "kind")
    if not isinstance(correction.to, UnsetType):
        changes["name"] = correction.to
    sources = tuple(replace(s, **changes) if s in found else s for s in draft.record.sources)
    draft.record = replace(draft.record, sources=sources)


def _change_incident(draft: _Draft, correction: ChangeIncident) -> None:
    main = find_main(draft.record)
    changes = list_given(correction, "type", "status")
    changes["also"] = tuple(kind for kind in main.also if kind != correction.type)
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
        name=where.name, kind=PLACE_KINDS.get(where.precision or 0, "admin"),
        country_code=where.country_code, country_name=where.country_name, admin1=where.admin1,
        lat=where.lat, lon=where.lon, geonames_id=where.geonames_id, precision=where.precision,
        candidates=1, evidence=_words(record, where.evidence, known or first, main),
    )  # fmt: skip


def _words(record: Record, span: Span | None, known: Evidence | None, main: Incident) -> Evidence:
    """The words that a value rests on: those named, those it rested on, those of the incident."""
    if span is not None:
        return cut_words(record, span)
    if known is not None:
        return known
    if main.evidence:
        return main.evidence[0]
    raise Misfit("No words of the report are named for it.")


def _put_main(draft: _Draft, main: Incident) -> None:
    incidents = tuple(main if i.id == main.id else i for i in draft.record.incidents)
    draft.record = replace(draft.record, incidents=incidents)


def _touch(draft: _Draft, figure: Figure) -> None:
    """See to it that the tolls which a figure is in, or is to be in, are made anew."""
    if figure.incident is not None:
        draft.touched.add((figure.incident, figure.measure))
    for incident in draft.record.incidents:
        tolls = incident.toll.items()
        draft.touched |= {(incident.id, m) for m, toll in tolls if figure.id in toll.figures}


def _make_tolls(draft: _Draft) -> None:
    """Make the tolls anew that corrections touched; no other names a figure that is gone."""
    there = {figure.id for figure in draft.record.figures}
    incidents = []
    for incident in draft.record.incidents:
        made = {m: _make_toll(draft, incident, m) for i, m in sorted(draft.touched)
                if i == incident.id}  # fmt: skip
        tolls = {m: t for m, t in {**incident.toll, **made}.items() if t is not None}
        sound = {
            m: replace(t, refused=tuple(no for no in t.refused if no.figure in there))
            for m, t in tolls.items()
        }
        incidents.append(replace(incident, toll=sound))
    draft.record = replace(draft.record, incidents=tuple(incidents))


def _make_toll(draft: _Draft, incident: Incident, measure: Measure) -> Toll | None:
    before = incident.toll.get(measure)
    counted = set(before.figures if before else ()) - draft.restated
    mine = [f for f in draft.record.figures if f.incident == incident.id and (
        f.measure == measure or (f.id in counted and {f.measure, measure} == set(HURT))
    )]  # fmt: skip
    if not mine:
        return None
    known = {no.figure: no for no in before.refused} if before else {}
    refused = {f.id: no for f in mine if (no := _refuse(draft, f, known))}
    _lift(mine, refused)
    toll = _settle([figure for figure in mine if figure.id not in refused])
    elsewhere = (no for name, no in known.items() if name not in {f.id for f in draft.record.figures
                 if f.incident == incident.id})  # fmt: skip
    toll = replace(toll, refused=(*refused.values(), *elsewhere))
    died = [
        f for f in draft.record.figures
        if f.measure == "killed" != measure and f.id in counted and f.incident == incident.id
    ]  # fmt: skip
    return _without_dead(toll, died)


def _refuse(draft: _Draft, figure: Figure, known: Mapping[str, Refusal]) -> Refusal | None:
    """Why a figure does not count everybody; None when it may."""
    if figure.low is None and figure.high is None:
        word = figure.word or figure.number.text
        return Refusal(figure=figure.id, why=f'"{word}" states no number.', cause="vague")
    wholes = {f.id: f.measure for f in draft.record.figures}
    if figure.measure in (wholes.get(figure.part_of or ""), "injured") and figure.part_of:
        why = f"It is part of {figure.part_of}, which counts more people."
        return Refusal(figure=figure.id, why=why, cause="part")
    if figure.new:
        return Refusal(figure=figure.id, why="It adds to an earlier count.", cause="part")
    if figure.id not in draft.restated:
        old = known.get(figure.id)
        return old if old is not None and old.cause != "vague" else None
    if figure.group == "perpetrators":
        return Refusal(figure=figure.id, why="It counts the attackers.", cause="attackers")
    if figure.group != "people":
        why = f"It counts only some of the people ({figure.group})."
        return Refusal(figure=figure.id, why=why, cause="part")
    return None


def _lift(mine: Sequence[Figure], refused: dict[str, Refusal]) -> None:
    """Let figures count again that had to give way to others which are not there any more."""
    top = max((_number(f) for f in mine if f.id not in refused), default=-1)
    lesser = [f for f in mine if f.id in refused and refused[f.id].cause in LESSER]
    if lesser and _number(largest := max(lesser, key=_number)) > top:
        del refused[largest.id]
    if len(refused) == len(mine):
        for name in [name for name, no in refused.items() if no.cause in ALONE]:
            del refused[name]


def _number(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _settle(used: Sequence[Figure]) -> Toll:
    """The range of figures; one that is bounded from above alone is the best of none but such."""
    firm = [figure for figure in used if figure.low is not None] or used
    best = max(map(_number, firm), default=None)
    closed = any(f.high is not None for f in firm if _number(f) == best)
    return Toll(
        low=min((f.low for f in firm if f.low is not None), default=None),
        best=best,
        high=max((f.high for f in used if f.high is not None), default=None) if closed else None,
        rule=RULE,
        figures=tuple(figure.id for figure in used),
        refused=(),
    )


def _without_dead(toll: Toll, died: Sequence[Figure]) -> Toll:
    """Those counted among the injured who died, as the reader found, are no longer injured."""
    dead = sum(map(_number, died))
    if not died or toll.best is None or dead > toll.best:
        return toll
    return replace(
        toll, low=None if toll.low is None else max(0, toll.low - dead), best=toll.best - dead,
        high=None if toll.high is None else max(0, toll.high - dead),
        figures=(*toll.figures, *(figure.id for figure in died)),
    )  # fmt: skip
