"""Work that runs ahead in other processes and comes back in order.

The reader is one thread of computing, so a report is read by one process and many reports by many. What comes out
is the same, in the same order, whatever the number of processes.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

L = TypeVar("L")
T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3
"""Items for each process that wait or are worked on: enough that none is idle, few enough to fit into memory."""


class WorkerDied(Exception):
    """The process that worked on an item ended without an answer."""


def ahead(
    items: Iterable[tuple[L, T | None]], work: Callable[[T], R], jobs: int
) -> Iterator[tuple[L, R | WorkerDied | None]]:
    """Each label with what `work` gives for the thing beside it, in the order of the items; None for None.

    With one job everything happens in this process, one item at a time. With more, `work`, the things and the
    answers must be picklable; an exception of `work` is raised when its item's turn comes. A thing whose process
    dies, twice, has WorkerDied for an answer, and the things after it are worked on all the same.
    """
    if jobs > 1:
        yield from _in_processes(iter(items), work, jobs)
        return
    for label, thing in items:
        yield label, None if thing is None else work(thing)


def _in_processes(
    items: Iterator[tuple[L, T | None]], work: Callable[[T], R], jobs: int
) -> Iterator[tuple[L, R | WorkerDied | None]]:
    pool = _pool(jobs)
    waiting: deque[tuple[L, T | None, Future[R] | None]] = deque()
    try:
        while True:
            for label, thing in islice(items, jobs * _AHEAD - len(waiting)):
                waiting.append((label, thing, _submitted(pool, work, thing)))
            if not waiting:
                return
            label, thing, future = waiting.popleft()
            try:
                answer: R | WorkerDied | None = None if future is None else future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                answer = _alone(work, thing)
                pool = _pool(jobs)
                waiting = deque(
                    (la, th, fu if _is_done(fu) else _submitted(pool, work, th)) for la, th, fu in waiting
                )
            yield label, answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[T], R], thing: T | None) -> Future[R] | None:
    """The answer to come; a pool that an earlier thing has broken gives it as broken when its turn comes."""
    if thing is None:
        return None
    try:
        return pool.submit(work, thing)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _is_done(future: Future[R] | None) -> bool:
    """Whether there is an answer, or an exception of the work itself."""
    return future is None or (future.done() and not isinstance(future.exception(), BrokenProcessPool))


def _pool(jobs: int) -> ProcessPoolExecutor:
    # "spawn": a forked child would share the state of threads and of the open ledger
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_deaf_to_interrupts)


def _deaf_to_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; it is the first one's to decide what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _alone(work: Callable[[T], R], thing: T | None) -> R | WorkerDied | None:
    """Once more in a process of its own: a pool that breaks does not say which thing broke it."""
    with _pool(1) as pool:
        try:
            future = _submitted(pool, work, thing)
            return None if future is None else future.result()
        except BrokenProcessPool:
            return WorkerDied()
