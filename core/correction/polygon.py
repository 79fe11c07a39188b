"""Painting what a drawn outline encloses."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from core.correction.brush import Brush, painted
from core.correction.limits import UNLIMITED, Limits
from core.correction.patches import Patch, Place
from core.labels import LabelMap
from core.space.boxes import Box
from core.space.polygons import enclosed


def polygon_patch(
    label_map: LabelMap, corners: Sequence[Place], brush: Brush, limits: Limits = UNLIMITED
) -> Patch | None:
    """What changes when voxels whose centres a polygon encloses become the brush's label.

    Args:
        label_map: uint8, shape (i, j, k).
        corners: in order, on the slice of the first; the last is joined to the first. Where lines
            cross, what lies inside an even number of turns is outside.
        brush: its axis is the one across the slice.
        limits: where nothing is painted.

    Returns:
        None where fewer than three corners enclose nothing, or nothing changes.

    Raises:
        ValueError: the brush has no axis.
    """
    axis = brush.axis
    if axis is None:
        raise ValueError("a polygon lies on a slice: the brush must have an axis")
    if len(corners) < 3:
        return None
    index = round(corners[0][axis])
    points = np.delete(np.asarray(corners, np.float64), axis, axis=1)
    shape = [n for a, n in enumerate(label_map.shape) if a != axis]
    low = [max(floor(x), 0) for x in points.min(axis=0)]
    high = [min(ceil(x), n - 1) for x, n in zip(points.max(axis=0), shape, strict=True)]
    if not 0 <= index < label_map.shape[axis] or any(a > b for a, b in zip(low, high, strict=True)):
        return None
    parts = [slice(a, b + 1) for a, b in zip(low, high, strict=True)]
    parts.insert(axis, slice(index, index + 1))
    box: Box = (parts[0], parts[1], parts[2])
    size = (high[0] - low[0] + 1, high[1] - low[1] + 1)
    inside = enclosed(points - low, size)
    return painted(label_map, box, np.expand_dims(inside, axis), brush, limits)
