"""On which side a tumour lies (F2), and which of its parts cross the midline (F15, F22, F23)."""

from __future__ import annotations

import numpy as np

from core.measuring.measurements import PLANE_TOLERANCE_MM
from core.measuring.symmetry_plane import SymmetryPlane
from core.space.diameters import PointMm
from core.vasari import rules
from core.vasari.answers import Answer, Shown
from core.vasari.tumour import LEAST_PIECE_ML, Mask, Tumour

BOTH_SHARE = 1 / 3
"""A piece with at least as much on each side of the plane lies on both."""


def side(tumour: Tumour, plane: SymmetryPlane | None, *, sides_known: bool) -> Answer:
    """F2, shown by the line from the epicentre to the symmetry plane."""
    if plane is None or not sides_known:
        return Answer("F2", rule=rules.NO_SIDES if plane else rules.NO_PLANE)
    points = tumour.points(tumour.main)
    signed = plane.distances_mm(points)
    right = float((signed > 0).mean())
    middle = float(signed.mean())
    centre = points.mean(axis=0)
    if abs(middle) <= PLANE_TOLERANCE_MM or min(right, 1 - right) >= BOTH_SHARE:
        code = 2
    else:
        code = 1 if middle > 0 else 3
    on_plane = centre - middle * np.asarray(plane.normal)
    shown = Shown(_point(centre), (_point(centre), _point(on_plane)))
    return Answer("F2", (code,), abs(middle), "mm", rules.SIDE, shown)


def crossings(tumour: Tumour, plane: SymmetryPlane | None) -> list[Answer]:
    """F15, F22 and F23."""
    parts = (
        ("F15", tumour.oedema),
        ("F22", tumour.non_enhancing),
        ("F23", tumour.enhancing),
    )
    return [crossing(key, tumour, mask, plane) for key, mask in parts]


def crossing(key: str, tumour: Tumour, mask: Mask, plane: SymmetryPlane | None) -> Answer:
    """Whether a part of one connected lesion lies on both sides of the plane.

    Shown by the line from its voxel farthest across, on the side with less of it, to the plane.
    """
    if plane is None:
        return Answer(key, rule=rules.NO_PLANE)
    if not mask.any():
        return Answer(key, (1,), 0.0, "ml", rules.CROSSING)
    points, signed = tumour.points(mask), plane.distances_mm(tumour.points(mask))
    lesion = tumour.lesions[mask]
    most, shown = 0.0, None
    for number in range(1, int(lesion.max(initial=0)) + 1):
        own = lesion == number
        left = own & (signed < -PLANE_TOLERANCE_MM)
        right = own & (signed > PLANE_TOLERANCE_MM)
        fewer = left if np.count_nonzero(left) < np.count_nonzero(right) else right
        ml = float(np.count_nonzero(fewer) * tumour.voxel_ml)
        if ml > most:
            far = int(np.argmax(np.where(fewer, np.abs(signed), -1.0)))
            foot = points[far] - signed[far] * np.asarray(plane.normal)
            most, shown = ml, Shown(_point(points[far]), (_point(points[far]), _point(foot)))
    code = 3 if most >= LEAST_PIECE_ML else 2
    return Answer(key, (code,), most, "ml", rules.CROSSING, shown)


def _point(xyz_mm: np.ndarray) -> PointMm:
    x, y, z = xyz_mm.tolist()
    return (x, y, z)
