"""IBC (Iraq Body Count): rule set `ibc`, our reading of its methods.

Source:
    IBC's methods page (excerpts) and the header of its distributed file (read). The exact rule that
    makes minimum and maximum when reports differ was not read: what stands here is our reading,
    the lowest and the highest credible count of civilians.
"""

from __future__ import annotations

from accordingto.codebooks.clauses import as_clause, say_range
from accordingto.codebooks.counts import Choice, Counts, count_part, gather_counts
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import Option, Outcome, Policy, RuleSet
from accordingto.codebooks.scene import VIOLENCE, targets_of, tellings, weapons_of
from accordingto.codebooks.sheets import Sheet
from accordingto.codebooks.tolls import QUESTIONABLE, highest_credible, lowest_credible
from accordingto.model.coding import Case, Scope

NAME = "ibc"
SOURCE = "IBC methods and distributed header"
MINIMUM, MAXIMUM = "ibc.minimum (our reading)", "ibc.maximum (our reading)"
HEADER = (
    "IBC code", "Start Date", "End Date", "Time", "Location", "Target", "Weapons",
    "Reported Minimum", "Reported Maximum", "Sources",
)  # fmt: skip
SINCE = 2003
ENOUGH = 2
"""Independent data sources an entry needs; with fewer it is provisional."""
OPTIONS = (
    Option(
        "country",
        "Whether only incidents in Iraq since 2003 are covered, as IBC does, or any.",
        ("iraq", "any"),
    ),
    Option(
        "questionable",
        "Kinds of givers whose counts are not credible.",
        tuple(QUESTIONABLE),
    ),
    Option(
        "status",
        "Whether those counted only as people are civilians: unless reports count others among"
        " them; never, so that the minimum is 0; only where the reports say civilians.",
        ("unless-others", "minimum-0", "said"),
    ),
)


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as IBC would write it: the range of civilians killed, and its sources."""
    scope, because = judge_scope(case, policy)
    low, high = count_range(case, policy)
    sheet = Sheet(HEADER, SOURCE)
    sheet.put("IBC code", f"at{case.dossier.number}", "Ours, not IBC's.")
    _put_time(sheet, case)
    _put_scene(sheet, case)
    sheet.put_choice("Reported Minimum", low, rule=MINIMUM)
    sheet.put_choice("Reported Maximum", high, rule=MAXIMUM)
    sources = dict.fromkeys(told.report.publisher or told.report.id for told in tellings(case))
    sheet.put("Sources", ", ".join(sources))
    return Outcome(
        scope=scope,
        because=because,
        rows=(sheet.row(),),
        dead=say_range(low, high),
        says=_say(low, high),
        glance={
            "date": str(sheet.value("Start Date") or "none"),
            "place": str(sheet.value("Location") or "none"),
            "kind": str(sheet.value("Weapons") or "none"),
        },
        lost=tuple(_losses(case)),
        ours=(
            "The rule for minimum and maximum is our reading: IBC's own text was not read.",
            f"Provisional with fewer than {ENOUGH} independent texts ({case.dossier.texts} here).",
        ),
    )


def judge_scope(case: Case, policy: Policy) -> tuple[Scope, str]:
    """Whether civilians died by violence, in Iraq since 2003 unless any country is asked for."""
    kind = case.dossier.type
    place, first = case.dossier.place, case.dossier.first
    if policy["country"] == "iraq":
        if place is None or place.country_code != "IQ":
            where = (place and place.country_name) or "a country that is not told"
            return "out", f"It records deaths in Iraq, and this is in {where}."
        if first is not None and first.year < SINCE:
            return "out", f"It records deaths since {SINCE}."
    if kind not in VIOLENCE | {"unrest"}:
        return "out", f"It is no violence against people: {kind.replace('_', ' ')}."
    killed = gather_counts(case, "killed")
    if not any(count.top for count in killed.stated) and not killed.vague:
        return "out", "No report says that anybody was killed."
    return "in", f"People died by violence. {_bar(case)}"


def count_range(case: Case, policy: Policy) -> tuple[Choice, Choice]:
    """Minimum and maximum of civilians killed, by our reading."""
    counts = gather_counts(case, "killed")
    civilians, said = count_part(case, "killed", "civilians")
    if policy["status"] == "said" or civilians is not None:
        why = "Reports count civilians." if said else "No report counts civilians."
        return Choice().take(civilians, said, why), Choice().take(civilians, said, why)
    kinds = QUESTIONABLE[policy["questionable"]]
    low, high = lowest_credible(counts, kinds), highest_credible(counts, kinds)
    others = sum(_others(case))
    if others and low.value is not None:
        low.value = max(0, low.value - others)
        low.why += f" {others:,} among them were no civilians and are taken off."
    if policy["status"] == "minimum-0" and low.value is not None:
        low.value, low.why = 0, "That they were civilians is not said: the minimum is 0."
    if low.value is None and counts.vague:
        return _of_vague(low, counts), high
    return low, high


def _of_vague(low: Choice, counts: Counts) -> Choice:
    low.value = 1
    low.why = f"“{counts.vague[0].word}” states no number; somebody died: at least 1 (our reading)."
    low.used = [point.id for point in counts.vague]
    low.refused = [no for no in low.refused if no.point not in low.used]
    return low


def _others(case: Case) -> list[int]:
    """Those counted among the dead who were no civilians."""
    groups = ("perpetrators", "security_forces")
    parts = (count_part(case, "killed", group)[0] for group in groups)  # type: ignore[arg-type]
    return [part for part in parts if part]


def _put_time(sheet: Sheet, case: Case) -> None:
    first, last = case.dossier.first, case.dossier.last
    sheet.put("Start Date", f"{first.day:02} {first:%b %Y}" if first else None)
    end = last or first
    sheet.put("End Date", f"{end.day:02} {end:%b %Y}" if end else None)
    exact = next(
        (told.incident.when for told in tellings(case)
         if told.incident.when and told.incident.when.precision == "minute"), None
    )  # fmt: skip
    if exact and exact.start:
        sheet.put("Time", exact.start[11:16], f"Reports say “{exact.text}”.")


def _put_scene(sheet: Sheet, case: Case) -> None:
    dossier = case.dossier
    names = (
        dossier.venue.value,
        dossier.place and dossier.place.name,
        dossier.place and dossier.place.admin1,
    )
    sheet.put("Location", ", ".join(dict.fromkeys(str(n) for n in names if n)) or None)
    targets = [found[0].name for _, found in targets_of(case)[:3]]
    sheet.put("Target", ", ".join(dict.fromkeys(targets)) or None)
    weapons = [weapon.name for _, found in weapons_of(case)[:3] for weapon in found]
    sheet.put("Weapons", ", ".join(list(dict.fromkeys(weapons))[:4]) or None)


def _bar(case: Case) -> str:
    if case.dossier.texts >= ENOUGH:
        return f"{case.dossier.texts} independent texts tell of it."
    return "A single independent text tells of it: provisional."


def _say(low: Choice, high: Choice) -> str:
    if low.value is None:
        return f"leaves minimum and maximum blank: {as_clause(low.why)}"
    if low.value == high.value:
        return f"writes {low.value:,} as minimum and maximum: {as_clause(low.why)}"
    top = "leaves the maximum blank" if high.value is None else f"{high.value:,} as maximum"
    return f"writes {low.value:,} as minimum and {top}: {as_clause(low.why)}"


def _losses(case: Case) -> list[str]:
    found = list(list_losses(case, held={"killed"}, claims=False))
    if any(count.stated for count in (gather_counts(case, "injured"),)):
        found.append("minimum and maximum of injuries: IBC keeps them, its file has no column")
    return found


RULES = RuleSet(NAME, "IBC", f"{SOURCE}; read in excerpts", OPTIONS, write, lambda _: HEADER)
