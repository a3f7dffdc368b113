"""Whom the narrator tells of as doing it, or as suspected of it (`words/en/actors.toml`).

Some words always mean somebody who did it ("gunman"); others only where a violent deed is theirs
("protesters threw petrol bombs"), and names where a deed or a charge is. The many words a report
has for the same people are joined under the fullest of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec
from spacy.tokens import Doc, Token

from accordingto.annotate.actor_fates import find_fates
from accordingto.annotate.clauses import phrase_start
from accordingto.annotate.lexicon import Hit, lexicon
from accordingto.annotate.numbers import Number, find_numbers
from accordingto.annotate.phrases import agent_of, is_negated, object_of, subject_of
from accordingto.annotate.reading import Reading
from accordingto.model import ActorMention, Count, FigureMention
from accordingto.model.kinds import Fate, SourceKind

# How many tokens may stand between a deed or charge and what makes it one.
REACH = 9
# Words that go on with a phrase after its noun: "youths in hoods", "men armed with rifles".
CLAD = frozenset({"clad", "armed", "dressed", "wearing", "wielding", "carrying"})
# Whose violence against attackers is a response, not a deed of theirs.
FORCES = frozenset({"police", "military"})
GROUPS = frozenset({"group", "groups", "gang", "band", "mob", "handful", "number", "team", "cell"})


@dataclass(frozen=True, slots=True)
class _Actor:
    """One mention while it is being read: tokens of its phrase, its head and what is known."""

    start: int
    end: int
    head: int
    kind: SourceKind = "unnamed"
    standing: str = "reported"
    group: str = ""
    named: bool = False


def find_actors(reading: Reading) -> tuple[ActorMention, ...]:
    """Find those who did it, in text order, each under the fullest name the report has for them."""
    doc = reading.doc
    people = lexicon(doc.vocab, "actors").find(doc)
    found: dict[int, _Actor] = {}
    harmed = {i for figure in reading.figures for i in _harmed(reading, figure)}
    for actor in (*_nouns(doc, people), *_doers(doc, people), *_charged(doc, people)):
        told = reading.quoted(doc[actor.head].idx) is None
        if told and (actor.group or actor.head not in harmed):
            old = found.get(actor.head)
            suspected = "suspected" in (actor.standing, old.standing if old else "")
            standing = "suspected" if suspected else "reported"
            found[actor.head] = replace(old or actor, standing=standing)
    if not found:
        return ()
    read = (_known(reading, found[head]) for head in sorted(found))
    actors = [actor for actor in read if actor is not None]
    names = _names(doc, actors)
    actors = _one_standing(actors, names)
    fates = find_fates(doc, [actor.head for actor in actors])
    numbers = {n.end: n for n in find_numbers(doc)}
    return _largest_counts(
        _mention(reading, actor, name, fates.get(actor.head), numbers)
        for actor, name in zip(actors, names, strict=True)
    )


def _largest_counts(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Of the counts of the same people only the largest: a smaller one tells of some of them."""
    told = tuple(mentions)
    largest: dict[str, int] = {}
    for mention in told:
        count = _size(mention)
        largest[mention.name] = max(count, largest.get(mention.name, 0))
    return tuple(
        mention
        if _size(mention) == largest[mention.name]
        else msgspec.structs.replace(mention, number=None)
        for mention in told
    )


def _size(mention: ActorMention) -> int:
    number = mention.number
    return 0 if number is None else number.high or number.low or 0


def _harmed(reading: Reading, figure: FigureMention) -> range:
    """The tokens of those a figure counts as harmed; attackers counted as such are none."""
    if figure.group == "perpetrators" or figure.measure == "detained":
        return range(0)
    span = reading.span(figure.evidence.start, figure.evidence.end)
    return range(span.start, span.end)


def _known(reading: Reading, actor: _Actor) -> _Actor | None:
    """A name that is a country is a government; other places do nothing."""
    if not actor.named:
        return actor
    token = reading.doc[actor.head]
    for mention in reading.places:
        evidence = mention.place.evidence
        if evidence.start <= token.idx < evidence.end:
            country = mention.place.kind == "country" or mention.demonym
            return replace(actor, kind="government", named=False) if country else None
    for speaker in reading.speakers:
        if any(e.start <= token.idx < e.end for e in speaker.mentions):
            return replace(actor, kind=speaker.kind)
    return actor


