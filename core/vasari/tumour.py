"""A tumour as VASARI looks at it: its box, its parts, and the places that show them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.labels import Label, LabelMap
from core.space.affine import Affine
from core.space.boxes import box_of, part_of
from core.space.components import components_of
from core.space.diameters import PointMm, axial_axis
from core.studies.segmentation import Segmentation

Mask = npt.NDArray[np.bool_]

LEAST_PIECE_ML = 4 / 3 * np.pi * 2.5**3 / 1000
"""Pieces smaller than a ball of 5 mm, the least that RANO measures as a lesion, do not count."""

_GAP_MM = 2.0
"""A rim with holes up to twice as wide still encloses what lies within it."""


@dataclass(frozen=True, eq=False)
class Tumour:
    """The box around a tumour, with a rim of one voxel of background.

    Attributes:
        labels: shape (i, j, k), values of :class:`core.labels.Label`.
        affine: voxel of this array to RAS+ millimetres.
        spacing_mm: voxel edges.
        voxel_ml: volume of a voxel.
    """

    labels: LabelMap
    affine: Affine
    spacing_mm: tuple[float, float, float]
    voxel_ml: float

    @classmethod
    def of(cls, found: Segmentation) -> Tumour | None:
        """The tumour of a segmentation; None where it holds none."""
        box = box_of(found.label_map)
        if box is None:
            return None
        grid = part_of(found.grid, box)
        affine: Affine = grid.affine.copy()
        affine[:3, 3] -= affine[:3, :3].sum(axis=1)
        labels = np.pad(found.label_map[box], 1)
        return cls(labels, affine, grid.spacing_mm, grid.voxel_ml)

    @cached_property
    def enhancing(self) -> Mask:
        """The enhancing tumour."""
        return np.asarray(self.labels == Label.ET)

    @cached_property
    def oedema(self) -> Mask:
        """Oedema and infiltrated tissue, which BraTS's labels do not part."""
        return np.asarray(self.labels == Label.ED)

    @cached_property
    def core(self) -> Mask:
        """Enhancing tumour, non-enhancing tumour and necrosis."""
        return np.asarray((self.labels == Label.ET) | (self.labels == Label.NCR))

    @cached_property
    def mass(self) -> Mask:
        """The core; all of the abnormality where the labels tell no core."""
        return self.core if self.core.any() else np.asarray(self.labels > 0)

    @cached_property
    def necrosis(self) -> Mask:
        """What of the label NCR enhancing tumour encloses.

        BraTS's labels give necrosis and non-enhancing tumour one number. Necrosis lies within a
        rim that enhances: here the part that the rim, its gaps of up to 4 mm closed, encloses in
        at least two of the grid's three planes.
        """
        from scipy.ndimage import binary_fill_holes

        rest = np.asarray(self.labels == Label.NCR)
        if not rest.any() or not self.enhancing.any():
            return np.zeros_like(rest)
        rim = self._closed(self.enhancing)
        count = np.zeros(rim.shape, np.uint8)
        for axis in range(3):
            # A cross within the plane, nothing along the axis: slice by slice, in one call.
            cross = np.zeros((3, 3, 3), bool)
            for other in range(3):
                if other != axis:
                    cross[tuple(slice(None) if a == other else 1 for a in range(3))] = True
            count += binary_fill_holes(rim, cross)
        return np.asarray(rest & (count >= 2))

    @cached_property
    def non_enhancing(self) -> Mask:
        """What of the label NCR no enhancing tumour encloses."""
        return np.asarray((self.labels == Label.NCR) & ~self.necrosis)

    @cached_property
    def lesions(self) -> npt.NDArray[np.int32]:
        """The pieces of the whole abnormality, 1 that with most of the mass; 0 without any."""
        return _ordered(components_of(self.labels > 0), self.mass)

    @cached_property
    def masses(self) -> npt.NDArray[np.int32]:
        """The pieces of the mass, 1 the largest."""
        return _ordered(components_of(self.mass), self.mass)

    @cached_property
    def main(self) -> Mask:
        """The largest piece of the mass, whose middle is the epicentre."""
        return np.asarray(self.masses == 1)

    def ml(self, mask: Mask) -> float:
        """Volume of a mask."""
        return float(np.count_nonzero(mask) * self.voxel_ml)

    def points(self, mask: Mask) -> npt.NDArray[np.float64]:
        """World places of a mask's voxels, shape (n, 3), millimetres."""
        return np.asarray(np.argwhere(mask) @ self.affine[:3, :3].T + self.affine[:3, 3])

    def place_of(self, mask: Mask) -> PointMm | None:
        """A voxel of a mask on the axial slice that holds most of it, near its middle there."""
        axis = axial_axis(self.affine)
        area = mask.sum(axis=tuple(a for a in range(3) if a != axis))
        if not area.any():
            return None
        at = np.argwhere(np.moveaxis(mask, axis, 0)[int(area.argmax())])
        voxel = at[((at - at.mean(axis=0)) ** 2).sum(axis=1).argmin()].tolist()
        voxel.insert(axis, int(area.argmax()))
        return self.world(voxel)

    def world(self, voxel: npt.ArrayLike) -> PointMm:
        """World place of a voxel of this box."""
        x, y, z = (self.affine[:3, :3] @ np.asarray(voxel, float) + self.affine[:3, 3]).tolist()
        return (x, y, z)

    def _closed(self, mask: Mask) -> Mask:
        """A mask with gaps of up to twice :data:`_GAP_MM` closed."""
        from scipy.ndimage import distance_transform_edt

        wide = [int(np.ceil(_GAP_MM / mm)) + 1 for mm in self.spacing_mm]
        padded = np.pad(mask, [(w, w) for w in wide])
        grown = distance_transform_edt(~padded, self.spacing_mm) <= _GAP_MM
        closed = distance_transform_edt(grown, self.spacing_mm) > _GAP_MM
        inner = tuple(slice(w, -w) for w in wide)
        return np.asarray(closed[inner] | mask)


def _ordered(numbered: npt.NDArray[np.integer], of: Mask) -> npt.NDArray[np.int32]:
    """Pieces numbered anew, from that with most of a mask on; those without any of it are 0."""
    counts = np.bincount(numbered[of], minlength=int(numbered.max(initial=0)) + 1)
    counts[0] = 0
    order = [n for n in np.argsort(-counts, kind="stable").tolist() if counts[n]]
    table = np.zeros(len(counts), np.int32)
    table[order] = np.arange(1, len(order) + 1)
    return np.asarray(table[numbered])
