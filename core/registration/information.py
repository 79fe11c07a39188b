"""Mutual information of two volumes at given points, and its slope by a rigid motion.

Mattes' form (IEEE Trans Med Imaging 22:120, 2003): the fixed volume's values in bins, the
moving one's spread over four bins by a cubic B-spline, so that the slope is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.registration.pose import Six, pulled, turned
from core.registration.pyramid import Level

_BINS = 32
_PADDING = 2
"""Bins at each end that a B-spline reaches over."""

_AROUND_MM = 10.0
"""Air around the head that is looked at too: it tells where the head ends."""

_LEAST_SHARE = 0.35
"""Of the points that must lie in the moving volume; under it two volumes do not meet."""

Points = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """Points of the fixed volume.

    Attributes:
        places: relative to the centre, RAS+ millimetres, float32, shape (n, 3).
        bins: the fixed volume's bin at each, shape (n,).
        centre: RAS+ millimetres, shape (3,).
    """

    places: Points
    bins: npt.NDArray[np.intp]
    centre: npt.NDArray[np.float64]


def sample_of(
    level: Level,
    count: int,
    centre: npt.NDArray[np.float64],
    rng: np.random.Generator,
    hidden: Mask | None = None,
) -> Sample:
    """Random points in and just around the head, but for what is hidden.

    Between voxels too: on a regular lattice the information peaks where two lattices fall on
    each other, whatever the heads do.
    """
    from scipy.ndimage import binary_dilation

    values = level.values
    size_mm = float(np.linalg.norm(level.affine[:3, 0]))
    reach = max(1, round(_AROUND_MM / size_mm))
    looked_at = binary_dilation(values >= values.mean() / 2, iterations=reach)
    if hidden is not None:
        looked_at &= ~hidden
    voxels = np.argwhere(looked_at)
    chosen = voxels[rng.integers(len(voxels), size=count)] + rng.uniform(-0.5, 0.5, (count, 3))
    places = np.clip(chosen, 0, _last(values)).astype(np.float32)
    bins = _binned(interpolated(values, places)[0])
    world = transformed(places, level.affine[:3, :3]) + (level.affine[:3, 3] - centre)
    return Sample(world.astype(np.float32), bins, centre)


def _binned(values: npt.NDArray[np.float32]) -> npt.NDArray[np.intp]:
    inner = _BINS - 2 * _PADDING
    return np.asarray(np.clip((values * inner).astype(np.intp), 0, inner - 1) + _PADDING)


def _last(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The last place along each axis that has voxels on both sides."""
    return np.array(values.shape) - 1.001


class Information:
    """The information that a moving volume at a motion has about a sample.

    Points that fall on what is hidden in the moving volume do not count.
    """

    def __init__(self, sample: Sample, moving: Level, hidden: Mask | None = None) -> None:
        self._sample = sample
        self._values = moving.values
        self._hidden = hidden
        self._to_voxel = np.linalg.inv(moving.affine)

    def __call__(self, six: Six) -> tuple[float, Six]:
        """Minus the information in nats, and its slope; (0, 0) where the two do not meet."""
        turned_places = transformed(self._sample.places, turned(six))
        voxel = self._to_voxel[:3, :3]
        shift = voxel @ (self._sample.centre + six[3:]) + self._to_voxel[:3, 3]
        places = transformed(turned_places, voxel) + shift.astype(np.float32)
        inside = (places >= 0) & (places <= _last(self._values))
        found = np.flatnonzero(inside.all(axis=1))
        if self._hidden is not None:
            i, j, k = np.rint(places[found]).astype(np.intp).T
            found = found[~self._hidden[i, j, k]]
        if len(found) < _LEAST_SHARE * len(places):
            return 0.0, np.zeros(6)
        values, slopes = interpolated(self._values, places[found])
        information, by_value = mutual(self._sample.bins[found], values)
        pull = transformed(by_value[:, None] * slopes, voxel.T)
        return -information, -pulled(six, turned_places[found], pull)


def transformed(points: Points, matrix: npt.NDArray[np.floating[Any]]) -> Points:
    """A matrix of shape (3, 3) times each point.

    Not by ``@``: where others use the processor too, the threads of BLAS wait for each other
    ten times longer than such a product takes.
    """
    return np.asarray(np.einsum("nj,ij->ni", points, matrix.astype(np.float32)))


def interpolated(
    values: npt.NDArray[np.float32], places: Points
) -> tuple[npt.NDArray[np.float32], Points]:
    """Linear interpolation and its derivative.

    Args:
        values: shape (i, j, k).
        places: in voxels, inside, shape (n, 3).

    Returns:
        Values, shape (n,), and their derivative by each axis, shape (n, 3).
    """
    low = places.astype(np.intp)
    x, y, z = (places - low).T
    _, columns, slices = values.shape
    flat, first = values.ravel(), (low[:, 0] * columns + low[:, 1]) * slices + low[:, 2]
    corner = {
        (a, b, c): flat[first + (a * columns + b) * slices + c]
        for a in (0, 1) for b in (0, 1) for c in (0, 1)
    }  # fmt: skip
    along = {(a, b): corner[a, b, 1] - corner[a, b, 0] for a in (0, 1) for b in (0, 1)}
    edge = {ab: corner[(*ab, 0)] + z * rise for ab, rise in along.items()}
    face = [edge[a, 0] + y * (edge[a, 1] - edge[a, 0]) for a in (0, 1)]
    by_y = [edge[a, 1] - edge[a, 0] for a in (0, 1)]
    by_z = [along[a, 0] + y * (along[a, 1] - along[a, 0]) for a in (0, 1)]
    slopes = np.stack(
        [
            face[1] - face[0],
            by_y[0] + x * (by_y[1] - by_y[0]),
            by_z[0] + x * (by_z[1] - by_z[0]),
        ],
        axis=1,
    )
    return face[0] + x * (face[1] - face[0]), slopes


def mutual(
    fixed: npt.NDArray[np.intp], moving: npt.NDArray[np.float32]
) -> tuple[float, npt.NDArray[np.float32]]:
    """Mutual information in nats, and its derivative by each moving value."""
    place = np.clip(moving, 0, 1) * np.float32(_BINS - 2 * _PADDING - 1) + _PADDING
    low = place.astype(np.intp)
    part = place - low
    rest = 1 - part
    weights = (
        rest**3 / 6,
        (3 * part**3 - 6 * part**2 + 4) / 6,
        (3 * rest**3 - 6 * rest**2 + 4) / 6,
        part**3 / 6,
    )
    first = fixed * _BINS + low - 1
    joint = np.zeros(_BINS * _BINS)
    for offset, weight in enumerate(weights):
        joint += np.bincount(first + offset, weight, _BINS * _BINS)
    joint /= len(fixed)
    table = joint.reshape(_BINS, _BINS)
    of_moving, of_fixed = table.sum(axis=0), table.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_chance = np.log(np.where(table > 0, table / of_moving, 1.0))
        information = float((table * (by_chance - np.log(of_fixed)[:, None]))[table > 0].sum())
    flat = by_chance.ravel().astype(np.float32)
    slopes = (
        -(rest**2) / 2,
        (3 * part**2 - 4 * part) / 2,
        (4 * rest - 3 * rest**2) / 2,
        part**2 / 2,
    )
    total = np.zeros(len(fixed), np.float32)
    for offset, slope in enumerate(slopes):
        total += flat[first + offset] * slope
    return information, total * np.float32((_BINS - 2 * _PADDING - 1) / len(fixed))
