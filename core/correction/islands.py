"""Islands: labelled voxels that hang together."""

from __future__ import annotations

import numpy as np

from core.correction.patches import Patch, voxels_where
from core.labels import LabelMap
from core.space.components import components_of


def island_patch(label_map: LabelMap, voxel: tuple[int, int, int]) -> Patch | None:
    """What changes when everything labelled that hangs together with a voxel is taken away.

    Args:
        label_map: uint8, or a part of one that holds the whole island.
        voxel: any voxel of the island; voxels hang together by 26 neighbours, of any label.

    Returns:
        None where the voxel bears no label.
    """
    if not label_map[voxel]:
        return None
    components = components_of(label_map > 0)
    where = voxels_where(components == components[voxel])
    if where is None:
        return None
    return Patch(where, np.zeros(where[0].size, np.uint8))
