"""Where two results disagree about a region, painted over the scan."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem

from core.labels import REGION_LABELS, Region
from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.slice_items import FillItem, premultiplied

ONLY_RESULT, ONLY_REFERENCE = QColor(204, 121, 167), QColor(0, 158, 115)
"""Reddish purple and bluish green of Okabe and Ito's palette, which no label has."""

_OPACITY = 0.7


def is_on(session: Session) -> bool:
    """Whether differences are painted, in the place of the labels."""
    display = session.display
    compared = session.labels is not None and session.comparison is not None
    return display.differences and display.overlay and compared


class DifferenceLayer:
    """The differences in one view's scene: the result's alone, and the reference's alone."""

    def __init__(self, root: QGraphicsItem) -> None:
        self._item = _DifferenceItem()
        self._item.setParentItem(root)
        self._shown: object = None

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        shown = is_on(session)
        self._item.setVisible(shown)
        result, reference = session.labels, session.comparison
        if not shown or result is None or reference is None:
            return
        region = session.display.compared_region
        key = (result, reference, geometry, index, region)
        if key != self._shown:
            self._shown = key
            mine, other = (geometry.picture(m.ras, index) for m in (result, reference))
            self._item.show_differences(difference(mine, other, region), geometry.size_mm)


def difference(
    result: npt.NDArray[np.uint8], reference: npt.NDArray[np.uint8], region: Region
) -> npt.NDArray[np.uint8]:
    """1 where the result alone has the region, 2 where the reference alone has it, else 0."""
    inside = np.zeros(256, np.uint8)
    inside[list(REGION_LABELS[region])] = 1
    mine, other = inside[result], inside[reference]
    return np.where(mine == other, 0, 2 - mine).astype(np.uint8)


class _DifferenceItem(FillItem):
    """Two colours, never smoothed."""

    def show_differences(self, values: npt.NDArray[np.uint8], size_mm: tuple[float, float]) -> None:
        """Replace the picture."""
        for number, colour in enumerate((ONLY_RESULT, ONLY_REFERENCE), start=1):
            rgb = (colour.red(), colour.green(), colour.blue())
            self._colours[number] = premultiplied(rgb, _OPACITY)
        self.show_numbers(values, size_mm)
