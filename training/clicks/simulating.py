"""Clicks as a careful person makes them: on the largest error, at its deepest place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_dilation, binary_erosion, distance_transform_edt

from core.clicking.clicks import Click, Voxel
from core.labels import LabelMap, Region, labels_from_regions, region_mask
from core.space.boxes import box_of
from core.space.components import components_of
from training.clicks.cases import ClickCase

Mask = npt.NDArray[np.bool_]

LEAST = 20
"""Voxels of 1 mm that an error has before anyone would click on it."""


@dataclass(frozen=True)
class Error:
    """A connected part in which what stands is wrong, one way.

    Attributes:
        parts: numbers of all parts of its kind.
        number: its own.
        size: voxels.
        wanted: whether the region lacks it (else the region holds it in vain).
    """

    parts: npt.NDArray[np.integer]
    number: int
    size: int
    wanted: bool

    @property
    def mask(self) -> Mask:
        """Where it is."""
        return np.asarray(self.parts == self.number)


def errors(truth: Mask, standing: Mask) -> list[Error]:
    """All errors that one would click on, largest first."""
    found = []
    for wanted, wrong in ((True, truth & ~standing), (False, standing & ~truth)):
        parts = components_of(wrong)
        sizes = np.bincount(parts.ravel())[1:]
        found += [
            Error(parts, number, int(size), wanted)
            for number, size in enumerate(sizes, start=1)
            if size >= LEAST
        ]
    return sorted(found, key=lambda error: -error.size)


def deepest(mask: Mask) -> Voxel:
    """The voxel of a mask farthest from what is not in it."""
    box = box_of(mask)
    if box is None:
        raise ValueError("an empty mask has no deepest voxel")
    depth = distance_transform_edt(np.pad(mask[box], 1))[1:-1, 1:-1, 1:-1]
    i, j, k = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return (box[0].start + int(i), box[1].start + int(j), box[2].start + int(k))


def a_little_off(mask: Mask, voxel: Voxel, rng: np.random.Generator, spread: float) -> Voxel:
    """A voxel near to another that is in the mask too; the same where none is hit."""
    for _ in range(10):
        moved = np.rint(np.asarray(voxel) + rng.normal(0, spread, 3)).astype(int)
        if ((moved >= 0) & (moved < mask.shape)).all() and mask[tuple(moved)]:
            return (int(moved[0]), int(moved[1]), int(moved[2]))
    return voxel


def standing_labels(
    case: ClickCase, said: npt.NDArray[np.uint8], rng: np.random.Generator
) -> LabelMap:
    """What may stand before a click: an answer, cut anywhere; the truth, spoilt; or nothing."""
    kind = rng.random()
    if kind < 0.1:
        return np.zeros(case.case.labels.shape, np.uint8)
    if kind < 0.25:
        return _spoilt(case.case.labels, rng)
    level = 0.5 if rng.random() < 0.6 else float(rng.uniform(0.15, 0.85))
    wt, tc, et = (p >= level * 255 for p in said)
    return labels_from_regions(wt, tc, et)


def _spoilt(labels: LabelMap, rng: np.random.Generator) -> LabelMap:
    """The truth with balls cut out of it or put on it, and its rims moved."""
    regions = {}
    inside = np.flatnonzero(labels)
    for region in Region:
        mask = region_mask(labels, region)
        kind = rng.random()
        if kind < 0.3:
            mask = binary_dilation(mask, iterations=int(rng.integers(1, 4)))
        elif kind < 0.6:
            mask = binary_erosion(mask, iterations=int(rng.integers(1, 4)))
        for _ in range(int(rng.integers(0, 4))):
            if inside.size:
                middle = np.unravel_index(int(rng.choice(inside)), labels.shape)
                at = np.asarray(middle) + rng.normal(0, 12, 3)
                _ball(mask, at, float(rng.uniform(3, 12)), bool(rng.random() < 0.5))
        regions[region] = mask
    wt = regions[Region.WT]
    tc = regions[Region.TC] & wt
    return labels_from_regions(wt, tc, regions[Region.ET] & tc)


def _ball(mask: Mask, at: npt.NDArray[np.float64], radius: float, value: bool) -> None:
    low = np.maximum(np.floor(at - radius).astype(int), 0)
    high = np.minimum(np.ceil(at + radius).astype(int) + 1, mask.shape)
    if (high <= low).any():
        return
    grid = np.ogrid[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    squared = sum((g - c) ** 2 for g, c in zip(grid, at, strict=True))
    part = mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    part[squared <= radius**2] = value


def earlier_clicks(
    truth: Mask, wrong: list[Error], region: Region, rng: np.random.Generator
) -> tuple[list[Click], list[Error]]:
    """Clicks made before, each of which put one error right: they, and those errors."""
    if rng.random() < 0.4 or len(wrong) < 2:
        return [], []
    count = int(rng.integers(1, min(len(wrong), 6)))
    done = [wrong[i] for i in rng.permutation(min(len(wrong), 8))[:count]]
    clicks = [Click(_any_voxel(error.mask, rng), error.wanted, region) for error in done]
    return clicks, done


def _any_voxel(mask: Mask, rng: np.random.Generator) -> Voxel:
    box = box_of(mask)
    if box is None:
        raise ValueError("an empty mask has no voxel")
    hits = np.flatnonzero(mask[box])
    at = np.unravel_index(int(rng.choice(hits)), mask[box].shape)
    i, j, k = (int(a) + part.start for a, part in zip(at, box, strict=True))
    return (i, j, k)
