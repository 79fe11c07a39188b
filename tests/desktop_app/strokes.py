"""A hand on mouse and keys, and what the window holds afterwards."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop_app.state.display import Plane
from desktop_app.state.shown import show_labels

LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def native(window):
    """The label map that would be exported."""
    return window.session.segmentation.label_map


def mouse(view, kind, voxel, button=LEFT, modifier=NOTHING):
    at = view.to_pixels(voxel)
    buttons = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    own = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
    to = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    QApplication.sendEvent(view.viewport(), QMouseEvent(kind, at, to, own, buttons, modifier))


def drag(view, *voxels, modifier=NOTHING):
    mouse(view, QEvent.Type.MouseButtonPress, voxels[0], modifier=modifier)
    for voxel in voxels[1:]:
        mouse(view, QEvent.Type.MouseMove, voxel, modifier=modifier)
    mouse(view, QEvent.Type.MouseButtonRelease, voxels[-1], modifier=modifier)


def press(qtbot, window, key, modifier=NOTHING):
    qtbot.keyClick(window.view_area.active_view(), key, modifier)


def areas_are_right(window):
    shown = window.session.labels
    fresh = show_labels(shown.segmentation)
    assert np.array_equal(shown.ras, fresh.ras)
    return all(np.array_equal(shown.areas[p], fresh.areas[p]) for p in Plane)
