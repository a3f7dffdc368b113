"""Places as UCDP GED codes them: what the words around a name make of it.

Source:
    UCDP GED Codebook 23.1, `where_prec` and Appendix 3. Words that the appendix does not list give
    None, and are left to whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from accordingto.codebooks.ucdp_choice import choose_place
from accordingto.codebooks.ucdp_dates import DASHES, outermost
from accordingto.gazetteer import normalise, open_gazetteer
from accordingto.model.kinds import PlaceKind
from accordingto.words import load_words, role_words, text_pattern

__all__ = ["PlaceCode", "choose_place", "read_place"]

LIST = "ucdp_places"
# Up to so many kilometres a spot lies within reach of a known point.
REACH = 25.0
How = Literal["centroid", "representation_point", "as_is"]
UPPER = "".join(chr(code) for code in range(0x41, 0x250) if chr(code).isupper())
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
# Kinds of places that are no point: nothing is so many kilometres from them.
WIDE: frozenset[PlaceKind] = frozenset({"admin", "country", "feature", "street"})
# Words of the list that begin or end a phrase, and so are never part of a name.
OUTSIDE_NAMES = ("suburbs", "road", "feature", "border", "quarter", "adm2", "adm1", "adm1-after")
# Roles of words that may be the first of a name ("Al Amarah", "Northern Ireland", "Lake Chad").
NAME_LIKE = ("particle", "part", "direction part", "feature feature-before")
LINEAR = ("road", "feature", "border")
# What says, beside the name of a division or a town, that the spot is not in it.
ELSEWHERE = ("near", "direction", "off")
RULES: Mapping[str, tuple[int | None, How, str]] = {
    "exact": (1, "as_is", "a town is named"),
    "quarter": (1, "centroid", "a quarter of a town: the town's centroid"),
    "near": (2, "centroid", "near, outside or in the suburbs of a place: that place"),
    "within_reach": (2, "centroid", "within about 25 km of a place: that place"),
    "adm2": (3, "centroid", "only the second-order division is known"),
    "adm1": (4, "centroid", "only the first-order division is known"),
    "out_of_reach": (5, "representation_point", "more than about 25 km from a place"),
    "road": (5, "representation_point", "on a road: a point that stands for it"),
    "feature": (5, "representation_point", "along or in a feature without clear bounds"),
    "border": (5, "representation_point", "on a border: a point that stands for it"),
    "country_part": (5, "representation_point", "a part of a country"),
    "international": (7, "representation_point", "international waters or airspace"),
    "off_coast": (None, "representation_point", "waters that are not said to be international"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCode:
    """How words around a name place an event.

    Attributes:
        precision: `where_prec`: 1 exact, 2 within about 25 km, 3 second-order and 4 first-order
            division, 5 a feature or a part of a country or farther off, 6 country, 7 international
            waters or airspace; None where the words do not settle it.
        of: The names it hangs on, as they are written; none for "the north of the country".
        how: Which coordinates are meant: the centroid of what is named, a point that stands for
            what has no centroid, or those of the place itself.
        rule: The rule's id, the same in every version.
        why: The rule in a sentence.

    Source:
        UCDP GED Codebook 23.1, `where_prec` and Appendix 3.
    """

    precision: int | None
    of: tuple[str, ...]
    how: How
    rule: str
    why: str


def read_place(words: str, *, kind: PlaceKind | None = None) -> PlaceCode | None:
    """What Appendix 3 makes of the words around the name of a place.

    Args:
        words: A phrase of place with its name or names ("75 km south of Basra").
        kind: What the name is known to be. Where it is not given, the gazetteer is asked whether
            "northern X" is a part of a country.

    Returns:
        None where the words hold no phrase of the appendix, or more than one, or other names
        than those of the places that lie around ("near Basra, Iraq").

    Source:
        UCDP GED Codebook 23.1, Appendix 3.

    Examples:
        >>> read_place("on the road between Basra and Amara").of
        ('Basra', 'Amara')
    """
    text = _plain(words)
    hits = outermost((hit, rule) for rule, pattern in _patterns() for hit in pattern.finditer(text))
    if len(hits) != 1:
        return None
    hit, rule = hits[0]
    if _is_unsettled(rule, text[: hit.start()], text[hit.end() :]):
        return None
    settled = READERS.get(rule, _settle)(rule, hit, kind)
    return None if settled is None else _code(settled, hit)


def _code(rule: str, hit: re.Match[str]) -> PlaceCode:
    precision, how, why = RULES[rule]
    groups = hit.groupdict()
    names = [name for key in ("a", "b") if (name := groups.get(key))]
    if rule == "feature":
        names = [_with_capitals(hit)]
    if rule in ("road", "border"):
        names = [part for name in names for part in _split(name)]
    sentence = f"UCDP GED, Appendix 3: {why}."
    return PlaceCode(precision=precision, of=tuple(names), how=how, rule=rule, why=sentence)


def _with_capitals(hit: re.Match[str]) -> str:
    """A name with the word of its kind, where that has a capital too ("Lake Chad")."""
    around = hit[0].replace(hit["a"], "|", 1).split()
    kept = [word for word in around if word == "|" or word[0].isupper()]
    return " ".join(kept).replace("|", hit["a"])


# Finding a phrase.


def _plain(words: str) -> str:
    """Single blanks and plain dashes, figures apart from letters, a small letter to begin with."""
    text = " ".join(DASHES.sub("-", words).split())
    text = re.sub(r"(?<=\w)/(?=\w)", "-", re.sub(r"(\d)(?=[^\W\d_])", r"\1 ", text))
    first = text.split(" ")[0]
    return first.lower() + text[len(first) :] if first.lower() in _leads() else text


@cache
def _leads() -> frozenset[str]:
    """Words that may begin a phrase of the list, and are no name for their capital."""
    kept = [entry for entry in load_words(LIST) if entry.get("role") not in NAME_LIKE]
    return frozenset(phrase.split()[0] for entry in kept for phrase in entry.phrases)


def _is_unsettled(rule: str, before: str, after: str) -> bool:
    """Whether the words beside a phrase name other places, or say that it is elsewhere."""
    around = re.compile(rf"^, ?{_name()}")
    rest = f"{before} | {around.sub('', after)}"
    if re.search(_name(), rest) or re.search(_units(), rest, re.IGNORECASE):
        return True
    if rule == "distance" and re.search(rf"(?:\d|{_number()})[ -]*(?:\w+ )?$", before):
        return True
    inside = rule in ("exact", "quarter", "adm2", "adm1")
    return inside and any(re.search(_any(role), rest) for role in ELSEWHERE)


@cache
def _any(*roles: str) -> str:
    """A pattern of the phrases of roles, whatever their case."""
    words = {word for role in roles for word in role_words(LIST, role)}
    return f"(?i:{text_pattern(words).pattern})"


@cache
def _name(group: str = "") -> str:
    """A pattern of a name: words with capitals, and particles between them."""
    particle = _any("particle")
    token = rf"(?:[{UPPER}]\w?\. )?(?:{particle}[-'’ ])?[{UPPER}][\w'’-]*"
    token = rf"(?!{_any(*OUTSIDE_NAMES)}){token}"
    name = rf"(?<![\w'’-])(?>{token}(?: (?:{particle} )*{token})*)"
    return f"(?P<{group}>{name})" if group else name


@cache
def _units() -> str:
    return text_pattern(_kilometres()).pattern


@cache
def _kilometres() -> Mapping[str, float]:
    return {
        phrase: float(entry.get("kilometres"))
        for entry in load_words("distances")
        for phrase in entry.phrases
    }


@cache
def _bounds() -> Mapping[str, str]:
    entries = [entry for entry in load_words("bounds") if entry.get("side") == "before"]
    return {phrase: entry.get("qualifier") for entry in entries for phrase in entry.phrases}


@cache
def _number_words() -> Mapping[str, int]:
    given = [entry.gives for entry in load_words("numbers") if entry.id == "units"]
    return {w: int(n) for gives in given if isinstance(gives, dict) for w, n in gives.items()}


@cache
def _number() -> str:
    """A pattern of a number in words."""
    word = text_pattern(_number_words()).pattern
    return f"(?i:{word}(?:[ -]{word})?)"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    templates = (*_near_points(), *_long_things(), *_areas(), *_wide_things())
    return tuple((rule, re.compile(template)) for rule, template in templates)


def _town(group: str) -> str:
    return f"(?:{_any('called', 'article')} )?{_name(group)}"


def _near_points() -> Iterator[tuple[str, str]]:
    bound = text_pattern(_bounds()).pattern
    number = rf"(?P<number>\d[\d.,]*|{_number()})"
    way = f"(?:(?:{_any('toward')} )?{_any('direction')} )?"
    yield (
        "distance",
        rf"(?:(?P<bound>(?i:{bound})) )?{number}[ -]?(?P<unit>(?i:{_units()}))"
        rf" {way}{_any('away')} {_town('a')}",
    )
    yield "near", rf"{_any('near')} {_town('a')}(?! {_any(*LINEAR)})"
    yield "near", rf"{_name('a')} {_any('suburbs')}"
    yield "exact", rf"{_any('called')} {_name('a')}"


def _long_things() -> Iterator[tuple[str, str]]:
    leads, joint = _any("leads"), _any("joint")
    for rule in ("road", "border"):
        thing = _any(rule)
        yield rule, rf"{thing} {leads} {_town('a')}(?: {joint} {_town('b')})?"
        yield rule, rf"{_name('a')} {thing}"
        yield rule, rf"{_name('a')} {joint} {_name('b')} {thing}"
    article = f"(?:{_any('article')} )?"
    yield "feature", rf"{_any('along')} {article}{_name('a')}(?! {_any(*LINEAR)})"
    yield "feature", rf"{_name('a')} {_any('feature')}"
    yield "feature", rf"{_any('feature-before')} {article}{_name('a')}"


def _areas() -> Iterator[tuple[str, str]]:
    of, article = _any("of"), f"(?:{_any('article')} )?"
    yield "quarter", rf"(?:{_name()} )?{_any('quarter')} {of} {_town('a')}"
    for rule in ("adm2", "adm1"):
        yield rule, rf"{_any(rule)} {of} {article}{_name('a')}"
        yield rule, rf"{_name('a')} {_any(rule, *(['adm1-after'] if rule == 'adm1' else []))}"


def _wide_things() -> Iterator[tuple[str, str]]:
    part, part_of, country = _any("part"), _any("part-of"), _any("country")
    bare, over = _any("off-bare"), _any("off", "over")
    article = f"(?:{_any('article')} )?"
    yield "country_part", rf"{part} (?:{part_of} )?{article}{_name('a')}"
    yield "country_part", rf"{part} {part_of} {country}"
    yield "international", rf"{_any('international')}(?: {over} {article}{_name('a')})?"
    yield "off_coast", rf"{_any('off-coast')} {article}{_name('a')}"
    yield "off_coast", rf"{bare} {_name('a')}"
    yield "off_coast", rf"{bare} {article}{_name('a')} {_any('feature')}"


# Reading a phrase that was found.

Settle = Callable[[str, re.Match[str], "PlaceKind | None"], "str | None"]


def _settle(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    return rule


def _settle_near(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    """Near a point: not near a country, nor near what only has one's adjective in its name."""
    wide = kind in WIDE or normalise(hit["a"]) in open_gazetteer().demonyms
    return None if wide else rule


