"""What was corrected of one result, kept with the study that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.correction.history import History, Step
from core.correction.patches import Voxels
from core.labels import LabelMap
from core.studies.segmentation import Segmentation
from desktop_app.state.shown import ShownLabels, ras_labels


@dataclass(eq=False)
class Corrections:
    """The way from an uncorrected result to what is shown.

    Attributes:
        now: what the history leads to; None without a segmentation.
        original_unsaved: the uncorrected result was not exported.
        blank: the uncorrected result is the empty label map on which drawing by hand began.
        differing: voxels of ``now`` that differ from the uncorrected result.
        history: steps that can be undone and done again.
        exported: the last step that the exported label map holds; None while none was exported.
        carried: ``now`` differed when the history began, and was not exported.
        original: the uncorrected result as it was shown, once something was corrected.
        steps_before: that had led to ``now`` when the history began.
    """

    now: Segmentation | None = None
    original_unsaved: bool = False
    blank: bool = False
    differing: int = 0
    history: History = field(default_factory=History)
    exported: Step | None = None
    carried: bool = False
    original: ShownLabels | None = None
    steps_before: int = field(init=False)

    def __post_init__(self) -> None:
        self.steps_before = 0 if self.now is None else self.now.own_steps

    @property
    def steps(self) -> int:
        """How many led from the uncorrected result to what is shown."""
        return self.steps_before + self.history.steps

    @property
    def unsaved(self) -> bool:
        """Whether ``now`` holds work that was not exported."""
        if not self.differing:
            return self.original_unsaved
        if self.history.last is None and self.exported is None:
            return self.carried
        return self.history.last is not self.exported

    @property
    def empty(self) -> bool:
        """Nothing is left of what was drawn by hand, and nothing can come back."""
        return self.blank and not self.differing and not self.history.can_redo

    def mark_exported(self) -> None:
        """``now`` was exported."""
        if self.differing:
            self.exported, self.carried = self.history.last, False
        else:
            self.original_unsaved = False

    def follow(self, where: Voxels, before: LabelMap, after: LabelMap) -> None:
        """Count what differs, after the labels ``before`` became those ``after`` at some voxels.

        Args:
            where: every voxel that changed, on RAS+ axes.
            before: label map on RAS+ axes.
            after: the same.
        """
        if self.now is None:
            return
        original = ras_labels(self.now.uncorrected.label_map, self.now.grid)[where]
        self.differing += int(np.count_nonzero(after[where] != original))
        self.differing -= int(np.count_nonzero(before[where] != original))
