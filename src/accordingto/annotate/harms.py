"""What happened to people: the words of harm in a text, and where each takes its people."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from accordingto.annotate.lexicon import lexicon
from accordingto.model.kinds import Measure
from accordingto.words import Entry, load_words

LISTS = (
    "harm_killed",
    "harm_injured",
    "harm_gunfire",
    "harm_hospitalised",
    "harm_missing",
    "harm_abducted",
    "harm_released",
    "harm_detained",
    "harm_displaced",
    "harm_casualties",
    "harm_none",
)
# How many tokens on `needs` may be met.
NEED_WINDOW = 12


@dataclass(frozen=True, slots=True)
class Harm:
    """Words of harm at tokens `start` to `end`.

    Attributes:
        start, end: The tokens.
        measure: What happened.
        takes: Where it takes its people; see `words/en/harm_killed.toml`.
        strict: "yes" when it counts only beside a word for persons, "bare" when a bare number
            must stand right beside it, else "".
        weak: Whether it counts only where nothing else says what happened.
        past: Whether its form can be a past participle.
        ing: Whether its form ends in -ing.
        head: What its number must count, or "".
        person: Whether one of it is a person ("a body"), so that "a" counts it.
        needed: The token of what it needs, or None.
    """

    start: int
    end: int
    measure: Measure
    takes: frozenset[str]
    strict: str
    weak: bool
    past: bool
    ing: bool
    head: str
    person: bool
    needed: int | None


def find_harms(doc: Doc) -> list[Harm]:
    """Every way of saying harm, longest first where they overlap; in text order.

    Different readings of the same words are all kept: "treated" may be in hospital or not.
    """
    places = _needed(doc)
    found = [harm for harm in _all(doc, places) if harm is not None]
    widest: dict[int, int] = {}
    for harm in found:
        for i in range(harm.start, harm.end):
            widest[i] = max(widest.get(i, 0), harm.end - harm.start)
    hidden = {(harm.start, harm.end) for harm in found if "none" in harm.takes}
    kept = [
        h
        for h in found
        if (h.start, h.end) not in hidden
        and all(widest[i] == h.end - h.start for i in range(h.start, h.end))
    ]
    return sorted(kept, key=lambda h: (h.start, h.weak))


def _all(doc: Doc, places: dict[str, list[int]]) -> list[Harm | None]:
    book = lexicon(doc.vocab, *LISTS)
    names = doc.vocab.strings
    return [
        _harm(doc, book.entries[names[match_id]], start, end, places)
        for match_id, start, end in book.lower(doc)
    ]


def _harm(
    doc: Doc, entry: Entry, start: int, end: int, places: dict[str, list[int]]
) -> Harm | None:
    needs = entry.get("needs")
    needed = _near(doc, places.get(needs, []), start, end, entry.get("where")) if needs else None
    followed = end < len(doc) and (doc[end].like_num or doc[end].pos_ in ("NUM", "DET"))
    if (needs and needed is None) or (followed and entry.get("alone") == "yes"):
        return None
    word = doc[start].lower_
    ing = word.endswith("ing") and word != "being"  # "being held" is passive
    return Harm(
        start=start,
        end=end,
        measure=entry.get("measure"),  # type: ignore[arg-type]
        takes=frozenset(entry.get("takes").split()),
        strict=entry.get("strict"),
        weak=entry.get("weak") == "yes",
        past=not ing and (entry.get("form") == "past" or _past(doc, start, end)),
        ing=ing,
        head=entry.get("head"),
        person=entry.get("person") == "yes",
        needed=needed,
    )


def _past(doc: Doc, start: int, end: int) -> bool:
    """Whether any of the words can be a past participle."""
    return any(
        doc[i].lower_.endswith(("ed", "shot", "slain", "taken", "held", "hanged"))
        or doc[i].tag_ == "VBN"
        for i in range(start, end)
    )


def _near(doc: Doc, places: list[int], start: int, end: int, where: str) -> int | None:
    """The first of the places within reach: after the harm, or anywhere in its sentence."""
    first = bisect_left(places, start - 3 * NEED_WINDOW)
    for place in places[first : bisect_left(places, end + 3 * NEED_WINDOW)]:
        if where == "sentence":
            low, high = min(place, start), max(place, end - 1)
            near = high - low < 3 * NEED_WINDOW and not start <= place < end
            if near and not any(t.is_sent_start for t in doc[low + 1 : high + 1]):
                return end - 1
        elif end <= place < end + NEED_WINDOW and _one_clause(doc, end, place):
            return place
    return None


def _one_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether no finite verb, semicolon or new sentence lies between."""
    return not any(
        t.text in ";:" or t.is_sent_start or t.tag_ in ("VBD", "VBZ", "VBP", "MD")
        for t in doc[start:end]
    ) and not (start < len(doc) and doc[start].pos_ in ("VERB", "AUX"))


def _needed(doc: Doc) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for hit in lexicon(doc.vocab, "harm_places").find(doc):
        found.setdefault(hit.entry.value, []).append(hit.end - 1)
    return found


@cache
def words_of(noun: str, kind: str) -> frozenset[str]:
    """The single words and phrases of one kind in a word list."""
    return frozenset(p for e in load_words(noun) if kind in e.value.split() for p in e.phrases)
