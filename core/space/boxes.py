"""Boxes: parts of a volume, one slice per axis."""

from __future__ import annotations

from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.space.affine import Grid

Box = tuple[slice, slice, slice]
"""Part of a volume: a start and a stop within it for each axis."""

Size = tuple[int, int, int]
"""Voxels along each axis."""


def box_of(mask: npt.NDArray[Any]) -> Box | None:
    """The smallest box around all voxels that are not 0; None when all are."""
    slices = [slice(0, n) for n in mask.shape]
    # Each cut leaves less to the next; the axis that is slowest in memory comes first.
    for axis in sorted(range(3), key=lambda a: -abs(mask.strides[a])):
        others = tuple(a for a in range(3) if a != axis)
        hit = np.flatnonzero(mask[tuple(slices)].any(axis=others))
        if hit.size == 0:
            return None
        slices[axis] = slice(int(hit[0]), int(hit[-1]) + 1)
    return (slices[0], slices[1], slices[2])


def hull(first: Box | None, second: Box) -> Box:
    """The smallest box around two; the second where there is no first."""
    if first is None:
        return second
    i, j, k = (
        slice(min(a.start, b.start), max(a.stop, b.stop))
        for a, b in zip(first, second, strict=True)
    )
    return (i, j, k)


def box_from_ras(box: Box, grid: Grid) -> Box:
    """The same voxels on the axes of ``grid``; see :func:`core.space.affine.to_ras`."""
    slices = []
    orientation = nib.orientations.io_orientation(grid.affine)
    for n, (axis, direction) in zip(grid.shape, orientation, strict=True):
        part = box[int(axis)]
        slices.append(part if direction > 0 else slice(n - part.stop, n - part.start))
    return (slices[0], slices[1], slices[2])


def part_of(grid: Grid, box: Box) -> Grid:
    """The grid of a box of another grid."""
    affine = grid.affine.copy()
    affine[:3, 3] += affine[:3, :3] @ np.array([s.start for s in box])
    i, j, k = (s.stop - s.start for s in box)
    return Grid((i, j, k), affine)
