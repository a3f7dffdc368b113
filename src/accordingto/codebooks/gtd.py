"""GTD (Global Terrorism Database): rule set `gtd-2017-06`.

Source:
    GTD Codebook, June 2017 (read); the distributed 2021 file has the same columns. Whether the
    texts of 2019 and 2021 changed a rule was not checked.
"""

from __future__ import annotations

from datetime import date

from accordingto.codebooks import gtd_values as values
from accordingto.codebooks.clauses import as_clause
from accordingto.codebooks.countries import gtd_country, gtd_region
from accordingto.codebooks.counts import Choice, Counts, count_part, gather_counts
from accordingto.codebooks.gtd_actors import put_actors
from accordingto.codebooks.gtd_targets import put_targets, put_weapons
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import LINKED, Option, Outcome, Policy, RuleSet, linked_to
from accordingto.codebooks.scene import (
    actors_of,
    cite,
    kinds_of,
    places_apart,
    reported_first,
    says,
    tellings,
    when_told,
)
from accordingto.codebooks.sheets import Sheet
from accordingto.codebooks.tolls import (
    QUESTIONABLE,
    divide,
    recent_majority_lowest,
    share_linked,
)
from accordingto.model import Place
from accordingto.model.coding import Case, Cell, Scope
from accordingto.model.kinds import Measure
from accordingto.words import role_pattern

NAME = "gtd-2017-06"
SOURCE = "GTD Codebook, June 2017"
RECENT = "gtd.recent_majority_lowest"
UNKNOWN = -99
UNSTATED = -9
OPTIONS = (
    Option(
        "recent-days",
        "How many days back from the most recent source others are about equally recent.",
        default="1",
    ),
    Option(
        "questionable",
        "Kinds of givers whose validity is questionable.",
        tuple(QUESTIONABLE),
    ),
    Option(
        "attackers",
        "Whether attackers who died are added to a total that its report does not say holds them.",
        ("as-said", "add"),
    ),
    LINKED,
    Option(
        "places",
        "Whether an incident that reports put at several towns is one row or one for each.",
        ("first", "each"),
    ),
    Option(
        "doubt",
        "When doubtterr is 1: no group claims it or is blamed for it; always; never.",
        ("no-group", "always", "never"),
    ),
)


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as GTD would write it; several rows where it happened in several towns."""
    scope, because = judge_scope(case)
    towns = places_apart(case)
    split = towns if policy["places"] == "each" and len(towns) > 1 else towns[:1]
    rows = tuple(_row(case, policy, n, split) for n in range(max(1, len(split))))
    deaths = next(cell for cell in rows[0] if cell.column == "nkill")
    return Outcome(
        scope=scope,
        because=because,
        rows=rows,
        dead="blank" if deaths.value is None else f"{deaths.value:,}",
        says=_say(deaths, len(rows)),
        glance=_glance(rows[0]),
        lost=_losses(case, towns, split),
        ours=(
            "Which attack, target and weapon type our kinds are, what is questionable and what is"
            " about equally recent are our reading; they are options where they can differ.",
            "Country numbers were checked only in part against distributed data.",
        ),
    )


def judge_scope(case: Case) -> tuple[Scope, str]:
    """Whether it is an attack, past its planning, by others than a state.

    Source:
        GTD Codebook, June 2017, inclusion criteria (`gtd.inclusion`).
    """
    dossier = case.dossier
    if dossier.type in values.NOT_ATTACKS:
        return "out", f"It is {values.NOT_ATTACKS[dossier.type]}, no intentional attack."
    if dossier.type == "plot" or dossier.status in {"thwarted", "threatened"}:
        return "out", "It was not carried out: plots that are not “out the door” are left out."
    actors = [actor for actor in actors_of(case) if actor.named and actor.kind != "unnamed"]
    if actors and all(actor.state for actor in actors):
        return "out", f"{actors[0].name} is a state's: perpetrators have to be sub-national."
    if any(actor.group for actor in actors):
        name = next(actor.name for actor in actors if actor.group)
        return "in", f"An attack of which {name} is said to be the perpetrator."
    return "open", "An attack by nobody named: whether its aim is political, reports do not settle."


def count_dead(case: Case, policy: Policy) -> Choice:
    """`nkill`: victims and attackers who died; blank where no usable number is given."""
    choice = _recent(gather_counts(case, "killed"), policy)
    attackers, points = count_part(case, "killed", "perpetrators")
    if choice.value is None and attackers and not gather_counts(case, "killed").vague:
        why = "Only the attackers who died are counted: it holds only that part."
        return choice.take(attackers, points, why)
    left_out = any(
        "attackers_out" in p.marks for p in case.dossier.points if p.id in set(choice.used)
    )
    if choice.value is not None and attackers and (left_out or policy["attackers"] == "add"):
        said = "its report says it leaves them out" if left_out else "by the option attackers=add"
        choice.value += attackers
        choice.why += f" {attackers:,} attackers who died are added: {said}."
        choice.used += [count.point.id for count in points]
    return choice


def _recent(counts: Counts, policy: Policy) -> Choice:
    return recent_majority_lowest(
        counts,
        days=int(policy["recent-days"]),
        questionable=QUESTIONABLE[policy["questionable"]],
    )


def _row(case: Case, policy: Policy, number: int, towns: list[Place]) -> tuple[Cell, ...]:
    sheet = Sheet(values.HEADER, SOURCE)
    place = towns[number] if towns else case.dossier.place
    _put_time(sheet, case)
    _put_id(sheet, case, policy, number, len(towns))
    _put_place(sheet, place, case)
    _put_kind(sheet, case)
    put_actors(sheet, case, policy)
    put_targets(sheet, case)
    put_weapons(sheet, case)
    _put_tolls(sheet, case, policy, number, max(1, len(towns)))
    _put_captives(sheet, case, policy)
    _put_sources(sheet, case)
    return sheet.row()


def _put_id(sheet: Sheet, case: Case, policy: Policy, number: int, rows: int) -> None:
    """`eventid`: yyyymmdd and four digits, for which the incident's number serves."""
    day = "".join(
        f"{sheet.value(name) or 0:0{width}}"
        for name, width in (("iyear", 4), ("imonth", 2), ("iday", 2))
    )

    def name(row: int) -> int:
        return int(day + f"{(case.dossier.number + 1000 * row) % 10000:04}")

    sheet.put("eventid", name(number), "The day, and the incident's number at the desk.")
    linked = linked_to(policy, case.dossier.number)
    why = "Several places are separate incidents." if rows > 1 else ""
    why = "It is linked with others." if linked else why
    sheet.put("multiple", int(rows > 1 or bool(linked)), why, rule="gtd.single_incident")
    ids = [str(name(row)) for row in range(rows) if rows > 1]
    ids += [f"incident {n} of the desk" for n in linked if n != case.dossier.number]
    sheet.put("related", ", ".join(ids) or None)


