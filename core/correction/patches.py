"""Patches: what a correction would change of a label map.

Nothing in this room writes to a label map: whatever would change comes as a :class:`Patch`, for
whoever owns the array. Its axes may have any order, with the spacing to match; a distance is that
of voxel centres in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.space.boxes import Box

Place = tuple[float, float, float]
"""Continuous position on the axes of a label map; whole numbers are voxel centres."""

Voxels = tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16], npt.NDArray[np.uint16]]
"""Indices of some voxels along the three axes, as NumPy indexes with; never none."""


@dataclass(frozen=True, eq=False)
class Patch:
    """New labels of some voxels of a label map.

    Attributes:
        where: the voxels.
        values: uint8, the label of each from now on.
    """

    where: Voxels
    values: npt.NDArray[np.uint8]

    @property
    def box(self) -> Box:
        """The smallest box around it."""
        i, j, k = (slice(int(x.min()), int(x.max()) + 1) for x in self.where)
        return (i, j, k)

    def within(self, box: Box) -> Patch:
        """The same patch of a whole label map, when this one is of its part ``box``."""
        return Patch(moved(self.where, box), self.values)


def voxels_where(mask: npt.NDArray[np.bool_]) -> Voxels | None:
    """Where a mask is true; None where it is nowhere."""
    i, j, k = (axis.astype(np.uint16) for axis in np.nonzero(mask))
    return (i, j, k) if i.size else None


def moved(where: Voxels, box: Box) -> Voxels:
    """Voxels of the part ``box`` as voxels of the whole."""
    i, j, k = (axis + np.uint16(part.start) for axis, part in zip(where, box, strict=True))
    return (i, j, k)
