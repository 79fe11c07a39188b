"""What the click network reads: a box of the head, what stands in it, and the clicks.

Channels: the modalities, their mirror images and the foreground as every network here reads them
(:mod:`core.segmenting.preprocessing`); what stands as WT, TC and ET; the region's probability where
one is kept; clicks that want the region and clicks that do not; and which region it is, one plane
each. After DeepEdit (Diaz-Pinto et al., arXiv:2305.10655) and nnInteractive (Isensee et al.,
arXiv:2503.08373), which add clicks and the mask that stands to the image.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.clicking.clicks import Click, Voxel, click_map
from core.labels import LabelMap, Region, region_mask
from core.space.boxes import Box, Size

EDGE = 96
"""Voxels of 1 mm along each edge of the box."""

REGIONS = tuple(Region)
PROMPTS = 2 * len(REGIONS) + 3
"""Channels beside those of the sequences."""


def box_around(voxel: Voxel, shape: Size, edge: int = EDGE) -> Box:
    """The box of so many voxels around a voxel, moved to lie inside where it fits.

    Where the crop is smaller than the box, it is all of the crop.
    """
    i, j, k = (
        slice(low, min(low + edge, n))
        for v, n in zip(voxel, shape, strict=True)
        for low in [int(np.clip(v - edge // 2, 0, max(n - edge, 0)))]
    )
    return (i, j, k)


def prompts(
    standing: LabelMap,
    probability: npt.NDArray[np.uint8] | None,
    clicks: Sequence[Click],
    region: Region,
    out: npt.NDArray[np.float32],
) -> None:
    """Write the channels that follow those of the sequences.

    Args:
        standing: uint8, (x, y, z) of the box.
        probability: of the region, 0 to 255; None where none is kept: what stands is taken.
        clicks: of this region alone, voxels on the box's axes.
        region: what is clicked for.
        out: float32, (:data:`PROMPTS`, x, y, z); overwritten.
    """
    for channel, each in zip(out[: len(REGIONS)], REGIONS, strict=True):
        channel[...] = region_mask(standing, each)
    rest = out[len(REGIONS) :]
    if probability is None:
        rest[0] = out[REGIONS.index(region)]
    else:
        np.multiply(probability, np.float32(1 / 255), out=rest[0])
    rest[1] = click_map(clicks, True, standing.shape)
    rest[2] = click_map(clicks, False, standing.shape)
    for channel, each in zip(rest[3:], REGIONS, strict=True):
        channel[...] = each is region
