"""What video and photographs are said to show, and by whom they came (`footage.toml`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.clauses import STOPS, clause, phrase_after, phrase_start, trim
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.reading import Reading
from accordingto.model import FootageMention
from accordingto.words import role_words

# How many tokens may stand between the pictures and the word that says they show something.
REACH = 20
# How many tokens after the pictures "another" may still stand for one of them.
ELLIPSIS = 60
CHANNELS = role_words("channel_context", "spread")
TURNS = role_words("channel_context", "turn")
SEEN, ASIDE = role_words("channel_context", "seen"), role_words("channel_context", "aside")
RELATIVE = role_words("grammar", "relative")
MEDIA = ("moving", "still")


def find_footage(reading: Reading) -> tuple[FootageMention, ...]:
    """Find the pictures that are said to show something, in text order."""
    hits = lexicon(reading.doc.vocab, "footage").find(reading.doc)
    found: dict[tuple[int, int], FootageMention] = {}
    for cue, around, shown, evidence in _pieces(reading, hits):
        mention = FootageMention(
            shows=" ".join(shown.text.split()),
            via=_channel(reading.doc, around, cue),
            evidence=reading.cut_span(evidence),
            sentence=reading.sentence_at(evidence.start_char),
        )
        found.setdefault((shown.start, shown.end), mention)
    return tuple(sorted(found.values(), key=lambda piece: piece.evidence.start))


def _pieces(
    reading: Reading, hits: Sequence[Hit]
) -> Iterator[tuple[Hit, Sequence[Hit], Span, Span]]:
    """The pictures, the hits around them, what they show, and the words that say so."""
    doc = reading.doc
    last: tuple[Hit, Sequence[Hit]] | None = None
    for place, hit in enumerate(hits):
        role = hit.entry.get("role")
        around = hits[max(0, place - 4) : place + 5]
        pieces: list[Iterator[tuple[Span, Span]]] = []
        if role in MEDIA and not reading.quoted(doc[hit.start].idx) and not _none(doc, hit):
            last = (hit, around)
            told = list(_showing(doc, hits, place))
            pieces = [_seen_in(doc, around, hit), iter(told)]
            if not told:
                pieces.append(_picture_of(doc, around, hit))
        elif role == "another" and last and hit.start - last[0].end < ELLIPSIS:
            pieces.append(_showing(doc, hits, place))
        for shown, evidence in (piece for found in pieces for piece in found):
            yield (*(last or (hit, around)), shown, evidence)


def _showing(doc: Doc, hits: Sequence[Hit], place: int) -> Iterator[tuple[Span, Span]]:
    """ "Footage showed the hall in flames"."""
    hit = hits[place]
    if _governed(doc, hit):
        return
    for after in hits[place + 1 : place + 5]:
        if not _together(doc, hit, after, REACH) or after.entry.get("role") in (*MEDIA, "none"):
            return
        if after.entry.get("role") == "shows" and _may_show(doc, hit, after):
            shown = trim(doc, after.end, _end(doc, after.end))
            if len(shown) > 0 and shown.start == after.end:
                start = phrase_start(doc[hit.start])
                yield shown, doc[start : shown.end]
            return


def _may_show(doc: Doc, hit: Hit, verb: Hit) -> bool:
    """Whether the pictures (not somebody else) do the showing."""
    token = doc[verb.end - 1]
    if token.tag_ == "VBN" and any(child.dep_ in ("auxpass", "agent") for child in token.children):
        return False
    if hit.entry.get("role") == "another":
        return verb.start - hit.end <= 2
    subject = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i]
    span = range(hit.start, hit.end)
    inside = [c for c in subject if c.i in span or c.lower_ in RELATIVE or _over(c, span)]
    return not subject or bool(inside)


def _none(doc: Doc, hit: Hit) -> bool:
    """Whether there are no such pictures."""
    start = phrase_start(doc[hit.start])
    return any(token.lower_ == "no" for token in doc[start : hit.start])


def _governed(doc: Doc, hit: Hit) -> bool:
    """Whether the pictures only stand in a prepositional phrase ("as in this picture")."""
    start = phrase_start(doc[hit.start])
    return start > 0 and doc[start - 1].lower_ in ASIDE


def _over(token: Token, span: range) -> bool:
    """Whether the pictures are part of a subject ("the video posted by the group")."""
    return token.left_edge.i <= span.start and span.stop - 1 <= token.right_edge.i


def _seen_in(doc: Doc, around: Sequence[Hit], hit: Hit) -> Iterator[tuple[Span, Span]]:
    """ "Gunfire is heard in videos", "two men seen on CCTV"."""
    start = phrase_start(doc[hit.start])
    if start == 0 or doc[start - 1].lower_ not in SEEN:
        return
    for before in reversed([other for other in around if other.start < hit.start]):
        role, tag = before.entry.get("role"), doc[before.end - 1].tag_
        caught = role == "perceived" or (role == "shows" and tag == "VBN")
        if caught and _together(doc, before, hit, 6):
            told = clause(doc[before.start])
            shown = trim(doc, told.start, start - 1)
            if len(shown) > 2 and shown.end >= before.end:
                yield shown, doc[shown.start : hit.end]
            return


def _picture_of(doc: Doc, around: Sequence[Hit], hit: Hit) -> Iterator[tuple[Span, Span]]:
    """ "released images of the wreckage": only where the sentence says how they came out."""
    spread = any(h.entry.get("role") == "spread" and _together(doc, h, hit, 12) for h in around)
    if not spread or hit.end >= len(doc) or doc[hit.end].lower_ != "of":
        return
    phrase = phrase_after(doc, hit.end + 1)
    if phrase is not None and any(token.pos_ == "NOUN" for token in phrase):
        start = phrase_start(doc[hit.start])
        shown = _with_doing(doc, phrase)
        yield shown, doc[start : shown.end]


def _with_doing(doc: Doc, phrase: Span) -> Span:
    """A phrase with what it is seen doing ("the wreckage burning in a field")."""
    if phrase.end < len(doc) and doc[phrase.end].tag_ in ("VBG", "VBN"):
        end = _end(doc, phrase.end)
        comma = next((t.i for t in doc[phrase.end : end] if t.text == ","), end)
        return trim(doc, phrase.start, comma)
    return phrase


def _channel(doc: Doc, around: Sequence[Hit], cue: Hit) -> str | None:
    """By whom or where the pictures came: "posted on Telegram", "broadcast by state television"."""
    for hit in around:
        if hit.entry.get("role") != "spread" or not _together(doc, cue, hit, 12):
            continue
        for token in doc[hit.end : hit.end + 8]:
            if token.lower_ in CHANNELS and token.i + 1 < len(doc):
                phrase = phrase_after(doc, token.i + 1)
                return " ".join(phrase.text.split()) if phrase else None
            if token.is_sent_start or token.text in STOPS or token.text == ",":
                break
    return None


def _together(doc: Doc, one: Hit, other: Hit, reach: int) -> bool:
    """Whether two hits stand near each other in one sentence."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    between = doc[first.end : second.start + 1]
    return len(between) - 1 <= reach and not any(token.is_sent_start for token in between)


def _end(doc: Doc, start: int) -> int:
    """Where what is shown ends: at a stop, or where the sentence turns to something else."""
    end = start
    while end < len(doc) and not (end > start and doc[end].is_sent_start):
        token = doc[end]
        after = doc[end + 1].lower_ if end + 1 < len(doc) else ""
        if token.text in STOPS or "\n" in token.text or (token.text == "," and after in TURNS):
            break
        end += 1
    return end
