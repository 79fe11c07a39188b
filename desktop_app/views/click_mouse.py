"""What the mouse does while a click says what is tumour and what is not."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop_app.views.canvas import SliceCanvas

_BETWEEN = 2.0
"""Pixels between the places of a scribble."""


class ClickMouse:
    """Collects a click or a short scribble over one view, and asks once the button is let go."""

    def __init__(self, view: SliceCanvas) -> None:
        self._view = view
        self._wanted = True

    def press(self, pixel: QPointF, *, wanted: bool) -> None:
        """Begin."""
        self._wanted = wanted
        self._view.scribble_wanted = wanted
        self._view.corners[:] = [self._view.to_voxel(pixel)]
        self._view.viewport().update()

    def drag(self, pixel: QPointF) -> None:
        """Scribble on."""
        view = self._view
        if not view.corners:
            return
        if (pixel - view.to_pixels(view.corners[-1])).manhattanLength() >= _BETWEEN:
            view.corners.append(view.to_voxel(pixel))
            view.viewport().update()

    def release(self) -> None:
        """Ask what it changes."""
        view, places = self._view, list(self._view.corners)
        view.corners.clear()
        view.viewport().update()
        if places:
            view.click_requested.emit(places, self._wanted)
