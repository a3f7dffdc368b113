"""What the words around an event word say: what became of it, and whether it lies apart."""

from __future__ import annotations

import re
from collections import defaultdict

from spacy.tokens import Doc

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.words import role_words

YEAR = re.compile(r"(?:1[89]|20)\d\d(?:['’]?s)?")
# How many tokens may stand between a modifier and its event ("a foiled armed attack"), and between
# an event and a time that dates it ("an attack on a village near the border last year").
NEAR = 3
FAR = 14
DEFINITE = role_words("event_context", "definite")
BREAKS = role_words("event_context", "breaks") | {*",;:()-–—.", "--"}
OPENING = 6
# What follows a comma within a comparison: "the deadliest since 2004, when a bomb killed 12"; after
# another the main clause begins ("the worst crisis since the war, he said").
GOES_ON = role_words("event_context", "goes-on")


class Surroundings:
    """The status and past words of one text, found once, asked for each event word."""

    def __init__(self, doc: Doc, published: str | None) -> None:
        self.doc = doc
        self.year = published[:4] if published else _latest_year(doc)
        self.ends: dict[int, list[str]] = defaultdict(list)
        self.starts: dict[int, list[str]] = defaultdict(list)
        for hit in lexicon(doc.vocab, "event_status").find(doc):
            if hit.entry.get("side") in ("before", "near"):
                self.ends[hit.end].append(hit.entry.get("status"))
            if hit.entry.get("side") in ("after", "near"):
                self.starts[hit.start].append(hit.entry.get("status"))
        self.past: dict[str, dict[int, int]] = {s: {} for s in ("before", "after", "opens", "lead")}
        for hit in lexicon(doc.vocab, "event_past").find(doc):
            self.past[hit.entry.get("side")][hit.start] = hit.end

    def status_of(self, event: Hit) -> str:
        """A status, "unreal", or "" when the words around say nothing."""
        found = ""
        for end in range(event.start, max(0, event.start - NEAR) - 1, -1):
            if end < event.start and self._breaks(end):
                break
            for status in self.ends.get(end, ()):
                found = found or self._real(status, event, event.start - end)
        for start in range(event.end, min(len(self.doc), event.end + NEAR)):
            if self._breaks(start):
                break
            found = found or next(iter(self.starts.get(start, ())), "")
        return found

    def _real(self, status: str, event: Hit, distance: int) -> str:
        """A possible deed did not happen; a noun is unreal only right after such a word."""
        deed = event.entry.get("form") == "deed"
        if status == "unreal" and not deed and distance > 1:
            return ""
        definite = event.start > 0 and self.doc[event.start - 1].lower_ in DEFINITE
        # "planned the attacks" tells of attacks that came about, "planned attacks" may not.
        return "" if status == "threatened" and definite else status

    def is_past(self, event: Hit) -> bool:
        """Whether the event's own words set it apart as earlier or elsewhere."""
        return (
            self._modified(event)
            or self._followed(event)
            or self._opened(event)
            or self._compared(event)
        )

    def _modified(self, event: Hit) -> bool:
        """ "a similar attack", "the 2004 tsunami"."""
        for at in range(event.start - 1, max(-1, event.start - NEAR - 2), -1):
            if self._breaks(at) or self.doc[at].pos_ in ("VERB", "ADP", "PART"):
                return False
            if self._other_year(at) or self.past["before"].get(at, event.end) <= event.start:
                return True
        return False

    def _followed(self, event: Hit) -> bool:
        """ "a bombing last year", "an attack on a village in 1998"."""
        for at in range(event.end, min(len(self.doc), event.end + FAR)):
            if self._breaks(at) or self.doc[at].is_sent_start:
                return False
            if at in self.past["after"] or self._other_year(at):
                return True
        return False

    def _opened(self, event: Hit) -> bool:
        """ "In 2004 a massive tremor", "Last year, a bomb"."""
        first = self._sentence_start(event)
        opening = range(first, min(event.start, first + OPENING))
        if any(at in self.past["after"] or self._other_year(at) for at in opening):
            return True
        ends = [self.past["lead"][at] for at in opening if at in self.past["lead"]]
        return any(not self._definite(event, end) for end in ends)

    def _definite(self, event: Hit, end: int) -> bool:
        """ "Hours before the assault": the event a lead counts from is the main one."""
        return event.start - end <= NEAR and self.doc[event.start - 1].lower_ in DEFINITE

    def _compared(self, event: Hit) -> bool:
        """ "the deadliest since a bombing": not "since the bombing", which may be this one."""
        if event.start and self.doc[event.start - 1].lower_ in DEFINITE:
            return False
        first, over = self._sentence_start(event), False
        for at in range(event.start - 1, first - 1, -1):
            if at in self.past["opens"]:
                since = self.doc[self.past["opens"][at] - 1].lower_ == "since"
                return not (since and over)
            over = over or (self.doc[at].text == "," and self.doc[at + 1].lower_ not in GOES_ON)
        return False

    def _sentence_start(self, event: Hit) -> int:
        """Where the event's sentence begins, or what follows a colon or semicolon in it."""
        at = event.start
        while at > 0 and event.start - at < 80 and not self.doc[at].is_sent_start:
            if self.doc[at - 1].text in (":", ";"):
                break
            at -= 1
        return at

    def _other_year(self, at: int) -> bool:
        """Whether a token is a year that is not the report's ("since 2011" dates nothing)."""
        text = self.doc[at].text
        after = self.doc[at - 1].lower_ if at else ""
        return YEAR.fullmatch(text) is not None and text[:4] != self.year and after != "since"

    def _breaks(self, at: int) -> bool:
        return self.doc[at].lower_ in BREAKS


def _latest_year(doc: Doc) -> str | None:
    """The last year an undated report speaks of, which is the nearest to its own."""
    years = [token.text[:4] for token in doc if YEAR.fullmatch(token.text)]
    return max(years, default=None)
