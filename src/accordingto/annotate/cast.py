"""The cast of a report: everybody who says something, each under the fullest name it gives.

Names, short names ("Kirby"), acronyms, descriptions ("the official") and pronouns are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from accordingto.annotate.cues import Cue
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.phrases import noun_phrase
from accordingto.annotate.reading import Reading
from accordingto.model import Evidence, Speaker
from accordingto.model.kinds import SourceKind
from accordingto.words import load_words

PLURAL_PRONOUNS = {"they", "them", "both", "all", "we"}
PERSON_PRONOUNS = {"he", "she", "i", "him", "her"}
PRONOUNS = PLURAL_PRONOUNS | PERSON_PRONOUNS | {"it", "one", "who", "which", "that", "this"}


def _words(kind: str) -> frozenset[str]:
    entries = [entry for entry in load_words("persons") if entry.value == kind]
    return frozenset(phrase for entry in entries for phrase in entry.phrases)


PARTICLES, GENERIC = _words("particle"), _words("generic")
FEMALE, MALE = _words("female"), _words("male")

# How many tokens further back a named, or surely fitting, person may stand to be preferred.
NAMED, SURE = 40, 60


@dataclass(slots=True)
class Role:
    """One speaker while the cast is being gathered."""

    name: str
    kind: SourceKind
    words: set[str]
    person: bool
    plural: bool
    gender: str = ""
    mentions: dict[tuple[int, int], Evidence] = field(default_factory=dict)
    description: Evidence | None = None
    last: int = -1  # the token at which it was mentioned last


class Cast:
    """Who has spoken so far; `role_of` joins a new mention to one of them or adds a role."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.roles: list[Role] = []
        self.kinds = _kind_hits(reading.doc)
        self.joined: dict[tuple[int, int], int | None] = {}
        papers = lexicon(reading.doc.vocab, "documents").find(reading.doc)
        self.papers = {hit.start for hit in papers}
        self.timed = _timed(reading)
        self.documents: dict[str, int] = {}  # "statement" -> who gave the last one out
        self.titled: dict[str, str] = {}
        self.names = find_names(reading.doc, self.kinds, self.titled, self.timed)

    def speakers(self) -> tuple[Speaker, ...]:
        """The roles as plain values, in the order they came up."""
        return tuple(
            Speaker(
                name=role.name,
                kind=role.kind,
                mentions=tuple(e for _, e in sorted(role.mentions.items())),
                description=role.description,
            )
            for role in self.roles
        )

    def role_of(self, phrase: Span) -> int | None:
        """The role a phrase stands for, joined or new; None for a pronoun nobody answers to."""
        key = (phrase.start, phrase.end)
        if key not in self.joined:
            self.joined[key] = self._join(phrase)
        return self.joined[key]

    def speaker_of(self, cue: Cue) -> int | None:
        """The role of a cue's source; learns from the cue what later mentions need."""
        if cue.source is None:
            return None
        position = self.role_of(cue.source)
        if position is None:
            return None
        for token in self.doc[cue.start : cue.end]:
            if token.i in self.papers and token is not cue.source.root:
                self.documents[token.lemma_] = self.documents[""] = position
        role = self.roles[position]
        if role.person and not role.gender and cue.content:
            # "Lee said she ...": nearly always the speaker
            first = [t.lower_ for t in self.doc[cue.content[0][0] : cue.content[0][0] + 2]]
            role.gender = "f" if "she" in first else "m" if "he" in first else ""
        return position

    def _join(self, phrase: Span) -> int | None:
        while len(phrase) > 1 and phrase[-1].i in self.timed:
            phrase = phrase[:-1]
        head = phrase.root
        pronoun = head.lower_ in PRONOUNS and (len(phrase) == 1 or head.pos_ == "PRON")
        position = self._pronoun(head) if pronoun else self._named(phrase, head)
        if position is None:
            return None
        role = self.roles[position]
        evidence = self.reading.cut_span(phrase)
        role.mentions[evidence.start, evidence.end] = evidence
        if head.lower_ in FEMALE | MALE:
            role.gender = role.gender or ("f" if head.lower_ in FEMALE else "m")
        role.last = phrase.start
        return position

    def _pronoun(self, pronoun: Token) -> int | None:
        """Who a pronoun stands for: the nearest fitting subject or speaker before it."""
        word = pronoun.lower_
        if word in ("i", "we"):
            return None
        subject = self._subject_before(pronoun)
        if subject is not None:
            return self._named(noun_phrase(subject), subject, at=pronoun)
        fitting = [
            (role.last + NAMED * (role.name[:1].isupper()) + SURE * bool(role.gender), position)
            for position, role in enumerate(self.roles)
            if role.last <= pronoun.i and self._fits(role, word)
        ]
        return max(fitting)[1] if fitting else None

    def _subject_before(self, pronoun: Token) -> Token | None:
        """A named or described person who is the subject just before a pronoun."""
        word = pronoun.lower_
        if word not in PERSON_PRONOUNS:
            return None
        latest = max(
            (r.last for r in self.roles if r.last <= pronoun.i and self._fits(r, word)), default=-1
        )
        sent = pronoun.sent
        starts = [sent.start]
        if sent.start > 0 and self._same_paragraph(sent.start - 1, pronoun.i):
            starts.append(self.doc[sent.start - 1].sent.start)
        for start in starts:
            for token in self.doc[start : min(pronoun.i, self.doc[start].sent.end)]:
                if (
                    token.dep_ not in ("nsubj", "nsubjpass")
                    or token.i <= latest
                    or token.lower_ in PRONOUNS
                    or self._in_place(token)
                ):
                    continue
                if self.reading.quoted(token.idx) is None and self._is_person(
                    noun_phrase(token), token
                ):
                    gender = _gender(noun_phrase(token))
                    if not gender or gender == ("f" if word in ("she", "her") else "m"):
                        return token
        return None

    def _in_place(self, token: Token) -> bool:
        return any(
            m.place.evidence.start <= token.idx < m.place.evidence.end for m in self.reading.places
        )

    def _same_paragraph(self, before: int, after: int) -> bool:
        at = self.reading.sentence_at
        sentences = self.reading.sentences
        first = sentences[at(self.doc[before].idx)].paragraph
        return first >= sentences[at(self.doc[after].idx)].paragraph - 1

    def _is_person(self, phrase: Span, head: Token) -> bool:
        name = self._full_name(phrase, head)
        if name and len(name.split()) > 1:
            return not self._is_body(phrase, head)
        kind = self._kind(phrase, head, aside=False)
        return kind is not None and kind[1] == "role" and head.tag_ in ("NN", "NNP")

    def _is_body(self, phrase: Span, head: Token) -> bool:
        return any(self.kinds.get(t.i, ("", ""))[1] == "body" for t in (head,))

    def _fits(self, role: Role, pronoun: str) -> bool:
        if pronoun in PLURAL_PRONOUNS:
            return role.plural or not role.person
        if pronoun in ("he", "him"):
            return role.person and not role.plural and role.gender != "f"
        if pronoun in ("she", "her"):
            return role.person and not role.plural and role.gender != "m"
        return not role.person

    def _named(self, phrase: Span, head: Token, *, at: Token | None = None) -> int:
        name = self._full_name(phrase, head)
        kind = self._kind(phrase, head)
        person = (
            bool(name)
            and not self._is_body(phrase, head)
            and not self._in_place(head)
            and _looks_personal(name)
        )
        words = content_words(name or phrase.text)
        known = self._known(name or phrase.text, words, phrase, head, person)
        if known is None:
            plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in ("police", "people")
            singular_role = kind is not None and kind[1] == "role" and not plural
            known = len(self.roles)
            self.roles.append(
                Role(
                    name=without_article(name or phrase.text),
                    kind=self._kind_or_title(kind, name, person),
                    words=words,
                    person=person or singular_role,
                    plural=plural and not person,
                    gender=_gender(phrase),
                )
            )
        role = self.roles[known]
        role.words |= words | content_words(phrase.text) | content_words(_aside_text(head))
        role.gender = role.gender or _gender(phrase)
        role.description = role.description or self._description(phrase, head, name)
        if name and len(name) > len(role.name) and person:
            role.name = name
        if kind and role.kind in ("person", "unnamed"):
            role.kind = kind[0]  # type: ignore[assignment]
        role.last = max(role.last, phrase.start if at is None else at.i)
        return known

    def _kind_or_title(self, kind: tuple[str, str] | None, name: str, person: bool) -> SourceKind:
        """The kind the words say, or the title the name bears elsewhere in the report."""
        if kind is not None and kind[0] != "person":
            return kind[0]  # type: ignore[return-value]
        titled = self.titled.get(name)
        return titled or ("person" if person or kind else "unnamed")  # type: ignore[return-value]

    def _known(
        self, name: str, words: set[str], phrase: Span, head: Token, person: bool
    ) -> int | None:
        plain = without_article(name).lower()
        for position, role in enumerate(self.roles):
            if role.name.lower() == plain:
                return position
        for position in range(len(self.roles) - 1, -1, -1):
            role = self.roles[position]
            if person and role.person and same_person(name, role.name):
                return position
            if not person and not role.person and same_body(name, role.name):
                return position
        if phrase[0].lower_ in ("the", "this", "that", "our") and head.pos_ == "NOUN":
            return self._described(head, len(phrase))
        return None

    def _described(self, head: Token, length: int) -> int | None:
        """Whom a description such as "the official" takes up again."""
        if length > 3:
            return None
        lemma = head.lemma_.lower()
        same = [
            (role.last, position)
            for position, role in enumerate(self.roles)
            if role.last <= head.i
            and (lemma in role.words or head.lower_ in role.words)
            and role.plural == (head.tag_ in ("NNS", "NNPS"))
        ]
        kind = self.kinds.get(head.i, ("", ""))[0]
        if not same and kind in ("media", "company"):
            same = [
                (r.last, n) for n, r in enumerate(self.roles) if r.kind == kind and not r.person
            ]
        if same or head.i not in self.papers or length > 2:
            return max(same)[1] if same else None
        return self.documents.get(head.lemma_, self.documents.get(""))

    def _full_name(self, phrase: Span, head: Token) -> str:
        """The fullest proper name a phrase, its apposition or the report gives; or ""."""
        own = _proper_name(phrase, head, self.kinds)
        if not own:
            for child in (c for token in phrase for c in token.rights):
                if child.dep_ == "appos" and child.pos_ == "PROPN":
                    own = _proper_name(noun_phrase(child), child, self.kinds)
                    break
        if not own and self.kinds.get(head.i, ("", ""))[1] == "role":
            own = self._name_after(phrase)
        if not own:
            return ""
        return fullest(own, self.names)

    def _name_after(self, phrase: Span) -> str:
        """A name that the parse has cut off from the title before it: "chief constable Ann Lee"."""
        end = phrase.end
        while end < len(self.doc) and _capital(self.doc[end]) and self.doc[end].pos_ == "PROPN":
            end += 1
        return self.doc[phrase.end : end].text if end - phrase.end >= 2 else ""

    def _description(self, phrase: Span, head: Token, name: str) -> Evidence | None:
        """What the words beside a name say its bearer is: a title before it, an apposition."""
        if not name:
            return None
        for child in (c for token in phrase for c in token.rights if c.dep_ == "appos"):
            if child.pos_ == "NOUN":
                return self.reading.cut_span(noun_phrase(child))
        title = [t for t in phrase if self.kinds.get(t.i, ("", ""))[1] == "role" and t.i < head.i]
        if title and not self._surname(phrase, head):
            return self.reading.cut_tokens(phrase[0], title[-1])
        return None

    def _surname(self, phrase: Span, head: Token) -> bool:
        """Whether a role word is somebody's name: "Rosa King", "King said"."""
        if head.pos_ != "PROPN" or self.kinds.get(head.i, ("", ""))[1] != "role":
            return False
        return len(phrase) == 1 or (head.i > phrase.start and head.nbor(-1).pos_ == "PROPN")

    def _kind(self, phrase: Span, head: Token, *, aside: bool = True) -> tuple[str, str] | None:
        """What the words of a phrase, then of its asides, say the speaker is."""
        near = [
            self.kinds[t.i]
            for t in phrase
            if t.i in self.kinds and not (t.i == head.i and self._surname(phrase, head))
        ]
        if (
            head.i in self.kinds
            and not self._surname(phrase, head)
            and self.kinds[head.i][1] == "role"
            and not _generic_role(self.kinds[head.i])
        ):
            return self.kinds[head.i]
        if near:
            return min(near, key=_rank)
        if aside:
            words = [
                self.kinds[t.i]
                for c in head.children
                if c.dep_ in ("appos", "relcl")
                for t in c.subtree
                if t.i in self.kinds
            ]
            if words:
                return min(words, key=_rank)
        return None


