"""What the network found, on the study's own grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region
from core.space.affine import Grid


@dataclass(frozen=True)
class Segmentation:
    """A label map with the probabilities it was made from.

    Attributes:
        study_name: the study it belongs to.
        grid: the study's native grid.
        label_map: uint8, shape (i, j, k) on the native axes, values of
            :class:`core.labels.Label`.
        probabilities: uint8, shape (3, i, j, k), 255 × probability of WT, TC, ET; None for a
            label map that was loaded or drawn.
        model_name: the model package that made it, or None.
        seconds: stage name to wall-clock seconds.
        megavoxels: millions of voxels that went through the network, all passes counted.
        expected_dice: estimate of each found region's Dice with what an expert would draw, see
            :mod:`core.segmenting.expected_dice`; None where no model says.
        corrected_from: what a person painted over to get this, and goes back to; None for a
            label map that nobody corrected. Probabilities stay those of the network.
        mode: ``fast`` or ``accurate``; None where no model made it.
    """

    study_name: str
    grid: Grid
    label_map: LabelMap
    probabilities: npt.NDArray[np.uint8] | None = None
    model_name: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    megavoxels: float = 0.0
    expected_dice: Mapping[Region, float] | None = None
    corrected_from: Segmentation | None = None
    mode: str | None = None

    @property
    def corrected(self) -> bool:
        """Whether a person changed the label map by hand."""
        return self.corrected_from is not None

    @property
    def uncorrected(self) -> Segmentation:
        """What it was before anyone corrected it; itself where nobody did."""
        return self.corrected_from or self

    def with_corrections(self, label_map: LabelMap) -> Segmentation:
        """This result with a corrected label map, for which no estimate of the Dice holds."""
        return replace(
            self, label_map=label_map, expected_dice=None, corrected_from=self.uncorrected
        )
