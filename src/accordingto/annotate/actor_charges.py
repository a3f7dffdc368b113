"""Those whom a word calls an attacker or suspect, and those who are charged with a crime.

Words: `words/en/actors.toml`, `words/en/actor_charges.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_deeds import OF_NAMES, kinds_of, main_verb
from accordingto.annotate.actor_phrases import (
    Actor,
    is_name,
    name_after,
    name_beside,
    name_from,
    name_until,
    names_after,
    phrase_around,
)
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import (
    after_preposition,
    is_negated,
    is_passive,
    object_of,
    subject_of,
)
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# How many tokens may stand between a charge and the crime.
REACH = 9
# The same for a verb: "charged on Tuesday with planting".
RIGHT_AFTER = 4
# The same where who is charged stands between: "charged a man from X, A B, 23, with murder".
FAR = 16


def find_called(doc: Doc, people: Sequence[Hit]) -> Iterator[Actor]:
    """Words that always mean somebody who did it, and the names beside them."""
    marks = {hit.end for hit in people if hit.entry.get("role") == "suspected"}
    for hit in people:
        head = doc[hit.end - 1]
        if (
            hit.entry.get("role") != "noun"
            or head.dep_ == "compound"
            or _describes(head)
            or _denied(doc, hit)
        ):
            continue
        suspected = hit.entry.get("standing") == "suspected" or hit.start in marks
        start, end = phrase_around(doc, hit.start, hit.end)
        standing = "suspected" if suspected else "reported"
        group = hit.entry.get("group")
        yield Actor(start, end, head.i, standing=standing, group=group)
        one = group == "one" or _one_of(doc, start)
        name = _said_to_be(head) or (name_beside(doc, start, hit.end) if one else None)
        if name is not None and (suspected or name[0] >= hit.end or _described(doc, name, start)):
            yield Actor(*name, name[1] - 1, "person", standing, named=True)


def _describes(word: Token) -> bool:
    """ "A suspect passport": what only describes a thing."""
    return word.tag_ == "JJ" and word.dep_ == "amod" and word.head.tag_ in ("NN", "NNS")


def _one_of(doc: Doc, start: int) -> bool:
    """ "One of the suspects, A B,"."""
    return start > 1 and [t.lower_ for t in doc[start - 2 : start]] == ["one", "of"]


def _said_to_be(noun: Token) -> tuple[int, int] | None:
    """The name of whom a noun is said of: "A B is a suspect in the shooting"."""
    being = noun.head if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None
    subject = subject_of(being) if being is not None and not is_negated(being) else None
    if subject is None or subject.pos_ != "PROPN" or subject.i > noun.i:
        return None
    start = subject.i
    while start > 0 and is_name(doc_token := noun.doc[start - 1]) and doc_token.whitespace_:
        start -= 1
    return start, subject.i + 1


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


def find_charged(doc: Doc, people: Sequence[Hit], first: int) -> Iterator[Actor]:
    """Those charged with or suspected of a violent crime.

    Args:
        doc: The text.
        people: The nouns for people in it (actors.toml).
        first: Where the first violent deed is told, before which an "incident" is no crime.
    """
    kinds = kinds_of(people)
    hits = [hit for hit in _charges(doc) if not hit.entry.get("after") or hit.start > first]
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        whole = hit.entry.get("role") == "whole"
        if hit.entry.get("role") == "warrant":
            yield from _sought(doc, hit, kinds)
        charged = hit.entry.get("role") == "charged" and after is not None and _near(hit, after)
        verb = _charging(doc, hit)
        if not (charged or whole) or is_negated(verb):
            continue
        named = False
        for whom in _joined(_whom(verb)):
            named = named or (whom.pos_ == "PROPN" and whom.i not in kinds)
            person = whom.pos_ == "NOUN" and _of_people_only(verb)
            yield from _suspects(doc, whom, {whom.i: "unnamed", **kinds} if person else kinds)
        name = _under_heading(doc, after or hit) or (None if named else _aged_before(doc, verb))
        if name is not None:
            yield _person(name)


def _charges(doc: Doc) -> Sequence[Hit]:
    """The words for charges and crimes, and the deeds somebody is "accused of doing"."""
    charges = lexicon(doc.vocab, "actor_charges").find(doc)
    if not any(hit.entry.get("role") == "charged" for hit in charges):
        return charges
    taken = {i for hit in charges for i in range(hit.start, hit.end)}
    deeds = (
        hit
        for hit in lexicon(doc.vocab, "actor_deeds").find(doc)
        if hit.start not in taken and doc[hit.start].tag_ == "VBG" and _is_crime(hit)
    )
    return sorted((*charges, *deeds), key=lambda hit: hit.start)


def _is_crime(hit: Hit) -> bool:
    """Whether a deed is a crime of whoever is accused of it."""
    return hit.entry.id in OF_NAMES and hit.entry.get("role") == "deed"


def _of_people_only(verb: Token) -> bool:
    """Whether only people are what a verb says: "a waiter was questioned on suspicion of"."""
    return is_passive(verb) and verb.lemma_ in role_words("actor_phrases", "person")


def _suspects(doc: Doc, whom: Token, kinds: Mapping[int, SourceKind]) -> Iterator[Actor]:
    """Somebody who is charged, and the name beside the words for them."""
    named = whom.pos_ == "PROPN" and whom.i not in kinds
    if not named and whom.i not in kinds:
        return
    start, end = phrase_around(doc, whom.i, whom.i + 1)
    kind: SourceKind = "person" if named else kinds.get(whom.i, "unnamed")
    beside = None if named or whom.tag_ == "NNS" else name_after(doc, end)
    if whom.tag_ == "NNS" and not named:
        yield from (_person(name) for name in names_after(doc, end))
    if beside is None or not _is_kin(doc, start):
        yield Actor(start, end, whom.i, kind, "suspected", named=named, weak=True)
    if beside is not None:
        yield _person(beside)


def _is_kin(doc: Doc, start: int) -> bool:
    """ "His father, A B": a name says all, and "father" is nobody the report has met."""
    return doc[start].tag_ == "PRP$"


def _person(name: tuple[int, int]) -> Actor:
    return Actor(*name, name[1] - 1, "person", "suspected", named=True, weak=True)


def _joined(whom: Token | None) -> Iterator[Token]:
    """Whom a charge names, and the names joined to it: "A B, 22, and C D, 31"."""
    if whom is not None:
        yield whom
        yield from (token for token in whom.conjuncts if token.pos_ == "PROPN")


def _sought(doc: Doc, hit: Hit, kinds: Mapping[int, SourceKind]) -> Iterator[Actor]:
    """For whom a warrant is: "issued warrants for A B", "A B is the subject of a warrant"."""
    warrant = doc[hit.start]
    whom = next((w for t in _carriers(warrant) if (w := after_preposition(t, "for"))), None)
    if whom is not None and whom.lower_ == "arrest":
        whom = after_preposition(whom, "of")
    of = warrant.head if warrant.dep_ == "pobj" and warrant.head.lower_ == "of" else None
    if whom is None and of is not None and of.head.lower_ == "subject":
        whom = subject_of(of.head.head)
    if whom is not None:
        for one in _joined(whom):
            yield from _suspects(doc, one, kinds)


def _carriers(warrant: Token) -> tuple[Token, ...]:
    """The words "for" may hang on: the warrant, its verb, "a warrant of arrest"."""
    verb = warrant.head
    return (warrant, verb) if verb.pos_ == "VERB" else (warrant,)


def _near(hit: Hit, after: Hit) -> bool:
    """Whether what follows a charge is the crime."""
    reach = 2 if hit.entry.id == "pleas" else REACH
    reach = FAR if hit.entry.id == "charging" else reach
    crime = after.entry.get("role") == "crime"
    doing = after.entry.get("role") == "deed"  # right after it: "accused of planting bombs"
    near = after.start - hit.end
    return (crime and 0 <= near <= reach) or (doing and 0 <= near <= RIGHT_AFTER)


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
    if verb.lemma_ in role_words("actor_phrases", "seek") and not is_passive(verb):
        return after_preposition(verb, "for") or object_of(verb)
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
