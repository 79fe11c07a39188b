"""Brush strokes on a label map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil, dist

import numpy as np
import numpy.typing as npt

from core.correction.limits import UNLIMITED, Limits
from core.correction.patches import Patch, Place, moved, voxels_where
from core.labels import Label, LabelMap
from core.space.boxes import Box

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


def brush_patch(
    label_map: LabelMap,
    spacing_mm: tuple[float, float, float],
    start: Place,
    end: Place,
    brush: Brush,
    limits: Limits = UNLIMITED,
) -> Patch | None:
    """What a straight stroke changes.

    Args:
        label_map: uint8, shape (i, j, k).
        spacing_mm: voxel edges along its axes.
        start: where the stroke comes from; may lie outside of the volume.
        end: where it goes to; equal to ``start`` for a dab.
        brush: a disc paints the slice of ``end``.
        limits: where it paints nothing.

    Returns:
        None where nothing changes.
    """
    start, end = _ends(start, end, brush)
    box = _reach(label_map.shape, spacing_mm, start, end, brush)
    if box is None:
        return None
    inside = _distance_squared(box, spacing_mm, start, end) <= brush.radius_mm**2
    inside[_on_line(box, start, end)] = True
    return painted(label_map, box, inside, brush, limits)


def painted(
    label_map: LabelMap, box: Box, inside: npt.NDArray[np.bool_], brush: Brush, limits: Limits
) -> Patch | None:
    """What changes where some voxels of a box become the brush's label, as far as they may.

    Args:
        label_map: uint8, shape (i, j, k).
        box: part of it.
        inside: the voxels, of the box's shape.
        brush: its label, what it may paint over and what it spares.
        limits: where nothing is painted.

    Returns:
        None where nothing changes.
    """
    old = label_map[box]
    free = inside & (old != brush.label)
    if brush.over is not Over.EVERYTHING:
        free &= (old > 0) == (brush.over is Over.TUMOUR)
    for label in brush.spared:
        free &= old != label
    allowed = limits.within(box, brush.label)
    if allowed is not None:
        free &= allowed
    where = voxels_where(free)
    if where is None:
        return None
    return Patch(moved(where, box), np.full(where[0].size, brush.label, np.uint8))


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
