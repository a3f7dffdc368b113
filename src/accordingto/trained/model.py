"""The trained model: a small encoder that runs without a training library, and its heads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from accordingto.errors import ReaderError
from accordingto.trained.windows import Pieces, cut_pieces, place_windows

FOLDER = Path(__file__).parent / "data"
ENCODER, ARGUMENTS, ENTITIES = "encoder.onnx", "arguments.onnx", "entities.npz"
TOKENIZER, CARD = "tokenizer.json", "model.json"
HEADS = ("attribution", "case", "roles")
START, END = 101, 102
"""Vocabulary numbers of the two marks around a window: [CLS] and [SEP]."""
SLOW = "SkipLayerNormFusion"
"""A kernel that takes longer than the two it stands for."""
ADVICE = "Install the package again, or go on without the trained reader: --reader rules"


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder and the heads over single wordpieces say of each wordpiece of a text."""

    hidden: np.ndarray
    cue: np.ndarray
    case: np.ndarray
    role: np.ndarray


@dataclass(frozen=True, slots=True)
class Model:
    """The encoder, its tokenizer, the head for sources and contents, the weights over mentions.

    `heads` are those it was trained with: a model can do without the corpus of attributions.
    """

    tokenizer: Tokenizer
    encoder: onnxruntime.InferenceSession
    arguments: onnxruntime.InferenceSession
    entities: dict[str, np.ndarray]
    name: str
    heads: frozenset[str] = frozenset(HEADS)

    def cut(self, text: str) -> Pieces:
        """The wordpieces of a text."""
        return cut_pieces(self.tokenizer, text)

    def encode(self, pieces: Pieces) -> Encoded:
        """What is said of every wordpiece, each in the window that answers for it."""
        parts: list[list[np.ndarray]] = []
        # One at a time: several at once cost more, not less, with one thread.
        for window in place_windows(pieces):
            inside = pieces.ids[window.read.start : window.read.stop]
            ids = np.concatenate([[START], inside, [END]])[None]
            # Past the mark at the window's start.
            first = window.told.start - window.read.start + 1
            told = slice(first, first + len(window.told))
            parts.append([output[0, told] for output in self.encoder.run(None, {"ids": ids})])
        return Encoded(*(np.concatenate(each) for each in zip(*parts, strict=True)))

    def argue(self, hidden: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Log probabilities (cues, pieces, labels) of source and content over one stretch."""
        given = {"hidden": hidden, "first": first, "last": last}
        (scores,) = self.arguments.run(None, given)
        out: np.ndarray = scores
        return out

    def linear(self, name: str, vectors: np.ndarray) -> np.ndarray:
        """One layer of the heads over mentions."""
        out: np.ndarray = (
            vectors @ self.entities[f"{name}.weight"].T + self.entities[f"{name}.bias"]
        )
        return out


@cache
def load_model(folder: Path = FOLDER) -> Model:
    """Load the model that ships with the package.

    Raises:
        ReaderError: When one of its files is missing, broken or not the one it was made with.
    """
    card = _read_card(folder)
    for name, wanted in card["sha256"].items():
        file = folder / name
        if not file.is_file():
            raise ReaderError(str(file), "this part of the trained reader is missing", ADVICE)
        if hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            raise ReaderError(str(file), "this part of the trained reader is damaged", ADVICE)
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        encoder, arguments = (_open(folder / name) for name in (ENCODER, ARGUMENTS))
        with np.load(folder / ENTITIES) as stored:
            entities = {name: stored[name].astype(np.float32) for name in stored.files}
    except Exception as error:  # whatever the libraries raise over an unfit file
        what = f"the trained reader cannot be loaded ({type(error).__name__}: {error})"
        raise ReaderError(str(folder), what, ADVICE) from error
    name, heads = f"{card['name']} {card['version']}", frozenset(card["heads"])
    return Model(tokenizer, encoder, arguments, entities, name, heads)


def _open(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # --jobs runs several processes; one thread in each
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW]
    )


def _read_card(folder: Path) -> dict[str, Any]:
    file = folder / CARD
    try:
        card: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if not {"name", "version", "heads", "sha256"} <= card.keys():
            raise ValueError("it lacks name, version, heads or sha256")
    except FileNotFoundError:
        raise ReaderError(str(file), "the trained reader is missing", ADVICE) from None
    except (OSError, ValueError) as error:
        raise ReaderError(str(file), f"the trained reader is damaged ({error})", ADVICE) from error
    return card
