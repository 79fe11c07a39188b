"""Where a study lies in the atlas, and how far that can be trusted.

Two brains are never the same: an affine brings them onto each other to some millimetres, and a
tumour moves what is around it by more. What was measured: docs/ANATOMY.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import ATLAS_FOLDER, load_atlas, load_template
from core.anatomy.trust import LEAST_TRUST, trust_of
from core.progress import Progress, no_progress
from core.registration.affine import fit_affine
from core.registration.rigid import align
from core.space.affine import Affine, Grid, ras_grid
from core.space.resampling import nearest
from core.studies.study import Modality, Study

Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]

LOOKED_AT = (Modality.T1, Modality.T1GD, Modality.FLAIR, Modality.T2)
"""The first of these that is there is compared with the template, a T1."""


class PlacedBy(StrEnum):
    """How a study's place in the atlas was found."""

    BRATS_SPACE = "BraTS space"
    """The study lies in SRI24 as all BraTS files: by one fixed transform, which registration then
    fits to this brain's own size."""
    REGISTRATION = "registration"
    """The brain was aligned to the template's."""


@dataclass(frozen=True)
class Placement:
    """Where a study lies in the atlas.

    Attributes:
        world_to_atlas: (4, 4), the study's ``xyz_mm`` to the atlas's, both RAS+ millimetres.
        how: where the transform comes from.
        trust: 0 to 1, how well the study's picture follows the atlas there; see docs/ANATOMY.md.
        enough: whether that is enough for results to be shown.
        sides_known: whether left and right of the study are more than a guess.
    """

    world_to_atlas: Affine
    how: PlacedBy
    trust: float
    enough: bool
    sides_known: bool = True

    def to_atlas(self, xyz_mm: Points) -> Points:
        """Points of the study, shape (n, 3), in the atlas's millimetres."""
        matrix = self.world_to_atlas
        return np.asarray(np.asarray(xyz_mm) @ matrix[:3, :3].T + matrix[:3, 3])

    def to_study(self, xyz_mm: Points) -> Points:
        """Points of the atlas, shape (n, 3), in the study's millimetres."""
        back = np.linalg.inv(self.world_to_atlas)
        return np.asarray(np.asarray(xyz_mm) @ back[:3, :3].T + back[:3, 3])


def place(study: Study, tumour: Mask | None = None, progress: Progress = no_progress) -> Placement:
    """Find where a study lies in the atlas.

    Args:
        study: its :attr:`core.studies.study.Study.brain_alone` is looked at.
        tumour: boolean, shape of the study's grid: tissue that the atlas has no like of.
        progress: called many times a second; may raise ``Cancelled``.

    Raises:
        ReadingError: a file of the program is missing or damaged.
    """
    brain = study.brain_alone
    if tumour is not None and brain is not study:
        tumour = nearest(tumour, study.grid.affine, brain.grid)
    volume = next(brain.volumes[m] for m in LOOKED_AT if m in brain.volumes)
    template = load_template()
    fixed = brats_to_atlas(brain.grid)
    how = PlacedBy.REGISTRATION if fixed is None else PlacedBy.BRATS_SPACE
    start = align(volume, template, progress).matrix if fixed is None else fixed
    fit = fit_affine(volume, template, start, tumour, progress)
    trust = trust_of(volume, fit.matrix, template, load_atlas(), tumour).figure
    return Placement(fit.matrix, how, trust, trust >= LEAST_TRUST, study.sides_known)


def brats_to_atlas(grid: Grid) -> Affine | None:
    """The fixed transform of studies in BraTS space; None for any other grid.

    It goes by voxels: some files keep the voxels of that space and another origin.
    """
    space = _brats_space()
    own = ras_grid(grid)
    if own.shape != space.grid.shape or not np.allclose(own.spacing_mm, 1.0, atol=1e-3):
        return None
    return np.asarray(space.to_atlas @ space.grid.affine @ np.linalg.inv(own.affine))


@dataclass(frozen=True)
class _BratsSpace:
    grid: Grid
    to_atlas: Affine


@cache
def _brats_space() -> _BratsSpace:
    text = json.loads((ATLAS_FOLDER / "sri24_to_mni152.json").read_text(encoding="ascii"))
    i, j, k = text["shape"]
    grid = ras_grid(Grid((i, j, k), np.array(text["affine"])))
    return _BratsSpace(grid, np.array(text["sri24_to_mni152"]))
