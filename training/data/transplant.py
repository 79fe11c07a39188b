"""More tumours out of few: copied into other patients, made fainter or stronger.

Copying follows TumorCP (arXiv:2107.09843) and CarveMix (arXiv:2108.06883); all cases lie in one
atlas space, so that a tumour keeps a place where tumours grow.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from core.space.boxes import Box, box_of
from training.data.cases import Case

Weight = npt.NDArray[np.float32]

_MARGIN = 5
_SOFTNESS = 1.5  # voxels over which a border blends, as a Gaussian's sigma
_JITTER = 4
_LARGEST_SHIFT = 1.5  # in normalised units
_FEWEST_RING_VOXELS = 200


def transplanted(case: Case, donor: Case, rng: np.random.Generator) -> Case:
    """A copy of ``case`` that holds the tumour of ``donor`` too, at times mirrored.

    The donor's intensities are shifted, channel by channel, so that healthy tissue around its
    tumour fits what lies there in ``case``.
    """
    side = slice(None, None, -1 if rng.random() < 0.5 else 1)
    given, given_labels = donor.array[:, side], donor.labels[side]
    there = _tumour_box(given_labels)
    if there is None:
        return case
    middle = (np.array(case.labels.shape) - donor.labels.shape) // 2
    there, here = _overlap(
        there, middle + rng.integers(-_JITTER, _JITTER + 1, 3), case.labels.shape
    )
    if not given_labels[there].any():
        return case
    array, labels = case.array.copy(), case.labels.copy()
    old, new = array[(slice(None), *here)], given[(slice(None), *there)].astype(np.float32)
    both = (old[-1] > 0) & (new[-1] > 0)
    weight = _soft(given_labels[there] > 0) * both
    ring = (weight > 0.02) & (weight < 0.9) & (given_labels[there] == 0) & (labels[here] == 0)
    if np.count_nonzero(ring) >= _FEWEST_RING_VOXELS:
        shift = old[:-1, ring].mean(1, dtype=np.float32) - new[:-1, ring].mean(1)
        new[:-1] += np.clip(shift, -_LARGEST_SHIFT, _LARGEST_SHIFT)[:, None, None, None]
    old[:-1] += weight * (new[:-1] - old[:-1])
    labels[here] = np.where(weight > 0.5, given_labels[there], labels[here])
    return replace(case, array=array, labels=labels)


def faded(case: Case, rng: np.random.Generator, most: float = 0.4, least: float = -0.25) -> Case:
    """A copy whose tumour is nearer to, or farther from, the other side's healthy tissue.

    Args:
        case: its mirror image about the crop's middle is taken for the healthy side.
        rng: draws how far.
        most: 1 would turn the tumour into the other side's tissue, 0 changes nothing.
        least: as ``most``; below 0 the tumour stands out more.
    """
    box = _tumour_box(case.labels)
    if box is None:
        return case
    mirror, mirror_labels = case.array[:, ::-1], case.labels[::-1]
    healthy = (mirror_labels[box] == 0) & (mirror[-1][box] > 0)
    weight = _soft(case.labels[box] > 0) * healthy * (case.array[-1][box] > 0)
    array = case.array.copy()
    part = array[(slice(None), *box)][:-1]
    other = mirror[(slice(None), *box)][:-1]
    part += np.float32(rng.uniform(least, most)) * weight * (other.astype(np.float32) - part)
    return replace(case, array=array)


def _soft(mask: npt.NDArray[np.bool_]) -> Weight:
    """1 within the mask, falling to 0 within a few voxels around it."""
    blurred = gaussian_filter(mask.astype(np.float32), _SOFTNESS, truncate=3.0)
    return np.asarray(np.clip(2 * blurred, 0, 1))


def _tumour_box(labels: npt.NDArray[np.uint8]) -> Box | None:
    """The tumour with some of its surroundings; None where there is none."""
    box = box_of(labels)
    if box is None:
        return None
    x, y, z = (
        slice(max(side.start - _MARGIN, 0), min(side.stop + _MARGIN, size))
        for side, size in zip(box, labels.shape, strict=True)
    )
    return (x, y, z)


def _overlap(there: Box, offset: npt.NDArray[np.int64], shape: tuple[int, ...]) -> tuple[Box, Box]:
    """Cut a box to what still lies within ``shape`` once it is moved by ``offset``."""
    source, target = [], []
    for side, move, size in zip(there, offset.tolist(), shape, strict=True):
        low, high = max(side.start, -move), min(side.stop, size - move)
        high = max(high, low)
        source.append(slice(low, high))
        target.append(slice(low + move, high + move))
    return (source[0], source[1], source[2]), (target[0], target[1], target[2])
