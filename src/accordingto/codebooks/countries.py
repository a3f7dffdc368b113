"""Countries as the data projects number and group them, by ISO 3166-1 alpha-2 code.

Source:
    GTD Codebook, June 2017, country and region; ACLED's published region names; UCDP GED 23.1,
    region. GTD's numbers were written down from knowledge of the codebook's list and checked only
    in part against distributed data: the loss report of an export says so.
"""

from __future__ import annotations

GTD_CODES = {
    "AF": 4, "AL": 5, "DZ": 6, "AD": 7, "AO": 8, "AG": 10, "AR": 11, "AM": 12, "AU": 14, "AT": 15,
    "AZ": 16, "BS": 17, "BH": 18, "BD": 19, "BB": 20, "BE": 21, "BZ": 22, "BJ": 23, "BT": 25,
    "BO": 26, "BA": 28, "BW": 29, "BR": 30, "BN": 31, "BG": 32, "BF": 33, "BI": 34, "BY": 35,
    "KH": 36, "CM": 37, "CA": 38, "CF": 41, "TD": 42, "CL": 43, "CN": 44, "CO": 45, "KM": 46,
    "CG": 47, "CR": 49, "HR": 50, "CU": 51, "CY": 53, "CZ": 54, "DK": 55, "DJ": 56, "DM": 57,
    "DO": 58, "EC": 59, "EG": 60, "SV": 61, "GQ": 62, "ER": 63, "EE": 64, "ET": 65, "FK": 66,
    "FJ": 67, "FI": 68, "FR": 69, "GF": 70, "PF": 71, "GA": 72, "GM": 73, "GE": 74, "DE": 75,
    "GH": 76, "GR": 78, "GD": 80, "GP": 81, "GT": 83, "GN": 84, "GW": 85, "GY": 86, "HT": 87,
    "HN": 88, "HK": 89, "HU": 90, "IS": 91, "IN": 92, "ID": 93, "IR": 94, "IQ": 95, "IE": 96,
    "IL": 97, "IT": 98, "CI": 99, "JM": 100, "JP": 101, "JO": 102, "KZ": 103, "KE": 104,
    "KW": 106, "KG": 107, "LA": 108, "LV": 109, "LB": 110, "LS": 111, "LR": 112, "LY": 113,
    "LT": 115, "LU": 116, "MO": 117, "MK": 118, "MG": 119, "MW": 120, "MY": 121, "MV": 122,
    "ML": 123, "MT": 124, "MQ": 127, "MR": 128, "MU": 129, "MX": 130, "MD": 132, "MA": 136,
    "MZ": 137, "MM": 138, "NA": 139, "NP": 141, "NL": 142, "NC": 143, "NZ": 144, "NI": 145,
    "NE": 146, "NG": 147, "KP": 149, "NO": 151, "PK": 153, "PS": 155, "PA": 156, "PG": 157,
    "PY": 158, "PE": 159, "PH": 160, "PL": 161, "PT": 162, "QA": 164, "RO": 166, "RU": 167,
    "RW": 168, "SA": 173, "SN": 174, "SC": 176, "SL": 177, "SG": 178, "SK": 179, "SI": 180,
    "SB": 181, "SO": 182, "ZA": 183, "KR": 184, "ES": 185, "LK": 186, "KN": 189, "LC": 190,
    "SD": 195, "SR": 196, "SZ": 197, "SE": 198, "CH": 199, "SY": 200, "TW": 201, "TJ": 202,
    "TZ": 203, "TG": 204, "TH": 205, "TT": 207, "TN": 208, "TR": 209, "TM": 210, "UG": 213,
    "UA": 214, "AE": 215, "US": 217, "UY": 218, "UZ": 219, "VU": 220, "VA": 221, "VE": 222,
    "VN": 223, "WF": 225, "YE": 228, "CD": 229, "ZM": 230, "ZW": 231, "TL": 347, "EH": 349,
    "GB": 603, "RS": 1001, "ME": 1002, "XK": 1003, "SS": 1004,
}  # fmt: skip

