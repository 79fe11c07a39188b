"""How near a way comes to structures, and how near at each depth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.boxes import box_of
from core.space.diameters import PointMm
from core.trajectories.crossing import Layer
from core.trajectories.trajectory import Trajectory


@dataclass(frozen=True)
class Nearest:
    """The smallest distance between a way and one structure.

    Attributes:
        layer: that holds the structure.
        key: of the structure.
        mm: from the way to the nearest voxel's centre; 0 where the way passes through one of its
            voxels.
        depth_mm: on the way, below the entry.
        on_way_mm: the place there.
        at_mm: the voxel's centre.
    """

    layer: str
    key: str
    mm: float
    depth_mm: float
    on_way_mm: PointMm
    at_mm: PointMm


@dataclass(frozen=True, eq=False)
class Places:
    """Voxel centres of the structures of a layer, found once and asked for every way.

    Attributes:
        layer: name of the layer.
        of: world mm of every structure's voxels, shape (n, 3), by key.
    """

    layer: str
    of: dict[str, npt.NDArray[np.float64]]


def places_of(layer: Layer, keys: Collection[str] | None = None) -> Places:
    """Collect the voxels of the structures that a layer holds; of some keys alone if given.

    Numbers that share a key are one structure.
    """
    wanted = {n: k for n, k in layer.keys.items() if keys is None or k in keys}
    lookup = np.zeros(max([*wanted, int(layer.numbers.max(initial=0))], default=0) + 1, np.bool_)
    lookup[list(wanted)] = True
    mask = lookup[layer.numbers]
    box = box_of(mask)
    if box is None:
        return Places(layer.name, {})
    ijk = np.argwhere(mask[box]) + [s.start for s in box]
    numbers = layer.numbers[tuple(ijk.T)]
    xyz = ijk @ layer.affine[:3, :3].T + layer.affine[:3, 3]
    order = np.argsort(numbers, kind="stable")
    found, first = np.unique(numbers[order], return_index=True)
    parts: dict[str, list[npt.NDArray[np.float64]]] = {}
    for number, part in zip(found.tolist(), np.split(xyz[order], first[1:]), strict=True):
        parts.setdefault(wanted[number], []).append(part)
    return Places(layer.name, {key: np.concatenate(own) for key, own in parts.items()})


def nearest(places: Places, trajectory: Trajectory, crossed: Collection[str]) -> list[Nearest]:
    """The smallest distance to every structure, the nearest first.

    Args:
        places: of the structures.
        trajectory: the way.
        crossed: keys of structures that the way passes through, whose distance is 0.
    """
    found = []
    for key, xyz in places.of.items():
        distances, depths = trajectory.nearest_to(xyz)
        best = int(distances.argmin())
        mm = 0.0 if key in crossed else float(distances[best])
        depth = float(depths[best])
        x, y, z = xyz[best].tolist()
        found.append(Nearest(places.layer, key, mm, depth, trajectory.place_mm(depth), (x, y, z)))
    return sorted(found, key=lambda one: (one.mm, one.key))


def clearance_mm(
    structures: Collection[Places], trajectory: Trajectory, depths_mm: npt.NDArray[Any]
) -> npt.NDArray[np.float64]:
    """Distance from each depth to the nearest voxel's centre of any structure.

    Returns:
        Shape of ``depths_mm``; infinite where there is no structure.
    """
    from scipy.spatial import cKDTree

    points = [xyz for places in structures for xyz in places.of.values()]
    if not points:
        return np.full(len(depths_mm), np.inf)
    tree = cKDTree(np.concatenate(points), balanced_tree=False, compact_nodes=False)
    return np.asarray(tree.query(trajectory.places_mm(depths_mm))[0], np.float64)
