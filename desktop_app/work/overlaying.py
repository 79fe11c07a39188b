"""Two sequences on one upright grid, to see whether they lie on each other. Knows no Qt."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from core.preparing.aligned_files import own_scan
from core.preparing.preparing import Preparation, moved_onto
from core.registration.rigid import Alignment
from core.space.affine import Grid
from core.space.resampling import sampled, upright_grid
from core.studies.study import Modality, Volume

SPACING_MM = 1.0
_QUANTILES = (0.02, 0.995)
_EVERY = 3

Grey = npt.NDArray[np.uint8]


def grid_of(made: Preparation) -> Grid:
    """The grid of the pictures: along R, A and S, as far as the reference reaches."""
    return upright_grid(made.aligned[made.reference].grid, SPACING_MM)


def reference_picture(made: Preparation) -> Grey:
    """The reference, uint8, shape of :func:`grid_of`; runs in a worker thread."""
    return _picture(made.aligned[made.reference], grid_of(made))


def moved_picture(made: Preparation, modality: Modality, alignment: Alignment) -> Grey:
    """A sequence where an alignment puts it, on the same grid; runs in a worker thread."""
    return _picture(moved_onto(own_scan(made, modality), alignment), grid_of(made))


def _picture(volume: Volume, grid: Grid) -> Grey:
    values = sampled(volume.data, volume.affine, grid, float(volume.data.min()))
    seen = values[::_EVERY, ::_EVERY, ::_EVERY]
    seen = seen[seen > seen.min()]
    low, high = np.quantile(seen, _QUANTILES) if seen.size else (0.0, 1.0)
    values -= np.float32(low)
    values *= np.float32(255 / max(float(high - low), 1e-6))
    np.clip(values, 0, 255, out=values)
    return np.asarray(values, np.uint8)


def blended(fixed: Grey, moving: Grey, share: float) -> Grey:
    """One over the other.

    Args:
        fixed: shape (rows, columns).
        moving: of the same shape.
        share: 0 shows the first alone, 1 the second.
    """
    mixed = (1 - share) * fixed.astype(np.float32) + share * moving
    return np.asarray(np.rint(mixed), np.uint8)


def checkered(fixed: Grey, moving: Grey, tile: int) -> Grey:
    """Tiles of ``tile`` pixels, in turn of one and the other."""
    rows, columns = np.ogrid[: fixed.shape[0], : fixed.shape[1]]
    other = ((rows // tile) + (columns // tile)) % 2 == 1
    return np.where(other, moving, fixed)


def edges(fixed: Grey, share: float) -> npt.NDArray[np.bool_]:
    """The strongest edges of a picture.

    Args:
        fixed: shape (rows, columns).
        share: of the head's pixels that are edges, 0 to 1.
    """
    from scipy.ndimage import gaussian_filter, maximum_filter

    smooth = gaussian_filter(fixed.astype(np.float32), 1.0)
    down, across = np.gradient(smooth)
    strength: npt.NDArray[Any] = np.hypot(down, across)
    head = fixed > 0
    if not head.any():
        return np.zeros(fixed.shape, bool)
    least = np.quantile(strength[head], 1 - share)
    # Thin lines: only where no neighbour across the edge is stronger.
    ridge = strength >= 0.92 * maximum_filter(strength, 3)
    return np.asarray((strength > max(float(least), 2.0)) & ridge)
