"""A dossier as Markdown: notes that stay readable as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordingto.model.coding import Coding
from accordingto.model.dossier import Cited, Dossier
from accordingto.show.casebook import (
    COPIES,
    SCOPES,
    Casebook,
    day_value,
    point_counts,
    point_value,
    say_coding,
)
from accordingto.show.markdown import bullets, escape, quoted, section, table
from accordingto.show.wording import (
    MEASURES,
    STANDINGS,
    UNKNOWNS,
    capitalised,
    iso_value,
    number,
    words_of,
)


def render_dossier_markdown(dossier: Dossier, codings: Sequence[Coding] = ()) -> str:
    """Write a dossier as Markdown (CommonMark with tables), ending in a line break."""
    return "\n\n".join(DossierNotes(dossier, codings).blocks()) + "\n"


class DossierNotes:
    """The blocks of the notes, top to bottom; a block with nothing to tell is left out."""

    def __init__(self, dossier: Dossier, codings: Sequence[Coding] = ()) -> None:
        self.dossier = dossier
        self.codings = codings
        self.book = Casebook(dossier)

    def blocks(self) -> Iterator[str]:
        """Every block that has something to tell."""
        yield f"# {self.dossier.number} {escape(capitalised(self.dossier.label))}"
        yield bullets(escape(f"{name}: {value}") for name, value in self.book.facts_and_tolls())
        yield from section("The toll by source and day", self.points() or "No count is given.")
        yield from section("The toll as it moved", self.steps())
        yield from section("As each codebook would write it", self.coded())
        yield from section("Responsibility", self.responsibility() or "Nobody is named.")
        yield from section("Not known", self.questions())
        yield from section("Warnings before", bullets(self.warnings()))
        yield from section("Responses", bullets(self.responses()))
        yield from section("Quotes", bullets(self.quotes()))
        yield from section("Timeline", bullets(self.timeline()))
        yield from section("Reports", self.reports())

    def points(self) -> str:
        """Every count, with whether it stands and why not."""
        headings = ("Counted", "Given", "Count", "By", "In", "Standing", "Words")
        return table(
            headings,
            (
                (
                    escape(point_counts(point)),
                    day_value(point.given),
                    escape(point_value(point)),
                    escape(self.book.giver(point.giver)),
                    point.report,
                    escape(f"{self.book.note(point)}{f': {point.why}' if point.why else ''}"),
                    " … ".join(map(quoted, point.evidence)),
                )
                for point in self.dossier.points
            ),
        )

    def steps(self) -> str:
        """The toll at the end of each day on which somebody gave a count."""
        rows = (
            (
                MEASURES[view.measure],
                day_value(step.day),
                *(number(n) if n is not None else "" for n in (step.low, step.best, step.high)),
            )
            for view in self.book.headline_tolls()
            for step in view.steps
        )
        return table(("Counted", "Day", "Low", "Best", "High"), rows)

    def coded(self) -> str:
        """What each codebook writes for the dead, and why."""
        rows = (
            (
                coding.rules,
                SCOPES[coding.scope],
                escape("" if coding.scope == "out" else coding.dead),
                escape(say_coding(coding)),
            )
            for coding in self.codings
        )
        return table(("Codebook", "Covers it", "Dead", "How"), rows)

    def responsibility(self) -> str:
        """Every occasion on which somebody claimed, accused or denied."""
        rows = (
            (
                escape(row.name),
                STANDINGS[row.standing],
                escape(", ".join(map(self.book.giver, blame.by)) or "the report itself"),
                f"{day_value(blame.day)}, {blame.report}",
                " … ".join(map(quoted, blame.evidence)),
            )
            for row in self.dossier.responsibility
            for blame in row.occasions
            if not blame.copied
        )
        return table(("Who", "Standing", "According to", "When", "Words"), rows)

    def questions(self) -> str:
        """What was not known, and what became known."""
        rows = (
            (
                UNKNOWNS[question.about],
                " ".join(map(self.cited, question.asked)),
                f"{escape(question.answer.words)}, {day_value(question.answer.day)}, "
                f"{self.cited(question.answer.cited)}"
                if question.answer
                else "still open",
            )
            for question in self.dossier.questions
        )
        return table(("About", "Said not to be known", "Since known"), rows)

    def cited(self, cited: Cited) -> str:
        """Words with the report they stand in."""
        return f"{cited.report} {quoted(cited.evidence)}"

    def warnings(self) -> Iterator[str]:
        """Warnings before the incident."""
        for warning in self.dossier.warnings:
            cited = " ".join(map(self.cited, warning.cited))
            yield f"{escape(warning.by or 'not told by whom')}: {cited}"

    def responses(self) -> Iterator[str]:
        """What was done about it."""
        for response in self.dossier.responses:
            yield f"{words_of(response.kind)}: {self.cited(response.cited)}"

    def quotes(self) -> Iterator[str]:
        """Direct speech, each once."""
        for quote in self.dossier.quotes:
            also = f" (also in {', '.join(quote.reports[1:])})" if quote.reports[1:] else ""
            yield f"{escape(self.book.giver(quote.giver))}: {self.cited(quote.cited)}{also}"

    def timeline(self) -> Iterator[str]:
        """What happened and was said, in order of time."""
        for event in self.dossier.timeline:
            start = event.when.start or event.when.text
            yield f"{escape(iso_value(start))}: {escape(event.text)} ({', '.join(event.reports)})"

    def reports(self) -> str:
        """All reports, copies with what they are copies of."""

        def rows() -> Iterator[tuple[str, ...]]:
            for report in self.dossier.reports:
                copy = report.copy
                yield (
                    report.key,
                    escape(iso_value(report.published)) if report.published else "no date",
                    escape(report.publisher or report.id),
                    escape(report.title or ""),
                    "tells of it" if report.main else "mentions it",
                    f"{COPIES[copy.kind]} as {copy.original} ({copy.share:.0%})" if copy else "",
                )

        return table(("", "Published", "By", "Title", "", "Copy"), rows())
