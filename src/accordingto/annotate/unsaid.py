"""Verbs of saying that say nothing where they stand, or only repeat what another cue says.

Words: `words/en/unsaid.toml`.
"""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.annotate.cue import Cue
from accordingto.annotate.phrases import is_passive, object_of
from accordingto.words import role_words


def _words(role: str) -> frozenset[str]:
    return role_words("unsaid", role)


# Verbs of saying that with these objects say nothing.
NOT_SAID = frozenset(tuple(pair.split()) for pair in _words("object"))
# Verbs whose passive has the person spoken to, or quoted, as its subject.
SPOKEN_TO, QUOTING = _words("told"), _words("quoting")
# "Went on to say", "was led to deny": verbs after which something is said after all, or nothing.
PHASES, REFUSING = _words("phase"), _words("refusing")
PARTICLES = _words("particle")
# "Said to be", "thought to have": what is believed of their subject.
BELIEVED = ("believe", "think", "presume", "understand", "suspect", "fear", "say", "report", "know")
# "Asked not to be named": terms on which somebody speaks.
NAMING = _words("naming")
OUGHT = _words("ought")
OPENING = ("“", '"', "``", "''", "‘")
RELATIVE, ABOUT = _words("relative"), _words("about")
SAID = ("ccomp", "xcomp", "oprd", "dobj", "obj")


def is_unsaid(verb: Token, takes: str, act: str, before: Cue | None) -> bool:
    """Whether nothing is said with a verb of saying; `before` is the cue before it."""
    return (
        _describes(verb)
        or _is_believed(verb)
        or _has_other_object(verb)
        or _only_meant(verb, takes)
        or _inside(verb, act, before)
        or (takes in ("clause", "object", "told", "document") and _left_out(verb))
    )


def _describes(verb: Token) -> bool:
    """Whether a verb only describes a noun, or is itself what somebody is accused of."""
    if verb.dep_ in ("amod", "compound") or (verb.i > 0 and verb.nbor(-1).text == "-"):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(verb.lefts):
        return True  # "Asked about the driver, he said"
    if verb.lower_ == "warning" and verb.i > 0 and verb.nbor(-1).pos_ in ("NOUN", "DET", "ADJ"):
        return not _has_clause(verb)  # "no tsunami warning"
    if is_passive(verb) and verb.lemma_ in SPOKEN_TO:
        return True
    if verb.lemma_ == "blame" and any(child.tag_ == "TO" for child in verb.lefts):
        return True  # "the rebels were to blame"
    if any(child.dep_ == "prt" and child.lower_ in PARTICLES for child in verb.rights):
        return True  # "called off the search"
    if verb.lemma_ in QUOTING and _as_saying(verb):
        return True
    return verb.lemma_ == "threaten" and verb.tag_ == "VBG"


def _is_believed(verb: Token) -> bool:
    """ "A man believed to be his brother": what others, who are not named, believe of somebody."""
    if verb.lemma_ not in BELIEVED or verb.tag_ not in ("VBN", "VBD"):
        return False
    after = verb.doc[verb.i + 1 : min(verb.i + 3, verb.sent.end)]
    return [t.lower_ for t in after] in (["to", "be"], ["to", "have"])


def _as_saying(verb: Token) -> bool:
    """ "Quoted the man as saying": the words follow under "saying"."""
    after = verb.doc[verb.i + 1 : min(verb.i + 16, verb.sent.end)]
    return any(t.lower_ == "saying" and t.nbor(-1).lower_ == "as" for t in after)


def _has_other_object(verb: Token) -> bool:
    """ "Claimed 12 lives", "called the police", "identified himself": things that are not said."""
    given = object_of(verb)
    if verb.lemma_ == "identify":
        passive = any(child.dep_ == "nsubjpass" for child in verb.lefts)
        return not passive and (given is None or given.lower_.endswith(("self", "selves")))
    if any(c.lemma_ in NAMING and c.dep_ == "xcomp" and is_passive(c) for c in verb.rights):
        return True
    if given is None and is_passive(verb):
        given = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    return given is not None and (verb.lemma_, given.lemma_) in NOT_SAID


def _only_meant(verb: Token, takes: str) -> bool:
    """ "Met to discuss and announce ...": an aim, an ability; "went on to say" is said."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in REFUSING:
        return True
    if verb.dep_ == "advcl" and any(t.lower_ == "far" for t in verb.doc[verb.left_edge.i : verb.i]):
        return True  # "as far as anybody could tell"
    if not any(child.tag_ == "TO" for child in verb.lefts):
        return False
    if verb.dep_ == "xcomp" and verb.head.lemma_ in PHASES:
        return False
    said = takes in ("clause", "told") and (_has_clause(verb) or _before_quote(verb))
    return verb.dep_ in ("advcl", "acl", "relcl", "xcomp") and not said


def _has_clause(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.rights)


def _before_quote(verb: Token) -> bool:
    return any(token.text in OPENING for token in verb.doc[verb.i + 1 : verb.i + 4])


def _inside(verb: Token, act: str, before: Cue | None) -> bool:
    """ "He said he feared ...": a belief of the speaker's own, which is what is said."""
    if act != "speculates":
        return False
    if any(child.lower_ in OUGHT for child in verb.lefts):
        return True  # "Greeks must understand": what others are told to think
    if verb.dep_ != "ccomp" or before is None:
        return False
    own = any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in verb.lefts)
    return own and verb.head.i == before.word.i


def _left_out(verb: Token) -> bool:
    """ "A post he wrote", "what did they say": what is said stands elsewhere or nowhere."""
    if any(child.dep_ in SAID or child.lower_ in ABOUT for child in verb.rights):
        return False
    if any(child.dep_ in ("dobj", "obj") and child.tag_ in ("WP", "WDT") for child in verb.lefts):
        return True
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return verb.dep_ == "relcl" and subject is not None and subject.lower_ not in RELATIVE
