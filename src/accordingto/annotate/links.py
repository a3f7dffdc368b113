"""Who was harmed how: joins counts of people with the words of harm they belong to.

Rests on the order of words rather than on the parse, which is often wrong in headlines and
lists: harm to the right of its people ("12 people, police said, were killed"), to the left
("killing 12"), inside the count ("12 deaths"), or shared with a neighbour ("and 10 tourists").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.people import People, word_kind
from accordingto.model.kinds import Measure

# How far a harm may stand from its people, in tokens.
REACH = 45


@dataclass(frozen=True, slots=True)
class Link:
    """What happened to a count of people.

    Attributes:
        measure: What happened.
        start, end: The words that say so, as tokens.
        how: "inside", "left", "right", "of", "toll", "member", "shared" or "part".
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
        self.counts = {p.first: n for n, p in enumerate(people)}
        self.links: dict[int, Link] = {}
        self.be = words_of("between", "be")
        self.aux = words_of("between", "aux")
        self.including = words_of("between", "including")
        self.over = words_of("joints", "over")
        self.clause = words_of("joints", "clause")
        self.toll_joints = words_of("joints", "toll")
        self.members = words_of("joints", "member")

    # ------------------------------------------------------------------ the passes

    def run(self) -> dict[int, Link]:
        """Every link found: position in `people` -> link."""
        for number, people in enumerate(self.people):
            if link := self.own(people):
                self.links[number] = link
        for number in range(len(self.people)):
            if number not in self.links and (link := self.shared(number)):
                self.links[number] = link
        for number, people in enumerate(self.people):
            if number not in self.links and (link := self.weak(people)):
                self.links[number] = link
        return self.links

    def own(self, people: People) -> Link | None:
        """The harm a count's own place in the sentence gives it."""
        counted = next((h for h in people.inner if "counted" in h.takes and not h.weak), None)
        if counted:
            return Link(counted.measure, counted.start, counted.end, "inside")
        return (
            self.dead_after(people)
            or self.left(people)
            or self.right(people, weak=False)
            or self.of(people)
            or self.toll(people)
            or self.member(people)
            or self.inside(people)
        )

    def weak(self, people: People) -> Link | None:
        """The harm of words that say so only when nothing else does."""
        inner = next((h for h in people.inner if h.weak), None)
        return (
            self.left(people, weak=True)
            or self.right(people, weak=True)
            or (Link(inner.measure, inner.start, inner.end, "inside") if inner else None)
        )

    # ------------------------------------------------------------------ inside, left, of

    def inside(self, people: People) -> Link | None:
        """ "Three injured men", "five of the dead": the count's own words."""
        harm = next((h for h in people.inner if not h.weak), None)
        return Link(harm.measure, harm.start, harm.end, "inside") if harm else None

    def dead_after(self, people: People) -> Link | None:
        """ "Left 12 dead", "shot three men dead", "took 12 people hostage"."""
        for harm in self.at.get(people.last, ()):
            plain_state = "state" in harm.takes and "object" not in harm.takes
            if (
                (plain_state or "after" in harm.takes)
                and not harm.weak
                and not (people.bare and harm.strict == "yes")
            ):
                return Link(harm.measure, harm.start, harm.end, "right")
        return None

    def left(self, people: People, *, weak: bool = False) -> Link | None:
        """ "Killed 12", "killing at least 12", "Killed: 12"."""
        before = people.first
        for _ in range(4):
            for harm in self.ends.get(before, ()):
                if harm.weak == weak and self._takes_right(harm, people, before):
                    return Link(harm.measure, harm.start, harm.end, "left")
            token = self.doc[before - 1] if before else None
            if token is None or not (
                token.pos_ == "ADV"
                or token.lower_
                in ("as", "also", ":", '"', "“", "the", "his", "their", "her", "other")
            ):
                return None
            before -= 1
        return None

    def _takes_right(self, harm: Harm, people: People, end: int) -> bool:
        colon = end < len(self.doc) and self.doc[end].text == ":"
        if colon:
            return people.bare and bool(harm.takes & {"state", "object", "counted"})
        if "object" not in harm.takes or (people.bare and harm.strict):
            return False
        if harm.strict == "yes" and not people.known:
            return False
        if harm.head:
            return people.head is not None and self.doc[people.head].lower_ in ("life", "lives")
        if harm.past and not harm.ing and self.passive(harm.start):
            return False
        return not self.hypothetical(harm)

    def of(self, people: People) -> Link | None:
        """ "The deaths of 12", "injuries to over 100"."""
        before = people.first - 1
        if before < 1:
            return None
        ends = before if self.doc[before].lower_ in ("of", "to", "among") else before + 1
        for _ in range(4):
            for harm in self.ends.get(ends, ()):
                last = self.doc[harm.end - 1].lower_
                joined = ends == before or last in ("of", "to")
                if "of" in harm.takes and joined and not (people.bare and harm.strict):
                    return (
                        None
                        if self.hypothetical(harm)
                        else Link(harm.measure, harm.start, harm.end, "of")
                    )
            if ends == 0 or self.doc[ends - 1].lower_ not in (
                "the",
                "of",
                "these",
                "those",
                "their",
                "her",
                "his",
                '"',
                "“",
                "a",
                "an",
                "all",
            ):
                return None
            ends -= 1
        return None

    def toll(self, people: People) -> Link | None:
        """ "The death toll from the quake rose to 12"."""
        first = people.first
        if first == 0:
            return None
        if not (
            self.doc[first - 1].lower_ in self.toll_joints
            or self.doc[first].lower_ in self.toll_joints
        ):
            return None
        for i in range(first, max(0, first - 22), -1):
            for harm in self.ends.get(i, ()):
                if "toll" in harm.takes:
                    return Link(harm.measure, harm.start, harm.end, "toll")
            if self.doc[i - 1].text in ";" or self.doc[i].is_sent_start:
                return None
        return None

    def member(self, people: People) -> Link | None:
        """ "The dead included two children", "among those killed were five soldiers"."""
        joint = people.first - 1
        if joint < 1 or self.doc[joint].lower_ not in self.members:
            return None
        for i in range(joint, max(0, joint - 10), -1):
            if self.doc[i].is_sent_start:
                return None
            for harm in self.ends.get(i, ()):
                start = harm.start
                before = self.doc[start - 1].lower_ if start else ""
                if (
                    harm.takes & {"state", "object", "counted"}
                    and before in ("the", "those")
                    and (i == joint or self.doc[start - 2].lower_ in ("among", "amongst", "of"))
                ):
                    return Link(harm.measure, harm.start, harm.end, "member")
        return None

    # ------------------------------------------------------------------ right

    def right(self, people: People, *, weak: bool) -> Link | None:
        """Harm after its people, over what may stand between."""
        later: Link | None = None
        adjacent, relative = True, False
        i, stop = people.last, min(len(self.doc), people.last + REACH)
        while i < stop and not (self.doc[i].is_sent_start and i > people.number.start):
            harm = self._taker(people, i, adjacent=adjacent, weak=weak)
            if harm:
                link = Link(
                    harm.measure, harm.start, max(harm.end, (harm.needed or 0) + 1), "right"
                )
                if self.doc[harm.start].pos_ != "ADP":
                    return link
                later = later or link
                i = max(harm.end, (harm.needed or 0) + 1)
                continue
            step = self._step(people, i, relative)
            if step is None:
                break
            adjacent = adjacent and self._light(self.doc[i])
            relative = relative or self.doc[i].lower_ in ("who", "which", "that")
            i = step
        return later

    def _light(self, token: Token) -> bool:
        return token.lower_ in self.aux or token.lower_ in self.be or token.pos_ in ("ADV", "AUX")

    def _taker(self, people: People, i: int, *, adjacent: bool, weak: bool) -> Harm | None:
        for harm in self.at.get(i, ()):
            if harm.weak != weak or (
                harm.strict == "yes" and not people.known and people.number.kind != "none"
            ):
                continue
            if harm.strict == "bare" and people.bare and not adjacent:
                continue
            if harm.head and not (
                people.head and self.doc[people.head].lower_ in ("life", "lives")
            ):
                continue
            if self._takes_left(harm) and not self.hypothetical(harm) and not self.negated(harm):
                return harm
        return None

    def _takes_left(self, harm: Harm) -> bool:
        if harm.takes & {"subject"}:
            return True
        if "state" in harm.takes and "object" not in harm.takes:
            return True
        if "passive" in harm.takes:
            return self.passive(harm.start)
        if "object" in harm.takes and harm.past:
            return self.passive(harm.start) or not self._has_object(harm)
        return False

    def _has_object(self, harm: Harm) -> bool:
        """Whether somebody or something harmed follows straight on: the form is active."""
        if harm.end >= len(self.doc):
            return False
        token = self.doc[harm.end]
        if token.is_sent_start or token.lower_ in self.clause or word_kind(token) == "time":
            return False
        if harm.end in self.counts:
            return True
        return token.pos_ in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM")

    def _step(self, people: People, i: int, relative: bool) -> int | None:
        """Where to go on from a token that is no harm; None to give up."""
        token = self.doc[i]
        if self._light(token) or word_kind(token) == "time" or token.text in "\"“”'’‘-–—":
            return i + 1
        if i in self.counts and i > people.first:
            before = self.doc[i - 1]
            return (
                self.people[self.counts[i]].last if before.text in (",", "and", "or", "&") else None
            )
        if token.text == ",":
            return self._over_comma(i)
        if token.text == "(":
            return next(
                (j + 1 for j in range(i, min(i + 25, len(self.doc))) if self.doc[j].text == ")"),
                None,
            )
        if token.lower_ in ("and", "or", "&"):
            return self._over_and(i)
        if token.pos_ in ("ADP", "SCONJ") and token.lower_ in self.over:
            return self._over_noun(i + 1)
        if token.lower_ in ("who", "which", "that", "whom"):
            return i + 1
        if token.pos_ == "VERB" and (
            relative or (i == people.last and token.tag_ in ("VBG", "VBN"))
        ):
            return self._over_noun(i + 1)
        if relative:
            after = self._over_noun(i)
            return after if after > i else None
        return None

    def _over_noun(self, i: int) -> int:
        """Past a noun phrase."""
        while i < len(self.doc) and not self.doc[i].is_sent_start:
            token = self.doc[i]
            if i in self.at and any(h.measure for h in self.at[i]) and self._verbal(i):
                return i
            if i in self.counts:
                i = max(i + 1, self.people[self.counts[i]].last)
            elif token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "SYM") or (
                token.text in ("'s", "’s", "-", "–", "of", '"', "“", "”", "$")
            ):
                i += 1
            else:
                return i
        return i

    def _verbal(self, i: int) -> bool:
        return self.doc[i].pos_ in ("VERB", "AUX") or any(
            h.takes & {"state"} for h in self.at.get(i, ())
        )

    def _over_comma(self, i: int) -> int | None:
        """Past a comma, with what it sets apart; None when a new clause begins."""
        after = i + 1
        if after >= len(self.doc):
            return None
        token = self.doc[after]
        if after in self.at and self._verbal(after) and token.tag_ != "VBG":
            return after
        if token.lower_ in ("who", "all") or self._light(token):
            return after
        coordinated = token.lower_ in ("and", "or") or after in self.counts
        if coordinated and self._coordinates(after):
            return after
        for j in range(after, min(after + 30, len(self.doc) - 1)):
            if self.doc[j].is_sent_start or self.doc[j].text in ";":
                return None
            if self.doc[j].text in (",", "—", "–") and (
                self.doc[j + 1].lower_ in self.be
                or self.doc[j + 1].pos_ == "AUX"
                or (j + 1 in self.at and self._verbal(j + 1))
            ):
                return j + 1
        return None

    def _coordinates(self, i: int) -> bool:
        if self.doc[i].lower_ in ("and", "or"):
            i += 1
        return i in self.counts

    def _over_and(self, i: int) -> int | None:
        after = i + 1
        if after >= len(self.doc):
            return None
        if after in self.counts:
            return after
        if after in self.at or self.doc[after].pos_ in ("VERB", "AUX", "SCONJ", "ADP"):
            return None
        end = self._over_noun(after)
        return end if end > after else None

    # ------------------------------------------------------------------ how a verb stands

    def passive(self, i: int) -> bool:
        """Whether a form of be or get goes before, over adverbs and reports."""
        for j in range(i - 1, max(-1, i - 7), -1):
            lower = self.doc[j].lower_
            if lower in self.be and lower not in ("'s", "’s"):
                return True
            if not self._light(self.doc[j]) and self.doc[j].text not in ("and", "or", ","):
                return False
        return False

    def negated(self, harm: Harm) -> bool:
        """ "Two passengers were not hurt" states no number of people hurt."""
        return any(
            self.doc[j].lower_ in ("not", "n't", "never", "n’t")
            for j in range(max(0, harm.start - 2), harm.start)
        )

    def hypothetical(self, harm: Harm) -> bool:
        """Whether the harm is only planned, feared or possible."""
        low = max(0, harm.start - 4)
        words = [t.lower_ for t in self.doc[low : harm.start]]
        phrases = {" ".join(words[a:]) for a in range(len(words))} | {
            " ".join(words[a:-1]) for a in range(len(words))
        }
        if phrases & words_of("between", "asserted"):
            return False
        if words and words[-1] == "to" and not harm.ing and not harm.past:
            return True
        return bool(phrases & words_of("between", "hypothetical"))

    # ------------------------------------------------------------------ shared

    def shared(self, number: int) -> Link | None:
        """Harm a count shares with a neighbour it is joined to, or is a part of."""
        previous = number - 1
        if previous < 0 or not self._same_sentence(previous, number):
            return None
        people, whole = self.people[number], self.people[previous]
        if self._is_part(people):
            return self._part(number)
        link = self.links.get(previous)
        if link is None:
            return None
        if link.how in ("left", "of", "shared") and self._joined(whole, people):
            return Link(link.measure, link.start, link.end, "shared", link.whole)
        if link.how == "part" and self._joined(whole, people):
            return Link(link.measure, link.start, link.end, "part", link.whole)
        if link.how in ("right", "inside") and self._gapped(link, people):
            return Link(link.measure, link.start, link.end, "shared", link.whole)
        return None

    def _same_sentence(self, a: int, b: int) -> bool:
        first, second = self.people[a].number.start, self.people[b].first
        return not any(t.is_sent_start for t in self.doc[first + 1 : second + 1])

    def _is_part(self, people: People) -> bool:
        if people.of == "them":
            return True
        return self._included(people)

    def _included(self, people: People) -> bool:
        before = [t.lower_ for t in self.doc[max(0, people.first - 3) : people.first]]
        return any(" ".join(before[a:]) in self.including for a in range(len(before)))

    def _part(self, number: int) -> Link | None:
        for whole in range(number - 1, max(-1, number - 6), -1):
            if not self._same_sentence(whole, number):
                return None
            if link := self.links.get(whole):
                base = link.whole if link.how == "part" and link.whole is not None else whole
                if link.how == "part":
                    base = whole if self._included(self.people[number]) else base
                return Link(link.measure, link.start, link.end, "part", base)
        return None

    def _joined(self, a: People, b: People) -> bool:
        """Whether only a list lies between two counts: ", three women and | ten tourists"."""
        between = self.doc[a.last : b.first]
        if not between or not any(t.lower_ in ("and", "or", ",", "&", "plus") for t in between):
            return False
        if len(between) > 12:
            return False
        return all(
            t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PRON", "PART")
            or t.text in (",", "'s", "’s", "-", "&", "well")
            for t in between
        ) and not any(t.i in self.at for t in between)

    def _gapped(self, link: Link, people: People) -> bool:
        """ "Two were killed in Kabul and five in Herat"."""
        between = self.doc[link.end : people.first]
        if (
            not any(t.lower_ in ("and", "or", ",", ";", "plus") for t in between)
            or len(between) > 12
        ):
            return False
        if any(t.pos_ in ("VERB", "AUX") or t.i in self.at for t in between):
            return False
        after = self.doc[people.last] if people.last < len(self.doc) else None
        return after is None or bool(after.pos_ in ("ADP", "PUNCT", "CCONJ") or after.is_sent_start)
