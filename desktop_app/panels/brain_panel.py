"""The brain of a raw study: its outline, and correcting it before segmenting again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.actions.all import action, is_met
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session

_PAINTS = ("paint_brain", "erase_brain")


class BrainPanel(QWidget):
    """Shown where the program extracted the brain; asks for actions."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._title, self._note = PlainLabel(), PlainLabel()
        self._title.setProperty("role", "heading")
        self._note.setWordWrap(True)
        self._note.setProperty("role", "quiet")
        self.outline = QCheckBox()
        self.outline.clicked.connect(lambda: self._request("brain_outline"))
        self.buttons = {name: self._button(name) for name in _PAINTS}
        self.again = QPushButton()
        self.again.clicked.connect(lambda: self._request("segment"))
        pair = QGridLayout()
        pair.setSpacing(4)
        for column_number, button in enumerate(self.buttons.values()):
            pair.addWidget(button, 0, column_number)
            pair.setColumnStretch(column_number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.outline)
        column.addLayout(pair)
        column.addWidget(self._note)
        column.addWidget(self.again)
        for signal in (
            session.brain_changed,
            session.study_changed,
            session.state_changed,
            session.correcting_changed,
            session.display_changed,
        ):
            signal.connect(self.refresh)
        self.retranslate()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setProperty("compact", True)
        # A click leaves the keys of the brush with the views.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._request(name))
        return button

    def _request(self, name: str) -> None:
        self.action_requested.emit(name)
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._title.setText(self.tr("Brain"))
        self.outline.setText(self.tr("Show its outline"))
        for name, button in self.buttons.items():
            spec = action(name)
            button.setText(spec.translated_short())
            button.setToolTip(f"{spec.translated_name()}\n{spec.translated_tooltip()}")
        self.again.setText(self.tr("Segment again"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        brain = self.session.brain
        self.setVisible(brain.there)
        self.outline.setChecked(self.session.display.brain_outline)
        self.outline.setEnabled(is_met(action("brain_outline").need, self.session))
        for name, button in self.buttons.items():
            button.setChecked(brain.target and brain.erases is (name == "erase_brain"))
            button.setEnabled(is_met(action(name).need, self.session))
        self.again.setVisible(brain.pending)
        self.again.setEnabled(is_met(action("segment").need, self.session))
        if brain.pending:
            text = self.tr("The outline was corrected: the tumour shown was found without that.")
        else:
            text = self.tr(
                "Only what lies within is looked at. Where tumour was cut away or skull was left, "
                "paint, then segment again."
            )
        self._note.setText(text)
