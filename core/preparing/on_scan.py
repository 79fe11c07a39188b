"""A segmentation on the grid of one of the patient's own scans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.preparing.aligned_files import own_scan
from core.preparing.native import label_map_on
from core.preparing.preparing import Preparation
from core.space.affine import Grid, grid_difference_mm
from core.space.resampling import sampled
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Volume


def on_scan(
    segmentation: Segmentation, preparation: Preparation, modality: Modality
) -> tuple[Segmentation, Volume]:
    """Put a segmentation on a scan, voxel by voxel where the scan's own header puts it.

    Args:
        segmentation: of the study that raw scans became.
        preparation: how they became it.
        modality: the scan that is wanted.

    Returns:
        The segmentation on the scan's grid, and the scan, whose header it is written with.
    """
    scan = own_scan(preparation, modality)
    # Where the scan lies in the reference's world, in which the segmentation is.
    grid = preparation.aligned[modality].grid
    if grid_difference_mm(segmentation.grid, grid) == 0:
        return segmentation, scan
    probabilities = segmentation.probabilities
    if probabilities is not None:
        affine = segmentation.grid.affine
        moved = [np.rint(sampled(p, affine, grid)).astype(np.uint8) for p in probabilities]
        probabilities = np.stack(moved)
    found = segmentation
    label_map = label_map_on(found.label_map, found.grid.affine, grid)
    own = Grid(grid.shape, scan.affine)
    return replace(segmentation, grid=own, label_map=label_map, probabilities=probabilities), scan
