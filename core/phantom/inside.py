"""What lies deep in the demo study's brain: ventricles, nuclei, corpus callosum, as soft shapes.

Ellipsoids and tubes whose points and radii were set so that they lie where an average adult brain
(MNI152) has these parts, in the frame of :mod:`core.phantom.anatomy`: none of an atlas's voxels is
in them. How alike they are: docs/ANATOMY.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.phantom.fields import Field, Position, ellipsoid, tube

_FRONTAL_HORN = [
    (14.6, 40.8, 4.0, 1.8), (6.4, 34.8, 7.2, 3.0), (0.6, 28.2, 7.2, 6.0), (0.6, 18.0, 8.4, 6.8),
    (3.2, 14.0, 15.8, 5.8),
]  # fmt: skip
_BODY = [
    (12.4, 37.6, 9.8, 1.6), (3.8, 27.8, 12.2, 3.6), (4.6, 18.0, 16.4, 4.6), (5.0, 1.4, 20.0, 4.0),
    (9.4, -11.2, 18.4, 3.2),
]  # fmt: skip
_UPPER_EDGE = [
    (10.8, 35.2, 12.2, 1.2), (7.2, 19.4, 19.4, 2.8), (11.2, -3.2, 23.2, 3.8),
    (18.4, -18.8, 20.2, 3.4),
]  # fmt: skip
_ATRIUM_AND_OCCIPITAL_HORN = [
    (10.4, -12.2, 19.0, 3.2), (18.6, -21.6, 16.0, 5.8), (26.0, -32.8, 7.2, 4.4),
    (27.8, -42.0, 6.2, 2.0),
]  # fmt: skip
_TEMPORAL_HORN = [
    (21.6, -22.8, 13.0, 4.2), (31.0, -25.0, 0.0, 2.2), (33.0, -6.8, -8.6, 1.0),
    (31.0, 6.0, -20.6, 3.4),
]  # fmt: skip
_SEPTUM_MM = 0.7
"""Half of what parts the two sides."""


def lateral_ventricle(position: Position) -> Field:
    """Signed distance to the lateral ventricles of both sides, millimetres."""
    side = np.abs(position[0])
    horns = (_FRONTAL_HORN, _BODY, _UPPER_EDGE, _ATRIUM_AND_OCCIPITAL_HORN, _TEMPORAL_HORN)
    return np.maximum(_joined(_folded(position), horns), np.float32(_SEPTUM_MM) - side)


def third_ventricle(position: Position) -> Field:
    """Signed distance to the third ventricle, millimetres."""
    front = ellipsoid(position, (0.0, 9.0, -3.8), (2.6, 7.0, 6.0))
    return np.minimum(front, ellipsoid(position, (0.0, -4.0, -0.5), (2.4, 7.0, 3.6)))


def fourth_ventricle(position: Position) -> Field:
    """Signed distance to the fourth ventricle, millimetres."""
    body = ellipsoid(position, (0.0, -29.0, -30.0), (6.6, 6.0, 7.5))
    return np.minimum(body, ellipsoid(position, (0.0, -25.8, -23.5), (4.2, 4.4, 5.5)))


def ventricles(position: Position) -> Field:
    """Signed distance to all ventricles, millimetres."""
    others = np.minimum(third_ventricle(position), fourth_ventricle(position))
    return np.minimum(lateral_ventricle(position), others)


def thalamus(position: Position) -> Field:
    """Signed distance to the thalami, millimetres."""
    folded = _folded(position)
    front = ellipsoid(folded, (8.4, 0.6, 7.8), (11.2, 13.6, 11.0))
    return np.minimum(front, ellipsoid(folded, (13.8, -10.2, 7.2), (9.6, 11.2, 10.2)))


def basal_ganglia(position: Position) -> Field:
    """Signed distance to caudate and lentiform nuclei, millimetres."""
    side, y, z = _folded(position)
    caudate = [
        (13.2, 29.2, 1.6, 9.6), (12.0, 26.4, 10.4, 6.8), (14.0, 11.8, 21.2, 3.6),
        (17.8, -7.0, 23.4, 2.0),
    ]  # fmt: skip
    # The lentiform nucleus runs outwards as it runs back.
    askew = side + np.float32(0.2) * (y - 16)
    putamen = ellipsoid((askew, y, z), (23.6, 13.4, 1.6), (10.2, 18.0, 10.8))
    front = ellipsoid((askew - np.float32(0.4) * z, y, z), (19.2, 22.6, -1.4), (11.6, 11.2, 11.0))
    return np.minimum(tube((side, y, z), caudate), np.minimum(putamen, front))


def ventral_diencephalon(position: Position) -> Field:
    """Signed distance to what lies under the thalami, millimetres."""
    return ellipsoid(_folded(position), (8.2, 1.0, -8.4), (12.6, 12.4, 8.2))


def corpus_callosum(position: Position) -> Field:
    """Signed distance to the corpus callosum, which bends upwards aside, millimetres."""
    side, y, z = _folded(position)
    arc = [
        (0, 36.4, 0.0, 3.6), (0, 43.8, 3.0, 5.0), (0, 33.4, 16.0, 3.0), (0, 14.4, 25.2, 3.6),
        (0, -4.2, 24.0, 2.8), (0, -21.0, 17.8, 5.4), (0, -23.6, 11.4, 6.6),
    ]  # fmt: skip
    beyond = np.maximum(side - np.float32(9.2), 0)
    return tube((beyond, y, z - np.float32(0.028) * side * side), arc)


def _folded(position: Position) -> Position:
    return np.abs(position[0]), position[1], position[2]


def _joined(
    position: Position, paths: Sequence[Sequence[tuple[float, float, float, float]]]
) -> Field:
    return np.asarray(np.minimum.reduce([tube(position, path) for path in paths]))
