"""Changing the shape of labels at once: fill, close holes, smooth, grow, shrink.

A brush with an axis works on one slice, that of a voxel; without one, on the whole label map. Work
is done within the box around what is labelled.
"""

from __future__ import annotations

from math import ceil

import numpy as np
import numpy.typing as npt

from core.correction.brush import Brush, painted
from core.correction.limits import UNLIMITED, Limits
from core.correction.patches import Patch, moved, voxels_where
from core.labels import Label, LabelMap
from core.space.boxes import Box, box_of
from core.space.components import components_of

Spacing = tuple[float, float, float]
Voxel = tuple[int, int, int]

_SIGMAS = 3.0
"""A Gaussian weighs next to nothing beyond so many standard deviations."""


def fill_patch(
    label_map: LabelMap, voxel: Voxel, brush: Brush, limits: Limits = UNLIMITED
) -> Patch | None:
    """What changes when the area around a voxel becomes the brush's label.

    The area is what hangs together with the voxel and bears its label; one without a label counts
    only where labels close it in.

    Returns:
        None where the area is open, or nothing changes.
    """
    box = _labelled(label_map, _scope(label_map, brush, voxel))
    if box is None or not all(s.start <= v < s.stop for v, s in zip(voxel, box, strict=True)):
        return None
    part = label_map[box]
    i, j, k = (v - s.start for v, s in zip(voxel, box, strict=True))
    label = part[i, j, k]
    components = components_of(part == label) if label else _holes(part, brush.axis)
    number = components[i, j, k]
    if not number:
        return None
    return painted(label_map, box, components == number, brush, limits)


def holes_patch(
    label_map: LabelMap, voxel: Voxel, brush: Brush, limits: Limits = UNLIMITED
) -> Patch | None:
    """What changes when all unlabelled voxels that labels close in become the brush's label."""
    box = _labelled(label_map, _scope(label_map, brush, voxel))
    if box is None:
        return None
    return painted(label_map, box, _holes(label_map[box], brush.axis) > 0, brush, limits)


def smooth_patch(
    label_map: LabelMap,
    spacing_mm: Spacing,
    voxel: Voxel,
    sigma_mm: float,
    brush: Brush,
    limits: Limits = UNLIMITED,
) -> Patch | None:
    """What changes when the borders of all labels are smoothed.

    Every label, and what has none, is blurred by a Gaussian; a voxel takes the strongest.

    Args:
        label_map: uint8, shape (i, j, k).
        spacing_mm: voxel edges along its axes.
        voxel: tells the slice, where the brush has an axis.
        sigma_mm: standard deviation of the Gaussian.
        brush: its axis, and the labels that stay as they are; what it paints does not matter.
        limits: where nothing changes.
    """
    from scipy.ndimage import gaussian_filter

    found = _labelled(label_map, _scope(label_map, brush, voxel))
    if found is None:
        return None
    box = _grown(found, label_map.shape, spacing_mm, _SIGMAS * sigma_mm, brush.axis)
    old = label_map[box]
    sigmas = [
        0.0 if axis == brush.axis else sigma_mm / edge for axis, edge in enumerate(spacing_mm)
    ]
    best = gaussian_filter((old == Label.BACKGROUND).astype(np.float32), sigmas, truncate=_SIGMAS)
    new = np.zeros_like(old)
    for label in np.unique(old[old > 0]).tolist():
        blurred = gaussian_filter((old == label).astype(np.float32), sigmas, truncate=_SIGMAS)
        stronger = blurred > best
        best[stronger], new[stronger] = blurred[stronger], label
    return _replaced(label_map, box, new, brush, limits)


