"""Shells of some millimetres around a region, such as 5 and 10 mm around what enhances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.errors import GliovistaError
from core.labels import Label, LabelMap, Region, region_mask
from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.space.boxes import Box, box_of, part_of

MOST_SHELLS, MOST_MM = 8, 50.0


@dataclass(frozen=True, eq=False)
class Shells:
    """A region and shells around it, on one grid.

    Attributes:
        region: that they lie around.
        mm: outer distances of the shells, ascending.
        numbers: uint8, shape (i, j, k): 0 nothing, 1 the region, 2 the first shell, and so on.
        grid: of ``numbers``.
        ml: volume of the region and of each shell, in millilitres.
        lost_ml: what of each shell would lie outside of the brain, and was left out.
        holds_ml: volume of each label in the region and in each shell;
            :attr:`core.labels.Label.BACKGROUND` is what no label has: brain that looks healthy.
    """

    region: Region
    mm: tuple[float, ...]
    numbers: npt.NDArray[np.uint8]
    grid: Grid
    ml: tuple[float, ...]
    lost_ml: tuple[float, ...]
    holds_ml: tuple[Mapping[Label, float], ...]


def margin_shells(
    label_map: LabelMap,
    region: Region,
    grid: Grid,
    distances_mm: Sequence[float],
    brain: npt.NDArray[np.bool_] | None = None,
    progress: Progress = no_progress,
) -> Shells:
    """Grow a region by some distances, each measured from the region's own voxels.

    A voxel belongs to a shell when its centre lies as near to the centre of the region's nearest
    voxel (Euclidean, in world millimetres, whatever the voxels' edges).

    Args:
        label_map: shape of the grid.
        region: that the shells lie around.
        grid: its spacing counts; it may be sheared.
        distances_mm: above 0 and up to :data:`MOST_MM`, in any order; at most
            :data:`MOST_SHELLS`.
        brain: true where shells may lie, shape of the grid; None for everywhere. The region itself
            is kept whole.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.

    Raises:
        GliovistaError: the region is empty, or the distances are not as they should be.
    """
    mm = tuple(sorted({round(float(value), 3) for value in distances_mm}))
    if not mm or len(mm) > MOST_SHELLS or mm[0] <= 0 or mm[-1] > MOST_MM:
        raise GliovistaError(
            f"Expected 1 to {MOST_SHELLS} margins above 0 and up to {MOST_MM:.0f} mm, found "
            f"{', '.join(f'{value:g}' for value in distances_mm) or 'none'}."
        )
    mask = region_mask(label_map, region)
    found = box_of(mask)
    if found is None:
        raise GliovistaError(f"{region.value} is empty: there is nothing to draw a margin around.")
    progress(0, 2, "distances")
    box = _grown(found, grid, mm[-1])
    away = _distances_mm(mask[box], part_of(grid, box))
    progress(1, 2, "shells")
    numbers = np.zeros(grid.shape, np.uint8)
    part = numbers[box]
    part[...] = np.searchsorted(mm, away - 1e-4, side="left") + 2
    part[part > len(mm) + 1] = 0
    part[mask[box]] = 1
    whole = np.bincount(part.ravel(), minlength=len(mm) + 2)[1:]
    if brain is not None:
        part[(part > 1) & ~brain[box]] = 0
    kept = np.bincount(part.ravel(), minlength=len(mm) + 2)[1:]
    progress(2, 2, "done")
    there = part > 0
    pairs = part[there].astype(np.intp) * len(Label) + label_map[box][there]
    held = np.bincount(pairs, minlength=(len(mm) + 2) * len(Label)).reshape(-1, len(Label))[1:]
    holds = tuple(dict(zip(Label, row, strict=True)) for row in (held * grid.voxel_ml).tolist())
    ml = tuple((kept * grid.voxel_ml).tolist())
    lost = tuple(((whole - kept) * grid.voxel_ml).tolist())
    return Shells(region, mm, numbers, grid, ml, lost, holds)


def _grown(box: Box, grid: Grid, mm: float) -> Box:
    """A box and all that lies within some millimetres of it, on a sheared grid too."""
    # A step of 1 mm in any direction changes an index by at most the length of its row.
    per_mm = np.linalg.norm(np.linalg.inv(grid.affine[:3, :3]), axis=1)
    reach = np.ceil(mm * per_mm).astype(int) + 1
    i, j, k = (
        slice(max(s.start - int(r), 0), min(s.stop + int(r), n))
        for s, r, n in zip(box, reach, grid.shape, strict=True)
    )
    return (i, j, k)


def _distances_mm(mask: npt.NDArray[np.bool_], grid: Grid) -> npt.NDArray[np.float64]:
    """Distance of every voxel's centre to that of the mask's nearest voxel."""
    edges = grid.edges_mm
    if isinstance(edges, tuple):
        from scipy.ndimage import distance_transform_edt

        return np.asarray(distance_transform_edt(~mask, sampling=edges))
    from scipy.spatial import cKDTree

    # Along edges that stand askew, distances add up along no axis.
    tree = cKDTree(np.argwhere(mask) @ edges.T)
    away = np.zeros(mask.shape)
    outside = np.argwhere(~mask)
    away[tuple(outside.T)] = tree.query(outside @ edges.T)[0]
    return away
