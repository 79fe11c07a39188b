"""Where a value of the measurements was measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.labels import Region
from core.measuring.measurements import Measurements
from core.space.diameters import Diameters, PointMm


class Quantity(StrEnum):
    """Rows of the table of diameters and distances, in their order."""

    LONGEST = "longest"
    PERPENDICULAR = "perpendicular"
    SIDE = "side"
    SYMMETRY_PLANE = "symmetry plane"
    BEYOND = "beyond"
    SURFACE = "surface"
    FOCI = "foci"


@dataclass(frozen=True)
class MeasuredPlace:
    """What is to be shown of a value.

    Attributes:
        key: label or region.
        point_mm: world place of it; None for the slice that holds most of the label or region.
        lines: diameters that are to be drawn on their slice.
        symmetry_plane: whether the plane belongs to it.
    """

    key: str
    point_mm: PointMm | None = None
    lines: Diameters | None = None
    symmetry_plane: bool = False


def place_of(measured: Measurements, quantity: Quantity, region: Region) -> MeasuredPlace:
    """Where a value of the table of diameters and distances was measured."""
    found = measured.regions[region]
    place, lines = found.position, found.diameters
    if place is None or lines is None:
        return MeasuredPlace(region.value)
    if quantity in (Quantity.LONGEST, Quantity.PERPENDICULAR):
        first, second = lines.longest_ends
        x, y, z = ((a + b) / 2 for a, b in zip(first, second, strict=True))
        return MeasuredPlace(region.value, (x, y, z), lines)
    points = {
        Quantity.SIDE: place.centroid_mm,
        Quantity.SYMMETRY_PLANE: place.nearest_to_plane,
        Quantity.BEYOND: place.nearest_to_plane,
        Quantity.SURFACE: place.nearest_to_surface,
    }
    about_plane = quantity in (Quantity.SIDE, Quantity.SYMMETRY_PLANE, Quantity.BEYOND)
    return MeasuredPlace(region.value, points.get(quantity), symmetry_plane=about_plane)
