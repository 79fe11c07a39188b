"""The places of the demo study's brain by name: lobes with their side, nuclei, ventricles.

Two lobes part where two quadratic functions of the position are equal; the functions were fitted
once to where an average adult brain (MNI152) has its lobes and rounded to a decimal. So a place of
this brain is known without asking an atlas, and an atlas can be tested on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap
from core.phantom import inside
from core.phantom.anatomy import STEM_TOP_MM, hulls
from core.phantom.fields import Field, Position

SIDES = ("left", "right")

# Of 1, x, y, z, x², y², z², xy, xz, yz; x to the side, from the brain's middle, in 50 mm.
_QUADRICS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "frontal": (1.7, -4.1, 5.6, 2.5, -0.6, 1.4, 3.5, 6.9, 7.8, -0.6),
        "parietal": (2.6, -8.6, 0.4, 2.8, 5.0, 2.4, 0.9, -1.2, 8.6, -0.9),
        "temporal": (0.8, 0.7, -1.7, -4.8, 3.7, -2.1, 4.6, -4.1, -6.8, 0.5),
        "occipital": (-3.0, -4.7, -9.4, -3.3, 5.4, 0.2, -3.2, -0.2, -6.2, -3.2),
        "insula": (-2.1, 16.7, 5.0, 2.8, -13.4, -1.8, -5.9, -1.3, -3.4, 4.3),
    }
)
_BOTH_SIDES = (*_QUADRICS, "cerebellum", "thalamus", "basal_ganglia", "ventral_diencephalon")
_MIDDLE = ("brainstem", "corpus_callosum", "third_ventricle", "fourth_ventricle")

PLACES: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, name in enumerate(
            [f"{base}_{side}" for base in (*_BOTH_SIDES, "lateral_ventricle") for side in SIDES]
            + list(_MIDDLE),
            start=1,
        )
    }
)
"""The number of each place in a label map; the names are those of :mod:`core.anatomy`."""


def places_of(position: Position, head: npt.NDArray[np.bool_]) -> LabelMap:
    """The place of each voxel.

    Args:
        position: what the brain was evaluated at, see :func:`core.phantom.anatomy.make_anatomy`.
        head: boolean, shape (x, y, z): the brain.

    Returns:
        uint8, shape of ``head``, numbers of :data:`PLACES`; 0 outside the brain.
    """
    x, y, z = (np.broadcast_to(axis, head.shape)[head] for axis in position)
    right = (x > 0).astype(np.uint8)
    found = _lobes_at(np.abs(x), y, z)
    cerebrum, cerebellum, stem = hulls((x, y, z))
    found[(cerebellum < cerebrum)] = PLACES["cerebellum_left"]
    for name in ("corpus_callosum", "ventral_diencephalon", "basal_ganglia", "thalamus"):
        number = PLACES.get(name) or PLACES[f"{name}_left"]
        found[getattr(inside, name)((x, y, z)) < 0] = number
    found[(stem < cerebellum) & (stem < 2) & (z < STEM_TOP_MM)] = PLACES["brainstem"]
    for name in ("lateral_ventricle", "third_ventricle", "fourth_ventricle"):
        number = PLACES.get(name) or PLACES[f"{name}_left"]
        found[getattr(inside, name)((x, y, z)) < 0] = number
    found[found < PLACES["brainstem"]] += right[found < PLACES["brainstem"]]
    places = np.zeros(head.shape, np.uint8)
    places[head] = found
    return places


def _lobes_at(side: Field, y: Field, z: Field) -> LabelMap:
    """The left one of the lobes that each point lies in; shape of the points, one axis."""
    x, y, z = (axis / np.float32(50) for axis in (side, y, z))
    terms = np.stack([np.ones_like(x), x, y, z, x * x, y * y, z * z, x * y, x * z, y * z], axis=1)
    values = terms @ np.array(list(_QUADRICS.values()), np.float32).T
    numbers = np.array([PLACES[f"{lobe}_left"] for lobe in _QUADRICS], np.uint8)
    return np.asarray(numbers[values.argmax(axis=1)])
