"""Who was harmed: children, soldiers, foreigners.

A word for the persons tells most ("two nuns"); else what is said of them ("one of the dead was
a child"), the count they are a part of, or their country, where it is not the incident's.
"""

from __future__ import annotations

from collections import Counter

from accordingto.annotate.links import Link
from accordingto.annotate.people import People
from accordingto.annotate.persons import group_of, word_kind
from accordingto.annotate.reading import Reading
from accordingto.model import PlaceMention
from accordingto.model.kinds import Group

# How far "one of the dead was ..." is followed to the word for who it was, in tokens.
PREDICATE_REACH = 7


class Groups:
    """Tells the groups of one report's figures."""

    def __init__(self, reading: Reading, people: list[People], links: dict[int, Link]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.people = people
        self.links = links
        self.places = [p for p in reading.places if p.place.country_code]
        self.home = self._home()

    def group(self, number: int) -> Group:
        """The group of one count."""
        people = self.people[number]
        own = people.group
        if own in (None, "people"):
            own = self._said_of(people) or own
        if own in (None, "people") and self._foreign(people):
            return "foreigners"
        if own is None:
            own = self._inherited(number)
        return own or "people"

    def _said_of(self, people: People) -> Group | None:
        """ "One of the dead was a child", "one of them a pregnant woman", "five were women"."""
        at = people.last
        says = at < len(self.doc) and self.doc[at].lower_ in ("was", "were", "is", "are")
        if not (says and (people.of or people.bare)) and people.of != "them":
            return None
        start = at + 1 if says else at
        for i in range(start, min(start + PREDICATE_REACH, len(self.doc))):
            token = self.doc[i]
            if word_kind(token) == "person":
                group = group_of(self.doc, start, i)
                return group if group != "people" else None
            if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"):
                return None
        return None

    def _inherited(self, number: int) -> Group | None:
        """The group of the count this one is a part of, or of those "none" were among."""
        people, link = self.people[number], self.links[number]
        if link.whole is not None:
            return self.group(link.whole) if link.whole != number else None
        if people.number.kind not in ("none", "set") or not people.bare:
            return None
        for i in range(people.first - 1, max(-1, people.first - 15), -1):
            if word_kind(self.doc[i]) == "person":
                return group_of(self.doc, max(0, i - 2), i)
            if self.doc[i].is_sent_start:
                return None
        return None

    # ------------------------------------------------------------------ countries

    def _home(self) -> str | None:
        """The country of the incident: the one most named where harm is told, else at the start."""
        told = {self.reading.sentence_at(self.doc[self.people[n].first].idx) for n in self.links}
        told |= {0, 1}
        countries = Counter(
            p.place.country_code
            for p in self.places
            if not p.demonym and p.sentence in told and not self._inside_a_count(p)
        )
        return countries.most_common(1)[0][0] if countries else None

    def _inside_a_count(self, place: PlaceMention) -> bool:
        start = place.place.evidence.start
        return any(
            self.doc[p.first].idx <= start < self.doc[p.last - 1].idx + len(self.doc[p.last - 1])
            for p in (self.people[n] for n in self.links)
        )

    def _foreign(self, people: People) -> bool:
        """Whether they are called after a country that is not the incident's."""
        start = self.doc[people.first].idx
        last = self.doc[people.last - 1]
        nations = {
            p.place.country_code
            for p in self.places
            if start <= p.place.evidence.start < last.idx + len(last)
        }
        return self.home is not None and bool(nations) and self.home not in nations
