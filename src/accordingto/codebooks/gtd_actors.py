"""GTD's perpetrators: groups, how sure they are, how many, and who claimed it.

Source:
    GTD Codebook, June 2017, Perpetrator Information.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordingto.codebooks import gtd_values as values
from accordingto.codebooks.counts import Choice
from accordingto.codebooks.rules import Policy
from accordingto.codebooks.scene import Actor, actors_of, tellings
from accordingto.codebooks.sheets import Sheet
from accordingto.model import Count
from accordingto.model.coding import Case
from accordingto.words import role_pattern

UNKNOWN = -99
COUNTED = "gtd.majority_lowest"
MODES = (5, 4, 6, 1, 2, 7, 9)
"""How a claim's words are tried; what says most comes first."""


def put_actors(sheet: Sheet, case: Case, policy: Policy) -> None:
    """Write up to three groups, the claims, how many took part, and the doubts."""
    actors = [a for a in actors_of(case) if a.named and not a.state and a.kind != "unnamed"]
    groups = [actor for actor in actors if actor.group] or actors
    sheet.put("gname", groups[0].name if groups else "Unknown")
    for place, actor in enumerate(groups[:3], 1):
        sheet.put("gname" if place == 1 else f"gname{place}", actor.name, _explain(actor))
        unsure = actor.standing != "claimed"
        why = f"It is {actor.standing}, not claimed." if unsure else ""
        sheet.put(f"guncertain{place}", int(unsure), why)
    alone = bool(actors) and all(actor.kind == "person" for actor in actors)
    sheet.put("individual", int(alone), "A named person of no group." if alone else "")
    _put_claims(sheet, case, groups)
    _put_numbers(sheet, case)
    _put_doubt(sheet, groups, policy)
    for column in ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"):
        sheet.put(column, -9, "Reports do not settle it.")


def _put_claims(sheet: Sheet, case: Case, groups: Sequence[Actor]) -> None:
    claimed = [actor for actor in groups if actor.standing == "claimed"]
    for place, actor in enumerate(groups[:3], 1):
        column = "claimed" if place == 1 else f"claim{place}"
        sheet.put(column, int(actor in claimed))
        if actor in claimed:
            mode = "claimmode" if place == 1 else f"claimmode{place}"
            number, why = _mode(case, actor)
            sheet.put_coded(mode, number, values.CLAIM_MODES, why)
    if not groups:
        sheet.put("claimed", 0)
    if claimed:
        sheet.put("compclaim", int(len(claimed) > 1))


def _mode(case: Case, actor: Actor) -> tuple[int, str]:
    """How it was claimed, by the channel that is named, else by the words of the claim."""
    for words in _claim_words(case, actor):
        for mode in MODES:
            if found := role_pattern("coding", f"claim_{mode}").search(words):
                return mode, f"Reports say “{found.group()}”."
    return 10, "No report says how it was claimed."


def _claim_words(case: Case, actor: Actor) -> Iterator[str]:
    claims = [row for row in actor.rows if row.standing == "claimed"]
    for told in tellings(case):
        for statement in told.record.statements:
            if statement.act == "claims_responsibility" and statement.via:
                yield statement.via.name
    for row in claims:
        for blame in row.occasions:
            yield from (evidence.text for evidence in blame.evidence)


def _put_numbers(sheet: Sheet, case: Case) -> None:
    """`nperps` and `nperpcap`: a majority of texts, else the lowest; -99 where nobody says."""
    rows = [row for told in tellings(case) for row in told.incident.perpetrators]
    counted = [row.number for row in rows if row.number and row.standing != "denied"]
    caught = [row.number for row in rows if row.number and row.fate == "arrested"]
    for column, numbers in (("nperps", counted), ("nperpcap", caught)):
        choice = _settle([_least(number) for number in numbers])
        sheet.put_choice(column, choice, rule=COUNTED, blank=UNKNOWN)


def _settle(numbers: Sequence[int]) -> Choice:
    if not numbers:
        return Choice(why="No report says how many.")
    most = max(set(numbers), key=lambda n: (numbers.count(n), -n))
    if 2 * numbers.count(most) > len(numbers):
        return Choice(value=most, why=f"{numbers.count(most)} of {len(numbers)} mentions say so.")
    return Choice(value=min(numbers), why="No number has a majority: the lowest.")


def _least(number: Count) -> int:
    return number.low if number.low is not None else number.high or 0


def _put_doubt(sheet: Sheet, groups: Sequence[Actor], policy: Policy) -> None:
    """`doubtterr` and `alternative`."""
    grouped = any(actor.group for actor in groups)
    doubt = policy["doubt"] == "always" or (policy["doubt"] == "no-group" and not grouped)
    why = "No group claims it or is blamed for it." if not grouped else "A group is named."
    sheet.put("doubtterr", int(doubt), why if policy["doubt"] == "no-group" else "By the option.")
    if doubt:
        sheet.put_coded("alternative", 2, values.ALTERNATIVES, "It may be another crime.")


def _explain(actor: Actor) -> str:
    verb = "claims it" if actor.standing == "claimed" else f"is {actor.standing}"
    denied = "; somebody denies it" if actor.denied else ""
    return f"{actor.name} {verb}{denied}."
