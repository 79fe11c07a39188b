"""What the mouse does to marks: drawing the next, and dragging handles or whole marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt

from desktop_app.state.display import Plane, Point
from desktop_app.state.mark_geometry import shifted, with_point
from desktop_app.state.marks import POINTS, Mark, MarkKind, next_id, next_number
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.mark_drawing import shape_lines, visible_marks

_HANDLE_REACH, _LINE_REACH = 8.0, 5.0
"""Pixels within which a handle or a line is taken hold of."""

_DRAG = 4.0
"""Pixels that the mouse must travel before a press is a drag and not a click."""

_BETWEEN_CORNERS = 3.0
"""Pixels between the corners of a free-hand outline as it is drawn."""


@dataclass(frozen=True)
class Hold:
    """What the mouse holds: a handle of a mark, or all of it.

    Attributes:
        mark: as it was when it was taken.
        handle: index of its point; None for the whole mark.
    """

    mark: Mark
    handle: int | None


class MarkMouse:
    """Follows the left button over one view; asks the view to ask for changes."""

    def __init__(self, view: SliceCanvas) -> None:
        self._view = view
        self._hold: Hold | None = None
        self._from: Point = (0.0, 0.0, 0.0)
        self._pressed = QPointF()
        self._began = self._moved = self._remembered = False

    def wants(self, pixel: QPointF) -> bool:
        """Whether the left button means a mark here."""
        return self._may_draw() or self._held_at(pixel) is not None

    def _may_draw(self) -> bool:
        tool = self._view.session.marks.tool
        return tool is not None and not (
            # Left and right cannot be told on a sagittal slice.
            tool is MarkKind.SHIFT and self._view.plane is Plane.SAGITTAL
        )

    def _held_at(self, pixel: QPointF) -> Hold | None:
        view = self._view
        if view.session.own_view is not None:
            return None  # what is moved there would not be there any more on the way back
        marks = visible_marks(view.session, view.plane, view.index)[::-1]
        for mark in marks:
            for index, point in enumerate(mark.points):
                if _distance(view.to_pixels(point), pixel) <= _HANDLE_REACH:
                    return Hold(mark, index)
        for mark in marks:
            if any(_to_line(line, pixel) <= _LINE_REACH for line in shape_lines(view, mark)):
                return Hold(mark, None)
        return None

    # -- events --------------------------------------------------------------------------

    def hover(self, pixel: QPointF) -> None:
        """Light up what would be taken hold of, and let the next point follow the mouse."""
        view = self._view
        if view.draft is not None and view.draft.kind is not MarkKind.FREEHAND:
            self._follow(pixel)
            return
        held = None if view.session.correcting else self._held_at(pixel)
        hovered = held.mark.id if held else None
        if hovered != view.hovered:
            view.hovered = hovered
            view.viewport().update()
        shape = Qt.CursorShape.ArrowCursor
        if held:
            shape = Qt.CursorShape.SizeAllCursor
            if held.handle is not None:
                shape = Qt.CursorShape.PointingHandCursor
        elif self._may_draw() or view.session.correcting:
            shape = Qt.CursorShape.CrossCursor
        if view.cursor().shape() is not shape:
            view.setCursor(shape)

    def press(self, pixel: QPointF) -> None:
        """Take hold of a mark, begin one, or place its next point."""
        view = self._view
        self._pressed = pixel
        self._began = self._moved = self._remembered = False
        place = self._place(pixel)
        draft = view.draft
        if draft is not None and (draft.plane, draft.slice_index) != (view.plane, view.index):
            draft = view.draft = None
        if draft is not None:
            self._follow(pixel)
            return
        self._hold = self._held_at(pixel)
        if self._hold is not None:
            self._from = place
            view.mark_selected.emit(self._hold.mark.id)
            return
        tool = view.session.marks.tool
        if tool is not None and self._may_draw():
            self._began = True
            points = (place,) if tool is MarkKind.FREEHAND else (place, place)
            view.draft = Mark(0, tool, view.plane, view.index, points)
            view.viewport().update()

    def drag(self, pixel: QPointF) -> None:
        """Go on with what the press began."""
        view = self._view
        self._moved = self._moved or _distance(pixel, self._pressed) >= _DRAG
        if self._hold is not None:
            if self._moved:
                self._drag_hold(pixel)
        elif view.draft is not None and view.draft.kind is MarkKind.FREEHAND:
            last = view.to_pixels(view.draft.points[-1])
            if _distance(last, pixel) >= _BETWEEN_CORNERS:
                points = (*view.draft.points, self._place(pixel))
                view.draft = replace(view.draft, points=points)
                view.viewport().update()
        else:
            self._follow(pixel)

    def release(self) -> None:
        """Let go; a mark with all its points is asked for."""
        hold, self._hold = self._hold, None
        draft = self._view.draft
        if hold is not None or draft is None:
            return
        if draft.kind is MarkKind.FREEHAND:
            self._view.draft = None
            outline = _simplified(self._view, draft)
            if outline is not None:
                self._finish(outline)
            self._view.viewport().update()
        elif self._moved or not self._began:
            # A click on the first point leaves it to the next click to place the second.
            if len(draft.points) == POINTS[draft.kind]:
                self._view.draft = None
                self._finish(draft)
            else:
                self._view.draft = replace(draft, points=(*draft.points, draft.points[-1]))
            self._began = False
        self._view.viewport().update()

    # -- doing it ------------------------------------------------------------------------

    def _place(self, pixel: QPointF) -> Point:
        """The RAS+ position of a pixel, kept within the volume."""
        shape = np.asarray(self._view.session.shape)
        x, y, z = np.clip(self._view.to_voxel(pixel), -0.5, shape - 0.5).tolist()
        return (x, y, z)

    def _follow(self, pixel: QPointF) -> None:
        draft = self._view.draft
        if draft is not None and draft.slice_index == self._view.index:
            points = (*draft.points[:-1], self._place(pixel))
            self._view.draft = replace(draft, points=points)
            self._view.viewport().update()

    def _drag_hold(self, pixel: QPointF) -> None:
        view, hold = self._view, self._hold
        if hold is None:
            return
        session = view.session
        now = session.marks.get(hold.mark.id)
        if now is None:
            # It was deleted, or measured anew, while it was held.
            self._hold = None
            return
        if not self._remembered:
            self._remembered = True
            view.mark_grabbed.emit()
        place = self._place(pixel)
        if hold.handle is None:
            step = np.subtract(place, self._from).tolist()
            moved = shifted(hold.mark, (step[0], step[1], step[2]), session.shape)
        else:
            moved = with_point(hold.mark, hold.handle, place, session.spacing_mm)
        view.mark_moved.emit(moved)

    def _finish(self, draft: Mark) -> None:
        view = self._view
        first, last = (view.to_pixels(draft.points[i]) for i in (0, 1))
        if draft.kind is not MarkKind.FREEHAND and _distance(first, last) < _DRAG:
            return
        marks = view.session.marks.items
        number = next_number(marks, draft.kind)
        view.mark_drawn.emit(replace(draft, id=next_id(marks), number=number))


def _distance(a: QPointF, b: QPointF) -> float:
    return float(np.hypot(a.x() - b.x(), a.y() - b.y()))


def _to_line(line: QLineF, pixel: QPointF) -> float:
    """Distance of a pixel from a piece of a line."""
    size = line.length()
    if size == 0:
        return _distance(line.p1(), pixel)
    at = ((pixel.x() - line.x1()) * line.dx() + (pixel.y() - line.y1()) * line.dy()) / size**2
    return _distance(line.pointAt(min(max(at, 0.0), 1.0)), pixel)


def _simplified(view: SliceCanvas, draft: Mark) -> Mark | None:
    """A free-hand outline with as few corners as tell it within a pixel; None for a dab."""
    at = np.array([[p.x(), p.y()] for p in map(view.to_pixels, draft.points)])
    kept = _fewest(at, 1.0)
    if len(kept) < 3 or np.ptp(at, axis=0).max() < 2 * _DRAG:
        return None
    return replace(draft, points=tuple(draft.points[index] for index in kept))


def _fewest(at: np.ndarray, tolerance: float) -> list[int]:
    """Indices of the corners that the Douglas-Peucker algorithm keeps."""
    kept, open_ = {0, len(at) - 1}, [(0, len(at) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        line = QLineF(*map(float, (*at[first], *at[last])))
        away = [_to_line(line, QPointF(*map(float, p))) for p in at[first + 1 : last]]
        far = int(np.argmax(away))
        if away[far] > tolerance:
            middle = first + 1 + far
            kept.add(middle)
            open_ += [(first, middle), (middle, last)]
    return sorted(kept)
