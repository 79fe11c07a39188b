"""The network's input: an upright cube around the head, its values between 0 and 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.space.affine import Grid
from core.space.components import components_of
from core.space.resampling import sampled, upright_grid
from core.studies.study import Volume

COARSE_MM = 4.0
MARGIN_MM = 10.0
"""Air around the head: turned heads and faint scalps stay in."""

BELOW_TOP_MM = 210.0
"""A brain ends 150 to 180 mm below the top of the head; what lies deeper is neck."""

LEAST_MM, MOST_MM = 40.0, 1000.0
"""Edges of a volume that may hold a head."""

LOW_QUANTILE, HIGH_QUANTILE = 0.01, 0.98
"""Become 0 and 1. Fat and vessels may be far brighter than all of the brain."""

BRIGHTEST = 1.5

_AIR = 0.2
"""Of the bright tissue's level; air and its noise are darker."""


def head_grid(volume: Volume, name: str, spacing_mm: float, multiple: int) -> Grid:
    """An upright isotropic grid around the head.

    Args:
        volume: one sequence of the head.
        name: of the volume, for errors.
        spacing_mm: of the grid.
        multiple: its edges are a multiple of this many voxels.

    Raises:
        CheckError: the volume is too small or too large for a head, or all its values are equal.
    """
    extent = np.asarray(volume.grid.shape) * volume.grid.spacing_mm
    if extent.min() < LEAST_MM or extent.max() > MOST_MM:
        size = " × ".join(f"{mm:.0f}" for mm in extent)
        raise CheckError(
            f"{name}: it covers {size} mm. Expected a head: {LEAST_MM:.0f} to {MOST_MM:.0f} mm "
            "along each axis. Choose another series, or convert it again from DICOM."
        )
    coarse = upright_grid(volume.grid, COARSE_MM)
    inside = head_of(sampled(volume.data, volume.affine, coarse, np.nan), name)
    found = np.argwhere(inside)
    low, high = found.min(axis=0), found.max(axis=0) + 1
    low[2] = max(low[2], high[2] - round(BELOW_TOP_MM / COARSE_MM))
    middle = coarse.affine[:3, 3] + ((low + high - 1) / 2) * COARSE_MM
    length = (high - low) * COARSE_MM + 2 * MARGIN_MM
    shape = np.ceil(length / spacing_mm / multiple).astype(int) * multiple
    affine = np.diag([spacing_mm] * 3 + [1.0])
    affine[:3, 3] = middle - (shape - 1) / 2 * spacing_mm
    i, j, k = shape.tolist()
    return Grid((i, j, k), affine)


def head_values(volume: Volume, grid: Grid) -> npt.NDArray[np.float32]:
    """The network's input of one sequence, shape of ``grid``; 0 where the volume ends."""
    values = sampled(volume.data, volume.affine, grid, np.nan)
    return normalised(values)


def normalised(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Scale so that two quantiles of what is a number become 0 and 1; else 0."""
    known = values[np.isfinite(values)]
    if not known.size:
        return np.zeros_like(values)
    low, high = np.quantile(known[::7], [LOW_QUANTILE, HIGH_QUANTILE]).tolist()
    scaled = (values - np.float32(low)) / np.float32(max(high - low, 1e-6))
    known_or_dark = np.nan_to_num(scaled, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(known_or_dark, 0, BRIGHTEST), np.float32)


def head_of(values: npt.NDArray[np.float32], name: str) -> npt.NDArray[np.bool_]:
    """The largest piece that is brighter than air.

    Args:
        values: shape (i, j, k); not a number beyond the scan.
        name: of the volume, for errors.

    Returns:
        Boolean, same shape; what is dark within the head is not filled.

    Raises:
        CheckError: all values are equal or none is a number.
    """
    from scipy.ndimage import binary_dilation, binary_erosion

    known = values[np.isfinite(values)]
    if not known.size or known.min() == known.max():
        raise CheckError(
            f"{name}: all its values are equal or none is a number; there is no head in it. "
            "Choose another series."
        )
    low = float(known.min())
    bright = float(np.median(known[known > known.mean()]))
    mask = np.nan_to_num(values, nan=low) > low + _AIR * (bright - low)
    # Without what hangs on by a thread: ghosts and a head rest.
    core = binary_erosion(mask)
    numbered = components_of(core if core.any() else mask, 6)
    sizes = np.bincount(numbered.ravel())
    sizes[0] = 0
    return np.asarray(binary_dilation(numbered == sizes.argmax()))
