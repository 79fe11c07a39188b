"""The campaign: a worker process that a parent starts again when it crashes or hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaign.fuzzing import seeds
from tests.campaign.fuzzing.seeds import Case
from tests.campaign.fuzzing.watching import Fault, input_of, watched

KINDS: dict[str, int] = {
    "session": 8_000,
    "dicom": 4_000,
    "model": 1_000,
    "other": 40_000,
    "nifti": 60_000,
    "labels": 100_000,
}
"""Inputs of each kind of a whole campaign."""

_STUCK_SECONDS = 300.0
"""Without a word from the worker: it hangs where no signal reaches Python."""


@dataclass(frozen=True)
class Run:
    """One kind's part of a campaign.

    Attributes:
        kind: of file.
        seed: with an input's number it gives the input again.
        folder: what is kept between runs: how far it came, and the faults.
    """

    kind: str
    seed: int
    folder: Path

    @property
    def place(self) -> Path:
        """Holds the number of the input that runs now."""
        return self.folder / f"{self.kind}-{self.seed}.at"

    @property
    def faults(self) -> Path:
        """One JSON object a line."""
        return self.folder / f"{self.kind}-{self.seed}.jsonl"

    def begin(self) -> None:
        """Make the place where the worker says how far it came."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.place.is_file():
            self.place.write_text(f"{0:9d}")

    def reached(self) -> int:
        """The first input that was not run yet."""
        return int(self.place.read_text()) if self.place.is_file() else 0

    def tell(self, fault: Fault) -> None:
        """Keep a fault."""
        with self.faults.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(fault)) + "\n")

    def told(self) -> list[Fault]:
        """All faults that were kept."""
        if not self.faults.is_file():
            return []
        lines = self.faults.read_text(encoding="utf-8").splitlines()
        return [Fault(**json.loads(line)) for line in lines]


def cases_of(kind: str, folder: Path, package: Callable[[], Path]) -> list[Case]:
    """Whole files of a kind.

    Args:
        kind: of file.
        folder: for what is written on the way.
        package: gives a small model package; called for models alone.
    """
    makers: dict[str, Callable[[], list[Case]]] = {
        "nifti": seeds.nifti_cases,
        "labels": seeds.label_cases,
        "other": seeds.other_cases,
        "dicom": lambda: seeds.dicom_cases(folder),
        "session": seeds.session_cases,
        "model": lambda: seeds.model_cases(package()),
    }
    return makers[kind]()


def work(run: Run, count: int, cases: list[Case]) -> None:
    """Run inputs up to a number, from where the last worker came to."""
    with TemporaryDirectory() as name, run.place.open("r+") as place:
        for number in range(run.reached(), count):
            place.seek(0)
            place.write(f"{number:9d}")
            place.flush()
            case = input_of(run.kind, cases, run.seed, number)
            fault = watched(run.kind, number, case, Path(name))
            if fault is not None:
                run.tell(fault)
        place.seek(0)
        place.write(f"{count:9d}")


def supervise(run: Run, count: int) -> None:
    """Start workers until all inputs ran; what ended one is a fault of its input."""
    run.begin()
    command = [sys.executable, "-m", "tests.campaign.fuzzing", "--worker", run.kind]
    command += ["--seed", str(run.seed), "--inputs", str(count), "--folder", str(run.folder)]
    while run.reached() < count:
        log = run.folder / f"{run.kind}-{run.seed}.log"
        with log.open("ab") as output:
            worker = subprocess.Popen(command, stdout=output, stderr=output)
            ended = _wait(worker, run)
        at = run.reached()
        if at < count:
            run.tell(Fault(run.kind, at, ended, "see the log"))
            run.place.write_text(f"{at + 1:9d}")


def _wait(worker: subprocess.Popen[bytes], run: Run) -> str:
    """Wait for a worker to end, or end it once it says nothing more."""
    last, since = -1, time.monotonic()
    while worker.poll() is None:
        time.sleep(0.5)
        now = run.reached()
        if now != last:
            last, since = now, time.monotonic()
        elif time.monotonic() - since > _STUCK_SECONDS and last >= 0:
            worker.kill()
            worker.wait()
            return "hang: in native code"
    return f"crash: the process ended with {worker.returncode}"


def summary(folder: Path, seed: int) -> str:
    """A table of what ran and what was found."""
    lines = ["| kind | inputs | faults |", "| --- | --- | --- |"]
    causes: Counter[str] = Counter()
    for kind in KINDS:
        run = Run(kind, seed, folder)
        faults = run.told()
        causes.update(f"{kind}: {fault.what}" for fault in faults)
        lines.append(f"| {kind} | {run.reached():,} | {len(faults)} |")
    return "\n".join([*lines, "", *(f"{n} × {what}" for what, n in causes.most_common())])
