"""Seconds a click takes, and what the tool adds to memory.

Usage::

    python -m benchmarks.clicks CASE [--clicks 30] [--threads 2] [--json FILE]

Clicks on places all over the head of one case, as the window's tool does: the crop is ready and the
network was run once. Each click is timed with the wall clock and, for a busy machine, in seconds of
the processor over the threads in use; the ratio is that to one Fast segmentation of the same case.
``ONEDNN_MAX_CPU_ISA=AVX2`` holds it to what older processors can.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np

from core.clicking.clicks import Click
from core.clicking.ground import Ground, Standing
from core.clicking.network_input import EDGE
from core.clicking.package import load_click_model, shipped_click_packages
from core.labels import Region
from core.opening.reading import open_study
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.space.affine import to_ras

MOST_SECONDS, MOST_MB = 0.5, 150.0
"""What a click may take, 95 of 100, and the tool may add."""


def measure(case: Path, clicks: int, threads: int, *, network: bool) -> dict[str, Any]:
    """Time some clicks on a case."""
    study = open_study(case).study
    model = load_model(threads=threads)
    segment(study, model)
    begun = time.perf_counter()
    found = segment(study, model)
    fast = time.perf_counter() - begun
    labels = np.asarray(to_ras(found.label_map, found.grid.affine), np.uint8)
    assert found.probabilities is not None, "a model gives them"
    probabilities = np.stack([to_ras(p, found.grid.affine) for p in found.probabilities])
    before, peak = _resident_mb(), _peak_mb()
    ground, engine = Ground.of(study), None
    if network:
        click_model = load_click_model(threads=threads)
        engine = click_model.engine
        channels = click_model.package.architecture["in_channels"]
        engine(np.zeros((channels, EDGE, EDGE, EDGE), np.float32), _no_tick)
    said = np.asarray(probabilities, np.uint8)
    standing = Standing(labels, said, [], lambda box: np.zeros(labels[box].shape, bool))
    rng = np.random.default_rng(0)
    inside = np.argwhere(np.asarray(to_ras(study.reference.data, study.grid.affine)) > 0)
    wall, own = [], []
    for i, j, k in inside[rng.integers(len(inside), size=clicks)].tolist():
        region = tuple(Region)[int(rng.integers(3))]
        click = Click((i, j, k), bool(labels[i, j, k] == 0), region)
        begun, spent = time.perf_counter(), time.process_time()
        ground.click([click], standing, engine, _no_tick)
        wall.append(time.perf_counter() - begun)
        own.append((time.process_time() - spent) / threads)
    return {
        "case": case.name,
        "way": "network" if network else "grown",
        "isa": os.environ.get("ONEDNN_MAX_CPU_ISA", "all"),
        "seconds_median": float(np.median(wall)),
        "seconds_p95": float(np.percentile(wall, 95)),
        "processor_p95": float(np.percentile(own, 95)),
        "to_fast": float(np.percentile(wall, 95) / fast),
        "more_mb": _resident_mb() - before,
        "peak_more_mb": _peak_mb() - peak,
    }


def _no_tick() -> None:
    """Nothing watches a measurement."""


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--clicks", type=int, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    ships = bool(shipped_click_packages())
    row = measure(args.case, args.clicks, args.threads, network=ships)
    print(
        f"{row['case']}, {row['way']}, {row['isa']}: {row['seconds_median']:.2f} s a click, p95 "
        f"{row['seconds_p95']:.2f} s (of the processor {row['processor_p95']:.2f} s), "
        f"{row['to_fast']:.2f} × one Fast segmentation; +{row['more_mb']:.0f} MB, peak "
        f"+{row['peak_more_mb']:.0f} MB. Floors: {MOST_SECONDS:g} s, +{MOST_MB:.0f} MB."
    )
    if args.json:
        args.json.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
