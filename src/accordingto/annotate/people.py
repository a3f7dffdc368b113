"""Counts of people: a number with what it counts, and who they are.

"at least two Danish police officers", "dozens more", "five of the dead", "a woman", "60".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from accordingto.annotate.compounds import past_compound
from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.kin import sharers, two_ages
from accordingto.annotate.numbers import Number
from accordingto.annotate.people_labels import Labels
from accordingto.annotate.persons import animal_words, group_of, word_kind
from accordingto.model.kinds import Group
from accordingto.words import role_words

# How many words may stand between a number and what it counts.
REACH = 9
QUOTE_MARKS = frozenset("\"“”'‘’-–")


@dataclass(slots=True)
class People:
    """A number of people.

    Attributes:
        number: The number.
        first, last: Tokens of the whole phrase, bounds included.
        head: The word for persons, or None where the number stands bare ("killing ten").
        known: Whether the head is certainly a word for persons.
        group: Who they are, as far as the phrase itself says.
        of: What they are a part of: "them" for a pronoun, "named" for "of the dead".
        inner: Words of harm inside the phrase ("three injured men", "12 deaths").
        more: Whether they come on top of others ("three more").
        whole: Whether they are what another count is a part of ("two of [the seven dead]").
    """

    number: Number
    first: int
    last: int
    head: int | None = None
    known: bool = False
    group: Group | None = None
    of: str = ""
    inner: list[Harm] = field(default_factory=list)
    more: bool = False
    whole: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing says what is counted."""
        return self.head is None


def find_people(doc: Doc, numbers: list[Number], harms: list[Harm]) -> list[People]:
    """Every number that can count people, in text order; what counts things is left out."""
    reader = _Reader(doc, numbers, harms)
    found = [reader.read(n) for n in numbers]
    swallowed = reader.swallowed
    return [p for p in found if p is not None and not (p.number.start in swallowed and not p.inner)]


