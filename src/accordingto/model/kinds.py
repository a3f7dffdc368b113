"""The closed vocabularies of a record: every value a coded field may take.

Source: the output contract, `docs/record.md`.
"""

from __future__ import annotations

from typing import Literal

SourceKind = Literal[
    "government", "security_service", "police", "military", "emergency_service", "health",
    "court", "armed_group", "media", "organisation", "expert", "witness", "family", "company",
    "social_media", "person", "unnamed",
]  # fmt: skip

OFFICIAL: frozenset[SourceKind] = frozenset({
    "government", "security_service", "police", "military", "emergency_service", "health", "court",
})  # fmt: skip
"""Kinds of sources that speak for a state."""

Act = Literal[
    "states", "claims_responsibility", "denies", "accuses", "warns", "condemns", "condoles",
    "pledges", "speculates", "declines", "announces",
]  # fmt: skip

StatementStanding = Literal["asserted", "unverified", "hypothetical", "disputed", "confirmed"]

Measure = Literal[
    "killed", "injured", "hospitalised", "missing", "abducted", "released", "detained",
    "displaced", "casualties",
]  # fmt: skip

Group = Literal[
    "people", "civilians", "children", "women", "perpetrators", "security_forces", "foreigners",
    "other",
]  # fmt: skip

Qualifier = Literal[
    "exact", "at_least", "more_than", "up_to", "about", "fewer_than", "between", "vague"
]

RefusalCause = Literal[
    "elsewhere", "perpetrators", "possible", "guess", "vague", "everybody_hit", "part",
    "attackers", "earlier", "same_source", "bound",
]  # fmt: skip

IncidentRole = Literal["main", "background"]

IncidentType = Literal[
    "armed_attack", "bombing", "shooting", "stabbing", "vehicle_attack", "arson", "assassination",
    "air_strike", "shelling", "abduction", "hostage_taking", "release", "raid", "unrest",
    "transport_accident", "explosion_accident", "fire", "collapse", "natural_hazard", "cyber",
    "plot", "other",
]  # fmt: skip

FAMILY: dict[IncidentType, str] = {
    "armed_attack": "violence", "bombing": "violence", "shooting": "violence",
    "stabbing": "violence", "vehicle_attack": "violence", "arson": "violence",
    "assassination": "violence", "air_strike": "violence", "shelling": "violence",
    "raid": "violence", "hostage_taking": "captivity", "abduction": "captivity",
    "release": "captivity", "unrest": "unrest", "transport_accident": "transport",
    "explosion_accident": "accident", "fire": "accident", "collapse": "accident",
    "natural_hazard": "nature", "cyber": "cyber", "plot": "plot", "other": "other",
}  # fmt: skip
"""Which kinds one incident can hold together: those of one family."""

IncidentStatus = Literal[
    "accomplished", "attempted", "thwarted", "threatened", "alleged", "ongoing"
]

PerpetratorStanding = Literal["claimed", "accused", "suspected", "reported", "denied", "ruled_out"]

TargetSort = Literal["person", "thing"]

TargetEffect = Literal[
    "killed", "injured", "unharmed", "abducted", "released", "escaped", "destroyed", "damaged",
    "undamaged", "taken",
]  # fmt: skip

Fate = Literal["killed", "arrested", "at_large", "unknown"]

ResponseKind = Literal[
    "rescue", "security", "closure", "investigation", "arrest", "aid", "diplomatic", "military"
]

UnknownAbout = Literal[
    "motive", "perpetrator", "fate", "verification", "toll", "cause", "whereabouts", "other"
]

Precision = Literal[
    "minute", "day", "week", "month", "season", "year", "weekday_only", "month_day_only", "unknown"
]

PlaceKind = Literal["venue", "street", "district", "city", "admin", "country", "feature"]
