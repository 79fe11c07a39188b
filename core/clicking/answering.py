"""Asking the click network about a box around a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.clicking.clicks import Click
from core.clicking.network_input import EDGE, PROMPTS, prompts
from core.labels import LabelMap
from core.networks.engine import Engine, Tick
from core.space.boxes import Box

Fill = Callable[[npt.NDArray[np.float32], Box], None]
"""Writes the sequences' channels of a box, as ``Prepared.fill`` of :mod:`core.segmenting` does."""


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
        engine: the click network.
        fill: writes what the sequences show.
        channels: how many of those channels there are.
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
