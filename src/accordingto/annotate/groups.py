"""Who was harmed: children, soldiers, foreigners.

A word for the persons tells most ("two nuns"); else what is said of them ("one of the dead was
a child"), the count they are a part of, or their country, where it is not the incident's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from accordingto.annotate.harms import words_of
from accordingto.annotate.links import Link
from accordingto.annotate.people import People
from accordingto.annotate.persons import group_of, word_kind
from accordingto.annotate.reading import Reading
from accordingto.model import PlaceMention
from accordingto.model.kinds import Group
from accordingto.words import role_words

TO_BE = role_words("grammar", "to-be")

# How far "one of the dead was ..." is followed to the word for who it was, in tokens.
PREDICATE_REACH = 7
# How far after a count the place it is put in may stand, in tokens.
PLACE_REACH = 9
# How far after "members" the force they serve in may be named, in tokens.
FORCE_REACH = 6
# How many sentences open a report.
OPENING = 3


class Groups:
    """Tells the groups of one report's figures."""

    def __init__(self, reading: Reading, people: list[People], links: dict[int, Link]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.people = people
        self.links = links
        placed = [p for p in reading.places if p.place.country_code and not p.place.evidence.field]
        self.places = sorted(placed, key=_start)
        self.counted = self._counted_words()
        self.home = self._home()

    def group(self, number: int) -> Group:
        """The group of one count."""
        people = self.people[number]
        own = people.group
        if own in (None, "people"):
            own = self._said_of(people) or own
        if own in (None, "people") and self._serves(people):
            return "security_forces"
        if own in (None, "people") and self._foreign(people):
            return "foreigners"
        if own is None:
            own = self._inherited(number)
        return own or "people"

    def _said_of(self, people: People) -> Group | None:
        """ "One of the dead was a child", "one of them a pregnant woman", "five were women"."""
        at = people.last
        says = at < len(self.doc) and self.doc[at].lower_ in TO_BE
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

    def _serves(self, people: People) -> bool:
        """ "Six members of the armed forces"."""
        if people.head is None or self.doc[people.head].lemma_ != "member":
            return False
        phrase = []
        for token in self.doc[people.last : people.last + FORCE_REACH]:
            if token.pos_ not in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "PART", "PUNCT"):
                break
            phrase.append(token.lower_)
        return phrase[:1] == ["of"] and bool(set(phrase) & words_of("joints", "force"))

    def _inherited(self, number: int) -> Group | None:
        """The group of the count this one is a part of, or of those "none" were among."""
        people, link = self.people[number], self.links[number]
        if link.whole is not None:
            return self.group(link.whole) if link.whole != number else None
        if self.doc[people.number.start].lower_ not in ("none", "neither", "both"):
            return None
        for i in range(people.first - 1, max(-1, people.first - 15), -1):
            if word_kind(self.doc[i]) == "person":
                return group_of(self.doc, max(0, i - 2), i)
            if self.doc[i].is_sent_start:
                return None
        return None

    # ------------------------------------------------------------------ countries

    def _home(self) -> str | None:
        """The country of the incident: named most at the start and where harm is told."""
        told = {self.reading.sentence_at(self.doc[self.people[n].first].idx) for n in self.links}
        countries: Counter[str | None] = Counter()
        for place in self.places:
            weight = 3 * (place.sentence < OPENING) + (place.sentence in told)
            dateline = place.place.evidence.text.isupper() and len(place.place.evidence.text) > 4
            placed = not place.demonym and place.place.precision is not None
            if placed and weight and not dateline and not self._inside(place):
                countries[place.place.country_code] += weight
        return countries.most_common(1)[0][0] if countries else None

    def _here(self, people: People) -> str | None:
        """The country a count itself is placed in: "12 Danes died in the Lima bombing"."""
        start = self.doc[people.last - 1].idx
        stop = self.doc[min(people.last + PLACE_REACH, len(self.doc) - 1)].idx
        for place in self._between(start + 1, stop):
            at = place.place.evidence.start
            if not place.demonym:
                before = self.reading.report.text[max(0, at - 8) : at].lower().split()
                if {"in", "at", "near", "of"} & set(before[-2:]):
                    return place.place.country_code
        return None

    def _inside(self, place: PlaceMention) -> bool:
        return place.place.evidence.start in self.counted

    def _counted_words(self) -> set[int]:
        """Offsets of the words inside counts of people."""
        counted = (self.people[n] for n in self.links)
        return {token.idx for p in counted for token in self.doc[p.first : p.last]}

    def _between(self, start: int, end: int) -> list[PlaceMention]:
        """The places that begin between two offsets."""
        first = bisect_left(self.places, start, key=_start)
        return self.places[first : bisect_left(self.places, end, key=_start)]

    def _foreign(self, people: People) -> bool:
        """Whether they are called after a country that is not the incident's."""
        start = self.doc[people.first].idx
        last = self.doc[people.last - 1]
        nations = {p.place.country_code for p in self._between(start, last.idx + len(last))}
        home = self._here(people) or self.home
        return home is not None and bool(nations) and home not in nations


def _start(place: PlaceMention) -> int:
    return place.place.evidence.start
