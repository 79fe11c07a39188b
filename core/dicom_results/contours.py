"""Outlines of a mask slice by slice, and the mask that outlines enclose.

An outline runs half-way between the middles of the voxels inside and outside, so that exactly the
middles of those inside lie within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Outline = npt.NDArray[np.float64]
"""Corners of a closed polygon, shape (corners, 2), column and row of the grid; the last corner is
joined to the first."""


def outlines(mask: Mask) -> list[Outline]:
    """The polygons around a mask's pieces; a hole is joined to the rim by a cut there and back.

    DICOM has no other way that all readers understand for a hole (PS3.3, C.8.8.6.3, keyhole).

    Args:
        mask: shape (columns, rows).
    """
    from contourpy import FillType, contour_generator

    if not mask.any():
        return []
    padded = np.pad(mask.T, 1).astype(np.float64)
    made = contour_generator(z=padded, fill_type=FillType.OuterOffset)
    polygons: list[Outline]
    offsets: list[npt.NDArray[np.uint32]]
    polygons, offsets = made.filled(0.5, np.inf)  # type: ignore[misc,assignment]  # of any type
    return [
        _keyhole([_corners(part) for part in _parts(points, starts)]) - 1.0
        for points, starts in zip(polygons, offsets, strict=True)
    ]


def filled(polygons: Iterable[Outline], shape: tuple[int, int]) -> Mask:
    """The grid's points inside polygons, by the even-odd rule.

    Args:
        polygons: see :data:`Outline`.
        shape: columns and rows.
    """
    crossings = np.zeros((shape[0] + 1, shape[1]), np.intp)
    for polygon in polygons:
        following = np.roll(polygon, -1, axis=0)
        for (x, y), (x_next, y_next) in zip(polygon.tolist(), following.tolist(), strict=True):
            if y == y_next:
                continue
            low, high = min(y, y_next), max(y, y_next)
            rows = np.arange(max(0, int(np.ceil(low))), min(shape[1], int(np.ceil(high))))
            at = x + (rows - y) * (x_next - x) / (y_next - y)
            columns = np.clip(np.ceil(at), 0, shape[0]).astype(int)
            np.add.at(crossings, (columns, rows), 1)
    return np.asarray(np.cumsum(crossings, axis=0)[:-1] % 2 == 1)


def _parts(points: Outline, starts: npt.NDArray[np.uint32]) -> list[Outline]:
    """The rim and the holes of one polygon."""
    return [points[a:b] for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]


def _corners(closed: Outline) -> Outline:
    """Without the repeated first point, and without points on a straight line."""
    points = closed[:-1]
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    bent = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    return np.asarray(points[bent])


def _keyhole(parts: Sequence[Outline]) -> Outline:
    """One polygon out of a rim and its holes; each is entered and left by the shortest cut."""
    whole, *holes = parts
    for hole in holes:
        apart = ((whole[:, None] - hole[None]) ** 2).sum(axis=2)
        at, enter = np.unravel_index(int(apart.argmin()), apart.shape)
        around = np.roll(hole, -int(enter), axis=0)
        whole = np.concatenate([whole[: at + 1], around, around[:1], whole[at:]])
    return whole
