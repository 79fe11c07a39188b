"""A process that starts writers and kills them at random moments, then looks at what they left.

It runs apart from the tests, for it forks: a writer inherits all that was imported and nothing of
Qt's threads. ``python -m tests.campaign.arena KIND KILLS SEED FOLDER`` prints, as JSON, how many
writers were killed and what was found wrong.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tests.campaign import writers


class Writer(Protocol):
    """What is killed, and how its files are told to be whole."""

    def prepare(self, folder: Path) -> None:
        """Make what is read, and a first good state of all that is written."""

    def write(self, folder: Path, told: Callable[[str], None]) -> None:
        """Write until killed; ``told`` is called with what is safe from then on."""

    def faults(self, folder: Path, told: list[str]) -> list[str]:
        """What is torn or lost; ``told`` is all that was ever said to be safe."""

    def finish(self, folder: Path) -> list[str]:
        """What is wrong after all was done to the end."""


def main(kind: str, kills: int, seed: int, folder: Path) -> None:
    """Kill so many writers of one kind."""
    writer: Writer = writers.KINDS[kind]()
    rng, told = random.Random(seed), list[str]()
    begun = time.monotonic()
    writer.prepare(folder)
    # One round of writing takes about that long; later rounds are timed.
    seconds = time.monotonic() - begun
    found, died = list[str](), 0
    for number in range(kills):
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _write_for_ever(writer, folder, write)
        os.close(write)
        with os.fdopen(read) as pipe:
            for _ in range(number % 3):
                begun = time.monotonic()
                told += _whole(pipe.readline())
                seconds = time.monotonic() - begun
            time.sleep(rng.uniform(0.0, 1.2 * seconds))
            os.kill(child, signal.SIGKILL)
            told += [line for part in pipe for line in _whole(part)]
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            died += 1
        else:
            found.append(f"writer {number} ended by itself with {status}")
        found += [f"kill {number}: {fault}" for fault in _looked(writer, told, folder)]
    found += writer.finish(folder)
    print(json.dumps({"killed": died, "told": len(told), "found": found}))


def _whole(line: str) -> list[str]:
    """A line without its end; nothing where it was cut by the kill."""
    return [line[:-1]] if line.endswith("\n") else []


def _write_for_ever(writer: Writer, folder: Path, pipe: int) -> None:
    code = 0
    try:
        writer.write(folder, lambda what: os.write(pipe, f"{what}\n".encode()) and None)
    except BaseException as error:  # told by the exit code and on the error stream
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        code = 3
    finally:
        os._exit(code)


def _looked(writer: Writer, told: list[str], folder: Path) -> list[str]:
    try:
        return writer.faults(folder, told)
    except Exception as error:  # a file that its own reader refuses is the finding
        return [f"{type(error).__name__}: {error}"]


if __name__ == "__main__":
    kind, kills, seed, folder = sys.argv[1:]
    main(kind, int(kills), int(seed), Path(folder))
