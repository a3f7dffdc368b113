"""The network: one small encoder, and heads on top of it."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from accordingto.trained.labels import ARGUMENTS, CASES, CUES, ENTITY_LABELS, ROLES

HIDDEN = 384
LAYERS = 4
"""Of the encoder's six. The upper two were made to tell whole sentences apart, and a third of the
time goes into them."""
PAIR = 192
REACH = 64
"""Pieces either side of a cue that are told apart by distance."""
CONTEXT = 20
"""Pieces either side of a mention that are averaged as its surroundings."""


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.cue = nn.Linear(HIDDEN, len(CUES))
        self.case = nn.Linear(HIDDEN, len(CASES))
        self.role = nn.Linear(HIDDEN, 1 + 2 * len(ROLES))
        self.arguments = Arguments()
        self.entities = Entities()

    @classmethod
    def from_encoder(cls, folder: Path) -> Reader:
        """A reader that has learned nothing yet but what its encoder knows."""
        # Written out, attention is faster on a processor than the fused kernel.
        settings = {"add_pooling_layer": False, "attn_implementation": "eager"}
        return cls(BertModel.from_pretrained(folder, num_hidden_layers=LAYERS, **settings))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states without the two marks at the ends of each window."""
        out: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.drop(out)


class Arguments(nn.Module):
    """For a cue and a piece of its window: is the piece of its source, or of its content?"""

    def __init__(self) -> None:
        super().__init__()
        self.piece = nn.Linear(HIDDEN, PAIR)
        self.anchor = nn.Linear(HIDDEN, PAIR)
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        self.inner = nn.Linear(PAIR, PAIR)
        self.out = nn.Linear(PAIR, len(ARGUMENTS))

    def forward(self, hidden: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Scores (cues, pieces, labels) from hidden states (windows, pieces, HIDDEN).

        `window` says in which window each cue stands, `first` and `last` which pieces it takes.
        """
        at = torch.arange(hidden.shape[1])[None]
        inside = ((at >= first[:, None]) & (at < last[:, None])).to(hidden.dtype)
        cue = torch.einsum("cp,cph->ch", inside, hidden[window]) / inside.sum(1, keepdim=True)
        before = (at - first[:, None]).clamp(max=0)
        after = (at - last[:, None] + 1).clamp(min=0)
        where = self.distance((before + after).clamp(-REACH, REACH) + REACH)
        mixed = torch.relu(self.piece(hidden)[window] + self.anchor(cue)[:, None] + where)
        scores: Tensor = self.out(torch.relu(self.inner(mixed)))
        return scores


class Entities(nn.Module):
    """What is said of the words that fill a role, and which of them belong together."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * HIDDEN + len(ROLES), 256)
        self.out = nn.ModuleDict(
            {name: nn.Linear(256, len(values)) for name, values in ENTITY_LABELS.items()}
        )
        self.link = nn.Linear(256, 64)
        self.link_distance = nn.Embedding(16, 1)
        self.link_bias = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))

    def embed(self, span: Tensor, context: Tensor, role: Tensor) -> Tensor:
        """One vector for each mention."""
        kind = nn.functional.one_hot(role, len(ROLES)).to(span.dtype)
        return torch.relu(self.inner(torch.cat([span, context, kind], -1)))

    def same(self, mentions: Tensor, at: Tensor, role: Tensor) -> Tensor:
        """Scores (mentions, mentions): do the two belong to one incident?"""
        low = self.link(mentions)
        apart = (at[:, None] - at[None]).abs().float()
        bucket = torch.log2(apart / 4 + 1).long().clamp(max=15)
        likeness = low @ low.T / 8
        bias = self.link_bias + self.link_bias.T
        return likeness + self.link_distance(bucket)[..., 0] + bias[role[:, None], role[None]]
