"""Texts over scans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.views.annotations import QUIET, TEXT, WARNING, draw_crosshair, draw_text


@pytest.mark.parametrize("colour", [TEXT, QUIET, WARNING])
@pytest.mark.parametrize("inverted", [False, True])
def test_texts_stand_out_from_the_background_of_the_scan(qapp, colour, inverted):
    paper = QColor(255, 255, 255) if inverted else QColor(0, 0, 0)
    image = QImage(120, 30, QImage.Format.Format_RGB32)
    image.fill(paper)
    painter = QPainter(image)
    box = QRectF(0, 0, 120, 30)
    draw_text(painter, box, Qt.AlignmentFlag.AlignLeft, "W 100", colour, inverted=inverted)
    painter.end()
    lightness = [
        image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(30)
    ]
    assert max(lightness) - min(lightness) > 120


def test_beyond_the_scan_inverted_grey_is_white_as_air_is(qtbot, opened):
    opened.session.set_display(annotations=False, crosshair=False)
    opened.actions_["layout_planes"].trigger()
    view = opened.view_area.views[0]
    corner = lambda: view.viewport().grab().toImage().pixelColor(3, 3).lightness()  # noqa: E731
    qtbot.waitUntil(lambda: corner() == 0)
    opened.session.set_display(inverted=True)
    qtbot.waitUntil(lambda: corner() == 255)


def test_the_lines_through_the_cursor_are_a_pixel_wide_and_leave_its_voxel_free(qapp):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 0, 0))
    painter = QPainter(image)
    draw_crosshair(painter, QRectF(0, 0, 60, 40), QPointF(30, 20), 5.0)
    painter.end()
    drawn = {
        (x, y) for x in range(60) for y in range(40) if image.pixelColor(x, y) != QColor(0, 0, 0)
    }
    across = {(x, 20) for x in range(60) if x < 25 or x >= 35}
    down = {(30, y) for y in range(40) if y < 15 or y >= 25}
    assert drawn == across | down
