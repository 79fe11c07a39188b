"""Growing a label from one voxel by what a network found probable."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.correction.brush import Brush, painted
from core.correction.limits import UNLIMITED, Limits
from core.correction.patches import Patch
from core.labels import Label, LabelMap
from core.space.boxes import box_of
from core.space.components import components_of

Probabilities = npt.NDArray[np.uint8]
"""Shape (3, i, j, k), 255 × probability of WT, TC and ET."""


def label_probability(probabilities: Probabilities, label: Label) -> npt.NDArray[np.uint8]:
    """255 × how probable a label is, from those of the nested regions; shape (i, j, k).

    A voxel is ET as far as it is in ET; NCR as far as it is in TC and not in ET; ED as far as it is
    in WT and not in TC: the smaller of both.

    Raises:
        ValueError: ``label`` is no tumour label.
    """
    wt, tc, et = probabilities
    if label is Label.ET:
        return np.asarray(et)
    if label is Label.NCR:
        return np.asarray(np.minimum(tc, 255 - et))
    if label is Label.ED:
        return np.asarray(np.minimum(wt, 255 - tc))
    raise ValueError(f"{label.name} is no label of the tumour")


def growing_patch(
    label_map: LabelMap,
    probability: npt.NDArray[np.uint8],
    voxel: tuple[int, int, int],
    level: float,
    brush: Brush,
    limits: Limits = UNLIMITED,
) -> Patch | None:
    """What changes when all that is probable enough around a voxel becomes the brush's label.

    Args:
        label_map: uint8, shape (i, j, k).
        probability: of the brush's label, 0 to 255, of the same shape.
        voxel: where it starts; voxels hang together by 26 neighbours.
        level: probability from which a voxel takes part, 0 to 1.
        brush: on one slice where it has an axis.
        limits: where nothing is painted.

    Returns:
        None where the voxel itself is not probable enough, or nothing changes.
    """
    i, j, k = (
        slice(voxel[axis], voxel[axis] + 1) if axis == brush.axis else slice(0, n)
        for axis, n in enumerate(label_map.shape)
    )
    probable = probability[i, j, k] >= np.float32(level * 255)
    inner = box_of(probable)
    if inner is None:
        return None
    starts = [outer.start + part.start for outer, part in zip((i, j, k), inner, strict=True)]
    seed = tuple(v - start for v, start in zip(voxel, starts, strict=True))
    sizes = [part.stop - part.start for part in inner]
    if not all(0 <= s < n for s, n in zip(seed, sizes, strict=True)):
        return None
    components = components_of(probable[inner])
    if not components[seed]:
        return None
    x, y, z = (slice(a, a + n) for a, n in zip(starts, sizes, strict=True))
    return painted(label_map, (x, y, z), components == components[seed], brush, limits)
