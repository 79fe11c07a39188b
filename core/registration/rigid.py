"""Where one sequence of a head lies in another: a rigid transform by mutual information.

Headers alone do not tell: a head moves between two sequences that share their grid. Mattes'
mutual information over three resolutions (8, 4 and 2 mm); at the coarsest, turns of up to
20° about each axis are starts, and the best of them are followed, for a single start ends
in the wrong place in one head of many (``benchmarks/registration.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.registration.images import LPS_FROM_RAS, image_of
from core.space.affine import Affine
from core.studies.study import Volume

if TYPE_CHECKING:
    import SimpleITK

LEVELS_MM = (8.0, 4.0, 2.0)
_BINS = 32
_TURNS_DEGREES = (-20.0, 0.0, 20.0)
_FOLLOWED = 5
"""Starts that are optimised at the coarsest level."""

_KEPT = 2
"""Ends of the coarsest level, apart from each other, that the middle one refines."""

_APART_MM = 4.0
_NEARLY = 0.05
"""Ends of the middle level with so little less information, in nats, are refined too."""

_PERCENTILES = (0.5, 99.5)
_CLOSE_MM = 60.0
"""Half the edge of the box, about a head's middle, over which two transforms are compared."""


@dataclass(frozen=True)
class Alignment:
    """Where the moving sequence lies in the fixed one.

    Attributes:
        matrix: (4, 4), a world point of the fixed volume to the same tissue's world point in
            the moving one, RAS+ millimetres.
        information: mutual information at the finest level, in nats; more is better.
        runner_up: how much less the best differing answer had, in nats; None where every start
            that came close led to one place.
        centre_mm: the middle of the fixed head, shape (3,), about which the turn is told.
    """

    matrix: Affine
    information: float
    runner_up: float | None
    centre_mm: npt.NDArray[np.float64]

    @cached_property
    def turn_degrees(self) -> float:
        """Angle of the turn."""
        cosine = (np.trace(self.matrix[:3, :3]) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    @cached_property
    def shift_mm(self) -> float:
        """How far the head's middle moved."""
        moved = self.matrix[:3, :3] @ self.centre_mm + self.matrix[:3, 3]
        return float(np.linalg.norm(moved - self.centre_mm))


def distance_mm(first: Affine, second: Affine, centre_mm: npt.ArrayLike) -> float:
    """Mean distance of two transforms over the corners of a box that a head fills."""
    corners = np.array(list(product((-_CLOSE_MM, _CLOSE_MM), repeat=3))) + np.asarray(centre_mm)
    points = np.column_stack([corners, np.ones(len(corners))])
    return float(np.linalg.norm((points @ (first - second).T)[:, :3], axis=1).mean())


def align(
    fixed: Volume, moving: Volume, progress: Progress = no_progress, threads: int = 1
) -> Alignment:
    """Find where ``moving`` lies in ``fixed``; both of one head, any contrast, any grid.

    Args:
        fixed: the sequence whose place counts.
        moving: the one to be brought to it.
        progress: called before each level, and several times within one; may raise
            ``Cancelled``, which ends the work within a fraction of a second.
        threads: of SimpleITK, for this alignment.
    """
    levels = [_Level(f, m) for f, m in zip(_pyramid(fixed), _pyramid(moving), strict=True)]
    search = _Search(progress, threads)
    centre = _middle(levels[0].fixed)
    starts = _starts(levels[0], centre)
    scored = sorted(((search.score(levels[0], s), n) for n, s in enumerate(starts)))
    coarse = [search.follow(levels[0], starts[n], _COARSE) for _, n in scored[:_FOLLOWED]]
    apart = _apart(sorted(coarse, key=lambda end: -end.information), centre)[:_KEPT]
    middle = [search.follow(levels[1], end.transform, _MIDDLE) for end in apart]
    most = max(end.information for end in middle)
    close = [end for end in middle if most - end.information < _NEARLY]
    fine = [search.follow(levels[2], end.transform, _FINE) for end in close]
    best, *others = _apart(sorted(fine, key=lambda end: -end.information), centre)
    return Alignment(
        LPS_FROM_RAS @ _matrix(best.transform) @ LPS_FROM_RAS,
        best.information,
        best.information - others[0].information if others else None,
        LPS_FROM_RAS[:3, :3] @ centre,
    )


@dataclass(frozen=True)
class _Pace:
    """First step, most iterations, and the share of voxels looked at.

    At random places: on all of a regular lattice the information peaks where two lattices
    fall on each other, whatever the heads do.
    """

    step_mm: float
    iterations: int
    sampled: float


_COARSE, _MIDDLE, _FINE = _Pace(3.0, 25, 1.0), _Pace(1.5, 40, 0.4), _Pace(0.5, 30, 0.15)
_LEAST_STEP_MM = 0.01
_SEED = 7


@dataclass(frozen=True)
class _Level:
    fixed: SimpleITK.Image
    moving: SimpleITK.Image


@dataclass(frozen=True)
class _End:
    transform: SimpleITK.Euler3DTransform
    information: float


class _Search:
    """Optimisation at one level, from one start, told and cancelled as it goes."""

    def __init__(self, progress: Progress, threads: int) -> None:
        self._progress = progress
        self._threads = threads
        self._done = 0

    def score(self, level: _Level, start: SimpleITK.Euler3DTransform) -> float:
        """Minus the information at a start; 0 where the two do not meet."""
        method = self._method(_COARSE)
        method.SetInitialTransform(start, inPlace=False)
        self._tell()
        try:
            return float(method.MetricEvaluate(level.fixed, level.moving))
        except RuntimeError:  # ITK's way of saying that too few points lie in both
            return 0.0

    def follow(
        self,
        level: _Level,
        start: SimpleITK.Euler3DTransform,
        pace: _Pace,
    ) -> _End:
        """Go from a start to the next peak of the information."""
        import SimpleITK

        method = self._method(pace)
        transform = SimpleITK.Euler3DTransform(start)
        method.SetInitialTransform(transform, inPlace=True)
        told: list[BaseException] = []

        def tell() -> None:
            # ITK swallows what a callback raises; it is raised again when ITK has stopped.
            try:
                self._tell()
            except BaseException as error:
                told.append(error)
                method.StopRegistration()

        method.AddCommand(SimpleITK.sitkIterationEvent, tell)
        try:
            method.Execute(level.fixed, level.moving)
        except RuntimeError:
            if told:
                raise told[0] from None
            return _End(transform, 0.0)
        if told:
            raise told[0]
        return _End(transform, -float(method.GetMetricValue()))

    def _tell(self) -> None:
        self._done += 1
        self._progress(min(self._done, _STEPS), _STEPS, "aligning")

    def _method(self, pace: _Pace) -> SimpleITK.ImageRegistrationMethod:
        import SimpleITK

        method = SimpleITK.ImageRegistrationMethod()
        method.SetMetricAsMattesMutualInformation(_BINS)
        method.SetInterpolator(SimpleITK.sitkLinear)
        method.SetOptimizerAsRegularStepGradientDescent(
            pace.step_mm, _LEAST_STEP_MM, pace.iterations, 0.6, 1e-6
        )
        method.SetOptimizerScalesFromPhysicalShift()
        if pace.sampled < 1:
            method.SetMetricSamplingStrategy(method.RANDOM)
            method.SetMetricSamplingPercentage(pace.sampled, _SEED)
        method.SetNumberOfThreads(self._threads)
        return method


_STEPS = 260
"""About as many calls as an alignment makes: scores, and iterations of three levels."""


def _pyramid(volume: Volume) -> list[SimpleITK.Image]:
    """The volume's values between 0 and 1 as cubes of each of :data:`LEVELS_MM`."""
    low, high = np.percentile(volume.data[::2, ::2, ::2], _PERCENTILES)
    scaled = np.clip(volume.data.astype(np.float32), low, high)
    scaled = (scaled - low) / max(float(high - low), 1e-30)
    image = image_of(scaled, volume.affine)
    levels = []
    for size_mm in reversed(LEVELS_MM):
        image = _cubes(image, size_mm)
        levels.append(image)
    return levels[::-1]


def _cubes(image: SimpleITK.Image, size_mm: float) -> SimpleITK.Image:
    """Smoothed along finer axes, and resampled to about cubes of ``size_mm``."""
    import SimpleITK

    spacing, size = np.array(image.GetSpacing()), np.array(image.GetSize())
    for axis in np.flatnonzero(spacing < 0.75 * size_mm).tolist():
        order = SimpleITK.RecursiveGaussianImageFilter.ZeroOrder
        image = SimpleITK.RecursiveGaussian(image, 0.4 * size_mm, False, order, axis)
    count = np.maximum(4, np.round(size * spacing / size_mm)).astype(int)
    edge = size * spacing / count
    direction = np.array(image.GetDirection()).reshape(3, 3)
    origin = np.array(image.GetOrigin()) + direction @ ((edge - spacing) / 2)
    return SimpleITK.Resample(
        image,
        count.tolist(),
        SimpleITK.Transform(),
        SimpleITK.sitkLinear,
        origin.tolist(),
        edge.tolist(),
        image.GetDirection(),
    )


def _middle(image: SimpleITK.Image) -> npt.NDArray[np.float64]:
    """Centre of what is brighter than the mean, LPS millimetres."""
    import SimpleITK

    values: npt.NDArray[Any] = SimpleITK.GetArrayViewFromImage(image)
    ijk = np.argwhere(values > values.mean()).mean(axis=0)[::-1]
    return np.array(image.TransformContinuousIndexToPhysicalPoint(ijk.tolist()))


def _starts(level: _Level, centre: npt.NDArray[np.float64]) -> list[SimpleITK.Euler3DTransform]:
    """As the headers say and middle on middle, each turned about one or two axes."""
    import SimpleITK

    starts = []
    for shift in (np.zeros(3), _middle(level.moving) - centre):
        for turn in product(_TURNS_DEGREES, repeat=3):
            if all(turn):
                continue
            start = SimpleITK.Euler3DTransform()
            start.SetCenter(centre.tolist())
            start.SetRotation(*np.radians(turn).tolist())
            start.SetTranslation(shift.tolist())
            starts.append(start)
    return starts


def _apart(ends: Sequence[_End], centre: npt.NDArray[np.float64]) -> list[_End]:
    """The ends, best first, without those that lie where a better one does."""
    kept: list[_End] = []
    for end in ends:
        near = (distance_mm(_matrix(end.transform), _matrix(k.transform), centre) for k in kept)
        if all(d > _APART_MM for d in near):
            kept.append(end)
    return kept


def _matrix(transform: SimpleITK.Euler3DTransform) -> Affine:
    matrix = np.eye(4)
    centre = np.array(transform.GetCenter())
    matrix[:3, :3] = np.array(transform.GetMatrix()).reshape(3, 3)
    matrix[:3, 3] = np.array(transform.GetTranslation()) + centre - matrix[:3, :3] @ centre
    return matrix
