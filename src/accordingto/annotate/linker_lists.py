"""Harm that a count shares with the count before it: lists, and parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.links import Link
from accordingto.annotate.people import People
from accordingto.annotate.persons import LISTED, word_kind
from accordingto.annotate.voices import Voice
from accordingto.words import role_words

AMONG = role_words("grammar", "among")

# Links that the next count of a list shares.
LISTABLE = ("left", "of", "shared", "list", "part", "member")
SHORT_PLACE = 7  # tokens
LONGEST_LIST = 30  # counts
# What stands between a whole and the list of its parts, and between the parts.
MARKS = frozenset({",", "-", "–", "—", "--", "(", ":"})
JOINTS = frozenset({",", "and", ", and", "&", "plus"})


class Lists:
    """Links the counts of one text through those before them.

    Args:
        doc: The text.
        people: Its counts of people.
        at: Its words of harm by the token they start at.
        voice: How they stand in their sentence.
        links: The links found so far, which others add to meanwhile.
    """

    def __init__(
        self,
        doc: Doc,
        people: list[People],
        at: dict[int, list[Harm]],
        voice: Voice,
        links: dict[int, Link],
    ) -> None:
        self.doc = doc
        self.people = people
        self.at = at
        self.voice = voice
        self.links = links
        self.including = words_of("between", "including")
        self.ones = {p.last for p in people if p.number.high == 1}
        self.firsts = {p.first for p in people}
        self.them_ends = {p.last for p in people if p.of == "them"}

    def shared(self, number: int) -> Link | None:
        """Harm a count shares with a neighbour it is joined to, or is a part of."""
        previous = self._previous(number)
        if previous < 0 or not self._same_sentence(previous, number):
            return None
        people, link = self.people[number], self.links.get(previous)
        if not self._names_people(people) or self._told_softly(people):
            return None
        if self.is_part(people):
            return self._part(number)
        if paired := self._paired(number):
            return paired
        if link is None:
            return None
        if self._aside(previous, link, people):
            return replace(self.links[previous - 1], how="shared")
        if link.how in LISTABLE and self._joined(previous, number):
            return replace(link, how="part" if link.how == "part" else "shared")
        if link.how in ("right", "inside", "shared") and self._gapped(link, people):
            return replace(link, how="shared")
        if link.how == "toll" and self._placed_toll(self.people[previous], people):
            return link
        return None

    def _placed_toll(self, one: People, other: People) -> bool:
        """ "The toll stood at 40 in Norland and 12 in Sudland": a toll for each place."""
        between = [token.lower_ for token in self.doc[one.last : other.first]]
        after = self.doc[other.last].lower_ if other.last < len(self.doc) else ""
        listed = between[:1] == ["in"] == [after] and len(between) < SHORT_PLACE
        return listed and between[-1] in (",", "and") and one.bare and other.bare

    def split(self, number: int) -> Link | None:
        """ "Six victims - two women and four men -": parts that come to the whole."""
        for whole in range(number - 1, max(-1, number - 4), -1):
            link, low = self.links.get(whole), self.people[whole].number.low
            if link is None or not self._same_sentence(whole, number):
                continue
            run = self._list_after(whole)
            parts = [self.people[n].number.low or 0 for n in run]
            if number in run and len(run) > 1 and sum(parts) == low:
                return replace(link, how="part", whole=whole)
        return None

    def _list_after(self, whole: int) -> list[int]:
        """The counts that follow a mark right after a count, joined to each other."""
        run: list[int] = []
        for number in range(whole + 1, min(whole + LONGEST_LIST, len(self.people))):
            between = self.doc[self.people[number - 1].last : self.people[number].first]
            joint = MARKS if not run else JOINTS
            if between.text not in joint or not self._names_people(self.people[number]):
                break
            run.append(number)
        return run

    def _paired(self, number: int) -> Link | None:
        """ "14 dead and 30 hurt, up from ten and 21": each with its own."""
        for first in (number, number - 1):
            if first >= 2 and self._former(first) and {first - 1, first - 2} <= set(self.links):
                one, other = self.links[first - 2], self.links[first - 1]
                if one.measure != other.measure:
                    return replace(one if first == number else other, how="shared")
        return None

    def _former(self, number: int) -> bool:
        """Whether a count opens "up from ten and 21"."""
        one = self.people[number]
        other = self.people[number + 1] if number + 1 < len(self.people) else None
        if other is None or not (one.bare and other.bare):
            return False
        before = self.doc[max(0, one.first - 2) : one.first].text.lower()
        between = self.doc[one.last : other.first].text.lower()
        return before in ("up from", "down from") and between == "and"

    def _aside(self, previous: int, link: Link, people: People) -> bool:
        """ "Stabbed two clerks, one fatally, and | one waiter": the list goes on after it."""
        part = self.people[previous]
        before = self.links.get(previous - 1)
        if before is None or before.how not in LISTABLE or not part.bare:
            return False
        closed = self.doc[link.end : people.first].text.lower() in (", and", ", or")
        return closed and link.start == part.last and self.doc[part.first - 1].text == ","

    def _previous(self, number: int) -> int:
        """The count before one, past the family of somebody ("a father [with two sons] and")."""
        before = number - 1
        if before > 0 and before not in self.links:
            one, family = self.people[before - 1], self.people[before]
            if self._of_family(one, self.doc[one.last : family.first]):
                return before - 1
        return before

    def _told_softly(self, people: People) -> bool:
        """ "One dead, four | in critical condition": its own words say what happened."""
        return any(harm.weak for harm in self.at.get(people.last, ()))

    def _names_people(self, people: People) -> bool:
        """Whether a count is of people even where no verb of harm says so."""
        if people.known or people.bare or people.of:
            return people.number.kind != "none"
        return people.head is not None and self.doc[people.head].pos_ == "PROPN"

    def is_told(self, number: int) -> bool:
        """Whether a count is a part of one whose harm was told before it."""
        first = max(0, number - LONGEST_LIST)
        while not self.is_part(people := self.people[number]):
            if number == first or people.more or not self._continues(number):
                return False
            number -= 1
        whole = self._whole(number)
        return whole is not None and self.links[whole].end <= people.first

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

    def within(self, number: int, link: Link) -> Link:
        """A link with the whole it is a part of."""
        if self.is_part(self.people[number]) or self._how_badly(number, link):
            return replace(link, whole=self._whole(number))
        before = self.links.get(number - 1)
        if before and before.measure == link.measure and self._continues(number):
            return replace(link, whole=before.whole)
        return link

    def _how_badly(self, number: int, link: Link) -> bool:
        """ "Three guards were hurt, one | seriously": one of the three."""
        people = self.people[number]
        adverb = any("adverb" in h.takes for h in self.at.get(link.start, ()) if h.end == link.end)
        return adverb and people.bare and link.start == people.last

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
            and not self._of_family(self.people[a], between)
            and all(
                t.pos_ in LISTED or t.text in (",", "'s", "’s", "-", "&", "well") for t in between
            )
            and not any(t.i in self.at for t in between)
        )

    def _of_family(self, people: People, between: Span) -> bool:
        """ "A mother with | two children": what family she has, not who else was harmed."""
        kin = people.head is not None and (
            self.doc[people.head].lower_ in words_of("joints", "kin")
        )
        return kin and between.text.lower() == "with"

    def _gapped(self, link: Link, people: People) -> bool:
        """ "Two were killed in Oslo and five in Bergen"."""
        between = self.doc[link.end : people.first]
        if not self._parted(between, people):
            return False
        told = words_of("joints", "told")
        verbs = (t for t in between if t.pos_ in ("VERB", "AUX") and t.lower_ not in told)
        if any(verbs) or any(t.i in self.at for t in between):
            return False
        after = self.doc[people.last] if people.last < len(self.doc) else None
        return after is None or bool(after.pos_ in ("ADP", "PUNCT", "CCONJ") or after.is_sent_start)

    def _parted(self, between: Iterable[Token], people: People) -> bool:
        """Whether a short stretch holds what joins the parts of a list."""
        words = [t.lower_ for t in between]
        if not words or len(words) > 12:
            return False
        if people.number.kind == "single":
            return words[-1] in ("and", "or", "&", "plus", "as", "with") or (
                words[-1] == "," and goes_on(self.doc, people)
            )
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
        if people.number.kind == "single" and self._apposed(people):
            return True
        if before in self.voice.be and (self._among(at - 1) or self.doc[at - 2].lower_ == "as"):
            return False
        if one_of and self._of_kin(at - 1):
            return False
        if before in self.voice.be or (one_of and before in ("as", ",", "—", "-", "–")):
            return True
        return at in self.them_ends

    def _of_kin(self, at: int) -> bool:
        """ "His brother was | one of the divers who died": told of nowhere else."""
        if self.doc[at].lower_ not in self.voice.be:
            return False
        if self.doc[at - 1].text == ",":  # "his uncle, Ben Lee, was"
            at -= 2
            while at > 2 and self.doc[at].pos_ == "PROPN":
                at -= 1
        if at < 2:
            return False
        return self.doc[at - 2].tag_ == "PRP$" and word_kind(self.doc[at - 1]) == "person"

    def _among(self, at: int) -> bool:
        """ "Among the dead were | a nurse and a cook": they are named, and counted."""
        for token in reversed(self.doc[max(0, at - 8) : at]):
            if token.lower_ in AMONG:
                return True
            if token.is_sent_start or token.text in ",;":
                return False
        return False

    def _apposed(self, people: People) -> bool:
        """ "A fifth person, a child, was hurt": the same person over again."""
        doc, at = self.doc, people.first
        one = at - 1 in self.ones
        end = people.last
        if not one or end + 1 >= len(doc) or doc[at - 1].text != "," or doc[end].text != ",":
            return False
        return end + 1 not in self.firsts and doc[end + 1].lower_ not in ("and", "or", "&")


def goes_on(doc: Doc, people: People) -> bool:
    """Whether a list goes on to its last item: "a guard[, two porters and a cook]"."""
    for token in doc[people.last : people.last + 14]:
        if token.lower_ in ("and", "&"):
            return True
        if token.pos_ not in LISTED and token.text != ",":
            return False
    return False
