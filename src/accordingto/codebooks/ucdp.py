"""UCDP GED (Georeferenced Event Dataset): rule set `ucdp-ged-23.1`.

Source:
    UCDP GED Codebook 23.1 (read). It gives no mechanical rule for the most reliable estimate: the
    option `best` says which one stands in for it.
"""

from __future__ import annotations

from datetime import date

from accordingto.codebooks.clauses import as_clause, say_number, say_range
from accordingto.codebooks.countries import ucdp_region
from accordingto.codebooks.counts import (
    Choice,
    Count,
    Counts,
    by_number,
    count_part,
    gather_counts,
    name_givers,
)
from accordingto.codebooks.losses import list_losses
from accordingto.codebooks.rules import Option, Outcome, Policy, RuleSet
from accordingto.codebooks.scene import (
    VIOLENCE,
    Actor,
    actors_of,
    cite,
    reported_first,
    targets_of,
    tellings,
    when_told,
)
from accordingto.codebooks.sheets import Sheet
from accordingto.codebooks.tolls import (
    QUESTIONABLE,
    highest_credible,
    lowest_credible,
    most_recent,
    refuse_bounds,
    refuse_doubtful,
    refuse_perpetrators,
    refuse_preliminary,
    start,
)
from accordingto.codebooks.ucdp_dates import no_time_given, precision_of, read_phrase
from accordingto.codebooks.ucdp_places import choose_place
from accordingto.codebooks.ucdp_values import HEADER, NO_DATE, THEIRS, TYPES, find_cell
from accordingto.codebooks.ucdp_where import LEVELS, finest_places, read_around
from accordingto.model import Place
from accordingto.model.coding import Case, Scope
from accordingto.model.dossier import Point
from accordingto.model.kinds import OFFICIAL

NAME = "ucdp-ged-23.1"
SOURCE = "UCDP GED Codebook 23.1"
LOW, BEST, HIGH = "ucdp.low", "ucdp.best", "ucdp.high"
OPTIONS = (
    Option(
        "best",
        "Which estimate is the most reliable: the one most independent givers give; the latest; the"
        " lowest; the one officials give.",
        ("majority", "latest", "lowest", "official"),
    ),
    Option("questionable", "Kinds of givers that are not reliable.", tuple(QUESTIONABLE)),
    Option(
        "vague",
        "What a word without a number (“several”) makes of the dead, where no report has one: one"
        " dead, the least there can be; or none, which leaves the event out.",
        ("one", "none"),
    ),
    Option(
        "place",
        "Where it is put: at the place most reports name, or at the finest that all agree on.",
        ("majority", "agreed"),
    ),
    Option(
        "soldiers",
        "Whose soldiers and police are counted among the dead, when a side is not named.",
        ("side-a", "side-b"),
    ),
)
FIGHTERS = frozenset({"military", "police", "law_enforcement", "terrorist"})


def write(case: Case, policy: Policy) -> Outcome:
    """One incident as UCDP GED would write it."""
    low, best, high = estimate(case, policy)
    scope, because = judge_scope(case, best, high)
    violence = type_of_violence(case)
    sheet = Sheet(HEADER, SOURCE)
    sheet.put("id", case.dossier.number, "Ours, not UCDP's.")
    sheet.put("type_of_violence", violence[0], violence[1])
    for column, choice, rule in (("low", low, LOW), ("best", best, BEST), ("high", high, HIGH)):
        sheet.put_choice(column, choice, rule=rule)
    _put_sides(sheet, case, violence[0], best, policy)
    _put_time(sheet, case)
    _put_place(sheet, case, policy)
    _put_sources(sheet, case)
    return Outcome(
        scope=scope,
        because=because,
        rows=(sheet.row(),),
        dead=_dead(low, best, high),
        says=_say(low, best, high),
        glance=_glance(sheet),
        lost=tuple(_losses(case)),
        ours=(
            "The codebook has no mechanical rule for the most reliable estimate: the option"
            f" best={policy['best']} stands in for it.",
            "Conflicts, dyads, actors and countries have ids of UCDP's own, which are left empty.",
        ),
    )


