"""Harm to the left of its people: "killing 12", "the deaths of 12", "the toll rose to 12"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.linker_lists import goes_on
from accordingto.annotate.links import Link, fits, link_of
from accordingto.annotate.people import People
from accordingto.annotate.persons import LISTED
from accordingto.annotate.voices import Voice
from accordingto.words import role_words

AMONG = role_words("grammar", "among")

# How far a toll, and the head of a list, may stand before a number, in tokens.
TOLL_REACH = 22
LIST_REACH = 14


class Leftward:
    """Links the counts of one text to harm that stands before them.

    Args:
        doc: The text.
        at, ends: Its words of harm by the token they start at, and end before.
        voice: How they stand in their sentence.
    """

    def __init__(
        self, doc: Doc, at: dict[int, list[Harm]], ends: dict[int, list[Harm]], voice: Voice
    ) -> None:
        self.doc = doc
        self.at = at
        self.ends = ends
        self.voice = voice

    def left(self, people: People, *, weak: bool = False) -> Link | None:
        """ "Killed 12", "killing at least 12", "Killed: 12"."""
        before = people.first
        for _ in range(4):
            for harm in self.ends.get(before, ()):
                if harm.weak == weak and self._reaches(harm, people, before):
                    return link_of(harm, "left")
            if before == 0 or not self._slight(self.doc[before - 1]):
                return None
            before -= 1
        return None

    def _slight(self, token: Token) -> bool:
        """Whether a word between a verb and its number does not part them."""
        return (
            token.pos_ == "ADV"
            or token.lower_ in words_of("joints", "determiner")
            or token.text in (":", '"', "“")
            or token.lower_ in role_words("people_context", "slight")
        )

    def _reaches(self, harm: Harm, people: People, end: int) -> bool:
        """Whether an active harm takes people who stand right after it."""
        if self.doc[end].text == ":":
            return people.bare and bool(harm.takes & {"state", "object", "counted"})
        named = people.known or (people.head is not None and self.doc[people.head].pos_ == "PROPN")
        if harm.strict and not (named if harm.strict == "bare" else people.known):
            return False
        if harm.measure == "released" and self._dug_out(people):
            return False
        return fits(self.doc, harm, people) and self.voice.takes_right(harm)

    def _dug_out(self, people: People) -> bool:
        """ "Freed 12 trapped miners", "freed a driver from the wreck": nobody held them."""
        near = self.doc[people.first : people.last + 4]
        return any(token.lower_ in words_of("joints", "trap") for token in near)

    def of(self, people: People) -> Link | None:
        """ "The deaths of 12", "injuries to over 100"."""
        joints = words_of("joints", "of")
        at = people.first
        for _ in range(4):
            for harm in self.ends.get(at, ()):
                if "of" in harm.takes and self.doc[at - 1].lower_ in joints:
                    return self._of(harm, people)
            before = self.doc[at - 1].lower_ if at else ""
            if before in joints:
                for harm in self.ends.get(at - 1, ()):
                    if "of" in harm.takes:
                        return self._of(harm, people)
            in_the = before == "in" and people.number.kind == "heaps"  # "deaths in the hundreds"
            if not in_the and before not in words_of("joints", "determiner") | {"of", '"', "“"}:
                return None
            at -= 1
        return None

    def _of(self, harm: Harm, people: People) -> Link | None:
        lives = people.head is not None and self.doc[people.head].lower_ in ("life", "lives")
        strict = (people.bare and harm.strict) or (
            harm.strict == "yes" and not people.known and not lives
        )
        imagined = self.voice.hypothetical(harm) or self.voice.possible_before(harm.start)
        return None if strict or imagined else link_of(harm, "of")

    def toll(self, people: People) -> Link | None:
        """ "The death toll from the quake rose to 12"."""
        first = people.first
        joints = words_of("joints", "toll")
        if first == 0 or not (
            self.doc[first - 1].lower_ in joints or self.doc[first].lower_ in joints
        ):
            return None
        for i in range(first, max(0, first - TOLL_REACH), -1):
            for harm in self.ends.get(i, ()):
                if "toll" in harm.takes and not self.voice.possible_before(first):
                    return link_of(harm, "toll")
            if self.doc[i - 1].text == ";" or (i < first and self.doc[i].is_sent_start):
                break
        return self._toll_behind(people)

    def _toll_behind(self, people: People) -> Link | None:
        """ "It brought to | five the number of people killed"."""
        if not people.bare or self.doc[people.first - 1].lower_ not in words_of("joints", "of"):
            return None
        start = people.last
        while start < len(self.doc) and self.doc[start].lower_ in words_of("joints", "determiner"):
            start += 1
        tolls = (harm for harm in self.at.get(start, ()) if "toll" in harm.takes)
        return next((link_of(harm, "toll") for harm in tolls if start > people.last), None)

    def member(self, people: People) -> Link | None:
        """ "The dead included two children", "among those killed were five soldiers"."""
        joint = people.first - 1
        if joint > 2 and people.bare and self.doc[joint].text == ",":
            return self._of_the_harmed(people, joint)
        if joint < 1 or self.doc[joint].lower_ not in words_of("joints", "member"):
            return None
        for i in range(joint, max(0, joint - 10), -1):
            for harm in self.ends.get(i, ()):
                beside = all(self.voice.light(t) for t in self.doc[i:joint])
                if self._names_the_harmed(harm, adjacent=beside):
                    return link_of(harm, "member")
            if self.doc[i].is_sent_start:
                return None
        return None

    def _of_the_harmed(self, people: People, comma: int) -> Link | None:
        """ "Of the injured, | 14 are children"."""
        after = self.doc[people.last].lower_ if people.last < len(self.doc) else ""
        for harm in self.ends.get(comma, ()) if after in self.voice.be else ():
            opens = [t.lower_ for t in self.doc[max(0, harm.start - 2) : harm.start]]
            if opens in (["of", "the"], ["of", "those"], ["among", "the"], ["among", "those"]):
                return link_of(harm, "member")
        return None

    def _names_the_harmed(self, harm: Harm, *, adjacent: bool) -> bool:
        if not harm.takes & {"state", "object", "counted"}:
            return False
        if not adjacent and self.doc[harm.end].pos_ == "NOUN":
            return False  # "members of the kidnapping ring included"
        at = harm.start
        while at and self.doc[at - 1].pos_ == "NUM":
            at -= 1  # "among the 23 dead were"
        before = self.doc[at - 1].lower_ if at else ""
        if self.doc[harm.start].lower_ in AMONG:
            return True
        if self.doc[harm.start].is_sent_start and "counted" in harm.takes:
            return adjacent
        if before not in ("the", "those", "whose"):
            return False
        return adjacent or self.doc[harm.start - 2].lower_ in AMONG | {"of"}

    def listed(self, people: People) -> Link | None:
        """ "Killed his wife and two others": the end of a list whose beginning has no number."""
        first = people.first
        while first and self.doc[first - 1].lower_ in words_of("joints", "determiner"):
            first -= 1
        joint = self.doc[first - 1].lower_ if first else ""
        if joint not in ("and", ",", "&", "plus", "with", "as"):
            return None
        named = people.known or people.bare
        if not named and people.last < len(self.doc) and self.doc[people.last].pos_ == "AUX":
            return None  # "they arrested two men, and several documents were seized"
        if joint == "," and people.number.kind == "single" and not goes_on(self.doc, people):
            return None
        for i in range(first - 1, max(0, first - LIST_REACH), -1):
            named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in self.doc[i : first - 1])
            named = named and self.doc[i].pos_ not in ("ADP", "CCONJ", "PUNCT")
            for harm in self.ends.get(i, ()) if named else ():
                if not harm.weak and self._reaches(harm, people, i):
                    return link_of(harm, "list")
            token = self.doc[i - 1]
            listed = token.pos_ in LISTED or token.text in (",", "'s", "’s", "-", "well", "as")
            if not listed or i - 1 in self.at or self.doc[i].is_sent_start:
                return None
        return None

    def _as_well(self, at: int) -> Link | None:
        """ "The guard was killed, | as were three others"."""
        for end in range(at, max(0, at - 5), -1):
            for harm in self.ends.get(end, ()):
                if not harm.weak and harm.takes & {"object", "subject", "state"}:
                    return link_of(harm, "list")
            if self.doc[end - 1].pos_ in ("NOUN", "VERB") or self.doc[end].is_sent_start:
                return None
        return None

    def along(self, people: People) -> Link | None:
        """ "He was shot along with three others"."""
        first = people.first
        while first and self.doc[first - 1].lower_ in words_of("joints", "determiner"):
            first -= 1
        joint = " ".join(t.lower_ for t in self.doc[max(0, first - 2) : first])
        if joint in ("as were", "as was", "as did"):
            return self._as_well(first - 2)
        if joint not in ("along with", "together with"):
            return None
        for end in range(first - 2, max(0, first - 10), -1):
            for harm in self.ends.get(end, ()):
                if not harm.weak and harm.past and self.voice.passive(harm.start):
                    return link_of(harm, "list")
            token = self.doc[end - 1]
            if token.is_sent_end or not (token.pos_ in LISTED or token.text == ","):
                return None
        return None
