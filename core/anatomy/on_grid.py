"""The atlas on a study's grid, and what it has at one point."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import Atlas
from core.anatomy.placing import Placement
from core.anatomy.structures import Layer, Structure
from core.space.affine import Affine, Grid
from core.space.resampling import nearest


def atlas_affine_in_study(placement: Placement, atlas: Atlas) -> Affine:
    """From the atlas's voxels to the study's ``xyz_mm``, shape (4, 4)."""
    return np.asarray(np.linalg.inv(placement.world_to_atlas) @ atlas.affine)


def structures_on_grid(
    placement: Placement, atlas: Atlas, layer: Layer, grid: Grid
) -> npt.NDArray[np.uint8]:
    """A layer of the atlas on any grid of the study's world.

    Args:
        placement: of the study.
        atlas: the one that it was placed in.
        layer: which label volume.
        grid: the study's own, or another one of its world.

    Returns:
        Numbers of :attr:`core.anatomy.atlas.Atlas.structures`, shape of ``grid``; 0 for none.
    """
    return np.asarray(
        nearest(atlas.layers[layer], atlas_affine_in_study(placement, atlas), grid), np.uint8
    )


def names_at(
    placement: Placement, atlas: Atlas, xyz_mm: tuple[float, float, float]
) -> tuple[Structure, ...]:
    """The structures that the atlas has at a point of the study, one a layer at most.

    Args:
        placement: of the study.
        atlas: the one that it was placed in.
        xyz_mm: RAS+ millimetres of the study.
    """
    back = np.linalg.inv(atlas.affine) @ placement.world_to_atlas
    i, j, k = np.rint(back[:3, :3] @ np.asarray(xyz_mm) + back[:3, 3]).astype(int).tolist()
    if not all(0 <= index < size for index, size in zip((i, j, k), atlas.grid.shape, strict=True)):
        return ()
    found = []
    for layer, labels in atlas.layers.items():
        structure = atlas.by_label(layer).get(int(labels[i, j, k]))
        if structure is not None:
            found.append(structure)
    return tuple(found)
