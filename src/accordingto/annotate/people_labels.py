"""Numbers that count nobody: ages, dates, names of things, persons told of by name.

"Flight 93", "a boy aged 12", "children under seven", "12 March", "Ann Lee, a nurse".
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import words_of
from accordingto.annotate.numbers import Number
from accordingto.annotate.persons import word_kind

# Nobody is older.
OLDEST = 115


class Labels:
    """Tells which numbers of one text are no counts, by the words right around them."""

    def __init__(self, doc: Doc, numbers: list[Number]) -> None:
        self.doc = doc
        self.firsts = {number.first: number for number in numbers}
        self.lasts = {number.last: number for number in numbers}

    def lower(self, at: int) -> str:
        """The word at a token in lower case, "" outside the text."""
        return self.doc[at].lower_ if 0 <= at < len(self.doc) else ""

    def rules_out(self, number: Number) -> bool:
        """Whether a number cannot count people."""
        aged = self._age_stated(number) or self._ages_listed(number)
        return self._labelled(number) or aged or self._sets_off(number)

    def _ages_listed(self, number: Number) -> bool:
        """ "Two sisters, six and nine, drowned": as many ages as persons."""
        first, ages = number.first, 1
        while self.lower(first - 1) in ("and", ",") and (one := self.lasts.get(first - 1)):
            first, ages = one.first, ages + 1
        end = number.end
        while self.lower(end) in ("and", ",") and (one := self.firsts.get(end + 1)):
            end, ages = one.end, ages + 1
        if ages < 2 or self.lower(first - 1) != "," or self.lower(end) not in (",", "."):
            return False
        counted = self.lasts.get(first - 2)
        named = first > 2 and word_kind(self.doc[first - 2]) == "person"
        return named and counted is not None and counted.low == ages

    def is_year(self, number: Number) -> bool:
        """ "2010", "the 2010 death": unbounded, but for an article."""
        if number.first != number.start and self.lower(number.start - 1) != "the":
            return False
        text = self.doc[number.start].text
        return number.end - number.start == 1 and len(text) == 4 and "1800" <= text <= "2099"

    def _labelled(self, number: Number) -> bool:
        """Whether the word before makes the number a name, a date or an age."""
        if number.kind == "single":
            return self._apposed(number.first)
        kin = self.lower(number.first - 2) in words_of("joints", "kin")
        if kin and self.lower(number.first - 1) == "of":
            return True  # "a father of four"
        if self.lower(number.start) == "many" and self.lower(number.start - 1) in ("as", "how"):
            return True
        if self.lower(number.start) == "one" and self._stands_in(number):
            return True
        if number.kind not in ("digits", "words") or number.first == 0:
            return number.kind == "digits" and self._dated(number)
        before = self.lower(number.first - 1)
        if before in words_of("number_labels", "label") or self._dated(number):
            return True
        said_of = self.lower(number.first - 2) in ("who", "he", "she", "i")
        if said_of and before in ("was", "is", "am"):
            return word_kind(self.doc[min(number.end, len(self.doc) - 1)]) != "person"
        if number.kind != "digits" or number.first != number.start:
            return False
        return (
            before in (",", "(")
            and number.first >= 2
            and (number.low or 0) < OLDEST
            and self._aged(self.doc[number.first - 2], self.lower(number.end))
        )

    def _stands_in(self, number: Number) -> bool:
        """ "One another", "a second one", "the red one": no number of anybody."""
        before = self.doc[number.first - 1] if number.first else None
        described = before is not None and (
            before.pos_ == "ADJ" or before.lower_ in words_of("joints", "ordinal")
        )
        after = self.doc[number.end] if number.end < len(self.doc) else None
        person = after is not None and word_kind(after) == "person"
        return self.lower(number.end) == "another" or (described and not person)

    def _aged(self, token: Token, after: str) -> bool:
        """ "Ann Lee, 30, said", "the driver, 42 from Arden, was"."""
        if after in ("from", "of"):
            return token.pos_ in ("PROPN", "NOUN") and token.tag_ not in ("NNS", "NNPS")
        named = token.pos_ in ("PROPN", "NOUN") or word_kind(token) == "person"
        return after in (",", ")", ";") and named

    def _age_stated(self, number: Number) -> bool:
        """ "Children under the age of twelve", "ages 10 and 14", "between 15 and 21 years old"."""
        if number.kind not in ("digits", "words"):
            return False
        age = words_of("number_labels", "age")
        if self.lower(number.end) in ("year", "month") and self.lower(number.end + 1) == "old":
            return True  # "a 17 year old student"
        young = self.lower(number.first - 2) in words_of("joints", "pair")
        if young and self.lower(number.first - 1) == "of":
            return True  # "a boy of six"
        at = number.first
        while self.lower(at - 1) in ("and", "or", ",", "to", "-", "–"):
            earlier = self.lasts.get(at - 1)
            if earlier is None:
                break
            at = earlier.first
        if self.lower(at - 1) in age or (self.lower(at - 1) == "of" and self.lower(at - 2) in age):
            return True
        return self.lower(number.end) in ("and", "or", "to", "-", "–", ",") and self._years(
            number.end + 1
        )

    def _years(self, at: int) -> bool:
        """Whether "21 years old", "21-year-old" stands here."""
        if at >= len(self.doc) or not self.doc[at].like_num:
            return False
        after = at + 2 if self.lower(at + 1) in ("-", "–") else at + 1
        old = after + 2 if self.lower(after + 1) in ("-", "–") else after + 1
        return self.lower(after) in ("year", "years") and self.lower(old) in ("old", "olds")

    def _sets_off(self, number: Number) -> bool:
        """Whether an article only opens the phrase of a set: "a young couple"."""
        if number.kind != "single":
            return False
        for at in range(number.end, min(number.end + 4, len(self.doc))):
            if found := self.firsts.get(at):
                return found.kind == "set"
            if self.doc[at].pos_ not in ("ADJ", "NOUN", "PROPN"):
                return False
        return False

    def _dated(self, number: Number) -> bool:
        """ "12 March"."""
        plain = number.kind == "digits" and number.first == number.start
        may = number.first > 0 and self.doc[number.first - 1].text == "May"
        return plain and (may or self.lower(number.end) in words_of("not_people", "month"))

    def _apposed(self, at: int) -> bool:
        """ "Ann Lee, a nurse, was killed" names somebody and counts nobody."""
        while at and self.lower(at - 1) in ("also", "then", "himself", "herself", "once", "now"):
            at -= 1
        before = self.doc[at - 2] if at >= 2 else None
        return (
            before is not None
            and self.lower(at - 1) == ","
            and (before.pos_ in ("PROPN", "NUM") or before.text == ")")
        )
