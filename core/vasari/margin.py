"""How thick an enhancing rim is: the median local thickness of its tissue.

Local thickness is the width of the largest ball that holds a place and fits into the tissue
(Hildebrand and Rüegsegger, J Microsc 1997;185:67). Threads of one voxel, which labels are full of,
then count by their volume alone; over a skeleton they would outnumber the rim.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.space.boxes import box_of

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Thickness:
    """Of a rim.

    Attributes:
        median_mm: half of the tissue lies where it is at least as thick.
        ends: voxel coordinates (of the mask, fractions of voxels) of a line through the rim where
            it is as thick as that.
    """

    median_mm: float
    ends: tuple[tuple[float, float, float], tuple[float, float, float]]


def rim_thickness(mask: Mask, spacing_mm: tuple[float, float, float]) -> Thickness | None:
    """Measure a rim; None where the mask is empty.

    Voxels are halved first, so that the middle of a sheet with an even number of voxels lies on a
    voxel and its width comes out exactly; other widths are told to a quarter of a voxel.

    Args:
        mask: shape (i, j, k).
        spacing_mm: voxel edges; axes are taken to stand at right angles.
    """
    from scipy.ndimage import distance_transform_edt, maximum_filter

    box = box_of(mask)
    if box is None:
        return None
    part = np.pad(mask[box], 1)
    for axis in range(3):
        part = np.repeat(part, 2, axis=axis)
    half = (spacing_mm[0] / 2, spacing_mm[1] / 2, spacing_mm[2] / 2)
    depth, nearest = distance_transform_edt(part, half, return_indices=True)
    depth = depth.astype(np.float32)
    median = 2 * _median_radius(part, depth, half)
    sheet = part & (depth >= maximum_filter(depth, size=3))
    widths = 2 * depth[sheet]
    at = np.argwhere(sheet)[np.abs(widths - median).argmin()]
    outside = nearest[:, at[0], at[1], at[2]]
    # Of the two half voxels in the middle this is one: the near face is half a step less far
    # than the nearest outside, and the other face half a step farther.
    away = outside - at
    half_step = away * 0.5 / max(int(np.abs(away).max()), 1)
    ends = [_voxel(at + away - half_step, box), _voxel(at - away - half_step, box)]
    return Thickness(median, (ends[0], ends[1]))


def _median_radius(
    part: Mask, depth: npt.NDArray[np.float32], half_mm: tuple[float, float, float]
) -> float:
    """The largest radius whose balls, where they fit into a mask, cover half of it.

    Balls cover the less the larger they are, so the radius is found by halving a list.
    """
    from scipy.ndimage import distance_transform_edt

    step = min(half_mm) / 2
    radii = step * np.unique(np.floor(depth[part] / step + 1e-3))
    wanted = np.count_nonzero(part) / 2
    low, high = 0, len(radii) - 1
    while low < high:
        middle = (low + high + 1) // 2
        radius = float(radii[middle])
        away = distance_transform_edt(depth < radius - 1e-3 * step, half_mm)
        if np.count_nonzero(part & (away < radius)) >= wanted:
            low = middle
        else:
            high = middle - 1
    return float(radii[low])


def _voxel(
    place: npt.NDArray[np.float64], box: tuple[slice, slice, slice]
) -> tuple[float, float, float]:
    """Half voxels of the padded box as voxels of the mask."""
    i, j, k = ((v - 0.5) / 2 - 1 + part.start for v, part in zip(place.tolist(), box, strict=True))
    return (i, j, k)
