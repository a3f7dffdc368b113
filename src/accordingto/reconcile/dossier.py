"""Records of one incident -> its dossier. Nothing is averaged and nothing is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from accordingto.model import Record
from accordingto.model.copies import Copy
from accordingto.model.dossier import (
    Cited,
    Dossier,
    DossierEvent,
    DossierReport,
    DossierResponse,
    DossierWarning,
    IncidentLine,
    Quotation,
)
from accordingto.reconcile.copies import find_copies, make_text
from accordingto.reconcile.givers import Givers, Quoted
from accordingto.reconcile.headline import (
    choose_days,
    choose_most,
    choose_places,
    gather_venue,
    gather_when,
    gather_where,
    name_incident,
)
from accordingto.reconcile.questions import gather_questions
from accordingto.reconcile.responsibility import gather_responsibility
from accordingto.reconcile.series import Told, find_points, view_tolls
from accordingto.reconcile.wording import Vector, compare_words, weigh_words

SAME_WORDS = 0.8
"""How alike two quotations, or two entries of a timeline, are that are one."""
Item = TypeVar("Item", Quotation, DossierEvent)


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's record, the id of the incident in it, and what the report is called here.

    `also` are ids of incidents in it that turned out to be the same one, told twice.
    """

    name: str
    record: Record
    incident: str
    also: frozenset[str] = frozenset()


def make_dossier(number: int, tellings: Iterable[Telling]) -> Dossier:
    """Set side by side what all reports say about one incident.

    Args:
        number: The incident's number.
        tellings: The reports that tell of it or mention it, in any order.
    """
    ordered = sorted(_one_each(tellings), key=_order)
    keys = {telling.name: f"r{n}" for n, telling in enumerate(ordered, 1)}
    copies = _find_copies(ordered, keys)
    texts = _number_texts(list(keys.values()), copies)
    reports = [_tell(telling, keys, copies, texts) for telling in ordered]
    givers = Givers(Quoted(told.key, told.text, told.record) for told in reports)
    points = find_points(reports, givers)
    blamed = gather_responsibility(reports, givers)
    originals = [told for told in reports if told.original is None]
    mains = [told for told in originals if told.incident.role == "main"] or originals
    first, last = choose_days(mains)
    places = choose_places(mains)
    quotes = _gather_quotes(reports, givers)
    kind, venue = choose_most([told.incident.type for told in mains]), gather_venue(mains)
    return Dossier(
        number=number,
        label=name_incident([told.incident.label for told in mains], kind, places, venue.value),
        type=kind,
        status=choose_most([told.incident.status for told in mains]),
        when=gather_when(mains),
        where=gather_where(mains),
        venue=venue,
        first=first,
        last=last,
        place=next((place for place in places if place.lat is not None), None),
        places=places,
        reports=tuple(_describe(t, told, copies) for t, told in zip(ordered, reports, strict=True)),
        texts=len(set(texts.values())),
        toll=view_tolls(points, {giver.id: giver.kind for giver in givers.all()}),
        points=points,
        responsibility=blamed,
        warnings=_gather_warnings(mains),
        responses=_gather_responses(mains),
        questions=gather_questions(mains, points, blamed),
        quotes=quotes,
        timeline=_gather_timeline(mains),
        givers=givers.all(),
    )


def summarise(dossier: Dossier) -> IncidentLine:
    """A dossier in a line."""
    place = dossier.place or next(iter(dossier.places), None)
    told = sum(report.main for report in dossier.reports)
    return IncidentLine(
        number=dossier.number,
        label=dossier.label,
        type=dossier.type,
        first=dossier.first,
        last=dossier.last,
        place=place.name if place and place.kind != "country" else None,
        country=place.country_name if place else None,
        toll={
            measure: (view.low, view.best, view.high)
            for measure, view in dossier.toll.items()
            if view.best is not None
        },
        reports=told,
        mentioned_in=len(dossier.reports) - told,
        texts=dossier.texts,
        givers=sum(not giver.own for giver in dossier.givers),
    )


def _one_each(tellings: Iterable[Telling]) -> list[Telling]:
    """A telling for each report: by the incident it tells of, where it has the same one twice."""
    known: dict[str, list[Telling]] = {}
    for telling in tellings:
        known.setdefault(telling.name, []).append(telling)
    chosen = []
    for rows in known.values():
        ids = {row.incident for row in rows}
        order = [incident.id for incident in rows[0].record.incidents if incident.id in ids]
        also = frozenset(order[1:])
        chosen.append(Telling(rows[0].name, rows[0].record, order[0], also))
    return chosen


def _order(telling: Telling) -> tuple[str, str, str]:
    info = telling.record.report
    return info.published or "9", info.id, telling.name


def _find_copies(ordered: Sequence[Telling], keys: dict[str, str]) -> dict[str, Copy]:
    """Copies by the key of the report that is one; a report without its text is none."""
    infos = [(keys[telling.name], telling.record.report) for telling in ordered]
    texts = [make_text(key, info.text, info.published) for key, info in infos if info.text]
    return {copy.report: copy for copy in find_copies(texts)}


