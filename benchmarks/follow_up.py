"""How well time points are aligned: ``python -m benchmarks.follow_up CASES [--count N]``.

CASES holds a folder for each study, skull-stripped, with its label map. A study is made a later one
of the same patient: it moves (turns to 15° about each axis, shifts to 15 mm), bends smoothly, is
seen by another scanner (bias field, contrast, noise) and its tumour grows or shrinks. The error is
the mean distance from the known motion over the brain. Then studies of other patients are given as
time points, for which the program must not be silent.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import ReadingError
from core.files.label_files import read_label_file
from core.files.nifti import read_volume
from core.follow_up.aligning import TimeAlignment, align_time_points
from core.follow_up.time_point import TimePoint
from core.opening.finding import find_study
from core.phantom.scans import motion
from core.registration.rigid import distance_mm
from core.space.affine import Affine, corners_mm
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

Field = npt.NDArray[np.float32]


def smooth_field(shape: tuple[int, ...], scale: float, rng: np.random.Generator) -> Field:
    """Noise of deviation 1 that varies over so many voxels."""
    from scipy.ndimage import zoom

    few = [max(int(np.ceil(n / scale)) + 3, 4) for n in shape]
    coarse = rng.standard_normal(few)
    fine = zoom(coarse, [n / f for n, f in zip(shape, few, strict=True)], order=3)
    return np.asarray((fine - fine.mean()) / fine.std(), np.float32)


def later_scan(volume: Volume, moved: Affine, bend_mm: float, rng: np.random.Generator) -> Volume:
    """The same head on the same grid after a motion and a smooth bend, by another scanner.

    Args:
        volume: skull-stripped, isotropic.
        moved: (4, 4), a world point of the head at rest to where it is later.
        bend_mm: deviation of the bend along each axis; 0 for a rigid head.
        rng: for the bend, the bias field and the noise.
    """
    from scipy.ndimage import map_coordinates

    shape = volume.data.shape
    back = np.linalg.inv(volume.affine) @ np.linalg.inv(moved) @ volume.affine
    ijk = np.indices(shape, np.float32).reshape(3, -1)
    places = (back[:3, :3] @ ijk + back[:3, 3:]).astype(np.float32)
    if bend_mm:
        places += np.stack([bend_mm * smooth_field(shape, 40.0, rng).ravel() for _ in range(3)])
    values = map_coordinates(volume.data.astype(np.float32), places, order=1).reshape(shape)
    inside = values > 0.02 * np.percentile(values[values > 0], 50)
    top = float(np.percentile(values[inside], 99))
    seen = top * (values / top) ** rng.uniform(0.8, 1.25)
    seen *= 1 + 0.12 * smooth_field(shape, 60.0, rng)
    seen += 0.03 * top * rng.standard_normal(shape)
    return replace(volume, data=np.where(inside, np.maximum(seen, 1), 0).astype(np.float32))


def read_point(folder: Path) -> TimePoint:
    """T1Gd of a case and its label map."""
    files = find_study(folder)
    volume = read_volume(files.files[Modality.T1GD].path)
    labels = read_label_file(files.segmentation[0]).label_map
    study = Study(folder.name, {Modality.T1GD: volume})
    return TimePoint(folder.name, study, Segmentation(folder.name, volume.grid, labels))


def moved_point(
    point: TimePoint, moved: Affine, bend_mm: float, rng: np.random.Generator
) -> TimePoint:
    """The same patient later; the tumour has grown or shrunk by up to 4 mm."""
    from scipy.ndimage import distance_transform_edt

    from core.segmenting.regridding import label_map_on

    found = point.segmentation
    assert found is not None
    scan = later_scan(point.study.volumes[Modality.T1GD], moved, bend_mm, rng)
    labels = label_map_on(found.label_map, moved @ found.grid.affine, found.grid)
    grown = float(rng.uniform(-4, 4))
    tumour = labels > 0
    if tumour.any():
        out, inside = distance_transform_edt(~tumour), distance_transform_edt(tumour)
        wanted = np.where(tumour, -inside, out) <= grown
        labels = np.where(wanted, np.where(tumour, labels, 2), 0).astype(np.uint8)
    study = Study(f"{point.name} later", {Modality.T1GD: scan})
    return TimePoint(study.name, study, Segmentation(study.name, scan.grid, labels))


def _told(name: str, found: TimeAlignment, error: str, seconds: float) -> None:
    print(
        f"{name}: {error}likeness {found.likeness:.3f}, overlap {found.overlap:.3f}, "
        f"{found.found.information:.2f} nats, spread {found.found.spread_mm:.2f} mm, "
        f"{seconds:.1f} s of CPU{'' if found.trusted else '  doubted: ' + ', '.join(found.doubts)}",
        flush=True,
    )


def _pair(base: TimePoint, later: TimePoint) -> tuple[TimeAlignment, float]:
    began = time.process_time()
    found = align_time_points([base, later])[1]
    assert found is not None
    return found, time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--bend", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(arguments)
    rng = np.random.default_rng(args.seed)
    folders = sorted(f for f in args.cases.iterdir() if f.is_dir())
    errors, same, others = [], [], []
    for _ in range(args.count):
        one, two = rng.choice(len(folders), 2, replace=False)
        try:
            base, other = read_point(folders[one]), read_point(folders[two])
        except (ReadingError, IndexError):
            continue
        middle = corners_mm(base.study.grid).mean(axis=0)
        moved = motion(rng, 15.0, 15.0, middle)
        found, seconds = _pair(base, moved_point(base, moved, args.bend, rng))
        errors.append(distance_mm(found.matrix, moved, found.found.centre_mm))
        same.append(found)
        _told(base.name, found, f"{errors[-1]:.2f} mm off, ", seconds)
        found, seconds = _pair(base, other)
        others.append(found)
        _told(f"{base.name} and {other.name}", found, "", seconds)
    print(
        f"{len(errors)} motions: mean {np.mean(errors):.2f} mm, most {max(errors):.2f}; doubted "
        f"{sum(not one.trusted for one in same)}; likeness from "
        f"{min(one.likeness for one in same):.3f}, overlap from "
        f"{min(one.overlap for one in same):.3f}. Other patients: doubted "
        f"{sum(not one.trusted for one in others)} of {len(others)}; likeness to "
        f"{max(one.likeness for one in others):.3f}, overlap to "
        f"{max(one.overlap for one in others):.3f}"
    )


if __name__ == "__main__":
    main()
