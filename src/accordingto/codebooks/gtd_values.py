"""GTD's columns and value sets.

Source:
    GTD Codebook, June 2017; the header as distributed (the 2021 file has the same 135 columns in
    the same order).
"""

from __future__ import annotations

from accordingto.model.kinds import IncidentType

HEADER = (
    "eventid", "iyear", "imonth", "iday", "approxdate", "extended", "resolution", "country",
    "country_txt", "region", "region_txt", "provstate", "city", "latitude", "longitude",
    "specificity", "vicinity", "location", "summary", "crit1", "crit2", "crit3", "doubtterr",
    "alternative", "alternative_txt", "multiple", "success", "suicide", "attacktype1",
    "attacktype1_txt", "attacktype2", "attacktype2_txt", "attacktype3", "attacktype3_txt",
    "targtype1", "targtype1_txt", "targsubtype1", "targsubtype1_txt", "corp1", "target1",
    "natlty1", "natlty1_txt", "targtype2", "targtype2_txt", "targsubtype2", "targsubtype2_txt",
    "corp2", "target2", "natlty2", "natlty2_txt", "targtype3", "targtype3_txt", "targsubtype3",
    "targsubtype3_txt", "corp3", "target3", "natlty3", "natlty3_txt", "gname", "gsubname",
    "gname2", "gsubname2", "gname3", "gsubname3", "motive", "guncertain1", "guncertain2",
    "guncertain3", "individual", "nperps", "nperpcap", "claimed", "claimmode", "claimmode_txt",
    "claim2", "claimmode2", "claimmode2_txt", "claim3", "claimmode3", "claimmode3_txt",
    "compclaim", "weaptype1", "weaptype1_txt", "weapsubtype1", "weapsubtype1_txt", "weaptype2",
    "weaptype2_txt", "weapsubtype2", "weapsubtype2_txt", "weaptype3", "weaptype3_txt",
    "weapsubtype3", "weapsubtype3_txt", "weaptype4", "weaptype4_txt", "weapsubtype4",
    "weapsubtype4_txt", "weapdetail", "nkill", "nkillus", "nkillter", "nwound", "nwoundus",
    "nwoundte", "property", "propextent", "propextent_txt", "propvalue", "propcomment",
    "ishostkid", "nhostkid", "nhostkidus", "nhours", "ndays", "divert", "kidhijcountry", "ransom",
    "ransomamt", "ransomamtus", "ransompaid", "ransompaidus", "ransomnote", "hostkidoutcome",
    "hostkidoutcome_txt", "nreleased", "addnotes", "scite1", "scite2", "scite3", "dbsource",
    "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "related",
)  # fmt: skip

ATTACKS = {
    1: "Assassination", 2: "Armed Assault", 3: "Bombing/Explosion", 4: "Hijacking",
    5: "Hostage Taking (Barricade Incident)", 6: "Hostage Taking (Kidnapping)",
    7: "Facility/Infrastructure Attack", 8: "Unarmed Assault", 9: "Unknown",
}  # fmt: skip
HIERARCHY = (1, 4, 6, 5, 3, 2, 8, 7, 9)
"""Which attack type comes first; not the order in time."""
ATTACK_OF: dict[IncidentType, int] = {
    "assassination": 1, "armed_attack": 2, "shooting": 2, "stabbing": 2, "raid": 2, "bombing": 3,
    "air_strike": 3, "shelling": 3, "hostage_taking": 5, "abduction": 6, "arson": 7,
    "vehicle_attack": 8,
}  # fmt: skip
"""What our kinds of incident are to GTD. A vehicle is no explosive, firearm, incendiary or sharp
instrument, which makes driving it at people an unarmed assault."""
NOT_ATTACKS: dict[IncidentType, str] = {
    "transport_accident": "a transport accident", "explosion_accident": "an accident",
    "fire": "a fire", "collapse": "a collapse", "natural_hazard": "a natural hazard",
    "release": "a release of captives", "unrest": "unrest", "other": "no attack",
}  # fmt: skip

TARGETS = {
    1: "Business", 2: "Government (General)", 3: "Police", 4: "Military", 5: "Abortion Related",
    6: "Airports & Aircraft", 7: "Government (Diplomatic)", 8: "Educational Institution",
    9: "Food or Water Supply", 10: "Journalists & Media", 11: "Maritime", 12: "NGO", 13: "Other",
    14: "Private Citizens & Property", 15: "Religious Figures/Institutions",
    16: "Telecommunication", 17: "Terrorists/Non-State Militia", 18: "Tourists",
    19: "Transportation", 20: "Unknown", 21: "Utilities", 22: "Violent Political Party",
}  # fmt: skip
TARGET_OF = {
    "business": 1, "commercial": 1, "financial": 1, "government": 2, "government_office": 2,
    "government_official": 2, "political_figure": 2, "political_office": 2, "judicial": 2,
    "former_official": 2, "police": 3, "law_enforcement": 3, "law_enforcement_facility": 3,
    "military": 4, "former_military": 14, "guard": 14, "airport": 6, "diplomatic": 7,
    "diplomat": 7, "diplomat_office": 7, "education": 8, "food": 9, "water": 9, "media": 10,
    "communications": 16, "maritime": 11, "ngo": 12, "organisation_office": 12, "other": 13,
    "private": 14, "civilian": 14, "civilian_residence": 14, "religious": 15,
    "telecommunication": 16, "terrorist": 17, "tourist": 18, "transport": 19,
    "transport_vehicle": 19, "transport_facility": 19, "transport_route": 19, "utility": 21,
    "energy": 21, "party": 22, "health": 1,
}  # fmt: skip
"""Hospitals are businesses to GTD (medical/pharmaceutical)."""

WEAPONS = {
    1: "Biological", 2: "Chemical", 3: "Radiological", 4: "Nuclear", 5: "Firearms",
    6: "Explosives", 7: "Fake Weapons", 8: "Incendiary", 9: "Melee",
    10: "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)",
    11: "Sabotage Equipment", 12: "Other", 13: "Unknown",
}  # fmt: skip
WEAPON_OF = {
    "firearm": 5, "explosive": 6, "vehicle_bomb": 6, "artillery": 6, "aircraft": 6, "incendiary": 8,
    "blade": 9, "improvised": 9, "vehicle": 10, "chemical": 2, "cyber": 12,
}  # fmt: skip

ALTERNATIVES = {
    1: "Insurgency/Guerilla Action", 2: "Other Crime Type", 3: "Inter/Intra-Group Conflict",
    4: "Lack of Intentionality", 5: "State Actors",
}  # fmt: skip
CLAIM_MODES = {
    1: "Letter", 2: "Call (post-incident)", 3: "Call (pre-incident)", 4: "E-mail",
    5: "Note left at scene", 6: "Video", 7: "Posted to website, blog, etc.", 8: "Personal claim",
    9: "Other", 10: "Unknown",
}  # fmt: skip
OUTCOMES = {
    1: "Attempted Rescue", 2: "Hostage(s) released by perpetrators", 3: "Hostage(s) escaped",
    4: "Hostage(s) killed", 5: "Successful Rescue", 6: "Combination", 7: "Unknown",
}  # fmt: skip
PROPERTY_EXTENTS = {
    1: "Catastrophic (likely >= $1 billion)",
    2: "Major (likely >= $1 million but < $1 billion)",
    3: "Minor (likely < $1 million)",
    4: "Unknown",
}
