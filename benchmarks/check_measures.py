"""The measures that the pre-flight check's thresholds stand between, on real cases.

Usage::

    python -m benchmarks.check_measures [CASES] [--raw FOLDER]

Prints, as the extremes over all cases: how many different values a sequence holds, tissue in
millilitres, the share of voxels that equal the background, and how far the outlines of two
sequences overlap as they are, with one of them mirrored, and with one of them shifted; then the
same of a study with its skull.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from core.checks.contents import sample
from core.checks.heads import check_alignment, measure_head, outline_overlap
from core.checks.preflight import check
from core.opening.reading import find_studies, find_study, read_volumes
from core.studies.study import Modality, Volume


def row(name: str, values: Iterable[float]) -> None:
    """Print one line of the table: the smallest and the largest of some values."""
    found = list(values)
    print(f"| {name} | {min(found):.4g} | {max(found):.4g} |")


def moved(volume: Volume, flip: int | None = None, roll: int = 0) -> Volume:
    """The volume's data mirrored along an axis or shifted along the first."""
    data = np.roll(volume.data, roll, 0)
    data = data if flip is None else np.flip(data, flip)
    return Volume(data, volume.affine, volume.header, volume.path)


def read(folder: Path) -> dict[Modality, Volume]:
    """The four volumes of a folder, unchecked."""
    return read_volumes({m: hit.path for m, hit in find_study(folder).files.items()})


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("GLIOVISTA_CASES", "../shared/cases"))
    parser.add_argument("cases", nargs="?", type=Path, default=default)
    parser.add_argument("--raw", type=Path, default=default.parent / "raw" / "TCGA-FG-6692")
    options = parser.parse_args()
    heads, overlaps, alarms, mirrored, counts = [], {}, 0, 0, []
    folders = find_studies(options.cases)
    for folder in folders:
        volumes = read(folder)
        alarms += bool(check(volumes, folder.name).findings)
        counts += [np.unique(sample(v.data)).size for v in volumes.values()]
        heads += [measure_head(v.data, v.grid.voxel_ml) for v in volumes.values()]
        first, last = volumes[Modality.T1], volumes[Modality.FLAIR]
        changed = {"as they are": last}
        changed |= {f"mirrored along axis {a}": moved(last, flip=a) for a in range(3)}
        changed |= {f"shifted by {n} voxels": moved(last, roll=n) for n in (3, 6, 9)}
        for name, volume in changed.items():
            overlaps.setdefault(name, []).append(outline_overlap(first.data, volume.data))
        turned = {Modality.T1: first, Modality.FLAIR: moved(last, flip=0)}
        mirrored += any(f.code == "mirrored" for f in check_alignment(turned))
    print(f"{len(folders)} cases; {alarms} with any finding; left and right exchanged in FLAIR is")
    print(f"noticed in {mirrored}.\n\n| measure | least | most |\n| --- | --- | --- |")
    row("different values on the sub-lattice", counts)
    row("tissue, ml", [h.ml for h in heads])
    row("voxels at the background's value", [h.empty_share for h in heads])
    row("contrast of the tissue", [h.contrast for h in heads])
    for name, values in overlaps.items():
        row(f"overlap of T1 and FLAIR {name}", values)
    if options.raw.is_dir():
        raw = [measure_head(v.data, v.grid.voxel_ml) for v in read(options.raw).values()]
        row("with skull: tissue, ml", [h.ml for h in raw])
        row("with skull: voxels at the background's value", [h.empty_share for h in raw])


if __name__ == "__main__":
    main()
