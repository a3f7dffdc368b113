"""AOAV (Action on Armed Violence): rule set `aoav`, harm from explosive weapons.

Source:
    AOAV's methodology (excerpt).
"""

from __future__ import annotations

from collections import Counter

from accordingto.codebooks.clauses import as_clause, say_number
from accordingto.codebooks.counts import Choice, Counts, count_part, gather_counts
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import Option, Outcome, Policy, RuleSet
from accordingto.codebooks.scene import kinds_of, weapons_of
from accordingto.codebooks.sheets import Sheet, put_spot
from accordingto.codebooks.tolls import most_recent, refuse_bounds, start
from accordingto.model.coding import Case, Scope
from accordingto.model.kinds import IncidentType, Measure

NAME = "aoav"
SOURCE = "AOAV methodology (excerpt)"
RULE = "aoav.detailed_or_recent"
COLUMNS = (
    "date", "country", "location", "latitude", "longitude", "weapon", "civilians_killed",
    "civilians_injured", "armed_actors_killed", "armed_actors_injured", "killed", "injured",
)  # fmt: skip
"""Our own: AOAV publishes no column list that was read."""
OPTIONS = (
    Option(
        "choose",
        "Which source's figure is taken: the most recent, or the most detailed.",
        ("recent", "detailed"),
    ),
)
EXPLOSIVE: frozenset[IncidentType] = frozenset({"bombing", "air_strike", "shelling"})
WEAPONS = frozenset({"explosive", "artillery", "vehicle_bomb"})
MEASURES: tuple[Measure, ...] = ("killed", "injured")


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as AOAV would write it."""
    chosen = {measure: count(case, measure, policy) for measure in MEASURES}
    scope, because = judge_scope(case, chosen)
    sheet = Sheet(COLUMNS, SOURCE)
    _put_scene(sheet, case)
    for measure, choice in chosen.items():
        sheet.put_choice(measure, choice, rule=RULE)
        for group, column in (("civilians", "civilians"), ("security_forces", "armed_actors")):
            number, points = count_part(case, measure, group)  # type: ignore[arg-type]
            part = Choice().take(number, points, "As many as most sources say." if points else "")
            sheet.put_choice(f"{column}_{measure}", part, rule=RULE)
    dead = chosen["killed"]
    excluded = scope == "out"
    return Outcome(
        scope=scope,
        because=because,
        rows=(sheet.row(),),
        dead="excluded" if excluded else say_number(dead),
        says=f"leaves it out: {as_clause(because)}" if excluded else _say(dead),
        glance={
            "injured": say_number(chosen["injured"]),
            "date": str(sheet.value("date") or "none"),
            "place": str(sheet.value("location") or "none"),
            "kind": str(sheet.value("weapon") or "none"),
        },
        lost=tuple(list_losses(case, held={"killed", "injured"}, claims=False)),
        ours=("The columns are ours: AOAV's own list was not read.",),
    )


def judge_scope(case: Case, chosen: dict[Measure, Choice]) -> tuple[Scope, str]:
    """Explosive weapons, a casualty with a stated number, a clear date, a place, 24 hours."""
    dossier = case.dossier
    explosive = set(kinds_of(case)) & EXPLOSIVE or {c for c, _ in weapons_of(case)} & WEAPONS
    if not explosive or dossier.type in {"transport_accident", "explosion_accident", "fire"}:
        return "out", "No report tells of an explosive weapon."
    if not any(choice.value for choice in chosen.values()):
        words = [p.word for m in MEASURES for p in gather_counts(case, m).vague]
        told = f"“{words[0]}” is no stated number." if words else "Nobody is counted."
        return "out", f"No number of casualties is stated. {told}"
    if dossier.first is None:
        return "out", "No clear date is given."
    if dossier.last and (dossier.last - dossier.first).days > 1:
        return "out", "It spans more than 24 hours, or its day is not clear."
    if not any(place.kind != "country" for place in dossier.places):
        return "out", "No place finer than the country is given."
    return "in", "An explosive weapon, a stated number, a clear date and a place."


def count(case: Case, measure: Measure, policy: Policy) -> Choice:
    """The figure of the most recent or the most detailed source; vague words count for nothing."""
    counts = gather_counts(case, measure)
    return most_recent(counts) if policy["choose"] == "recent" else _most_detailed(counts, case)


def _most_detailed(counts: Counts, case: Case) -> Choice:
    """The figure of the report with the most counts of any kind; of equals the latest."""
    choice = start(counts)
    firm = refuse_bounds(choice, counts.stated)
    if not firm:
        return most_recent(counts)
    detail = Counter(point.report for point in case.dossier.points)
    best = max(firm, key=lambda c: (detail[c.report.key], str(c.day)))
    choice.refuse([c for c in firm if c is not best], "Another report has more detail.")
    why = f"The report with the most detail ({detail[best.report.key]} counts; {best.by})."
    return choice.take(best.number, [best], why)


def _put_scene(sheet: Sheet, case: Case) -> None:
    put_spot(sheet, case)
    names = [weapon.name for class_, found in weapons_of(case) if class_ in WEAPONS
             for weapon in found]  # fmt: skip
    sheet.put("weapon", ", ".join(list(dict.fromkeys(names))[:4]) or None)


def _say(dead: Choice) -> str:
    if dead.value is None:
        return f"counts no dead: {as_clause(dead.why)}"
    return f"writes {dead.value:,}: {as_clause(dead.why)}"


RULES = RuleSet(NAME, "AOAV", SOURCE, OPTIONS, write, lambda _: COLUMNS)
