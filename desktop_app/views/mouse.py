"""What the mouse does in a view: cursor, window and level, pan, zoom, scroll, marks, brush."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from desktop_app.state.brush import BrushTool
from desktop_app.state.display import Camera, Plane, Point, Window, WindowPreset
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.click_mouse import ClickMouse
from desktop_app.views.mark_mouse import MarkMouse
from desktop_app.views.outline_mouse import OutlineMouse
from desktop_app.views.plan_mouse import PlanMouse

_NOTCH = 120
"""Eighths of a degree in one click of a wheel; touchpads send fractions that add up."""

_ZOOM_PER_NOTCH = 1.2
_DRAG_FOR_FULL_RANGE = 400.0
"""Pixels of right-drag that change the window by the automatic window's width."""


class MouseActions:
    """Turns a view's mouse events into requests."""

    def __init__(self, view: SliceCanvas) -> None:
        self._view = view
        self._marks, self.outline = MarkMouse(view), OutlineMouse(view)
        self._plan, self._click = PlanMouse(view), ClickMouse(view)
        self._kind = ""
        self._from = QPointF()
        self._painted: Point = (0, 0, 0)
        self._painted_on: tuple[Plane, bool] | None = None
        self._window = Window(0, 1)
        self._centre: Point = (0, 0, 0)
        self._wheel = 0

    def press(self, event: QMouseEvent) -> None:
        """Begin what the button does."""
        view = self._view
        if view.modality not in view.session.volumes:
            return
        self._end()  # of a button that is still held while another one goes down
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        view.activated.emit(view.modality, view.plane)
        self._from = event.position()
        self._kind = self._meaning(event)
        self._window = view.session.window(view.modality)
        self._centre = view.centre()
        if self._kind == "cursor":
            view.mark_selected.emit(None)
            view.cursor_requested.emit(view.to_voxel(event.position()))
        elif self._kind == "mark":
            self._marks.press(event.position())
        elif self._kind == "plan":
            self._plan.press(event.position())
        elif self._kind == "outline":
            self.outline.press(event.position())
        elif self._kind == "click":
            self._click.press(
                event.position(), wanted=event.button() is not Qt.MouseButton.RightButton
            )
        elif self._kind == "paint":
            self._painted_on = None
            self._paint(view.to_voxel(event.position()))

    def _meaning(self, event: QMouseEvent) -> str:
        session = self._view.session
        clicks = session.correcting and session.brush.tool is BrushTool.CLICK
        if event.button() is Qt.MouseButton.RightButton:
            return "click" if clicks else "window"
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is Qt.MouseButton.MiddleButton or shift:
            return "pan"
        return self._left(event) if event.button() is Qt.MouseButton.LeftButton else ""

    def _left(self, event: QMouseEvent) -> str:
        session = self._view.session
        if session.correcting:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            tools = {BrushTool.OUTLINE: "outline", BrushTool.CLICK: "click"}
            return "cursor" if control else tools.get(session.brush.tool, "paint")
        if self._plan.wants(event.position()):
            return "plan"
        return "mark" if self._marks.wants(event.position()) else "cursor"

    def move(self, event: QMouseEvent) -> None:
        """Go on with what the button does."""
        view, step = self._view, event.position() - self._from
        if not self._kind and view.modality in view.session.volumes:
            if not self._plan.hover(event.position()):
                self._marks.hover(event.position())
        elif self._kind == "cursor":
            view.cursor_requested.emit(view.to_voxel(event.position()))
        elif self._kind == "mark":
            self._marks.drag(event.position())
        elif self._kind == "plan":
            self._plan.drag(event.position())
        elif self._kind == "outline":
            self.outline.drag(event.position())
        elif self._kind == "click":
            self._click.drag(event.position())
        elif self._kind == "paint":
            self._paint(view.to_voxel(event.position()))
        elif self._kind == "window":
            self._drag_window(step)
        elif self._kind == "pan":
            here, there = view.to_voxel(self._from), view.to_voxel(event.position())
            moved = [c - (b - a) for c, a, b in zip(self._centre, here, there, strict=True)]
            zoom = view.session.camera.zoom
            view.camera_requested.emit(Camera((moved[0], moved[1], moved[2]), zoom))

    def _paint(self, place: Point) -> None:
        """Begin a stroke, or go on with it, without a gap however fast the mouse is.

        One that began on another plane, or before the sides changed, begins anew: no line leads
        from there to here.
        """
        on = (self._view.plane, self._view.session.display.radiological)
        start = self._painted if on == self._painted_on else place
        self._view.stroke_requested.emit(self._view.plane, start, place)
        self._painted, self._painted_on = place, on

    def _drag_window(self, step: QPointF) -> None:
        view, old = self._view, self._window
        whole = view.session.volumes[view.modality].windows[WindowPreset.AUTO].width
        unit = whole / _DRAG_FOR_FULL_RANGE
        width = max(old.width + step.x() * unit, whole / 500)
        view.window_requested.emit(view.modality, Window.around(old.level + step.y() * unit, width))

    def release(self, event: QMouseEvent) -> None:
        """End what the button did."""
        self._end()
        event.accept()

    def _end(self) -> None:
        kind, self._kind = self._kind, ""
        if kind == "mark":
            self._marks.release()
        elif kind == "plan":
            self._plan.release()
        elif kind == "outline":
            self.outline.release()
        elif kind == "click":
            self._click.release()
        elif kind == "paint":
            self._view.stroke_ended.emit()

    def double_click(self, event: QMouseEvent) -> None:
        """Enlarge, or go back; with a tool, the second of two quick clicks."""
        view = self._view
        if view.corners and event.button() is Qt.MouseButton.LeftButton:
            self.outline.close()
        elif view.session.correcting or view.session.marks.tool is not None or self._plan.picking:
            self.press(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            view.enlarge_requested.emit(view.modality, view.plane)

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll through slices; zoom at the pointer with Ctrl."""
        view = self._view
        event.accept()
        if view.modality not in view.session.volumes:
            return
        view.activated.emit(view.modality, view.plane)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(event.position(), _ZOOM_PER_NOTCH ** (event.angleDelta().y() / _NOTCH))
            return
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        if notches:
            view.slices_requested.emit(view.plane, notches)

    def _zoom(self, pointer: QPointF, factor: float) -> None:
        view, camera = self._view, self._view.session.camera
        zoom = min(max(camera.zoom * factor, 0.5), 40.0)
        held, centre = view.to_voxel(pointer), view.centre()
        keep = camera.zoom / zoom
        # What lies under the pointer stays there; the axis across the slice stays too.
        moved = [h + (c - h) * keep for h, c in zip(held, centre, strict=True)]
        moved[view.plane.axis] = centre[view.plane.axis]
        view.camera_requested.emit(Camera((moved[0], moved[1], moved[2]), zoom))
