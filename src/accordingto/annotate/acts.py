"""What is done in saying something: claiming, denying, accusing, warning; how far it holds."""

from __future__ import annotations

from functools import cache, cached_property

from spacy.tokens import Token

from accordingto.annotate.accused import (
    accused_by,
    alleged_doer,
    blamed_on,
    doer_of,
    done_by,
    held_of,
    holder_of,
    holding,
    pointed_to,
)
from accordingto.annotate.actor_deeds import Deed, find_deeds
from accordingto.annotate.cue import Cue
from accordingto.annotate.cue_trained import TRAINED
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.names import find_kinds
from accordingto.annotate.phrases import after_preposition, is_passive, object_of, subject_of
from accordingto.annotate.pointers import Pointer, find_pointers
from accordingto.annotate.reading import Reading
from accordingto.model import Evidence
from accordingto.model.kinds import Act, StatementStanding
from accordingto.words import load_words, role_words

SELF = role_words("pronouns", "self")
# Who speaks in words quoted as they were said.
FIRST = role_words("pronouns", "first")

# How many tokens after "responsible for" an attack may be named.
NEAR_DEED = 5
# How far before "are baseless" the accusation may stand.
UNFOUNDED = 14


def _words(role: str) -> frozenset[str]:
    return role_words("act_context", role)


