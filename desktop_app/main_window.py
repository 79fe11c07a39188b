"""The main window: lays out views and panels, and wires requests to what fulfils them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from core.foreign_models.library import models_folder
from core.segmenting.passes import Mode
from desktop_app.actions.set import TOOL_ACTIONS, ActionSet
from desktop_app.commands.anatomy import AnatomyCommands
from desktop_app.commands.brain import BrainCommands
from desktop_app.commands.clicking import ClickCommands
from desktop_app.commands.correction import CorrectionCommands
from desktop_app.commands.dialogs import DialogCommands
from desktop_app.commands.exporting import ExportCommands
from desktop_app.commands.files import FileCommands
from desktop_app.commands.follow_up import FollowUpCommands
from desktop_app.commands.glancing import Glancing
from desktop_app.commands.judging import JudgingCommands
from desktop_app.commands.label_offer import LabelOffer
from desktop_app.commands.labels import LabelCommands
from desktop_app.commands.measured_places import show_mark, show_place
from desktop_app.commands.models import ModelCommands
from desktop_app.commands.network_view import NetworkViewCommands
from desktop_app.commands.planning import PlanCommands
from desktop_app.commands.preparing import PreparingCommands
from desktop_app.commands.reporting import ReportCommands
from desktop_app.commands.scanner_exporting import ScannerExportCommands
from desktop_app.commands.sessions import SessionCommands
from desktop_app.commands.support import SupportCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.view import VIEW_COMMANDS
from desktop_app.commands.writing import Leaving
from desktop_app.follow_up.beside_area import BesideArea
from desktop_app.look import icons
from desktop_app.look.plain import as_tip
from desktop_app.opening.drops import dropped_paths, looks_openable
from desktop_app.panels.message_bar import MessageBar
from desktop_app.panels.pages import PageName
from desktop_app.panels.side_panel import SidePanel
from desktop_app.panels.status import CursorStatus
from desktop_app.panels.welcome import Welcome
from desktop_app.preferences import DisplayDefaults, WindowPlace
from desktop_app.state.session import Session
from desktop_app.state.settings import RADIOLOGICAL, THREADS, Settings
from desktop_app.views.slice_bar import SliceBar
from desktop_app.views.view_area import ViewArea
from desktop_app.work.autosaving import data_folder
from desktop_app.work.intensities import LabelIntensities
from desktop_app.work.jobs import Jobs
from desktop_app.work.lesion_lines import LesionLines
from desktop_app.work.measuring import Measuring
from desktop_app.work.model_list import ModelList
from desktop_app.work.plan_measuring import PlanMeasuring
from desktop_app.work.segmenting import Segmenter
from desktop_app.work.thumbnails import Thumbnails


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, settings: Settings, kept: Path | None = None) -> None:
        """Build the window.

        Args:
            settings: the person's choices.
            kept: folder of work that is kept by itself; None for the user's own.
        """
        super().__init__()
        self._kept_folder = kept or data_folder()
        self.settings = settings
        self.session = Session(self)
        self.jobs = Jobs(self)
        DisplayDefaults(self.session, settings)
        self._discarded = False
        self.actions_ = ActionSet(self.session, self)
        self._build()
        self._place = WindowPlace(self, self._splitter, settings)
        folder = models_folder(self._kept_folder)
        self.segmenter = Segmenter(self.session, self.jobs, settings.store, folder, self)
        self._make_commands()
        self._wire()
        self._restore()
        self.retranslate()

    # -- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowIcon(icons.program_icon())
        self.setAcceptDrops(True)
        self.view_area, self.slice_bar = ViewArea(self.session), SliceBar(self.session)
        self.welcome, self.messages = Welcome(), MessageBar()
        self.beside_area = BesideArea(self.session, self.view_area)
        self.side_panel = SidePanel(self.session, self.settings, self.jobs)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self._viewer_page())
        centre = QWidget()
        self._column = column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(centre)
        self.messages.float_over(centre, lambda: self._room_for_messages(centre))
        self._status = CursorStatus(self.session)
        self.setStatusBar(self._status)
        self._tool_bar = QToolBar()
        self._tool_bar.setObjectName("toolBar")
        self._tool_bar.setMovable(False)
        self._tool_bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(self._tool_bar)
        self.actions_.fill_menu_bar(self.menuBar())
        self.actions_.fill_tool_bar(self._tool_bar)
        self.actions_.bind(self, self.view_area)
        self._recent_menu: QMenu = self.actions_.place_recent()

    def _room_for_messages(self, centre: QWidget) -> QRect:
        """The views, or all of the start page."""
        if not self.beside_area.isVisible():
            return self.pages.geometry()
        return QRect(self.beside_area.mapTo(centre, QPoint(0, 0)), self.beside_area.size())

    def _viewer_page(self) -> QWidget:
        views = QWidget()
        row = QHBoxLayout(views)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.beside_area, 1)
        row.addWidget(self.slice_bar)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(views)
        self._splitter.addWidget(self.side_panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        return self._splitter

    def _make_commands(self) -> None:
        around = Surroundings(
            self.session, self.jobs, self.settings, self, self.messages, self.show_error
        )
        self.leaving = Leaving(around, self.close)
        self.glancing = Glancing(self.session, self.view_area)
        self.exports = ExportCommands(
            around,
            self.view_area,
            self.side_panel.measurements.copy,
            lambda: self.sessions.autosaver.mark,
        )
        self.scanner_exports = ScannerExportCommands(around, self.exports)
        self.files = FileCommands(around, self.exports.export_label_map)
        self.label_commands = LabelCommands(around)
        models = ModelList(models_folder(self._kept_folder), self.settings, self.jobs, self)
        self.models = ModelCommands(
            around, models, self.segmenter, self.side_panel.segmenting, self.actions_
        )
        self.dialogs, self.support = DialogCommands(around, models), SupportCommands(around)
        self.corrections = CorrectionCommands(around)
        self.planning = PlanCommands(around, lambda: self.corrections.correcting.set_on(False))
        self.judging = JudgingCommands(around, self.segmenter.package, self.side_panel)
        self.anatomy = AnatomyCommands(around, self.exports, self.side_panel)
        self.brain = BrainCommands(around, self.corrections)
        self.clicks = ClickCommands(around, self.corrections, self.brain.commands()["undo"])
        self.network_view = NetworkViewCommands(around, self.corrections.correcting)
        self.sessions = SessionCommands(around, self.files, self._kept_folder / "sessions")
        self.follow_up = FollowUpCommands(
            around,
            self.files,
            self.segmenter,
            self.side_panel,
            self.beside_area,
            self.sessions.quiet,
        )
        self.reports = ReportCommands(around, self.segmenter.package, self.follow_up.told)
        self.files.session_chosen.connect(self.sessions.open_path)
        self.thumbnails = Thumbnails(
            self.session,
            self.sessions.quiet,
            self.settings,
            self._kept_folder / "thumbnails",
            self,
        )
        self.thumbnails.loaded.connect(self.welcome.set_pictures)
        self.files.folder_opened.connect(self.thumbnails.remember)
        self.files.recent_changed.connect(self._show_recent)
        offer = LabelOffer(
            around, self.sessions.quiet, self.label_commands.load, self.label_commands.choose
        )
        self.sessions.nothing_kept.connect(offer.look)
        self.files.labels_chosen.connect(self.label_commands.load)
        self.support.reporter.export_requested.connect(self.exports.export_label_map)
        self.corrections.toggled.connect(self._show_correction)
        self.preparing = PreparingCommands(
            around, self.files, self.segmenter, lambda name: self.actions_[name].trigger()
        )
        self._column.insertWidget(0, self.preparing.strip)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What every action does; a test compares the keys with the table."""
        session = self.session
        views = {name: (lambda c=command: c(session)) for name, command in VIEW_COMMANDS.items()}
        return {
            **views,
            **self.files.commands(),
            **self.exports.commands(),
            **self.scanner_exports.commands(),
            **self.label_commands.commands(),
            **self.dialogs.commands(),
            **self.models.commands(),
            **self.support.commands(),
            **self.corrections.commands(),
            **self.judging.commands(),
            **self.anatomy.commands(),
            **self.brain.commands(),
            **self.clicks.commands(),
            **self.network_view.commands(),
            **self.follow_up.commands(),
            **self.sessions.commands(),
            **self.reports.commands(),
            **self.planning.commands(),
            **self.glancing.commands(),
            "radiological": self._toggle_radiological,
            "segment": self.segment,
            "segment_accurate": lambda: self.segment(Mode.ACCURATE),
            "cancel": self.cancel,
            **{name: partial(self._toggle_tool, name) for name in TOOL_ACTIONS},
            "side_panel": lambda: self.side_panel.setVisible(
                self.actions_["side_panel"].isChecked()
            ),
            **{f"page_{name.value}": self._page_shower(name) for name in PageName},
            **self.preparing.commands(),
            "steps": lambda: self.preparing.show_steps(self.actions_["steps"].isChecked()),
            "full_screen": self._toggle_full_screen,
            "next_disagreement": self.side_panel.comparing.next_disagreement,
            "quit": self.close,
        }

    def _wire(self) -> None:
        commands = self.commands()
        self.actions_.triggered.connect(lambda name: self._run(commands[name]))
        session = self.session
        session.study_changed.connect(self._study_changed)
        session.volume_arrived.connect(self._study_changed)
        session.state_changed.connect(self._show_title)
        session.segmentation_changed.connect(self.side_panel.refresh)
        LesionLines(session)
        intensities = LabelIntensities(session, self.jobs)
        intensities.changed.connect(
            lambda: self.side_panel.labels.set_intensities(intensities.values)
        )
        for area in (self.view_area, self.beside_area):
            area.enlarge_requested.connect(self.glancing.enlarge)
        self.view_area.stroke_requested.connect(self.brain.stroke)
        self.view_area.outline_requested.connect(self.corrections.correcting.outline)
        self.view_area.click_requested.connect(
            lambda places, wanted: self.clicks.clicking.click(places, wanted=wanted)
        )
        self.view_area.stroke_ended.connect(self.brain.finish)
        session.correcting_changed.connect(self._follow_correcting)
        self.welcome.action_requested.connect(lambda name: commands[name]())
        self.welcome.folder_requested.connect(self.files.open_folder_path)
        self.side_panel.correction.level_chosen.connect(self.corrections.shaping.follow_level)
        for panel in (self.side_panel, self.judging.doubt):
            panel.action_requested.connect(lambda name: self.actions_[name].trigger())
        self.side_panel.measurements.place_requested.connect(partial(show_place, session))
        self.side_panel.marks.mark_requested.connect(partial(show_mark, session))
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self.segmenter.progressed.connect(self.side_panel.show_progress)
        self.segmenter.modes_changed.connect(
            lambda: self.side_panel.show_modes(self.segmenter.modes())
        )
        self.files.opener.started.connect(lambda source: self.welcome.set_reading(source.title))
        session.state_changed.connect(self._follow_opening)
        self.files.opener.started.connect(
            lambda: self.segmenter.warm_up(self.settings.get(THREADS))
        )
        self.preparing.strip.hide_requested.connect(self.actions_["steps"].trigger)
        self.segmenter.finished.connect(self._segmented)
        self.segmenter.failed.connect(self.show_error)

    def _run(self, command: Callable[[], object]) -> None:
        """Do what an action does, to all that is shown: a stroke ends first."""
        self.session.settle()
        command()

    # -- what is shown -------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.actions_.retranslate()
        self._tool_bar.setAccessibleName(self.tr("Toolbar"))
        self._show_recent()
        self._show_title()
        self._show_notes()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            # Icons are tinted in the theme's colours.
            self.retranslate()
        super().changeEvent(event)

    def _show_title(self) -> None:
        name = self.session.study_name
        self.setWindowTitle(f"{name}[*] – Gliovista" if name else "Gliovista[*]")
        self.setWindowModified(bool(self.session.results.unsaved))

    def _study_changed(self) -> None:
        session = self.session
        shown = bool(session.volumes)
        if shown and self.pages.currentIndex() == 0:
            active = session.active
            self.pages.setCurrentIndex(1)
            # Showing the page gives the focus to its first view.
            session.set_active(*active)
            self.view_area.focus_active()
        elif not shown and not session.study_name:
            self._show_recent()
            self.pages.setCurrentIndex(0)
        self._show_notes()
        self._show_title()

    def _follow_opening(self) -> None:
        if not self.session.opening:
            self.welcome.set_reading("")

    def _show_notes(self) -> None:
        self.view_area.set_notes(self.files.notes())

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, without stopping anything."""
        self.messages.error(lambda: self.files.error_text(error))

    def _show_recent(self) -> None:
        folders = self.files.recent()
        self.welcome.set_recent(folders)
        self.thumbnails.load(folders)

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for folder in self.files.recent():
            entry = self._recent_menu.addAction(folder.name)
            entry.setToolTip(as_tip(str(folder)))
            entry.triggered.connect(lambda _=False, f=folder: self.files.open_folder_path(f))
        self._recent_menu.setEnabled(bool(self.files.recent()))

    # -- commands ------------------------------------------------------------------------

    def segment(self, mode: Mode = Mode.FAST) -> None:
        """Find the tumour of the open study; what is shown now stays among its results."""
        self.messages.hide()
        self.segmenter.start(self.settings.get(THREADS), mode)

    def cancel(self) -> None:
        """Give up the segmentation that is running; without one, the tool in hand."""
        if self.session.segmenting:
            self.segmenter.cancel()
        elif not self.view_area.drop_outline() and not self.clicks.clicking.drop():
            self.corrections.correcting.set_on(False)
            self.session.marks.set_tool(None)
            self.session.plan.set_picking(None)

    def _segmented(self) -> None:
        self.session.set_display(overlay=True)
        labels = self.session.labels
        if labels is not None and not labels.has_tumour:
            self.messages.note(lambda: self.tr("The model found no tumour in this study."))
            return
        self.go_to_tumour()

    def go_to_tumour(self) -> None:
        """Show the largest section of the tumour, if there is one."""
        VIEW_COMMANDS["largest_tumour"](self.session)

    def _toggle_radiological(self) -> None:
        self.settings.set(RADIOLOGICAL, not self.session.display.radiological)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of Space after holding it brings back what was before."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.glancing.end_overlay()
        super().keyReleaseEvent(event)

    def _toggle_tool(self, name: str) -> None:
        marks, tool = self.session.marks, TOOL_ACTIONS[name]
        if marks.tool is not tool:
            self.corrections.correcting.set_on(False)
        marks.set_tool(None if marks.tool is tool else tool)

    def _page_shower(self, name: PageName) -> Callable[[], None]:
        def show() -> None:
            self._unfold_side_panel()
            self.side_panel.pages.show_page(name)

        return show

    def _unfold_side_panel(self) -> None:
        if not self.actions_["side_panel"].isChecked():
            self.actions_["side_panel"].trigger()

    def _show_correction(self) -> None:
        """The brush's panel, while there is one; the keys go to the views."""
        if self.session.correcting:
            self._unfold_side_panel()
        self.view_area.focus_active()

    def _follow_correcting(self) -> None:
        """One tool has the left button."""
        if self.session.correcting:
            self.session.marks.set_tool(None)

    def _toggle_full_screen(self) -> None:
        # What it was besides, such as maximised, comes back with the next time.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- dropping ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what could be opened."""
        if any(looks_openable(path) for path in dropped_paths(event.mimeData())):
            self.welcome.drop.set_lit(True)
            _accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Dim the drop area."""
        self.welcome.drop.set_lit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.welcome.drop.set_lit(False)
        _accept_copy(event)
        self.files.open_paths(dropped_paths(event.mimeData()))

    # -- leaving -------------------------------------------------------------------------

    def _restore(self) -> None:
        shown = self.settings.store.value("window/side_panel", "true") != "false"
        self.actions_["side_panel"].setChecked(shown)
        self.side_panel.setVisible(shown)
        self.actions_["steps"].setChecked(self.preparing.shown)
        self._place.restore()

    def _remember(self) -> None:
        self._place.remember()
        shown = self.actions_["side_panel"].isChecked()
        self.settings.store.setValue("window/side_panel", "true" if shown else "false")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what is being written, ask about unsaved work, then end every thread."""
        self.session.settle()
        if not self.leaving.may_close():
            event.ignore()
            return
        if self.session.results.unsaved and not self._discarded:
            event.ignore()
            self.files.guard(self._close_for_good)
            return
        self._remember()
        self.hide()
        self.sessions.shut_down()
        self.files.opener.cancel()
        self.segmenter.cancel()
        self.anatomy.shut_down()
        Measuring.of(self.session).shut_down()
        PlanMeasuring.of(self.session).shut_down()
        self.dialogs.shut_down()
        self.jobs.shut_down()
        super().closeEvent(event)

    def _close_for_good(self) -> None:
        # What is kept by itself goes on telling that it was not exported.
        self._discarded = True
        # Qt takes no second close while the first one is being asked about.
        QTimer.singleShot(0, self.close)


def _accept_copy(event: QDropEvent) -> None:
    """Never as a move, after which the other program might delete the files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
