"""A second opinion in Accurate mode: a cascade of others' networks, averaged with the model's own.

The companion looks around the whole tumour that the model's own network found, so that its time
goes with the tumour's size and not with the head's; where that found nothing, it looks everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.labels import Region
from core.networks.engine import Engine
from core.segmenting.cascade import (
    Head,
    Manner,
    Part,
    Slabs,
    View,
    Volume,
    cascade,
    crop_box,
    grown,
    head,
    in_crop,
)
from core.segmenting.preprocessing import Prepared
from core.segmenting.windows import Probabilities
from core.space.boxes import Box, box_of

Network = tuple[Part, View]


@dataclass(frozen=True)
class Companion:
    """What a model package's card says of the companion.

    Attributes:
        share: of its probabilities in the mean, the rest being the model's own; 0 to 1.
        views: whose networks the package holds.
        margin: voxels around the whole tumour of the model's own network.
        slab: slices that go through at a time, of the parts below.
        fixed: parts whose networks hold fixed statistics; the others see their crop at once.
        source: whose networks they are, with their licence.
    """

    share: float
    views: tuple[View, ...]
    margin: int
    slab: int
    fixed: tuple[Part, ...]
    source: str

    @property
    def networks(self) -> tuple[Network, ...]:
        """Every part in every view."""
        return tuple((part, view) for part in Part for view in self.views)

    @property
    def steps(self) -> int:
        """Runs that :func:`second_opinion` tells of."""
        return len(self.networks)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        plain = {"views": [v.value for v in self.views], "fixed": [p.value for p in self.fixed]}
        return {**asdict(self), **plain}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Companion:
        """Inverse of :meth:`to_json`."""
        views, fixed = (tuple(map(View, values["views"])), tuple(map(Part, values["fixed"])))
        return cls(**{**values, "views": views, "fixed": fixed})


def network_file(network: Network) -> str:
    """The IR of one of the companion's networks within a package; its weights end in ``.bin``."""
    part, view = network
    return f"companion_{part}_{view}.xml"


def can_speak(prepared: Prepared) -> bool:
    """Whether a study suits the companion, which needs all four sequences at 1 mm."""
    spacing = np.asarray(prepared.model_grid.spacing_mm)
    whole = all(channel is not None for channel in prepared.channels)
    return whole and bool(np.abs(spacing - 1.0).max() < 0.2)


def second_opinion(
    prepared: Prepared,
    own: Probabilities,
    companion: Companion,
    engines: Mapping[Network, Engine],
    on_run: Callable[[int], None],
) -> Probabilities:
    """The mean of the model's own answer and the companion's.

    Args:
        prepared: a crop that :func:`can_speak`.
        own: uint8, (3, x, y, z) of the crop, 255 × probability of WT, TC, ET.
        companion: how to run it.
        engines: its networks.
        on_run: called with the runs done, several times a second; may raise ``Cancelled``.

    Returns:
        As ``own``.
    """
    given = head(prepared, noise=True)
    box = where_to_look(own, companion.margin)
    found: Volume = np.zeros((len(Part), *given.inside.shape), np.float32)
    z, y, x = box
    part = Head(given.volume[:, z, y, x], given.inside[box])

    def runner(number: int, network: Network) -> Slabs:
        def run(stack: Volume) -> Volume:
            # A copy: the answer is the engine's own memory until the next slab.
            return np.array(engines[network](stack, lambda: on_run(number))[0])

        return run

    runners = {n: runner(number, n) for number, n in enumerate(companion.networks)}
    manner = Manner(companion.views, fixed=companion.fixed, slab=companion.slab)
    found[:, z, y, x] = cascade(part, runners, manner)
    theirs = in_crop(found)
    share = np.float32(companion.share)
    out = np.empty_like(own)
    for mine, other, target in zip(own, theirs, out, strict=True):
        mean = mine * (1 - share) + other * share
        np.copyto(target, np.rint(mean), casting="unsafe")
    return out


def where_to_look(own: Probabilities, margin: int) -> Box:
    """The box of a head (z, y, x) around the whole tumour that was found, or all of it."""
    found = own[list(Region).index(Region.WT)] >= np.uint8(128)
    x, y, z = found.shape
    box = box_of(found)
    if box is None:
        return (slice(0, z), slice(0, y), slice(0, x))
    return crop_box(grown(box, margin, found.shape), found.shape)
