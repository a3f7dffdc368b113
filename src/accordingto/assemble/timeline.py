"""The timeline: what happened and was said, at its place in time, in the order it happened.

Words: `words/en/timeline.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from accordingto.assemble.clauses import Clauses
from accordingto.model import (
    Annotations,
    Evidence,
    Incident,
    Report,
    Statement,
    TimelineEntry,
    TimeMention,
    When,
)
from accordingto.words import role_pattern


def _of(role: str) -> str:
    """A piece of a pattern that finds the words of one role."""
    return role_pattern("timeline", role).pattern


# "The first since 1950" tells of no event in 1950.
REACHING_BACK = re.compile(rf"{_of('back')}\s+(?:[\w'’-]+\s+){{0,3}}$", re.IGNORECASE)
# "The embassy's May 3 advisory" dates the advisory, not what is told of it.
OWNED = re.compile(rf"(?:['’]s|{_of('owner')})\s+$")
NOUN = re.compile(r"\s+[a-z]")
GALLERY = re.compile(r"\s*\d+/\d+\s")
# A clause that begins so needs the words before it; one that begins with "and" does not need that.
RELATIVE = re.compile(rf"\s*{_of('relative')}", re.IGNORECASE)
JOINED = re.compile(rf"\s*{_of('joined')}\s+", re.IGNORECASE)
# A clause that opens with a verb needs the words before it; so does one after an age, which
# only goes on with a list of people ("his mother, 58, and his sister, 20, were found").
VERB = re.compile(rf"\w+ed\b|{_of('verb')}")
AGED = re.compile(rf",\s*\d{{1,3}}\s*,\s*(?:{_of('joined')}\s*)?$")
# Fewer words tell nothing by themselves; more are a run of captions, not a sentence.
FEWEST, MOST = 5, 70
# The longest sentence that a piece of it is widened to.
WIDEST = 45
# An entry repeats others of its time when so many of its longer words stand in them already.
REPEATED = 0.55
# How far behind its date the word for an event may stand ("the 2004 tsunami").
NEAR = 25
WORD = re.compile(r"[^\W\d_]{4,}")
WEB = re.compile(r"https?:|www\.|\bpic\.twitter")
# The finer of two times in one clause places it.
FINENESS = ("minute", "day", "week", "month", "season", "year")
# Acts that belong on a timeline wherever they are dated; plain statements only with an event.
NOTABLE = frozenset(
    {"claims_responsibility", "denies", "accuses", "warns", "announces", "condemns", "pledges"}
)


def assemble_timeline(
    report: Report,
    annotations: Annotations,
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> tuple[TimelineEntry, ...]:
    """What happened and was said, in the order it happened.

    A clause is an entry when it holds a time that stands for a date, and tells of an incident,
    of harm, of something done about it, or of a claim, an accusation, a denial or a warning.
    """
    if not incidents:
        return ()
    clauses = Clauses(report, annotations)
    telling = _telling(annotations, statements)
    entries: dict[tuple[int, int], TimelineEntry] = {}
    only_said = _only_said(statements)
    times = Counter(mention.sentence for mention in annotations.times)
    for mention in annotations.times:
        if mention.sentence not in telling or not _placed(clauses, mention):
            continue
        if clauses.furniture(mention.sentence) or _numbered(clauses, mention):
            continue
        clause = _clause(clauses, mention, alone=times[mention.sentence] == 1)
        if not _worth_telling(clauses, annotations, mention, clause):
            continue
        if _dates_words(clause, only_said, mention, annotations, statements):
            continue
        if _dates_thing(clauses, mention, annotations) or (
            _owns(clauses, mention)
            and any(
                _inside(other.when.evidence, clause) and not _owns(clauses, other)
                for other in annotations.times
                if _placed(clauses, other)
            )
        ):
            continue
        known = entries.get(clause)
        if known is None or _finer(mention.when, known.when):
            entries[clause] = _entry(report, mention.when, clause, incidents, statements)
    return tuple(sorted(_once(sorted(entries.values(), key=_rank)), key=_order))


def _telling(annotations: Annotations, statements: tuple[Statement, ...]) -> set[int]:
    """The sentences that tell of something for a timeline."""
    layers = (annotations.figures, annotations.actors, annotations.responses, annotations.weapons)
    telling = {mention.sentence for layer in layers for mention in layer}
    telling |= {e.sentence for e in annotations.events if e.evidence.field is None}
    telling |= {
        mention.sentence
        for mention, said in zip(annotations.statements, statements, strict=True)
        if said.act in NOTABLE
    }
    return telling


def _placed(clauses: Clauses, mention: TimeMention) -> bool:
    """Whether a time stands for a date of its own ("now", "recently" do not)."""
    when = mention.when
    before = clauses.text[max(0, when.evidence.start - 40) : when.evidence.start]
    if REACHING_BACK.search(before):
        return False
    return when.start is not None and mention.role != "reference" and when.precision in FINENESS


def _only_said(statements: tuple[Statement, ...]) -> list[Evidence]:
    """The times that only date that somebody said something."""
    dated = [said for said in statements if said.said_on is not None]
    notable = {s.said_on.evidence.start for s in dated if s.said_on and s.act in NOTABLE}
    times = (said.said_on.evidence for said in dated if said.said_on)
    return [time for time in times if time.start not in notable]


def _dates_words(
    clause: tuple[int, int],
    only_said: list[Evidence],
    mention: TimeMention,
    annotations: Annotations,
    statements: tuple[Statement, ...],
) -> bool:
    """Whether a clause is what somebody plainly says at a time: told only for its figures.

    Where it has another time as well, the figures are of that one.
    """
    said = [time for time in only_said if _inside(time, clause)]
    said += [mention.when.evidence] if _quoted(mention, statements) else []
    if not said or any(_notable(each, clause) for each in statements):
        return False
    counts = any(_inside(figure.evidence, clause) for figure in annotations.figures)
    others = [
        time
        for time in annotations.times
        if _inside(time.when.evidence, clause) and time.when.evidence not in said
    ]
    return not counts or (bool(others) and mention.when.evidence in said)


def _dates_thing(clauses: Clauses, mention: TimeMention, annotations: Annotations) -> bool:
    """Whether a time only dates a thing that is spoken of, which is no event."""
    start, end = mention.when.evidence.start, mention.when.evidence.end
    owned = OWNED.search(clauses.text[max(0, start - 8) : start])
    if owned is None or NOUN.match(clauses.text, end) is None:
        return False
    return not any(0 <= event.evidence.start - end < NEAR for event in annotations.events)


def _owns(clauses: Clauses, mention: TimeMention) -> bool:
    """Whether a time only says which thing is meant ("Friday's attack")."""
    end = mention.when.evidence.end
    return clauses.text[end : end + 1] in {"'", "’"}


def _inside(evidence: Evidence, clause: tuple[int, int]) -> bool:
    return evidence.field is None and clause[0] <= evidence.start < clause[1]


def _quoted(mention: TimeMention, statements: tuple[Statement, ...]) -> bool:
    """Whether a day stands in somebody's own words; witnesses who give the hour tell something."""
    if mention.when.precision == "minute":
        return False
    at = mention.when.evidence.start
    return any(
        words.start <= at < words.end
        for said in statements
        if said.direct
        for words in said.content
    )


