"""The incidents of one report: main and background, each with its time, place, toll and actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from accordingto.assemble.apart import Apart
from accordingto.assemble.attribution import identify_sources
from accordingto.assemble.backgrounds import (
    Background,
    Backgrounds,
    evidence_of,
    when_of,
    where_of,
)
from accordingto.assemble.clauses import Clauses
from accordingto.assemble.dates import find_when
from accordingto.assemble.episodes import join_episodes
from accordingto.assemble.labels import label_of
from accordingto.assemble.mainline import Mainline, find_mainline, name_mainline
from accordingto.assemble.perpetrators import DONE, Perpetrators
from accordingto.assemble.sites import find_where
from accordingto.assemble.toll import Tolls
from accordingto.model import (
    Annotations,
    Evidence,
    Figure,
    Incident,
    Perpetrator,
    Report,
    Statement,
    Target,
    Venue,
    Weapon,
)
from accordingto.model.kinds import FAMILY, IncidentStatus

MAIN = "i1"
MOST_EVIDENCE = 12


def assemble_incidents(
    report: Report,
    annotations: Annotations,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
) -> tuple[tuple[Incident, ...], tuple[Figure, ...]]:
    """The incidents, main first, and the figures with the incident each belongs to."""
    clauses = Clauses(report, annotations)
    mainline = find_mainline(annotations, clauses)
    if mainline is None:
        return join_episodes((), annotations, clauses, lambda number, offset: None), figures
    return _Assembly(annotations, statements, figures, clauses, mainline).run()


class _Assembly:
    """Puts the incidents of one report together, once it is known what the report is about."""

    def __init__(
        self,
        annotations: Annotations,
        statements: tuple[Statement, ...],
        figures: tuple[Figure, ...],
        clauses: Clauses,
        mainline: Mainline,
    ) -> None:
        self.annotations = annotations
        self.statements = statements
        self.figures = figures
        self.clauses = clauses
        self.mainline = mainline
        self.apart = Apart(annotations, clauses, mainline, None)
        self.when = find_when(annotations, clauses, self.apart)
        self.apart = Apart(annotations, clauses, mainline, self.when)
        self.mainline = name_mainline(mainline, annotations, clauses, self._of_main)
        sources = {source.id: source for source in identify_sources(annotations)}
        self.sources = sources
        self.perpetrators = Perpetrators(annotations, statements, sources, clauses)
        self.others: Sequence[Background] = ()

    def run(self) -> tuple[tuple[Incident, ...], tuple[Figure, ...]]:
        others = Backgrounds(self.annotations, self.clauses, self.mainline, self.apart).gather()
        self.others = others
        figures = self._assign()
        claimants = self.perpetrators.claimants(self._of_main)
        tolls = Tolls(
            figures,
            {statement.id: statement for statement in self.statements},
            self.sources,
            {f"f{n}": f.sentence for n, f in enumerate(self.annotations.figures, 1)},
            self.clauses.text,
            claimants=claimants,
        )
        incidents = [self._main()]
        incidents += [self._other(other, f"i{n}") for n, other in enumerate(others, 2)]
        joined = join_episodes(incidents, self.annotations, self.clauses, self._held)
        return tuple(
            msgspec.structs.replace(incident, toll=tolls.of(incident.id, main=MAIN))
            for incident in joined
        ), figures

    def _held(self, number: int, offset: int) -> str | None:
        """The id of the incident that some words tell of."""
        if self._of_main(number, offset):
            return MAIN
        return next(
            (f"i{n}" for n, o in enumerate(self.others, 2) if o.holds(number, offset)), None
        )

    def _of_main(self, number: int, offset: int) -> bool:
        return not self.apart(number, offset)

    def _of_no_other(self, number: int, offset: int) -> bool:
        """Whether no other incident is told of: arrests and claims have days of their own."""
        return not any(other.holds(number, offset) for other in self.others)

    def _assign(self) -> tuple[Figure, ...]:
        """Every figure with the incident it counts."""
        assigned = []
        for figure, mention in zip(self.figures, self.annotations.figures, strict=True):
            incident = self._held(mention.sentence, mention.number.start)
            assigned.append(msgspec.structs.replace(figure, incident=incident))
        return tuple(assigned)

    def _main(self) -> Incident:
        where = find_where(self.annotations, self.clauses, self.apart)
        venue = self._venue()
        mainline = self.mainline
        return Incident(
            id=MAIN,
            role="main",
            label=label_of(mainline.type, venue, where, self.when),
            type=mainline.type,
            also=mainline.also,
            status=self._status(),
            when=self.when,
            where=where,
            venue=venue,
            perpetrators=self._perpetrators(),
            weapons=self._weapons(),
            targets=self._targets(),
            toll={},
            evidence=self._evidence(),
        )

    def _perpetrators(self) -> tuple[Perpetrator, ...]:
        """The rows; of an accident only those whom somebody holds to be to blame."""
        if self.mainline.family not in DONE:
            return ()
        rows = self.perpetrators.of(self._of_main, self._of_no_other)
        if self.mainline.family in ("transport", "accident"):
            return tuple(row for row in rows if row.standing not in ("denied", "reported"))
        return rows

    def _status(self) -> IncidentStatus:
        """What most of its words, those at the top first, say became of it."""
        votes: Counter[IncidentStatus] = Counter()
        for event in self.annotations.events:
            if (
                event.type is not None
                and not event.past
                and FAMILY[event.type] == self.mainline.family
            ):
                votes[event.status] += int(self.clauses.weight(event.evidence, event.sentence))
        return votes.most_common(1)[0][0] if votes else "accomplished"

    def _evidence(self) -> tuple[Evidence, ...]:
        """The words that name it, those of the first mentions."""
        events = [
            event.evidence
            for event in self.annotations.events
            if event.evidence.field == "title"
            or self._of_main(event.sentence, event.evidence.start)
        ]
        harms = [f.evidence for f in self.annotations.figures[:3]]
        return tuple(events or harms)[:MOST_EVIDENCE]

    def _venue(self) -> Venue | None:
        """The building named most often in the main incident's words; the first of equals."""
        if self.mainline.family == "nature":
            return None
        venues = [
            venue
            for venue in self.annotations.venues
            if self._of_main(venue.sentence, venue.evidence.start)
        ]
        if not venues:
            return None
        votes: Counter[str] = Counter()
        for venue in venues:
            votes[venue.name] += int(self.clauses.weight(venue.evidence, venue.sentence))
        name = votes.most_common(1)[0][0]
        same = [venue for venue in venues if venue.name == name]
        capacity = next((venue.capacity for venue in same if venue.capacity), None)
        return Venue(name=name, capacity=capacity, evidence=same[0].evidence)

    def _weapons(self) -> tuple[Weapon, ...]:
        """The means in the main incident's words, each name once; crashes and quakes have none."""
        if self.mainline.family in ("transport", "nature"):
            return ()
        found = {
            weapon.name.lower(): Weapon(
                name=weapon.name, class_=weapon.class_, evidence=weapon.evidence
            )
            for weapon in reversed(self.annotations.weapons)
            if self._of_main(weapon.sentence, weapon.evidence.start)
        }
        return tuple(reversed(found.values()))

    def _targets(self) -> tuple[Target, ...]:
        """What the main incident's words say was aimed at or struck, each name once."""
        found = {
            target.name.lower(): Target(
                name=target.name, kind=target.kind, evidence=target.evidence
            )
            for target in reversed(self.annotations.targets)
            if self._of_main(target.sentence, target.evidence.start)
        }
        named = tuple(reversed(found.values()))
        return tuple(one for one in named if not any(_tells_more(other, one) for other in named))

    def _other(self, other: Background, number: str) -> Incident:
        when = when_of(other, self.annotations, self.when)
        where = where_of(other, self.annotations)
        return Incident(
            id=number,
            role="background",
            label=label_of(other.type, None, where, when),
            type=other.type,
            also=tuple(kind for kind in other.kinds if kind != other.type),
            status=other.status,
            when=when,
            where=where,
            venue=None,
            perpetrators=self.perpetrators.of(other.holds),
            weapons=(),
            targets=(),
            toll={},
            evidence=evidence_of(other, self.clauses),
        )


def _tells_more(other: Target, one: Target) -> bool:
    """Whether another target is the same with more words ("a bank", "the Acme bank")."""
    words, more = (target.name.lower().split() for target in (one, other))
    return len(more) > len(words) and more[-len(words) :] == words