def _settle_road(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    """A road between towns; "Station Road" is a street of one."""
    street = hit[0].split()[-1].istitle() and hit.end() > hit.end("a")
    return None if street and len(_split(hit["a"])) == 1 and not hit.groupdict().get("b") else rule


def _settle_distance(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    """Within reach or out of it; None where the words only bound the distance, across the reach."""
    number = _read_number(hit["number"])
    if number is None or kind in WIDE:
        return None
    far = number * _kilometres()[hit["unit"].lower()] > REACH
    bound = _bounds().get((hit["bound"] or "").lower())
    open_above = bound in ("at_least", "more_than") and not far
    open_below = bound in ("up_to", "fewer_than") and far
    if open_above or open_below:
        return None
    return "out_of_reach" if far else "within_reach"


def _settle_part(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    """A part of a country, or a quarter of a town. Parts of provinces are not in the appendix."""
    name = hit.groupdict().get("a")
    if name is None or kind == "country":
        return rule
    if kind is not None:
        return "quarter" if kind == "city" else None
    named = hit[0][0].isupper() and _known(hit[0])
    return rule if "country" in _known(name) and not named else None


def _settle_state(rule: str, hit: re.Match[str], kind: PlaceKind | None) -> str | None:
    """A division; some words of one are also used of what is no place ("Islamic State")."""
    doubtful = re.search(rf"{_any('adm1-after')}$", hit[0])
    return None if doubtful and "admin1" not in _known(hit["a"]) else rule


READERS: Mapping[str, Settle] = {
    "adm1": _settle_state,
    "near": _settle_near,
    "road": _settle_road,
    "distance": _settle_distance,
    "country_part": _settle_part,
}


def _known(name: str) -> frozenset[str]:
    """The kinds of the places that bear a name."""
    key = normalise(name)
    return frozenset(entry.kind for entry in open_gazetteer().find([key]).get(key, ()))


def _read_number(words: str) -> float | None:
    """A figure, or a number in words up to ninety-nine; None for anything else."""
    if FIGURE.fullmatch(words):
        return float(words.replace(",", ""))
    values = [_number_words().get(word) for word in re.split("[ -]", words.lower())]
    match values:
        case [int(value)]:
            return value
        case [int(tens), int(ones)] if tens >= 20 and tens % 10 == 0 and 0 < ones < 10:
            return tens + ones
    return None


def _split(name: str) -> list[str]:
    """The names that hyphens join ("Basra-Amara"); a particle stays with its name ("Al-Bab")."""
    particle = _any("particle")
    parts = re.split(rf"(?<=\w)-(?=(?:{particle}[-'’ ])?[{UPPER}])", name)
    joined: list[str] = []
    for part in parts:
        if joined and re.search(rf"{particle}$", joined[-1]):
            joined[-1] += f"-{part}"
        else:
            joined.append(part)
    return joined
