"""Time and peak memory of one case beside plain MONAI: ``python -m benchmarks.segment``.

One Markdown table of one run on one machine, so that the ratios hold whatever the machine is.
Each row runs in a process of its own: cold rows include Python's start and all imports, and the
peak is the process's largest resident size. ``--isa AVX2`` limits oneDNN (which OpenVINO's
and PyTorch's convolutions use) to an older processor's instructions; parts that MKL computes
are not limited by it. Figures with a floor show it; exit code 1 when one is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.floors import FLOORS, missed
from benchmarks.processes import ROOT, Subject, batch_rate, cold, in_process, machine

SLOWEST = "MONAI sliding window, SegResNet-16"

Results = dict[str, dict[str, Any]]


def measure(subject: Subject, isa: str | None, repeat: int) -> Results:
    """Every row of one table; the rivals only with all of the processor's instructions."""
    fast, accurate = "Gliovista Fast", "Gliovista Accurate"
    rows: Results = {}
    for name, mode in ((fast, "fast"), (accurate, "accurate")):
        rows[f"{name}, cold process to mask"] = cold(subject, mode, isa, repeat)
        rows[f"{name}, warm"] = in_process("warm", subject, isa, mode, "openvino")
    if isa is None:
        rows["Gliovista Fast, warm, PyTorch fp32"] = in_process(
            "warm", subject, isa, "fast", "pytorch"
        )
        rows["MONAI sliding window, same network"] = in_process("monai", subject, isa, "same")
        rows[SLOWEST] = in_process("monai", subject, isa, "segresnet")
    return rows


def table(case: Path, isa: str | None, rows: Results) -> str:
    """The rows, the floors beside the figures they hold for."""
    slowest = rows.get(SLOWEST, {}).get("seconds")
    lines = [
        f"{case.name}; {machine()}; instructions: {isa or 'all'}",
        "",
        "| what | seconds | floor | × faster than SegResNet-16 | peak GB | stages, seconds |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        stages = ", ".join(f"{k} {v:.3f}" for k, v in row.get("stages", {}).items())
        ratio = f"{slowest / row['seconds']:.1f}" if slowest else ""
        floor = FLOORS.seconds(name, isa)
        lines.append(
            f"| {name} | {row['seconds']:.2f} | {f'≤ {floor:g}' if floor else ''} "
            f"| {ratio} | {row['peak_gb']:.2f} | {stages} |"
        )
    return "\n".join(lines)


def throughput(subject: Subject, copies: int) -> str:
    """Cases a minute of ``gliovista batch`` with one and two workers."""
    lines = [f"| `gliovista batch` of {copies} cases | cases a minute |", "|---|---|"]
    for workers in (1, 2):
        rate = batch_rate(subject, workers, copies)
        lines.append(f"| {workers} worker{'s' if workers > 1 else ''} | {rate:.1f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(os.environ.get("GLIOVISTA_CASES", ROOT.parent / "shared" / "cases"))
    parser.add_argument("--case", type=Path, default=default / "BraTS2021_00006")
    parser.add_argument("--isa", action="append", default=[], help="AVX2, AVX512_CORE, ...")
    parser.add_argument("--repeat", type=int, default=3, help="cold runs; the median is told")
    parser.add_argument("--copies", type=int, default=6, help="cases of the batch")
    parser.add_argument("--model", type=Path, help="package; default the one that ships")
    options = parser.parse_args(arguments)
    subject = Subject(options.case.resolve(), options.model and options.model.resolve())
    failures = []
    for isa in [None, *options.isa]:
        rows = measure(subject, isa, options.repeat)
        print(table(subject.case, isa, rows), end="\n\n", flush=True)
        failures += missed(rows, isa)
    print(throughput(subject, options.copies), end="\n\n")
    for failure in failures:
        print(f"MISSED: {failure}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
