"""The outline of the extracted brain over the patient's own scans."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QGraphicsItem

from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import OutlineItem

BRAIN = QColor(247, 131, 202)
"""Unlike every label, lines that are measured, and what is compared."""


class BrainLayer:
    """The brain's outline in one view's scene."""

    def __init__(self, root: QGraphicsItem) -> None:
        self._item = OutlineItem(root)
        self._shown: object = None

    @staticmethod
    def is_on(session: Session) -> bool:
        """Whether it is drawn; what the network saw ends at it anyway."""
        brain = session.brain
        wanted = session.display.brain_outline or brain.target
        return brain.there and wanted and session.own_view is None

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        brain = session.brain
        self._item.setVisible(self.is_on(session))
        key = (brain, brain.version, geometry, index)
        if brain.ras is None or not self.is_on(session) or self._shown == key:
            return
        self._shown = key
        picture = geometry.picture(brain.ras, index) > 0
        rows, columns = picture.shape
        width, height = geometry.size_mm
        self._item.show_outlines([(BRAIN, mask_outline(picture))], QRectF(0, 0, columns, rows), 1.5)
        self._item.setTransform(QTransform.fromScale(width / columns, height / rows))
