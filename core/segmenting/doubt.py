"""Where a result is in doubt: the entropy of a probability, and the places to look at first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.space.boxes import box_of
from core.space.components import components_of

DOUBTFUL = (0.3, 0.7)
"""Between these a voxel may as well belong to a region as not."""

LEAST_ML = 0.05
"""Smaller places than this are not worth a look."""

_THIN_MM = 1.5
"""Every border is in doubt by a voxel or two: only what holds a ball of this radius is a place."""


@dataclass(frozen=True)
class DoubtfulPlace:
    """A part of a study where a region's border may lie elsewhere.

    Attributes:
        voxel: its innermost one, ijk on the native axes.
        ml: its volume.
    """

    voxel: tuple[int, int, int]
    ml: float


def entropy(probability: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Entropy in bits of belonging to a region or not: 1 at a probability of .5, 0 at 0 and 1.

    Args:
        probability: 0 to 1, any shape.
    """
    p = np.asarray(probability, np.float64)
    inside = np.clip(p, 1e-12, 1 - 1e-12)
    bits = -inside * np.log2(inside) - (1 - inside) * np.log2(1 - inside)
    return np.where((p > 0) & (p < 1), bits, 0.0)


def doubtful_places(
    probability: npt.NDArray[np.uint8], grid: Grid, progress: Progress = no_progress
) -> list[DoubtfulPlace]:
    """The places where a region is in doubt, the largest first.

    They are what is left of the voxels within :data:`DOUBTFUL` once the thin shell that every
    border has is taken away, in 26-connected parts of at least :data:`LEAST_ML`.

    Args:
        probability: uint8, (i, j, k), 255 × that of a region, on ``grid``.
        grid: the study's.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.
    """
    from scipy.ndimage import distance_transform_edt

    low, high = (255 * bound for bound in DOUBTFUL)
    doubtful = (probability >= low) & (probability <= high)
    box = box_of(doubtful)
    if box is None:
        return []
    # A rim of nothing, so that what meets the box's edge is as thin as it is.
    part = np.pad(doubtful[box], 1)
    progress(1, 4, "depth")
    depth = distance_transform_edt(part, sampling=grid.edges_mm)
    core = depth > _THIN_MM
    if not core.any():
        return []
    progress(2, 4, "shell")
    thick = part & (distance_transform_edt(~core, sampling=grid.edges_mm) <= _THIN_MM)
    progress(3, 4, "places")
    components = components_of(thick)
    found = _places(components, depth, grid.voxel_ml)
    offset = [side.start - 1 for side in box]
    places = [
        DoubtfulPlace(_moved(np.unravel_index(at, part.shape), offset), ml) for at, ml in found
    ]
    progress(4, 4, "done")
    return places


def _places(
    components: npt.NDArray[np.integer], depth: npt.NDArray[np.float64], voxel_ml: float
) -> list[tuple[int, float]]:
    """Flat index of the innermost voxel, and millilitres, of each part that is large enough."""
    flat = components.ravel()
    where = np.flatnonzero(flat)
    numbers = flat[where].astype(np.int64)
    # Deepest first within each number, so that the first of each is its innermost voxel.
    order = np.lexsort((-depth.ravel()[where], numbers))
    _, first, counts = np.unique(numbers[order], return_index=True, return_counts=True)
    innermost = where[order][first]
    large = [
        (int(at), int(count) * voxel_ml)
        for at, count in zip(innermost, counts, strict=True)
        if count * voxel_ml >= LEAST_ML
    ]
    return sorted(large, key=lambda place: -place[1])


def _moved(index: tuple[np.intp, ...], offset: list[int]) -> tuple[int, int, int]:
    i, j, k = (int(a) + b for a, b in zip(index, offset, strict=True))
    return (i, j, k)