class _Reader:
    """Reads what each number of one text counts."""

    def __init__(self, doc: Doc, numbers: list[Number], harms: list[Harm]) -> None:
        self.doc = doc
        self.numbers = {n.start: n for n in numbers}
        self.firsts = {n.first: n for n in numbers}
        self.labels = Labels(doc, numbers)
        self.harms: dict[int, list[Harm]] = {}
        for harm in harms:
            self.harms.setdefault(harm.start, []).append(harm)
        self.swallowed: set[int] = set()
        self.determiners = words_of("joints", "determiner")
        self.pronouns = words_of("joints", "pronoun")
        self.more = words_of("joints", "more")

    def lower(self, at: int) -> str:
        return self.doc[at].lower_ if 0 <= at < len(self.doc) else ""

    def read(self, number: Number) -> People | None:
        """One number as a count of people, or None when it counts something else."""
        if aged := self._two_aged(number):
            return aged
        if self.labels.rules_out(number):
            return None
        people = People(number, number.first, number.last)
        people.whole = number.start in self.swallowed
        people.more = any(
            t.lower_ in role_words("people_context", "more")
            for t in self.doc[number.first : number.start]
        )
        if number.kind == "single" and self._ordinal(people):
            return people
        at = self._joint(people, number.last)
        if people.of != "them":
            self._count(people, at)
            self._two(people)
        return people if self._plausible(people) else None

    # ------------------------------------------------------------------ "of"

    def _joint(self, people: People, at: int) -> int:
        """Steps over "more" and "of": a part of others ("five of the dead") or a mere joint."""
        while self.lower(at) in self.more:
            people.more = people.more or self.lower(at) not in ("other", "others")
            at += 1
            people.last = at
        if people.number.kind == "none":
            at = self._reports(at)
        if self.lower(at) != "of" or at + 1 >= len(self.doc):
            return at
        after = self.lower(at + 1)
        if after in self.pronouns and not (after in ("those", "these") and self._noun(at + 2)):
            people.of = "them"
            people.last = at + 2
            return at + 2
        if after not in self.determiners and at + 1 not in self.firsts:
            return at + 1
        people.of = "named"
        at += 1
        while self.lower(at) in self.determiners or at in self.firsts:
            if number := self.firsts.get(at):
                self.swallowed.add(number.start)
                people.last = number.last
                at = number.last
            else:
                at += 1
        return at

    def _reports(self, at: int) -> int:
        """Past "immediate reports of any" in "no immediate reports of any casualties"."""
        i = at
        while self.lower(i) in words_of("joints", "report") and i < at + 4:
            i += 1
        if i == at or self.lower(i) not in ("of", "that"):
            return at
        return i + 2 if self.lower(i + 1) == "any" else i + 1

    def _noun(self, at: int) -> bool:
        return at < len(self.doc) and self.doc[at].pos_ in ("NOUN", "PROPN", "ADJ", "VERB")

    # ------------------------------------------------------------------ what is counted

    def _count(self, people: People, start: int) -> None:
        """Reads on to the word for what is counted, and takes note of harm on the way."""
        unknown: int | None = None
        at, limit = start, min(len(self.doc), start + REACH)
        while at < limit and not (self.doc[at].is_sent_start and at > people.number.start):
            step = self._counted(people, at) or self._age(people, at)
            if step is None and people.head is None:
                step = past_compound(self.doc, at, self.firsts)
            step = step if step is not None else self._state(people, at, unknown is not None)
            if step is None:
                kind = word_kind(self.doc[at])
                if self._body(people, at):
                    break
                if self._ends(people, at, kind) or self._counts_anew(people, at, unknown):
                    break
                if kind == "person":
                    people.head, people.known = at, True
                elif people.head is not None or self.doc[at].pos_ in _NOUNS or kind == "thing":
                    unknown = at
                step = at + 1
            if step == 0:
                break
            at = step
        self._settle(people, start, unknown)

    def _counted(self, people: People, at: int) -> int | None:
        """ "12 deaths": harm that is itself what is counted. Where it ends, 0 to stop there."""
        harm = next((h for h in self.harms.get(at, ()) if "counted" in h.takes), None)
        if harm is None or self.doc[at].tag_ in ("VBZ", "VBP", "VBD"):
            return None
        animals = any(t.lower_ in animal_words() for t in self.doc[people.number.end : at])
        earlier = harm.measure == "detained" and any(
            t.lower_ in role_words("people_context", "earlier")
            for t in self.doc[people.number.end : at]
        )
        things = "state" in harm.takes and any(
            word_kind(t) == "thing" for t in self.doc[people.number.end : at]
        )  # "150 families homeless"
        if animals or earlier or things or self._compounded(harm.end):
            return None  # "swine deaths", "four prior arrests", "death claims"
        if people.head is not None and not harm.weak:
            return 0
        if people.number.kind == "single" and not harm.person:
            return None
        people.inner.append(harm)
        people.head, people.known = harm.end - 1, True
        people.last = max(people.last, harm.end)
        return 0

    def _body(self, people: People, at: int) -> bool:
        """ "A man's | body was found": the dead man is what is counted."""
        if self.doc[at].tag_ != "POS" or not people.known or people.of or people.inner:
            return False
        harm = next((h for h in self.harms.get(at + 1, ()) if h.person and not h.weak), None)
        if harm is None or self.lower(harm.end) == "-" or self._compounded(harm.end):
            return False
        people.inner.append(harm)
        people.last = harm.end
        return True

    def _compounded(self, at: int) -> bool:
        """Whether a noun follows straight on."""
        if at >= len(self.doc) or self.doc[at].is_sent_start:
            return False
        return self.doc[at].pos_ == "NOUN" and word_kind(self.doc[at]) != "time"

    def _state(self, people: People, at: int, named: bool) -> int | None:
        """ "12 injured passengers", "five of the dead": harm on the way to the persons."""
        here = self.harms.get(at, ())
        states = [h for h in here if "state" in h.takes or ("object" in h.takes and not h.ing)]
        if not states:
            return 0 if any(h.takes & {"after", "of", "subject"} for h in here) else None
        if people.head is not None or named or people.inner:
            return 0
        harm = states[0]
        if people.of != "named" and not people.whole and not self._leads_to_people(harm.end):
            return 0
        people.inner.append(harm)
        if people.of == "named" or people.whole:
            people.last = max(people.last, harm.end)
        return 0 if people.whole and not self._noun(harm.end) else harm.end

    def _age(self, people: People, at: int) -> int | None:
        """Past "17-year-old"; it stands for a person where no noun follows."""
        i = at
        while (
            i < at + 4
            and (self.doc[i].pos_ == "NUM" or i in self.numbers)
            and (i + 2 < len(self.doc))
        ):
            i += 1
            j = i + 1 if self.doc[i].text in "-–" else i
            if self.lower(j) in ("year", "years", "month", "months", "week", "day"):
                j += 1
                j = j + 1 if self.lower(j) in ("-", "–") else j
                if self.lower(j) in ("old", "olds"):
                    people.head, people.known = j, True
                    return j + 1
                return None
            if self.doc[i].text in "-–":
                i += 1
        return None

    def _counts_anew(self, people: People, at: int, unknown: int | None) -> bool:
        """ "In a village | one man was killed": the article belonged to something else."""
        number = self.firsts.get(at)
        single = people.number.kind == "single" and unknown is not None
        return single and number is not None and number.kind in ("digits", "words")

    def _leads_to_people(self, at: int) -> bool:
        """Whether words of harm are followed at once by the persons they describe."""
        limit = min(len(self.doc), at + 4)
        while at < limit and (
            self.doc[at].pos_ in ("ADJ", "PROPN", "NOUN", "PUNCT") or self.doc[at].dep_ == "amod"
        ):
            if word_kind(self.doc[at]) == "person":
                return True
            if word_kind(self.doc[at]) or (
                self.doc[at].text not in "-–" and (self.doc[at].pos_ == "PUNCT")
            ):
                return False
            at += 1
        return False

    def _ends(self, people: People, at: int, kind: str) -> bool:
        """Whether a word no longer belongs to what is counted."""
        if kind == "time" or (at in self.firsts and people.head is not None):
            return True
        if at in self.firsts and self.firsts[at].kind in ("single", "none"):
            return True
        if self.doc[at].text == ".":
            return True  # "Killed: 5.", where the tagger takes the stop for a part of a list mark
        if people.head is not None:
            return not self._goes_on(at, kind)
        return not (self.doc[at].pos_ in _NOUNS or kind or self._modifies(at))

    def _goes_on(self, at: int, kind: str) -> bool:
        """Whether a noun follows straight on a noun for persons: "police | officers"."""
        token = self.doc[at]
        if kind == "person" and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            return True
        if token.text in ("-", "/") and self._noun(at + 1):
            return True
        return token.pos_ in ("NOUN", "PROPN") and not (
            token.is_title and self.doc[at - 1].text.islower()
        )

    def _modifies(self, at: int) -> bool:
        """Whether a word can stand between a number and its noun."""
        token = self.doc[at]
        following = self.doc[at + 1] if at + 1 < len(self.doc) else None
        if following is None or following.is_sent_start:
            return False
        if token.text in QUOTE_MARKS or token.text in ("'s", "’s"):
            return following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
        if token.lower_ in ("and", "or", ",", "/"):
            modifiers = ("ADJ", "PROPN") if token.lower_ != "," else ("ADJ",)
            return (
                self.doc[at - 1].pos_ in modifiers
                and following.pos_ in modifiers
                and word_kind(following) != "time"
            )
        if token.pos_ == "ADV":
            return following.pos_ in ("ADJ", "VERB", "NOUN")
        if token.pos_ == "AUX" and at + 2 not in self.harms:
            return False  # "nine were women", but "four were people shot"
        if token.tag_ in ("VBN", "VBG", "VBD"):
            return following.pos_ in ("NOUN", "PROPN", "ADJ") and (
                following.is_title == token.is_title
            )
        return token.pos_ in ("ADJ", "NUM")

    def _settle(self, people: People, start: int, unknown: int | None) -> None:
        """What was counted after all."""
        if people.head is None:
            people.head = unknown
        elif unknown is not None and unknown > people.head:
            people.head = unknown  # "crew cars", "Hindu Tamils", "a local station"
            people.known = people.number.kind != "single" and (
                word_kind(self.doc[unknown]) != "thing"
            )
        if people.head is None:
            return
        people.last = max(people.last, people.head + 1)
        people.group = group_of(self.doc, start, people.head)

    # ------------------------------------------------------------------ what is no count

    def _two(self, people: People) -> None:
        """ "A man and woman were killed": one article for two people."""
        number, head = people.number, people.head
        single = number.kind == "single" and people.known and not people.inner
        if not single or head is None or self.doc[head].tag_ not in ("NN", "JJ"):
            return
        end, more = sharers(self.doc, people.last, self.firsts)
        if more:
            people.last = end
            people.number = replace(number, end=end, last=end, low=1 + more, high=1 + more)

    def _two_aged(self, number: Number) -> People | None:
        """ "A six and seven-year-old": two people, told by their ages."""
        end = two_ages(self.doc, number.start) if number.kind in ("digits", "words") else None
        if end is None or self.lower(number.start - 1) not in ("a", "an"):
            return None
        both = replace(number, end=end, last=end, low=2, high=2)
        return People(both, number.start - 1, end, head=end - 1, known=True)

    def _plausible(self, people: People) -> bool:
        number = people.number
        year = number.kind == "digits" and self.labels.is_year(number)
        if people.head is not None and not people.known:
            certain = number.kind not in ("single", "none") and number.high != 1 and not year
            head = self.doc[people.head]
            many = head.tag_ in ("NNS", "NNPS") or head.lower_.endswith("s") or head.pos_ == "X"
            return certain and many and word_kind(head) != "thing"
        ages = people.bare and number.qualifier == "between" and number.first > 0
        if ages and word_kind(self.doc[number.first - 1]) == "person":
            return False  # "women between 19 and 30"
        if not people.bare and self.lower(number.start) == "both" and not people.of:
            return self.lower(people.last) not in ("and", "or")  # "both soldiers and civilians"
        if people.bare and self.lower(number.start) == "both":
            after = self.doc[number.end] if number.end < len(self.doc) else None
            return after is not None and after.pos_ not in _OF_BOTH
        if people.bare and number.kind == "single":
            return self.lower(number.start) == "another" and people.last == number.last
        return not (year and (people.bare or people.inner))

    def _ordinal(self, people: People) -> bool:
        """ "A third was also shot": an ordinal that stands for one more person."""
        at = people.number.end
        if self.lower(at) not in words_of("joints", "ordinal"):
            return False
        after = self.doc[at + 1] if at + 1 < len(self.doc) else None
        apart = (
            after is None
            or after.lower_ == "of"
            or after.pos_ not in ("AUX", "VERB", "ADV", "ADP", "PUNCT")
        )
        if self._leads_to_people(at + 1):
            return False  # "a fourth wounded soldier": read as any count
        if apart or (self.lower(at) == "second" and after is not None and after.pos_ != "AUX"):
            return False  # "a third of them", "for a second"
        people.last = at + 1
        return True


# What follows "both" where it only joins two things ("both in the north and in the south").
_OF_BOTH = ("PRON", "PROPN", "DET", "ADJ", "NUM", "ADP")
_NOUNS = ("NOUN", "PROPN", "SYM", "X")
