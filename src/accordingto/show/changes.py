"""What two records of one report say differently, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from accordingto.model import Record
from accordingto.show.digest import Digest
from accordingto.show.wording import (
    MEASURES,
    STANDINGS,
    figure_counts,
    figure_value,
    place_value,
    plain,
    toll_value,
    when_value,
    words_of,
)


def render_changes(before: Record, after: Record) -> str:
    """The lines that only the older record has (-) and only the newer one (+)."""
    old, new = list(dict.fromkeys(tell(before))), list(dict.fromkeys(tell(after)))
    lines = [f"- {line}" for line in old if line not in new]
    lines += [f"+ {line}" for line in new if line not in old]
    head = f"{plain(after.report.id)}: {before.made_by.version} -> {after.made_by.version}"
    return "\n".join([head, *(lines or ["  says the same, in other places"])]) + "\n"


def tell(record: Record) -> Iterator[str]:
    """What a record says, a line for each thing, without its own numbers for them."""
    digest = Digest(record)
    for incident in record.incidents:
        name = f"{incident.role} incident"
        when = when_value(incident.when) if incident.when else "no date"
        where = "; ".join(place_value(place) for place in incident.where) or "no place"
        yield f"{name}: {words_of(incident.type)}, {incident.status}, {when}, {where}"
        for measure, toll in incident.toll.items():
            yield f"{name}: {MEASURES[measure]} {toll_value(toll)}"
        for row in incident.perpetrators:
            yield f"{name}: {plain(row.name)} {STANDINGS[row.standing]}"
    for figure in record.figures:
        words = plain(figure.evidence.text)
        value = f"{figure_counts(figure)} {figure_value(figure)}"
        yield f"figure: {value} by {digest.giver(figure)}, “{words}”"
    for statement in record.statements:
        words = " … ".join(plain(piece.text) for piece in statement.content)
        yield f"statement: {digest.speaker(statement)} {words_of(statement.act)} “{words}”"
    for unknown in record.unknowns:
        yield f"not known: {unknown.about}, “{plain(unknown.evidence.text)}”"
