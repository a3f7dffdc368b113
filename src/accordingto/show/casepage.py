"""A dossier as one self-contained web page: every value opens its words in its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from accordingto.model import Evidence, Record
from accordingto.model.coding import Coding
from accordingto.model.dossier import (
    Blame,
    Cited,
    Dossier,
    DossierReport,
    Point,
    Responsibility,
    Step,
)
from accordingto.model.kinds import PerpetratorStanding
from accordingto.show.casebook import (
    COPIES,
    SCOPES,
    Casebook,
    day_value,
    point_counts,
    point_value,
    say_coding,
    view_parts,
    view_value,
)
from accordingto.show.chart import draw_charts
from accordingto.show.map import draw_map
from accordingto.show.marks import Entry, Mark, MarkedText, Paragraph
from accordingto.show.page import asset, policy, template
from accordingto.show.wording import (
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    capitalised,
    iso_value,
    link_target,
    plain,
    when_value,
    words_of,
)

WHEN_AND_WHERE = ("date", "place")
MOST_WORDS = 3
"""How many pieces of evidence one value shows."""


@dataclass(frozen=True)
class Words:
    """Words with the report they stand in; `mark` leads to them, None where there is no text."""

    text: str
    report: str
    mark: Mark | None


@dataclass(frozen=True)
class Row:
    """A row of a table or list: its cells, then the words it rests on."""

    cells: tuple[str, ...]
    words: tuple[Words, ...]
    stands: bool = True


@dataclass(frozen=True)
class Told:
    """One report with its text, its headline, and its copies."""

    info: DossierReport
    title: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    link: str | None


@dataclass
class _Texts:
    """The texts of all reports, in which words are marked as values refer to them."""

    records: Mapping[str, Record]
    bodies: dict[str, MarkedText] = field(default_factory=dict)
    titles: dict[str, MarkedText] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        for key, record in self.records.items():
            if record.report.text is not None:
                self.bodies[key] = MarkedText(f"{key}b", record.report.text)
            if record.report.title is not None:
                self.titles[key] = MarkedText(f"{key}t", record.report.title)

    def cite(self, key: str, evidence: Evidence, label: str) -> Words:
        """Words of a report, marked in its text."""
        texts = self.titles if evidence.field == "title" else self.bodies
        self.count += 1
        entry = Entry(f"e{self.count}", "figure", label)
        mark = (
            texts[key].mark(evidence, entry, kind="figure", broad=False) if key in texts else None
        )
        return Words(evidence.text, key, mark)


def render_case(
    dossier: Dossier, records: Mapping[str, Record], codings: Sequence[Coding] = ()
) -> str:
    """Write a dossier as a page; `records` holds each report's record by its key."""
    style = asset("tones.css") + asset("case.css")
    script = asset("case.js")
    case = CasePage(dossier, records, codings)
    return template("case.html.j2").render(
        case=case,
        dossier=dossier,
        sections=case.sections(),
        case_matrix=case.matrix(),
        told=case.told(),
        rule=next((view.rule for view in dossier.toll.values()), "desk.last_day/2"),
        charts=[(name, Markup(svg)) for name, svg in draw_charts(dossier)],
        map=Markup(draw_map(dossier) or ""),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )


@dataclass(frozen=True)
class Section:
    """A heading, the headings of a table's columns, and its rows; `more` are shown on demand,
    under a line that says how many they are and `what` they are.
    """

    id: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...] = ()
    what: str = "more that do not count, and why"


