"""Correcting a label map by hand: brush strokes, islands, undo and redo.

Nothing here writes to a label map: whatever would change comes as a :class:`Patch`, for whoever
owns the array. Its axes may have any order, with the spacing to match; a distance is that of voxel
centres in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.boxes import Box, box_of, box_within
from core.components import components_of
from core.labels import Label, LabelMap

Place = tuple[float, float, float]
"""Continuous position on the axes of a label map; whole numbers are voxel centres."""

HISTORY_BYTES = 64 * 2**20
"""What undo may keep: hundreds of strokes, for one takes a few kilobytes to a megabyte."""


class Over(StrEnum):
    """What a brush may paint over."""

    EVERYTHING = "everything"
    TUMOUR = "tumour"
    """Voxels with a label, so that the edge of the tumour stays."""
    UNLABELLED = "unlabelled"
    """Voxels without one, so that what is painted already stays."""


@dataclass(frozen=True)
class Brush:
    """What a stroke paints.

    Attributes:
        label: what voxels become; ``BACKGROUND`` erases.
        radius_mm: voxels whose centres lie this near to the stroke are painted, and always the
            one at its end.
        axis: the axis across a disc, which paints one slice; None for a ball.
        over: what may be painted over.
    """

    label: Label
    radius_mm: float
    axis: int | None = None
    over: Over = Over.EVERYTHING


@dataclass(frozen=True, eq=False)
class Patch:
    """New values of a box of a label map."""

    box: Box
    values: LabelMap


def brush_patch(
    label_map: LabelMap,
    spacing_mm: tuple[float, float, float],
    start: Place,
    end: Place,
    brush: Brush,
) -> Patch | None:
    """What a straight stroke changes.

    Args:
        label_map: uint8, shape (i, j, k).
        spacing_mm: voxel edges along its axes.
        start: where the stroke comes from; may lie outside of the volume.
        end: where it goes to; equal to ``start`` for a dab.
        brush: a disc paints the slice of ``end``.

    Returns:
        None where nothing changes.
    """
    if brush.axis is not None:
        start, end = (
            _on_slice(place, round(end[brush.axis]), brush.axis) for place in (start, end)
        )
    box = _reach(label_map.shape, spacing_mm, start, end, brush)
    if box is None:
        return None
    inside = _distance_squared(box, spacing_mm, start, end) <= brush.radius_mm**2
    nearest = [round(x) - part.start for x, part in zip(end, box, strict=True)]
    if all(0 <= n < size for n, size in zip(nearest, inside.shape, strict=True)):
        inside[tuple(nearest)] = True
    old = label_map[box]
    if brush.over is not Over.EVERYTHING:
        inside &= (old > 0) == (brush.over is Over.TUMOUR)
    inside &= old != brush.label
    if not inside.any():
        return None
    return Patch(box, np.where(inside, np.uint8(brush.label), old))


def _on_slice(place: Place, index: int, axis: int) -> Place:
    i, j, k = (float(index) if a == axis else x for a, x in enumerate(place))
    return (i, j, k)


def _reach(
    shape: tuple[int, ...],
    spacing_mm: tuple[float, float, float],
    start: Place,
    end: Place,
    brush: Brush,
) -> Box | None:
    """The part of the volume that a stroke may change; None where it lies outside."""
    slices = []
    for axis, (n, edge) in enumerate(zip(shape, spacing_mm, strict=True)):
        low, high = sorted((start[axis], end[axis]))
        # Half a voxel at least, so that the voxel under a fine brush is always within.
        margin = max(brush.radius_mm / edge, 0.5)
        first, last = int(np.ceil(low - margin)), int(np.floor(high + margin))
        if brush.axis == axis:
            first = last = int(end[axis])
        first, last = max(first, 0), min(last, n - 1)
        if first > last:
            return None
        slices.append(slice(first, last + 1))
    return (slices[0], slices[1], slices[2])


def _distance_squared(
    box: Box, spacing_mm: tuple[float, float, float], start: Place, end: Place
) -> npt.NDArray[np.float32]:
    """Of every voxel centre of a box to the line from start to end, in mm², as the box is shaped.

    With p the centre from ``start`` and d the line: |p - t·d|², t = p·d / |d|² kept within 0 to 1.
    """
    edges = np.asarray(spacing_mm)
    line = (np.subtract(end, start) * edges).astype(np.float32)
    axes = np.ogrid[box]
    p = [
        ((axis - begin) * edge).astype(np.float32)
        for axis, begin, edge in zip(axes, start, edges, strict=True)
    ]
    length = float(line @ line)
    along = np.float32(0)
    if length > 0:
        along = np.clip((p[0] * line[0] + p[1] * line[1] + p[2] * line[2]) / length, 0, 1)
    parts = [(x - along * d) ** 2 for x, d in zip(p, line, strict=True)]
    return np.asarray(parts[0] + parts[1] + parts[2], np.float32)


def island_patch(label_map: LabelMap, voxel: tuple[int, int, int]) -> Patch | None:
    """What changes when everything labelled that hangs together with a voxel is taken away.

    Args:
        label_map: uint8, or a part of one that holds the whole island.
        voxel: any voxel of the island; voxels hang together by 26 neighbours, of any label.

    Returns:
        None where the voxel bears no label.
    """
    if not label_map[voxel]:
        return None
    components = components_of(label_map > 0)
    island = components == components[voxel]
    box = box_of(island)
    if box is None:
        return None
    return Patch(box, np.where(island[box], np.uint8(Label.BACKGROUND), label_map[box]))


@dataclass(frozen=True, eq=False)
class Step:
    """One correction, as the smallest box around what it changed.

    Attributes:
        box: where it lies.
        before: values of the box before it.
        after: values of the box after it.
    """

    box: Box
    before: LabelMap
    after: LabelMap

    @property
    def undone(self) -> Patch:
        """What taking it back changes."""
        return Patch(self.box, self.before)

    @property
    def redone(self) -> Patch:
        """What doing it again changes."""
        return Patch(self.box, self.after)


def step_between(before: LabelMap, after: LabelMap, box: Box) -> Step | None:
    """The step from one label map to another that differs only within a box; None if it does not.

    Args:
        before: uint8, shape (i, j, k).
        after: of the same shape.
        box: holds every difference; nothing outside of it is looked at.
    """
    tight = box_of(before[box] != after[box])
    if tight is None:
        return None
    where = box_within(box, tight)
    return Step(where, before[where].copy(), after[where].copy())


@dataclass
class History:
    """Steps that can be undone and done again; the oldest are forgotten beyond a size.

    Attributes:
        limit: bytes that all steps together may take; the newest is kept whatever its size.
    """

    limit: int = HISTORY_BYTES
    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def size(self) -> int:
        """Bytes that the steps take."""
        return sum(s.before.nbytes + s.after.nbytes for s in (*self._done, *self._undone))

    def clear(self) -> None:
        """Forget every step."""
        self._done.clear()
        self._undone.clear()

    def add(self, step: Step) -> None:
        """Remember what was just done; what was undone before it cannot come back."""
        self._undone.clear()
        self._done.append(step)
        while len(self._done) > 1 and self.size > self.limit:
            del self._done[0]

    def undo(self) -> Patch | None:
        """What takes the last step back; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1].undone

    def redo(self) -> Patch | None:
        """What does the last undone step again; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1].redone
