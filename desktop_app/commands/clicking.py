"""What the actions about correcting with clicks do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.actions.set import REGION_ACTIONS
from desktop_app.commands.correction import CorrectionCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.state.brush import BrushTool
from desktop_app.state.settings import THREADS
from desktop_app.work.clicking import Clicking


class ClickCommands(QObject):
    """The tool, its region, and clicks at the cursor."""

    def __init__(
        self, around: Surroundings, corrections: CorrectionCommands, undo: Callable[[], object]
    ) -> None:
        """Remember what to work with; ``undo`` takes back what was kept."""
        super().__init__(around.parent)
        self._session, self._corrections, self._undo = around.session, corrections, undo
        self.clicking = Clicking(
            around.session,
            around.jobs,
            corrections.correcting,
            lambda: around.settings.get(THREADS),
        )
        self.clicking.failed.connect(around.show_error)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do; undo first takes back what is not kept."""
        return {
            "click": self._toggle,
            "correct": self._toggle_brush,
            **{name: self._choose(name) for name in REGION_ACTIONS},
            "click_tumour": lambda: self._at_cursor(wanted=True),
            "click_not": lambda: self._at_cursor(wanted=False),
            "click_keep": self.clicking.keep,
            "click_drop": self.clicking.drop,
            "undo": lambda: self.clicking.drop_last() or self._undo(),
        }

    def _toggle(self) -> None:
        """Turn the tool on, from the brush too, or leave it."""
        session = self._session
        if self.clicking.on or not session.correcting:
            self._corrections.commands()["correct"]()
        if session.correcting:
            session.set_brush(tool=BrushTool.CLICK)
        else:
            session.set_brush(tool=BrushTool.BRUSH)

    def _toggle_brush(self) -> None:
        """Turn the brush on, from clicking too, or leave it."""
        if self.clicking.on:
            self._session.set_brush(tool=BrushTool.BRUSH)
            return
        self._corrections.commands()["correct"]()

    def _choose(self, name: str) -> Callable[[], None]:
        return lambda: self._session.click.set_region(REGION_ACTIONS[name])

    def _at_cursor(self, *, wanted: bool) -> None:
        self.clicking.click([self._session.cursor], wanted=wanted)
