"""The atlas's structures as layers that ways are followed through."""

from __future__ import annotations

from core.anatomy.atlas import Atlas
from core.anatomy.on_grid import atlas_affine_in_study
from core.anatomy.placing import Placement
from core.anatomy.structures import STRUCTURES, Structure, StructureGroup
from core.anatomy.structures import Layer as AtlasLayer
from core.trajectories.crossing import Layer
from core.trajectories.ground import Ground, with_structures

VENTRICLES = frozenset(
    key for s in STRUCTURES if s.group is StructureGroup.VENTRICLE for key in (s.key, s.base)
)
"""Keys of what a way opens if it passes there."""


def with_atlas(ground: Ground, placement: Placement, atlas: Atlas) -> Ground:
    """The same ground with the structures of an atlas, where that fits well enough.

    Nothing is interpolated: a way is followed through the atlas's own voxels, which the placement
    brings into the study's world.

    Args:
        ground: from :func:`core.trajectories.ground.ground_of`.
        placement: of the same study. Below the least trust no structure is told.
        atlas: the one that it was placed in.
    """
    if not placement.enough:
        return ground
    affine = atlas_affine_in_study(placement, atlas)
    sided = placement.sides_known
    layers = [
        Layer(
            layer.value,
            atlas.layers[layer],
            affine,
            {number: _key(s, sided=sided) for number, s in atlas.by_label(layer).items()},
        )
        for layer in AtlasLayer
    ]
    eloquent = {_key(s, sided=sided) for s in atlas.of_layer(AtlasLayer.ELOQUENT)}
    return with_structures(ground, layers, sorted(eloquent))


def _key(structure: Structure, *, sided: bool) -> str:
    """Without a side where nobody knows which is which."""
    return structure.key if sided else structure.base