KIND_ORDER = [
    "police",
    "security_service",
    "military",
    "emergency_service",
    "health",
    "court",
    "armed_group",
    "media",
    "expert",
    "witness",
    "family",
    "company",
    "organisation",
    "social_media",
    "government",
    "unnamed",
    "person",
]


def _rank(kind: tuple[str, str]) -> int:
    return KIND_ORDER.index(kind[0])


def _generic_role(kind: tuple[str, str]) -> bool:
    return kind[0] in ("government", "unnamed", "person")


def _kind_hits(doc: Doc) -> dict[int, tuple[str, str]]:
    """Token -> what the kind word it belongs to says."""
    found = {}
    for hit in lexicon(doc.vocab, "speaker_kinds").find(doc):
        for i in range(hit.start, hit.end):
            found[i] = (hit.entry.get("kind"), hit.entry.get("what"))
    return found


def _timed(reading: Reading) -> set[int]:
    """The tokens that belong to a time expression: "Clinton Thursday condemned"."""
    return {
        token.i
        for mention in reading.times
        for token in reading.span(mention.when.evidence.start, mention.when.evidence.end)
    }


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "DET", "ADP", "CCONJ")


def find_names(
    doc: Doc, kinds: dict[int, tuple[str, str]], titled: dict[str, str], timed: set[int]
) -> list[str]:
    """Every capitalised name of two words or more, in text order, without titles.

    `titled` is given the kind that a title right before a name says ("President ...").
    """
    found: list[str] = []
    run: list[Token] = []
    for token in doc:
        inside = bool(run) and token.lower_ in PARTICLES and not token.is_space
        goes_on = token.i not in timed and (_capital(token) or inside)
        if goes_on and not (token.is_sent_start and token.pos_ not in ("PROPN",)):
            run.append(token)
            continue
        if run:
            found.append(_join(run, kinds, titled))
        run = [token] if goes_on else []
    if run:
        found.append(_join(run, kinds, titled))
    return [name for name in dict.fromkeys(found) if " " in name]


