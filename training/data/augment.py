"""Patches out of cases: where to cut is drawn apart from how to disturb.

Everything draws from the generator it is given, so that a seed fixes a whole run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from core.segmenting.preprocessing import mirrored
from core.space.boxes import box_of
from training.data.cases import Case

FARTHEST = 2
"""Largest misalignment, in voxels along each axis."""


@dataclass(frozen=True)
class Augmentation:
    """Strengths of the disturbances; probabilities are per patch or per channel.

    Attributes:
        on_tumour: share of patches centred on a tumour voxel of a random label; the others
            are centred anywhere in the brain, which teaches what is healthy.
        flip: probability of mirroring, for each axis.
        spatial: probability of a rotation and zoom.
        rotate_degrees: standard deviation of each rotation angle.
        zoom: largest relative change of size, for each axis.
        gain, shift, bend: spread of intensity scale, offset (in normalised units) and
            curvature of the grey-value curve, for each channel.
        biased, bias: probability and strength of a smooth multiplicative field.
        noise, blur: probabilities, for each channel; a blur is of all axes or, as thick slices
            are, of one.
        drop: probability, for each channel, that the sequence is absent (all zero); never
            all of them.
        misaligned: probability, for each channel, that the sequence lies up to
            :data:`FARTHEST` voxels off the others.
        transplant, fade: probability that a case gets another's tumour too, and that its
            tumours are made fainter or stronger; see :mod:`training.data.transplant`.
    """

    on_tumour: float = 0.4
    flip: tuple[float, float, float] = (0.5, 0.0, 0.0)
    spatial: float = 0.3
    rotate_degrees: float = 8.0
    zoom: float = 0.2
    gain: float = 0.2
    shift: float = 0.25
    bend: float = 0.35
    biased: float = 0.5
    bias: float = 0.2
    noise: float = 0.15
    blur: float = 0.15
    drop: float = 0.02
    misaligned: float = 0.0
    transplant: float = 0.25
    fade: float = 0.25


def cut_patch(
    case: Case,
    size: tuple[int, int, int] | None,
    augmentation: Augmentation,
    rng: np.random.Generator,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Cut a patch around a drawn centre, zero-padded where the crop ends.

    Args:
        case: what to cut from.
        size: edges in voxels; None for the whole crop.
        augmentation: how often on a tumour.
        rng: draws the centre.

    Returns:
        float32 (input channels, *size) and uint8 (*size).
    """
    size = size or case.labels.shape
    centre = _draw_centre(case, augmentation, rng)
    lows = []
    for c, s, n in zip(centre, size, case.labels.shape, strict=True):
        # Keep the patch inside the crop where it fits; else let the crop lie inside it.
        lows.append(int(np.clip(c - s // 2, min(0, n - s), max(0, n - s))))
    return _cut(case, lows, size)


def cut_around(
    case: Case, margins: tuple[int, int], rng: np.random.Generator
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Cut the box around the whole tumour, as the fine network sees it at inference.

    Args:
        case: what to cut from; all of it where it has no tumour.
        margins: least and largest number of voxels beyond the tumour, drawn for each side.
        rng: draws them.

    Returns:
        As :func:`cut_patch`, of any size.
    """
    box = box_of(case.labels > 0)
    lows, size = [], []
    for side, n in zip(
        box or (slice(0, n) for n in case.labels.shape), case.labels.shape, strict=True
    ):
        before, after = rng.integers(margins[0], margins[1] + 1, 2)
        low, high = max(side.start - int(before), 0), min(side.stop + int(after), n)
        lows.append(low)
        size.append(high - low)
    x, y, z = size
    return _cut(case, lows, (x, y, z))


def _cut(
    case: Case, lows: Sequence[int], size: tuple[int, int, int]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    source, target = [], []
    for low, s, n in zip(lows, size, case.labels.shape, strict=True):
        source.append(slice(max(low, 0), min(low + s, n)))
        target.append(slice(max(low, 0) - low, min(low + s, n) - low))
    modalities = case.array.shape[0] - 1
    array = np.zeros((2 * modalities + 1, *size), np.float32)
    labels = np.zeros(size, np.uint8)
    here, there = (slice(None), *target), (slice(None), *source)
    array[:modalities][here] = case.array[:modalities][there]
    array[modalities:-1][here] = mirrored(case.array[:modalities])[there]
    array[-1:][here] = case.array[-1:][there]
    labels[tuple(target)] = case.labels[tuple(source)]
    return array, labels


def disturb(
    array: torch.Tensor,
    labels: torch.Tensor,
    augmentation: Augmentation,
    rng: np.random.Generator,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mirror, rotate, zoom, and change the contrast of one patch.

    Args:
        array: float32 (input channels, x, y, z): modalities, their mirror images, foreground;
            may be overwritten.
        labels: uint8 (x, y, z).
        augmentation: strengths.
        rng: source of every random number.
    """
    axes = [a for a in range(3) if rng.random() < augmentation.flip[a]]
    if axes:
        array = array.flip([a + 1 for a in axes])
        labels = labels.flip(axes)
    if rng.random() < augmentation.spatial:
        array, labels = _spatial(array, labels, augmentation, rng)
    foreground = array[-1]
    modalities = (len(array) - 1) // 2
    mirrored_foreground = (array[modalities:-1] != 0).any(0)
    kept = rng.random(modalities) >= augmentation.drop
    kept[rng.integers(modalities)] = True
    for channel in range(modalities):
        # A sequence and its mirror image come from one scan: one contrast for both.
        pair = array[channel : 2 * modalities : modalities]
        if kept[channel]:
            _intensity(pair, augmentation, rng)
            if augmentation.misaligned and rng.random() < augmentation.misaligned:
                _misalign(pair, rng)
            pair[0] *= foreground
            pair[1] *= mirrored_foreground
        else:
            pair.zero_()
    return array, labels


def _draw_centre(
    case: Case, augmentation: Augmentation, rng: np.random.Generator
) -> npt.NDArray[np.intp]:
    where = case.array[-1] > 0
    if rng.random() < augmentation.on_tumour:
        present = np.unique(case.labels)[1:]
        where = case.labels == rng.choice(present) if present.size else where
    # Trying random voxels finds one far faster than listing all of a brain's voxels.
    shape = np.asarray(where.shape)
    for _ in range(200):
        voxel = rng.integers(0, shape)
        if where[tuple(voxel)]:
            return np.asarray(voxel)
    hits = np.flatnonzero(where)
    return np.asarray(np.unravel_index(rng.choice(hits), where.shape))


def _spatial(
    array: torch.Tensor, labels: torch.Tensor, augmentation: Augmentation, rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    angles = np.radians(rng.normal(0, augmentation.rotate_degrees, 3))
    matrix = np.diag(1 + rng.uniform(-augmentation.zoom, augmentation.zoom, 3))
    for axis, angle in enumerate(angles):
        turn = np.eye(3)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turn[i, i] = turn[j, j] = np.cos(angle)
        turn[i, j], turn[j, i] = -np.sin(angle), np.sin(angle)
        matrix = matrix @ turn
    size = np.asarray(labels.shape, float)
    # grid_sample's coordinates run from -1 to 1 along z, y, x: rescale, then reverse.
    relative = (matrix * size[None, :] / size[:, None])[::-1, ::-1].copy()
    theta = torch.from_numpy(np.hstack([relative, np.zeros((3, 1))])).float()[None]
    grid = F.affine_grid(theta, [1, 1, *labels.shape], align_corners=False)
    moved = F.grid_sample(array[None], grid, align_corners=False)[0]
    turned = F.grid_sample(labels[None, None].float(), grid, mode="nearest", align_corners=False)
    moved[-1] = (moved[-1] > 0.5).float()
    return moved, turned[0, 0].to(torch.uint8)


def _intensity(pair: torch.Tensor, augmentation: Augmentation, rng: np.random.Generator) -> None:
    """Another scanner's contrast for (2, x, y, z), a sequence and its mirror image; in place."""
    a = augmentation
    _curve(pair, a, rng)
    size = pair.shape[1:]
    if rng.random() < a.biased:
        # A receiver field scales the raw signal; raw zero lies about 3 under the median.
        pair.add_(3.0).mul_(_smooth_field(size, a.bias, rng)).sub_(3.0)
    if rng.random() < a.blur:
        pair.copy_(_blurred(pair, rng))
    if rng.random() < a.noise:
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        spread = float(rng.uniform(0.02, 0.15))
        pair.add_(torch.randn(pair.shape, generator=generator), alpha=spread)


def _misalign(pair: torch.Tensor, rng: np.random.Generator) -> None:
    """Move (2, x, y, z), a sequence and its mirror image, by a few voxels; in place."""
    x, y, z = rng.integers(-FARTHEST, FARTHEST + 1, 3).tolist()
    for volume, move in zip(pair, ((x, y, z), (-x, y, z)), strict=True):
        volume.copy_(volume.roll(move, (0, 1, 2)))


def _curve(pair: torch.Tensor, augmentation: Augmentation, rng: np.random.Generator) -> None:
    """Bend, stretch and shift the grey values: a monotone parabola, the median stays near 0."""
    low, span = -4.0, 12.0  # nearly all voxels lie in -4 to 8; the bend acts on that as 0 to 1
    bend = float(np.clip(rng.normal(0, augmentation.bend), -0.9, 0.9))
    gain = float(np.exp(rng.normal(0, augmentation.gain)))
    shift = float(rng.normal(0, augmentation.shift))
    # u + bend·u·(1 - u) with u = (v - low) / span, times span and gain, as a polynomial in v.
    pair.clamp_(low, low + span)
    slope = pair.mul(-gain * bend / span).add_(gain * (1 + bend * (1 + 2 * low / span)))
    pair.mul_(slope).add_(shift)


def _smooth_field(size: tuple[int, ...], strength: float, rng: np.random.Generator) -> torch.Tensor:
    """(2, x, y, z), about 1: three random knots along each axis, interpolated linearly."""
    field = torch.from_numpy(rng.normal(0, strength, (2, 3, 3, 3)).astype(np.float32))
    for n in size:
        places = torch.linspace(0, 2, n)
        knots = (1 - (places[:, None] - torch.arange(3.0)).abs()).clamp_(min=0)
        field = torch.tensordot(field, knots, dims=([1], [1]))  # the done axis goes last
    return field.add_(1.0)


def _blurred(pair: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
    """Coarser voxels, interpolated back: 1.3 to 2.5 times along all axes, or thick slices."""
    size = np.array(pair.shape[1:])
    factors = np.full(3, rng.uniform(1.3, 2.5))
    if rng.random() < 0.5:
        thick = rng.integers(3)
        factors = np.ones(3)
        factors[thick] = rng.uniform(2.0, 5.0)
    coarse = np.maximum((size / factors).astype(int), 1).tolist()
    small = F.interpolate(pair[None], coarse, mode="area")
    return F.interpolate(small, size.tolist(), mode="trilinear", align_corners=False)[0]
