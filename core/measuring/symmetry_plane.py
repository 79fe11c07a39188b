"""The mid-sagittal plane of a head, found as its plane of best mirror symmetry.

A study in atlas space need not have its middle at x = 0: the BraTS files put their origin at
a corner of the grid, and over 22 of them the plane passes the grid's centre at x = -122 to
-113 mm, tilted by up to four degrees. So the plane is measured, never assumed. It is the
symmetry plane of the whole head, not the falx: a tumour that pushes the falx aside crosses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.space.resampling import nearest
from core.studies.study import Study, Volume

Points = npt.NDArray[np.float64]
"""Shape (n, 3), world millimetres."""

BLOCK_MM = 4.0
"""The head is averaged over blocks of about this size: mirror symmetry is a matter of
centimetres, and some thousand blocks are compared in a millisecond."""

LEAST_SYMMETRY = 0.4
"""Correlation of the head with its mirror image under which the plane is not believed. Real
heads with a tumour measure 0.72 to 0.9."""

_HEAD_FRACTION = 0.1
_MOST_SAMPLES = 8_000
_SPOILT = 0.25


class FoundBy(StrEnum):
    """How a mid-sagittal plane came about."""

    SYMMETRY = "symmetry"
    """Best mirror symmetry of the intensities, tumour left out."""
    CENTROID = "centroid"
    """Through the head's centre, square to left-right, because it has no clear symmetry."""


@dataclass(frozen=True)
class SymmetryPlane:
    """A plane that parts left from right.

    Attributes:
        normal: unit vector, RAS+, pointing to the patient's right.
        offset_mm: the plane holds every point with ``normal · xyz == offset_mm``.
        found_by: symmetry or, failing that, the centroid.
        symmetry: correlation of the head with its mirror image in this plane, -1 to 1.
    """

    normal: tuple[float, float, float]
    offset_mm: float
    found_by: FoundBy
    symmetry: float

    @property
    def tilt_degrees(self) -> float:
        """Angle between the plane's normal and the left-right axis."""
        return float(np.degrees(np.arccos(np.clip(self.normal[0], -1.0, 1.0))))

    def distances_mm(self, points: Points) -> npt.NDArray[np.float64]:
        """Signed distances of points, shape (n,): positive on the patient's right."""
        return np.asarray(points @ np.asarray(self.normal) - self.offset_mm)


def find_symmetry_plane(study: Study, tumour: npt.NDArray[np.bool_] | None = None) -> SymmetryPlane:
    """Find the plane in which the head mirrors best.

    Args:
        study: any orientation; the first sequence present is used (T1 where there is one).
        tumour: true where voxels and their mirror images are to be left out, shape of the
            study's grid.
    """
    if study.prepared is not None:
        if tumour is not None:
            tumour = nearest(tumour, study.grid.affine, study.prepared.grid)
        return find_symmetry_plane(study.prepared, tumour)
    volume = study.reference
    head = _blocks(volume)
    spoilt = None if tumour is None else _block_means(tumour.astype(np.float32), head.steps)
    # The outline leads from afar to where the brain's own pattern fits like a key.
    whole, inside = _samples(head, spoilt, 0.0), _samples(head, spoilt, _HEAD_FRACTION)
    if len(inside.points) < 50:
        return _through(inside.points if len(inside.points) else _centre(volume), 0.0)
    centre = inside.points.mean(axis=0)
    best = _refined(_start(whole, centre), whole, centre)
    best = _refined(best, inside, centre)
    score = inside.symmetry(best, centre)
    if score < LEAST_SYMMETRY:
        return _through(inside.points, score)
    normal, offset = _plane(best, centre)
    x, y, z = normal.tolist()
    return SymmetryPlane((x, y, z), offset, FoundBy.SYMMETRY, score)


@dataclass(frozen=True)
class _Blocks:
    """A volume averaged over blocks: data, block lattice affine, voxels per block and axis."""

    data: npt.NDArray[np.float32]
    affine: Affine
    steps: tuple[int, int, int]


def _blocks(volume: Volume) -> _Blocks:
    sizes = [max(round(BLOCK_MM / mm), 1) for mm in volume.grid.spacing_mm]
    steps = (sizes[0], sizes[1], sizes[2])
    data = _block_means(volume.data, steps)
    data -= data.min()
    affine: Affine = volume.affine.copy()
    affine[:3, :3] = volume.affine[:3, :3] * np.asarray(steps)
    # A block's centre lies half a block minus half a voxel from its first voxel's centre.
    affine[:3, 3] += volume.affine[:3, :3] @ ((np.asarray(steps) - 1) / 2.0)
    return _Blocks(data, affine, steps)


