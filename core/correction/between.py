"""Labels of the slices between drawn ones, by their shape.

Each of two drawn slices becomes the distance to its own outline, positive inside; slices between
take the mean of both, weighted by how near they lie, and hold the label where that is above 0
(Raya and Udupa, Shape-based interpolation of multidimensional objects, IEEE TMI 1990).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from core.correction.brush import Brush, painted
from core.correction.limits import UNLIMITED, Limits
from core.correction.patches import Patch
from core.labels import LabelMap
from core.space.boxes import box_of


def between_patch(
    label_map: LabelMap,
    spacing_mm: tuple[float, float, float],
    brush: Brush,
    limits: Limits = UNLIMITED,
) -> Patch | None:
    """What changes when slices without the brush's label get it from those around them.

    Args:
        label_map: uint8, shape (i, j, k).
        spacing_mm: voxel edges along its axes.
        brush: its axis is the one across the slices.
        limits: where nothing is painted.

    Returns:
        None where no slice lies between two that hold the label, or nothing changes.

    Raises:
        ValueError: the brush has no axis.
    """
    axis = brush.axis
    if axis is None:
        raise ValueError("slices lie along an axis: the brush must have one")
    mask = label_map == brush.label
    box = box_of(mask)
    if box is None:
        return None
    stack = np.moveaxis(mask[box], axis, 0)
    drawn = np.flatnonzero(stack.any(axis=(1, 2))).tolist()
    edges = [edge for a, edge in enumerate(spacing_mm) if a != axis]
    inside = np.zeros(stack.shape, np.bool_)
    for first, last in pairwise(drawn):
        if last - first > 1:
            below, above = (_signed_mm(stack[index], edges) for index in (first, last))
            for index in range(first + 1, last):
                share = (index - first) / (last - first)
                inside[index] = (1 - share) * below + share * above > 0
    return painted(label_map, box, np.moveaxis(inside, 0, axis), brush, limits)


def _signed_mm(mask: npt.NDArray[np.bool_], edges: list[float]) -> npt.NDArray[np.float64]:
    """Distance to the other side of a 2-D outline, positive inside, millimetres."""
    from scipy.ndimage import distance_transform_edt

    # Around the box lies nothing: without that rim a mask that fills it would know no outside.
    rimmed = np.pad(mask, 1)
    inside = distance_transform_edt(rimmed, edges)
    outside = distance_transform_edt(~rimmed, edges)
    return np.asarray((inside - outside)[1:-1, 1:-1])
