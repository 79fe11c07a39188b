"""Volumes as SimpleITK images and back. ITK counts in L and P where we count in R and A."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine, Grid

if TYPE_CHECKING:  # SimpleITK is 250 MB of code, loaded where something is aligned
    import SimpleITK

LPS_FROM_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
"""World coordinates of ITK and DICOM out of ours, and the other way round."""


def image_of(data: npt.NDArray[Any], affine: Affine) -> SimpleITK.Image:
    """An image whose voxels lie where the affine says.

    Args:
        data: shape (i, j, k).
        affine: (4, 4), voxel to RAS+ millimetres.
    """
    import SimpleITK

    image = SimpleITK.GetImageFromArray(np.ascontiguousarray(data.T))
    image.CopyInformation(_lattice(Grid(_shape(data), affine)))
    return image


def _lattice(grid: Grid) -> SimpleITK.Image:
    import SimpleITK

    lps = LPS_FROM_RAS @ grid.affine
    spacing = np.sqrt((lps[:3, :3] ** 2).sum(axis=0))
    image = SimpleITK.Image(list(grid.shape), SimpleITK.sitkUInt8)
    image.SetSpacing(spacing.tolist())
    image.SetDirection((lps[:3, :3] / spacing).ravel().tolist())
    image.SetOrigin(lps[:3, 3].tolist())
    return image


def _shape(data: npt.NDArray[Any]) -> tuple[int, int, int]:
    i, j, k = data.shape
    return (i, j, k)
