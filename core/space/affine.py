"""Affines: spacing, orientation, and whether two grids are one.

An affine maps voxel indices ``ijk`` to world ``xyz_mm`` in RAS+ millimetres
(nipy.org/nibabel/coordinate_systems.html).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import GeometryError

Affine = npt.NDArray[np.float64]
"""Shape (4, 4), voxel to RAS+ millimetres."""

LPS_FROM_RAS: Affine = np.diag([-1.0, -1.0, 1.0, 1.0])
"""World coordinates of DICOM and ITK out of ours, and the other way round."""

GRID_TOLERANCE_MM = 0.1
"""Two grids are one when no corner voxel moves by more than this. Conversion between
DICOM, qform and sform loses a few micrometres; a tenth of a millimetre is far under a voxel
and far over any rounding."""


Edges = tuple[float, float, float] | npt.NDArray[np.float64]
"""What one voxel measures in millimetres: the lengths of edges that stand at right angles, or the
edges themselves, the columns of a (3, 3) matrix, where they do not."""

_RIGHT_ANGLE_DEGREES = 0.01
"""A header's rounding tilts edges by less; a length along them is then right to 0.02 %."""

_OPPOSITE = {"L": "R", "P": "A", "I": "S"}


@dataclass(frozen=True)
class Grid:
    """The lattice a volume lives on.

    Attributes:
        shape: voxels along i, j, k.
        affine: (4, 4), voxel to RAS+ millimetres.
    """

    shape: tuple[int, int, int]
    affine: Affine

    @property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Voxel edge lengths along i, j, k in millimetres."""
        i, j, k = np.sqrt((self.affine[:3, :3] ** 2).sum(axis=0)).tolist()
        return (i, j, k)

    @property
    def axis_codes(self) -> str:
        """Direction in which each axis grows, such as ``"LPS"`` or ``"RAS"``."""
        return "".join(nib.orientations.aff2axcodes(self.affine))

    @property
    def voxel_ml(self) -> float:
        """Volume of one voxel in millilitres."""
        return voxel_mm3(self.affine[:3, :3]) / 1000.0

    @property
    def edges_mm(self) -> Edges:
        """What one voxel measures, for distances and volumes that hold on a sheared grid too."""
        if self.shear_degrees < _RIGHT_ANGLE_DEGREES:
            return self.spacing_mm
        return self.affine[:3, :3]

    @property
    def shear_degrees(self) -> float:
        """By how much the two voxel axes farthest from a right angle miss it, in degrees."""
        axes = self.affine[:3, :3] / np.asarray(self.spacing_mm)
        cosines = np.abs((axes.T @ axes)[np.triu_indices(3, 1)])
        return float(np.degrees(np.arcsin(np.clip(cosines.max(), 0.0, 1.0))))

    @property
    def oblique_degrees(self) -> float:
        """Largest angle between a voxel axis and its nearest world axis, in degrees."""
        cosines = np.abs(self.affine[:3, :3] / np.asarray(self.spacing_mm)).max(axis=0)
        return float(np.degrees(np.arccos(np.clip(cosines, 0.0, 1.0))).max())


def voxel_mm3(edges_mm: Edges) -> float:
    """Volume of a voxel in cubic millimetres."""
    edges = np.asarray(edges_mm)
    return abs(float(np.prod(edges) if edges.ndim == 1 else np.linalg.det(edges)))


def corners_mm(grid: Grid) -> npt.NDArray[np.float64]:
    """World positions of the eight corner voxels, shape (8, 3), millimetres."""
    unit = np.array(np.meshgrid([0, 1], [0, 1], [0, 1], indexing="ij")).reshape(3, -1).T
    ijk = unit * (np.asarray(grid.shape) - 1)
    return np.asarray(ijk @ grid.affine[:3, :3].T + grid.affine[:3, 3])


def grid_difference_mm(first: Grid, second: Grid) -> float:
    """Largest distance between equal corners; infinite when the shapes differ."""
    if first.shape != second.shape:
        return float("inf")
    return float(np.linalg.norm(corners_mm(first) - corners_mm(second), axis=1).max())


def require_usable(affine: Affine, where: str) -> None:
    """Refuse an affine that is not finite or that flattens space.

    Raises:
        GeometryError: names ``where`` and what is wrong with the affine.
    """
    if not np.isfinite(affine).all():
        raise GeometryError(f"{where}: its affine holds values that are not numbers.")
    if abs(np.linalg.det(affine[:3, :3])) < 1e-9:
        raise GeometryError(
            f"{where}: its affine is singular, so voxels have no place in space. "
            "Convert the series again from DICOM."
        )


def parse_axes(text: str) -> str:
    """Read axis codes such as ``"LPS"``: the direction in which each axis grows.

    Args:
        text: three letters out of L or R, A or P, S or I in any order; ``"l-p-s"`` will do.

    Returns:
        Three capital letters.

    Raises:
        GeometryError: no such letters.
    """
    codes = "".join(letter for letter in text.upper() if letter not in " -,;/+")
    if sorted(_OPPOSITE.get(letter, letter) for letter in codes) != ["A", "R", "S"]:
        raise GeometryError(
            f"“{text}” names no axes. Write three letters, the direction in which each axis grows, "
            "such as LPS: L or R, A or P, S or I."
        )
    return codes


def axes_affine(axes: str, shape: Sequence[int], spacing_mm: Sequence[float]) -> Affine:
    """The affine of axes that run along the body's, with the middle of the array at 0.

    Args:
        axes: axis codes such as ``"LPS"``.
        shape: voxels along each axis.
        spacing_mm: voxel edge lengths along each axis.
    """
    orientation = nib.orientations.axcodes2ornt(axes)
    affine: Affine = np.zeros((4, 4))
    affine[3, 3] = 1.0
    for axis, (along, sign) in enumerate(orientation):
        affine[int(along), axis] = sign * spacing_mm[axis]
    affine[:3, 3] = -affine[:3, :3] @ ((np.asarray(shape) - 1) / 2)
    return affine


def to_ras(data: npt.NDArray[np.generic], affine: Affine) -> npt.NDArray[np.generic]:
    """Flip and permute the axes so that they grow towards R, A, S; a view, no copy.

    Undo it with :func:`from_ras`; no voxel value changes on the way there or back.
    """
    orientation = nib.orientations.io_orientation(affine)
    return np.asarray(nib.orientations.apply_orientation(data, orientation))


def indices_to_ras(
    indices: Sequence[npt.NDArray[np.intp]], grid: Grid
) -> list[npt.NDArray[np.intp]]:
    """Voxel indices along the three axes of a grid as those along the axes of :func:`to_ras`."""
    out: list[npt.NDArray[np.intp]] = [*indices]
    orientation = nib.orientations.io_orientation(grid.affine)
    for own, n, (axis, direction) in zip(indices, grid.shape, orientation, strict=True):
        out[int(axis)] = own if direction > 0 else n - 1 - own
    return out


def from_ras(data: npt.NDArray[np.generic], affine: Affine) -> npt.NDArray[np.generic]:
    """Bring an array made by :func:`to_ras` back to the axes of ``affine``; a view."""
    there = nib.orientations.io_orientation(affine)
    back = nib.orientations.ornt_transform(nib.orientations.axcodes2ornt("RAS"), there)
    return np.asarray(nib.orientations.apply_orientation(data, back))


def turned_onto(data: npt.NDArray[Any], affine: Affine, grid: Grid) -> npt.NDArray[Any] | None:
    """An array on the axes of a grid whose voxels are its own, in whatever order and direction.

    Returns:
        The same values, exactly; None where the voxels lie elsewhere.
    """
    i, j, k = data.shape
    own = Grid((i, j, k), affine)
    if grid_difference_mm(own, grid) <= GRID_TOLERANCE_MM:
        return data
    if grid_difference_mm(ras_grid(own), ras_grid(grid)) > GRID_TOLERANCE_MM:
        return None
    return np.ascontiguousarray(from_ras(to_ras(data, affine), grid.affine))


def ras_grid(grid: Grid) -> Grid:
    """The grid that :func:`to_ras` brings an array of ``grid`` to."""
    orientation = nib.orientations.io_orientation(grid.affine)
    shape = np.empty(3, int)
    shape[orientation[:, 0].astype(int)] = grid.shape
    flipped = nib.orientations.inv_ornt_aff(orientation, grid.shape)
    i, j, k = shape.tolist()
    return Grid((i, j, k), np.asarray(grid.affine @ flipped))
