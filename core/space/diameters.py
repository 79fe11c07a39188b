"""Longest axial diameter and its longest perpendicular, as RANO measures a lesion.

RANO (Wen et al., J Clin Oncol 2010 and 2023) takes the longest diameter of a lesion within one
axial slice and the longest diameter perpendicular to it in the same slice. Here the slices are
those of the grid's axis nearest to up-down, lengths are world millimetres, and a line never
bridges two separate spots of one slice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine

PointMm = tuple[float, float, float]


@dataclass(frozen=True)
class Diameters:
    """The two lines of one region.

    Attributes:
        longest_mm: length of the longest line.
        perpendicular_mm: length of the longest line square to it, within the convex outline.
        slice_index: voxel index of the slice along ``axis``.
        axis: the grid's axis nearest to up-down.
        longest_ends: world end points of the longest line.
        perpendicular_ends: world end points of the other.
    """

    longest_mm: float
    perpendicular_mm: float
    slice_index: int
    axis: int
    longest_ends: tuple[PointMm, PointMm]
    perpendicular_ends: tuple[PointMm, PointMm]

    @property
    def product_mm2(self) -> float:
        """Product of the two, RANO's bidimensional size."""
        return self.longest_mm * self.perpendicular_mm


def axial_axis(affine: Affine) -> int:
    """The voxel axis that runs nearest to the inferior-superior direction."""
    directions = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    # Among equals the last: an exact tie is an oblique stack, whose slices come last.
    return 2 - int(np.abs(directions[2])[::-1].argmax())


def axial_diameters(mask: npt.NDArray[np.bool_], affine: Affine) -> Diameters | None:
    """Measure one region; None when it is empty.

    Args:
        mask: the region, shape (i, j, k); crop it to the region first, for speed.
        affine: voxel of this (cropped) array to RAS+ millimetres.
    """
    axis = axial_axis(affine)
    others = [a for a in range(3) if a != axis]
    plane = np.asarray(affine[:3, others])
    slices = mask.transpose(axis, *others)
    best: tuple[float, int, npt.NDArray[np.float64]] | None = None
    for bound, index in _by_extent(slices, plane):
        if best is not None and bound <= best[0]:
            break
        for hull in _spots(slices[index], plane):
            length = _farthest(hull)[0]
            if best is None or length > best[0]:
                best = (length, index, hull)
    if best is None:
        return None
    return _lines(best[2], best[1], axis, affine)


def _by_extent(
    slices: npt.NDArray[np.bool_], plane: npt.NDArray[np.float64]
) -> list[tuple[float, int]]:
    # No line in a slice is longer than the diagonal of its box: big slices first, then stop.
    rows, columns = np.any(slices, axis=2), np.any(slices, axis=1)
    step = np.linalg.norm(plane, axis=0)
    extents = []
    for index in np.flatnonzero(rows.any(axis=1)).tolist():
        a, b = np.flatnonzero(rows[index]), np.flatnonzero(columns[index])
        sides = step * [a[-1] - a[0] + 1, b[-1] - b[0] + 1]
        extents.append((float(sides.sum() if _skewed(plane) else np.hypot(*sides)), index))
    return sorted(extents, reverse=True)


def _skewed(plane: npt.NDArray[np.float64]) -> bool:
    return abs(float(plane[:, 0] @ plane[:, 1])) > 1e-6


def _spots(
    area: npt.NDArray[np.bool_], plane: npt.NDArray[np.float64]
) -> list[npt.NDArray[np.float64]]:
    """Convex outlines of the connected spots of one slice, each (n, 2) in-plane millimetres."""
    from scipy.ndimage import find_objects, label
    from scipy.spatial import ConvexHull

    numbered, _ = label(area, structure=np.ones((3, 3), int))
    basis = _in_plane(plane)
    hulls = []
    for number, box in enumerate(find_objects(numbered), start=1):
        corner = [box[0].start, box[1].start]
        points = _outline(numbered[box] == number) + corner
        flat = points @ (basis @ plane).T
        hulls.append(flat[ConvexHull(flat).vertices])
    return hulls


def _outline(spot: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    # Middles of the voxel edges: an n-voxel row is n voxels long, and a diagonal is not
    # lengthened by the corners that stick out of a round lesion.
    rows = np.flatnonzero(spot.any(axis=1))
    first = spot[rows].argmax(axis=1)
    last = spot.shape[1] - 1 - spot[rows, ::-1].argmax(axis=1)
    points = np.concatenate([np.c_[rows, first], np.c_[rows, last]]).astype(float)
    shifts = np.array([[0.5, 0.0], [-0.5, 0.0], [0.0, 0.5], [0.0, -0.5]])
    return np.asarray((points[:, None] + shifts).reshape(-1, 2))


def _in_plane(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    # Two orthonormal world directions that span the slice, shape (2, 3).
    first = plane[:, 0] / np.linalg.norm(plane[:, 0])
    second = plane[:, 1] - (plane[:, 1] @ first) * first
    return np.stack([first, second / np.linalg.norm(second)])


def _farthest(hull: npt.NDArray[np.float64]) -> tuple[float, int, int]:
    distances = np.linalg.norm(hull[:, None] - hull[None], axis=2)
    a, b = np.unravel_index(int(distances.argmax()), distances.shape)
    return float(distances[a, b]), int(a), int(b)


def _lines(hull: npt.NDArray[np.float64], index: int, axis: int, affine: Affine) -> Diameters:
    length, a, b = _farthest(hull)
    along = (hull[b] - hull[a]) / length
    across = np.array([-along[1], along[0]])
    u, v = (hull - hull[a]) @ along, (hull - hull[a]) @ across
    at, low, high = _widest(u, v)
    others = [i for i in range(3) if i != axis]
    basis = _in_plane(np.asarray(affine[:3, others]))
    origin = affine[:3, 3] + index * affine[:3, axis]
    ends = [hull[a] + at * along + side * across for side in (low, high)]

    def world(point: npt.NDArray[np.float64]) -> PointMm:
        x, y, z = (origin + point @ basis).tolist()
        return (x, y, z)

    return Diameters(
        longest_mm=length,
        perpendicular_mm=high - low,
        slice_index=index,
        axis=axis,
        longest_ends=(world(hull[a]), world(hull[b])),
        perpendicular_ends=(world(ends[0]), world(ends[1])),
    )


def _widest(u: npt.NDArray[np.float64], v: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Where a convex outline is widest across u: (u, lowest v, highest v).

    The width is concave in u and bends at vertices alone, so the widest place is a vertex.
    """
    upper, lower = v >= 0.0, v <= 0.0
    # Both end points of the longest line have v = 0 up to rounding and belong to both sides.
    ends = np.isclose(v, 0.0, atol=1e-9)

    def side(chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        points = np.c_[u, v][chosen | ends]
        order = np.argsort(points[:, 0])
        return np.asarray(np.interp(u, points[order, 0], points[order, 1]))

    high, low = side(upper), side(lower)
    at = int((high - low).argmax())
    return float(u[at]), float(low[at]), float(high[at])
