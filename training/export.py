"""The model that ships, made from what was trained: encoder and heads, weights in eight bits."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from network import HIDDEN, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

VERSION = "2"


class Encoder(nn.Module):
    """The encoder with the heads that look at one wordpiece; every window is full: no mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = reader.encoder
        self.heads = nn.ModuleList([reader.cue, reader.case, reader.role])

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """Hidden states, and the scores of cues, capitals and roles, both end marks included."""
        mask = torch.ones_like(ids)
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden, *(head(hidden) for head in self.heads)


class ArgumentsOfOne(nn.Module):
    """The head for sources and contents, over the hidden states of one stretch."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.arguments = reader.arguments

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Log probabilities (cues, pieces, labels) from hidden states (pieces, HIDDEN)."""
        scores = self.arguments(hidden[None], torch.zeros_like(first), first, last)
        return torch.log_softmax(scores, -1)


def export_model(
    reader: Reader, encoder: Path, work: Path, out: Path, heads: tuple[str, ...]
) -> None:
    """Write the model's files into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    reader.eval()
    export_encoder(reader, work, out / "encoder.onnx")
    export_arguments(reader, work, out / "arguments.onnx")
    export_entities(reader, out / "entities.npz")
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    write_card(out, heads)


def export_encoder(reader: Reader, work: Path, file: Path) -> None:
    """The encoder as ONNX, weights in eight bits."""
    names = ("ids", "hidden", "cue", "case", "role")
    full = work / "encoder-full.onnx"
    torch.onnx.export(
        Encoder(reader),
        (torch.randint(1000, 2000, (2, 64)),),
        str(full),
        input_names=names[:1],
        output_names=names[1:],
        dynamic_axes={name: {0: "windows", 1: "pieces"} for name in names},
        opset_version=17,
        dynamo=False,
    )
    shrink(full, file)


def shrink(full: Path, file: Path) -> None:
    """Write a model with its weights in eight bits."""
    quantize_dynamic(full, file, weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(file))


def export_arguments(reader: Reader, work: Path, file: Path) -> None:
    """The head for sources and contents as ONNX, weights in eight bits."""
    full = work / "arguments-full.onnx"
    torch.onnx.export(
        ArgumentsOfOne(reader),
        (torch.randn(64, HIDDEN), torch.tensor([3, 9]), torch.tensor([4, 11])),
        str(full),
        input_names=["hidden", "first", "last"],
        output_names=["scores"],
        dynamic_axes={
            "hidden": {0: "pieces"},
            "first": {0: "cues"},
            "last": {0: "cues"},
            "scores": {0: "cues", 1: "pieces"},
        },
        opset_version=17,
        dynamo=False,
    )
    shrink(full, file)


def export_entities(reader: Reader, file: Path) -> None:
    """The weights of the heads over mentions in sixteen bits, by their names in the network."""
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in reader.entities.state_dict().items()
    }
    np.savez_compressed(file, allow_pickle=False, **heads)


def write_card(folder: Path, heads: tuple[str, ...]) -> None:
    """Name, version, heads, and the hash of each file, by which a damaged one is told."""
    names = ("encoder.onnx", "arguments.onnx", "entities.npz", "tokenizer.json")
    card = {
        "name": "accordingto-reader",
        "version": VERSION,
        "heads": heads,
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
        },
    }
    (folder / "model.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")