class CasePage:
    """What the page shows, in its order."""

    def __init__(
        self, dossier: Dossier, records: Mapping[str, Record], codings: Sequence[Coding] = ()
    ) -> None:
        self.dossier = dossier
        self.codings = codings
        self.book = Casebook(dossier)
        self.texts = _Texts(records)
        self.title = capitalised(plain(dossier.label))
        said = {row.standing for row in dossier.responsibility}
        self.used = tuple(standing for standing in STANDINGS if standing in said)
        self.standings = tuple(STANDINGS[standing] for standing in self.used)

    def tolls(self) -> Iterator[tuple[str, str, str]]:
        """Each measure: its name, its value, and why it is that."""
        for view in self.book.headline_tolls():
            parts = f"of them {view_parts(view)}. " if view.parts else ""
            yield MEASURES[view.measure], view_value(view), f"{parts}{view.why}"

    def sections(self) -> list[Section]:
        """The sections with something in them."""
        made = (
            self._points(), self._steps(), self._codings(), self._questions(), self._warnings(),
            self._timeline(), self._responses(), self._quotes(),
        )  # fmt: skip
        return [section for section in made if section.rows or section.more]

    def matrix(self) -> list[tuple[str, list[list[Row]]]]:
        """Names with, for each standing, the occasions on which it was said."""
        rows: dict[str, dict[PerpetratorStanding, Responsibility]] = {}
        for row in self.dossier.responsibility:
            rows.setdefault(row.name, {})[row.standing] = row
        return [
            (plain(name), [list(self._blames(found.get(standing))) for standing in self.used])
            for name, found in rows.items()
        ]

    def told(self) -> list[Told]:
        """All reports with their texts, marked; to be asked for last."""
        return [
            Told(
                info=report,
                title=self._cut(self.texts.titles.get(report.key)),
                paragraphs=self._cut(self.texts.bodies.get(report.key)),
                link=link_target(report.url),
            )
            for report in self.dossier.reports
        ]

    def copy_note(self, report: DossierReport) -> str:
        """What a report is a copy of."""
        copy = report.copy
        return f"{COPIES[copy.kind]} as {copy.original}, {copy.share:.0%}" if copy else ""

    def report_line(self, report: DossierReport) -> str:
        """A report's publisher and time."""
        published = iso_value(report.published) if report.published else "no date"
        return f"{plain(report.publisher or report.id)}, {published}"

    def _cut(self, text: MarkedText | None) -> tuple[Paragraph, ...]:
        return text.paragraphs() if text else ()

    def _cite(self, cited: Sequence[Cited], label: str) -> tuple[Words, ...]:
        return tuple(self.texts.cite(c.report, c.evidence, label) for c in cited[:MOST_WORDS])

    def _words(self, key: str, evidence: Sequence[Evidence], label: str) -> tuple[Words, ...]:
        return tuple(self.texts.cite(key, piece, label) for piece in evidence[:MOST_WORDS])

    def _points(self) -> Section:
        rows = [self._point(point) for point in self.dossier.points]
        return Section(
            id="toll",
            heading="The toll by source",
            columns=("Counted", "Given", "Count", "By", "Standing"),
            rows=tuple(row for row in rows if row.stands),
            more=tuple(row for row in rows if not row.stands),
        )

    def _point(self, point: Point) -> Row:
        counts, value = point_counts(point), point_value(point)
        why = f": {plain(point.why)}" if point.why else ""
        cells = (
            counts,
            day_value(point.given),
            value,
            self.book.giver(point.giver),
            self.book.note(point) + why,
        )
        words = self._words(point.report, point.evidence, f"{counts} {value}")
        return Row(cells, words, stands=point.standing in {"counts", "superseded", "overtaken"})

    def _steps(self) -> Section:
        rows = [
            Row((MEASURES[view.measure], day_value(step.day), *_bounds(step)), ())
            for view in self.book.headline_tolls()
            for step in view.steps
        ]
        columns = ("Counted", "From", "Lowest", "Best", "Highest")
        return Section("moved", "The toll as it moved", columns, tuple(rows))

    def _codings(self) -> Section:
        columns = ("Codebook", "Dead", "Date", "Place", "How")
        rows = tuple(self._coding(coding) for coding in self.codings if coding.scope != "out")
        out = tuple(self._coding(coding) for coding in self.codings if coding.scope == "out")
        heading = "As each codebook would write it"
        return Section("codings", heading, columns, rows, out, "that leave it out, and why")

    def _coding(self, coding: Coding) -> Row:
        """What one codebook writes, with the words of the counts its number of dead rests on."""
        out = coding.scope == "out"
        glance = ("", "", "") if out else (coding.dead, *map(self._glance(coding), WHEN_AND_WHERE))
        used = next((cell.used for cell in coding.rows[0] if cell.rule and cell.used), ())
        points = [self.book.points[name] for name in (() if out else used)][:MOST_WORDS]
        words = tuple(
            self.texts.cite(point.report, point.evidence[0], f"used by {coding.title}")
            for point in points
        )
        name = f"{coding.rules}, {SCOPES[coding.scope]}"
        return Row((name, *glance, plain(say_coding(coding))), words)

    @staticmethod
    def _glance(coding: Coding) -> Callable[[str], str]:
        return lambda key: plain(coding.glance.get(key, "–"))

    def _blames(self, row: Responsibility | None) -> Iterator[Row]:
        for blame in row.occasions if row else ():
            if not blame.copied:
                yield self._blame(blame)

    def _blame(self, blame: Blame) -> Row:
        by = ", ".join(map(self.book.giver, blame.by)) or "the report itself"
        cells = (by, day_value(blame.day))
        return Row(cells, self._words(blame.report, blame.evidence, f"said by {by}"))

    def _questions(self) -> Section:
        rows = []
        for question in self.dossier.questions:
            about = UNKNOWNS[question.about]
            asked = self._cite(question.asked, f"not known: {about}")
            rows.append(Row((about, "not known", day_value(question.first)), asked))
            if question.answer:
                known = self._cite([question.answer.cited], f"since known: {about}")
                told = plain(question.answer.words)
                rows.append(
                    Row(("", f"since known: {told}", day_value(question.answer.day)), known)
                )
        columns = ("About", "What is said", "When")
        return Section("unknown", "Not known, and known since", columns, tuple(rows))

    def _warnings(self) -> Section:
        rows = (
            Row((plain(w.by or "not told by whom"), when_value(w.when) if w.when else ""),
                self._cite(w.cited, "warning"))
            for w in self.dossier.warnings
        )  # fmt: skip
        return Section("warnings", "Warnings before", ("By", "When"), tuple(rows))

    def _timeline(self) -> Section:
        rows = (
            Row((when_value(event.when),), self._cite([event.cited], when_value(event.when)))
            for event in self.dossier.timeline
        )
        return Section("timeline", "Timeline", ("When",), tuple(rows))

    def _responses(self) -> Section:
        rows = (
            Row((words_of(r.kind), plain(r.by or "")), self._cite([r.cited], words_of(r.kind)))
            for r in self.dossier.responses
        )
        return Section("responses", "Responses", ("Kind", "By"), tuple(rows))

    def _quotes(self) -> Section:
        rows = (
            Row((self.book.giver(q.giver), ", ".join(q.reports)), self._cite([q.cited], "quote"))
            for q in sorted(self.dossier.quotes, key=lambda quote: -len(quote.reports))
        )
        return Section("quotes", "Quotes", ("Who", "In"), tuple(rows))


def _bounds(step: Step) -> tuple[str, ...]:
    bounds = (step.low, step.best, step.high)
    return tuple(f"{bound:,}" if bound is not None else "no bound" for bound in bounds)
