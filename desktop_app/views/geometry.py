"""Where a voxel of the RAS+ view lies on a plane's picture, and back.

Picture coordinates are millimetres from the top left corner, u to the right and v down.
Axial pictures have anterior on top, coronal and sagittal ones superior; sagittal ones have
anterior on the left. In radiological orientation the patient's right is on the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from desktop_app.state.display import Plane, Point, Voxel

_PICTURE_AXES = {Plane.AXIAL: (0, 1), Plane.CORONAL: (0, 2), Plane.SAGITTAL: (1, 2)}
_GROWS_TO = ("R", "A", "S")
_STARTS_AT = ("L", "P", "I")


@dataclass(frozen=True)
class PlaneGeometry:
    """How one plane of a RAS+ volume is laid on the screen.

    Attributes:
        plane: the viewing plane.
        shape: voxels of the RAS+ view.
        spacing_mm: voxel edges of the RAS+ view.
        radiological: the patient's right on the left.
    """

    plane: Plane
    shape: Voxel
    spacing_mm: Point
    radiological: bool

    @property
    def axes(self) -> tuple[int, int]:
        """RAS+ axes that run across and down the picture."""
        return _PICTURE_AXES[self.plane]

    @property
    def flips_u(self) -> bool:
        """Whether the axis across the picture grows to the left."""
        return self.plane is Plane.SAGITTAL or self.radiological

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the picture."""
        u, v = self.axes
        return self.shape[u] * self.spacing_mm[u], self.shape[v] * self.spacing_mm[v]

    @property
    def letters(self) -> tuple[str, str, str, str]:
        """Directions at the left, right, top and bottom edge."""
        u, v = self.axes
        low, high = _STARTS_AT[u], _GROWS_TO[u]
        left, right = (high, low) if self.flips_u else (low, high)
        return left, right, _GROWS_TO[v], _STARTS_AT[v]

    def picture(self, volume: npt.NDArray[Any], index: int) -> npt.NDArray[Any]:
        """One slice as rows and columns of the picture; a view of ``volume``."""
        where: list[slice | int] = [slice(None)] * 3
        where[self.plane.axis] = index
        rows = volume[tuple(where)].T[::-1]
        return rows[:, ::-1] if self.flips_u else rows

    def to_picture(self, voxel: Point) -> tuple[float, float]:
        """(u, v) in millimetres of a position whose whole numbers are voxel centres."""
        u, v = self.axes
        across = self.shape[u] - 1 - voxel[u] if self.flips_u else voxel[u]
        down = self.shape[v] - 1 - voxel[v]
        return (across + 0.5) * self.spacing_mm[u], (down + 0.5) * self.spacing_mm[v]

    def to_voxel(self, u_mm: float, v_mm: float, index: float) -> Point:
        """Position in the RAS+ view of a point on the picture of slice ``index``."""
        u, v = self.axes
        across = u_mm / self.spacing_mm[u] - 0.5
        down = v_mm / self.spacing_mm[v] - 0.5
        voxel = [0.0, 0.0, 0.0]
        voxel[self.plane.axis] = index
        voxel[u] = self.shape[u] - 1 - across if self.flips_u else across
        voxel[v] = self.shape[v] - 1 - down
        return (voxel[0], voxel[1], voxel[2])
