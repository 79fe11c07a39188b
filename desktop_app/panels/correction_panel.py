"""The brush and what else corrects labels; shown while correcting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.correction.brush import Over
from core.labels import Label
from desktop_app.actions.all import action, is_met
from desktop_app.actions.set import PAINT_ACTIONS
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.translation import number
from desktop_app.look import icons
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import swatch
from desktop_app.panels.compact_button import compact_button
from desktop_app.panels.shaping_panel import ShapingPanel
from desktop_app.state.brush import MAX_RADIUS_MM, MIN_RADIUS_MM, BrushTool
from desktop_app.state.session import Session

_STEPS_PER_MM = 2
_SWITCHES = ("outline_tool", "beyond_head", "limit_grey")
_COMMANDS = ("undo", "redo", "remove_island", "uncorrected")


class CorrectionPanel(QWidget):
    """What to paint, how wide and how deep, over what, and ways back."""

    action_requested = Signal(str)
    level_chosen = Signal()
    """The level from which a region grows is another one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._paints = {name: self._button(name) for name in PAINT_ACTIONS}
        self._disc, self._ball = self._button("brush_ball"), self._button("brush_ball")
        self._shaping = ShapingPanel(session)
        self._shaping.action_requested.connect(self.action_requested)
        self._shaping.level_chosen.connect(self.level_chosen)
        self._switches = {name: self._switch(name) for name in _SWITCHES}
        self._commands = {name: self._button(name) for name in _COMMANDS}
        self._title = PlainLabel()
        self._title.setProperty("role", "heading")
        self._radius_name, self._radius_value = PlainLabel(), PlainLabel()
        self._over_name, self.over, self._hint = PlainLabel(), QComboBox(), PlainLabel()
        self.radius = QSlider(Qt.Orientation.Horizontal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(_in_pairs(list(self._paints.values())))
        column.addLayout(self._make_settings())
        for switch in self._switches.values():
            column.addWidget(switch)
        column.addLayout(_in_pairs(list(self._commands.values())))
        column.addWidget(self._shaping)
        column.addWidget(self._hint)
        self._hint.setWordWrap(True)
        for label in (self._radius_name, self._over_name, self._radius_value, self._hint):
            label.setProperty("role", "quiet")
        for signal in (
            session.correcting_changed,
            session.state_changed,
            session.brain_changed,
        ):
            signal.connect(self.refresh)
        self._show_icons()
        self.retranslate()

    def _button(self, name: str) -> QPushButton:
        button = compact_button(name)
        button.clicked.connect(lambda: self._request(name, button))
        return button

    def _switch(self, name: str) -> QCheckBox:
        switch = QCheckBox()
        switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        switch.clicked.connect(lambda: self.action_requested.emit(name))
        return switch

    def _request(self, name: str, button: QPushButton) -> None:
        wanted = not (button is self._disc and not self.session.brush.ball)
        wanted = wanted and not (button is self._ball and self.session.brush.ball)
        if wanted:
            self.action_requested.emit(name)
        self.refresh()

    def _make_settings(self) -> QGridLayout:
        self.radius.setRange(
            round(MIN_RADIUS_MM * _STEPS_PER_MM), round(MAX_RADIUS_MM * _STEPS_PER_MM)
        )
        self.radius.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.radius.valueChanged.connect(
            lambda value: self.session.set_brush(radius_mm=value / _STEPS_PER_MM)
        )
        self.over.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.over.activated.connect(
            lambda index: self.session.set_brush(over=Over(self.over.itemData(index)))
        )
        self._radius_name.setBuddy(self.radius)
        self._over_name.setBuddy(self.over)
        self._radius_value.setMinimumWidth(52)
        self._radius_value.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self._radius_name, 0, 0)
        grid.addWidget(self.radius, 0, 1)
        grid.addWidget(self._radius_value, 0, 2)
        grid.addLayout(_in_pairs([self._disc, self._ball]), 1, 0, 1, 3)
        grid.addWidget(self._over_name, 2, 0)
        grid.addWidget(self.over, 2, 1, 1, 2)
        return grid

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for name, button in (*self._paints.items(), *self._commands.items()):
            spec = action(name)
            button.setText(_beside_icon(spec.translated_short() or spec.translated_name()))
            button.setToolTip(f"{spec.translated_name()}\n{spec.translated_tooltip()}")
        for name, label in PAINT_ACTIONS.items():
            if label is not Label.BACKGROUND:
                self._paints[name].setText(_beside_icon(name_of(label.name)))
        for name, switch in self._switches.items():
            switch.setToolTip(action(name).translated_tooltip())
        self._title.setText(self.tr("Correct by hand"))
        self._disc.setText(self.tr("This slice"))
        self._ball.setText(action("brush_ball").translated_name())
        for button in (self._disc, self._ball):
            button.setToolTip(action("brush_ball").translated_tooltip())
        self._radius_name.setText(self.tr("Radius"))
        self.radius.setAccessibleName(self.tr("Radius of the brush in millimetres"))
        self._over_name.setText(self.tr("Paint over"))
        texts = {
            Over.EVERYTHING: self.tr("everything"),
            Over.TUMOUR: self.tr("tumour only"),
            Over.UNLABELLED: self.tr("unlabelled only"),
        }
        self.over.clear()
        for over, text in texts.items():
            self.over.addItem(text, over)
        self._hint.setText(
            self.tr("Drag paints; with Ctrl it moves the cursor, with Shift the picture.")
        )
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_icons()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        brush = self.session.brush
        self.setVisible(self.session.correcting and brush.tool is not BrushTool.CLICK)
        for name, button in self._paints.items():
            chosen = brush.label is PAINT_ACTIONS[name] and not self.session.brain.target
            button.setChecked(chosen)
        for name, button in self._commands.items():
            button.setEnabled(is_met(action(name).need, self.session))
        checked = {
            "outline_tool": brush.tool is BrushTool.OUTLINE,
            "beyond_head": brush.beyond_head,
            "limit_grey": brush.grey is not None,
        }
        for name, switch in self._switches.items():
            switch.setChecked(checked[name])
            switch.setText(action(name).translated_name())
        if brush.grey is not None:
            low, high = number(brush.grey.low, 0), number(brush.grey.high, 0)
            text = self.tr("Only {0} from {1} to {2}")
            self._switches["limit_grey"].setText(text.format(brush.grey.modality.value, low, high))
        self._disc.setChecked(not brush.ball)
        self._ball.setChecked(brush.ball)
        self.radius.blockSignals(True)
        self.radius.setValue(round(brush.radius_mm * _STEPS_PER_MM))
        self.radius.blockSignals(False)
        self._radius_value.setText(f"{number(brush.radius_mm, 1)} mm")
        self.over.setCurrentIndex(self.over.findData(brush.over))

    def _show_icons(self) -> None:
        for name, button in (*self._paints.items(), *self._commands.items()):
            label = PAINT_ACTIONS.get(name)
            if label:
                image = swatch(label.name, self.devicePixelRatioF())
                button.setIcon(QIcon(QPixmap.fromImage(image)))
            else:
                button.setIcon(icons.icon(action(name).icon))


def _beside_icon(text: str) -> str:
    """Style sheets leave no gap between a button's icon and its text."""
    return f"\N{NO-BREAK SPACE}{text}"


def _in_pairs(buttons: list[QPushButton]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(4)
    for index, button in enumerate(buttons):
        grid.addWidget(button, index // 2, index % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