def _notable(said: Statement, clause: tuple[int, int]) -> bool:
    return said.act in NOTABLE and any(_inside(words, clause) for words in said.content)


def _worth_telling(
    clauses: Clauses, annotations: Annotations, mention: TimeMention, clause: tuple[int, int]
) -> bool:
    """Whether a clause tells something: no address, no caption of a picture, no run of them."""
    words = clauses.text[slice(*clause)]
    at = mention.when.evidence.start
    shown = any(
        piece.evidence.start <= at < piece.evidence.end and clause[0] >= piece.evidence.start - 5
        for piece in annotations.footage
    )
    return not shown and not WEB.search(words) and FEWEST <= len(words.split()) <= MOST


def _numbered(clauses: Clauses, mention: TimeMention) -> bool:
    """Whether it dates a picture of a gallery ("12/34 19 November 2017 ...")."""
    return GALLERY.match(clauses.text, clauses.sentences[mention.sentence].start) is not None


def _clause(clauses: Clauses, mention: TimeMention, *, alone: bool) -> tuple[int, int]:
    """The clause a time stands in, without blanks and marks at its ends."""
    start, end = clauses.clause(mention.sentence, mention.when.evidence.start)
    at = mention.when.evidence.start
    dateline = clauses.dateline_end(mention.sentence)
    start = dateline if start < dateline <= at else start
    if RELATIVE.match(clauses.text, start):
        start = clauses.sentences[mention.sentence].start
    joined = JOINED.match(clauses.text, start)
    start = joined.end() if joined and joined.end() <= at else start
    if _dangles(clauses, mention, start, end, alone=alone):
        start, end = (
            clauses.sentences[mention.sentence].start,
            clauses.sentences[mention.sentence].end,
        )
        start = dateline if start < dateline <= at else start
    words = clauses.text[start:end]
    start += len(words) - len(words.lstrip(" \t\r\n,;:-–—"))
    return start, start + len(clauses.text[start:end].rstrip(" \t\r\n,;:-–—"))


