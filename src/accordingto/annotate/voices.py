"""How words of harm stand in their sentence: active or passive, denied, or only imagined."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from accordingto.annotate.harms import Harm, words_of
from accordingto.annotate.people import People
from accordingto.annotate.persons import word_kind
from accordingto.words import role_words

HAVE, MODAL = role_words("grammar", "have"), role_words("grammar", "modal")
NOT, MEANWHILE = role_words("grammar", "not"), role_words("grammar", "meanwhile")


class Voice:
    """Judges the words of harm of one text.

    Args:
        doc: The text.
        counts: The first tokens of its counts of people.
    """

    def __init__(self, doc: Doc, counts: Container[int]) -> None:
        self.doc = doc
        self.counts = counts
        self.be = words_of("between", "be")
        self.aux = words_of("between", "aux")
        self.clause = words_of("joints", "clause")
        self.possible = words_of("between", "hypothetical")
        self.demanded = words_of("between", "demanded")
        self.asserted = words_of("between", "asserted")
        self.unhurt = words_of("between", "unhurt")

    def light(self, token: Token) -> bool:
        """Whether a word only helps a verb along ("have", "been", "reportedly")."""
        return token.lower_ in self.aux or token.lower_ in self.be or token.pos_ in ("ADV", "AUX")

    def takes_left(self, harm: Harm, people: People) -> bool:
        """Whether the people of a harm can stand before it."""
        if "subject" in harm.takes:
            return not (harm.ing and "state" in harm.takes and self.has_object(harm))
        if self._in_a_noun_phrase(harm):
            return False
        if "state" in harm.takes and "object" not in harm.takes:
            active = harm.ing and self.has_object(harm)  # "missing it"
            return not active and not self._describes_a_thing(harm.end)
        if not harm.past:
            return False
        if self.passive(harm.start):
            return "object" in harm.takes or "passive" in harm.takes
        if "object" not in harm.takes or self._perfect(harm.start) or self.has_object(harm):
            return False
        # "A man shot ..." is more often the one who did it, "a man wounded ..." is not.
        active = self.doc[harm.start].tag_ == "VBD" and "state" not in harm.takes
        return people.number.kind != "single" or not active

    def takes_right(self, harm: Harm) -> bool:
        """Whether the people of a harm can stand after it."""
        if "object" not in harm.takes or (not harm.head and self._names_a_deed(harm)):
            return False
        if harm.past and not harm.ing and self.passive(harm.start):
            return False
        return not self.hypothetical(harm)

    def _in_a_noun_phrase(self, harm: Harm) -> bool:
        """ "A friend of the dead mother": words about somebody else."""
        before = self.doc[harm.start - 1] if harm.start else None
        return before is not None and (
            before.pos_ == "DET" or before.tag_ in ("PRP$", "POS") or before.lower_ in ("of", "no")
        )

    def _describes_a_thing(self, at: int) -> bool:
        """ "Two dead young owls": the state of something else."""
        while at < len(self.doc) and self.doc[at].pos_ == "ADJ":
            at += 1
        return at < len(self.doc) and (
            self.doc[at].pos_ == "NOUN" and word_kind(self.doc[at]) in ("thing", "")
        )

    def _names_a_deed(self, harm: Harm) -> bool:
        """ "The murder", "a kidnapping": a noun, which takes nobody directly."""
        before = self.doc[harm.start - 1] if harm.start else None
        return self.doc[harm.start].pos_ == "NOUN" and before is not None and before.pos_ == "DET"

    def _perfect(self, at: int) -> bool:
        """ "Has killed", "had recently relocated": active, whether or not an object follows."""
        for i in range(at - 1, max(-1, at - 5), -1):
            if self.doc[i].lower_ in HAVE:
                return True
            if not self.light(self.doc[i]):
                return False
        return False

    def has_object(self, harm: Harm) -> bool:
        """Whether somebody or something harmed follows straight on: the form is active."""
        if harm.end >= len(self.doc):
            return False
        token = self.doc[harm.end]
        if token.lower_ in ("and", "or") and harm.end + 2 < len(self.doc):
            return self._shares_object(harm.end + 1)
        if token.is_sent_start or token.lower_ in self.clause or word_kind(token) == "time":
            return False
        if harm.end in self.counts:
            return True
        return token.pos_ in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM")

    def _shares_object(self, at: int) -> bool:
        """ "Stabbed and injured two women": the object of the second verb is that of the first."""
        verb, after = self.doc[at], self.doc[at + 1]
        counted = at + 1 in self.counts or after.pos_ in ("NUM", "DET")
        return counted and verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBN")

    def passive(self, at: int) -> bool:
        """Whether a form of be or get goes before, over adverbs and reports."""
        for i in range(at - 1, max(-1, at - 7), -1):
            token = self.doc[i]
            if token.lower_ in self.be and token.lower_ not in ("'s", "’s"):
                return True
            if not self.light(token) and token.lower_ not in ("and", "or", ","):
                return False
        return False

    def negated(self, harm: Harm) -> bool:
        """ "Two passengers were not hurt" states no number of people hurt."""
        end = max(harm.end, (harm.needed or 0) + 1)
        unhurt = [t.lower_ for t in self.doc[end : end + 2]]
        if len(unhurt) == 2 and unhurt[0] == "or" and unhurt[1] in self.unhurt:
            return True  # "escaped with scratches or unharmed"
        return any(token.lower_ in NOT for token in self.doc[max(0, harm.start - 2) : harm.start])

    def of_others(self, harm: Harm) -> bool:
        """ "Hurt two women and a boy before fleeing": what somebody else did meanwhile."""
        before = self.doc[harm.start - 1].lower_ if harm.start else ""
        return harm.ing and before in MEANWHILE

    def possible_before_verb(self, at: int) -> bool:
        """Whether a modal verb opens the verb group that ends here ("could soon be killed")."""
        for i in range(at - 1, max(-1, at - 6), -1):
            token = self.doc[i]
            if token.tag_ == "MD":
                counterfactual = token.lower_ in MODAL
                return counterfactual or self.doc[i + 1].lower_ != "have"
            if not self.light(token):
                return False
        return False

    def possible_before(self, at: int) -> bool:
        """Whether a modal verb close before makes what follows only possible."""
        for i in range(at - 1, max(-1, at - 6), -1):
            token = self.doc[i]
            if token.text in ",;:" or token.lower_ == "that" or token.is_sent_end:
                return False
            if token.tag_ == "MD":
                return self.doc[i + 1].lower_ != "have"
        return False

    def hypothetical(self, harm: Harm, people: People | None = None) -> bool:
        """Whether the harm is only planned, feared or possible."""
        # "Nearly 400 injured": what is nearly there is the number.
        own = range(people.first, people.last) if people is not None else ()
        words = [t.lower_ for t in self.doc[max(0, harm.start - 4) : harm.start] if t.i not in own]
        if people is not None and people.first >= 1:
            before = [t.lower_ for t in self.doc[max(0, people.first - 2) : people.first]]
            if {"if", "unless", "whether"} & set(before):
                return True
        near = {
            " ".join(words[a:b]) for a in range(len(words)) for b in (len(words) - 1, len(words))
        }
        if near & self.asserted:
            return False
        if words and words[-1] == "to" and not harm.ing and not harm.past:
            return True
        if harm.start and self.possible_before_verb(harm.start):
            return True
        if harm.measure == "released" and near & self.demanded:
            return True
        return bool(near & self.possible)
