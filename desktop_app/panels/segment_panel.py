"""The large button, its progress, and the way to stop it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.segmenting.passes import Mode
from desktop_app.actions.all import Need, action, is_met
from desktop_app.language import model_texts
from desktop_app.language.translation import number
from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel, as_tip
from desktop_app.panels.mode_table import ModeTable
from desktop_app.state.session import Session
from desktop_app.work.estimates import ModeFacts

_STEPS = 1000


@dataclass(frozen=True)
class ModelTold:
    """What is said of the model that segments.

    Attributes:
        name: of the chosen model; empty before it is known.
        problem: why it cannot segment the open study, a sentence; empty where it can.
        others: whether there are other models to compare it with.
    """

    name: str = ""
    problem: str = ""
    others: bool = False


class SegmentPanel(QWidget):
    """Segment, then progress with seconds left and Cancel."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._seconds: dict[Mode, float | None] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.button, self.accurate, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self.button.setProperty("primary", True)
        self.button.setMinimumHeight(40)
        self.button.setIconSize(QSize(20, 20))
        self.button.clicked.connect(lambda: self.action_requested.emit("segment"))
        self.accurate.setMinimumHeight(40)
        self.accurate.clicked.connect(lambda: self.action_requested.emit("segment_accurate"))
        starts = QHBoxLayout()
        starts.setSpacing(8)
        starts.addWidget(self.button, 1)
        starts.addWidget(self.accurate)
        self.cancel.clicked.connect(lambda: self.action_requested.emit("cancel"))
        self._bar, self._text = QProgressBar(), PlainLabel()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self._text)
        texts.addWidget(self._bar)
        row.addLayout(texts, 1)
        row.addWidget(self.cancel)
        self.modes = ModeTable()
        column.addLayout(starts)
        column.addWidget(self._progress)
        column.addLayout(self._make_model_row())
        column.addWidget(self.problem)
        column.addWidget(self.modes)
        for signal in (session.state_changed, session.study_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _make_model_row(self) -> QHBoxLayout:
        self._told = ModelTold()
        self.model, self.other, self.problem = QPushButton(), QPushButton(), PlainLabel()
        self.problem.setProperty("role", "warning")
        self.problem.setWordWrap(True)
        self.model.setProperty("link", True)
        # As wide as there is room: a long name is shortened, and stands whole in the tool tip.
        self.model.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.model.clicked.connect(lambda: self.action_requested.emit("models"))
        self.other.clicked.connect(lambda: self.action_requested.emit("segment_with"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.model, 1)
        row.addWidget(self.other)
        return row

    def show_model(self, told: ModelTold) -> None:
        """Say which model segments, and what speaks against it."""
        self._told = told
        self.refresh()

    def _show_model(self) -> None:
        told = self._told
        name = told.name or self.tr("Gliovista's own")
        text = self.tr("Model: {0}").format(name)
        room = max(self.model.width() - 8, 120)
        short = self.model.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.model.setText(short.replace("&", "&&"))
        self.model.setAccessibleName(text)
        self.model.setToolTip(as_tip(f"{text}\n{action('models').translated_tooltip()}"))
        self.other.setVisible(told.others)
        self.other.setEnabled(is_met(Need.IDLE_STUDY, self.session))
        self.problem.setText(told.problem)
        self.problem.setVisible(bool(told.problem))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the model's name to the room that there is."""
        super().resizeEvent(event)
        self._show_model()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        key = action("segment").first_key()
        self.button.setToolTip(self.tr("Find the tumour in this study ({0})").format(key))
        self.other.setText(self.tr("Compare with…"))
        spec = action("segment_with")
        self.other.setToolTip(f"{spec.translated_tooltip()} ({spec.first_key()})")
        self.cancel.setText(self.tr("Cancel"))
        self._bar.setAccessibleName(self.tr("Progress of the segmentation"))
        self.refresh()

    def show_facts(self, facts: Sequence[ModeFacts]) -> None:
        """What each mode takes for the open study, and gives on average; empty while unknown."""
        self._seconds = {fact.mode: fact.seconds for fact in facts}
        self.modes.show_facts(facts)
        self.refresh()

    def _name_buttons(self) -> None:
        names = {
            Mode.FAST: (self.button, self.tr("Segment"), self.tr("Segment tumour")),
            Mode.ACCURATE: (self.accurate, self.tr("Accurate"), self.tr("Accurate")),
        }
        for mode, (button, short, alone) in names.items():
            seconds = self._seconds.get(mode)
            if seconds is None:
                button.setText(alone)
            else:
                # A tenth of a second would promise more than is known.
                text = self.tr("{0} · {1} s").format(short, number(max(round(seconds), 1), 0))
                button.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Show the button, or the progress while it runs."""
        running = self.session.segmenting
        possible = is_met(Need.IDLE_STUDY, self.session)
        for button in (self.button, self.accurate):
            button.setVisible(not running)
        self.button.setEnabled(possible)
        self.accurate.setEnabled(is_met(Need.ACCURATE, self.session))
        self.accurate.setToolTip(
            self.tr("Find the tumour in several passes: slower, a little more accurate")
            if self.session.has_accurate
            else model_texts.no_accurate()
        )
        self._progress.setVisible(running)
        self._name_buttons()
        self._show_model()
        colours = theme.current()
        tint = colours.on_accent if possible else colours.disabled
        self.button.setIcon(icons.icon("segment", tint))

    def show_progress(self, fraction: float, seconds_left: float | None) -> None:
        """Say how far it is."""
        self._bar.setValue(round(fraction * _STEPS))
        if seconds_left is None:
            self._text.setText(self.tr("Segmenting…"))
        elif seconds_left < 1:
            self._text.setText(self.tr("Almost done"))
        else:
            text = self.tr("About {0} s left")
            self._text.setText(text.format(math.ceil(seconds_left)))
