"""How well known motions are found: ``python -m benchmarks.registration HEADS… [--count N]``.

Each HEADS holds a folder for each head, with T1Gd and other sequences that lie on each other. A
sequence is scanned anew after a random motion (turns to 20° about each axis, shifts to 30 mm along
each), in slices of 1 to 6 mm in a random plane, and aligned. The published sequences themselves
lie on each other within about a millimetre only, which is in every figure.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.errors import ReadingError
from core.files.nifti import read_volume
from core.opening.finding import find_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing.preparing import doubtful
from core.registration.rigid import align, distance_mm
from core.space.affine import corners_mm
from core.studies.study import Modality


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heads", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(arguments)
    rng = np.random.default_rng(args.seed)
    folders = sorted(f for root in args.heads for f in root.iterdir() if f.is_dir())
    errors, doubts, seconds = [], [], []
    while len(errors) < args.count:
        folder = folders[rng.integers(len(folders))]
        try:
            files = find_study(folder).files
        except ReadingError:
            continue
        others = [m for m in files if m is not Modality.T1GD]
        if Modality.T1GD not in files or not others:
            continue
        moving = others[rng.integers(len(others))]
        still = read_volume(files[moving].path)
        moved = motion(rng, about=corners_mm(still.grid).mean(axis=0))
        scan = Scan(moved, int(rng.integers(3)), float(rng.choice([1, 3, 5, 6])))
        volume = scanned(still, scan, rng)
        began = time.process_time()
        found = align(read_volume(files[Modality.T1GD].path), volume)
        seconds.append(time.process_time() - began)
        errors.append(distance_mm(found.matrix, moved, found.centre_mm))
        doubts.append(doubtful(found))
        mark = "  doubted" if doubts[-1] else ""
        print(f"{folder.name} {moving.value} {errors[-1]:.2f} mm{mark}", flush=True)
    found_at, doubted = np.array(errors), np.array(doubts)
    silent = np.count_nonzero((found_at > 3) & ~doubted)
    print(
        f"{len(errors)} motions: median {np.median(found_at):.2f} mm, under 1 mm "
        f"{(found_at < 1).mean():.0%}, under 2 mm {(found_at < 2).mean():.0%}, over 3 mm without a "
        f"word {silent}, doubted though under 2 mm {np.count_nonzero(doubted & (found_at < 2))}; "
        f"{np.mean(seconds):.1f} s of processor each"
    )


if __name__ == "__main__":
    main()
