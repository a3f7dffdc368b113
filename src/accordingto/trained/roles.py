"""Who did what to whom, as the trained model reads it: words that fill roles, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accordingto.trained.attributions import cut
from accordingto.trained.decoding import find_spans, find_tags, log_softmax, rules_for
from accordingto.trained.labels import ENTITY_LABELS, ROLES
from accordingto.trained.model import Encoded, Model
from accordingto.trained.windows import Pieces

CONTEXT = 20
"""Pieces either side of a mention averaged as its surroundings (`training/network.py`)."""
AFTER_ROLE = rules_for(["O", *(f"{mark}-{role}" for role in ROLES for mark in "BI")])
BUCKETS = 15
MOST = 200
"""Mentions in a passage."""


@dataclass(frozen=True, slots=True)
class RoleMention:
    """Words that fill a role.

    Attributes:
        start, end: Where they stand.
        role: One of `ROLES`.
        score: How sure the model is, 0 to 1.
        labels: For each of `ENTITY_LABELS`, how likely each value is, in that order.

    Units:
        Offsets in code points of the text, half-open.
    """

    start: int
    end: int
    role: str
    score: float
    labels: dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Roles:
    """Mentions of a passage in text order, and how likely any two tell of one incident.

    A text is one passage, unless it has more mentions than can be compared with each other.
    """

    mentions: list[RoleMention]
    together: np.ndarray


def find_roles(model: Model, pieces: Pieces, encoded: Encoded, inside: np.ndarray) -> list[Roles]:
    """Every mention, with what the heads say of it, passage by passage."""
    scores = log_softmax(encoded.role)
    spans = find_spans(find_tags(scores[None], AFTER_ROLE, inside)[0])
    return [
        _read_passage(model, pieces, encoded, scores, spans[first : first + MOST])
        for first in range(0, len(spans), MOST)
    ]


def _read_passage(
    model: Model,
    pieces: Pieces,
    encoded: Encoded,
    scores: np.ndarray,
    spans: list[tuple[int, int, int]],
) -> Roles:
    states = np.stack([_embed(model, encoded.hidden, span) for span in spans])
    said = {
        name: np.exp(log_softmax(model.linear(f"out.{name}", states))) for name in ENTITY_LABELS
    }
    mentions = []
    for row, (first, last, kind) in enumerate(spans):
        start, end = cut(pieces, first, last)
        sure = float(np.exp(scores[first:last, 1 + 2 * kind : 3 + 2 * kind].max(-1)).mean())
        labels = {name: values[row] for name, values in said.items()}
        mentions.append(RoleMention(start, end, ROLES[kind], sure, labels))
    return Roles(mentions, _together(model, states, spans))


def _embed(model: Model, vectors: np.ndarray, span: tuple[int, int, int]) -> np.ndarray:
    first, last, kind = span
    role = np.zeros(len(ROLES), dtype=np.float32)
    role[kind] = 1
    around = vectors[max(0, first - CONTEXT) : last + CONTEXT].mean(0)
    joined = np.concatenate([vectors[first:last].mean(0), around, role])
    out: np.ndarray = np.maximum(model.linear("inner", joined), 0)
    return out


def _together(model: Model, states: np.ndarray, spans: list[tuple[int, int, int]]) -> np.ndarray:
    low = model.linear("link", states)
    at = np.array([first for first, _, _ in spans], dtype=np.float32)
    kinds = np.array([kind for _, _, kind in spans])
    apart = np.abs(at[:, None] - at[None])
    bucket = np.minimum(np.log2(apart / 4 + 1).astype(np.int64), BUCKETS)
    bias = model.entities["link_bias"]
    bias = bias + bias.T
    scores = low @ low.T / 8
    scores += model.entities["link_distance.weight"][bucket, 0]
    scores += bias[kinds[:, None], kinds[None]]
    out: np.ndarray = 1 / (1 + np.exp(-scores))
    return out
