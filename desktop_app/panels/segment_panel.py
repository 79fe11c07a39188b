"""The large button, its progress, and the way to stop it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.segmenting.passes import Mode
from desktop_app.actions.all import Need, action, is_met
from desktop_app.language.translation import number
from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel
from desktop_app.panels.mode_table import ModeTable
from desktop_app.state.session import Session
from desktop_app.work.estimates import ModeFacts

_STEPS = 1000


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
        column.addWidget(self.modes)
        for signal in (session.state_changed, session.study_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        key = action("segment").first_key()
        self.button.setToolTip(self.tr("Find the tumour in this study ({0})").format(key))
        self.accurate.setToolTip(
            self.tr("Find the tumour in several passes: slower, a little more accurate")
        )
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
            button.setEnabled(possible)
        self._progress.setVisible(running)
        self._name_buttons()
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
