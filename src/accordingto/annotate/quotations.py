"""Direct quotation: which cue each quoted stretch belongs to."""

from __future__ import annotations

import re
from typing import NamedTuple

from accordingto.annotate.cue import Cue
from accordingto.annotate.reading import Reading
from accordingto.model import Quote

WORDS = re.compile(r"\w+(?:[’'-]\w+)*")
# Shorter quoted stretches are words held at a distance or names, not speech.
FEWEST_WORDS = 3
BETWEEN = re.compile(r"[\s\"“”„«»'‘’`,.:;?!—–_-]*")


class _Frame(NamedTuple):
    start: int  # offsets of a cue's frame
    end: int
    position: int  # in the list of cues


def attribute_quotes(
    reading: Reading, cues: list[Cue], speakers: list[int | None]
) -> list[tuple[list[Quote], int | None]]:
    """Quoted speech in text order, joined where one cue stands between, with its cue's position."""
    frames = [_frame(reading, cue, i) for i, cue in enumerate(cues) if speakers[i] is not None]
    found: list[tuple[list[Quote], int | None]] = []
    owner_before: tuple[int, int | None, Quote] | None = None  # paragraph, cue, quote
    for quote in reading.quotes:
        if len(WORDS.findall(reading.report.text[quote.start : quote.end])) < FEWEST_WORDS:
            continue
        paragraph = _paragraph(reading, quote.start)
        owner = _beside(reading, quote, frames, cues)
        if owner is None:
            owner = _carried(reading, quote, paragraph, owner_before, frames)
        if owner is None:
            owner = _governing(reading, quote, cues, frames)
        if owner is None and (_is_title(reading, quote) or not _is_speech(reading, quote)):
            continue
        if found and owner is not None and _joined(reading, found[-1], quote, owner, frames):
            found[-1][0].append(quote)
        else:
            found.append(([quote], owner))
        owner_before = (_paragraph(reading, quote.end - 1), owner, quote)
    return _owned_from_behind(found)


def _owned_from_behind(
    found: list[tuple[list[Quote], int | None]],
) -> list[tuple[list[Quote], int | None]]:
    """Parts of one speech that is attributed only after its last part."""
    for position in range(len(found) - 1, 0, -1):
        quotes, owner = found[position]
        before = found[position - 1]
        if quotes[0].continues and before[1] is None:
            found[position - 1] = (before[0], owner)
    return found


def _frame(reading: Reading, cue: Cue, position: int) -> _Frame:
    span = reading.doc[cue.start : cue.end]
    return _Frame(span.start_char, span.end_char, position)


def _paragraph(reading: Reading, offset: int) -> int:
    return reading.sentences[reading.sentence_at(offset)].paragraph


def _beside(reading: Reading, quote: Quote, frames: list[_Frame], cues: list[Cue]) -> int | None:
    """The cue whose frame touches the quotation: after it first, then before it."""
    text = reading.report.text
    first, last = reading.sentence_at(quote.start), reading.sentence_at(quote.end - 1)
    for frame in reversed(frames):
        near = 0 <= quote.start - frame.end < 8 and reading.sentence_at(frame.start) == first
        if near and BETWEEN.fullmatch(text, frame.end, quote.start):
            return frame.position
    for frame in frames:
        near = 0 <= frame.start - quote.end < 8 and reading.sentence_at(frame.start) == last
        if near and BETWEEN.fullmatch(text, quote.end, frame.start):
            inner = _governed_before(reading, quote, frames, cues)
            return frame.position if inner is None else inner
    return None


def _governed_before(
    reading: Reading, quote: Quote, frames: list[_Frame], cues: list[Cue]
) -> int | None:
    """A cue before it in its sentence whose content holds a quotation: "X said ..., Y reports"."""
    start = reading.sentences[reading.sentence_at(quote.start)].start
    inside = [f for f in frames if start <= f.start and f.end <= quote.start]
    for frame in reversed(inside):
        cue = cues[frame.position]
        if cue.takes not in ("belief", "noun") and _holds(reading, cue, quote):
            return frame.position
    return None


def _holds(reading: Reading, cue: Cue, quote: Quote) -> bool:
    doc = reading.doc
    return any(
        doc[start].idx <= quote.start + 1 and quote.end <= doc[end - 1].idx + len(doc[end - 1]) + 2
        for start, end in cue.content
    )


def _carried(
    reading: Reading,
    quote: Quote,
    paragraph: int,
    before: tuple[int, int | None, Quote] | None,
    frames: list[_Frame],
) -> int | None:
    """The cue of the speech that a quotation without its own goes on with."""
    colon = _colon_before(reading, quote, frames)
    if colon is not None:
        return colon
    alone = _stands_alone(reading, quote) or (
        quote.continues and not _framed(reading, quote, frames)
    )
    if before is not None and before[1] is not None and alone:
        if quote.continues or before[0] == paragraph:
            return before[1]
        if paragraph - before[0] <= 2 and _opens_paragraph(reading, quote):
            return before[1]
    if alone and _opens_paragraph(reading, quote):
        return _last_of_paragraph(reading, quote, frames)
    return None


