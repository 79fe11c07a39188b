"""Processes whose time and memory ``benchmarks.segment`` measures.

Imports the standard library alone: on Linux a child's peak counts from its parent's size.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that the system counts a peak in."""


@dataclass(frozen=True)
class Subject:
    """What is measured: a study's folder, and a model package unless it is the shipped one."""

    case: Path
    model: Path | None = None

    @property
    def model_option(self) -> list[str]:
        """For the command line."""
        return [] if self.model is None else ["--model", str(self.model)]


def cold(subject: Subject, mode: str, isa: str | None, repeat: int) -> dict[str, Any]:
    """``gliovista segment`` as a person starts it; the median of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["-m", "desktop_app", "segment", str(subject.case), "--mode", mode]
        arguments += ["-o", f"{folder}/mask.nii.gz", "--overwrite", *subject.model_option]
        runs = [run([sys.executable, *arguments], isa)[:2] for _ in range(repeat)]
    seconds = sorted(s for s, _ in runs)[len(runs) // 2]
    return {"seconds": seconds, "peak_gb": max(gb for _, gb in runs)}


def in_process(what: str, subject: Subject, isa: str | None, *arguments: str) -> dict[str, Any]:
    """A row of :mod:`benchmarks.rows` in a process of its own.

    Where the row measures itself (warm), its seconds stand; else those of the whole process.
    """
    command = [sys.executable, "-m", "benchmarks.rows", *subject.model_option, what]
    command += [str(subject.case), *arguments]
    seconds, peak, printed = run(command, isa)
    found = dict(json.loads(printed.splitlines()[-1]))
    return {"seconds": seconds, "peak_gb": peak, **found}


def run(command: list[str], isa: str | None) -> tuple[float, float, str]:
    """Seconds, peak in GB and standard output of one process."""
    environment = {**os.environ, **({"ONEDNN_MAX_CPU_ISA": isa} if isa else {})}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=errors, text=True
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{' '.join(command)}: {process.returncode}\n{errors.read()}")
        out.seek(0)
        return seconds, usage.ru_maxrss * _UNIT / 1e9, out.read()


def batch_rate(subject: Subject, workers: int, copies: int) -> float:
    """Cases a minute of ``gliovista batch`` over copies of one case, start included."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(copies):
            # Not links: a batch takes several ways to one study for one.
            shutil.copytree(subject.case, Path(folder) / "in" / f"case_{number}")
        arguments = ["-m", "desktop_app", "batch", f"{folder}/in", f"{folder}/out"]
        arguments += ["--workers", str(workers), *subject.model_option]
        seconds, _, _ = run([sys.executable, *arguments], None)
        written = len(list(Path(folder, "out").iterdir()))
    if written != copies:
        raise RuntimeError(f"the batch wrote {written} of {copies} label maps")
    return 60 * copies / seconds


def machine() -> str:
    """Processor and cores."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="ascii", errors="replace").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        name = names[0] if names else name
    return f"{name}, {os.cpu_count()} cores"
