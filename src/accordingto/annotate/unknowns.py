"""What a report says is not known: motive, perpetrator, fate, toll, cause.

Words: `words/en/unknowns.toml`, `unknown_context.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accordingto.annotate.clauses import phrase_start
from accordingto.annotate.events import VIOLENT
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.reading import Reading
from accordingto.model import UnknownMention
from accordingto.model.kinds import UnknownAbout
from accordingto.words import role_words

# How many tokens may stand between the thing and the words that call it unknown.
SUBJECT_REACH = 22
LEAD_REACH = 6
# How far back a clause may begin; how far for a purpose, which needs the verb before it.
LONGEST = 20
WIDEST = 35
# What a speaker does not know himself is no unknown of the report.
SELF = role_words("unknown_context", "self")
# What stands between "it" and the words that call something unclear.
DUMMY = role_words("unknown_context", "dummy")
# What is asked with "how" is a cause only of what happened: not "how strong", "how it will end".
AHEAD = role_words("unknown_context", "ahead")
NEGATED = role_words("unknown_context", "not")
# Where one of these is told of, "why" asks for a motive.
DEEDS = VIOLENT | {"unrest", "raid", "plot", "cyber"}
STOPS = {".", ";", ":", "!", "?", "\n", "“", "”", '"'}


def find_unknowns(reading: Reading) -> tuple[UnknownMention, ...]:
    """Find what is said to be unknown, once per sentence and matter, in text order."""
    hits = lexicon(reading.doc.vocab, "unknowns").find(reading.doc)
    found: dict[tuple[int, str], UnknownMention] = {}
    for start, end, about in _unknowns(reading, hits):
        evidence = reading.cut_span(reading.doc[start:end])
        sentence = reading.sentence_at(evidence.start)
        mention = UnknownMention(about=about, evidence=evidence, sentence=sentence)
        found.setdefault((sentence, about), mention)
    return tuple(sorted(found.values(), key=lambda unknown: unknown.evidence.start))


def _unknowns(reading: Reading, hits: Sequence[Hit]) -> Iterator[tuple[int, int, UnknownAbout]]:
    """Token ranges that say something is unknown, and what."""
    for place, hit in enumerate(hits):
        role = hit.entry.get("role")
        after = hits[place + 1] if place + 1 < len(hits) else None
        if role == "whole":
            about = _about(reading, hits, place)
            start = _clause_start(reading, hit.start)
            before = reading.doc[max(start, hit.start - 4) : hit.start]
            if about != "toll" or not any(token.lower_ in NEGATED for token in before):
                yield start, _whole_end(reading, hit.end), about
        elif role == "predicate":
            yield from _predicate(reading, hits, place)
        elif role == "lead" and after and _joined(reading, hit, after, LEAD_REACH):
            yield from _lead(reading, hits, place)


def _predicate(
    reading: Reading, hits: Sequence[Hit], place: int
) -> Iterator[tuple[int, int, UnknownAbout]]:
    """ "The cause is unclear", "it is unclear why ..."."""
    hit = hits[place]
    after = hits[place + 1] if place + 1 < len(hits) else None
    asks = after is not None and after.entry.get("role") in ("asked", "subject")
    if after is not None and asks and _joined(reading, hit, after, 1):
        yield (
            _dummy_start(reading, hit.start),
            _clause_end(reading, after.end),
            _asked(reading, after),
        )
        return
    for before in reversed(hits[max(0, place - 3) : place]):
        fronted = before.entry.get("role") == "asked" and reading.doc[before.start].is_sent_start
        if fronted and _joined(reading, before, hit, SUBJECT_REACH):
            yield before.start, hit.end, _asked(reading, before)
            return
        if before.entry.get("role") != "subject":
            continue
        if _joined(reading, before, hit, SUBJECT_REACH):
            yield phrase_start(reading.doc[before.start]), hit.end, _settled(hits, before, place)
            return


def _lead(
    reading: Reading, hits: Sequence[Hit], place: int
) -> Iterator[tuple[int, int, UnknownAbout]]:
    """ "no word on the motive", "trying to establish who ..."."""
    hit, after = hits[place], hits[place + 1]
    if hit.start > 0 and reading.doc[hit.start - 1].lower_ in SELF:
        return
    role, about = after.entry.get("role"), _settled(hits, after, place + 4)
    thing = role == "subject" and about not in ("verification", "toll")
    question = role == "asked" and about != "other" and after.start == hit.end
    if thing or question:
        about = _asked(reading, after) if question else about
        purpose = reading.doc[hit.start].lower_ == "to"
        start = _clause_start(reading, hit.start, widely=purpose)
        yield start, _clause_end(reading, after.end), about


def _asked(reading: Reading, hit: Hit) -> UnknownAbout:
    """What a question word asks about; why an accident happened is its cause, no motive."""
    following = reading.doc[hit.end : hit.end + 8]
    person = len(following) > 0 and following[0].tag_ == "PRP" and following[0].lower_ != "it"
    adverb = len(following) > 0 and following[0].pos_ in ("ADJ", "ADV")
    ahead = any(token.lower_ in AHEAD for token in following)
    if _kind(hit) == "motive" and not person and _tells_of_accident(reading):
        return "cause"  # "why the brakes failed"
    return "other" if _kind(hit) == "cause" and (adverb or ahead) else _kind(hit)


def _tells_of_accident(reading: Reading) -> bool:
    """Whether most of the events in a report are nobody's deeds."""
    deeds = [event.type in DEEDS for event in reading.events if event.type is not None]
    return 2 * sum(deeds) < len(deeds)


