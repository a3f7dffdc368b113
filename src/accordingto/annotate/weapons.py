"""Weapons and means of attack, and how each word becomes one: `words/en/weapons.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from spacy.tokens import Span, Token

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.reading import Reading
from accordingto.model import WeaponMention

CALIBRE = re.compile(r"\.?\d{1,3}(?:mm)?|mm|cal(?:iber|ibre)?\.?", re.IGNORECASE)
# How far (in tokens) a thing may stand from the verb that makes a weapon of it.
REACH = 8
# How many tokens and hits to either side are looked at: keeps hostile texts near linear.
SENTENCE = 80
AROUND = 12


def find_weapons(reading: Reading) -> tuple[WeaponMention, ...]:
    """Find the weapons; one only implied ("opened fire") once, where none of its class is named."""
    hits = _merged(lexicon(reading.doc.vocab, "weapons").find(reading.doc))
    scene = _Roles(reading, hits)
    named = [_mention(reading, hit, scene) for hit in hits if scene.is_weapon(hit)]
    classes = {weapon.class_ for weapon in named}
    implied = []
    for hit in hits:
        if hit.entry.get("role") == "implied" and hit.entry.get("class") not in classes:
            classes.add(hit.entry.get("class"))
            implied.append(_implied(reading, hit))
    return _one_name(sorted(named + implied, key=lambda weapon: weapon.evidence.start))


def _one_name(weapons: Iterable[WeaponMention]) -> tuple[WeaponMention, ...]:
    """Give singular and plural of one word the name that came first ("a petrol bomb")."""
    first: dict[str, str] = {}
    return tuple(
        msgspec.structs.replace(
            weapon, name=first.setdefault(weapon.name.lower().removesuffix("s"), weapon.name)
        )
        for weapon in weapons
    )


class _Roles:
    """What stands around each hit: the roles met in its sentence, and right beside it."""

    def __init__(self, reading: Reading, hits: Sequence[Hit]) -> None:
        self.reading = reading
        self.hits = hits
        self.places = {hit.start: place for place, hit in enumerate(hits)}
        self.starts = {hit.start: hit for hit in hits}
        self.ends = {hit.end: hit for hit in hits}
        self.on_purpose = any(hit.entry.get("role") == "on-purpose" for hit in hits)

    def near(self, hit: Hit, role: str, reach: int = SENTENCE) -> Iterator[Hit]:
        """Hits of a role in the same sentence, within reach."""
        sentence = self.reading.doc[hit.start].sent
        place = self.places[hit.start]
        for other in self.hits[max(0, place - AROUND) : place + AROUND]:
            close = hit.start - other.end <= reach and other.start - hit.end <= reach
            inside = sentence.start <= other.start < sentence.end
            if other.entry.get("role") == role and other is not hit and close and inside:
                yield other

    def has(self, hit: Hit, role: str, reach: int = SENTENCE) -> bool:
        return next(self.near(hit, role, reach), None) is not None

    def beside(self, hit: Hit) -> bool:
        """Whether a word right beside makes it no weapon ("gun laws", "absence of firearms")."""
        after = self.starts.get(hit.end)
        before = self.ends.get(hit.start)
        return (after is not None and after.entry.get("role") == "follower") or (
            before is not None and before.entry.get("role") == "absent"
        )

    def verb(self, hit: Hit) -> bool:
        """Whether the word is a verb here ("they bomb banks", "to gun for")."""
        token = self.reading.doc[hit.start]
        return hit.end - hit.start == 1 and token.tag_ in ("VB", "VBP", "VBZ")

    def is_weapon(self, hit: Hit) -> bool:
        """Whether the hit names a weapon here."""
        role = hit.entry.get("role")
        if self.beside(hit) or self.verb(hit):
            return False
        if role == "launched":
            return self.has(hit, "launching", REACH)
        if role == "held":
            return self.has(hit, "wielding", REACH)
        if role == "driven":
            rammed = any(self.has(ram, "in-the-way", REACH) for ram in self.near(hit, "ramming", 4))
            return rammed and self.on_purpose
        if role == "flown":
            return self.drops(hit)
        return role == "weapon"

    def drops(self, hit: Hit) -> bool:
        """Whether an aircraft bombs here: it drops bombs, flies a raid, is called a bomber."""
        armed = self.has(hit, "weapon") or self.has(hit, "launched")
        calls = any("bomber" in self.reading.doc[h.start].lower_ for h in self.near(hit, "flown"))
        bomber = "bomber" in self.reading.doc[hit.end - 1].lower_ and self.has(hit, "flown")
        raids = any(self.does(hit, other) for other in self.near(hit, "bombing"))
        falls = any(self.does(hit, other) for other in self.near(hit, "dropping"))
        return raids or (armed and falls) or calls or bomber

    def does(self, hit: Hit, act: Hit) -> bool:
        """Whether the aircraft stands before what it does, or after it as its agent."""
        before = self.reading.doc[max(0, hit.start - 3) : hit.start]
        return hit.end <= act.start or any(token.lower_ in ("by", "from") for token in before)


def _merged(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Join weapons that stand side by side: "AK-47 assault rifles", "Magnum handgun"."""
    merged: list[Hit] = []
    for hit in hits:
        last = merged[-1] if merged else None
        both = last and last.entry.get("role") == hit.entry.get("role") == "weapon"
        if last and both and last.end == hit.start:
            merged[-1] = Hit(hit.entry, last.start, hit.end)
        else:
            merged.append(hit)
    return merged


def _mention(reading: Reading, hit: Hit, scene: _Roles) -> WeaponMention:
    span = reading.doc[_widened(reading, hit, scene) : hit.end]
    return WeaponMention(
        name=_name(span),
        class_=hit.entry.get("class"),
        evidence=reading.cut_span(span),
        sentence=reading.sentence_at(span.start_char),
    )


def _widened(reading: Reading, hit: Hit, scene: _Roles) -> int:
    """Where the name begins: with what kind, calibre and make it is."""
    start = hit.start
    while start > 0 and hit.start - start < 4:
        before = scene.ends.get(start)
        if before is not None and before.entry.get("role") == "modifier":
            start = before.start
        elif _belongs(reading.doc[start - 1], reading.doc[start]):
            start -= 1
        else:
            break
    return start


def _belongs(token: Token, following: Token) -> bool:
    """Whether a token is a calibre in front of a firearm (".38 caliber", "9 mm", "357 Magnum")."""
    unit = following.lower_ in ("mm", "magnum", "caliber", "calibre")
    calibre = CALIBRE.fullmatch(token.text) is not None
    if token.lower_ == "mm":
        return token.i > 0 and token.nbor(-1).like_num
    return calibre and (unit or token.text[0] == ".")


def _implied(reading: Reading, hit: Hit) -> WeaponMention:
    span = reading.doc[hit.start : hit.end]
    return WeaponMention(
        name=hit.entry.get("name"),
        class_=hit.entry.get("class"),
        evidence=reading.cut_span(span),
        sentence=reading.sentence_at(span.start_char),
    )


def _name(span: Span) -> str:
    """The words, without the capital of a sentence start."""
    text = " ".join(span.text.split())
    first = span[0]
    return text[0].lower() + text[1:] if first.is_sent_start and first.is_title else text
