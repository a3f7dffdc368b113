"""One name for the many words a report has for the same people who did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from spacy.tokens import Doc, Token

from accordingto.annotate.actor_phrases import Actor
from accordingto.annotate.phrases import after_preposition
from accordingto.words import role_pattern, role_words

ARTICLES = role_words("grammar", "article")

# How adjectives for nations and faiths end, which keep their capital.
NATIONS = ("ic", "ish", "ese", "an", "i", "ch")
# The most words before a last name that belong to the name.
FIRST_NAMES = 3
HEDGES = role_words("actor_phrases", "hedge")


def actor_names(doc: Doc, actors: Sequence[Actor], victims: Container[str]) -> list[str]:
    """One name per mention: the fullest the report has for the same people.

    Args:
        doc: The text.
        actors: Those who did it.
        victims: The names of those it was done to.
    """
    plain = [_name(doc, actor) for actor in actors]
    full = _full_names(doc, [actor for actor in actors if actor.named], victims)
    names = set(full.values())
    alone = next(iter(names)) if len(names) == 1 else None
    first: dict[str, str] = {}
    for actor, name in sorted(
        zip(actors, plain, strict=True), key=lambda pair: pair[0].standing == "suspected"
    ):
        if actor.group:
            first.setdefault(actor.group, name)
    found = []
    for name, actor in zip(plain, actors, strict=True):
        if actor.named:
            found.append(full[actor.head])
        elif actor.group:
            found.append(alone if alone and actor.group == "one" else first[actor.group])
        else:
            found.append(first.setdefault(doc[actor.head].lemma_.lower(), name))
    return found


def _full_names(doc: Doc, actors: Sequence[Actor], victims: Container[str]) -> dict[int, str]:
    """For each named actor's head the fullest form that the report uses most.

    A form with a first name of its own stays with it: brothers and sisters share a last name.
    """
    lasts = {actor.head: doc[actor.end - 1].text for actor in actors}
    counts: dict[str, Counter[str]] = {last: Counter() for last in lasts.values()}
    for token in doc:
        if token.text in counts:
            counts[token.text][form_of(token)] += 1
    own = {actor.head: form_of(doc[actor.end - 1]) for actor in actors}
    result = {}
    for head, last in lasts.items():
        forms = counts[last]
        if " " in own[head]:
            forms = Counter({f: n for f, n in forms.items() if f.endswith(own[head])})
        else:
            theirs = {form for form in own.values() if form.endswith(f" {last}")}
            allowed = theirs or {form for form in forms if form not in victims}
            forms = Counter({f: n for f, n in forms.items() if f in allowed or " " not in f})
        result[head] = max(forms, key=lambda form: (len(form.split()) > 1, forms[form], len(form)))
    return result


def form_of(last: Token) -> str:
    """The whole name that ends with a last name."""
    start = last.i
    while start > 0 and last.i - start < FIRST_NAMES and _name_part(last.doc[start - 1]):
        start -= 1
    doc = last.doc
    glued = start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_
    if glued and doc[start - 2].is_alpha and not doc[start - 2].whitespace_:
        start -= 2  # "al-Qaeda"
    return " ".join(doc[start : last.i + 1].text.split())


def _name_part(token: Token) -> bool:
    """Whether a token before a last name belongs to the name, not to a title or a headline."""
    name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()
    titled = token.lower_ in role_words("actor_phrases", "no-name") | HEDGES
    return name and bool(token.whitespace_) and not titled


def _name(doc: Doc, actor: Actor) -> str:
    """The phrase without article, number and marks of suspicion."""
    if actor.name:
        return actor.name
    front = _front(doc[actor.head]) if actor.kind == "armed_group" and not actor.named else ""
    if front:
        return front
    if actor.group and _is_headline(doc[actor.head]):
        return doc[actor.head].lower_
    start = actor.start
    for token in doc[actor.start : actor.head]:
        loose = token.lower_ in role_words("actor_phrases", "loose") | HEDGES
        loose = loose or token.lower_.endswith("old")  # "a 24-year-old man"
        loose = loose or token.pos_ in ("DET", "NUM", "PRON")
        if loose or (token.is_punct and token.text != "-"):
            start = token.i + 1
    while start < actor.head and doc[start].lower_ in ARTICLES:
        start += 1  # in headlines these are taken for names
    words = " ".join(doc[start : actor.end].text.split())
    first = doc[start]
    if not actor.named and start == actor.head and actor.kind == "unnamed" and first.is_alpha:
        lone = first.text.isupper() or _is_headline(first) or _after_colon(first)
        return words.lower() if lone and actor.end == start + 1 else _lowered(words, first, actor)
    return _lowered(words, first, actor)


def _front(people: Token) -> str:
    """The group that "rebels from the Red Front" are of, or "" where the report has no name."""
    of = after_preposition(people, "from", "of", "with")
    name = form_of(of) if of is not None and of.pos_ == "PROPN" else ""
    return name if role_pattern("group_names", "armed").search(name) else ""


def _after_colon(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in (":", "-", "--", "–")


def _lowered(words: str, first: Token, actor: Actor) -> str:
    """A phrase without the capital that only opens its sentence."""
    common = first.pos_ != "PROPN" or (first.i == actor.head and not actor.named)
    nation = first.pos_ == "ADJ" and first.lower_.endswith(NATIONS)
    common = common and actor.kind != "government"
    lowered = first.is_sent_start and first.is_title and common and not nation
    return words[0].lower() + words[1:] if lowered else words


def _is_headline(token: Token) -> bool:
    """Whether a word stands in a sentence Written Like Headlines Are."""
    words = [t.text[0].isupper() for t in token.sent if t.is_alpha and len(t) > 3]
    return len(words) > 3 and all(words)
