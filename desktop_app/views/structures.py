"""The atlas's structures over a slice: outlines or a tint, one colour per structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem

from core.anatomy.structures import Layer, Structure, StructureGroup
from desktop_app.state.display import Plane
from desktop_app.state.session import Session
from desktop_app.state.whereabouts import ShownStructures
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import FillItem, OutlineItem, premultiplied

COLOURS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "frontal": (127, 201, 160),
        "parietal": (178, 143, 214),
        "temporal": (240, 160, 190),
        "occipital": (150, 175, 235),
        "insula": (190, 220, 110),
        "cerebellum": (205, 175, 135),
        "thalamus": (0, 190, 140),
        "basal_ganglia": (214, 120, 175),
        "ventral_diencephalon": (150, 140, 200),
        "brainstem": (200, 200, 200),
        "corpus_callosum": (170, 118, 66),
        "lateral_ventricle": (70, 130, 255),
        "third_ventricle": (110, 165, 255),
        "fourth_ventricle": (60, 110, 215),
        "precentral": (255, 120, 110),
        "postcentral": (110, 225, 110),
        "paracentral": (255, 175, 150),
        "pars_opercularis": (255, 130, 230),
        "pars_triangularis": (205, 110, 255),
        "superior_temporal": (90, 240, 215),
        "pericalcarine": (165, 205, 255),
        "hippocampus": (205, 250, 120),
        "internal_capsule_anterior": (120, 235, 255),
        "internal_capsule_posterior": (60, 205, 235),
    }
)
"""By the key without its side. None is that of a label of the tumour."""

_TINT = 0.4
_SECOND = 128
"""Added to numbers of the eloquent layer, which is painted over the other."""


def colour_of(structure: Structure) -> QColor:
    """The colour that a structure is drawn in, on both sides."""
    return QColor(*COLOURS[structure.base])


@dataclass(frozen=True, eq=False)
class StructurePicture:
    """One slice of both layers; structures of groups that are not wanted are taken out.

    Attributes:
        numbers: rows and columns of the picture.
        lines: the outline of each structure.
    """

    numbers: npt.NDArray[np.uint8]
    lines: list[tuple[QColor, QPainterPath]]


class StructurePictures:
    """Keeps the last picture of each plane for all views that show the same slice."""

    def __init__(self) -> None:
        self._kept: dict[Plane, tuple[object, StructurePicture]] = {}

    def get(
        self,
        shown: ShownStructures,
        geometry: PlaneGeometry,
        index: int,
        groups: frozenset[StructureGroup],
        *,
        outlined: bool,
    ) -> StructurePicture:
        """The picture of a slice; without lines where nobody draws them."""
        key = (shown, geometry, index, groups, outlined)
        kept = self._kept.get(geometry.plane)
        if kept is not None and kept[0] == key:
            return kept[1]
        picture = _picture(shown, geometry, index, groups, outlined=outlined)
        self._kept[geometry.plane] = (key, picture)
        return picture


def _picture(
    shown: ShownStructures,
    geometry: PlaneGeometry,
    index: int,
    groups: frozenset[StructureGroup],
    *,
    outlined: bool,
) -> StructurePicture:
    merged: npt.NDArray[np.uint8] | None = None
    lines: list[tuple[QColor, QPainterPath]] = []
    for layer in Layer:
        named = shown.by_label[layer]
        wanted = [n for n, structure in named.items() if structure.group in groups]
        keep = np.zeros(256, np.uint8)
        keep[wanted] = wanted
        numbers = keep[geometry.picture(shown.layers[layer], index)]
        if outlined:
            there = np.flatnonzero(np.bincount(numbers.ravel(), minlength=256)[1:]) + 1
            lines += [(colour_of(named[n]), mask_outline(numbers == n)) for n in there.tolist()]
        offset = 0 if layer is Layer.PLACES else _SECOND
        raised = np.where(numbers, numbers + np.uint8(offset), 0).astype(np.uint8)
        merged = raised if merged is None else np.where(raised, raised, merged)
    assert merged is not None, "there are two layers"
    return StructurePicture(merged, lines)


class StructureLayer:
    """The structures in one view's scene."""

    def __init__(self, root: QGraphicsItem, pictures: StructurePictures) -> None:
        self._pictures = pictures
        self._tint, self._lines = _TintItem(), OutlineItem(root)
        self._tint.setParentItem(root)
        self._shown: object = None

    @staticmethod
    def is_on(session: Session) -> bool:
        """Whether they are drawn: they lie on the patient's own grid."""
        shown = session.whereabouts.structures
        return session.display.structures and shown is not None and shown.shape == session.shape

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        on, display, shown = self.is_on(session), session.display, session.whereabouts.structures
        tinted = display.structures_tinted
        self._tint.setVisible(on and tinted)
        self._lines.setVisible(on and not tinted)
        if not on or shown is None:
            return
        groups = display.structure_groups
        picture = self._pictures.get(shown, geometry, index, groups, outlined=not tinted)
        if (picture, tinted) == self._shown:
            return
        self._shown = (picture, tinted)
        if tinted:
            self._tint.show_structures(picture.numbers, shown, geometry.size_mm)
            return
        rows, columns = picture.numbers.shape
        width, height = geometry.size_mm
        self._lines.show_outlines(picture.lines, QRectF(0, 0, columns, rows), 1.25)
        self._lines.setTransform(QTransform.fromScale(width / columns, height / rows))


class _TintItem(FillItem):
    """Translucent colours, never smoothed."""

    def show_structures(
        self,
        numbers: npt.NDArray[np.uint8],
        shown: ShownStructures,
        size_mm: tuple[float, float],
    ) -> None:
        """Replace the picture."""
        self._colours = np.zeros(256, np.uint32)
        for layer, offset in ((Layer.PLACES, 0), (Layer.ELOQUENT, _SECOND)):
            for number, structure in shown.by_label[layer].items():
                self._colours[number + offset] = premultiplied(COLOURS[structure.base], _TINT)
        self.show_numbers(numbers, size_mm)