class Acts:
    """The acts of one report's statements; see responsibility, standing, act_context in words."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        vocab = reading.doc.vocab
        self.responsibility = lexicon(vocab, "responsibility").find(reading.doc)
        attackers, others = _doers(reading)
        self.attackers = attackers
        self.able = {*find_kinds(reading.doc), *attackers, *others}
        self.claims = lexicon(vocab, "deniable").find(reading.doc)
        deeds = lexicon(vocab, "deeds").find(reading.doc)
        self.attacks = {hit.end - 1 for hit in deeds if hit.entry.value == "attack"}
        self.precautions = lexicon(vocab, "precautions").find(reading.doc)
        self.doubts = lexicon(vocab, "standing").find(reading.doc)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """The violent deeds that are told."""
        return tuple(find_deeds(self.reading.doc))

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        """The turns of phrase that point to somebody as having done it."""
        return tuple(find_pointers(self.reading.doc))

    def act_of(self, cue: Cue | None, content: tuple[Evidence, ...], *, direct: bool) -> Act:
        """What is done in saying this."""
        act: Act = cue.act if cue is not None else "states"
        if cue is not None and cue.negated:
            return "states" if direct else "declines"
        if cue is not None and cue.takes == TRAINED:
            return act
        if cue is not None and cue.word.lemma_ in role_words("unsaid", "refusing"):
            return "declines"
        if cue is not None and self._claims_deed(cue) and not self._refused(cue):
            return "claims_responsibility"
        claimed = self._responsibility(cue, content, direct=direct)
        if claimed is not None and not self._refused(cue):
            return claimed
        if act == "states" and cue is not None and self._cautions(cue, content):
            return "warns"
        if act == "denies" and cue is not None and self._turned_down(cue):
            return "states"
        if act in ("condemns", "denies") and cue is not None and self._blames(cue):
            return "accuses"
        if act == "accuses" and cue is not None and self._no_accusation(cue):
            return "states"
        return act

    def _no_accusation(self, cue: Cue) -> bool:
        """A question, or a cause that is nobody: "blamed a technical fault"."""
        if _in_question(cue.word):
            return True
        if cue.word.lemma_ in role_words("act_verbs", "lays"):
            return all(cue.word.i != pointer.word.i for pointer in self.pointers)
        given = blamed_on(cue.word) or object_of(cue.word)
        return (
            cue.word.lemma_ == "blame"
            and given is not None
            and not is_passive(cue.word)
            and given.pos_ == "NOUN"
            and not self._can_act(given)
        )

    def _turned_down(self, cue: Cue) -> bool:
        """Whether what is rejected is an offer or a share rather than something said."""
        given = object_of(cue.word)
        if (
            cue.word.lemma_ not in role_words("act_verbs", "turns-down")
            or given is None
            or given.pos_ == "PRON"
        ):
            return False
        return not any(hit.start <= given.i < hit.end for hit in self.claims)

    def _cautions(self, cue: Cue, content: tuple[Evidence, ...]) -> bool:
        """Whether people are advised to keep out of danger."""
        if cue.word.lemma_ not in role_words("act_verbs", "advises"):
            return False
        doc = self.reading.doc
        return any(
            content[0].start <= doc[hit.start].idx < content[-1].end
            and doc[hit.start - 1].lower_ in _words("joined")
            for hit in self.precautions
        )

    def _refused(self, cue: Cue | None) -> bool:
        return (
            cue is not None and cue.source is not None and cue.source[0].lower_ in _words("nobody")
        )

    def _claims_deed(self, cue: Cue) -> bool:
        """ "Claimed the attack": a deed of violence is claimed, rather than something said."""
        given = object_of(cue.word)
        active = cue.word.lemma_ == "claim" and not is_passive(cue.word)
        return active and given is not None and given.i in self.attacks

    def _responsibility(
        self, cue: Cue | None, content: tuple[Evidence, ...], *, direct: bool
    ) -> Act | None:
        """A claim, denial or accusation in what is said, by its words."""
        if cue is not None and cue.act in ("denies", "warns", "condemns", "accuses"):
            return None
        for hit in self.responsibility:
            token = self.reading.doc[hit.start]
            inside = any(piece.start <= token.idx < piece.end for piece in content)
            if inside or (cue is not None and _near(cue, hit)):
                act = self._laid(hit, cue, direct=direct)
                if act is not None:
                    return act
        if self._can_point(cue):
            pointed = pointed_to(self.pointers, content)
            if pointed is not None and self._somebody(pointed):
                return "accuses"
        return self._alleged(cue, content)

    def _can_point(self, cue: Cue | None) -> bool:
        """Whether somebody says where signs point: not "attackers thought to be members of"."""
        if cue is None or is_passive(cue.word):
            return False
        attackers = cue.source is not None and cue.source.root.i in self.attackers
        return not attackers and cue.word.lemma_ not in role_words("act_verbs", "asks")

    def _laid(self, hit: Hit, cue: Cue | None, *, direct: bool) -> Act | None:
        """What words that lay responsibility at a door do where they stand."""
        lemma = "" if cue is None else cue.word.lemma_
        kind = hit.entry.value
        if kind == "responsibility":
            word = self.reading.doc[hit.start]
            holder = holder_of(word, cue.word) if cue is not None else None
            bears = word.head.lemma_ in role_words("act_verbs", "bears")
            if holder is not None and bears and not _own(holder):
                return "accuses" if self._somebody(holder) else None
            takes = cue is not None and lemma in role_words("act_verbs", "takes")
            return "claims_responsibility" if takes and cue and _near(cue, hit) else None
        if kind == "sympathy":
            return "condoles"
        if kind in ("denial", "unfounded"):
            denies = kind == "denial" or self._of_charge(hit)
            return "denies" if denies and lemma not in role_words("act_verbs", "finds") else None
        if cue is None or lemma in role_words("act_verbs", "asks"):
            return None
        if kind == "held":
            return self._held(hit, direct=direct)
        root = self.reading.doc[hit.start : hit.end].root
        subject = self._planner(root) if kind == "planned" else subject_of(root)
        if subject is None:
            return None
        if _own(subject):
            speaks = not direct or _first_person(subject)
            before = kind == "blame" and (cue.word.i < hit.start or (direct and self._deed(hit)))
            return "claims_responsibility" if before and speaks else None
        return "accuses" if self._somebody(subject) else None

    def _deed(self, hit: Hit) -> bool:
        """Whether an attack is named right after words of blame: not "for your safety"."""
        return any(i in self.attacks for i in range(hit.start, hit.end + NEAR_DEED))

    def _somebody(self, noun: Token) -> bool:
        """Whether a noun says who did it: not "the attackers", nor a question's "what"."""
        thing = noun.pos_ == "NOUN" and not self._can_act(noun)
        named = noun.pos_ in ("PROPN", "NOUN") and not _open(noun)
        return named and not thing and noun.i not in self.attackers

    def _can_act(self, noun: Token) -> bool:
        """Whether a common noun is of people or bodies: not "a faulty valve is responsible"."""
        words = (noun, *(token for token in noun.subtree if token.i < noun.i))
        agents = role_words("blame", "agent")
        return any(t.lower_ in agents or t.i in self.able or t.text[:1].isupper() for t in words)

    def _planner(self, verb: Token) -> Token | None:
        """Who is said to have planned or carried out an attack."""
        done = done_by(verb)
        return doer_of(verb) if done is not None and done.i in self.attacks else None

    def _held(self, hit: Hit, *, direct: bool) -> Act | None:
        """Whom the speaker holds responsible; what others do so is only told of."""
        verb = holding(self.reading.doc, hit.start)
        if verb is None:
            return None
        subject = None if is_passive(verb) else subject_of(verb)
        if subject is not None and not (_first_person(subject) if direct else _own(subject)):
            return None
        held = held_of(verb)
        return "accuses" if held is not None and self._somebody(held) else None

    def _of_charge(self, hit: Hit) -> bool:
        """Whether words such as "baseless" are said of an accusation."""
        doc = self.reading.doc
        root = doc[hit.start : hit.end].root
        if [token.lower_ for token in doc[max(0, hit.start - 2) : hit.start]] == ["to", "be"]:
            return False  # "were found to be baseless": what others found is told
        verb = root.head if root.dep_ in ("acomp", "attr", "oprd") else root
        charges = {token.i for token in root.sent if _is_charge(token)}
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "csubj", "nsubjpass")), None)
        if subject is not None and any(token.i in charges for token in subject.subtree):
            return True
        first = max(root.sent.start, hit.start - UNFOUNDED)  # where the parse has lost it
        near = doc[first : hit.start - 1]
        stopped = any(token.is_punct for token in near)
        being = hit.start > 0 and doc[hit.start - 1].lemma_ == "be"
        return being and not stopped and any(token.i in charges for token in near)

    def _alleged(self, cue: Cue | None, content: tuple[Evidence, ...]) -> Act | None:
        """Whether somebody is said to have done a violent deed, with a word of accusing."""
        if cue is None or cue.word.lower_ not in role_words("act_verbs", "alleges"):
            return None
        doer = alleged_doer(self.deeds, content)
        return "accuses" if doer is not None and self._somebody(doer) else None

    def _blames(self, cue: Cue) -> bool:
        """Whether somebody, rather than something done, is condemned."""
        if cue.act != "condemns":
            return False
        found = accused_by(self.reading, cue)
        return found is not None

    def standing_of(self, cue: Cue | None, content: tuple[Evidence, ...]) -> StatementStanding:
        """How far the report lets what was said stand."""
        sentence = self.reading.sentence_at(content[0].start)
        last = self.reading.sentence_at(content[-1].end - 1)
        for hit in self.doubts:
            token = self.reading.doc[hit.start]
            at = self.reading.sentence_at(token.idx)
            here = sentence <= at <= last
            if (
                hit.entry.value == "unverified"
                and (here or (at == last + 1 and self._refers_back(token)))
                and cue is not None
                and cue.act
                in (
                    "states",
                    "claims_responsibility",
                    "accuses",
                    "denies",
                )
            ):
                return "unverified"
            if (
                hit.entry.value == "hypothetical"
                and content[0].start <= token.idx < content[-1].end
            ):
                return "hypothetical"
            if (
                hit.entry.value == "hypothetical"
                and here
                and cue is not None
                and cue.start <= token.i
            ):
                return "hypothetical"
        if cue is not None and not cue.negated and cue.word.lemma_ in _words("confirming"):
            return "confirmed"
        return "asserted"

    def _refers_back(self, token: Token) -> bool:
        return any(t.lemma_ in _words("confirmed") for t in token.sent)


