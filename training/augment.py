"""Patches out of cases: where to cut is drawn apart from how to disturb.

Everything draws from the generator it is given, so that a seed fixes a whole run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from training.cases import Case


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
        gain, shift, gamma: spread of intensity scale, offset (in normalised units) and
            exponent, for each channel.
        bias: strength of a smooth multiplicative field, for each channel.
        noise, blur: probabilities, for each channel.
        drop: probability, for each channel, that the sequence is absent (all zero); never
            all of them.
    """

    on_tumour: float = 0.4
    flip: tuple[float, float, float] = (0.5, 0.0, 0.0)
    spatial: float = 0.35
    rotate_degrees: float = 10.0
    zoom: float = 0.2
    gain: float = 0.2
    shift: float = 0.25
    gamma: float = 0.25
    bias: float = 0.15
    noise: float = 0.2
    blur: float = 0.2
    drop: float = 0.0


def cut_patch(
    case: Case, size: tuple[int, int, int], augmentation: Augmentation, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Cut a patch around a drawn centre, zero-padded where the crop ends.

    Returns:
        float32 (channels + 1, *size) and uint8 (*size).
    """
    centre = _draw_centre(case, augmentation, rng)
    source, target = [], []
    for c, s, n in zip(centre, size, case.labels.shape, strict=True):
        # Keep the patch inside the crop where it fits; else let the crop lie inside it.
        low = int(np.clip(c - s // 2, min(0, n - s), max(0, n - s)))
        source.append(slice(max(low, 0), min(low + s, n)))
        target.append(slice(max(low, 0) - low, min(low + s, n) - low))
    array = np.zeros((case.array.shape[0], *size), np.float32)
    labels = np.zeros(size, np.uint8)
    array[:, target[0], target[1], target[2]] = case.array[:, source[0], source[1], source[2]]
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
        array: float32 (channels + 1, x, y, z); the last channel is the foreground.
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
    kept = rng.random(len(array) - 1) >= augmentation.drop
    kept[rng.integers(len(kept))] = True
    channels = [
        _intensity(channel, augmentation, rng) * foreground if keep else torch.zeros_like(channel)
        for channel, keep in zip(array[:-1], kept, strict=True)
    ]
    return torch.stack([*channels, foreground]), labels


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


def _intensity(
    channel: torch.Tensor, augmentation: Augmentation, rng: np.random.Generator
) -> torch.Tensor:
    a = augmentation
    # Gamma acts on values brought to 0..1 around the clip that preprocessing applies.
    unit = ((channel + 4.0) / 8.0).clamp_(0, 1)
    exponent = float(np.exp(rng.normal(0, a.gamma)))
    channel = unit.pow_(exponent).mul_(8.0).sub_(8.0 * 0.5**exponent)
    channel.mul_(float(np.exp(rng.normal(0, a.gain)))).add_(float(rng.normal(0, a.shift)))
    if a.bias:
        coarse = torch.from_numpy(rng.normal(0, a.bias, (1, 1, 3, 3, 3)).astype(np.float32))
        field = F.interpolate(coarse, channel.shape, mode="trilinear", align_corners=True)
        # A receiver field scales the raw signal; raw zero lies about 3 under the median.
        channel = (channel + 3.0) * (1.0 + field[0, 0]) - 3.0
    if rng.random() < a.blur:
        factor = float(rng.uniform(1.3, 2.5))
        small = F.interpolate(channel[None, None], scale_factor=1 / factor, mode="area")
        channel = F.interpolate(small, channel.shape, mode="trilinear", align_corners=False)[0, 0]
    if rng.random() < a.noise:
        seed = int(rng.integers(2**31))
        generator = torch.Generator().manual_seed(seed)
        spread = float(rng.uniform(0.02, 0.15))
        channel = channel + spread * torch.randn(channel.shape, generator=generator)
    return channel
