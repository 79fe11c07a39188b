"""One view: a sequence in a plane, with labels, annotations, mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsRectItem, QGraphicsScene, QGraphicsView

from core.labels import LABEL_RGB, Label
from core.studies.study import Modality
from desktop_app.language.translation import number
from desktop_app.state.brush import BrushTool
from desktop_app.state.display import OverlayStyle, Plane, Point
from desktop_app.state.session import Session
from desktop_app.views import annotations as draw
from desktop_app.views.brain_outline import BRAIN, BrainLayer
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.change import ChangeLayer
from desktop_app.views.change import is_on as change_is_on
from desktop_app.views.click_drawing import draw_clicks
from desktop_app.views.clicked import ClickedLayer
from desktop_app.views.difference import DifferenceLayer, is_on
from desktop_app.views.doubt import DoubtLayer
from desktop_app.views.label_pictures import RIM, LabelPicture, LabelPictures
from desktop_app.views.mark_drawing import draw_marks
from desktop_app.views.mouse import MouseActions
from desktop_app.views.plan_drawing import draw_plan
from desktop_app.views.shell_outlines import ShellLayer
from desktop_app.views.slice_items import (
    FillItem,
    OutlineItem,
    ScanItem,
    to_grey,
)
from desktop_app.views.standing_texts import StandingTexts
from desktop_app.views.structures import StructureLayer
from desktop_app.views.ways import draw_way

_NARROW = 280
"""Views narrower than this leave out what would run into the letters: plane's name, window."""


