"""A label map of a prepared study on the grid of the patient's own scan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, labels_from_regions, region_mask
from core.space.affine import Affine, Grid
from core.space.resampling import sampled
from core.studies.segmentation import Segmentation
from core.studies.study import Study, Volume


def label_map_on(label_map: LabelMap, affine: Affine, grid: Grid) -> LabelMap:
    """Put a label map on another grid.

    WT, TC and ET are interpolated linearly, each as a whole, so that no seam of another label
    appears between two.

    Args:
        label_map: uint8, shape (i, j, k).
        affine: voxel of ``label_map`` to world.
        grid: where it is wanted.

    Returns:
        uint8, shape of ``grid``.
    """
    masks = {
        region: sampled(region_mask(label_map, region).astype(np.float32), affine, grid) >= 0.5
        for region in Region
    }
    return labels_from_regions(masks[Region.WT], masks[Region.TC], masks[Region.ET])


def nearest(data: npt.NDArray[Any], affine: Affine, grid: Grid) -> npt.NDArray[Any]:
    """Label numbers, whatever they mean, of the nearest voxel; 0 where there is none.

    Args:
        data: shape (i, j, k).
        affine: voxel of ``data`` to world.
        grid: where they are wanted.
    """
    from scipy.ndimage import affine_transform

    step = np.linalg.inv(affine) @ grid.affine
    return np.asarray(
        affine_transform(data, step[:3, :3], step[:3, 3], grid.shape, order=0, cval=0)
    )


def on_native_grid(segmentation: Segmentation, study: Study) -> tuple[Segmentation, Volume]:
    """What is written of a segmentation, and the volume whose header it is written with.

    Of a study that was prepared, the label map and probabilities on the patient's own scan; of
    any other, the segmentation as it is.
    """
    if study.native is None:
        return segmentation, study.reference
    grid, affine = study.native.grid, segmentation.grid.affine
    probabilities = segmentation.probabilities
    if probabilities is not None:
        moved = [np.rint(sampled(p, affine, grid)).astype(np.uint8) for p in probabilities]
        probabilities = np.stack(moved)
    label_map = label_map_on(segmentation.label_map, affine, grid)
    written = replace(segmentation, grid=grid, label_map=label_map, probabilities=probabilities)
    return written, study.native
