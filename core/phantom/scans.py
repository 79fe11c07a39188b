"""Scans of a head that moved: another pose, thick slices in any plane, a field of view, noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.studies.study import Volume

_FINE_MM = 1.2
"""A thick slice is the mean of slices of about this."""


@dataclass(frozen=True)
class Scan:
    """How a head is scanned.

    Attributes:
        motion: (4, 4), where a world point of the head at rest is in the scan.
        axis: of the slices: 0 sagittal, 1 coronal, 2 axial.
        slice_mm: their thickness.
        in_plane_mm: edge of a voxel within a slice.
        field_mm: what is scanned along R, A and S, around the head's middle.
        noise: standard deviation, of the 99th percentile.
    """

    motion: Affine
    axis: int = 2
    slice_mm: float = 5.0
    in_plane_mm: float = 0.95
    field_mm: tuple[float, float, float] = (235.0, 250.0, 200.0)
    noise: float = 0.02


def motion(
    rng: np.random.Generator,
    most_degrees: float = 20.0,
    most_mm: float = 30.0,
    about: npt.ArrayLike = (0.0, 0.0, 0.0),
) -> Affine:
    """A random turn about each axis through a point, and shift along each, up to so much."""
    from scipy.spatial.transform import Rotation

    middle = np.asarray(about, float)
    made = np.eye(4)
    turn = rng.uniform(-most_degrees, most_degrees, 3)
    made[:3, :3] = Rotation.from_euler("xyz", turn, degrees=True).as_matrix()
    made[:3, 3] = middle - made[:3, :3] @ middle + rng.uniform(-most_mm, most_mm, 3)
    return made


def scanned(volume: Volume, scan: Scan, rng: np.random.Generator) -> Volume:
    """Scan a volume anew.

    Returns:
        float32 on a grid of its own along the world's axes (RAS+).
    """
    from scipy.ndimage import affine_transform

    voxel = np.full(3, scan.in_plane_mm)
    voxel[scan.axis] = scan.slice_mm
    shape = np.round(np.array(scan.field_mm) / voxel).astype(int)
    affine = np.diag([*voxel, 1.0])
    affine[:3, 3] = _middle(volume, scan.motion) - (shape - 1) / 2 * voxel + rng.uniform(-8, 8, 3)
    parts = max(1, round(scan.slice_mm / _FINE_MM))
    fine, fine_shape = affine.copy(), shape.copy()
    fine[:3, scan.axis] /= parts
    fine[:3, 3] += affine[:3, scan.axis] * (1 / (2 * parts) - 0.5)
    fine_shape[scan.axis] *= parts
    step = np.linalg.inv(volume.affine) @ np.linalg.inv(scan.motion) @ fine
    values = affine_transform(
        volume.data.astype(np.float32), step[:3, :3], step[:3, 3], tuple(fine_shape), order=1
    )
    split = [(n, parts) if axis == scan.axis else (n,) for axis, n in enumerate(shape.tolist())]
    data = values.reshape([n for pair in split for n in pair]).mean(axis=scan.axis + 1)
    level = float(np.percentile(data, 99)) * scan.noise
    noisy: npt.NDArray[np.float32] = np.abs(data + rng.normal(0, level, data.shape))
    return Volume(noisy.astype(np.float32), affine)


def _middle(volume: Volume, moved: Affine) -> npt.NDArray[np.float64]:
    middle = volume.affine @ np.append((np.array(volume.data.shape) - 1) / 2, 1.0)
    return np.asarray((moved @ middle)[:3])
