"""Named buildings and sites that incidents happen at, and how many they hold.

A venue is a name with a word for a site in it ("Seaview City Hall", "Norden plant",
"the Acme, a nightclub"). It counts where its sentence tells of an incident, or where its
capacity is stated; employers ("dean of Hill College") and the hospitals that the injured are
taken to are left out.

Words: `words/en/venues.toml`, `venue_names.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.numbers import Number, find_numbers
from accordingto.annotate.reading import Reading
from accordingto.model import Count, VenueMention
from accordingto.words import role_words

ARTICLES = role_words("grammar", "article")

SITES = ("kind", "care")
# Words that join two parts of a name, and how long a name may be (in tokens).
JOINTS = role_words("venue_names", "joint") | {"&", "-", "–", "'s", "’s", "."}
INNER = role_words("venue_names", "inner")
LONGEST = 9
# Fewer is no capacity of a venue.
SMALLEST = 20
# How far (in tokens) capacity words may stand from their number, and from the venue.
TO_NUMBER = 5
TO_VENUE = 30
# A site in a line of this share of capitals is a headline, where capitals mark no names.
SHOUTED = 0.65
AT = role_words("venue_names", "at")
# Streets and bodies that a name goes on to: "Station Road" is no station.
NO_VENUES = role_words("venue_names", "street") | role_words("venue_names", "body")
DAYS = role_words("venue_names", "day")


@dataclass(frozen=True, slots=True)
class _Site:
    """A venue while it is being read: tokens of its name, and of the word for its kind."""

    start: int
    end: int
    head: int
    care: bool
    capacity: Count | None = None


def find_venues(reading: Reading) -> tuple[VenueMention, ...]:
    """Find the venues, in text order, each under the fullest name the report has for it."""
    doc = reading.doc
    hits = lexicon(doc.vocab, "venues").find(doc)
    sites = _apart(_sites(doc, hits))
    sites = _with_capacity(reading, hits, sites)
    held = {
        reading.sentence_at(event.evidence.start)
        for event in reading.events
        if not event.evidence.field
    }
    grouped = _by_sentence(reading, hits)
    kept = [
        site
        for site in sites
        if site.capacity or _happened_at(reading, grouped[_sentence(reading, site)], site, held)
    ]
    names = {site: _name(doc, site) for site in kept}
    fullest = _fullest(sorted(set(names.values())))
    return tuple(
        VenueMention(
            name=fullest[names[site]],
            capacity=site.capacity,
            evidence=reading.cut_span(doc[site.start : site.end]),
            sentence=reading.sentence_at(doc[site.start].idx),
        )
        for site in kept
    )


def _sites(doc: Doc, hits: Sequence[Hit]) -> Iterator[_Site]:
    """Names with a word for a site in them, and names that are called one."""
    last = -1
    for hit in hits:
        if hit.entry.get("role") not in SITES or hit.start < last:
            continue
        start, end = _name_around(doc, hit)
        start = _past_office(doc, hits, start, hit.start)
        care = hit.entry.get("role") == "care"
        titled = hit.end - hit.start > 1 and all(
            t.text[0].isupper() for t in doc[hit.start : hit.end]
        )
        if start < hit.start or titled or (end > hit.end and doc[hit.start].text[0].isupper()):
            if doc[end - 1].lower_ not in NO_VENUES and not _headline(doc, start):
                yield _Site(start, end, hit.end - 1, care)
                last = end
        else:
            called = _called(doc, hit)
            if called is not None and called[0] >= last:
                yield _Site(*called, hit.end - 1, care)


def _past_office(doc: Doc, hits: Sequence[Hit], start: int, stop: int) -> int:
    """Where a name begins after somebody's office in it: "Dean of Hill College"."""
    for hit in hits:
        office = hit.start == start and hit.entry.get("role") == "office"
        if office and hit.end + 1 < stop and doc[hit.end].lower_ == "of":
            return hit.end + 1
    return start


def _apart(sites: Iterable[_Site]) -> list[_Site]:
    """Of sites that share tokens, the longer ("Acme Zoo" in "Acme Zoo & Garden")."""
    kept: list[_Site] = []
    for site in sites:
        if kept and site.start < kept[-1].end:
            if site.end - site.start > kept[-1].end - kept[-1].start:
                kept[-1] = site
            continue
        kept.append(site)
    return kept


