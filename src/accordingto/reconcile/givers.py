"""Who figures and claims go back to, across reports: one ministry quoted in ten papers is one.

Names are put together when they are the same, when one report calls the same source both, or when
one is the shorter form of just one other ("Murashko", "Mikhail Murashko"; "police", "Riga police").
Whoever is named nowhere ("officials", "witnesses") is another one in every independent text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accordingto.model import Record, Source
from accordingto.model.dossier import Giver
from accordingto.model.kinds import SourceKind

NAMELESS: frozenset[SourceKind] = frozenset({"unnamed", "witness", "family", "social_media"})
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
OTHERS = re.compile(r"['’]s?\s")
"""Somebody else within a name: "the mayor's adviser"."""
EMPTY = frozenset({"the", "a", "an", "of", "and", "for", "in", "mr", "mrs", "ms", "dr", "s"})
"""Words that are no part of a name's own."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The record of one report, its key, and the number of its independent text."""

    key: str
    text: int
    record: Record


class Givers:
    """Finds the giver of anything in a report; `all` lists them, the most quoted first."""

    def __init__(self, reports: Iterable[Quoted]) -> None:
        self._reports = {quoted.key: quoted for quoted in reports}
        self._parent: dict[str, str] = {}
        self._sources: dict[str, list[tuple[str, Source]]] = defaultdict(list)
        for quoted in self._reports.values():
            for source in quoted.record.sources:
                self._put(quoted, source)
        self._join_short_forms()
        self._ids: dict[str, str] = {}

    def of(self, key: str, source: str | None) -> str:
        """The id of the giver of something said in a report; its own where no source is named."""
        quoted = self._reports[key]
        known = next((s for s in quoted.record.sources if s.id == source), None)
        node = self._node(quoted, known) if known else f"text {quoted.text}"
        return self._ids.setdefault(self._root(node), f"g{len(self._ids) + 1}")

    def all(self) -> tuple[Giver, ...]:
        """Every giver that was asked for."""
        quoted: dict[str, list[tuple[str, Source]]] = defaultdict(list)
        for node, sources in self._sources.items():
            quoted[self._root(node)] += sources
        return tuple(
            self._describe(root, number, quoted[root]) for root, number in self._ids.items()
        )

    def _put(self, quoted: Quoted, source: Source) -> None:
        node = self._node(quoted, source)
        self._parent.setdefault(node, node)
        self._sources[node].append((quoted.key, source))
        if source.kind in NAMELESS:
            return
        for mention in source.mentions:
            words = [] if OTHERS.search(mention.text) else _own_words(mention.text)
            if words and _is_name(mention.text) and len(words) > 1:
                alias = _key(words)
                self._parent.setdefault(alias, alias)
                self._join(alias, node)

    def _node(self, quoted: Quoted, source: Source) -> str:
        name = _key(_own_words(source.name)) or source.name
        return f"text {quoted.text}: {name}" if source.kind in NAMELESS else name

    def _join_short_forms(self) -> None:
        """Join each name to the one longer name that holds all its words, if there is just one."""
        names = [node for node in self._parent if not node.startswith("text ")]
        words = {name: frozenset(name.split()) for name in names}
        holders: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for word in words[name]:
                holders[word].append(name)
        for name in sorted(names, key=len):
            rarest = min(words[name], key=lambda word: len(holders[word]))
            longer = [other for other in holders[rarest] if words[name] < words[other]]
            if len({self._root(other) for other in longer}) == 1:
                self._join(name, longer[0])

    def _root(self, node: str) -> str:
        self._parent.setdefault(node, node)
        while self._parent[node] != node:
            node = self._parent[node]
        return node

    def _join(self, one: str, other: str) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            # The longer name stands for both; of equals the first in the alphabet.
            keep, drop = sorted((one, other), key=lambda n: (-len(n), n))
            self._parent[drop] = keep

    def _describe(self, root: str, number: str, quoted: list[tuple[str, Source]]) -> Giver:
        if not quoted:
            return self._own(int(root.removeprefix("text ")), number)
        names = Counter(source.name for _, source in quoted)
        kinds = Counter(source.kind for _, source in quoted)
        return Giver(
            id=number,
            name=min(names, key=lambda n: (-len(_own_words(n)), -names[n], n)),
            kind=kinds.most_common(1)[0][0],
            names=tuple(sorted(names)),
            reports=tuple(dict.fromkeys(key for key, _ in quoted)),
        )

    def _own(self, text: int, number: str) -> Giver:
        """The giver of what reports of one text say without naming anybody."""
        reports = [quoted for quoted in self._reports.values() if quoted.text == text]
        names = [q.record.report.publisher or q.record.report.id for q in reports]
        return Giver(
            id=number,
            name=names[0],
            kind="media",
            names=tuple(dict.fromkeys(names)),
            reports=tuple(quoted.key for quoted in reports),
            own=True,
        )


def _own_words(name: str) -> list[str]:
    words = (word.lower().removesuffix("'s").removesuffix("’s") for word in WORD.findall(name))
    return [word for word in words if word not in EMPTY]


def _key(words: Iterable[str]) -> str:
    """Words in one order: "Riga police" and "police in Riga" are one."""
    return " ".join(sorted(words))


def _is_name(words: str) -> bool:
    """Whether words are a name: more than their first letter is a capital one, or all are."""
    return any(word[0].isupper() for word in words.split()[1:]) or words.isupper()
