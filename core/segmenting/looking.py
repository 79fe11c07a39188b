"""Where to look: a coarse network sees the whole head, the fine one then only what that found.

Most tumours fill a fifth of the head's box. The fine network's time goes with the part that it
looks at, and what it cannot see it cannot mistake for tumour.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from core.labels import Region
from core.networks.engine import Engine
from core.segmenting.finder import Finder
from core.segmenting.passes import Pass, PassRun
from core.segmenting.preprocessing import Prepared, prepare
from core.space.boxes import Box, box_of
from core.space.components import components_of
from core.studies.study import Study


def where_to_look(
    study: Study,
    prepared: Prepared,
    finder: Finder,
    engine: Engine,
    tick: Callable[[], None],
) -> Box:
    """The part of a crop that holds all that the coarse network takes for tumour, and a margin.

    Args:
        study: the study that ``prepared`` was made of.
        prepared: the fine network's crop.
        finder: how to look.
        engine: the coarse network.
        tick: called several times while it runs; may raise ``Cancelled``.

    Returns:
        A box of the crop; all of it where nothing was found.
    """
    coarse = prepare(study, finder.preprocessing)
    x, y, z = coarse.shape
    run = PassRun(coarse, engine, [Pass()], lambda _done, _count: tick(), 1)
    found = run.summed((slice(0, x), slice(0, y), slice(0, z)))[list(Region).index(Region.WT)]
    least = finder.least_ml * 1000 / float(np.prod(coarse.model_grid.spacing_mm))
    box = box_of(_large_parts(found >= np.float32(finder.seen), least))
    return _on_crop(box, coarse, prepared, finder.margin_mm)


def _large_parts(mask: npt.NDArray[np.bool_], least: float) -> npt.NDArray[np.bool_]:
    parts = components_of(mask)
    large = np.bincount(parts.ravel()) >= least
    large[0] = False
    return np.asarray(large[parts])


def _on_crop(box: Box | None, coarse: Prepared, prepared: Prepared, margin_mm: float) -> Box:
    """A box of the coarse crop, grown, as voxels of the fine one; both have the same axes."""
    if box is None:
        x, y, z = prepared.shape
        return (slice(0, x), slice(0, y), slice(0, z))
    step = np.linalg.inv(prepared.model_grid.affine) @ coarse.model_grid.affine
    scale, shift = np.diag(step)[:3], step[:3, 3]
    margin = margin_mm / np.asarray(prepared.model_grid.spacing_mm)
    sides = []
    for axis, side in enumerate(box):
        begin = coarse.box[axis].start
        # A voxel reaches half of its edge beyond its centre.
        low = (begin + side.start - 0.5) * scale[axis] + shift[axis] + 0.5 - margin[axis]
        high = (begin + side.stop - 0.5) * scale[axis] + shift[axis] + 0.5 + margin[axis]
        sides.append(_within(low, high, prepared.box[axis].start, prepared.shape[axis]))
    return (sides[0], sides[1], sides[2])


def _within(low: float, high: float, start: int, voxels: int) -> slice:
    first = int(np.clip(np.floor(low) - start, 0, voxels - 1))
    return slice(first, int(np.clip(np.ceil(high) - start, first + 1, voxels)))
