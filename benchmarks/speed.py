"""Words per second of `read` beside the bare spaCy pipeline, memory, and start-up times.

    python3 dev.py bench                          # the example reports, repeated
    python3 dev.py bench REPORTS.jsonl            # any other reports, one a line with "text"

All numbers come from one run on the same texts. The two readings take turns, several rounds,
so that a busy machine slows both; the median round counts. Memory is that of a fresh process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
MIB = 1024 if sys.platform != "darwin" else 1024 * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=Path, default=EXAMPLES / "reports.jsonl")
    parser.add_argument("--rounds", type=int, default=5, help="rounds to take the median of")
    parser.add_argument("--words", type=int, default=30_000, help="repeat the texts to this many")
    parser.add_argument("--memory", choices=["read", "spacy"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    rows = repeated(load(options.reports), options.words)
    if options.memory:
        print_memory(options.memory, rows)
        return
    # Before anything is loaded here: a new process counts its parent's memory as its own peak.
    compare_memory(options.reports, options.words)
    compare_speed(rows, options.rounds)
    measure_start()


def load(file: Path) -> list[dict[str, str]]:
    """The reports of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def repeated(rows: list[dict[str, str]], words: int) -> list[dict[str, str]]:
    """The reports over and over, whole, until they hold so many words; never less than once."""
    times = max(1, -(-words // max(1, count_words(rows))))
    return rows * times


def count_words(rows: list[dict[str, str]]) -> int:
    """How many words, by white space."""
    return sum(len(row["text"].split()) for row in rows)


def reader() -> Callable[[list[dict[str, str]]], None]:
    """What `accordingto read` does with reports, from text to record, warmed up."""
    import msgspec

    from accordingto.flow import read_reports
    from accordingto.model import Report

    def read(rows: list[dict[str, str]]) -> None:
        given = (
            Report(id=str(i), text=row["text"], published=row.get("published"))
            for i, row in enumerate(rows)
        )
        for record in read_reports(given):
            msgspec.json.encode(record)

    return read


def bare() -> Callable[[list[dict[str, str]]], None]:
    """The spaCy pipeline with all its default parts."""
    import spacy

    from accordingto.config import PIPELINE

    nlp = spacy.load(PIPELINE)

    def parse(rows: list[dict[str, str]]) -> None:
        for _ in nlp.pipe((row["text"] for row in rows), batch_size=16):
            pass

    return parse


def seconds(work: Callable[[list[dict[str, str]]], None], rows: list[dict[str, str]]) -> float:
    """How long one pass takes."""
    start = time.perf_counter()
    work(rows)
    return time.perf_counter() - start


def compare_speed(rows: list[dict[str, str]], rounds: int) -> None:
    """Print words per second of both, and their ratio."""
    words = count_words(rows)
    works = {"read": reader(), "spacy": bare()}
    for work in works.values():
        work(rows[:2])
    took: dict[str, list[float]] = {"read": [], "spacy": []}
    for _ in range(rounds):
        for name, work in works.items():
            took[name].append(seconds(work, rows))
    pace = {name: words / statistics.median(times) for name, times in took.items()}
    ratio = statistics.median(r / s for r, s in zip(took["read"], took["spacy"], strict=True))
    print(f"texts                      {len(rows)} reports, {words:,} words, {rounds} rounds")
    print(f"accordingto read           {pace['read']:,.0f} words/s")
    print(f"bare spaCy pipeline        {pace['spacy']:,.0f} words/s")
    print(f"read costs                 {ratio:.2f} times the bare pipeline")


def compare_memory(file: Path, words: int) -> None:
    """Print the peak memory of both over the texts, and of `read` over four times as many."""
    for label, work, many in (
        ("peak memory, spaCy", "spacy", words),
        ("peak memory, read", "read", words),
        ("  over 4 times the texts", "read", 4 * words),
    ):
        command = [sys.executable, __file__, str(file), "--memory", work, "--words", str(many)]
        peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        print(f"{label:<26} {peak.strip()} MiB")


def print_memory(work: str, rows: list[dict[str, str]]) -> None:
    """Do the work, then print the most memory this process ever held."""
    (reader() if work == "read" else bare())(rows)
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB))


def measure_start() -> None:
    """Print how long the commands take from a cold process, best of five."""
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.txt"
        short.write_text("Three people were killed in a fire in Oslo, police said.", "utf-8")
        commands = {
            "accordingto --help": ["--help"],
            "read, one short report": ["read", str(short), "--published", "2024-03-22"],
        }
        for label, arguments in commands.items():
            command = [sys.executable, "-m", "accordingto.cli", *arguments]
            best = min(started(command) for _ in range(5))
            print(f"{label:<26} {best:.2f} s")


def started(command: list[str]) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
