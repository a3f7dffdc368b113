"""Reading a text with the trained model: one pass of the encoder, then every head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from accordingto.trained.attributions import Attribution, find_attributions
from accordingto.trained.casing import restore_case
from accordingto.trained.decoding import log_softmax
from accordingto.trained.model import Encoded, Model
from accordingto.trained.roles import Roles, find_roles


@dataclass
class TrainedReading:
    """What the trained model reads in one text; nothing is worked out before it is asked for."""

    model: Model
    text: str

    def __post_init__(self) -> None:
        self.pieces = self.model.cut(self.text)
        offsets = self.pieces.offsets
        # Whether a piece goes on the word of the piece before it.
        letters = [self.text[start : start + 1].isalnum() for start, _ in offsets]
        glued = offsets[1:, 0] == offsets[:-1, 1]
        both = np.array(letters[1:], dtype=bool) & np.array(letters[:-1], dtype=bool)
        self.inside = np.concatenate([np.zeros(min(1, len(offsets)), dtype=bool), glued & both])

    def _has(self, head: str) -> bool:
        """Whether there is anything to read, and a head that reads it."""
        return len(self.pieces) > 0 and head in self.model.heads

    @cached_property
    def encoded(self) -> Encoded:
        """What the encoder says of every wordpiece."""
        return self.model.encode(self.pieces)

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Who said what, in text order of the cues."""
        if not self._has("attribution"):
            return []
        return find_attributions(self.model, self.pieces, self.encoded, self.inside)

    def cue_chance(self, start: int, end: int) -> float:
        """How likely any word between two offsets is of a cue, 0 to 1; 1 for all it knows."""
        if not self._has("attribution"):
            return 1.0
        first, last = self.pieces.between(start, end)
        if first == last:
            return 0.0
        return float(1 - np.exp(log_softmax(self.encoded.cue[first:last])[:, 0]).min())

    @cached_property
    def roles(self) -> list[Roles]:
        """Who did what to whom, passage by passage."""
        if not self._has("roles"):
            return []
        return find_roles(self.model, self.pieces, self.encoded, self.inside)

    @cached_property
    def recased(self) -> str:
        """The text with its capitals restored, every offset as it was."""
        if not self._has("case"):
            return self.text
        return restore_case(self.text, self.pieces, self.encoded, self.inside)
