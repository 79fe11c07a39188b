"""Turns correcting by brush or by clicks on and off, where their tools appear."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.actions.all import action, is_met
from desktop_app.look import icons
from desktop_app.look.plain import PlainLabel
from desktop_app.state.brush import BrushTool
from desktop_app.state.session import Session


class CorrectionSwitch(QWidget):
    """One button that stays down while its tool is on, and what it does while none is."""

    action_requested = Signal(str)

    def __init__(self, session: Session, name: str = "correct") -> None:
        """Make it for the action of a name: the brush, or clicks."""
        super().__init__()
        self.session, self._action = session, name
        self.button, self._hint = QPushButton(), PlainLabel()
        self.button.setCheckable(True)
        # A click leaves the keys of the brush with the views.
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._request)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addWidget(self._hint)
        for signal in (session.correcting_changed, session.state_changed, session.study_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _request(self) -> None:
        self.action_requested.emit(self._action)
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        spec = action(self._action)
        self.button.setText(f"\N{NO-BREAK SPACE}{spec.translated_name()} ({spec.first_key()})")
        self.button.setIcon(icons.icon(spec.icon))
        self._hint.setText(spec.translated_tooltip())
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        session = self.session
        self.button.setEnabled(is_met(action(self._action).need, session))
        clicks = session.brush.tool is BrushTool.CLICK
        self.button.setChecked(session.correcting and clicks == (self._action == "click"))
        self._hint.setVisible(not self.session.correcting)
