"""Measurable enhancing lesions where there was none before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.follow_up.change import brought_onto
from core.labels import Region, region_mask
from core.measuring.lesions import Lesion, enhancing_lesions
from core.space.affine import Affine, Grid
from core.space.boxes import box_of, part_of
from core.space.components import components_of
from core.space.diameters import axial_axis
from core.studies.segmentation import Segmentation

NEW_FROM_MM = 10.0
"""Farther from every earlier tumour core than this a lesion is new, and no part that grew."""


def new_lesions(
    now: Segmentation, before: Sequence[tuple[Segmentation, Affine]]
) -> tuple[Lesion, ...]:
    """Measurable enhancing lesions far from all cores at earlier time points.

    A lesion that appears within earlier oedema, away from the core, is new too.

    Args:
        now: of the later time point.
        before: segmentations of the earlier ones, each with the motion from the later world to
            its own, (4, 4).

    Returns:
        The largest product first; empty also where a label map does not tell ET.
    """
    from scipy.ndimage import distance_transform_edt

    told = all(Region.ET in found.regions for found in (now, *(one for one, _ in before)))
    enhancing = region_mask(now.label_map, Region.ET)
    box = box_of(enhancing)
    if not told or box is None:
        return ()
    grid = part_of(now.grid, box)
    margin = max(round(NEW_FROM_MM / min(grid.spacing_mm)), 1)
    wide = _widened(grid, margin)
    known = np.zeros(grid.shape, bool)
    for found, matrix in before:
        core = region_mask(brought_onto(found, wide, matrix), Region.TC)
        if core.any():
            near = distance_transform_edt(~core, sampling=wide.spacing_mm) <= NEW_FROM_MM
            known |= near[margin:-margin, margin:-margin, margin:-margin]
    numbered = components_of(enhancing[box])
    touched = np.unique(numbered[known])
    fresh = (numbered > 0) & ~np.isin(numbered, touched)
    first = box[axial_axis(grid.affine)].start
    lesions = enhancing_lesions(fresh, grid.affine, grid.voxel_ml, first)
    return tuple(lesion for lesion in lesions if lesion.measurable)


def _widened(grid: Grid, margin: int) -> Grid:
    """The grid with so many more voxels on every side."""
    affine = grid.affine.copy()
    affine[:3, 3] -= affine[:3, :3] @ np.full(3, margin)
    i, j, k = (n + 2 * margin for n in grid.shape)
    return Grid((i, j, k), affine)
