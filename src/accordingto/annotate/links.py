"""Who was harmed how: joins counts of people with the words of harm they belong to.

Rests first on the order of words, which holds in headlines and lists where the parse does not:
harm to the right of its people ("12 people, police said, were killed"), to the left ("killing
12"), inside the count ("12 deaths"), or shared with a neighbour ("and 10 tourists"). The parse
is asked only where word order gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.passages import Passage
from accordingto.annotate.people import People
from accordingto.annotate.voices import Voice
from accordingto.model.kinds import Measure

# How far a harm may stand from its people, in tokens.
REACH = 45
TOLL_REACH = 22
LIST_REACH = 14
# Links that the next count of a list shares.
LISTABLE = ("left", "of", "shared", "list", "part", "member")
LISTED = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PRON", "PART")


@dataclass(frozen=True, slots=True)
class Link:
    """What happened to a count of people.

    Attributes:
        measure: What happened.
        start, end: The words that say so, as tokens.
        how: "inside", "left", "right", "of", "toll", "member", "list", "shared", "part" or
            "weak".
        whole: Position of the count this one is a part of, or None.
    """

    measure: Measure
    start: int
    end: int
    how: str
    whole: int | None = None


class Linker:
    """Links the counts of one text."""

    def __init__(self, doc: Doc, people: list[People], harms: list[Harm]) -> None:
        self.doc = doc
        self.people = people
        self.at: dict[int, list[Harm]] = {}
        self.ends: dict[int, list[Harm]] = {}
        for harm in harms:
            self.at.setdefault(harm.start, []).append(harm)
            self.ends.setdefault(harm.end, []).append(harm)
        self.voice = Voice(doc, {p.first for p in people})
        self.passage = Passage(doc, people, self.at, self.voice)
        self.including = words_of("between", "including")
        self.them_ends = {p.last for p in people if p.of == "them"}
        self.links: dict[int, Link] = {}

    def run(self) -> dict[int, Link]:
        """Every link found: position in `people` -> link."""
        for attempt in (self.own, self.shared, self.parsed, self.shared, self.weak):
            for number, people in enumerate(self.people):
                free = number not in self.links and not self.predicate(people)
                if free and (link := attempt(number)):
                    self.links[number] = link
        for number in sorted(self.links):
            self.links[number] = self._within(number, self.links[number])
        return self.links

    # ------------------------------------------------------------------ by word order

    def own(self, number: int) -> Link | None:
        """The harm a count's own place in the sentence gives it."""
        people = self.people[number]
        counted = next((h for h in people.inner if "counted" in h.takes and not h.weak), None)
        if counted:
            return None if self.voice.possible_before(people.first) else _link(counted, "inside")
        return (
            self.after(people)
            or self.left(people)
            or self.right(people)
            or self.of(people)
            or self.toll(people)
            or self.member(people)
            or self.inside(people)
            or self.listed(people)
        )

    def weak(self, number: int) -> Link | None:
        """The harm of words that say so only when nothing else does."""
        people = self.people[number]
        inner = next((h for h in people.inner if h.weak), None)
        single = people.number.kind == "single"
        if people.inner and people.number.kind == "none" and people.of:
            return None
        if inner and (single or (people.of == "named" and not self._described(people))):
            return None
        return (
            self.left(people, weak=True)
            or self.right(people, weak=True)
            or (_link(inner, "weak") if inner else None)
        )

    def inside(self, people: People) -> Link | None:
        """ "Three injured men", "five of the dead": the count's own words."""
        harm = next((h for h in people.inner if not h.weak), None)
        if harm is None:
            return None
        if people.of == "named" and people.number.high in (0, 1) and not self._described(people):
            return None
        certain = people.number.kind != "single" or harm.measure in ("killed", "injured")
        if people.number.kind == "none" or not certain:
            return None  # "none of those injured was ...", "an arrested leader"
        return _link(harm, "inside")

    def _described(self, people: People) -> bool:
        """ "One of the dead was a child" counts; "one of the injured passengers said" does not."""
        after = self.doc[people.last] if people.last < len(self.doc) else None
        return after is not None and after.lower_ in self.voice.be

    def after(self, people: People) -> Link | None:
        """ "Left 12 dead", "shot three men dead", "took 12 people hostage"."""
        for harm in self.at.get(people.last, ()):
            plain_state = "state" in harm.takes and "object" not in harm.takes
            strict = people.bare and harm.strict == "yes"
            after = "after" in harm.takes or ("adverb" in harm.takes and self._stops(harm.end))
            if (plain_state or after) and not harm.weak and not strict:
                return _link(harm, "right")
        return None

    def _stops(self, at: int) -> bool:
        """ "Two hundred were hurt, 16 seriously.": nothing follows that an adverb could go with."""
        return at >= len(self.doc) or self.doc[at].pos_ in ("PUNCT", "CCONJ", "SPACE")

    def left(self, people: People, *, weak: bool = False) -> Link | None:
        """ "Killed 12", "killing at least 12", "Killed: 12"."""
        before = people.first
        for _ in range(4):
            for harm in self.ends.get(before, ()):
                if harm.weak == weak and self._reaches(harm, people, before):
                    return _link(harm, "left")
            if before == 0 or not self._slight(self.doc[before - 1]):
                return None
            before -= 1
        return None

    def _slight(self, token: Token) -> bool:
        """Whether a word between a verb and its number does not part them."""
        return (
            token.pos_ == "ADV"
            or token.lower_ in words_of("joints", "determiner")
            or token.lower_ in ("as", "also", ":", '"', "“", "other")
        )

    def _reaches(self, harm: Harm, people: People, end: int) -> bool:
        """Whether an active harm takes people who stand right after it."""
        if self.doc[end].text == ":":
            return people.bare and bool(harm.takes & {"state", "object", "counted"})
        named = people.known or (people.head is not None and self.doc[people.head].pos_ == "PROPN")
        if harm.strict and not (named if harm.strict == "bare" else people.known):
            return False
        return self._fits(harm, people) and self.voice.takes_right(harm)

    def _fits(self, harm: Harm, people: People) -> bool:
        """Whether a harm that needs its number to count lives counts lives."""
        if not harm.head:
            return True
        return people.head is not None and self.doc[people.head].lower_ in ("life", "lives")

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
        return None if strict or imagined else _link(harm, "of")

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
                if "toll" in harm.takes:
                    return _link(harm, "toll")
            if self.doc[i - 1].text == ";" or (i < first and self.doc[i].is_sent_start):
                return None
        return None

    def member(self, people: People) -> Link | None:
        """ "The dead included two children", "among those killed were five soldiers"."""
        joint = people.first - 1
        if joint < 1 or self.doc[joint].lower_ not in words_of("joints", "member"):
            return None
        for i in range(joint, max(0, joint - 10), -1):
            for harm in self.ends.get(i, ()):
                beside = all(self.voice.light(t) for t in self.doc[i:joint])
                if self._names_the_harmed(harm, adjacent=beside):
                    return _link(harm, "member")
            if self.doc[i].is_sent_start:
                return None
        return None

    def _names_the_harmed(self, harm: Harm, *, adjacent: bool) -> bool:
        if not harm.takes & {"state", "object", "counted"}:
            return False
        before = self.doc[harm.start - 1].lower_ if harm.start else ""
        if self.doc[harm.start].lower_ in ("among", "amongst"):
            return True
        if self.doc[harm.start].is_sent_start and "counted" in harm.takes:
            return adjacent
        if before not in ("the", "those", "whose"):
            return False
        return adjacent or self.doc[harm.start - 2].lower_ in ("among", "amongst", "of")

    def listed(self, people: People) -> Link | None:
        """ "Killed his wife and two others": the end of a list whose beginning has no number."""
        first = people.first
        while first and self.doc[first - 1].lower_ in words_of("joints", "determiner"):
            first -= 1
        joint = self.doc[first - 1].lower_ if first else ""
        if joint not in ("and", ",", "&", "plus", "with", "as"):
            return None
        if joint == "," and people.number.kind == "single":
            return None
        for i in range(first - 1, max(0, first - LIST_REACH), -1):
            named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in self.doc[i : first - 1])
            named = named and self.doc[i].pos_ not in ("ADP", "CCONJ", "PUNCT")
            for harm in self.ends.get(i, ()) if named else ():
                if not harm.weak and self._reaches(harm, people, i):
                    return _link(harm, "list")
            token = self.doc[i - 1]
            listed = token.pos_ in LISTED or token.text in (",", "'s", "’s", "-", "well", "as")
            if not listed or i - 1 in self.at or self.doc[i].is_sent_start:
                return None
        return None

    def right(self, people: People, *, weak: bool = False) -> Link | None:
        """Harm after its people, over what may stand between."""
        later: Link | None = None
        adjacent, relative = True, False
        at, stop = people.last, min(len(self.doc), people.last + REACH)
        while at < stop and not (self.doc[at].is_sent_start and at > people.number.start):
            harm = self._taker(people, at, adjacent=adjacent, weak=weak)
            if harm:
                end = max(harm.end, (harm.needed or 0) + 1)
                link = Link(harm.measure, harm.start, end, "right")
                if self.doc[harm.start].pos_ != "ADP":
                    return link
                later, at = later or link, end  # "12 people with burns | were taken to hospital"
                continue
            step = self.passage.step(people, at, relative=relative)
            if step is None:
                break
            adjacent = adjacent and self.voice.light(self.doc[at])
            relative = relative or self.doc[at].lower_ in ("who", "which", "that")
            at = step
        return later

    def _taker(self, people: People, at: int, *, adjacent: bool, weak: bool) -> Harm | None:
        """The harm at a token that takes these people, or None."""
        none = people.number.kind == "none"
        for harm in self.at.get(at, ()):
            if harm.weak != weak or not self._fits(harm, people):
                continue
            if harm.strict == "yes" and not (people.known or none):
                continue
            if not people.known and not self._close(people, harm, adjacent=adjacent):
                continue
            if self.voice.negated(harm) or self.voice.hypothetical(harm, people):
                continue
            if self.voice.takes_left(harm, people):
                return harm
        return None

    def _close(self, people: People, harm: Harm, *, adjacent: bool) -> bool:
        """Whether harm stands close enough to a number of who knows what."""
        if people.bare:
            return adjacent or not harm.strict
        of_more = people.first and self.doc[people.first - 1].pos_ == "ADP"
        return adjacent and not of_more  # "peasants of various kinds were killed"

    # ------------------------------------------------------------------ shared, part

    def shared(self, number: int) -> Link | None:
        """Harm a count shares with a neighbour it is joined to, or is a part of."""
        previous = number - 1
        if previous < 0 or not self._same_sentence(previous, number):
            return None
        people, link = self.people[number], self.links.get(previous)
        if not self._names_people(people):
            return None
        if self.is_part(people):
            return self._part(number)
        if link is None:
            return None
        if link.how in LISTABLE and self._joined(previous, number):
            return replace(link, how="part" if link.how == "part" else "shared")
        if link.how in ("right", "inside", "shared") and self._gapped(link, people):
            return replace(link, how="shared")
        return None

    def _names_people(self, people: People) -> bool:
        """Whether a count is of people even where no verb of harm says so."""
        if people.known or people.bare or people.of:
            return people.number.kind != "none"
        return people.head is not None and self.doc[people.head].pos_ == "PROPN"

    def is_part(self, people: People) -> bool:
        """Whether a count is said to be included in another."""
        if people.of == "them":
            return True
        before = [t.lower_ for t in self.doc[max(0, people.first - 3) : people.first]]
        if before and before[-1] == "with":
            return False
        return any(" ".join(before[a:]) in self.including for a in range(len(before)))

    def _part(self, number: int) -> Link | None:
        whole = self._whole(number)
        if whole is None:
            return None
        return replace(self.links[whole], how="part", whole=whole)

    def _whole(self, number: int) -> int | None:
        """The linked count before, in the same sentence, that includes this one."""
        for whole in range(number - 1, max(-1, number - 6), -1):
            if not self._same_sentence(whole, number):
                return None
            if link := self.links.get(whole):
                if link.whole is not None and self.people[number].of == "them":
                    continue
                return whole
        return None

    def _within(self, number: int, link: Link) -> Link:
        """A link with the whole it is a part of."""
        if self.is_part(self.people[number]):
            return replace(link, whole=self._whole(number))
        before = self.links.get(number - 1)
        if before and before.measure == link.measure and self._continues(number):
            return replace(link, whole=before.whole)
        return link

    def _continues(self, number: int) -> bool:
        """Whether a count goes on with the list that the one before it belongs to."""
        between = self.doc[self.people[number - 1].last : self.people[number].first]
        words = [t.lower_ for t in between]
        return words in (["and"], [","], [",", "and"]) and self._same_sentence(number - 1, number)

    def _same_sentence(self, a: int, b: int) -> bool:
        first, second = self.people[a].number.start, self.people[b].first
        return not any(t.is_sent_start for t in self.doc[first + 1 : second + 1])

    def _joined(self, a: int, b: int) -> bool:
        """Whether only a list lies between two counts: ", three women and | ten tourists"."""
        people = self.people[b]
        between = self.doc[self.people[a].last : people.first]
        return (
            self._parted(between, people)
            and all(
                t.pos_ in LISTED or t.text in (",", "'s", "’s", "-", "&", "well") for t in between
            )
            and not any(t.i in self.at for t in between)
        )

    def _gapped(self, link: Link, people: People) -> bool:
        """ "Two were killed in Kabul and five in Herat"."""
        between = self.doc[link.end : people.first]
        if not self._parted(between, people):
            return False
        if any(t.pos_ in ("VERB", "AUX") or t.i in self.at for t in between):
            return False
        after = self.doc[people.last] if people.last < len(self.doc) else None
        return after is None or bool(after.pos_ in ("ADP", "PUNCT", "CCONJ") or after.is_sent_start)

    def _parted(self, between: Iterable[Token], people: People) -> bool:
        """Whether a short stretch holds what joins the parts of a list."""
        words = [t.lower_ for t in between]
        if not words or len(words) > 12:
            return False
        if people.number.kind == "single":
            return words[-1] in ("and", "or", "&", "plus", "as", "with")
        return any(word in ("and", "or", ",", "&", "plus", ";", "with") for word in words)

    def predicate(self, people: People) -> bool:
        """ "One of the dead was | a child", "one of them | a pregnant woman": no further person.

        So too "he was | one of those who died".
        """
        at = people.first
        one_of = people.of == "named" and people.number.high == 1
        if at == 0 or not (people.number.kind == "single" or one_of):
            return False
        before = self.doc[at - 1].lower_
        if before in self.voice.be or (one_of and before in ("as", ",", "—", "-", "–")):
            return True
        return at in self.them_ends

    # ------------------------------------------------------------------ by the parse

    def parsed(self, number: int) -> Link | None:
        """Harm whose subject, passive subject or object the parse says the people are."""
        people = self.people[number]
        at = people.head if people.head is not None else people.number.end - 1
        token = self.doc[at]
        while token.dep_ in ("conj", "appos", "nummod") and token.head.pos_ in LISTED:
            token = token.head
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return None
        for verb in self._verbs(token.head):
            for harm in self.at.get(verb.i, ()):
                if harm.weak or not self._fits(harm, people) or (harm.strict and people.bare):
                    continue
                if self.voice.negated(harm) or self.voice.hypothetical(harm, people):
                    continue
                if self.voice.takes_left(harm, people):
                    return _link(harm, "right")
        return None

    def _verbs(self, verb: Token) -> Iterator[Token]:
        """A verb and those joined to it that have no subject of their own."""
        yield verb
        for child in verb.children:
            if child.dep_ in ("conj", "xcomp") and not any(
                c.dep_ in ("nsubj", "nsubjpass") for c in child.children
            ):
                yield from self._verbs(child)


def _link(harm: Harm, how: str) -> Link:
    return Link(harm.measure, harm.start, max(harm.end, (harm.needed or 0) + 1), how)
