"""What a person clicks: voxels that belong to a region, and voxels that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import Region

Voxel = tuple[int, int, int]

SPREAD_MM = 2.0
"""Standard deviation of the bell that marks a click in the network's input."""
_REACH_MM = 4 * SPREAD_MM


@dataclass(frozen=True)
class Click:
    """One click.

    Attributes:
        voxel: on the axes of whatever array it is told of.
        wanted: whether the voxel belongs to the region.
        region: which region it speaks of.
    """

    voxel: Voxel
    wanted: bool
    region: Region


def click_map(
    clicks: Sequence[Click], wanted: bool, shape: Sequence[int], spacing_mm: float = 1.0
) -> npt.NDArray[np.float32]:
    """Bells around clicks of one kind, 1 at a click; clicks out of the box count where they reach.

    Args:
        clicks: voxels on the box's axes, of one region; they may lie outside of it.
        wanted: of which kind.
        shape: of the box.
        spacing_mm: voxel edge.

    Returns:
        float32, shape (x, y, z), 0 to 1.
    """
    out = np.zeros(tuple(shape), np.float32)
    reach = round(_REACH_MM / spacing_mm)
    for click in clicks:
        if click.wanted != wanted:
            continue
        part, bells = [], []
        for v, n in zip(click.voxel, shape, strict=True):
            low, high = max(v - reach, 0), min(v + reach + 1, n)
            part.append(slice(low, max(high, low)))
            distance = (np.arange(low, max(high, low), dtype=np.float32) - v) * spacing_mm
            bells.append(np.exp(-(distance**2) / (2 * SPREAD_MM**2)))
        x, y, z = bells
        bell = x[:, None, None] * y[None, :, None] * z[None, None, :]
        here = (part[0], part[1], part[2])
        np.maximum(out[here], bell, out=out[here])
    return out
