"""What the actions about correcting by hand do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.labels import Label
from desktop_app.action_set import PAINT_ACTIONS
from desktop_app.correcting import Correcting

if TYPE_CHECKING:
    from desktop_app.main_window import MainWindow

_FINE_MM, _FINE_STEP_MM, _STEP_MM = 5.0, 0.5, 1.0
"""Up to 5 mm the brush changes by half a millimetre, beyond that by a whole one."""


class CorrectionCommands(QObject):
    """The mode, its brush, and what can be done to labels."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.correcting = Correcting(window.session, window.jobs, self)
        self.correcting.nothing_there.connect(self._say_nothing_there)
        self.correcting.failed.connect(window.show_error)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        correcting, session = self.correcting, self._session
        return {
            "correct": self._toggle,
            **{name: self._paint(label) for name, label in PAINT_ACTIONS.items()},
            "brush_larger": lambda: session.set_brush(radius_mm=larger(session.brush.radius_mm)),
            "brush_smaller": lambda: session.set_brush(radius_mm=smaller(session.brush.radius_mm)),
            "brush_ball": lambda: session.set_brush(ball=not session.brush.ball),
            "paint_at_cursor": correcting.dab,
            "erase_at_cursor": lambda: correcting.dab(erase=True),
            "remove_island": correcting.remove_island,
            "undo": correcting.undo,
            "redo": correcting.redo,
            "uncorrected": correcting.go_back,
        }

    def _toggle(self) -> None:
        self.correcting.set_on(not self._session.correcting)
        if self._session.correcting:
            shown = self._window.actions_["side_panel"]
            if not shown.isChecked():
                shown.trigger()
            self._window.side_panel.show_correction()
        self._window.view_area.focus_active()

    def _paint(self, label: Label) -> Callable[[], None]:
        return lambda: self._session.set_brush(label=label)

    def _say_nothing_there(self) -> None:
        self._window.messages.note(
            self.tr("There is no label under the cursor: Ctrl + click the island first.")
        )


def larger(radius_mm: float) -> float:
    """The next wider radius."""
    return radius_mm + (_FINE_STEP_MM if radius_mm < _FINE_MM else _STEP_MM)


def smaller(radius_mm: float) -> float:
    """The next narrower radius."""
    return radius_mm - (_FINE_STEP_MM if radius_mm <= _FINE_MM else _STEP_MM)
