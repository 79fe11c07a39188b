"""Margin shells as outlines over the slices."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QGraphicsItem

from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import OutlineItem
from desktop_app.work.plan_measuring import PlanMeasuring

SHELL_COLOURS = (QColor(255, 255, 255), QColor(190, 200, 255), QColor(140, 160, 255))
"""From the innermost shell outwards; the last goes on for those beyond."""


def shell_colour(number: int) -> QColor:
    """The colour of the outline of a shell, counted from 0."""
    return SHELL_COLOURS[min(number, len(SHELL_COLOURS) - 1)]


class ShellLayer:
    """The shells' outer edges in one view's scene."""

    def __init__(self, root: QGraphicsItem) -> None:
        self._item = OutlineItem(root)
        self._shown: object = None

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide; they lie on the patient's own grid alone."""
        shown = PlanMeasuring.of(session).shells
        there = shown is not None and session.own_view is None and session.display.overlay
        self._item.setVisible(there)
        key = (shown, geometry, index)
        if shown is None or not there or self._shown == key:
            return
        self._shown = key
        picture = geometry.picture(shown.ras, index)
        rows, columns = picture.shape
        outlines = [
            (shell_colour(number), mask_outline((picture > 0) & (picture <= number + 2)))
            for number in range(len(shown.shells.mm))
        ]
        width, height = geometry.size_mm
        self._item.show_outlines(outlines, QRectF(0, 0, columns, rows), 1.25)
        self._item.setTransform(QTransform.fromScale(width / columns, height / rows))
