"""What a codebook asks about an incident besides its toll, set together from all its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accordingto.gazetteer import normalise, open_gazetteer
from accordingto.model import Incident, Place, Record, Target, Weapon, When
from accordingto.model.coding import Case
from accordingto.model.dossier import DossierReport, Responsibility
from accordingto.model.kinds import IncidentType, PerpetratorStanding, SourceKind
from accordingto.words import role_pattern

ORDER: tuple[PerpetratorStanding, ...] = ("claimed", "accused", "suspected", "reported")
STATES: frozenset[SourceKind] = frozenset({
    "government", "military", "police", "security_service", "court",
})  # fmt: skip
VIOLENCE: frozenset[IncidentType] = frozenset({
    "armed_attack", "bombing", "shooting", "stabbing", "vehicle_attack", "arson", "assassination",
    "air_strike", "shelling", "abduction", "hostage_taking", "raid",
})  # fmt: skip
"""Kinds of incidents in which somebody means to harm people."""
APART = 0.25
"""Degrees between two towns that are not one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report that tells of the incident, and the incident in its record."""

    report: DossierReport
    record: Record
    incident: Incident


@dataclass(frozen=True, slots=True)
class Actor:
    """One name said to have done it.

    Attributes:
        name: It.
        kind: What they are; "state" is told by `state`.
        standing: The strongest: claimed before accused before suspected before reported.
        rows: All that is said of them.
        denied: Whether it is denied or ruled out somewhere that they did it.
    """

    name: str
    kind: SourceKind
    standing: PerpetratorStanding
    rows: tuple[Responsibility, ...]
    denied: bool

    @property
    def named(self) -> bool:
        """Whether it is a name and no description ("gunmen")."""
        return self.name[:1].isupper()

    @property
    def state(self) -> bool:
        """Whether it is a state's force or office."""
        return self.kind in STATES

    @property
    def group(self) -> bool:
        """Whether it is a named organised group that is no state."""
        return self.named and self.kind in {"armed_group", "organisation"}


def tellings(case: Case) -> list[Telling]:
    """The reports that tell of the incident, one of each text; those that mention it, if no other.

    Copies are left out: they say nothing of their own.
    """
    own = [report for report in case.dossier.reports if report.copy is None]
    chosen = [report for report in own if report.main] or own
    return [_telling(report, case.records[report.key]) for report in chosen]


def kinds_of(case: Case) -> tuple[IncidentType, ...]:
    """The dossier's kind, then the others that reports see in it, the most frequent first."""
    also = Counter(kind for told in tellings(case) for kind in told.incident.also)
    return tuple(dict.fromkeys((case.dossier.type, *(kind for kind, _ in also.most_common()))))


def weapons_of(case: Case) -> list[tuple[str, list[Weapon]]]:
    """The classes of weapons, the one most reports tell of first."""
    found: dict[str, list[Weapon]] = {}
    for told in tellings(case):
        for weapon in told.incident.weapons:
            found.setdefault(weapon.class_, []).append(weapon)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def targets_of(case: Case) -> list[tuple[str, list[Target]]]:
    """The kinds of targets, the one most reports tell of first."""
    found: dict[str, list[Target]] = {}
    for told in tellings(case):
        for target in told.incident.targets:
            found.setdefault(target.kind, []).append(target)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def actors_of(case: Case) -> tuple[Actor, ...]:
    """Those said to have done it: named ones first, those who claim it before those accused."""
    rows: dict[str, list[Responsibility]] = {}
    for row in case.dossier.responsibility:
        rows.setdefault(row.name, []).append(row)
    actors = [actor for name, mine in rows.items() if (actor := _actor(name, mine))]
    return tuple(
        sorted(actors, key=lambda a: (not a.named, ORDER.index(a.standing), -_occasions(a)))
    )


def says(case: Case, noun: str, role: str) -> str | None:
    """Words of a list in what reports say of the incident itself; None without any."""
    pattern = role_pattern(noun, role)
    for piece in _pieces(case):
        if found := pattern.search(piece):
            return found.group()
    return None


def when_told(case: Case) -> tuple[When, date | None] | None:
    """The words of time that give the dossier its days, and the day they were published."""
    wanted = case.dossier.first
    for told in tellings(case):
        when = told.incident.when
        if when and when.start and wanted and when.start[:10] == wanted.isoformat():
            return when, _day(told.report.published)
    return None


def reported_first(case: Case) -> date | None:
    """The day of the earliest report."""
    return min((d for r in case.dossier.reports if (d := _day(r.published))), default=None)


def find_state(name: str) -> str | None:
    """The country whose force or office a name is of: ISO 3166-1 alpha-2, or None."""
    gazetteer = open_gazetteer()
    countries = {country.lower(): code for code, country in gazetteer.countries.items()}
    words = [word.removesuffix("'s").removesuffix("’s") for word in name.split()]
    spans = (" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1))
    for span in spans:
        code = countries.get(span.lower()) or gazetteer.demonyms.get(normalise(span))
        if code:
            return code
    return None


def places_apart(case: Case) -> list[Place]:
    """The towns that reports put the incident at, where they lie apart; the one most name first.

    A town that a single report names, or few of many do, is one told of in passing.
    """
    named = Counter(p.geonames_id for t in tellings(case) for p in t.incident.where)
    towns = [p for p in case.dossier.places if p.kind == "city" and p.lat is not None]
    towns.sort(key=lambda place: -named[place.geonames_id])
    kept: list[Place] = []
    for town in towns:
        enough = not kept or 3 * named[town.geonames_id] >= named[kept[0].geonames_id]
        backed = not kept or named[town.geonames_id] > 1 or len(tellings(case)) == 1
        if enough and backed and all(_apart(town, other) for other in kept):
            kept.append(town)
    return kept


def admin_of(case: Case) -> str | None:
    """The province of the dossier's place."""
    place = case.dossier.place
    return place.admin1 if place else None


def cite(report: DossierReport) -> str:
    """A report as a citation: publisher, title, day, address."""
    parts = (report.publisher, report.title and f'"{report.title}"', (report.published or "")[:10])
    told = ", ".join(part for part in (*parts, report.url) if part)
    return told or report.id


def _telling(report: DossierReport, record: Record) -> Telling:
    incident = next(i for i in record.incidents if i.id == report.incident)
    return Telling(report, record, incident)


def _actor(name: str, rows: Sequence[Responsibility]) -> Actor | None:
    asserted = [row for row in rows if row.standing in ORDER]
    if not asserted:
        return None
    best = min(asserted, key=lambda row: ORDER.index(row.standing))
    denied = len(asserted) < len(rows)
    return Actor(name, best.kind, best.standing, tuple(rows), denied)


def _occasions(actor: Actor) -> int:
    return sum(len(row.occasions) for row in actor.rows)


def _pieces(case: Case) -> Iterator[str]:
    """The words that reports use of the incident itself."""
    yield case.dossier.label
    for told in tellings(case):
        incident = told.incident
        yield from (evidence.text for evidence in incident.evidence)
        yield from (weapon.name for weapon in incident.weapons)
        yield from (row.name for row in incident.perpetrators)
        yield from (e.text for row in incident.perpetrators for e in row.evidence)
        yield from (f.evidence.text for f in told.record.figures if f.incident == incident.id)


def _apart(one: Place, other: Place) -> bool:
    """Whether two towns lie more than some 25 kilometres apart."""
    north = abs((one.lat or 0) - (other.lat or 0))
    east = abs((one.lon or 0) - (other.lon or 0))
    return max(north, east) > APART


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
