"""The pages of the desk: server-rendered, every form posts and comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from accordingto.casework import code_all, list_incidents, load_case
from accordingto.errors import DeskError
from accordingto.model import Figure, Record
from accordingto.model.corrections import AcceptFigure, RejectPerpetrator
from accordingto.model.dossier import IncidentLine
from accordingto.serve.access import TheDesk
from accordingto.serve.changes import Changed, list_corrections, newest_correction, refuse_changed
from accordingto.serve.doubts import list_doubts
from accordingto.serve.forms import (
    GROUPS,
    KINDS,
    MEASURES,
    QUALIFIERS,
    SOURCE_KINDS,
    STANDINGS,
    STATUSES,
    Mistyped,
    read_figure,
    read_incident,
    read_missed,
    read_perpetrator,
    read_why,
)
from accordingto.serve.queries import PAGE, Query
from accordingto.show import casebook, show_dossier_html, wording
from accordingto.store import Desk

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Name = Annotated[str, Path(min_length=1, max_length=500)]
SHOWN = 200
"""Entries of the log on its page."""


async def read_form(request: Request) -> dict[str, str]:
    """What was typed; files and repeated fields are left out."""
    form = await request.form(max_files=0, max_fields=50)
    return {name: value for name, value in form.items() if isinstance(value, str)}


TheForm = Annotated[dict[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one form that could not be used, and what is wrong with it."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    changed: Changed | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: where it starts, its words, and the figure whose number it is."""

    start: int
    words: str
    figure: str | None


@router.get("/")
def incidents(request: Request, desk: TheDesk) -> Response:
    """The incidents that are asked for."""
    asked, errors = _read_query(request.query_params)
    lines = list_incidents(desk)
    found = asked.choose(lines)
    return render(
        request, "incidents.html.j2", asked=asked, typed=dict(request.query_params), errors=errors,
        total=len(found), every=len(lines), lines=found[asked.offset : asked.offset + PAGE],
        page=PAGE, kinds=KINDS, countries=sorted({line.country for line in lines if line.country}),
        tell=_tell_line,
    )  # fmt: skip


@router.get("/queue")
def queue(request: Request, desk: TheDesk) -> Response:
    """What is most worth a person's look, first."""
    return render(request, "queue.html.j2", doubts=list_doubts(list_incidents(desk)))


@router.get("/incidents/{number}")
def incident(request: Request, number: Number, desk: TheDesk) -> Response:
    """One incident to work on."""
    return _show_incident(request, desk, number, Typed())


@router.get("/incidents/{number}/dossier")
def dossier(number: Number, desk: TheDesk) -> Response:
    """The dossier as one page that holds everything; its own policy lets only itself run."""
    case = load_case(desk, number)
    page = show_dossier_html(case.dossier, case.records, code_all(case))
    return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'"})


@router.post("/incidents/{number}/merge")
def merge(request: Request, number: Number, form: TheForm, desk: TheDesk) -> Response:
    """Decide that two incidents are one."""

    def decide() -> int:
        why, other = read_why(form), form.get("other", "").strip()
        if not (other.isascii() and other.isdecimal() and 0 < len(other) < 10):
            raise Mistyped(other="Type the number of the other incident.")
        desk.merge(number, int(other), why=why)
        now = next(d for d in reversed(desk.decisions()) if d.what == "merge")
        return now.id

    return _try_incident(request, desk, number, "merge", form, decide)


@router.post("/incidents/{number}/split")
def split(request: Request, number: Number, form: TheForm, desk: TheDesk) -> Response:
    """Decide that a report tells of another incident."""

    def decide() -> int:
        return desk.split(number, form.get("report", ""), why=read_why(form)).decision.id

    return _try_incident(request, desk, number, "split", form, decide)


@router.get("/reports/{name}")
def report(request: Request, name: Name, desk: TheDesk) -> Response:
    """A report's words with what was read from them."""
    return _show_report(request, desk, name, Typed())


@router.post("/reports/{name}/figures/{figure}")
def correct_figure(
    request: Request, name: Name, figure: Name, form: TheForm, desk: TheDesk
) -> Response:
    """Reject or change a figure."""

    def correct(record: Record) -> Any:
        found = next((f for f in record.figures if f.id == figure), None)
        if found is None:
            raise Mistyped(low="This figure is not there any more.")
        return read_figure({**form, "keep_source": _source_name(found, record)}, found)

    return _try_report(request, desk, name, figure, form, correct)


