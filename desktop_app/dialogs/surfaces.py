"""The 3-D view beside the window: surfaces of the regions in a translucent brain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.dialogs.base import Dialog
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.state.display import Point
from desktop_app.state.plan import End
from desktop_app.state.session import Session
from desktop_app.surfaces.rendering import Viewpoint
from desktop_app.surfaces.scene import PartName
from desktop_app.views.surface_view import SurfaceView
from desktop_app.work.surface_scenes import SurfaceScenes

_VIEWPOINTS = {
    "front": Viewpoint(0.0, 0.0),
    "right": Viewpoint(90.0, 0.0),
    "left": Viewpoint(270.0, 0.0),
    "above": Viewpoint(180.0, 90.0),
}


class SurfacesDialog(Dialog):
    """Stays open beside the window and follows what it shows."""

    def __init__(
        self, session: Session, show_point: Callable[[Point], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent, QSize(760, 700))
        self.scenes = SurfaceScenes(session, self)
        self.view = SurfaceView(session, self)
        self._session = session
        self.parts = {name: QCheckBox(self) for name in PartName}
        self.slice = QCheckBox(self)
        self._looks = {name: QPushButton(self) for name in _VIEWPOINTS}
        self._progress, self._hint = QProgressBar(self), PlainLabel(self)
        self._lay_out()
        self.view.place_requested.connect(show_point)
        self.view.plan_picked.connect(session.plan.pick)
        self.view.plan_grabbed.connect(self._grab)
        self.view.plan_moved.connect(session.plan.move_end)
        self.view.plan_placed.connect(session.plan.set_end)
        session.plan.picking_changed.connect(self._show_hint)
        self.scenes.changed.connect(self._show)
        session.study_changed.connect(self._show)
        self.retranslate()

    def _lay_out(self) -> None:
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        shown, looks = QHBoxLayout(), QHBoxLayout()
        for box in (*self.parts.values(), self.slice):
            box.setChecked(True)
            box.toggled.connect(self._choose)
            shown.addWidget(box)
        shown.addStretch(1)
        for name, button in self._looks.items():
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _=False, point=_VIEWPOINTS[name]: self.view.set_viewpoint(point)
            )
            looks.addWidget(button)
        looks.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._progress)
        column.addWidget(self.view, 1)
        column.addLayout(shown)
        column.addLayout(looks)
        column.addWidget(self._hint)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("3-D view"))
        self._progress.setAccessibleName(self.tr("Building the surfaces"))
        for name, box in self.parts.items():
            brain = name is PartName.BRAIN
            box.setText(self.tr("Brain") if brain else name_of(name.value))
        self.slice.setText(self.tr("Slice of the active view"))
        looks = {
            "front": self.tr("Front"),
            "right": self.tr("Right"),
            "left": self.tr("Left"),
            "above": self.tr("Above"),
        }
        for look, button in self._looks.items():
            button.setText(looks[look])
        self._show_hint()
        self._show()

    def _show_hint(self) -> None:
        picking = self._session.plan.picking
        if picking is End.TARGET:
            text = self.tr(
                "Click on the target, or turn until it lies under the cross and press the space "
                "bar. Esc: leave it."
            )
        elif picking is End.ENTRY:
            text = self.tr(
                "Now the entry, in the same way: it lies on the outermost surface, although the "
                "tumour is seen through it. Esc: leave it."
            )
        else:
            text = self.tr(
                "Drag or arrow keys: turn. Wheel, + and -: zoom. Shift and drag: move. "
                "Click: set the cursor. Surfaces are smoothed at 2 mm: measure on the slices."
            )
        self._hint.setText(text)

    def _grab(self, planned_id: int) -> None:
        self._session.plan.select(planned_id)
        self._session.plan.remember()

    def _choose(self) -> None:
        hidden = [name for name, box in self.parts.items() if not box.isChecked()]
        self.view.set_hidden(frozenset(hidden))
        self.view.set_with_slice(self.slice.isChecked())

    def _show(self) -> None:
        scene = self.scenes.scene
        self._progress.setVisible(self.scenes.busy)
        there = set() if scene is None else {part.name for part in scene.parts}
        for name, box in self.parts.items():
            box.setEnabled(name in there)
        self.view.show_scene(scene, self._message())

    def _message(self) -> str:
        if self.scenes.error:
            return translated(self.scenes.error)
        if self.scenes.busy:
            return self.tr("Building the surfaces…")
        if self._session.study is None:
            return self.tr("Open a study to see it here.")
        return self.tr("There is nothing to show.")

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is open, and follow it."""
        super().showEvent(event)
        self.scenes.set_active(True)
        self.view.setFocus()
        self.view.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the processor to others."""
        super().hideEvent(event)
        self.scenes.set_active(False)

    def shut_down(self) -> None:
        """End every thread; the window closes."""
        self.scenes.shut_down()
        self.view.shut_down()
