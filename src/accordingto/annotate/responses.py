"""What is done about an incident, by whom.

Words: `words/en/responses.toml`, `response_context.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.clauses import (
    STOPS,
    after_credit,
    clause,
    clause_head,
    phrase_after,
    phrase_start,
    subject,
)
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.once import starts_between
from accordingto.annotate.reading import Reading
from accordingto.model import ResponseMention
from accordingto.model.kinds import ResponseKind
from accordingto.words import role_words

# How many hits to either side are looked at for what an act needs.
AROUND = 6
# How far (in tokens) that may stand from the act, and how far whatever the parse says.
REACH = 14
BESIDE = 4


def _words(role: str) -> frozenset[str]:
    return role_words("response_context", role)


# What makes a clause tell of what may or should be done, not of what was done.
UNREAL = _words("unreal")
# Verbs whose subject is what an act is about, not who does it ("became the subject of a manhunt").
LINKING = _words("linking")
# Verbs that tell of what is asked for or missing, not of what was done.
WANTING = _words("wanting")
# What stands between a verb and people it is not done to ("pulled coats over the children").
ASIDE = _words("aside")
# What stands before a body that is only heard, and verbs after which it acts all the same.
HEARD, SENT = _words("heard"), _words("sent")
WHO = frozenset({"WP", "WDT", "WP$"})
# Fewer tokens tell nothing by themselves ("they investigate").
SHORT = 3
# How many tokens a stretch may have that is widened to the clause which says who did it.
WIDEST = 40
# How much of the words of two responses of one kind must be the same for one of them to be left.
ALIKE = 0.6
# The things that act themselves, so that "ambulances were sent" is done by them.
ACTING = ("crew", "police")


def find_responses(reading: Reading) -> tuple[ResponseMention, ...]:
    """Find what was done, once per sentence and kind, in text order."""
    doc = reading.doc
    hits = lexicon(doc.vocab, "responses").find(doc)
    found: dict[tuple[int, str], ResponseMention] = {}
    present: set[tuple[int, str]] = set()
    for hit, around in _acts(doc, hits):
        token = _verb(doc, hit)
        kind: ResponseKind = hit.entry.get("kind")  # type: ignore[assignment]
        sentence = reading.sentence_at(token.idx)
        if (sentence, kind) in found or _unreal(token, hit) or _only_told(token, around):
            continue
        found[sentence, kind] = ResponseMention(
            kind=kind,
            by=_by(doc, token, hit, around),
            evidence=reading.cut_span(_ended(_told(doc, token), token)),
            sentence=sentence,
        )
        if hit.entry.get("role") == "body":
            present.add((sentence, kind))
    for sentence in {sentence for sentence, kind in found if kind == "rescue"}:
        # Troops sent to rescue people are a rescue.
        found.pop((sentence, "military"), None)
    done = {response.evidence.start for key, response in found.items() if key not in present}
    for key in present:
        if found[key].evidence.start in done:
            # The words tell already what those did who are only present by their name.
            del found[key]
    return tuple(_once(sorted(found.values(), key=lambda done: done.evidence.start)))


def _once(responses: Sequence[ResponseMention]) -> Iterator[ResponseMention]:
    """Leave out what is told again in nearly the same words."""
    told: dict[str, list[set[str]]] = {}
    for response in responses:
        words = set(response.evidence.text.lower().split())
        before = told.setdefault(response.kind, [])
        if not any(len(words & other) >= ALIKE * len(words | other) for other in before):
            before.append(words)
            yield response


def _acts(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[Hit, Sequence[Hit]]]:
    """The hits that tell of something done, with the hits around them."""
    for place, hit in enumerate(hits):
        around = [
            other
            for other in hits[max(0, place - AROUND) : place + AROUND + 1]
            if _together(doc, hit, other)
        ]
        role, needs = hit.entry.get("role"), hit.entry.get("needs")
        if role == "body" and not _only_says(doc, hit, around):
            yield hit, around
        elif role == "act" and not (hit.end - hit.start == 1 and doc[hit.start].dep_ == "amod"):
            met = not needs or any(_meets(doc, hit, other, needs) for other in around)
            if met and not _set_apart(hit, around):
                yield hit, around


def _together(doc: Doc, one: Hit, other: Hit) -> bool:
    """Whether two hits stand near each other in one sentence."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    near = second.start + 1 - first.end <= REACH
    return near and not starts_between(doc, first.end, second.start + 1)


