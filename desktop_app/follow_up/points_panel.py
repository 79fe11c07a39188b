"""The time points: their dates, what there is of each, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.follow_up.time_point import DayFrom, Phase
from core.studies.findings import Severity
from desktop_app.actions.all import action
from desktop_app.follow_up.points_table import PointsTable
from desktop_app.follow_up.texts import contents_text, trust_text
from desktop_app.language.follow_up_rows import date_format, qt_date
from desktop_app.language.follow_up_texts import day_from_text, phase_name
from desktop_app.language.sentences import translated
from desktop_app.language.translation import spoken_locale
from desktop_app.look.plain import PlainLabel
from desktop_app.state.follow_up import Beside, Entry
from desktop_app.state.session import Session
from desktop_app.work.following import Following

_UNKNOWN = QDate(1900, 1, 1)
"""Shown as “not known”: before any MRI."""

_COMMANDS = ("open", "show", "segment", "labels", "earlier", "later", "remove")


class PointsPanel(QWidget):
    """Follows the session's time points; asks for what takes work."""

    open_requested = Signal(object)
    """An Entry whose study is to be the open one."""
    segment_requested = Signal(object)
    labels_requested = Signal(object)
    """An Entry for which a person wants to choose a label map."""
    action_requested = Signal(str)
    cancel_requested = Signal()
    """What is being read or segmented is to be given up."""
    chosen_changed = Signal()

    def __init__(self, session: Session, following: Following) -> None:
        super().__init__()
        self.session, self.following = session, following
        self._state = session.follow_up
        self.table = PointsTable(session, following)
        self.day, self.phase, self.baseline = QDateEdit(), QComboBox(), QCheckBox()
        self._day_from, self._contents, self._trust = PlainLabel(), PlainLabel(), PlainLabel()
        self._day_name, self._phase_name, self._warnings = PlainLabel(), PlainLabel(), PlainLabel()
        self.details = QWidget()
        self.add = QPushButton()
        self.progress, self.cancel, self._doing = QProgressBar(), QPushButton(), PlainLabel()
        self.commands = {name: QPushButton() for name in _COMMANDS}
        self._prepare()
        self._lay_out()
        self._wire()
        self.retranslate()

    def _prepare(self) -> None:
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(_UNKNOWN)
        self.day.setKeyboardTracking(False)
        self.progress.setTextVisible(False)
        self.cancel.setProperty("compact", True)
        self._doing.setProperty("role", "quiet")
        self._doing.setWordWrap(True)
        for widget in (self.day, self.phase, self.baseline, self.add, self.cancel):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for button in self.commands.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("compact", True)
            # Half of the panel each, whatever the language.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in (
            self._day_from, self._contents, self._trust, self._day_name, self._phase_name,
        ):  # fmt: skip
            label.setProperty("role", "quiet")
            label.setWordWrap(label not in (self._day_name, self._phase_name))
        self._warnings.setProperty("role", "warning")
        self._warnings.setWordWrap(True)
        self._day_name.setBuddy(self.day)
        self._phase_name.setBuddy(self.phase)
        for phase in Phase:
            self.phase.addItem("", phase)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.addRow(self._day_name, self.day)
        form.addRow("", self._day_from)
        form.addRow(self._phase_name, self.phase)
        form.addRow("", self.baseline)
        grid = QGridLayout()
        grid.setSpacing(4)
        for number, button in enumerate(self.commands.values()):
            grid.addWidget(button, number // 2, number % 2)
        inner = QVBoxLayout(self.details)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self._warnings)
        inner.addWidget(self._contents)
        inner.addWidget(self._trust)
        inner.addLayout(form)
        inner.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self.add)
        column.addWidget(self._doing)
        waiting = QHBoxLayout()
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.cancel)
        column.addLayout(waiting)
        column.addWidget(self.details)
        self.show_progress("", 0, 0)

    def _wire(self) -> None:
        state, commands = self._state, self.commands
        self.cancel.clicked.connect(self.cancel_requested)
        self.add.clicked.connect(lambda: self.action_requested.emit("add_time_point"))
        self.table.chosen_changed.connect(self._choose)
        self.table.beside_requested.connect(self._show_beside)
        self.day.dateChanged.connect(self._set_day)
        self.phase.activated.connect(self._set_phase)
        self.baseline.clicked.connect(self._set_baseline)
        for name, signal in (
            ("open", self.open_requested),
            ("segment", self.segment_requested),
            ("labels", self.labels_requested),
        ):
            commands[name].clicked.connect(lambda _=False, s=signal: self._emit(s))
        commands["show"].clicked.connect(lambda: self._show_beside(self.chosen))
        commands["earlier"].clicked.connect(lambda: self._move(-1))
        commands["later"].clicked.connect(lambda: self._move(1))
        commands["remove"].clicked.connect(self._remove)
        for changed in (
            state.changed,
            state.shown_changed,
            self.following.changed,
            self.session.state_changed,
            self.session.study_changed,
        ):
            changed.connect(self.refresh)

    # -- what a person does --------------------------------------------------------------

    @property
    def chosen(self) -> Entry | None:
        """The time point whose details are shown."""
        return self.table.chosen

    def _choose(self) -> None:
        self.refresh()
        self.chosen_changed.emit()

    def _emit(self, signal: object) -> None:
        if self.chosen is not None:
            signal.emit(self.chosen)  # type: ignore[attr-defined]

    def _show_beside(self, entry: Entry | None) -> None:
        if entry is None or entry.study is self.session.study:
            return
        how = self._state.beside
        self._state.show(entry, Beside.SIDE if how is Beside.NOTHING else how, flicked=True)

    def _set_day(self, day: QDate) -> None:
        entry = self.chosen
        if entry is None:
            return
        told = None if day == _UNKNOWN else day.toPython()
        if told != entry.day:
            who = DayFrom.NOBODY if told is None else DayFrom.PERSON
            self._state.put(entry, day=told, day_from=who)

    def _set_phase(self, index: int) -> None:
        if self.chosen is not None:
            self._state.put(self.chosen, phase=Phase(self.phase.itemData(index)))

    def _set_baseline(self, checked: bool) -> None:
        self._state.choose_baseline(self.chosen if checked else None)

    def _move(self, step: int) -> None:
        if self.chosen is not None:
            self._state.move(self.chosen, step)

    def _remove(self) -> None:
        if self.chosen is not None:
            self._state.remove(self.chosen)

    # -- what is shown -------------------------------------------------------------------

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Say what is being read or segmented; an empty text where nothing is."""
        for widget in (self._doing, self.progress, self.cancel):
            widget.setVisible(bool(text))
        self._doing.setText(text)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.add.setVisible(not text)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        spec = action("add_time_point")
        self.add.setText(f"{spec.translated_name()}… ({spec.first_key()})")
        self.add.setToolTip(spec.translated_tooltip())
        self.cancel.setText(self.tr("Cancel"))
        self.progress.setAccessibleName(self.tr("Reading or segmenting a time point"))
        self.day.setSpecialValueText(self.tr("not known"))
        self.day.setLocale(spoken_locale())
        self.day.setDisplayFormat(date_format())
        self._day_name.setText(self.tr("Date"))
        self._phase_name.setText(self.tr("Stage"))
        self.baseline.setText(self.tr("Compare with this one (baseline)"))
        self.baseline.setToolTip(
            self.tr("Without a choice, RANO's own baseline is taken as far as dates tell it.")
        )
        for index, phase in enumerate(Phase):
            self.phase.setItemText(index, phase_name(phase))
        texts = {
            "open": (
                self.tr("Open it"),
                self.tr("Make it the open study, to segment and correct it; the others stay."),
            ),
            "show": (
                self.tr("Show beside"),
                self.tr("Show it beside the open study; a double click on its row does the same."),
            ),
            "segment": (self.tr("Segment"), self.tr("Let the network find its tumour, in Fast.")),
            "labels": (
                self.tr("Label map…"),
                self.tr("Take its label map from a file."),
            ),
            "earlier": (self.tr("Earlier"), self.tr("Move it up in the order of time.")),
            "later": (self.tr("Later"), self.tr("Move it down in the order of time.")),
            "remove": (self.tr("Remove"), self.tr("Take it out of the follow-up.")),
        }
        for name, (text, tip) in texts.items():
            self.commands[name].setText(text)
            self.commands[name].setToolTip(tip)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        self.table.refresh()
        entry, state = self.chosen, self._state
        self.details.setVisible(entry is not None)
        self.add.setEnabled(self.session.study is not None and not self.session.busy)
        if entry is None:
            return
        for widget in (self.day, self.phase, self.baseline):
            widget.blockSignals(True)
        day = _UNKNOWN if entry.day is None else qt_date(entry.day)
        self.day.setDate(day)
        self.phase.setCurrentIndex(self.phase.findData(entry.phase))
        self.baseline.setChecked(entry.baseline)
        for widget in (self.day, self.phase, self.baseline):
            widget.blockSignals(False)
        self._day_from.setText(day_from_text(entry.day_from))
        segmentation = self.following.segmentation_of(entry)
        self._contents.setText(contents_text(entry, segmentation))
        text = trust_text(entry, self.following)
        self._trust.setText(text)
        self._trust.setVisible(bool(text))
        warned = [f for f in self.following.findings_of(entry) if f.severity is Severity.WARNED]
        warnings = "\n".join(translated(finding.text) for finding in warned)
        self._warnings.setText(warnings)
        self._warnings.setVisible(bool(warnings))
        is_open, there = entry.study is self.session.study, entry.study is not None
        place, idle = state.entries.index(entry), not self.session.busy
        enabled = {
            "open": there and not is_open and idle,
            "show": there and not is_open,
            "segment": there and idle and not self.following.segmenting,
            "labels": there and idle,
            "earlier": place > 0 and not state.dated,
            "later": place < len(state.entries) - 1 and not state.dated,
            "remove": not is_open,
        }
        for name, possible in enabled.items():
            self.commands[name].setEnabled(possible)
