"""ACLED's columns and value sets.

Source:
    ACLED Codebook, January 2021; both headers as distributed; the event types as its own package
    for R lists them.
"""

from __future__ import annotations

from accordingto.model.kinds import IncidentType

OLD_HEADER = (
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision",
    "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2",
    "inter2", "interaction", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities",
    "timestamp", "iso3",
)  # fmt: skip
"""As distributed up to 2022."""
HEADER = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip

EVENTS: dict[str, tuple[str, ...]] = {
    "Battles": (
        "Armed clash", "Government regains territory", "Non-state actor overtakes territory",
    ),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence", "Attack", "Abduction/forced disappearance",
    ),
    "Protests": (
        "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction",
        "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
SUB_EVENTS: dict[IncidentType, str] = {
    "bombing": "Remote explosive/landmine/IED", "air_strike": "Air/drone strike",
    "shelling": "Shelling/artillery/missile attack", "abduction": "Abduction/forced disappearance",
    "hostage_taking": "Abduction/forced disappearance", "unrest": "Violent demonstration",
    "raid": "Armed clash", "arson": "Attack", "armed_attack": "Attack", "shooting": "Attack",
    "stabbing": "Attack", "vehicle_attack": "Attack", "assassination": "Attack",
}  # fmt: skip
STATE, REBELS, POLITICAL, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, OTHER = range(1, 9)
ACTORS = {
    STATE: "State Forces", REBELS: "Rebel Groups", POLITICAL: "Political Militias",
    IDENTITY: "Identity Militias", RIOTERS: "Rioters", PROTESTERS: "Protesters",
    CIVILIANS: "Civilians", OTHER: "External/Other Forces",
}  # fmt: skip
COMBATANTS = frozenset({"military", "police", "law_enforcement", "security_forces", "terrorist"})
"""Kinds of targets that fight back: an attack on them is a battle."""
