"""How thick an enhancing rim is: the median width of the tissue over the rim's middle sheet."""

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
        median_mm: half of the middle sheet is thinner.
        ends: voxel coordinates (of the mask, fractions of voxels) of a line through the rim where
            it is as thick as that.
    """

    median_mm: float
    ends: tuple[tuple[float, float, float], tuple[float, float, float]]


def rim_thickness(mask: Mask, spacing_mm: tuple[float, float, float]) -> Thickness | None:
    """Measure a rim; None where the mask is empty.

    The width at a voxel of the middle sheet, where the distance to the outside is greatest among
    its neighbours, is twice that distance. Voxels are halved first, so that the middle of a sheet
    with an even number of voxels lies on a voxel and the width comes out exactly.

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
    half = tuple(mm / 2 for mm in spacing_mm)
    depth, nearest = distance_transform_edt(part, half, return_indices=True)
    depth = depth.astype(np.float32)
    sheet = part & (depth >= maximum_filter(depth, size=3))
    widths = 2 * depth[sheet]
    median = float(np.median(widths))
    at = np.argwhere(sheet)[np.abs(widths - median).argmin()]
    outside = nearest[:, at[0], at[1], at[2]]
    # Of the two half voxels in the middle this is one: the near face is half a step less far
    # than the nearest outside, and the other face half a step farther.
    away = outside - at
    half_step = away * 0.5 / max(int(np.abs(away).max()), 1)
    ends = [_voxel(at + away - half_step, box), _voxel(at - away - half_step, box)]
    return Thickness(median, (ends[0], ends[1]))


def _voxel(
    place: npt.NDArray[np.float64], box: tuple[slice, slice, slice]
) -> tuple[float, float, float]:
    """Half voxels of the padded box as voxels of the mask."""
    i, j, k = ((v - 0.5) / 2 - 1 + part.start for v, part in zip(place.tolist(), box, strict=True))
    return (i, j, k)