def _own(subject: Token) -> bool:
    """Whether a speaker means itself, or its own people: "it", "its fighters"."""
    of = after_preposition(subject, "of")  # "one of its fighters"
    nouns = [subject, *([of] if of is not None else [])]
    own = any(c.dep_ == "poss" and c.lower_ in SELF for noun in nouns for c in noun.lefts)
    return subject.lower_ in SELF or own


def _is_charge(token: Token) -> bool:
    """Whether a word is for what somebody is said to have done, however it is tagged."""
    return token.lower_.removesuffix("s") in _charges()


@cache
def _charges() -> frozenset[str]:
    entries = (entry for entry in load_words("deniable") if entry.value == "charge")
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


def _first_person(subject: Token) -> bool:
    """Whether "I" or "we", or what is theirs, does it."""
    possessive = any(child.dep_ == "poss" and child.lower_ in FIRST for child in subject.lefts)
    return subject.lower_ in FIRST or possessive


def _doers(reading: Reading) -> tuple[set[int], set[int]]:
    """The tokens of nouns for attackers whoever they are, and for people who may do violence."""
    found = lexicon(reading.doc.vocab, "actors").find(reading.doc)
    of = {
        role: {i for h in found if h.entry.get("role") == role for i in range(h.start, h.end)}
        for role in ("noun", "doer")
    }
    return of["noun"], of["doer"]


def _near(cue: Cue, hit: Hit) -> bool:
    return 0 <= hit.start - cue.word.i <= 8 and hit.start < cue.word.sent.end


def _open(subject: Token) -> bool:
    return any(
        child.lower_ in _words("opening") for child in subject.lefts
    ) or subject.lower_ in _words("open")


def _in_question(verb: Token) -> bool:
    return any(child.lower_ in _words("asking") for child in verb.lefts)
