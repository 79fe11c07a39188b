"""What the 3-D view shows: the brain's surface and those of the tumour's regions within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.labels import LABEL_RGB, Label, LabelMap
from core.progress import Progress, no_progress
from core.segmenting.preprocessing import foreground_mask
from core.space.affine import Affine
from core.space.boxes import box_of
from core.studies.study import Volume
from desktop_app.surfaces.meshes import Mesh, mesh_of, shares_of

FINE_MM, COARSE_MM = 2.0, 4.0
"""Blocks of the surfaces at rest, and while they are turned."""

_SMOOTH_MM = {"brain": 2.0, "tumour": 1.4}


class PartName(StrEnum):
    """Surfaces, from the outermost to the innermost."""

    BRAIN = "brain"
    WHOLE = "WT"
    CORE = "TC"
    NECROSIS = "NCR"


@dataclass(frozen=True, eq=False)
class Part:
    """One surface.

    Attributes:
        name: what it encloses.
        fine: at rest.
        coarse: while it is turned.
        rgb: its colour, 0 to 255.
        alpha: how much it hides, 0 to 1, where it is seen face on.
        rim: the same where it is seen edge on.
    """

    name: PartName
    fine: Mesh
    coarse: Mesh
    rgb: tuple[int, int, int]
    alpha: float
    rim: float


@dataclass(frozen=True, eq=False)
class Scene:
    """Surfaces and the ball that holds them all.

    Attributes:
        parts: the outermost first.
        centre: shape (3,), world millimetres.
        radius_mm: of the ball.
    """

    parts: tuple[Part, ...]
    centre: npt.NDArray[np.float64]
    radius_mm: float


_LOOK: dict[PartName, tuple[tuple[int, int, int], float, float]] = {
    PartName.BRAIN: ((205, 214, 224), 0.10, 0.80),
    PartName.WHOLE: (LABEL_RGB[Label.ED], 0.16, 0.65),
    PartName.CORE: (LABEL_RGB[Label.ET], 0.28, 0.85),
    PartName.NECROSIS: (LABEL_RGB[Label.NCR], 0.95, 1.0),
}

_INSIDE: dict[PartName, tuple[Label, ...]] = {
    PartName.WHOLE: (Label.NCR, Label.ED, Label.ET),
    PartName.CORE: (Label.NCR, Label.ET),
    PartName.NECROSIS: (Label.NCR,),
}


def brain_part(volumes: Sequence[Volume], progress: Progress = no_progress) -> Part | None:
    """The surface of what is above the background in any sequence.

    Args:
        volumes: of one study, on one grid.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.
    """
    progress(0, 3, "brain")
    mask = foreground_mask([volume.data for volume in volumes])
    progress(1, 3, "brain")
    return _part(PartName.BRAIN, mask, volumes[0].affine, _SMOOTH_MM["brain"])


def tumour_parts(
    labels: LabelMap, affine: Affine, progress: Progress = no_progress
) -> tuple[Part, ...]:
    """Surfaces of the regions that are there, each within the one before.

    Args:
        labels: values of :class:`core.labels.Label`, shape (i, j, k).
        affine: its voxels to world millimetres.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.
    """
    box = box_of(labels)
    if box is None:
        return ()
    cut: Affine = affine.copy()
    cut[:3, 3] += affine[:3, :3] @ [part.start for part in box]
    found = []
    for done, (name, inside) in enumerate(_INSIDE.items()):
        progress(done, len(_INSIDE), name.value)
        part = _part(name, np.isin(labels[box], inside), cut, _SMOOTH_MM["tumour"])
        if part is not None:
            found.append(part)
    return tuple(found)


def scene_of(parts: Sequence[Part | None]) -> Scene | None:
    """Parts together; None when there is none."""
    there = tuple(part for part in parts if part is not None)
    if not there:
        return None
    outermost = there[0].fine.vertices
    centre = (outermost.min(axis=0) + outermost.max(axis=0)).astype(np.float64) / 2
    radius = float(np.linalg.norm(outermost - centre, axis=1).max())
    return Scene(there, centre, max(radius, 1.0))


def _part(
    name: PartName, mask: npt.NDArray[np.bool_], affine: Affine, smooth_mm: float
) -> Part | None:
    # In the order that memory has them, so that nothing is walked across.
    order = np.argsort([-abs(stride) for stride in mask.strides])
    turned: Affine = affine.copy()
    turned[:3, :3] = affine[:3, order]
    shares, blocks = shares_of(mask.transpose(order), turned, FINE_MM)
    fine = mesh_of(shares, blocks, smooth_mm)
    coarse = mesh_of(*shares_of(shares, blocks, COARSE_MM), smooth_mm)
    if fine is None or coarse is None:
        return None
    rgb, alpha, rim = _LOOK[name]
    return Part(name, fine, coarse, rgb, alpha, rim)
