"""Channels: "in a statement on Telegram", "via X", "through its news agency".

Words: `words/en/channels.toml`, `channel_context.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.annotate.cue import Cue
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.phrases import noun_phrase
from accordingto.annotate.reading import Reading
from accordingto.model import Channel
from accordingto.words import role_words

THROUGH = role_words("channel_context", "through")
DURING = role_words("channel_context", "during")
ARTICLES = role_words("channel_context", "article")
ORDER = ("platform", "outlet", "occasion")


def find_channels(reading: Reading) -> Sequence[Hit]:
    """Every word for a channel in the text."""
    return lexicon(reading.doc.vocab, "channels").find(reading.doc)


def channel_of(reading: Reading, cue: Cue, hits: Sequence[Hit]) -> Channel | None:
    """The channel a statement came through: the most telling one named around its cue."""
    doc, sent = reading.doc, cue.word.sent
    inside = {i for start, end in cue.content for i in range(start, end)}
    source = range(cue.source.start, cue.source.end) if cue.source is not None else range(0)
    fitting = []
    for hit in hits:
        if not sent.start <= hit.start < sent.end or hit.start in source:
            continue
        phrase = noun_phrase(doc[hit.start : hit.end].root)
        before = doc[max(sent.start, phrase.start - 1)].lower_
        if hit.start in inside and (before not in THROUGH or hit.entry.value == "occasion"):
            continue
        if hit.entry.value == "platform" and before not in THROUGH:
            continue
        if hit.entry.value == "occasion" and before not in DURING:
            continue
        fitting.append((ORDER.index(hit.entry.value), abs(hit.start - cue.word.i), hit, phrase))
    if not fitting:
        return None
    _, _, hit, phrase = min(fitting, key=lambda item: item[:2])
    span = doc[hit.start : hit.end] if hit.entry.value == "platform" else phrase
    start = next(
        (t.i for t in span if t.lower_ not in ARTICLES),
        span.start,
    )
    named = doc[start : span.end]
    end = named.start_char + len(named.text.rstrip("."))  # "via X." is one token
    evidence = reading.cut(named.start_char, end)
    return Channel(name=evidence.text, evidence=evidence)
