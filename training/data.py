"""What the reader learns from: two corpora as wordpieces with labels."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from accordingto.trained.labels import (
    ENTITY_LABELS,
    ROLES,
    bio,
    case_of,
)
from accordingto.trained.windows import Pieces, Window, cut_pieces, place_windows

IGNORE = -100


@dataclass(slots=True)
class Attribution:
    """One attribution by piece numbers: its cue, and a label for every piece."""

    cue: tuple[int, int]
    tags: np.ndarray


@dataclass(slots=True)
class Mention:
    """Words that fill a role, by piece numbers, with what the key says of them."""

    first: int
    last: int
    role: str
    templates: frozenset[int]
    labels: dict[str, list[int]]


@dataclass(slots=True)
class Lesson:
    """One text to learn from."""

    pieces: Pieces
    windows: list[Window]
    cases: np.ndarray
    cues: np.ndarray | None = None
    attributions: list[Attribution] = field(default_factory=list)
    roles: np.ndarray | None = None
    mentions: list[Mention] = field(default_factory=list)


def read_jsonl(file: Path) -> list[dict[str, Any]]:
    """One JSON value a line."""
    return [json.loads(line) for line in file.open(encoding="utf-8")]


# ---------------------------------------------------------------- who said it


def attribution_lessons(folder: Path, part: str, tokenizer: Tokenizer) -> list[Lesson]:
    """Articles with sources, cues and contents (PolNeAR); `part` is "train_" or ""."""
    gold = json.loads((folder / f"{part}gold.json").read_text("utf-8"))
    reports = read_jsonl(folder / f"{part}reports.jsonl")
    return [attribution_lesson(r["text"], gold.get(r["id"], []), tokenizer) for r in reports]


def attribution_lesson(text: str, gold: list[dict[str, Any]], tokenizer: Tokenizer) -> Lesson:
    """One article."""
    pieces = cut_pieces(tokenizer, text)
    cues = np.zeros(len(pieces), dtype=np.int64)
    found = []
    for row in gold:
        spans = [pieces.between(*cut) for cut in row["cue"]]
        if not spans or spans[0][0] >= spans[0][1]:
            continue
        cue = spans[0]
        bio(cues, *cue, 1)
        tags = np.zeros(len(pieces), dtype=np.int64)
        for name, first in (("content", 3), ("source", 1)):
            for cut in row[name]:
                bio(tags, *pieces.between(*cut), first)
        found.append(Attribution(cue, tags))
    return Lesson(pieces, place_windows(pieces), cases_of(text, pieces), cues, found)


def cases_of(text: str, pieces: Pieces) -> np.ndarray:
    """The case each piece has in print."""
    return np.array([case_of(text[a:b]) for a, b in pieces.offsets], dtype=np.int64)


# ---------------------------------------------------------------- who did what to whom

SLOT_ROLES = {
    "perp-ind-id": "perp_individual",
    "perp-org-id": "perp_organisation",
    "phys-tgt-id": "physical_target",
    "hum-tgt-name": "human_name",
    "hum-tgt-desc": "human_description",
    "inc-instr-id": "weapon",
}
ABOUT = {  # slots that say more of the filler of another slot
    "perp-org-conf": ("perp-org-id",),
    "phys-tgt-type": ("phys-tgt-id",),
    "phys-tgt-effect": ("phys-tgt-id",),
    "hum-tgt-type": ("hum-tgt-name", "hum-tgt-desc"),
    "hum-tgt-effect": ("hum-tgt-name", "hum-tgt-desc"),
    "inc-instr-type": ("inc-instr-id",),
}
INCIDENT = ("inc-type", "inc-stage", "perp-inc-cat")


def role_lessons(file: Path, tokenizer: Tokenizer) -> list[Lesson]:
    """MUC-4 texts with the words that fill the slots of their templates."""
    return [role_lesson(story, tokenizer) for story in read_jsonl(file)]


def role_lesson(story: dict[str, Any], tokenizer: Tokenizer) -> Lesson:
    """One text. Sentences that hold nothing else of the template are left undecided."""
    text = story["text"]
    pieces = cut_pieces(tokenizer, text)
    roles = np.zeros(len(pieces), dtype=np.int64)
    sentences = split_sentences(text)
    fills = [
        fill for number, t in enumerate(story["templates"]) for fill in template_fills(number, t)
    ]
    found = [(cut, fill) for fill in fills for cut in occurrences(text, fill)]
    company: dict[tuple[int, int], set[str]] = {}
    for cut, fill in found:
        key = (sentence_at(sentences, cut[0]), fill["template"])
        company.setdefault(key, set()).add(fill["role"])
    firsts: set[tuple[int, str, str]] = set()
    merged: dict[tuple[int, int, str], Mention] = {}
    # Longer words first: they keep the pieces they share with shorter ones.
    for cut, fill in sorted(found, key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        first, last = pieces.between(*cut)
        number = 1 + 2 * ROLES.index(fill["role"])
        key = (first, last, fill["role"])
        if key not in merged and roles[first:last].any():
            continue
        alone = len(company[sentence_at(sentences, cut[0]), fill["template"]]) < 2
        mark = (fill["template"], fill["role"], fill["id"])
        if alone and mark in firsts and fill["role"] not in NAMES:
            if key not in merged:
                roles[first:last] = IGNORE
            continue
        firsts.add(mark)
        bio(roles, first, last, number)
        old = merged.get(key)
        templates = (old.templates if old else frozenset()) | {fill["template"]}
        labels = dict(old.labels) if old else {}
        for name, values in fill["labels"].items():
            labels[name] = sorted({*labels.get(name, []), *values})
        merged[key] = Mention(first, last, fill["role"], templates, labels)
    windows = place_windows(pieces)
    # The same text in print: capitals are learned from it too.
    cases = cases_of(story["text_mixed"], pieces)
    return Lesson(pieces, windows, cases=cases, roles=roles, mentions=list(merged.values()))


NAMES = {"human_name"}


def template_fills(number: int, template: dict[str, Any]) -> list[dict[str, Any]]:
    """The string fills of a template, each with the labels of what is said of it."""
    slots = template["slots"]
    shared = {slot: [v for fill in slots.get(slot, []) for v in fill["v"]] for slot in INCIDENT}
    fills = []
    for slot, role in SLOT_ROLES.items():
        for i, fill in enumerate(slots.get(slot, [])):
            said = dict(shared)
            for about, of in ABOUT.items():
                if slot in of:
                    said[about] = [
                        v
                        for row in slots.get(about, [])
                        if {*row.get("x", [])} & {*fill["v"], *fill.get("x", [])}
                        for v in row["v"]
                    ]
            labels = {}
            for name, values in said.items():
                known = [ENTITY_LABELS[name].index(v) for v in values if v in ENTITY_LABELS[name]]
                if not known and name == "hum-tgt-effect" and slot.startswith("hum"):
                    known = [ENTITY_LABELS[name].index("-")]
                if not known and name == "phys-tgt-effect" and slot.startswith("phys"):
                    known = [ENTITY_LABELS[name].index("-")]
                if known:
                    labels[name] = known
            fills.append(
                {
                    "template": number,
                    "role": role,
                    "id": f"{slot}{i}",
                    "words": fill["v"],
                    "labels": labels,
                }
            )
    for place in [v for fill in slots.get("inc-loc", []) for v in fill["v"]]:
        for i, step in enumerate(place.split(": ")[1:] or place.split(": ")):
            name = re.sub(r" \([A-Z ]+\)$", "", step)
            fills.append(
                {
                    "template": number,
                    "role": "place",
                    "id": f"loc{i}{name}",
                    "words": [name],
                    "labels": {},
                }
            )
    return fills


def occurrences(text: str, fill: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the words of a fill stand in the text."""
    return [
        (m.start(), m.end())
        for words in fill["words"]
        for m in re.finditer(
            r"(?<![A-Z0-9])" + r"\s+".join(map(re.escape, words.split())) + r"(?![A-Z0-9])", text
        )
    ]


def split_sentences(text: str) -> list[int]:
    """Where sentences start, well enough to tell which words keep company."""
    return [0, *(m.end() for m in re.finditer(r"(?<![ .][A-Z])[.?!][\"')\]]*\s+|\n\s*\n", text))]


def sentence_at(starts: list[int], at: int) -> int:
    """The number of the sentence a character stands in."""
    return int(np.searchsorted(np.array(starts), at, side="right"))
