"""Where a view's pixels lie in the head, and what a person may ask for there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from core.studies.study import Modality
from desktop_app.state.display import LayoutKind, Plane, Point
from desktop_app.state.marks import Mark
from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry

_FIT = 0.97
"""Part of the view that the fitted head takes."""


class SliceCanvas(QGraphicsView):
    """A sequence in a plane, with nothing drawn on it yet: what the mouse needs of a view."""

    cursor_requested = Signal(object)
    """A RAS+ voxel position."""
    slices_requested = Signal(object, int)
    """Plane, and how many slices to go up."""
    window_requested = Signal(object, object)
    """Modality, Window."""
    camera_requested = Signal(object)
    mark_drawn = Signal(object)
    """A Mark that is to be kept."""
    mark_selected = Signal(object)
    """The id of a mark whose handles are to be shown; None for none."""
    mark_grabbed = Signal()
    """A mark is about to be moved."""
    mark_moved = Signal(object)
    """The Mark in its new place."""
    stroke_requested = Signal(object, object, object)
    """Plane, and the RAS+ positions that a piece of a stroke comes from and goes to."""
    stroke_ended = Signal()
    click_requested = Signal(object, bool)
    """RAS+ places of a click or a scribble, and whether they belong to the region."""
    outline_requested = Signal(object, object)
    """Plane, and the RAS+ corners of an outline whose inside is to be painted."""
    pointer_moved = Signal(object, object)
    """Plane, and the RAS+ position of the mouse while correcting; None once it has left."""
    plan_picked = Signal(object)
    """A RAS+ position that becomes an end of a trajectory."""
    plan_selected = Signal(int)
    """The id of a trajectory that was taken hold of."""
    plan_grabbed = Signal()
    """An end of a trajectory is about to be moved."""
    plan_moved = Signal(int, object, object)
    """Id of a trajectory, its End, and the RAS+ position that it is moved to."""
    enlarge_requested = Signal(object, object)
    """Modality, Plane: show this view alone, or go back."""
    activated = Signal(object, object)
    """Modality, Plane: the person works in this view."""
    painted = Signal()
    """The view was drawn; benchmarks listen."""

    def __init__(self, session: Session, modality: Modality, plane: Plane) -> None:
        super().__init__()
        self.session, self.modality, self.plane = session, modality, plane
        self.draft: Mark | None = None
        self.corners: list[Point] = []  # of an outline or a scribble that is being drawn
        self.scribble_wanted = True  # the scribble says what belongs to the region
        self.hovered: int | None = None
        self.shared_fit: float | None = None

    # -- geometry ------------------------------------------------------------------------

    @property
    def geometry_(self) -> PlaneGeometry:
        """How this plane is laid on the screen now."""
        session = self.session
        return PlaneGeometry(
            self.plane, session.shape, session.spacing_mm, session.display.radiological
        )

    @property
    def index(self) -> int:
        """The slice that is shown."""
        return self.session.slice_index(self.plane)

    def pixels_per_mm(self) -> float:
        """Scale of the picture; the same in every view that stands beside it."""
        return (self.shared_fit or self.own_fit()) * self.session.camera.zoom

    def own_fit(self) -> float:
        """Pixels per millimetre at which the head fits into this view."""
        session = self.session
        (first, last), spacing = session.head, session.spacing_mm
        size = [(b - a + 1) * s for a, b, s in zip(first, last, spacing, strict=True)]
        planes = {self.plane}
        if session.layout.kind is LayoutKind.TWELVE:
            planes = set(Plane)
        axes = [PlaneGeometry(p, session.shape, spacing, True).axes for p in planes]
        width, height = max(size[u] for u, _ in axes), max(size[v] for _, v in axes)
        area = self.viewport().size()
        fit = min(area.width() / width, area.height() / height) * _FIT
        return max(fit, 0.01)

    def centre(self) -> Point:
        """RAS+ position in the middle of the view."""
        if self.session.camera.centre is not None:
            return self.session.camera.centre
        x, y, z = ((a + b) / 2 for a, b in zip(*self.session.head, strict=True))
        return (x, y, z)

    def transform_(self) -> QTransform:
        """Picture millimetres to pixels of the viewport."""
        scale, area = self.pixels_per_mm(), self.viewport().size()
        u, v = self.geometry_.to_picture(self.centre())
        dx, dy = area.width() / 2 - u * scale, area.height() / 2 - v * scale
        return QTransform(scale, 0, 0, scale, dx, dy)

    def to_pixels(self, voxel: Point) -> QPointF:
        """Where a RAS+ position lies in the viewport."""
        return self.transform_().map(QPointF(*self.geometry_.to_picture(voxel)))

    def to_voxel(self, pixel: QPointF) -> Point:
        """RAS+ position of a pixel of the viewport, on the slice that is shown."""
        mm = self.transform_().inverted()[0].map(pixel)
        return self.geometry_.to_voxel(mm.x(), mm.y(), self.index)
