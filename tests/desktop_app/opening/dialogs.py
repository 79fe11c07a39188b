"""Finding and confirming the dialogs of opening."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox


def open_button(dialog):
    box = dialog.findChild(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Open)


def the_dialog(qtbot, window, kind):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)))
    return window.findChildren(kind)[0]
