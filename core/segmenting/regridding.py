"""A segmentation on another grid: from what the network saw to the patient's own scan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, labels_from_regions, region_mask
from core.parallel import at_once
from core.space.affine import Affine, Grid
from core.space.boxes import box_of, part_of
from core.space.resampling import box_on, sampled
from core.studies.segmentation import Segmentation


def segmentation_on(found: Segmentation, grid: Grid, *, probabilities: bool = True) -> Segmentation:
    """A prepared study's segmentation on the patient's own grid.

    Probabilities are interpolated linearly, the label map as :func:`label_map_on` does it, so that
    the rules that made it hold.

    Args:
        found: on the grid of the prepared study.
        grid: the patient's own.
        probabilities: bring them too; without, the label map alone, and of the probabilities
            only those of what was found are kept.

    Returns:
        On ``grid``; it keeps what was found as :attr:`Segmentation.prepared`.
    """
    affine = found.grid.affine
    brought = None
    if probabilities and found.probabilities is not None:
        seen = list(found.probabilities)
        # In the memory order of NIfTI files.
        brought = np.zeros((len(seen), *grid.shape[::-1]), np.uint8).transpose(0, 3, 2, 1)
        at_once(lambda p, out: _interpolate(p, out, affine, grid), seen, brought)
    return replace(
        found,
        grid=grid,
        label_map=label_map_on(found.label_map, affine, grid),
        probabilities=brought,
        prepared=found,
    )


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
    i, j, k = label_map.shape
    out: LabelMap = np.zeros(grid.shape[::-1], np.uint8).transpose(2, 1, 0)
    tumour = box_of(label_map)
    box = box_on(label_map > 0, Grid((i, j, k), affine), grid)
    part = part_of(grid, box)
    if tumour is None or min(part.shape) == 0:
        return out

    def inside(region: Region) -> npt.NDArray[np.bool_]:
        mask = np.zeros_like(label_map)
        mask[tumour] = region_mask(label_map[tumour], region)
        return sampled(mask, affine, part) >= 0.5

    wt, tc, et = at_once(inside, [Region.WT, Region.TC, Region.ET])
    out[box] = labels_from_regions(wt, tc, et)
    return out


def _interpolate(
    p: npt.NDArray[np.uint8], out: npt.NDArray[np.uint8], affine: Affine, grid: Grid
) -> None:
    """Write 255 × probability elsewhere into ``out``; 0 stays where the network saw nothing."""
    i, j, k = p.shape
    box = box_on(p > 0, Grid((i, j, k), affine), grid)
    part = part_of(grid, box)
    if min(part.shape) > 0:
        out[box] = sampled(p, affine, part, kind=np.uint8)
