"""What an atlas tells of the open study: structures on its grid, and a way that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.anatomy.atlas import Atlas
from core.anatomy.on_grid import structures_on_grid
from core.anatomy.placing import Placement
from core.anatomy.structures import Layer, Structure
from core.space.affine import Grid
from core.space.diameters import PointMm
from desktop_app.state.display import Voxel
from desktop_app.state.shown import ras_labels


@dataclass(frozen=True, eq=False)
class ShownStructures:
    """The atlas as the views draw it.

    Attributes:
        placement: where the study lies in it, and how far that is trusted.
        layers: uint8 per layer on RAS+ axes, numbers of the layer's structures.
        by_label: what the numbers of each layer mean.
    """

    placement: Placement
    layers: Mapping[Layer, npt.NDArray[np.uint8]]
    by_label: Mapping[Layer, Mapping[int, Structure]]

    @property
    def shape(self) -> tuple[int, ...]:
        """Voxels of the RAS+ view."""
        return self.layers[Layer.PLACES].shape

    def at(self, voxel: Voxel) -> tuple[Structure, ...]:
        """The structures of a voxel of the RAS+ view, one of each layer at most."""
        numbers = ((layer, int(labels[voxel])) for layer, labels in self.layers.items())
        return tuple(self.by_label[layer][n] for layer, n in numbers if n)


def show_structures(placement: Placement, atlas: Atlas, grid: Grid) -> ShownStructures:
    """Bring the atlas onto a study's grid; takes a second, in a worker thread."""
    layers = {
        layer: ras_labels(structures_on_grid(placement, atlas, layer, grid), grid)
        for layer in Layer
    }
    return ShownStructures(placement, layers, {layer: atlas.by_label(layer) for layer in Layer})


@dataclass(frozen=True)
class Way:
    """A line through the head that is shown until something else is asked for.

    Attributes:
        from_mm, to_mm: its ends, world RAS+ millimetres.
        text: what stands beside it, in the person's language.
    """

    from_mm: PointMm
    to_mm: PointMm
    text: str


class Whereabouts(QObject):
    """Structures and the way, as the session owns them.

    Attributes:
        structures: the atlas on the study's own grid; None while nobody asked, and where it does
            not fit well enough.
        way: what is pointed at; None for nothing.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.structures: ShownStructures | None = None
        self.way: Way | None = None

    def reset(self) -> None:
        """Another study."""
        if self.structures is not None or self.way is not None:
            self.structures = self.way = None
            self.changed.emit()

    def set_structures(self, structures: ShownStructures | None) -> None:
        """The atlas was brought onto the study's grid."""
        self.structures = structures
        self.changed.emit()

    def point_at(self, way: Way | None = None) -> None:
        """Show a way in the place of the one before, or none."""
        if way != self.way:
            self.way = way
            self.changed.emit()
