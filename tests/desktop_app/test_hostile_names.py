"""A study whose folder, files and labels are named with markup: text everywhere in the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QTextEdit

from core.segmenting.model_package import read_package
from desktop_app.dialogs.about import AboutDialog
from tests.conftest import write_nifti, write_study

MARK = "<img src=x>"


@pytest.fixture
def hostile(qtbot, window, drop, tmp_path):
    folder = tmp_path / f"{MARK}<b>Pérez"
    write_study(folder)
    drop(folder)
    qtbot.waitUntil(lambda: window.session.study is not None)
    labels = np.zeros(window.session.study.grid.shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    window.label_commands.load(write_nifti(tmp_path / f"{MARK}_seg.nii.gz", labels))
    qtbot.waitUntil(lambda: window.session.labels is not None)
    return window


def as_markup() -> list[str]:
    """Where Qt would take a text with the mark for markup."""
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and drawn_as_markup(widget):
            found.append(f"label {widget.objectName()}: {widget.text()}")
        tips = [widget.toolTip(), *(_tips(widget.model()) if has_items(widget) else ())]
        found += [f"tip of {widget}: {tip}" for tip in tips if guessed(tip)]
        found += [f"tip of {a.text()}" for a in widget.actions() if guessed(_own_tip(a))]
    return found


def drawn_as_markup(label: QLabel) -> bool:
    if label.textFormat() == Qt.TextFormat.AutoText:
        return guessed(label.text())
    return label.textFormat() != Qt.TextFormat.PlainText and MARK in label.text()


def guessed(text: str) -> bool:
    return MARK in text and GuiQt.mightBeRichText(text)


def has_items(widget) -> bool:
    return isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None


def _own_tip(action: QAction) -> str:
    return action.toolTip()


def _tips(model) -> list[str]:
    cells = product(range(model.rowCount()), range(model.columnCount()))
    return [str(model.index(*cell).data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells]


def test_markup_in_names_stays_text(qtbot, hostile):
    for panel in hostile.findChildren(QTextEdit):
        assert MARK not in panel.toHtml()
    shown = [w.text() for w in QApplication.allWidgets() if isinstance(w, QLabel)]
    assert any(MARK in text for text in shown), "no label shows a name: the test sees nothing"
    assert as_markup() == []


def test_markup_stays_text_in_a_question(hostile, monkeypatch):
    from desktop_app.commands import files

    seen = []
    monkeypatch.setattr(files.MessageBox, "exec", lambda box: seen.extend(as_markup()) or 0)
    hostile.files.ask_about_unsaved()
    assert seen == []


def test_a_model_s_name_stays_text_in_about(qtbot, toy_package):
    package = read_package(toy_package)
    named = replace(package, name=f"{MARK}[a](file:///etc)", folder=Path(f"/{MARK}`/x"))
    dialog = AboutDialog(named)
    qtbot.addWidget(dialog)
    assert "<img" not in dialog.view.toHtml()
    assert 'href="file:' not in dialog.view.toHtml()
    assert MARK in dialog.view.toPlainText()
