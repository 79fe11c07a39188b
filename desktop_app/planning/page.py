"""The page of trajectories: picking, comparing, looking along one, margins."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.trajectories.measured import Measured
from desktop_app.language.plan_texts import key_name, mm
from desktop_app.language.sentences import translated
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.planning.atlas_line import AtlasLine
from desktop_app.planning.margins import MarginsRow
from desktop_app.planning.pictures import AlongView, ProbeView
from desktop_app.planning.strip import TrajectoryStrip
from desktop_app.planning.table import TrajectoryTable
from desktop_app.state.plan import End
from desktop_app.state.plan_colours import plan_rgb
from desktop_app.state.session import Session
from desktop_app.work.plan_measuring import PlanMeasuring
from desktop_app.work.plan_pictures import PlanPicturing

EXPORTS = ("json", "csv", "markups", "margins")
"""Kinds of files, in the order of the menu."""


class TrajectoriesPage(QWidget):
    """Everything about trajectories; it changes the plan of the session and follows it."""

    export_requested = Signal(str)
    """One of :data:`EXPORTS`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, PlanMeasuring.of(session)
        self.picturing = PlanPicturing(session, self)
        self.new, self.target, self.entry = (QPushButton(self) for _ in range(3))
        self.delete, self.undo, self.export = (QPushButton(self) for _ in range(3))
        self.hint, self.place = PlainLabel(self), PlainLabel(self)
        self.table, self.strip = TrajectoryTable(session, self), TrajectoryStrip(self)
        self.atlas = AtlasLine(session, self)
        self.probe, self.along = ProbeView(self), AlongView(self)
        self.margins = MarginsRow(session, self)
        self._menu = QMenu(self)
        self._entries = {kind: self._menu.addAction("") for kind in EXPORTS}
        self._wire()
        self._lay_out()
        self.retranslate()

    def _wire(self) -> None:
        session, plan = self._session, self._session.plan
        self.new.clicked.connect(plan.begin)
        self.target.clicked.connect(lambda: plan.set_end(End.TARGET, session.cursor_mm))
        self.entry.clicked.connect(lambda: plan.set_end(End.ENTRY, session.cursor_mm))
        self.delete.clicked.connect(lambda: plan.delete(plan.selected))
        self.undo.clicked.connect(plan.undo)
        for kind, entry in self._entries.items():
            entry.triggered.connect(lambda _=False, k=kind: self.export_requested.emit(k))
        self.export.setMenu(self._menu)
        self.strip.depth_hovered.connect(plan.set_depth)
        self.strip.depth_chosen.connect(self._go_to)
        plan.changed.connect(self.refresh)
        plan.picking_changed.connect(self.refresh)
        plan.depth_changed.connect(self._show_depth)
        self._measuring.changed.connect(self.refresh)
        self._measuring.shells_changed.connect(self.refresh)
        self.picturing.changed.connect(self._show_pictures)
        session.display_changed.connect(self._show_pictures)
        session.study_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        row, pictures = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(8)
        for button in (self.new, self.target, self.entry, self.delete, self.undo):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.export.setAutoDefault(False)
        row.addWidget(self.export)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "quiet")
        self.place.setWordWrap(True)
        policy = self.table.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.table.setSizePolicy(policy)
        pictures.setSpacing(8)
        pictures.addWidget(self.probe, 2)
        pictures.addWidget(self.along, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.table)
        column.addWidget(self.atlas)
        column.addWidget(self.strip)
        column.addWidget(self.place)
        column.addLayout(pictures, 5)
        column.addWidget(self.margins)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.new.setText(self.tr("&New trajectory"))
        self.new.setToolTip(
            self.tr("The next two clicks on a slice or in 3-D: target, then entry.")
        )
        self.target.setText(self.tr("&Target at the cursor"))
        self.entry.setText(self.tr("&Entry at the cursor"))
        self.delete.setText(self.tr("De&lete"))
        self.undo.setText(self.tr("&Undo"))
        self.export.setText(self.tr("E&xport"))
        texts = {
            "json": self.tr("Trajectories and margins (JSON)…"),
            "csv": self.tr("Table (CSV)…"),
            "markups": self.tr("Lines for 3D Slicer…"),
            "margins": self.tr("Margins as label map…"),
        }
        for kind, entry in self._entries.items():
            entry.setText(texts[kind])
        self._session.plan.name_of_new = self.tr("Trajectory {0}")
        self.table.retranslate()
        self.strip.retranslate()
        self.atlas.refresh()
        self.margins.retranslate()
        self.probe.setAccessibleName(self.tr("Picture perpendicular to the trajectory"))
        self.along.setAccessibleName(self.tr("Picture along the trajectory"))
        self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        session, plan = self._session, self._session.plan
        there = session.study is not None
        for button in (self.new, self.target, self.entry):
            button.setEnabled(there)
        self.delete.setEnabled(plan.current is not None)
        self.undo.setEnabled(plan.can_undo)
        for kind, entry in self._entries.items():
            entry.setEnabled(self._can_export(kind))
        self.export.setEnabled(any(entry.isEnabled() for entry in self._entries.values()))
        self.hint.setText(self._hint())
        self.strip.show_measured(self._measuring.measured(plan.current))
        self._show_pictures()
        self._show_depth()

    def _can_export(self, kind: str) -> bool:
        """Whether everything that a file is to hold is known."""
        items = self._session.plan.items
        if kind == "margins":
            return self._measuring.shells is not None
        if kind == "markups":
            return bool(items)
        measured = len(self._measuring.all_measured()) == len(items)
        return bool(items) and measured and not self._measuring.busy

    def _hint(self) -> str:
        plan = self._session.plan
        if self._session.study is None:
            return self.tr("Open a study to plan a trajectory in it.")
        if self._measuring.error:
            return translated(self._measuring.error)
        if plan.picking is not None or plan.pending:
            return self._picking_hint()
        if not plan.items:
            return self.tr(
                "A trajectory runs straight from an entry to a target. Pick both by clicks, or "
                "bring the cursor there and press the buttons."
            )
        if self._measuring.busy:
            return self.tr("Measuring…")
        return self.tr(
            "Drag the ends in the slices or in 3-D. Arrow keys on the strip go along it."
        )

    def _picking_hint(self) -> str:
        plan = self._session.plan
        if plan.picking is End.TARGET:
            return self.tr("Click on the target, in any slice or in the 3-D view. Esc: leave it.")
        if plan.picking is End.ENTRY:
            return self.tr("Now click on the entry. Esc: leave it.")
        if End.TARGET in plan.pending:
            return self.tr("The target is set; the entry is missing.")
        return self.tr("The entry is set; the target is missing.")

    def _go_to(self, depth_mm: float) -> None:
        """Look at a depth, and bring the slices there."""
        plan = self._session.plan
        plan.set_depth(depth_mm)
        if plan.current is not None:
            self._session.show_point(plan.current.way.place_mm(plan.depth_mm))

    def _show_depth(self) -> None:
        depth = self._session.plan.depth_mm
        for view in (self.strip, self.probe, self.along):
            view.show_depth(depth)
        self.place.setText(self._place_text(depth))

    def _place_text(self, depth: float) -> str:
        plan = self._session.plan
        found = self._measuring.measured(plan.current)
        if found is None or plan.current is None:
            return ""
        x, y, z = (number(value, 0) for value in plan.current.way.place_mm(depth))
        keys = [track.at(depth) for track in (found.tissue, *found.structures)]
        names = dict.fromkeys(key_name(key) for key in keys if key != "outside")
        what = ", ".join(names) or key_name("outside")
        text = self.tr("Depth {0} · {1}").format(mm(depth), what)
        clear = self._clearance(found, depth)
        return f"{text}{clear} · {x} {y} {z} mm".replace("-", "−")

    def _clearance(self, found: Measured, depth: float) -> str:
        if not found.nearest:
            return ""
        index = int(abs(found.depths_mm - depth).argmin())
        nearest = mm(float(found.clearance_mm[index]))
        return " · " + self.tr("eloquent at {0}").format(nearest)

    def _show_pictures(self) -> None:
        plan, pictures = self._session.plan, self.picturing.pictures
        current = plan.current
        if current is None:
            pictures = None
        colour = QColor(*plan_rgb(current.id if current else 1))
        message = self.tr("Drawing…") if current else self.tr("No trajectory is selected.")
        for view in (self.probe, self.along):
            view.show_pictures(pictures, self.picturing.window(), colour, message)

    def heightForWidth(self, width: int) -> int:
        """The least: its pictures shrink before an area that scrolls cuts them off."""
        layout = self.layout()
        assert layout is not None
        return layout.totalMinimumHeightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the strip is drawn in its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.strip.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw pictures from now on."""
        super().showEvent(event)
        self.picturing.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the processor to others."""
        super().hideEvent(event)
        self.picturing.set_active(False)

    def shut_down(self) -> None:
        """End every thread; the window closes."""
        self.picturing.shut_down()
