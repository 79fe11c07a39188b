"""What a click changes where no click network answers: what looks like the place clicked.

A voxel is taken to be like the place clicked by its grey values in every sequence, in standard
deviations of those around the click, and by what the network that segments found, where that is
kept; less so the farther away it lies. What hangs together is then chosen as after a network's
answer (:mod:`core.clicking.changing`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.clicking.clicks import Voxel

_AROUND = 2
"""Voxels to each side of a click whose grey values are those of the place."""

_LEAST_SPREAD = 0.4
"""In the spread of a whole brain: no place is as even as to tell less apart."""

_SOFT = 2.0
"""Mean squared deviation, in variances, at which likeness falls to 0.78; it is .5 at 2.8."""

_BY_GREY, _BY_PROBABILITY = 0.6, 0.4
"""Grey values alone are enough near by, a probability alone is not."""

_FAR_MM = 25.0
"""Where a voxel counts half as much as beside the click."""

_LEAST_PROBABILITY = 0.05


def grown(
    channels: Sequence[npt.NDArray[np.float32]],
    probability: npt.NDArray[np.uint8] | None,
    clicked: Sequence[Voxel],
    wanted: bool,
    spacing_mm: float = 1.0,
) -> npt.NDArray[np.float32]:
    """How much each voxel of a box belongs to a region after a click.

    Args:
        channels: sequences that are there, normalised as networks read them; (x, y, z) each.
        probability: of the region, 0 to 255, same shape; None where none is kept.
        clicked: voxels, all of them within the box.
        wanted: whether they belong to the region.
        spacing_mm: voxel edge.

    Returns:
        float32, (x, y, z), 0 to 1.
    """
    from scipy.ndimage import distance_transform_edt

    shape = channels[0].shape
    near, seeds = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    for i, j, k in clicked:
        near[tuple(slice(max(v - _AROUND, 0), v + _AROUND + 1) for v in (i, j, k))] = True
        seeds[i, j, k] = False
    score = _likeness(channels, near)
    if probability is not None:
        speaks = probability.astype(np.float32) / np.float32(255)
        if not wanted:
            np.subtract(1, speaks, out=speaks)
        there = max(float(speaks[~seeds].mean()), _LEAST_PROBABILITY)
        score = _BY_GREY * score + _BY_PROBABILITY * np.minimum(speaks / np.float32(there), 1)
    away = np.asarray(distance_transform_edt(seeds, sampling=spacing_mm), np.float32)
    score /= 1 + (away / _FAR_MM) ** 4
    return np.asarray(score if wanted else 1 - score, np.float32)


def _likeness(
    channels: Sequence[npt.NDArray[np.float32]], near: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float32]:
    """exp(-d² / 2s) of the mean squared deviation d² from the grey values near the clicks."""
    from scipy.ndimage import uniform_filter

    total = np.zeros(near.shape, np.float32)
    for channel in channels:
        sample = channel[near]
        spread = max(float(sample.std()), _LEAST_SPREAD)
        total += ((channel - sample.mean()) / np.float32(spread)) ** 2
    like = np.exp(total / np.float32(-2 * _SOFT * len(channels)))
    # Evened, or a click would follow the noise; here, since an edge stays in its place.
    return np.asarray(uniform_filter(like, 3), np.float32)
