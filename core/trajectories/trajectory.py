"""A straight way from an entry to a target, in world RAS+ millimetres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.diameters import PointMm

Vector = npt.NDArray[np.float64]
"""Shape (3,), RAS+."""

SAFETY_MM = 5.0
"""What a new trajectory keeps clear of on each side; a person chooses another."""

MOST_SAFETY_MM = 30.0

_LEAST_MM = 1e-6


@dataclass(frozen=True)
class Trajectory:
    """A planned way.

    Attributes:
        target_xyz_mm: where it ends, inside.
        entry_xyz_mm: where it begins, at the scalp or at the brain's surface.
        name: what the person calls it.
        safety_mm: radius around it that should hold nothing eloquent, 0 to
            :data:`MOST_SAFETY_MM`.
    """

    target_xyz_mm: PointMm
    entry_xyz_mm: PointMm
    name: str = ""
    safety_mm: float = SAFETY_MM

    @property
    def length_mm(self) -> float:
        """From entry to target."""
        return float(np.linalg.norm(np.subtract(self.target_xyz_mm, self.entry_xyz_mm)))

    @property
    def direction(self) -> Vector:
        """Unit vector from entry to target; straight down where both are one place."""
        step = np.subtract(self.target_xyz_mm, self.entry_xyz_mm)
        length = float(np.linalg.norm(step))
        if length < _LEAST_MM:
            return np.array([0.0, 0.0, -1.0])
        return np.asarray(step / length, np.float64)

    def places_mm(self, depths_mm: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """World places at depths below the entry, shape (n, 3) for n depths.

        Depths below 0 lie outside of the entry, on the same line.
        """
        depths = np.atleast_1d(np.asarray(depths_mm, np.float64))
        return np.asarray(np.asarray(self.entry_xyz_mm) + depths[:, None] * self.direction)

    def place_mm(self, depth_mm: float) -> PointMm:
        """The world place at one depth below the entry."""
        x, y, z = self.places_mm(depth_mm)[0].tolist()
        return (x, y, z)

    def nearest_to(self, xyz_mm: npt.ArrayLike) -> tuple[Vector, Vector]:
        """Distances of places from the way, and the depths at which they are met.

        Args:
            xyz_mm: shape (n, 3), world mm.

        Returns:
            Distances and depths in mm, shape (n,) each; depths from 0 to the length.
        """
        away = np.asarray(xyz_mm, np.float64) - np.asarray(self.entry_xyz_mm)
        depths = np.clip(away @ self.direction, 0.0, self.length_mm)
        feet = depths[:, None] * self.direction
        return np.asarray(np.linalg.norm(away - feet, axis=1)), np.asarray(depths)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "name": self.name,
            "target_xyz_mm": list(self.target_xyz_mm),
            "entry_xyz_mm": list(self.entry_xyz_mm),
            "safety_mm": self.safety_mm,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Trajectory:
        """Read what :meth:`to_dict` made.

        Raises:
            ValueError, KeyError, TypeError: something is absent or is not what it should be.
        """
        safety = float(values["safety_mm"])
        if not 0.0 <= safety <= MOST_SAFETY_MM:
            raise ValueError(f"a safety radius of {safety} mm")
        return cls(
            _point(values["target_xyz_mm"]),
            _point(values["entry_xyz_mm"]),
            str(values["name"]),
            safety,
        )


def _point(values: Sequence[float]) -> PointMm:
    x, y, z = (float(value) for value in values)
    if not np.isfinite([x, y, z]).all():
        raise ValueError("a place that is no place")
    return (x, y, z)