def _meets(doc: Doc, hit: Hit, other: Hit, needs: str) -> bool:
    """Whether what the act needs stands in its clause: after it, or before a passive."""
    if other.entry.get("thing") not in needs.split("|"):
        return False
    verb, thing = _verb(doc, hit), doc[other.end - 1]
    if needs == "public":
        return _shut(verb, thing, hit, other)
    if needs == "opening":
        return other.start >= hit.end or hit.start - other.end <= BESIDE
    if needs.startswith("victim") and any(t.lower_ in ASIDE for t in doc[hit.end : other.start]):
        return False
    near = 0 <= other.start - hit.end <= BESIDE or 0 <= hit.start - other.end <= 1
    if not near and clause_head(thing).i != clause_head(verb).i:
        return False
    if needs in ACTING and thing.dep_ == "pobj":
        return False
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    return other.start >= hit.end or passive or needs in ACTING or verb.pos_ != "VERB"


def _shut(verb: Token, thing: Token, hit: Hit, other: Hit) -> bool:
    """Whether it is the public place itself that is shut, not a person who is suspended there."""
    subject_is = [child for child in verb.lefts if child.dep_ == "nsubjpass"]
    heads = {thing.i, thing.head.i, thing.head.head.i}
    if subject_is:
        return any(child.i in heads for child in subject_is)
    return verb.i in heads or 0 <= other.start - hit.end <= BESIDE


def _set_apart(hit: Hit, around: Sequence[Hit]) -> bool:
    """Whether a strike or a storm closed it, or an arrest is one of earlier times."""
    apart = {"closure": "cause", "arrest": "earlier"}.get(hit.entry.get("kind"))
    return apart is not None and any(other.entry.get("role") == apart for other in around)


def _only_says(doc: Doc, hit: Hit, around: Sequence[Hit]) -> bool:
    """Whether a body is only heard here ("investigators said", "according to rescuers")."""
    head = doc[hit.end - 1]
    before = doc[max(0, hit.start - 5) : hit.start]
    told = any(token.lower_ in HEARD for token in before)
    verb = clause_head(head)
    says = {token for o in around if o.entry.get("role") == "saying" for token in range(*o[1:])}
    first = head.head if head.dep_ == "conj" else head
    does = first.dep_ in ("nsubj", "nsubjpass", "compound", "attr") or (
        hit.entry.get("kind") == "security" and head.dep_ != "compound"
    )
    if head.dep_ == "nsubjpass" and verb.lemma_ not in SENT:
        return True
    return told or not does or verb.i in says or verb.pos_ not in ("VERB", "AUX")


def _verb(doc: Doc, hit: Hit) -> Token:
    """The verb among the words of the act, or their last word."""
    span = doc[hit.start : hit.end]
    return next((token for token in span if token.pos_ == "VERB"), span[-1])


def _told(doc: Doc, token: Token) -> Span:
    """The clause that tells it; with whom a relative clause speaks of, and what led to it."""
    told = after_credit(clause(token))
    head = clause_head(token)
    reach = told.start - head.head.i
    if head.dep_ == "relcl" and (0 < reach < 6 or (told[0].tag_ in WHO and 0 < reach < WIDEST)):
        return doc[phrase_start(head.head) : told.end]
    if head.dep_ == "advcl" and head.tag_ == "VB" and head.head.i < head.i:
        before = after_credit(clause(head.head))
        return doc[before.start : told.end] if before.start < told.start else told
    return _with_doer(doc, head, told) if _no_doer(head, told) else told


def _ended(told: Span, token: Token) -> Span:
    """A clause without a preposition left over at its end ("detained, among them")."""
    end = told.end
    while end > token.i + 1 and (
        told.doc[end - 1].is_punct
        or told.doc[end - 1].tag_ == "IN"
        or (told.doc[end - 1].lower_ == "them" and told.doc[end - 2].lower_ == "among")
    ):
        end -= 1
    return told.doc[told.start : end]


