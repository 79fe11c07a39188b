"""Changes of values and outline that clinics bring: bias, noise, contrast, skull stripping.

Strengths stand in the constants. None moves a voxel; see :mod:`training.trials.displacements`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import distance_transform_edt, label

from core.space.boxes import Box, box_of
from core.studies.study import Modality
from training.data.labelled import Labelled, stored

BIAS = 0.3
"""A bias field multiplies by 1 ± this at its extreme within the brain."""

NOISE = 0.05
"""Standard deviation of both parts of Rician noise, in shares of :func:`_bright`."""

CONTRAST = 0.2
"""Gamma is 1 plus this or its inverse."""

SHELL_MM = 4.0
ERODED_MM = 3.0

SCALP: Mapping[Modality, float] = {
    Modality.T1: 1.2,
    Modality.T1GD: 1.3,
    Modality.T2: 0.9,
    Modality.FLAIR: 0.8,
}
"""Brightness of what a poor skull stripping leaves, in shares of :func:`_bright`: marrow and
fat, brightest in T1, and vessels that take up gadolinium."""

_SCALP_SPREAD = 0.15
_BRIGHT_QUANTILE = 0.95
_FIELD_ORDER = 3

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def bias_field(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """Multiply each sequence by a smooth field of its own, within 1 ± :data:`BIAS`."""
    brain = labelled.brain
    box = _box(brain)
    inside = brain[box]

    def biased(modality: Modality, values: Values) -> Values:
        del modality
        field = _taken(_smooth_field(inside.shape, rng), inside)
        return np.asarray(values * (1 + BIAS / np.abs(field).max() * field), np.float32)

    return _in_brain(labelled, brain, biased)


def rician_noise(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """Add the noise of a magnitude image; the background stays masked."""

    def noisy(modality: Modality, values: Values) -> Values:
        del modality
        sigma = NOISE * _bright(values)
        real, imaginary = rng.standard_normal((2, values.size), np.float32) * np.float32(sigma)
        return np.asarray(np.hypot(values + real, imaginary), np.float32)

    return _in_brain(labelled, labelled.brain, noisy)


def contrast(
    labelled: Labelled, rng: np.random.Generator, signs: Mapping[Modality, int]
) -> Labelled:
    """Bend each sequence's values by a gamma of 1.2 (sign 1) or its inverse (-1)."""
    del rng

    def bent(modality: Modality, values: Values) -> Values:
        gamma, top = (1 + CONTRAST) ** signs[modality], np.float32(_bright(values))
        return np.asarray((values / top) ** np.float32(gamma) * top, np.float32)

    return _in_brain(labelled, labelled.brain, bent)


def scalp_left(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """Surround the brain with :data:`SHELL_MM` of tissue as bright as scalp."""
    brain = labelled.brain
    spacing = labelled.study.grid.spacing_mm
    box = _box(brain, [int(np.ceil(SHELL_MM / s)) for s in spacing])
    outside = ~_filled(brain[box])
    shell = outside & (distance_transform_edt(outside, sampling=spacing) <= SHELL_MM)
    data = {}
    for modality, volume in labelled.study.volumes.items():
        low = volume.data.min()
        bright = _bright(_taken(volume.data, brain) - np.float32(low))
        texture = rng.normal(1.0, _SCALP_SPREAD, int(shell.sum()))
        data[modality] = volume.data.copy(order="K")
        values = SCALP[modality] * bright * np.maximum(texture, 0.2) + low
        data[modality][box][shell] = stored(values, volume.data.dtype)
    return labelled.with_data(data)


def cortex_lost(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """Strip :data:`ERODED_MM` of brain too; the truth there goes with what shows it."""
    del rng
    brain = labelled.brain
    box = _box(brain)
    # A face of the volume that cuts the brain is no surface of it.
    padded = np.pad(_filled(brain[box]), [(1, 1)] * 3)
    depth = distance_transform_edt(padded, sampling=labelled.study.grid.spacing_mm)
    lost = np.ones_like(brain)
    lost[box] = (depth <= ERODED_MM)[1:-1, 1:-1, 1:-1]
    data = {m: np.where(lost, v.data.min(), v.data) for m, v in labelled.study.volumes.items()}
    truth = np.where(lost, np.uint8(0), labelled.truth)
    return replace(labelled.with_data(data), truth=truth)


def _in_brain(
    labelled: Labelled, brain: Mask, change: Callable[[Modality, Values], Values]
) -> Labelled:
    """Change each sequence's values above its background, within the brain alone."""
    data = {}
    for modality, volume in labelled.study.volumes.items():
        low = volume.data.min()
        values = _taken(volume.data, brain).astype(np.float32) - np.float32(low)
        data[modality] = volume.data.copy(order="K")
        new = stored(change(modality, values) + np.float32(low), volume.data.dtype)
        data[modality].T[brain.T] = new
    return labelled.with_data(data)


def _taken(data: npt.NDArray[Any], mask: Mask) -> npt.NDArray[Any]:
    """Values within a mask, in the memory order of NIfTI files."""
    return np.asarray(data.T[mask.T])


def _bright(values: npt.NDArray[Any]) -> float:
    return float(np.quantile(values[::7], _BRIGHT_QUANTILE))


def _box(mask: Mask, margin: Sequence[int] = (0, 0, 0)) -> Box:
    box = box_of(mask)
    assert box is not None
    i, j, k = (slice(max(s.start - m, 0), s.stop + m) for s, m in zip(box, margin, strict=True))
    return (i, j, k)


def _smooth_field(shape: tuple[int, ...], rng: np.random.Generator) -> Values:
    """Cosines of up to one and a half waves along each axis, the constant left out."""
    bases = [
        np.cos(np.pi * np.outer(np.arange(_FIELD_ORDER + 1), (np.arange(n) + 0.5) / n))
        for n in shape
    ]
    order = np.indices((_FIELD_ORDER + 1,) * 3).sum(axis=0)
    weights = rng.normal(size=order.shape) * (order > 0) * (order <= _FIELD_ORDER)
    field = reduce(lambda w, basis: np.tensordot(w, basis, (0, 0)), bases, weights)
    return np.asarray(field, np.float32)


def _filled(brain: Mask) -> Mask:
    """The brain with its dark inside: all but the background that reaches the box's corner."""
    numbered, _ = label(np.pad(~brain, 1, constant_values=True))
    return np.asarray(numbered != numbered[0, 0, 0])[1:-1, 1:-1, 1:-1]