def _number_texts(keys: Sequence[str], copies: dict[str, Copy]) -> dict[str, int]:
    """A number for each independent text, in order of the reports; copies have their original's."""
    texts: dict[str, int] = {}
    for key in [key for key in keys if key not in copies]:
        texts[key] = len(texts) + 1
    return texts | {key: texts[copies[key].original] for key in keys if key in copies}


def _tell(
    telling: Telling, keys: dict[str, str], copies: dict[str, Copy], texts: dict[str, int]
) -> Told:
    key = keys[telling.name]
    incident = next(i for i in telling.record.incidents if i.id == telling.incident)
    original = copies[key].original if key in copies else None
    told = Told(key, telling.record, incident, text=texts[key], original=original)
    told.incidents |= telling.also
    return told


def _describe(telling: Telling, told: Told, copies: dict[str, Copy]) -> DossierReport:
    info = telling.record.report
    return DossierReport(
        key=told.key,
        name=telling.name,
        id=info.id,
        title=info.title,
        publisher=info.publisher,
        url=info.url,
        published=info.published,
        incident=telling.incident,
        main=told.incident.role == "main",
        text=told.text,
        copy=copies.get(told.key),
    )


def _gather_quotes(reports: Sequence[Told], givers: Givers) -> tuple[Quotation, ...]:
    """Direct speech, each once, with all reports that carry it."""
    found = []
    for told in reports:
        for statement in told.record.statements:
            if not statement.direct or not statement.content or statement.source is None:
                continue
            words = " ".join(piece.text for piece in statement.content)
            quote = Quotation(
                giver=givers.of(told.key, statement.source),
                act=statement.act,
                cited=Cited(report=told.key, evidence=statement.content[0]),
                reports=(told.key,),
            )
            found.append((quote, words))
    return tuple(_merge(found, lambda quote: quote.giver))


def _gather_timeline(reports: Sequence[Told]) -> tuple[DossierEvent, ...]:
    """What happened and was said about this incident, in order of time, each once."""
    found = []
    for told in reports:
        for entry in told.record.timeline:
            if entry.incident != told.incident.id or entry.when.start is None:
                continue
            event = DossierEvent(
                when=entry.when,
                text=entry.text,
                cited=Cited(report=told.key, evidence=entry.evidence),
                reports=(told.key,),
            )
            found.append((event, entry.text))
    merged = _merge(found, lambda event: event.when.start)
    return tuple(sorted(merged, key=lambda event: (event.when.start or "9", event.when.text)))


def _merge(found: Iterable[tuple[Item, str]], group: Callable[[Item], object]) -> Iterable[Item]:
    """Items of one group whose words are alike, as one with all reports that carry it."""
    kept: dict[object, list[tuple[Item, Vector]]] = {}
    for item, words in found:
        rows = kept.setdefault(group(item), [])
        vector = weigh_words(words)
        alike = (n for n, (_, v) in enumerate(rows) if compare_words(v, vector) >= SAME_WORDS)
        same = next(alike, None)
        if same is None:
            rows.append((item, vector))
        else:
            rows[same] = _with(rows[same][0], item), rows[same][1]
    return [item for rows in kept.values() for item, _ in rows]


def _with(item: Item, more: Item) -> Item:
    """An item carried by the reports of another too."""
    reports = tuple(dict.fromkeys((*item.reports, *more.reports)))
    return replace(item, reports=reports)


def _gather_warnings(reports: Sequence[Told]) -> tuple[DossierWarning, ...]:
    """Warnings before the incident, those by one source on one day together."""
    found: dict[tuple[str | None, str | None], list[DossierWarning]] = {}
    for told in reports:
        sources = {source.id: source.name for source in told.record.sources}
        for advisory in told.record.warnings:
            by = sources.get(advisory.source or "")
            key = by, advisory.when.start if advisory.when else None
            cited = Cited(report=told.key, evidence=advisory.evidence)
            found.setdefault(key, []).append(
                DossierWarning(by=by, when=advisory.when, about=advisory.about, cited=(cited,))
            )
    return tuple(
        replace(rows[0], cited=tuple(cited for row in rows for cited in row.cited))
        for rows in found.values()
    )


def _gather_responses(reports: Sequence[Told]) -> tuple[DossierResponse, ...]:
    """What was done, each sentence once."""
    found: dict[tuple[str, str], DossierResponse] = {}
    for told in reports:
        sources = {source.id: source.name for source in told.record.sources}
        for response in told.record.responses:
            by = sources.get(response.by or "", response.by)
            cited = Cited(report=told.key, evidence=response.evidence)
            found.setdefault(
                (response.kind, response.evidence.text.lower()),
                DossierResponse(kind=response.kind, by=by, cited=cited),
            )
    return tuple(found.values())