def _no_doer(head: Token, told: Span) -> bool:
    """Whether a clause opens with its verb, or with "to", so that it does not say who does it."""
    opens = told[0].lower_ == "to" or told[0].pos_ in ("VERB", "AUX", "ADV", "PART")
    own = any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in head.children)
    return (opens and not own) or len(told) < SHORT


def _with_doer(doc: Doc, head: Token, told: Span) -> Span:
    """A clause that opens with its verb, with the one before it that says who does it."""
    start = told.start
    for _ in range(3):
        head = clause_head(head.head)
        start = min(start, after_credit(clause(head)).start)
        if head.dep_ == "ROOT" or any(child.dep_ in ("nsubj", "nsubjpass") for child in head.lefts):
            break
    joined = not any(word.text in STOPS for word in doc[start : told.start])
    return doc[start : told.end] if joined and told.end - start <= WIDEST else told


def _only_told(token: Token, around: Sequence[Hit]) -> bool:
    """Whether it is part of whoever says something ("sources close to the probe said")."""
    verb = clause_head(token)
    says = {i for o in around if o.entry.get("role") == "saying" for i in range(*o[1:])}
    doer = subject(token) if token.pos_ == "VERB" else None
    mine = doer is not None and doer.lower_ == "i"
    return mine or (token.pos_ == "NOUN" and verb.i in says and token.i < verb.i)


def _unreal(token: Token, hit: Hit) -> bool:
    """Whether it is denied, or only may, should or might be done."""
    head = clause_head(token)
    denied = any(child.dep_ == "neg" for child in (*head.children, *token.children))
    before = token.doc[max(token.sent.start, token.i - REACH) : token.i]
    none = token.pos_ == "NOUN" and any(word.lower_ == "no" for word in before)
    called_for = head.lemma_ == "call" and any(child.lower_ == "for" for child in head.children)
    wanted = (head.lemma_ in WANTING or called_for) and not hit.start <= head.i < hit.end
    return denied or none or wanted or any(word.lower_ in UNREAL for word in clause(token))


def _by(doc: Doc, token: Token, hit: Hit, around: Sequence[Hit]) -> str | None:
    """Who did it: the body itself, the agent of a passive, the subject of an active clause."""
    if hit.entry.get("role") == "body":
        rest = phrase_after(doc, hit.end - 1)
        end = rest.end if rest is not None else hit.end
        return _named(doc[phrase_start(doc[hit.start]) : end])
    head = clause_head(token)
    for child in (*token.children, *head.children):
        if child.dep_ == "agent" and child.i + 1 < len(doc):
            return _named(phrase_after(doc, child.i + 1))
    doer = (subject(token) if token.pos_ == "VERB" else None) or subject(head)
    if doer is None or doer.i > token.i or doer.pos_ not in ("NOUN", "PROPN"):
        return None
    acting = any(o.start <= doer.i < o.end and o.entry.get("thing") in ACTING for o in around)
    blind = any(o.start <= doer.i < o.end and o.entry.get("role") == "cause" for o in around)
    linked = token.pos_ == "NOUN" and head.lemma_ in LINKING and not acting
    if blind or linked or hit.start <= doer.i < hit.end or (_passive(token, doer) and not acting):
        return None
    return _named(phrase_after(doc, phrase_start(doer)))


def _passive(token: Token, doer: Token) -> bool:
    """Whether it is done to the subject ("was arrested", "is in custody", "charged with")."""
    head = clause_head(token)
    helped = {child.dep_ for verb in (token, head) for child in verb.children}
    bare = head.tag_ == "VBN" and "aux" not in helped
    return doer.dep_ == "nsubjpass" or "auxpass" in helped or bare or head.lemma_ == "be"


def _named(phrase: Span | None) -> str | None:
    """The words of who did it, without an article; None for page furniture and datelines."""
    if phrase is None:
        return None
    first = phrase.start + (phrase[0].pos_ == "DET")
    words = " ".join(phrase.doc[first : phrase.end].text.split())
    shouted = words.isupper() and len(words) > 5
    return None if not words or shouted or "copyright" in words.lower() else words
