"""Patches out of cases: where to cut is drawn apart from how to disturb.

Everything draws from the generator it is given, so that a seed fixes a whole run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from core.preprocessing import mirrored
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
        biased, bias: probability and strength of a smooth multiplicative field.
        noise, blur: probabilities, for each channel.
        drop: probability, for each channel, that the sequence is absent (all zero); never
            all of them.
    """

    on_tumour: float = 0.4
    flip: tuple[float, float, float] = (0.5, 0.0, 0.0)
    spatial: float = 0.25
    rotate_degrees: float = 10.0
    zoom: float = 0.2
    gain: float = 0.2
    shift: float = 0.25
    gamma: float = 0.25
    biased: float = 0.5
    bias: float = 0.2
    noise: float = 0.15
    blur: float = 0.15
    drop: float = 0.02


def cut_patch(
    case: Case, size: tuple[int, int, int], augmentation: Augmentation, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Cut a patch around a drawn centre, zero-padded where the crop ends.

    Returns:
        float32 (input channels, *size) and uint8 (*size).
    """
    centre = _draw_centre(case, augmentation, rng)
    source, target = [], []
    for c, s, n in zip(centre, size, case.labels.shape, strict=True):
        # Keep the patch inside the crop where it fits; else let the crop lie inside it.
        low = int(np.clip(c - s // 2, min(0, n - s), max(0, n - s)))
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
        array: float32 (input channels, x, y, z): modalities, their mirror images, foreground.
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
    kept = rng.random(modalities) >= augmentation.drop
    kept[rng.integers(modalities)] = True
    out = torch.zeros_like(array)
    for channel in np.flatnonzero(kept).tolist():
        # A sequence and its mirror image come from one scan: one contrast for both.
        pair = slice(channel, 2 * modalities, modalities)
        out[pair] = _intensity(array[pair], augmentation, rng)
    out[:modalities] *= foreground
    out[modalities:-1] *= array[modalities:-1] != 0
    out[-1] = foreground
    return out, labels


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
    pair: torch.Tensor, augmentation: Augmentation, rng: np.random.Generator
) -> torch.Tensor:
    """Another scanner's contrast for (2, x, y, z): a sequence and its mirror image."""
    a = augmentation
    low, span = -4.0, 12.0  # nearly all voxels lie in -4 to 8; gamma acts on that, as 0 to 1
    unit = ((pair - low) / span).clamp_(0, 1)
    exponent = float(np.exp(rng.normal(0, a.gamma)))
    pair = unit.pow_(exponent).sub_((-low / span) ** exponent).mul_(span)
    pair.mul_(float(np.exp(rng.normal(0, a.gain)))).add_(float(rng.normal(0, a.shift)))
    size = pair.shape[1:]
    if rng.random() < a.biased:
        coarse = torch.from_numpy(rng.normal(0, a.bias, (1, 2, 3, 3, 3)).astype(np.float32))
        field = F.interpolate(coarse, size, mode="trilinear", align_corners=True)[0]
        # A receiver field scales the raw signal; raw zero lies about 3 under the median.
        pair = (pair + 3.0).mul_(field.add_(1.0)).sub_(3.0)
    if rng.random() < a.blur:
        factor = float(rng.uniform(1.3, 2.5))
        small = F.interpolate(pair[None], scale_factor=1 / factor, mode="area")
        pair = F.interpolate(small, size, mode="trilinear", align_corners=False)[0]
    if rng.random() < a.noise:
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        spread = float(rng.uniform(0.02, 0.15))
        pair.add_(torch.randn(pair.shape, generator=generator), alpha=spread)
    return pair
