"""What the trained model adds to the cues of the rules: others than verbs of saying, contents."""

from __future__ import annotations

from spacy.tokens import Span, Token

from accordingto.annotate.able import is_nobody
from accordingto.annotate.cue import Cue
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.numbers import find_numbers
from accordingto.annotate.phrases import RELATIVE, is_negated, noun_phrase, subject_of
from accordingto.annotate.reading import Reading
from accordingto.model.kinds import Act
from accordingto.trained import Attribution

LEAST = 0.55
"""How sure the model must be of an attribution that no rule finds."""
WEIGHTY: tuple[Act, ...] = ("claims_responsibility", "denies", "accuses", "warns")
"""What the rules alone may say that somebody does in saying something."""
UNLIKELY = 0.3
"""How likely, for the model, a cue must be that only a rule finds, unless its act is weighty."""
BESIDE = 3
"""How near a quotation must stand to a cue to be what it introduces, in characters."""
TRAINED = "trained"
"""What such a cue takes: the content comes with it."""
SAME, ALIKE = 0.6, 0.4
"""How much two contents share that are one, said by anybody, and by the same."""
STOPS, CLOSING = (".", "!", "?", "…"), " \n\"'”’)]"
"""What ends a sentence, and what may stand behind it."""
BOUND = ("det", "amod", "compound", "nummod")
"""What words are to a noun that cannot speak without it."""
FIXED = ("cited", "refusal")
"""What cues take whose content the rules know better."""
PLAIN: tuple[Act, ...] = ("states", "speculates")


def join_trained(reading: Reading, cues: list[Cue]) -> list[Cue]:
    """The cues of the rules and those that only the model finds, in text order.

    A plain statement that both find takes its content from the model, and reaches as far as the
    rules say; one in whose cue the model sees none is left out.
    """
    if reading.trained is None:
        return cues
    acts = _acts(reading)
    hits = lexicon(reading.doc.vocab, "responsibility").find(reading.doc)
    telling = {token for hit in hits for token in range(hit.start, hit.end)}
    numbers = {number.start for number in find_numbers(reading.doc)}
    joined = [cue for cue in cues if cue.act in WEIGHTY or _is_likely(reading, cue, numbers)]
    for attribution in reading.trained.attributions:
        span = reading.span(*attribution.cue)
        content = contents_of(reading, attribution)
        known = next((cue for cue in cues if _overlap(cue, span)), None)
        if known is not None and known.source is not None:
            content = [piece for piece in content if not _holds(piece, known.source)]
        if not content:
            continue
        if known is None and _is_new(reading, attribution, content, cues):
            joined.append(make_cue(reading, attribution, span, content, acts))
        elif known is not None and known.act in PLAIN and not _says_more(known, content, telling):
            join_contents(known, content)
    return sorted(joined, key=lambda cue: cue.word.i)


def _says_more(cue: Cue, content: list[tuple[int, int]], telling: set[int]) -> bool:
    """Whether the rules read words that tell what is done in saying it, which the model leaves
    to the cue: "claimed | responsibility for the raid", "did not | respond to questions".
    """
    own, read = (
        {token for start, end in ranges for token in range(start, end)}
        for ranges in (cue.content, content)
    )
    return cue.takes in FIXED or not telling.isdisjoint(own - read)


def join_contents(cue: Cue, content: list[tuple[int, int]]) -> None:
    """Give a cue of the rules what the model reads as its content, beside it or in its place."""
    shared = any(a < d and c < b for a, b in content for c, d in cue.content)
    if shared:
        cue.content, cue.reach = content, cue.content
    else:
        cue.content = sorted([*cue.content, *content])


def _is_likely(reading: Reading, cue: Cue, numbers: set[int]) -> bool:
    """Whether the model may see a cue too; what gives a number or quotes is kept anyway."""
    assert reading.trained is not None
    if any(not numbers.isdisjoint(range(start, end)) for start, end in cue.content):
        return True
    frame = reading.doc[cue.start : cue.end]
    if reading.quotes_between(frame.start_char - BESIDE, frame.end_char + BESIDE):
        return True
    span = reading.doc[cue.first : cue.last]
    return reading.trained.cue_chance(span.start_char, span.end_char) >= UNLIKELY


