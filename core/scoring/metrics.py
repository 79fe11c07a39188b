"""Segmentation metrics by the definitions of BraTS.

Dice and HD95 per region as in BraTS up to 2022: a region absent from both scores Dice 1 and
HD95 0; a region present in one alone scores Dice 0 and HD95 373.13 mm, the diagonal of the
240x240x155 grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, region_mask
from core.space.affine import Edges

ABSENT_HD95_MM = 373.13

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RegionScore:
    """Scores of one region of one case."""

    dice: float
    hd95_mm: float


def dice(predicted: Mask, truth: Mask) -> float:
    """2 |A ∩ B| / (|A| + |B|); 1 when both are empty."""
    total = int(np.count_nonzero(predicted)) + int(np.count_nonzero(truth))
    if total == 0:
        return 1.0
    return 2.0 * int(np.count_nonzero(predicted & truth)) / total


def hd95_mm(predicted: Mask, truth: Mask, edges_mm: Edges) -> float:
    """The larger of the two directed 95th percentiles of surface distances, in millimetres.

    As MONAI counts it: surfaces are voxels with a face neighbour outside the mask, and the
    percentile is interpolated linearly. 0 when both are empty, 373.13 when one is.

    Args:
        predicted: boolean, shape (i, j, k).
        truth: boolean, on the same grid.
        edges_mm: :attr:`core.space.affine.Grid.edges_mm`.
    """
    if not predicted.any() and not truth.any():
        return 0.0
    if not predicted.any() or not truth.any():
        return ABSENT_HD95_MM
    # Distances between surfaces need no voxel outside the box that holds both; one voxel of
    # margin keeps the erosion from seeing the box as an edge.
    box = margin_box(predicted | truth, 1)
    first, second = surface(predicted[box]), surface(truth[box])
    there = _distances_mm(first, second, edges_mm)
    back = _distances_mm(second, first, edges_mm)
    return float(max(np.percentile(there, 95), np.percentile(back, 95)))


def surface(mask: Mask) -> Mask:
    """Voxels of the mask with a face neighbour outside it; the array's edge counts as outside."""
    from scipy.ndimage import binary_erosion

    return np.asarray(mask & ~binary_erosion(mask))


def score_regions(
    predicted: LabelMap, truth: LabelMap, edges_mm: Edges
) -> dict[Region, RegionScore]:
    """Dice and HD95 of WT, TC and ET of two label maps on one grid."""
    scores = {}
    for region in Region:
        a, b = region_mask(predicted, region), region_mask(truth, region)
        scores[region] = RegionScore(dice(a, b), hd95_mm(a, b, edges_mm))
    return scores


def _distances_mm(source: Mask, target: Mask, edges_mm: Edges) -> npt.NDArray[Any]:
    edges = np.asarray(edges_mm)
    if edges.ndim == 1:
        from scipy.ndimage import distance_transform_edt

        return np.asarray(distance_transform_edt(~target, sampling=edges_mm))[source]
    from scipy.spatial import cKDTree

    tree = cKDTree(np.argwhere(target) @ edges.T)
    return np.asarray(tree.query(np.argwhere(source) @ edges.T)[0])


def margin_box(mask: Mask, margin: int) -> tuple[slice, ...]:
    """The box of all true voxels and ``margin`` more on each side, within the array."""
    box = []
    for axis in range(mask.ndim):
        hit = np.flatnonzero(mask.any(axis=tuple(a for a in range(mask.ndim) if a != axis)))
        box.append(slice(max(int(hit[0]) - margin, 0), int(hit[-1]) + 1 + margin))
    return tuple(box)
