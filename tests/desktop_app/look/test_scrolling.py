"""What is too high for a low screen scrolls, and the wheel changes no value on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop_app.look.scrolling import Scrolled


@pytest.fixture
def form(qtbot):
    """Twelve lines, the first a box and a number, with room for four."""
    lines = QWidget()
    column = QVBoxLayout(lines)
    box, spin = QComboBox(), QSpinBox()
    box.addItems(["one", "two", "three"])
    fields = [box, spin, *(QLineEdit(str(n)) for n in range(10))]
    for field in fields:
        field.setFixedHeight(40)
        column.addWidget(field)
    area = Scrolled(lines)
    qtbot.addWidget(area)
    area.resize(300, 180)
    area.show()
    qtbot.waitExposed(area)
    area.activateWindow()
    return area, fields


def wheel(field: QWidget) -> bool:
    """Turn it down over a field; gives whether the field took it.

    What it leaves Qt hands to the scroll area, but only of a real wheel.
    """
    centre = QPointF(field.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(field.mapToGlobal(field.rect().center())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_it_asks_for_all_and_needs_a_few_rows(form):
    area, fields = form
    assert area.sizeHint().height() >= sum(field.minimumHeight() for field in fields)
    assert area.sizeHint().height() > area.height()
    assert area.minimumSizeHint().height() <= 100
    assert area.minimumSizeHint().width() >= area.widget().minimumSizeHint().width()
    assert area.horizontalScrollBar().maximum() == 0


def test_the_wheel_is_left_to_scrolling_over_what_nobody_is_in(form):
    _, (box, spin, line, *_) = form
    spin.setValue(5)
    line.setFocus()
    assert not wheel(box)
    assert not wheel(spin)
    assert (box.currentText(), spin.value()) == ("one", 5)


def test_the_wheel_changes_what_has_the_focus(form, qtbot):
    _, (box, *_) = form
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    assert wheel(box)
    assert box.currentText() == "two"


def test_what_takes_the_focus_is_brought_into_sight(form, qtbot):
    _, fields = form
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].hasFocus)
    for _ in fields[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert fields[-1].hasFocus()
    assert not fields[-1].visibleRegion().isEmpty()


def test_a_line_more_is_asked_for(form):
    area, _ = form
    before = area.sizeHint().height()
    area.widget().layout().addWidget(QLineEdit("more"))
    QApplication.processEvents()
    assert area.sizeHint().height() > before
