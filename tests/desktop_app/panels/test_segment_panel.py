"""The large button and its progress."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
)

from core.segmenting.passes import Mode
from desktop_app.panels.segment_panel import SegmentPanel


def test_the_accurate_mode_starts_from_the_panel(qtbot, opened, monkeypatch):
    started = []
    monkeypatch.setattr(opened.segmenter, "start", lambda threads, mode: started.append(mode))
    (button,) = [b for b in opened.side_panel.findChildren(QPushButton) if b.text() == "Accurate"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert started == [Mode.ACCURATE]


def test_a_segmentation_long_overdue_is_not_called_almost_done(qtbot, opened):
    panel = opened.side_panel.findChild(SegmentPanel)
    opened.session.set_segmenting(True)
    texts = []
    for left in (12.2, 0.4, None):
        panel.show_progress(0.97, left)
        texts += [label.text() for label in panel.findChildren(QLabel) if label.text()][:1]
    opened.session.set_segmenting(False)
    assert texts == ["About 13 s left", "Almost done", "Segmenting…"]
