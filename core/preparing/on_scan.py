"""A segmentation on the grid of one of the patient's own scans."""

from __future__ import annotations

from dataclasses import replace

from core.preparing.aligned_files import own_scan
from core.preparing.preparing import Preparation
from core.segmenting.regridding import label_map_on, segmentation_on
from core.space.affine import Grid, grid_difference_mm
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Volume


def on_scan(
    segmentation: Segmentation, preparation: Preparation, modality: Modality
) -> tuple[Segmentation, Volume]:
    """Put a segmentation on a scan, voxel by voxel where the scan's own header puts it.

    Args:
        segmentation: on the grid of the reference.
        preparation: how raw scans became the study.
        modality: the scan that is wanted.

    Returns:
        The segmentation on the scan's grid, and the scan, whose header it is written with.
    """
    scan = own_scan(preparation, modality)
    # Where the scan lies in the reference's world, in which the segmentation is.
    grid = preparation.aligned[modality].grid
    if grid_difference_mm(segmentation.grid, grid) == 0:
        return segmentation, scan
    moved = segmentation_on(segmentation, grid)
    found = segmentation.prepared
    if found is not None and not _changed(segmentation):
        # Straight from what the network found, not by way of the reference's slices.
        label_map = label_map_on(found.label_map, found.grid.affine, grid)
        moved = replace(moved, label_map=label_map)
    return replace(moved, grid=Grid(grid.shape, scan.affine), prepared=found), scan


def _changed(segmentation: Segmentation) -> bool:
    """Whether a person changed the label map since the network gave it."""
    return segmentation.corrected or segmentation.cut_from is not None
