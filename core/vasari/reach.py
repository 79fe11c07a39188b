"""How far a tumour reaches outwards (F18, F20) and how long it is (F29, F30), as measured."""

from __future__ import annotations

from core.labels import Region
from core.measuring.measurements import Measurements
from core.vasari import rules
from core.vasari.answers import Answer, Shown

CORTEX_MM = 3.0
"""The cortex is 2.5 mm thick on average (Fischl and Dale, PNAS 2000;97:11050)."""


def cortex(measured: Measurements) -> Answer:
    """F20, shown where the core (or else the whole) comes nearest to the surface."""
    region = Region.TC if measured.regions[Region.TC].position else Region.WT
    place = measured.regions[region].position
    if place is None or place.surface_mm is None or place.nearest_to_surface is None:
        return Answer("F20", rule=rules.NO_SURFACE)
    code = 2 if place.surface_mm <= CORTEX_MM else 1
    shown = Shown(place.nearest_to_surface)
    return Answer("F20", (code,), place.surface_mm, "mm", rules.CORTEX, shown)


def pia(measured: Measurements) -> Answer:
    """F18: open, with the distance of the enhancement to the surface."""
    place = measured.regions[Region.ET].position
    if place is None or place.surface_mm is None or place.nearest_to_surface is None:
        return Answer("F18", rule=rules.LOOKED_AT)
    shown = Shown(place.nearest_to_surface)
    return Answer("F18", (), place.surface_mm, "mm", rules.PIA, shown)


def sizes(measured: Measurements) -> list[Answer]:
    """F29 and F30, shown by their lines."""
    lines = measured.regions[Region.WT].diameters
    if lines is None:
        return [Answer(key, rule=rules.NO_TUMOUR) for key in ("F29", "F30")]
    found = (
        ("F29", lines.longest_mm, lines.longest_ends, rules.LONGEST),
        ("F30", lines.perpendicular_mm, lines.perpendicular_ends, rules.PERPENDICULAR),
    )
    answers = []
    for key, length, ends, rule in found:
        x, y, z = ((a + b) / 2 for a, b in zip(*ends, strict=True))
        answers.append(Answer(key, (), length, "mm", rule, Shown((x, y, z), ends)))
    return answers
