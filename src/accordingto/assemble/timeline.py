"""The timeline: what happened and was said, at its place in time, in the order it happened."""

from __future__ import annotations

import re
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

# "The first since 1959" tells of no event in 1959.
REACHING_BACK = re.compile(r"\b(?:since|until|till)\s+(?:the\s+)?$", re.IGNORECASE)
GALLERY = re.compile(r"\s*\d+/\d+\s")
# A clause that begins so needs the words before it; one that begins with "and" does not need that.
RELATIVE = re.compile(
    r"\s*(?:which|who|whom|whose|where|when|since|while|whereas)\b", re.IGNORECASE
)
JOINED = re.compile(r"\s*(?:and|but)\s+", re.IGNORECASE)
# Entries of one time that begin with the same so many characters are the same sentence told twice.
SAME = 60
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
    for mention in annotations.times:
        if mention.sentence not in telling or not _placed(clauses, mention):
            continue
        if clauses.furniture(mention.sentence) or _numbered(clauses, mention):
            continue
        start, end = _clause(clauses, mention)
        entry = _entry(report, mention.when, (start, end), incidents, statements)
        known = entries.get((start, end))
        if known is None or _finer(mention.when, known.when):
            entries[start, end] = entry
    return tuple(sorted(_once(entries.values()), key=_order))


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
    before = clauses.text[max(0, when.evidence.start - 12) : when.evidence.start]
    if REACHING_BACK.search(before):
        return False
    return when.start is not None and mention.role != "reference" and when.precision in FINENESS


def _numbered(clauses: Clauses, mention: TimeMention) -> bool:
    """Whether it dates a picture of a gallery ("12/34 19 November 2017 ...")."""
    return GALLERY.match(clauses.text, clauses.sentences[mention.sentence].start) is not None


def _clause(clauses: Clauses, mention: TimeMention) -> tuple[int, int]:
    """The clause a time stands in, without blanks and marks at its ends."""
    start, end = clauses.clause(mention.sentence, mention.when.evidence.start)
    at = mention.when.evidence.start
    dateline = clauses.dateline_end(mention.sentence)
    start = dateline if start < dateline <= at else start
    if RELATIVE.match(clauses.text, start):
        start = clauses.sentences[mention.sentence].start
    joined = JOINED.match(clauses.text, start)
    start = joined.end() if joined and joined.end() <= at else start
    words = clauses.text[start:end]
    start += len(words) - len(words.lstrip(" \t\r\n,;:-–—"))
    return start, start + len(clauses.text[start:end].rstrip(" \t\r\n,;:-–—"))


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
    """Leave out an entry that says the same words at the same time again."""
    seen: set[tuple[str | None, str]] = set()
    for entry in entries:
        key = (entry.when.start, entry.text.lower()[:SAME])
        if key not in seen:
            seen.add(key)
            yield entry


def _order(entry: TimelineEntry) -> tuple[str, str, int]:
    """By when it began; of two that began together, the shorter time first, then as told."""
    return entry.when.start or "", entry.when.end or "", entry.evidence.start
