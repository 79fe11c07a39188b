"""Whether a probability of .7 is right seven times in ten.

Every probability is one of 256 values, so a case is told in full by how many voxels of each
value there are and how many of these are true. The curve and the calibration error are over
the *unsure* voxels of the whole volume, .01 < p < .99: sure ones, mostly air and healthy
brain, would make any network look calibrated. What is wrong among the sure is counted apart.
Which voxels count is told by the probabilities alone, never by the truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit

BINS = 10
UNSURE = (0.01, 0.99)

_levels = np.arange(256) / 255.0
_LOGIT = logit(np.clip(_levels, 0.5 / 255, 254.5 / 255))
_LOW, _HIGH = _levels <= UNSURE[0], _levels >= UNSURE[1]
_MIDDLE = ~(_LOW | _HIGH)

Counts = npt.NDArray[np.int64]
"""(2, 256): voxels that are not and that are the region, by value of its probability."""


@dataclass(frozen=True)
class Bin:
    """Unsure voxels whose probability lies in one tenth.

    Attributes:
        tenth: which, from 0.
        voxels: how many.
        said: their mean probability.
        true: the share of them that the experts labelled.
    """

    tenth: int
    voxels: int
    said: float
    true: float


def counted(probability: npt.NDArray[np.uint8], truth: npt.NDArray[np.bool_]) -> Counts:
    """Count voxels by value and truth.

    Args:
        probability: uint8, 255 × p of a region.
        truth: the region, same shape.
    """
    # Almost all voxels are 0 and no region: only the others are worth a walk.
    there = np.bincount(probability[truth], minlength=256)
    all_of_them = np.bincount(probability[probability > 0], minlength=256)
    all_of_them[0] = probability.size - all_of_them.sum()
    return np.stack([all_of_them - there, there])


def scaled(temperature: float) -> npt.NDArray[np.float64]:
    """What each of the 256 probabilities becomes when its logit is divided by a temperature."""
    return np.asarray(expit(_LOGIT / temperature))


def fitted_temperature(counts: Counts) -> float:
    """The temperature at which unsure voxels are likeliest."""
    wrong, right = (c * _MIDDLE for c in counts)

    def cost(log_temperature: float) -> float:
        p = scaled(float(np.exp(log_temperature)))
        return -float((right * np.log(p) + wrong * np.log1p(-p)).sum())

    return float(np.exp(minimize_scalar(cost, bounds=(-2.0, 2.0), method="bounded").x))


def reliability(counts: Counts, temperature: float = 1.0) -> list[Bin]:
    """The curve over unsure voxels; tenths without a voxel are left out."""
    p = scaled(temperature) if temperature != 1.0 else _levels
    voxels, right = counts.sum(axis=0) * _MIDDLE, counts[1] * _MIDDLE
    tenth = np.minimum((p * BINS).astype(int), BINS - 1)
    bins = []
    for number in range(BINS):
        n, inside = int(voxels[tenth == number].sum()), tenth == number
        if n:
            said = float((voxels * p)[inside].sum()) / n
            bins.append(Bin(number, n, said, float(right[inside].sum()) / n))
    return bins


def merged(curves: Iterable[list[Bin]]) -> list[Bin]:
    """One curve of the voxels of several."""
    by_tenth: dict[int, list[Bin]] = {}
    for one in chain.from_iterable(curves):
        by_tenth.setdefault(one.tenth, []).append(one)
    bins = []
    for tenth, parts in sorted(by_tenth.items()):
        voxels = [b.voxels for b in parts]
        said = float(np.average([b.said for b in parts], weights=voxels))
        true = float(np.average([b.true for b in parts], weights=voxels))
        bins.append(Bin(tenth, sum(voxels), said, true))
    return bins


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: mean |said − true|, weighted by voxels; 0 without any."""
    total = sum(b.voxels for b in bins)
    return sum(b.voxels * abs(b.said - b.true) for b in bins) / total if total else 0.0


def tenths_error(bins: list[Bin]) -> float:
    """Mean |said − true| over tenths, each of which counts alike.

    Most unsure voxels are a haze of a few hundredths, which outweighs all others in
    :func:`calibration_error`.
    """
    return float(np.mean([abs(b.said - b.true) for b in bins])) if bins else 0.0


def sure_and_wrong(counts: Counts) -> tuple[float, float]:
    """Share of voxels with p ≥ .99 that are not the region, and of the region with p ≤ .01."""
    painted, true = int(counts[:, _HIGH].sum()), int(counts[1].sum())
    return (
        int(counts[0, _HIGH].sum()) / painted if painted else 0.0,
        int(counts[1, _LOW].sum()) / true if true else 0.0,
    )
