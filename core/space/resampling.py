"""A volume's values at the voxels of any other grid, however the two are turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from core.parallel import few_at_once
from core.space.affine import Affine, Grid, corners_mm
from core.space.boxes import Box, box_of, part_of

_SLICES = 16
"""Interpolated at a time."""

_MUCH_SMALLER = 2
"""So many of a volume's voxels along an axis within one of the target's are averaged."""


def sampled(
    data: npt.NDArray[Any],
    affine: Affine,
    target: Grid,
    outside: float = 0.0,
    kind: npt.DTypeLike = np.float32,
) -> npt.NDArray[Any]:
    """Interpolate a volume linearly on another grid.

    Voxels that are much smaller than the target's are averaged first, or fine noise and edges
    would be picked at random.

    Args:
        data: shape (i, j, k), any type of number.
        affine: voxel of ``data`` to world.
        target: the grid of the result.
        outside: the value where the volume does not reach.
        kind: of the result; rounded where it is one of whole numbers.

    Returns:
        Shape of ``target``, of ``kind``.
    """
    from scipy.ndimage import affine_transform

    source = Grid(_three(data), affine)
    data, affine = _averaged(data, affine, target.spacing_mm)
    values = data if data.dtype.kind in "iu" else np.asarray(data, np.float32)
    out = np.empty(target.shape, kind)
    i, j, k = target.shape

    def write(first: int) -> None:
        box = (slice(first, min(first + _SLICES, i)), slice(0, j), slice(0, k))
        part = part_of(target, box)
        step = np.linalg.inv(affine) @ part.affine
        there = affine_transform(
            values, _matrix(step), step[:3, 3], output_shape=part.shape, output=np.float32,
            order=1, mode="nearest", prefilter=False,
        )  # fmt: skip
        there[~within(source, part)] = outside
        out[box] = np.rint(there) if out.dtype.kind in "iu" else there

    # Some at a time: what a large grid needs meanwhile is several times the result.
    few_at_once(write, range(0, i, _SLICES))
    return out


def nearest(data: npt.NDArray[Any], affine: Affine, target: Grid) -> npt.NDArray[Any]:
    """The value of the nearest voxel at the voxels of another grid; 0 where there is none.

    Args:
        data: shape (i, j, k): label numbers or a mask, between which nothing lies.
        affine: voxel of ``data`` to world.
        target: the grid of the result.

    Returns:
        Shape of ``target``, type of ``data``.
    """
    from scipy.ndimage import affine_transform

    step = np.linalg.inv(affine) @ target.affine
    out = affine_transform(
        data.astype(np.uint8) if data.dtype == bool else data,
        _matrix(step), step[:3, 3], output_shape=target.shape, order=0, mode="grid-constant",
        cval=0, prefilter=False,  # "constant" ends at the middles of the outermost voxels
    )  # fmt: skip
    return np.asarray(out, data.dtype)


def within(source: Grid, target: Grid) -> npt.NDArray[np.bool_]:
    """Which voxels of ``target`` have their centre inside a voxel of ``source``."""
    step = np.linalg.inv(source.affine) @ target.affine
    x, y, z = np.ogrid[tuple(slice(0, n) for n in target.shape)]
    inside = np.ones(target.shape, bool)
    for axis, size in enumerate(source.shape):
        a, b, c = step[axis, :3].tolist()
        place = a * x + b * y + c * z + step[axis, 3]
        inside &= (place >= -0.5) & (place <= size - 0.5)
    return inside


def at_least(
    field: npt.NDArray[np.float32], source: Grid, target: Grid, level: float
) -> Iterator[tuple[int, npt.NDArray[np.bool_]]]:
    """Where a field, interpolated on another grid, reaches a level; some slices at a time.

    Only the part of the target around what reaches the level is interpolated, so that a large
    grid costs little time and no memory.

    Args:
        field: float32, shape of ``source``; taken for 0 beyond it.
        source: grid of ``field``.
        target: grid of the answer.
        level: above 0.

    Yields:
        The first slice (along k) and a boolean (i, j, slices), in order and without a gap.
    """
    from scipy.ndimage import affine_transform

    step = np.linalg.inv(source.affine) @ target.affine
    box = box_on(field > 0, source, target)
    for first in range(0, target.shape[2], _SLICES):
        last = min(first + _SLICES, target.shape[2])
        out = np.zeros((*target.shape[:2], last - first), bool)
        low, high = max(first, box[2].start), min(last, box[2].stop)
        if low < high:
            part = (box[0], box[1], slice(low, high))
            begin = np.array([s.start for s in part], float)
            values = affine_transform(
                field, _matrix(step), step[:3, :3] @ begin + step[:3, 3],
                output_shape=tuple(s.stop - s.start for s in part), output=np.float32,
                order=1, mode="constant", cval=0.0, prefilter=False,
            )  # fmt: skip
            out[part[0], part[1], low - first : high - first] = values >= level
        yield first, out


def upright_grid(grid: Grid, spacing_mm: float) -> Grid:
    """The smallest grid along the world's axes (RAS+) that covers another, isotropic."""
    half = np.abs(grid.affine[:3, :3]).sum(axis=1) / 2
    corners = corners_mm(grid)
    low, high = corners.min(axis=0) - half, corners.max(axis=0) + half
    shape = np.maximum(np.ceil((high - low) / spacing_mm), 1).astype(int)
    affine = np.diag([spacing_mm] * 3 + [1.0])
    affine[:3, 3] = (low + high - (shape - 1) * spacing_mm) / 2
    i, j, k = shape.tolist()
    return Grid((i, j, k), affine)


