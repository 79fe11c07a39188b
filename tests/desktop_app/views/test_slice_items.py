"""What lies in a view's scene, as it is painted."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from desktop_app.views.slice_items import ScanItem


def test_a_scan_is_painted_with_the_grey_levels_it_was_given_whatever_its_memory_order(qapp):
    grey = np.arange(256, dtype=np.uint8).reshape(8, 32).T[::-1, ::-1]
    item = ScanItem()
    item.smooth = False
    item.show_grey(grey, (8.0, 32.0))
    image = QImage(8, 32, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    drawn = np.array([[image.pixelColor(x, y).getRgb() for x in range(8)] for y in range(32)])
    for channel in range(3):
        assert np.array_equal(drawn[:, :, channel], grey)
