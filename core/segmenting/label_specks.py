"""Specks of one label among others, such as splinters of core outside of an enhancing rim.

Regions are cut out of three probability maps, each at its own threshold; where two borders lie a
voxel apart, what is between them is torn into dozens of splinters that say nothing.
"""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from core.labels import Label, LabelMap
from core.space.components import components_of

_AROUND = [step for step in itertools.product((-1, 0, 1), repeat=3) if any(step)]
"""Steps to the 26 neighbours of a voxel."""


def without_label_specks(labels: LabelMap, min_voxels: float) -> LabelMap:
    """Let specks of NCR that touch oedema become ED, and specks of ED within the core NCR.

    Neither the whole tumour changes nor ET, whose own rules say which of it stands. A speck of NCR
    that ET encloses remains, and one of ED that touches more of ET than of NCR.

    Args:
        labels: shape (i, j, k).
        min_voxels: 26-connected components of one label under this are specks; the largest of a
            label never is.

    Returns:
        ``labels`` itself where there is nothing to do.
    """
    if min_voxels <= 1:
        return labels
    labels = _given_away(Label.NCR, Label.ED, labels, min_voxels)
    return _given_away(Label.ED, Label.NCR, labels, min_voxels)


def _given_away(label: Label, to: Label, labels: LabelMap, min_voxels: float) -> LabelMap:
    components = components_of(labels == label)
    sizes = np.bincount(components.ravel("K"))
    if len(sizes) < 3:  # nothing, or a single one
        return labels
    speck = sizes < min_voxels
    speck[[0, int(sizes[1:].argmax()) + 1]] = False
    where = np.nonzero(speck[components])
    if where[0].size == 0:
        return labels
    numbers = components[where].astype(np.int64)
    touched = _touched(labels, where, numbers, len(sizes))
    # A splinter between rim and oedema is rim at no threshold, and core only by a voxel's breadth.
    least = touched[:, Label.ET] if label is Label.ED else 0
    leaves = touched[:, to] > least
    out = labels.copy(order="K")
    out[where] = np.where(leaves[numbers], np.uint8(to), np.uint8(label))
    return out


def _touched(
    labels: LabelMap,
    where: tuple[npt.NDArray[np.intp], ...],
    numbers: npt.NDArray[np.int64],
    count: int,
) -> npt.NDArray[np.int64]:
    """Neighbours of each label around the voxels of each component, shape (count, labels)."""
    rimmed = np.pad(labels, 1)
    pairs = np.zeros(count * len(Label), np.int64)
    for step in _AROUND:
        beside = rimmed[tuple(w + 1 + s for w, s in zip(where, step, strict=True))]
        pairs += np.bincount(numbers * len(Label) + beside, minlength=pairs.size)
    return pairs.reshape(count, len(Label))
