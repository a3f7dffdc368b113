"""How a dossier's values read in English; every view of a dossier says them the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from accordingto.model.coding import Coding, Scope
from accordingto.model.dossier import (
    Dossier,
    DossierReport,
    Fact,
    Mark,
    Point,
    PointStanding,
    TollView,
)
from accordingto.show.wording import (
    MEASURES,
    capitalised,
    iso_value,
    many,
    number,
    plain,
    span,
    words_of,
)

STANDING: dict[PointStanding, str] = {
    "counts": "stands",
    "part": "a part",
    "copied": "in a copy",
    "repeated": "given before",
    "superseded": "superseded",
    "overtaken": "overtaken",
    "added": "adds",
    "refused": "not used",
}
MARKS: dict[Mark, str] = {
    "correction": "corrects",
    "retraction": "takes back",
    "attackers_in": "attackers counted",
    "attackers_out": "attackers not counted",
}
SCOPES: dict[Scope, str] = {"in": "covered", "out": "left out", "open": "open"}
CHANGES = {"raised": "raised", "lowered": "lowered"}
COPIES = {
    "exact": "the same text",
    "near": "nearly the same text",
    "cut": "made from the same text",
    "reworded": "the same text in other words",
}
_SIGNS = {"at_least": "≥ ", "more_than": "> ", "up_to": "≤ ", "fewer_than": "< ", "about": "about "}


class Casebook:
    """A dossier with its reports, givers and points at hand by their ids."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.reports: Mapping[str, DossierReport] = {r.key: r for r in dossier.reports}
        self.givers = {giver.id: giver for giver in dossier.givers}
        self.points = {point.id: point for point in dossier.points}

    def giver(self, id: str) -> str:
        """A giver's name; a report that names nobody gives the count itself."""
        giver = self.givers[id]
        return f"{plain(giver.name)} itself" if giver.own else plain(giver.name)

    def report(self, key: str) -> str:
        """A report by its publisher, or its id where there is none."""
        report = self.reports[key]
        return f"{key} {plain(report.publisher or report.id)}"

    def note(self, point: Point) -> str:
        """Whether a count stands, and what the words around it say of it."""
        marks = [MARKS[mark] for mark in point.marks]
        change = [CHANGES[point.change]] if point.change in CHANGES else []
        return ", ".join([STANDING[point.standing], *change, *marks])

    def size(self) -> str:
        """How many reports there are, how many texts of their own, how many givers."""
        dossier = self.dossier
        told = sum(report.main for report in dossier.reports)
        mentioned = len(dossier.reports) - told
        also = f" and {mentioned} that mention it" if mentioned else ""
        givers = sum(not giver.own for giver in dossier.givers)
        return (
            f"{many(told, 'report')}{also}, {many(dossier.texts, 'independent text')},"
            f" {many(givers, 'original giver')}"
        )

    def facts(self) -> Iterator[tuple[str, str]]:
        """What happened, when and where, and how much there is to go by."""
        dossier = self.dossier
        yield "Kind", f"{words_of(dossier.type)}, {dossier.status}"
        yield "When", fact_value(dossier.when, dossier.texts)
        yield "Where", fact_value(dossier.where, dossier.texts)
        if dossier.venue.value:
            yield "Venue", fact_value(dossier.venue, dossier.texts)
        yield "Reports", self.size()

    def facts_and_tolls(self) -> Iterator[tuple[str, str]]:
        """The same with the tolls, right behind what happened."""
        kind, *others = self.facts()
        yield kind
        for view in self.headline_tolls():
            parts = f", of them {view_parts(view)}" if view.parts else ""
            yield capitalised(MEASURES[view.measure]), f"{view_value(view)}{parts}.  {view.why}"
        yield from others

    def headline_tolls(self) -> list[TollView]:
        """The tolls in the order every view lists them, those without a number left out."""
        views = (self.dossier.toll.get(measure) for measure in MEASURES)  # type: ignore[call-overload]
        return [view for view in views if view is not None and view.best is not None]


def say_coding(coding: Coding) -> str:
    """What a codebook writes for the dead and why, or why it leaves the incident out."""
    return coding.because if coding.scope == "out" else f"{coding.title} {coding.says}."


def point_value(point: Point) -> str:
    """A count as said: "≥ 18", "+ 3", "several (as said)"."""
    bounds = [bound for bound in (point.low, point.high) if bound is not None]
    if not bounds:
        return f"{plain(point.word or '')} (as said)"
    stated = number(bounds[0]) if len(set(bounds)) == 1 else "–".join(map(number, bounds))
    return ("+ " if point.standing == "added" else "") + _SIGNS.get(point.qualifier, "") + stated


def point_counts(point: Point) -> str:
    """What a count counts: "killed", "killed, foreigners"."""
    measure = MEASURES[point.measure]
    unsaid = point.group in ("people", "other")
    return measure if unsaid else f"{measure}, {words_of(point.group)}"


def view_value(view: TollView) -> str:
    """The toll of one measure: "19", "12 (10–12)", "259 (12 or more)"."""
    if view.best is None:
        return "no usable count"
    best = number(view.best)
    if view.high is None:
        return f"≥ {best}" if view.low == view.best else f"{best} ({span(view.low, None)})"
    return best if view.low == view.high == view.best else f"{best} ({span(view.low, view.high)})"


def view_parts(view: TollView) -> str:
    """Of how many it is told who they were: "10 foreigners, 2 children"."""
    parts = [f"{span(part.low, part.high)} {words_of(part.group)}" for part in view.parts]
    return ", ".join(parts)


def day_value(day: date | None) -> str:
    """A day in words; "no date" where none is known."""
    return iso_value(day.isoformat()) if day else "no date"


def fact_value(fact: Fact, texts: int) -> str:
    """What most texts say, and how many say so where they do not agree."""
    if fact.value is None:
        return "not told"
    first = fact.readings[0]
    value = _dates(first.value)
    rest = [f"{_dates(r.value)} ({r.texts})" for r in fact.readings[1:4]]
    share = f"  in {first.texts} of {many(texts, 'text')}"
    return f"{value}{share}" + (f"; also {', '.join(rest)}" if rest else "")


def _dates(value: str) -> str:
    first, _, last = value.partition("/")
    if last:
        return f"{iso_value(first)} – {iso_value(last)}"
    return iso_value(first)
