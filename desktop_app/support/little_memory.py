"""A command line whose memory is limited: its sudden end becomes an exit code and a sentence.

Python can tell of too little memory only where it is asked for it. A library may end the process
instead: OpenBLAS does, when it cannot start its threads. Where a limit is set (``ulimit -v``), the
work is done in a child, whose end its parent explains. Knows no Qt.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from core.cli.exit_codes import TOO_LITTLE_MEMORY, ExitCode

_WANTED = (signal.SIGINT, signal.SIGTERM) + ((signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ())
"""What a person or a scheduler ends a process with; no sign of too little memory."""


def is_limited() -> bool:
    """Whether this process may take less memory than the machine has."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows sets no such limit
        return False
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_DATA)
    return any(resource.getrlimit(kind)[0] != resource.RLIM_INFINITY for kind in kinds)


def supervised(work: Callable[[], int]) -> int:
    """Do ``work`` in a child process and give its exit code, or that of too little memory.

    Call it before any thread is started. In the child it gives what ``work`` gives.
    """
    # Threads of OpenBLAS take tens of megabytes each, and nothing here waits for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            return work()
        finally:
            os.write(theirs, b".")
    os.close(theirs)
    received, status = _wait(child)
    with os.fdopen(ours, "rb") as pipe:
        came_to_an_end = bool(pipe.read())
    code = os.waitstatus_to_exitcode(status)
    # OpenBLAS sends itself the signal of Ctrl+C, which then no one pressed.
    by_itself = code == ExitCode.INTERRUPTED and not received
    if came_to_an_end and not by_itself:
        return code if code >= 0 else 128 - code
    if -code in _WANTED:
        return 128 - code
    sys.stderr.write(f"Error: {TOO_LITTLE_MEMORY}\n")
    return ExitCode.MEMORY


def _wait(child: int) -> tuple[list[int], int]:
    """Wait for a child, handing signals on to it; which came, and its status."""
    received: list[int] = []

    def hand_on(number: int, frame: FrameType | None) -> None:
        del frame
        # Ctrl+C reaches the whole group by itself.
        if number != signal.SIGINT:
            os.kill(child, number)
        received.append(number)

    before = {number: signal.signal(number, hand_on) for number in _WANTED}
    try:
        return received, os.waitpid(child, 0)[1]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
