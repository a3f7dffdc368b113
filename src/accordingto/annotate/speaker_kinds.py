"""What kind of speaker a phrase names: by its own words, those beside it, its body's name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Span, Token

from accordingto.annotate.names import Kind, Kinds, is_title
from accordingto.annotate.phrases import after_preposition
from accordingto.words import role_words

# Kinds that the other words of a description may overrule.
BELONGS = role_words("names", "belongs")
VAGUE = ("government", "person", "unnamed")
# Police departments of cities: "NYPD".
POLICE = re.compile(r"[A-Z]{1,4}PD")


class SpeakerKinds:
    """Reads kinds off the phrases of one report.

    Args:
        kinds: Its kind words.
        placed: The tokens that are places.
    """

    def __init__(self, kinds: Kinds, placed: set[int]) -> None:
        self.kinds = kinds
        self.placed = placed

    def surname(self, phrase: Span, head: Token) -> bool:
        """Whether a role word is somebody's name: "Rosa King", "King said"."""
        if head.pos_ != "PROPN" or not is_title(self.kinds, head):
            return False
        return len(phrase) == 1 or (head.i > phrase.start and head.nbor(-1).pos_ == "PROPN")

    def of(self, phrase: Span, head: Token) -> Kind | None:
        """What the words of a phrase, then of its asides, say the speaker is."""
        surname = self.surname(phrase, head)
        own = None if surname else self.kinds.get(head.i)
        if own is not None and own.what == "role" and own.kind not in VAGUE:
            return own
        near = [self.kinds[t.i] for t in phrase if t.i in self.kinds]
        if surname and head.i in self.kinds:
            near.remove(self.kinds[head.i])
        asides = [child for child in head.children if child.dep_ in ("appos", "relcl")]
        if head.dep_ == "appos" and is_title(self.kinds, head.head):
            asides.append(head.head)  # "his cousin, Tom Smith"
        if not near:
            near = [self.kinds[child.i] for child in asides if child.i in self.kinds]
        if not near:
            near = [self.kinds[t.i] for t in self._belonging(head) if t.i in self.kinds]
        if not near or near[0].what == "generic":
            near += [
                self.kinds[t.i] for child in asides for t in child.subtree if t.i in self.kinds
            ]
        found = min(near, default=None)
        if found is not None and found.what == "generic" and self._speaks_for(phrase, head):
            return found._replace(kind="organisation")
        if found is None and POLICE.fullmatch(head.text):
            return Kind(0, "police", "body")
        return found

    def _belonging(self, head: Token) -> Iterable[Token]:
        """The words of "from the fire service" after a name."""
        return (
            token
            for child in head.rights
            if child.dep_ == "prep" and child.lower_ in BELONGS
            for token in child.subtree
        )

    def _speaks_for(self, phrase: Span, head: Token) -> bool:
        """Whether a spokesman or head is one of a named body that no kind word tells of."""
        if head.i not in self.kinds:
            return False
        body = after_preposition(head, "for", "of", "from", "at")
        names = [body] if body is not None else [t for t in head.lefts if t.dep_ == "compound"]
        return any(
            t.pos_ == "PROPN" and t.i not in self.kinds and t.i not in self.placed
            for t in names
            if phrase.start <= t.i < phrase.end
        )
