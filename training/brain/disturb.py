"""A head as another scanner, protocol and tumour would show it.

Everything draws from the generator it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional as F

from core.brain_extraction.head import normalised
from training.brain.heads import TrainingHead
from training.brain.recipes import BrainRecipe, Disturbance

Field = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """What one step learns from, each (x, y, z) float32.

    Attributes:
        image: the network's input.
        brain: probability to be found.
        weight: 0 where nothing was scanned, over 1 in tumour.
    """

    image: Field
    brain: Field
    weight: Field


def draw(head: TrainingHead, recipe: BrainRecipe, rng: np.random.Generator) -> Sample:
    """Take one sequence of a head and disturb it."""
    d, spacing_mm = recipe.disturbance, head.spacing_mm
    values = head.sequences[int(rng.integers(len(head.sequences)))].astype(np.float32)
    scanned = np.isfinite(values)
    image = _field(np.where(scanned, values, 0))
    brain = _field(head.brain / 255)
    tumour = _field(head.tumour)
    if rng.random() < d.rim:
        image, tumour = _lump(image, brain, tumour, d, rng, spacing_mm)
    if rng.random() < d.neck:
        image, scanned = _longer(image, scanned, brain)
    if rng.random() < d.mirrored:
        image, brain, tumour = (_field(a[::-1]) for a in (image, brain, tumour))
        scanned = scanned[::-1]
    stack = np.stack([image, brain, tumour, scanned.astype(np.float32)])
    moved = _moved(stack, d, rng, spacing_mm)
    image, brain, tumour, scanned = moved[0], moved[1], moved[2], moved[3] > 0.5
    if rng.random() < d.cut:
        _cut(scanned, d.cut_share, rng)
    image = _contrast(image, d, rng)
    if rng.random() < d.stripped:
        image = _field(np.where(_wide(brain) >= 0.5, image, 0))
    if rng.random() < d.thick:
        image = _thick(image, d, rng)
    if rng.random() < d.noisy:
        image = _noisy(image, d.noise, rng)
    image = normalised(_field(np.where(scanned, image, np.nan)))
    weight = scanned * (1 + (recipe.tumour_weight - 1) * (tumour > 0.5))
    return Sample(image, brain, _field(weight))


def _lump(
    image: Field, brain: Field, tumour: Field, d: Disturbance, rng: np.random.Generator, mm: float
) -> tuple[Field, Field]:
    """Blend another signal into a lump of brain at its edge, as tumours that reach it."""
    inside = brain >= 0.5
    core = _wide(1 - brain) >= 0.5  # what lies outside, and a voxel within
    edge = np.argwhere(inside & core)
    if not len(edge):
        return image, tumour
    centre = edge[rng.integers(len(edge))]
    radii = rng.uniform(*d.rim_mm, 3) / mm
    grids = np.ogrid[tuple(slice(0, n) for n in image.shape)]
    far = sum(((g - c) / r) ** 2 for g, c, r in zip(grids, centre, radii, strict=True))
    rough = _smooth(image.shape, 7, 0.35, rng)
    share = np.clip(1.5 * (1 + rough - np.sqrt(far)), 0, 1) * brain
    level = rng.uniform(0.05, 1.4)
    strength = rng.uniform(0.4, 1.0)
    texture = level * (1 + _smooth(image.shape, 12, 0.15, rng))
    blended = image + strength * share * (texture - image)
    return _field(blended), np.maximum(tumour, _field(share > 0.5))


def _longer(
    image: Field, scanned: npt.NDArray[np.bool_], brain: Field
) -> tuple[Field, npt.NDArray[np.bool_]]:
    """Let the lowest slice go on to the grid's bottom, if no brain is in it."""
    slices = np.flatnonzero(scanned.any(axis=(0, 1)))
    lowest = int(slices[0]) + 1
    if lowest < 2 or brain[:, :, : lowest + 1].max() > 0.1:
        return image, scanned
    image, scanned = image.copy(), scanned.copy()
    image[:, :, :lowest] = image[:, :, lowest : lowest + 1]
    scanned[:, :, :lowest] = scanned[:, :, lowest : lowest + 1]
    return image, scanned


