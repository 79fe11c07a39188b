"""Where one sequence of a head lies in another: a rigid transform by mutual information.

Headers alone do not tell: a head moves between two sequences that share their grid. Turns of up
to 20° about each axis are starts at 8 mm, and the best of them are followed, then refined at 4
and 2 mm, for a single start ends in the wrong place in one head of many. The information and its
exact slope are computed at random points around the head, tens of thousands of which are as good
as all voxels (``benchmarks/registration.py``; docs/HOSPITAL.md, *Alignment*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.registration.climbing import climb
from core.registration.information import Information, Mask, Sample, sample_of
from core.registration.pose import LEVER_MM, Six, matrix_of
from core.registration.pyramid import Level, pyramid
from core.space.affine import Affine, Grid
from core.space.resampling import nearest
from core.studies.study import Modality, Volume

LEVELS_MM = (8.0, 4.0, 2.0)
_POINTS = (4_000, 20_000, 30_000)
"""At each level; at the finest, so many in each of two samples."""

_ITERATIONS = (40, 40, 50)
_TURNS_DEGREES = (-20.0, 0.0, 20.0)
_FOLLOWED = 8
"""Starts that are optimised at the coarsest level."""

_KEPT = (3, 2)
"""Ends of a level, apart from each other, that the next one refines."""

_APART_MM = 4.0
_NEARLY = 0.05
"""Ends of the middle level with so little less information, in nats, are refined too."""

_CLOSE_MM = 60.0
"""Half the edge of the box, about a head's middle, over which two transforms are compared."""

_SEED = 7


class SaidBy(StrEnum):
    """Who says that a sequence lies where an alignment has it."""

    SEARCH = "search"
    """Mutual information; it may be in doubt."""
    PERSON = "person"
    """Somebody who looked at what was found."""
    HEADERS = "headers"
    """The files' headers, taken as they are because somebody chose so."""


@dataclass(frozen=True)
class Alignment:
    """Where the moving sequence lies in the fixed one.

    Attributes:
        matrix: (4, 4), a world point of the fixed volume to the same tissue's world point in
            the moving one, RAS+ millimetres.
        information: mutual information at the finest level, in nats; more is better.
        runner_up: how much less the best differing answer had, in nats; None where every start
            that came close led to one place.
        spread_mm: how far the answers of two samples of points lie from each other.
        centre_mm: the middle of the fixed head, shape (3,), about which the turn is told.
        said_by: who says so.
    """

    matrix: Affine
    information: float
    runner_up: float | None
    spread_mm: float
    centre_mm: npt.NDArray[np.float64]
    said_by: SaidBy = SaidBy.SEARCH

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


class Target:
    """A volume that others are aligned to, made ready once.

    What is ``hidden``, boolean on the volume's grid, does not count: tissue that grows or goes.
    """

    def __init__(
        self,
        volume: Volume,
        progress: Progress = no_progress,
        seed: int = _SEED,
        hidden: Mask | None = None,
    ) -> None:
        rng = np.random.default_rng(seed)
        levels = pyramid(volume, LEVELS_MM, lambda: progress(0, 1, "aligning"))
        covers = _covers(hidden, volume, levels)
        self.centre = middle_of(levels[0])
        """Of the head, RAS+ millimetres, shape (3,)."""
        self.samples: list[Sample] = [
            sample_of(level, count, self.centre, rng, cover)
            for level, count, cover in zip(
                [*levels, levels[-1]],
                [*_POINTS, _POINTS[-1]],
                [*covers, covers[-1]],
                strict=True,
            )
        ]
        """One for each level, and a second one for the finest."""


def align(
    fixed: Volume | Target,
    moving: Volume,
    progress: Progress = no_progress,
    hidden: Mask | None = None,
) -> Alignment:
    """Find where ``moving`` lies in ``fixed``; both of one head, any contrast, any grid.

    Args:
        fixed: the sequence whose place counts; as a :class:`Target` where several are aligned.
        moving: the one to be brought to it.
        progress: called a hundred times a second; may raise ``Cancelled``.
        hidden: boolean, shape of ``moving``: what does not count, as in :class:`Target`.
    """
    target = fixed if isinstance(fixed, Target) else Target(fixed, progress)
    levels = pyramid(moving, LEVELS_MM, lambda: progress(0, _STEPS, "aligning"))
    covers = _covers(hidden, moving, levels)
    search = _Search(target.centre, progress)
    coarse, middle, fine, other = (
        Information(sample, level, cover)
        for sample, level, cover in zip(
            target.samples, [*levels, levels[-1]], [*covers, covers[-1]], strict=True
        )
    )
    starts = _starts(middle_of(levels[0]) - target.centre)
    scored = sorted((search.score(coarse, start), n) for n, start in enumerate(starts))
    ends = [search.follow(coarse, starts[n], _ITERATIONS[0]) for _, n in scored[:_FOLLOWED]]
    ends = [search.follow(middle, e.six, _ITERATIONS[1]) for e in search.apart(ends)[: _KEPT[0]]]
    ends = search.apart(ends)[: _KEPT[1]]
    close = [end for end in ends if ends[0].information - end.information < _NEARLY]
    best, *others = search.apart([search.agreed((fine, other), end.six) for end in close])
    return Alignment(
        search.matrix(best.six),
        best.information,
        best.information - others[0].information if others else None,
        best.spread_mm,
        target.centre,
    )


