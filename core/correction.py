"""Correcting a label map by hand: brush strokes, islands, undo and redo.

Nothing here writes to a label map: whatever would change comes as a :class:`Patch`, for whoever
owns the array. Its axes may have any order, with the spacing to match; a distance is that of voxel
centres in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import ceil, dist

import numpy as np
import numpy.typing as npt

from core.labels import Label, LabelMap
from core.space.boxes import Box
from core.space.components import components_of

Place = tuple[float, float, float]
"""Continuous position on the axes of a label map; whole numbers are voxel centres."""

Voxels = tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16], npt.NDArray[np.uint16]]
"""Indices of some voxels along the three axes, as NumPy indexes with; never none."""

HISTORY_BYTES = 64 * 2**20
"""What undo may keep: hundreds of strokes, for one takes eight bytes a voxel."""

_SHORT_MM = 4.0
"""No piece of a stroke need be shorter than this."""


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
        radius_mm: voxels whose centres lie this near to the stroke are painted, and always those
            that its line leads through.
        axis: the axis across a disc, which paints one slice; None for a ball.
        over: what may be painted over.
        spared: labels that are never painted over.
    """

    label: Label
    radius_mm: float
    axis: int | None = None
    over: Over = Over.EVERYTHING
    spared: frozenset[Label] = frozenset()


@dataclass(frozen=True, eq=False)
class Patch:
    """New labels of some voxels of a label map.

    Attributes:
        where: the voxels.
        values: uint8, the label of each from now on.
    """

    where: Voxels
    values: npt.NDArray[np.uint8]

    @property
    def box(self) -> Box:
        """The smallest box around it."""
        i, j, k = (slice(int(x.min()), int(x.max()) + 1) for x in self.where)
        return (i, j, k)

    def within(self, box: Box) -> Patch:
        """The same patch of a whole label map, when this one is of its part ``box``."""
        return Patch(_moved(self.where, box), self.values)


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
    start, end = _ends(start, end, brush)
    box = _reach(label_map.shape, spacing_mm, start, end, brush)
    if box is None:
        return None
    inside = _distance_squared(box, spacing_mm, start, end) <= brush.radius_mm**2
    inside[_on_line(box, start, end)] = True
    old = label_map[box]
    if brush.over is not Over.EVERYTHING:
        inside &= (old > 0) == (brush.over is Over.TUMOUR)
    for label in (brush.label, *brush.spared):
        inside &= old != label
    where = _voxels(inside)
    if where is None:
        return None
    return Patch(_moved(where, box), np.full(where[0].size, brush.label, np.uint8))


def stroke_pieces(
    start: Place, end: Place, spacing_mm: tuple[float, float, float], brush: Brush
) -> Iterator[tuple[Place, Place]]:
    """A straight stroke in short pieces that paint the same together.

    The box around a long one is large, and little of it is painted.
    """
    start, end = _ends(start, end, brush)
    edges = np.asarray(spacing_mm)
    length_mm = dist(np.asarray(start) * edges, np.asarray(end) * edges)
    count = max(ceil(length_mm / max(2 * brush.radius_mm, _SHORT_MM)), 1)
    return pairwise([(x, y, z) for x, y, z in np.linspace(start, end, count + 1).tolist()])


def _on_line(box: Box, start: Place, end: Place) -> tuple[npt.NDArray[np.intp], ...]:
    """Voxels of a box that hang together from one end to the other, as indices in it."""
    # Two places a voxel: with one, halves that round to even numbers would leave gaps.
    count = ceil(2 * max(abs(b - a) for a, b in zip(start, end, strict=True))) + 1
    places = np.rint(np.linspace(end, start, count)).astype(np.intp)
    places -= [part.start for part in box]
    sizes = [part.stop - part.start for part in box]
    inside = ((places >= 0) & (places < sizes)).all(axis=1)
    return tuple(places[inside].T)


def _voxels(mask: npt.NDArray[np.bool_]) -> Voxels | None:
    """Where a mask is true; None where it is nowhere."""
    i, j, k = (axis.astype(np.uint16) for axis in np.nonzero(mask))
    return (i, j, k) if i.size else None


def _moved(where: Voxels, box: Box) -> Voxels:
    """Voxels of the part ``box`` as voxels of the whole."""
    i, j, k = (axis + np.uint16(part.start) for axis, part in zip(where, box, strict=True))
    return (i, j, k)


def _ends(start: Place, end: Place, brush: Brush) -> tuple[Place, Place]:
    """Both ends, on one slice where the brush is a disc."""
    if brush.axis is None:
        return start, end
    index = round(end[brush.axis])
    return _on_slice(start, index, brush.axis), _on_slice(end, index, brush.axis)


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
    where = _voxels(components == components[voxel])
    if where is None:
        return None
    return Patch(where, np.zeros(where[0].size, np.uint8))


@dataclass(frozen=True, eq=False)
class Step:
    """One correction.

    Attributes:
        where: the voxels that it changed.
        before: their labels before it.
        after: their labels after it.
    """

    where: Voxels
    before: npt.NDArray[np.uint8]
    after: npt.NDArray[np.uint8]

    @property
    def undone(self) -> Patch:
        """What taking it back changes."""
        return Patch(self.where, self.before)

    @property
    def redone(self) -> Patch:
        """What doing it again changes."""
        return Patch(self.where, self.after)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return sum(array.nbytes for array in (*self.where, self.before, self.after))


def step_between(before: LabelMap, after: LabelMap, box: Box | None = None) -> Step | None:
    """The step from one label map to another; None where they are equal.

    Args:
        before: uint8, shape (i, j, k).
        after: of the same shape.
        box: holds every difference; nothing outside of it is looked at. None for all.
    """
    if box is None:
        i, j, k = (slice(0, n) for n in before.shape)
        box = (i, j, k)
    where = _voxels(before[box] != after[box])
    if where is None:
        return None
    where = _moved(where, box)
    return Step(where, before[where], after[where])


@dataclass
class History:
    """Steps that can be undone and done again; the oldest are forgotten beyond a size.

    Attributes:
        limit: bytes that all steps together may take; the newest is kept whatever its size.
    """

    limit: int = HISTORY_BYTES
    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)
    _forgotten: Step | None = None

    @property
    def last(self) -> Step | None:
        """The step that led to what is shown, which tells one state from every other."""
        return self._done[-1] if self._done else self._forgotten

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
        return sum(step.nbytes for step in (*self._done, *self._undone))

    def add(self, step: Step) -> None:
        """Remember what was just done; what was undone before it cannot come back."""
        self._undone.clear()
        self._done.append(step)
        while len(self._done) > 1 and self.size > self.limit:
            self._forgotten = self._done.pop(0)

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
