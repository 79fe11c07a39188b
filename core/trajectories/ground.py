"""What ways are measured against: tissue, surface, symmetry plane and structures of one study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.labels import Label, Region
from core.measuring.brain import inside_head
from core.measuring.symmetry_plane import SymmetryPlane, find_symmetry_plane
from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.space.resampling import nearest
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from core.trajectories.crossing import OUTSIDE, Layer
from core.trajectories.distances import Places, places_of
from core.trajectories.surface import OuterSurface, SurfaceKind, outer_surface

TISSUE = "tissue"
"""Name of the layer that every study has."""

BRAIN, COVERINGS = "brain", "coverings"
"""Keys of that layer, beside :data:`core.trajectories.crossing.OUTSIDE` and the names of labels:
healthy brain, and what lies between the scalp and the brain."""

_NUMBERS = {OUTSIDE: 0, COVERINGS: 4, BRAIN: 5}
"""Labels keep the numbers of :class:`core.labels.Label`."""


@dataclass(frozen=True, eq=False)
class Ground:
    """One study as ways are measured in it.

    Attributes:
        tissue: what every voxel is: outside, coverings, brain, or a label of the tumour.
        brain: true within the brain, on the grid of the segmentation; what it closes in is in it.
        grid: of the study.
        surface: scalp or brain; None where neither was found.
        plane: that parts left from right.
        sides_known: whether left and right are more than a guess.
        structures: layers of named structures, such as lobes; none without an atlas.
        eloquent: voxels of the structures whose distance is told.
    """

    tissue: Layer
    brain: npt.NDArray[np.bool_]
    grid: Grid
    surface: OuterSurface | None
    plane: SymmetryPlane | None
    sides_known: bool = True
    structures: tuple[Layer, ...] = ()
    eloquent: tuple[Places, ...] = ()


def ground_of(
    study: Study, segmentation: Segmentation | None, progress: Progress = no_progress
) -> Ground:
    """Look at a study once, for every way through it.

    Args:
        study: the open study; of a raw one the patient's own grid counts.
        segmentation: on the study's grid; None where nothing was segmented.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.
    """
    progress(0, 4, "brain")
    brain = brain_of(study)
    progress(1, 4, "surface")
    surface = outer_surface(study)
    progress(2, 4, "symmetry plane")
    tumour = None if segmentation is None else segmentation.label_map > 0
    try:
        plane = find_symmetry_plane(study, tumour)
    except CheckError:  # nothing but background: it has no middle
        plane = None
    progress(3, 4, "tissue")
    tissue = _tissue(study, segmentation, brain, surface)
    progress(4, 4, "done")
    return Ground(tissue, brain, study.grid, surface, plane, study.sides_known)


def with_structures(ground: Ground, layers: Sequence[Layer], eloquent: Sequence[str]) -> Ground:
    """The same with structures of an atlas.

    Args:
        ground: from :func:`ground_of`.
        layers: label volumes in the study's world.
        eloquent: keys of those whose distance is told.
    """
    places = tuple(found for layer in layers if (found := places_of(layer, eloquent)).of)
    return Ground(
        ground.tissue,
        ground.brain,
        ground.grid,
        ground.surface,
        ground.plane,
        ground.sides_known,
        tuple(layers),
        places,
    )


def brain_of(study: Study) -> npt.NDArray[np.bool_]:
    """Where the brain is and what it closes in, on the study's own grid."""
    mask = inside_head(study.brain_alone)
    if study.prepared is None:
        return mask
    return np.asarray(nearest(mask, study.prepared.grid.affine, study.grid), np.bool_)


def _tissue(
    study: Study,
    segmentation: Segmentation | None,
    brain: npt.NDArray[np.bool_],
    surface: OuterSurface | None,
) -> Layer:
    numbers = np.zeros(study.grid.shape, np.uint8)
    keys = {number: key for key, number in _NUMBERS.items()}
    if surface is not None and surface.kind is SurfaceKind.SCALP:
        head = nearest(surface.fine >= 0.5, surface.grid.affine, study.grid)
        numbers[head.astype(np.bool_)] = _NUMBERS[COVERINGS]
    numbers[brain] = _NUMBERS[BRAIN]
    if segmentation is not None:
        found = segmentation.label_map > 0
        numbers[found] = segmentation.label_map[found]
        told = bool(segmentation.labels)
        for label in (Label.NCR, Label.ED, Label.ET):
            keys[int(label)] = label.name if told else Region.WT.value
    return Layer(TISSUE, numbers, study.grid.affine, keys)
