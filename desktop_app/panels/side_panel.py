"""Everything beside the views: segment, correction, labels, measurements, study."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.panels.compared_note import ComparedNote
from desktop_app.panels.corrected_note import CorrectedNote
from desktop_app.panels.correction_panel import CorrectionPanel
from desktop_app.panels.expected_dice import ExpectedDice
from desktop_app.panels.findings_panel import FindingsPanel
from desktop_app.panels.labels_panel import LabelsPanel
from desktop_app.panels.measurements import MeasurementsPanel
from desktop_app.panels.section import Section
from desktop_app.panels.segment_panel import SegmentPanel
from desktop_app.panels.study_panel import StudyPanel
from desktop_app.state.session import Session
from desktop_app.state.settings import Settings
from desktop_app.work.jobs import Jobs

_WIDTH = 320


class SidePanel(QWidget):
    """Sections that fold away; scrolls where the window is low."""

    action_requested = Signal(str)

    def __init__(self, session: Session, settings: Settings, jobs: Jobs) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("sidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_WIDTH)
        self._name = QLabel()
        self._name.setProperty("role", "heading")
        self._name.setWordWrap(True)
        self._segment = SegmentPanel(session)
        self.modes = self._segment.modes
        self.labels, study = LabelsPanel(session), StudyPanel(session)
        self.measurements = MeasurementsPanel(session)
        self.correction = CorrectionPanel(session)
        self._sections = {
            "labels": Section("labels", self.labels, settings.store),
            "measurements": Section("measurements", self.measurements, settings.store),
            "study": Section("study", study, settings.store),
        }
        for panel in (self._segment, self.labels, self.correction):
            panel.action_requested.connect(self.action_requested)
        contents = QWidget()
        contents.setObjectName("sideContents")
        column = QVBoxLayout(contents)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(FindingsPanel(session))
        column.addWidget(self._segment)
        column.addWidget(ExpectedDice(session))
        column.addWidget(CorrectedNote(session))
        column.addWidget(ComparedNote(session, jobs))
        column.addWidget(self.correction)
        for section in self._sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(contents)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        session.study_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        titles = {
            "labels": self.tr("Labels"),
            "measurements": self.tr("Measurements"),
            "study": self.tr("Sequences"),
        }
        for key, section in self._sections.items():
            section.set_title(titles[key])
        self.setAccessibleName(self.tr("Side panel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        self._name.setText(self.session.study_name)

    def show_correction(self) -> None:
        """Bring the brush and its labels into sight."""
        # Only once the panel has been laid out does it have a place.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.correction))

    def show_progress(self, fraction: float, seconds_left: float | None) -> None:
        """Say how far the segmentation is."""
        self._segment.show_progress(fraction, seconds_left)
