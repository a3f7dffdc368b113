"""GTD's targets, weapons and damage.

Source:
    GTD Codebook, June 2017, Target/Victim Information, Weapon Information, property.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from accordingto.codebooks import gtd_values as values
from accordingto.codebooks.countries import gtd_country
from accordingto.codebooks.scene import targets_of, tellings, weapons_of
from accordingto.codebooks.sheets import Sheet
from accordingto.gazetteer import open_gazetteer
from accordingto.model import Target
from accordingto.model.coding import Case

OTHER, CITIZENS = 13, 14
DAMAGED = frozenset({"damaged", "destroyed"})


def put_targets(sheet: Sheet, case: Case) -> None:
    """Write up to three kinds of targets with a name, and whether property was damaged."""
    found: dict[int, list[Target]] = {}
    for kind, targets in targets_of(case):
        found.setdefault(values.TARGET_OF.get(kind, OTHER), []).extend(targets)
    if len(found) > 1:
        found.pop(OTHER, None)
    ranked = sorted(found, key=lambda code: -len(found[code]))
    for place, code in enumerate(ranked[:3], 1):
        times = "once" if len(found[code]) == 1 else f"{len(found[code])} times"
        why = f"Reports name such targets {times}."
        sheet.put_coded(f"targtype{place}", code, values.TARGETS, why)
        sheet.put(f"target{place}", _name(found[code], code))
        _put_nation(sheet, place, found[code], case)
    if not ranked:
        sheet.put_coded("targtype1", 20, values.TARGETS, "No report names a target.")
    _put_property(sheet, case)


def put_weapons(sheet: Sheet, case: Case) -> None:
    """Write up to four kinds of weapons, and their names as reports give them."""
    found = weapons_of(case)
    codes = list(dict.fromkeys(values.WEAPON_OF.get(class_, 12) for class_, _ in found))
    for place, code in enumerate(codes[:4], 1):
        sheet.put_coded(f"weaptype{place}", code, values.WEAPONS, "")
    if not codes:
        sheet.put_coded("weaptype1", 13, values.WEAPONS, "No report names a weapon.")
    names = Counter(weapon.name for _, weapons in found for weapon in weapons)
    told = ", ".join(name for name, _ in names.most_common(6))
    sheet.put("weapdetail", told or None, "The words reports use." if told else "")


def _name(targets: Sequence[Target], code: int) -> str:
    """What the targets are called most; people of whom each is named once are civilians."""
    named = Counter(target.name for target in targets)
    name = max(named, key=lambda words: (named[words], words[:1].isupper(), len(words)))
    return "Civilians" if code == CITIZENS and named[name] == 1 else name


def _put_nation(sheet: Sheet, place: int, targets: Sequence[Target], case: Case) -> None:
    """The nationality of the target: what is said of it, else the country it is in."""
    nations = Counter(target.nation for target in targets if target.nation)
    here = case.dossier.place.country_code if case.dossier.place else None
    code = nations.most_common(1)[0][0] if nations else here
    number = gtd_country(code)
    if code and number:
        why = "Reports name its nation." if nations else "Nobody says it is foreign."
        sheet.put(f"natlty{place}", number, why)
        sheet.put(f"natlty{place}_txt", open_gazetteer().countries.get(code))


def _put_property(sheet: Sheet, case: Case) -> None:
    effects = {
        target.effect for told in tellings(case) for target in told.incident.targets
        if target.sort == "thing"
    }  # fmt: skip
    damaged = bool(effects & DAMAGED)
    sheet.put("property", 1 if damaged else -9, "Things are said to be damaged." if damaged else "")
    if damaged:
        why = "No report says what the damage is worth."
        sheet.put_coded("propextent", 4, values.PROPERTY_EXTENTS, why)
