"""Asks before a file is replaced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.look.plain import MessageBox

translate = QCoreApplication.translate


def may_replace(names: Sequence[str], parent: QWidget) -> bool:
    """Ask whether files that are there already may be replaced."""
    box = MessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Exports", "Replace?"))
    box.setText(translate("Exports", "Already there: {0}").format(", ".join(names)))
    replace = box.addButton(translate("Exports", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is replace
