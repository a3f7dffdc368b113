"""The cast of a report: everybody who says something, each under the fullest name it gives.

Names, short names ("Lee"), acronyms, descriptions ("the official") and pronouns are joined.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from accordingto.annotate.cue import Cue
from accordingto.annotate.lexicon import lexicon
from accordingto.annotate.names import (
    FEMALE,
    MALE,
    Kind,
    bearer_of,
    content_words,
    find_kinds,
    find_short_names,
    fullest,
    gender_of,
    is_body,
    is_capital,
    is_personal,
    is_title,
    longer_forms,
    names_of,
    proper_name,
    same_body,
    same_outlet,
    same_person,
    without_article,
    without_possessive,
)
from accordingto.annotate.offices import Offices
from accordingto.annotate.once import text_of
from accordingto.annotate.phrases import (
    aside_text,
    follows_speech,
    noun_phrase,
    relative_of,
    stands_as,
)
from accordingto.annotate.reading import Reading
from accordingto.annotate.roles import PERSON_PRONOUNS, PRONOUNS, SHE, Role, fits
from accordingto.annotate.speaker_kinds import SpeakerKinds
from accordingto.model import Evidence, Speaker
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

# Words for several persons at once, whom "they" takes up.
COLLECTIVE, SEVERAL = role_words("cast", "collective"), role_words("cast", "several")

# How many sentences back a pronoun's person is looked for, and in which places first.
LOOK_BACK = 3
SUBJECTS, OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "agent")
# "Every member" is nobody that "she" takes up.
ANYBODY, NOBODY = role_words("cast", "anybody"), role_words("cast", "nobody")
CALLED = role_words("cast", "called")
# "The group" after an armed group has spoken.
GROUPS = role_words("cast", "group")
# "The official" after one has been told of.
KNOWN = role_words("cast", "known")
AGED = re.compile(r"\b(\d+)-year-old$")
# How many tokens further back a named, or surely fitting, person may stand to be preferred.
NAMED, SURE = 40, 25


class Cast:
    """Who has spoken so far; `role_of` joins a new mention to one of them or adds a role."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.roles: list[Role] = []
        self.kinds = find_kinds(reading.doc)
        self.joined: dict[tuple[int, int], int | None] = {}
        papers = lexicon(reading.doc.vocab, "documents").find(reading.doc)
        self.papers = {hit.start for hit in papers}
        self.timed = reading.tokens_of(m.when.evidence for m in reading.times)
        self.placed = reading.tokens_of(m.place.evidence for m in reading.places)
        self.kind_of = SpeakerKinds(self.kinds, self.placed)
        self.documents: dict[str, int] = {}  # "statement" -> who gave the last one out
        self.paper_at = -1  # the last of those documents
        self.names = names_of(reading)
        self.short_names = find_short_names(reading.report.text)
        self.offices = Offices(reading.doc, self.kinds, self.names)

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
                self.paper_at = token.i
        role = self.roles[position]
        pronoun = relative_of(cue.word)
        if pronoun is not None and cue.source.end <= pronoun.i:
            evidence = self.reading.cut_tokens(pronoun, pronoun)
            role.mentions[evidence.start, evidence.end] = evidence
        if role.person and not role.gender and cue.content:
            # "Lee said she ...": nearly always the speaker
            first = [t.lower_ for t in self.doc[cue.content[0][0] : cue.content[0][0] + 2]]
            role.gender = "f" if "she" in first else "m" if "he" in first else ""
        return position

    def _join(self, phrase: Span) -> int | None:
        cut = len(phrase) > 1 and phrase[-1].i in self.timed
        while len(phrase) > 1 and (
            phrase[-1].i in self.timed or (cut and phrase[-1].pos_ == "ADP")
        ):
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
        if word == "it":
            body = self._body_before(pronoun)
            if body is not None:
                return body
        subject = self._subject_before(pronoun)
        if subject is not None:
            return self._named(noun_phrase(subject), subject, at=pronoun)
        fitting = [
            (role.last + (self._preferred(role) if word in PERSON_PRONOUNS else 0), position)
            for position, role in enumerate(self.roles)
            if role.last <= pronoun.i and fits(role, word)
        ]
        just = self._just_before(pronoun)
        if word == "it" and self.paper_at > max([just, *(last for last, _ in fitting)]):
            return self.documents[""]  # "It says ...", after a statement
        nearest = [each for each in fitting if self.roles[each[1]].last >= just]
        return max(nearest or fitting)[1] if fitting else None

    def _body_before(self, pronoun: Token) -> int | None:
        """The body or country that is the subject of the sentence "it" stands in."""
        for token in self.doc[pronoun.sent.start : pronoun.i]:
            if token.dep_ not in SUBJECTS or token.pos_ != "PROPN":
                continue
            if self._in_place(token):
                return self._named(noun_phrase(token), token, at=pronoun)
            phrase = noun_phrase(token)
            words = content_words(phrase.text)
            known = self._known(phrase.text, words, phrase, token, person=False)
            if known is not None and not self.roles[known].person:
                return known
        return None

    def _just_before(self, pronoun: Token) -> int:
        """Where the sentence before a pronoun begins, or its own where it is no subject."""
        start = pronoun.sent.start
        opens = pronoun.i == start and pronoun.dep_ in SUBJECTS and start > 0
        return self.doc[start - 1].sent.start if opens else start

    def _preferred(self, role: Role) -> int:
        """How many tokens further back a person may stand: one named, one whose gender is known."""
        return NAMED * role.name[:1].isupper() + SURE * bool(role.gender)

    def _subject_before(self, pronoun: Token) -> Token | None:
        """A named or described person told of just before a pronoun, subjects first."""
        word = pronoun.lower_
        if word not in PERSON_PRONOUNS:
            return None
        latest = max(
            (r.last for r in self.roles if r.last <= pronoun.i and fits(r, word)), default=-1
        )
        sent, near = pronoun.sent, pronoun.i
        for back in range(LOOK_BACK):
            own_speech = not back and follows_speech(pronoun)
            for kinds in (SUBJECTS, OBJECTS) if back and latest < sent.start else (SUBJECTS,):
                for token in () if own_speech else sent:
                    told_of = latest < token.i < pronoun.i and stands_as(token) in kinds
                    if told_of and self._answers_to(token, word):
                        return token
            if back and any(t.lower_ == word and t.dep_ in SUBJECTS for t in sent):
                near = sent.start  # "he" all along
            if sent.start == 0 or not self._same_paragraph(sent.start - 1, near):
                return None
            sent = self.doc[sent.start - 1].sent
        return None

    def _answers_to(self, token: Token, pronoun: str) -> bool:
        """Whether a noun is a person that a pronoun may stand for."""
        if token.lower_ in PRONOUNS or self._in_place(token):
            return False
        phrase = noun_phrase(token)
        if phrase[0].lower_ in ANYBODY:
            return False
        if self.reading.quoted(token.idx) is not None or not self._is_person(phrase, token):
            return False
        gender = gender_of(phrase)
        return not gender or gender == ("f" if pronoun in SHE else "m")

    def _in_place(self, token: Token) -> bool:
        return token.i in self.placed

    def _same_paragraph(self, before: int, after: int) -> bool:
        at = self.reading.sentence_at
        sentences = self.reading.sentences
        first = sentences[at(self.doc[before].idx)].paragraph
        return first >= sentences[at(self.doc[after].idx)].paragraph - 1

    def _is_person(self, phrase: Span, head: Token) -> bool:
        name = self._full_name(phrase, head)
        if name and len(name.split()) > 1:
            return not self._is_body(phrase, head)
        return any(is_title(self.kinds, t) for t in phrase) and head.tag_ in ("NN", "NNP")

    def _is_body(self, phrase: Span, head: Token) -> bool:
        return is_body(self.kinds, head)

    def _named(self, phrase: Span, head: Token, *, at: Token | None = None) -> int:
        name = self._full_name(phrase, head)
        kind = self.kind_of.of(phrase, head)
        person = (
            bool(name)
            and not self._is_body(phrase, head)
            and not self._in_place(head)
            and is_personal(name)
            and name not in self.short_names.values()
        )
        nobody = phrase[0].lower_ in NOBODY
        words = content_words(name or phrase.text)
        known = self._known(name or phrase.text, words, phrase, head, person)
        if known is None and not name:
            known = self._aged(phrase)
        if known is None:
            plural = head.tag_ in ("NNS", "NNPS") and not (name and self._is_body(phrase, head))
            plural = plural or head.lower_ in SEVERAL
            singular_role = is_title(self.kinds, head) and not plural and not nobody
            known = len(self.roles)
            self.roles.append(
                Role(
                    name=without_article(without_possessive(name or phrase.text)),
                    kind=self._kind_or_title(kind, name, head, person),
                    words=words,
                    person=person or (singular_role and head.lemma_ not in COLLECTIVE),
                    plural=plural and not person,
                    gender=gender_of(phrase),
                )
            )
        role = self.roles[known]
        role.words |= words | content_words(phrase.text) | content_words(aside_text(head))
        role.heads |= {t.lemma_.lower() for t in phrase if t.i in self.kinds or t.i == head.i}
        role.gender = role.gender or gender_of(phrase)
        role.description = role.description or self._description(phrase, head, name)
        if name and len(name) > len(role.name) and person:
            role.name = name
        if kind and role.kind in ("person", "unnamed"):
            role.kind = kind.kind  # type: ignore[assignment]
            role.person = role.person and kind.title
        role.last = max(role.last, phrase.start if at is None else at.i)
        return known

    def _kind_or_title(self, kind: Kind | None, name: str, head: Token, person: bool) -> SourceKind:
        """The kind the words say, or the title the name bears elsewhere in the report."""
        if kind is not None and kind.kind != "person":
            return kind.kind  # type: ignore[return-value]
        if self._in_place(head):
            return "government"  # "Moscow said", "the United States condemned"
        titled = self.names.get(name)
        if titled or person or kind is not None:
            return titled or "person"  # type: ignore[return-value]
        return "organisation" if name else "unnamed"

    def _known(
        self, name: str, words: set[str], phrase: Span, head: Token, person: bool
    ) -> int | None:
        name = without_article(name)
        plain = name.lower()
        for position, role in enumerate(self.roles):
            if role.name.lower() == plain:
                return position
        for position in range(len(self.roles) - 1, -1, -1):
            role = self.roles[position]
            if person and role.person and same_person(name, role.name):
                return position
            if not person and not role.person and same_body(name, role.name):
                return position
            if not (person and role.person) and same_outlet(name, role.name):
                return position
        if phrase[0].lower_ in KNOWN and head.pos_ == "NOUN":
            return self._described(head, len(phrase))
        return None

    def _aged(self, phrase: Span) -> int | None:
        """Whom "the 23-year-old" takes up: the last one whose name that age follows."""
        aged = AGED.search(phrase.text)
        if aged is None or phrase[0].lower_ != "the":
            return None
        before = text_of(self.doc)[: phrase.start_char]
        at = [(before.rfind(f"{r.name}, {aged[1]}"), n) for n, r in enumerate(self.roles)]
        last = max(at, default=(-1, -1))
        return last[1] if last[0] >= 0 else None

    def _described(self, head: Token, length: int) -> int | None:
        """Whom a description such as "the official" takes up again."""
        if length > 3:
            return None
        lemma = head.lemma_.lower()
        same = [
            (role.last, position)
            for position, role in enumerate(self.roles)
            if role.last <= head.i
            and not (role.person and is_body(self.kinds, head))
            and (lemma in role.words or head.lower_ in role.words or lemma in role.heads)
            and role.plural == (head.tag_ in ("NNS", "NNPS"))
        ]
        kind = "armed_group" if lemma in GROUPS else ""
        if head.i in self.kinds and self.kinds[head.i].kind in ("media", "company"):
            kind = self.kinds[head.i].kind
        if not same and kind:
            bodies = ((n, r) for n, r in enumerate(self.roles) if not r.person)
            same = [(role.last, n) for n, role in bodies if role.kind == kind]
        if same or head.i not in self.papers or length > 2:
            return max(same)[1] if same else None
        return self.documents.get(head.lemma_, self.documents.get(""))

    def _full_name(self, phrase: Span, head: Token) -> str:
        """The fullest proper name a phrase, its apposition or the report gives; or ""."""
        own = proper_name(phrase, head, self.kinds)
        if not own:
            for child in (c for token in phrase for c in token.rights):
                if child.dep_ == "appos" and child.pos_ == "PROPN" and not self._in_place(child):
                    own = proper_name(noun_phrase(child), child, self.kinds)
                    break
        own = own or self._called(head)
        if not own and is_title(self.kinds, head):
            own = self._name_after(phrase) or self.offices.holder(phrase, head)
        if not own and len(phrase) == 1 and head.text[:1].isupper():
            own = fullest(head.text, self.names)  # a surname that looks like a plural
            own = own if own != head.text and own.endswith(" " + head.text) else ""
        if not own or self._in_place(head):
            return own
        return self.short_names.get(without_article(own)) or self._fullest(own, head)

    def _fullest(self, name: str, head: Token) -> str:
        """The fullest form of a name; of several bearers of a surname, who it stands for."""
        if " " in name or len(full := longer_forms(name, self.names)) < 2:
            return fullest(name, self.names)
        same = all(same_person(full[0], other) for other in full[1:])
        return full[0] if same else bearer_of(name, full, text_of(self.doc)[: head.idx])

    def _called(self, head: Token) -> str:
        """The name of "a group calling itself X", "a man known as X"; or ""."""
        for child in head.rights:
            if child.dep_ not in ("acl", "relcl") or child.lemma_ not in CALLED:
                continue
            for token in child.subtree:
                if token.pos_ == "PROPN" and token.dep_ in ("oprd", "attr", "pobj", "dobj"):
                    return proper_name(noun_phrase(token), token, self.kinds)
        return ""

    def _name_after(self, phrase: Span) -> str:
        """A name that the parse has cut off from the title before it: "chief constable Ann Lee"."""
        end = phrase.end
        while end < len(self.doc) and is_capital(self.doc[end]) and self.doc[end].pos_ == "PROPN":
            end += 1
        return self.doc[phrase.end : end].text if end - phrase.end >= 2 else ""

    def _description(self, phrase: Span, head: Token, name: str) -> Evidence | None:
        """What the words beside a name say its bearer is: a title before it, an apposition."""
        if not name:
            return None
        for child in (c for token in phrase for c in token.rights if c.dep_ == "appos"):
            if child.pos_ == "NOUN":
                return self.reading.cut_span(noun_phrase(child))
        if name.rsplit(maxsplit=1)[-1] != head.text:  # the name stands elsewhere
            return self.reading.cut_span(phrase) if is_title(self.kinds, head) else None
        title = [t for t in phrase if is_title(self.kinds, t) and t.i < head.i]
        if title and self.kinds[title[-1].i].kind != "person":
            return self.reading.cut_tokens(phrase[0], title[-1])
        return None
