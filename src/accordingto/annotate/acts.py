"""What is done in saying something: claiming, denying, accusing, warning; how far it holds."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.annotate.cues import Cue
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.names import find_kinds
from accordingto.annotate.phrases import (
    after_preposition,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
)
from accordingto.annotate.reading import Reading
from accordingto.model import Evidence
from accordingto.model.kinds import Act, StatementStanding

TAKES_RESPONSIBILITY = {
    "claim",
    "assert",
    "take",
    "accept",
    "admit",
    "acknowledge",
    "assume",
    "declare",
    "announce",
    "say",
    "profess",
    "confess",
    "allege",
}
# Evidence that something had nothing to do with it is no denial by whoever finds it.
FINDS = {"confirm", "find", "show", "determine", "conclude", "suggest", "indicate"}
ADVISES = {"advise", "urge", "counsel", "recommend"}
TURNS_DOWN = {"reject", "dismiss", "dispute", "contest", "discount"}
SELF = {"it", "they", "we", "he", "she", "i", "its", "their", "our"}


class Acts:
    """The acts of one report's statements, by word lists (responsibility.toml, standing.toml)."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        vocab = reading.doc.vocab
        self.responsibility = lexicon(vocab, "responsibility").find(reading.doc)
        self.able = set(find_kinds(reading.doc))
        self.claims = lexicon(vocab, "deniable").find(reading.doc)
        self.precautions = lexicon(vocab, "precautions").find(reading.doc)
        self.doubts = lexicon(vocab, "standing").find(reading.doc)

    def act_of(self, cue: Cue | None, content: tuple[Evidence, ...], *, direct: bool) -> Act:
        """What is done in saying this."""
        act: Act = cue.act if cue is not None else "states"
        if cue is not None and cue.negated:
            return "states" if direct else "declines"
        if cue is not None and cue.word.lemma_ in ("decline", "refuse"):
            return "declines"
        claimed = self._responsibility(cue, content)
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
        given = object_of(cue.word)
        return (
            cue.word.lemma_ == "blame"
            and given is not None
            and not is_passive(cue.word)
            and given.pos_ == "NOUN"
            and given.i not in self.able
            and not any(child.text[:1].isupper() for child in given.lefts)
        )

    def _turned_down(self, cue: Cue) -> bool:
        """Whether what is rejected is an offer or a share rather than something said."""
        given = object_of(cue.word)
        if cue.word.lemma_ not in TURNS_DOWN or given is None or given.pos_ == "PRON":
            return False
        return not any(hit.start <= given.i < hit.end for hit in self.claims)

    def _cautions(self, cue: Cue, content: tuple[Evidence, ...]) -> bool:
        """Whether people are advised to keep out of danger."""
        if cue.word.lemma_ not in ADVISES:
            return False
        doc = self.reading.doc
        return any(
            content[0].start <= doc[hit.start].idx < content[-1].end
            and doc[hit.start - 1].lower_ in ("to", "not", "and", "or")
            for hit in self.precautions
        )

    def _refused(self, cue: Cue | None) -> bool:
        return (
            cue is not None
            and cue.source is not None
            and cue.source[0].lower_ in ("no", "nobody", "none")
        )

    def _responsibility(self, cue: Cue | None, content: tuple[Evidence, ...]) -> Act | None:
        """A claim, denial or accusation in what is said, by its words."""
        for hit in self.responsibility:
            token = self.reading.doc[hit.start]
            inside = any(piece.start <= token.idx < piece.end for piece in content)
            if not inside and not (cue is not None and _near(cue, hit)):
                continue
            if cue is not None and cue.act in ("denies", "warns", "condemns", "accuses"):
                return None
            kind = hit.entry.value
            if kind == "responsibility":
                if cue is not None and cue.word.lemma_ in TAKES_RESPONSIBILITY and _near(cue, hit):
                    return "claims_responsibility"
            elif kind == "blame":
                if cue is None or cue.word.lemma_ in ("ask", "wonder"):
                    continue
                subject = subject_of(self.reading.doc[hit.start : hit.end].root)
                if subject is not None and _own(subject):
                    return "claims_responsibility" if cue.word.i < token.i else None
                if subject is not None and subject.pos_ in ("PROPN", "NOUN") and not _open(subject):
                    return "accuses"
            elif kind == "denial" and (cue is None or cue.word.lemma_ not in FINDS):
                return "denies"
        return None

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
        if (
            cue is not None
            and not cue.negated
            and cue.word.lemma_ in ("confirm", "verify", "corroborate")
        ):
            return "confirmed"
        return "asserted"

    def _refers_back(self, token: Token) -> bool:
        return any(
            t.lemma_
            in ("claim", "statement", "veracity", "authenticity", "report", "video", "this", "it")
            for t in token.sent
        )


