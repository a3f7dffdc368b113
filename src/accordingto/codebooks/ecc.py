"""Every Casualty Counts: checks `ecc-1.01`, what the standards would still ask of an incident.

Source:
    Standards for Casualty Recording, version 1.01 (2016/2020), read in excerpts.
"""

from __future__ import annotations

from collections.abc import Callable

from accordingto.codebooks.counts import Count, Counts, gather_counts
from accordingto.codebooks.rules import Outcome, Policy, RuleSet
from accordingto.codebooks.scene import actors_of, weapons_of
from accordingto.model.coding import Case, Cell, Check, CheckState

NAME = "ecc-1.01"
TITLE = "ECC"
SOURCE = "Every Casualty Counts, Standards for Casualty Recording 1.01"
ENOUGH = 2
"""Independent texts that corroborate an incident to the usual level."""
Found = tuple[CheckState, str]


def check(case: Case) -> tuple[Check, ...]:
    """Every check, in the standards' order: the least a record needs first."""
    return tuple(
        Check(id=id, asks=asks, state=state, found=found, source=f"{SOURCE}, {section}")
        for id, asks, section, test in CHECKS
        for state, found in (test(case),)
    )


def _place(case: Case) -> Found:
    places = [p for p in case.dossier.places if p.kind != "country"]
    if not places:
        return "missing", "No place finer than a country is named."
    return "met", f"{places[0].name}, {places[0].country_name or 'country not known'}."


def _time(case: Case) -> Found:
    if case.dossier.first is None:
        return "missing", "No report gives a date that can be resolved."
    days = (case.dossier.last or case.dossier.first) - case.dossier.first
    said = f"{case.dossier.first.isoformat()}"
    return "met", said if not days else f"{said} to {case.dossier.last}: a range, kept as one."


def _sources(case: Case) -> Found:
    bare = [r.key for r in case.dossier.reports if not (r.publisher and (r.url or r.title))]
    if bare:
        return "missing", f"Which document {', '.join(bare)} is: publisher, and address or title."
    return "met", f"{len(case.dossier.reports)} reports, each with publisher and document."


def _killed(case: Case) -> Found:
    counts = gather_counts(case, "killed")
    if counts.stated:
        return "met", f"{len(counts.stated)} counts, each with who gave it and the words."
    if counts.vague:
        return "missing", f"Only “{counts.vague[0].word}”: no number is stated."
    return "missing", "No report says how many were killed."


def _corroborated(case: Case) -> Found:
    if case.dossier.texts >= ENOUGH:
        return "met", f"{case.dossier.texts} independent texts; copies are not counted."
    return "missing", "A single independent text: to be flagged as not corroborated (p. 57)."


def _conflicts(case: Case) -> Found:
    numbers = sorted({count.number for count in gather_counts(case, "killed").stated})
    if len(numbers) < 2:
        return "met", "Sources do not differ on the number of dead."
    told = ", ".join(f"{n:,}" for n in numbers)
    return "met", f"Sources give {told}: kept as a range, with the rule that was used."


def _policy(case: Case) -> Found:
    rules = sorted({view.rule for view in case.dossier.toll.values()})
    if not rules:
        return "missing", "No toll was worked out, so no rule is named."
    return "met", f"Tolls are by the published rule {', '.join(rules)}."


def _names(case: Case) -> Found:
    return "person", "Names of the dead are not read from reports: to be recorded by a person."


def _ages(case: Case) -> Found:
    groups = {p.group for p in case.dossier.points if p.measure == "killed"}
    told = sorted(groups & {"children", "women"})
    if not told:
        return "missing", "No report tells age or sex of those killed."
    return "met", f"Reports count {' and '.join(told)} among the dead."


def _status(case: Case) -> Found:
    groups = {p.group for p in case.dossier.points if p.measure == "killed"}
    told = sorted(groups & {"civilians", "security_forces", "perpetrators"})
    if not told:
        return "missing", "No report tells civilians from combatants among the dead."
    return "met", f"Reports count {' and '.join(g.replace('_', ' ') for g in told)}."


def _death(case: Case) -> Found:
    weapons = [weapon.name for _, found in weapons_of(case) for weapon in found]
    kind = case.dossier.type.replace("_", " ")
    if not weapons:
        return "met", f"{kind}; no weapon is named."
    return "met", f"{kind}: {', '.join(list(dict.fromkeys(weapons))[:3])}."


