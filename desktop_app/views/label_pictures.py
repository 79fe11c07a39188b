"""Pictures and outlines of label slices, made once for all views that show the same slice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QPainterPath

from core.labels import LABEL_RGB, Label
from desktop_app.state.display import Plane
from desktop_app.state.shown import ShownLabels
from desktop_app.views.doubt import DoubtPictures
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import label_box, mask_outline
from desktop_app.views.structures import StructurePictures

DRAWING_ORDER = (Label.ED, Label.NCR, Label.ET)
"""The label inside the others is drawn last."""

RIM = QColor(255, 255, 255)
"""Below the lines of a compared label map, which tells them from those of the other."""

Lines = list[tuple[QColor, QPainterPath]]


@dataclass(frozen=True, eq=False)
class LabelPicture:
    """One slice of a label map, hidden labels taken out.

    Attributes:
        labels: rows and columns of the picture.
        lines: the outline of each label.
    """

    labels: npt.NDArray[np.uint8]
    lines: Lines


class LabelPictures:
    """Keeps the last picture of each plane, for the segmentation and the one beside it.

    Attributes:
        doubt: the same of the segmentation's doubt.
        structures: the same of the atlas's structures.
    """

    def __init__(self) -> None:
        self.doubt, self.structures = DoubtPictures(), StructurePictures()
        self._kept: dict[tuple[Plane, bool], tuple[object, LabelPicture]] = {}

    def get(
        self,
        shown: ShownLabels,
        geometry: PlaneGeometry,
        index: int,
        visible: frozenset[Label],
        *,
        compared: bool = False,
    ) -> LabelPicture:
        """The picture of a slice; ``compared`` keeps it apart from the one beside it."""
        key = (shown, geometry, index, visible)
        kept = self._kept.get((geometry.plane, compared))
        if kept is not None and kept[0] == key:
            return kept[1]
        keep = np.zeros(256, np.uint8)
        keep[list(visible)] = list(visible)
        labels = keep[geometry.picture(shown.ras, index)]
        box = label_box(labels)
        part = labels[box]
        lines = [
            (QColor(*LABEL_RGB[label]), mask_outline(part == label)) for label in DRAWING_ORDER
        ]
        for _, path in lines:
            path.translate(box[1].start, box[0].start)
        picture = LabelPicture(labels, lines)
        self._kept[geometry.plane, compared] = (key, picture)
        return picture
