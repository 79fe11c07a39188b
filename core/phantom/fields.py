"""Seeded random fields and soft shapes in millimetres, from which the demo study is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.floating[Any]]
"""One value per voxel of the working grid, float32, shape (x, y, z), RAS+."""

Position = tuple[Field, Field, Field]
"""x, y, z of each voxel, RAS+ millimetres from the brain's middle; they broadcast to one field."""


@dataclass(frozen=True)
class Lattice:
    """The working grid: RAS+ positions of voxels, in millimetres from the brain's middle.

    Attributes:
        x, y, z: shapes (X, 1, 1), (1, Y, 1), (1, 1, Z); they broadcast to one field.
        spacing_mm: distance of neighbouring voxels.
    """

    x: Field
    y: Field
    z: Field
    spacing_mm: float

    @property
    def shape(self) -> tuple[int, int, int]:
        """Voxels along x, y, z."""
        return (self.x.size, self.y.size, self.z.size)


def ramp(distance_mm: Field, width_mm: float) -> Field:
    """0 to 1 across an edge at distance 0, linear over ``width_mm``: the partial volume."""
    return np.asarray(np.clip(distance_mm / np.float32(width_mm) + np.float32(0.5), 0, 1))


def smooth_noise(rng: np.random.Generator, lattice: Lattice, scale_mm: float) -> Field:
    """Noise of mean 0 and deviation near 1 that varies over ``scale_mm``.

    White noise on a coarse lattice, interpolated by cubic B-splines one axis at a time: three
    small matrix products, where filtering the full grid would take a hundred times as long.
    """
    splines = [_spline_matrix(axis.ravel(), scale_mm) for axis in (lattice.x, lattice.y, lattice.z)]
    i, j, k = (matrix.shape[1] for matrix in splines)
    # The values are drawn for a fixed coarse grid, so they do not depend on the voxel size.
    coarse = rng.standard_normal((i, j, k)).astype(np.float32)
    out = np.tensordot(splines[0], coarse, axes=1)
    out = (splines[1] @ out).reshape(-1, k) @ np.ascontiguousarray(splines[2].T)
    # A cubic B-spline keeps 0.48 of white noise's deviation per axis.
    return np.asarray(out.reshape(lattice.shape) / np.float32(0.48**1.5 * 1.45), np.float32)


def stripes(
    rng: np.random.Generator, extent_mm: float, wavelength_mm: float, step_mm: float
) -> Field:
    """Periodic labyrinth: noise of one wavelength in all directions, deviation 1.

    Its zero surfaces run like the sulci of a cortex: winding, at one typical distance.
    """
    size = round(extent_mm / step_mm)
    spectrum = np.fft.rfftn(rng.standard_normal((size,) * 3))
    along = np.fft.fftfreq(size, step_mm)
    last = np.fft.rfftfreq(size, step_mm)
    radius = np.sqrt(along[:, None, None] ** 2 + along[:, None] ** 2 + last**2)
    spectrum *= np.exp(-(((radius * wavelength_mm - 1.0) / 0.22) ** 2))
    field = np.fft.irfftn(spectrum, (size,) * 3, axes=(0, 1, 2))
    return np.asarray(field / field.std(), np.float32)


def slope(field: Field, spacing_mm: float) -> Field:
    """Length of the gradient per millimetre."""
    parts = np.gradient(field, spacing_mm)
    return np.asarray(np.sqrt(sum(part * part for part in parts)), np.float32)


def ellipsoid(
    position: Sequence[Field], centre: tuple[float, ...], radii: tuple[float, ...]
) -> Field:
    """Signed distance to an ellipsoid, about millimetres near its surface, negative inside."""
    total = sum(
        ((p - np.float32(c)) / np.float32(r)) ** 2
        for p, c, r in zip(position, centre, radii, strict=True)
    )
    return np.asarray((np.sqrt(total) - 1.0) * np.float32(min(radii)), np.float32)


def tube(position: Sequence[Field], path: Sequence[tuple[float, float, float, float]]) -> Field:
    """Signed distance to a tube through (x, y, z, radius) points, in millimetres."""
    best: Field | None = None
    for start, end in pairwise(path):
        a, b = np.asarray(start, np.float32), np.asarray(end, np.float32)
        step = b[:3] - a[:3]
        along = sum((p - a[i]) * step[i] for i, p in enumerate(position)) / float(step @ step)
        along = np.clip(along, 0, 1)
        gap = sum((p - (a[i] + along * step[i])) ** 2 for i, p in enumerate(position))
        distance = np.sqrt(gap) - (a[3] + along * (b[3] - a[3]))
        best = distance if best is None else np.minimum(best, distance)
    assert best is not None
    return np.asarray(best, np.float32)


def _spline_matrix(axis: Field, scale_mm: float) -> Field:
    """Weights of the coarse values at each position, shape (positions, coarse values)."""
    reach = 130.0
    knots = np.arange(-reach - 2 * scale_mm, reach + 2.5 * scale_mm, scale_mm)
    t = np.abs(axis[:, None] - knots[None]) / scale_mm
    near = 2 / 3 - t**2 + t**3 / 2
    far = np.clip(2 - t, 0, None) ** 3 / 6
    return np.where(t < 1, near, far).astype(np.float32)
