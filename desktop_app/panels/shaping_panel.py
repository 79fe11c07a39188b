"""Corrections of a whole shape: their amount, their level, and a button for each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop_app.actions.all import action, is_met
from desktop_app.language.translation import spoken_locale
from desktop_app.look.plain import PlainLabel
from desktop_app.state.brush import MAX_AMOUNT_MM, MIN_AMOUNT_MM
from desktop_app.state.session import Session

_SHAPES = (
    "fill_at_cursor",
    "close_holes",
    "grow_label",
    "shrink_label",
    "smooth_labels",
    "between_slices",
)


class ShapingPanel(QWidget):
    """What changes a shape at once, and growing by what the network found."""

    action_requested = Signal(str)
    level_chosen = Signal()
    """The level is another one, once the slider is let go."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._buttons = {name: self._button(name) for name in (*_SHAPES, "grow_region")}
        self._amount_name, self._level_name, self._level_value = (
            PlainLabel(),
            PlainLabel(),
            PlainLabel(),
        )
        self.amount, self.level = QDoubleSpinBox(), QSlider(Qt.Orientation.Horizontal)
        self._make_amount()
        self._make_level()
        grid = QGridLayout()
        grid.setSpacing(4)
        for index, name in enumerate(_SHAPES):
            grid.addWidget(self._buttons[name], index // 2, index % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row(self._amount_name, self.amount, None))
        column.addLayout(grid)
        column.addLayout(self._row(self._level_name, self.level, self._level_value))
        column.addWidget(self._buttons["grow_region"])
        for signal in (session.correcting_changed, session.state_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        # A click leaves the keys of the brush with the views.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("compact", True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.action_requested.emit(name))
        return button

    def _make_amount(self) -> None:
        self.amount.setRange(MIN_AMOUNT_MM, MAX_AMOUNT_MM)
        self.amount.setSingleStep(0.5)
        self.amount.setDecimals(1)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setSuffix(" mm")
        self.amount.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.amount.valueChanged.connect(lambda value: self.session.set_brush(amount_mm=value))
        self._amount_name.setBuddy(self.amount)

    def _make_level(self) -> None:
        self.level.setRange(5, 95)
        self.level.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.level.valueChanged.connect(self._set_level)
        self.level.sliderReleased.connect(self.level_chosen)
        self._level_name.setBuddy(self.level)
        self._level_value.setMinimumWidth(44)
        self._level_value.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _row(self, name: QLabel, control: QWidget, value: QLabel | None) -> QGridLayout:
        row = QGridLayout()
        row.setSpacing(8)
        name.setProperty("role", "quiet")
        row.addWidget(name, 0, 0)
        row.addWidget(control, 0, 1)
        if value is not None:
            value.setProperty("role", "quiet")
            row.addWidget(value, 0, 2)
        return row

    def _set_level(self, percent: int) -> None:
        self.session.set_brush(level=percent / 100)
        if not self.level.isSliderDown():
            self.level_chosen.emit()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for name, button in self._buttons.items():
            spec = action(name)
            button.setText(spec.translated_name())
            button.setToolTip(f"{spec.translated_name()}\n{spec.translated_tooltip()}")
        self.amount.setLocale(spoken_locale())
        self._amount_name.setText(self.tr("By"))
        self.amount.setAccessibleName(self.tr("Millimetres to grow, shrink or smooth by"))
        self._level_name.setText(self.tr("Level"))
        self.level.setAccessibleName(self.tr("Probability from which a region grows"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        brush = self.session.brush
        for name, button in self._buttons.items():
            button.setEnabled(is_met(action(name).need, self.session))
        for control, value in (
            (self.amount, brush.amount_mm),
            (self.level, round(100 * brush.level)),
        ):
            control.blockSignals(True)
            control.setValue(value)  # type: ignore[arg-type]
            control.blockSignals(False)
        self.level.setEnabled(self._buttons["grow_region"].isEnabled())
        self._level_value.setText(f"{round(100 * brush.level)} %")