GTD_REGIONS = {
    (1, "North America"): "CA MX US",
    (2, "Central America & Caribbean"): "AG BS BB BZ CR CU DM DO SV GD GP GT HT HN JM MQ NI PA KN"
    " LC TT VC",
    (3, "South America"): "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
    (4, "East Asia"): "CN HK JP MO KP KR TW",
    (5, "Southeast Asia"): "BN KH TL ID LA MY MM PH SG TH VN",
    (6, "South Asia"): "AF BD BT IN LK MV MU NP PK",
    (7, "Central Asia"): "AM AZ GE KZ KG TJ TM UZ",
    (8, "Western Europe"): "AD AT BE CY DK FI FR DE GI GR IS IE IT LU MT NL NO PT ES SE CH GB VA",
    (9, "Eastern Europe"): "AL BY BA BG HR CZ EE HU XK LV LT MD ME MK PL RO RU RS SK SI UA",
    (10, "Middle East & North Africa"): "DZ BH EG IR IQ IL JO KW LB LY MA EH OM PS QA SA SY TN TR"
    " AE YE",
    (11, "Sub-Saharan Africa"): "AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET GA GM GH GN GW"
    " KE LS LR MG MW ML MR MZ NA NE NG RW SN SC SL SO ZA SS SD SZ ST TZ TG UG ZM ZW",
    (12, "Australasia & Oceania"): "AU FJ PF NC NZ PG SB VU WF WS",
}

ACLED_REGIONS = {
    "Western Africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SN SL SH TG",
    "Middle Africa": "AO CM CF TD CD GQ GA CG ST",
    "Eastern Africa": "BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW",
    "Southern Africa": "BW SZ LS NA ZA",
    "Northern Africa": "DZ EG LY MA SD TN EH",
    "South Asia": "AF BD BT IN MV NP PK LK",
    "Southeast Asia": "BN KH TL ID LA MY MM PH SG TH VN",
    "Middle East": "BH IR IQ IL JO KW LB OM PS QA SA SY TR AE YE",
    "Europe": "AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE XK LV LI"
    " LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH UA GB VA",
    "Caucasus and Central Asia": "AM AZ GE KZ KG TJ TM UZ",
    "Central America": "BZ CR SV GT HN MX NI PA",
    "South America": "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
    "Caribbean": "AI AG AW BS BB VG KY CU CW DM DO GD GP HT JM MQ MS BL KN LC MF VC SX TT TC VI PR",
    "East Asia": "CN HK JP MO MN KP KR TW",
    "North America": "BM CA GL PM US",
    "Oceania": "AS AU CK FJ PF GU KI MH FM NR NC NZ NU MP PW PG PN WS SB TK TO TV VU WF",
}

UCDP_REGIONS = {
    "Africa": "Western Africa, Middle Africa, Eastern Africa, Southern Africa, Northern Africa",
    "Americas": "Central America, South America, Caribbean, North America",
    "Asia": "South Asia, Southeast Asia, East Asia, Oceania, Caucasus and Central Asia",
    "Europe": "Europe",
    "Middle East": "Middle East",
}
"""As groups of ACLED's; Egypt counts to the Middle East, the Caucasus to Europe."""
_MOVED = {"EG": "Middle East", "AM": "Europe", "AZ": "Europe", "GE": "Europe"}


def gtd_country(code: str | None) -> int | None:
    """GTD's number of a country."""
    return GTD_CODES.get(code or "")


def gtd_region(code: str | None) -> tuple[int, str] | None:
    """GTD's region of a country, by number and name."""
    return next((region for region, held in GTD_REGIONS.items() if code in held.split()), None)


def acled_region(code: str | None) -> str | None:
    """ACLED's region of a country."""
    return next((region for region, held in ACLED_REGIONS.items() if code in held.split()), None)


def ucdp_region(code: str | None) -> str | None:
    """UCDP's region of a country."""
    if code in _MOVED:
        return _MOVED[code]
    within = acled_region(code)
    return next((r for r, held in UCDP_REGIONS.items() if within in held.split(", ")), None)
