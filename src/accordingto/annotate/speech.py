"""Who says what: statements with their speaker, cue and content, direct and indirect."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from accordingto.annotate.accused import about_of
from accordingto.annotate.acts import Acts
from accordingto.annotate.cast import Cast
from accordingto.annotate.channels import channel_of, find_channels
from accordingto.annotate.contents import find_contents
from accordingto.annotate.cue import Cue
from accordingto.annotate.cue_citations import CITING
from accordingto.annotate.cue_trained import join_trained
from accordingto.annotate.cues import find_cues
from accordingto.annotate.quotations import FEWEST_WORDS, WORDS, attribute_quotes
from accordingto.annotate.quotations_trained import join_quotations
from accordingto.annotate.reading import Reading
from accordingto.model import Evidence, Speaker, StatementMention, When
from accordingto.model.kinds import Act
from accordingto.words import role_pattern

# A document alone, with when and where it was given out.
EMPTY = re.compile(
    rf"{role_pattern('contents', 'article').pattern} (?:\w+ )?"
    rf"{role_pattern('contents', 'document').pattern}"
    rf"(?: {role_pattern('contents', 'given-out').pattern}[^,;]*)?",
    re.IGNORECASE,
)

# The share of what is said that must stand outside quotation marks to be told of by itself:
# of "it was “a cowardly act of murder”" the quotation says all there is.
LEAST_OWN = 0.5


def find_statements(
    reading: Reading,
) -> tuple[tuple[Speaker, ...], tuple[StatementMention, ...]]:
    """Everybody who says something, and everything they say, in text order."""
    cast = Cast(reading)
    cues = find_cues(reading)
    find_contents(reading.doc, cues)
    cues = join_trained(reading, cues)
    repeated = _told_by_nouns(cues)
    cues = [cue for cue in cues if (cue.act, cue.word.i) not in repeated]
    speakers = [cast.speaker_of(cue) for cue in cues]
    write = _Writer(reading)
    found: list[StatementMention] = []
    quoted = join_quotations(reading, cues, attribute_quotes(reading, cues, speakers))
    told: dict[int, Act] = {}
    for cue, speaker in zip(cues, speakers, strict=True):
        content = _outside_quotes(reading, cue)
        if content and speaker is not None:
            found.append(write(cue, speaker, content, direct=False))
            told[cue.word.i] = found[-1].act
    for pieces, owner in quoted:
        speaker = speakers[owner] if owner is not None else None
        cue_of = cues[owner] if owner is not None else None
        evidence = tuple(reading.cut(quote.start, quote.end) for quote in pieces)
        said = write(cue_of, speaker, evidence, direct=True)
        if (
            cue_of is not None
            and said.act in (cue_of.act, told.get(cue_of.word.i))
            and cue_of.word.i in told
        ):
            # the act is the whole sentence's, which stands beside it
            said = msgspec.structs.replace(said, act="states", about=None)
        found.append(said)
    found = [said for said in found if said.direct or _says_something(said)]
    found.sort(key=lambda st: (st.content[0].start, st.direct, _is_cited(st)))
    return _only_who_speaks(cast.speakers(), found)


def _is_cited(said: StatementMention) -> bool:
    """Whether somebody else passes it on, who then is the nearer source of it."""
    return said.cue is not None and said.cue.text.lower() in CITING


def _only_who_speaks(
    speakers: tuple[Speaker, ...], found: list[StatementMention]
) -> tuple[tuple[Speaker, ...], tuple[StatementMention, ...]]:
    """Without those whose cue turned out to govern nothing; positions and ids counted anew."""
    said = {mention.speaker for mention in found}
    kept = [position for position in range(len(speakers)) if position in said]
    moved = {old: new for new, old in enumerate(kept)}
    ids = {f"s{old + 1}": f"s{new + 1}" for old, new in moved.items()}
    statements = tuple(
        msgspec.structs.replace(
            mention,
            speaker=None if mention.speaker is None else moved[mention.speaker],
            about=ids.get(mention.about or "", mention.about),
        )
        for mention in found
    )
    return tuple(speakers[position] for position in kept), statements


def _told_by_nouns(cues: list[Cue]) -> set[tuple[str, int]]:
    """Acts and tokens where a verb only spells out its noun: "accusations ... implicating X"."""
    return {
        (cue.act, token)
        for cue in cues
        if cue.takes == "noun"
        for start, end in cue.content
        for token in range(start, end)
        if token != cue.word.i
    }


def _says_something(said: StatementMention) -> bool:
    """Not so for "issued a statement early Monday", whose words follow under their own cue."""
    if said.act not in ("states", "announces") or said.cue is None:
        return True
    return not EMPTY.fullmatch(" ".join(piece.text for piece in said.content))


def _outside_quotes(reading: Reading, cue: Cue) -> tuple[Evidence, ...]:
    """What a cue governs, unless (nearly) all of it is quoted word for word."""
    pieces = list(_cut_tokens(reading, cue.content))
    if not any(_stands_outside(reading, piece) for piece in pieces):
        return ()
    return tuple(_stripped(reading, piece) for piece in pieces)


def _stands_outside(reading: Reading, piece: Evidence) -> bool:
    """Whether a good part of what is said stands outside quotation marks."""
    letters = sum(char.isalnum() for char in piece.text)
    return _unquoted_letters(reading, piece, letters) > max(3, letters * LEAST_OWN)


def _cut_tokens(reading: Reading, ranges: list[tuple[int, int]]) -> Iterator[Evidence]:
    return (reading.cut_tokens(reading.doc[a], reading.doc[b - 1]) for a, b in ranges)


def _unquoted_letters(reading: Reading, evidence: Evidence, letters: int) -> int:
    for quote in reading.quotes_between(evidence.start, evidence.end):
        if len(WORDS.findall(reading.report.text[quote.start : quote.end])) < FEWEST_WORDS:
            continue  # too short to be told as speech of its own
        a, b = max(quote.start, evidence.start), min(quote.end, evidence.end)
        letters -= sum(char.isalnum() for char in reading.report.text[a:b])
    return letters


def _stripped(reading: Reading, evidence: Evidence) -> Evidence:
    text = evidence.text
    start = evidence.start + len(text) - len(text.lstrip(" ,;:"))
    return reading.cut(start, evidence.end)


def _said_on(reading: Reading, cue: Cue) -> When | None:
    """The time told of within a cue's frame: "police said Wednesday"."""
    frame = reading.cut_span(reading.doc[cue.start : cue.end])
    for mention in reading.times:
        evidence = mention.when.evidence
        if frame.start <= evidence.start and evidence.end <= frame.end and mention.role == "date":
            return mention.when
    return None