def _perpetrators(case: Case) -> Found:
    named = [actor for actor in actors_of(case) if actor.named]
    if not named:
        return "missing", "Nobody is named as having done it."
    told = "; ".join(f"{a.name} ({a.standing}{', denied' if a.denied else ''})" for a in named[:3])
    return "met", told


def _single_giver(case: Case) -> Found:
    givers = {c.giver.id: c for c in gather_counts(case, "killed").stated}
    if len(givers) != 1:
        return "met", f"{len(givers)} givers of the number of dead."
    return "missing", f"All counts of the dead go back to {_name(givers)} alone."


def _name(givers: dict[str, Count]) -> str:
    return next(iter(givers.values())).by


def _current(case: Case) -> Found:
    days = [r.published[:10] for r in case.dossier.reports if r.published]
    if not days:
        return "missing", "No report has a date of publication."
    return "met", f"The latest report is of {max(days)}."


def _open_questions(case: Case) -> Found:
    open_ = [q.about for q in case.dossier.questions if q.answer is None]
    if open_:
        return "missing", f"Still said not to be known: {', '.join(dict.fromkeys(open_))}."
    return "met", "Nothing is left that a report said was not known."


def _doubted(case: Case) -> Found:
    held = [p.id for p in case.dossier.points if p.held in {"unverified", "disputed"}]
    if held:
        return "person", f"{len(held)} counts are called unverified or disputed: to be assessed."
    return "met", "No report calls a count unverified or disputed."


def _harm(case: Case) -> Found:
    unnamed = [g.name for g in case.dossier.givers if g.kind in {"witness", "family"}]
    if unnamed:
        names = ", ".join(list(dict.fromkeys(unnamed))[:3])
        return (
            "person",
            f"Witnesses or relatives are quoted ({names}): no harm must come of it.",
        )
    return "met", "No witness or relative is quoted."


Test = Callable[[Case], Found]
CHECKS: tuple[tuple[str, str, str, Test], ...] = (
    ("place", "the place", "minimum data", _place),
    ("time", "the date or time", "minimum data", _time),
    ("sources", "every source with its document", "minimum data", _sources),
    ("killed", "the number killed", "minimum data", _killed),
    ("names", "the names of the dead, with variants", "data on individuals", _names),
    ("age-sex", "age and sex", "data on individuals", _ages),
    ("status", "civilian or combatant", "data on individuals", _status),
    ("death", "how they died", "data on individuals", _death),
    ("perpetrators", "who did it", "data on the incident", _perpetrators),
    ("corroboration", "corroboration to the usual level", "p. 57", _corroborated),
    ("givers", "more than one giver of the number", "corroboration", _single_giver),
    ("conflicts", "a range, a majority, a hierarchy or a discussion", "evaluation", _conflicts),
    ("rule", "the published rule that was applied", "transparency", _policy),
    ("doubts", "an assessment of doubted counts", "evaluation", _doubted),
    ("questions", "what is not known yet", "keeping current", _open_questions),
    ("current", "that it is kept current", "keeping current", _current),
    ("no-harm", "that sources are protected", "do no harm", _harm),
)


def write(case: Case, policy: Policy) -> Outcome:
    """The checks as a row, and the numbers of dead as the range the standards would keep."""
    checks = check(case)
    stated = gather_counts(case, "killed")
    cells = tuple(
        Cell(column=c.id, value=c.state, rule=f"ecc.{c.id}", source=c.source, why=c.found)
        for c in checks
    )
    return Outcome(
        scope="in",
        because="The standards ask of every record; they leave none out.",
        rows=(cells,),
        dead=_range(stated),
        says=_say(stated),
        glance={"kind": f"{sum(c.state == 'missing' for c in checks)} checks ask for more"},
    )


def _range(counts: Counts) -> str:
    numbers = sorted({count.number for count in counts.stated})
    if not numbers:
        return "asked for"
    span = f"{numbers[0]:,} to {numbers[-1]:,}"
    return f"{numbers[0]:,}" if len(numbers) == 1 else span


def _say(counts: Counts) -> str:
    if counts.stated:
        return f"keeps {_range(counts)}, with who gave each count and the rule that was used"
    words = f": “{counts.vague[0].word}” is none" if counts.vague else ""
    return f"asks for a number{words}"


def _header(_: Policy) -> tuple[str, ...]:
    return tuple(id for id, *_ in CHECKS)


RULES = RuleSet(NAME, TITLE, f"{SOURCE}; read in excerpts", (), write, _header)
