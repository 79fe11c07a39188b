"""Volumes and label maps made ready to be shown. Runs in worker threads; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.correction.patches import Patch
from core.labels import TUMOUR_LABELS, Label, LabelMap
from core.space import boxes
from core.space.affine import Grid, to_ras
from core.studies.segmentation import Segmentation
from core.studies.study import Study, Volume
from desktop_app.state.display import Plane, Voxel, Window, WindowPreset

Box = tuple[Voxel, Voxel]
"""First and last voxel of a box, both inside it."""

_STRIDE = 3
"""Statistics look at every third voxel along each axis: 330,000 of a 9-million-voxel volume."""

_AROUND_MM = 3.0

_QUANTILES = {WindowPreset.AUTO: (0.01, 0.995), WindowPreset.CONTRAST: (0.10, 0.97)}


@dataclass(frozen=True, eq=False)
class ShownVolume:
    """One sequence as the views draw it.

    Attributes:
        volume: the volume as read.
        ras: its data in RAS+ order; a view of the same memory.
        windows: the window of every preset.
        head: box around the foreground in RAS+ voxels.
    """

    volume: Volume
    ras: npt.NDArray[Any]
    windows: Mapping[WindowPreset, Window]
    head: Box


@dataclass(frozen=True, eq=False)
class ShownLabels:
    """A segmentation as the views and the slider draw it.

    Attributes:
        segmentation: what was found, loaded or drawn.
        ras: its label map in RAS+ order; a view of the same memory.
        areas: per plane, voxels of each label on each slice, shape (slices, 4).
    """

    segmentation: Segmentation
    ras: npt.NDArray[np.uint8]
    areas: Mapping[Plane, npt.NDArray[np.int64]]

    @property
    def box(self) -> boxes.Box:
        """The box around every label, empty where there is none; told from the areas."""
        found = [
            self.tumour_slices(plane) for plane in (Plane.SAGITTAL, Plane.CORONAL, Plane.AXIAL)
        ]
        i, j, k = (slice(int(s[0]), int(s[-1]) + 1) if s.size else slice(0, 0) for s in found)
        return (i, j, k)

    @property
    def has_tumour(self) -> bool:
        """Whether any voxel is labelled."""
        return bool(self.areas[Plane.AXIAL][:, 1:].any())

    def tumour_slices(self, plane: Plane) -> npt.NDArray[np.int64]:
        """Indices of the slices that hold any tumour, ascending."""
        return np.flatnonzero(self.areas[plane][:, 1:].sum(axis=1))

    def largest_slice(self, plane: Plane) -> int | None:
        """The slice with the largest tumour area; None without tumour."""
        area = self.areas[plane][:, 1:].sum(axis=1)
        return int(area.argmax()) if area.any() else None

    def next_slice(self, plane: Plane, index: int, step: int) -> int | None:
        """The nearest slice with tumour after (``step`` 1) or before (-1) ``index``."""
        slices = self.tumour_slices(plane)
        beyond = slices[slices > index] if step > 0 else slices[slices < index][::-1]
        return int(beyond[0]) if beyond.size else None

    def middle_of_slice(self, plane: Plane, index: int) -> Voxel:
        """The tumour voxel of a slice that lies nearest to the middle of its tumour.

        Raises:
            ValueError: the slice holds no tumour.
        """
        # A view: np.take would turn the whole volume round in memory first.
        where = np.argwhere(np.moveaxis(self.ras, plane.axis, 0)[index])
        if where.size == 0:
            raise ValueError(f"slice {index} of {plane.value} holds no tumour")
        distance = ((where - where.mean(axis=0)) ** 2).sum(axis=1)
        voxel = where[int(distance.argmin())].tolist()
        voxel.insert(plane.axis, index)
        return (voxel[0], voxel[1], voxel[2])


def show_volume(volume: Volume, brain: npt.NDArray[np.bool_] | None = None) -> ShownVolume:
    """Orient a volume and measure what its windows and its fit need.

    Args:
        volume: one sequence.
        brain: where the brain is, shape of the volume, for a head whose skull is on: windows fit
            the brain, and not fat that outshines it.
    """
    ras = to_ras(volume.data, volume.affine)
    some = (slice(None, None, _STRIDE),) * 3
    sample = ras[some]
    finite = sample if sample.dtype.kind in "iub" else np.where(np.isfinite(sample), sample, 0)
    low, high = float(finite.min()), float(finite.max())
    foreground = finite > finite.min()
    inside = foreground if brain is None else to_ras(brain, volume.affine)[some]
    return ShownVolume(volume, ras, _windows(finite[inside], low, high), _box(foreground, ras))


def greys_around(
    ras: npt.NDArray[Any], voxel: Voxel, spacing_mm: tuple[float, float, float]
) -> tuple[float, float]:
    """Grey values as those within 3 mm of a voxel: their mean, two standard deviations each way."""
    part = ras[
        tuple(
            slice(max(round(v - _AROUND_MM / edge), 0), round(v + _AROUND_MM / edge) + 1)
            for v, edge in zip(voxel, spacing_mm, strict=True)
        )
    ].astype(np.float64)
    mean, spread = float(part.mean()), 2.0 * float(part.std())
    return mean - spread, mean + spread


def show_labels(segmentation: Segmentation) -> ShownLabels:
    """Orient a label map and count each label on every slice of every plane."""
    ras = ras_labels(segmentation.label_map, segmentation.grid)
    areas = _no_areas(ras)
    box = boxes.box_of(ras)
    if box is not None:
        part = ras[box]
        for label in TUMOUR_LABELS:
            mask = part == label
            for plane, counts in areas.items():
                others = tuple(a for a in range(3) if a != plane.axis)
                counts[box[plane.axis], label] = np.count_nonzero(mask, axis=others)
    return ShownLabels(segmentation, ras, areas)


def empty_labels(study: Study) -> ShownLabels:
    """No label anywhere on a study's grid, for whoever draws by hand; takes no time."""
    label_map = np.zeros(study.grid.shape, np.uint8)
    ras = ras_labels(label_map, study.grid)
    return ShownLabels(Segmentation(study.name, study.grid, label_map), ras, _no_areas(ras))


