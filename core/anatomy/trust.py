"""How far a placement can be trusted: by the brain's outline, and by what is inside it.

Three figures, of which the worst counts. *Outline*: Dice of the study's brain with the atlas's; a
brain that lies the wrong way round fills the atlas's badly. *Inside*: how much more the template's
brightness tells of the study's where it was placed than 12 mm or 15° beside it; nothing does so by
chance, whatever the contrast. *Stretch*: the longest or shortest way in which the brain had to be
stretched; half a head, or slices whose thickness the file has wrong, would fill the atlas by it.
None can tell left from right. What right and wrong placements
measure: docs/ANATOMY.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import Atlas
from core.anatomy.structures import Layer
from core.space.affine import Affine, voxel_mm3
from core.studies.study import Volume

LEAST_TRUST = 0.5
"""Placements below are not shown."""

_OUTLINE = (0.84, 0.94)
_INSIDE = (-0.1, 0.2)
_STRETCH = (1.4, 1.25)
"""Where each figure gives a trust of 0 and of 1."""

_STEP_MM = 4.0
_BESIDE_MM, _BESIDE_DEGREES = 12.0, 15.0
_BRIGHT = 60
"""Of 255: the template is darker at its rim, where it is averaged with nothing."""

_BINS = 16
_LEAST_POINTS = 1_000

Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trust:
    """What speaks for a placement.

    Attributes:
        outline: Dice of the study's brain and the atlas's.
        inside: by which part less the template tells of the study beside the placement, than at
            it; under 0 where it tells more.
        stretch: by which factor lengths change in the direction in which they change most, 1 or
            more.
    """

    outline: float
    inside: float
    stretch: float

    @property
    def figure(self) -> float:
        """Trust, 0 to 1."""
        scaled = (
            (value - low) / (high - low)
            for value, (low, high) in (
                (self.outline, _OUTLINE),
                (self.inside, _INSIDE),
                (self.stretch, _STRETCH),
            )
        )
        return float(np.clip(min(scaled), 0.0, 1.0))


def trust_of(
    volume: Volume, matrix: Affine, template: Volume, atlas: Atlas, hidden: Mask | None
) -> Trust:
    """Judge a placement.

    Args:
        volume: the study's sequence that was placed, brain alone.
        matrix: (4, 4), the study's world to the atlas's.
        template: the atlas's T1.
        atlas: whose brain is compared.
        hidden: boolean, shape of ``volume``: what has no like in the atlas.
    """
    steps = [max(1, round(_STEP_MM / mm)) for mm in volume.grid.spacing_mm]
    thin = tuple(slice(None, None, n) for n in steps)
    brain = volume.data[thin] > 0
    places = np.argwhere(brain) * steps @ volume.affine[:3, :3].T + volume.affine[:3, 3]
    there = places @ matrix[:3, :3].T + matrix[:3, 3]
    piece_mm3 = voxel_mm3(volume.affine[:3, :3]) * float(np.prod(steps))
    outline = _outline(there, piece_mm3 * abs(float(np.linalg.det(matrix[:3, :3]))), atlas)
    values = volume.data[thin][brain]
    if hidden is not None:
        seen = ~hidden[thin][brain]
        there, values = there[seen], values[seen]
    lengths = np.linalg.svd(matrix[:3, :3], compute_uv=False)
    stretch = float(max(lengths.max(), 1 / lengths.min()))
    return Trust(outline, _inside(there, values, template), stretch)


def _outline(there: Points, piece_mm3: float, atlas: Atlas) -> float:
    """Dice of a brain, given as points of the atlas's space, and the atlas's."""
    labels = atlas.layers[Layer.PLACES]
    back = np.linalg.inv(atlas.affine)
    ijk = np.rint(there @ back[:3, :3].T + back[:3, 3]).astype(np.intp)
    within = ((ijk >= 0) & (ijk < labels.shape)).all(axis=1)
    i, j, k = ijk[within].T
    both = np.count_nonzero(labels[i, j, k]) * piece_mm3
    whole = np.count_nonzero(labels) * voxel_mm3(atlas.affine[:3, :3])
    return float(2 * both / (len(there) * piece_mm3 + whole))


def _inside(there: Points, values: npt.NDArray[np.generic], template: Volume) -> float:
    at = _information(there, values, template)
    if not at:
        return 0.0
    middle = there.mean(axis=0)
    beside = [_information(there + shift, values, template) for shift in _shifts()]
    beside += [
        _information((there - middle) @ turn.T + middle, values, template) for turn in _turns()
    ]
    return 1 - max(beside) / at


def _shifts() -> list[npt.NDArray[np.float64]]:
    return [sign * _BESIDE_MM * axis for axis in np.eye(3) for sign in (-1, 1)]


def _turns() -> list[npt.NDArray[np.float64]]:
    from scipy.spatial.transform import Rotation

    vectors = [sign * _BESIDE_DEGREES * axis for axis in np.eye(3) for sign in (-1, 1)]
    return [np.asarray(Rotation.from_rotvec(v, degrees=True).as_matrix()) for v in vectors]


def _information(there: Points, values: npt.NDArray[np.generic], template: Volume) -> float:
    """Mutual information of two brains' ranks inside both, in nats; 0 where they do not meet."""
    from scipy.ndimage import map_coordinates

    back = np.linalg.inv(template.affine)
    places = back[:3, :3] @ there.T + back[:3, 3:]
    bright = map_coordinates(template.data, places, np.float32, order=1)
    inside = bright > _BRIGHT
    count = int(np.count_nonzero(inside))
    if count < _LEAST_POINTS:
        return 0.0
    cells = _ranks(values[inside]) * _BINS + _ranks(bright[inside])
    joint = np.bincount(cells, minlength=_BINS * _BINS).reshape(_BINS, _BINS) / count
    chance = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    some = joint > 0
    return float((joint[some] * np.log(joint[some] / chance[some])).sum())


def _ranks(values: npt.NDArray[np.generic]) -> npt.NDArray[np.intp]:
    """Which sixteenth of the values each one is in."""
    ranks = np.empty(len(values), np.intp)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return np.asarray(ranks * _BINS // len(values))