def _one_standing(actors: Sequence[_Actor], names: Sequence[str]) -> list[_Actor]:
    """One standing and kind per name: a named person stays suspected once called so."""
    standings: dict[str, set[str]] = {}
    kinds: dict[str, SourceKind] = {}
    for actor, name in zip(actors, names, strict=True):
        standings.setdefault(name, set()).add(actor.standing)
        if actor.kind != "unnamed":
            kinds[name] = actor.kind
    named = {name for actor, name in zip(actors, names, strict=True) if actor.named}
    result = []
    for actor, name in zip(actors, names, strict=True):
        said = standings[name]
        strongest = "suspected" if name in named or "reported" not in said else "reported"
        standing = strongest if len(said) > 1 else actor.standing
        result.append(replace(actor, standing=standing, kind=kinds.get(name, actor.kind)))
    return result


def _nouns(doc: Doc, people: Sequence[Hit]) -> Iterator[_Actor]:
    """Words that always mean somebody who did it."""
    marks = {hit.end for hit in people if hit.entry.get("role") == "suspected"}
    for hit in people:
        head = doc[hit.end - 1]
        if hit.entry.get("role") != "noun" or head.dep_ == "compound" or _denied(doc, hit):
            continue
        suspected = hit.entry.get("standing") == "suspected" or hit.start in marks
        start, end = _phrase(doc, hit.start, hit.end)
        standing = "suspected" if suspected else "reported"
        yield _Actor(start, end, head.i, standing=standing, group=hit.entry.get("group"))
        if hit.entry.get("group") == "one":
            yield from _called(doc, hit, start, suspected=suspected)


def _called(doc: Doc, hit: Hit, start: int, *, suspected: bool) -> Iterator[_Actor]:
    """The name beside the word: "the gunman, A B,", "suspect A B", "A B, the alleged gunman"."""
    standing = "suspected" if suspected else "reported"
    at = hit.end
    while at < len(doc) and at - hit.end < 3 and doc[at].lower_ in BEFORE_NAME:
        at += 1
    end = at
    while end < len(doc) and end - at < 4 and _is_name(doc[end]):
        end += 1
    if end - at >= 2:
        yield _Actor(at, end, end - 1, kind="person", standing=standing, named=True)
    elif suspected and start >= 3 and doc[start - 1].text == "," and _is_name(doc[start - 2]):
        first = start - 2
        while first > 0 and _is_name(doc[first - 1]):
            first -= 1
        if start - 1 - first >= 2:
            yield _Actor(first, start - 1, start - 2, kind="person", standing=standing, named=True)


def _is_name(token: Token) -> bool:
    return token.tag_ == "NNP" and token.text[:1].isupper() and not token.text.isupper()


def _denied(doc: Doc, hit: Hit) -> bool:
    """Whether there are none ("no suspects"), or it is a thing of theirs ("the gunman's car")."""
    before = doc[max(0, hit.start - 2) : hit.start]
    after = doc[hit.end].text if hit.end < len(doc) else ""
    owns = after in ("'s", "’s") and doc[hit.end].tag_ == "POS"
    return owns or any(token.lower_ in ("no", "any", "possible", "potential") for token in before)


def _doers(doc: Doc, people: Sequence[Hit]) -> Iterator[_Actor]:
    """Those whose deed is told: the subject of the verb, or the agent of a passive."""
    kinds = _kinds(people)
    pronouns = {token.i for token in doc if token.tag_ == "PRP"}
    attackers = {h.end - 1 for h in people if h.entry.get("role") == "noun"}
    hits = lexicon(doc.vocab, "actor_deeds").find(doc)
    for place, hit in enumerate(hits):
        if hit.entry.get("role") != "deed" or not _is_deed(doc, hits, place):
            continue
        verb = _verb(doc, hit)
        of = verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "against", "to")
        if is_negated(verb) or of:
            continue
        doer = _doer(verb, hit)
        lost = doer is None or (doer.i not in kinds and doer.pos_ != "PROPN")
        if lost and verb.pos_ == "VERB":
            doer = _just_before(doc, verb, kinds) or doer
        for token in _and_others(doer):
            name = token.pos_ == "PROPN" and token.i not in kinds
            victim = _victim(verb)
            duty = hit.entry.id == "common-deeds" or victim in attackers or victim in pronouns
            if kinds.get(token.i) in FORCES and duty:
                continue
            if token.i in kinds or (name and _may_do(token, hit)):
                start, end = _phrase(doc, token.i, token.i + 1)
                kind: SourceKind = "person" if name else kinds[token.i]
                yield _Actor(start, end, token.i, kind=kind, named=name)


