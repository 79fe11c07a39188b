"""Whatever is higher than a low screen has room for, behind a scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QWidget,
)

_LEAST_HEIGHT = 96
"""Of what is seen: a few rows. Full HD at 200 % has 540, a screen of 1280 × 720 at 150 % has 480,
and a dialog's frame, texts and buttons take their part of it."""


class Scrolled(QScrollArea):
    """Shows all of a widget where there is room, and scrolls it from top to bottom where not.

    It is never narrower than the widget needs. The wheel scrolls, whatever it is over: only in a
    box or field that has the focus it changes a value, or scrolling past one would.
    """

    def __init__(self, shown: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # What can be focused is within, and is brought into sight when it is.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(shown)
        for part in (shown, self.viewport()):
            part.setAutoFillBackground(False)
        for field in (*shown.findChildren(QComboBox), *shown.findChildren(QAbstractSpinBox)):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """All of it; Qt's own hint stops at 24 lines."""
        return self._shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as what is shown and a scroll bar beside it, and a few rows high."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        least = self._shown.minimumSizeHint()
        return QSize(least.width() + bar, min(least.height(), _LEAST_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what is shown changes its own; keep the wheel to scrolling.

        Qt has a scroll area filter its widget's events.
        """
        if event.type() is QEvent.Type.LayoutRequest and watched is self._shown:
            self.updateGeometry()
        elif event.type() is QEvent.Type.Wheel and self._must_not_turn(watched):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _must_not_turn(self, watched: QObject) -> bool:
        """Whether the wheel is over a box or field that nobody is in."""
        return isinstance(watched, QComboBox | QAbstractSpinBox) and not watched.hasFocus()
