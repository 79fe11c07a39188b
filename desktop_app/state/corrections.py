"""What was corrected of one result, kept with the study that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.clicking.clicks import Click
from core.correction.history import History, Step
from core.correction.patches import Voxels
from core.labels import LabelMap
from core.studies.segmentation import Segmentation
from desktop_app.state.shown import ShownLabels, ras_labels

Stroke = tuple[Click, ...]
"""A click, or the clicks of one scribble; voxels of the study's grid in RAS+ order."""


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
        clicked: the strokes of each step that was made by clicking in three dimensions.
        earlier: strokes of steps that the history has forgotten.
        resets: steps that led back to the uncorrected result.
        steps_before: that had led to ``now`` when the history began.
        clicks_before: how many of those were clicks.
    """

    now: Segmentation | None = None
    original_unsaved: bool = False
    blank: bool = False
    differing: int = 0
    history: History = field(default_factory=History)
    exported: Step | None = None
    carried: bool = False
    original: ShownLabels | None = None
    clicked: dict[Step, tuple[Stroke, ...]] = field(default_factory=dict)
    earlier: tuple[Stroke, ...] = ()
    resets: set[Step] = field(default_factory=set)
    steps_before: int = field(init=False)
    clicks_before: int = field(init=False)

    def __post_init__(self) -> None:
        self.steps_before = 0 if self.now is None else self.now.own_steps
        self.clicks_before = 0 if self.now is None else self.now.own_clicks

    def add(self, step: Step, strokes: Sequence[Stroke] = ()) -> None:
        """Remember what was just done.

        Args:
            step: the correction.
            strokes: clicks that made it; none of one by hand.
        """
        for undone in self.history.undone:
            self.clicked.pop(undone, None)
        self.history.add(step)
        if strokes:
            self.clicked[step] = tuple(strokes)
        done = set(self.history.done)
        self.resets &= done
        for old in [s for s in self.clicked if s not in done]:
            self.earlier += self.clicked.pop(old)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Clicks that led to what is shown, oldest first."""
        done = (self.clicked.get(step, ()) for step in self.history.done)
        return (*self.earlier, *(stroke for strokes in done for stroke in strokes))

    @property
    def clicks(self) -> int:
        """How many of :attr:`steps` were clicks."""
        return self.clicks_before + len(self.strokes)

    @property
    def steps(self) -> int:
        """How many led from the uncorrected result to what is shown; every click is one."""
        return self.steps_before + self.history.steps + self.more_clicks

    @property
    def more_clicks(self) -> int:
        """Clicks beyond the first of each step of the history."""
        return sum(len(self.clicked[s]) - 1 for s in self.history.done if s in self.clicked)

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