def _kinds(people: Sequence[Hit]) -> dict[int, SourceKind]:
    """The tokens that stand for somebody who may do it, and what kind of body they are."""
    return {
        i: hit.entry.get("kind", "unnamed")  # type: ignore[misc]
        for hit in people
        for i in range(hit.start, hit.end)
        if hit.entry.get("role") in ("doer", "noun")
    }


def _is_deed(doc: Doc, hits: Sequence[Hit], place: int) -> bool:
    """Whether the verb has what makes a deed of it ("threw" + "petrol bombs")."""
    hit = hits[place]
    needs = hit.entry.get("needs")
    if not needs:
        return True
    for other in hits[place + 1 : place + 5]:
        near = other.start - hit.end <= REACH and not doc[other.start].is_sent_start
        if other.entry.get("thing") == needs and near:
            return True
    return False


def _verb(doc: Doc, hit: Hit) -> Token:
    """The first verb of the words for a deed."""
    span = doc[hit.start : hit.end]
    return next((token for token in span if token.pos_ == "VERB"), span[0])


def _doer(verb: Token, hit: Hit) -> Token | None:
    """Who does it; for a passive, whom "by" names."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    if passive or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return agent_of(verb)
    doer = subject_of(verb)
    return doer if doer is not None and doer.i < verb.i else None


def _victim(verb: Token) -> int | None:
    """The token that stands for whom it is done to."""
    passive = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    victim = passive or object_of(verb)
    return None if victim is None else victim.i


def _just_before(doc: Doc, verb: Token, kinds: dict[int, SourceKind]) -> Token | None:
    """Somebody who stands right before the verb, where the parse loses the subject."""
    for i in range(verb.i - 1, max(-1, verb.i - REACH), -1):
        token = doc[i]
        if i in kinds and token.dep_ not in ("compound", "amod"):
            return token
        finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.lower_ not in CLAD
        if finite or token.is_punct or token.is_sent_start or token.pos_ in ("CCONJ", "SCONJ"):
            return None
    return None


def _and_others(doer: Token | None) -> Iterator[Token]:
    """The doer, or of whom the group that does it consists ("a group of assailants")."""
    if doer is None:
        return
    if (
        doer.lower_ in GROUPS
        or doer.pos_ == "NUM"
        or doer.lower_ in ("dozens", "hundreds", "scores")
    ):
        of = next((child for child in doer.rights if child.lower_ == "of"), None)
        inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if inner is not None:
            yield inner
            return
    yield doer


def _may_do(token: Token, hit: Hit) -> bool:
    """Whether a name may be somebody who did it: not for words that storms and cars share."""
    return hit.entry.id in ("deeds", "throwing") and token.text[0].isupper()


def _charged(doc: Doc, people: Sequence[Hit]) -> Iterator[_Actor]:
    """Those charged with or suspected of a violent crime."""
    kinds = _kinds(people)
    hits = lexicon(doc.vocab, "actor_charges").find(doc)
    for place, hit in enumerate(hits):
        after = hits[place + 1] if place + 1 < len(hits) else None
        if hit.entry.get("role") != "charged" or after is None:
            continue
        reach = 2 if hit.entry.id == "pleas" else REACH
        crime = after.entry.get("role") == "crime" and 0 <= after.start - hit.end <= reach
        verb = _verb(doc, hit)
        whom = subject_of(verb) if crime else None
        if whom is None or whom.i > verb.i or is_negated(verb):
            continue
        named = whom.pos_ == "PROPN" and whom.i not in kinds
        if named or whom.i in kinds:
            start, end = _phrase(doc, whom.i, whom.i + 1)
            kind: SourceKind = "person" if named else kinds.get(whom.i, "unnamed")
            yield _Actor(start, end, whom.i, kind=kind, standing="suspected", named=named)


def _phrase(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The phrase around a noun: what stands before it, and what its people wear or carry."""
    first = phrase_start(doc[start])
    last = end
    while last < len(doc) and doc[last].pos_ == "PROPN" and doc[end - 1].pos_ == "PROPN":
        last += 1
    if last < len(doc) and doc[last].lower_ in CLAD:
        stop = last + 1
        while (
            stop < len(doc)
            and stop - last < 5
            and doc[stop].pos_ in ("NOUN", "ADJ", "ADP", "PROPN")
        ):
            stop += 1
        last = stop if doc[stop - 1].pos_ in ("NOUN", "PROPN") else last
    return first, last


