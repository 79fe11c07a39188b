"""What the actions of trajectories do, and who has the left button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from desktop_app.commands.surroundings import Surroundings
from desktop_app.state.plan import End


class PlanCommands(QObject):
    """Picks ends of trajectories by clicks, or at the cursor."""

    def __init__(self, around: Surroundings, leave_correcting: Callable[[], object]) -> None:
        """Follow the session.

        Args:
            around: what commands work with.
            leave_correcting: takes the left button away from the brush.
        """
        super().__init__(around.parent)
        self._session, self._leave_correcting = around.session, leave_correcting
        self._session.plan.picking_changed.connect(self._take_the_button)
        self._session.marks.tool_changed.connect(self._give_way)
        self._session.correcting_changed.connect(self._give_way)
        around.parent.installEventFilter(self)
        self._name_new()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "plan_new": self.pick,
            "plan_target": lambda: self.set_end(End.TARGET),
            "plan_entry": lambda: self.set_end(End.ENTRY),
        }

    def pick(self) -> None:
        """Begin a trajectory that the next two clicks place, or leave it."""
        plan = self._session.plan
        if plan.picking is None:
            plan.begin()
        else:
            plan.set_picking(None)

    def set_end(self, end: End) -> None:
        """Put an end where the cursor is."""
        self._session.plan.set_end(end, self._session.cursor_mm)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._name_new()
        return super().eventFilter(watched, event)

    def _name_new(self) -> None:
        self._session.plan.name_of_new = self.tr("Trajectory {0}")

    def _take_the_button(self) -> None:
        """One tool has the left button."""
        if self._session.plan.picking is not None:
            self._session.marks.set_tool(None)
            self._leave_correcting()

    def _give_way(self) -> None:
        if self._session.correcting or self._session.marks.tool is not None:
            self._session.plan.set_picking(None)
