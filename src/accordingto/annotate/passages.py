"""What may stand between people and the harm that befell them, read from left to right.

"Five people [, two of them children,] [travelling in a bus] [have reportedly been] killed".
"""

from __future__ import annotations

from spacy.tokens import Doc

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.people import People
from accordingto.annotate.persons import word_kind
from accordingto.annotate.voices import Voice
from accordingto.words import role_words

RELATIVE = role_words("grammar", "relative") | role_words("grammar", "whom")
RESUMING = role_words("grammar", "resumes")

# The longest insertion between commas, brackets or dashes, in tokens.
ASIDE = 30
NOUN_WORDS = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "SYM")
DASHES = frozenset({"-", "–", "—", "--"})
CLOSERS = {"(": ")", "[": "]"}


class Passage:
    """Steps over what may stand between people and harm in one text."""

    def __init__(
        self, doc: Doc, people: list[People], harms: dict[int, list[Harm]], voice: Voice
    ) -> None:
        self.doc = doc
        self.harms = harms
        self.voice = voice
        self.counts = {p.first: p for p in people}
        self.over = words_of("joints", "over")
        self.including = words_of("between", "including")

    def step(self, people: People, at: int, *, relative: bool, alone: bool) -> int | None:
        """Where to go on from a token that is no harm of these people; None to give up.

        `alone`: these people share nothing with the counts that follow them.
        """
        token = self.doc[at]
        if token.text in DASHES and self.doc[at - 1].whitespace_:
            return self._over_aside(at)
        if self._served_as(at):
            return self.over_noun(at + 1)
        if self.voice.light(token) or word_kind(token) == "time" or token.text in "\"“”'’‘-":
            return at + 1
        if at in self.counts and at > people.first:
            joined = self.doc[at - 1].lower_ in (",", "and", "or", "&", "with", "as")
            return self.counts[at].last if joined and not alone else None
        if token.text == ",":
            return self._over_comma(people, at)
        if token.text in CLOSERS:
            return self._to(at, CLOSERS[token.text])
        if token.lower_ in ("and", "or", "&"):
            return None if alone and at + 1 in self.counts else self._over_and(at)
        if at == people.last and token.pos_ == "PROPN" and token.is_title:
            return self.over_noun(at)  # "two children Ann and Ben"
        if self._includes(at):
            return self._over_included(at)
        if token.lower_ in self.over and token.pos_ not in ("NOUN", "PROPN"):
            return self.over_noun(at + 1)
        if token.lower_ in RELATIVE:
            return at + 1
        return self._over_verb(at, relative=relative)

    def _served_as(self, at: int) -> bool:
        """ "Three officers working | as guards"."""
        if self.doc[at].lower_ != "as" or at + 1 >= len(self.doc):
            return False
        before, after = self.doc[at - 1].pos_, self.doc[at + 1].pos_
        return after in NOUN_WORDS and before in (*NOUN_WORDS, "VERB")

    def _suffers(self, at: int) -> bool:
        """Whether wounds are told of here: "four victims, aged 18 to 45, | with bullet wounds"."""
        return any(harm.needed is not None for harm in self.harms.get(at, ()))

    def _over_verb(self, at: int, *, relative: bool) -> int | None:
        token = self.doc[at]
        reduced = token.tag_ in ("VBG", "VBN") and self.doc[at - 1].pos_ in ("NOUN", "PROPN")
        reduced = reduced or token.dep_ in ("acl", "relcl")
        if token.pos_ == "VERB" and (relative or reduced):
            joint = at + 1 < len(self.doc) and self.doc[at + 1].pos_ == "ADP"
            return self.over_noun(at + 2 if joint and self.doc[at + 1].lower_ == "to" else at + 1)
        if not relative:
            return None
        after = self.over_noun(at)
        return after if after > at else None

    def over_noun(self, at: int) -> int:
        """Past a noun phrase."""
        while at < len(self.doc) and not self.doc[at].is_sent_start:
            token = self.doc[at]
            if at in self.harms and self.tells(at):
                return at
            if at in self.counts:
                if self.counts[at].inner:
                    return at  # "an attack that led to two deaths"
                at = max(at + 1, self.counts[at].last)
            elif token.pos_ in NOUN_WORDS or token.text in ("'s", "’s", "-", "–", "of", "$"):
                at += 1
            else:
                return at
        return at

    def tells(self, at: int) -> bool:
        """Whether words of harm here say something of people, rather than name a thing."""
        return self.doc[at].pos_ in ("VERB", "AUX") or any(
            "state" in harm.takes for harm in self.harms.get(at, ())
        )

    def _resumes(self, at: int) -> bool:
        """Whether the clause that was broken off goes on here."""
        if at >= len(self.doc):
            return False
        token = self.doc[at]
        return (
            token.lower_ in self.voice.be
            or token.pos_ == "AUX"
            or token.lemma_ == "remain"
            or (at in self.harms and self.tells(at))
        )

    def _includes(self, at: int) -> bool:
        return any(
            " ".join(t.lower_ for t in self.doc[at : at + n]) in self.including for n in (1, 2, 3)
        )

    def _over_included(self, at: int) -> int | None:
        """Past "including a teacher and two children", to where the clause goes on."""
        apart = self.doc[at].lower_ in ("with", "of") or any(
            i in self.counts and self.counts[i].of == "them" for i in (at, at + 1)
        )  # "with two of them wounded" says nothing of the rest
        for i in range(at + 1, min(at + ASIDE, len(self.doc))):
            if self.doc[i].is_sent_start or self.doc[i].text in ";.":
                return None
            if apart and self.doc[i - 1].text != ",":
                continue
            if self.doc[i].lower_ in RESUMING:
                return self._over_relative(i) if self.doc[i - 1].text == "," else None
            if self._resumes(i):
                return i
        return None

    def _over_relative(self, at: int) -> int | None:
        """Past "which went on lockdown," to where the clause around it goes on."""
        for i in range(at + 1, min(at + ASIDE, len(self.doc) - 1)):
            if self.doc[i].is_sent_start or self.doc[i].text in ";.":
                return None
            if self.doc[i].text == ",":
                return i + 1 if self._resumes(i + 1) else None
        return None

    def _over_comma(self, people: People, at: int) -> int | None:
        """Past a comma, with what it sets apart; None when a new clause begins."""
        after = at + 1
        if after >= len(self.doc):
            return None
        token = self.doc[after]
        count = self.counts.get(after)
        if self._includes(after) and self.doc[after].lower_ != "all":
            return self._over_included(after)
        if count and count.of == "them":
            return self._over_aside(at)
        if count and people.first and self.doc[people.first - 1].lower_ == "of":
            return None  # "Of the eight victims, three were stabbed"
        if after in self.harms and self.tells(after) and token.tag_ != "VBG":
            return after
        if token.lower_ in ("who", "all") or self.voice.light(token):
            return after
        one = people.number.high == 1 and count is not None and count.number.kind == "single"
        if one and (end := self._over_aside(at)):
            return end  # "one of the victims, a young clerk, died"
        if count or (token.lower_ in ("and", "or", "as") and self._counted_soon(after)):
            return after
        return self._over_aside(at) or self._over_list(after)

    def _over_list(self, at: int) -> int | None:
        """Past ", soldiers and civilians", if the clause goes on after it."""
        for _ in range(4):
            end = self.over_noun(at)
            if end == at or end >= len(self.doc):
                return None
            pronoun = self.doc[at].pos_ == "PRON"  # "Two, she shot and killed there."
            if end in self.harms if pronoun else self._resumes(end):
                return end
            if self.doc[end].lower_ not in (",", "and", "or"):
                return None
            at = end + 1
        return None

    def _counted_soon(self, at: int) -> bool:
        return any(i in self.counts for i in range(at + 1, min(at + 4, len(self.doc))))

    def _over_aside(self, at: int) -> int | None:
        """Past an insertion between commas or dashes, if the clause goes on after it."""
        for i in range(at + 1, min(at + ASIDE, len(self.doc) - 1)):
            if self.doc[i].is_sent_start or self.doc[i].text == ";":
                return None
            closes = self.doc[i].text == "," or self.doc[i].text in DASHES
            on = self._resumes(i + 1) or self._suffers(i + 1)
            if closes and (on or self.doc[i + 1].lower_ == "who"):
                return i + 1
        return None

    def _to(self, at: int, closer: str) -> int | None:
        return next(
            (
                i + 1
                for i in range(at, min(at + ASIDE, len(self.doc)))
                if self.doc[i].text == closer
            ),
            None,
        )

    def _over_and(self, at: int) -> int | None:
        after = at + 1
        if after >= len(self.doc):
            return None
        if after in self.counts:
            return after
        if after in self.harms or self.doc[after].pos_ in ("VERB", "AUX", "SCONJ", "ADP"):
            return None
        end = self.over_noun(after)
        return end if end > after else None
