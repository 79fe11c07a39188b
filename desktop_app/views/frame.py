"""One repaint per turn of the event loop, however many changes asked for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Coalescer(QObject):
    """Calls a function once after any number of :meth:`request`.

    A held key delivers its events in one turn of the event loop when painting is slower than
    the key repeats; the function then runs once, with the newest state, and nothing queues up.
    """

    def __init__(self, function: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(function)

    def request(self, *_: object) -> None:
        """Ask for a call soon; connects to any signal."""
        if not self._timer.isActive():
            self._timer.start()
