"""How far a placement can be trusted: whether the brain's inside follows the template's.

The outline alone fits many a wrong way round, so only points well inside both brains count: how
much the template's brightness there tells of the study's, in nats, by ranks. Ranks do not mind the
contrast, so that one limit serves T1, T1Gd, T2 and FLAIR; docs/ANATOMY.md has what right and wrong
placements measure.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine
from core.studies.study import Volume

LEAST_TRUST = 0.5
"""Placements below are not shown."""

FULL_INFORMATION = 0.4
"""Nats at which the trust is 1: what the clearest of real studies measure."""

_STEP_MM = 4.0
_INSIDE = 60
"""Of 255: the template is darker at its rim, where it is averaged with nothing."""

_BINS = 16
_LEAST_POINTS = 1_000

Mask = npt.NDArray[np.bool_]


def trust_of(volume: Volume, matrix: Affine, template: Volume, hidden: Mask | None) -> float:
    """Trust in a placement, 0 to 1.

    Args:
        volume: the study's sequence that was placed, brain alone.
        matrix: (4, 4), the study's world to the template's.
        template: the atlas's.
        hidden: boolean, shape of ``volume``: what has no like in the template.
    """
    return min(1.0, inner_information(volume, matrix, template, hidden) / FULL_INFORMATION)


def inner_information(
    volume: Volume, matrix: Affine, template: Volume, hidden: Mask | None
) -> float:
    """Mutual information of two brains' ranks inside both, in nats; 0 where they do not meet."""
    from scipy.ndimage import map_coordinates

    steps = [max(1, round(_STEP_MM / mm)) for mm in volume.grid.spacing_mm]
    thin = tuple(slice(None, None, n) for n in steps)
    looked_at = volume.data[thin] > 0
    if hidden is not None:
        looked_at &= ~hidden[thin]
    to_template = np.linalg.inv(template.affine) @ matrix @ volume.affine
    ijk = np.argwhere(looked_at) * steps
    places = to_template[:3, :3] @ ijk.T + to_template[:3, 3:]
    there = map_coordinates(template.data, places, np.float32, order=1)
    inside = there > _INSIDE
    here = volume.data[thin][looked_at][inside]
    if len(here) < _LEAST_POINTS:
        return 0.0
    both = np.bincount(_ranks(here) * _BINS + _ranks(there[inside]), minlength=_BINS * _BINS)
    joint = both.reshape(_BINS, _BINS) / len(here)
    chance = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    some = joint > 0
    return float((joint[some] * np.log(joint[some] / chance[some])).sum())


def _ranks(values: npt.NDArray[np.generic]) -> npt.NDArray[np.intp]:
    """Which sixteenth of the values each one is in."""
    ranks = np.empty(len(values), np.intp)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return np.asarray(ranks * _BINS // len(values))