def _framed(reading: Reading, quote: Quote, frames: list[_Frame]) -> bool:
    """Whether a cue stands in the sentences a quotation lies in."""
    first = reading.sentences[reading.sentence_at(quote.start)]
    last = reading.sentences[reading.sentence_at(quote.end - 1)]
    return any(first.start <= frame.start < last.end for frame in frames)


def _last_of_paragraph(reading: Reading, quote: Quote, frames: list[_Frame]) -> int | None:
    """The last cue of the paragraph before, when a quotation alone makes up a paragraph."""
    position = reading.sentence_at(quote.start) - 1
    if position < 0:
        return None
    sentence = reading.sentences[position]
    inside = [f for f in frames if sentence.start <= f.start < sentence.end]
    return inside[0].position if inside else None


def _colon_before(reading: Reading, quote: Quote, frames: list[_Frame]) -> int | None:
    """ "He told reporters:" at the end of the paragraph or sentence before."""
    text = reading.report.text
    at = quote.start - 1
    while at > 0 and (text[at].isspace() or text[at] in "\"“„«‘'`"):
        at -= 1
    if at <= 0 or text[at] != ":":
        return None
    sentence = reading.sentences[reading.sentence_at(at)]
    inside = [f for f in frames if sentence.start <= f.start <= at]
    return inside[-1].position if inside else None


def _stands_alone(reading: Reading, quote: Quote) -> bool:
    """Whether the sentences a quotation lies in hold (nearly) nothing else."""
    first = reading.sentences[reading.sentence_at(quote.start)]
    last = reading.sentences[reading.sentence_at(quote.end - 1)]
    text = reading.report.text
    outside = text[first.start : quote.start] + text[quote.end : last.end]
    return len(WORDS.findall(outside)) <= 1


def _opens_paragraph(reading: Reading, quote: Quote) -> bool:
    sentence = reading.sentences[reading.sentence_at(quote.start)]
    position = reading.sentence_at(quote.start)
    first = position == 0 or reading.sentences[position - 1].paragraph != sentence.paragraph
    return first and quote.start - sentence.start <= 3


def _is_speech(reading: Reading, quote: Quote) -> bool:
    """Whether nobody's words are speech all the same: a sentence, or "described as “...”"."""
    before = reading.report.text[max(0, quote.start - 9) : quote.start].rstrip(" \"“‘'`")
    if before.endswith((" as", " and")):
        return True
    return reading.report.text[quote.start : quote.end][-1:] in ".?!,"


def _is_title(reading: Reading, quote: Quote) -> bool:
    """Whether every longer word is capitalised, as in the title of a work or event."""
    words = WORDS.findall(reading.report.text[quote.start : quote.end])
    return all(word[:1].isupper() or len(word) < 5 for word in words)


def _governing(reading: Reading, quote: Quote, cues: list[Cue], frames: list[_Frame]) -> int | None:
    """The innermost cue whose content holds the quotation; else one in the same sentence."""
    held_as = (
        reading.report.text[max(0, quote.start - 5) : quote.start].strip(" \"“‘'`").endswith("as")
    )
    holding = [
        (
            cue.takes == "belief",
            held_as and cue.takes == "noun",
            _length(reading, cue),
            frame.position,
        )
        for frame in frames
        if _holds(reading, cue := cues[frame.position], quote)
    ]
    if holding:
        return min(holding)[-1]
    first = reading.sentences[reading.sentence_at(quote.start)]
    last = reading.sentences[reading.sentence_at(quote.end - 1)]
    before = [f for f in frames if first.start <= f.start and f.end <= quote.start + 1]
    if before:
        return before[-1].position
    after = [f for f in frames if quote.end - 1 <= f.start and f.end <= last.end + 1]
    return after[0].position if after else None


def _length(reading: Reading, cue: Cue) -> int:
    doc = reading.doc
    return sum(doc[end - 1].idx - doc[start].idx for start, end in cue.content)


def _joined(
    reading: Reading,
    earlier: tuple[list[Quote], int | None],
    quote: Quote,
    owner: int,
    frames: list[_Frame],
) -> bool:
    """Whether a quotation goes on with the one before: nothing but their cue stands between."""
    before = earlier[0][-1]
    same = _paragraph(reading, before.start) == _paragraph(reading, quote.start)
    if earlier[1] != owner or not (same or quote.continues):
        return False
    frame = next(f for f in frames if f.position == owner)
    text = reading.report.text
    start, end = max(before.end, frame.start), min(quote.start, frame.end)
    between = text[before.end : start] + text[max(start, end) : quote.start]
    return not WORDS.search(between if start < end else text[before.end : quote.start])