@router.post("/reports/{name}/missed")
def add_figure(request: Request, name: Name, form: TheForm, desk: TheDesk) -> Response:
    """Add a figure that was missed."""
    return _try_report(
        request, desk, name, "missed", form, lambda record: read_missed(form, record)
    )


@router.post("/reports/{name}/incident")
def correct_incident(request: Request, name: Name, form: TheForm, desk: TheDesk) -> Response:
    """Put the incident's kind, status, days or place right."""

    def correct(record: Record) -> Any:
        main = next((i for i in record.incidents if i.role == "main"), None)
        if main is None:
            raise Mistyped(type="The report tells of no incident.")
        return read_incident(form, main)

    return _try_report(request, desk, name, "incident", form, correct)


@router.post("/reports/{name}/perpetrators")
def correct_perpetrators(request: Request, name: Name, form: TheForm, desk: TheDesk) -> Response:
    """Add a name under a standing, or reject one."""

    def correct(record: Record) -> Any:
        if form.get("action") != "reject":
            return read_perpetrator(form, record)
        rows = (row for i in record.incidents for row in i.perpetrators)
        told = (form.get("name"), form.get("standing"))
        row = next((r for r in rows if (r.name, r.standing) == told), None)
        if row is None:
            raise Mistyped(name="It is not there any more.")
        return RejectPerpetrator(name=row.name, standing=row.standing)

    return _try_report(request, desk, name, form.get("form", "added"), form, correct)


@router.get("/history")
def history(request: Request, desk: TheDesk) -> Response:
    """What people decided and what was done, the latest first."""
    return _show_history(request, desk, Typed())


@router.post("/decisions/{decision}/undo")
def undo(request: Request, decision: Number, form: TheForm, desk: TheDesk) -> Response:
    """Take a decision back."""
    try:
        desk.undo(decision, why=read_why(form))
    except Mistyped as wrong:
        return _show_history(request, desk, Typed(str(decision), form, wrong.fields), 422)
    return RedirectResponse("/history", 303)


def show_problem(request: Request, status: int, detail: str) -> Response:
    """What went wrong, as a page."""
    return render(request, "problem.html.j2", status, code=status, detail=detail)


def _try_incident(  # noqa: PLR0917
    request: Request, desk: Desk, number: int, form: str, typed: dict[str, str], decide: Any
) -> Response:
    try:
        decision = decide()
    except Mistyped as wrong:
        return _show_incident(request, desk, number, Typed(form, typed, wrong.fields), 422)
    except DeskError as error:
        told = Typed(form, typed, {"form": str(error)})
        return _show_incident(request, desk, number, told, 400)
    gone = number not in {entry.number for entry in desk.incidents()}
    return RedirectResponse("/history" if gone else f"/incidents/{number}?done={decision}", 303)


def _try_report(  # noqa: PLR0917
    request: Request, desk: Desk, name: str, form: str, typed: dict[str, str], correct: Any
) -> Response:
    """Keep a correction; what cannot be kept comes back with all that was typed."""
    record = desk.record(name).record
    try:
        why = read_why(typed)
        wanted = correct(record)
        seen = typed.get("seen", "")
        refuse_changed(desk, name, int(seen) if seen.isdecimal() else 0)
        decision = desk.correct(name, [wanted], why=why).decision.id
    except Mistyped as wrong:
        return _show_report(request, desk, name, Typed(form, typed, wrong.fields), 422)
    except Changed as changed:
        return _show_report(request, desk, name, Typed(form, typed, {}, changed), 409)
    except DeskError as error:
        return _show_report(request, desk, name, Typed(form, typed, {"form": str(error)}), 400)
    return RedirectResponse(f"/reports/{quote(name, safe='')}?done={decision}#done", 303)


def _show_incident(
    request: Request, desk: Desk, number: int, typed: Typed, status: int = 200
) -> Response:
    case = load_case(desk, number)
    return render(
        request, "incident.html.j2", status, dossier=case.dossier, typed=typed,
        book=casebook.Casebook(case.dossier), codings=code_all(case), shown=casebook,
        decisions=list(reversed(desk.decisions(number))), done=request.query_params.get("done"),
    )  # fmt: skip