def _names(doc: Doc, actors: Sequence[_Actor]) -> list[str]:
    """One name per mention: the fullest the report has for the same people."""
    plain = [_name(doc, actor) for actor in actors]
    last_names = {doc[actor.end - 1].text for actor in actors if actor.named}
    full = _full_names(doc, last_names)
    alone = next(iter(full.values())) if len(full) == 1 else None
    first: dict[str, str] = {}
    for actor, name in sorted(
        zip(actors, plain, strict=True), key=lambda pair: pair[0].standing == "suspected"
    ):
        if actor.group:
            first.setdefault(actor.group, name)
    names = []
    for name, actor in zip(plain, actors, strict=True):
        if actor.named:
            names.append(full[doc[actor.end - 1].text])
        elif actor.group:
            names.append(alone if alone and actor.group == "one" else first[actor.group])
        else:
            names.append(first.setdefault(doc[actor.head].lemma_.lower(), name))
    return names


def _full_names(doc: Doc, last_names: set[str]) -> dict[str, str]:
    """For each last name the fullest form that the report uses most."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in last_names}
    for token in doc:
        if token.text not in counts:
            continue
        start = token.i
        while start > 0 and token.i - start < 3 and _name_part(doc[start - 1]):
            start -= 1
        counts[token.text][" ".join(doc[start : token.i + 1].text.split())] += 1
    return {
        last: max(forms, key=lambda form: (len(form.split()) > 1, forms[form], len(form)))
        for last, forms in counts.items()
        if forms
    }


def _name_part(token: Token) -> bool:
    """Whether a token before a last name belongs to the name, not to a title or a headline."""
    name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()
    return name and bool(token.whitespace_) and token.lower_ not in NO_NAMES


def _name(doc: Doc, actor: _Actor) -> str:
    """The phrase without article, number and marks of suspicion."""
    start = actor.start
    for token in doc[actor.start : actor.head]:
        loose = token.pos_ in ("DET", "NUM", "PRON") or token.lower_ in LOOSE
        if loose or (token.is_punct and token.text != "-"):
            start = token.i + 1
    words = " ".join(doc[start : actor.end].text.split())
    first = doc[start]
    common = first.pos_ != "PROPN" or (first.i == actor.head and not actor.named)
    nation = first.pos_ == "ADJ" and first.lower_.endswith(NATIONS)
    lowered = first.is_sent_start and first.is_title and common and not nation
    return words[0].lower() + words[1:] if lowered else words


# How adjectives for nations and faiths end, which keep their capital.
NATIONS = ("ic", "ish", "ese", "an", "i", "ch")
LOOSE = frozenset(
    {"unknown", "unidentified", "multiple"}
    | {"several", "many", "few", "other", "suspected", "alleged", "dozen", "of", "such", "more"}
    | {"new", "additional", "further", "some", "certain", "various"}
)
# What may stand between the word for an attacker and a name.
BEFORE_NAME = frozenset({",", "identified", "named", "as", "called"})
NO_NAMES = frozenset(
    {"mr", "mr.", "mrs", "ms", "miss", "dr", "shooter", "gunman", "suspect", "killer", "attacker"}
    | {"president", "minister", "officer", "commissioner", "police", "accused", "employee"}
)


def _mention(
    reading: Reading, actor: _Actor, name: str, fate: Fate | None, numbers: dict[int, Number]
) -> ActorMention:
    span = reading.doc[actor.start : actor.end]
    return ActorMention(
        name=name,
        kind=actor.kind,
        standing="suspected" if actor.standing == "suspected" else "reported",
        number=_number(reading, actor, numbers),
        fate=fate,
        evidence=reading.cut_span(span),
        sentence=reading.sentence_at(span.start_char),
    )


def _number(reading: Reading, actor: _Actor, numbers: dict[int, Number]) -> Count | None:
    """How many there were, where it is counted ("up to four assailants", "a lone gunman")."""
    for end in range(actor.head, max(actor.start - 1, actor.head - 5), -1):
        number = numbers.get(end)
        if number is None or number.kind == "none":
            continue
        if number.low is None and number.high is None:
            return None
        lone = reading.doc[number.start].lower_ in ("a", "an")
        if lone and not {"lone", "single"} & {t.lower_ for t in reading.doc[end : actor.head]}:
            return None
        words = reading.doc[number.first : number.last]
        return Count(low=number.low, high=number.high, evidence=reading.cut_span(words))
    return None
