"""What came before an incident and could have told of it: advisories, alerts, foiled plots.

Words: `words/en/warnings.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from accordingto.assemble.clauses import Clauses
from accordingto.model import (
    Advisory,
    Annotations,
    Evidence,
    Incident,
    Report,
    Sentence,
    Statement,
    When,
)
from accordingto.words import role_pattern

# Who warned stands before the words for it, or right after them ("an alert by the ministry").
BEFORE_CUE = 40
# How far behind the words that make it a topic an advisory may stand.
ABOUT = 60
AGENT = re.compile(
    rf"{role_pattern('warnings', 'agent').pattern}\s+"
    rf"(?:{role_pattern('warnings', 'determiner').pattern}\s+)?$"
)
FOILED = frozenset({"thwarted", "threatened"})


def assemble_warnings(
    report: Report,
    annotations: Annotations,
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> tuple[Advisory, ...]:
    """Advisories, alerts and foiled plots before the main incident, each sentence once."""
    main = next((one for one in incidents if one.role == "main"), None)
    if main is None:
        return ()
    clauses = Clauses(report, annotations)
    found: dict[int, Advisory] = {}
    elsewhere = _elsewhere(annotations, incidents)
    for number, advisory in _told(clauses, annotations, main, statements):
        if number in elsewhere:
            continue
        found.setdefault(number, advisory)
    for number, advisory in _foiled(clauses, annotations, main, incidents, statements):
        found.setdefault(number, advisory)
    return tuple(found[number] for number in sorted(found))


def _elsewhere(annotations: Annotations, incidents: tuple[Incident, ...]) -> set[int]:
    """The sentences that tell of other incidents which did happen."""
    return {
        _sentence(annotations, words)
        for incident in incidents
        if incident.role == "background" and incident.status not in FOILED
        for words in incident.evidence
        if words.field is None
    }


def _told(
    clauses: Clauses, annotations: Annotations, main: Incident, statements: tuple[Statement, ...]
) -> Iterator[tuple[int, Advisory]]:
    """Sentences that tell of an advisory, and warnings given before the incident."""
    warned = {
        mention.sentence: said
        for mention, said in zip(annotations.statements, statements, strict=True)
        if said.act == "warns"
    }
    for number, sentence in enumerate(annotations.sentences):
        words = role_pattern("warnings", "none").sub(
            lambda m: "-" * len(m[0]), clauses.words(sentence)
        )
        said = warned.get(number)
        cue = _cue(words)
        if (cue is None and said is None) or role_pattern("warnings", "after").search(words):
            continue
        if cue is not None and _spoken_about(words, cue.start()) and not _gives(said, words):
            continue
        when = _when(annotations, number, main)
        if not _earlier(words, when, main, said) or _followed(words, when, main):
            continue
        yield (
            number,
            Advisory(
                source=_source(clauses, annotations, sentence, said, cue.start() if cue else 0),
                when=when,
                about=_about(words, said),
                evidence=_trimmed(clauses, sentence),
            ),
        )


def _foiled(
    clauses: Clauses,
    annotations: Annotations,
    main: Incident,
    incidents: tuple[Incident, ...],
    statements: tuple[Statement, ...],
) -> Iterator[tuple[int, Advisory]]:
    """Background incidents that came to nothing."""
    for incident in incidents:
        if incident.role == "main" or incident.status not in FOILED:
            continue
        if _start(main.when) and _start(incident.when) > _start(main.when):
            continue
        told = (words for words in incident.evidence if words.field is None)
        evidence = next(
            (words for words in told if role_pattern("warnings", "foiled").search(words.text)), None
        )
        if evidence is None:
            continue
        said = next((s for s in statements if any(evidence.overlaps(c) for c in s.content)), None)
        number = _sentence(annotations, evidence)
        source = said.source if said is not None else None
        source = source or _source(clauses, annotations, annotations.sentences[number], None, 0)
        yield (
            number,
            Advisory(source=source, when=incident.when, about=incident.label, evidence=evidence),
        )


def _earlier(words: str, when: When | None, main: Incident, said: Statement | None) -> bool:
    """Whether a warning came before the incident: by its date, or by its words."""
    dated = when if when is not None else (said.said_on if said is not None else None)
    if _start(dated) and _start(main.when):
        return _start(dated)[:10] < _start(main.when)[:10]
    return any(
        role_pattern("warnings", role).search(words) for role in ("before", "advisory", "received")
    )


def _cue(words: str) -> re.Match[str] | None:
    """The words of a sentence that say there was a warning."""
    advisory = role_pattern("warnings", "advisory").search(words)
    return advisory or role_pattern("warnings", "received").search(words)


def _spoken_about(words: str, at: int) -> bool:
    """Whether somebody only speaks about the advisory that is named at an offset."""
    topic = role_pattern("warnings", "topic").search(words)
    return topic is not None and topic.start() < at <= topic.end() + ABOUT


def _gives(said: Statement | None, words: str) -> bool:
    """Whether the statement of a sentence is itself a warning given before."""
    return said is not None and role_pattern("warnings", "before").search(words) is not None


def _followed(words: str, when: When | None, main: Incident) -> bool:
    """Whether alarms only followed: a quake is not foretold, it sets off tsunami alerts."""
    dated = when is not None and when.start is not None
    return (
        main.type == "natural_hazard"
        and not dated
        and not role_pattern("warnings", "before").search(words)
    )


def _when(annotations: Annotations, number: int, main: Incident) -> When | None:
    """The time a sentence gives for a warning: its earliest that is not the incident's own."""
    times = [mention.when for mention in annotations.times if mention.sentence == number]
    dated = [when for when in times if when.start is not None and when.start != _start(main.when)]
    return min(dated, key=lambda when: when.start or "") if dated else (times[0] if times else None)


