"""What clicks would change, hatched over the labels that stand, with a line around it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsItem

from core.labels import LABEL_RGB, TUMOUR_LABELS, Label
from desktop_app.state.clicking import UNCHANGED, Pending
from desktop_app.state.session import Session
from desktop_app.views.annotations import ACCENT
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import FillItem, OutlineItem, premultiplied

_STRIPE = 2
"""Voxels that a stripe is wide, and the gap beside it."""

_ON, _BETWEEN = 0.9, 0.3
_LEAVES = (235, 235, 235)
"""What leaves a label is hatched in light grey, which no label has."""


class ClickedLayer:
    """The preview in one view's scene."""

    def __init__(self, root: QGraphicsItem) -> None:
        self._item, self._outline = _HatchedItem(), OutlineItem(root)
        self._item.setParentItem(root)
        self._outline.setZValue(2)
        self._shown: object = None

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        pending = session.click.pending
        becomes = None if pending is None else slice_of(pending, geometry, index)
        shown = becomes is not None and session.display.overlay
        self._item.setVisible(shown)
        self._outline.setVisible(shown)
        key = (pending, geometry, index)
        if not shown or becomes is None or key == self._shown:
            return
        self._shown = key
        self._item.show_becoming(becomes, geometry.size_mm)
        rows, columns = becomes.shape
        there = [(ACCENT, mask_outline(becomes != UNCHANGED))]
        self._outline.show_outlines(there, QRectF(0, 0, columns, rows), 2.0)
        width, height = geometry.size_mm
        self._outline.setTransform(QTransform.fromScale(width / columns, height / rows))


def slice_of(pending: Pending, geometry: PlaneGeometry, index: int) -> npt.NDArray[np.uint8] | None:
    """The labels that voxels of a slice would have; None where none would change there."""
    axis, box = geometry.plane.axis, pending.box
    if not box[axis].start <= index < box[axis].stop:
        return None
    shape = tuple(1 if a == axis else n for a, n in enumerate(geometry.shape))
    thin = np.full(shape, UNCHANGED, np.uint8)
    here = tuple(slice(0, 1) if a == axis else side for a, side in enumerate(box))
    at = index - box[axis].start
    own = tuple(slice(at, at + 1) if a == axis else slice(None) for a in range(3))
    thin[here] = pending.becomes[own]
    if (thin == UNCHANGED).all():
        return None
    picture: npt.NDArray[np.uint8] = geometry.picture(thin, 0)
    return picture


class _HatchedItem(FillItem):
    """Stripes in the colour of the label that would be there."""

    def __init__(self) -> None:
        super().__init__()
        # Two numbers for each label: on a stripe, and between two.
        self._colours = np.zeros(1 + 2 * len(Label), np.uint32)
        for label in (Label.BACKGROUND, *TUMOUR_LABELS):
            rgb = LABEL_RGB[label] if label else _LEAVES
            self._colours[1 + 2 * label] = premultiplied(rgb, _ON)
            self._colours[2 + 2 * label] = premultiplied(rgb, _BETWEEN if label else 0.0)

    def show_becoming(self, becomes: npt.NDArray[np.uint8], size_mm: tuple[float, float]) -> None:
        """Replace the picture."""
        rows, columns = np.ogrid[: becomes.shape[0], : becomes.shape[1]]
        between = ((rows + columns) // _STRIPE % 2).astype(np.uint8)
        there = becomes != UNCHANGED
        numbers = np.where(there, 1 + 2 * np.where(there, becomes, 0) + between, 0)
        self.show_numbers(numbers.astype(np.uint8), size_mm)
