"""Everything that is told of one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.measuring.symmetry_plane import SymmetryPlane
from core.trajectories.crossing import Track, track
from core.trajectories.distances import Nearest, clearance_mm, nearest
from core.trajectories.ground import Ground
from core.trajectories.structures import VENTRICLES
from core.trajectories.surface import Entrance, entrance
from core.trajectories.trajectory import Trajectory

STEP_MM = 1.0
"""Distances along the way are told at every millimetre."""


@dataclass(frozen=True)
class Midline:
    """A way and the plane that parts left from right.

    Attributes:
        degrees: angle between the way and the plane, 0 (along it) to 90 (square to it).
        crossed_mm: depth below the entry at which the plane is crossed; None where it is not.
        target_mm: distance of the target from the plane, above 0 on the patient's right.
    """

    degrees: float
    crossed_mm: float | None
    target_mm: float


@dataclass(frozen=True, eq=False)
class Measured:
    """What one way is and meets.

    Attributes:
        trajectory: the way.
        midline: None where the plane is not known.
        entrance: where it comes through scalp or brain; None where that is not known.
        tissue: outside, coverings, brain and labels along it.
        structures: of every layer of an atlas, along it; none where no atlas tells.
        nearest: smallest distance to every eloquent structure, the nearest first.
        depths_mm: where distances along the way were taken, shape (n,).
        clearance_mm: distance there to the nearest eloquent structure, shape (n,); infinite
            without any.
    """

    trajectory: Trajectory
    midline: Midline | None
    entrance: Entrance | None
    tissue: Track
    structures: tuple[Track, ...]
    nearest: tuple[Nearest, ...]
    depths_mm: npt.NDArray[np.float64]
    clearance_mm: npt.NDArray[np.float64]

    @property
    def too_near(self) -> tuple[Nearest, ...]:
        """Eloquent structures within the safety radius."""
        return tuple(one for one in self.nearest if one.mm <= self.trajectory.safety_mm)

    def crossed(self) -> dict[str, float]:
        """Structures of every layer and how much of the way lies in each, in millimetres."""
        found: dict[str, float] = {}
        for each in self.structures:
            for stretch in each.stretches:
                found[stretch.key] = found.get(stretch.key, 0.0) + stretch.length_mm
        found.pop("outside", None)
        return found

    @property
    def ventricles(self) -> dict[str, float]:
        """Ventricles that the way opens by the atlas, and how much of it lies in each, in mm."""
        return {key: mm for key, mm in self.crossed().items() if key in VENTRICLES}

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON; None for what is not known."""
        told = bool(self.structures)
        return {
            **self.trajectory.to_dict(),
            "length_mm": round(self.trajectory.length_mm, 2),
            "midline": None if self.midline is None else _midline(self.midline),
            "entrance": None if self.entrance is None else _entrance(self.entrance),
            "crosses": {each.layer: _stretches(each) for each in (self.tissue, *self.structures)},
            "ventricles_crossed_mm": _rounded(self.ventricles) if told else None,
            "nearest": [_nearest(one) for one in self.nearest] if told else None,
            "within_safety_radius": [one.key for one in self.too_near] if told else None,
        }


def measure_trajectory(trajectory: Trajectory, ground: Ground) -> Measured:
    """Measure one way; takes some tens of milliseconds with an atlas.

    Args:
        trajectory: in the world of the study.
        ground: the study.
    """
    tissue = track(ground.tissue, trajectory)
    structures = tuple(track(layer, trajectory) for layer in ground.structures)
    passed = {stretch.key for each in structures for stretch in each.stretches}
    near = [one for places in ground.eloquent for one in nearest(places, trajectory, passed)]
    depths = np.append(np.arange(0.0, trajectory.length_mm, STEP_MM), trajectory.length_mm)
    return Measured(
        trajectory,
        None if ground.plane is None else _to_midline(trajectory, ground.plane),
        None if ground.surface is None else entrance(ground.surface, trajectory),
        tissue,
        structures,
        tuple(sorted(near, key=lambda one: (one.mm, one.key))),
        depths,
        clearance_mm(ground.eloquent, trajectory, depths),
    )


def _rounded(lengths_mm: dict[str, float]) -> dict[str, float]:
    return {key: round(mm, 2) for key, mm in lengths_mm.items()}


def _to_midline(trajectory: Trajectory, plane: SymmetryPlane) -> Midline:
    sine = abs(float(np.asarray(plane.normal) @ trajectory.direction))
    start, end = plane.distances_mm(trajectory.places_mm([0.0, trajectory.length_mm])).tolist()
    crossed = None
    if start * end < 0.0:
        crossed = trajectory.length_mm * start / (start - end)
    return Midline(float(np.degrees(np.arcsin(min(sine, 1.0)))), crossed, end)


def _midline(found: Midline) -> dict[str, Any]:
    return {
        "degrees": round(found.degrees, 2),
        "crossed_at_depth_mm": None if found.crossed_mm is None else round(found.crossed_mm, 2),
        "target_to_plane_mm": round(found.target_mm, 2),
    }


def _entrance(found: Entrance) -> dict[str, Any]:
    return {
        "surface": found.kind.value,
        "xyz_mm": [round(value, 2) for value in found.xyz_mm],
        "depth_below_entry_mm": round(found.depth_mm, 2),
        "degrees_from_normal": round(found.degrees, 2),
    }


def _stretches(found: Track) -> list[dict[str, Any]]:
    return [
        {"key": s.key, "start_mm": round(s.start_mm, 2), "end_mm": round(s.end_mm, 2)}
        for s in found.stretches
    ]


def _nearest(found: Nearest) -> dict[str, Any]:
    return {
        "layer": found.layer,
        "key": found.key,
        "mm": round(found.mm, 2),
        "depth_mm": round(found.depth_mm, 2),
        "on_way_xyz_mm": [round(value, 2) for value in found.on_way_mm],
        "at_xyz_mm": [round(value, 2) for value in found.at_mm],
    }
