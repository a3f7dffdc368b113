"""Where in a report an episode is told: the words of those who took part, and what is near them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accordingto.assemble.clauses import Clauses
from accordingto.model import Annotations, EpisodeMention, Evidence, Participant

# Who and what was harmed, and by what means, tell an incident from others; the same people and
# bodies do many.
CORE = ("person", "thing", "weapon")
# Further away than this (characters) is far, however far.
FAR = 800
# Words further from all of an episode's than this (characters) are not weighed at all.
NEAREST = 5000
# "Sampleville, 3 Jan 90 (NEWS - WIRE) -- [Text]": names, figures and brackets up to a long dash.
DATELINE = re.compile(
    r"(?=[^\n]{0,80}?[,(\d])(?:[A-Z\d(]\S*\s+|-\s+|[a-z]{1,3}\)?\s+){1,12}?(?:--|—)\s*"
    r"(?:\[[^\]\n]{0,60}\]\s*)*"
)


@dataclass(slots=True, frozen=True)
class Near:
    """How some words stand to those of an episode.

    Attributes:
        sentences: Sentences from the nearest of the episode's to theirs; below 0 before it.
        far: Characters to the nearest of its words, at most `FAR`, in hundreds.
        behind: Whether they stand behind that word.
        span: The offsets between the two.
        clause: Where their clause begins and ends.
    """

    sentences: int
    far: float
    behind: bool
    span: tuple[int, int]
    clause: tuple[int, int]


@dataclass
class Told:
    """One episode in its report.

    Attributes:
        episode: The episode.
        annotations, clauses: Its report.
        others: The other episodes of the report.
    """

    episode: EpisodeMention
    annotations: Annotations
    clauses: Clauses
    others: Sequence[EpisodeMention] = ()
    _starts: list[int] = field(default_factory=list)

    @cached_property
    def core(self) -> list[int]:
        """Where the words begin that tell it from other incidents; any words where it has none."""
        return core_of(self.episode)

    @cached_property
    def sentences(self) -> list[int]:
        """The sentences of those words."""
        return sorted({self.sentence_at(offset) for offset in self.core})

    @cached_property
    def company(self) -> Mapping[int, int]:
        """How many of those who took part each sentence names."""
        named: dict[int, set[int]] = defaultdict(set)
        for number, participant in enumerate(_acting(self.episode)):
            for mention in participant.mentions:
                named[self.sentence_at(mention.start)].add(number)
        return {sentence: len(numbers) for sentence, numbers in named.items()}

    @cached_property
    def elsewhere(self) -> frozenset[int]:
        """The sentences that tell of the other episodes."""
        return frozenset(self.sentence_at(at) for other in self.others for at in core_of(other))

    @cached_property
    def events(self) -> Mapping[int, list[int]]:
        """Where the words for incidents stand, by sentence."""
        found: dict[int, list[int]] = defaultdict(list)
        for event in self.annotations.events:
            if event.evidence.field is None:
                found[event.sentence].append(event.evidence.start)
        return found

    def is_near(self, evidence: Evidence) -> bool:
        """Whether words stand near enough to be weighed; in a long text few do."""
        if not self.core:
            return False
        return self.core[0] - NEAREST <= evidence.start <= self.core[-1] + NEAREST

    @cached_property
    def dateline(self) -> int:
        """Where the dateline of the report ends; 0 when it has none."""
        if not self.annotations.sentences:
            return 0
        found = DATELINE.match(self.clauses.text)
        return max(found.end() if found else 0, self.clauses.dateline_end(0))

    def sentence_at(self, offset: int) -> int:
        """The sentence an offset lies in."""
        if not self._starts:
            self._starts.extend(sentence.start for sentence in self.annotations.sentences)
        return max(0, bisect_right(self._starts, offset) - 1)

    def near(self, evidence: Evidence, sentence: int) -> Near:
        """How words of the body stand to those of the episode."""
        away = min((sentence - own for own in self.sentences), key=lambda n: (abs(n), n), default=0)
        nearest = min(self.core, key=lambda at: abs(at - evidence.start), default=evidence.start)
        low, high = sorted((nearest, evidence.start))
        return Near(
            sentences=away,
            far=min(high - low, FAR) / 100,
            behind=evidence.start > nearest,
            span=(low, high),
            clause=self.clauses.clause(sentence, evidence.start),
        )

    def parted(self, near: Near, sentence: int) -> bool:
        """Whether a paragraph ends between some words and the nearest of the episode's."""
        sentences = self.annotations.sentences
        own = sentence - near.sentences
        return bool(sentences) and sentences[sentence].paragraph != sentences[own].paragraph


def core_of(episode: EpisodeMention) -> list[int]:
    """Where the words begin that tell an episode from others; any words where it has none."""
    acting = _acting(episode)
    chosen = [one for one in acting if one.part in CORE] or acting
    return sorted(mention.start for one in chosen for mention in one.mentions)


def _acting(episode: EpisodeMention) -> list[Participant]:
    return [one for one in episode.participants if one.part != "place"]