def _own(subject: Token) -> bool:
    """Whether a speaker means itself, or its own people: "it", "its fighters"."""
    possessive = any(child.dep_ == "poss" and child.lower_ in SELF for child in subject.lefts)
    return subject.lower_ in SELF or possessive


def _near(cue: Cue, hit: Hit) -> bool:
    return 0 <= hit.start - cue.word.i <= 8 and hit.start < cue.word.sent.end


def _open(subject: Token) -> bool:
    return any(
        child.lower_ in ("no", "what", "which", "whoever") for child in subject.lefts
    ) or subject.lower_ in ("who", "what", "nobody")


def _in_question(verb: Token) -> bool:
    return any(
        child.lower_ in ("if", "whether", "would", "could", "may", "might") for child in verb.lefts
    )


def accused_by(reading: Reading, cue: Cue) -> str | None:
    """Whom an accusation or condemnation names; None when it names nobody."""
    verb = cue.word
    if cue.takes == "document":
        return _party(found) if (found := after_preposition(cue.word, "against")) else None
    target = (
        (subject_of(verb) if is_passive(verb) else object_of(verb))
        if cue.takes != "noun"
        else _implicated(verb)
    )
    if target is None and cue.takes == "accused":
        target = after_preposition(verb, "on", "at")
    if target is None and cue.act == "condemns" and cue.content:
        target = reading.doc[cue.content[0][0] : cue.content[0][1]].root
    if target is None:
        return None
    if cue.act == "condemns" and not _actor(reading, target):
        target = _doer(target)
        if target is None or not _actor(reading, target):
            return None
    return _party(target)


def _doer(deed: Token) -> Token | None:
    """Who a deed, or one told of beneath it, is said to be done by."""
    found = (after_preposition(token, "by") for token in (deed, *deed.subtree))
    return next((doer for doer in found if doer is not None), None)


def _implicated(noun: Token) -> Token | None:
    for token in noun.subtree:
        if token.pos_ == "VERB" and token.tag_ == "VBG" and (given := object_of(token)) is not None:
            return given
    return after_preposition(noun, "against")


def _actor(reading: Reading, noun: Token) -> bool:
    """Whether a noun names a state, body, group or person rather than a deed."""
    if noun.pos_ == "PRON":
        return False
    if noun.lemma_.lower() in (
        "government",
        "army",
        "military",
        "force",
        "regime",
        "group",
        "rebel",
        "militant",
        "police",
        "authority",
        "leader",
        "troop",
        "soldier",
        "protester",
        "opposition",
    ):
        return True
    if noun.pos_ != "PROPN":
        return False
    return not any(
        hit.start <= noun.i < hit.end
        for hit in lexicon(reading.doc.vocab, "deeds").find(noun.sent.as_doc())
    )


def _party(noun: Token) -> str:
    """The name of an accused party, without its article."""
    phrase = noun_phrase(noun)
    deed = next((t.i for t in phrase if t.dep_ == "pcomp" or t.tag_ == "VBG"), None)
    if deed is not None and deed - 1 > phrase.start:  # "the rebels of shelling the town"
        phrase = phrase.doc[phrase.start : deed - 1]
    text = phrase.text
    return text[4:] if text.lower().startswith("the ") else text


def about_of(reading: Reading, cue: Cue, act: Act, speaker: int | None) -> str | None:
    """Who is accused, or what is denied: a name, or the id of the source itself."""
    if act == "accuses":
        return accused_by(reading, cue) or _subject_blamed(reading, cue)
    if act == "denies":
        return _denied(reading, cue, speaker)
    return None


def _subject_blamed(reading: Reading, cue: Cue) -> str | None:
    for start, end in cue.content:
        for hit in lexicon(reading.doc.vocab, "responsibility").find(
            reading.doc[start:end].as_doc()
        ):
            if hit.entry.value == "blame":
                subject = subject_of(reading.doc[start + hit.start : start + hit.end].root)
                if subject is not None:
                    return _party(subject)
    return None


def _denied(reading: Reading, cue: Cue, speaker: int | None) -> str | None:
    """Whose part in it is denied: "Ukrainian involvement", or the speaker's own."""
    given = object_of(cue.word)
    if given is not None and given.lemma_ in (
        "involvement",
        "role",
        "responsibility",
        "link",
        "part",
        "complicity",
        "hand",
        "connection",
    ):
        for child in given.lefts:
            if child.dep_ in ("amod", "poss", "compound", "nmod") and child.text[:1].isupper():
                for mention in reading.places:
                    if mention.place.evidence.start <= child.idx < mention.place.evidence.end:
                        return mention.place.country_name or child.text
                return child.text
    return None if speaker is None else f"s{speaker + 1}"