def _show_report(
    request: Request, desk: Desk, name: str, typed: Typed, status: int = 200
) -> Response:
    entry = desk.record(name)
    record = entry.record
    main = next((i for i in record.incidents if i.role == "main"), None)
    used = {f for toll in main.toll.values() for f in toll.figures} if main else set()
    refused = {r.figure: r.why for t in main.toll.values() for r in t.refused} if main else {}
    return render(
        request, "report.html.j2", status, entry=entry, record=record, main=main, typed=typed,
        name=name, paragraphs=list(cut_text(record)), used=used, refused=refused,
        sources={source.id: source.name for source in record.sources},
        corrections=list(reversed(list_corrections(desk, name))),
        accepted=_accepted(desk, entry.report, record),
        seen=newest_correction(desk, name), measures=MEASURES, groups=GROUPS,
        qualifiers=QUALIFIERS, kinds=KINDS, statuses=STATUSES, standing_codes=STANDINGS,
        source_kinds=SOURCE_KINDS, done=request.query_params.get("done"),
    )  # fmt: skip


def _show_history(request: Request, desk: Desk, typed: Typed, status: int = 200) -> Response:
    return render(
        request, "history.html.j2", status, decisions=list(reversed(desk.decisions())),
        log=list(reversed(desk.log(last=SHOWN))), typed=typed, shown=SHOWN,
    )  # fmt: skip


def cut_text(record: Record) -> Iterator[list[Piece]]:
    """The text in paragraphs, each in pieces cut where the numbers of figures stand."""
    text = record.report.text or ""
    marks = sorted(
        (f.number.start, f.number.end, f.id) for f in record.figures if f.number.field is None
    )
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        pieces, place = [], at
        for start, stop, figure in marks:
            if place <= start and stop <= end:
                pieces += [Piece(place, text[place:start], None)] if place < start else []
                pieces.append(Piece(start, text[start:stop], figure))
                place = stop
        if rest := text[place:end].rstrip("\r\n"):
            pieces.append(Piece(place, rest, None))
        if line.strip():
            yield pieces
        at = end


def _accepted(desk: Desk, report: str, record: Record) -> dict[str, list[str]]:
    """Who found which figure right, by its id."""
    found: dict[str, list[str]] = {}
    for verdict in desk.verdicts():
        for each in verdict.corrections if verdict.report == report else ():
            if isinstance(each, AcceptFigure):
                for f in record.figures:
                    spot = (f.number.start, f.number.end, f.number.field, f.measure)
                    if spot == (
                        each.number.start,
                        each.number.end,
                        each.number.field,
                        each.measure,
                    ):
                        found.setdefault(f.id, []).append(verdict.who)
    return {name: list(dict.fromkeys(people)) for name, people in found.items()}


def _source_name(figure: Figure, record: Record) -> str:
    return next((s.name for s in record.sources if s.id == figure.source), "")


def _read_query(typed: Mapping[str, str]) -> tuple[Query, dict[str, str]]:
    """What a list is asked for; a field that cannot be read is left out and told."""
    errors: dict[str, str] = {}

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(typed[name]) if typed.get(name) else None
        except ValueError:
            errors[name] = "Write a day as 2024-03-22."
            return None

    def number(name: str) -> int:
        value = typed.get(name, "").strip()
        if value and not (value.isascii() and value.isdecimal() and len(value) < 10):
            errors[name] = "Type a whole number."
            return 0
        return int(value or 0)

    asked = Query(
        words=typed.get("words", "")[:200], kind=typed.get("kind", ""),
        country=typed.get("country", ""), since=day("since"), until=day("until"),
        killed=number("killed"), offset=number("offset"),
    )  # fmt: skip
    return asked, errors


def _tell_line(line: IncidentLine, measure: str) -> str:
    """A toll in a cell: "12", "7–12", "≥ 40"."""
    found = line.toll.get(measure)  # type: ignore[call-overload]
    if found is None:
        return ""
    low, best, high = found
    if high is None:
        return f"≥ {low if low is not None else best:,}"
    return f"{best:,}" if low in {None, best} and high == best else f"{best:,} ({low}–{high})"


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page of a template; the names of who is logged in and where they are are put in."""
    state = request.app.state
    held = {"path": request.url.path, "users": not state.open}
    page = _environment().get_template(template).render(**held, **values)
    return HTMLResponse(page, status)


@cache
def _environment() -> Environment:
    """Templates: everything put into them is escaped."""
    environment = Environment(
        loader=PackageLoader("accordingto.serve"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "plain": wording.plain,
        "controls": wording.show_controls,
        "iso": wording.iso_value,
        "words_of": wording.words_of,
        "capitalised": wording.capitalised,
        "quoted": lambda text: quote(text, safe=""),
    }
    environment.globals |= {"measures_of": wording.MEASURES, "standings": wording.STANDINGS}
    return environment
