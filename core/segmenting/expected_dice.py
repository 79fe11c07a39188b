"""How good a segmentation probably is, read off its own probabilities.

If a probability were the share of such voxels that are tumour, the Dice to expect would be the
soft Dice of the label map with the probabilities, 2 Σ p m / (Σ p + Σ m). It ranks cases well
and its level is off, so a line per region, learnt on held-out cases (``training expected-dice``),
brings it to real Dice. ``docs/ACCURACY.md`` says how far that can be believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, region_mask
from core.space.boxes import box_of

HAZE = 0.2
"""Probabilities under this are left out of Σ p: spread thinly over a whole brain they would
outweigh a small tumour, and they say nothing of it."""

CHECK_BELOW: Mapping[Region, float] = MappingProxyType({Region.WT: 0.80, Region.TC: 0.65})
"""Estimates under this call for a look. ET has none: where little enhances a millilitre
decides, which no estimate tells."""

SPAN = (0.05, 0.95)
"""No estimate goes beyond: out there a line learnt on a few cases says more than they do."""

Lines = Mapping[Region, tuple[float, float]]
"""Slope and intercept per region, from soft to real Dice."""


def expected_dice(
    probabilities: npt.NDArray[np.uint8], label_map: LabelMap, lines: Lines
) -> dict[Region, float]:
    """Estimate the Dice of each region that was found with what an expert would draw.

    Args:
        probabilities: uint8, (3, x, y, z), 255 × probability of WT, TC, ET; a crop will do that
            holds all that is not 0.
        label_map: (x, y, z), made from them.
        lines: the model's.

    Returns:
        Within :data:`SPAN`. A region that is not in the label map, or that has no line, is left
        out: probabilities of nothing do not tell whether nothing is right.
    """
    soft = soft_dice(probabilities, label_map)
    return {region: on_line(soft[region], line) for region, line in lines.items() if region in soft}


def on_line(soft: float, line: tuple[float, float]) -> float:
    """Real Dice to expect of a soft one, within :data:`SPAN`."""
    slope, intercept = line
    return float(np.clip(slope * soft + intercept, *SPAN))


def soft_dice(
    probabilities: npt.NDArray[np.uint8], label_map: LabelMap, haze: float = HAZE
) -> dict[Region, float]:
    """2 Σ p m / (Σ p + Σ m) of each region in a label map, smaller p than ``haze`` left out."""
    box = box_of(label_map)
    if box is None:
        return {}
    level = int(np.ceil(255 * haze))
    soft = {}
    for region, p in zip(Region, probabilities, strict=True):
        mask = region_mask(label_map[box], region)
        voxels = int(np.count_nonzero(mask))
        if voxels:
            # Few voxels are that likely: sums of these alone spare walks over the volume.
            everything = int(p[p >= level].sum(dtype=np.int64)) / 255
            within = int(p[box][mask].sum(dtype=np.int64)) / 255
            soft[region] = 2 * within / (everything + voxels)
    return soft


def lines_from_json(values: Mapping[str, tuple[float, float]]) -> dict[Region, tuple[float, float]]:
    """Read a model package's ``{"WT": [slope, intercept], …}``."""
    return {Region(name): (float(line[0]), float(line[1])) for name, line in values.items()}


def doubtful(expected: Mapping[Region, float] | None) -> tuple[Region, ...]:
    """Regions whose estimate is low enough for a person to look twice, by :data:`CHECK_BELOW`."""
    found = expected or {}
    return tuple(r for r, low in CHECK_BELOW.items() if found.get(r, 1.0) < low)