def _dangles(clauses: Clauses, mention: TimeMention, start: int, end: int, *, alone: bool) -> bool:
    """Whether a clause is a piece that cannot stand alone, of a sentence that is not too long.

    A few words are widened only where theirs is the sentence's one time.
    """
    sentence = clauses.sentences[mention.sentence]
    words = clauses.text[start:end].strip(" \t\r\n,;:-–—")
    short = alone and len(words.split()) < FEWEST
    verb = start > sentence.start and VERB.match(words) is not None
    listed = AGED.search(clauses.text[sentence.start : clauses.text.index(words, start)])
    return (short or verb or listed is not None) and len(clauses.words(sentence).split()) <= WIDEST


def _entry(
    report: Report,
    when: When,
    clause: tuple[int, int],
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> TimelineEntry:
    evidence = Evidence.cut(report, *clause)
    return TimelineEntry(
        when=when,
        text=" ".join(evidence.text.split()),
        incident=_incident(evidence, when, incidents),
        statement=_statement(evidence, when, statements),
        evidence=evidence,
    )


def _incident(evidence: Evidence, when: When, incidents: tuple[Incident, ...]) -> str | None:
    """The incident whose own words the clause shares; else the main one on its day."""
    for incident in sorted(incidents, key=lambda one: one.role == "main"):
        if any(evidence.overlaps(words) for words in incident.evidence):
            return incident.id
    main = next((one for one in incidents if one.role == "main"), None)
    same = main is not None and main.when is not None and _same_day(main.when, when)
    return main.id if main is not None and same else None


def _same_day(one: When, other: When) -> bool:
    return bool(one.start and other.start) and str(one.start)[:10] == str(other.start)[:10]


def _statement(evidence: Evidence, when: When, statements: tuple[Statement, ...]) -> str | None:
    """The statement that is dated here, or whose words the clause is."""
    for said in statements:
        if said.said_on is not None and said.said_on.evidence == when.evidence:
            return said.id
    for said in statements:
        if any(
            words.field is None and words.start <= when.evidence.start < words.end
            for words in said.content
        ):
            return said.id
    return None


def _finer(one: When, other: When) -> bool:
    return FINENESS.index(one.precision) < FINENESS.index(other.precision)


def _once(entries: Iterable[TimelineEntry]) -> Iterator[TimelineEntry]:
    """Leave out an entry whose words others of the same day and incident have told already."""
    told: dict[tuple[str, str | None], set[str]] = {}
    taken: list[Evidence] = []
    for entry in entries:
        words = {word.lower() for word in WORD.findall(entry.text)}
        known = told.setdefault(((entry.when.start or "")[:10], entry.incident), set())
        again = words and len(words & known) >= REPEATED * len(words)
        if not again and not any(entry.evidence.overlaps(other) for other in taken):
            known |= words
            taken.append(entry.evidence)
            yield entry


def _rank(entry: TimelineEntry) -> tuple[int, int]:
    """The finer time is told first, then what stands earlier in the report."""
    return FINENESS.index(entry.when.precision), entry.evidence.start


def _order(entry: TimelineEntry) -> tuple[str, str, int]:
    """By when it began; of two that began together, the shorter time first, then as told."""
    return entry.when.start or "", entry.when.end or "", entry.evidence.start
