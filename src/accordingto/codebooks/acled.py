"""ACLED (Armed Conflict Location & Event Data): rule set `acled-2021-01`.

Source:
    ACLED Codebook, January 2021 (read); the wording of its FAQ of 2023/24 where marked (excerpt).
"""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.codebooks import acled_values as values
from accordingto.codebooks.clauses import as_clause
from accordingto.codebooks.countries import acled_region
from accordingto.codebooks.counts import Choice, Counts, gather_counts
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import LINKED, Option, Outcome, Policy, RuleSet, linked_to
from accordingto.codebooks.scene import (
    VIOLENCE,
    Actor,
    actors_of,
    kinds_of,
    places_apart,
    says,
    targets_of,
    tellings,
    weapons_of,
)
from accordingto.codebooks.sheets import Sheet
from accordingto.codebooks.tolls import divide, lowest_unless_corroborated, share_linked
from accordingto.gazetteer import country_codes, open_gazetteer
from accordingto.model import Place
from accordingto.model.coding import Case, Cell, Scope
from accordingto.words import role_words

NAME = "acled-2021-01"
SOURCE = "ACLED Codebook, January 2021"
LOWEST, VAGUE = "acled.lowest", "acled.vague_words"
MONTH, TEN = 31, 10
OPTIONS = (
    Option(
        "several",
        "What “several”, “many”, “a few” and an unknown plural are written as: 3 where there is"
        " evidence that it was fewer than ten.",
        ("10", "3"),
    ),
    Option(
        "corroborated",
        "Whether a figure that more independent givers give goes before a lower one.",
        ("yes", "no"),
    ),
    Option(
        "preliminary",
        "Whether counts that officials replaced later still compete for the lowest.",
        ("leave-out", "keep"),
    ),
    LINKED,
    Option(
        "places", "Whether an incident in several towns is one event or one in each.",
        ("first", "each"),
    ),
    Option(
        "days",
        "Whether an incident that spans days is one event in their middle, or one on each day with"
        " the total divided.",
        ("middle", "each"),
    ),
    Option("header", "The columns: as distributed since 2022, or before.", ("new", "old")),
)  # fmt: skip


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as ACLED would write it: a row for each day and place."""
    scope, because = judge_scope(case)
    dead = count_dead(gather_counts(case, "killed"), policy)
    share_linked(dead, linked_to(policy, case.dossier.number), case.dossier.number)
    towns = places_apart(case)
    split = towns if policy["places"] == "each" and len(towns) > 1 else towns[:1]
    days: list[date | None] = _days(case) if policy["days"] == "each" else [None]
    places: list[Place | None] = [*split] or [case.dossier.place]
    spots = [(day, place) for day in days for place in places]
    rows = tuple(
        _row(case, policy, dead, n, len(spots), day, place) for n, (day, place) in enumerate(spots)
    )
    return Outcome(
        scope=scope,
        because=because,
        rows=rows,
        dead=f"{dead.value or 0:,}",
        says=_say(dead, len(rows)),
        glance=_glance(rows[0]),
        lost=_losses(case, towns, split, days),
        ours=(
            "Which event type our kinds of incident are, and which groups are rebels or militias,"
            " is our reading.",
        ),
    )


def judge_scope(case: Case) -> tuple[Scope, str]:
    """Whether it is political violence or disorder.

    Source:
        ACLED Codebook, January 2021, ACLED Events.
    """
    dossier = case.dossier
    kind = dossier.type.replace("_", " ")
    if dossier.type not in VIOLENCE | {"unrest"}:
        return "out", f"It is political violence only that ACLED covers, and this is: {kind}."
    if dossier.status in {"thwarted", "threatened"}:
        return "out", "It was not carried out."
    if not dossier.places or all(place.kind == "country" for place in dossier.places):
        return "out", "No place finer than the country is known: ACLED admits none coarser."
    if dossier.first is None or (dossier.last and (dossier.last - dossier.first).days > MONTH):
        return "out", "No date within a month is known: ACLED admits none coarser."
    if any(actor.named and (actor.state or actor.group) for actor in actors_of(case)):
        return "in", "Violence by an organised agent."
    if dossier.type == "unrest":
        return "in", "A riot or a demonstration."
    return "open", "No organised agent is named: whether it is political, reports do not settle."


def count_dead(counts: Counts, policy: Policy) -> Choice:
    """`fatalities`: the lowest unless corroborated; vague words by the codebook's table; else 0.

    Source:
        ACLED Codebook, January 2021, Fatalities; "tens" from the FAQ.
    """
    choice = lowest_unless_corroborated(
        counts,
        preliminary=policy["preliminary"] == "keep",
        corroborated=policy["corroborated"] == "yes",
    )
    if choice.value is not None:
        return choice
    written = {point.id: write_vague(point.word or "", policy) for point in counts.vague}
    if not written:
        return choice.take(0, [], "No report says that anybody died: 0.")
    number = min(written.values())
    used = [point for point in counts.vague if written[point.id] == number]
    word = used[0].word
    choice.value = number
    choice.used = [point.id for point in used]
    choice.refused = [no for no in choice.refused if no.point not in choice.used]
    choice.why = f"“{word}” states no number: {number} by the table of vague words."
    return choice


def write_vague(word: str, policy: Policy) -> int:
    """The number that ACLED writes for a vague word; any plural without a number counts as several.

    Examples:
        >>> write_vague("dozens", {"several": "10"})
        12
    """
    low = word.lower()
    if low in role_words("coding", "acled_100"):
        return 100
    if low in role_words("coding", "acled_12"):
        return 12
    return int(policy["several"])


def _row(  # noqa: PLR0917
    case: Case, policy: Policy, dead: Choice, number: int, rows: int, day: date | None,
    place: Place | None,
) -> tuple[Cell, ...]:  # fmt: skip
    sheet = Sheet((*values.HEADER, *values.OLD_HEADER), SOURCE)
    share = Choice(dead.value, dead.why, dead.used, dead.refused)
    if rows > 1 and dead.value is not None:
        share.value = divide(dead.value, rows)[number]
        share.why += f" The total of {dead.value:,} is divided over {rows} events."
    sheet.put_choice("fatalities", share, rule=VAGUE if "table" in dead.why else LOWEST)
    _put_time(sheet, case, day)
    _put_place(sheet, place or next(iter(case.dossier.places), None), case)
    _put_kind(sheet, case)
    _put_sources(sheet, case, rows)
    cells = {cell.column: cell for cell in sheet.row()}
    return tuple(cells[name] for name in _header(policy))


def _put_time(sheet: Sheet, case: Case, day: date | None) -> None:
    first, last = case.dossier.first, case.dossier.last
    if first is None:
        return
    span = ((last or first) - first).days
    middle = first + timedelta(days=span // 2)
    precision, why = 1, "The day is known."
    if day is None and span > 0:
        precision = 2 if span < 8 else 3
        why = f"Only {'the week' if precision == 2 else 'the month'} is known: its middle."
    when = day or middle
    sheet.put("event_date", when.isoformat(), why)
    sheet.put("year", when.year)
    sheet.put("time_precision", precision, why)


def _put_place(sheet: Sheet, place: Place | None, case: Case) -> None:
    if place is None:
        return
    code = place.country_code or ""
    numbers = country_codes(code)
    if numbers:
        sheet.put("iso", numbers[1])
        sheet.put("iso3", numbers[0])
        sheet.put("event_id_cnty", f"{numbers[0]}{case.dossier.number}", "Ours, not ACLED's.")
    sheet.put("region", acled_region(code))
    sheet.put("country", place.country_name)
    sheet.put("admin1", place.admin1)
    sheet.put("location", place.name)
    sheet.put("latitude", None if place.lat is None else round(place.lat, 4))
    sheet.put("longitude", None if place.lon is None else round(place.lon, 4))
    told = {1: (1, "A town is named."), 2: (2, "Near a town."), 3: (2, "A part of a region.")}
    precision, why = told.get(place.precision or 0, (3, "Only a larger region is named."))
    sheet.put("geo_precision", precision, why)


def _put_kind(sheet: Sheet, case: Case) -> None:
    actors = [a for a in actors_of(case) if a.named and (a.state or a.group)]
    first, second = _sides(case, actors)
    sub, why = _sub_event(case, second)
    event = next(event for event, subs in values.EVENTS.items() if sub in subs)
    sheet.put("event_type", event, why)
    sheet.put("sub_event_type", sub, why)
    sheet.put("disorder_type", values.DISORDER[event])
    here = case.dossier.place.country_name if case.dossier.place else None
    name = actors[0].name if actors else f"Unidentified Armed Group ({here or 'unknown'})"
    sheet.put("actor1", name, "Said to have done it." if actors else "Nobody is named.")
    sheet.put("inter1", first)
    if second is not None:
        sheet.put("actor2", f"Civilians ({here})" if second == values.CIVILIANS else _struck(case))
        sheet.put("inter2", second)
    else:
        sheet.put("inter2", 0)
    low, high = sorted((first, second or 0))
    sheet.put("interaction", 10 * low + high if second else 10 * first)
    if event == "Violence against civilians" or second == values.CIVILIANS:
        sheet.put("civilian_targeting", "Civilian targeting")


def _sides(case: Case, actors: list[Actor]) -> tuple[int, int | None]:
    """`inter1` and `inter2`: what kind of agent acted, and whom it struck."""
    kinds = [kind for kind, _ in targets_of(case)]
    fought = bool(kinds) and kinds[0] in values.COMBATANTS
    struck = values.STATE if fought else values.CIVILIANS
    if case.dossier.type == "unrest":
        return values.RIOTERS, struck if kinds else None
    if actors and actors[0].state:
        return values.STATE, values.CIVILIANS if not fought else values.REBELS
    return (values.REBELS if actors else values.POLITICAL), struck


def _sub_event(case: Case, second: int | None) -> tuple[str, str]:
    kind = case.dossier.type
    words = says(case, "coding", "suicide")
    if words and "bombing" in kinds_of(case):
        return "Suicide bomb", f"Reports say “{words}”."
    if kind == "bombing" and dict(weapons_of(case)).keys() & {"aircraft"}:
        return "Air/drone strike", "Reports tell of a bombing by aircraft."
    sub = values.SUB_EVENTS.get(kind, "Attack")
    if sub == "Attack" and second == values.STATE:
        return "Armed clash", "Those struck are armed forces or police."
    if sub == "Armed clash" and second == values.CIVILIANS:
        return "Attack", "Those struck are civilians."
    return sub, f"The kind of incident is {kind.replace('_', ' ')}."


def _struck(case: Case) -> str:
    kind, targets = targets_of(case)[0]
    here = case.dossier.place.country_code if case.dossier.place else None
    country = open_gazetteer().countries.get(here or "", "unknown")
    forces = "Police Forces" if kind == "police" else "Military Forces"
    return f"{forces} of {country}" if kind in {"police", "military"} else targets[0].name


def _put_sources(sheet: Sheet, case: Case, rows: int) -> None:
    names = dict.fromkeys(
        told.report.publisher for told in tellings(case) if told.report.publisher
    )  # fmt: skip
    sheet.put("source", "; ".join(names) or None, "Publishers of the independent texts.")
    fatal = sheet.value("fatalities")
    shared = f" The total is divided over {rows} events." if rows > 1 else ""
    notes = f"{case.dossier.label[:1].upper()}{case.dossier.label[1:]}. {fatal} fatalities.{shared}"
    stated = gather_counts(case, "killed").stated
    numbers = sorted({count.number for count in stated})
    if len(numbers) > 1:
        notes += f" Sources differ: {', '.join(f'{n:,}' for n in numbers)}."
    sheet.put("notes", notes)


def _days(case: Case) -> list[date | None]:
    first, last = case.dossier.first, case.dossier.last
    if first is None or last is None or not 0 < (last - first).days < TEN:
        return [None]
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _header(policy: Policy) -> tuple[str, ...]:
    return values.HEADER if policy["header"] == "new" else values.OLD_HEADER


def _say(dead: Choice, rows: int) -> str:
    shared = f", divided over {rows} events" if rows > 1 else ""
    return f"writes {dead.value or 0:,}{shared}: {as_clause(dead.why)}"


def _glance(row: tuple[Cell, ...]) -> dict[str, str]:
    held = {cell.column: cell.value for cell in row}
    return {
        "date": f"{held['event_date']} ({held['time_precision']})",
        "place": f"{held['location']} ({held['geo_precision']})",
        "kind": f"{held['sub_event_type']}",
        "by": f"{held['actor1']}",
    }


def _losses(
    case: Case, towns: list[Place], split: list[Place], days: list[date | None]
) -> tuple[str, ...]:
    found = list(list_losses(case, held={"killed"}, claims=False))
    if len(towns) > len(split):
        names = ", ".join(place.name for place in towns)
        found.append(f"that reports name several towns ({names}); places=each gives a row for each")
    if len(days) == 1 and len(_days(case)) > 1:
        found.append("that it spans days; days=each gives a row for each")
    return tuple(found)


RULES = RuleSet(NAME, "ACLED", f"{SOURCE}; read", OPTIONS, write, _header)
