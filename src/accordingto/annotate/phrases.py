"""Noun phrases of the parse: whom a word stands for, and how far the words for them reach."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from accordingto.words import role_words

VOWING, ACCUSING = role_words("grammar", "vowing"), role_words("grammar", "accusing")
RELATIVE = role_words("grammar", "relative")
# What denies a verb: beside it, as its subject, before that, and over "or".
NOR, NOBODY = role_words("grammar", "nor"), role_words("grammar", "nobody")
NO, OR = role_words("grammar", "no"), role_words("grammar", "or")

# What hangs on a noun without being part of its short name.
ASIDES = {"relcl", "acl", "appos", "punct", "parataxis", "advcl", "ccomp", "npadvmod"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
OBJECTS = {"dobj", "obj", "dative"}


def noun_phrase(head: Token) -> Span:
    """The short phrase around a noun: its modifiers and "of" parts, no clauses or appositions."""
    left = head
    while left.i > head.left_edge.i and left.i > 0:
        before = head.doc[left.i - 1]
        if before.dep_ in ("punct", "cc") and not before.is_bracket and before.text != "-":
            break
        left = before
    while left.i < head.i and (
        left.dep_ in ("punct", "cc", "prep", "mark", "advmod") or left.is_space
    ):
        left = left.nbor(1)
    end = head.i + 1
    right_edge = head.right_edge.i
    while end <= right_edge and not _aside(head.doc[end], head):
        end += 1
    while end > head.i + 1 and head.doc[end - 1].dep_ in ("punct", "cc", "prep"):
        end -= 1
    return _whole_words(head.doc, left.i, end)


def _whole_words(doc: Doc, start: int, end: int) -> Span:
    """Widened so that no hyphenated word is cut: the tokeniser splits "co-workers"."""
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2 if not doc[start - 2].whitespace_ else 1
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
    ):
        end += 2
    return doc[start:end]


def _aside(token: Token, head: Token) -> bool:
    """Whether a token to the right of a noun begins, or belongs to, an aside."""
    if token.is_space:
        return True
    while token.i != head.i:
        if token.dep_ in ASIDES and token.text not in ("-", "'s", "’s", "/"):
            return True
        if token.dep_ == "prep" and token.head.i == head.i and token.lower_ not in IN_NAMES:
            return True
        if token.head.i == token.i:
            return True
        token = token.head
    return False


IN_NAMES = role_words("names", "phrase")


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, through coordination, control and relative pronouns; or None."""
    seen = 0
    while seen < 6:
        seen += 1
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own:
            before = [child for child in own if child.i < verb.i]
            return _antecedent(before[-1] if before else own[0], verb)
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        if verb.dep_ == "xcomp" and verb.head.lemma_ not in VOWING:
            given = object_of(verb.head)
            if given is not None and given.i < verb.i:
                return given
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep") and verb.head.i != verb.i:
            verb = verb.head
            if verb.pos_ not in ("VERB", "AUX"):
                return verb if verb.pos_ in ("NOUN", "PROPN") else None
            continue
        if verb.dep_ == "pcomp" and verb.head.head.i != verb.head.i:
            verb = verb.head.head
            continue
        return None
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    relative = subject.lower_ in RELATIVE or of_whom(subject)
    if relative and verb.dep_ == "relcl":
        return verb.head
    return subject


def relative_of(verb: Token) -> Token | None:
    """The "who" or "which" that is the subject of a verb or of those it is joined to; or None."""
    while verb.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in verb.lefts):
        verb = verb.head
    if verb.dep_ != "relcl":
        return None
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.lower_ in RELATIVE), None)


def of_whom(noun: Token) -> bool:
    """Whether a noun is one of those the clause before names: "many of whom"."""
    return any(
        token.lower_ in ("whom", "which")
        for child in noun.rights
        if child.dep_ == "prep" and child.i == noun.i + 1
        for token in child.children
    )


def object_of(verb: Token) -> Token | None:
    """The direct object of a verb, or None."""
    return next((child for child in verb.rights if child.dep_ in OBJECTS), None)


def agent_of(verb: Token) -> Token | None:
    """Who a passive verb's "by" names, or None."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def after_preposition(word: Token, *prepositions: str) -> Token | None:
    """The noun after one of the prepositions that hang on a word, or None."""
    for child in word.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive, finite or reduced."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.lemma_ in ACCUSING and not _relative_object(verb) and verb.i + 1 < len(verb.doc):
        return verb.nbor(1).lower_ == "of"  # headlines: "Man accused of murder"
    return verb.tag_ == "VBN" and not _perfect(verb)


def _relative_object(verb: Token) -> bool:
    """ "Whom she accused of it"."""
    return any(c.dep_ in OBJECTS and c.tag_ in ("WP", "WDT") for c in verb.lefts)


def _perfect(verb: Token) -> bool:
    """Whether a participle is active after all: "has denied", "Officials warned" mistagged."""
    while True:
        if any(
            child.lemma_ in ("have", "'ve", "’ve") or child.dep_ == "nsubj" for child in verb.lefts
        ):
            return True
        if verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return False
        verb = verb.head


def is_negated(verb: Token) -> bool:
    """Whether "not", "never" or a "no" subject denies a verb, or one that "or" joins it to."""
    if verb.dep_ == "conj" and verb.head.i < verb.i and _joined_by_or(verb):
        return is_negated(verb.head)
    return any(
        child.dep_ == "neg"
        or child.lower_ in NOR
        or (child.dep_ in SUBJECTS and (child.lower_ in NOBODY or _has_no(child)))
        for child in verb.children
    )


def _joined_by_or(verb: Token) -> bool:
    """Whether "or" or "nor" stands between a verb and the one it is joined to."""
    return any(c.dep_ == "cc" and c.lower_ in OR for c in verb.head.rights)


def _has_no(noun: Token) -> bool:
    return any(child.lower_ in NO for child in noun.lefts)


def has_finite_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a token range holds a verb with tense."""
    return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[start:end])


def follows_speech(pronoun: Token) -> bool:
    """Whether what a pronoun says stands before it: "Every paper was late, she said"."""
    verb = pronoun.head
    said = any(child.dep_ == "ccomp" for child in verb.lefts)
    return pronoun.dep_ in SUBJECTS and (said or verb.dep_ == "parataxis")


def stands_as(noun: Token) -> str:
    """The part a noun plays; who something is done by is the agent."""
    agent = noun.dep_ == "pobj" and noun.head.dep_ == "agent"
    return "agent" if agent else noun.dep_


def aside_text(head: Token) -> str:
    """The dictionary forms of a noun's appositions: what its bearer may later be called by."""
    return " ".join(t.lemma_ for c in head.children if c.dep_ == "appos" for t in c.subtree)
