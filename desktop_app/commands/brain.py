"""What the actions about the brain's outline do, and whom the brush serves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from core.labels import Label
from desktop_app.actions.set import PAINT_ACTIONS
from desktop_app.commands.correction import CorrectionCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.state.display import Plane, Point
from desktop_app.work.brain_correcting import BrainCorrecting
from desktop_app.work.correcting import Correcting


class BrainCommands(QObject):
    """The outline, its correction, and strokes for labels or brain, whichever is the target."""

    def __init__(self, around: Surroundings, labels: CorrectionCommands) -> None:
        """Remember what to work with; ``labels`` has the brush where the brain is no target."""
        super().__init__(around.parent)
        self._session, self._labels = around.session, labels
        self.correcting = BrainCorrecting(around.session, self)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do; those of the brush in the place of the labels' own."""
        return {
            "brain_outline": self._toggle_outline,
            "paint_brain": lambda: self._aim(erases=False),
            "erase_brain": lambda: self._aim(erases=True),
            **{name: self._paint(label) for name, label in PAINT_ACTIONS.items()},
            "paint_at_cursor": self._dab,
            "erase_at_cursor": lambda: self._dab(erase=True),
            "undo": self._undo,
            "redo": self._redo,
        }

    @property
    def _aimed(self) -> BrainCorrecting | Correcting:
        """Whom the brush serves now."""
        return self.correcting if self._session.brain.target else self._labels.correcting

    def stroke(self, plane: Plane, start: Point, end: Point) -> None:
        """A piece of a stroke in a view."""
        self._aimed.stroke(plane, start, end)

    def finish(self) -> None:
        """A stroke in a view ended."""
        self._aimed.finish()

    def _dab(self, *, erase: bool = False) -> None:
        self._aimed.dab(erase=erase)

    def _undo(self) -> None:
        self._aimed.undo()

    def _redo(self) -> None:
        self._aimed.redo()

    def _toggle_outline(self) -> None:
        session = self._session
        session.set_display(brain_outline=not session.display.brain_outline)

    def _aim(self, *, erases: bool) -> None:
        """Correct the brain from now on, with its outline in sight."""
        if not self._session.correcting:
            self._labels.commands()["correct"]()
        if self._session.correcting:
            self._session.set_display(brain_outline=True)
            self.correcting.aim(brain=True, erases=erases)
        self._session.state_changed.emit()

    def _paint(self, label: Label) -> Callable[[], None]:
        def choose() -> None:
            self.correcting.aim(brain=False)
            self._session.set_brush(label=label)

        return choose
