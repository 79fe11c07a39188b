"""What the network found, on the study's own grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from core.labels import TUMOUR_LABELS, Label, LabelMap, Region
from core.space.affine import Grid
from core.studies.provenance import Provenance

Thresholds = tuple[float, float, float]
"""Probabilities from which a voxel belongs to WT, TC, ET."""


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
        seconds: stage name to wall-clock seconds.
        megavoxels: millions of voxels that went through the network, all passes counted.
        expected_dice: estimate of each found region's Dice with what an expert would draw, see
            :mod:`core.segmenting.expected_dice`; None where no model says.
        prepared: what the network found on the grid of :attr:`core.studies.study.Study.prepared`;
            None where it saw the study itself.
        corrected_from: what a person painted over to get this, and goes back to; None for a
            label map that nobody corrected. Probabilities stay those of the network.
        untold: regions that the study's sequences cannot tell, see
            :func:`core.studies.sequences.untold_regions`.
        untold_shown: whether a person asked for them all the same. Where not, the label map holds
            WT alone, as ED.
        thresholds: where a person moved them to; None for the model's own.
        cut_from: what the model's own thresholds and rules gave, and a person goes back to; None
            where nobody changed them.
        provenance: what made it, and how often a person changed it since.
    """

    study_name: str
    grid: Grid
    label_map: LabelMap
    probabilities: npt.NDArray[np.uint8] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    megavoxels: float = 0.0
    expected_dice: Mapping[Region, float] | None = None
    prepared: Segmentation | None = None
    corrected_from: Segmentation | None = None
    untold: tuple[Region, ...] = ()
    untold_shown: bool = False
    thresholds: Thresholds | None = None
    cut_from: Segmentation | None = None
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def model_name(self) -> str | None:
        """The model package that made it; None for a label map that was loaded or drawn."""
        return self.provenance.model or None

    @property
    def mode(self) -> str | None:
        """How the model ran, ``fast`` or ``accurate``; None where no model made it."""
        return self.provenance.mode or None

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions that the label map tells, and that are measured."""
        return tuple(r for r in Region if self.untold_shown or r not in self.untold)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels that the label map tells apart; none where it tells WT alone."""
        return TUMOUR_LABELS if len(self.regions) == len(Region) else ()

    @property
    def corrected(self) -> bool:
        """Whether a person changed the label map by hand."""
        return self.corrected_from is not None

    @property
    def uncorrected(self) -> Segmentation:
        """What it was before anyone corrected it; itself where nobody did."""
        return self.corrected_from or self

    @property
    def own_steps(self) -> int:
        """Corrections since :attr:`uncorrected`."""
        return self.provenance.steps - self.uncorrected.provenance.steps

    @property
    def own_clicks(self) -> int:
        """Clicks among :attr:`own_steps`."""
        return self.provenance.clicks - self.uncorrected.provenance.clicks

    def with_corrections(
        self, label_map: LabelMap, steps: int = 1, clicks: int = 0
    ) -> Segmentation:
        """This result with a corrected label map, for which no estimate of the Dice holds.

        Whoever paints core or enhancing tumour tells them, also where no sequence does.

        Args:
            label_map: the corrected one.
            steps: that led to it from the uncorrected result.
            clicks: how many of them were clicks.
        """
        told = bool(self.untold) and bool(np.isin(label_map, (Label.NCR, Label.ET)).any())
        before = self.uncorrected.provenance
        return replace(
            self,
            label_map=label_map,
            expected_dice=None,
            corrected_from=self.uncorrected,
            untold_shown=self.untold_shown or told,
            provenance=replace(before, steps=before.steps + steps, clicks=before.clicks + clicks),
        )

    def with_brain(self, ml: tuple[float, float] | None) -> Segmentation:
        """This result, of a brain that a person corrected before; see :class:`Provenance`."""
        return replace(self, provenance=replace(self.provenance, brain_ml=ml))

    def with_findings(self, codes: Iterable[str]) -> Segmentation:
        """This result, knowing what the pre-flight check said of the scans it was made from."""
        return replace(self, provenance=replace(self.provenance, findings=tuple(codes)))
