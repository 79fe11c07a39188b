"""How well known motions are found: ``python -m benchmarks.registration HEADS… [--count N]``.

Each HEADS holds a folder for each head, with T1Gd and other sequences that lie on each other. A
sequence is scanned anew after a random motion (turns to 20° about each axis, shifts to 30 mm along
each), in slices of 1 to 6 mm in a random plane, and aligned. Published sequences lie on each other
within about half a millimetre only, which is in the first error; the second one is told against
where the sequence is found when it is aligned unmoved and as fine as it was published.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.errors import ReadingError
from core.files.nifti import read_volume
from core.opening.finding import find_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing.preparing import doubtful
from core.registration.rigid import Alignment, align, distance_mm
from core.space.affine import corners_mm
from core.studies.study import Modality, Volume


@dataclass(frozen=True)
class Trial:
    """One sequence that moved."""

    folder: Path
    files: tuple[Path, Path]
    modality: Modality
    scan: Scan
    volume: Volume


@dataclass(frozen=True)
class Outcome:
    """What became of it: distances from the truth as published, and as aligned unmoved."""

    error_mm: float
    own_error_mm: float
    found: Alignment
    seconds: float


def trials(roots: Sequence[Path], count: int, seed: int) -> Iterator[Trial]:
    """Random heads, sequences, motions and slices."""
    rng = np.random.default_rng(seed)
    folders = sorted(f for root in roots for f in root.iterdir() if f.is_dir())
    made = 0
    while made < count:
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
        paths = files[Modality.T1GD].path, files[moving].path
        yield Trial(folder, paths, moving, scan, scanned(still, scan, rng))
        made += 1


def outcome(trial: Trial) -> Outcome:
    """Align what moved."""
    fixed = read_volume(trial.files[0])
    began = time.process_time()
    found = align(fixed, trial.volume)
    seconds = time.process_time() - began
    moved, own = trial.scan.motion, _unmoved(*trial.files).matrix
    errors = [distance_mm(found.matrix, truth, found.centre_mm) for truth in (moved, moved @ own)]
    return Outcome(errors[0], errors[1], found, seconds)


@cache
def _unmoved(fixed: Path, moving: Path) -> Alignment:
    return align(read_volume(fixed), read_volume(moving))


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heads", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(arguments)
    outcomes = []
    for trial in trials(args.heads, args.count, args.seed):
        one = outcome(trial)
        outcomes.append(one)
        lead = "–" if one.found.runner_up is None else f"{one.found.runner_up:.3f}"
        print(
            f"{trial.folder.name} {trial.modality.value}, {trial.scan.slice_mm:.0f} mm slices: "
            f"{one.error_mm:.2f} mm, {one.own_error_mm:.2f} from its own; "
            f"{one.found.information:.2f} nats, lead {lead}, spread {one.found.spread_mm:.2f} mm"
            f"{'  doubted' if doubtful(one.found) else ''}",
            flush=True,
        )
    doubted = np.array([doubtful(one.found) for one in outcomes])
    for name, errors in (
        ("as published", np.array([one.error_mm for one in outcomes])),
        ("as aligned unmoved", np.array([one.own_error_mm for one in outcomes])),
    ):
        print(
            f"{len(outcomes)} motions, truth {name}: median {np.median(errors):.2f} mm, under 1 mm "
            f"{(errors < 1).mean():.0%}, most {errors.max():.2f}, over 3 mm without a word "
            f"{np.count_nonzero((errors > 3) & ~doubted)}, doubted though under 2 mm "
            f"{np.count_nonzero(doubted & (errors < 2))}"
        )
    print(f"{np.mean([one.seconds for one in outcomes]):.1f} s of processor each")


if __name__ == "__main__":
    main()
