"""Who did it, as far as anybody says: claims, accusations, denials and suspects side by side.

Words: `words/en/blame.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import msgspec

from accordingto.assemble.clauses import Clauses
from accordingto.assemble.principals import Principals
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
from accordingto.words import load_words, role_pattern

# Incidents that somebody does; nobody is asked who did an earthquake.
DONE = {"violence", "captivity", "unrest", "cyber", "plot", "other", "accident", "transport"}
STANDING: Mapping[str, PerpetratorStanding] = {
    "claims_responsibility": "claimed", "accuses": "accused", "denies": "denied",
}  # fmt: skip
MOST_WORDS = 7
# How many sentences before "those claims" they may stand.
NEAR = 4
# What may follow the word for those accused: "rebels in the north", no "terrorist facilities".
FOR = re.compile(role_pattern("blame", "claim").pattern)
OF = re.compile(rf"\s{role_pattern('blame', 'after').pattern}|[,'’]")
# "A B, C D and E F", and one name of capitalised words.
JOINED = re.compile(r",?\sand\s(?:the\s)?|,\s(?:the\s)?")
FULL_NAME = re.compile(r"(?:[A-Z][\w'’.-]*\s){1,3}[A-Z][\w'’-]+|[A-Z][\w'’-]+")
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
        self.principals = Principals(annotations, clauses.text)
        self.kinds: dict[str, SourceKind] = {
            (name or "").lower(): "government"
            for mention in annotations.places
            for name in (mention.place.name, mention.place.country_name)
        }
        self.kinds |= {source.name.lower(): source.kind for source in sources.values()}

    def of(self, holds: Holds, later: Holds | None = None) -> tuple[Perpetrator, ...]:
        """The rows of the incident whose words `holds` knows.

        `later` knows those of what is said and done about it afterwards; else `holds` does.
        """
        later = later or holds
        rows: dict[tuple[str, PerpetratorStanding], Perpetrator] = {}
        told = list(self._told(later))
        seen = _charged_once(list(self._seen(holds, later)))
        for row in (*told, *(row for row in seen if not _repeats(row, told))):
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
            party = self._state(self._party(mention, said))
            if party is None or not _is_name(party) or not self._blames(mention, said):
                continue
            for name in _each(party):
                yield Perpetrator(
                    name=name,
                    kind=self._kind(said, name),
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
        if said.act == "denies" and role_pattern("blame", "bare").match(said.content[0].text):
            taken_up = self._taken_up(mention)
            return taken_up is None or _about_deed(taken_up)
        return _about_deed(mention) or _only_blames(mention)

    def _taken_up(self, mention: StatementMention) -> StatementMention | None:
        """The accusation that a denial of "those claims" takes up."""
        at = mention.content[0].start
        earlier = (
            other
            for other in reversed(self.annotations.statements)
            if other.content[0].start < at
            and other.act == "accuses"
            and mention.sentence - other.sentence <= NEAR
        )
        return next(earlier, None)

    def _can_act(self, party: str) -> bool:
        """Whether one can be accused: somebody with a name, or people who do such things."""
        named = party in self.sources or party != party.lower()
        agents = list(role_pattern("blame", "agent").finditer(party))
        return named or any(
            agent.end() == len(party) or OF.match(party, agent.end()) for agent in agents
        )

    def _party(self, mention: StatementMention, said: Statement) -> str | None:
        """Who is said to have done it: the claimant, the accused, the one cleared."""
        if said.act == "claims_responsibility":
            return self._name(said.source)
        about = said.about
        if said.act == "denies" and about in (None, said.source):
            speaker = mention.speaker
            own = None if speaker is None else self.annotations.speakers[speaker]
            return (own and self.principals.of(own)) or self._name(said.source)
        return self._name(about)

    def _kind(self, said: Statement, name: str) -> SourceKind:
        """The kind of a body by that of its spokesman, of a group by its noun."""
        source = self.sources.get(said.source or "")
        own = said.act == "denies" and said.about in (None, said.source)
        if own and source is not None and source.name != name:
            return source.kind
        known = self.kinds.get(name.lower())
        if known not in (None, "person", "unnamed", "organisation"):
            army = said.act == "claims_responsibility" and known == "military" and _is_armed(name)
            return "armed_group" if army else known
        actors = (actor.kind for actor in self.annotations.actors if actor.name == name)
        known = known or next(actors, None)
        if known in (None, "unnamed") or (known == "organisation" and _is_armed(name)):
            words = name.lower().split()
            nouns = (_kinds().get(" ".join(words[-n:])) for n in (2, 1))
            if _is_armed(name):
                return "armed_group"
            return next((kind for kind in nouns if kind), "unnamed")
        return known

    def _state(self, name: str | None) -> str | None:
        """The country for its capital, where the report names both: Norland for Northtown."""
        lands = {m.place.country_name for m in self.annotations.places if m.place.kind == "country"}
        cities = (
            m.place.country_name
            for m in self.annotations.places
            if m.place.name == name and m.place.kind == "city" and m.place.country_name in lands
        )
        return next(cities, name)

    def _name(self, party: str | None) -> str | None:
        """A source's name by its id; a name is itself."""
        source = self.sources.get(party or "")
        if source is not None or party is None:
            return source.name if source else None
        fuller = (a.name for a in self.annotations.actors if a.name.endswith(f" {party}"))
        return next(fuller, party)

    def _seen(self, holds: Holds, later: Holds) -> Iterable[Perpetrator]:
        actors = [
            actor
            for actor in self.annotations.actors
            if (later if actor.standing == "suspected" else holds)(
                actor.sentence, actor.evidence.start
            )
        ]
        for actor in _one_person(actors):
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
        said = actor.kind == "person" and self._by_police(actor)
        return "accused" if named and (charged or said) else actor.standing

    def _by_police(self, actor: ActorMention) -> bool:
        """Whether it is the police or a court that tell of a person's deed."""
        return any(
            said.speaker is not None
            and self.annotations.speakers[said.speaker].kind in ("police", "court")
            for said in self.annotations.statements
            if any(_within(actor.evidence, piece) for piece in said.content)
        )


