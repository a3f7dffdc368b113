"""How far what a cue governs reaches: the content of indirect speech, as token ranges.

Words: `words/en/contents.toml`.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from accordingto.annotate.cue import Cue
from accordingto.annotate.cue_citations import pass_on
from accordingto.annotate.phrases import has_finite_verb, is_passive
from accordingto.words import role_words

QUOTES = frozenset(("``", "''", *"\"“”„«»`'‘’"))
CLOSING = ("”", '"', "''", "’", "'")
OPENING = ("“", '"', "``", "‘", "'")
# Quoted stretches up to this many tokens, marks included, may be titles: "on “Morning News,”".
MOST_TITLE = 6
ABOUT, MEANWHILE = role_words("contents", "about"), role_words("contents", "meanwhile")
JOINED, RELATIVE = role_words("contents", "joined"), role_words("contents", "relative")


def find_contents(doc: Doc, cues: list[Cue]) -> None:
    """Fill in the content of every cue; one that governs nothing keeps an empty list."""
    for position, cue in enumerate(cues):
        others = [c for c in cues[max(0, position - 4) : position + 5] if c is not cue]
        found = _content(doc, cue, others)
        cue.content = [trimmed for part in found if (trimmed := _trim(doc, *part))]
    pass_on(doc, cues)


def _content(doc: Doc, cue: Cue, others: list[Cue]) -> list[tuple[int, int]]:
    if cue.takes == "cited":
        return []
    if cue.takes == "according":
        return _around(doc, cue, others)
    if cue.takes == "colon":
        return [(cue.end, cue.word.sent.end)]
    if cue.takes == "noun":
        return _noun_content(doc, cue)
    if is_passive(cue.word):
        return _passive_content(cue.word)
    return _verb_content(doc, cue, others)


def _verb_content(doc: Doc, cue: Cue, others: list[Cue]) -> list[tuple[int, int]]:
    verb, sent = cue.word, cue.word.sent
    if _before_quote(doc, cue.end, sent.end):
        return [(cue.end, _next_start(cue, others, sent.end))]
    if cue.takes == "quote":
        return []
    if cue.takes == "refusal":
        return [(verb.i, verb.right_edge.i + 1)]
    if _follows_relative(doc, cue, sent.start):
        return _around_relative(doc, cue)
    after_quote = _after_quote(doc, cue.start, sent.start)
    if cue.takes in ("that", "number") and not after_quote:
        governed = _governed(verb, cue)
        if governed is None or governed.i < verb.i:
            return []
    if _is_last(doc, cue.end, sent.end) or _inserted(doc, cue, sent.start):
        return _around(doc, cue, others)
    governed = _governed(verb, cue)
    if after_quote:
        return [(sent.start, cue.start)]
    while_it = governed is not None and governed.lower_ in MEANWHILE
    if while_it and cue.start > sent.start and doc[cue.start - 1].text == ",":
        return [(sent.start, cue.start)]
    if governed is None:
        if any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.lefts):
            return _around(doc, cue, others)
        return _unparsed(doc, cue, others)
    start = min(governed.left_edge.i, governed.i)
    if start < cue.word.i:
        return _around(doc, cue, others)
    counts = cue.takes != "number" or any(t.like_num for t in doc[start : verb.right_edge.i + 1])
    if not counts and governed.dep_ != "ccomp":
        return []
    return [(start, _right_end(doc, cue, governed, others))]


def _follows_relative(doc: Doc, cue: Cue, start: int) -> bool:
    """Whether "which", "who" or "what" stands right before a frame, by itself."""
    if cue.start <= start or cue.word.dep_ == "ROOT":
        return False
    before = doc[cue.start - 1]
    return before.tag_ in ("WDT", "WP") and before.nbor(-1 if before.i else 0).pos_ != "ADP"


def _around_relative(doc: Doc, cue: Cue) -> list[tuple[int, int]]:
    """ "The bridge, which [he said] was closed": the relative word and what follows the frame."""
    end = max(cue.end, cue.word.right_edge.i + 1)
    return [(cue.start - 1, cue.start), (cue.end, end)] if end > cue.end else []


def _after_quote(doc: Doc, at: int, start: int) -> bool:
    """Whether a frame follows speech that is quoted, rather than a title or a word or two."""
    if at <= start or doc[at - 1].text not in CLOSING:
        return False
    opening = next((i for i in range(at - 2, start - 1, -1) if doc[i].text in OPENING), start)
    return opening <= start or at - opening > MOST_TITLE


def _before_quote(doc: Doc, at: int, end: int) -> bool:
    """Whether a comma or colon and an opening quotation mark follow: "..., adding: “..."."""
    words = [token.text for token in doc[at : min(at + 3, end)] if not token.is_space]
    return (
        len(words) > 1 and words[0] in (",", ":", "that") and words[1] in ("“", '"', "``", "‘", "'")
    )


def _governed(verb: Token, cue: Cue) -> Token | None:
    """The first word on the right that heads what was said."""
    kinds = {"ccomp"} if cue.takes in ("that", "number") else {"ccomp", "xcomp"}
    if cue.takes in ("object", "accused", "number"):
        kinds |= {"dobj", "obj", "oprd"}
    if cue.takes == "named" and any(child.dep_ == "oprd" for child in verb.rights):
        kinds |= {"dobj", "obj", "oprd"}  # "called the attack cowardly"
    if cue.takes == "document":
        kinds |= {"dobj", "obj"}
    if cue.takes == "told" and cue.act == "warns":
        kinds |= {"dobj", "obj"}
    if cue.takes == "clause" and cue.document is None:
        kinds |= {"dobj", "obj"}
    for child in verb.rights:
        if child.dep_ in kinds and not child.is_punct:
            return child
        about = child.dep_ == "prep" and child.lower_ in ABOUT and child.i >= cue.end
        if about and cue.takes not in ("that", "number"):
            return child
        if child.dep_ in ("advcl", "acl") and child.i == cue.end and child.tag_ == "VBG":
            return None
    return None


def _right_end(doc: Doc, cue: Cue, governed: Token, others: list[Cue]) -> int:
    """Where content that begins on the right ends: the sentence, or what is said next."""
    verb = cue.word
    end = verb.sent.end
    if verb.dep_ == "relcl":  # no further than the clause, to its comma
        close = (t.i for t in doc[verb.right_edge.i + 1 : end] if t.text in (",", ";", ":"))
        end = next(close, end)
    inside = governed.right_edge.i
    for child in verb.rights:
        if (
            child.i > governed.i
            and child.dep_ in ("conj", "advcl", "parataxis")
            and child.left_edge.i > governed.i
        ) and (_is_cue(child, others) or _ends_speech(child)):
            end = min(end, max(child.left_edge.i, governed.i + 1))
    for other in others:
        quoting = doc[other.word.i + 1 : other.word.i + 2].text == ":"
        within = governed.i == other.word.i or governed.is_ancestor(other.word)
        if other.start > governed.i and (quoting or not within) and other.word.sent == verb.sent:
            end = min(end, max(other.start, governed.i + 1))
    return max(end, min(inside + 1, end))


def _ends_speech(child: Token) -> bool:
    """Whether a clause beside the content is the narrator's: "said so as dawn broke"."""
    return child.dep_ != "advcl" or child.tag_ != "VBG"


