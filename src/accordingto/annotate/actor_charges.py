"""Those whom a word calls an attacker or suspect, and those who are charged with a crime.

Words: `words/en/actors.toml`, `words/en/actor_charges.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_deeds import kinds_of, main_verb
from accordingto.annotate.actor_phrases import (
    Actor,
    name_after,
    name_beside,
    name_from,
    name_until,
    phrase_around,
)
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import is_negated, is_passive, object_of, subject_of
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# How many tokens may stand between a charge and the crime.
REACH = 9
# The same where who is charged stands between: "charged a man from X, A B, 23, with murder".
FAR = 16


def find_called(doc: Doc, people: Sequence[Hit]) -> Iterator[Actor]:
    """Words that always mean somebody who did it, and the names beside them."""
    marks = {hit.end for hit in people if hit.entry.get("role") == "suspected"}
    for hit in people:
        head = doc[hit.end - 1]
        if hit.entry.get("role") != "noun" or head.dep_ == "compound" or _denied(doc, hit):
            continue
        suspected = hit.entry.get("standing") == "suspected" or hit.start in marks
        start, end = phrase_around(doc, hit.start, hit.end)
        standing = "suspected" if suspected else "reported"
        group = hit.entry.get("group")
        yield Actor(start, end, head.i, standing=standing, group=group)
        name = name_beside(doc, start, hit.end) if group == "one" else None
        if name is not None and (suspected or name[0] >= hit.end or _described(doc, name, start)):
            yield Actor(*name, name[1] - 1, "person", standing, named=True)


def _described(doc: Doc, name: tuple[int, int], start: int) -> bool:
    """ "A B as a killer": a name before the words for an attacker, which say what it is."""
    return any(token.lower_ == "as" for token in doc[name[1] : start])


def _denied(doc: Doc, hit: Hit) -> bool:
    """Whether there are none ("no suspects"), or it is a thing of theirs ("the gunman's car")."""
    before = doc[max(0, hit.start - 2) : hit.start]
    after = doc[hit.end].text if hit.end < len(doc) else ""
    owns = after in ("'s", "’s") and doc[hit.end].tag_ == "POS"
    return (
        owns
        or _at_all_times(doc[hit.end - 1])
        or any(token.lower_ in role_words("actor_phrases", "none") for token in before)
    )


def _at_all_times(noun: Token) -> bool:
    """ "Women shooters are rare": what is said of all of them tells of nobody."""
    being = noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and noun.head.tag_ == "VBP"
    return being and noun.tag_ == "NNS" and not any(t.dep_ in ("det", "nummod") for t in noun.lefts)


def find_charged(doc: Doc, people: Sequence[Hit]) -> Iterator[Actor]:
    """Those charged with or suspected of a violent crime."""
    kinds = kinds_of(people)
    hits = lexicon(doc.vocab, "actor_charges").find(doc)
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        if hit.entry.get("role") != "charged" or after is None or not _near(hit, after):
            continue
        verb = _charging(doc, hit)
        whom = _whom(verb)
        if is_negated(verb):
            continue
        named = whom is not None and whom.pos_ == "PROPN" and whom.i not in kinds
        if whom is not None and (named or whom.i in kinds):
            start, end = phrase_around(doc, whom.i, whom.i + 1)
            kind: SourceKind = "person" if named else kinds.get(whom.i, "unnamed")
            yield Actor(start, end, whom.i, kind, "suspected", named=named, weak=True)
            beside = None if named or doc[whom.i].tag_ == "NNS" else name_after(doc, end)
            if beside is not None:
                yield Actor(*beside, beside[1] - 1, "person", "suspected", named=True, weak=True)
        name = _under_heading(doc, after) or (None if named else _aged_before(doc, verb))
        if name is not None:
            yield Actor(*name, name[1] - 1, "person", "suspected", named=True, weak=True)


def _near(hit: Hit, after: Hit) -> bool:
    """Whether what follows a charge is the crime."""
    reach = 2 if hit.entry.id == "pleas" else REACH
    reach = FAR if hit.entry.id == "charging" else reach
    return after.entry.get("role") == "crime" and 0 <= after.start - hit.end <= reach


def _charging(doc: Doc, hit: Hit) -> Token:
    """The verb of the charge: "arrested" for "arrested nearby on suspicion of"."""
    verb = main_verb(doc, hit)
    if subject_of(verb) is not None:
        return verb  # "found A B guilty of"
    for _ in range(4):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    return verb


def _whom(verb: Token) -> Token | None:
    """Who is charged, or found guilty."""
    active = verb.lemma_ in role_words("actor_phrases", "held") and not is_passive(verb)
    given = object_of(verb) if active else None
    if given is not None:
        return given
    whom = subject_of(verb)
    return whom if whom is not None and whom.i < verb.i else None


def _aged_before(doc: Doc, verb: Token) -> tuple[int, int] | None:
    """The name and age right before a charge: "A B, 23, charged with"."""
    at = verb.i - 1
    while at > 2 and (doc[at].text == "," or doc[at].pos_ == "AUX" or doc[at].lower_ == "who"):
        at -= 1
    aged = at > 2 and doc[at].like_num and doc[at - 1].text == ","
    return name_until(doc, at - 1) if aged else None


def _under_heading(doc: Doc, crime: Hit) -> tuple[int, int] | None:
    """The name after "charged with murder:"."""
    colon = crime.end < len(doc) and doc[crime.end].text == ":"
    return name_from(doc, crime.end + 1) if colon else None
