"""MUC-4 (1992): incidents of terrorism as templates of 24 slots.

Source: the task documentation of the Fourth Message Understanding Conference (template-doc
parts 1 and 2, version 7, March 1992; set-list-foreign-nation, version 5). `docs/muc4.md` says what
maps to what, and what is lost.

What is told apart by `Target.kind`:

    people  civilian political_figure government_official former_official law_enforcement judicial
            military former_military guard diplomat
    things  commercial energy financial communications water transport_vehicle transport_facility
            transport_route organisation_office civilian_residence government_office
            diplomat_office political_office law_enforcement_facility other

`muc4_targets` also takes MUC-4's own names in small letters with underscores, and the target types
of the Global Terrorism Database, which are coarser: the words of the name then decide.
`Weapon.class` may be an instrument of MUC-4 in the same manner ("vehicle_bomb"); it decides where
the words tell less.
"""

from __future__ import annotations

from accordingto.codebooks.muc4_incident import (
    code_instruments,
    country_of,
    is_recent,
    published_on,
    stage_of,
    type_of,
    write_date,
    write_location,
)
from accordingto.codebooks.muc4_perpetrators import code_perpetrators, is_state, one_row_a_name
from accordingto.codebooks.muc4_targets import (
    code_people,
    code_things,
    is_own_military,
    people_of,
    things_of,
)
from accordingto.codebooks.templates import Document, Fill, Slots, Template, fill
from accordingto.model import Incident, Record

SLOTS = (
    "inc-date", "inc-loc", "inc-type", "inc-stage", "inc-instr-id", "inc-instr-type",
    "perp-inc-cat", "perp-ind-id", "perp-org-id", "perp-org-conf", "phys-tgt-id", "phys-tgt-type",
    "phys-tgt-num", "phys-tgt-nation", "phys-tgt-effect", "phys-tgt-total-num", "hum-tgt-name",
    "hum-tgt-desc", "hum-tgt-type", "hum-tgt-num", "hum-tgt-nation", "hum-tgt-effect",
    "hum-tgt-total-num",
)  # fmt: skip


def code_record(record: Record) -> Document:
    """The templates of a record: one for each incident in scope."""
    found = [slots for incident in record.incidents if (slots := code_incident(incident, record))]
    templates = [Template(id=number, slots=slots) for number, slots in enumerate(found, 1)]
    return Document(docid=record.report.id, templates=tuple(templates))


def code_incident(incident: Incident, record: Record) -> Slots | None:
    """The slots of one incident, those that are filled, in their order; None out of scope."""
    kind = type_of(incident)
    if kind is None or not is_in_scope(incident, record):
        return None
    stage, country = stage_of(incident), country_of(incident, record)
    figures = [figure for figure in record.figures if figure.incident == incident.id]
    slots: dict[str, tuple[Fill, ...]] = {
        "inc-date": fill(write_date(incident.when, published_on(record))),
        "inc-loc": fill(write_location(incident, record)),
        "inc-type": fill(kind),
        "inc-stage": fill(stage),
        **code_instruments(incident, kind),
        **code_perpetrators(incident.perpetrators),
        **code_things(incident, kind, country),
        **code_people(incident, kind, stage, country, figures),
    }
    return {slot: slots[slot] for slot in SLOTS if slots.get(slot)}


def is_in_scope(incident: Incident, record: Record) -> bool:
    """Whether an incident is "relevant" (1.0): recent, specific, and no battle.

    An attack on the country's own military alone is "presumed to be a purely guerrilla act".
    """
    targets = [*things_of(incident), *people_of(incident)]
    rows = one_row_a_name(incident.perpetrators)
    if not (targets or rows) or not is_recent(incident, record):
        return False
    country = country_of(incident, record)
    military = [is_own_military(target, country) for target in targets]
    return not (targets and all(military)) or any(is_state(row) for row in rows)
