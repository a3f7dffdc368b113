"""Train the reader: one encoder, several heads.

    python training/train.py --shared ../shared/eval --out build/reader

Reads the train parts of `attribution` and `muc4`; dev parts are only measured on.
Writes `reader.pt`; `python training/export.py` makes the model that ships from it.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from data import IGNORE, Lesson, attribution_lessons, role_lessons
from network import CONTEXT, Reader
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertModel

from accordingto.trained.labels import ROLES
from accordingto.trained.windows import share_pieces

WINDOWS = 8
"""Windows that are learned from at once."""


def main() -> None:
    """Train, and save what was learned after every pass."""
    args = read_arguments()
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lessons = {
        "attribution": attribution_lessons(args.shared / "attribution", "train_", tokenizer),
        "roles": role_lessons(args.shared / "muc4" / "muc4_train.jsonl", tokenizer),
    }
    if args.without_attribution:
        lessons["attribution"] = []
    reader = Reader(
        BertModel.from_pretrained(
            args.encoder, add_pooling_layer=False, attn_implementation="eager"
        )
    )
    if args.start:
        reader.load_state_dict(torch.load(args.start, weights_only=True))
    batches = make_batches(lessons, {"attribution": 1, "roles": args.role_turns})
    print({k: len(v) for k, v in lessons.items()}, len(batches), "batches a pass", flush=True)
    total = args.passes * len(batches)
    optimizer = make_optimizer(reader, args.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.06 * total), (total - step) / (0.94 * total))
    )
    start, losses = time.time(), []
    for number in range(args.passes):
        random.shuffle(batches)
        reader.train()
        for step, (task, batch) in enumerate(batches):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
                loss = learn(reader, task, [lessons[task][i] for i in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append((task, loss.item()))
            if step % 50 == 49:
                tell(number, step, losses[-200:], time.time() - start)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(reader.state_dict(), args.out / "reader.pt")


def tell(number: int, step: int, losses: list[tuple[str, float]], seconds: float) -> None:
    """Say how far it is."""
    tasks = sorted({task for task, _ in losses})
    means = {t: round(float(np.mean([x for task, x in losses if task == t])), 3) for t in tasks}
    print(f"pass {number + 1} step {step + 1} {means} {seconds:.0f} s", flush=True)


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with the corpora")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--role-turns", type=int, default=1, help="turns of roles in each pass")
    parser.add_argument("--start", type=Path, help="go on from a saved reader.pt")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--without-attribution", action="store_true")
    return parser.parse_args()


def make_optimizer(reader: Reader, rate: float) -> torch.optim.Optimizer:
    """Heads start from nothing and learn faster than the encoder."""
    inside = list(reader.encoder.parameters())
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": inside, "lr": rate}, {"params": heads, "lr": 5 * rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def make_batches(
    lessons: dict[str, list[Lesson]], turns: dict[str, int]
) -> list[tuple[str, list[int]]]:
    """Texts taken together until they make up so many windows; each text as often as told."""
    batches = []
    for task, texts in lessons.items():
        for _ in range(turns[task]):
            batch: list[int] = []
            windows = 0
            for i in random.sample(range(len(texts)), len(texts)):
                if batch and windows + len(texts[i].windows) > WINDOWS:
                    batches.append((task, batch))
                    batch, windows = [], 0
                batch.append(i)
                windows += len(texts[i].windows)
            if batch:
                batches.append((task, batch))
    return batches


def encode(reader: Reader, batch: list[Lesson]) -> list[Tensor]:
    """Hidden states of each window of each text."""
    windows = [lesson.pieces.ids[w.start : w.stop] for lesson in batch for w in lesson.windows]
    longest = max(map(len, windows)) + 2
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    mask = torch.zeros(len(windows), longest, dtype=torch.long)
    for row, window in enumerate(windows):
        ids[row, : len(window) + 2] = torch.tensor([101, *window, 102])
        mask[row, : len(window) + 2] = 1
    hidden = reader(ids, mask)
    return [hidden[row, 1 : len(window) + 1] for row, window in enumerate(windows)]


def learn(reader: Reader, task: str, batch: list[Lesson]) -> Tensor:
    """The loss over a few texts."""
    hidden = encode(reader, batch)
    if task == "attribution":
        return learn_attributions(reader, batch, hidden)
    return learn_roles(reader, batch, hidden)


def learn_attributions(reader: Reader, batch: list[Lesson], hidden: list[Tensor]) -> Tensor:
    """Cues, the sources and contents of each cue, and capitals."""
    places = [(lesson, window) for lesson in batch for window in lesson.windows]
    flat = torch.cat(hidden)
    cues = torch.tensor(np.concatenate([le.cues[w.start : w.stop] for le, w in places]))
    cases = torch.tensor(np.concatenate([le.cases[w.start : w.stop] for le, w in places]))
    loss = cross_entropy(reader.cue(flat).float(), cues)
    loss = loss + 0.3 * cross_entropy(reader.case(flat).float(), cases)
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
    shares = share_pieces(lesson.windows)
    return torch.cat(
        [
            part[share.start - window.start : share.stop - window.start]
            for share, window, part in zip(shares, lesson.windows, states, strict=True)
        ]
    )


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


if __name__ == "__main__":
    main()