def _covers(hidden: Mask | None, volume: Volume, levels: Sequence[Level]) -> list[Mask | None]:
    """What is hidden of a volume, at each of its levels."""
    if hidden is None:
        return [None] * len(levels)
    shapes = [level.values.shape for level in levels]
    grids = [Grid((i, j, k), level.affine) for (i, j, k), level in zip(shapes, levels, strict=True)]
    return [nearest(hidden, volume.affine, grid) for grid in grids]


def as_headers_say(fixed: Volume, moving: Volume, progress: Progress = no_progress) -> Alignment:
    """The alignment that moves nothing, with the information that the two share there.

    Args:
        fixed: the sequence whose place counts.
        moving: the one that is left where its header puts it.
        progress: may raise ``Cancelled``.
    """
    target = Target(fixed, progress)
    level = pyramid(moving, LEVELS_MM, lambda: progress(0, _STEPS, "aligning"))[-1]
    information = -Information(target.samples[-1], level)(np.zeros(6))[0]
    return Alignment(np.eye(4), information, None, 0.0, target.centre, SaidBy.HEADERS)


def align_all(
    fixed: Volume,
    moving: Mapping[Modality, Volume],
    progress: Progress = no_progress,
) -> dict[Modality, Alignment]:
    """:func:`align` for several sequences; ``progress`` tells which one is at work."""
    target = Target(fixed, progress) if moving else None
    found = {}
    for number, (modality, volume) in enumerate(moving.items()):

        def tell(done: int, total: int, text: str, number: int = number) -> None:
            progress(number * total + done, len(moving) * total, text)

        found[modality] = align(target or fixed, volume, tell)
    return found


@dataclass(frozen=True, eq=False)
class _End:
    six: Six
    information: float
    spread_mm: float = 0.0


class _Search:
    """Climbing from starts to peaks of the information, told and cancelled as it goes."""

    def __init__(self, centre: npt.NDArray[np.float64], progress: Progress) -> None:
        self._centre = centre
        self._progress = progress
        self._done = 0

    def score(self, information: Information, start: Six) -> float:
        """Minus the information at a start; 0 where the two do not meet."""
        self._tell()
        return information(start)[0]

    def follow(self, information: Information, start: Six, iterations: int) -> _End:
        """Go from a start to the next peak."""

        def told(six: Six) -> tuple[float, Six]:
            self._tell()
            return information(six)

        return _End(*climb(told, start, iterations))

    def agreed(self, both: tuple[Information, Information], start: Six) -> _End:
        """The middle of the peaks that two samples lead to, and how far these are apart."""
        first, second = (self.follow(one, start, _ITERATIONS[-1]) for one in both)
        matrices = self.matrix(first.six), self.matrix(second.six)
        return _End(
            (first.six + second.six) / 2,
            (first.information + second.information) / 2,
            distance_mm(*matrices, self._centre),
        )

    def apart(self, ends: Sequence[_End]) -> list[_End]:
        """The ends, best first, without those that lie where a better one does."""
        kept: list[_End] = []
        for end in sorted(ends, key=lambda e: -e.information):
            here = self.matrix(end.six)
            if all(distance_mm(here, self.matrix(k.six), self._centre) > _APART_MM for k in kept):
                kept.append(end)
        return kept

    def matrix(self, six: Six) -> Affine:
        """The motion, shape (4, 4)."""
        return matrix_of(six, self._centre)

    def _tell(self) -> None:
        self._done += 1
        self._progress(min(self._done, _STEPS), _STEPS, "aligning")


_STEPS = 400
"""About as many calls as an alignment makes: scores, and the information on the way up."""


def _starts(shift: npt.NDArray[np.float64]) -> list[Six]:
    """As the headers say and middle on middle, each turned about one or two axes."""
    return [
        np.concatenate([np.radians(turn) * LEVER_MM, place])
        for place in (np.zeros(3), shift)
        for turn in product(_TURNS_DEGREES, repeat=3)
        if not all(turn)
    ]


def middle_of(level: Level) -> npt.NDArray[np.float64]:
    """Centre of what is as bright as the mean, RAS+ millimetres, shape (3,)."""
    ijk = np.argwhere(level.values >= level.values.mean()).mean(axis=0)
    return np.asarray(level.affine[:3, :3] @ ijk + level.affine[:3, 3])