def _block_means(
    data: npt.NDArray[np.generic], steps: tuple[int, int, int]
) -> npt.NDArray[np.float32]:
    whole = [max(n // s, 1) for n, s in zip(data.shape, steps, strict=True)]
    sizes = [min(s, n) for n, s in zip(data.shape, steps, strict=True)]
    cut = data[tuple(slice(0, w * s) for w, s in zip(whole, sizes, strict=True))]
    split = cut.reshape(whole[0], sizes[0], whole[1], sizes[1], whole[2], sizes[2])
    return np.asarray(split.mean(axis=(1, 3, 5), dtype=np.float32))


@dataclass(frozen=True)
class _Samples:
    """Places of a head that are compared with their mirror images.

    Attributes:
        head: all of it, which mirror images are read from.
        spoilt: share of tumour per block; None without one.
        points: world mm of the blocks compared.
        values: their intensities.
    """

    head: _Blocks
    spoilt: npt.NDArray[np.float32] | None
    points: Points
    values: npt.NDArray[np.float32]

    def symmetry(
        self, parameters: npt.NDArray[np.float64], centre: npt.NDArray[np.float64]
    ) -> float:
        """Correlation with the mirror image in a plane (see :func:`_plane`)."""
        from scipy.ndimage import map_coordinates

        normal, offset = _plane(parameters, centre)
        mirrored = self.points - 2.0 * (self.points @ normal - offset)[:, None] * normal
        back = np.linalg.inv(self.head.affine)
        ijk = back[:3, :3] @ mirrored.T + back[:3, 3:]
        values, there = self.values, map_coordinates(self.head.data, ijk, order=1)
        if self.spoilt is not None:
            clean = map_coordinates(self.spoilt, ijk, order=1) < _SPOILT
            values, there = values[clean], there[clean]
        if values.size < 2 or values.std() == 0.0 or there.std() == 0.0:
            return -1.0
        return float(np.corrcoef(values, there)[0, 1])


def _samples(head: _Blocks, spoilt: npt.NDArray[np.float32] | None, above: float) -> _Samples:
    high = float(np.quantile(head.data, 0.99))
    np.minimum(head.data, high, out=head.data)
    wanted = head.data >= above * high
    if spoilt is not None:
        wanted &= spoilt < _SPOILT
    ijk = np.argwhere(wanted)
    ijk = ijk[:: max(len(ijk) // _MOST_SAMPLES, 1)]
    points = ijk @ head.affine[:3, :3].T + head.affine[:3, 3]
    return _Samples(head, spoilt, np.asarray(points, float), head.data[tuple(ijk.T)])


def _plane(
    parameters: npt.NDArray[np.float64], centre: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], float]:
    # (shift in mm, yaw and roll in degrees) about the head's centre.
    shift, yaw, roll = parameters[0], np.radians(parameters[1]), np.radians(parameters[2])
    normal = np.array([np.cos(yaw) * np.cos(roll), np.sin(yaw) * np.cos(roll), np.sin(roll)])
    return normal, float(normal @ centre + shift)


def _start(samples: _Samples, centre: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    def symmetry(parameters: npt.NDArray[np.float64]) -> float:
        return samples.symmetry(parameters, centre)

    shifts = [np.array([s, 0.0, 0.0]) for s in range(-16, 17, 4)]
    turns = [np.array([0.0, a, b]) for a in (-10.0, 0.0, 10.0) for b in (-10.0, 0.0, 10.0)]
    start = max(shifts, key=symmetry)
    return max((start + turn for turn in turns), key=symmetry)


def _refined(
    start: npt.NDArray[np.float64], samples: _Samples, centre: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    from scipy.optimize import minimize

    simplex = start + np.vstack([np.zeros(3), np.diag([3.0, 4.0, 4.0])])
    found = minimize(
        lambda parameters: -samples.symmetry(parameters, centre),
        start,
        method="Nelder-Mead",
        options={"initial_simplex": simplex, "maxfev": 80, "xatol": 0.05, "fatol": 1e-5},
    )
    return np.asarray(found.x)


def _through(points: Points, symmetry: float) -> SymmetryPlane:
    return SymmetryPlane((1.0, 0.0, 0.0), float(points[:, 0].mean()), FoundBy.CENTROID, symmetry)


def _centre(volume: Volume) -> Points:
    ijk = (np.asarray(volume.data.shape) - 1) / 2.0
    return np.asarray(ijk @ volume.affine[:3, :3].T + volume.affine[:3, 3])[None]
