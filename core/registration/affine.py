"""Where one brain lies in another's: an affine transform of twelve numbers by mutual information.

Two brains differ in size and shape too, so what :mod:`core.registration.rigid` finds is let
stretch and shear. Climbed by the same information at the same kind of random points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.registration.climbing import climb
from core.registration.information import (
    Points,
    Sample,
    interpolated,
    mutual,
    sample_of,
    transformed,
)
from core.registration.pose import LEVER_MM
from core.registration.pyramid import Level, pyramid
from core.registration.rigid import distance_mm, middle_of
from core.space.affine import Affine
from core.studies.study import Volume

LEVELS_MM = (8.0, 4.0)
"""An affine fit of two different brains is not known any finer."""

_POINTS = (4_000, 15_000)
_ITERATIONS = (40, 40)
_LEAST_SHARE = 0.35
_SEED = 11

Twelve = npt.NDArray[np.float64]
"""A change of the linear part, (3, 3) times :data:`core.registration.pose.LEVER_MM`, row by row,
and a shift, all in millimetres."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class AffineFit:
    """Where one brain lies in another's.

    Attributes:
        matrix: (4, 4), a world point of the fixed volume to the same place of the moving one,
            RAS+ millimetres.
        information: mutual information at the finest level, in nats; more is better.
        spread_mm: how far the answers of two samples of points lie from each other.
        centre_mm: the middle of the fixed brain, shape (3,).
    """

    matrix: Affine
    information: float
    spread_mm: float
    centre_mm: npt.NDArray[np.float64]


def fit_affine(
    fixed: Volume,
    moving: Volume,
    start: Affine,
    hidden: Mask | None = None,
    progress: Progress = no_progress,
) -> AffineFit:
    """Climb from a start to the affine by which two brains tell most of each other.

    Args:
        fixed: a brain without skull; points are taken from it.
        moving: another brain without skull, any contrast, any grid.
        start: (4, 4), from the fixed world to the moving one; roughly right (20 mm, 20°).
        hidden: boolean, shape of ``fixed``: what has no like in the other brain, such as a tumour.
        progress: called a hundred times a second; may raise ``Cancelled``.
    """
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        progress(min(done, _STEPS), _STEPS, "placing")

    rng = np.random.default_rng(_SEED)
    near, far = (pyramid(volume, LEVELS_MM, tick) for volume in (fixed, moving))
    centre = middle_of(near[0])
    matrix = start
    for level, other, count, most in zip(
        near[:-1], far[:-1], _POINTS[:-1], _ITERATIONS[:-1], strict=True
    ):
        sample = _seen(sample_of(level, count, centre, rng), fixed, hidden)
        matrix, _ = _climbed(_Stretched(sample, other, matrix), most, tick)
    ends = []
    for _ in range(2):
        sample = _seen(sample_of(near[-1], _POINTS[-1], centre, rng), fixed, hidden)
        ends.append(_climbed(_Stretched(sample, far[-1], matrix), _ITERATIONS[-1], tick))
    (first, _), (second, _) = ends
    information = float(np.mean([found for _, found in ends]))
    spread = distance_mm(first, second, centre)
    return AffineFit((first + second) / 2, information, spread, centre)


def _seen(sample: Sample, fixed: Volume, hidden: Mask | None) -> Sample:
    """The points of a sample that do not lie on what is hidden."""
    if hidden is None:
        return sample
    back = np.linalg.inv(fixed.affine)
    ijk = np.rint((sample.places + sample.centre) @ back[:3, :3].T + back[:3, 3]).astype(np.intp)
    i, j, k = np.clip(ijk, 0, np.array(hidden.shape) - 1).T
    seen = ~hidden[i, j, k]
    return replace(sample, places=sample.places[seen], bins=sample.bins[seen])


class _Stretched:
    """The information about a sample, by what is added to a start."""

    def __init__(self, sample: Sample, moving: Level, start: Affine) -> None:
        self._start = start
        self._middle = start[:3, :3] @ sample.centre + start[:3, 3]
        self._places: Points = transformed(sample.places, start[:3, :3])
        self._bins = sample.bins
        self._values = moving.values
        self._to_voxel = np.linalg.inv(moving.affine)
        self._last = np.array(moving.values.shape) - 1.001

    def matrix(self, twelve: Twelve) -> Affine:
        """The whole transform, shape (4, 4)."""
        change = np.eye(4)
        change[:3, :3] += twelve[:9].reshape(3, 3) / LEVER_MM
        change[:3, 3] = self._middle + twelve[9:] - change[:3, :3] @ self._middle
        return np.asarray(change @ self._start)

    def __call__(self, twelve: Twelve) -> tuple[float, Twelve]:
        """Minus the information in nats, and its slope; (0, 0) where the two do not meet."""
        voxel = self._to_voxel[:3, :3]
        linear = voxel @ (np.eye(3) + twelve[:9].reshape(3, 3) / LEVER_MM)
        shift = voxel @ (self._middle + twelve[9:]) + self._to_voxel[:3, 3]
        places = transformed(self._places, linear) + shift.astype(np.float32)
        inside = (places >= 0) & (places <= self._last)
        found = np.flatnonzero(inside.all(axis=1))
        if len(found) < _LEAST_SHARE * len(places):
            return 0.0, np.zeros(12)
        values, slopes = interpolated(self._values, places[found])
        information, by_value = mutual(self._bins[found], values)
        pull = transformed(by_value[:, None] * slopes, voxel.T)
        by_matrix = np.einsum("ni,nj->ij", pull, self._places[found]) / LEVER_MM
        slope = np.concatenate([by_matrix.ravel(), pull.sum(axis=0, dtype=np.float64)])
        return -information, -np.asarray(slope, np.float64)


def _climbed(
    information: _Stretched, iterations: int, tick: Callable[[], None]
) -> tuple[Affine, float]:
    def told(twelve: Twelve) -> tuple[float, Twelve]:
        tick()
        return information(twelve)

    found, reached = climb(told, np.zeros(12), iterations)
    return information.matrix(found), reached


_STEPS = 250
"""About as many calls as a fit makes."""