def _is_armed(name: str) -> bool:
    """Whether a name is that of an armed group, by its words: "Red Front"."""
    found = role_pattern("group_names", "armed").search(name)
    return found is not None and name != name.lower()


def _each(party: str) -> tuple[str, ...]:
    """Two people named together one by one: "A B and C D", not "the Front for X and Y"."""
    names = tuple(JOINED.split(party))
    return names if all(FULL_NAME.fullmatch(name) for name in names) else (party,)


@cache
def _kinds() -> dict[str, SourceKind]:
    """What kind of body each noun for those who do violence is."""
    kinds: dict[str, SourceKind] = {"government": "government", "regime": "government"}
    for entry in load_words("actors"):
        if entry.get("kind") not in ("", "unnamed"):
            kinds |= dict.fromkeys(entry.phrases, entry.get("kind"))  # type: ignore[arg-type]
    return kinds


def _one_person(actors: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """With the name for "a woman", "the employee" where only one person is named, and no crowd."""
    names = {actor.name for actor in actors if actor.kind == "person"}
    crowd = any(not a.one and a.kind == "unnamed" for a in actors)
    for actor in actors:
        joined = len(names) == 1 and not crowd and actor.one and actor.kind == "unnamed"
        name = next(iter(names)) if joined else actor.name
        kind: SourceKind = "person" if joined else actor.kind
        yield msgspec.structs.replace(actor, name=name, kind=kind)


def _repeats(row: Perpetrator, told: Sequence[Perpetrator]) -> bool:
    """Whether what is told of somebody is only what an accuser or claimant says of them.

    "The army said the Red Front carried out the attack"; "the Red Front said its fighters had".
    """
    if row.standing != "reported":
        return False
    return any(
        (other.name == row.name or (own and row.kind == "armed_group"))
        and all(_within(piece, other.evidence[-1]) for piece in row.evidence)
        for other in told
        if (own := other.standing == "claimed") or other.standing == "accused"
    )


def _within(piece: Evidence, whole: Evidence) -> bool:
    return piece.field == whole.field and whole.start <= piece.start and piece.end <= whole.end


def _charged_once(rows: Sequence[Perpetrator]) -> list[Perpetrator]:
    """A suspect who is charged stands accused wherever the report tells of them."""
    accused = {row.name for row in rows if row.standing == "accused"}
    return [
        msgspec.structs.replace(row, standing="accused")
        if row.name in accused and row.standing == "suspected"
        else row
        for row in rows
    ]


def _is_name(name: str) -> bool:
    """Whether words can stand for somebody: no pronoun, no half sentence."""
    pronoun = role_pattern("blame", "pronoun").fullmatch(name)
    owned = role_pattern("blame", "owner").match(name)
    return pronoun is None and owned is None and len(name.split()) <= MOST_WORDS


def _about_deed(said: StatementMention) -> bool:
    """Whether what is said is about having done it."""
    none, deed = role_pattern("blame", "none"), role_pattern("blame", "deed")
    return any(deed.search(none.sub("", piece.text)) for piece in said.content)


def _only_blames(said: StatementMention) -> bool:
    """ "Blamed foreign agents": for what, another sentence tells."""
    cue = said.cue is not None and role_pattern("blame", "deed").search(said.cue.text)
    return bool(cue) and not any(FOR.search(piece.text) for piece in said.content)


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
