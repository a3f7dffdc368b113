"""Harm that a later clause tells of people: "they were all killed", "he is accused of killing"."""

from __future__ import annotations

from spacy.tokens import Doc

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.links import Link, fits, link_of
from accordingto.annotate.people import People
from accordingto.annotate.persons import word_kind
from accordingto.annotate.voices import Voice

# How far a pronoun may stand after those it means, and a deed after those it was done to.
PRONOUN_REACH = 25
DEED_REACH = 12
SUBJECTS = ("PRON", "PROPN", "DET")


class Later:
    """Links the counts of one text to harm in a clause of its own.

    Args:
        doc: The text.
        people: Its counts of people.
        at: Its words of harm by the token they start at.
        voice: How they stand in their sentence.
    """

    def __init__(
        self, doc: Doc, people: list[People], at: dict[int, list[Harm]], voice: Voice
    ) -> None:
        self.doc = doc
        self.people = people
        self.at = at
        self.voice = voice
        self.firsts = {p.first for p in people}

    def resumed(self, number: int) -> Link | None:
        """ "A family of four were asleep when they were all killed"."""
        people = self.people[number]
        if not self._several(people):
            return None
        for i in range(people.last, min(people.last + PRONOUN_REACH, len(self.doc))):
            token = self.doc[i]
            if token.lower_ in ("they", "all"):
                return self._done_to(people, i + 1)
            if token.is_sent_start or i in self.firsts or word_kind(token) == "person":
                return None
        return None

    def _several(self, people: People) -> bool:
        """Whether "they" can mean these people."""
        before = [t.lower_ for t in self.doc[max(0, people.first - 2) : people.first]]
        family = people.bare and before in (["family", "of"], ["group", "of"], ["party", "of"])
        return people.number.high not in (0, 1) and (people.known or family)

    def _done_to(self, people: People, at: int) -> Link | None:
        """The harm that a verb group right after a pronoun tells."""
        if self.doc[at : at + 2].text.lower() in ("of them", "of whom"):
            at += 2
        while at < len(self.doc) and not self.doc[at].is_sent_start:
            for harm in self.at.get(at, ()):
                if self._befell(harm, people):
                    return link_of(harm, "right")
            if not (self.voice.light(self.doc[at]) or self.doc[at].lower_ in ("all", "both")):
                return None
            at += 1
        return None

    def _befell(self, harm: Harm, people: People) -> bool:
        told = not (self.voice.negated(harm) or self.voice.hypothetical(harm, people))
        plain = not harm.weak and fits(self.doc, harm, people)
        return told and plain and self.voice.takes_left(harm, people)

    def ended(self, number: int, link: Link) -> Link:
        """ "Stabbed a student | and killed her": what the harm to somebody came to."""
        people = self.people[number]
        if link.measure != "injured" or link.how != "left" or not people.known:
            return link
        meant = words_of("between", "one" if people.number.high == 1 else "several")
        for i in range(people.last, min(people.last + PRONOUN_REACH, len(self.doc))):
            if self.doc[i].is_sent_start or i in self.firsts:
                return link
            for harm in self.at.get(i, ()):
                if harm.measure == "killed" and self._takes_pronoun(harm, meant, people):
                    return Link(harm.measure, harm.start, harm.end + 1, "right")
        return link

    def _takes_pronoun(self, harm: Harm, meant: frozenset[str], people: People) -> bool:
        """Whether words of harm are followed by a pronoun for these people."""
        if "object" not in harm.takes or harm.end >= len(self.doc):
            return False
        pronoun = self.doc[harm.end].lower_
        other = "him" if people.group == "women" else ""
        after = self.doc[harm.end + 1] if harm.end + 1 < len(self.doc) else None
        owns = after is not None and after.pos_ in ("NOUN", "ADJ", "PROPN", "NUM")
        told = not self.voice.hypothetical(harm) and not self.voice.negated(harm)
        return pronoun in meant and pronoun != other and not owns and told

    def accused(self, number: int) -> Link | None:
        """ "The three men he is accused of killing were guards"."""
        people = self.people[number]
        if not (people.known and self._clause(people.last)):
            return None
        blamed = False
        for i in range(people.last, min(people.last + DEED_REACH, len(self.doc))):
            token = self.doc[i]
            if token.is_sent_start or i in self.firsts:
                return None
            blamed = blamed or token.lower_ in words_of("joints", "accused")
            for harm in self.at.get(i, ()) if blamed else ():
                if harm.ing and "object" in harm.takes and not self.voice.has_object(harm):
                    return link_of(harm, "right")
        return None

    def _clause(self, at: int) -> bool:
        """Whether a relative clause with a subject of its own opens here."""
        if at < len(self.doc) and self.doc[at].lower_ in ("that", "whom"):
            at += 1
        token = self.doc[at] if at < len(self.doc) else None
        return token is not None and token.pos_ in SUBJECTS and token.lower_ != "who"
