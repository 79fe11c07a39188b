"""The button of a correcting tool's action: small, and no taker of the views' keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.actions.all import action


def compact_button(name: str) -> QPushButton:
    """Make the button of an action, as wide as its share of the panel."""
    button = QPushButton()
    button.setIconSize(QSize(16, 16))
    # A click leaves the keys of the brush with the views.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCheckable(action(name).checkable)
    button.setProperty("compact", True)
    # Half of the panel each, whatever the language: a wider text would widen the panel.
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return button