def grown_patch(
    label_map: LabelMap,
    spacing_mm: Spacing,
    voxel: Voxel,
    by_mm: float,
    brush: Brush,
    limits: Limits = UNLIMITED,
) -> Patch | None:
    """What changes when the brush's label grows, or shrinks where ``by_mm`` is below 0.

    It grows over what the brush may paint over; where it shrinks, a voxel takes what is nearest to
    it, another label or none.
    """
    found = box_of(label_map[_scope(label_map, brush, voxel)] == brush.label)
    if found is None:
        return None
    found = _within(found, _scope(label_map, brush, voxel))
    margin = by_mm if by_mm > 0 else max(spacing_mm)
    box = _grown(found, label_map.shape, spacing_mm, margin, brush.axis)
    old = label_map[box]
    if by_mm > 0:
        near = _distance_mm(old == brush.label, spacing_mm) <= by_mm
        return painted(label_map, box, near, brush, limits)
    return _replaced(label_map, box, _shrunk(old, spacing_mm, -by_mm, brush.label), brush, limits)


def _shrunk(old: LabelMap, spacing_mm: Spacing, by_mm: float, label: Label) -> LabelMap:
    from scipy.ndimage import distance_transform_edt

    inside = old == label
    if inside.all():
        return old
    distance, nearest = distance_transform_edt(inside, spacing_mm, return_indices=True)
    new = old.copy()
    rim = inside & (distance <= by_mm)
    new[rim] = old[tuple(nearest[:, rim])]
    return new


def _distance_mm(mask: npt.NDArray[np.bool_], spacing_mm: Spacing) -> npt.NDArray[np.float64]:
    """From every voxel centre to the nearest of a mask."""
    from scipy.ndimage import distance_transform_edt

    return np.asarray(distance_transform_edt(~mask, spacing_mm))


def _replaced(
    label_map: LabelMap, box: Box, new: LabelMap, brush: Brush, limits: Limits
) -> Patch | None:
    """What changes where a box gets new labels; the brush's spared ones neither come nor go."""
    old = label_map[box]
    changed = old != new
    for label in brush.spared:
        changed &= (old != label) & (new != label)
    allowed = limits.within(box, Label.BACKGROUND)
    if allowed is not None:
        changed &= allowed
    if limits.head is not None:
        changed &= limits.head[box] | (new == Label.BACKGROUND)
    where = voxels_where(changed)
    return None if where is None else Patch(moved(where, box), new[where])


def _scope(label_map: LabelMap, brush: Brush, voxel: Voxel) -> Box:
    """The slice of a voxel, or everything."""
    i, j, k = (
        slice(voxel[axis], voxel[axis] + 1) if axis == brush.axis else slice(0, n)
        for axis, n in enumerate(label_map.shape)
    )
    return (i, j, k)


def _labelled(label_map: LabelMap, scope: Box) -> Box | None:
    """The box around every label within a part."""
    found = box_of(label_map[scope])
    return None if found is None else _within(found, scope)


def _within(part: Box, scope: Box) -> Box:
    """A box of a part as one of the whole."""
    i, j, k = (
        slice(inner.start + outer.start, inner.stop + outer.start)
        for inner, outer in zip(part, scope, strict=True)
    )
    return (i, j, k)


def _grown(
    box: Box, shape: tuple[int, ...], spacing_mm: Spacing, margin_mm: float, axis: int | None
) -> Box:
    """A box with a margin, but not across the slice that is worked on."""
    slices = []
    for a, (part, n, edge) in enumerate(zip(box, shape, spacing_mm, strict=True)):
        margin = 0 if a == axis else ceil(margin_mm / edge) + 1
        slices.append(slice(max(part.start - margin, 0), min(part.stop + margin, n)))
    return (slices[0], slices[1], slices[2])


def _holes(part: LabelMap, axis: int | None) -> npt.NDArray[np.int64]:
    """Number what has no label and is closed in; 0 elsewhere. Neighbours share a face."""
    # A rim of nothing hangs together around everything; never across a single slice.
    rim = [(0, 0) if a == axis else (1, 1) for a in range(3)]
    numbered = components_of(np.pad(part, rim) == 0, 6).astype(np.int64)
    numbered[numbered == numbered[0, 0, 0]] = 0
    i, j, k = (
        slice(before, n - after) for (before, after), n in zip(rim, numbered.shape, strict=True)
    )
    return np.asarray(numbered[i, j, k])
