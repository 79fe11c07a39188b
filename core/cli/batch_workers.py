"""Processes that segment a batch's studies: on this machine, or on a Dask cluster.

Both give a :class:`concurrent.futures.Executor`, so that the batch need not know which.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import typer

from core.cli.batch_studies import Row, Task, segment_remotely
from core.progress import Cancelled

_ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Workers:
    """Where tasks are sent.

    Attributes:
        pool: takes tasks.
        lost: what the pool raises for a task whose process died.
    """

    pool: Executor
    lost: tuple[type[Exception], ...]


@contextmanager
def on_this_machine(count: int) -> Iterator[Workers]:
    """Processes that share the cores; when the block ends early, each stops within a moment."""
    # A fresh interpreter: OpenVINO's threads do not survive a fork.
    context = get_context("spawn")
    stop = context.Event()
    threads = max(cores() // count, 1)
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(stop, threads))
    try:
        yield Workers(pool, (BrokenProcessPool,))
    except BaseException:
        stop.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def on_cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask scheduler; when the block ends early, waiting tasks are withdrawn.

    Raises:
        typer.BadParameter: Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError as error:
        raise typer.BadParameter(
            "--cluster needs Dask: install Gliovista with pip install 'gliovista[cluster]'."
        ) from error
    try:
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(
            f"--cluster {address}: no Dask scheduler answers there ({error})."
        ) from error
    with client:
        pool = client.get_executor(pure=False)
        try:
            yield Workers(pool, (KilledWorker,))
        finally:
            pool.shutdown(wait=False)


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_task(task: Task) -> Row:
    """Segment one study in a worker."""
    return segment_remotely(task, _threads or _cluster_threads(), _go_on)


_stop: Any = None
_threads = 0


def _begin(stop: Any, threads: int) -> None:
    """Set a new process up."""
    global _stop, _threads  # a process pool hands nothing to its tasks
    _stop, _threads = stop, threads
    # Ctrl+C reaches the whole group; the process that started the others tells them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _go_on(done: int, total: int, text: str) -> None:
    del done, total, text
    if _stop is not None and _stop.is_set():
        raise Cancelled


def _cluster_threads() -> int:
    """As many threads as the cluster's administrator gave this worker."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)
