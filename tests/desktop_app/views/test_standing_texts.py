"""Texts that stay while slices pass are drawn once, and anew when anything about them changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from desktop_app.views.annotations import TEXT, draw_text
from desktop_app.views.standing_texts import StandingTexts

AREA = QRectF(0, 0, 90, 30)


class Texts:
    """A text, and how often it was written."""

    def __init__(self) -> None:
        self.standing, self.written = StandingTexts(), 0

    def write(self, painter: QPainter) -> None:
        self.written += 1
        draw_text(painter, AREA, Qt.AlignmentFlag.AlignLeft, "T1 W 100", TEXT)

    def picture(
        self,
        scale: float = 1.0,
        font: QFont | None = None,
        at: QPointF | None = None,
        *,
        said: object = "",
        direct: bool = False,
    ) -> QImage:
        image = QImage(round(100 * scale), round(40 * scale), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor(70, 90, 110))
        painter = QPainter(image)
        painter.translate(at or QPointF(0, 0))
        painter.setFont(font or QFont())
        if direct:
            self.write(painter)
        else:
            self.standing.draw(painter, AREA, said, self.write)
        painter.end()
        return image


def far(a: QImage, b: QImage) -> int:
    """The largest difference of a channel between two pictures."""
    assert a.size() == b.size()
    one, other = bytes(a.constBits()), bytes(b.constBits())
    return max(abs(x - y) for x, y in zip(one, other, strict=True))


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("at", [QPointF(0, 0), QPointF(4, 8), QPointF(0.3, 0.7)])
def test_they_look_as_if_they_were_written_there(qapp, scale, at):
    texts = Texts()
    direct = texts.picture(scale, at=at, direct=True)
    # Edges of letters are rounded once more; a letter out of place would be off by 100.
    assert far(direct, texts.picture(scale, at=at)) <= 10
    assert far(direct, texts.picture(scale, at=at)) <= 10


def test_they_are_written_anew_only_where_something_changed(qapp):
    texts, large = Texts(), QFont()
    large.setPointSizeF(large.pointSizeF() + 4)
    changes = [{}, {}, {"said": 1}, {"font": large}, {"font": large}, {"scale": 2.0}]
    counts = []
    for change in changes:
        texts.picture(**change)
        counts.append(texts.written)
    assert counts == [1, 1, 2, 3, 3, 4]


def test_a_view_writes_another_window_at_once_and_dark_over_inverted_grey(qtbot, opened):
    opened.actions_["layout_one"].trigger()
    view = opened.view_area.views[0]
    qtbot.waitUntil(lambda: view.width() > 300)

    def corner() -> QImage:
        shot = view.viewport().grab().toImage()
        return shot.copy(shot.width() - 110, shot.height() - 24, 110, 24)

    before = corner()
    window = opened.session.window(view.modality)
    opened.session.set_window(view.modality, replace(window, high=window.high * 10))
    qtbot.waitUntil(lambda: corner() != before)
    opened.session.set_display(inverted=True)
    qtbot.waitUntil(lambda: corner().pixelColor(1, 1).lightness() == 255)
    darkest = min(
        corner().pixelColor(x, y).lightness() for x in range(110) for y in range(2, 20, 2)
    )
    assert darkest < 120
