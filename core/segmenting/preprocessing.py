"""From a study to the array a network reads, and the way back. Used by training too.

The order is: reorient to RAS+, resample to the model's spacing, crop to the foreground,
normalise each channel over the foreground (a sequence that is absent is all zero, as training
blanks it), append the same channels mirrored left to right
(what is asymmetric is suspect, whatever the scanner's contrast), and append the foreground as
a last channel (Futrega et al., arXiv:2110.03352).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.parallel import at_once
from core.space.affine import Affine, Grid, ras_grid, to_ras
from core.space.boxes import Box, Size, box_of
from core.studies.sequences import NEEDED, enough
from core.studies.study import Modality, Study

SPACING_TOLERANCE_MM = 0.01
"""A study this close to the model's spacing is used as it is."""

_STATISTICS_STRIDE = 2
"""Quantiles are taken over every second voxel along each axis: an eighth of the work for a
difference under a thousandth of a standard deviation."""

_LEAST_SPREAD = 1e-9
"""As a share of the values; a float32 tells them apart to a part in ten million."""

_SMALLEST = 1e-37
"""The reciprocal of less is no float32."""

_SLAB = 16
"""Planes that are normalised at a time, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class Preprocessing:
    """Constants that travel with a model package.

    Attributes:
        channels: modalities in the order of the network's input channels; their mirror
            images and the foreground mask follow.
        spacing_mm: isotropic spacing that the network was trained on.
        low_quantile, high_quantile: the spread of a channel is the distance of these two
            foreground quantiles, in the units of a normal distribution. A tumour hardly
            moves the quartiles, while it stretches a standard deviation.
        clip: normalised values are cut to [-clip, clip].
    """

    channels: tuple[Modality, ...] = tuple(Modality)
    spacing_mm: float = 1.0
    low_quantile: float = 0.25
    high_quantile: float = 0.75
    clip: float = 8.0

    @property
    def input_channels(self) -> int:
        """Channels of the network's input: modalities, their mirror images, foreground."""
        return 2 * len(self.channels) + 1

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        return {**asdict(self), "channels": [m.value for m in self.channels]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Preprocessing:
        """Inverse of :meth:`to_json`."""
        return cls(**{**values, "channels": tuple(Modality(m) for m in values["channels"])})


@dataclass(frozen=True)
class Channel:
    """One modality of the crop, as stored, and the two numbers that normalise it.

    Attributes:
        data: shape (x, y, z), RAS+, any type of number; where possible a view of the study.
        middle: median of the foreground.
        scale: normalised value per unit of ``data``.
    """

    data: npt.NDArray[Any]
    middle: float
    scale: float

    def normalise(
        self, box: Box, inside: npt.NDArray[np.bool_], clip: float, out: npt.NDArray[np.float32]
    ) -> None:
        """Overwrite ``out`` with the normalised values of a box, 0 where not ``inside``."""
        data, inside = self.data[box], inside[box]
        for first in range(0, len(data), _SLAB):
            part = slice(first, first + _SLAB)
            # Volumes lie the other way round in memory than networks read them. Turning the
            # stored integers costs least, and the arithmetic then runs along the memory.
            turned, values = np.ascontiguousarray(data[part]), out[part]
            np.subtract(turned, np.float32(self.middle), out=values, casting="unsafe")
            np.multiply(values, np.float32(self.scale), out=values)
            np.clip(values, -clip, clip, out=values)
            np.multiply(values, inside[part], out=values)


@dataclass(frozen=True)
class Prepared:
    """What a network's input is made of, and what is needed to bring its answer home.

    The input itself, nine float32 channels, is many times larger than what it is made of: it
    is made for the whole crop or for one window of it (:meth:`fill`).

    Attributes:
        channels: the modalities, in the order of :attr:`Preprocessing.channels`; None where
            the study lacks one.
        inside: foreground of the crop, shape (x, y, z).
        clip: :attr:`Preprocessing.clip`.
        box: the crop within ``model_grid``, one slice per axis.
        model_grid: RAS+ grid at the model's spacing from which ``box`` was cut.
        native_grid: the study's own grid.
    """

    channels: tuple[Channel | None, ...]
    inside: npt.NDArray[np.bool_]
    clip: float
    box: Box
    model_grid: Grid
    native_grid: Grid

    @property
    def shape(self) -> Size:
        """Voxels of the crop."""
        x, y, z = self.inside.shape
        return (x, y, z)

    @property
    def input_channels(self) -> int:
        """See :attr:`Preprocessing.input_channels`."""
        return 2 * len(self.channels) + 1

    @property
    def array(self) -> npt.NDArray[np.float32]:
        """The input of the whole crop, (input channels, x, y, z), made at each call."""
        out = np.empty((self.input_channels, *self.shape), np.float32)
        self.fill(out)
        return out

    def fill(self, out: npt.NDArray[np.float32], box: Box | None = None) -> None:
        """Write the network's input of a box of the crop.

        Args:
            out: float32, (input channels, x, y, z) of the box; overwritten.
            box: within the crop; default all of it.
        """
        whole = tuple(slice(0, n) for n in self.shape)
        box = box or (whole[0], whole[1], whole[2])
        modalities = len(self.channels)

        def fill_one(
            channel: Channel | None, plain: npt.NDArray[Any], other: npt.NDArray[Any]
        ) -> None:
            if channel is None:
                plain[...] = other[...] = 0
                return
            channel.normalise(box, self.inside, self.clip, plain)
            if box[0] == whole[0]:
                other[...] = plain[::-1]
                return
            mirror = Channel(channel.data[::-1], channel.middle, channel.scale)
            mirror.normalise(box, self.inside[::-1], self.clip, other)

        at_once(fill_one, self.channels, out[:modalities], out[modalities:-1])
        out[-1] = self.inside[box]


class Crop(Protocol):
    """What the network is run over: a prepared crop, or a part of one."""

    @property
    def shape(self) -> Size:
        """Voxels."""

    @property
    def input_channels(self) -> int:
        """See :attr:`Preprocessing.input_channels`."""

    def fill(self, out: npt.NDArray[np.float32], box: Box | None = None) -> None:
        """See :meth:`Prepared.fill`."""


@dataclass(frozen=True)
class Part:
    """A part of a crop, whose mirror images stay those of the whole; a :class:`Crop`.

    Attributes:
        whole: the crop.
        box: the part.
    """

    whole: Prepared
    box: Box

    @property
    def shape(self) -> Size:
        """Voxels of the part."""
        x, y, z = (side.stop - side.start for side in self.box)
        return (x, y, z)

    @property
    def input_channels(self) -> int:
        """See :attr:`Preprocessing.input_channels`."""
        return self.whole.input_channels

    def fill(self, out: npt.NDArray[np.float32], box: Box | None = None) -> None:
        """As :meth:`Prepared.fill`, of a box of the part."""
        if box is not None:
            x, y, z = (
                slice(outer.start + inner.start, outer.start + inner.stop)
                for outer, inner in zip(self.box, box, strict=True)
            )
            box = (x, y, z)
        self.whole.fill(out, box or self.box)


def prepare(study: Study, preprocessing: Preprocessing) -> Prepared:
    """Find the crop and the numbers that make the network's input out of a checked study.

    Raises:
        CheckError: too few of the model's sequences are there, or no voxel is foreground.
    """
    present = [m for m in preprocessing.channels if m in study.volumes]
    if len(present) < len(preprocessing.channels) and not enough(present):
        raise CheckError(f"{study.name}: too few sequences are there. {NEEDED}")
    ras = ras_grid(study.grid)
    grid = resampled_grid(ras, preprocessing.spacing_mm)
    volumes = [study.volumes[m].data for m in present]
    data = at_once(
        lambda volume: _on_model_grid(to_ras(volume, study.grid.affine), ras, grid), volumes
    )
    foreground = foreground_mask(data)
    box = bounding_box(foreground, study.name)
    inside = np.ascontiguousarray(foreground[box])
    made = at_once(lambda volume: _channel(volume[box], inside, preprocessing), data)
    by_name = dict(zip(present, made, strict=True))
    channels = tuple(by_name.get(m) for m in preprocessing.channels)
    return Prepared(channels, inside, preprocessing.clip, box, grid, study.grid)


def mirrored(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(c, x, y, z) with left and right exchanged about the crop's middle plane; a view.

    The crop is the brain's bounding box, so its middle lies within a few millimetres of the
    midline of any upright head.
    """
    return array[:, ::-1]


def foreground_mask(channels: Sequence[npt.NDArray[Any]]) -> npt.NDArray[np.bool_]:
    """Voxels where any channel is above its own background value (its minimum)."""
    lowest = at_once(lambda data: data.min(), channels)
    # In the memory order of the volumes, so that nothing is walked across.
    mask = channels[0] > lowest[0]
    above = np.empty_like(mask)
    for data, low in zip(channels[1:], lowest[1:], strict=True):
        mask |= np.greater(data, low, out=above)
    return np.asarray(mask)


def bounding_box(mask: npt.NDArray[np.bool_], name: str) -> Box:
    """The smallest box around all true voxels.

    Raises:
        CheckError: the mask is empty; ``name`` tells whose.
    """
    box = box_of(mask)
    if box is None:
        raise CheckError(f"{name}: every voxel is background; there is nothing to segment.")
    return box


def _channel(
    data: npt.NDArray[Any], inside: npt.NDArray[np.bool_], preprocessing: Preprocessing
) -> Channel:
    """Centre on the foreground median, divide by the quantile spread."""
    some = (slice(None, None, _STATISTICS_STRIDE),) * 3
    sample = data[some][inside[some]]
    if sample.size == 0:
        sample = data[inside]
    levels = [preprocessing.low_quantile, 0.5, preprocessing.high_quantile]
    low, middle, high = np.quantile(sample, levels).tolist()
    normal = NormalDist()
    sigmas = normal.inv_cdf(levels[2]) - normal.inv_cdf(levels[0])
    # A channel without spread is cut at the clip, whatever the unit of its values.
    spread = max(high - low, _LEAST_SPREAD * max(abs(low), abs(high)), _SMALLEST)
    return Channel(data, middle, sigmas / spread)


def resampled_grid(grid: Grid, spacing_mm: float) -> Grid:
    """The grid that covers the same box at an isotropic spacing; ``grid`` itself if close."""
    old = np.asarray(grid.spacing_mm)
    if np.abs(old - spacing_mm).max() <= SPACING_TOLERANCE_MM:
        return grid
    shape = np.maximum(np.rint(np.asarray(grid.shape) * old / spacing_mm), 1).astype(int)
    affine: Affine = grid.affine.copy()
    affine[:3, :3] = grid.affine[:3, :3] / old * spacing_mm
    # Voxel centres lie half a voxel inside the box's faces.
    shift = (spacing_mm / old - 1.0) / 2.0
    affine[:3, 3] = grid.affine[:3, :3] @ shift + grid.affine[:3, 3]
    i, j, k = shape.tolist()
    return Grid((i, j, k), affine)


def resample(
    data: npt.NDArray[Any], source: Grid, target: Grid, order: int = 1
) -> npt.NDArray[np.float32]:
    """Interpolate between two grids with parallel axes, edges held; float32.

    Args:
        data: shape of ``source``.
        source: grid of ``data``.
        target: grid of the result, its axes parallel to the source's.
        order: spline order of the interpolation, 1 is trilinear.
    """
    from scipy.ndimage import affine_transform

    step = np.linalg.inv(source.affine) @ target.affine
    # Linear interpolation reads stored integers as they are; a copy of a volume less.
    values = data if order < 2 and data.dtype.kind in "iu" else np.asarray(data, np.float32)
    return np.asarray(
        affine_transform(
            values,
            np.diag(step[:3, :3]),
            step[:3, 3],
            output_shape=target.shape,
            output=np.float32,
            order=order,
            mode="nearest",
            prefilter=order > 1,
        )
    )


def resampled_part(
    data: npt.NDArray[np.uint8], box: Box, source: Grid, target: Grid
) -> tuple[npt.NDArray[np.uint8], Box]:
    """Interpolate a volume that is 0 outside of a box, in and around that box alone.

    Args:
        data: the values of the box.
        box: where they lie on ``source``.
        source: grid that ``box`` is a part of.
        target: grid of the result, its axes parallel to the source's.

    Returns:
        Trilinear, rounded values of a box of ``target``, outside of which all are 0, and that
        box.
    """
    from scipy.ndimage import affine_transform

    step = np.linalg.inv(source.affine) @ target.affine
    scale, shift = np.diag(step[:3, :3]), step[:3, 3].copy()
    pads, slices = [], []
    for axis, part in enumerate(box):
        # A voxel of the zeros around belongs to the interpolation; past the grid's end the
        # last value holds.
        first, last = int(part.start > 0), int(part.stop < source.shape[axis])
        pads.append((first, last))
        begin = np.floor((part.start - 1 - shift[axis]) / scale[axis]) + 1 if first else 0
        end = np.ceil((part.stop - shift[axis]) / scale[axis]) if last else target.shape[axis]
        begin, end = np.clip([begin, end], 0, target.shape[axis]).astype(int).tolist()
        slices.append(slice(begin, max(begin, end)))
        shift[axis] += scale[axis] * begin - (part.start - first)
    shape = tuple(s.stop - s.start for s in slices)
    moved = affine_transform(
        np.pad(data, pads), scale, shift, output_shape=shape, output=np.uint8, order=1,
        mode="nearest", prefilter=False,
    )  # fmt: skip
    return np.asarray(moved), (slices[0], slices[1], slices[2])


def _on_model_grid(data: npt.NDArray[Any], source: Grid, target: Grid) -> npt.NDArray[Any]:
    return data if target is source else resample(data, source, target)
