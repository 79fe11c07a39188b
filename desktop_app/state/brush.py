"""The brush and the other tools that correct labels, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.correction.brush import Brush, Over
from core.labels import Label
from core.studies.study import Modality
from desktop_app.state.display import Plane

MIN_RADIUS_MM, MAX_RADIUS_MM = 0.5, 30.0
MIN_AMOUNT_MM, MAX_AMOUNT_MM = 0.5, 10.0


class BrushTool(StrEnum):
    """What the left button does while correcting."""

    BRUSH = "brush"
    OUTLINE = "outline"
    """Draws an outline whose inside is painted."""
    CLICK = "click"
    """Says what is tumour and what is not; the labels around follow in three dimensions."""


@dataclass(frozen=True)
class GreyLimit:
    """Grey values of one sequence, in the file's own units, outside of which nothing changes."""

    modality: Modality
    low: float
    high: float


@dataclass(frozen=True)
class BrushChoice:
    """The brush that corrects labels, in any plane.

    Attributes:
        label: what it paints; ``BACKGROUND`` erases.
        radius_mm: :data:`MIN_RADIUS_MM` to :data:`MAX_RADIUS_MM`.
        ball: through slices, or on the slice that is shown; of every tool but the outline.
        over: what may be painted over.
        tool: brush or outline.
        beyond_head: labels may be painted outside of the head too.
        grey: bounds of what is painted, or none.
        amount_mm: how much growing, shrinking and smoothing do.
        level: probability from which a region grows, 0 to 1.
    """

    label: Label = Label.ET
    radius_mm: float = 4.0
    ball: bool = False
    over: Over = Over.EVERYTHING
    tool: BrushTool = BrushTool.BRUSH
    beyond_head: bool = False
    grey: GreyLimit | None = None
    amount_mm: float = 1.0
    level: float = 0.5

    def on(self, plane: Plane) -> Brush:
        """The brush in a view of a plane."""
        return Brush(self.label, self.radius_mm, None if self.ball else plane.axis, self.over)
