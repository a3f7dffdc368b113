"""Who did it, as far as anybody says: claims, accusations, denials and suspects side by side.

Words: `words/en/blame.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from accordingto.assemble.clauses import Clauses
from accordingto.model import (
    ActorMention,
    Annotations,
    Evidence,
    Perpetrator,
    Source,
    Statement,
    StatementMention,
)
from accordingto.model.kinds import PerpetratorStanding, SourceKind
from accordingto.words import role_pattern

# Incidents that somebody does; nobody is asked who did an earthquake.
DONE = {"violence", "captivity", "unrest", "cyber", "plot", "other", "accident", "transport"}
STANDING: Mapping[str, PerpetratorStanding] = {
    "claims_responsibility": "claimed", "accuses": "accused", "denies": "denied",
}  # fmt: skip
MOST_WORDS = 7
Holds = Callable[[int, int], bool]


class Perpetrators:
    """The rows of one incident, one per name and standing, in the order they are first told."""

    def __init__(
        self,
        annotations: Annotations,
        statements: tuple[Statement, ...],
        sources: Mapping[str, Source],
        clauses: Clauses,
    ) -> None:
        self.annotations = annotations
        self.statements = statements
        self.sources = sources
        self.clauses = clauses
        self.kinds: dict[str, SourceKind] = {
            (name or "").lower(): "government"
            for mention in annotations.places
            for name in (mention.place.name, mention.place.country_name)
        }
        self.kinds |= {source.name.lower(): source.kind for source in sources.values()}

    def of(self, holds: Holds) -> tuple[Perpetrator, ...]:
        """The rows of the incident whose words `holds` knows."""
        rows: dict[tuple[str, PerpetratorStanding], Perpetrator] = {}
        for row in (*self._told(holds), *self._seen(holds)):
            key = (row.name.lower(), row.standing)
            rows[key] = _joined(rows[key], row) if key in rows else row
        return tuple(rows.values())

    def claimants(self, holds: Holds) -> frozenset[str]:
        """Ids of the sources that claim the incident."""
        return frozenset(
            said.source
            for mention, said in self._acts(holds)
            if said.act == "claims_responsibility" and said.source
        )

    def _acts(self, holds: Holds) -> Iterable[tuple[StatementMention, Statement]]:
        for mention, said in zip(self.annotations.statements, self.statements, strict=True):
            if said.act in STANDING and holds(mention.sentence, mention.content[0].start):
                yield mention, said

    def _told(self, holds: Holds) -> Iterable[Perpetrator]:
        for mention, said in self._acts(holds):
            name = self._party(said)
            if name is None or not _is_name(name) or not self._blames(mention, said):
                continue
            yield Perpetrator(
                name=name,
                kind=self.kinds.get(name.lower(), "unnamed"),
                standing=STANDING[said.act],
                number=None,
                fate=None,
                statements=(said.id,),
                evidence=(*([said.cue] if said.cue else []), said.content[0]),
            )

    def _blames(self, mention: StatementMention, said: Statement) -> bool:
        """Whether an accusation or denial is about having done it."""
        if said.act == "claims_responsibility":
            return True
        if said.act == "accuses" and said.about and not self._can_act(said.about):
            return False
        return any(_is_about_deed(piece.text) for piece in said.content)

    def _can_act(self, party: str) -> bool:
        """Whether one can be accused: somebody with a name, or people who do such things."""
        named = party in self.sources or party != party.lower()
        return named or role_pattern("blame", "agent").search(party) is not None

    def _party(self, said: Statement) -> str | None:
        """Who is said to have done it: the claimant, the accused, the one cleared."""
        if said.act == "claims_responsibility":
            return self._name(said.source)
        about = said.about
        if about is None and said.act == "denies":
            about = said.source
        return self._name(about)

    def _name(self, party: str | None) -> str | None:
        """A source's name by its id; a name is itself."""
        source = self.sources.get(party or "")
        return source.name if source else party

    def _seen(self, holds: Holds) -> Iterable[Perpetrator]:
        for actor in self.annotations.actors:
            if holds(actor.sentence, actor.evidence.start):
                yield Perpetrator(
                    name=actor.name,
                    kind=actor.kind,
                    standing=self._standing(actor),
                    number=actor.number,
                    fate=actor.fate,
                    statements=(),
                    evidence=(actor.evidence,),
                )

    def _standing(self, actor: ActorMention) -> PerpetratorStanding:
        """A suspect who is charged stands accused."""
        start, end = self.clauses.clause(actor.sentence, actor.evidence.start)
        charged = role_pattern("blame", "charged").search(self.clauses.text, start, end)
        named = actor.name[:1].isupper()
        return "accused" if charged and named else actor.standing


def _is_name(name: str) -> bool:
    """Whether words can stand for somebody: no pronoun, no half sentence."""
    pronoun = role_pattern("blame", "pronoun").fullmatch(name)
    return pronoun is None and len(name.split()) <= MOST_WORDS


def _is_about_deed(words: str) -> bool:
    """Whether a statement is about having done it."""
    masked = role_pattern("blame", "none").sub("", words)
    return role_pattern("blame", "deed").search(masked) is not None


def _joined(one: Perpetrator, other: Perpetrator) -> Perpetrator:
    """Two rows of one name and standing as one; what either knows is kept."""
    return msgspec.structs.replace(
        one,
        number=one.number or other.number,
        fate=one.fate if one.fate not in (None, "unknown") else other.fate or one.fate,
        statements=tuple(dict.fromkeys((*one.statements, *other.statements))),
        evidence=_unlike((*one.evidence, *other.evidence)),
    )


def _unlike(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({(e.field, e.start, e.end): e for e in evidence}.values())
