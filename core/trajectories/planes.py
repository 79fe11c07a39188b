"""Pictures of a volume askew: perpendicular to a way, as its probe would see, and along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.space.affine import Affine
from core.trajectories.trajectory import Trajectory, Vector

Picture = npt.NDArray[np.float32]
"""Shape (rows, columns) or (depths, rows, columns), intensities; not a number beyond the scan."""

_SLICES = 16
"""Depths that are interpolated at a time, so that a cancel comes soon."""

_VERTICAL = 0.95
"""A way whose direction holds more of up or down than this has no use for "up" in its picture."""

_AXES = ("RL", "AP", "SI")


@dataclass(frozen=True, eq=False)
class Frame:
    """How pictures of a way lie in the world.

    Attributes:
        inwards: unit vector along the way, away from whoever looks.
        right: unit vector to the right of the picture.
        up: unit vector to its top.
    """

    inwards: Vector
    right: Vector
    up: Vector

    def letters(self) -> tuple[str, str, str, str]:
        """Where left, right, top and bottom of the picture point, such as ``"R"`` or ``"AR"``.

        The second letter is there where the direction is more than a little oblique.
        """
        return letters(-self.right), letters(self.right), letters(self.up), letters(-self.up)


def frame_of(trajectory: Trajectory) -> Frame:
    """The way's own axes, as whoever stands at the entry and looks along the probe sees them.

    Superior is on top; of an upright way anterior is. Nothing is mirrored, be slices shown in
    radiological orientation or not: an upright way from above has the patient's right on the
    right.
    """
    inwards = trajectory.direction
    upright = abs(float(inwards[2])) > _VERTICAL
    wanted = np.array([0.0, 1.0, 0.0]) if upright else np.array([0.0, 0.0, 1.0])
    up = wanted - (wanted @ inwards) * inwards
    up /= np.linalg.norm(up)
    return Frame(inwards, np.cross(inwards, up), up)


def letters(direction: Vector) -> str:
    """The patient's directions that a unit vector points to, the strongest first, up to two."""
    order = np.argsort(-np.abs(direction))[:2]
    strong = [int(a) for a in order if abs(direction[a]) > 0.35]
    return "".join(_AXES[a][0] if direction[a] > 0 else _AXES[a][1] for a in strong)


def probe_pictures(
    data: npt.NDArray[Any],
    affine: Affine,
    trajectory: Trajectory,
    depths_mm: npt.NDArray[np.float64],
    half_mm: float,
    step_mm: float,
    frame: Frame,
    progress: Progress = no_progress,
) -> Picture:
    """Slices perpendicular to the way, one per depth, the way in the middle of each.

    Args:
        data: shape (i, j, k).
        affine: its voxels to world.
        trajectory: the way.
        depths_mm: below the entry, shape (n,).
        half_mm: half the edge of a picture.
        step_mm: edge of its pixels.
        frame: from :func:`frame_of`.
        progress: called between some depths; may raise :class:`core.progress.Cancelled`.

    Returns:
        float32, shape (n, size, size), the first row on top; linear interpolation.
    """
    side = np.arange(-round(half_mm / step_mm), round(half_mm / step_mm) + 1) * step_mm
    plane = side[None, :, None] * frame.right - side[:, None, None] * frame.up
    places = trajectory.places_mm(depths_mm)
    out = np.empty((len(places), side.size, side.size), np.float32)
    for first in range(0, len(places), _SLICES):
        progress(first, len(places), "pictures")
        part = places[first : first + _SLICES]
        out[first : first + len(part)] = _values(data, affine, part[:, None, None] + plane)
    return out


def along_picture(
    data: npt.NDArray[Any],
    affine: Affine,
    trajectory: Trajectory,
    depths_mm: npt.NDArray[np.float64],
    half_mm: float,
    step_mm: float,
    frame: Frame,
) -> Picture:
    """The plane that holds the way and its frame's up: depths along the columns.

    Returns:
        float32, shape (rows, n): up on top, the entry on the left, the way along the middle row.
    """
    side = np.arange(-round(half_mm / step_mm), round(half_mm / step_mm) + 1) * step_mm
    places = trajectory.places_mm(depths_mm)
    return _values(data, affine, places[None] - side[:, None, None] * frame.up)


def _values(data: npt.NDArray[Any], affine: Affine, xyz: npt.NDArray[np.float64]) -> Picture:
    """Values at world places, shape (..., 3)."""
    from scipy.ndimage import map_coordinates

    back = np.linalg.inv(affine)
    ijk = np.moveaxis(xyz @ back[:3, :3].T + back[:3, 3], -1, 0)
    # Between whole numbers lie others.
    found = map_coordinates(data, ijk, np.float32, order=1, mode="nearest", prefilter=False)
    size = np.reshape(data.shape, (3,) + (1,) * (ijk.ndim - 1))
    found[((ijk < -0.5) | (ijk > size - 0.5)).any(axis=0)] = np.nan
    return np.asarray(found)
