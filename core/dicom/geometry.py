"""Where the slices of a series lie, and whether they make one regular grid.

DICOM tells positions along L, P, S of the patient whatever way the patient lies in the scanner
(PS3.3 C.7.6.2.1.1), so the patient's position (HFS, FFP…) changes nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.dicom.series import Plane, Slice
from core.errors import GeometryError
from core.space.affine import GRID_TOLERANCE_MM, LPS_FROM_RAS, Affine

_ONE_PLACE_MM = 0.01
"""Closer than this two slices lie at one place."""
_SQUARE = 1e-3
EXPORT = "Export the series again, whole, or choose another."


@dataclass(frozen=True)
class Stack:
    """Slices on one regular grid.

    Attributes:
        slices: in the order of the third axis.
        affine: (4, 4), voxel (column, row, slice) to RAS+ millimetres. Exact for a tilted gantry
            too: its third axis then is not square to the other two.
        tilt_degrees: by how much it is not.
    """

    slices: tuple[Slice, ...]
    affine: Affine
    tilt_degrees: float


def has_place(one: Slice) -> bool:
    """Whether a slice tells usably where it lies."""
    if one.position is None or one.spacing is None or one.orientation is None:
        return False
    # Plain arithmetic: this is asked of thousands of slices, and arrays of three are slow.
    a, b, c, d, e, f = one.orientation
    units = abs(math.hypot(a, b, c) - 1) < _SQUARE and abs(math.hypot(d, e, f) - 1) < _SQUARE
    return units and abs(a * d + b * e + c * f) < _SQUARE and min(one.spacing) > 0


def _axes(one: Slice) -> npt.NDArray[np.float64]:
    """Directions in which columns and rows grow, shape (2, 3)."""
    return np.array(one.orientation, np.float64).reshape(2, 3)


def normal(one: Slice) -> npt.NDArray[np.float64]:
    """Unit normal of a slice that has a place, LPS, shape (3,)."""
    row, column = _axes(one)
    across = np.cross(row, column)
    return np.asarray(across / np.linalg.norm(across))


def plane(one: Slice) -> Plane:
    """The plane that a slice with a place lies nearest to."""
    planes = (Plane.SAGITTAL, Plane.CORONAL, Plane.AXIAL)
    return planes[int(np.abs(normal(one)).argmax())]


def sort_key(one: Slice, along: npt.NDArray[np.float64]) -> tuple[float, int, int]:
    """Place along a normal, then instance and frame."""
    return float(np.dot(one.position or (0, 0, 0), along)), one.number or 0, one.frame


def ordered(slices: Sequence[Slice]) -> tuple[Slice, ...]:
    """Slices with places and one orientation, along their normal."""
    along = normal(slices[0])
    return tuple(sorted(slices, key=lambda one: sort_key(one, along)))


def distances(slices: Sequence[Slice]) -> npt.NDArray[np.float64]:
    """Millimetres along the normal from each slice to the next, shape (slices - 1,)."""
    places = np.array([one.position for one in slices], float).reshape(-1, 3)
    return np.asarray(np.diff(places @ normal(slices[0])))


def doubled(slices: Sequence[Slice]) -> npt.NDArray[np.intp]:
    """Indices of ordered slices that lie where the next one lies."""
    return np.flatnonzero(distances(slices) < _ONE_PLACE_MM)


def stack(slices: Sequence[Slice], step_mm: float) -> Stack:
    """Put slices in order and find their affine.

    Args:
        slices: with places, all of one orientation.
        step_mm: from slice to slice, for a single one, which cannot tell it.

    Raises:
        GeometryError: one is missing or doubled, or they are not evenly spaced; names the slice.
    """
    inorder = ordered(slices)
    along = normal(inorder[0])
    places = np.array([one.position for one in inorder], float)
    _require_single(inorder)
    if len(inorder) == 1:
        step = along * step_mm
    else:
        step = (places[-1] - places[0]) / (len(inorder) - 1)
        ideal = places[0] + np.arange(len(inorder))[:, None] * step
        if np.linalg.norm(places - ideal, axis=1).max() > GRID_TOLERANCE_MM:
            raise GeometryError(_why_uneven(inorder))
    affine = np.eye(4)
    row, column = _axes(inorder[0])
    between_rows, between_columns = inorder[0].spacing or (1.0, 1.0)
    affine[:3, 0] = row * between_columns
    affine[:3, 1] = column * between_rows
    affine[:3, 2] = step
    affine[:3, 3] = places[0]
    cosine = float(np.clip(along @ step / np.linalg.norm(step), -1, 1))
    return Stack(inorder, LPS_FROM_RAS @ affine, float(np.degrees(np.arccos(cosine))))


def _require_single(slices: tuple[Slice, ...]) -> None:
    twice = doubled(slices)
    if len(twice):
        first, second = slices[twice[0]], slices[twice[0] + 1]
        raise GeometryError(
            f"slices {first.name} and {second.name} lie at the same place "
            f"({len(twice)} such in {len(slices)}), so which of them to take is not known. "
            f"{EXPORT}"
        )


def _why_uneven(slices: tuple[Slice, ...]) -> str:
    steps = distances(slices)
    usual = float(np.median(steps))
    count = len(slices)
    far = int(steps.argmax())
    times = steps / usual
    whole = np.abs(times - np.round(times)) * usual < GRID_TOLERANCE_MM * 2
    if steps[far] > 1.5 * usual and whole.all():
        lacking, first = int(np.round(times).sum()) - len(steps), int((times > 1.5).argmax())
        return (
            f"{lacking} missing, first after slice {first + 1} of {count} "
            f"({slices[first].name}): the next lies {steps[first]:.4g} mm on where the others lie "
            f"{usual:.4g} mm apart. {EXPORT}"
        )
    odd = int(np.abs(steps - usual).argmax())
    if abs(steps[odd] - usual) > GRID_TOLERANCE_MM:
        return (
            f"the distance between slices changes from {steps.min():.4g} to {steps.max():.4g} mm, "
            f"most at slice {odd + 1} of {count} ({slices[odd].name}), so they make no regular "
            "grid. Choose another series, or one that was reformatted evenly."
        )
    sideways = _sideways(slices)
    return (
        f"slice {sideways + 1} of {count} ({slices[sideways].name}) does not lie in line with the "
        f"others, though the distances are even. {EXPORT}"
    )


def _sideways(slices: tuple[Slice, ...]) -> int:
    """The slice farthest from the line through the middle of the others."""
    places = np.array([one.position for one in slices], float)
    middle = np.median(np.diff(places, axis=0), axis=0)
    off = places - np.arange(len(slices))[:, None] * middle
    return int(np.linalg.norm(off - np.median(off, axis=0), axis=1).argmax())
