"""Counts of people: a number with what it counts, and who they are.

"at least two Kenyan police officers", "dozens more", "five of the dead", "a woman", "60".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.numbers import Number
from accordingto.model.kinds import Group
from accordingto.words import load_words

# Suffixes of nouns for persons that no list can be complete for ("snowboarders", "Kenyans").
PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "women", "goers", "ans")
MORE = frozenset({"more", "further", "additional", "other", "others", "new", "fresh", "extra"})
OF_THESE = frozenset({"them", "whom", "which", "these", "those", "us", "you", "that"})
DETERMINERS = frozenset(
    {"the", "these", "those", "its", "their", "our", "his", "her", "my", "your", "a", "an", "all"}
)
# How many words may stand between a number and what it counts.
REACH = 9


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
    """

    number: Number
    first: int
    last: int
    head: int | None = None
    known: bool = False
    group: Group | None = None
    of: str = ""
    inner: tuple[Harm, ...] = ()
    more: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing says what is counted."""
        return self.head is None


def find_people(doc: Doc, numbers: list[Number], harms: list[Harm]) -> list[People]:
    """Every number that can count people, in text order; what counts things is left out."""
    starts: dict[int, list[Harm]] = {}
    for harm in harms:
        starts.setdefault(harm.start, []).append(harm)
    taken = {n.start: n for n in numbers}
    found = (_people(doc, number, starts, taken) for number in numbers)
    return [people for people in found if people is not None]


def _people(
    doc: Doc, number: Number, harms: dict[int, list[Harm]], numbers: dict[int, Number]
) -> People | None:
    if _labelled(doc, number):
        return None
    people = People(number, number.first, number.last)
    at = _of(doc, people, number.last, harms, numbers)
    _count(doc, people, at, harms, numbers)
    if not _plausible(doc, people):
        return None
    return people


def _of(
    doc: Doc,
    people: People,
    at: int,
    harms: dict[int, list[Harm]],
    numbers: dict[int, Number],
) -> int:
    """Steps over "of": a part of others ("five of the dead") or a mere joint ("dozens of")."""
    while at < len(doc) and doc[at].lower_ in MORE:
        people.more = people.more or doc[at].lower_ not in ("other", "others")
        at += 1
        people.last = at
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return at
    after = doc[at + 1].lower_
    if after in OF_THESE and not (after in ("those", "these") and _names_people(doc, at + 2)):
        people.of = "them"
        people.last = at + 2
        return at + 2
    if after in DETERMINERS or at + 1 in numbers or after in ("those", "these"):
        people.of = "named"
        at += 1
        while at < len(doc) and (doc[at].lower_ in DETERMINERS or at in numbers):
            at = numbers[at].end if at in numbers else at + 1
        return at
    return at + 1


def _names_people(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].pos_ in ("NOUN", "PROPN", "ADJ", "VERB")


def _count(
    doc: Doc,
    people: People,
    at: int,
    harms: dict[int, list[Harm]],
    numbers: dict[int, Number],
) -> None:
    """Reads on to the word for what is counted, and takes note of harm on the way."""
    if people.of == "them":
        return
    inner: list[Harm] = []
    head: int | None = None
    unknown: int | None = None
    limit = min(len(doc), at + REACH)
    start = at
    while at < limit:
        token = doc[at]
        if token.is_sent_start and at > people.number.start:
            break
        here = harms.get(at, ())
        counted = [h for h in here if "counted" in h.takes and not _is_verb(doc, h)]
        if counted and (head is None or counted[0].weak):
            inner.extend(counted)
            head = counted[0].end - 1
            at = counted[0].end
            people.known = True
            break
        word = word_kind(token)
        if word == "person":
            head = at
            people.known = True
            at += 1
            continue
        if head is not None and not _goes_on(doc, at):
            break
        states = [h for h in here if h.takes & {"state", "object"} and not h.ing]
        if states and head is None:
            if people.of == "named" or _leads_to_people(doc, states[0].end, harms, limit):
                inner.extend(h for h in states if "state" in h.takes or people.of)
                if people.of == "named":
                    people.last = states[0].end
                at = states[0].end
                continue
            break
        if here and "of" in here[0].takes and head is None:
            break
        if word in ("time",):
            break
        if token.pos_ in ("NOUN", "PROPN", "SYM", "X") or word == "thing":
            unknown = at
        elif not _modifies(doc, at, start):
            break
        at += 1
    if head is None and unknown is not None and unknown >= start:
        head = unknown
    people.inner = tuple(inner)
    if head is None:
        people.group = None
        return
    people.head = head
    people.last = max(people.last, head + 1)
    people.group = _group(doc, start, head)


def _is_verb(doc: Doc, harm: Harm) -> bool:
    return doc[harm.start].tag_ in ("VBZ", "VBP", "VBD", "VBG") and harm.end - harm.start == 1


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether a noun follows straight on a noun for persons: "police | officers", "crew cars"."""
    token = doc[at]
    return (
        token.pos_ in ("NOUN", "PROPN")
        and word_kind(token) != "time"
        and (
            (token.text.islower() and word_kind(token) in ("person", "thing"))
            or word_kind(token) == "person"
        )
    )


