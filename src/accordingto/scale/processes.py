"""Reading in several processes: same order, bounded memory, and no report takes others down."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from accordingto.config import How
from accordingto.flow import fail_report, make_batches, prepare_gazetteer, read_batch
from accordingto.model import Failure, Record, Report

Batch = Sequence[Report | Failure]
Done = list[Record | Failure]
BATCH_REPORTS = 8  # fewer than in one process, so that all of them have some
AHEAD = 2  # batches under way for each process: one being read, one waiting


def read_in_processes(
    reports: Iterable[Report | Failure], *, jobs: int, how: How
) -> Iterator[Record | Failure]:
    """Read reports in so many processes; records come in the order of the reports.

    Never more than a few batches are under way. A report that kills its process (out of memory,
    a crash in a library) becomes a `Failure`; the others are read again.
    """
    prepare_gazetteer()  # here, so that the processes do not each build it
    pool = _Pool(jobs, how)
    try:
        for batch in make_batches(reports, BATCH_REPORTS):
            pool.submit(batch)
            if len(pool.waiting) >= jobs * AHEAD:
                yield from pool.take()
        while pool.waiting:
            yield from pool.take()
    finally:
        pool.close()


class _Pool:
    """A process pool that gives results in order, and is made anew when a process dies."""

    def __init__(self, jobs: int, how: How) -> None:
        self.jobs, self.how = jobs, how
        self.waiting: deque[tuple[Batch, Future[Done]]] = deque()
        self.executor = _make_executor(jobs)

    def submit(self, batch: Batch) -> None:
        """Hand a batch to the processes."""
        self.waiting.append((batch, self._start(batch)))

    def take(self) -> Done:
        """The results of the batch that was handed over first."""
        batch, future = self.waiting[0]  # still waiting, should this be interrupted
        try:
            done = future.result()
        except BrokenProcessPool:
            done = list(_read_one_by_one(batch, self.how))
            self.waiting.popleft()
            self._renew()
        else:
            self.waiting.popleft()
        return done

    def close(self) -> None:
        """Stop, at once even where work is under way."""
        # Python 3.14 has `terminate_workers`; before it there is no public way.
        processes = list((self.executor._processes or {}).values()) if self.waiting else []
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()

    def _start(self, batch: Batch) -> Future[Done]:
        with _interrupts_ignored():
            try:
                return self.executor.submit(read_batch, batch, self.how)
            except BrokenProcessPool as error:  # told of when the batch's turn comes
                future: Future[Done] = Future()
                future.set_exception(error)
                return future

    def _renew(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = _make_executor(self.jobs)
        batches = [batch for batch, _ in self.waiting]
        self.waiting.clear()
        for batch in batches:
            self.submit(batch)


def _read_one_by_one(batch: Batch, how: How) -> Iterator[Record | Failure]:
    """Read each report of a batch on its own, in a process that is made anew when it dies."""
    executor = _make_executor(1)
    try:
        for item in batch:
            with _interrupts_ignored():
                future = executor.submit(read_batch, [item], how)
            try:
                yield future.result()[0]
            except BrokenProcessPool:
                yield fail_report(item, "the process that read it died")
                executor = _make_executor(1)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _make_executor(jobs: int) -> ProcessPoolExecutor:
    # Not fork: a copy of a process with running threads may hang.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes started inside leave Ctrl-C to this one, from their first moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
