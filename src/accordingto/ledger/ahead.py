"""Work that runs ahead in other processes and comes back in order.

The reader is one thread of computing, so a report is read by one process and many reports by many. What comes out
is the same, in the same order, whatever the number of processes.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3
"""Items a process that wait or are worked on: enough that none is idle, few enough to fit into memory."""


class WorkerDied(Exception):
    """The process that worked on an item ended without an answer."""


def ahead(items: Iterable[T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[T, R | WorkerDied]]:
    """Each item with what `work` gives for it, in the order of the items.

    With one job everything happens in this process, one item at a time. With more, `work` and the items must be
    picklable; an exception of `work` is raised when its item's turn comes. An item whose process dies, twice,
    comes with WorkerDied, and the items after it are worked on all the same.
    """
    if jobs <= 1:
        for item in items:
            yield item, work(item)
        return
    yield from _in_processes(iter(items), work, jobs)


def _in_processes(items: Iterator[T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[T, R | WorkerDied]]:
    pool = _pool(jobs)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and (taken := next(items, waiting)) is not waiting:
                waiting.append((taken, pool.submit(work, taken)))  # type: ignore[arg-type]
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                answer: R | WorkerDied = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                answer = _alone(item, work)
                pool = _pool(jobs)
                waiting = deque((it, pool.submit(work, it)) for it, _ in waiting)
            yield item, answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # "spawn": a forked child would share the state of threads and of the open ledger
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_deaf_to_interrupts)


def _deaf_to_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; it is the first one's to decide what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _alone(item: T, work: Callable[[T], R]) -> R | WorkerDied:
    """Once more in a process of its own: a pool that breaks does not say which item broke it."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return WorkerDied()
