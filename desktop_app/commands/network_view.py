"""What the action about the network's view does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.commands.surroundings import Surroundings
from desktop_app.state.network_view import Seen, what_network_saw
from desktop_app.work.correcting import Correcting


class NetworkViewCommands(QObject):
    """Switches between the patient's own scans and what the network saw of them."""

    def __init__(self, around: Surroundings, correcting: Correcting) -> None:
        """Remember what to work with; ``correcting`` ends where nothing can be corrected."""
        super().__init__(around.parent)
        self._around, self._session, self._correcting = around, around.session, correcting

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"network_view": self.toggle}

    def toggle(self) -> None:
        """Show what the network saw, once it is ready, or the patient's own scans again."""
        session = self._session
        study = session.study
        if session.own_view is not None or study is None or study.prepared is None:
            session.show_own()
            return
        prepared, labels, comparison = study.prepared, session.labels, session.comparison
        # Checked once it is shown.
        session.state_changed.emit()
        job = self._around.jobs.new("show what the network saw")
        job.failed.connect(self._around.show_error)

        def ready(seen: Seen) -> None:
            session.settle()
            if session.study is not study or session.own_view is not None:
                return
            if (session.labels, session.comparison) != (labels, comparison):
                self.toggle()
                return
            self._leave_brush()
            session.show_network(seen)

        job.finished.connect(ready)
        job.start(lambda progress: what_network_saw(prepared, labels, comparison))

    def _leave_brush(self) -> None:
        if self._session.correcting:
            self._correcting.set_on(False)
            self._around.messages.note(
                self.tr(
                    "Correcting ended: it is done on the patient's own scans, and you look at "
                    "what the network saw."
                )
            )
