"""Names: how they are cut out of phrases, which are of one bearer, and what kind of bearer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.able import is_odd_name
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.once import once
from accordingto.annotate.reading import Reading
from accordingto.words import load_words, role_pattern, role_words


def _words(kind: str) -> frozenset[str]:
    entries = [entry for entry in load_words("persons") if entry.value == kind]
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


PARTICLES, GENERIC = _words("particle"), _words("generic")
FEMALE, MALE = _words("female"), _words("male")
OUTLET, UNIONS = _words("outlet"), _words("union")
# What joins the word before to a name that goes on to the left; what a name may open with.
JOINED = role_words("names", "joined") | {"'s", "’s", "&", "-"}
# "Mayor of London Ann Lee": what leads to a place that begins no name.
LEADING = role_words("names", "phrase")
ARTICLE = re.compile(rf"^{role_pattern('names', 'article').pattern}\s+", re.IGNORECASE)


class Kind(NamedTuple):
    """What a word says of the speaker it belongs to (speaker_kinds.toml).

    `what` is "role", "generic" or "body"; the lower `rank` decides where several words stand.
    """

    rank: int
    kind: str
    what: str

    @property
    def title(self) -> bool:
        """Whether it describes a person rather than names a body."""
        return self.what != "body"


Kinds = dict[int, Kind]


@once
def find_kinds(doc: Doc) -> Kinds:
    """Token -> what the kind word it belongs to says."""
    order = {entry.id: rank for rank, entry in enumerate(load_words("speaker_kinds"))}
    found = {}
    for hit in lexicon(doc.vocab, "speaker_kinds").find(doc):
        if hit.entry.id == "company-names" and doc[hit.start].text.islower():
            continue
        kind = Kind(order[hit.entry.id], hit.entry.get("kind"), hit.entry.get("what"))
        found.update(dict.fromkeys(range(hit.start, hit.end), kind))
    return found


def is_title(kinds: Kinds, token: Token) -> bool:
    """Whether a word describes a person: "mayor", "Colonel"."""
    return token.i in kinds and kinds[token.i].title


def is_body(kinds: Kinds, token: Token) -> bool:
    """Whether a word belongs to the name of a body: "ministry", "Times"."""
    return token.i in kinds and not kinds[token.i].title


def is_capital(token: Token) -> bool:
    """Whether a word is written as part of a name."""
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "DET", "ADP", "CCONJ")


def names_of(reading: Reading) -> dict[str, str | None]:
    """The names of a report, as `find_names` gives them; kept with its parse."""
    doc = reading.doc
    key = names_of.__qualname__
    if key not in doc.user_data:
        timed = reading.tokens_of(mention.when.evidence for mention in reading.times)
        placed = reading.tokens_of(mention.place.evidence for mention in reading.places)
        placed = {i for i in placed if i and doc[i - 1].lower_ in LEADING}
        doc.user_data[key] = find_names(doc, find_kinds(doc), timed | placed)
    kept: dict[str, str | None] = doc.user_data[key]
    return kept


def find_names(doc: Doc, kinds: Kinds, timed: set[int]) -> dict[str, str | None]:
    """Every capitalised name of two words or more, in text order, without titles.

    The value is the kind that a title right before the name says ("President ..."), or None.
    """
    found: dict[str, str | None] = {}
    for sent in doc.sents:
        if not _is_headline(sent):
            _find_in(sent, found, kinds, timed)
    return found


def _is_headline(sent: Span) -> bool:
    """Whether a sentence is written all in capitals or Like Headlines Are."""
    words = [token.text[0].isupper() for token in sent if token.is_alpha and len(token) > 3]
    return len(words) >= 4 and sum(words) > 0.8 * len(words)


def _find_in(sent: Span, found: dict[str, str | None], kinds: Kinds, timed: set[int]) -> None:
    """Add the names of one sentence."""
    run: list[Token] = []
    for token in sent:
        inside = bool(run) and token.lower_ in PARTICLES and not token.is_space
        goes_on = token.i not in timed and (is_capital(token) or inside)
        if goes_on and not (token.is_sent_start and token.pos_ not in ("PROPN",)):
            run.append(token)
            continue
        _keep(found, run, kinds)
        run = [token] if goes_on else []
    _keep(found, run, kinds)


def _keep(found: dict[str, str | None], run: list[Token], kinds: Kinds) -> None:
    """Add the name in a run of capitals: what follows its last title."""
    while run and run[-1].lower_ in PARTICLES:
        run = run[:-1]
    titles = [
        i
        for i, token in enumerate(run[:-2])
        if is_title(kinds, token) or _stands_before(token, len(run) - 1 - i)
    ]
    if titles:
        run = run[titles[-1] + 1 :]
    while run and (run[0].lower_ in PARTICLES or (is_title(kinds, run[0]) and len(run) > 2)):
        run = run[1:]
    if len(run) < 2 or all(is_title(kinds, token) for token in run[:-1]):
        return
    name = run[0].doc[run[0].i : run[-1].i + 1].text
    before = kinds.get(run[0].i - 1)
    titled = before.kind if before is not None and before.title else None
    found[name] = found.get(name) or titled


def proper_name(phrase: Span, head: Token, kinds: Kinds) -> str:
    """The proper name within a phrase, of a person without title, of a body whole; or ""."""
    body = is_body(kinds, head)
    capital = head.text[:1].isupper() and (head.i > phrase.start or is_odd_name(head))
    if (body or head.pos_ != "PROPN") and not capital:
        return ""  # "the health ministry in Baghdad" is a description, whatever its tag
    start = head.i
    while start > phrase.start and _goes_on(phrase.doc[start - 1], kinds, body=body):
        if not body and _stands_before(phrase.doc[start - 1], head.i + 1 - start):
            break
        start -= 1
    while start < head.i and phrase.doc[start].text in ("-", "'s", "’s", "’", "'"):
        start += 1
    if start == head.i and is_title(kinds, head):
        return ""
    return phrase.doc[start : phrase.end if body else head.i + 1].text


def _goes_on(before: Token, kinds: Kinds, *, body: bool) -> bool:
    """Whether a name that has been read from the right goes on to the left."""
    if body:
        return is_capital(before) or before.text in JOINED
    if is_title(kinds, before) or before.text in ("'s", "’s"):
        return False
    return is_capital(before) or before.lower_ in PARTICLES


def _stands_before(token: Token, words: int) -> bool:
    """Whether capitals stand before a name of so many words: "GM Ann Lee", "PARIS Ann Lee"."""
    if words < 2 or not token.text.isupper() or len(token) < 2 or "." in token.text:
        return False
    return token.lower_ not in UNIONS and not token.nbor(1).text.isupper()


def is_personal(name: str) -> bool:
    """Whether a name is written as persons' names are: no acronym, no "of", no inner capital."""
    words = name.split()
    if not words or not name[:1].isupper() or " of " in name or "&" in name:
        return False
    return not any(word.isupper() and len(word.strip(".")) > 2 for word in words) and not re.search(
        r"\b[A-Z][a-z]?[A-Z]{1,}\b", name
    )


