"""The 3-D view: surfaces drawn by the processor, turned by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.state.display import Point
from desktop_app.state.plan import End
from desktop_app.state.session import Session
from desktop_app.surfaces.rendering import Frame, SlicePlane, Viewpoint, render
from desktop_app.surfaces.scene import PartName, Scene
from desktop_app.views import annotations as draw
from desktop_app.views.surface_marks import draw_aim, draw_cursor, draw_letters
from desktop_app.views.surface_plan import SurfacePlanMouse, draw_surface_plan
from desktop_app.work.jobs import Job, Jobs
from desktop_app.work.surface_pictures import image_of

_DEGREES_PER_PIXEL, _DEGREES_PER_KEY = 0.5, 10.0
_ZOOM_PER_NOTCH, _NOTCH = 1.15, 120
_REST_MS = 180
"""A picture with all its detail follows when nothing moved for this long."""

_MOVING_PIXELS = 240_000
"""Pictures are no larger than this while they are turned, and are stretched to the view."""

KEYS = {
    Qt.Key.Key_Left: (-_DEGREES_PER_KEY, 0.0),
    Qt.Key.Key_Right: (_DEGREES_PER_KEY, 0.0),
    Qt.Key.Key_Up: (0.0, -_DEGREES_PER_KEY),
    Qt.Key.Key_Down: (0.0, _DEGREES_PER_KEY),
}
"""Azimuth and elevation that the arrows turn by: the head turns the way they point."""

_ENDS = {Qt.Key.Key_T: End.TARGET, Qt.Key.Key_E: End.ENTRY}
"""With Shift, as in the slice views."""


class SurfaceView(QWidget):
    """Shows a scene; every picture is drawn in a worker thread, one at a time."""

    place_requested = Signal(object)
    """World xyz_mm of a surface that was clicked on."""
    plan_picked = Signal(object)
    """The same, while an end of a trajectory is being picked."""
    plan_grabbed = Signal(int)
    """The id of a trajectory of which an end is about to be moved."""
    plan_moved = Signal(int, object, object)
    """Id of a trajectory, its End, and the world xyz_mm that it is moved to."""
    plan_placed = Signal(object, object)
    """An End, and the world xyz_mm where a key puts it."""
    drawn = Signal()
    """A picture of the newest state is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scene: Scene | None = None
        self.viewpoint = Viewpoint()
        self.hidden: frozenset[PartName] = frozenset()
        self.with_slice = True
        self.frame: Frame | None = None
        self.message = ""
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._asked_again = self._fine = False
        self._from: QPointF | None = None
        self._moved = False
        self._by_keys = False
        self._plan = SurfacePlanMouse(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw_fine)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        session.cursor_changed.connect(self.refresh)
        session.display_changed.connect(self.refresh)
        session.active_changed.connect(self.refresh)
        session.plan.changed.connect(self.update)
        session.plan.depth_changed.connect(self.update)
        session.plan.picking_changed.connect(self._follow_picking)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Room for a whole head."""
        return QSize(640, 560)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setAccessibleName(self.tr("3-D view"))
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys turn it, + and - zoom, Home goes back; a click sets the cursor, as the "
                "space bar does at the cross in the middle; Shift+T and Shift+E put a trajectory's "
                "target and entry there."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def shut_down(self) -> None:
        """Stop, and wait until the thread ended."""
        self._rest.stop()
        self._job = None
        self._jobs.shut_down()

    # -- what is shown -------------------------------------------------------------------

    def show_scene(self, scene: Scene | None, message: str) -> None:
        """Show other surfaces, or a sentence where there are none."""
        self.scene, self.message = scene, message
        if scene is None:
            self.frame = None
        self.refresh()
        self.update()

    def set_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Look from elsewhere."""
        self.viewpoint = viewpoint
        self.refresh()

    def set_hidden(self, hidden: frozenset[PartName]) -> None:
        """Leave surfaces out."""
        self.hidden = hidden
        self.refresh()

    def set_with_slice(self, with_slice: bool) -> None:
        """Whether the slice of the active view stands in the scene."""
        self.with_slice = with_slice
        self.refresh()

    def refresh(self) -> None:
        """Draw anew, quickly at first; with all detail once nothing changes any more."""
        self.update()
        if self.scene is None or not self.isVisible():
            return
        self._rest.start()
        if self._job is not None and self._fine:
            self._job.cancel()
            self._job = None
        if self._job is not None:
            self._asked_again = True
        else:
            self._draw(fine=False)

    def _draw_fine(self) -> None:
        if self._job is None:
            self._draw(fine=True)
        else:
            self._rest.start()

    def _draw(self, *, fine: bool) -> None:
        scene = self.scene
        if scene is None:
            return
        size, viewpoint = self._size(fine=fine), self.viewpoint
        plane, hidden = self._plane(), self.hidden
        self._fine, self._asked_again = fine, False
        job = self._job = self._jobs.new("3-D view")
        job.finished.connect(self._show)
        job.failed.connect(self._fail)
        job.start(
            lambda progress: render(
                scene, viewpoint, size, plane, fine=fine, hidden=hidden, progress=progress
            )
        )

    def _size(self, *, fine: bool) -> tuple[int, int]:
        width, height = max(self.width(), 8), max(self.height(), 8)
        scale = 1.0 if fine else min((_MOVING_PIXELS / (width * height)) ** 0.5, 1.0)
        return round(width * scale), round(height * scale)

    def _plane(self) -> SlicePlane | None:
        session = self.session
        modality, plane = session.active
        shown = session.volumes.get(modality)
        if shown is None or session.grid is None or not self.with_slice:
            return None
        window = session.window(modality)
        index, axis = session.slice_index(plane), plane.axis
        return SlicePlane(shown.ras, session.grid.affine, axis, index, window.low, window.high)

    def _show(self, frame: Frame) -> None:
        self._job = None
        if self.scene is None:
            return
        self.frame = frame
        self.update()
        if self._asked_again:
            self._draw(fine=False)
        elif self._fine:
            self.drawn.emit()

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, MemoryError):
            raise error
        self.frame, self.message = None, self.tr("There is not enough memory for this picture.")
        self.update()

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the newest picture, and over it what is known at once."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        area = QRectF(self.rect())
        if self.frame is None or self.scene is None:
            draw.draw_sentence(painter, area, self.message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image_of(self.frame))
        lens = self.viewpoint.lens(self.scene, self.width(), self.height())
        draw_surface_plan(painter, lens, self.session)
        if self.session.display.crosshair:
            draw_cursor(painter, lens, self.session.cursor_mm)
        if self._by_keys and self.hasFocus():
            draw_aim(painter, area.center())
        draw_letters(painter, lens)

    # -- mouse and keyboard --------------------------------------------------------------

    def _follow_picking(self) -> None:
        picking = self.session.plan.picking is not None
        self.setCursor(Qt.CursorShape.CrossCursor if picking else Qt.CursorShape.ArrowCursor)

    def place_at(self, at: QPointF, *, outside: bool = False) -> Point | None:
        """The world place of what is seen at a point of the view; None for the background.

        Args:
            at: in pixels of the view.
            outside: on the nearest surface, although others are seen through it.
        """
        if self.frame is None:
            return None
        height, width = self.frame.depth.shape
        x, y = at.x() * width / max(self.width(), 1), at.y() * height / max(self.height(), 1)
        return self.frame.place_at(x, y, outside=outside)

    def _choose(self, at: QPointF) -> None:
        """Set the cursor on what is seen at a point, or the end that is being picked.

        An entry lies on the outside: the tumour that is seen through the brain is no way in.
        """
        picking = self.session.plan.picking
        place = self.place_at(at, outside=picking is End.ENTRY)
        if place is not None:
            (self.place_requested if picking is None else self.plan_picked).emit(place)

    def _put(self, end: End) -> None:
        """Put an end of the selected trajectory, or of a new one, under the cross."""
        place = self.place_at(QRectF(self.rect()).center(), outside=end is End.ENTRY)
        if place is not None:
            self.plan_placed.emit(end, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn or to move, or take hold of a trajectory's end."""
        self._from, self._moved = event.position(), False
        self._show_aim(on=False)
        if event.button() is Qt.MouseButton.LeftButton:
            self._plan.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn with the left button, move with the middle one or Shift, zoom with the right."""
        if self._from is None:
            return
        step = event.position() - self._from
        if not self._moved and step.manhattanLength() < 4:
            return
        self._from, self._moved = event.position(), True
        if self._plan.drag(event.position()):
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.buttons() & Qt.MouseButton.MiddleButton or shift:
            self._shift(step)
        elif event.buttons() & Qt.MouseButton.RightButton:
            self.set_viewpoint(self.viewpoint.zoomed(1.01 ** -step.y()))
        else:
            turn = self.viewpoint.turned(
                step.x() * _DEGREES_PER_PIXEL, step.y() * _DEGREES_PER_PIXEL
            )
            self.set_viewpoint(turn)

    def _shift(self, step: QPointF) -> None:
        if self.scene is not None:
            lens = self.viewpoint.lens(self.scene, self.width(), self.height())
            part = 1.0 / (lens.scale * self.scene.radius_mm)
            self.set_viewpoint(self.viewpoint.shifted(step.x() * part, -step.y() * part))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a drag sets the cursor on what is seen there."""
        clicked = self._from is not None and not self._moved
        self._from = None
        self._plan.release()
        if not clicked or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._choose(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        factor = _ZOOM_PER_NOTCH ** (event.angleDelta().y() / _NOTCH)
        self.set_viewpoint(self.viewpoint.zoomed(factor))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrows, zoom with + and -, go back with Home, point with the cross."""
        key = Qt.Key(event.key())
        self._show_aim(on=True)
        if key is Qt.Key.Key_Space:
            self._choose(QRectF(self.rect()).center())
        elif key in _ENDS and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._put(_ENDS[key])
        elif key is Qt.Key.Key_Escape and self.session.plan.picking is not None:
            self.session.plan.set_picking(None)
        elif key in KEYS:
            self.set_viewpoint(self.viewpoint.turned(*KEYS[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_viewpoint(self.viewpoint.zoomed(_ZOOM_PER_NOTCH))
        elif key is Qt.Key.Key_Minus:
            self.set_viewpoint(self.viewpoint.zoomed(1 / _ZOOM_PER_NOTCH))
        elif key is Qt.Key.Key_Home:
            self.set_viewpoint(Viewpoint())
        else:
            super().keyPressEvent(event)

    def _show_aim(self, *, on: bool) -> None:
        """The cross is there for keys, and out of the mouse's way."""
        if on is not self._by_keys:
            self._by_keys = on
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new size."""
        super().resizeEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is drawn."""
        super().hideEvent(event)
        self._rest.stop()