class SliceView(SliceCanvas):
    """Draws what the session holds and asks for changes; knows no other view."""

    def __init__(
        self, session: Session, pictures: LabelPictures, modality: Modality, plane: Plane
    ) -> None:
        super().__init__(session, modality, plane)
        self._pictures = pictures
        self.pointer: Point | None = None
        self.plain = False  # drawn for a file, without a mark for the active view
        self.note = ""
        self._keys: dict[str, object] = {}
        self._standing = StandingTexts()
        self._mouse = MouseActions(self)
        self._prepare()
        self._build_scene()
        self.retranslate()

    def _prepare(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # refresh() asks for every repaint itself; the scene's own requests would double it.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState, True)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing, True)
        self.setBackgroundBrush(QColor(0, 0, 0))
        self.setAcceptDrops(False)  # they are the window's
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)  # handles light up below the mouse
        self.setMinimumSize(80, 80)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _build_scene(self) -> None:
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._root = QGraphicsRectItem()
        self._root.setPen(QPen(Qt.PenStyle.NoPen))
        scene.addItem(self._root)
        self._scan, self._fill = ScanItem(), FillItem()
        for item in (self._scan, self._fill):
            item.setParentItem(self._root)
        self._structures = StructureLayer(self._root, self._pictures.structures)
        self._doubt = DoubtLayer(self._root, self._pictures.doubt)
        self._brain = BrainLayer(self._root)
        self._shells = ShellLayer(self._root)
        self._difference = DifferenceLayer(self._root)
        self._change = ChangeLayer(self._root)
        self._clicked = ClickedLayer(self._root)
        self._outline, self._rim = OutlineItem(self._root), OutlineItem(self._root)
        self._compared = OutlineItem(self._root)
        self.setScene(scene)

    def show_cell(self, modality: Modality, plane: Plane, note: str) -> None:
        """Show another sequence or plane from now on."""
        self.modality, self.plane, self.note = modality, plane, note
        self.pointer = self.draft = self.hovered = None
        self.drop_outline()
        self.retranslate()

    def follow_tool(self) -> None:
        """Show by the mouse what the left button does, and follow it where a brush does."""
        correcting = self.session.correcting
        crossed = self.session.marks.tool is not None or correcting
        crossed = crossed or self.session.plan.picking is not None
        self.setCursor(Qt.CursorShape.CrossCursor if crossed else Qt.CursorShape.ArrowCursor)
        self.draft = None
        if not correcting:
            self.pointer = None
        self.viewport().update()

    def drop_outline(self) -> bool:
        """Forget an outline that is being drawn; whether there was one."""
        return self._mouse.outline.drop()

    def show_pointer(self, place: Point | None) -> None:
        """Draw the brush at a RAS+ position, or nowhere."""
        self.pointer = place
        self.viewport().update()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setAccessibleName(f"{self.modality.value} {self.plane_name()}")
        self.setAccessibleDescription(
            self.tr(
                "Slice view: arrow keys scroll, Space hides the labels, a click sets the cursor"
            )
        )
        self.viewport().update()

    def plane_name(self) -> str:
        """The plane in the current language."""
        names = {
            Plane.AXIAL: self.tr("axial"),
            Plane.CORONAL: self.tr("coronal"),
            Plane.SAGITTAL: self.tr("sagittal"),
        }
        return names[self.plane]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- drawing -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw again whatever differs from what was drawn last."""
        if self.modality in self.session.volumes and self.viewport().width() > 0:
            self._root.setVisible(True)
            self._refresh_scan()
            self._refresh_labels()
            self._structures.refresh(self.session, self.geometry_, self.index)
            self._doubt.refresh(self.session, self.geometry_, self.index)
            self._refresh_comparison()
            self._brain.refresh(self.session, self.geometry_, self.index)
            self._shells.refresh(self.session, self.geometry_, self.index)
            self._difference.refresh(self.session, self.geometry_, self.index)
            self._change.refresh(self.session, self.geometry_, self.index)
            self._clicked.refresh(self.session, self.geometry_, self.index)
            self._root.setTransform(self.transform_())
        else:
            self._root.setVisible(False)
        self.viewport().update()

    def _differs(self, part: str, key: object) -> bool:
        """Whether ``part`` was last drawn from other things; remembers ``key``."""
        if self._keys.get(part) == key:
            return False
        self._keys[part] = key
        return True

    def _refresh_scan(self) -> None:
        display, window = self.session.display, self.session.window(self.modality)
        shown, geometry, index = self.session.volumes[self.modality], self.geometry_, self.index
        self._scan.smooth = display.smooth
        # What lies beyond the scan is air, as its margin is.
        self.setBackgroundBrush(Qt.GlobalColor.white if display.inverted else Qt.GlobalColor.black)
        if self._differs("scan", (shown, geometry, index, window, display.inverted)):
            grey = to_grey(geometry.picture(shown.ras, index), window, inverted=display.inverted)
            self._scan.show_grey(grey, geometry.size_mm)

    def _refresh_labels(self) -> None:
        display, labels = self.session.display, self.session.labels
        shown = labels is not None and display.overlay and bool(display.visible)
        shown = shown and not is_on(self.session)
        changed = change_is_on(self.session)
        filled = display.style is not OverlayStyle.OUTLINE and not DoubtLayer.is_on(self.session)
        filled = filled and not changed
        self._fill.setVisible(shown and filled)
        self._outline.setVisible(shown and display.style is not OverlayStyle.FILL)
        if labels is None or not shown:
            return
        geometry, index = self.geometry_, self.index
        picture = self._pictures.get(labels, geometry, index, display.visible)
        if self._differs("labels", (picture, display.style, display.opacity)):
            if display.style is not OverlayStyle.OUTLINE:
                self._fill.show_labels(picture.labels, geometry.size_mm, display.opacity)
            if display.style is not OverlayStyle.FILL:
                self._show_outline(self._outline, picture, 1.5)

    def _refresh_comparison(self) -> None:
        labels, display = self.session.comparison, self.session.display
        shown = labels is not None and display.overlay and not is_on(self.session)
        self._compared.setVisible(shown)
        self._rim.setVisible(shown)
        if labels is None or not shown:
            return
        picture = self._pictures.get(
            labels, self.geometry_, self.index, display.visible, compared=True
        )
        if self._differs("comparison", picture):
            white = LabelPicture(picture.labels, [(RIM, path) for _, path in picture.lines])
            self._show_outline(self._rim, white, 3.0)
            self._show_outline(self._compared, picture, 1.0)

    def _show_outline(self, item: OutlineItem, picture: LabelPicture, width: float) -> None:
        rows, columns = picture.labels.shape
        size_u, size_v = self.geometry_.size_mm
        item.show_outlines(picture.lines, QRectF(0, 0, columns, rows), width)
        item.setTransform(QTransform.fromScale(size_u / columns, size_v / rows))

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Write over the scan; scene and viewport coordinates are the same here."""
        area = QRectF(self.viewport().rect())
        active = self.session.active == (self.modality, self.plane) and not self.plain
        painter.setFont(self.font())
        if self.modality not in self.session.volumes:
            draw.draw_sentence(painter, area, self.empty_text())
        else:
            self._draw_marks(painter, area)
            if self.session.display.annotations:
                self._draw_texts(painter, area, active=active)
        if active and self.hasFocus():
            painter.setPen(QPen(draw.ACCENT, 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def empty_text(self) -> str:
        """What stands instead of a scan: that it is being read, or is not in the study."""
        if self.session.study is None:
            return f"{self.modality.value}\n{self.note}"
        return self.tr("{0}: not in this study").format(self.modality.value)

    def _draw_marks(self, painter: QPainter, area: QRectF) -> None:
        session = self.session
        if session.display.crosshair:
            gap = max(8.0, self.pixels_per_mm() * 4)
            draw.draw_crosshair(painter, area, self.to_pixels(session.cursor), gap)
        draw_plan(painter, self, plain=self.plain)
        draw_marks(painter, self, area, plain=self.plain)
        draw_way(painter, self, area)
        if self.session.correcting and not self.plain:
            self._draw_tool(painter)

    def _draw_tool(self, painter: QPainter) -> None:
        """The rim of the brush, or the outline as far as it is drawn."""
        brush = self.session.brush
        if brush.tool is BrushTool.CLICK:
            draw_clicks(painter, self)
            return
        erases = brush.label is Label.BACKGROUND
        colour = draw.TEXT if erases else QColor(*LABEL_RGB[brush.label])
        if brush.tool is BrushTool.OUTLINE:
            points = [self.to_pixels(corner) for corner in self.corners]
            draw.draw_open_outline(painter, points, colour, erases=erases)
            return
        place = self.pointer
        if place is None:
            return
        if self.session.brain.target:
            erases, colour = self.session.brain.erases, BRAIN
        radius = brush.radius_mm * self.pixels_per_mm()
        draw.draw_brush(painter, self.to_pixels(place), radius, colour, erases=erases)

    def _draw_texts(self, painter: QPainter, area: QRectF, *, active: bool) -> None:
        session, window = self.session, self.session.window(self.modality)
        narrow = area.width() < _NARROW
        # In a narrow view it would run into the letter below.
        grey = "" if narrow else f"W {number(window.width, 0)}  L {number(window.level, 0)}"
        corners = draw.Corners(
            self.modality.value,
            f"{session.camera.zoom:.0%}\n{grey}".rstrip() if session.camera.zoom != 1 else grey,
            "\n".join(filter(None, (self.note, self._whose_view()))),
            # A folder may be called after its patient, whose name is in no picture that is kept.
            "" if narrow or self.plain else session.study_name,
        )
        inverted, letters = session.display.inverted, self.geometry_.letters
        scale = self.pixels_per_mm()

        def write(painter: QPainter) -> None:
            draw.draw_corners(painter, area, corners, active=active, inverted=inverted)
            draw.draw_letters(painter, area, letters, inverted=inverted)
            draw.draw_scale_bar(painter, area, scale, "mm", inverted=inverted)

        said = (corners, active, inverted, letters, scale)
        self._standing.draw(painter, area, said, write)
        place = f"{self.index + 1}/{session.shape[self.plane.axis]}"
        number_text = place if narrow else f"{self.plane_name()} {place}"
        draw.draw_slice_number(painter, area, number_text, inverted=inverted)

    def _whose_view(self) -> str:
        """That this is not the patient's own scan; empty where it is."""
        if self.session.own_view is None:
            return ""
        return self.tr("Network's view, {0} mm").format(number(max(self.session.spacing_mm), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and tell whoever measures it."""
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the centre in the middle."""
        super().resizeEvent(event)
        self.setSceneRect(QRectF(self.viewport().rect()))
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focused view is the active one."""
        super().focusInEvent(event)
        self.activated.emit(self.modality, self.plane)

    # -- mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the cursor, or begin to drag."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, and let the brush follow."""
        self._mouse.move(event)
        if self.session.correcting:
            self.pointer_moved.emit(self.plane, self.to_voxel(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Take the brush away."""
        super().leaveEvent(event)
        if self.session.correcting:
            self.pointer_moved.emit(self.plane, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarge this view, or go back."""
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        self._mouse.wheel(event)
