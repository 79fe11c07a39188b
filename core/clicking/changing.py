"""What a click changes: the part around it, in the direction that it wants, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.clicking.clicks import Voxel
from core.labels import Label, LabelMap, Region
from core.space.components import components_of

Mask = npt.NDArray[np.bool_]

LEVEL = 0.5
"""Probability from which a voxel is taken to belong to the region."""


def changed(
    probability: npt.NDArray[np.floating],
    standing: Mask,
    voxel: Voxel,
    wanted: bool,
    kept: Mask | None = None,
    stroke: Sequence[Voxel] = (),
) -> Mask:
    """Voxels that leave or join a region by a click or a scribble.

    A click that wants the region only adds, one that does not only takes away, and only what hangs
    together with a voxel clicked. Those voxels always become what was wanted.

    Args:
        probability: of the region, 0 to 1, shape (x, y, z).
        standing: what is the region now.
        voxel: where the click was, within that shape.
        wanted: whether it belongs to the region.
        kept: voxels that a person decided before, which no later click undoes.
        stroke: more voxels that were clicked at once.

    Returns:
        As ``standing``; nothing where every voxel clicked is as it was wanted.
    """
    seeds = [v for v in dict.fromkeys((voxel, *stroke)) if bool(standing[v]) != wanted]
    if not seeds:
        return np.zeros_like(standing)
    found = probability >= LEVEL
    candidates = found & ~standing if wanted else standing & ~found
    if kept is not None:
        candidates &= ~kept
    where = tuple(np.array(seeds).T)
    candidates[where] = True
    parts = components_of(candidates)
    return np.asarray(np.isin(parts, np.unique(parts[where])))


def relabelled(
    standing: LabelMap,
    change: Mask,
    region: Region,
    wanted: bool,
    enhancing: Mask | None = None,
) -> LabelMap:
    """Labels after voxels joined or left a region, nested as regions are.

    What joins WT is oedema, what joins TC is NCR where nothing says that it enhances, what joins ET
    is ET. What leaves ET is NCR, what leaves TC is oedema, what leaves WT is background.

    Args:
        standing: uint8, any shape.
        change: the voxels.
        region: which they join or leave.
        wanted: whether they join.
        enhancing: where a voxel that joins TC is ET instead.
    """
    out = standing.copy()
    if wanted:
        joins = {Region.WT: Label.ED, Region.TC: Label.NCR, Region.ET: Label.ET}[region]
        out[change] = joins
        if region is Region.TC and enhancing is not None:
            out[change & enhancing] = Label.ET
    else:
        leaves = {Region.WT: Label.BACKGROUND, Region.TC: Label.ED, Region.ET: Label.NCR}
        out[change] = leaves[region]
    return out
