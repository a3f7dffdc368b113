"""Whether a known name is a place where it stands, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from accordingto.annotate.places_names import Named
from accordingto.annotate.places_words import (
    BREAK,
    COMMA,
    HYPHEN,
    OWNS,
    SPACE,
    Word,
    cues,
    word_set,
)
from accordingto.gazetteer import Entry
from accordingto.words import load_words, role_words

FEATURES = frozenset(
    ["sea", "river", "lake", "mountain", "desert", "island", "area", "continent", "landmark"]
)
# A name of this many people is taken for a place without words that say so.
KNOWN_TOWN = 120_000
KNOWN_BY_OTHER_NAME = 1_000_000
KNOWN_DIVISION = 150_000
NEAR_KM = 25
KILOMETRES = {
    unit: float(entry.get("kilometres"))
    for entry in load_words("distances")
    for unit in entry.phrases
}
FROM, SAINT = role_words("place_names", "from"), role_words("place_names", "saint")
# Words inside names of other languages: "Lomas de San Pedro".
INNER = role_words("place_names", "inner") - FROM
# "a Somerset town" is no town called Somerset.
TOWNS = role_words("place_names", "kind")
BEFORE_TOWNS = role_words("grammar", "article") | role_words("grammar", "one")
DATELINE = re.compile(r"[^\n—–(]{2,60}?(?:\s\([A-Z][\w .,/]{1,30}\)|\s?[—–]|\s--?\s|\s--)")
KINDS_BEFORE = (
    "kind-before", "district-before", "admin-before", "feature-before", "country-before",
)  # fmt: skip
KINDS_AFTER = ("city-after", "district-after", "admin-after", "feature-after")
# The longest place name written in capitals alone, "UAE"; longer ones shout.
ACRONYM = 4


class Surroundings:
    """Reads what the words around the names of one report say of them.

    Args:
        words: The words of the report.
        names: Its known names, in text order.
        text: The report.
        people: Words of names of people in it, in lower case.
    """

    def __init__(
        self, words: Sequence[Word], names: Sequence[Named], text: str, people: Set[str]
    ) -> None:
        self.words = words
        self.text = text
        self.people = people
        self.ends = {name.last for name in names}
        self.starts = {name.first for name in names}

    def weigh(self, name: Named) -> bool:
        """Fill in what the words around a name say; False when they rule a place out."""
        if name.short:
            return True
        before, after = self._read_before(name), self._read_after(name)
        if before is None or after is None or self._is_no_name(name):
            return False
        name.level = max(name.level, before, after, 2 if self._tells_its_kind(name) else 0)
        if name.level < 2 and any(entry.kind == "landmark" for entry in name.entries):
            # "The Kremlin said": those in it.
            name.attributive = True
        if name.within is not None and (not is_common(name) or self._is_in_state(name)):
            name.level = 3
        elif self._in_dateline(name):
            name.level = max(name.level, 2)
        alone = name.first == name.last
        if alone and self.words[name.first].lower in self.people:
            return name.level >= 3 or (name.level >= 2 and is_well_known(name.entries))
        return True

    def _is_in_state(self, name: Named) -> bool:
        """Whether a state or country after a comma locates it, as it does no common word."""
        if name.within is None or self.words[name.last].gap != COMMA:
            return False
        if self.words[name.first].opens:
            return False
        return any(entry.kind in ("country", "admin1") for entry in name.within.entries)

    def _is_no_name(self, name: Named) -> bool:
        """Whether it is a day or month, or an abbreviation that only looks like a name."""
        word = self.words[name.first]
        if name.first != name.last:
            return False
        if word.lower in word_set("places", "calendar"):
            return True
        if not word.text.isupper() or len(word.text) < 2 or "." in word.text:
            return False
        if name.within or any(entry.kind == "country" for entry in name.entries):
            return False
        if self._begins_report(name):
            return False
        return not self._in_dateline(name) and not self._is_shouted(name)

    def _begins_report(self, name: Named) -> bool:
        """Whether it is in capitals at the very start: "LIMA The president said"."""
        if self.text[: self.words[name.first].start].strip():
            return False
        return name.last + 1 < len(self.words) and self._begins_line(name)

    def _is_shouted(self, name: Named) -> bool:
        """Whether the words beside a name are in capitals as well."""
        beside = self.words[max(0, name.first - 3) : name.first + 4]
        return sum(w.text.isupper() and len(w.text) > 1 for w in beside) > len(beside) / 2

    def _tells_its_kind(self, name: Named) -> bool:
        """Whether the name itself says what it is: "Granville County", "Lake Chad"."""
        if name.first == name.last:
            return False
        last, first = self.words[name.last].lower, self.words[name.first].lower
        ends = word_set("places_after", *KINDS_AFTER)
        return last in ends or first in word_set("places", "feature-before")

    def _read_before(self, name: Named) -> int | None:
        """The level that the words before a name give it; None when they rule it out."""
        words, first = self.words, name.first
        if first == 0 or words[first].opens:
            return 0
        last = words[first - 1]
        if last.gap in (BREAK, OWNS, COMMA):
            return 0
        if cues("places", "of-body-before").ending_at(words, first):
            name.attributive = True
            return 0
        if cues("places", "not-a-place-before").ending_at(words, first):
            return None
        if self._ends_longer(first - 1):
            name.attributive = _is_country(name)
            return 0 if name.attributive else None
        if last.gap in (SPACE, HYPHEN) and last.cap:
            if last.lower in word_set("places", "direction"):
                first -= 1
            elif self._is_an_acronym(first - 1) and not words[name.last].text.isupper():
                name.attributive = True
                return 0
            elif not self._leads(first - 1) and self._kind_before(first) is None:
                return None
        return self._cue(first, name)

    def _ends_longer(self, at: int) -> bool:
        """Whether a name goes on one of another language ("Lomas de San Pedro")."""
        joined = at
        while joined >= 0 and self.words[joined].lower in INNER and not self.words[joined].cap:
            if self.words[joined].gap != SPACE:
                return False
            joined -= 1
        before = self.words[joined] if 0 <= joined < at else None
        return before is not None and before.cap and before.gap == SPACE

    def _leads(self, at: int) -> bool:
        """Whether a capitalised word before a name is no part of a longer name with it."""
        word = self.words[at]
        if at in self.ends and word.gap == HYPHEN:
            return True
        plain = word_set("places", "opening", "in", "near", "to", "loosely", "the")
        return word.lower in plain or (word.opens and word.pos not in ("PROPN", "X", ""))

    def _is_an_acronym(self, at: int) -> bool:
        """Whether a word is the name of a body in capitals, which has a place ("XYZ Lima")."""
        word = self.words[at]
        return word.text.isupper() and len(word.text) >= ACRONYM - 1 and at not in self.ends

    def _kind_before(self, stop: int) -> tuple[str, int] | None:
        return cues("places", *KINDS_BEFORE).ending_at(self.words, stop)

    def _cue(self, start: int, name: Named) -> int:
        """The level of the phrase that ends before word `start`."""
        if kind := self._kind_before(start):
            name.kind = kind[0]
            self._cue(kind[1], name)
            return 2
        skipped = word_set("places", "the", "direction")
        while start > 0 and self.words[start - 1].lower in skipped:
            if self.words[start - 1].gap not in (SPACE, HYPHEN):
                return 0
            start -= 1
        if start == 0 or self.words[start - 1].gap not in (SPACE, HYPHEN):
            return 0
        self._read_distance(start, name)
        if cues("places", "near").ending_at(self.words, start):
            name.near = True
            return 2
        found = cues("places", "in", "to", "loosely").ending_at(self.words, start)
        return 0 if found is None else 2 if found[0] == "in" else 1

    def _read_distance(self, start: int, name: Named) -> None:
        """Read "17 km (north) of" and "17 km from" before a name."""
        words = self.words
        for at in range(start - 1, max(start - 5, 0), -1):
            rate = KILOMETRES.get(words[at].lower)
            if rate is None:
                continue
            number = words[at - 1].text if words[at - 1].gap in (SPACE, HYPHEN) else ""
            if number.isdigit() and words[start - 1].lower in FROM:
                name.near = True if int(number) * rate <= NEAR_KM else None
            return

    def _read_after(self, name: Named) -> int | None:
        """The level that the words after a name give it; None when they rule it out."""
        words, last, stop = self.words, self.words[name.last], name.last + 1
        if self._is_a_saint(name) or self._is_money(name):
            return None
        if stop >= len(words) or last.gap not in (SPACE, HYPHEN):
            return 0
        follows = words[stop]
        if last.gap == HYPHEN:
            return self._read_hyphen(name, stop)
        kind = cues("places_after", *KINDS_AFTER).starting_at(words, stop)
        if kind and not follows.cap:
            name.kind = name.kind if self._is_one_of(name, stop) else kind[0]
            return 1 if kind[0] == "feature" or follows.lower == "area" else 2
        if cues("places_after", "of-a-state").starting_at(words, stop):
            name.kind = "admin"
        if not follows.cap and cues("places_after", "of-a-place").starting_at(words, stop):
            return 2
        if not follows.cap or follows.opens or follows.text.isdigit():
            return 0
        return self._read_capital(name, stop)

    def _is_one_of(self, name: Named, stop: int) -> bool:
        """Whether what follows is a place in it: "a Somerset town" is no town called Somerset."""
        before = self.words[name.first - 1].lower if name.first else ""
        town = self.words[stop].lower in TOWNS
        return town and before in BEFORE_TOWNS

    def _is_a_saint(self, name: Named) -> bool:
        """Whether a name is a church or school named for a saint ("St. Paul's")."""
        first, last = self.words[name.first], self.words[name.last]
        if first.lower not in SAINT or last.gap != OWNS:
            return False
        return last.lower in word_set("places_people", "first-names")

    def _is_money(self, name: Named) -> bool:
        """Whether a name is a currency's ("US$5")."""
        return self.text.startswith("$", self.words[name.last].end)

    def _read_hyphen(self, name: Named, stop: int) -> int | None:
        follows = self.words[stop]
        if follows.cap and stop not in self.starts:
            return None
        return 1 if follows.lower in word_set("places_after", "hyphened") else 0

    def _read_capital(self, name: Named, stop: int) -> int | None:
        """A capitalised word right after a name: an office-holder, a body, or a surname."""
        words, follows = self.words, self.words[stop]
        if follows.lower in word_set(
            "places", "calendar", "in", "near", "to", "loosely", "opening"
        ):
            return 0
        if self._begins_line(name):
            return 2
        if follows.lower in word_set("places_after", "city-after"):
            name.kind = "city"
            return 0
        if division := self._division(name, stop):
            name.kind = division
            return 2
        body = self._body(stop)
        if body == "public":
            name.attributive = True
            return 0
        if body == "body":
            return None
        if follows.lower in word_set("places_people", "titles"):
            return 0
        if cues("places_after", "belongs", "of-a-place", "of-a-state").starting_at(words, stop):
            return 0
        if follows.lower in word_set("places_people", "first-names") and _has_country(name):
            return 0
        name.attributive = name.acronym = self._is_acronym_of_country(name)
        return 0 if name.attributive else None

    def _division(self, name: Named, stop: int) -> str | None:
        """The kind of a province called "Department" or "State", where no body's name goes on."""
        words = self.words
        tells = cues("places_after", "admin-after", "district-after").starting_at(words, stop)
        if tells is None or not any(e.kind in ("admin1", "admin2") for e in name.entries):
            return None
        kind, end = tells
        if end >= len(words) or words[end - 1].gap not in (SPACE, HYPHEN):
            return kind
        return None if words[end].cap or words[end].lower in ("of", "for") else kind

    def _body(self, stop: int) -> str | None:
        """What sort of body the capitalised words from `stop` on name, if any."""
        bodies = cues("places_bodies", "public-bodies", "bodies")
        found = None
        while stop < len(self.words) and self.words[stop].cap:
            if kind := bodies.starting_at(self.words, stop):
                found = kind[0] if found != "body" else found
            elif self.words[stop].lower in word_set("places_people", "titles"):
                return found if found == "public" else None
            if self.words[stop].gap != SPACE:
                break
            stop += 1
        return found

    def _is_acronym_of_country(self, name: Named) -> bool:
        word = self.words[name.first]
        letters = word.text.replace(".", "")
        return (
            name.first == name.last
            and letters.isupper()
            and len(letters) <= ACRONYM
            and any(entry.kind == "country" for entry in name.entries)
        )

    def _begins_line(self, name: Named) -> bool:
        """Whether a name in capitals begins a line that goes on in small letters."""
        first, last = self.words[name.first], self.words[name.last]
        if not first.opens or not last.text.isupper() or len(last.text) < 4:
            return False
        follows = self.words[name.last + 1]
        before = self.text[max(0, first.start - 3) : first.start]
        return not follows.text.isupper() and (not before.strip(" \u00a0") or "\n" in before)

    def _in_dateline(self, name: Named) -> bool:
        """Whether a name stands in the line that says where a report was filed."""
        word = self.words[name.first]
        if not word.text.isupper() or len(word.text) < 3 or word.text.endswith("."):
            return False
        if word.opens and DATELINE.match(self.text, word.start):
            return True
        line = self.text.rfind("\n", 0, word.start) + 1
        before = self.text[line : word.start]
        if len(before) > 45 or (before.strip() and not before.isupper()):
            return False
        return DATELINE.match(self.text, line) is not None


