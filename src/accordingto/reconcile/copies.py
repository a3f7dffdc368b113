"""Copies of one text: exact, nearly so, cut down, or the same told in other words.

Ten papers that carry one agency's text are one voice. Words that are the same are found by runs of
words in common (Broder 1997). A text that was reworded has few of these, but tells the same facts
in the same order: its sentences are set beside those of the other text, as biologists align
sequences (Needleman and Wunsch 1970), by the rare words, names and numbers they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rensa import RMinHash

from accordingto.model import Evidence
from accordingto.model.copies import Copy, CopyKind, Passage
from accordingto.reconcile.passages import cut_sentences
from accordingto.reconcile.wording import Vector, compare_words, weigh_words

RUN = 5
"""Words in a run that two texts have in common."""
HASHES = 128
HELD = 0.5
"""Share of the shorter text's runs that stand in the other where one was made from the other;
what two reports quote from one statement is less."""
SAME_LENGTH = 0.8
"""From this share of the longer text's length on, the shorter was not cut but changed."""
SKETCHED = 0.08
"""Texts whose sketches have less in common are not compared run by run."""
PLAUSIBLE = 0.3
"""Texts less alike than this, by all their rare words, are not aligned."""
SAME_FACTS = 0.25
"""How alike two sentences are that tell the same facts."""
REWORDED, BOTH = 0.7, 0.4
"""Share of one text, and of both, whose sentences stand in the other in the same order."""
IN_ORDER = 2.0
"""How many times better a reworded text fits in its own order than in reverse: two reports of one
incident share facts, but not their order."""
FEWEST = 5
"""Fewer sentences side by side do not show an order."""
LEAST_WORDS = 40
WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class Text:
    """One report's text, cut into words, runs and sentences as they are needed.

    `published` orders copies: the ISO time of publication, or "" where it is not known; `words`
    are those of the whole text, weighed (`weigh_words`).
    """

    report: str
    text: str
    published: str = ""
    words: Vector = field(default_factory=dict)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """All words and numbers, lower case."""
        return tuple(WORD.findall(self.text.lower()))

    @cached_property
    def runs(self) -> frozenset[str]:
        """Every run of words."""
        last = max(1, len(self.tokens) - RUN + 1)
        return frozenset(" ".join(self.tokens[n : n + RUN]) for n in range(last))

    @cached_property
    def sketch(self) -> RMinHash:
        """A sketch of the runs, from which the share in common can be told."""
        sketch = RMinHash(num_perm=HASHES, seed=1)
        sketch.update(sorted(self.runs))
        return sketch

    @cached_property
    def sentences(self) -> tuple[Evidence, ...]:
        """Sentences, cut at full stops and line ends."""
        return tuple(cut_sentences(self.text))

    @cached_property
    def facts(self) -> tuple[Vector, ...]:
        """The rare words, names and numbers of each sentence."""
        return tuple(_weigh_facts(sentence.text) for sentence in self.sentences)


def make_text(report: str, text: str, published: str | None = None) -> Text:
    """A report's text, to be set beside others."""
    return Text(report, text, published or "", weigh_words(text))


def find_copies(texts: Iterable[Text]) -> list[Copy]:
    """The copies among texts of one incident; each copy has one original, the most alike.

    Returns:
        Copies in the order of the reports; chains are followed to their first text.
    """
    ordered = sorted(texts, key=lambda t: (t.published or "9", -len(t.tokens), t.report))
    found: list[Copy] = []
    originals: list[Text] = []
    for text in ordered:
        copies = [copy for other in originals if (copy := compare_texts(text, other))]
        if copies:
            found.append(max(copies, key=lambda copy: (copy.share, copy.original)))
        else:
            originals.append(text)
    return found


def compare_texts(text: Text, other: Text) -> Copy | None:
    """Whether a text is a copy of another, and what shows it; None when it is not."""
    if min(len(text.tokens), len(other.tokens)) < LEAST_WORDS:
        return _copy(text, other, "exact", 1.0) if text.tokens == other.tokens else None
    if text.tokens == other.tokens:
        return _copy(text, other, "exact", 1.0)
    if compare_words(text.words, other.words) < PLAUSIBLE:
        return None
    if text.sketch.jaccard(other.sketch) >= SKETCHED:
        held = max(_held(text, other), _held(other, text))
        if held >= HELD:
            lengths = sorted((len(text.tokens), len(other.tokens)))
            kind: CopyKind = "near" if lengths[0] >= SAME_LENGTH * lengths[1] else "cut"
            return _copy(text, other, kind, held)
    share = _measure_rewording(text, other)
    return _copy(text, other, "reworded", share) if share else None


def _measure_rewording(text: Text, other: Text) -> float:
    """The share of a text that was reworded; 0 where the order of facts does not show it."""
    pairs = align_sentences(text, other)
    if len(pairs) < FEWEST:
        return 0.0
    shares = _covered(text, [a for a, _, _ in pairs]), _covered(other, [b for _, b, _ in pairs])
    if max(shares) < REWORDED or min(shares) < BOTH:
        return 0.0
    alike = _set_side_by_side(text, other)
    reversed_ = _walk(*_score([row[::-1] for row in alike]))
    fits, chance = (sum(worth for _, _, worth in found) for found in (pairs, reversed_))
    return max(shares) if fits >= IN_ORDER * (chance + SAME_FACTS) else 0.0


def align_sentences(text: Text, other: Text) -> list[tuple[int, int, float]]:
    """Sentences of two texts that tell the same facts in the same order, and how alike they are."""
    return _walk(*_score(_set_side_by_side(text, other)))


Grid = list[list[float]]


def _set_side_by_side(text: Text, other: Text) -> Grid:
    """How alike each sentence of one text is to each of the other."""
    return [[compare_words(a, b) for b in other.facts] for a in text.facts]


def _score(alike: Grid) -> tuple[Grid, Grid]:
    """The grid, and for each place in it the best that the sentences from there on can reach."""
    rows, columns = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= SAME_FACTS else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return alike, best


def _walk(alike: Grid, best: Grid) -> list[tuple[int, int, float]]:
    pairs, i, j = [], 0, 0
    while i < len(alike) and j < len(best[0]) - 1:
        if alike[i][j] >= SAME_FACTS and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j, alike[i][j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _copy(text: Text, other: Text, kind: CopyKind, share: float) -> Copy:
    passages = tuple(
        Passage(words=text.sentences[a], other_words=other.sentences[b], alike=round(alike, 2))
        for a, b, alike in align_sentences(text, other)
    )
    return Copy(
        report=text.report,
        original=other.report,
        kind=kind,
        share=round(share, 2),
        passages=passages,
    )


def _held(text: Text, other: Text) -> float:
    """The share of a text's runs that stand in another."""
    return len(text.runs & other.runs) / len(text.runs) if text.runs else 0.0


def _covered(text: Text, numbers: Sequence[int]) -> float:
    """The share of a text, by length, that some of its sentences make up."""
    lengths = [sentence.end - sentence.start for sentence in text.sentences]
    return sum(lengths[n] for n in set(numbers)) / sum(lengths) if lengths else 0.0


def _weigh_facts(sentence: str) -> Vector:
    """The rare words of a sentence, with its numbers, which tell more than any word."""
    numbers = " ".join(f"number{n}" for n in re.findall(r"\d+", sentence.replace(",", "")))
    return weigh_words(f"{sentence} {numbers}")
