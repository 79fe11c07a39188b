"""Everything beside the views: what is open, its volumes, and its pages below them.

The pages are :attr:`SidePanel.result`, :attr:`SidePanel.correct`, :attr:`SidePanel.compare`,
:attr:`SidePanel.follow_up` and
:attr:`SidePanel.place`; a panel goes onto one with ``add``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.look.plain import PlainLabel
from desktop_app.panels.brain_panel import BrainPanel
from desktop_app.panels.click_panel import ClickPanel
from desktop_app.panels.compare_panel import ComparePanel
from desktop_app.panels.corrected_note import CorrectedNote
from desktop_app.panels.correction_panel import CorrectionPanel
from desktop_app.panels.correction_switch import CorrectionSwitch
from desktop_app.panels.expected_dice import ExpectedDice
from desktop_app.panels.findings_panel import FindingsPanel
from desktop_app.panels.labels_panel import LabelsPanel
from desktop_app.panels.marks_panel import MarksPanel
from desktop_app.panels.measurements import MeasurementsPanel
from desktop_app.panels.pages import PageName, Pages
from desktop_app.panels.result_header import ResultHeader
from desktop_app.panels.section import Section
from desktop_app.panels.segment_panel import SegmentPanel
from desktop_app.panels.study_panel import StudyPanel
from desktop_app.panels.volumes_block import VolumesBlock
from desktop_app.state.session import Session
from desktop_app.state.settings import Settings
from desktop_app.work.comparing import Comparing
from desktop_app.work.estimates import ModeFacts
from desktop_app.work.jobs import Jobs

_WIDTH = 344
"""All five tabs are in sight, in the longer language too."""


class SidePanel(QWidget):
    """The study's name and volumes stay; the pages below scroll where the window is low."""

    action_requested = Signal(str)

    def __init__(self, session: Session, settings: Settings, jobs: Jobs) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("sidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_WIDTH)
        self._name = PlainLabel()
        self._name.setProperty("role", "heading")
        self._name.setWordWrap(True)
        self.segmenting = SegmentPanel(session)
        self.modes = self.segmenting.modes
        self.labels = LabelsPanel(session)
        self.measurements = MeasurementsPanel(session)
        self.correction, self._switch = CorrectionPanel(session), CorrectionSwitch(session)
        self.clicks, self._click_switch = ClickPanel(session), CorrectionSwitch(session, "click")
        self.marks, self.brain = MarksPanel(session), BrainPanel(session)
        self.sections = {
            "labels": Section("labels", self.labels, settings.store),
            "measurements": Section("measurements", self.measurements, settings.store),
            "marks": Section("marks", self.marks, settings.store),
            "study": Section("study", StudyPanel(session), settings.store),
        }
        self.comparing = Comparing(session, jobs)
        self.comparison = ComparePanel(session, self.comparing)
        for panel in (
            self.comparison,
            self.segmenting,
            self.labels,
            self.correction,
            self._switch,
            self.clicks,
            self._click_switch,
            self.marks,
            self.brain,
        ):
            panel.action_requested.connect(self.action_requested)
        self.pages = Pages(settings.store)
        self.result = self.pages.pages[PageName.RESULT]
        self.correct = self.pages.pages[PageName.CORRECT]
        self.compare = self.pages.pages[PageName.COMPARE]
        self.follow_up = self.pages.pages[PageName.FOLLOW_UP]
        self.place = self.pages.pages[PageName.PLACE]
        self._fill()
        self._lay_out()
        self._compared: object = None
        self._corrected = self._segmented = False
        session.study_changed.connect(self.refresh)
        session.segmentation_changed.connect(self._follow_comparison)
        session.correcting_changed.connect(self._follow_correcting)
        session.state_changed.connect(self._follow_segmenting)
        self.retranslate()

    def _fill(self) -> None:
        session = self.session
        findings = FindingsPanel(session)
        findings.action_requested.connect(self.action_requested)
        for widget in (
            findings,
            self.segmenting,
            ExpectedDice(session),
            CorrectedNote(session),
            *self.sections.values(),
        ):
            self.result.add(widget)
        self.correct.add(self._click_switch)
        self.correct.add(self._switch)
        self.correct.add(self.clicks)
        self.correct.add(self.correction)
        self.correct.add(self.brain)
        self.compare.add(self.comparison)

    def _lay_out(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(8)
        column.addWidget(self._name)
        volumes = VolumesBlock(self.session)
        volumes.place_requested.connect(self.measurements.place_requested)
        column.addWidget(volumes)
        column.addWidget(ResultHeader(self.session))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.pages, 1)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        titles = {
            "labels": self.tr("Labels"),
            "measurements": self.tr("Measurements"),
            "marks": self.tr("Lines and areas"),
            "study": self.tr("Sequences"),
        }
        for key, section in self.sections.items():
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

    def _follow_comparison(self) -> None:
        """Show the page of what was just loaded beside the result."""
        before, self._compared = self._compared, self.session.comparison
        if self._compared is not None and self._compared is not before:
            self.pages.show_page(PageName.COMPARE)

    def _follow_correcting(self) -> None:
        """Show the page of the brush once it is turned on."""
        before, self._corrected = self._corrected, self.session.correcting
        if self._corrected and not before:
            self.pages.show_page(PageName.CORRECT)
            self.correct.bring_into_sight(self.correction)

    def _follow_segmenting(self) -> None:
        """Show the page with the progress once a segmentation starts."""
        before, self._segmented = self._segmented, self.session.segmenting
        if self._segmented and not before:
            self.pages.show_page(PageName.RESULT)

    def show_modes(self, facts: Sequence[ModeFacts]) -> None:
        """Say what each way to segment takes and gives."""
        self.segmenting.show_facts(facts)

    def show_progress(self, fraction: float, seconds_left: float | None) -> None:
        """Say how far the segmentation is."""
        self.segmenting.show_progress(fraction, seconds_left)