def _is_cue(token: Token, others: list[Cue]) -> bool:
    return any(other.word.i == token.i for other in others)


def _unparsed(doc: Doc, cue: Cue, others: list[Cue]) -> list[tuple[int, int]]:
    """What a cue governs where the parse shows nothing: "that ...", a colon, a clause."""
    sent_end = cue.word.sent.end
    at = cue.end
    while at < sent_end and (doc[at].is_space or doc[at].text == ","):
        at += 1
    if at >= sent_end or cue.takes not in ("clause", "told", "that"):
        return []
    if cue.takes == "told" and _another_clause(doc, at, sent_end):
        return []
    that = next((t.i for t in doc[at : min(at + 10, sent_end)] if _joins_clause(t)), at)
    if not has_finite_verb(doc, at, that):
        at = that
    if doc[at].text == ":" or doc[at].lower_ == "that":
        return [(at + 1 if doc[at].text == ":" else at, sent_end)]
    here = [o for o in others if o.word.i >= at and o.word.sent == cue.word.sent]
    stop = min((o.start if o.start >= at else o.word.i for o in here), default=sent_end)
    if cue.takes in ("clause", "told") and has_finite_verb(doc, at, stop):
        return [(at, stop)]
    return []


def _another_clause(doc: Doc, at: int, end: int) -> bool:
    """Whether who is told something is all that follows: "alerted the police, and no one ..."."""
    for token in doc[at : min(at + 6, end)]:
        if token.text == "," or token.dep_ == "cc":
            following = doc[token.i + 1 : token.i + 2]
            return token.dep_ == "cc" or (len(following) > 0 and following[0].dep_ == "cc")
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM"):
            return False
    return False


def _joins_clause(token: Token) -> bool:
    return token.lower_ == "that" and token.tag_ == "IN"


def _around(doc: Doc, cue: Cue, others: list[Cue]) -> list[tuple[int, int]]:
    """The rest of the sentence: before the frame, after it, or both."""
    sent = cue.word.sent
    left = (_left_start(cue, others, sent.start), cue.start)
    right = (cue.end, _next_start(cue, others, sent.end))
    if cue.takes == "according" and (cue.start - sent.start <= 1 or _joins(doc, cue.start)):
        return [right]
    parts = (
        [left]
        if has_finite_verb(doc, *left)
        or _quoted_part(doc, *left)
        or (left[0] < left[1] and doc[left[0]].pos_ not in ("ADP", "ADV", "SCONJ"))
        else []
    )
    if not _is_last(doc, cue.end, sent.end) and _goes_on(doc, cue.end, right[1]):
        parts.append(right)
    return parts


def _says(doc: Doc, start: int, end: int) -> bool:
    """Whether words before a frame are said: a clause, a quotation, a headline; no adverbial."""
    if has_finite_verb(doc, start, end) or _quoted_part(doc, start, end):
        return True
    return start < end and doc[start].pos_ not in ("ADP", "ADV", "SCONJ", "PUNCT")


