"""Where a region grew, shrank and stayed between two time points, painted over the scan."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem

from core.follow_up.change import Change
from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.slice_items import FillItem, premultiplied

COLOURS = {
    Change.GROWN: QColor(204, 121, 167),
    Change.SHRUNK: QColor(0, 158, 115),
    Change.STABLE: QColor(200, 200, 200),
}
"""Reddish purple and bluish green of Okabe and Ito's palette, which no label has, and grey."""

_OPACITIES = {Change.GROWN: 0.75, Change.SHRUNK: 0.75, Change.STABLE: 0.35}
"""What stayed lies over the scan more lightly: the eye is to go to what is new."""


def is_on(session: Session) -> bool:
    """Whether change is painted, in the place of the labels."""
    display, change = session.display, session.follow_up.change
    there = change is not None and display.changed_region in change.ras
    return display.change and display.overlay and there


class ChangeLayer:
    """The change in one view's scene."""

    def __init__(self, root: QGraphicsItem) -> None:
        self._item = _ChangeItem()
        self._item.setParentItem(root)
        self._shown: object = None

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        shown = is_on(session)
        self._item.setVisible(shown)
        change, region = session.follow_up.change, session.display.changed_region
        if not shown or change is None:
            return
        key = (change, geometry, index, region)
        if key != self._shown:
            self._shown = key
            self._item.show_numbers(geometry.picture(change.ras[region], index), geometry.size_mm)


class _ChangeItem(FillItem):
    """Three colours, never smoothed."""

    def __init__(self) -> None:
        super().__init__()
        for change, colour in COLOURS.items():
            rgb = (colour.red(), colour.green(), colour.blue())
            self._colours[change] = premultiplied(rgb, _OPACITIES[change])
