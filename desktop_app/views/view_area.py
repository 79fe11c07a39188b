"""The views of the current layout, side by side, wired to the session."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from core.studies.study import Modality
from desktop_app.state.display import LayoutKind, Plane, Point
from desktop_app.state.plan import End
from desktop_app.state.session import Session
from desktop_app.views.frame import Coalescer
from desktop_app.views.label_pictures import LabelPictures
from desktop_app.views.slice_view import SliceView
from desktop_app.work.measuring import Measuring
from desktop_app.work.plan_measuring import PlanMeasuring

_COLUMNS = {LayoutKind.FOUR: 2, LayoutKind.PLANES: 2, LayoutKind.TWELVE: 4, LayoutKind.ONE: 1}


def _place(kind: LayoutKind, number: int) -> tuple[int, int, int, int]:
    """Row, column, rows and columns of a view; of three planes the first one is large."""
    if kind is LayoutKind.PLANES:
        return [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)][number]
    columns = _COLUMNS[kind]
    return number // columns, number % columns, 1, 1


class ViewArea(QWidget):
    """Lays out slice views and carries their requests to the session."""

    enlarge_requested = Signal(object, object)
    stroke_requested = Signal(object, object, object)
    stroke_ended = Signal()
    outline_requested = Signal(object, object)
    click_requested = Signal(object, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.views: list[SliceView] = []
        self._pictures = LabelPictures()
        self._notes: dict[Modality, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("viewArea")
        self._frame = Coalescer(self.refresh, self)
        session.layout_changed.connect(self._rebuild)
        for signal in (
            session.study_changed,
            session.volume_arrived,
            session.segmentation_changed,
            session.labels_painted,
            session.cursor_changed,
            session.display_changed,
            session.camera_changed,
            session.marks.changed,
            session.follow_up.shown_changed,
            session.plan.changed,
            session.plan.depth_changed,
            PlanMeasuring.of(session).shells_changed,
            Measuring.of(session).changed,
            session.active_changed,
            session.brain_changed,
            session.whereabouts.changed,
            session.click.changed,
        ):
            signal.connect(self._frame.request)
        session.correcting_changed.connect(self._follow_tool)
        session.marks.tool_changed.connect(self._follow_tool)
        session.plan.picking_changed.connect(self._follow_tool)
        self._rebuild()

    def refresh(self) -> None:
        """Draw every view from the session's state, all at one zoom."""
        fit = min(view.own_fit() for view in self.views)
        for view in self.views:
            view.shared_fit = fit
        for view in self.views:
            view.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another fit, of which the smallest view decides."""
        super().resizeEvent(event)
        self._frame.request()

    def set_notes(self, notes: dict[Modality, str]) -> None:
        """Short texts for views: that a sequence is being read, or what is wrong with it."""
        self._notes = notes
        for view in self.views:
            view.note = notes.get(view.modality, "")
        self._frame.request()

    def _follow_tool(self) -> None:
        for view in self.views:
            view.follow_tool()

    def _show_pointer(self, plane: Plane, place: object) -> None:
        """The brush in every view of the plane: what one sequence shows, another may not."""
        for view in self.views:
            view.show_pointer(place if view.plane is plane else None)  # type: ignore[arg-type]

    def drop_outline(self) -> bool:
        """Forget an outline that is being drawn; whether there was one."""
        dropped = [view.drop_outline() for view in self.views]
        return any(dropped)

    def active_view(self) -> SliceView:
        """The view the person works in."""
        for view in self.views:
            if (view.modality, view.plane) == self.session.active:
                return view
        return self.views[0]

    def focus_active(self) -> None:
        """Give the keyboard to the active view."""
        self.active_view().setFocus()

    def _rebuild(self) -> None:
        """Make the views of the layout, reusing those that exist."""
        cells = self.session.layout.cells()
        had_focus = any(v.hasFocus() for v in self.views)
        while len(self.views) > len(cells):
            view = self.views.pop()
            self._grid.removeWidget(view)
            view.hide()
            view.deleteLater()
        while len(self.views) < len(cells):
            self.views.append(self._new_view())
        columns = _COLUMNS[self.session.layout.kind]
        for place, (view, (modality, plane)) in enumerate(zip(self.views, cells, strict=True)):
            view.show_cell(modality, plane, self._notes.get(modality, ""))
            self._grid.addWidget(view, *_place(self.session.layout.kind, place))
        self._stretch(columns, -(-len(cells) // columns))
        if had_focus:
            self.focus_active()
        self._frame.request()

    def _stretch(self, columns: int, rows: int) -> None:
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, int(row < rows))

    def _new_view(self) -> SliceView:
        view = SliceView(self.session, self._pictures, Modality.T1, Plane.AXIAL)
        view.follow_tool()
        view.cursor_requested.connect(self.session.set_cursor)
        view.slices_requested.connect(self._step)
        view.window_requested.connect(self.session.set_window)
        view.camera_requested.connect(self.session.set_camera)
        view.mark_drawn.connect(self.session.marks.add)
        view.mark_selected.connect(self.session.marks.select)
        view.mark_grabbed.connect(self.session.marks.remember)
        view.mark_moved.connect(self.session.marks.put)
        view.plan_picked.connect(self._pick)
        view.plan_selected.connect(self.session.plan.select)
        view.plan_grabbed.connect(self.session.plan.remember)
        view.plan_moved.connect(self._move_end)
        view.stroke_requested.connect(self.stroke_requested)
        view.stroke_ended.connect(self.stroke_ended)
        view.outline_requested.connect(self.outline_requested)
        view.click_requested.connect(self.click_requested)
        view.pointer_moved.connect(self._show_pointer)
        view.activated.connect(self.session.set_active)
        view.enlarge_requested.connect(self.enlarge_requested)
        return view

    def _pick(self, voxel: Point) -> None:
        """An end of a trajectory was clicked; the cursor goes there with it."""
        self.session.set_cursor(voxel)
        self.session.plan.pick(self.session.to_mm(voxel))

    def _move_end(self, planned_id: int, end: End, voxel: Point) -> None:
        self.session.plan.move_end(planned_id, end, self.session.to_mm(voxel))

    def _step(self, plane: Plane, slices: int) -> None:
        self.session.set_slice(plane, self.session.slice_index(plane) + slices)
