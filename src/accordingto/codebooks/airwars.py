"""Airwars: rule set `airwars`, the grading of reports of civilian harm.

Source:
    Airwars methodology, grading (read in excerpts): confirmed, fair, weak, contested, discounted;
    minimum and maximum for each incident, and apart from them what belligerents concede.
"""

from __future__ import annotations

from accordingto.codebooks.clauses import as_clause, say_range
from accordingto.codebooks.counts import Choice, count_part, gather_counts
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import Option, Outcome, Policy, RuleSet
from accordingto.codebooks.scene import Actor, actors_of, find_state, weapons_of
from accordingto.codebooks.sheets import Sheet, put_spot
from accordingto.codebooks.tolls import QUESTIONABLE, highest_credible, lowest_credible
from accordingto.model.coding import Case, Scope
from accordingto.model.kinds import IncidentType

NAME = "airwars"
SOURCE = "Airwars methodology (excerpts)"
GRADING, MINIMUM, MAXIMUM = "airwars.grading", "airwars.minimum", "airwars.maximum"
COLUMNS = (
    "date", "country", "location", "latitude", "longitude", "belligerents", "grading",
    "civilians_killed_min", "civilians_killed_max", "conceded_min", "conceded_max", "conceded_by",
    "weapons", "sources",
)  # fmt: skip
"""Our own: Airwars publishes pages, not a file whose columns were read."""
OPTIONS = (
    Option("questionable", "Kinds of givers whose counts are not credible.", tuple(QUESTIONABLE)),
)
STRIKES: frozenset[IncidentType] = frozenset({
    "air_strike", "shelling", "bombing", "armed_attack", "raid",
})  # fmt: skip
FAIR = 2
"""Credible independent sources that make a report fair."""


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as Airwars would grade it."""
    kinds = QUESTIONABLE[policy["questionable"]]
    counts = gather_counts(case, "killed")
    civilians, said = count_part(case, "killed", "civilians")
    low, high = lowest_credible(counts, kinds), highest_credible(counts, kinds)
    if civilians is not None:
        low, high = (Choice().take(civilians, said, "Reports count civilians.") for _ in "lh")
    grade, why = grade_case(case)
    sheet = Sheet(COLUMNS, SOURCE)
    _put_scene(sheet, case)
    sheet.put("grading", grade, why, rule=GRADING)
    sheet.put_choice("civilians_killed_min", low, rule=MINIMUM)
    sheet.put_choice("civilians_killed_max", high, rule=MAXIMUM)
    _put_conceded(sheet, case)
    scope, because = judge_scope(case)
    return Outcome(
        scope=scope,
        because=because,
        rows=(sheet.row(),),
        dead=say_range(low, high),
        says=_say(low, high, grade),
        glance={
            "date": str(sheet.value("date") or "none"),
            "place": str(sheet.value("location") or "none"),
            "kind": f"graded {grade}",
            "by": str(sheet.value("belligerents") or "nobody named"),
        },
        lost=tuple(list_losses(case, held={"killed"})),
        ours=(
            "The columns are ours. Minimum and maximum are the lowest and highest credible count.",
            "“Likely or confirmed nearby action” of a belligerent is not looked up: that somebody"
            " is accused stands for it.",
        ),
    )


def judge_scope(case: Case) -> tuple[Scope, str]:
    """Harm to civilians by the munitions or forces of a belligerent."""
    dossier = case.dossier
    if dossier.type not in STRIKES:
        return "out", f"It is no military action: {dossier.type.replace('_', ' ')}."
    if not _belligerents(case):
        return "open", "No belligerent is named."
    return "in", f"{_belligerents(case)[0].name} is said to have done it."


def grade_case(case: Case) -> tuple[str, str]:
    """The grade, and why.

    Source:
        Airwars methodology, "How we grade".
    """
    dossier = case.dossier
    owners = [actor for actor in _belligerents(case) if actor.standing == "claimed"]
    rivals = _apart([actor for actor in _belligerents(case) if actor.standing != "claimed"])
    killed = [count.number for count in gather_counts(case, "killed").stated]
    fighters = sum(_fighters(case))
    if killed and fighters >= max(killed) > 0:
        return "discounted", "All those counted as killed are said to have been combatants."
    if owners:
        return "confirmed", f"{owners[0].name} says that it did it."
    if len(rivals) > 1:
        names = " and ".join(actor.name for actor in rivals[:2])
        return "contested", f"Responsibility is put on {names}."
    if dossier.texts < FAIR:
        return "weak", "A single independent text tells of it."
    if rivals:
        return "fair", f"{dossier.texts} independent texts tell of it; {rivals[0].name} is blamed."
    return "weak", f"{dossier.texts} independent texts, but no belligerent is named."


def _belligerents(case: Case) -> list[Actor]:
    return [actor for actor in actors_of(case) if actor.named and (actor.state or actor.group)]


def _apart(actors: list[Actor]) -> list[Actor]:
    """One of each side: all forces of one state are one ("Sudan", "Sudanese forces")."""
    sides: dict[str, Actor] = {}
    for actor in actors:
        state = find_state(actor.name) if actor.state else None
        sides.setdefault(state or actor.name, actor)
    return list(sides.values())


def _fighters(case: Case) -> list[int]:
    groups = ("perpetrators", "security_forces")
    parts = (count_part(case, "killed", group)[0] for group in groups)  # type: ignore[arg-type]
    return [part for part in parts if part]


def _put_conceded(sheet: Sheet, case: Case) -> None:
    """What the belligerents themselves say they killed; apart from the range."""
    mine = [count for count in gather_counts(case, "killed").stated if count.perpetrators]
    if mine:
        low = Choice().take(min(c.number for c in mine), mine, "Given by a belligerent.")
        high = Choice().take(max(c.top for c in mine), mine, "Given by a belligerent.")
        sheet.put_choice("conceded_min", low, rule="airwars.conceded")
        sheet.put_choice("conceded_max", high, rule="airwars.conceded")
        sheet.put("conceded_by", ", ".join(dict.fromkeys(c.giver.name for c in mine)))


def _put_scene(sheet: Sheet, case: Case) -> None:
    put_spot(sheet, case)
    names = [actor.name for actor in _belligerents(case)]
    sheet.put("belligerents", ", ".join(names) or None)
    weapons = [weapon.name for _, found in weapons_of(case) for weapon in found]
    sheet.put("weapons", ", ".join(list(dict.fromkeys(weapons))[:4]) or None)
    sheet.put("sources", case.dossier.texts, "Independent texts.")


def _say(low: Choice, high: Choice, grade: str) -> str:
    if low.value is None:
        return f"grades it {grade} and has no number: {as_clause(low.why)}"
    return f"grades it {grade} and writes {say_range(low, high)}"


RULES = RuleSet(NAME, "Airwars", SOURCE, OPTIONS, write, lambda _: COLUMNS)