def judge_scope(case: Case, best: Choice, high: Choice) -> tuple[Scope, str]:
    """Armed force by an organised actor, with at least one dead in any estimate.

    Source:
        UCDP GED Codebook 23.1, event definition.
    """
    kind = case.dossier.type
    if kind not in VIOLENCE:
        return "out", f"It is no use of armed force: {kind.replace('_', ' ')}."
    if not (best.value or high.value):
        return "out", f"No estimate has a death: {as_clause(best.why)}."
    organised = [a for a in actors_of(case) if a.named and (a.state or a.group)]
    if not organised:
        return "open", "No organised actor is named, and UCDP needs one."
    return "in", f"Armed force by {organised[0].name}, with at least one death."


def estimate(case: Case, policy: Policy) -> tuple[Choice, Choice, Choice]:
    """Low, best and high.

    Low, best and high need not be in that order in UCDP's own data, where deaths of clearer events
    are taken off; here, where nothing is taken off, they are.

    Source:
        UCDP GED Codebook 23.1, 5.5 and 5.7.
    """
    counts = gather_counts(case, "killed")
    kinds = QUESTIONABLE[policy["questionable"]]
    low, high = lowest_credible(counts, kinds), highest_credible(counts, kinds)
    best = choose_best(counts, policy)
    if best.value is None and counts.vague and policy["vague"] == "one":
        for choice in (low, best, high):
            _write_one(choice, counts.vague)
    return low, best, high


def choose_best(counts: Counts, policy: Policy) -> Choice:
    """The most reliable estimate, by the option `best`."""
    kinds = QUESTIONABLE[policy["questionable"]]
    choice = start(counts)
    firm = refuse_perpetrators(choice, refuse_doubtful(choice, counts.stated, kinds))
    firm = refuse_preliminary(choice, refuse_bounds(choice, firm))
    if policy["best"] == "lowest":
        return lowest_credible(counts, kinds)
    if policy["best"] == "latest":
        latest = most_recent(Counts(tuple(firm), counts.vague, ()))
        latest.refused = [*choice.refused, *(n for n in latest.refused if n not in choice.refused)]
        return latest
    if policy["best"] == "official":
        private = [count for count in firm if count.giver.kind not in OFFICIAL]
        official = [count for count in firm if count not in private]
        if official:
            choice.refuse(private, "Officials give a figure.")
            firm = official
    return _most_given(choice, firm, counts)


def _most_given(choice: Choice, firm: list[Count], counts: Counts) -> Choice:
    """The figure that most givers give; of equals that of officials, the latest, the lowest."""
    if not firm:
        why = "No report gives a figure." if not counts.vague else _no_number(counts.vague)
        return choice.take(None, [], why)
    voices = by_number(firm)
    official = {count.number for count in firm if count.giver.kind in OFFICIAL}
    latest = {n: max(str(c.day or "") for c in firm if c.number == n) for n in voices}
    ranked = sorted(voices)
    best = max(ranked, key=lambda n: (len(voices[n]), n in official, latest[n], -n))
    used = [count for count in firm if count.number == best]
    choice.refuse([count for count in firm if count not in used], "Fewer givers, or less reliable.")
    everybody = len({count.giver.id for count in firm})
    how = f"{len(voices[best])} of {everybody} independent givers"
    whose = "the only giver" if everybody == 1 else how
    return choice.take(best, used, f"The figure of {whose} ({name_givers(used)}).")


