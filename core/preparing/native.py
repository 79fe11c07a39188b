"""A label map of a prepared study on the grid of the patient's own scan."""

from __future__ import annotations

import numpy as np

from core.labels import LabelMap, Region, labels_from_regions, region_mask
from core.space.affine import Affine, Grid
from core.space.resampling import sampled


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
