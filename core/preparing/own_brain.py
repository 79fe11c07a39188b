"""The brain on the patient's own grid: its outline, and what a person corrects of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.preparing.preparing import Preparation, brain_on_one_grid
from core.progress import Progress, no_progress
from core.space.resampling import nearest


def own_brain(preparation: Preparation) -> npt.NDArray[np.bool_] | None:
    """The brain that was extracted, or as a person corrected it, shape of the study's grid.

    None where the skull had been removed before.
    """
    if preparation.corrected_brain is not None:
        return preparation.corrected_brain
    return _extracted(preparation)


def with_corrected_brain(
    preparation: Preparation, mask: npt.NDArray[np.bool_], progress: Progress = no_progress
) -> Preparation:
    """Cut the aligned sequences out anew along a brain that a person corrected.

    Only what was corrected moves: elsewhere the outline stays as fine as it was extracted, however
    thick the slices are that a person paints on.

    Args:
        preparation: whose brain was extracted.
        mask: the corrected brain, shape of the study's grid.
        progress: called for each sequence; may raise ``Cancelled``.

    Raises:
        ValueError: no brain was extracted.
    """
    brain, before = preparation.brain, _extracted(preparation)
    if brain is None or before is None:
        raise ValueError("no brain was extracted")
    affine = preparation.study.grid.affine
    inside = brain.mask | nearest(mask & ~before, affine, brain.grid)
    inside &= ~nearest(before & ~mask, affine, brain.grid)
    volumes = brain_on_one_grid(preparation.aligned, inside, brain.grid, progress)
    # In the order of the study that was checked.
    seen = replace(preparation.prepared, volumes={m: volumes[m] for m in preparation.aligned})
    study = replace(preparation.study, prepared=seen)
    return replace(preparation, study=study, corrected_brain=mask)


def corrected_ml(preparation: Preparation) -> tuple[float, float] | None:
    """Millilitres that a person added to the brain and took away; None where nobody did."""
    after, before = preparation.corrected_brain, _extracted(preparation)
    if after is None or before is None:
        return None
    voxel_ml = preparation.study.grid.voxel_ml
    added, removed = np.count_nonzero(after & ~before), np.count_nonzero(before & ~after)
    return (float(added * voxel_ml), float(removed * voxel_ml)) if added or removed else None


def _extracted(preparation: Preparation) -> npt.NDArray[np.bool_] | None:
    brain = preparation.brain
    if brain is None:
        return None
    return nearest(brain.mask, brain.grid.affine, preparation.study.grid)
