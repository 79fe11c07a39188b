"""The brain in a skull-stripped study: what lies within it, and its surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from core.checks.heads import MAX_BRAIN_ML
from core.measuring.symmetry_plane import Points
from core.segmenting.preprocessing import bounding_box, foreground_mask
from core.space.boxes import box_of
from core.space.components import components_of
from core.space.diameters import PointMm
from core.studies.study import Study

if TYPE_CHECKING:
    from scipy.spatial import cKDTree


class Surface:
    """The outermost voxels of a brain, ready to be asked for distances."""

    def __init__(self, tree: cKDTree) -> None:
        self._tree = tree

    def nearest(self, points: Points) -> tuple[float, PointMm]:
        """Smallest distance from the points to an outermost voxel's centre, and from which.

        Args:
            points: shape (n, 3), world mm.
        """
        # A few points bound the answer; the rest then leave the tree at once.
        step = max(len(points) // 100, 1)
        few = self._tree.query(points[::step])[0]
        first = int(few.argmin())
        rest = self._tree.query(points, distance_upper_bound=float(few[first]))[0]
        best = int(rest.argmin())
        if rest[best] >= few[first]:
            best = first * step
        x, y, z = points[best].tolist()
        return min(float(few[first]), float(rest[best])), (x, y, z)


def brain_surface(study: Study) -> Surface | None:
    """Find the outermost voxels of the foreground; None when it is no bare brain."""
    from scipy.spatial import cKDTree

    study = study.brain_alone
    mask = foreground_mask([volume.data for volume in study.volumes.values()])
    if np.count_nonzero(mask) * study.grid.voxel_ml > MAX_BRAIN_ML:
        return None
    box = bounding_box(mask, study.name)
    ijk = np.argwhere(_outermost(mask[box])) + [s.start for s in box]
    affine = study.grid.affine
    return Surface(cKDTree(ijk @ affine[:3, :3].T + affine[:3, 3]))


def inside_head(study: Study) -> npt.NDArray[np.bool_]:
    """Voxels of the head: the foreground of any sequence, and what it closes in.

    Returns:
        Shape (i, j, k) on the native axes. Everything, where the background of a sequence is not
        one value, as in scans that were never masked.
    """
    mask = foreground_mask([volume.data for volume in study.volumes.values()])
    box = box_of(mask)
    if box is not None:
        mask[box] |= ~_outside(mask[box])[1:-1, 1:-1, 1:-1]
    return mask


def _outside(brain: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Background that reaches the rim of a mask, which gets a margin of one voxel.

    Dark ventricles may hold background values too: what is closed in is not outside.
    """
    numbered = components_of(~np.pad(brain, 1), 6)
    return np.asarray(numbered == numbered[0, 0, 0])


def _outermost(brain: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    from scipy.ndimage import binary_dilation

    found = np.pad(brain, 1) & binary_dilation(_outside(brain))
    return np.asarray(found)[1:-1, 1:-1, 1:-1]