def _name_around(doc: Doc, hit: Hit) -> tuple[int, int]:
    """Where the name that holds a word for a site begins and ends."""
    start = hit.start
    while start > 0 and hit.start - start < LONGEST and not doc[start].is_sent_start:
        if not _named(doc[start - 1]) and not _joint(doc, start - 1):
            break
        start -= 1
    while start < hit.start and (doc[start].text in JOINTS or doc[start].is_punct):
        start += 1
    end = hit.end
    if doc[hit.end - 1].text[:1].isupper():
        while end < len(doc) and end - hit.end < LONGEST and _named(doc[end]):
            end += 1
        of = end + 1 < len(doc) and doc[end].lower_ == "of" and _named(doc[end + 1])
        while (
            of
            and end < len(doc)
            and end - hit.end < LONGEST
            and (_named(doc[end]) or doc[end].lower_ == "of")
        ):
            end += 1
    return start, end


def _named(token: Token) -> bool:
    """Whether a token may be part of a name."""
    capital = token.text[:1].isupper() and token.pos_ not in (
        "PRON",
        "DET",
        "ADP",
        "SCONJ",
        "CCONJ",
        "VERB",
        "AUX",
    )
    if token.lower_ in DAYS:
        return False
    hyphen = "-" in token.text or (token.i + 1 < len(token.doc) and token.nbor(1).text == "-")
    number = token.text[:1].isdigit() and hyphen and not token.is_sent_start
    return (capital or number) and not token.is_space


def _joint(doc: Doc, i: int) -> bool:
    """Whether a token joins two parts of a name ("of", a possessive, a hyphen)."""
    if doc[i].lower_ not in JOINTS or i == 0:
        return False
    return _named(doc[i - 1]) and doc[i].lower_ not in INNER and not doc[i].is_sent_start


def _headline(doc: Doc, i: int) -> bool:
    """Whether a sentence writes most of its words with capitals."""
    words = [token for token in doc[i].sent[1:40] if token.is_alpha and len(token) > 3]
    return len(words) > 4 and sum(w.text[0].isupper() for w in words) > SHOUTED * len(words)


def _called(doc: Doc, hit: Hit) -> tuple[int, int] | None:
    """The name in front of "…, a gay nightclub"."""
    for i in range(hit.start - 1, max(0, hit.start - 6), -1):
        if doc[i].text == ",":
            apposed = doc[i + 1].lower_ in ARTICLES and _named(doc[i - 1])
            start = i
            while apposed and start > 0 and _named(doc[start - 1]):
                start -= 1
            return (start, i) if start < i else None
        if doc[i].is_punct and doc[i].text != "-":
            return None
    return None


def _with_capacity(reading: Reading, hits: Sequence[Hit], sites: list[_Site]) -> list[_Site]:
    """The sites with the capacities stated for them, an unnamed one added where it has one."""
    cues = [hit for hit in hits if hit.entry.get("role") == "capacity"]
    if not cues:
        return sites
    doc = reading.doc
    grouped = _by_sentence(reading, hits)
    numbers = find_numbers(doc)
    starts = {number.first: number for number in numbers} | {n.start: n for n in numbers}
    ends = {number.end: number for number in numbers}
    for cue in cues:
        if cue.entry.get("number") == "after":
            places = range(cue.end, min(len(doc), cue.end + TO_NUMBER))
            number = next((starts[i] for i in places if i in starts), None)
        else:
            number = ends.get(cue.start)
        count = _count(reading, number) if number else _hyphenated(reading, cue)
        if count is None or count.low is None or count.low < SMALLEST:
            continue
        sites = _give(reading, grouped, sites, cue, count)
    return sorted(sites, key=lambda site: site.start)


def _count(reading: Reading, number: Number) -> Count:
    words = reading.doc[number.first : number.last]
    return Count(low=number.low, high=number.high, evidence=reading.cut_span(words))


