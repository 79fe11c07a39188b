"""Clicks that correct in three dimensions: what they would change, until a person keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.clicking.ground import Clicked, Way
from core.correction.patches import Patch, moved, voxels_where
from core.labels import LabelMap, Region
from core.space.boxes import Box, hull
from core.studies.segmentation import Segmentation
from desktop_app.state.corrections import Stroke

UNCHANGED = 255
"""In :attr:`Pending.becomes`: a voxel that no click changes."""


@dataclass(frozen=True, eq=False)
class Pending:
    """What clicks would change of a segmentation.

    Attributes:
        base: what they change.
        answers: each click, and what it makes of the labels around it; oldest first.
        box: around all that they change, RAS+.
        becomes: uint8, of the box: the label that a voxel would have, or :data:`UNCHANGED`.
    """

    base: Segmentation
    answers: tuple[tuple[Stroke, Clicked], ...]
    box: Box
    becomes: npt.NDArray[np.uint8]

    @classmethod
    def of(
        cls,
        base: Segmentation,
        ras: LabelMap,
        answers: Sequence[tuple[Stroke, Clicked]],
    ) -> Pending:
        """Put answers on each other.

        Args:
            base: the segmentation.
            ras: its label map in RAS+ order.
            answers: at least one, each found on top of those before it.
        """
        box: Box | None = None
        for _, clicked in answers:
            box = hull(box, clicked.box)
        assert box is not None, "there is at least one answer"
        now = ras[box].copy()
        for _, clicked in answers:
            inner = tuple(
                slice(own.start - outer.start, own.stop - outer.start)
                for own, outer in zip(clicked.box, box, strict=True)
            )
            now[inner][clicked.change] = clicked.labels[clicked.change]
        now[now == ras[box]] = UNCHANGED
        return cls(base, tuple(answers), box, now)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The clicks."""
        return tuple(stroke for stroke, _ in self.answers)

    @property
    def patch(self) -> Patch | None:
        """What they change together; None where they change nothing."""
        there = self.becomes != UNCHANGED
        where = voxels_where(there)
        return None if where is None else Patch(moved(where, self.box), self.becomes[there])


@dataclass(frozen=True)
class Asked:
    """A click or a scribble that waits for its answer."""

    stroke: Stroke


class ClickState(QObject):
    """The tool's region, and clicks that are not kept yet.

    Attributes:
        region: what is clicked for.
        pending: what clicks would change; None without any.
        waiting: clicks that wait for an answer.
        way: how the last answer was found; None before any.
        idle: the last click changed nothing: all was as it was wanted.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.region = Region.WT
        self.pending: Pending | None = None
        self.waiting: tuple[Asked, ...] = ()
        self.way: Way | None = None
        self.idle = False

    def set(
        self,
        *,
        pending: Pending | None,
        waiting: Sequence[Asked] = (),
        way: Way | None = None,
        idle: bool = False,
    ) -> None:
        """Change all of it but the region; a way that is not told stays."""
        self.pending, self.waiting, self.idle = pending, tuple(waiting), idle
        self.way = way or self.way
        self.changed.emit()

    def set_region(self, region: Region) -> None:
        """Click for another region from now on."""
        self.region = region
        self.changed.emit()

    @property
    def open(self) -> bool:
        """Whether something would be kept or dropped."""
        return self.pending is not None or bool(self.waiting)