def gender_of(phrase: Span) -> str:
    """ "f" or "m" where a title or description tells, else ""."""
    appositions = (t for c in phrase.root.children if c.dep_ == "appos" for t in c.subtree)
    for token in (*phrase, *appositions):
        if token.pos_ == "PRON" and token.i != phrase.root.i:
            continue
        if token.lower_ in FEMALE | MALE:
            return "f" if token.lower_ in FEMALE else "m"
    return ""


def without_article(name: str) -> str:
    """A name without a leading article."""
    return ARTICLE.sub("", name.strip())


def without_possessive(name: str) -> str:
    """A name without the mark of what is its bearer's: "the ministry's" data."""
    return re.sub(r"['’]s?$", "", name)


def content_words(text: str) -> set[str]:
    """The words of a name that tell it from others, lower case."""
    return {w for w in re.findall(r"[\w-]+", text.lower()) if w not in GENERIC}


def same_person(short: str, full: str) -> bool:
    """Whether one name can be a shorter form of the other: last names agree."""
    a, b = without_article(short).split(), without_article(full).split()
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        one, other = (a[0], b) if len(a) == 1 else (b[0], a)
        return one in other and (len(other) < 3 or one != other[0])
    if a[-len(b) :] == b or b[-len(a) :] == a:
        return True  # "Van Arden"
    if a[-1] == b[-1]:
        return a[0] == b[0] or a[0][0] == b[0][0]
    return a[0] == b[0] and (a[1] in b or b[1] in a)