def _leads_to_people(doc: Doc, at: int, harms: dict[int, list[Harm]], limit: int) -> bool:
    """Whether words of harm are followed at once by the persons they describe."""
    while at < limit and doc[at].pos_ in ("ADJ", "PROPN", "NOUN") and at not in harms:
        if word_kind(doc[at]) == "person":
            return True
        if word_kind(doc[at]) in ("time", "thing"):
            return False
        at += 1
    return at < limit and at in harms and word_kind(doc[at]) == "person"


def _modifies(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if token.text in ("-", "–", '"', "“", "”", "'", "’", "‘", "'s", "’s"):
        return at + 1 < len(doc) and (token.text not in "'’”" or doc[at + 1].pos_ == "NOUN")
    if token.text == "," and at > start:
        return doc[at - 1].pos_ == "ADJ" and at + 1 < len(doc) and doc[at + 1].pos_ == "ADJ"
    if token.lower_ in ("and", "or") and at > start and at + 1 < len(doc):
        return doc[at - 1].pos_ in ("ADJ", "PROPN") and (
            doc[at + 1].pos_ in ("ADJ", "PROPN") and word_kind(doc[at + 1]) != "time"
        )
    if token.pos_ in ("ADJ", "NUM"):
        return True
    if token.pos_ == "ADV":
        return at + 1 < len(doc) and doc[at + 1].pos_ in ("ADJ", "VERB", "NOUN")
    if token.tag_ in ("VBN", "VBG", "VBD") and at + 1 < len(doc):
        return doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ") and not doc[at + 1].is_title
    return False


def _labelled(doc: Doc, number: Number) -> bool:
    """Whether the word before makes the number a name, a date or an age."""
    if number.kind not in ("digits", "words") or number.first == 0:
        return False
    before = doc[number.first - 1]
    if before.lower_ in _labels():
        return True
    if number.kind == "digits" and before.text in (",", "(") and number.first == number.start:
        end = number.end
        return (
            end < len(doc)
            and doc[end].text in (",", ")", ";")
            and number.first >= 2
            and doc[number.first - 2].pos_ in ("PROPN", "NOUN")
            and (number.low or 0) < 115
        )  # "Maria Lopez, 30, said"
    return False


def _plausible(doc: Doc, people: People) -> bool:
    number = people.number
    if people.head is not None and not people.known:
        head = doc[people.head]
        if word_kind(head) == "thing":
            return False
        if number.kind == "single":
            return False
        if number.kind == "none":
            return False
    if people.bare and number.kind == "single":
        return _ordinal(doc, people)
    if people.bare and number.kind == "digits" and number.first == number.start:
        return not _year(doc, number)
    return True


def _ordinal(doc: Doc, people: People) -> bool:
    """ "A third was also shot": an ordinal that stands for one more person."""
    at = people.number.end
    if doc[people.number.start].lower_ == "another":
        return True
    if at < len(doc) and doc[at].lower_ in words_of("joints", "ordinal"):
        people.last = max(people.last, at + 1)
        return at + 1 < len(doc) and doc[at + 1].lower_ != "of"
    return False


def _year(doc: Doc, number: Number) -> bool:
    text = doc[number.start].text
    return (
        number.end - number.start == 1
        and len(text) == 4
        and text.isdigit()
        and ("1800" <= text <= "2099")
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(p for e in load_words("number_labels") for p in e.phrases)


@cache
def _groups() -> dict[str, Group]:
    """Every word for persons, singular and plural -> its group."""
    found: dict[str, Group] = {}
    for entry in load_words("people"):
        for phrase in entry.phrases:
            found[phrase] = entry.value  # type: ignore[assignment]
            found.setdefault(plural(phrase), entry.value)  # type: ignore[arg-type]
    return found


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in load_words("not_people"):
        for phrase in entry.phrases:
            found[phrase] = entry.value
            found.setdefault(plural(phrase), entry.value)
    return found


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


def word_kind(token: Token) -> str:
    """ "person", "thing", "time", or "" for a word no list holds."""
    lower = token.lower_
    if lower in _groups():
        return "person"
    if lower in _kinds():
        return _kinds()[lower]
    if token.pos_ in ("NOUN", "PROPN") and lower.endswith(PERSON_ENDINGS) and len(lower) > 4:
        return "person"
    return ""


def _group(doc: Doc, start: int, head: int) -> Group | None:
    """Who the persons are: by the head, or by a word before it ("female victims")."""
    if head > start:
        pair = f"{doc[head - 1].lower_} {doc[head].lower_}"
        if pair in _groups():
            return _groups()[pair]
    own = _groups().get(doc[head].lower_)
    if own not in (None, "people"):
        return own
    for i in range(head - 1, start - 1, -1):
        group = _groups().get(doc[i].lower_)
        if group and group != "people":
            return group
        if doc[i].lower_ == "foreign":
            return "foreigners"
    return own
