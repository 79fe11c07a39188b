"""How often the check of T1Gd's enhancement is right, and how often it alarms for nothing.

Usage::

    python -m benchmarks.enhancement [CASES] [--raw FOLDER]

Prints, for every real study: alarms as it is, with T1 and T1Gd exchanged, and with T1 in T1Gd's
place, rescaled, with noise, smoothed or moved by half a voxel; and the extremes of what is
measured.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, shift

from benchmarks.check_measures import read, row
from core.checks.enhancement import check_enhancement
from core.checks.sequence_order import enhancement, measure_order
from core.opening.reading import find_studies
from core.studies.study import Modality, Volume

Array = npt.NDArray[Any]


def changed(plain: Array, enhanced: Array) -> dict[str, tuple[Array, Array]]:
    """What stands under T1's and T1Gd's names, by what was done."""
    brain = plain > plain.min()
    noise = np.random.default_rng(0).normal(0, 0.03 * np.median(plain[brain]), plain.shape)
    plain = plain.astype(np.float32)
    floor = plain.min()

    def masked(data: Array) -> Array:
        return np.where(brain, np.maximum(data, floor + 1), floor)

    return {
        "as they are": (plain, enhanced),
        "T1 and T1Gd exchanged": (enhanced, plain),
        "T1 rescaled as T1Gd": (plain, masked(np.rint(plain * 0.37 + 11))),
        "T1 with 3 % noise as T1Gd": (plain, masked(plain + noise)),
        "T1 smoothed (sigma 0.5 voxels) as T1Gd": (plain, masked(gaussian_filter(plain, 0.5))),
        "T1 moved by half a voxel as T1Gd": (plain, masked(shift(plain, 0.5, order=1))),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("GLIOVISTA_CASES", "../shared/cases"))
    parser.add_argument("cases", nargs="?", type=Path, default=default)
    parser.add_argument("--raw", type=Path, default=default.parent / "raw" / "TCGA-FG-6692")
    options = parser.parse_args()
    alarms: Counter[str] = Counter()
    rises, alike = [], []
    folders = find_studies(options.cases)
    for folder in [*folders, *([options.raw] if options.raw.is_dir() else [])]:
        volumes = read(folder)
        pair = [volumes[m] for m in (Modality.T1, Modality.T1GD)]
        skull = " (with skull)" if folder == options.raw else ""
        for name, arrays in changed(*(v.data for v in pair)).items():
            named = {
                m: Volume(data, v.affine, v.header)
                for m, v, data in zip((Modality.T1, Modality.T1GD), pair, arrays, strict=True)
            }
            alarms[name + skull] += bool(list(check_enhancement(named)))
        measured = measure_order({m: volumes[m].data for m in (Modality.T1, Modality.T1GD)})
        if measured is not None and not skull:
            rises.append(enhancement(measured, Modality.T1, Modality.T1GD))
            alike.append(float(np.tanh(measured.correlation[Modality.T1, Modality.T1GD])))
    print(f"{len(folders)} studies\n\n| files | alarms |\n| --- | --- |")
    for name, count in sorted(alarms.items(), key=lambda pair: "skull" in pair[0]):
        print(f"| {name} | {count} |")
    print("\n| measure | least | most |\n| --- | --- | --- |")
    row("enhancement", rises)
    row("rank correlation of T1 and T1Gd", alike)


if __name__ == "__main__":
    main()