def same_body(short: str, full: str) -> bool:
    """Whether two names are of one body: acronym, or the same telling words and head."""
    if is_acronym(short, full) or is_acronym(full, short):
        return True
    if (" and " in short) != (" and " in full):
        return False  # "officials and state media" are more than state media
    a, b = content_words(short), content_words(full)
    if not a or not b or min(len(a), len(b)) < 2:
        return bool(a) and a == b
    return (a <= b or b <= a) and _last(short) == _last(full)


def same_outlet(short: str, full: str) -> bool:
    """Whether two names of a medium differ in the word for it: "Reuters", "Reuters news agency"."""
    a, b = content_words(short) - OUTLET, content_words(full) - OUTLET
    return bool(a) and a == b and short.lower() != full.lower()


def _last(name: str) -> str:
    words = [w for w in re.findall(r"[\w-]+", name.lower()) if w not in GENERIC]
    return words[-1] if words else ""


def is_acronym(short: str, full: str) -> bool:
    """Whether capitals stand for the words of a name: UNHCR-like letters for its initials."""
    letters = short.replace(".", "").strip()
    if not (2 <= len(letters) <= 7 and letters.isupper()):
        return False
    words = re.findall(r"[A-Z][\w.’'-]*", full)
    initials = ("".join(_initials(w) for w in words), "".join(w[0] for w in words))
    return len(words) > 1 and any(each.startswith(letters) for each in initials)


def _initials(word: str) -> str:
    """A word's first letter; all of them where it is an abbreviation itself: "US"."""
    letters = word.replace(".", "")
    return letters if letters.isupper() and len(letters) < 4 else word[0]


# "the Federal Security Service (FSB)"; the name ends right before the bracket.
IN_BRACKETS = re.compile(
    rf"((?:[A-Z][\w.’'-]*\s+(?:{role_pattern('names', 'inside').pattern}\s+){{0,2}}){{2,9}})"
    r"\(([A-Z][A-Za-z&.-]{1,9})\)"
)


def find_short_names(text: str) -> dict[str, str]:
    """Short name -> full name, where a report gives both: letters in brackets after a name."""
    found: dict[str, str] = {}
    for full, short in IN_BRACKETS.findall(text):
        name = without_article(" ".join(full.split()))
        if sum(letter.isupper() for letter in short) >= 2 and " " in name:
            found.setdefault(short, name)
    return found


def fullest(name: str, names: Iterable[str]) -> str:
    """The fullest form of a person's name that the report gives."""
    return next(iter(longer_forms(name, names)), name)


def longer_forms(name: str, names: Iterable[str]) -> list[str]:
    """Every longer form of a person's name, in text order."""
    if " " in name:
        longer = [n for n in names if len(n) > len(name) and n.endswith(name)]
        return [n for n in longer if same_person(name, n)]
    longer = [n for n in names if name in n.split() and n.split()[0] != name]
    first = [n for n in names if n.startswith(name + " ") and is_personal(n)]
    return longer or (first if len(first) == 1 else [])


def is_titled(name: str) -> bool:
    """Whether a name begins with a title that is not written out, or with a rank: "ADA Lee"."""
    words = name.split()[:-1]
    short = any(len(w) > 2 and (w.isupper() or w.endswith(".")) for w in words)
    return short or any(word.lower() in _ranks() for word in words)


@cache
def _ranks() -> frozenset[str]:
    """Words that describe a person, as they stand before a name: "sergeant"."""
    roles = [entry for entry in load_words("speaker_kinds") if entry.get("what") == "role"]
    return frozenset(phrase for entry in roles for phrase in entry.phrases)


def bearer_of(surname: str, full: list[str], before: str) -> str:
    """Whom a surname alone stands for where several bear it: who was named with it last.

    Whoever was called by it alone before another bearer came up keeps it.

    Args:
        surname: The name as it stands alone.
        full: The full names that hold it, in text order.
        before: The text before it.
    """
    bare = [name for name in full if not is_titled(name)]
    last = max(bare or full, key=before.rfind)
    told = before[: max(0, before.find(last))]
    for name in full:
        told = told.replace(name, " " * len(name))
    if re.search(rf"\b{re.escape(surname)}\b", told):
        return full[0]
    return last if last in before else full[0]
