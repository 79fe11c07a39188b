"""What lies within an outline on one slice: size, and mean, spread and range of intensities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.polygons import Outline, enclosed


@dataclass(frozen=True)
class Intensities:
    """Intensities of the voxels whose centres lie within an outline.

    Attributes:
        voxels: how many.
        mean, minimum, maximum: of them.
        sd: standard deviation of a sample (n - 1); 0 of a single voxel.
    """

    voxels: int
    mean: float
    sd: float
    minimum: float
    maximum: float


def outline_area(outline: Outline) -> float:
    """Area that an outline encloses, in the square of its unit (shoelace formula)."""
    a, b = outline.T
    return abs(float(a @ np.roll(b, -1) - b @ np.roll(a, -1))) / 2


def intensities_within(picture: npt.NDArray[Any], outline: Outline) -> Intensities | None:
    """Statistics of one slice within an outline; None where it holds no voxel's centre.

    Args:
        picture: shape (rows, columns); values that are not finite do not count.
        outline: corners as (row, column), whole numbers at voxels' centres.
    """
    shape = np.asarray(picture.shape)
    first = np.clip(np.floor(outline.min(axis=0)).astype(int), 0, shape)
    last = np.clip(np.ceil(outline.max(axis=0)).astype(int) + 1, 0, shape)
    if np.any(last <= first):
        return None
    part = picture[first[0] : last[0], first[1] : last[1]]
    values = part[enclosed(outline - first, part.shape)].astype(np.float64)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return None
    sd = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return Intensities(
        int(values.size), float(values.mean()), sd, float(values.min()), float(values.max())
    )
