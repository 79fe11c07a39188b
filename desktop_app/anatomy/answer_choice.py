"""One feature of VASARI: its question, number and rule, and the answers to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from core.vasari.answers import Vasari
from core.vasari.features import FEATURES
from desktop_app.language.vasari_texts import (
    feature_name,
    number_text,
    option,
    parts_text,
    question,
    rule_text,
)
from desktop_app.look.plain import PlainLabel

NONE_OF_THEM = 1
"""Where several answers may be right, this one says that none is."""


class AnswerChoice(QFrame):
    """Follows the chosen feature; what a person picks goes before what the program says."""

    chosen = Signal(str, object)
    """The feature's id, and codes: none of them leaves it to the program, or open."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title, self.asked, self.told = PlainLabel(), PlainLabel(), PlainLabel()
        self.title.setProperty("role", "heading")
        for text in (self.title, self.asked, self.told):
            text.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        self.undo = QPushButton()
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(lambda: self.chosen.emit(self._key, ()))
        self.buttons: dict[int, QRadioButton | QCheckBox] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(6)
        for widget in (self.title, self.asked, self.told, self.undo):
            self._column.addWidget(widget)

    def show_feature(self, answers: Vasari, key: str) -> None:
        """Show a feature with the answers that hold."""
        if key != self._key:
            self._key = key
            self._make_buttons()
        answer, codes = answers.answers[key], answers.codes(key)
        self.title.setText(f"{key}  {feature_name(key)}")
        self.asked.setText(question(key))
        numbers = parts_text(answer) or number_text(answer)
        self.told.setText("\n".join(filter(None, (numbers, rule_text(answer)))))
        self._group.setExclusive(False)
        for code, button in self.buttons.items():
            button.setText(option(key, code))
            button.setChecked(code in codes)
        self._group.setExclusive(not FEATURES[key].several)
        self.undo.setVisible(key in answers.chosen)
        self.undo.setText(
            self.tr("Back to the program's answer") if answer.computed else self.tr("Leave open")
        )

    def _make_buttons(self) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        feature = FEATURES[self._key]
        self.buttons = {}
        for code in feature.options:
            button = QCheckBox() if feature.several else QRadioButton()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, c=code: self._choose(c))
            self._group.addButton(button)
            self._column.insertWidget(self._column.indexOf(self.undo), button)
            self.buttons[code] = button

    def _choose(self, code: int) -> None:
        if not FEATURES[self._key].several:
            self.chosen.emit(self._key, (code,))
            return
        ticked = [c for c, button in self.buttons.items() if button.isChecked()]
        if code == NONE_OF_THEM:
            ticked = [c for c in ticked if c == NONE_OF_THEM]
        else:
            ticked = [c for c in ticked if c != NONE_OF_THEM]
        self.chosen.emit(self._key, tuple(ticked))
