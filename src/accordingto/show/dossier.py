"""The terminal view of a dossier: one incident over many reports at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from accordingto.model.dossier import Blame, Cited, Dossier, Point
from accordingto.show.casebook import (
    COPIES,
    Casebook,
    day_value,
    point_counts,
    point_value,
)
from accordingto.show.screen import draw, find_width
from accordingto.show.tables import grid, labelled_once, quoted, section, stacked, table_of
from accordingto.show.wording import (
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    capitalised,
    iso_value,
    number,
    plain,
    words_of,
)

NARROW = 76
MOST_QUOTES = 12
SHOWN = ("counts", "superseded", "overtaken", "added")
"""Counts that were new when they were given; repeats and parts are in the other formats."""


def render_dossier(dossier: Dossier, *, width: int | None, colour: bool) -> str:
    """Lay a dossier out for a terminal of `width` columns; None asks the terminal."""
    columns = find_width(width)
    return draw(DossierView(dossier, columns).parts(), columns, colour=colour)


class DossierView:
    """The parts of the view, top to bottom; a part with nothing to tell is left out."""

    def __init__(self, dossier: Dossier, columns: int) -> None:
        self.dossier = dossier
        self.book = Casebook(dossier)
        self.narrow = columns < NARROW

    def parts(self) -> Iterator[RenderableType]:
        """Every part that has something to tell."""
        label = capitalised(plain(self.dossier.label))
        yield Text(f"{self.dossier.number}  {label}", style="bold")
        yield (
            grid(
                (Text(name, style="dim"), Text(value))
                for name, value in self.book.facts_and_tolls()
            )
            or Text()
        )
        yield from section("The toll by source and day", self.points(), "no count is given")
        yield from section("The toll as it moved", self.steps())
        yield from section("Responsibility", self.responsibility(), "nobody is named")
        yield from section("Not known", self.questions())
        yield from section("Warnings before", self.warnings())
        yield from section("Responses", self.responses())
        yield from section("Quotes", self.quotes())
        yield from section("Reports", self.reports())

    def points(self) -> RenderableType | None:
        """Every count that was new when it was given, in order of time."""
        rows = [p for p in self.dossier.points if p.standing in SHOWN]
        rows.sort(key=lambda p: list(MEASURES).index(p.measure))
        if self.narrow:
            return stacked(self.point_stacked(point) for point in rows) if rows else None
        headings = ("Counted", "Given", "Count", "By", "In", "Standing", "Words")
        return table_of(headings, self.point_rows(rows))

    def point_rows(self, points: Sequence[Point]) -> Iterator[tuple[Text, ...]]:
        """A row for each count, what it counts only where that changes."""
        before = ""
        for point in points:
            counts = point_counts(point)
            yield (
                Text("" if counts == before else counts),
                Text(day_value(point.given)),
                Text(point_value(point), style="bold" if point.standing == "counts" else "dim"),
                Text(self.book.giver(point.giver)),
                Text(point.report, style="dim"),
                Text(self.book.note(point)),
                quoted(*point.evidence, most=2),
            )
            before = counts

    def point_stacked(self, point: Point) -> tuple[Text, Text]:
        """A count in two lines, for a narrow terminal."""
        head = f"{point_counts(point)} {point_value(point)} · {day_value(point.given)}"
        note = f" · {self.book.giver(point.giver)} · {self.book.note(point)}"
        return Text(head + note), quoted(*point.evidence, most=2)

    def steps(self) -> RenderableType | None:
        """The toll at the end of each day on which somebody gave a count."""

        def rows() -> Iterator[tuple[Text, Text]]:
            for view in self.book.headline_tolls():
                for step in view.steps:
                    best = number(step.best) if step.best is not None else "none"
                    high = number(step.high) if step.high is not None else "no upper bound"
                    low = number(step.low) if step.low is not None else "no lower bound"
                    same = step.low == step.high == step.best
                    bounds = "" if same else f"  ({low} to {high})"
                    line = f"{day_value(step.day)}  {best}{bounds}"
                    yield Text(MEASURES[view.measure]), Text(line)

        return grid(labelled_once(rows()))

    def responsibility(self) -> RenderableType | None:
        """Who claimed, was accused, denied, side by side."""

        def rows() -> Iterator[tuple[Text, ...]]:
            for row in self.dossier.responsibility:
                first = row.occasions[0]
                more = len(row.occasions) - 1
                again = f" and {more} more" if more else ""
                yield (
                    Text(plain(row.name), style="bold"),
                    Text(STANDINGS[row.standing]),
                    Text(self.said_by(first) + again),
                    Text(f"{day_value(first.day)}, {first.report}", style="dim"),
                    quoted(*first.evidence, most=2),
                )

        return table_of(("Who", "Standing", "According to", "First", "Words"), rows())

    def said_by(self, blame: Blame) -> str:
        """Who said it on one occasion."""
        names = [self.book.giver(giver) for giver in blame.by]
        return ", ".join(names) or f"{self.book.report(blame.report)} itself"

    def questions(self) -> RenderableType | None:
        """What was not known, and what became known."""

        def rows() -> Iterator[tuple[Text, ...]]:
            for question in self.dossier.questions:
                cited = question.asked[0]
                answer = question.answer
                known = Text("still open")
                if answer is not None:
                    known = Text(f"{plain(answer.words)}, {day_value(answer.day)}, ")
                    known.append(f"{answer.cited.report} ", style="dim")
                    known.append(quoted(answer.cited.evidence))
                yield Text(UNKNOWNS[question.about]), self.cited(cited), known

        return table_of(("About", "Said not to be known", "Since known"), rows())

    def cited(self, cited: Cited) -> Text:
        """Words with the report they stand in."""
        return Text(f"{cited.report} ", style="dim").append(quoted(cited.evidence))

    def warnings(self) -> RenderableType | None:
        """Warnings before the incident."""
        return grid(
            (Text(plain(w.by or "not told by whom")), self.cited(w.cited[0]))
            for w in self.dossier.warnings
        )

    def responses(self) -> RenderableType | None:
        """What was done about it."""
        rows = sorted(self.dossier.responses, key=lambda response: response.kind)
        return grid(
            labelled_once((Text(words_of(row.kind)), self.cited(row.cited)) for row in rows[:20])
        )

    def quotes(self) -> RenderableType | None:
        """Direct speech, that which most reports carry first."""
        rows = sorted(self.dossier.quotes, key=lambda quote: -len(quote.reports))
        return grid(
            (Text(self.book.giver(quote.giver)), self.cited(quote.cited))
            for quote in rows[:MOST_QUOTES]
        )

    def reports(self) -> RenderableType | None:
        """All reports in order of publication, copies with what they are copies of."""

        def rows() -> Iterator[tuple[Text, ...]]:
            for report in self.dossier.reports:
                copy = report.copy
                kind = f"{COPIES[copy.kind]} as {copy.original} ({copy.share:.0%})" if copy else ""
                yield (
                    Text(report.key, style="bold"),
                    Text(iso_value(report.published) if report.published else "no date"),
                    Text(plain(report.publisher or report.id)),
                    Text(plain(report.title or "")),
                    Text("" if report.main else "mentions it"),
                    Text(kind, style="dim"),
                )

        return table_of(("", "Published", "By", "Title", "", "Copy"), rows())
