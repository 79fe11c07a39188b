"""Colours and style sheet: a quiet dark theme, a light one, one accent, an 8-pixel grid."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.state.settings import Theme
from resources import ROOT


@dataclass(frozen=True)
class Colours:
    """Every colour outside the scans, which always lie on black."""

    window: QColor
    panel: QColor
    raised: QColor
    line: QColor
    text: QColor
    quiet: QColor
    disabled: QColor
    accent: QColor
    on_accent: QColor
    warning: QColor
    error: QColor


DARK = Colours(
    window=QColor("#101317"),
    panel=QColor("#171b20"),
    raised=QColor("#222830"),
    line=QColor("#2b323a"),
    text=QColor("#d6dce2"),
    quiet=QColor("#929ca7"),
    disabled=QColor("#5a636d"),
    accent=QColor("#4dabf7"),
    on_accent=QColor("#06131f"),
    warning=QColor("#ffc15e"),
    error=QColor("#ff8787"),
)

LIGHT = Colours(
    window=QColor("#eef1f4"),
    panel=QColor("#f8fafb"),
    raised=QColor("#ffffff"),
    line=QColor("#d3dae1"),
    text=QColor("#1d242b"),
    quiet=QColor("#5a6570"),
    disabled=QColor("#a2abb4"),
    accent=QColor("#1668b8"),
    on_accent=QColor("#ffffff"),
    warning=QColor("#8a5200"),
    error=QColor("#b42318"),
)

_state = {"theme": DARK}


def current() -> Colours:
    """The colours in use."""
    return _state["theme"]


def apply(app: QApplication, name: Theme) -> None:
    """Style the whole program."""
    dark = name is Theme.DARK
    if name is Theme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Light
    theme = DARK if dark else LIGHT
    _state["theme"] = theme
    sheet = style_sheet(theme)
    if app.styleSheet() == sheet:
        return  # Qt would polish every widget once more, to the same looks
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet)


def _palette(theme: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.panel),
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.panel),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.quiet),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
    ):
        palette.setColor(key, colour)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, theme.disabled)
    return palette


def style_sheet(theme: Colours) -> str:
    """The style sheet of a theme; distances are multiples of four pixels."""
    colours = {name: getattr(theme, name).name() for name in Colours.__dataclass_fields__}
    text = _SHEET
    for name, value in colours.items():
        text = text.replace(f"@{name};", f"{value};")
    # Arrows of one grey that is legible on both themes; style sheets cannot tint a picture.
    return text.replace("@icons", (ROOT / "icons").as_posix())


_SHEET = """
QMainWindow, QMenuBar, QToolBar, QStatusBar { background: @window; }
#messageBar { background: @raised; border: 1px solid @quiet; border-radius: 8px; }
#viewArea { background: #1c2127; }
QMenuBar { padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @raised; color: @text; }
QMenu { background: @panel; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 8px; border-radius: 4px; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { background: @raised; border: 1px solid @accent; border-radius: 4px; }
QToolBar { border: 0; padding: 2px 8px; spacing: 1px; }
QToolBar::separator { background: @line; width: 1px; margin: 6px 3px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolBar QToolButton { font-size: 8pt; padding: 3px 2px; color: @quiet; }
QToolBar QToolButton:checked { color: @text; }
QToolBar QToolButton:disabled { color: @disabled; }
QToolButton:hover { background: @raised; }
QToolButton:checked { background: @raised; border-color: @line; }
QToolButton:focus { border-color: @accent; }
QStatusBar { color: @quiet; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { padding: 0 4px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: @raised; border: 1px solid @line; border-radius: 6px;
  padding: 5px 12px; min-height: 18px; }
QPushButton[compact="true"] { padding: 5px 4px; }
QPushButton:hover { border-color: @quiet; }
QPushButton:focus { border-color: @accent; }
QPushButton:pressed { background: @line; }
QPushButton:checked { border-color: @accent; color: @accent; background: @panel; }
QPushButton:disabled { color: @disabled; }
QPushButton:checked:disabled { border-color: @line; }
QPushButton[primary="true"] { background: @accent; border-color: @accent; color: @on_accent;
  font-weight: 600; }
QPushButton[primary="true"]:hover { border-color: @text; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 4px 11px; }
QPushButton[primary="true"]:disabled { background: @raised; border-color: @line;
  color: @disabled; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent;
  color: @accent; padding: 4px 0; text-align: left; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border-color: @accent; }
QLabel[role="title"] { font-size: 22pt; font-weight: 300; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="value"] { font-size: 12pt; font-weight: 600; }
QLabel[role="value"]:disabled { color: @disabled; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="error"] { color: @error; }
#sidePanel, #sidePanel > QWidget, #sidePanel QScrollArea, #sideContents { background: @panel; }
QToolButton[role="section"] { border: 1px solid transparent; border-radius: 4px;
  font-weight: 600; padding: 6px 4px; text-align: left; background: transparent; }
QToolButton[role="section"]:hover { background: @raised; }
QToolButton[role="section"]:focus { border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QRadioButton::indicator { width: 6px; height: 6px; border: 4px solid @raised; border-radius: 7px;
  background: @raised; outline: 1px solid @quiet; }
QRadioButton::indicator:unchecked { border: 1px solid @quiet; width: 12px; height: 12px; }
QRadioButton::indicator:checked { border: 4px solid @accent; background: @on_accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @line; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: @line; }
QSlider::handle:horizontal { background: @text; width: 12px; height: 12px; margin: -4px 0;
  border-radius: 6px; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider::handle:horizontal:disabled { background: @disabled; }
QProgressBar { background: @raised; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 24px; min-width: 24px;
  margin: 1px; }
QScrollBar::handle:hover { background: @disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }
QHeaderView::section { background: @panel; color: @quiet; border: 0;
  border-bottom: 1px solid @line; padding: 4px 6px; }
QTableView, QTableWidget, QTreeView, QListView, QTextBrowser, QTextEdit, QPlainTextEdit {
  background: @panel; border: 1px solid @line; border-radius: 6px; gridline-color: @line;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox {
  background: @raised; border: 1px solid @line;
  border-radius: 6px; padding: 4px 8px; min-height: 18px; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("@icons/arrow-down.svg");
  width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button { border: 0; width: 24px; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("@icons/arrow-up.svg"); width: 12px;
  height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("@icons/arrow-down.svg");
  width: 12px; height: 12px; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus, QTableView:focus,
QTextBrowser:focus, QListView:focus, QTreeView:focus { border-color: @accent; }
QSplitter::handle { background: @window; }
QTabBar::tab { padding: 6px 12px; color: @quiet; border-bottom: 2px solid transparent; }
QWidget#sidePanel QTabBar::tab { padding: 6px 3px; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar:focus { outline: 0; }
QTabBar::tab:focus { color: @accent; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
"""