def _joins(doc: Doc, start: int) -> bool:
    """Whether a frame is preceded by "but", "and", "while": its content then follows."""
    before = [t for t in doc[max(0, start - 2) : start] if not t.is_punct]
    return bool(before) and (before[-1].dep_ in ("cc", "mark"))


def _goes_on(doc: Doc, at: int, end: int) -> bool:
    """Whether what follows an inserted frame belongs to the same speech."""
    words = [t for t in doc[at:end] if not t.is_punct and not t.is_space]
    if not words:
        return False
    joined = words[0].dep_ == "cc" or words[0].lower_ in JOINED
    loose = words[0].pos_ in ("ADJ", "ADV") or words[0].tag_ in ("VBG", "VBN")
    left_over = doc[at - 1].sent.start < at and loose and _quoted_before(words[0])
    return not joined and not left_over and doc[at].text == ","


def _quoted_before(token: Token) -> bool:
    """Whether the sentence opens with quoted speech: what ends it describes the speaker."""
    return token.sent[0].text in OPENING or token.sent[0].text in CLOSING


def _left_start(cue: Cue, others: list[Cue], start: int) -> int:
    """Content on the left begins after the last frame before it."""
    for other in others:
        if (
            other.word.sent == cue.word.sent
            and other.end <= cue.start
            and other.word.i < cue.word.i
        ) and (
            other.takes == "according" or (other.content and other.content[-1][1] <= other.start)
        ):
            start = max(start, other.end)
    doc = cue.word.doc
    while start < cue.start and (
        (doc[start].is_punct and doc[start].text not in QUOTES) or doc[start].dep_ == "cc"
    ):
        start += 1
    return start


def _ends_before(cue: Cue) -> bool:
    """Whether a cue's content lies before its own frame."""
    return bool(cue.content) and cue.content[-1][1] <= cue.start


def _next_start(cue: Cue, others: list[Cue], end: int) -> int:
    starts = [o.start for o in others if o.word.sent == cue.word.sent and o.start >= cue.end]
    far = [s for s in starts if s > cue.end + 3]
    return min([end, *far]) if cue.takes == "according" else min([end, *starts])


def _quoted_part(doc: Doc, start: int, end: int) -> bool:
    return any(token.text in QUOTES for token in doc[start:end])


def _inserted(doc: Doc, cue: Cue, sent_start: int) -> bool:
    """Whether a frame stands between commas after a clause: "..., police said, ..."."""
    if cue.start <= sent_start + 1 or cue.takes in ("object", "accused", "belief", "document"):
        return False
    before, after = doc[cue.start - 1], doc[cue.end] if cue.end < len(doc) else None
    closes = before.text in (",", "”", '"', "''", "’", "'", "?", "!")
    return (
        closes
        and after is not None
        and after.text in (",", ".", ";", ":", "—", "-")
        and (
            has_finite_verb(doc, sent_start, cue.start) or _quoted_part(doc, sent_start, cue.start)
        )
    )


def _is_last(doc: Doc, end: int, sent_end: int) -> bool:
    return all(t.is_punct or t.is_space or t.text in QUOTES for t in doc[end:sent_end])


def _passive_content(verb: Token) -> list[tuple[int, int]]:
    """ "The warning was repeated by others", "X was accused by Y of ..."."""
    if verb.dep_ == "acl":
        noun = verb.head
        while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ == "of":
            noun = noun.head.head  # "a list of passengers given out by ..."
        return [(noun.left_edge.i, verb.i)]
    parts = []
    for child in verb.children:
        if child.dep_ == "nsubjpass" and child.lower_ not in RELATIVE:
            parts.append((child.left_edge.i, child.right_edge.i + 1))
        elif child.dep_ == "nsubjpass" and verb.dep_ == "relcl":
            parts.append((verb.head.left_edge.i, verb.head.i + 1))
        elif child.dep_ in ("xcomp", "ccomp", "pcomp") or (
            child.dep_ == "prep" and child.lower_ in ABOUT
        ):
            parts.append((child.left_edge.i, child.right_edge.i + 1))
    return sorted(parts) or [(verb.sent.start, verb.i)]


def _noun_content(doc: Doc, cue: Cue) -> list[tuple[int, int]]:
    """What follows a noun such as "accusations from X": the clause that says of what."""
    noun = cue.word
    for head in (noun, *noun.subtree):
        for child in head.rights:
            if child.dep_ in ("acl", "ccomp", "relcl") and child.i >= cue.last:
                start = max(child.left_edge.i, cue.end)
                return [(start, child.right_edge.i + 1)] if start <= child.right_edge.i else []
    return []


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Without punctuation, spaces and joining words at either end."""
    while start < end and (doc[start].is_space or doc[start].text in ",;:.—–-_"):
        start += 1
    while end > start and (
        doc[end - 1].is_space or doc[end - 1].text in ",;:.—–-_" or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return (start, end) if start < end else None
