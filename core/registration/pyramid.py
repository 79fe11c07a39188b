"""A volume at several resolutions, each of about cubes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.studies.study import Volume

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_PERCENTILES = (0.5, 99.5)
_SMOOTH = 0.4
"""Width of the Gaussian over which finer voxels are averaged, of a cube's edge."""

_FINER = 0.75
"""Voxels whose edge is under this share of a cube's are averaged; others are interpolated."""

_REACH = 3.0
"""Widths of the Gaussian beyond which it is nothing."""

_LEAST_VOXELS = 4

Values = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Level:
    """A volume at one resolution.

    Attributes:
        values: float32, shape (i, j, k), between 0 and 1.
        affine: (4, 4), voxel to RAS+ millimetres.
    """

    values: Values
    affine: Affine


def _no_tick() -> None:
    """For callers who do not follow it."""


def pyramid(
    volume: Volume, sizes_mm: Sequence[float], tick: Callable[[], None] = _no_tick
) -> list[Level]:
    """The volume as about cubes of each size along its own axes, darkest 0 and brightest 1.

    Args:
        volume: any grid and type of number.
        sizes_mm: edges of the cubes, from coarse to fine.
        tick: called after each slice, for a large volume takes seconds; may raise ``Cancelled``.
    """
    low, high = np.percentile(volume.data[::2, ::2, ::2], _PERCENTILES).tolist()
    level = _cubes(volume.data, volume.affine, sizes_mm[-1], (low, high), tick)
    levels = [level]
    for size_mm in sizes_mm[-2::-1]:
        level = _cubes(level.values, level.affine, size_mm, (0.0, 1.0), tick)
        levels.append(level)
    return levels[::-1]


def _cubes(
    data: npt.NDArray[np.generic],
    affine: Affine,
    size_mm: float,
    window: tuple[float, float],
    tick: Callable[[], None],
) -> Level:
    """Averaged along finer axes and interpolated along coarser ones, slice by slice.

    The whole volume as floating-point numbers would take a gigabyte of a fine one.
    """
    low, high = window
    first, second, third = (
        _weights(n, float(np.linalg.norm(affine[:3, axis])), size_mm)
        for axis, n in enumerate(data.shape)
    )
    planes = np.empty((first.shape[0], second.shape[0], data.shape[2]), np.float32)
    for k in range(data.shape[2]):
        tick()
        plane = np.clip(data[:, :, k].astype(np.float32), low, high) - np.float32(low)
        planes[:, :, k] = (second @ (first @ plane).T).T
    through = (third @ planes.reshape(-1, planes.shape[2]).T).T
    values = through.reshape(*planes.shape[:2], -1) / np.float32(max(high - low, 1e-30))
    steps = np.array(data.shape) / values.shape
    moved = affine.copy()
    moved[:3, 3] += affine[:3, :3] @ ((steps - 1) / 2)
    moved[:3, :3] *= steps
    return Level(np.ascontiguousarray(values), moved)


def _weights(size: int, spacing_mm: float, size_mm: float) -> csr_array:
    """What each cube along an axis takes of each voxel, shape (cubes, voxels).

    Sparse: each takes of few voxels, and BLAS's threads would not pay.
    """
    from scipy.sparse import csr_array

    count = max(_LEAST_VOXELS, round(size * spacing_mm / size_mm))
    places = (np.arange(count) + 0.5) * size / count - 0.5
    if spacing_mm < _FINER * size_mm:
        width = _SMOOTH * size_mm / spacing_mm
        away = np.abs(places[:, None] - np.arange(size)) / width
        weights = np.where(away < _REACH, np.exp(-(away**2) / 2), 0)
    else:
        inside = np.clip(places, 0, size - 1)
        weights = np.maximum(1 - np.abs(inside[:, None] - np.arange(size)), 0)
    return csr_array((weights / weights.sum(axis=1, keepdims=True)).astype(np.float32))
