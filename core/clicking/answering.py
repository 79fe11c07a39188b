"""Asking the click network what a click changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.clicking.changing import Mask, changed
from core.clicking.clicks import Click
from core.clicking.network_input import EDGE, PROMPTS, REGIONS, box_around, prompts
from core.labels import LabelMap, region_mask
from core.networks.engine import Engine, Tick
from core.space.boxes import Box

Fill = Callable[[npt.NDArray[np.float32], Box], None]
"""Writes the sequences' channels of a box, as ``Prepared.fill`` of :mod:`core.segmenting` does."""


@dataclass(frozen=True)
class Answer:
    """What a click changes.

    Attributes:
        box: where, within the crop that was clicked on.
        change: bool, shape of the box: voxels that join the clicked region, or leave it.
    """

    box: Box
    change: Mask


def answer(
    engine: Engine,
    fill: Fill,
    channels: int,
    standing: LabelMap,
    probability: npt.NDArray[np.uint8] | None,
    clicks: Sequence[Click],
    tick: Tick,
    kept: Mask | None = None,
) -> Answer:
    """What the last of some clicks changes.

    Args:
        engine: the click network.
        fill: writes what the sequences show.
        channels: how many of those channels there are.
        standing: uint8, (x, y, z) of the crop, RAS+, 1 mm.
        probability: of the region, 0 to 255, same shape; None where none is kept.
        clicks: all of one region, the newest last; voxels of the crop.
        tick: called while the network runs; may raise ``Cancelled``.
        kept: voxels that a person decided before, same shape.
    """
    last = clicks[-1]
    x, y, z = standing.shape
    box = box_around(last.voxel, (x, y, z))
    said = None if probability is None else probability[box]
    found = ask(engine, fill, channels, box, standing[box], said, clicks, tick)
    i, j, k = (v - side.start for v, side in zip(last.voxel, box, strict=True))
    now = region_mask(standing[box], last.region)
    earlier = None if kept is None else kept[box]
    region = found[REGIONS.index(last.region)]
    return Answer(box, changed(region, now, (i, j, k), last.wanted, earlier))


def ask(
    engine: Engine,
    fill: Fill,
    channels: int,
    box: Box,
    standing: LabelMap,
    probability: npt.NDArray[np.uint8] | None,
    clicks: Sequence[Click],
    tick: Tick,
) -> npt.NDArray[np.float32]:
    """What the network finds in a box of the crop.

    Args:
        engine: see :func:`answer`.
        fill: see there.
        channels: see there.
        box: of at most :data:`~core.clicking.network_input.EDGE` voxels an edge.
        standing: uint8, (x, y, z) of the box.
        probability: of the clicked region, 0 to 255, same shape; None where none is kept.
        clicks: all of one region; voxels of the crop.
        tick: called while the network runs; may raise ``Cancelled``.

    Returns:
        float32, (3, x, y, z) of the box, 0 to 1; perhaps the engine's own memory.
    """
    inner = tuple(slice(0, side.stop - side.start) for side in box)
    array = np.zeros((channels + PROMPTS, EDGE, EDGE, EDGE), np.float32)
    fill(array[(slice(0, channels), *inner)], box)
    moved = [_moved(click, [side.start for side in box]) for click in clicks]
    there = array[(slice(channels, None), *inner)]
    prompts(standing, probability, moved, clicks[-1].region, there)
    return engine(array, tick)[(slice(None), *inner)]


def _moved(click: Click, starts: Sequence[int]) -> Click:
    i, j, k = (v - s for v, s in zip(click.voxel, starts, strict=True))
    return replace(click, voxel=(i, j, k))
