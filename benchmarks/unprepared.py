"""Prepared cases made raw again: ``python -m benchmarks.unprepared CASES… --results FILE.csv``.

Each CASES holds a folder for each case, with four sequences on one grid and a label map. Every
sequence is scanned anew after a motion of its own (T1Gd in cubes of about 1 mm, the others in thick
slices, axial ones or of any plane), the whole raw way is gone, and the result is scored on the
moved T1Gd's grid, beside the same model's result of the case as it was published. There is no skull
in them to remove. One row a case is added to FILE.csv as soon as it is done; cases that are in it
are not done again.
"""

from __future__ import annotations

import argparse
import csv
import time
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from core.files.label_files import read_label_file
from core.labels import LabelMap, Region, region_mask
from core.opening.finding import find_study
from core.opening.raw import open_volumes
from core.opening.reading import open_study
from core.phantom.scans import Scan, motion, scanned
from core.scoring.metrics import dice
from core.segmenting.inference import segment
from core.segmenting.model_package import Model, load_model
from core.segmenting.regridding import label_map_on
from core.space.affine import Affine, corners_mm
from core.studies.findings import Severity
from core.studies.study import Modality, Volume

DEGREES, MILLIMETRES = 15.0, 20.0
"""The most that a sequence is turned about each axis, and moved along each."""

_NOISE = 0.02
_AXIAL = 2
_WAYS = ("prepared", "raw")
_TIMES = ("processor seconds", "seconds")


def unprepared(
    volumes: Mapping[Modality, Volume],
    rng: np.random.Generator,
    thick_mm: float,
    any_plane: bool = False,
) -> tuple[dict[Modality, Volume], Affine]:
    """Each sequence scanned anew, and where a point of the published T1Gd now is."""
    scans, moved = {}, {}
    for modality, volume in volumes.items():
        middle = corners_mm(volume.grid).mean(axis=0)
        moved[modality] = motion(rng, DEGREES, MILLIMETRES, middle)
        slice_mm = 1.0 if modality is Modality.T1GD else thick_mm
        plane = int(rng.integers(3))
        scan = Scan(moved[modality], plane if any_plane else _AXIAL, slice_mm, noise=0.0)
        scans[modality] = _noisy(scanned(volume, scan, rng), rng)
    return scans, moved[Modality.T1GD]


def _noisy(scan: Volume, rng: np.random.Generator) -> Volume:
    """With noise in the tissue alone: around a stripped brain there is none."""
    level = _NOISE * float(np.percentile(scan.data, 99))
    noise = rng.normal(0, level, scan.data.shape) * (scan.data > 0)
    return Volume(np.abs(scan.data + noise).astype(np.float32), scan.affine)


def row_of(folder: Path, model: Model, thick_mm: float, any_plane: bool = False) -> dict[str, str]:
    """Both ways of one case, scored."""
    files = find_study(folder)
    truth = read_label_file(files.segmentation[0])
    published = open_study(folder).study
    rng = np.random.default_rng(zlib.crc32(folder.name.encode()))
    scans, moved = unprepared(published.volumes, rng, thick_mm, any_plane)
    began, wall = time.process_time(), time.perf_counter()
    opened = open_volumes(scans, folder.name)
    found = segment(opened.study, model)
    seconds = time.process_time() - began, time.perf_counter() - wall
    true = label_map_on(truth.label_map, moved @ truth.volume.affine, found.grid)
    ways = {"prepared": (segment(published, model).label_map, truth.label_map),
            "raw": (found.label_map, true)}  # fmt: skip
    scores = {f"{w} {r.value}": f"{_dice(*m, r):.4f}" for w, m in ways.items() for r in Region}
    codes = " ".join(f.code for f in opened.findings if f.severity is Severity.WARNED)
    times = dict(zip(_TIMES, (f"{s:.1f}" for s in seconds), strict=True))
    return {"case": folder.name, **scores, **times, "warnings": codes}


def _dice(found: LabelMap, true: LabelMap, region: Region) -> float:
    return dice(region_mask(found, region), region_mask(true, region))


def summary(rows: Sequence[Mapping[str, str]]) -> str:
    """Means of both ways, and the worst cases by WT."""
    lines = []
    for region in Region:
        both = np.array([[float(row[f"{way} {region.value}"]) for way in _WAYS] for row in rows])
        prepared, raw = np.nanmean(both, axis=0)
        lines.append(
            f"{region.value}: prepared {prepared:.3f}, raw {raw:.3f}, less by {prepared - raw:.3f}"
        )
    lost = {row["case"]: float(row["prepared WT"]) - float(row["raw WT"]) for row in rows}
    worst = sorted(lost, key=lambda name: -lost[name])[:5]
    lines.append("most WT lost: " + ", ".join(f"{name} {lost[name]:.3f}" for name in worst))
    middles = {name: np.median([float(row[name]) for row in rows]) for name in _TIMES}
    lines += [f"{name}: median {middle:.1f}" for name, middle in middles.items()]
    return "\n".join([f"{len(rows)} cases", *lines])


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="only every Nth case")
    parser.add_argument("--thick-mm", type=float, default=5.0)
    parser.add_argument("--any-plane", action="store_true", help="slices not only axial")
    args = parser.parse_args(arguments)
    folders = {f.name: f for root in args.cases for f in sorted(root.iterdir()) if f.is_dir()}
    rows = list(csv.DictReader(args.results.open())) if args.results.exists() else []
    model = load_model()
    for name, folder in list(folders.items())[:: args.every]:
        if name in {row["case"] for row in rows}:
            continue
        rows.append(row_of(folder, model, args.thick_mm, args.any_plane))
        with args.results.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        print(rows[-1], flush=True)
    print(summary(rows))


if __name__ == "__main__":
    main()