class _Writer:
    """Writes statements of one report, with their act, channel and standing."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.acts = Acts(reading)
        self.channels = find_channels(reading)

    def __call__(
        self, cue: Cue | None, speaker: int | None, content: tuple[Evidence, ...], *, direct: bool
    ) -> StatementMention:
        reading = self.reading
        act = self.acts.act_of(cue, content, direct=direct)
        return StatementMention(
            speaker=speaker,
            act=act,
            direct=direct,
            cue=None if cue is None else reading.cut_span(reading.doc[cue.first : cue.last]),
            content=content,
            said_on=None if cue is None else _said_on(reading, cue),
            via=None if cue is None else channel_of(reading, cue, self.channels),
            standing=self.acts.standing_of(cue, content),
            about=None if cue is None else self._about(cue, content, act, speaker),
            sentence=reading.sentence_at(content[0].start),
            reach=() if cue is None else tuple(_cut_tokens(reading, cue.reach)),
        )

    def _about(
        self, cue: Cue, content: tuple[Evidence, ...], act: Act, speaker: int | None
    ) -> str | None:
        return about_of(
            self.reading,
            cue,
            content,
            hits=self.acts.responsibility,
            deeds=self.acts.deeds if act == "accuses" else (),
            pointers=self.acts.pointers,
            act=act,
            speaker=speaker,
        )
