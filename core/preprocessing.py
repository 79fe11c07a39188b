"""From a study to the array a network reads, and the way back. Used by training too.

The order is: reorient to RAS+, resample to the model's spacing, crop to the foreground,
normalise each channel over the foreground, append the same channels mirrored left to right
(what is asymmetric is suspect, whatever the scanner's contrast), and append the foreground as
a last channel (Futrega et al., arXiv:2110.03352).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from core.affine import Affine, Grid, ras_grid, to_ras
from core.errors import CheckError
from core.study import Modality, Study

SPACING_TOLERANCE_MM = 0.01
"""A study this close to the model's spacing is used as it is."""

_STATISTICS_STRIDE = 2
"""Quantiles are taken over every second voxel along each axis: an eighth of the work for a
difference under a thousandth of a standard deviation."""


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
class Prepared:
    """A network's input and what is needed to bring its answer home.

    Attributes:
        array: float32, shape (input channels, x, y, z), RAS+, the foreground crop; see
            :attr:`Preprocessing.input_channels`.
        box: the crop within ``model_grid``, one slice per axis.
        model_grid: RAS+ grid at the model's spacing from which ``box`` was cut.
        native_grid: the study's own grid.
    """

    array: npt.NDArray[np.float32]
    box: tuple[slice, slice, slice]
    model_grid: Grid
    native_grid: Grid


def prepare(study: Study, preprocessing: Preprocessing) -> Prepared:
    """Make the network's input out of a checked study.

    Raises:
        CheckError: a sequence the model needs is missing, or no voxel is foreground.
    """
    missing = [m.value for m in preprocessing.channels if m not in study.volumes]
    if missing:
        raise CheckError(f"{study.name}: the model needs {', '.join(missing)}, which is missing.")
    ras = ras_grid(study.grid)
    grid = resampled_grid(ras, preprocessing.spacing_mm)
    channels = [
        _on_model_grid(to_ras(study.volumes[m].data, study.grid.affine), ras, grid)
        for m in preprocessing.channels
    ]
    foreground = foreground_mask(channels)
    box = bounding_box(foreground, study.name)
    inside = np.ascontiguousarray(foreground[box])
    array = np.empty((preprocessing.input_channels, *inside.shape), np.float32)
    for channel, data in zip(array, channels, strict=False):
        normalise(data[box], inside, preprocessing, out=channel)
    array[len(channels) : -1] = mirrored(array[: len(channels)])
    array[-1] = inside
    return Prepared(array, box, grid, study.grid)


def mirrored(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(c, x, y, z) with left and right exchanged about the crop's middle plane; a view.

    The crop is the brain's bounding box, so its middle lies within a few millimetres of the
    midline of any upright head.
    """
    return array[:, ::-1]


def foreground_mask(channels: list[npt.NDArray[Any]]) -> npt.NDArray[np.bool_]:
    """Voxels where any channel is above its own background value (its minimum)."""
    mask = np.zeros(channels[0].shape, np.bool_)
    for data in channels:
        mask |= data > data.min()
    return mask


def bounding_box(mask: npt.NDArray[np.bool_], name: str) -> tuple[slice, slice, slice]:
    """The smallest box around all true voxels.

    Raises:
        CheckError: the mask is empty; ``name`` tells whose.
    """
    slices = []
    for axis in range(3):
        hit = np.flatnonzero(mask.any(axis=tuple(a for a in range(3) if a != axis)))
        if hit.size == 0:
            raise CheckError(f"{name}: every voxel is background; there is nothing to segment.")
        slices.append(slice(int(hit[0]), int(hit[-1]) + 1))
    return (slices[0], slices[1], slices[2])


def normalise(
    data: npt.NDArray[Any],
    inside: npt.NDArray[np.bool_],
    preprocessing: Preprocessing,
    out: npt.NDArray[np.float32],
) -> None:
    """Centre on the foreground median, divide by the quantile spread, clip; 0 outside.

    Args:
        data: one channel, shape (x, y, z).
        inside: foreground, same shape.
        preprocessing: quantiles and clip.
        out: float32, same shape, overwritten.
    """
    some = (slice(None, None, _STATISTICS_STRIDE),) * 3
    sample = data[some][inside[some]]
    if sample.size == 0:
        sample = data[inside]
    levels = [preprocessing.low_quantile, 0.5, preprocessing.high_quantile]
    low, middle, high = np.quantile(sample, levels).tolist()
    normal = NormalDist()
    sigmas = normal.inv_cdf(levels[2]) - normal.inv_cdf(levels[0])
    scale = sigmas / max(high - low, 1e-6)
    np.subtract(data, np.float32(middle), out=out, casting="unsafe")
    np.multiply(out, np.float32(scale), out=out)
    np.clip(out, -preprocessing.clip, preprocessing.clip, out=out)
    np.multiply(out, inside, out=out)


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
    return np.asarray(
        affine_transform(
            np.asarray(data, np.float32),
            np.diag(step[:3, :3]),
            step[:3, 3],
            output_shape=target.shape,
            order=order,
            mode="nearest",
            prefilter=order > 1,
        )
    )


def _on_model_grid(data: npt.NDArray[Any], source: Grid, target: Grid) -> npt.NDArray[Any]:
    return data if target is source else resample(data, source, target)