def _averaged(
    data: npt.NDArray[Any], affine: Affine, spacing_mm: tuple[float, float, float]
) -> tuple[npt.NDArray[Any], Affine]:
    """Means of blocks of voxels that fit into the wanted spacing, and their affine."""
    own = np.sqrt((affine[:3, :3] ** 2).sum(axis=0))
    fits = np.minimum((min(spacing_mm) / own + 1e-3).astype(int), data.shape)
    if fits.max() < _MUCH_SMALLER:
        return data, affine
    i, j, k = np.maximum(fits, 1).tolist()
    x, y, z = (n // f for n, f in zip(data.shape, (i, j, k), strict=True))
    whole = data[: x * i, : y * j, : z * k]
    total = np.zeros((x, y, z), np.float32)
    for a in range(i):
        for b in range(j):
            for c in range(k):
                total += whole[a::i, b::j, c::k]
    moved = affine.copy()
    moved[:3, 3] = affine[:3, :3] @ ((np.array([i, j, k]) - 1) / 2) + affine[:3, 3]
    moved[:3, :3] = affine[:3, :3] * [i, j, k]
    return total / np.float32(i * j * k), moved


def _matrix(step: Affine) -> npt.NDArray[np.float64]:
    """The turning part, as the diagonal alone where the axes are parallel: it runs faster."""
    part = step[:3, :3]
    diagonal = np.diag(part)
    alone = np.abs(part - np.diag(diagonal)).max() < 1e-9
    return np.asarray(diagonal if alone else part)


def box_on(mask: npt.NDArray[np.bool_], source: Grid, target: Grid) -> Box:
    """The box of ``target`` that holds all of a mask on ``source`` and one voxel of it around.

    Linear interpolation gives 0 outside of it; it is empty where they do not meet.
    """
    found = box_of(mask)
    if found is None:
        return (slice(0, 0),) * 3
    low, high = np.array([s.start - 1 for s in found]), np.array([s.stop for s in found])
    ends = np.array(np.meshgrid(*zip(low, high, strict=True), indexing="ij")).reshape(3, -1)
    step = np.linalg.inv(target.affine) @ source.affine
    placed = step[:3, :3] @ ends + step[:3, 3:]
    begin = np.clip(np.floor(placed.min(axis=1)), 0, target.shape).astype(int).tolist()
    end = np.clip(np.ceil(placed.max(axis=1)) + 1, 0, target.shape).astype(int).tolist()
    i, j, k = (slice(b, max(b, e)) for b, e in zip(begin, end, strict=True))
    return (i, j, k)


def _three(data: npt.NDArray[Any]) -> tuple[int, int, int]:
    i, j, k = data.shape
    return (i, j, k)