def make_cue(
    reading: Reading,
    attribution: Attribution,
    span: Span,
    content: list[tuple[int, int]],
    acts: dict[int, Act],
) -> Cue:
    """A cue as the rules write one."""
    assert attribution.source is not None
    word = _main_word(span)
    source = _source_of(reading.span(*attribution.source))
    act: Act = next((acts[token.i] for token in span if token.i in acts), "states")
    if act in WEIGHTY:
        act = "states"
    beside = abs(source.start - span.end) <= 1 or abs(span.start - source.end) <= 1
    start = min(source.start, span.start) if beside else span.start
    end = max(source.end, span.end) if beside else span.end
    negated = word.pos_ in ("VERB", "AUX") and is_negated(word)
    return Cue(
        word, act, TRAINED, source, start, end, span.start, span.end, negated, content=content
    )


def contents_of(reading: Reading, attribution: Attribution) -> list[tuple[int, int]]:
    """The tokens of each stretch of content, without marks at its ends; no headings."""
    found = []
    for start, end in attribution.content:
        span = reading.span(start, end)
        if _is_heading(reading, start, end):
            continue
        first, last = span.start, span.end
        while first < last and (span.doc[first].is_punct or span.doc[first].is_space):
            first += 1
        while first < last and (span.doc[last - 1].is_punct or span.doc[last - 1].is_space):
            last -= 1
        if first < last:
            found.append((first, last))
    return found


def _is_heading(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch is a paragraph of its own that no full stop ends."""
    at = reading.sentence_at(start)
    sentence = reading.sentences[at]
    beside = (*reading.sentences[max(0, at - 1) : at], *reading.sentences[at + 1 : at + 2])
    alone = all(other.paragraph != sentence.paragraph for other in beside)
    rest = reading.report.text[sentence.start : start] + reading.report.text[end : sentence.end]
    whole = reading.report.text[sentence.start : sentence.end].rstrip(CLOSING)
    return alone and not whole.endswith(STOPS) and not any(map(str.isalnum, rest))


def _acts(reading: Reading) -> dict[int, Act]:
    hits = lexicon(reading.doc.vocab, "cues").find(reading.doc)
    return {hit.start: hit.entry.get("act") for hit in hits}  # type: ignore[misc]


def _source_of(source: Span) -> Span:
    """Who a source is: the noun that "who" takes up; all of "The commissioner", not "The"."""
    word, head = source.root, source.root.head
    if len(source) == 1 and word.lower_ in RELATIVE:
        noun = subject_of(head)
        return source if noun is None else noun_phrase(noun)
    if word.dep_ not in BOUND or head in source or head.sent != word.sent:
        return source
    return source.doc[min(source.start, head.i) : max(source.end, head.i + 1)]


def _main_word(span: Span) -> Token:
    verbs = [token for token in span if token.pos_ == "VERB"]
    return verbs[-1] if verbs else span.root


def _overlap(cue: Cue, span: Span) -> bool:
    return cue.first < span.end and span.start < cue.last


def _is_new(
    reading: Reading, attribution: Attribution, content: list[tuple[int, int]], cues: list[Cue]
) -> bool:
    """Whether the model is sure that somebody said it, and no rule has told of it."""
    if attribution.score < LEAST or attribution.source is None:
        return False
    source = reading.span(*attribution.source)
    return not is_nobody(source.root) and not any(
        _likeness(content, cue.content) > (ALIKE if _share(source, cue.source) else SAME)
        for cue in cues
    )


def _likeness(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> float:
    """The tokens that two contents share, of all that either holds."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return shared / (sum(b - a for a, b in (*one, *other)) - shared)


def _holds(piece: tuple[int, int], span: Span) -> bool:
    return piece[0] <= span.start and span.end <= piece[1] and piece[1] - piece[0] < 2 * len(span)


def _share(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end
