"""A report as it was given, and the exact words of it that a value rests on."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from accordingto.errors import EvidenceMismatch


class Report(Struct, frozen=True, kw_only=True):
    """One news report, exactly as it was given.

    Attributes:
        id: The given id, or one made from the file name.
        text: The body. Never cleaned: evidence offsets count in it.
        title: The headline, where it was given apart from the body.
        publisher: Who published it.
        url: Where it was published.
        published: Publication date or date and time, ISO 8601 as given, or None.
        retrieved: When it was fetched, ISO 8601, or None.
        language: ISO 639-1 code, "en" unless told otherwise.
        byline: Who wrote it, as the page names them, or None.

    Units:
        All offsets into `text` (and `title`) count Unicode code points from 0, half-open.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str = "en"
    byline: str | None = None


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The exact words of a report that a value rests on.

    Attributes:
        start: Offset of the first character.
        end: Offset one past the last character.
        text: The characters themselves.
        field: "title" when the words are in the title; left out for the body.

    Units:
        Unicode code points from 0, half-open, so `report.text[start:end] == text`.

    Source:
        W3C Web Annotation Data Model, text position and text quote selectors.
    """

    start: int
    end: int
    text: str
    field: Literal["title"] | None = None

    @classmethod
    def cut(cls, report: Report, start: int, end: int) -> Evidence:
        """Take the words of the report's body between two offsets."""
        return cls(start, end, report.text[start:end])

    def check(self, report: Report) -> None:
        """Make sure the words are still where they are said to be.

        Raises:
            EvidenceMismatch: When the report does not hold those words there.
        """
        where = (report.title or "") if self.field == "title" else report.text
        found = where[self.start : self.end]
        if found != self.text:
            raise EvidenceMismatch(report.id, self.start, self.text, found)

    def overlaps(self, other: Evidence) -> bool:
        """Whether the two share at least one character of the same field."""
        return self.field == other.field and self.start < other.end and other.start < self.end
