"""One damaged input at a time, under watch: how it ended, how long it took, what memory it took."""

from __future__ import annotations

import re
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.campaign.fuzzing.damage import damaged, unpacked_size
from tests.campaign.fuzzing.seeds import Case
from tests.campaign.fuzzing.targets import TARGETS

MOST_SECONDS = 5.0
"""Of processor time, so that a busy machine is no hang; what waits without computing is told by
the campaign's own watch."""

_SLACK_BYTES = 64 * 2**20
"""What libraries take once, allocators keep and threads use, whatever the input."""

_STATUS = Path("/proc/self/status")


class Hung(BaseException):
    """Longer than :data:`MOST_SECONDS`; no ``except Exception`` takes it for something else."""


@dataclass(frozen=True)
class Fault:
    """What should not have happened.

    Attributes:
        kind: of file.
        number: of the input; with the seed it gives the input again.
        what: one line that is the same for the same cause.
        trace: where.
    """

    kind: str
    number: int
    what: str
    trace: str


def input_of(kind: str, cases: list[Case], seed: int, number: int) -> Case:
    """The damaged input with a number: the same whenever it is asked for."""
    return damaged(kind, cases, np.random.default_rng((seed, number)))


def lay_out(case: Case, folder: Path) -> None:
    """Make a folder hold just these files."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in case.items():
        (folder / name).write_bytes(content)


def watched(kind: str, number: int, case: Case, folder: Path) -> Fault | None:
    """Give an input to its reader; a fault unless it is read, or refused by a sentence.

    Args:
        kind: of file.
        number: for the fault.
        case: the input.
        folder: emptied for it.
    """
    lay_out(case, folder)
    declared = sum(max(len(c), unpacked_size(c)) for c in case.values())
    before = _memory("VmRSS")
    _forget_peak()
    try:
        with _alarm():
            TARGETS[kind](folder)
    except Hung:
        return Fault(kind, number, f"hang: over {MOST_SECONDS:g} s", traceback.format_exc())
    except Exception as error:
        return Fault(kind, number, _cause(error), traceback.format_exc())
    grown = _memory("VmHWM") - before
    if grown > 2 * declared + _SLACK_BYTES:
        return Fault(kind, number, "memory", f"{grown} bytes for {declared} that are declared")
    return None


def _cause(error: Exception) -> str:
    """Type and place, without numbers of the input."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if re.search(r"/(core|desktop_app)/", f.filename)]
    place = (own or frames)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.name}"


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        # One that is on its way, to another thread, would end the process by default.
        signal.signal(signal.SIGPROF, signal.SIG_IGN if before == signal.SIG_DFL else before)


def _memory(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


def _forget_peak() -> None:
    """So that VmHWM is this input's (man 5 proc, clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
