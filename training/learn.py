"""What the network learns from a few texts at once: the loss of each task."""

from __future__ import annotations

import numpy as np
import torch
from data import IGNORE, Lesson
from network import CONTEXT, Reader
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from accordingto.trained.labels import ROLES

MASK = 103
HIDDEN_SHARE = 0.08
"""Of the pieces are hidden, other ones each time: so that roles are learned from what is told
around a name, and not by the names of thirteen hundred texts."""


def encode(reader: Reader, batch: list[Lesson]) -> list[Tensor]:
    """Hidden states of each window of each text."""
    reads = [(lesson, window.read) for lesson in batch for window in lesson.windows]
    windows = [lesson.pieces.ids[read.start : read.stop] for lesson, read in reads]
    longest = max(map(len, windows)) + 2
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    mask = torch.zeros(len(windows), longest, dtype=torch.long)
    for row, window in enumerate(windows):
        ids[row, : len(window) + 2] = torch.tensor([101, *window, 102])
        mask[row, : len(window) + 2] = 1
    hide = (torch.rand(ids.shape) < HIDDEN_SHARE) & (ids != 0) & (ids != 101) & (ids != 102)
    ids[hide] = MASK
    hidden = reader(ids, mask)
    return [hidden[row, 1 : len(window) + 1] for row, window in enumerate(windows)]


def learn(reader: Reader, task: str, batch: list[Lesson]) -> Tensor:
    """The loss over a few texts."""
    hidden = encode(reader, batch)
    loss = 0.3 * learn_cases(reader, batch, hidden)
    if task == "attribution":
        return loss + learn_attributions(reader, batch, hidden)
    return loss + learn_roles(reader, batch, hidden)


def learn_cases(reader: Reader, batch: list[Lesson], hidden: list[Tensor]) -> Tensor:
    """Capitals."""
    reads = [(lesson, window.read) for lesson in batch for window in lesson.windows]
    cases = np.concatenate([lesson.cases[read.start : read.stop] for lesson, read in reads])
    return cross_entropy(reader.case(torch.cat(hidden)).float(), torch.tensor(cases))


def learn_attributions(reader: Reader, batch: list[Lesson], hidden: list[Tensor]) -> Tensor:
    """Cues, and the sources and contents of each cue."""
    places = [(lesson, window.read) for lesson in batch for window in lesson.windows]
    cues = torch.tensor(np.concatenate([le.cues[w.start : w.stop] for le, w in places]))
    loss = cross_entropy(reader.cue(torch.cat(hidden)).float(), cues)
    longest = max(len(states) for states in hidden)
    padded = torch.stack([nn.functional.pad(h, (0, 0, 0, longest - len(h))) for h in hidden])
    anchors, tags = [], []
    for number, (lesson, window) in enumerate(places):
        for one in lesson.attributions:
            if window.start <= one.cue[0] and one.cue[1] <= window.stop:
                row = np.full(longest, IGNORE)
                row[: len(window)] = one.tags[window.start : window.stop]
                tags.append(row)
                anchors.append((number, one.cue[0] - window.start, one.cue[1] - window.start))
    if anchors:
        scores = reader.arguments(padded, *torch.tensor(anchors).T).float()
        gold = torch.tensor(np.stack(tags))
        summed = cross_entropy(
            scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        # Nearly every piece is neither source nor content: count those that are.
        loss = loss + summed / (gold > 0).sum().clamp(min=1)
    return loss


def join_windows(lesson: Lesson, states: list[Tensor]) -> Tensor:
    """Hidden states of a whole text, each piece from the window that answers for it."""
    parts = []
    for window, part in zip(lesson.windows, states, strict=True):
        first = window.told.start - window.read.start
        parts.append(part[first : first + len(window.told)])
    return torch.cat(parts)


def learn_roles(reader: Reader, batch: list[Lesson], hidden: list[Tensor]) -> Tensor:
    """Words that fill roles, what is said of them, and which belong to one incident."""
    loss = torch.zeros(())
    at = 0
    flats, golds = [], []
    count = 0
    for lesson in batch:
        states = hidden[at : at + len(lesson.windows)]
        at += len(lesson.windows)
        whole = join_windows(lesson, states)
        flats.append(whole)
        golds.append(torch.tensor(lesson.roles))
        if lesson.mentions:
            loss = loss + learn_mentions(reader, lesson, whole)
            count += 1
    weights = torch.tensor([0.5] + [1.0] * (2 * len(ROLES)))
    tagging = cross_entropy(
        reader.role(torch.cat(flats)).float(), torch.cat(golds), weights, ignore_index=IGNORE
    )
    return 3 * tagging + loss / max(1, count)


def learn_mentions(reader: Reader, lesson: Lesson, whole: Tensor) -> Tensor:
    """Heads over mentions."""
    said = lesson.mentions
    role = torch.tensor([ROLES.index(m.role) for m in said])
    spans = torch.stack([whole[m.first : m.last].mean(0) for m in said])
    around = torch.stack(
        [whole[max(0, m.first - CONTEXT) : m.last + CONTEXT].mean(0) for m in said]
    )
    vectors = reader.drop(reader.entities.embed(spans, around, role))
    loss = torch.zeros(())
    for name, out in reader.entities.out.items():
        rows = [i for i, m in enumerate(said) if m.labels.get(name)]
        if rows:
            scores = torch.log_softmax(out(vectors[rows]).float(), -1)
            allowed = torch.full_like(scores, -1e4)
            for row, i in enumerate(rows):
                allowed[row, said[i].labels[name]] = 0
            loss = loss - 0.3 * torch.logsumexp(scores + allowed, -1).mean()
    if len(said) > 1:
        where = torch.tensor([m.first for m in said])
        scores = reader.entities.same(vectors, where, role).float()
        gold = torch.tensor([[float(bool(a.templates & b.templates)) for b in said] for a in said])
        upper = torch.triu(torch.ones_like(gold), 1).bool()
        loss = loss + 0.5 * binary_cross_entropy_with_logits(scores[upper], gold[upper])
    return loss