def _put_time(sheet: Sheet, case: Case) -> None:
    first, last = case.dossier.first, case.dossier.last
    told = when_told(case)
    words = told[0].text if told else None
    if first is None:
        guess = reported_first(case)
        why = "Reports give no day; the year is that of the first report." if guess else ""
        sheet.put("iyear", guess.year if guess else None, why)
        sheet.put("imonth", 0, "Unknown.")
        sheet.put("iday", 0, "Unknown.")
        return
    same_month = last is None or (first.year, first.month) == (last.year, last.month)
    exact = last in {None, first} or (last - first).days <= 1 if last else True
    sheet.put("iyear", first.year, f"Reports say “{words}”." if words else "")
    sheet.put("imonth", first.month if same_month else 0, "" if same_month else "Unknown.")
    sheet.put("iday", first.day if exact else 0, "" if exact else "Unknown: the words span days.")
    if not exact or not same_month:
        sheet.put("approxdate", _range(first, last), "The day is not known exactly.")
    sheet.put("extended", 0, "No report says that it lasted more than 24 hours.")


def _range(first: date, last: date | None) -> str:
    return f"{first:%B} {first.day}, {first.year}" + (
        f" - {last:%B} {last.day}, {last.year}" if last and last != first else ""
    )


def _put_place(sheet: Sheet, place: Place | None, case: Case) -> None:
    place = place or next(iter(case.dossier.places), None)
    if place is None:
        sheet.put("specificity", 5, "No report names a place.")
        return
    number, region = gtd_country(place.country_code), gtd_region(place.country_code)
    sheet.put("country", number, "" if number else "The country has no number in our list.")
    sheet.put("country_txt", place.country_name)
    if region:
        sheet.put("region", region[0])
        sheet.put("region_txt", region[1])
    town = place.precision in {1, 2}
    sheet.put("provstate", place.admin1)
    sheet.put("city", place.name if town else "Unknown")
    specificity, why = _specify(place)
    placed = specificity < 5
    sheet.put("latitude", round(place.lat, 6) if placed and place.lat is not None else None)
    sheet.put("longitude", round(place.lon, 6) if placed and place.lon is not None else None)
    sheet.put("specificity", specificity, why)
    near = place.precision == 2
    sheet.put("vicinity", int(near), "It was near the town." if near else "")
    sheet.put("location", case.dossier.venue.value)


def _specify(place: Place) -> tuple[int, str]:
    """`specificity` from UCDP's precision, which places carry."""
    told = {
        1: (1, "The town is named, and these are its coordinates."),
        2: (1, "Near a town that is named; these are its coordinates."),
        3: (3, "No town: the centre of the smallest division that is named."),
        4: (4, "No town: the centre of the province."),
        5: (4, "No town: within a province or along a feature."),
    }
    return told.get(place.precision or 0, (5, "No province is known: no coordinates."))


def _put_kind(sheet: Sheet, case: Case) -> None:
    dossier = case.dossier
    codes = {values.ATTACK_OF[kind] for kind in kinds_of(case) if kind in values.ATTACK_OF}
    ranked = [code for code in values.HIERARCHY if code in codes] or [9]
    for place, kind in enumerate(ranked[:3], 1):
        why = "By the hierarchy of types." if len(ranked) > 1 else "By the kind of incident."
        sheet.put_coded(f"attacktype{place}", kind, values.ATTACKS, why)
    attempted = dossier.status == "attempted"
    sheet.put("success", int(not attempted), "It was only attempted." if attempted else "")
    words = says(case, "coding", "suicide")
    sheet.put("suicide", int(words is not None), f"Reports say “{words}”." if words else "")
    sheet.put("summary", dossier.label)


