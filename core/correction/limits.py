"""Where a correction may paint: within the head, and where a scan has some grey values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import Label
from core.space.boxes import Box


@dataclass(frozen=True, eq=False)
class GreyRange:
    """Only where a scan lies between two values.

    Attributes:
        scan: shape (i, j, k), on the axes of the label map.
        low: smallest value that may be painted, in the scan's own units.
        high: largest value that may be painted.
    """

    scan: npt.NDArray[Any]
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Limits:
    """Voxels that a correction leaves alone whatever its shape.

    Attributes:
        head: bool, shape (i, j, k): labels are painted within it alone. Erasing is not bound to
            it, or what lies outside could not be taken away. None for no such limit.
        grey: binds painting and erasing to some values of a scan; None for no such limit.
    """

    head: npt.NDArray[np.bool_] | None = None
    grey: GreyRange | None = None

    def within(self, box: Box, label: Label) -> npt.NDArray[np.bool_] | None:
        """Where voxels of a box may become ``label``; None for everywhere."""
        allowed = None
        if self.head is not None and label is not Label.BACKGROUND:
            allowed = self.head[box]
        if self.grey is not None:
            part = self.grey.scan[box]
            inside = (part >= self.grey.low) & (part <= self.grey.high)
            allowed = inside if allowed is None else allowed & inside
        return allowed


UNLIMITED = Limits()