def _has_country(name: Named) -> bool:
    return name.last > name.first and _is_country(name)


def _is_country(name: Named) -> bool:
    return any(entry.kind == "country" for entry in name.entries)


def is_common(name: Named) -> bool:
    """Whether a name is a word or phrase of everyday English."""
    return name.key in word_set("places_common")


def is_well_known(entries: Sequence[Entry]) -> bool:
    """Whether some place of the name is known to any reader of news."""
    return any(map(_is_known, entries))


def _is_known(entry: Entry) -> bool:
    if entry.kind == "country" or entry.kind in FEATURES:
        return True
    if entry.kind in ("admin1", "admin2"):
        return entry.population >= (KNOWN_DIVISION if entry.main else 10 * KNOWN_DIVISION)
    return entry.population >= (KNOWN_TOWN if entry.main else KNOWN_BY_OTHER_NAME)


def is_accepted(name: Named, *, at_home: bool, seen: bool) -> bool:
    """Whether a name is taken for a place.

    Args:
        name: With the level its surroundings give it.
        at_home: Whether a place of the name lies in a country that the report names otherwise.
        seen: Whether the same name is surely a place elsewhere in the report.
    """
    if not name.entries:
        return name.level >= 2 and not is_common(name)
    common = is_common(name)
    if name.attributive and not name.acronym:
        return not common and (seen or is_well_known(name.entries))
    if is_well_known(name.entries) and not common:
        return True
    if common:
        return name.level >= 3 or (name.level == 2 and is_well_known(name.entries))
    if not any(entry.main for entry in name.entries):
        return name.level >= 3 or (name.level == 2 and at_home)
    return name.level >= 2 or seen or (name.level == 1 and at_home)
