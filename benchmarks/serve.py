"""What the review desk's pages cost, beside a static page of the same size from the same server.

    python benchmarks/serve.py                    # 10,000 reports, some 1,500 incidents
    python benchmarks/serve.py --reports 1000

Needs the extra `serve`. The records are those of benchmarks/desk.py, made by a seeded script. Each
page is asked for many times, one after the other, by a client on the same machine; printed are the
median and the 95th percentile in milliseconds, and both as ratios to the static page.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import multiprocessing
import os
import random
import socket
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desk import make_records

TIMES = 60
WARM = 3


def main() -> None:
    """Make a desk, serve it, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.sqlite"
        fill(file, options.reports)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = multiprocessing.get_context("spawn").Process(target=serve, args=(str(file), port))
        server.start()
        try:
            measure(port, server.pid or 0)
        finally:
            server.kill()
            server.join()


def fill(file: Path, size: int) -> None:
    """Add that many reports to a new desk."""
    from accordingto.store import open_desk

    start = time.perf_counter()
    with open_desk(file, who="benchmark") as desk:
        for record in itertools.islice(make_records(), size):
            desk.add(record)
        counts = desk.counts()
    took = time.perf_counter() - start
    print(f"{counts.reports:,} reports, {counts.incidents:,} incidents, added in {took:.0f} s")


def serve(file: str, port: int) -> None:
    """The desk's server, with one page more that is always the same."""
    import uvicorn
    from fastapi import Response

    from accordingto.serve import make_app

    app = make_app(file, who="benchmark")

    def static(size: int) -> Response:
        return Response(b"x" * size, media_type="text/html")

    app.add_api_route("/static-page/{size}", static)
    uvicorn.run(app, port=port, log_level="error", access_log=False)


def measure(port: int, process: int) -> None:
    """Ask for each page many times."""
    client = Client(port)
    client.wait()
    start = time.perf_counter()
    client.get("/")
    print(f"the first list, all summaries made: {time.perf_counter() - start:.1f} s")
    listed = json.loads(client.get("/api/incidents?limit=1000"))["items"]
    dice = random.Random(7)
    numbers = [item["number"] for item in listed if item["reports"] > 1]
    names = [
        json.loads(client.get(f"/api/incidents/{n}"))["reports"][0]["name"]
        for n in dice.sample(numbers, 20)
    ]
    pages: dict[str, Callable[[], str]] = {
        "incidents": lambda: "/",
        "incidents, filtered": lambda: "/?words=bombing&killed=5",
        "to check": lambda: "/queue",
        "an incident": lambda: f"/incidents/{dice.choice(numbers)}",
        "a report": lambda: f"/reports/{dice.choice(names)}",
        "history": lambda: "/history",
        "api: a dossier": lambda: f"/api/incidents/{dice.choice(numbers)}",
    }
    print(f"{'page':<22}{'KiB':>7}{'p50 ms':>9}{'p95 ms':>9}{'x static p50':>14}{'p95':>7}")
    for name, path in pages.items():
        tell(name, client, lambda path=path: client.get(path()))
    pairs = iter(zip(numbers[::2], numbers[1::2], strict=False))
    tell("a decision (merge)", client, lambda: client.merge(*next(pairs)), times=20)
    kib = next(
        int(line.split()[1])
        for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
        if line.startswith("VmHWM")
    )
    print(f"memory of the server, at most: {kib / 1024:.0f} MiB, {os.cpu_count()} processors")


def tell(name: str, client: Client, ask: Callable[[], bytes], times: int = TIMES) -> None:
    """Print what a page costs, and what a static one of its size does."""
    for _ in range(WARM if times == TIMES else 0):
        ask()
    taken, sizes = [], []
    for _ in range(times):
        start = time.perf_counter()
        sizes.append(len(ask()))
        taken.append((time.perf_counter() - start) * 1000)
    size = int(statistics.median(sizes))
    plain = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(f"/static-page/{size}")
        plain.append((time.perf_counter() - start) * 1000)
    p50, p95 = statistics.median(taken), sorted(taken)[int(0.95 * len(taken))]
    q50, q95 = statistics.median(plain), sorted(plain)[int(0.95 * len(plain))]
    print(f"{name:<22}{size / 1024:>7.0f}{p50:>9.1f}{p95:>9.1f}{p50 / q50:>14.1f}{p95 / q95:>7.1f}")


class Client:
    """A client that keeps its connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("localhost", port, timeout=300)

    def wait(self) -> None:
        """Until the server answers."""
        for _ in range(600):
            try:
                self.get("/health")
                return
            except (OSError, http.client.HTTPException):
                self.connection.close()
                time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def get(self, path: str) -> bytes:
        """The body of a page."""
        return self._ask("GET", path)

    def merge(self, one: int, other: int) -> bytes:
        """Decide that two incidents are one."""
        body = json.dumps({"other": other, "why": "benchmark"})
        return self._ask("POST", f"/api/incidents/{one}/merge", body)

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = {"Content-Type": "application/json"} if body else {}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        held = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {held[:200]!r}")
        return held


if __name__ == "__main__":
    main()