def _dummy_start(reading: Reading, start: int) -> int:
    """Where "it was not" begins in front of the words that call something unclear."""
    first = start
    while first > 0 and reading.doc[first - 1].lower_ in DUMMY:
        first -= 1
    return first if reading.doc[first].lower_ == "it" else start


def _whole_end(reading: Reading, end: int) -> int:
    """The end of a phrase that says it all; with what it goes on to name ("no trace of ...")."""
    doc = reading.doc
    if end < len(doc) and doc[end].lower_ == "responsibility":
        return end + 1
    goes_on = end < len(doc) and (doc[end - 1].pos_ == "ADP" or doc[end].pos_ == "NOUN")
    return _clause_end(reading, end) if goes_on and not doc[end].is_sent_start else end


def _settled(hits: Sequence[Hit], subject: Hit, place: int) -> UnknownAbout:
    """What a subject is about; of a reason or an identity that depends on whose it is."""
    open_ended = subject.entry.get("role") == "subject" and _kind(subject) == "other"
    for other in hits[max(0, place - 3) : place] if open_ended else ():
        if other.entry.get("role") == "of" and 0 <= other.start - subject.end <= LEAD_REACH:
            return _kind(other)
    return _kind(subject)


def _kind(hit: Hit) -> UnknownAbout:
    return hit.entry.get("about", "other")  # type: ignore[return-value]


def _about(reading: Reading, hits: Sequence[Hit], place: int) -> UnknownAbout:
    """What a whole phrase is about: who is not identified, what number is not confirmed."""
    hit = hits[place]
    about = _kind(hit)
    for other in hits[max(0, place - 3) : place]:
        if about == "other" and _kind(other) == "perpetrator" and _joined(reading, other, hit, 12):
            return "perpetrator"
    sentence = reading.doc[hit.start].sent
    words = {token.lower_ for token in sentence}
    if about == "verification" and words & {"casualties", "toll", "deaths", "fatalities"}:
        return "toll"
    return about


def _joined(reading: Reading, first: Hit, second: Hit, reach: int) -> bool:
    """Whether two hits stand in one clause, near each other."""
    between = reading.doc[first.end : second.start]
    return (
        len(between) <= reach
        and not any(token.text in STOPS or token.is_sent_start for token in between)
        and not reading.doc[second.start].is_sent_start
    )


def _clause_start(reading: Reading, start: int, *, widely: bool = False) -> int:
    """The start of the clause: back to a stop; or to a comma or a joining word, unless widely."""
    first = joint = start
    while first > 0 and not reading.doc[first].is_sent_start:
        before = reading.doc[first - 1]
        if before.text in STOPS or before.is_space:
            return first
        if before.text == "," or before.pos_ in ("CCONJ", "SCONJ"):
            joint = first
            if not widely:
                return first
        if start - first >= (WIDEST if widely else LONGEST):
            return joint if widely else first
        first -= 1
    return first


def _clause_end(reading: Reading, end: int) -> int:
    """The end of the clause: on to a stop or a comma."""
    last = end
    while last < len(reading.doc) and last - end < 25 and not reading.doc[last].is_sent_start:
        token = reading.doc[last]
        if token.text in STOPS or token.text in {",", "—", "–"} or token.is_space:
            break
        last += 1
    return last
