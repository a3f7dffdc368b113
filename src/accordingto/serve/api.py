"""The same verbs as the command line, over HTTP: JSON in, JSON out, errors as problem+json."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Response
from msgspec import Struct

from accordingto.casework import code_all, list_incidents, load_case
from accordingto.codebooks import check_case, explain_differences
from accordingto.evaluate import evaluate_decisions
from accordingto.gazetteer import Entry
from accordingto.model import Record
from accordingto.model.coding import Codings
from accordingto.model.corrections import Correction
from accordingto.model.kinds import IncidentType
from accordingto.serve import queries
from accordingto.serve.access import AdminsDesk, TheDesk, TheUser
from accordingto.serve.bodies import CorrectionsBody, MergeBody, ReportBody, SplitBody, WhyBody
from accordingto.serve.changes import refuse_changed
from accordingto.serve.places import find_places, say_place

router = APIRouter(prefix="/api")
READING = Lock()
"""One report is read at a time: a model's parts are not made for several threads."""
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Name = Annotated[str, Path(min_length=1, max_length=500)]
Offset = Annotated[int, Query(ge=0, le=10**9)]


class Page(Struct, frozen=True, kw_only=True):
    """Some of many: how many there are in all, from where these are, and they."""

    total: int
    offset: int
    items: list[Any]


def give(value: Any, status: int = 200) -> Response:
    """A value of the model as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


@router.post("/read", summary="Read a report into its record; nothing is kept")
def read(body: ReportBody, _: TheUser) -> Response:
    """The record of one report."""
    return give(_read(body))


@router.post("/reports", summary="Read a report and keep it", status_code=201)
def add(body: ReportBody, desk: TheDesk) -> Response:
    """What became of it: whether it was known, and the incident that it tells of."""
    return give(desk.add(_read(body)), 201)


@router.get("/reports/{name}", summary="A report with its newest record")
def report(name: Name, desk: TheDesk) -> Response:
    """By its id, or the beginning of its key."""
    return give(desk.record(name))


@router.get("/reports/{name}/corrections", summary="The corrections of a report that hold")
def corrections(name: Name, desk: TheDesk) -> Response:
    """The oldest first."""
    return give(desk.corrections(name))


@router.post("/reports/{name}/corrections", summary="Correct the record of a report")
def correct(name: Name, body: CorrectionsBody, desk: TheDesk) -> Response:
    """All of them become one decision, or none does."""
    wanted = msgspec.convert(body.corrections, list[Correction])
    if body.seen is not None:
        refuse_changed(desk, name, body.seen)
    return give(desk.correct(name, wanted, why=body.why))


@router.post("/reports/{name}/forget", summary="Take a report out of everything, for good")
def forget(name: Name, body: WhyBody, desk: AdminsDesk) -> Response:
    """Only the decision and the log remain."""
    return give(desk.forget(name, why=body.why))


@router.get("/incidents", summary="The incidents that are asked for, the latest first")
def incidents(  # noqa: PLR0917
    desk: TheDesk, words: Annotated[str, Query(max_length=200)] = "",
    kind: IncidentType | None = None, country: Annotated[str, Query(max_length=100)] = "",
    since: date | None = None, until: date | None = None,
    killed: Annotated[int, Query(ge=0, le=10**9)] = 0, offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = queries.PAGE,
) -> Response:  # fmt: skip
    """A line for each: when, where, what, the toll, reports, texts, givers."""
    asked = queries.Query(words, kind or "", country, since, until, killed, offset)
    found = asked.choose(list_incidents(desk))
    return give(Page(total=len(found), offset=offset, items=found[offset : offset + limit]))


@router.get("/incidents/{number}", summary="The dossier of an incident")
def incident(number: Number, desk: TheDesk) -> Response:
    """As `accordingto show --format json` writes it."""
    return give(load_case(desk, number).dossier)


@router.get("/incidents/{number}/codings", summary="An incident as each codebook would write it")
def codings(
    number: Number,
    desk: TheDesk,
    rule: Annotated[list[str] | None, Query(max_length=20)] = None,
    policy: Annotated[list[str] | None, Query(max_length=40)] = None,
) -> Response:
    """With every cell, its reason, the counts used and refused."""
    made = code_all(load_case(desk, number), rule or (), policy or ())
    told = Codings(incident=number, codings=tuple(made), differences=explain_differences(made))
    return give(told)


@router.get("/incidents/{number}/checks", summary="What a standard would still ask for")
def checks(number: Number, desk: TheDesk) -> Response:
    """By the Every Casualty Counts standards."""
    return give(check_case(load_case(desk, number)))


@router.get("/incidents/{number}/decisions", summary="What people decided about an incident")
def decisions(number: Number, desk: TheDesk) -> Response:
    """The oldest first; those taken back say so."""
    return give(desk.decisions(number))


@router.post("/incidents/{number}/merge", summary="Decide that two incidents are one")
def merge(number: Number, body: MergeBody, desk: TheDesk) -> Response:
    """The mentions that were moved are told."""
    return give(desk.merge(number, body.other, why=body.why))


@router.post("/incidents/{number}/split", summary="Decide that a report tells of another incident")
def split(number: Number, body: SplitBody, desk: TheDesk) -> Response:
    """The mentions that were moved are told."""
    return give(desk.split(number, body.report, why=body.why))


@router.post("/decisions/{decision}/undo", summary="Take a decision back")
def undo(decision: Number, body: WhyBody, desk: TheDesk) -> Response:
    """It stays on record, and so does that it was taken back."""
    return give(desk.undo(decision, why=body.why))


@router.get("/places", summary="Places of the gazetteer that bear a name, the largest first")
def places(words: Annotated[str, Query(min_length=1, max_length=200)], _: TheUser) -> Response:
    """A comma may lead on to the province or country they lie in."""
    found = find_places(words)
    return give([{"name": say_place(entry), **_place(entry)} for entry in found])


@router.get("/evaluation", summary="How well reports were read, by people's decisions")
def evaluation(desk: TheDesk) -> Response:
    """Of what somebody looked at; and how far people agree."""
    return give(evaluate_decisions(desk))


@router.get("/changes", summary="What was done at the desk after an entry of its log")
def changes(
    desk: TheDesk,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> Response:
    """The oldest first: ask again with the last id."""
    return give(desk.log(after=after)[:limit])


def _place(entry: Entry) -> dict[str, Any]:
    return {
        "geonames_id": entry.geonames_id, "kind": entry.kind, "lat": entry.lat, "lon": entry.lon,
        "population": entry.population,
    }  # fmt: skip


def _read(body: ReportBody) -> Record:
    from accordingto.config import MAX_CHARS
    from accordingto.flow import read_report
    from accordingto.ingest import make_report

    given = body.model_dump(exclude={"text"})
    made = make_report("the report", body.text, max_chars=MAX_CHARS, **given)
    with READING:
        return read_report(made)
