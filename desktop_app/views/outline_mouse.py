"""What the mouse does while an outline is drawn whose inside will be painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop_app.state.display import Plane
from desktop_app.views.canvas import SliceCanvas

_BETWEEN = 3.0
"""Pixels between the corners of an outline that is dragged."""

_DRAG = 12.0
"""Pixels along which a press must be dragged to be an outline of its own and not a corner."""


class OutlineMouse:
    """Collects corners over one view.

    Dragged ones close when the button is let go, clicked ones with a double click.
    """

    def __init__(self, view: SliceCanvas) -> None:
        self._view = view
        self._on: tuple[Plane, int, bool] | None = None
        self._dragged = 0.0

    def press(self, pixel: QPointF) -> None:
        """Add a corner; the first one begins the outline."""
        view = self._view
        on = (view.plane, view.index, view.session.display.radiological)
        if on != self._on:
            view.corners.clear()
        self._on, self._dragged = on, 0.0
        view.corners.append(view.to_voxel(pixel))
        view.viewport().update()

    def drag(self, pixel: QPointF) -> None:
        """Draw on by hand."""
        view = self._view
        if not view.corners:
            return
        step = (pixel - view.to_pixels(view.corners[-1])).manhattanLength()
        if step >= _BETWEEN:
            self._dragged += step
            view.corners.append(view.to_voxel(pixel))
            view.viewport().update()

    def release(self) -> None:
        """Close an outline that was dragged."""
        if self._dragged >= _DRAG:
            self.close()

    def close(self) -> None:
        """Ask for the inside of the outline."""
        view, corners = self._view, list(self._view.corners)
        on = self._on
        self.drop()
        if len(corners) > 2 and on is not None and on[:2] == (view.plane, view.index):
            view.outline_requested.emit(view.plane, corners)

    def drop(self) -> bool:
        """Forget the outline; whether there was one."""
        there = bool(self._view.corners)
        self._view.corners.clear()
        self._on = None
        self._view.viewport().update()
        return there
