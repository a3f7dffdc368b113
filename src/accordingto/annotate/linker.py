"""Who was harmed how: joins counts of people with the words of harm they belong to.

Rests first on the order of words, which holds in headlines and lists where the parse does not:
harm to the right of its people ("12 people, police said, were killed"), to the left ("killing
12"), inside the count ("12 deaths"), or shared with a neighbour ("and 10 tourists"). The parse
is asked only where word order gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.linker_later import Later
from accordingto.annotate.linker_left import Leftward
from accordingto.annotate.linker_lists import Lists
from accordingto.annotate.links import Link, fits, link_of
from accordingto.annotate.passages import Passage
from accordingto.annotate.people import People
from accordingto.annotate.persons import LISTED
from accordingto.annotate.voices import Voice
from accordingto.words import role_words

RELATIVE = role_words("grammar", "relative")

# How far a harm may stand from its people, in tokens.
REACH = 45


class Linker:
    """Links the counts of one text."""

    def __init__(self, doc: Doc, people: list[People], harms: list[Harm]) -> None:
        self.doc = doc
        self.people = people
        self.at: dict[int, list[Harm]] = {}
        ends: dict[int, list[Harm]] = {}
        for harm in harms:
            self.at.setdefault(harm.start, []).append(harm)
            ends.setdefault(harm.end, []).append(harm)
        self.voice = Voice(doc, {p.first for p in people})
        self.passage = Passage(doc, people, self.at, self.voice)
        self.owners = {p.last: p for p in people}
        self.links: dict[int, Link] = {}
        self.before = Leftward(doc, self.at, ends, self.voice)
        self.lists = Lists(doc, people, self.at, self.voice, self.links)
        self.later = Later(doc, people, self.at, self.voice)

    def run(self) -> dict[int, Link]:
        """Every link found: position in `people` -> link."""
        tries = (self.own, self.lists.shared, self.parsed, self.lists.shared)
        for attempt in (
            *tries,
            self.later.resumed,
            self.later.accused,
            self.weak,
            self.lists.split,
        ):
            for number, people in enumerate(self.people):
                free = number not in self.links and not self.lists.predicate(people)
                if free and (link := attempt(number)):
                    self.links[number] = link
        for number in sorted(self.links):
            link = self.later.ended(number, self.links[number])
            self.links[number] = self.lists.within(number, link)
        return self.links

    # ------------------------------------------------------------------ by word order

    def own(self, number: int) -> Link | None:
        """The harm a count's own place in the sentence gives it."""
        people = self.people[number]
        counted = next((h for h in people.inner if "counted" in h.takes and not h.weak), None)
        if counted:
            none_of = people.number.kind == "none" and people.of  # "none of the injuries was fatal"
            unsaid = none_of or self.voice.possible_before(people.first)
            return None if unsaid else link_of(counted, "inside")
        if people.whole:
            return self.inside(people)
        if self._predicated(people) and self.lists.is_told(number):
            return None
        return (
            self.after(people)
            or self.before.left(people)
            or self.lifeless(people)
            or self.right(number)
            or self.before.of(people)
            or self.before.toll(people)
            or self.before.member(people)
            or self.inside(people)
            or self.before.listed(people)
            or self.before.along(people)
        )

    def _predicated(self, people: People) -> bool:
        """ "Eight of them Americans", "two of them a couple": who they were, and nothing else."""
        token = self.doc[people.last] if people.last < len(self.doc) else None
        return (
            token is not None
            and people.of == "them"
            and token.pos_ in ("NOUN", "PROPN")
            and token.i not in self.at
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
            self.before.left(people, weak=True)
            or self.right(number, weak=True)
            or (link_of(inner, "weak") if inner else None)
        )

    def lifeless(self, people: People) -> Link | None:
        """ "A dead man and two wounded were found": nothing else can have befallen them."""
        dead = people.inner and not people.of and people.inner[0].measure == "killed"
        return self.inside(people) if dead else None

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
        return link_of(harm, "inside")

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
                return link_of(harm, "right")
        return None

    def _stops(self, at: int) -> bool:
        """ "Two hundred were hurt, 16 seriously.": nothing follows that an adverb could go with."""
        return at >= len(self.doc) or self.doc[at].pos_ in ("PUNCT", "CCONJ", "SPACE")

    def right(self, number: int, *, weak: bool = False) -> Link | None:
        """Harm after its people, over what may stand between."""
        people = self.people[number]
        later: Link | None = None
        adjacent, relative = True, False
        alone = bool(people.inner) or self.lists.is_told(number)
        at, stop = people.last, min(len(self.doc), people.last + REACH)
        while at < stop and not (self.doc[at].is_sent_start and at > people.number.start):
            if self._of_another(people, at):
                break
            harm = self._taker(people, at, adjacent=adjacent, weak=weak)
            if harm:
                harm = self._death(harm) or harm
                link = link_of(harm, "right")
                if self.doc[harm.start].pos_ != "ADP":
                    return link
                later, at = (
                    later or link,
                    link.end,
                )  # "12 people with burns | were taken to hospital"
                continue
            step = self.passage.step(people, at, relative=relative, alone=alone)
            if step is None:
                break
            adjacent = adjacent and self.voice.light(self.doc[at])
            relative = relative or self.doc[at].lower_ in RELATIVE
            at = step
        return later

    def _taker(self, people: People, at: int, *, adjacent: bool, weak: bool) -> Harm | None:
        """The harm at a token that takes these people, or None."""
        none = people.number.kind == "none"
        for harm in self.at.get(at, ()):
            if harm.weak != weak or not fits(self.doc, harm, people):
                continue
            if harm.strict == "yes" and not (people.known or none):
                continue
            if not people.known and not self._close(people, harm, adjacent=adjacent):
                continue
            if self.voice.negated(harm) or self.voice.hypothetical(harm, people):
                continue
            if self._sent_home(harm, people):
                continue
            if self.voice.takes_left(harm, people) and not self.voice.of_others(harm):
                return harm
        return None

    def _sent_home(self, harm: Harm, people: People) -> bool:
        """ "Were treated and later released": out of hospital, not out of captivity."""
        between = self.doc[people.last : harm.start] if harm.measure == "released" else ()
        return any(token.lower_ in words_of("joints", "treatment") for token in between)

    def _of_another(self, people: People, at: int) -> bool:
        """ "The man guilty of a raid that left two women | dead": the women's harm, not his."""
        owner = self.owners.get(at)
        if owner is None or at not in self.at or owner.first <= people.first:
            return False
        if self.lists.is_part(owner):
            return False
        return any(t.pos_ == "VERB" for t in self.doc[people.last : owner.first])

    def _death(self, harm: Harm) -> Harm | None:
        """ "Was shot [in the chest] and later died": the end that the harm came to."""
        if harm.measure not in ("injured", "hospitalised"):
            return None
        joined, straight = False, True  # "of the four injured, one | has died"
        end = max(harm.end, (harm.needed or 0) + 1)
        for token in self.doc[end : end + 9]:
            died = [h for h in self.at.get(token.i, ()) if h.measure == "killed"]
            light = self.voice.light(token)
            straight = straight and (light or token.i in self.at)
            ends = (h for h in died if (joined or straight) and "subject" in h.takes)
            if found := next(ends, None):
                return found
            if token.is_sent_start or not (
                light if joined else token.pos_ in LISTED or (straight and light)
            ):
                return None
            joined = joined or token.lower_ in ("and", "but")
        return None

    def _close(self, people: People, harm: Harm, *, adjacent: bool) -> bool:
        """Whether harm stands close enough to a number of who knows what."""
        if people.bare:
            return adjacent or not harm.strict
        of_more = people.first and self.doc[people.first - 1].pos_ == "ADP"
        return adjacent and not of_more  # "peasants of various kinds were killed"

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
            if verb.i < people.last or self._of_another(people, verb.i):
                continue
            for harm in self.at.get(verb.i, ()):
                if harm.weak or not fits(self.doc, harm, people):
                    continue
                if harm.strict and (people.bare or (harm.strict == "yes" and not people.known)):
                    continue
                if self.voice.negated(harm) or self.voice.hypothetical(harm, people):
                    continue
                if self.voice.takes_left(harm, people) and not self._sent_home(harm, people):
                    return link_of(harm, "right")
        return None

    def _verbs(self, verb: Token) -> Iterator[Token]:
        """A verb and those joined to it that have no subject of their own."""
        yield verb
        for child in verb.children:
            if child.dep_ in ("conj", "xcomp") and not any(
                c.dep_ in ("nsubj", "nsubjpass") for c in child.children
            ):
                yield from self._verbs(child)
