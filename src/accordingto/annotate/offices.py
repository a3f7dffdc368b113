"""Offices: who is "the prime minister" of a report that names a Prime Minister somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.names import Kinds, is_title
from accordingto.words import role_words

# How many letters tell a country and its people from others: "Greece", "Greek".
PREFIX = 4
# A country named this often is the one that a "Prime Minister" without a country is of.
OFTEN = 3
DEFINITE = role_words("cast", "holder")


@dataclass(slots=True)
class _Holder:
    name: str
    of: set[str] = field(default_factory=set)  # beginnings of the names before the title


class Offices:
    """The titles that stand beside the names of one report.

    Args:
        doc: The text.
        kinds: Its kind words.
        names: The names found in it.
    """

    def __init__(self, doc: Doc, kinds: Kinds, names: Iterable[str]) -> None:
        self.kinds = kinds
        self.holders: dict[str, list[_Holder]] = {}
        words = {tuple(name.split()): name for name in names}
        firsts = {key[0] for key in words}
        lengths = {len(key) for key in words}
        for token in doc:
            if token.text not in firsts:
                continue
            for length in lengths:
                name = words.get(tuple(t.text for t in doc[token.i : token.i + length]))
                if name is not None:
                    self._add(name, self._before(doc, token.i))

    def _before(self, doc: Doc, end: int) -> Span:
        """The title right before a name."""
        start = end
        while start > 0 and is_title(self.kinds, doc[start - 1]):
            start -= 1
        return doc[start:end]

    def _add(self, name: str, title: Span) -> None:
        if not len(title):
            return
        holders = self.holders.setdefault(title.text.lower(), [])
        holder = next((h for h in holders if h.name == name), None)
        if holder is None:
            holder = _Holder(name)
            holders.append(holder)
        doc, start = title.doc, title.start
        holder.of |= _beginnings(doc[max(title.sent.start, start - 3) : start])

    def holder(self, phrase: Span, head: Token) -> str:
        """The name of the only bearer of the office a phrase describes; or ""."""
        title = self._before(head.doc, head.i + 1)
        title = head.doc[max(title.start, phrase.start) : head.i + 1]
        found = self.holders.get(title.text.lower(), []) if len(title) else []
        if len(found) != 1 or phrase.end != head.i + 1:
            return ""
        of = _beginnings(phrase.doc[phrase.start : title.start])
        if of and found[0].of:
            return found[0].name if of & found[0].of else ""
        if of:
            often = [t for t in phrase.doc if t.lower_[:PREFIX] in of and t.text[:1].isupper()]
            return found[0].name if len(often) >= OFTEN else ""
        return found[0].name if phrase[0].lower_ in DEFINITE else ""


def _beginnings(span: Span) -> set[str]:
    return {
        t.lower_[:PREFIX]
        for t in span
        if t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ", "NOUN") and len(t) > 1
    }