def _join(run: list[Token], kinds: dict[int, tuple[str, str]], titled: dict[str, str]) -> str:
    run = list(run)
    while run and run[-1].lower_ in PARTICLES:
        run.pop()
    while run and (kinds.get(run[0].i, ("", ""))[1] == "role" or run[0].lower_ in PARTICLES):
        run.pop(0)
    if not run:
        return ""
    name = run[0].doc[run[0].i : run[-1].i + 1].text
    before = kinds.get(run[0].i - 1, ("", ""))
    if before[1] == "role":
        titled.setdefault(name, before[0])
    return name


def _proper_name(phrase: Span, head: Token, kinds: dict[int, tuple[str, str]]) -> str:
    """The proper name within a phrase: of a person without title, of a body whole."""
    if all(kinds.get(t.i, ("", ""))[1] == "role" or not _capital(t) for t in phrase):
        return ""
    if head.pos_ != "PROPN" and not (head.text[:1].isupper() and head.i > phrase.start):
        return ""
    start = head.i
    while start > phrase.start:
        before = phrase.doc[start - 1]
        if kinds.get(before.i, ("", ""))[1] == "role" and kinds.get(head.i, ("", ""))[1] != "body":
            break
        if before.text in ("'s", "’s") or not (_capital(before) or before.lower_ in PARTICLES):
            break
        start -= 1
    while start < head.i and phrase.doc[start].lower_ in PARTICLES - {
        "al",
        "el",
        "abu",
        "van",
        "von",
        "de",
    }:
        start += 1
    end = head.i + 1
    if kinds.get(head.i, ("", ""))[1] == "body" or _body_word(head):
        end = phrase.end
    return phrase.doc[start:end].text


