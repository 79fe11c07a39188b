"""In which structures a region of tumour lies, and how far the others are.

Counted and measured in the study's own millimetres. The region is cut into pieces of about a
millimetre where its voxels are longer, so that thick slices do not skip thin structures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import Atlas
from core.anatomy.on_grid import atlas_affine_in_study, structures_on_grid
from core.anatomy.placing import Placement
from core.anatomy.structures import Layer, Structure
from core.progress import Progress, no_progress
from core.space.affine import Affine, Grid
from core.space.boxes import box_of, part_of
from core.space.diameters import PointMm

PIECE_MM = 1.25
"""Voxels are cut into equal pieces no longer than this."""

TOUCHING_MM = 1.5
"""Between the middles of a voxel of the region and one of the structure: nothing of a
millimetre's size fits between them."""

Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """How much of a region lies in a structure.

    Attributes:
        structure: which one.
        ml: volume of the region within it.
        share: the same as part of the region, 0 to 1.
    """

    structure: Structure
    ml: float
    share: float


@dataclass(frozen=True)
class Distance:
    """The shortest way from a region to a structure.

    Attributes:
        structure: which one.
        mm: its length; 0 where the region reaches into the structure or touches it.
        from_mm: where it starts in the region, RAS+ millimetres of the study.
        to_mm: where it ends in the structure.
    """

    structure: Structure
    mm: float
    from_mm: PointMm
    to_mm: PointMm


def shares(
    mask: Mask,
    grid: Grid,
    placement: Placement,
    atlas: Atlas,
    layers: Sequence[Layer] = tuple(Layer),
) -> tuple[Share, ...]:
    """The structures that a region lies in, layer by layer, the largest share first.

    What lies outside the atlas's brain has no share; those of one layer add up to 1 at most.

    Args:
        mask: boolean, shape of ``grid``.
        grid: any grid of the study's world.
        placement: of the study.
        atlas: the one that it was placed in.
        layers: which label volumes.
    """
    pieces = _pieces(mask, grid)
    if pieces is None:
        return ()
    inside, cut = pieces
    count = int(np.count_nonzero(inside))
    found = []
    for layer in layers:
        labels = structures_on_grid(placement, atlas, layer, cut)[inside]
        counts = np.bincount(labels, minlength=256)
        here = [
            Share(s, int(counts[s.label]) * cut.voxel_ml, int(counts[s.label]) / count)
            for s in atlas.of_layer(layer)
            if counts[s.label]
        ]
        found += sorted(here, key=lambda share: -share.share)
    return tuple(found)


def distances(
    mask: Mask,
    grid: Grid,
    placement: Placement,
    atlas: Atlas,
    structures: Sequence[Structure] | None = None,
    progress: Progress = no_progress,
) -> tuple[Distance, ...]:
    """The shortest way from a region to each structure, the nearest first.

    Args:
        mask: boolean, shape of ``grid``.
        grid: any grid of the study's world.
        placement: of the study.
        atlas: the one that it was placed in.
        structures: which ones; all of them unless said.
        progress: called for each structure; may raise ``Cancelled``.
    """
    from scipy.spatial import cKDTree

    pieces = _pieces(mask, grid)
    if pieces is None:
        return ()
    inside, cut = pieces
    rim = cKDTree(_rim(inside, cut.affine))
    layers = {layer: structures_on_grid(placement, atlas, layer, cut) for layer in Layer}
    matrix = atlas_affine_in_study(placement, atlas)
    wanted = atlas.structures if structures is None else structures
    found = []
    for number, structure in enumerate(wanted):
        progress(number, len(wanted), structure.key)
        both = inside & (layers[structure.layer] == structure.label)
        if both.any():
            at = _middle(both, cut.affine)
            found.append(Distance(structure, 0.0, at, at))
            continue
        border = atlas.borders.get(structure.key)
        if border is not None:
            found.append(_shortest(structure, rim, _moved(border, matrix)))
    return tuple(sorted(found, key=lambda distance: distance.mm))


def _shortest(structure: Structure, rim: Any, border: Points) -> Distance:
    # A few points bound the answer; the rest then leave the tree at once.
    few = rim.query(border[:: max(len(border) // 100, 1)])[0].min()
    ways, nearest = rim.query(border, distance_upper_bound=float(few) + 1e-6)
    best = int(ways.argmin())
    mm = float(ways[best])
    start, end = rim.data[nearest[best]], border[best]
    return Distance(structure, 0.0 if mm <= TOUCHING_MM else mm, _point(start), _point(end))


def _pieces(mask: Mask, grid: Grid) -> tuple[Mask, Grid] | None:
    """The part of a mask that holds something, in pieces of about a millimetre."""
    box = box_of(mask)
    if box is None:
        return None
    part, inside = part_of(grid, box), mask[box]
    times = [max(1, int(np.ceil(mm / PIECE_MM))) for mm in grid.spacing_mm]
    affine = part.affine.copy()
    affine[:3, :3] /= times
    affine[:3, 3] += affine[:3, :3] @ (-(np.asarray(times) - 1) / 2)
    for axis, n in enumerate(times):
        inside = inside.repeat(n, axis)
    i, j, k = inside.shape
    return inside, Grid((i, j, k), affine)


def _rim(mask: Mask, affine: Affine) -> Points:
    from scipy.ndimage import binary_erosion

    return _moved(np.argwhere(mask & ~binary_erosion(mask)), affine)


def _moved(ijk: npt.NDArray[Any], affine: Affine) -> Points:
    return np.asarray(ijk @ affine[:3, :3].T + affine[:3, 3])


def _middle(mask: Mask, affine: Affine) -> PointMm:
    """The voxel of a mask that is nearest to its middle."""
    ijk = np.argwhere(mask)
    away = ((ijk - ijk.mean(axis=0)) ** 2).sum(axis=1)
    return _point(_moved(ijk[int(away.argmin())], affine))


def _point(xyz_mm: npt.NDArray[np.float64]) -> PointMm:
    x, y, z = xyz_mm.tolist()
    return (x, y, z)
