"""Enhancing lesions one by one, with the two diameters and the sum that RANO asks for.

RANO 2010 and 2.0 (Wen et al., J Clin Oncol 2010;28:1963 and 2023;41:5187) measure each enhancing
lesion in the axial slice in which it is longest: the longest diameter, then the longest one at a
right angle to it. A lesion is measurable from 10 mm in both directions, seen on two slices or
more; the products of the largest ones, five at most, are added up. Where the outline is hollow,
by necrosis or by a bend, lines run on its convex outline, from edge to edge, as a person draws
them: see :mod:`core.space.diameters`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.space.components import components_of
from core.space.diameters import Diameters, axial_axis, axial_diameters

MEASURABLE_MM = 10.0
"""Both diameters of a measurable lesion are at least as long."""

MEASURABLE_SLICES = 2
"""A measurable lesion is seen on at least as many axial slices."""

MOST_TARGETS = 5
"""As many of the largest measurable lesions are added up, at most."""

LEAST_MM = 5.0
"""Spots whose longest diameter is shorter are counted as foci, but are no lesions."""


@dataclass(frozen=True)
class Lesion:
    """One connected piece of enhancing tumour.

    Attributes:
        ml: volume in millilitres.
        slices: axial slices that hold some of it.
        diameters: its two lines and their slice.
    """

    ml: float
    slices: int
    diameters: Diameters

    @property
    def product_mm2(self) -> float:
        """Longest diameter times its perpendicular."""
        return self.diameters.product_mm2

    @property
    def measurable(self) -> bool:
        """Whether RANO would measure it."""
        return self.slices >= MEASURABLE_SLICES and reaches_measurable(
            self.diameters.longest_mm, self.diameters.perpendicular_mm
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        said = {"product_mm2": self.product_mm2, "measurable": self.measurable}
        return {**asdict(self), **said}


def reaches_measurable(longest_mm: float, perpendicular_mm: float) -> bool:
    """Whether two diameters are long enough for RANO."""
    return min(longest_mm, perpendicular_mm) >= MEASURABLE_MM


def sum_of_products_mm2(lesions: Sequence[Lesion]) -> float:
    """RANO's size of the disease: the products of the largest measurable lesions, added up."""
    products = sorted((x.product_mm2 for x in lesions if x.measurable), reverse=True)
    return sum(products[:MOST_TARGETS])


def enhancing_lesions(
    mask: npt.NDArray[np.bool_], affine: Affine, voxel_ml: float, first_slice: int = 0
) -> tuple[Lesion, ...]:
    """Tell lesions apart and measure each; the largest product comes first.

    Args:
        mask: the enhancing tumour, shape (i, j, k); cropped, for speed.
        affine: voxel of this (cropped) array to RAS+ millimetres.
        voxel_ml: volume of a voxel.
        first_slice: index, in the whole grid, of the array's first axial slice.
    """
    from scipy.ndimage import find_objects

    if not mask.any():
        return ()
    numbered = components_of(mask)
    axis = axial_axis(affine)
    found = []
    for number, box in enumerate(find_objects(numbered.astype(np.int32)), start=1):
        piece = numbered[box] == number
        moved: Affine = affine.copy()
        moved[:3, 3] += affine[:3, :3] @ [part.start for part in box]
        lines = axial_diameters(piece, moved)
        if lines is None or lines.longest_mm < LEAST_MM:
            continue
        index = lines.slice_index + box[axis].start + first_slice
        slices = int(piece.any(axis=tuple(a for a in range(3) if a != axis)).sum())
        ml = np.count_nonzero(piece) * voxel_ml
        found.append(Lesion(ml, slices, replace(lines, slice_index=index)))
    return tuple(sorted(found, key=lambda lesion: -lesion.product_mm2))
