"""What the trained model adds to the cues of the rules: others than verbs of saying, contents."""

from __future__ import annotations

from spacy.tokens import Span, Token

from accordingto.annotate.cue import Cue
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.phrases import is_negated
from accordingto.annotate.reading import Reading
from accordingto.model.kinds import Act
from accordingto.trained import Attribution

LEAST = 0.3
"""How sure the model must be of an attribution that no rule finds."""
WEIGHTY: tuple[Act, ...] = ("claims_responsibility", "denies", "accuses", "warns")
"""What the rules alone may say that somebody does in saying something."""
UNLIKELY = 0.05
"""How likely, for the model, the cue of a plain statement must be that only a rule finds."""
TRAINED = "trained"
"""What such a cue takes: the content comes with it."""
FIXED = ("quote", "cited", "refusal", "colon")
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
    joined = [cue for cue in cues if cue.act not in PLAIN or _is_likely(reading, cue)]
    for attribution in reading.trained.attributions:
        span = reading.span(*attribution.cue)
        content = contents_of(reading, attribution)
        if not content:
            continue
        known = next((cue for cue in cues if _overlap(cue, span)), None)
        if known is None and _is_new(attribution, content, cues):
            joined.append(make_cue(reading, attribution, span, content, acts))
        elif known is not None and known.act in PLAIN and known.takes not in FIXED:
            join_contents(known, content)
    return sorted(joined, key=lambda cue: cue.word.i)


def join_contents(cue: Cue, content: list[tuple[int, int]]) -> None:
    """Give a cue of the rules what the model reads as its content, beside it or in its place."""
    shared = any(a < d and c < b for a, b in content for c, d in cue.content)
    if shared:
        cue.content, cue.reach = content, cue.content
    else:
        cue.content = sorted([*cue.content, *content])


def _is_likely(reading: Reading, cue: Cue) -> bool:
    """Whether the model may see a cue too; what gives a number is kept whatever it sees."""
    assert reading.trained is not None
    if any(token.like_num for start, end in cue.content for token in reading.doc[start:end]):
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
    source = reading.span(*attribution.source)
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
    """The tokens of each stretch of content, without marks at its ends."""
    found = []
    for start, end in attribution.content:
        span = reading.span(start, end)
        first, last = span.start, span.end
        while first < last and (span.doc[first].is_punct or span.doc[first].is_space):
            first += 1
        while first < last and (span.doc[last - 1].is_punct or span.doc[last - 1].is_space):
            last -= 1
        if first < last:
            found.append((first, last))
    return found


def _acts(reading: Reading) -> dict[int, Act]:
    hits = lexicon(reading.doc.vocab, "cues").find(reading.doc)
    return {hit.start: hit.entry.get("act") for hit in hits}  # type: ignore[misc]


def _main_word(span: Span) -> Token:
    verbs = [token for token in span if token.pos_ == "VERB"]
    return verbs[-1] if verbs else span.root


def _overlap(cue: Cue, span: Span) -> bool:
    return cue.first < span.end and span.start < cue.last


def _is_new(attribution: Attribution, content: list[tuple[int, int]], cues: list[Cue]) -> bool:
    """Whether the model is sure of it, and no rule has given the same words to somebody."""
    if attribution.score < LEAST or attribution.source is None:
        return False
    size = sum(end - start for start, end in content)
    return not any(
        2 * sum(max(0, min(b, d) - max(a, c)) for a, b in content for c, d in cue.content) > size
        and 2 * size > sum(d - c for c, d in cue.content)
        for cue in cues
    )
