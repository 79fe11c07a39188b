"""One training example: a box of a case, something that stands in it, and clicks on its errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from core.clicking.clicks import Click, Voxel
from core.clicking.network_input import EDGE, PROMPTS, REGIONS, box_around, prompts
from core.labels import LabelMap, Region, region_mask
from core.segmenting.preprocessing import mirrored
from core.space.boxes import Box
from training.clicks.cases import ClickCase
from training.clicks.simulating import (
    Error,
    Mask,
    a_little_off,
    deepest,
    earlier_clicks,
    errors,
    standing_labels,
)
from training.data.augment import Augmentation, disturb

_REGION_ODDS = (0.4, 0.3, 0.3)
_FLIPS = (0.5, 0.3, 0.2)
_SAID = 0.7
"""How often a probability is kept: a label map that was loaded or drawn has none."""
NEAR_MM = 14.0
"""Standard deviation of the bell around the click within which voxels weigh most."""
FAR, NEAR, ASKED = 0.2, 3.0, 4.0
"""Weight of any voxel, and what is added at the click, and in the error that was clicked."""
SETTLED = 0.02
"""Part of its weight that a voxel keeps which a click of this kind never changes: one that wants
the region only adds, one that does not only takes away. Copying what stands is nothing to learn."""


@dataclass(frozen=True)
class Scene:
    """What a click is made on.

    Attributes:
        standing: labels of the whole crop.
        said: uint8, (3, x, y, z), 255 × probability of WT, TC, ET: kept beside them.
    """

    standing: LabelMap
    said: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Example:
    """What one step learns from.

    Attributes:
        x: float32, (channels, x, y, z).
        labels: uint8, (x, y, z).
        weight: float32, (x, y, z), how much each voxel counts.
        region: whose click it is.
        wanted: whether the click wants the region.
    """

    x: torch.Tensor
    labels: torch.Tensor
    weight: torch.Tensor
    region: Region
    wanted: bool


def example(
    cases: Sequence[ClickCase], index: int, augmentation: Augmentation, rng: np.random.Generator
) -> Example:
    """Draw a region, what stands, an error of it and a click on that."""
    each = cases[index]
    region = REGIONS[int(rng.choice(len(REGIONS), p=_REGION_ODDS))]
    truth = region_mask(each.case.labels, region)
    said = each.said[int(rng.integers(len(each.said)))]
    standing = standing_labels(each, said, rng)
    now = region_mask(standing, region)
    wrong = errors(truth, now)
    before, right = earlier_clicks(truth, wrong, region, rng)
    for error in right:
        mask = error.mask
        standing = np.where(mask, each.case.labels, standing)
    left = [error for error in wrong if all(error is not r for r in right)]
    voxel, clicks, asked = _click(each, left, region, before, rng)
    box = box_around(_jittered(voxel, rng), each.case.labels.shape)
    return _cut(each, Scene(standing, said), clicks, asked, region, box, augmentation, rng)


def _click(
    each: ClickCase,
    left: list[Error],
    region: Region,
    before: list[Click],
    rng: np.random.Generator,
) -> tuple[Voxel, list[Click], Mask]:
    if not left:
        # Nothing wrong is left: learn to leave it alone, around the last click or anywhere.
        voxel = before[-1].voxel if before else _anywhere(each, rng)
        wanted = bool(region_mask(each.case.labels, region)[voxel])
        nothing = np.zeros(each.case.labels.shape, np.bool_)
        return voxel, [*before, Click(voxel, wanted, region)], nothing
    sizes = np.asarray([error.size for error in left], float)
    odds = sizes / sizes.sum()
    error = left[0] if rng.random() < 0.5 else left[int(rng.choice(len(left), p=odds))]
    mask = error.mask
    voxel = a_little_off(mask, deepest(mask), rng, float(rng.uniform(0, 4)))
    return voxel, [*before, Click(voxel, error.wanted, region)], mask


def _anywhere(each: ClickCase, rng: np.random.Generator) -> Voxel:
    inside = np.flatnonzero(each.case.array[-1] > 0)
    i, j, k = np.unravel_index(int(rng.choice(inside)), each.case.labels.shape)
    return (int(i), int(j), int(k))


def _jittered(voxel: Voxel, rng: np.random.Generator) -> Voxel:
    i, j, k = (np.asarray(voxel) + rng.integers(-6, 7, 3)).tolist()
    return (i, j, k)


def _cut(
    each: ClickCase,
    scene: Scene,
    clicks: list[Click],
    asked: Mask,
    region: Region,
    box: Box,
    augmentation: Augmentation,
    rng: np.random.Generator,
) -> Example:
    modalities = len(each.case.array) - 1
    channels = 2 * modalities + 1
    x = np.zeros((channels + PROMPTS, EDGE, EDGE, EDGE), np.float32)
    labels = np.zeros((EDGE,) * 3, np.uint8)
    i, j, k = (slice(0, side.stop - side.start) for side in box)
    plain, mirror = each.case.array[:modalities], mirrored(each.case.array[:modalities])
    x[:modalities, i, j, k] = plain[(slice(None), *box)]
    x[modalities : channels - 1, i, j, k] = mirror[(slice(None), *box)]
    x[channels - 1, i, j, k] = each.case.array[-1][box]
    labels[i, j, k] = each.case.labels[box]
    starts = [side.start for side in box]
    said = scene.said[REGIONS.index(region)][box] if rng.random() < _SAID else None
    inner = [_within(click, starts) for click in clicks]
    prompts(scene.standing[box], said, inner, region, x[channels:, i, j, k])
    weight = FAR + NEAR * _bell(inner[-1].voxel)
    weight[i, j, k] += ASKED * asked[box]
    settled = np.zeros((EDGE,) * 3, np.bool_)
    settled[i, j, k] = region_mask(scene.standing[box], region)
    weight[settled == inner[-1].wanted] *= SETTLED
    sequences = disturb(
        torch.from_numpy(x[:channels]),
        torch.from_numpy(labels),
        replace(augmentation, flip=(0, 0, 0), spatial=0),
        rng,
    )[0]
    x[:channels] = sequences.numpy()
    axes = [axis for axis in range(3) if rng.random() < _FLIPS[axis]]
    return Example(
        torch.from_numpy(x).flip([axis + 1 for axis in axes]),
        torch.from_numpy(labels).flip(axes),
        torch.from_numpy(weight).flip(axes),
        region,
        inner[-1].wanted,
    )


def _within(click: Click, starts: Sequence[int]) -> Click:
    i, j, k = (v - start for v, start in zip(click.voxel, starts, strict=True))
    return replace(click, voxel=(i, j, k))


def _bell(voxel: Voxel) -> npt.NDArray[np.float32]:
    places = np.arange(EDGE, dtype=np.float32)
    x, y, z = (np.exp(-((places - v) ** 2) / (2 * NEAR_MM**2)) for v in voxel)
    bell: npt.NDArray[np.float32] = x[:, None, None] * y[None, :, None] * z[None, None, :]
    return bell
