"""Another time point put onto the grid of the open study, for the views. Knows no window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.progress import Progress
from core.segmenting.regridding import label_map_on
from core.space.affine import Affine, Grid
from core.space.resampling import sampled
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from desktop_app.state.shown import ShownLabels, ShownVolume, show_labels, show_volume


def stand(
    study: Study,
    to_study: Affine,
    grid: Grid,
    hand: Callable[[tuple[Modality, ShownVolume]], None],
    progress: Progress,
    first: Modality = Modality.T1GD,
) -> dict[Modality, ShownVolume]:
    """Interpolate a study on another grid; runs in a worker thread.

    Args:
        study: of the other time point.
        to_study: (4, 4), a world point of ``grid`` to the same tissue's world point in ``study``.
        grid: native grid of the open study.
        hand: called with each sequence as it is ready.
        progress: called before each; may raise ``Cancelled``.
        first: the sequence that is wanted before the others.
    """
    back = np.linalg.inv(to_study)
    order = sorted(study.volumes, key=lambda m: m is not first)
    found = {}
    for number, modality in enumerate(order):
        progress(number, len(order), "putting it beside the open study")
        volume = study.volumes[modality]
        # Whole numbers take half the memory, and scanners write no others.
        kind = volume.data.dtype if volume.data.dtype.kind in "iu" else np.dtype(np.float32)
        data = sampled(volume.data, back @ volume.affine, grid, kind=kind)
        shown = show_volume(replace(volume, data=data, affine=grid.affine))
        found[modality] = shown
        hand((modality, shown))
    return found


def stand_labels(found: Segmentation, to_study: Affine, grid: Grid) -> ShownLabels:
    """Put a time point's label map on another grid; runs in a worker thread.

    Args:
        found: on the grid of its own study.
        to_study: as in :func:`stand`.
        grid: native grid of the open study.
    """
    affine = np.linalg.inv(to_study) @ found.grid.affine
    label_map = label_map_on(found.label_map, affine, grid)
    shown = show_labels(Segmentation(found.study_name, grid, label_map, untold=found.untold))
    return replace(shown, segmentation=found)
