"""Garbage collection in the GUI thread alone.

Python collects cycles in whichever thread happens to allocate. A widget that dies in a worker
takes itself out of Qt's lists while the GUI thread reads them, which ends the program sooner or
later; so automatic collection is off and a timer of the GUI thread does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 500


class GarbageCollector(QObject):
    """Collects as Python would, by its own thresholds, until :meth:`stop`.

    Args:
        parent: lives in the GUI thread.
        interval_ms: between two looks at the counts.
    """

    def __init__(self, parent: QObject, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(_collect_what_is_due)
        self._timer.start(interval_ms)

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()


def _collect_what_is_due() -> None:
    """Collect the oldest generation whose count is over its threshold; it takes the younger."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [g for g in range(3) if thresholds[g] and counts[g] > thresholds[g]]
    if due:
        gc.collect(max(due))
