"""What a way crosses on a grid of labels, voxel by voxel and without sampling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.trajectories.trajectory import Trajectory

OUTSIDE = "outside"
"""Key of what no layer names: beyond its grid, or where its number is unknown to it."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A volume of labels that a way is followed through.

    Attributes:
        name: tells it from others, such as ``"tissue"``.
        numbers: shape (i, j, k), whole numbers.
        affine: its voxels to world millimetres.
        keys: what each number is; those that are not named are :data:`OUTSIDE`.
    """

    name: str
    numbers: npt.NDArray[Any]
    affine: Affine
    keys: Mapping[int, str]


@dataclass(frozen=True)
class Stretch:
    """A piece of the way that lies in one thing.

    Attributes:
        key: of the layer.
        start_mm, end_mm: depths below the entry.
    """

    key: str
    start_mm: float
    end_mm: float

    @property
    def length_mm(self) -> float:
        """How long it is."""
        return self.end_mm - self.start_mm


@dataclass(frozen=True)
class Track:
    """All that one layer has along a way, from the entry to the target without a gap."""

    layer: str
    stretches: tuple[Stretch, ...]

    def length_mm(self, key: str) -> float:
        """How much of the way lies in one thing."""
        return sum(s.length_mm for s in self.stretches if s.key == key)

    def at(self, depth_mm: float) -> str:
        """What lies at a depth; the last one's at the target and beyond."""
        for stretch in self.stretches:
            if depth_mm < stretch.end_mm:
                return stretch.key
        return self.stretches[-1].key if self.stretches else OUTSIDE


def track(layer: Layer, trajectory: Trajectory) -> Track:
    """Follow a way through a layer.

    Every face between voxels that the way passes is found exactly (Siddon, Med. Phys. 12:252,
    1985, doi:10.1118/1.595715), on grids of any spacing, turn or shear. A voxel reaches half an
    edge beyond its centre.
    """
    length = trajectory.length_mm
    back = np.linalg.inv(layer.affine)
    start = back[:3, :3] @ np.asarray(trajectory.entry_xyz_mm) + back[:3, 3]
    step = back[:3, :3] @ trajectory.direction
    depths = _faces(start, step, layer.numbers.shape, length)
    middles = (depths[1:] + depths[:-1]) / 2
    ijk = np.rint(start + middles[:, None] * step).astype(np.int64)
    inside = ((ijk >= 0) & (ijk < layer.numbers.shape)).all(axis=1)
    numbers = np.full(len(ijk), -1, np.int64)
    numbers[inside] = layer.numbers[tuple(ijk[inside].T)]
    found: list[Stretch] = []
    for (low, high), number in zip(pairwise(depths.tolist()), numbers.tolist(), strict=True):
        key = layer.keys.get(number, OUTSIDE)
        if found and found[-1].key == key:
            found[-1] = Stretch(key, found[-1].start_mm, high)
        else:
            found.append(Stretch(key, low, high))
    return Track(layer.name, tuple(found))


def _faces(
    start: npt.NDArray[np.float64],
    step: npt.NDArray[np.float64],
    shape: tuple[int, ...],
    length: float,
) -> npt.NDArray[np.float64]:
    """Depths at which the way meets a face between voxels, both ends among them, ascending."""
    found = [np.array([0.0, length])]
    for first, slope, size in zip(start.tolist(), step.tolist(), shape, strict=True):
        if abs(slope) > 1e-12:
            met = (np.arange(size + 1) - 0.5 - first) / slope
            found.append(met[(met > 0.0) & (met < length)])
    return np.unique(np.concatenate(found))