def type_of_violence(case: Case) -> tuple[int | None, str]:
    """1 state-based, 2 non-state, 3 one-sided; None where nobody organised is named.

    Source:
        UCDP GED Codebook 23.1, type_of_violence.
    """
    organised = [a for a in actors_of(case) if a.named and (a.state or a.group)]
    if not organised:
        return None, "No organised actor is named."
    kinds = [kind for kind, _ in targets_of(case)]
    fought = bool(kinds) and kinds[0] in FIGHTERS
    side = organised[0]
    if not fought:
        return 3, f"{side.name} struck civilians: {TYPES[3]}."
    rebels = kinds[0] == "terrorist"
    if side.state or not rebels:
        return 1, f"{side.name} and armed forces fought: {TYPES[1]}."
    return 2, f"{side.name} and another armed group fought: {TYPES[2]}."


def _put_sides(
    sheet: Sheet, case: Case, violence: int | None, best: Choice, policy: Policy
) -> None:
    """`deaths_a` + `deaths_b` + `deaths_civilians` + `deaths_unknown` are always `best`."""
    organised = [a for a in actors_of(case) if a.named and (a.state or a.group)]
    sheet.put("side_a", organised[0].name if organised else None)
    sheet.put("side_b", "Civilians" if violence == 3 else _other_side(organised))
    sheet.put("dyad_name", _dyad(sheet))
    total = best.value or 0
    civilians, points = count_part(case, "killed", "civilians")
    soldiers, theirs = count_part(case, "killed", "security_forces")
    attackers, ours = count_part(case, "killed", "perpetrators")
    if violence == 3:
        dead = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": total, "deaths_unknown": 0}
        why = "One-sided violence: those killed are civilians."
    else:
        side = {"deaths_a": attackers or 0, "deaths_b": soldiers or 0}
        if policy["soldiers"] == "side-a" and organised and organised[0].state:
            side = {"deaths_a": soldiers or 0, "deaths_b": attackers or 0}
        dead = {**side, "deaths_civilians": civilians or 0}
        dead = dead if sum(dead.values()) <= total else dict.fromkeys(dead, 0)
        dead["deaths_unknown"] = total - sum(dead.values())
        why = "As reports count the parts; the rest is unknown, so that the sum is best."
    used = tuple(count.point.id for count in (*points, *theirs, *ours))
    for column, number in dead.items():
        choice = Choice(value=number, why=why, used=list(used) if violence != 3 else [])
        sheet.put_choice(column, choice, rule="ucdp.sides")


def _other_side(actors: list[Actor]) -> str | None:
    return actors[1].name if len(actors) > 1 else None


def _dyad(sheet: Sheet) -> str | None:
    sides = [str(v) for v in (sheet.value("side_a"), sheet.value("side_b")) if v]
    return " - ".join(sides) if len(sides) == 2 else None


def locate(case: Case, policy: Policy) -> tuple[Place | None, int | None, str]:
    """Where it is put, `where_prec`, and why.

    Source:
        UCDP GED Codebook 23.1, `where_prec` and Appendix 3.
    """
    if policy["place"] == "agreed":
        return choose_place(finest_places(case))
    place = case.dossier.place or next(iter(case.dossier.places), None)
    if place is None:
        return None, None, "No report names a place."
    told = read_around(case, place)
    if told and told.precision is not None:
        return place, told.precision, told.why
    return place, place.precision, LEVELS.get(place.precision or 0, "")


def _put_time(sheet: Sheet, case: Case) -> None:
    """Dates and `date_prec`: by Appendix 2 where it has the words, else as the reader read them."""
    first, last = case.dossier.first, case.dossier.last
    reported = reported_first(case)
    told = when_told(case)
    phrase = read_phrase(told[0].text, told[1]) if told and told[1] else None
    rule = "ucdp.date_phrases"
    if phrase is not None:
        begin, end, why = phrase.start, phrase.end, phrase.why
        precision: int | None = phrase.precision
    elif first is not None:
        begin, end = first, last or first
        precision = precision_of(begin, end)
        why = f"Reports say “{told[0].text}”." if told else "The day that most reports give."
    elif reported is not None:
        given = no_time_given(reported)
        begin, end, precision, why = given.start, given.end, given.precision, given.why
    else:
        return
    sheet.put("year", begin.year)
    sheet.put("date_prec", precision, why, rule=rule)
    sheet.put("date_start", _day(begin), why, rule=rule)
    sheet.put("date_end", _day(end), why, rule=rule)
    sheet.put("event_clarity", 1, "A single incident is told of.")


