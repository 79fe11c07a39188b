"""Three networks of slices one after the other, each within what the one before found.

Follows the published program of WNet, TNet and ENet (Wang, Li, Ourselin, Vercauteren 2017,
arXiv:1709.00382; github.com/taigw/brats17): each sequence by its mean and standard
deviation over its own voxels above 0, noise where it is 0, TNet in the box of what WNet found, ENet
in the box of what TNet found. What differs is told by :class:`Manner`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.segmenting.preprocessing import Prepared
from core.segmenting.windows import Probabilities, to_uint8
from core.space.boxes import Box, box_of
from core.space.components import components_of
from core.studies.study import Modality

Volume = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Slabs = Callable[[Volume], Volume]
"""A network: (4, slices + 8, rows, columns) to (slices, rows, columns)."""

EDGE = 4
"""Slices at each end of a stack that have no answer."""


class Part(StrEnum):
    """The three networks, each run within what the one before found."""

    WT = "wt"
    TC = "tc"
    ET = "en"


class View(StrEnum):
    """The planes that a network's slices lie in."""

    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"


ORDER = (Modality.FLAIR, Modality.T1, Modality.T1GD, Modality.T2)
"""The networks' input channels."""

AXES: Mapping[View, tuple[int, int, int]] = {
    View.AXIAL: (0, 1, 2),
    View.SAGITTAL: (2, 0, 1),
    View.CORONAL: (1, 0, 2),
}
"""Which axes of (z, y, x) are slices, rows and columns."""

LEAST_ML = 2.0
"""Parts of WT under this do not widen the box for TC; from the published program."""

ROOM: Mapping[View, tuple[int, int]] = {
    View.AXIAL: (180, 160),
    View.SAGITTAL: (160, 180),
    View.CORONAL: (160, 160),
}
"""Rows and columns that the published program lays a whole head in."""
_ROOM_WITHIN = (96, 96)


@dataclass(frozen=True)
class Manner:
    """How the cascade is run.

    Attributes:
        views: whose answers are averaged.
        noise: whether what lies outside of the brain is noise, as published, or 0.
        fixed: parts whose networks normalise by fixed statistics. What lies around a crop does not
            matter to them, and a stack may be cut; the others see their crop at once, padded to
            the published sizes, as the published program shows it to them.
        slab: slices that go through the former at a time; 0 for all at once.
        margin: voxels around a box.
    """

    views: tuple[View, ...] = (View.AXIAL,)
    noise: bool = True
    fixed: tuple[Part, ...] = ()
    slab: int = 0
    margin: int = 5


@dataclass(frozen=True)
class Head:
    """A study as the networks read it.

    Attributes:
        volume: float32, (4, z, y, x), x runs to the left, y to the back, z up; in :data:`ORDER`.
        inside: (z, y, x), where FLAIR is above 0.
    """

    volume: Volume
    inside: Mask


def head(prepared: Prepared, noise: bool) -> Head:
    """Normalise a prepared study's crop, which must be at 1 mm.

    Raises:
        ValueError: a sequence is absent.
    """
    rng = np.random.default_rng(0)
    by_name = dict(zip(Modality, prepared.channels, strict=True))
    volumes = []
    for modality in ORDER:
        channel = by_name[modality]
        if channel is None:
            raise ValueError(modality.value)
        raw = np.ascontiguousarray(channel.data[::-1, ::-1].transpose(2, 1, 0)).astype(np.float32)
        above = raw > 0
        values = raw[above]
        normal = (raw - values.mean()) / values.std()
        empty = raw == 0
        normal[empty] = rng.standard_normal(int(empty.sum()), np.float32) if noise else 0
        volumes.append(normal)
        if modality is Modality.FLAIR:
            inside = above
    return Head(np.stack(volumes), inside)


