"""Sources, statements and figures: who gave what."""

from __future__ import annotations

import re

from accordingto.model import (
    Annotations,
    Evidence,
    Figure,
    FigureMention,
    Report,
    Source,
    Statement,
    When,
)
from accordingto.words import role_pattern

AS_OF = re.compile(
    rf"{role_pattern('counts', 'as-of').pattern}\s+(?:{role_pattern('counts', 'edge').pattern} )?$",
    re.IGNORECASE,
)

# Who mourns twelve dead, or condemns an attack that killed them, does not count them.
GIVES_NO_COUNT = ("condoles", "condemns")


def identify_sources(annotations: Annotations) -> tuple[Source, ...]:
    """One source per speaker; ids s1, s2, ... in the order of `annotations.speakers`."""
    return tuple(
        Source(
            id=f"s{n}",
            name=speaker.name,
            kind=speaker.kind,
            mentions=speaker.mentions,
            description=speaker.description,
        )
        for n, speaker in enumerate(annotations.speakers, 1)
    )


def number_statements(annotations: Annotations) -> tuple[Statement, ...]:
    """One statement per mention; ids st1, st2, ... in the order of `annotations.statements`."""
    return tuple(
        Statement(
            id=f"st{n}",
            source=None if said.speaker is None else f"s{said.speaker + 1}",
            act=said.act,
            direct=said.direct,
            cue=said.cue,
            content=said.content,
            via=said.via,
            said_on=said.said_on,
            standing=said.standing,
            about=said.about,
        )
        for n, said in enumerate(annotations.statements, 1)
    )


def attribute_figures(report: Report, annotations: Annotations) -> tuple[Figure, ...]:
    """One figure per mention, ids f1, f2, ...; its giver is the innermost statement it lies in,
    else that of the next sentence, where it takes up the number.
    """
    as_of = dated_counts(report, annotations)
    later = given_later(annotations)
    return tuple(
        _figure(n, said, annotations, given, as_of.get(said.sentence))
        for n, said in enumerate(annotations.figures, 1)
        for given in [giving(annotations, said.number, later.get(said.sentence))]
    )


def given_later(annotations: Annotations) -> dict[int, int]:
    """Sentence -> the statement right after it that takes up its numbers.

    "At least 30 died. The health ministry released the figure": the ministry gave the 30.
    """
    return {
        said.sentence - 1: position
        for position, said in enumerate(annotations.statements)
        if said.speaker is not None and not said.direct and said.cue is not None
        if _takes_up(said.content[0], said.cue)
    }


def _takes_up(content: Evidence, cue: Evidence) -> bool:
    """Whether what is given is a number told before: "gave the new figure", "that figure came"."""
    again = role_pattern("counts", "again")
    if cue.end <= content.start:
        return again.match(content.text) is not None
    return again.fullmatch(content.text) is not None


def giving(
    annotations: Annotations, evidence: Evidence, otherwise: int | None = None
) -> int | None:
    """The position of the innermost statement whose content holds some words, or `otherwise`.

    Words that lie in no content are given by the statement that may reach so far.
    """
    holding = [
        (further, piece.end - piece.start, not said.direct, position)
        for position, said in enumerate(annotations.statements)
        if said.speaker is not None and (said.direct or said.act not in GIVES_NO_COUNT)
        for further, pieces in enumerate((said.content, said.reach))
        for piece in pieces
        if piece.start <= evidence.start and evidence.end <= piece.end
    ]
    return min(holding)[-1] if holding else otherwise


def dated_counts(report: Report, annotations: Annotations) -> dict[int, When]:
    """Sentence -> the time its counts stood at: "as of Friday", "by Saturday morning"."""
    return {
        mention.sentence: mention.when
        for mention in annotations.times
        if AS_OF.search(
            report.text, max(0, mention.when.evidence.start - 14), mention.when.evidence.start
        )
    }


def _figure(
    n: int, said: FigureMention, annotations: Annotations, given: int | None, as_of: When | None
) -> Figure:
    if as_of is None and given is not None:
        as_of = annotations.statements[given].said_on
    speaker = None if given is None else annotations.statements[given].speaker
    return Figure(
        id=f"f{n}",
        measure=said.measure,
        group=said.group,
        low=said.low,
        high=said.high,
        qualifier=said.qualifier,
        word=said.word,
        number=said.number,
        evidence=said.evidence,
        source=None if speaker is None else f"s{speaker + 1}",
        statement=None if given is None else f"st{given + 1}",
        incident=None,
        part_of=None if said.part_of is None else f"f{said.part_of + 1}",
        as_of=as_of,
        new=said.new,
    )