def _day(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _put_place(sheet: Sheet, case: Case, policy: Policy) -> None:
    place, precision, why = locate(case, policy)
    if place is None:
        return
    sheet.put("where_prec", precision, why, rule="ucdp.where_prec")
    sheet.put("where_coordinates", place.name)
    sheet.put("where_description", case.dossier.venue.value or case.dossier.where.value)
    sheet.put("adm_1", place.admin1)
    sheet.put("country", place.country_name)
    sheet.put("region", ucdp_region(place.country_code))
    if place.lat is not None and place.lon is not None:
        sheet.put("latitude", round(place.lat, 6))
        sheet.put("longitude", round(place.lon, 6))
        sheet.put("geom_wkt", f"POINT ({place.lon:.6f} {place.lat:.6f})")
        sheet.put("priogrid_gid", find_cell(place.lat, place.lon))


def _put_sources(sheet: Sheet, case: Case) -> None:
    told = tellings(case)
    sheet.put("number_of_sources", case.dossier.texts, "Independent texts; copies are not counted.")
    sheet.put("source_article", ";".join(cite(one.report) for one in told))
    sheet.put("source_office", ";".join(one.report.publisher or "" for one in told))
    dates = [(one.report.published or NO_DATE)[:10] for one in told]
    sheet.put("source_date", ";".join(dates))
    sheet.put("source_headline", ";".join(one.report.title or "" for one in told))
    givers = dict.fromkeys(c.by for c in gather_counts(case, "killed").stated)
    sheet.put("source_original", ";".join(givers) or None)


def _write_one(choice: Choice, vague: tuple[Point, ...]) -> None:
    ids = {point.id for point in vague}
    choice.value, choice.used = 1, [point.id for point in vague]
    choice.why = f"“{vague[0].word}” states no number: 1, the least there can be (our policy)."
    choice.refused = [no for no in choice.refused if no.point not in ids]


def _no_number(vague: tuple[Point, ...]) -> str:
    return f"“{vague[0].word}” states no number."


def _dead(low: Choice, best: Choice, high: Choice) -> str:
    if best.value is None:
        return "blank"
    span = say_range(low, high)
    return f"{best.value:,}" if span == f"{best.value:,}" else f"{best.value:,} ({span})"


def _say(low: Choice, best: Choice, high: Choice) -> str:
    if best.value is None:
        return f"has no estimate: {as_clause(best.why)}"
    if low.value == best.value == high.value:
        numbers = f"{best.value:,} as low, best and high"
    else:
        numbers = f"{say_number(low)} as low, {best.value:,} as best, {say_number(high)} as high"
    return f"writes {numbers}: {as_clause(best.why)}"


def _glance(sheet: Sheet) -> dict[str, str]:
    first, last = (str(sheet.value(name) or "")[:10] for name in ("date_start", "date_end"))
    kind = sheet.value("type_of_violence")
    days = first if first == last else f"{first} to {last}"
    return {
        "date": f"{days} ({sheet.value('date_prec')})",
        "place": f"{sheet.value('where_coordinates')} ({sheet.value('where_prec')})",
        "kind": TYPES[kind] if isinstance(kind, int) else "not settled",
        "by": str(sheet.value("side_a") or "nobody named"),
    }


def _losses(case: Case) -> list[str]:
    found = list(list_losses(case, held={"killed"}, claims=False))
    found.append(f"{', '.join(THEIRS)}: ids that are UCDP's own")
    return found


RULES = RuleSet(NAME, "UCDP", f"{SOURCE}; read", OPTIONS, write, lambda _: HEADER)