def _source(
    clauses: Clauses, annotations: Annotations, sentence: Sentence, said: Statement | None, at: int
) -> str | None:
    """Who warned: whose statement it is, else the body named nearest before the words for it."""
    if said is not None and said.source is not None:
        return said.source
    text = clauses.words(sentence)
    warned = role_pattern("warnings", "received").search(text) is not None
    named = [
        (abs(sentence.start + at - words.end), position)
        for position, speaker in enumerate(annotations.speakers, 1)
        for words in speaker.mentions
        if words.field is None
        and sentence.start <= words.start < sentence.end
        and words.end <= sentence.start + at + BEFORE_CUE
        and speaker.kind not in ("person", "witness", "family")
        and (_agent(text, words.start - sentence.start) or not _warned(words, sentence, at, warned))
    ]
    return f"s{min(named)[1]}" if named else None


def _agent(text: str, at: int) -> bool:
    """Whether "by" or "from" stands before a name: it is who warned."""
    return AGENT.search(text[:at]) is not None


def _warned(words: Evidence, sentence: Sentence, at: int, received: bool) -> bool:
    """Whether a name is of those who were warned: all of a passive, and what stands after."""
    return received or words.start >= sentence.start + at


def _about(words: str, said: Statement | None) -> str | None:
    """What is warned of: the words after the advising."""
    if said is not None and said.content:
        return " ".join(said.content[0].text.split())
    cue = role_pattern("warnings", "advising").search(words)
    told = " ".join(words[cue.end() :].split()).rstrip(" .") if cue else ""
    return told or None


def _trimmed(clauses: Clauses, sentence: Sentence) -> Evidence:
    words = clauses.words(sentence)
    start = sentence.start + len(words) - len(words.lstrip())
    text = words.strip()
    return Evidence(start, start + len(text), text)


def _sentence(annotations: Annotations, evidence: Evidence) -> int:
    starts = [sentence.start for sentence in annotations.sentences]
    return max(0, bisect_right(starts, evidence.start) - 1)


def _start(when: When | None) -> str:
    return (when.start if when is not None else None) or ""