def _hyphenated(reading: Reading, cue: Hit) -> Count | None:
    """The number of "a 3,000-seat arena"."""
    doc = reading.doc
    if cue.start < 2 or doc[cue.start - 1].text not in ("-", "–"):
        return None
    words = doc[cue.start - 2 : cue.start - 1]
    digits = words.text.replace(",", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7:
        return None
    return Count(low=int(digits), high=int(digits), evidence=reading.cut_span(words))


def _give(
    reading: Reading, grouped: dict[int, list[Hit]], sites: list[_Site], cue: Hit, count: Count
) -> list[_Site]:
    """Give a capacity to the site it is said of; to an unnamed one where no name is meant."""
    doc = reading.doc
    sentence = reading.sentence_at(doc[cue.start].idx)
    near = [
        site
        for site in sites
        if abs(site.start - cue.end) <= TO_VENUE and _sentence(reading, site) == sentence
    ]
    if near:
        chosen = min(near, key=lambda site: abs(site.head - cue.start))
        return [replace(s, capacity=count) if s == chosen else s for s in sites]
    words = [hit for hit in grouped[sentence] if hit.entry.get("role") in SITES]
    if not words:
        return sites
    word = min(words, key=lambda hit: abs(hit.start - cue.start))
    kind = doc[word.end - 1].lower_
    same = [s for s in sites if doc[s.head].lower_ == kind and s.start < cue.start]
    if same and doc[max(0, word.start - 1)].lower_ in ("the", "this", "that", "which"):
        return [replace(s, capacity=count) if s == same[-1] else s for s in sites]
    return [*sites, _Site(word.start, word.end, word.end - 1, care=False, capacity=count)]


def _by_sentence(reading: Reading, hits: Sequence[Hit]) -> dict[int, list[Hit]]:
    """The hits of each sentence."""
    grouped: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[reading.sentence_at(reading.doc[hit.start].idx)].append(hit)
    return grouped


def _sentence(reading: Reading, site: _Site) -> int:
    return reading.sentence_at(reading.doc[site.start].idx)


def _happened_at(reading: Reading, around: Sequence[Hit], site: _Site, held: set[int]) -> bool:
    """Whether its sentence tells of an incident there: no employer, hospital or ceremony."""
    doc = reading.doc
    offset = doc[site.start].idx
    if reading.sentence_at(offset) not in held or _speaks(reading, offset):
        return False
    roles = {hit.entry.get("role") for hit in around}
    ends = {(hit.entry.get("role"), site.start - hit.end) for hit in around}
    brought = any(("taken", distance) in ends for distance in range(3))
    employer = any(("office", distance) in ends for distance in range(7))
    if brought or employer or "ceremony" in roles or (site.care and "taken" in roles):
        return False
    if _only_of_a_nation(reading, site) and _kind(around, site) != "diplomatic":
        return False
    before = doc[site.start - 1] if site.start > 0 else None
    if before is not None and before.i > 0 and before.pos_ in ("DET", "PRON"):
        before = doc[before.i - 1]
    return (before is not None and before.lower_ in AT) or _struck(doc, site)


def _speaks(reading: Reading, offset: int) -> bool:
    """Whether the words belong to somebody who says something."""
    return any(e.start <= offset < e.end for one in reading.speakers for e in one.mentions)


def _only_of_a_nation(reading: Reading, site: _Site) -> bool:
    """Whether nothing but a nation names it ("a Greek bank")."""
    first, last = reading.doc[site.start], reading.doc[site.head]
    return (
        any(
            mention.demonym
            and mention.place.evidence.start <= first.idx < mention.place.evidence.end
            for mention in reading.places
        )
        and last.i - first.i == 1
    )


def _kind(around: Sequence[Hit], site: _Site) -> str:
    """The kind of site its word stands for."""
    return next((h.entry.get("kind") for h in around if h.end - 1 == site.head), "")


def _struck(doc: Doc, site: _Site) -> bool:
    """Whether something is done to it: it is an object, or the subject of a passive."""
    head = doc[site.head]
    return head.dep_ in ("dobj", "nsubjpass", "pobj", "appos", "nsubj", "conj")


def _name(doc: Doc, site: _Site) -> str:
    return " ".join(doc[site.start : site.end].text.split())


def _fullest(names: Sequence[str]) -> dict[str, str]:
    """For each name the longest that begins or ends with it ("City Hall" -> "Acme City Hall")."""
    return {
        name: max(
            (o for o in names if o == name or o.endswith(" " + name) or o.startswith(name + " ")),
            key=len,
        )
        for name in names
    }
