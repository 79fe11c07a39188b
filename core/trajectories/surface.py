"""The surface that a way enters through: the scalp of a whole head, or a bare brain's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.brain_extraction.head import head_of
from core.checks.heads import MAX_BRAIN_ML
from core.errors import CheckError
from core.measuring.brain import inside_head
from core.space.affine import Grid
from core.space.components import components_of
from core.space.diameters import PointMm
from core.space.resampling import sampled, upright_grid
from core.studies.study import Study
from core.trajectories.trajectory import Trajectory, Vector

GRID_MM = 2.0
"""A surface is a matter of centimetres where an angle to it is asked for."""

_SMOOTH_MM = 1.5
_NORMAL_MM = 5.0
"""Standard deviations of the blur that the place and the direction are read from: a normal of one
voxel's face, or of one gyrus, would be noise. A surgeon's drill has a base of about this size."""

_STEP_MM = 0.5
_BEYOND_MM = 300.0
_AIR_MM = 20.0


class SurfaceKind(StrEnum):
    """What the surface is of."""

    SCALP = "scalp"
    BRAIN = "brain"
    """The study was skull-stripped: where skull and scalp lay is not known."""


@dataclass(frozen=True, eq=False)
class OuterSurface:
    """A head or a bare brain as two blurred fields, 1 inside and 0 outside.

    Attributes:
        kind: whose surface.
        grid: upright, of :data:`GRID_MM`.
        fine: float32, shape of the grid; the surface lies at 0.5.
        coarse: the same, blurred more, for directions.
        scanned: lowest and highest world corner of what the scan covers, shape (2, 3).
    """

    kind: SurfaceKind
    grid: Grid
    scanned: npt.NDArray[np.float64]
    fine: npt.NDArray[np.float32]
    coarse: npt.NDArray[np.float32]

    def values(self, field: npt.NDArray[np.float32], xyz_mm: Vector) -> Vector:
        """A field at world places, shape (n,) for (n, 3); 0 beyond the grid."""
        from scipy.ndimage import map_coordinates

        ijk = (np.atleast_2d(xyz_mm) - self.grid.affine[:3, 3]) / GRID_MM
        return np.asarray(map_coordinates(field, ijk.T, order=1, mode="constant"), np.float64)


@dataclass(frozen=True)
class Entrance:
    """Where and how a way comes through the surface.

    Attributes:
        kind: what the surface is of.
        xyz_mm: where, world RAS+.
        depth_mm: below the entry; under 0 where the entry lies within, by so much.
        degrees: between the way and the surface's normal, 0 to 90; 0 is straight in.
    """

    kind: SurfaceKind
    xyz_mm: PointMm
    depth_mm: float
    degrees: float


def outer_surface(study: Study) -> OuterSurface | None:
    """Find the scalp, or the brain's surface where the study holds the brain alone.

    Returns:
        None where there is nothing but air or noise.
    """
    volume = study.reference
    grid = upright_grid(volume.grid, GRID_MM)
    mask = inside_head(study)
    whole = study.prepared is not None or (
        np.count_nonzero(mask) * study.grid.voxel_ml > MAX_BRAIN_ML
    )
    if whole:
        try:
            inside = head_of(sampled(volume.data, volume.affine, grid, np.nan), study.name)
        except CheckError:  # all values are equal, so there is no surface
            return None
        shares = _filled(inside).astype(np.float32)
    else:
        shares = sampled(mask.astype(np.uint8), study.grid.affine, grid)
    if not shares.any():
        return None
    return surface_of(shares, grid, SurfaceKind.SCALP if whole else SurfaceKind.BRAIN)


def surface_of(shares: npt.NDArray[np.float32], grid: Grid, kind: SurfaceKind) -> OuterSurface:
    """The surface of what is told by shares, 0 to 1, on an upright grid of :data:`GRID_MM`."""
    from scipy.ndimage import gaussian_filter

    air = round(_AIR_MM / GRID_MM)
    padded = np.pad(shares.astype(np.float32), air)
    affine = grid.affine.copy()
    affine[:3, 3] -= air * GRID_MM
    i, j, k = padded.shape
    fine = gaussian_filter(padded, _SMOOTH_MM / GRID_MM, mode="constant")
    coarse = gaussian_filter(padded, _NORMAL_MM / GRID_MM, mode="constant")
    low = grid.affine[:3, 3]
    scanned = np.stack([low, low + (np.asarray(grid.shape) - 1) * GRID_MM])
    return OuterSurface(kind, Grid((i, j, k), affine), scanned, fine, coarse)


def entrance(surface: OuterSurface, trajectory: Trajectory) -> Entrance | None:
    """Where the way comes through the surface, seen from the target outwards.

    The line is followed past the entry: the surface is met where it leaves the head or brain for
    good, so that a ventricle, a sinus or a sulcus is no surface.

    Returns:
        None where the line never is inside, or comes in where the scan cuts the head off.
    """
    depths = np.arange(-_BEYOND_MM, trajectory.length_mm + _STEP_MM / 2, _STEP_MM)
    inside = surface.values(surface.fine, trajectory.places_mm(depths)) >= 0.5
    if not inside.any():
        return None
    first = int(inside.argmax())
    depth = float(depths[first])
    if first:
        low, high = surface.values(
            surface.fine, trajectory.places_mm(depths[first - 1 : first + 1])
        )
        depth -= _STEP_MM * float((high - 0.5) / max(high - low, 1e-9))
    place = trajectory.place_mm(depth)
    rim = np.abs(np.asarray(place) - surface.scanned).min()
    if rim < GRID_MM:
        return None
    normal = _inwards(surface, np.asarray(place))
    cosine = abs(float(normal @ trajectory.direction))
    degrees = float(np.degrees(np.arccos(min(cosine, 1.0))))
    return Entrance(surface.kind, place, depth, degrees)


def _inwards(surface: OuterSurface, place: Vector) -> Vector:
    """The unit normal at a place, pointing inside."""
    steps = np.diag([GRID_MM] * 3)
    ahead = surface.values(surface.coarse, place + steps)
    behind = surface.values(surface.coarse, place - steps)
    slope = ahead - behind
    size = float(np.linalg.norm(slope))
    return np.asarray(slope / size if size > 0 else [0.0, 0.0, 1.0])


def _filled(head: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """A head with sinuses, bone and whatever else is dark within it."""
    outside = components_of(~np.pad(head, 1), 6)
    return np.asarray(outside != outside[0, 0, 0])[1:-1, 1:-1, 1:-1]
