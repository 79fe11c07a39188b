"""Lengths, angles and outlines of marks in millimetres, and how their points move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.measuring.lesions import MEASURABLE_SLICES, MOST_TARGETS, reaches_measurable
from desktop_app.state.display import Plane, Point, Voxel
from desktop_app.state.marks import Mark, MarkKind

_CORNERS = 96
"""An ellipse is drawn and measured as an outline of this many corners: 0.07 % too small."""


def in_plane(plane: Plane) -> tuple[int, int]:
    """The two RAS+ axes that a plane's slices run along."""
    first, second = (axis for axis in range(3) if axis != plane.axis)
    return first, second


def _flat(mark: Mark, spacing_mm: Point) -> npt.NDArray[np.float64]:
    """Its points within the slice, shape (n, 2), in millimetres."""
    axes = list(in_plane(mark.plane))
    return np.asarray(np.asarray(mark.points, float)[:, axes] * np.asarray(spacing_mm)[axes])


def lengths_mm(mark: Mark, spacing_mm: Point) -> tuple[float, ...]:
    """Of a ruler its length, of a lesion longest diameter and perpendicular; else nothing."""
    points = _flat(mark, spacing_mm)
    if mark.kind not in (MarkKind.RULER, MarkKind.LESION):
        return ()
    pairs = points.reshape(-1, 2, 2)
    return tuple(np.linalg.norm(pairs[:, 1] - pairs[:, 0], axis=1).tolist())


def is_measurable(lesion: Mark, spacing_mm: Point) -> bool:
    """Whether RANO would measure a lesion by these lines."""
    longest, perpendicular = lengths_mm(lesion, spacing_mm)
    return lesion.slices >= MEASURABLE_SLICES and reaches_measurable(longest, perpendicular)


def products_mm2(lesions: Sequence[Mark], spacing_mm: Point) -> list[float]:
    """Products of the lesions that RANO adds up, the largest first."""
    measurable = [lengths_mm(m, spacing_mm) for m in lesions if is_measurable(m, spacing_mm)]
    return sorted((a * b for a, b in measurable), reverse=True)[:MOST_TARGETS]


def angle_degrees(mark: Mark, spacing_mm: Point) -> float:
    """The angle at the vertex, 0 to 180; 0 while an arm has no length."""
    end, vertex, other = _flat(mark, spacing_mm)
    a, b = end - vertex, other - vertex
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(a @ b / size, -1.0, 1.0)))) if size else 0.0


def shift_mm(mark: Mark, spacing_mm: Point) -> float:
    """How far the septum lies from the falx's line, positive towards the patient's right."""
    step = septum(mark, spacing_mm) - septum_foot(mark, spacing_mm)
    distance = float(np.linalg.norm(step))
    # Axial and coronal slices run along x first, which grows to the right.
    return distance if step[0] >= 0 else -distance


def septum(mark: Mark, spacing_mm: Point) -> npt.NDArray[np.float64]:
    """The septum within the slice, in millimetres."""
    return np.asarray(_flat(mark, spacing_mm)[2])


def septum_foot(mark: Mark, spacing_mm: Point) -> npt.NDArray[np.float64]:
    """The place on the falx's line that is nearest to the septum, in millimetres."""
    front, back, at = _flat(mark, spacing_mm)
    along = back - front
    size = float(along @ along)
    return np.asarray(front + (at - front) @ along / size * along if size else front)


def foot_point(mark: Mark, spacing_mm: Point) -> Point:
    """:func:`septum_foot` as a RAS+ voxel position."""
    return _lifted(septum_foot(mark, spacing_mm), mark, spacing_mm)


def outline_points(mark: Mark) -> tuple[Point, ...]:
    """Corners of the closed outline of an area, RAS+ voxel positions."""
    if mark.kind is not MarkKind.ELLIPSE:
        return mark.points
    first, second = np.asarray(mark.points, float)
    centre, half = (first + second) / 2, np.abs(first - second) / 2
    a, b = in_plane(mark.plane)
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    corners = np.tile(centre, (_CORNERS, 1))
    corners[:, a] += half[a] * np.cos(turn)
    corners[:, b] += half[b] * np.sin(turn)
    return tuple((x, y, z) for x, y, z in corners.tolist())


def outline_flat(mark: Mark) -> npt.NDArray[np.float64]:
    """:func:`outline_points` within the slice, shape (n, 2), in voxels."""
    return np.asarray(outline_points(mark))[:, list(in_plane(mark.plane))]


def in_millimetres(mark: Mark, spacing_mm: Point) -> npt.NDArray[np.float64]:
    """:func:`outline_flat` in millimetres."""
    axes = list(in_plane(mark.plane))
    return np.asarray(outline_flat(mark) * np.asarray(spacing_mm)[axes])


def shifted(mark: Mark, step: Point, shape: Voxel) -> Mark:
    """The whole mark moved along its slice, kept within the volume."""
    moved = np.asarray(mark.points, float) + np.asarray(step)
    low, high = moved.min(axis=0), moved.max(axis=0)
    moved += np.maximum(-0.5 - low, 0) - np.maximum(high - (np.asarray(shape) - 0.5), 0)
    return replace(mark, points=_as_points(moved), by_hand=True)


def with_point(mark: Mark, index: int, place: Point, spacing_mm: Point) -> Mark:
    """One handle moved; the lines of a lesion stay at a right angle."""
    points = list(mark.points)
    if mark.kind is not MarkKind.LESION:
        points[index] = place
        return replace(mark, points=tuple(points), by_hand=True)
    flat = _flat(mark, spacing_mm)
    fractions = _crossed(flat)
    axes = list(in_plane(mark.plane))
    flat[index] = np.asarray(place)[axes] * np.asarray(spacing_mm)[axes]
    if index > 1:
        at, low, high = fractions
        along, across, size = _directions(flat)
        place_on = float((flat[index] - flat[0]) @ along / size)
        side = float((flat[index] - flat[0]) @ across)
        at = min(max(place_on, 0.0), 1.0)
        fractions = (at, side, high) if index == 2 else (at, low, side)
    flat[2:] = _perpendicular(flat, fractions)
    lifted = tuple(_lifted(row, mark, spacing_mm) for row in flat)
    return replace(mark, points=lifted, by_hand=True)


def _directions(
    flat: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], float]:
    step = flat[1] - flat[0]
    # Two ends on one spot have no direction: any will do until they part.
    size = float(np.linalg.norm(step)) or 1e-6
    along = step / size if step.any() else np.array([1.0, 0.0])
    return along, np.array([-along[1], along[0]]), size


def _crossed(flat: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Where the perpendicular crosses, 0 to 1, and how far its two ends lie to the side."""
    along, across, size = _directions(flat)
    ends = flat[2:] - flat[0]
    at = float((ends @ along).mean() / size)
    first, second = (ends @ across).tolist()
    return at, first, second


def _perpendicular(
    flat: npt.NDArray[np.float64], fractions: tuple[float, float, float]
) -> npt.NDArray[np.float64]:
    along, across, size = _directions(flat)
    at, first, second = fractions
    foot = flat[0] + at * size * along
    return np.stack([foot + first * across, foot + second * across])


def _lifted(flat: npt.NDArray[np.float64], mark: Mark, spacing_mm: Point) -> Point:
    point = [float(mark.slice_index)] * 3
    for axis, value in zip(in_plane(mark.plane), flat.tolist(), strict=True):
        point[axis] = value / spacing_mm[axis]
    return (point[0], point[1], point[2])


def _as_points(array: npt.NDArray[np.float64]) -> tuple[Point, ...]:
    return tuple((x, y, z) for x, y, z in array.tolist())