def _put_tolls(sheet: Sheet, case: Case, policy: Policy, row: int, rows: int) -> None:
    dead = count_dead(case, policy)
    wounded = _recent(gather_counts(case, "injured"), policy)
    for column, choice in (("nkill", dead), ("nwound", wounded)):
        _share(choice, row, rows)
        share_linked(choice, linked_to(policy, case.dossier.number), case.dossier.number)
        sheet.put_choice(column, choice, rule=RECENT)
    parts: tuple[tuple[str, Measure], ...] = (("nkillter", "killed"), ("nwoundte", "injured"))
    for column, measure in parts:
        number, points = count_part(case, measure, "perpetrators")
        part = Choice().take(number, points, "As many attackers as most sources say.")
        if points:
            sheet.put_choice(column, part, rule=RECENT)
    for column, measure in (("nkillus", "killed"), ("nwoundus", "injured")):
        number, points = count_part(case, measure, "foreigners")
        mine = [p for p in points if _american(p.point.evidence[0].text)]
        if mine:
            chosen = Choice().take(number, mine, "Reports count Americans.")
            sheet.put_choice(column, chosen, rule=RECENT)
    linked = linked_to(policy, case.dossier.number)
    if rows > 1 or linked:
        of = f"incidents {', '.join(map(str, linked))}" if linked else f"{rows} places"
        note = f"The totals are for {of} together and are spread over them."
        sheet.put("addnotes", note, rule="gtd.distribute_total")


def _share(choice: Choice, row: int, rows: int) -> None:
    if choice.value is not None and rows > 1:
        choice.why += f" The total of {choice.value:,} is spread over {rows} incidents."
        choice.value = divide(choice.value, rows)[row]


def _american(words: str) -> bool:
    return role_pattern("coding", "american").search(words) is not None


def _put_captives(sheet: Sheet, case: Case, policy: Policy) -> None:
    taken = gather_counts(case, "abducted")
    held = case.dossier.type in {"abduction", "hostage_taking"} or bool(taken.stated)
    sheet.put("ishostkid", int(held), "Reports tell of people taken." if held else "")
    if held:
        sheet.put_choice("nhostkid", _recent(taken, policy), rule=RECENT, blank=UNKNOWN)
        freed = _recent(gather_counts(case, "released"), policy)
        sheet.put_choice("nreleased", freed, rule=RECENT, blank=UNKNOWN)


def _put_sources(sheet: Sheet, case: Case) -> None:
    told = tellings(case)
    for place, one in enumerate(told[:3], 1):
        sheet.put(f"scite{place}", cite(one.report))
    sheet.put("dbsource", "accordingto")
    dead = sheet.value("addnotes")
    others = _conflicts(case)
    notes = " ".join(str(note) for note in (dead, others) if note)
    sheet.put("addnotes", notes or None, "Conflicts between sources are noted." if others else "")


def _conflicts(case: Case) -> str | None:
    """The other numbers of dead that sources give."""
    stated = gather_counts(case, "killed").stated
    numbers = {count.number: count for count in stated}
    if len(numbers) < 2:
        return None
    told = "; ".join(f"{n:,} ({count.by})" for n, count in sorted(numbers.items()))
    return f"Sources differ on the number of dead: {told}."


def _say(deaths: Cell, rows: int) -> str:
    if deaths.value is None:
        return f"leaves it blank: {as_clause(deaths.why)}"
    shared = f", divided over {rows} rows" if rows > 1 else ""
    return f"writes {deaths.value:,}{shared}: {as_clause(deaths.why)}"


def _glance(row: tuple[Cell, ...]) -> dict[str, str]:
    held = {cell.column: cell.value for cell in row}
    day = "-".join(f"{held[name] or 0:02}" for name in ("iyear", "imonth", "iday"))
    wounded = held["nwound"]
    return {
        "injured": "blank" if wounded is None else f"{wounded:,}",
        "date": day,
        "place": f"{held['city']} ({held['specificity']})",
        "kind": f"{held['attacktype1_txt']}",
        "by": f"{held['gname']}{' (uncertain)' if held['guncertain1'] else ''}",
    }


def _losses(case: Case, towns: list[Place], split: list[Place]) -> tuple[str, ...]:
    found = list(list_losses(case, held={"killed", "injured", "abducted", "released"}))
    extra = len(tellings(case)) - 3
    if extra > 0:
        found.append(f"{extra} of the reports: there is room for three citations")
    if len(towns) > len(split):
        names = ", ".join(place.name for place in towns)
        found.append(f"that reports name several towns ({names}); places=each gives a row for each")
    found.append("crit1, crit2, crit3: whether the aim is political is for a person to judge")
    return tuple(found)


RULES = RuleSet(NAME, "GTD", f"{SOURCE}; read", OPTIONS, write, lambda _: values.HEADER)
