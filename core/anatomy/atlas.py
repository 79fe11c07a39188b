"""The atlas that ships with the program: label volumes in MNI152, read once.

Where it comes from, by which rules it was made and what it cannot know: docs/ANATOMY.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.anatomy.structures import STRUCTURES, Layer, Structure
from core.files.nifti import read_volume
from core.space.affine import Affine, Grid
from core.studies.study import Volume

ATLAS_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "atlas"


@dataclass(frozen=True)
class Atlas:
    """Label volumes of one space, on one grid.

    Attributes:
        space: the name of the space, for people: ``"MNI152"``.
        layers: uint8, shape (i, j, k) of :attr:`grid`, numbers of :attr:`structures`; 0 elsewhere.
        grid: affine from voxel to the space's RAS+ millimetres.
        structures: what the numbers mean.
    """

    space: str
    layers: Mapping[Layer, npt.NDArray[np.uint8]]
    grid: Grid
    structures: tuple[Structure, ...]

    @property
    def affine(self) -> Affine:
        """Voxel to the space's RAS+ millimetres, shape (4, 4)."""
        return self.grid.affine

    def of_layer(self, layer: Layer) -> tuple[Structure, ...]:
        """The structures of one layer, by their numbers."""
        return tuple(s for s in self.structures if s.layer is layer)

    def by_label(self, layer: Layer) -> dict[int, Structure]:
        """What each number of a layer means."""
        return {s.label: s for s in self.of_layer(layer)}

    def mask(self, structure: Structure) -> npt.NDArray[np.bool_]:
        """Where a structure lies, shape of :attr:`grid`."""
        return np.asarray(self.layers[structure.layer] == structure.label)

    @cached_property
    def borders(self) -> Mapping[str, npt.NDArray[np.intp]]:
        """By key: each structure's voxels that are next to what is not of it, shape (n, 3)."""
        from scipy.ndimage import binary_erosion, find_objects

        found = {}
        for layer, labels in self.layers.items():
            boxes = find_objects(labels)
            for structure in self.of_layer(layer):
                box = boxes[structure.label - 1] if structure.label <= len(boxes) else None
                if box is not None:
                    mask = labels[box] == structure.label
                    first = [s.start for s in box]
                    found[structure.key] = np.argwhere(mask & ~binary_erosion(mask)) + first
        return found


@cache
def load_atlas() -> Atlas:
    """The shipped atlas.

    Raises:
        ReadingError: a file of the program is missing or damaged.
    """
    volumes = {layer: read_volume(ATLAS_FOLDER / f"{layer.value}.nii.gz") for layer in Layer}
    grid = volumes[Layer.PLACES].grid
    layers = {layer: np.asarray(volume.data, np.uint8) for layer, volume in volumes.items()}
    for layer in layers.values():
        layer.flags.writeable = False
    return Atlas("MNI152", layers, grid, STRUCTURES)


@cache
def load_template() -> Volume:
    """The brain of the atlas's T1 template, 2 mm, uint8, in the space of :func:`load_atlas`.

    Raises:
        ReadingError: a file of the program is missing or damaged.
    """
    return read_volume(ATLAS_FOLDER / "template.nii.gz")