def _body_word(head: Token) -> bool:
    return head.text in (
        "Service",
        "Office",
        "Department",
        "Ministry",
        "Agency",
        "Bureau",
        "University",
        "Institute",
        "Union",
    )


def _looks_personal(name: str) -> bool:
    return bool(name) and " of " not in name and name[:1].isupper() and not name.isupper()


def _aside_text(head: Token) -> str:
    return " ".join(t.lemma_ for c in head.children if c.dep_ in ("appos",) for t in c.subtree)


def _gender(phrase: Span) -> str:
    for token in phrase:
        if token.pos_ == "PRON" and token.i != phrase.root.i:
            continue
        if token.lower_ in FEMALE | MALE:
            return "f" if token.lower_ in FEMALE else "m"
    for child in phrase.root.children:
        if child.dep_ == "appos":
            for token in child.subtree:
                if token.lower_ in FEMALE | MALE:
                    return "f" if token.lower_ in FEMALE else "m"
    return ""


def without_article(name: str) -> str:
    """A name without a leading article."""
    return re.sub(r"^(?:the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE)


def content_words(text: str) -> set[str]:
    """The words of a name that tell it from others, lower case."""
    return {w for w in re.findall(r"[\w-]+", text.lower()) if w not in GENERIC}


def same_person(short: str, full: str) -> bool:
    """Whether one name can be a shorter form of the other: last names agree."""
    a, b = [n.split() for n in (without_article(short), without_article(full))]
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        one, other = (a[0], b) if len(a) == 1 else (b[0], a)
        return one in other and (len(other) < 3 or one != other[0])
    return (a[-1] == b[-1] and (a[0] == b[0] or a[0][0] == b[0][0])) or (a[0] == b[0] and a[1] in b)


def same_body(short: str, full: str) -> bool:
    """Whether two names are of one body: acronym, or the same telling words and head."""
    if is_acronym(short, full) or is_acronym(full, short):
        return True
    a, b = content_words(short), content_words(full)
    if not a or not b or min(len(a), len(b)) < 2:
        return bool(a) and a == b
    return (a <= b or b <= a) and _last(short) == _last(full)


def _last(name: str) -> str:
    words = [w for w in re.findall(r"[\w-]+", name.lower()) if w not in GENERIC]
    return words[-1] if words else ""


def is_acronym(short: str, full: str) -> bool:
    """Whether capitals stand for the words of a name: RAIB, Rail Accident Investigation Branch."""
    letters = short.replace(".", "").strip()
    if not (2 <= len(letters) <= 7 and letters.isupper()):
        return False
    initials = "".join(w[0] for w in re.findall(r"[A-Z][\w’'-]*", full))
    return initials.startswith(letters) and " " in full


def fullest(name: str, names: list[str]) -> str:
    """The fullest form of a person's name that the report gives."""
    if " " in name:
        longer = [
            n for n in names if len(n) > len(name) and n.endswith(name) and same_person(name, n)
        ]
    else:
        longer = [n for n in names if name in n.split() and n.split()[0] != name]
    return longer[0] if longer else name
