"""Where a view's pixels lie in the head, and what a person may ask for there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from core.studies.study import Modality
from desktop_app.state.display import LayoutKind, Plane, Point, Ruler
from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry

_FIT = 0.97
"""Part of the view that the fitted head takes."""


@dataclass(frozen=True)
class Draft:
    """A ruler while it is being drawn."""

    start: Point
    end: Point


class SliceCanvas(QGraphicsView):
    """A sequence in a plane, with nothing drawn on it yet: what the mouse needs of a view."""

    cursor_requested = Signal(object)
    """A RAS+ voxel position."""
    slices_requested = Signal(object, int)
    """Plane, and how many slices to go up."""
    window_requested = Signal(object, object)
    """Modality, Window."""
    camera_requested = Signal(object)
    ruler_requested = Signal(object)
    stroke_requested = Signal(object, object, object)
    """Plane, and the RAS+ positions that a piece of a stroke comes from and goes to."""
    stroke_ended = Signal()
    pointer_moved = Signal(object, object)
    """Plane, and the RAS+ position of the mouse while correcting; None once it has left."""
    enlarge_requested = Signal(object, object)
    """Modality, Plane: show this view alone, or go back."""
    activated = Signal(object, object)
    """Modality, Plane: the person works in this view."""
    painted = Signal()
    """The view was drawn; benchmarks listen."""

    def __init__(self, session: Session, modality: Modality, plane: Plane) -> None:
        super().__init__()
        self.session, self.modality, self.plane = session, modality, plane
        self.draft: Draft | None = None
        self.ruling = False

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
        """Scale of the picture; the same in every view of equal size."""
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
        return max(fit, 0.01) * session.camera.zoom

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

    # -- ruler ---------------------------------------------------------------------------

    def start_ruler(self, voxel: Point) -> None:
        """Begin a distance."""
        self.draft = Draft(voxel, voxel)

    def stretch_ruler(self, voxel: Point) -> None:
        """Move the end of the distance."""
        if self.draft is not None:
            self.draft = Draft(self.draft.start, voxel)
            self.viewport().update()

    def finish_ruler(self) -> None:
        """Ask to keep the distance."""
        draft, self.draft = self.draft, None
        ruler = drafted_ruler(self, draft.start, draft.end) if draft else None
        if ruler is not None:
            self.ruler_requested.emit(ruler)
        self.viewport().update()


def drafted_ruler(view: SliceCanvas, start: Point, end: Point) -> Ruler | None:
    """A ruler on the view's slice; None for a click without a drag."""
    pixels = view.to_pixels(end) - view.to_pixels(start)
    if pixels.manhattanLength() < 4:
        return None
    return Ruler(view.plane, view.index, start, end)