def ras_labels(label_map: LabelMap, grid: Grid) -> LabelMap:
    """A label map on RAS+ axes, as views show it; a view of the same memory."""
    return np.asarray(to_ras(label_map, grid.affine), np.uint8)


def _no_areas(ras: npt.NDArray[np.uint8]) -> dict[Plane, npt.NDArray[np.int64]]:
    return {p: np.zeros((ras.shape[p.axis], len(Label)), np.int64) for p in Plane}


def patched(labels: ShownLabels, patch: Patch) -> ShownLabels:
    """Write a patch into ``labels.ras`` and count anew where it changes something.

    Args:
        labels: whose array nobody else reads.
        patch: on the axes of ``labels.ras``.
    """
    before = labels.ras[patch.where]
    labels.ras[patch.where] = patch.values
    areas = {}
    for plane, counts in labels.areas.items():
        slices = patch.where[plane.axis].astype(np.int64)
        change = _count(slices, patch.values, counts.shape) - _count(slices, before, counts.shape)
        change[:, Label.BACKGROUND] = 0
        areas[plane] = counts + change
    return replace(labels, areas=areas)


def counted(
    labels: ShownLabels, ras: LabelMap, slices: Sequence[npt.NDArray[np.intp]], values: LabelMap
) -> ShownLabels:
    """Show another label map whose only labels are those of some voxels.

    Args:
        labels: whose segmentation it is.
        ras: the label map on RAS+ axes.
        slices: indices of the voxels along each axis of ``ras``.
        values: the label of each.
    """
    areas = {}
    for plane, counts in labels.areas.items():
        areas[plane] = _count(slices[plane.axis], values, counts.shape)
        areas[plane][:, Label.BACKGROUND] = 0
    return replace(labels, ras=ras, areas=areas)


def _count(
    slices: npt.NDArray[np.int64], values: npt.NDArray[np.uint8], shape: tuple[int, ...]
) -> npt.NDArray[np.int64]:
    """Voxels of each label on each slice, shape (slices, labels)."""
    flat = np.bincount(slices * shape[1] + values, minlength=shape[0] * shape[1])
    return flat.reshape(shape)


def _windows(values: npt.NDArray[Any], low: float, high: float) -> dict[WindowPreset, Window]:
    full = Window(low, high if high > low else low + 1.0)
    if values.size == 0:
        return dict.fromkeys(WindowPreset, full)
    windows = {WindowPreset.FULL: full}
    for preset, quantiles in _QUANTILES.items():
        bottom, top = np.quantile(values, quantiles).tolist()
        windows[preset] = Window(bottom, top) if top > bottom else full
    return windows


def _box(foreground: npt.NDArray[np.bool_], ras: npt.NDArray[Any]) -> Box:
    if not foreground.any():
        i, j, k = ras.shape
        return ((0, 0, 0), (i - 1, j - 1, k - 1))
    first, last = [], []
    for axis in range(3):
        hit = np.flatnonzero(foreground.any(axis=tuple(a for a in range(3) if a != axis)))
        first.append(int(hit[0]) * _STRIDE)
        last.append(min(int(hit[-1] + 1) * _STRIDE, ras.shape[axis]) - 1)
    return ((first[0], first[1], first[2]), (last[0], last[1], last[2]))
