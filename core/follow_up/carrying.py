"""Corrections of one time point as a start for the next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core import __version__
from core.follow_up.change import brought_onto, segmentation_of
from core.follow_up.time_point import TimePoint
from core.labels import LabelMap
from core.space.affine import Affine
from core.space.resampling import nearest
from core.studies.provenance import Provenance, now
from core.studies.segmentation import Segmentation


def carried(source: TimePoint, target: TimePoint, motion: Affine) -> Segmentation:
    """The label map of one time point on another, to be corrected there.

    Args:
        source: with the label map that is carried.
        target: the time point that gets it, with or without a result of its own.
        motion: (4, 4), world points of ``target`` to those of ``source``.

    Returns:
        A correction of the target's own result where it has one, so that a person can go back to
        it; marked as carried in its provenance.

    Raises:
        CheckError: the source has no segmentation.
    """
    found = segmentation_of(source)
    grid = target.study.grid
    return _marked(target, found, brought_onto(found, grid, motion))


def corrections_carried(source: TimePoint, target: TimePoint, motion: Affine) -> Segmentation:
    """Only what a person changed at one time point, done again at another.

    Where the source's voxels were relabelled the target's own result takes the same label, if it
    says what the source's said before; what changed since then is left to it.

    Args:
        source: with a corrected segmentation; an uncorrected one carries nothing.
        target: with a result of its own.
        motion: (4, 4), world points of ``target`` to those of ``source``.

    Raises:
        CheckError: one of them has no segmentation.
    """
    found, own = segmentation_of(source), segmentation_of(target)
    before = nearest(
        found.uncorrected.label_map, np.linalg.inv(motion) @ found.grid.affine, own.grid
    )
    after = nearest(found.label_map, np.linalg.inv(motion) @ found.grid.affine, own.grid)
    same = (before != after) & (own.label_map == before)
    if not same.any():
        return own
    return _marked(target, found, np.where(same, after, own.label_map).astype(np.uint8))


def _marked(target: TimePoint, found: Segmentation, label_map: LabelMap) -> Segmentation:
    own = target.segmentation
    if own is None:
        # No model has seen this study: only where the labels were begun is known.
        made = Provenance(version=__version__, made=now(), carried=True)
        return Segmentation(
            target.name, target.study.grid, label_map, untold=found.untold,
            untold_shown=found.untold_shown, provenance=made,
        )  # fmt: skip
    corrected = own.with_corrections(label_map)
    return replace(corrected, provenance=replace(corrected.provenance, carried=True))
