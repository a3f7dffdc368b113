"""A report cut into sentences and clauses, as plain offsets.

Words: `words/en/clauses.toml`, `furniture.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from accordingto.model import Annotations, Evidence, Report, Sentence, When
from accordingto.words import role_pattern

# Where one clause of a sentence ends and the next begins. Plain commas do not part clauses:
# "The earlier fire, on May 3, killed two".
BREAK = re.compile(
    rf"[;—–]\s?|\s--\s|,\s(?={role_pattern('clauses', 'comma').pattern})"
    rf"|\s(?={role_pattern('clauses', 'bare').pattern})",
    re.IGNORECASE,
)
# Furniture around a story that dates the page, not the events.
FURNITURE = re.compile(
    rf"{role_pattern('furniture', 'stamp').pattern}"
    rf"|{role_pattern('furniture', 'zone').pattern}\s*$",
    re.IGNORECASE,
)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DATELINE = re.compile(r"[A-Z][A-Z.,'’ -]{2,}[^a-z]{0,3}.{0,40}?(?:\)|--|—|–|_|-)(?:\s|$)")

# How many sentences the lead has.
LEAD = 2


class Clauses:
    """Sentences and clauses of one report, and the words in them."""

    def __init__(self, report: Report, annotations: Annotations) -> None:
        self.text = report.text
        self.title = report.title or ""
        self.published = report.published
        self.sentences = annotations.sentences
        self._cuts: dict[int, list[int]] = {}

    @cached_property
    def first(self) -> int:
        """The first sentence that is no headline, date line or page furniture."""
        for number, sentence in enumerate(self.sentences[:12]):
            if len(self.words(sentence)) > 60 and not self.furniture(number):
                return number
        return 0

    def words(self, sentence: Sentence) -> str:
        """The text of a sentence."""
        return self.text[sentence.start : sentence.end]

    def furniture(self, number: int) -> bool:
        """Whether a sentence is page furniture: when it was published, a caption's credit."""
        words = self.words(self.sentences[number])
        return len(words) < 160 and FURNITURE.search(words) is not None

    def dateline_end(self, number: int) -> int:
        """Where the dateline a sentence opens with ends; its start when it has none."""
        sentence = self.sentences[number]
        found = DATELINE.match(self.text, sentence.start, min(sentence.end, sentence.start + 90))
        return found.end() if found else sentence.start

    def to_come(self, when: When) -> bool:
        """Whether a time lies after the day of publication, where both are known."""
        published = (self.published or "")[:10]
        known = ISO_DAY.fullmatch(published) is not None and when.start is not None
        return known and str(when.start)[:10] > published

    def weight(self, evidence: Evidence, sentence: int) -> float:
        """How much a mention's place in the report counts: title, lead, then the rest."""
        if evidence.field == "title":
            return 4.0
        depth = sentence - self.first
        return 3.0 if depth < LEAD else 2.0 if depth < 6 else 1.0

    def opens(self, evidence: Evidence, sentence: int) -> bool:
        """Whether a mention stands in the title or the lead."""
        return evidence.field == "title" or sentence - self.first < LEAD

    def clause(self, number: int, offset: int) -> tuple[int, int]:
        """The clause of a sentence that an offset lies in."""
        if number not in self._cuts:
            sentence = self.sentences[number]
            cuts = [m.end() for m in BREAK.finditer(self.text, sentence.start, sentence.end)]
            self._cuts[number] = [sentence.start, *cuts, sentence.end]
        cuts = self._cuts[number]
        at = min(max(bisect_right(cuts, offset) - 1, 0), len(cuts) - 2)
        return cuts[at], cuts[at + 1]