def cascade(
    given: Head,
    networks: Mapping[tuple[Part, View], Slabs],
    manner: Manner,
) -> Volume:
    """Probabilities of WT, TC and ET.

    Args:
        given: of :func:`head`.
        networks: by part and view.
        manner: how.

    Returns:
        float32, (3, z, y, x); 0 where nothing was looked at.
    """
    out = np.zeros((len(Part), *given.inside.shape), np.float32)
    depth, rows, columns = given.inside.shape
    box = (slice(0, depth), slice(0, rows), slice(0, columns))
    for number, part in enumerate(Part):
        z, y, x = box
        inside, volume = given.inside[box], given.volume[:, z, y, x]
        answers = [
            _viewed(volume, networks[part, view], view, part, manner) for view in manner.views
        ]
        out[number, z, y, x] = np.mean(answers, axis=0) * inside
        found = _closed(out[number] > 0.5)
        box = _next_box(found, manner.margin, keep_all=part is not Part.WT) or box
    return out


def in_crop(probabilities: Volume) -> Probabilities:
    """(3, z, y, x) of :func:`cascade` as the crop lies: uint8, (3, x, y, z), RAS+."""
    return np.ascontiguousarray(to_uint8(probabilities).transpose(0, 3, 2, 1)[:, ::-1, ::-1])


def crop_box(box: Box, shape: Sequence[int]) -> Box:
    """A box of a crop's (x, y, z) as one of a head's (z, y, x)."""
    x, y, z = box
    return (z, _turned(y, shape[1]), _turned(x, shape[0]))


def _turned(side: slice, size: int) -> slice:
    return slice(size - side.stop, size - side.start)


def _viewed(volume: Volume, network: Slabs, view: View, part: Part, manner: Manner) -> Volume:
    axes = AXES[view]
    stack = volume.transpose(0, *(a + 1 for a in axes))
    slices, rows, columns = stack.shape[1:]
    least = ROOM[view] if part is Part.WT else _ROOM_WITHIN
    size = [n + -n % 4 for n in (rows, columns)]
    whole = part not in manner.fixed
    if whole:
        size = [max(n, m) for n, m in zip(size, least, strict=True)]
    top, left = ((m // 2 - n // 2) for m, n in zip(size, (rows, columns), strict=True))
    padded = np.zeros((len(stack), slices + 2 * EDGE, *size), np.float32)
    if manner.noise:
        padded[...] = np.random.default_rng(1).standard_normal(padded.shape, np.float32)
    padded[:, EDGE : EDGE + slices, top : top + rows, left : left + columns] = stack
    step = slices if whole else manner.slab or slices
    answers = [
        network(np.ascontiguousarray(padded[:, first : min(first + step, slices) + 2 * EDGE]))
        for first in range(0, slices, step)
    ]
    joined = np.concatenate(answers)[:, top : top + rows, left : left + columns]
    return joined.transpose(np.argsort(axes))


def _closed(mask: Mask) -> Mask:
    from scipy.ndimage import binary_closing, generate_binary_structure

    box = box_of(mask)
    if box is None:
        return mask
    closed = np.zeros_like(mask)
    around = grown(box, 2, mask.shape)
    closed[around] = binary_closing(mask[around], generate_binary_structure(3, 2))
    return closed


def _next_box(found: Mask, margin: int, keep_all: bool) -> Box | None:
    """The box of the large parts, with a margin; None where there is nothing."""
    parts = components_of(found)
    sizes = np.bincount(parts.ravel("K"))
    if len(sizes) < 2:
        return None
    sizes[0] = 0
    if keep_all:
        # The largest, and the second where it is a tenth of it.
        second = int(np.sort(sizes)[-2])
        least = second if second * 10 > sizes.max() else int(sizes.max())
    else:
        least = min(int(LEAST_ML * 1000) + 1, int(sizes.max()))
    keep = sizes >= max(least, 1)
    box = box_of(keep[parts])
    if box is None:
        return None
    return grown(box, margin, found.shape)


def grown(box: Box, margin: int, shape: Sequence[int]) -> Box:
    """A box with a margin on every side, within a shape."""
    z, y, x = (
        slice(max(s.start - margin, 0), min(s.stop + margin, n))
        for s, n in zip(box, shape, strict=True)
    )
    return (z, y, x)