def _moved(stack: Field, d: Disturbance, rng: np.random.Generator, mm: float) -> Field:
    """Turn, zoom and shift all channels alike; 0 comes in from outside."""
    angles = np.clip(rng.normal(0, d.turn_degrees, 3), -d.turn_most, d.turn_most)
    matrix = np.diag(1 + rng.uniform(-d.zoom, d.zoom, 3))
    for axis, angle in enumerate(np.radians(angles)):
        turn = np.eye(3)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turn[i, i] = turn[j, j] = np.cos(angle)
        turn[i, j], turn[j, i] = -np.sin(angle), np.sin(angle)
        matrix = matrix @ turn
    size = np.asarray(stack.shape[1:], float)
    shift = 2 * rng.uniform(-d.shift_mm, d.shift_mm, 3) / mm / size
    # grid_sample's coordinates run from -1 to 1 along z, y, x: rescale, then reverse.
    relative = (matrix * size[None, :] / size[:, None])[::-1, ::-1]
    theta = torch.from_numpy(np.hstack([relative, shift[::-1, None]])).float()[None]
    array = torch.from_numpy(np.ascontiguousarray(stack))[None]
    grid = F.affine_grid(theta, [1, 1, *array.shape[2:]], align_corners=False)
    return np.asarray(F.grid_sample(array, grid, align_corners=False)[0].numpy())


def _cut(scanned: npt.NDArray[np.bool_], most: float, rng: np.random.Generator) -> None:
    """End the field of view early at one side; in place."""
    axis, high = (2, rng.random() < 0.5) if rng.random() < 0.7 else (rng.integers(2), True)
    places = np.flatnonzero(scanned.any(axis=tuple(a for a in range(3) if a != axis)))
    if not places.size:
        return
    gone = int(rng.uniform(0, most) * (places[-1] - places[0]))
    part: list[Any] = [slice(None)] * 3
    part[axis] = slice(places[-1] + 1 - gone, None) if high else slice(0, places[0] + gone)
    scanned[tuple(part)] = False


def _contrast(image: Field, d: Disturbance, rng: np.random.Generator) -> Field:
    """Another sequence: knots, an exponent, a receiver field."""
    if rng.random() < d.curve:
        knots = np.array([0, 0.15, 0.35, 0.55, 0.75, 1.0, 2.0])
        to = np.concatenate([[0], rng.uniform(0.05, 1.1, len(knots) - 1)])
        image = np.interp(image, knots, to).astype(np.float32)
    image = np.maximum(image, 0) ** np.float32(np.exp(rng.normal(0, d.gamma)))
    if rng.random() < d.biased:
        image = image * np.exp(_smooth(image.shape, 3, d.bias, rng))
    return np.asarray(image, np.float32)


def _thick(image: Field, d: Disturbance, rng: np.random.Generator) -> Field:
    size = list(image.shape)
    axis = int(rng.integers(3))
    coarse = list(size)
    coarse[axis] = max(int(size[axis] / rng.uniform(*d.thick_voxels)), 1)
    array = torch.from_numpy(np.ascontiguousarray(image))[None, None]
    small = F.interpolate(array, coarse, mode="area")
    back = F.interpolate(small, size, mode="trilinear", align_corners=False)
    return np.asarray(back[0, 0].numpy())


def _noisy(image: Field, most: float, rng: np.random.Generator) -> Field:
    spread = np.float32(rng.uniform(0.01, most))
    noise = spread * rng.standard_normal((2, *image.shape), np.float32)
    return np.asarray(np.hypot(image + noise[0], noise[1]))


def _smooth(shape: tuple[int, ...], knots: int, strength: float, rng: np.random.Generator) -> Field:
    """Noise about 0 that varies over a share of the volume, interpolated linearly."""
    coarse = torch.from_numpy(rng.normal(0, strength, (knots,) * 3).astype(np.float32))
    field = F.interpolate(coarse[None, None], list(shape), mode="trilinear", align_corners=True)
    return np.asarray(field[0, 0].numpy())


def _wide(field: Field) -> Field:
    array = torch.from_numpy(np.ascontiguousarray(field))[None, None]
    return np.asarray(F.max_pool3d(array, 3, 1, 1)[0, 0].numpy())


def _field(values: npt.NDArray[Any]) -> Field:
    return np.asarray(values, np.float32)
